//! What the form shows.

use serde::Serialize;

use super::field::{FieldState, FormField, Lines};
use super::table::{RowView, Table};
use super::workers::WorkersAtStartView;
use crate::core::connection::config::Surroundings;
use crate::core::messages::{Message, NotText};
use crate::core::notice::Notice;
use crate::core::site::advice::Advice;
use crate::core::site::footprint::FootprintView;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::spec::Kind;
use crate::schema::value::{Dict, Value};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FormView {
    pub fields: Vec<FieldView>,
    pub workers: WorkersAtStartView,
    /// False while a field is invalid or a create is in flight.
    pub can_launch: bool,
    pub launching: bool,
    /// The key of the cluster that the last launch made; null: none yet, or it made none.
    pub launched: Option<String>,
    /// What a launch and a copy wait for; null: nothing in the form.
    pub obstacle: Option<Obstacle>,
    /// Some field, or the workers at start, differ from their default: a reset is of use.
    pub changed: bool,
    /// What was typed before the form got the options of an earlier cluster can be had back.
    pub can_put_back: bool,
    /// What is to be said of dask's options of every cluster: it stays.
    pub remarks: Vec<Message>,
    /// What the cluster comes to that a launch would make; null: nobody can tell.
    pub footprint: Option<FootprintView>,
    /// The answer to what the user did last in the form.
    pub message: Option<Notice>,
    /// What the site says to that, where the gateway has refused a launch.
    pub advice: Option<Advice>,
    /// What the site says to those who fill it in.
    pub help: Option<Advice>,
}

/// The first field without a valid value, or the workers at start.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Obstacle {
    /// The field's index; null: it is the workers at start.
    pub field: Option<u32>,
    /// Names it, and says what is to be done or waited for.
    pub message: Message,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// The field's place in the spec; names it in events.
    pub index: u32,
    /// The option's name, as in Python.
    pub name: String,
    pub label: String,
    pub control: Control,
    /// Exactly what the user typed, also while invalid.
    pub text: String,
    /// Why the value is refused; null when it is valid.
    pub error: Option<Message>,
    /// A remark that does not stop a launch.
    pub note: Option<Message>,
    pub changed: bool,
    /// It was filled in from elsewhere, and showed this before; empty: that is not shown. Null: it was not.
    pub before: Option<String>,
    /// For a number that is bytes: the number that the text stands for, as Python prints it; empty while it is not valid.
    pub bytes: Option<String>,
}

/// What a field is edited with. Bounds are texts as Python prints them; null: unbounded.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Control {
    Int {
        min: Option<String>,
        max: Option<String>,
    },
    Float {
        min: Option<String>,
        max: Option<String>,
    },
    String,
    /// A text that is hidden until the user wants to see it.
    Secret,
    Bool {
        checked: bool,
    },
    /// `selected` is null when the value (then in `text`) is none of the options.
    Select {
        options: Vec<String>,
        selected: Option<u32>,
    },
    /// YAML or JSON text, or `rows` while it is edited as a table. `no_switch`: why it cannot be edited the other way now.
    /// `offer`: what can be done about the text.
    /// `entries`: how many it has; null while it is not valid.
    #[serde(rename_all = "camelCase")]
    Mapping {
        rows: Option<Vec<RowView>>,
        no_switch: Option<Message>,
        offer: Option<Offer>,
        entries: Option<u32>,
    },
    /// A kind that this version does not know: JSON text.
    Json,
}

/// What can be done about a mapping's text with one press.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Offer {
    /// [`super::events::FormEvent::TakeLines`]
    Rows,
    /// [`super::events::FormEvent::QuoteValues`]
    Quotes,
}

/// More values that are no texts are not told one by one.
const MAX_TOLD: usize = 3;

impl FormField {
    /// `here`: what workers had better be like.
    pub fn view(&self, index: u32, here: &Surroundings) -> FieldView {
        FieldView {
            index,
            name: self.spec.name.to_text().into_owned(),
            label: self.spec.label.to_text().into_owned(),
            control: self.control(),
            text: self.text.clone(),
            error: match &self.state {
                FieldState::Invalid(message) => Some(message.clone()),
                FieldState::Valid(_) | FieldState::Parsing(..) => None,
            },
            note: self.shown_note(here),
            changed: self.is_changed(),
            before: self.before.clone(),
            bytes: self
                .is_bytes
                .then(|| self.state.value().map_or(String::new(), |value| python::str(value).into_text())),
        }
    }

    fn control(&self) -> Control {
        let bound = |bound: &Option<Value>| bound.as_ref().map(|value| python::str(value).into_text());
        match &self.spec.kind {
            Kind::Int { min, max } => Control::Int { min: bound(min), max: bound(max) },
            Kind::Float { min, max } => Control::Float { min: bound(min), max: bound(max) },
            Kind::String if self.is_hidden() => Control::Secret,
            Kind::String => Control::String,
            Kind::Bool => Control::Bool { checked: self.state.value() == Some(&Value::Bool(true)) },
            Kind::Select { options } => Control::Select {
                options: options.iter().map(|option| option.to_text().into_owned()).collect(),
                selected: self.selected(options),
            },
            Kind::Mapping => {
                let rows = self.table.as_ref().map(Table::view);
                let entries = self.state.value().and_then(Value::as_dict).map(|mapping| mapping.len() as u32);
                Control::Mapping { rows, no_switch: self.no_switch(), offer: self.offer(), entries }
            }
            Kind::Unknown(_) => Control::Json,
        }
    }

    fn shown_note(&self, here: &Surroundings) -> Option<Message> {
        match (&self.spec.kind, &self.note) {
            _ if matches!(self.state, FieldState::Parsing(..)) => Some(Message::Reading),
            (_, Some(note)) => Some(note.clone()),
            (Kind::Unknown(kind), None) => Some(Message::UnknownKind { kind: kind.to_text().into_owned() }),
            _ => self.default_problem().or_else(|| self.not_texts_remark()).or_else(|| {
                let value = self.state.value()?.as_str()?;
                here.remark(&self.spec, value)
            }),
        }
    }

    fn not_texts_remark(&self) -> Option<Message> {
        let mut values = self.not_texts();
        let more = values.len().saturating_sub(MAX_TOLD) as u32;
        values.truncate(MAX_TOLD);
        (!values.is_empty()).then_some(Message::NotTexts { values, more })
    }

    /// The values of a mapping that are no texts, where they had better be.
    fn not_texts(&self) -> Vec<NotText> {
        let mapping = self.state.value().and_then(Value::as_dict).filter(|_| self.spec.wants_texts());
        let told = mapping.into_iter().flat_map(Dict::iter).filter_map(|(name, value)| {
            let kind = match value {
                Value::Str(_) => return None,
                Value::None => "null",
                Value::Bool(_) => "bool",
                Value::Int(_) | Value::Float(_) => "number",
                Value::List(_) => "list",
                Value::Dict(_) => "mapping",
            };
            let is_one = !matches!(value, Value::List(_) | Value::Dict(_));
            let value = if is_one { json::write(value) } else { String::new() };
            Some(NotText { name: name.to_text().into_owned(), kind, value })
        });
        told.collect()
    }

    fn offer(&self) -> Option<Offer> {
        if self.table.is_none() && matches!(self.lines, Lines::Found(_)) {
            return Some(Offer::Rows);
        }
        // What is in a list or mapping cannot be one text.
        self.not_texts().iter().any(|it| !it.value.is_empty()).then_some(Offer::Quotes)
    }

    /// Why a mapping cannot be edited the other way now.
    fn no_switch(&self) -> Option<Message> {
        match &self.state {
            FieldState::Invalid(message) => Some(message.clone()),
            FieldState::Parsing(..) => Some(Message::Reading),
            FieldState::Valid(_) if self.table.is_none() && self.rows().is_none() => Some(Message::NoTable),
            FieldState::Valid(_) => None,
        }
    }

    /// What is wrong with what dask's configuration sets, while the field is as it began.
    fn default_problem(&self) -> Option<Message> {
        if self.is_changed() {
            return None;
        }
        let is_refused = self.is_configured && matches!(self.state, FieldState::Invalid(_));
        let unusable = self.problem.clone().map(|problem| Message::UnusableDefault { problem });
        unusable.or(is_refused.then_some(Message::RefusedDefault))
    }

    fn selected(&self, options: &[PyStr]) -> Option<u32> {
        let chosen = self.state.value()?.as_str()?;
        options.iter().position(|option| option == chosen).map(|index| index as u32)
    }
}
