//! What is done in many places, once.

use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};

/// One text of several.
#[inline(never)]
pub fn join(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts {
        text.push_str(part);
    }
    text
}

/// A part of somebody's text, in a sentence.
#[inline(never)]
pub fn quoted(text: &str) -> String {
    let (shown, is_all) = beginning(text, 40);
    join(&["“", &shown, if is_all { "”" } else { "…”" }])
}

/// So many characters of a text, on one line, and whether that is all of it.
#[inline(never)]
pub fn beginning(text: &str, characters: usize) -> (String, bool) {
    let mut shown = String::new();
    for (index, c) in text.chars().enumerate() {
        if index == characters {
            return (shown, false);
        }
        shown.push(if c.is_control() { ' ' } else { c });
    }
    (shown, true)
}

/// Whether a part stands somewhere in a text.
#[inline(never)]
pub fn holds(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window == part)
}

/// A name of dask's configuration, in which `_` and `-` are the same.
#[inline(never)]
pub fn dashed(name: &PyStr) -> String {
    name.to_text().chars().map(|c| if c == '_' { '-' } else { c }).collect()
}

/// A member, null where there is none.
#[inline(never)]
pub fn item<'a>(of: &'a Dict, name: &str) -> &'a Value {
    of.item(name).unwrap_or(&Value::None)
}

/// A member that is a mapping.
#[inline(never)]
pub fn dict<'a>(of: &'a Dict, name: &str) -> Option<&'a Dict> {
    item(of, name).as_dict()
}

/// A member that is a list; an empty one for all else.
#[inline(never)]
pub fn list<'a>(of: &'a Dict, name: &str) -> &'a [Value] {
    match item(of, name) {
        Value::List(items) => items,
        _ => &[],
    }
}

/// A member that is a text; an empty one for all else.
#[inline(never)]
pub fn text(of: &Dict, name: &str) -> PyStr {
    item(of, name).as_str().cloned().unwrap_or_default()
}

/// Nothing is said by it.
#[inline(never)]
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::None => true,
        Value::List(items) => items.is_empty(),
        Value::Dict(dict) => dict.is_empty(),
        Value::Str(text) => text.is_empty(),
        _ => false,
    }
}
