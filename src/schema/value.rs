//! Values as Python's json module reads them: `1`, `1.0` and `true` are three different things.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::int::Int;
use super::pystr::PyStr;

/// A value that came from JSON, or will go out as JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    None,
    Bool(bool),
    Int(Int),
    Float(f64),
    Str(PyStr),
    List(Vec<Value>),
    Dict(Dict),
}

impl Value {
    pub fn str(text: &str) -> Value {
        Value::Str(text.into())
    }

    pub fn int(n: impl Into<i64>) -> Value {
        Value::Int(Int::from(n.into()))
    }

    pub fn as_str(&self) -> Option<&PyStr> {
        match self {
            Value::Str(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_dict(&self) -> Option<&Dict> {
        match self {
            Value::Dict(dict) => Some(dict),
            _ => None,
        }
    }

    /// Same type and same value, NaN equal to itself: what "unchanged" means for a field. (Python's `==` takes 1, 1.0 and
    /// True for equal.)
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan(),
            (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b)),
            (Value::Dict(a), Value::Dict(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| value.same(other)))
            }
            _ => self == other,
        }
    }

    /// Python's `==`, to which 1, 1.0 and True are the same, but for NaN, which is equal to itself here.
    pub fn equals(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Bool(a), b @ (Value::Int(_) | Value::Float(_))) => Value::int(*a).equals(b),
            (a @ (Value::Int(_) | Value::Float(_)), Value::Bool(b)) => a.equals(&Value::int(*b)),
            (Value::Int(n), Value::Float(x)) | (Value::Float(x), Value::Int(n)) => {
                n.partial_cmp_f64(*x) == Some(Ordering::Equal)
            }
            (Value::Float(a), Value::Float(b)) => a == b || a.is_nan() && b.is_nan(),
            (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b)),
            (Value::Dict(a), Value::Dict(b)) => {
                a.len() == b.len() && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| value.equals(other)))
            }
            _ => self == other,
        }
    }
}

/// A Python dict with string keys: in the order of first insertion, the last value of a key wins.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dict(Vec<(PyStr, Value)>);

impl Dict {
    pub fn new() -> Dict {
        Dict::default()
    }

    /// The pairs as they are: a key may stand there more than once, as in a JSON text.
    pub fn of_pairs(pairs: Vec<(PyStr, Value)>) -> Dict {
        Dict(pairs)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn get(&self, key: &PyStr) -> Option<&Value> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// [`Dict::get`] for a name known at compile time.
    pub fn item(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    pub fn insert(&mut self, key: PyStr, value: Value) {
        match self.0.iter_mut().find(|(k, _)| *k == key) {
            Some(slot) => slot.1 = value,
            None => self.0.push((key, value)),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&PyStr, &Value)> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl FromIterator<(PyStr, Value)> for Dict {
    fn from_iter<I: IntoIterator<Item = (PyStr, Value)>>(items: I) -> Dict {
        let items: Vec<(PyStr, Value)> = items.into_iter().collect();
        // Most are small, and to look at each pair takes less than the index.
        let repeats = |index: usize| items[..index].iter().any(|(key, _)| *key == items[index].0);
        if items.len() <= 8 && !(1..items.len()).any(repeats) {
            return Dict(items);
        }
        let indices = distinct_indices(items.iter().map(|(key, _)| key.as_bytes()));
        Dict(distinct(indices, items))
    }
}

/// Which of the distinct keys each key is, counted by first appearance. With an index, so that many keys do not take
/// quadratic time.
pub fn distinct_indices<'a>(keys: impl Iterator<Item = &'a [u8]>) -> Vec<usize> {
    let mut first = BTreeMap::new();
    keys.map(|key| {
        let next = first.len();
        *first.entry(key).or_insert(next)
    })
    .collect()
}

/// As a Python dict keeps pairs: where each key first stood, it stands, with the last value.
pub fn distinct<K, V>(indices: Vec<usize>, pairs: Vec<(K, V)>) -> Vec<(K, V)> {
    let mut entries: Vec<(K, V)> = Vec::new();
    for (index, pair) in indices.into_iter().zip(pairs) {
        match entries.get_mut(index) {
            Some(entry) => entry.1 = pair.1,
            None => entries.push(pair),
        }
    }
    entries
}
