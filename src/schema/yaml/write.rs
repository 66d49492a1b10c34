//! Values as YAML for people to read and edit.

use super::scalar;
use crate::schema::float;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};

/// Longer keys need a `?`.
const LONGEST_KEY: usize = 1000;

/// A text that [`super::parse`] reads as the same dict; empty for an empty one.
pub fn write(dict: &Dict) -> String {
    let mut out = String::new();
    entries(&mut out, dict, 0);
    out
}

fn entries(out: &mut String, dict: &Dict, indent: usize) {
    for (i, (key, value)) in dict.iter().enumerate() {
        if i > 0 {
            spaces(out, indent);
        }
        let key = string(key);
        if key.len() > LONGEST_KEY {
            out.push_str(&format!("? {key}\n"));
            spaces(out, indent);
            out.push(':');
        } else {
            out.push_str(&key);
            out.push(':');
        }
        match value {
            Value::Dict(dict) if !dict.is_empty() => {
                out.push('\n');
                spaces(out, indent + 2);
                entries(out, dict, indent + 2);
            }
            Value::List(items) if !items.is_empty() => {
                out.push('\n');
                spaces(out, indent);
                list(out, items, indent);
            }
            _ => leaf(out, value),
        }
    }
}

fn list(out: &mut String, items: &[Value], indent: usize) {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            spaces(out, indent);
        }
        out.push('-');
        match item {
            Value::Dict(dict) if !dict.is_empty() => {
                out.push(' ');
                entries(out, dict, indent + 2);
            }
            Value::List(items) if !items.is_empty() => {
                out.push(' ');
                list(out, items, indent + 2);
            }
            _ => leaf(out, item),
        }
    }
}

fn spaces(out: &mut String, count: usize) {
    out.extend(std::iter::repeat_n(' ', count));
}

fn leaf(out: &mut String, value: &Value) {
    out.push(' ');
    match value {
        Value::Str(text) => out.push_str(&string(text)),
        Value::Float(x) if x.is_nan() => out.push_str(".nan"),
        Value::Float(x) if x.is_infinite() => out.push_str(if *x > 0.0 { ".inf" } else { "-.inf" }),
        Value::Float(x) => {
            // YAML 1.1 takes a number without a point for text.
            let text = float::repr(*x);
            out.push_str(&if text.bytes().any(|b| b == b'.') { text } else { text.replace('e', ".0e") });
        }
        _ => out.push_str(&json::write(value)),
    }
    out.push('\n');
}

/// Plain where that is surely text, else in double quotes.
fn string(text: &PyStr) -> String {
    let bytes = text.as_bytes();
    let is_plain = |b: &u8| b.is_ascii_alphanumeric() || b"_/.+-@%=,~".contains(b);
    // What starts otherwise may be a number or a date.
    let starts_plain = bytes.first().is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'_' | b'/'));
    if starts_plain && bytes.iter().all(is_plain) && scalar::word(bytes) == "str" {
        text.to_text().into_owned()
    } else {
        in_quotes(text)
    }
}

/// In double quotes, escaped as far as YAML needs it.
pub fn in_quotes(text: &PyStr) -> String {
    json::quote(text, |c| super::is_allowed(c) && !matches!(c, 0..0x20 | 0x85 | 0x2028 | 0x2029 | 0xfeff))
}
