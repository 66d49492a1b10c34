//! Names and values as YAML has them, line by line, and what is written alike: JSON, dicts of Python, lists of PowerShell.

use super::lines::{
    BLANKS, Pairs, Read, bare_name, end, from, indent, is_like_name, line, name_alone, plain, split_line, until,
};
use super::quoted::{Language, quoted};

/// `- A=b`, `- "A=b"`, `- A: b`, and Kubernetes' `- name: A` with its value.
#[inline(never)]
pub fn list_item(text: &str, column: usize) -> Read<'_> {
    let item = text.strip_prefix("- ")?;
    let body = item.trim_start_matches(BLANKS);
    let column = column + text.len() - body.len();
    if let Some((text, rest)) = quoted(body, Language::Yaml)
        && let Some((name, value)) = text.split_once('=')
    {
        return Some((vec![(name.into(), value.into())], rest));
    }
    if let Some((name, value)) = bare_name(body) {
        let (value, rest) = plain(value);
        return Some((vec![(name.into(), value)], rest));
    }
    two_lines(body, column)
        .or_else(|| one_name(body, column))
        .or_else(|| yaml(body, column).filter(|(pairs, _)| pairs[0].0 != "name"))
        .or_else(|| name_alone(body))
}

/// `name: A` alone, as Kubernetes writes an empty value.
fn one_name(text: &str, column: usize) -> Read<'_> {
    let (key, name, rest) = key_and_value(text, column)?;
    let (next, _) = line(rest.strip_prefix('\n').unwrap_or(rest));
    let is_last = next.trim().is_empty() || indent(next) < column || next.trim_start().starts_with("- ");
    (key == "name" && is_last).then(|| (vec![(name, String::new())], rest))
}

/// A name and its value on lines of their own: Kubernetes' `name: A` and `value: b`, PowerShell's `Name  : A`, `Value : b`.
#[inline(never)]
pub fn two_lines(text: &str, column: usize) -> Read<'_> {
    let (first, name, rest) = key_and_value(text, column)?;
    let rest = rest.strip_prefix('\n')?;
    let (second, value, rest) = key_and_value(rest.trim_start_matches(BLANKS), indent(rest))?;
    let is = |key: &str, wanted: &str| key.eq_ignore_ascii_case(wanted);
    let is_pair = (is(&first, "name") || is(&first, "key")) && is(&second, "value");
    is_pair.then(|| (vec![(name, value)], rest))
}

/// `A: b`, `"A": "b"`, `A: |` with its lines.
#[inline(never)]
pub fn yaml(text: &str, column: usize) -> Read<'_> {
    let (name, value, rest) = key_and_value(text, column)?;
    Some((vec![(name, value)], rest))
}

#[inline(never)]
fn key_and_value(text: &str, column: usize) -> Option<(String, String, &str)> {
    let (key, rest) = match quoted(text, Language::Program) {
        Some((key, rest)) => (key, rest.trim_start_matches(BLANKS).strip_prefix(':')?),
        None => {
            let (first, _) = line(text);
            let is_end = |at: &usize| {
                let behind = from(first, at + 1);
                behind.is_empty() || behind.starts_with(BLANKS)
            };
            let at = first.match_indices(':').map(|(at, _)| at).find(is_end)?;
            let key = until(first, at).trim_end_matches(BLANKS);
            (key.to_owned(), is_like_name(key).then(|| from(text, at + 1))?)
        }
    };
    let is_program = text.starts_with(['"', '\'']);
    let value = rest.trim_start_matches(BLANKS);
    if value.starts_with(['|', '>'])
        && let Some((text, rest)) = block_scalar(value, column)
    {
        return Some((key, text, rest));
    }
    let language = if is_program { Language::Program } else { Language::Yaml };
    let (value, rest) = match quoted(value, language).filter(|(_, rest)| end(rest).is_some()) {
        Some(read) => read,
        // A list, another mapping, or a quote without its end: no text.
        None if value.starts_with(['[', '{', '"', '\'', '&', '*', '!', '%', '@', '`', '|', '>']) => return None,
        None if is_program => {
            // A number, or a word, with the comma behind it.
            let (first, rest) = split_line(value);
            (first.trim_end_matches(BLANKS).trim_end_matches(',').into(), rest)
        }
        None => folded(value, column),
    };
    Some((key, value, rest))
}

/// A value of YAML without quotes, with the lines below that are indented deeper than its key.
#[inline(never)]
fn folded(text: &str, column: usize) -> (String, &str) {
    let (mut value, mut rest) = plain(text);
    while !value.is_empty()
        && let Some(behind) = rest.strip_prefix('\n')
        && indent(behind) > column
        && !line(behind).0.trim().is_empty()
    {
        let (more, end) = plain(behind);
        value = value + " " + &more;
        rest = end;
    }
    (value, rest)
}

/// The lines below `|` or `>`, indented deeper than their key.
#[inline(never)]
fn block_scalar(text: &str, column: usize) -> Option<(String, &str)> {
    let (head, mut rest) = split_line(text);
    let marks = head.trim_end_matches(BLANKS);
    if !marks.chars().skip(1).all(|c| matches!(c, '-' | '+' | '1'..='9')) {
        return None;
    }
    let mut lines = Vec::new();
    while let Some(behind) = rest.strip_prefix('\n') {
        let (next, end) = split_line(behind);
        if indent(next) <= column && !next.trim().is_empty() {
            break;
        }
        lines.push(next);
        rest = end;
    }
    let least = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min()?;
    let lines: Vec<String> = lines.iter().map(|line| line.chars().skip(least).collect()).collect();
    let text = lines.join(if marks.starts_with('|') { "\n" } else { " " });
    let text = text.trim_end_matches(['\n', ' ']);
    Some((if marks.as_bytes().contains(&b'-') { text.into() } else { text.to_owned() + "\n" }, rest))
}

/// A text that is one mapping in braces: JSON, a dict or `environ(…)` of Python, YAML.
#[inline(never)]
pub fn braces(text: &str) -> Option<Pairs> {
    let text = text.trim();
    let text = text.strip_prefix("environ(").map_or(Some(text), |text| text.strip_suffix(')'))?;
    let mut rest = text.strip_prefix('{')?.strip_suffix('}')?.trim();
    let mut pairs = Vec::new();
    while !rest.is_empty() {
        let (name, behind) = match quoted(rest, Language::Program) {
            Some(read) => read,
            None => {
                let (name, _) = rest.split_once(':')?;
                (name.trim_end().to_owned(), from(rest, name.len()))
            }
        };
        let behind = behind.trim_start().strip_prefix(':')?.trim_start();
        let (value, behind) = match quoted(behind, Language::Program) {
            Some(read) => read,
            None => {
                let length = behind.find([',', '\n']).unwrap_or(behind.len());
                let value = until(behind, length).trim_end();
                (!value.is_empty() && !value.contains(['{', '[', '}', ']', '"', '\'']))
                    .then(|| (value.to_owned(), from(behind, length)))?
            }
        };
        pairs.push((name, value));
        rest = behind.trim_start();
        rest = match rest.strip_prefix(',') {
            Some(rest) => rest.trim_start(),
            None if rest.is_empty() => rest,
            None => return None,
        };
    }
    (!pairs.is_empty() && pairs.iter().all(|(name, _)| !name.is_empty())).then_some(pairs)
}
