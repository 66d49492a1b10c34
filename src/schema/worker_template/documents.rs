//! From a text to what is written in it: YAML, of one document or several, or JSON.

use super::short::{beginning, join};
use super::template::Result;
use crate::schema::json;
use crate::schema::python;
use crate::schema::value::{Dict, Value};
use crate::schema::yaml;

/// Longer texts are refused, in bytes.
pub const MAX_TEXT: usize = 1 << 20;
/// More documents are refused.
const MAX_DOCUMENTS: usize = 50;

/// What is said of a longer one.
pub fn too_long() -> String {
    "This is longer than a megabyte: paste the worker template alone.".into()
}

/// The mappings in a text, which are what can describe something. A list is that of its entries.
#[inline(never)]
pub fn read(text: &str) -> Result<Vec<Dict>> {
    if python::trim(text).is_empty() {
        return Err("There is nothing in it yet: paste a worker template.".into());
    }
    if text.len() > MAX_TEXT {
        return Err(too_long());
    }
    // YAML has no lone surrogates, and reads no tabs before a member.
    if python::trim(text).starts_with('{')
        && let Ok(value) = json::parse(text)
    {
        return Ok(mappings([value]));
    }
    let mut values = Vec::new();
    for (lines_before, document) in split(text) {
        if values.len() >= MAX_DOCUMENTS {
            return Err(join(&["There are more than ", &MAX_DOCUMENTS.to_string(), " documents in it."]));
        }
        values.push(yaml::parse_any(document).map_err(|error| {
            let line = (error.line + lines_before).to_string();
            [
                "It cannot be read as YAML: ",
                &beginning(&error.detail, 200).0,
                " (line ",
                &line,
                ", column ",
                &error.column.to_string(),
                ").",
            ]
            .concat()
        })?);
    }
    Ok(mappings(values))
}

#[inline(never)]
fn mappings(values: impl IntoIterator<Item = Value>) -> Vec<Dict> {
    let mut found = Vec::new();
    for value in values {
        match value {
            Value::Dict(dict) => found.push(dict),
            Value::List(items) => found.extend(items.into_iter().filter_map(|item| match item {
                Value::Dict(dict) => Some(dict),
                _ => None,
            })),
            _ => (),
        }
    }
    found
}

/// The documents of a text, which lines with `---` part, each with how many lines stand before it. Directives stay with theirs.
#[inline(never)]
fn split(text: &str) -> Vec<(u32, &str)> {
    let mut documents = Vec::new();
    let (mut start, mut lines_before) = (0, 0);
    let (mut at, mut lines) = (0, 0);
    let mut is_begun = false;
    for line in text.split_inclusive('\n') {
        let rest = line.strip_prefix("---");
        if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])) && is_begun {
            documents.push((lines_before, text.get(start..at).unwrap_or_default()));
            (start, lines_before, is_begun) = (at, lines, false);
        }
        // `---` by itself begins nothing yet, but what is behind it is another document than what is behind the next.
        is_begun |= !line.starts_with(['%', '#']) && !python::trim(line).is_empty();
        at += line.len();
        lines += 1;
    }
    documents.push((lines_before, text.get(start..).unwrap_or_default()));
    documents
}
