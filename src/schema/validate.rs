//! The server's own checks (`dask_gateway_server/options.py`), with its words.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::pystr::PyStr;
use super::python;
use super::spec::{Field, Kind};
use super::value::Value;

/// Python's OverflowError, which the server passes on like any other.
const TOO_LARGE: &str = "int too large to convert to float";

/// The error for options that are no dict.
pub fn no_dict(options: &Value) -> PyStr {
    format!("options must be a dict, got '{}'", python::type_name(options)).into()
}

/// The check of names that are no field's: there must be none.
pub fn none_unknown<'a>(names: impl Iterator<Item = &'a PyStr>) -> Result<(), PyStr> {
    // Ordered as Python sorts: by code points, which is the order of the bytes.
    let names: Vec<_> = names.collect();
    if names.is_empty() {
        return Ok(());
    }
    let mut sorted = BTreeMap::new();
    for (place, name) in names.iter().enumerate() {
        sorted.insert(name.as_bytes(), place);
    }
    let names = sorted.values().map(|place| Value::Str(names[*place].clone())).collect();
    Err(concat(["Unknown fields ".into(), python::repr(&Value::List(names))]))
}

/// One field's check: the value as the server normalises it (a float field turns 1 into 1.0), or its error text.
pub fn validate<'a>(field: &Field, value: &'a Value) -> Result<Cow<'a, Value>, PyStr> {
    let must_be =
        |what: &str| concat([field.name.clone(), format!(" must be {what}, got ").into(), python::repr(value)]);
    match (&field.kind, value) {
        (Kind::Int { min, max }, Value::Int(_) | Value::Bool(_)) => in_bounds(field, Cow::Borrowed(value), min, max),
        (Kind::Int { .. }, _) => Err(must_be("an integer")),
        (Kind::Float { min, max }, Value::Float(_)) => in_bounds(field, Cow::Borrowed(value), min, max),
        (Kind::Float { min, max }, Value::Bool(flag)) => {
            in_bounds(field, Cow::Owned(Value::Float(f64::from(u8::from(*flag)))), min, max)
        }
        (Kind::Float { min, max }, Value::Int(n)) => match n.to_f64() {
            Some(x) => in_bounds(field, Cow::Owned(Value::Float(x)), min, max),
            None => Err(TOO_LARGE.into()),
        },
        (Kind::Float { .. }, _) => Err(must_be("a float")),
        (Kind::Select { options }, Value::Str(text)) if !options.contains(text) => {
            Err(concat([python::repr(value), " is not a valid option for ".into(), field.name.clone()]))
        }
        (Kind::String | Kind::Select { .. }, Value::Str(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Mapping, Value::Dict(_))
        | (Kind::Unknown(_), _) => Ok(Cow::Borrowed(value)),
        (Kind::String | Kind::Select { .. }, _) => Err(must_be("a string")),
        (Kind::Bool, _) => Err(must_be("a bool")),
        (Kind::Mapping, _) => Err(must_be("a mapping")),
    }
}

fn in_bounds<'a>(
    field: &Field,
    value: Cow<'a, Value>,
    min: &Option<Value>,
    max: &Option<Value>,
) -> Result<Cow<'a, Value>, PyStr> {
    let beyond = |sign: &str, bound: &Value| match python::fixed(bound) {
        Some(bound) => {
            concat([field.name.clone(), format!(" must be {sign} {bound}, got ").into(), python::str(&value)])
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
    match (a, b) {
        (Value::Bool(a), _) => compare(&Value::int(*a), b),
        (_, Value::Bool(b)) => compare(a, &Value::int(*b)),
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Int(a), Value::Float(b)) => a.partial_cmp_f64(*b),
        (Value::Float(a), Value::Int(b)) => b.partial_cmp_f64(*a).map(Ordering::reverse),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b),
        _ => None,
    }
}

fn concat<const N: usize>(parts: [PyStr; N]) -> PyStr {
    let mut out = PyStr::new();
    parts.iter().for_each(|part| out.push(part));
    out
}
