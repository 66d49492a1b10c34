//! The server's own checks (`dask_gateway_server/options.py`), in its order and with its words.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::pystr::PyStr;
use super::python;
use super::spec::{Field, Kind};
use super::value::{Dict, Value};

/// Python's OverflowError, which the server passes on like any other.
const TOO_LARGE: &str = "int too large to convert to float";

/// What the server would store for the options of a create request, or the text of the error it would answer.
///
/// A falsy request is an empty one; fields that are missing get their default.
pub fn validate_options(fields: &[Field], request: &Value) -> Result<Dict, PyStr> {
    let none = Dict::new();
    let request = match request {
        Value::Dict(dict) => dict,
        _ if is_falsy(request) => &none,
        _ => return Err(format!("options must be a dict, got '{}'", python::type_name(request)).into()),
    };
    // Ordered as Python sorts: by code points, which is the order of the bytes.
    let mut unknown = BTreeMap::new();
    for (i, (key, _)) in request.iter().enumerate() {
        if !fields.iter().any(|field| field.name == *key) {
            unknown.insert(key.as_bytes(), i);
        }
    }
    if !unknown.is_empty() {
        let keys: Vec<&PyStr> = request.iter().map(|(key, _)| key).collect();
        let names = unknown.into_values().map(|i| Value::Str(keys[i].clone())).collect();
        return Err(words(["Unknown fields ".into(), python::repr(&Value::List(names))]));
    }
    fields
        .iter()
        .map(|field| {
            let value = request.get(&field.name).unwrap_or(&field.default);
            Ok((field.name.clone(), validate(field, value)?))
        })
        .collect()
}

/// One field's check: the value as the server normalises it (a float field turns 1 into 1.0), or its error text.
pub fn validate(field: &Field, value: &Value) -> Result<Value, PyStr> {
    let must_be =
        |what: &str| words([field.name.clone(), format!(" must be {what}, got ").into(), python::repr(value)]);
    match (&field.kind, value) {
        (Kind::Int { min, max }, Value::Int(_) | Value::Bool(_)) => in_bounds(field, value.clone(), min, max),
        (Kind::Int { .. }, _) => Err(must_be("an integer")),
        (Kind::Float { min, max }, Value::Float(_)) => in_bounds(field, value.clone(), min, max),
        (Kind::Float { min, max }, Value::Bool(flag)) => {
            in_bounds(field, Value::Float(f64::from(u8::from(*flag))), min, max)
        }
        (Kind::Float { min, max }, Value::Int(n)) => match n.to_f64() {
            Some(x) => in_bounds(field, Value::Float(x), min, max),
            None => Err(TOO_LARGE.into()),
        },
        (Kind::Float { .. }, _) => Err(must_be("a float")),
        (Kind::Select { options }, Value::Str(text)) if !options.contains(text) => {
            Err(words([python::repr(value), " is not a valid option for ".into(), field.name.clone()]))
        }
        (Kind::String | Kind::Select { .. }, Value::Str(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Mapping, Value::Dict(_))
        | (Kind::Unknown(_), _) => Ok(value.clone()),
        (Kind::String | Kind::Select { .. }, _) => Err(must_be("a string")),
        (Kind::Bool, _) => Err(must_be("a bool")),
        (Kind::Mapping, _) => Err(must_be("a mapping")),
    }
}

fn in_bounds(field: &Field, value: Value, min: &Option<Value>, max: &Option<Value>) -> Result<Value, PyStr> {
    let beyond = |sign: &str, bound: &Value| match python::fixed(bound) {
        Some(bound) => {
            words([field.name.clone(), format!(" must be {sign} {bound}, got ").into(), python::str(&value)])
        }
        None => TOO_LARGE.into(),
    };
    if let Some(min) = min
        && compare(&value, min) == Some(Ordering::Less)
    {
        return Err(beyond(">=", min));
    }
    if let Some(max) = max
        && compare(&value, max) == Some(Ordering::Greater)
    {
        return Err(beyond("<=", max));
    }
    Ok(value)
}

/// As Python compares numbers: exactly, also an int with a float; None where NaN is involved.
fn compare(a: &Value, b: &Value) -> Option<Ordering> {
    let as_int = |value: &Value| match value {
        Value::Bool(flag) => Value::int(*flag),
        _ => value.clone(),
    };
    match (as_int(a), as_int(b)) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(&b)),
        (Value::Int(a), Value::Float(b)) => a.partial_cmp_f64(b),
        (Value::Float(a), Value::Int(b)) => b.partial_cmp_f64(a).map(Ordering::reverse),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(&b),
        _ => None,
    }
}

fn is_falsy(value: &Value) -> bool {
    match value {
        Value::None | Value::Bool(false) => true,
        Value::Int(n) => n.to_u32() == Some(0),
        Value::Float(x) => *x == 0.0,
        Value::Str(text) => text.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Dict(dict) => dict.is_empty(),
        Value::Bool(true) => false,
    }
}

fn words<const N: usize>(parts: [PyStr; N]) -> PyStr {
    let mut out = PyStr::new();
    parts.iter().for_each(|part| out.push(part));
    out
}
