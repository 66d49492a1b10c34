//! Commands and code that set variables, and files of `A=b`.

use super::lines::{
    BLANKS, Pairs, Read, bare_name, end, find, from, is_like_name, is_name, line, plain, split_line, until,
};
use super::quoted::{Language, quoted, word};

const CONDA: &str = "conda env config vars set";

/// The text behind a command that sets variables, and whether a name and its value are words of their own there.
#[inline(never)]
pub fn command_words(text: &str) -> Option<(&str, bool)> {
    const COMMANDS: [(&str, bool); 12] = [
        (CONDA, false),
        ("export", false),
        ("declare", false),
        ("typeset", false),
        ("readonly", false),
        ("-e", false),
        ("--env", false),
        ("ENV", true),
        ("setenv", true),
        ("setx", true),
        ("set -x", true),
        ("set -gx", true),
    ];
    COMMANDS.iter().find_map(|(command, is_two)| {
        Some((text.strip_prefix(*command).filter(|rest| rest.starts_with(BLANKS))?, *is_two))
    })
}

/// `export A=b C=d`, `declare -x A="b"`, `setenv A b`, `-e A=b`.
#[inline(never)]
pub fn command(text: &str) -> Read<'_> {
    let (mut rest, is_two) = command_words(text)?;
    let mut words = Vec::new();
    loop {
        let next = rest.trim_start_matches(BLANKS);
        if next.starts_with(['#', '\n', ';', '&']) || next.is_empty() {
            break;
        }
        if let Some(behind) = next.strip_prefix("\\\n") {
            rest = behind;
            continue;
        }
        let (word, behind) = word(next)?;
        if behind.len() == next.len() {
            return None;
        }
        if !next.starts_with('-') {
            words.push(word);
        }
        rest = behind;
    }
    if text.starts_with(CONDA) {
        // Its options and what belongs to them.
        words.retain(|word| word.as_bytes().contains(&b'='));
    }
    if is_two && words.len() > 1 && is_name(&words[0]) {
        return Some((vec![(words.remove(0), words.join(" "))], rest));
    }
    let pairs = words.iter().map(|word| {
        let (name, value) = word.split_once('=').unwrap_or((word, ""));
        is_name(name).then(|| (name.to_owned(), value.to_owned()))
    });
    let pairs: Pairs = pairs.collect::<Option<_>>()?;
    (!pairs.is_empty()).then_some((pairs, rest))
}

/// `set A=b` and `set "A=b"` of the Windows command prompt, where quotes elsewhere are part of the value.
#[inline(never)]
pub fn batch(text: &str) -> Read<'_> {
    let (_, rest) = text.split_at_checked(4).filter(|(start, _)| start.eq_ignore_ascii_case("set "))?;
    let (body, behind) = split_line(rest.trim_start_matches(BLANKS));
    let body = body.trim_end();
    let body = body.strip_prefix('"').and_then(|body| body.strip_suffix('"')).unwrap_or(body);
    let (name, value) = body.split_once('=')?;
    (!name.is_empty() && !name.contains(BLANKS)).then(|| (vec![(name.into(), value.into())], behind))
}

/// `$env:A = "b"`.
#[inline(never)]
pub fn powershell(text: &str) -> Read<'_> {
    let (_, rest) = text.split_at_checked(5).filter(|(start, _)| start.eq_ignore_ascii_case("$env:"))?;
    let (name, value) = bare_name(rest)?;
    let value = value.trim_start_matches(BLANKS);
    let (value, rest) = quoted(value, Language::PowerShell).unwrap_or_else(|| plain(value));
    Some((vec![(name.into(), value)], rest))
}

/// `os.environ["A"] = "b"`.
#[inline(never)]
pub fn python(text: &str) -> Read<'_> {
    let rest = text.strip_prefix("os.").unwrap_or(text).strip_prefix("environ[")?;
    let (name, rest) = quoted(rest, Language::Program)?;
    let rest = rest.strip_prefix(']')?.trim_start_matches(BLANKS).strip_prefix('=')?;
    let (value, rest) = quoted(rest.trim_start_matches(BLANKS), Language::Program)?;
    Some((vec![(name, value)], rest))
}

/// `A=b`, in a file or as `env` prints it.
#[inline(never)]
pub fn bare(text: &str, is_listing: bool) -> Read<'_> {
    let (name, value) = bare_name(text)?;
    let read = |value: String, rest| Some((vec![(name.to_owned(), value)], rest));
    if let Some(length) = several_lines(value) {
        return read(until(value, length).into(), from(value, length));
    }
    if is_listing {
        // Until the next name; lines between are its own.
        let mut length = line(value).0.len();
        while let Some(next) = from(value, length).strip_prefix('\n')
            && !next.trim().is_empty()
            && bare_name(line(next).0).is_none()
        {
            length += 1 + line(next).0.len();
        }
        return read(until(value, length).into(), from(value, length));
    }
    let value = value.trim_start_matches(BLANKS);
    // In quotes as a whole, or in pieces as a shell takes them.
    let whole = [
        quoted(value, Language::EnvFile),
        word(value).filter(|_| value.starts_with(['"', '\'']) || value.starts_with("$'")),
    ];
    let whole = whole.into_iter().flatten().find(|(_, rest)| end(rest).is_some());
    let (value, rest) = whole.unwrap_or_else(|| plain(value));
    read(value, rest)
}

/// The length of a value that is on several lines by its nature: a key or certificate, or an exported function.
fn several_lines(value: &str) -> Option<usize> {
    let last = if value.starts_with("-----BEGIN ") {
        find(value, "\n-----END ")?
    } else if value.starts_with("() {") {
        find(value, "\n}")?
    } else {
        return None;
    };
    Some(last + 1 + line(from(value, last + 1)).0.len())
}

/// `A      b`, a row of PowerShell's table.
#[inline(never)]
pub fn columns(text: &str) -> Read<'_> {
    let (first, rest) = split_line(text);
    let length = find(first, "  ")?;
    let (name, value) = (until(first, length), from(first, length).trim());
    let is_row = is_like_name(name) && !name.contains([' ', ':', '#']) && !value.is_empty() && !value.starts_with(':');
    is_row.then(|| (vec![(name.into(), value.into())], rest))
}
