//! The option spec that the administrator published: what `GET /api/v1/options` tells.

use super::json::{self, Reader};
use super::pystr::PyStr;
use super::secret_names::is_secret_name;
use super::value::{Dict, Value};

/// One option.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The option's name, as in `new_cluster(name=…)`. Not restricted: spaces, duplicates and `__proto__` occur.
    pub name: PyStr,
    pub label: PyStr,
    pub default: Value,
    /// The default only stands in for the real one, which is told later: a notebook was not to hold it.
    pub default_is_withheld: bool,
    pub kind: Kind,
    /// Its value is a secret, by what it is called.
    pub is_secret: bool,
}

impl Field {
    /// Whether it holds environment variables, by what it is called, unless its default says otherwise.
    pub fn is_environment(&self) -> bool {
        let is_called_so = is_environment_name(&self.name.to_text()) || is_environment_name(&self.label.to_text());
        is_called_so && self.holds_texts()
    }

    /// Whether its values had better be texts: environment variables are, and so is what has a default of nothing else.
    pub fn wants_texts(&self) -> bool {
        let is_filled = self.default.as_dict().is_some_and(|default| !default.is_empty());
        self.is_environment() || is_filled && self.holds_texts()
    }

    /// A mapping with a default of nothing but texts.
    fn holds_texts(&self) -> bool {
        let is_text = |value: &Value| value.as_str().is_some();
        let default = self.default.as_dict();
        self.kind == Kind::Mapping && default.is_some_and(|default| default.iter().all(|(_, value)| is_text(value)))
    }
}

/// `environment_vars`, `Env`, `workerEnv`, but no `envelope`.
fn is_environment_name(text: &str) -> bool {
    let is = |word: &[u8], wanted: &[u8]| word.eq_ignore_ascii_case(wanted);
    text.as_bytes().split(|b| !b.is_ascii_alphabetic()).any(|word| {
        word.windows(7).any(|part| is(part, b"environ"))
            || is(word, b"env")
            || is(&word[..word.len().min(6)], b"envvar")
            || word.ends_with(b"Env")
    })
}

/// What an option takes. Bounds are inclusive; None: unbounded.
///
/// The compilers lead from a further kind to most of what must know it. They say nothing of the connection doctor's
/// `checks/options.py`, the widget's `ipython_display.py`, and the benchmark's `specs.mjs`.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Int {
        min: Option<Value>,
        max: Option<Value>,
    },
    Float {
        min: Option<Value>,
        max: Option<Value>,
    },
    String,
    Bool,
    Select {
        options: Vec<PyStr>,
    },
    Mapping,
    /// A kind that came after this version, by its name: the server alone can validate its values.
    Unknown(PyStr),
}

/// Reads the reply `{"cluster_options": [field, …]}`; or the list alone, as authors of pages write it, so that what is wrong in it is
/// told by its own lines and columns.
pub fn parse_reply(text: &str) -> json::Result<Vec<Field>> {
    if text.trim_start().starts_with('[') {
        return parse_list(text);
    }
    let mut reader = Reader::new(text);
    let mut fields = None;
    reader.object(&mut |reader, key| {
        if *key == *b"cluster_options" {
            fields = Some(read_fields(reader)?);
            Ok(())
        } else {
            reader.skip()
        }
    })?;
    reader.end()?;
    fields.ok_or_else(|| reader.error("Expecting 'cluster_options'"))
}

/// Reads the list alone.
pub fn parse_list(text: &str) -> json::Result<Vec<Field>> {
    let mut reader = Reader::new(text);
    let fields = read_fields(&mut reader)?;
    reader.end()?;
    Ok(fields)
}

/// The list as text, which [`parse_list`] reads. `default`: what to write for each option's own.
pub fn write_list<'a>(fields: impl Iterator<Item = (&'a Field, &'a Value)>) -> String {
    let list = fields.map(|(field, default)| {
        let mut pairs = vec![
            ("field".into(), Value::Str(field.name.clone())),
            ("label".into(), Value::Str(field.label.clone())),
            ("default".into(), default.clone()),
            ("spec".into(), Value::Dict(Dict::of_pairs(written_kind(&field.kind)))),
        ];
        if field.default_is_withheld {
            pairs.push(("default_is_withheld".into(), Value::Bool(true)));
        }
        Value::Dict(Dict::of_pairs(pairs))
    });
    json::write(&Value::List(list.collect()))
}

fn written_kind(kind: &Kind) -> Vec<(PyStr, Value)> {
    let name = match kind {
        Kind::Int { .. } => "int".into(),
        Kind::Float { .. } => "float".into(),
        Kind::String => "string".into(),
        Kind::Bool => "bool".into(),
        Kind::Select { .. } => "select".into(),
        Kind::Mapping => "mapping".into(),
        Kind::Unknown(name) => name.clone(),
    };
    let mut pairs = vec![("type".into(), Value::Str(name))];
    match kind {
        Kind::Int { min, max } | Kind::Float { min, max } => {
            for (name, bound) in [("min", min), ("max", max)] {
                pairs.extend(bound.clone().map(|bound| (name.into(), bound)));
            }
        }
        Kind::Select { options } => {
            pairs.push(("options".into(), Value::List(options.iter().cloned().map(Value::Str).collect())));
        }
        _ => (),
    }
    pairs
}

fn read_fields(reader: &mut Reader) -> json::Result<Vec<Field>> {
    let mut fields = Vec::new();
    reader.array(&mut |reader| {
        let value = reader.value()?;
        let field = value.as_dict().and_then(read_field);
        fields.push(field.ok_or_else(|| reader.error("Expecting an option with field, default and spec"))?);
        Ok(())
    })?;
    Ok(fields)
}

fn read_field(entry: &Dict) -> Option<Field> {
    let name = entry.item("field")?.as_str()?.clone();
    let label = entry.item("label").and_then(Value::as_str).unwrap_or(&name).clone();
    let spec = entry.item("spec")?.as_dict()?;
    Some(Field {
        is_secret: is_secret_name(&name.to_text()) || is_secret_name(&label.to_text()),
        label,
        default: entry.item("default")?.clone(),
        default_is_withheld: entry.item("default_is_withheld") == Some(&Value::Bool(true)),
        kind: read_kind(spec)?,
        name,
    })
}

fn read_kind(spec: &Dict) -> Option<Kind> {
    let bound = |name| {
        spec.item(name).filter(|value| matches!(value, Value::Int(_) | Value::Float(_) | Value::Bool(_))).cloned()
    };
    let kind = spec.item("type")?.as_str()?;
    Some(match kind.as_bytes() {
        b"int" => Kind::Int { min: bound("min"), max: bound("max") },
        b"float" => Kind::Float { min: bound("min"), max: bound("max") },
        b"string" => Kind::String,
        b"bool" => Kind::Bool,
        b"select" => {
            let Value::List(options) = spec.item("options")? else { return None };
            Kind::Select { options: options.iter().map(|option| option.as_str().cloned()).collect::<Option<_>>()? }
        }
        b"mapping" => Kind::Mapping,
        _ => Kind::Unknown(kind.clone()),
    })
}
