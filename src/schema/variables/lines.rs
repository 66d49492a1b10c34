//! Lines of a text, and what can stand in one whatever its language.

/// Names and their texts.
pub type Pairs = Vec<(String, String)>;
/// What a statement sets, and the text behind it.
pub type Read<'a> = Option<(Pairs, &'a str)>;

pub const BLANKS: [char; 3] = [' ', '\t', '\u{a0}'];

/// What stands before a place of a text.
#[inline(never)]
pub fn until(text: &str, at: usize) -> &str {
    debug_assert!(text.is_char_boundary(at), "{at} is no place in the text");
    text.get(..at).unwrap_or(text)
}

/// What stands from a place on.
#[inline(never)]
pub fn from(text: &str, at: usize) -> &str {
    debug_assert!(text.is_char_boundary(at), "{at} is no place in the text");
    text.get(at..).unwrap_or_default()
}

/// The first character, and the text behind it.
#[inline(never)]
pub fn first(text: &str) -> Option<(char, &str)> {
    let mut characters = text.chars();
    Some((characters.next()?, characters.as_str()))
}

/// Where a part stands first. What is looked for is short.
#[inline(never)]
pub fn find(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())
}

/// The text with a line feed wherever a line ends, be it as in Windows.
#[inline(never)]
pub fn with_line_feeds(text: &str) -> String {
    let mut pieces = text.split('\r');
    let mut lines = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        lines.push('\n');
        lines.push_str(piece.strip_prefix('\n').unwrap_or(piece));
    }
    lines
}

/// The first line, and the text behind it.
#[inline(never)]
pub fn line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// The first line, and the text from its end.
#[inline(never)]
pub fn split_line(text: &str) -> (&str, &str) {
    let (first, _) = line(text);
    (first, from(text, first.len()))
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
    let name = until(text, at).trim_matches(BLANKS);
    let is_one = is_like_name(name) && !name.contains([':', '#']) && find(name, "  ").is_none();
    is_one.then(|| (name, from(text, at + 1)))
}

/// A value without quotes: to the end of its line, or to the comment there.
#[inline(never)]
pub fn plain(text: &str) -> (String, &str) {
    let (line, behind) = split_line(text);
    let is_comment = |at: &usize| *at == 0 || until(line, *at).ends_with(BLANKS);
    let length = line.match_indices('#').map(|(at, _)| at).find(is_comment).unwrap_or(line.len());
    let value = until(line, length).trim_end_matches(BLANKS);
    // A command that goes on in the next line, which it does not behind a comment.
    let has_comment = length < line.len();
    match value.strip_suffix('\\').filter(|value| value.ends_with(BLANKS) && !has_comment) {
        Some(value) => (value.trim_matches(BLANKS).into(), behind),
        None => (value.trim_start_matches(BLANKS).into(), from(text, value.len())),
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
    let Some((c, behind)) = first(rest) else { return Some(("", "")) };
    match c {
        '\n' => Some(("", behind)),
        '#' if is_apart => Some(line(rest)),
        ';' | ',' => Some(("", behind.trim_start_matches(BLANKS))),
        '&' => behind.strip_prefix('&').map(|rest| ("", rest.trim_start_matches(BLANKS))),
        '\\' => behind.strip_prefix('\n').map(|rest| ("", rest)),
        _ => None,
    }
}
