//! Texts in quotes, as each language writes them, and words of a shell.

use super::lines::{first, from, until};

/// Who reads what stands between the quotes.
#[derive(Clone, Copy, PartialEq)]
pub enum Language {
    /// sh and its kin: within double quotes a backslash escapes but a few characters.
    Shell,
    /// `$'…'` of bash and zsh, whose escapes may be single bytes.
    Ansi,
    /// Files of variables, as docker and python-dotenv read them.
    EnvFile,
    PowerShell,
    Yaml,
    /// Python and JSON.
    Program,
}

/// The text between the quotes that `text` begins with, and what follows. None: it begins with no quote, or nothing ends it.
#[inline(never)]
pub fn quoted(text: &str, language: Language) -> Option<(String, &str)> {
    let (quote, mut rest) = first(text).filter(|(c, _)| matches!(c, '"' | '\''))?;
    let escapes = match language {
        Language::Program | Language::Ansi => '\\',
        Language::PowerShell if quote == '"' => '`',
        _ if quote == '"' => '\\',
        _ => '\0',
    };
    let doubled = match language {
        Language::PowerShell => true,
        Language::Yaml => quote == '\'',
        _ => false,
    };
    // Bytes, for escapes may be bytes of a character.
    let mut bytes = Vec::new();
    loop {
        let (c, behind) = first(rest)?;
        rest = behind;
        if c == quote {
            match rest.strip_prefix(quote).filter(|_| doubled) {
                Some(behind) => rest = behind,
                None => break,
            }
        } else if c == escapes && c != '\0' {
            rest = escape(rest, language, &mut bytes)?;
            continue;
        } else if c == '\n' && language == Language::Yaml {
            rest = fold(rest, &mut bytes);
            continue;
        }
        push(c, &mut bytes);
    }
    Some((String::from_utf8(bytes).ok()?, rest))
}

/// Takes in what is escaped at the beginning of `rest`, and returns what is behind it.
#[inline(never)]
fn escape<'a>(rest: &'a str, language: Language, bytes: &mut Vec<u8>) -> Option<&'a str> {
    let (c, behind) = first(rest)?;
    if c == '\n' {
        return Some(behind);
    }
    let simple = match c {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'v' => '\x0b',
        'e' | 'E' => '\x1b',
        _ => c,
    };
    match language {
        Language::Shell if !matches!(c, '$' | '`' | '"' | '\\') => bytes.push(b'\\'),
        Language::EnvFile if !matches!(c, 'n' | 'r' | 't' | '$' | '`' | '"' | '\'' | '\\') => bytes.push(b'\\'),
        Language::Shell => {}
        Language::EnvFile | Language::PowerShell => {
            push(simple, bytes);
            return Some(behind);
        }
        _ => {
            let (digits, base) = match c {
                'x' => (2, 16),
                'u' => (4, 16),
                'U' => (8, 16),
                '0'..='7' if language != Language::Yaml => (3, 8),
                '0' => (0, 10),
                _ => {
                    push(simple, bytes);
                    return Some(behind);
                }
            };
            return numbered(if base == 8 { rest } else { behind }, digits, base, language, bytes);
        }
    }
    push(c, bytes);
    Some(behind)
}

#[inline(never)]
fn numbered<'a>(text: &'a str, digits: usize, base: u32, language: Language, bytes: &mut Vec<u8>) -> Option<&'a str> {
    let length = text.bytes().take(digits).take_while(|b| (*b as char).is_digit(base)).count();
    let code = u32::from_str_radix(until(text, length), base).unwrap_or(0);
    let behind = from(text, length);
    if language == Language::Ansi && digits < 4 {
        bytes.push(code as u8);
    } else if let Some(low) = behind.strip_prefix("\\u").filter(|_| (0xd800..0xdc00).contains(&code)) {
        let (low, behind) = low.split_at_checked(4)?;
        let pair = [code as u16, u16::from_str_radix(low, 16).ok()?];
        bytes.extend(String::from_utf16(&pair).ok()?.bytes());
        return Some(behind);
    } else {
        push(char::from_u32(code)?, bytes);
    }
    Some(behind)
}

/// Behind a line break in a quoted text of YAML: alone it is a space, with empty lines behind it only these stay.
#[inline(never)]
fn fold<'a>(mut rest: &'a str, bytes: &mut Vec<u8>) -> &'a str {
    while bytes.last().is_some_and(|b| matches!(b, b' ' | b'\t')) {
        bytes.pop();
    }
    let mut is_alone = true;
    loop {
        rest = rest.trim_start_matches([' ', '\t']);
        match rest.strip_prefix('\n') {
            Some(behind) => rest = behind,
            None => break,
        }
        is_alone = false;
        bytes.push(b'\n');
    }
    if is_alone {
        bytes.push(b' ');
    }
    rest
}

#[inline(never)]
fn push(c: char, bytes: &mut Vec<u8>) {
    bytes.extend(c.encode_utf8(&mut [0; 4]).bytes());
}

/// The word of a shell that `text` begins with, quotes and escapes resolved, variables and commands left as they are.
/// None: a quote or a bracket is not closed.
#[inline(never)]
pub fn word(text: &str) -> Option<(String, &str)> {
    let mut word = String::new();
    let mut rest = text;
    while let Some((c, behind)) = first(rest) {
        if c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(' | ')' | '<' | '>') {
            break;
        }
        if matches!(c, '"' | '\'') {
            let (part, behind) = quoted(rest, Language::Shell)?;
            word.push_str(&part);
            rest = behind;
        } else if c == '$' && behind.starts_with('\'') {
            let (part, behind) = quoted(behind, Language::Ansi)?;
            word.push_str(&part);
            rest = behind;
        } else if c == '`' || c == '$' && behind.starts_with(['(', '{']) {
            let length = command(rest)?;
            word.push_str(until(rest, length));
            rest = from(rest, length);
        } else if c == '\\' {
            let (escaped, behind) = first(behind)?;
            if escaped == '\n' {
                break;
            }
            word.push(escaped);
            rest = behind;
        } else {
            word.push(c);
            rest = behind;
        }
    }
    Some((word, rest))
}

/// The length of the `$(…)`, `${…}` or command in backquotes that `text` begins with.
#[inline(never)]
fn command(text: &str) -> Option<usize> {
    if let Some(behind) = text.strip_prefix('`') {
        return behind.find('`').map(|end| end + 2);
    }
    let mut depth = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            '\n' => return None,
            _ => continue,
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}
