//! The server's own checks (`dask_gateway_server/options.py`), with its words.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::Serialize;

use super::float;
use super::pystr::PyStr;
use super::python;
use super::spec::{Field, Kind};
use super::value::Value;

/// Python's OverflowError, which the server passes on like any other.
const TOO_LARGE: &str = "int too large to convert to float";
const NO_CHOICE: &str = " is not a valid option for ";
const UNKNOWN: &str = "Unknown fields ";

/// Which of the checks a value, or all of a request, did not pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    AtLeast,
    AtMost,
    NotWhole,
    NotNumber,
    NotText,
    NotBool,
    NotMapping,
    NoChoice,
    TooLarge,
    /// Options that are not published.
    Unknown,
}

impl Why {
    /// The same as it is serialised.
    pub fn id(self) -> &'static str {
        match self {
            Why::AtLeast => "at-least",
            Why::AtMost => "at-most",
            Why::NotWhole => "not-whole",
            Why::NotNumber => "not-number",
            Why::NotText => "not-text",
            Why::NotBool => "not-bool",
            Why::NotMapping => "not-mapping",
            Why::NoChoice => "no-choice",
            Why::TooLarge => "too-large",
            Why::Unknown => "unknown",
        }
    }
}

/// Those that the server says in one way, each with its words.
const MUST_BE: [(Why, &str); 7] = [
    (Why::NotWhole, "an integer"),
    (Why::NotNumber, "a float"),
    (Why::NotText, "a string"),
    (Why::NotBool, "a bool"),
    (Why::NotMapping, "a mapping"),
    (Why::AtLeast, ">= "),
    (Why::AtMost, "<= "),
];

/// Why something is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Invalid {
    pub why: Why,
    /// The bound that it is beyond, as Python prints it; else empty.
    pub bound: String,
    /// In the server's words.
    pub text: PyStr,
}

impl Invalid {
    fn new(why: Why, text: PyStr) -> Invalid {
        Invalid { why, bound: String::new(), text }
    }

    fn too_large() -> Invalid {
        Invalid::new(Why::TooLarge, TOO_LARGE.into())
    }

    /// `got`: the value as the server prints it.
    pub fn must_be(name: &PyStr, why: Why, bound: &str, got: PyStr) -> Invalid {
        let words = MUST_BE.iter().find(|(it, _)| *it == why).map_or("", |(_, words)| *words);
        let text = concat([name.clone(), " must be ".into(), words.into(), bound.into(), ", got ".into(), got]);
        Invalid::new(why, text)
    }

    /// What the server's words say of the option of this name, if they are its own: a site's rules have others. A bound in them is rounded.
    pub fn read(text: &str, name: &str) -> Option<Invalid> {
        let said = |why, bound: &str| Some(Invalid { why, bound: bound.into(), text: text.into() });
        if text == TOO_LARGE {
            return said(Why::TooLarge, "");
        }
        if text.starts_with(UNKNOWN) && text.ends_with(']') {
            return said(Why::Unknown, "");
        }
        if text.strip_suffix(name).is_some_and(|text| text.ends_with(NO_CHOICE)) {
            return said(Why::NoChoice, "");
        }
        let words = text.strip_prefix(name)?.strip_prefix(" must be ")?;
        MUST_BE.iter().find_map(|(why, own)| {
            let (bound, got) = words.strip_prefix(own)?.split_once(',')?;
            let is_own = match why {
                Why::AtLeast | Why::AtMost => float::parse(bound).is_some(),
                _ => bound.is_empty(),
            };
            if is_own && got.starts_with(" got ") { said(*why, bound) } else { None }
        })
    }
}

/// The error for options that are no dict.
pub fn no_dict(options: &Value) -> Invalid {
    let text = format!("options must be a dict, got '{}'", python::type_name(options));
    Invalid::new(Why::NotMapping, text.into())
}

/// The check of names that are no field's: there must be none.
pub fn none_unknown<'a>(names: impl Iterator<Item = &'a PyStr>) -> Result<(), Invalid> {
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
    Err(Invalid::new(Why::Unknown, concat([UNKNOWN.into(), python::repr(&Value::List(names))])))
}

/// One field's check: the value as the server normalises it (a float field turns 1 into 1.0), or why it refuses it.
pub fn validate<'a>(field: &Field, value: &'a Value) -> Result<Cow<'a, Value>, Invalid> {
    let must_be = |why| Err(Invalid::must_be(&field.name, why, "", python::repr(value)));
    match (&field.kind, value) {
        (Kind::Int { min, max }, Value::Int(_) | Value::Bool(_)) => in_bounds(field, Cow::Borrowed(value), min, max),
        (Kind::Int { .. }, _) => must_be(Why::NotWhole),
        (Kind::Float { min, max }, Value::Float(_)) => in_bounds(field, Cow::Borrowed(value), min, max),
        (Kind::Float { min, max }, Value::Bool(flag)) => {
            in_bounds(field, Cow::Owned(Value::Float(f64::from(u8::from(*flag)))), min, max)
        }
        (Kind::Float { min, max }, Value::Int(n)) => match n.to_f64() {
            Some(x) => in_bounds(field, Cow::Owned(Value::Float(x)), min, max),
            None => Err(Invalid::too_large()),
        },
        (Kind::Float { .. }, _) => must_be(Why::NotNumber),
        (Kind::Select { options }, Value::Str(text)) if !options.contains(text) => {
            Err(Invalid::new(Why::NoChoice, concat([python::repr(value), NO_CHOICE.into(), field.name.clone()])))
        }
        (Kind::String | Kind::Select { .. }, Value::Str(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Mapping, Value::Dict(_))
        | (Kind::Unknown(_), _) => Ok(Cow::Borrowed(value)),
        (Kind::String | Kind::Select { .. }, _) => must_be(Why::NotText),
        (Kind::Bool, _) => must_be(Why::NotBool),
        (Kind::Mapping, _) => must_be(Why::NotMapping),
    }
}

fn in_bounds<'a>(
    field: &Field,
    value: Cow<'a, Value>,
    min: &Option<Value>,
    max: &Option<Value>,
) -> Result<Cow<'a, Value>, Invalid> {
    let beyond = |why, bound: &Value| match python::fixed(bound) {
        Some(fixed) => Invalid {
            bound: python::str(bound).into_text(),
            ..Invalid::must_be(&field.name, why, &fixed, python::str(&value))
        },
        None => Invalid::too_large(),
    };
    if let Some(min) = min
        && compare(&value, min) == Some(Ordering::Less)
    {
        return Err(beyond(Why::AtLeast, min));
    }
    if let Some(max) = max
        && compare(&value, max) == Some(Ordering::Greater)
    {
        return Err(beyond(Why::AtMost, max));
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
