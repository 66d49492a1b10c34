//! Lines of a text, and what can stand in one whatever its language.

/// Names and their texts.
pub type Pairs = Vec<(String, String)>;
/// What a statement sets, and the text behind it.
pub type Read<'a> = Option<(Pairs, &'a str)>;

pub const BLANKS: [char; 3] = [' ', '\t', '\u{a0}'];

/// The first line, and the text behind it.
#[inline(never)]
pub fn line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// The first line, and the text from its end.
#[inline(never)]
pub fn split_line(text: &str) -> (&str, &str) {
    text.split_at(line(text).0.len())
}

/// The columns before the first character.
#[inline(never)]
pub fn indent(text: &str) -> usize {
    text.chars().take_while(|c| BLANKS.contains(c)).count()
}

/// Whether a variable can be called so: as in shells, with the points and hyphens that Kubernetes takes besides.
#[inline(never)]
pub fn is_name(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-.".contains(&b))
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_')
}

/// What may stand before `=` or `:`, be it the name of a variable or not.
#[inline(never)]
pub fn is_like_name(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(['"', '\'', '`', '$', '{', '}', '[', ']', ',', ';', '<', '>', '|', '&', '=', '\\'])
}

/// A name that an `=` follows on its line, and what is behind that.
#[inline(never)]
pub fn bare_name(text: &str) -> Option<(&str, &str)> {
    let at = line(text).0.find('=')?;
    let name = text[..at].trim_matches(BLANKS);
    (is_like_name(name) && !name.contains([':', '#']) && !name.contains("  ")).then(|| (name, &text[at + 1..]))
}

/// A value without quotes: to the end of its line, or to the comment there.
#[inline(never)]
pub fn plain(text: &str) -> (String, &str) {
    let (line, behind) = split_line(text);
    let is_comment = |at: &usize| *at == 0 || line[..*at].ends_with(BLANKS);
    let length = line.match_indices('#').map(|(at, _)| at).find(is_comment).unwrap_or(line.len());
    let value = line[..length].trim_end_matches(BLANKS);
    // A command that goes on in the next line, which it does not behind a comment.
    let has_comment = length < line.len();
    match value.strip_suffix('\\').filter(|value| value.ends_with(BLANKS) && !has_comment) {
        Some(value) => (value.trim_matches(BLANKS).into(), behind),
        None => (value.trim_start_matches(BLANKS).into(), &text[value.len()..]),
    }
}

/// A name and nothing else: its value is empty, or taken from elsewhere.
#[inline(never)]
pub fn name_alone(text: &str) -> Read<'_> {
    let (first, rest) = split_line(text);
    let name = first.trim();
    let is_keyword = matches!(name, "fi" | "done" | "esac" | "else" | "then" | "do");
    (is_name(name) && !is_keyword).then(|| (vec![(name.into(), String::new())], rest))
}

/// What follows a statement: the comment on its line, and the text from which on to read. None: the statement goes on.
#[inline(never)]
pub fn end(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches(BLANKS);
    let is_apart = rest.len() < text.len() || rest.is_empty();
    match rest.chars().next() {
        None => Some(("", "")),
        Some('\n') => Some(("", &rest[1..])),
        Some('#') if is_apart => Some(line(rest)),
        Some(';' | ',') => Some(("", rest[1..].trim_start_matches(BLANKS))),
        Some('&') if rest.starts_with("&&") => Some(("", rest[2..].trim_start_matches(BLANKS))),
        Some('\\') => rest[1..].strip_prefix('\n').map(|rest| ("", rest)),
        _ => None,
    }
}
