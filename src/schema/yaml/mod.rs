//! YAML as a mapping field of dask_gateway takes it: YAML 1.1 in PyYAML's reading, then JSON.
//!
//! PyYAML is the judge, also where it differs from every YAML specification; hence no YAML crate, which follow 1.2.
//! [`scanner`] makes tokens of the text, [`composer`] nodes of the tokens, [`construct`] values of the nodes, for which
//! [`scalar`] knows the grammar of numbers, dates and words. [`write`] is the way back, [`quote`] makes texts of the values in a text.

use std::fmt;

mod composer;
mod construct;
mod quote;
mod scalar;
mod scanner;
mod write;

pub use quote::quote;
pub use write::write;

use super::pystr::PyStr;
use super::python;
use super::value::Value;

/// Longer texts are refused, in code points: a gateway takes no larger request.
const MAX_TEXT: usize = 1 << 20;
/// More values are refused, also those that aliases and merge keys multiply.
const MAX_VALUES: usize = 100_000;
/// More text in the values is refused: no more comes of a text without aliases.
const MAX_BYTES: usize = 4 * MAX_TEXT;
/// More tag handles are refused, for each is compared with those before it.
const MAX_HANDLES: usize = 100;
/// Longer tags are refused, in bytes: a directive can give many of them one long prefix.
const MAX_TAG: usize = 1_000;
/// Deeper nesting is refused; PyYAML's own limit is Python's recursion limit, at about 450.
const MAX_DEPTH: u32 = 250;

/// Where and why a text cannot be taken. Line and column count from 1, columns in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    pub detail: String,
    pub line: u32,
    pub column: u32,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: line {}, column {}", self.detail, self.line, self.column)
    }
}

/// Boxed: a result is to be small, for it goes through many hands.
pub type Result<T> = std::result::Result<T, Box<Error>>;

/// A place in the text, counted from 0 as PyYAML counts.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Mark {
    line: u32,
    column: u32,
}

impl Mark {
    fn error<T>(self, detail: impl Into<String>) -> Result<T> {
        Err(self.refuse(detail.into()))
    }

    fn refuse(self, detail: String) -> Box<Error> {
        Box::new(Error { detail, line: self.line + 1, column: self.column + 1 })
    }
}

/// What dask_gateway's form makes of a text: a dict. The keys are strings, as Python's json writes them; two that were
/// different before that (`1` and `"1"`) both stand in the dict.
pub fn parse(text: &str) -> Result<Value> {
    read(text, construct::construct_mapping)
}

/// The same of a text that need not be a mapping: one of lists, or of one value.
pub fn parse_any(text: &str) -> Result<Value> {
    read(text, construct::construct)
}

fn read(text: &str, construct: fn(composer::Document) -> Result<Value>) -> Result<Value> {
    let (before, stripped, _) = strip(text);
    if stripped.is_empty() {
        return Ok(Value::Dict(Default::default()));
    }
    let read = characters(stripped).and_then(composer::compose).and_then(construct);
    read.map_err(|error| moved(error, before))
}

/// The white space before a text, the text, and the white space behind it: only the text is read.
fn strip(text: &str) -> (&str, &str, &str) {
    let rest = text.trim_start_matches(python::is_space);
    let stripped = rest.trim_end_matches(python::is_space);
    let before = text.strip_suffix(rest).unwrap_or_default();
    let behind = rest.strip_prefix(stripped).unwrap_or_default();
    (before, stripped, behind)
}

/// The error of a stripped text, told where it stands in the whole one.
fn moved(mut error: Box<Error>, before: &str) -> Box<Error> {
    let start = place(before);
    if error.line == 1 {
        error.column += start.column;
    }
    error.line += start.line;
    error
}

fn characters(text: &str) -> Result<Vec<char>> {
    let mut characters = Vec::new();
    for (at, c) in text.char_indices() {
        let before = || text.get(..at).unwrap_or_default();
        if !is_allowed(c as u32) {
            return Err(not_allowed(before(), c as u32));
        }
        if characters.len() >= MAX_TEXT {
            return place(before()).error(format!("longer than {MAX_TEXT} characters"));
        }
        characters.push(c);
    }
    Ok(characters)
}

/// The error of a text that goes on with a code point that PyYAML lets in nowhere. A lone surrogate is one, and the reason
/// why this can be had from outside: no `&str` holds it.
pub fn not_allowed(before: &str, code_point: u32) -> Box<Error> {
    let mut found = PyStr::new();
    found.push_code_point(code_point);
    let shown = python::repr(&Value::Str(found));
    place(before).refuse(format!("special characters are not allowed, found {}", shown.to_text()))
}

/// Where a text that follows this one stands.
fn place(before: &str) -> Mark {
    let mut mark = Mark::default();
    let mut characters = before.chars().peekable();
    while let Some(c) = characters.next() {
        mark.pass(c, characters.peek() == Some(&'\n'));
    }
    mark
}

impl Mark {
    /// Moves on behind a character. A line feed behind a carriage return belongs to it.
    fn pass(&mut self, c: char, line_feed_follows: bool) {
        match c {
            '\r' if line_feed_follows => self.column += 1,
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => *self = Mark { line: self.line + 1, column: 0 },
            '\u{feff}' => (),
            _ => self.column += 1,
        }
    }
}

/// What PyYAML lets into a text unescaped.
fn is_allowed(c: u32) -> bool {
    matches!(c, 0x09 | 0x0a | 0x0d | 0x20..0x7f | 0x85 | 0xa0..0xd800 | 0xe000..0xfffe | 0x10000..0x11_0000)
}
