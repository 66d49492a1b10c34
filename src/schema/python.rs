//! How Python prints and reads values: `repr`, `str`, `%f`, `int(text)`, `float(text)`.

use super::digits::split_sign;
use super::float;
use super::int::Int;
use super::natural::Natural;
use super::pystr::PyStr;
use super::unicode;
use super::value::Value;

/// Python reads and writes no integer of more decimal digits (`sys.int_info.default_max_str_digits`).
pub const MAX_DIGITS: usize = 4300;

/// Python's `repr(value)`.
pub fn repr(value: &Value) -> PyStr {
    let mut out = PyStr::new();
    push_repr(&mut out, value);
    out
}

fn push_repr(out: &mut PyStr, value: &Value) {
    match value {
        Value::None => out.push_str("None"),
        Value::Bool(true) => out.push_str("True"),
        Value::Bool(false) => out.push_str("False"),
        Value::Int(n) => n.write(out),
        Value::Float(x) => float::write(*x, out),
        Value::Str(text) => out.push(&str_repr(text)),
        Value::List(items) => {
            out.push_str("[");
            for (i, item) in items.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                push_repr(out, item);
            }
            out.push_str("]");
        }
        Value::Dict(dict) => {
            out.push_str("{");
            for (i, (key, item)) in dict.iter().enumerate() {
                out.push_str(if i > 0 { ", " } else { "" });
                out.push(&str_repr(key));
                out.push_str(": ");
                push_repr(out, item);
            }
            out.push_str("}");
        }
    }
}

/// Python's `str(value)`: a string is itself, everything else as in `repr`.
pub fn str(value: &Value) -> PyStr {
    match value {
        Value::Str(text) => text.clone(),
        _ => repr(value),
    }
}

/// `type(value).__name__`.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::None => "NoneType",
        Value::Bool(_) => "bool",
        Value::Int(_) => "int",
        Value::Float(_) => "float",
        Value::Str(_) => "str",
        Value::List(_) => "list",
        Value::Dict(_) => "dict",
    }
}

/// `f"{value:f}"` of a number: six decimals. None where Python says `int too large to convert to float`.
pub fn fixed(value: &Value) -> Option<String> {
    let x = match value {
        Value::Float(x) => *x,
        Value::Bool(flag) => f64::from(u8::from(*flag)),
        Value::Int(n) => n.to_f64()?,
        _ => f64::NAN,
    };
    Some(float::fixed(x))
}

/// `repr` of a string: single quotes unless it holds a single and no double one; what is not printable, escaped.
fn str_repr(text: &PyStr) -> PyStr {
    let has = |quote: u8| text.as_bytes().contains(&quote);
    let quote = if has(b'\'') && !has(b'"') { '"' } else { '\'' };
    let mut out = PyStr::new();
    out.push_code_point(quote as u32);
    for c in text.code_points() {
        match c {
            0x0a => out.push_str("\\n"),
            0x0d => out.push_str("\\r"),
            0x09 => out.push_str("\\t"),
            0x5c => out.push_str("\\\\"),
            _ if c == quote as u32 => {
                out.push_str("\\");
                out.push_code_point(c);
            }
            _ if is_printable(c) => out.push_code_point(c),
            0..0x100 => out.push_str(&format!("\\x{c:02x}")),
            0x100..0x10000 => out.push_str(&format!("\\u{c:04x}")),
            _ => out.push_str(&format!("\\U{c:08x}")),
        }
    }
    out.push_code_point(quote as u32);
    out
}

/// `str.isprintable` of a code point.
fn is_printable(c: u32) -> bool {
    if (0x20..0x7f).contains(&c) {
        return true;
    }
    let (mut end, mut printable) = (0, true);
    for length in numbers(&unicode::RUNS) {
        end += length;
        if c < end {
            return printable;
        }
        printable = !printable;
    }
    false
}

/// The numbers in a table of Unicode.
fn numbers(table: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut bytes = table.iter();
    std::iter::from_fn(move || {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = bytes.next()?;
            number |= u32::from(byte & 0x7f) << shift;
            shift += 7;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
    })
}

/// The text of a number as Python's `int` and `float` see it: stripped, digits of any script made ASCII, underscores
/// between digits left out. None where an underscore stands elsewhere.
fn numeral(text: &str) -> Option<String> {
    without_underscores(&trim(text).chars().map(|c| if c.is_ascii() { c } else { ascii_digit(c) }).collect::<String>())
}

fn ascii_digit(c: char) -> char {
    let mut zero = 0;
    for distance in numbers(&unicode::ZEROS) {
        zero += distance;
        if let Some(value @ 0..10) = (c as u32).checked_sub(zero) {
            return char::from(b'0' + value as u8);
        }
    }
    c
}

/// Whether this is an integer with more digits than Python's `int` takes.
pub fn is_long_int(text: &str) -> bool {
    let numeral = numeral(text);
    numeral
        .is_some_and(|text| text.bytes().filter(u8::is_ascii_digit).count() > MAX_DIGITS && Int::parse(&text).is_some())
}

/// `int(text)`: white space around, a sign, digits with single underscores between them. None where Python raises.
pub fn parse_int(text: &str) -> Option<Int> {
    let text = numeral(text)?;
    (text.bytes().filter(u8::is_ascii_digit).count() <= MAX_DIGITS).then(|| Int::parse(&text))?
}

/// `float(text)`, which also takes `1e3`, `.5`, `inf` and `nan`. None where Python raises.
pub fn parse_float(text: &str) -> Option<f64> {
    let text = numeral(text)?;
    let (negative, unsigned) = split_sign(&text);
    let word = ["inf", "infinity", "nan"].iter().any(|word| unsigned.eq_ignore_ascii_case(word));
    let number = unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    if word {
        let x = if unsigned.starts_with(['n', 'N']) { f64::NAN } else { f64::INFINITY };
        return Some(if negative { -x } else { x });
    }
    if number { float::parse(&text) } else { None }
}

/// `int(text, base)`, also with the base's own prefix: `0o17`. The base is 2, 8 or 16. None where Python raises.
pub fn parse_int_to(text: &str, base: u32) -> Option<Int> {
    let text = numeral(text)?;
    let (negative, unsigned) = split_sign(&text);
    let prefix = ["0b", "0o", "0x"][base as usize / 8];
    let digits = match unsigned.split_at_checked(2) {
        Some((start, digits)) if start.eq_ignore_ascii_case(prefix) => digits,
        _ => unsigned,
    };
    let size = Natural::parse(digits, base)?;
    let int = Int::parse(&size.to_decimal())?;
    Some(if negative { int.negated() } else { int })
}

/// Python's `str.strip()`.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Python's `str.isspace()` of a character.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\x1c'..='\x1f').contains(&c)
}

/// Drops underscores between digits; None where one stands elsewhere.
fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |i: Option<usize>| i.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let misplaced = |i: usize| bytes[i] == b'_' && !(digit(i.checked_sub(1)) && digit(Some(i + 1)));
    if (0..bytes.len()).any(misplaced) { None } else { Some(text.replace('_', "")) }
}
