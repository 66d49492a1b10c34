//! The options form: each field's text as typed, its value, and what is wrong with it.

use std::borrow::Cow;

use super::Settings;
use super::effect::RequestId;
use super::table::Table;
use super::view::{Control, FieldView};
use super::words::{Unread, Words};
use crate::schema::pystr::PyStr;
use crate::schema::spec::{Field, Kind};
use crate::schema::value::{Dict, Value};
use crate::schema::{json, python, typed, validate};

/// Milliseconds after the last key for which a field counts as being typed into.
const TYPING: f64 = 1_000.0;

/// The form over one option spec.
pub struct Form {
    fields: Vec<Entry>,
    /// The image of the Jupyter server, which an option named `image` had better be.
    image: Option<String>,
}

struct Entry {
    field: Field,
    /// What a reset goes back to: the spec's default, overlaid with dask's configuration.
    initial: Value,
    /// The default comes from dask's configuration, which `new_cluster()` would apply by itself.
    configured: bool,
    /// What was typed. While a table is edited: the text of the last mapping that it stood for.
    text: String,
    /// What the text stands for, if it has been read.
    meaning: Value,
    reading: Reading,
    value: Result<Value, Words>,
    /// A mapping that is edited as a table.
    table: Option<Table>,
    /// An answer to what the user did last in this field, or to what was set from elsewhere.
    note: Option<Words>,
    /// When the user last changed it here.
    touched: f64,
}

/// How far the reading of a mapping's text has come, see [`super::effect::Effect::Read`].
#[derive(PartialEq)]
pub enum Reading {
    Done,
    Due,
    /// Answers to any other question are late.
    Asked(RequestId),
}

impl Form {
    /// The options of dask's configuration are laid over the spec's own defaults.
    pub fn new(fields: Vec<Field>, settings: &Settings) -> Form {
        let entries = fields.into_iter().map(|field| {
            let configured = settings.options.get(&field.name);
            let initial = configured.unwrap_or(&field.default).clone();
            let mut entry = Entry {
                configured: configured.is_some(),
                field,
                meaning: initial.clone(),
                initial,
                text: String::new(),
                reading: Reading::Done,
                value: Err(Words::NoAnswer),
                table: None,
                touched: f64::NEG_INFINITY,
                note: None,
            };
            entry.reset();
            entry
        });
        Form { fields: entries.collect(), image: settings.image.clone() }
    }

    /// A form over a newer spec that keeps what was typed into fields that are still there.
    pub fn renewed(&self, fields: Vec<Field>, settings: &Settings) -> Form {
        let mut form = Form::new(fields, settings);
        for entry in &mut form.fields {
            let before = self.fields.iter().find(|old| {
                old.field.name == entry.field.name
                    && std::mem::discriminant(&old.field.kind) == std::mem::discriminant(&entry.field.kind)
            });
            let Some(old) = before else { continue };
            if old.is_changed() {
                match &old.value {
                    Ok(value) => entry.set_value(value.clone(), Some(old.text.clone())),
                    // The rows are wrong, not the text behind them.
                    Err(_) if old.table.is_some() => entry.set_value(old.meaning.clone(), Some(old.text.clone())),
                    Err(_) => entry.set_text(old.text.clone()),
                }
                entry.table = old.table.clone();
                entry.read_table();
                entry.touched = old.touched;
                entry.note = old.note.clone();
            } else if old.table.is_some() {
                entry.as_table(true);
            }
        }
        form
    }

    pub fn edit(&mut self, index: u32, text: String, now: f64) {
        if let Some(entry) = self.touch(index, now) {
            entry.set_text(text);
            self.share(index);
        }
    }

    /// The texts that are to be read.
    pub fn unread(&mut self) -> impl Iterator<Item = (&str, &mut Reading)> {
        let due = self.fields.iter_mut().filter(|entry| entry.reading == Reading::Due);
        due.map(|entry| (entry.text.as_str(), &mut entry.reading))
    }

    /// A text has been read: to JSON text, or it cannot be.
    pub fn read(&mut self, id: RequestId, outcome: Result<String, Unread>) {
        let asked = self.fields.iter_mut().enumerate().find(|(_, entry)| entry.reading == Reading::Asked(id));
        if let Some((index, entry)) = asked {
            entry.read(outcome);
            self.share(index as u32);
        }
    }

    pub fn check(&mut self, index: u32, checked: bool, now: f64) {
        if let Some(entry) = self.touch(index, now) {
            entry.set_value(Value::Bool(checked), None);
            self.share(index);
        }
    }

    pub fn choose(&mut self, index: u32, option: u32, now: f64) {
        if let Some(entry) = self.touch(index, now)
            && let Kind::Select { options } = &entry.field.kind
            && let Some(option) = options.get(option as usize)
        {
            entry.set_value(Value::Str(option.clone()), None);
            self.share(index);
        }
    }

    pub fn as_table(&mut self, index: u32, on: bool) {
        if let Some(entry) = self.entry(index) {
            entry.as_table(on);
        }
    }

    /// An edit of the table of a mapping, if it is edited as one.
    pub fn table(&mut self, index: u32, edit: impl FnOnce(&mut Table), now: f64) {
        if let Some(entry) = self.touch(index, now)
            && let Some(table) = &mut entry.table
        {
            edit(table);
            entry.read_table();
            self.share(index);
        }
    }

    /// Takes values from elsewhere. A field that is being typed into keeps what was typed, if that was `unseen` there or is
    /// not valid yet, and says so. Else it takes the value, and says what was typed if that was just now or has been refused.
    pub fn set(&mut self, options: &Dict, unseen: bool, now: f64) {
        for entry in &mut self.fields {
            let Some(value) = options.get(&entry.field.name) else { continue };
            let typing = now - entry.touched < TYPING;
            match &entry.value {
                Ok(known) if known.same(&entry.normal(value)) => {}
                known if typing && (unseen || known.is_err()) => {
                    let text = python::repr(value).to_text().into_owned();
                    entry.note = Some(Words::FromPython { kept: true, text });
                }
                known => {
                    let lost = (typing || known.is_err()).then(|| entry.text.clone());
                    entry.replace(value.clone());
                    entry.note = lost.map(|text| Words::FromPython { kept: false, text });
                }
            }
        }
    }

    pub fn reset(&mut self) {
        self.fields.iter_mut().for_each(Entry::reset);
    }

    pub fn is_changed(&self) -> bool {
        self.fields.iter().any(Entry::is_changed)
    }

    pub fn is_valid(&self) -> bool {
        self.fields.iter().all(|entry| entry.value.is_ok())
    }

    /// What a create would send: every field's value, or None while one is invalid.
    pub fn options(&self) -> Option<Dict> {
        self.is_valid().then(|| self.valid_options())
    }

    /// The options as far as they are valid.
    pub fn valid_options(&self) -> Dict {
        self.collect(|entry| self.is_sent(entry))
    }

    /// What must be written in Python for a cluster like the one the form would launch, or None while a field is invalid.
    pub fn python_options(&self) -> Option<Dict> {
        let differs =
            |entry: &Entry| entry.value.as_ref().is_ok_and(|value| !value.same(&entry.normal(&entry.field.default)));
        self.is_valid().then(|| self.collect(|entry| entry.configured || differs(entry)))
    }

    /// The form's values with `request` laid over them, checked as the server would. The error is the server's text.
    pub fn options_with(&self, request: &Dict) -> Result<Dict, String> {
        let mut options = self.valid_options();
        for (name, value) in request.iter() {
            options.insert(name.clone(), value.clone());
        }
        match self.judge(&options) {
            Ok(()) => Ok(options),
            Err(text) => Err(text.to_text().into_owned()),
        }
    }

    /// In the order of the server's checks.
    fn judge(&self, options: &Dict) -> Result<(), PyStr> {
        let is_known = |name: &PyStr| self.fields.iter().any(|entry| entry.field.name == *name);
        validate::none_unknown(options.iter().map(|(name, _)| name).filter(|name| !is_known(name)))?;
        self.fields.iter().try_for_each(|Entry { field, .. }| {
            validate::validate(field, options.get(&field.name).unwrap_or(&field.default)).map(drop)
        })
    }

    /// The label of an option, for a cluster's details.
    pub fn label(&self, name: &PyStr) -> Option<String> {
        let entry = self.fields.iter().find(|entry| entry.field.name == *name)?;
        Some(entry.field.label.to_text().into_owned())
    }

    pub fn view(&self) -> Vec<FieldView> {
        self.fields.iter().enumerate().map(|(index, entry)| entry.view(index as u32, self.image.as_deref())).collect()
    }

    fn entry(&mut self, index: u32) -> Option<&mut Entry> {
        self.fields.get_mut(index as usize)
    }

    /// The field that the user changes now.
    fn touch(&mut self, index: u32, now: f64) -> Option<&mut Entry> {
        let entry = self.entry(index)?;
        // Somebody who types on shall have the time to read it.
        let unread = now - entry.touched < TYPING && matches!(entry.note, Some(Words::FromPython { .. }));
        entry.touched = now;
        entry.note = entry.note.take().filter(|_| unread);
        Some(entry)
    }

    /// On the wire a name has one value: what one field of a name gets, the others show too.
    fn share(&mut self, index: u32) {
        let entry = &self.fields[index as usize];
        let (name, value) = (entry.field.name.clone(), entry.is_changed().then(|| entry.value.clone()));
        for (place, other) in self.fields.iter_mut().enumerate() {
            if place == index as usize || other.field.name != name {
                continue;
            }
            other.table = None;
            match &value {
                None => other.reset(),
                Some(Ok(value)) => other.set_value(value.clone(), None),
                // It stops a launch, and may be mended yet.
                Some(Err(_)) => {}
            }
        }
    }

    /// The defaults of fields that share a name may differ: such a name is sent only once changed.
    fn is_sent(&self, entry: &Entry) -> bool {
        let namesakes = self.fields.iter().filter(|other| other.field.name == entry.field.name);
        namesakes.count() == 1 || entry.is_changed()
    }

    /// Name and value of the valid fields among those wanted.
    fn collect(&self, wanted: impl Fn(&Entry) -> bool) -> Dict {
        let chosen = self.fields.iter().filter(|entry| wanted(entry));
        chosen.filter_map(|entry| Some((entry.field.name.clone(), entry.value.clone().ok()?))).collect()
    }
}

impl Entry {
    fn reset(&mut self) {
        self.replace(self.initial.clone());
    }

    /// A table stays one, if it can.
    fn replace(&mut self, value: Value) {
        let table = self.table.take().is_some();
        self.set_value(value, None);
        self.as_table(table);
    }

    fn set_text(&mut self, text: String) {
        self.table = None;
        // The text of a default may have lost a lone surrogate: typing it back means the default itself.
        let is_default = validate::validate(&self.field, &self.initial).is_ok() && self.shown(&self.initial) == text;
        if is_default {
            return self.reset();
        }
        if self.field.kind == Kind::Mapping {
            self.text = text;
            self.reading = Reading::Due;
            self.value = Err(Words::Reading);
            return;
        }
        match typed::read(&self.field.kind, &text) {
            Ok(value) => self.set_value(value, Some(text)),
            Err(error) => {
                self.text = text;
                self.value = Err(error.into());
            }
        }
    }

    /// What YAML does not take may be JSON: indented with tabs, or no mapping, of which the server has its own to say.
    fn read(&mut self, outcome: Result<String, Unread>) {
        self.reading = Reading::Done;
        let value = match outcome {
            Ok(text) => json::parse(&text).map_err(Words::from),
            Err(unread @ Unread::Wrong(_)) => typed::read(&self.field.kind, &self.text).map_err(|_| unread.into()),
            Err(unread) => Err(unread.into()),
        };
        match value {
            Ok(value) => {
                let text = std::mem::take(&mut self.text);
                self.set_value(value, Some(text));
            }
            Err(words) => self.value = Err(words),
        }
    }

    fn set_value(&mut self, value: Value, text: Option<String>) {
        self.text = text.unwrap_or_else(|| self.shown(&value));
        self.reading = Reading::Done;
        self.meaning = value.clone();
        self.value = match validate::validate(&self.field, &value) {
            Ok(value) => Ok(value.into_owned()),
            Err(text) => Err(Words::said(text.to_text())),
        };
    }

    /// A switch touches neither text nor value. What is wrong must be put right where it was typed.
    fn as_table(&mut self, on: bool) {
        self.note = None;
        if on != self.table.is_some() && self.value.is_ok() {
            self.table = if on { self.rows() } else { None };
            self.note = (on && self.table.is_none()).then_some(Words::NoTable);
        }
    }

    /// None while the value is no mapping of names to texts.
    fn rows(&self) -> Option<Table> {
        match (&self.field.kind, &self.value) {
            (Kind::Mapping, Ok(Value::Dict(mapping))) => Table::new(mapping),
            _ => None,
        }
    }

    fn no_switch(&self) -> Option<Words> {
        match &self.value {
            Err(words) => Some(words.clone()),
            Ok(_) if self.table.is_none() && self.rows().is_none() => Some(Words::NoTable),
            Ok(_) => None,
        }
    }

    fn read_table(&mut self) {
        let Some(table) = &self.table else { return };
        match table.mapping().map(Value::Dict) {
            // The same again: the text keeps its comments.
            Ok(value) if value == self.meaning => self.value = Ok(value),
            Ok(value) => self.set_value(value, None),
            Err(words) => self.value = Err(words),
        }
    }

    /// The text that stands for a value as it is sent: 1 in a float field is 1.0.
    fn shown(&self, value: &Value) -> String {
        typed::show(&self.field.kind, &self.normal(value)).to_text().into_owned()
    }

    fn normal<'a>(&self, value: &'a Value) -> Cow<'a, Value> {
        validate::validate(&self.field, value).unwrap_or(Cow::Borrowed(value))
    }

    fn is_changed(&self) -> bool {
        match &self.value {
            Ok(value) => !value.same(&self.normal(&self.initial)),
            Err(_) => self.table.is_some() || self.shown(&self.initial) != self.text,
        }
    }

    fn view(&self, index: u32, image: Option<&str>) -> FieldView {
        let bound = |bound: &Option<Value>| bound.as_ref().map(|value| python::str(value).to_text().into_owned());
        FieldView {
            index,
            name: self.field.name.to_text().into_owned(),
            label: self.field.label.to_text().into_owned(),
            control: match &self.field.kind {
                Kind::Int { min, max } => Control::Int { min: bound(min), max: bound(max) },
                Kind::Float { min, max } => Control::Float { min: bound(min), max: bound(max) },
                Kind::String => Control::String,
                Kind::Bool => Control::Bool { checked: self.value == Ok(Value::Bool(true)) },
                Kind::Select { options } => Control::Select {
                    options: options.iter().map(|option| option.to_text().into_owned()).collect(),
                    selected: self.selected(options),
                },
                Kind::Mapping => {
                    Control::Mapping { rows: self.table.as_ref().map(Table::view), no_switch: self.no_switch() }
                }
                Kind::Unknown(_) => Control::Json,
            },
            text: self.text.clone(),
            error: self.value.as_ref().err().filter(|words| **words != Words::Reading).cloned(),
            note: match (&self.field.kind, &self.note) {
                _ if self.value == Err(Words::Reading) => Some(Words::Reading),
                (_, Some(note)) => Some(note.clone()),
                (Kind::Unknown(kind), None) => Some(Words::UnknownKind { kind: kind.to_text().into_owned() }),
                _ => {
                    image.filter(|image| self.names_other(image)).map(|image| Words::OtherImage { image: image.into() })
                }
            },
            changed: self.is_changed(),
        }
    }

    /// Whether this is the workers' image, and not this one.
    fn names_other(&self, image: &str) -> bool {
        let chosen = self.value.as_ref().ok().and_then(Value::as_str).map(PyStr::to_text);
        self.field.name.to_text() == "image" && chosen.is_some_and(|chosen| chosen != image)
    }

    fn selected(&self, options: &[PyStr]) -> Option<u32> {
        let chosen = self.value.as_ref().ok()?.as_str()?;
        options.iter().position(|option| option == chosen).map(|place| place as u32)
    }
}
