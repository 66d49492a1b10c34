//! JSON as Python's json module reads and writes it: bare NaN and Infinity, integers of any size, lone surrogates.
//!
//! [`Reader`] is a pull parser: [`super::spec`] and [`crate::gateway`] take what they need and skip the rest unread. Its
//! callbacks are `dyn`: a copy of the parser for each would weigh more than the calls cost.

use std::borrow::Cow;
use std::fmt;

use super::float;
use super::int::Int;
use super::pystr::{self, PyStr};
use super::python;
use super::value::{Dict, Value};

/// Deeper nesting is refused; Python's own limit is its recursion limit of about 1,000.
const MAX_DEPTH: usize = 500;
/// Said of integers of more digits than [`python::MAX_DIGITS`].
pub const TOO_LONG: &str = "Exceeds the limit (4300 digits) for integers";

/// Where and why a text is not JSON, in the words of Python's `JSONDecodeError`. Lines and columns count from 1, columns
/// in code points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    pub detail: &'static str,
    pub line: u32,
    pub column: u32,
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: line {} column {}", self.detail, self.line, self.column)
    }
}

pub type Result<T> = std::result::Result<T, JsonError>;

/// Reads a whole text as one value.
pub fn parse(text: &str) -> Result<Value> {
    let mut reader = Reader::new(text);
    let value = reader.value()?;
    reader.end()?;
    Ok(value)
}

/// A JSON text being read from left to right.
pub struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

/// A string in WTF-8, as it stands in the text where that is possible.
pub type Text<'a> = Cow<'a, [u8]>;

impl<'a> Reader<'a> {
    pub fn new(text: &'a str) -> Reader<'a> {
        Reader { text, at: 0, depth: 0 }
    }

    /// The next value, whole.
    pub fn value(&mut self) -> Result<Value> {
        Ok(match self.peek() {
            Some(b'{') => {
                let mut items = Vec::new();
                self.object(&mut |reader, key| {
                    items.push((key.into(), reader.value()?));
                    Ok(())
                })?;
                Value::Dict(Dict::from_iter(items))
            }
            Some(b'[') => {
                let mut items = Vec::new();
                self.array(&mut |reader| {
                    items.push(reader.value()?);
                    Ok(())
                })?;
                Value::List(items)
            }
            Some(b'"') => Value::Str(self.string()?.into()),
            _ => self.scalar()?,
        })
    }

    /// Passes over the next value without keeping any of it.
    pub fn skip(&mut self) -> Result<()> {
        match self.peek() {
            Some(b'{') => self.object(&mut |reader, _| reader.skip()),
            Some(b'[') => self.array(&mut Reader::skip),
            Some(b'"') => self.scan_string(&mut |_| ()),
            _ => self.scalar().map(drop),
        }
    }

    /// An object: `member` is called behind each key and must read or skip its value.
    pub fn object(&mut self, member: &mut dyn FnMut(&mut Self, Text<'a>) -> Result<()>) -> Result<()> {
        self.open(b'{', "Expecting value")?;
        if self.take(b'}') {
            return self.close();
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(self.error("Expecting property name enclosed in double quotes"));
            }
            let key = self.string()?;
            if !self.take(b':') {
                return Err(self.error("Expecting ':' delimiter"));
            }
            member(self, key)?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return self.close();
                }
                _ => return Err(self.error("Expecting ',' delimiter")),
            }
        }
    }

    /// An array: `item` is called before each element and must read or skip it.
    pub fn array(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<()>) -> Result<()> {
        self.open(b'[', "Expecting value")?;
        if self.take(b']') {
            return self.close();
        }
        loop {
            item(self)?;
            if self.take(b']') {
                return self.close();
            }
            if !self.take(b',') {
                return Err(self.error("Expecting ',' delimiter"));
            }
        }
    }

    pub fn string(&mut self) -> Result<Text<'a>> {
        if self.peek() == Some(b'"') {
            let rest = &self.text.as_bytes()[self.at + 1..];
            let plain = pystr::plain_length(rest);
            if rest.get(plain) == Some(&b'"') {
                self.at += plain + 2;
                return Ok(Cow::Borrowed(&rest[..plain]));
            }
        }
        let mut out = PyStr::new();
        self.scan_string(&mut |part| match part {
            Part::Plain(text) => out.push_str(text),
            Part::CodePoint(c) => out.push_code_point(c),
        })?;
        Ok(Cow::Owned(out.into_bytes()))
    }

    /// What is still to be read, from the next value on.
    pub fn rest(&mut self) -> &'a str {
        self.peek();
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over so many bytes, which are known to be the next value, and to end in ASCII.
    pub fn pass(&mut self, length: usize) {
        self.at += length;
    }

    /// How many bytes are still to be read.
    pub fn left(&self) -> usize {
        self.text.len() - self.at
    }

    /// Nothing but white space may follow.
    pub fn end(&mut self) -> Result<()> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.error("Extra data")),
        }
    }

    /// An error at the place reached, for readers that expect a certain shape.
    pub fn error(&self, detail: &'static str) -> JsonError {
        self.error_at(self.at, detail)
    }

    fn error_at(&self, at: usize, detail: &'static str) -> JsonError {
        let before = &self.text.as_bytes()[..at];
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let starts = |bytes: &[u8]| bytes.iter().filter(|b| **b & 0xc0 != 0x80).count();
        JsonError {
            detail,
            line: before.iter().filter(|b| **b == b'\n').count() as u32 + 1,
            column: starts(&before[line_start..]) as u32 + 1,
        }
    }

    /// The next byte that is no white space, still to be read.
    pub fn peek(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn open(&mut self, bracket: u8, otherwise: &'static str) -> Result<()> {
        if !self.take(bracket) {
            return Err(self.error(otherwise));
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(self.error("Too deeply nested")) } else { Ok(()) }
    }

    fn close(&mut self) -> Result<()> {
        self.depth -= 1;
        Ok(())
    }

    fn scalar(&mut self) -> Result<Value> {
        let first = self.peek();
        // Not by an index: where that is wrong, the standard library prints the text, with 3 KB of code and tables.
        let rest = self.text.get(self.at..).unwrap_or_default();
        let (word, value) = match first {
            Some(b'n') => ("null", Value::None),
            Some(b't') => ("true", Value::Bool(true)),
            Some(b'f') => ("false", Value::Bool(false)),
            Some(b'N') => ("NaN", Value::Float(f64::NAN)),
            Some(b'I') => ("Infinity", Value::Float(f64::INFINITY)),
            Some(b'-') if rest.starts_with("-I") => ("-Infinity", Value::Float(f64::NEG_INFINITY)),
            _ => return self.number(rest),
        };
        if !rest.starts_with(word) {
            return Err(self.error("Expecting value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self, rest: &str) -> Result<Value> {
        let (len, whole) = number_length(rest.as_bytes()).ok_or_else(|| self.error("Expecting value"))?;
        let text = rest.get(..len).unwrap_or_default();
        if whole && text.trim_start_matches('-').len() > python::MAX_DIGITS {
            return Err(self.error(TOO_LONG));
        }
        self.at += len;
        let value = if whole { Int::parse(text).map(Value::Int) } else { float::parse(text).map(Value::Float) };
        value.ok_or_else(|| self.error("Expecting value"))
    }

    fn scan_string(&mut self, part: &mut dyn FnMut(Part<'a>)) -> Result<()> {
        self.peek();
        let start = self.at;
        let bytes = self.text.as_bytes();
        if bytes.get(start) != Some(&b'"') {
            return Err(self.error("Expecting value"));
        }
        self.at += 1;
        loop {
            let plain = self.at;
            self.at += pystr::plain_length(&bytes[plain..]);
            while let Some(b) = bytes.get(self.at)
                && !matches!(b, b'"' | b'\\' | 0..0x20)
            {
                self.at += 1;
            }
            if plain < self.at {
                part(Part::Plain(self.text.get(plain..self.at).unwrap_or_default()));
            }
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => part(Part::CodePoint(self.escape(start)?)),
                Some(_) => return Err(self.error("Invalid control character at")),
                None => return Err(self.error_at(start, "Unterminated string starting at")),
            }
        }
    }

    /// An escape; a pair of surrogate escapes is one code point, a lone one stays.
    fn escape(&mut self, start: usize) -> Result<u32> {
        let c = match self.text.as_bytes().get(self.at + 1) {
            Some(c @ (b'"' | b'\\' | b'/')) => u32::from(*c),
            Some(b'b') => 8,
            Some(b'f') => 12,
            Some(b'n') => 10,
            Some(b'r') => 13,
            Some(b't') => 9,
            Some(b'u') => {
                let high = self.hex4(self.at + 2).ok_or_else(|| self.error("Invalid \\uXXXX escape"))?;
                self.at += 6;
                if let 0xd800..0xdc00 = high
                    && self.text.as_bytes()[self.at..].starts_with(b"\\u")
                    && let Some(low @ 0xdc00..0xe000) = self.hex4(self.at + 2)
                {
                    self.at += 6;
                    return Ok(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
                }
                return Ok(high);
            }
            Some(_) => return Err(self.error("Invalid \\escape")),
            None => return Err(self.error_at(start, "Unterminated string starting at")),
        };
        self.at += 2;
        Ok(c)
    }

    fn hex4(&self, at: usize) -> Option<u32> {
        let digits = self.text.get(at..at + 4)?;
        // from_str_radix would take a sign.
        digits.bytes().all(|b| b.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
    }
}

enum Part<'a> {
    Plain(&'a str),
    CodePoint(u32),
}

/// Length of the number at the start, and whether it is an integer.
fn number_length(bytes: &[u8]) -> Option<(usize, bool)> {
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let sign = usize::from(bytes.first() == Some(&b'-'));
    let mut len = match bytes.get(sign)? {
        b'0' => sign + 1,
        b'1'..=b'9' => sign + digits(sign),
        _ => return None,
    };
    let mut whole = true;
    if bytes.get(len) == Some(&b'.') && digits(len + 1) > 0 {
        len += 1 + digits(len + 1);
        whole = false;
    }
    if let Some(b'e' | b'E') = bytes.get(len) {
        let exponent = len + 1 + usize::from(matches!(bytes.get(len + 1), Some(b'+' | b'-')));
        if exponent <= bytes.len() && digits(exponent) > 0 {
            len = exponent + digits(exponent);
            whole = false;
        }
    }
    Some((len, whole))
}

/// `json.dumps(value)`: one line, everything but ASCII escaped.
pub fn write(value: &Value) -> String {
    let mut out = PyStr::new();
    write_to(&mut out, value);
    out.into_text()
}

/// The same, behind what is there already.
pub fn write_to(out: &mut PyStr, value: &Value) {
    Writer { out, indent: None, is_plain: is_ascii }.value(value, 0);
}

/// For people to read and edit: `json.dumps(value, indent=2, ensure_ascii=False)`, lone surrogates escaped.
pub fn write_pretty(value: &Value) -> String {
    let mut out = PyStr::new();
    Writer { out: &mut out, indent: Some(2), is_plain: |c| is_ascii(c) || c > 0x7e }.value(value, 0);
    out.into_text()
}

/// A string in double quotes, everything escaped that is not plain (and quotes and backslashes).
pub fn quote(text: &PyStr, is_plain: fn(u32) -> bool) -> String {
    let mut out = PyStr::new();
    Writer { out: &mut out, indent: None, is_plain }.string(text);
    out.into_text()
}

fn is_ascii(c: u32) -> bool {
    (0x20..0x7f).contains(&c)
}

struct Writer<'a> {
    out: &'a mut PyStr,
    indent: Option<usize>,
    is_plain: fn(u32) -> bool,
}

impl Writer<'_> {
    fn value(&mut self, value: &Value, depth: usize) {
        match value {
            Value::None => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Int(n) => n.write(self.out),
            Value::Float(x) if x.is_nan() => self.out.push_str("NaN"),
            Value::Float(x) if x.is_infinite() => self.out.push_str(if *x > 0.0 { "Infinity" } else { "-Infinity" }),
            Value::Float(x) => float::write(*x, self.out),
            Value::Str(text) => self.string(text),
            Value::List(items) => {
                self.items(*b"[]", items.iter(), depth, |writer, item| writer.value(item, depth + 1));
            }
            Value::Dict(dict) => self.items(*b"{}", dict.iter(), depth, |writer, (key, value)| {
                writer.string(key);
                writer.out.push_str(": ");
                writer.value(value, depth + 1);
            }),
        }
    }

    fn items<T>(
        &mut self,
        brackets: [u8; 2],
        items: impl Iterator<Item = T>,
        depth: usize,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.out.push_ascii(brackets[0]);
        let mut any = false;
        for item in items {
            if any && self.indent.is_some() {
                self.out.push_str(",");
            } else if any {
                self.out.push_str(", ");
            }
            any = true;
            self.new_line(depth + 1);
            write(self, item);
        }
        if any {
            self.new_line(depth);
        }
        self.out.push_ascii(brackets[1]);
    }

    fn new_line(&mut self, depth: usize) {
        if let Some(indent) = self.indent {
            self.out.push_str("\n");
            self.out.push_str(&" ".repeat(indent * depth));
        }
    }

    fn string(&mut self, text: &PyStr) {
        self.out.push_ascii(b'"');
        let plain = pystr::plain_length(text.as_bytes()) == text.as_bytes().len();
        if plain {
            self.out.push(text);
        } else {
            self.escaped(text);
        }
        self.out.push_ascii(b'"');
    }

    fn escaped(&mut self, text: &PyStr) {
        for c in text.code_points() {
            match c {
                0x22 => self.out.push_str("\\\""),
                0x5c => self.out.push_str("\\\\"),
                0x0a => self.out.push_str("\\n"),
                0x0d => self.out.push_str("\\r"),
                0x09 => self.out.push_str("\\t"),
                0x08 => self.out.push_str("\\b"),
                0x0c => self.out.push_str("\\f"),
                _ => match char::from_u32(c) {
                    Some(_) if (self.is_plain)(c) => self.out.push_code_point(c),
                    Some(wide) if c > 0xffff => {
                        let units = &mut [0; 2];
                        wide.encode_utf16(units);
                        self.out.push_str(&format!("\\u{:04x}\\u{:04x}", units[0], units[1]));
                    }
                    _ => self.out.push_str(&format!("\\u{c:04x}")),
                },
            }
        }
    }
}
