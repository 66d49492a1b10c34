//! Between a field's value and the text in its control.

use super::json::{self, JsonError};
use super::pystr::PyStr;
use super::python;
use super::spec::Kind;
use super::value::Value;
use super::yaml;

/// Where and why a text stands for no value at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Unreadable {
    pub line: u32,
    pub column: u32,
    pub detail: String,
}

impl From<JsonError> for Unreadable {
    fn from(error: JsonError) -> Unreadable {
        Unreadable { line: error.line, column: error.column, detail: error.detail.into() }
    }
}

impl From<Box<yaml::Error>> for Unreadable {
    fn from(error: Box<yaml::Error>) -> Unreadable {
        Unreadable { line: error.line, column: error.column, detail: error.detail }
    }
}

/// What the typed text means to a field of this kind, still to be validated. Only YAML and JSON can be unreadable: any
/// other text is at least a string, and the server's words then say that a string is not what the field takes.
pub fn read(kind: &Kind, text: &str) -> Result<Value, Unreadable> {
    Ok(match kind {
        Kind::Int { .. } | Kind::Float { .. } => number(text)?,
        Kind::Bool => match text.trim() {
            "True" | "true" => Value::Bool(true),
            "False" | "false" => Value::Bool(false),
            _ => Value::str(text),
        },
        Kind::String => Value::str(text),
        // By what can be seen of it: nobody can type a lone surrogate.
        Kind::Select { options } => match options.iter().find(|option| option.to_text() == text) {
            Some(option) => Value::Str(option.clone()),
            None => Value::str(text),
        },
        // dask_gateway's own form reads YAML, so YAML decides. What only JSON takes is JSON indented with tabs, or no mapping.
        Kind::Mapping => match yaml::parse(text) {
            Ok(value) => value,
            Err(error) => json::parse(text).map_err(|_| error)?,
        },
        Kind::Unknown(_) => json::parse(text)?,
    })
}

/// The text that stands for a value in a control of this kind.
pub fn show(kind: &Kind, value: &Value) -> PyStr {
    match (kind, value) {
        (Kind::Mapping, Value::Dict(dict)) if dict.is_empty() => PyStr::new(),
        (Kind::Mapping, Value::Dict(dict)) => yaml::write(dict).trim_end_matches('\n').into(),
        (Kind::Mapping | Kind::Unknown(_), _) => json::write_pretty(value).into(),
        _ => python::str(value),
    }
}

fn number(text: &str) -> Result<Value, JsonError> {
    if let Some(n) = python::parse_int(text) {
        Ok(Value::Int(n))
    } else if python::is_long_int(text) {
        Err(JsonError { detail: json::TOO_LONG, line: 1, column: 1 })
    } else {
        Ok(python::parse_float(text).map_or_else(|| Value::str(text), Value::Float))
    }
}
