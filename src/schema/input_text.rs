//! Between a field's value and the text in its control.

use super::json::{self, JsonError};
use super::pystr::PyStr;
use super::python;
use super::spec::Kind;
use super::value::Value;
use super::yaml;

/// What the typed text means to a field of this kind, still to be validated. Only JSON can be unreadable: any other text is
/// at least a string, and the server's words then say that a string is not what the field takes.
///
/// A mapping's text is YAML before all else, and that is [`yaml::parse`]'s business; here it is what only JSON takes.
pub fn parse(kind: &Kind, text: &str) -> Result<Value, JsonError> {
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
        Kind::Mapping | Kind::Unknown(_) => json::parse(text)?,
    })
}

/// The text that stands for a value in a control of this kind.
pub fn format(kind: &Kind, value: &Value) -> PyStr {
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
