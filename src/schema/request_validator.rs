//! What the server says to the options of a create request (`Options.parse_options`), in its order and with its words.

use std::collections::BTreeMap;

use super::json::{self, JsonError, Reader};
use super::pystr::PyStr;
use super::spec::Field;
use super::validate::{self, none_unknown};
use super::value::{self, Value};

/// An option spec, ready to validate requests.
pub struct RequestValidator {
    fields: Vec<Field>,
    /// For each field, which of `names` is its own.
    indices: Vec<usize>,
    names: Vec<Name>,
    /// Where each name stands in `names`.
    by_name: BTreeMap<PyStr, usize>,
}

/// One of the distinct names. A Python dict takes each once: where the first field of that name stands, with the value of
/// the last.
struct Name {
    /// `"name": `
    key: PyStr,
    last: usize,
}

impl RequestValidator {
    pub fn new(fields: Vec<Field>) -> RequestValidator {
        let indices = value::distinct_indices(fields.iter().map(|field| field.name.as_bytes()));
        let mut names: Vec<Name> = Vec::new();
        for (last, (field, index)) in fields.iter().zip(&indices).enumerate() {
            match names.get_mut(*index) {
                Some(name) => name.last = last,
                None => {
                    let text = json::write(&Value::Str(field.name.clone()));
                    names.push(Name { key: (text + ": ").into(), last });
                }
            }
        }
        let by_name = fields.iter().map(|field| field.name.clone()).zip(indices.iter().copied()).collect();
        RequestValidator { fields, indices, names, by_name }
    }

    /// What the server would store for this request, or the text of the error it would answer.
    ///
    /// A falsy request is an empty one; fields that are missing get their default.
    pub fn validate(&self, request: &str) -> Result<Result<String, PyStr>, JsonError> {
        let mut reader = Reader::new(request);
        let values = self.read(&mut reader)?;
        reader.end()?;
        Ok(values.and_then(|values| self.store(&values, request.len() * 2)))
    }

    /// The value of each name that has one.
    fn read(&self, reader: &mut Reader) -> json::Result<Result<Vec<Option<Value>>, PyStr>> {
        let mut values = vec![None; self.names.len()];
        if reader.peek() != Some(b'{') {
            let other = reader.value()?;
            return Ok(if is_falsy(&other) { Ok(values) } else { Err(validate::no_dict(&other).text) });
        }
        let mut unknown = Vec::new();
        let mut next = 0;
        reader.object(&mut |reader, name| {
            if let Some(index) = self.index(&name, next) {
                values[index] = Some(reader.value()?);
                next = index + 1;
            } else {
                unknown.push(PyStr::from(name));
                reader.skip()?;
            }
            Ok(())
        })?;
        Ok(none_unknown(unknown.iter()).map(|()| values).map_err(|invalid| invalid.text))
    }

    /// Where a name stands in `names`. Most often it is the `next` field's.
    fn index(&self, name: &[u8], next: usize) -> Option<usize> {
        match self.fields.get(next) {
            Some(field) if field.name.as_bytes() == name => self.indices.get(next).copied(),
            _ => self.by_name.get(name).copied(),
        }
    }

    /// `size`: about how many bytes that will be.
    fn store(&self, values: &[Option<Value>], size: usize) -> Result<String, PyStr> {
        let mut stored = Vec::with_capacity(self.fields.len());
        for (field, index) in self.fields.iter().zip(&self.indices) {
            let value = values[*index].as_ref().unwrap_or(&field.default);
            stored.push(validate::validate(field, value).map_err(|invalid| invalid.text)?);
        }
        let mut out = PyStr::with_capacity(size);
        out.push_str("{");
        for (index, name) in self.names.iter().enumerate() {
            if index > 0 {
                out.push_str(", ");
            }
            out.push(&name.key);
            json::write_to(&mut out, &stored[name.last]);
        }
        out.push_str("}");
        Ok(out.into_text())
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
