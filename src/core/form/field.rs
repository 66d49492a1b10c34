//! One field: its text as typed, what it means, and what is wrong with it.

use std::borrow::Cow;

use super::invalid::InvalidValue;
use super::table::Table;
use crate::core::effect::{RequestId, Wanted};
use crate::core::messages::Message;
use crate::core::timers::{NEVER, Time};
use crate::schema::spec::{Field, Kind};
use crate::schema::validate::Invalid;
use crate::schema::value::Value;
use crate::schema::variables::Pasted;
use crate::schema::{byte_sizes, input_text, python, validate};

/// Milliseconds after the last key for which a field counts as being typed into.
const TYPING_MS: f64 = 1_000.0;
/// Stand for a secret: as many for each.
const DOTS: &str = "••••••••";

pub struct FormField {
    pub spec: Field,
    /// It counts bytes, and takes sizes with their unit.
    pub is_bytes: bool,
    /// The default comes from dask's configuration, which `new_cluster()` would apply by itself.
    pub is_configured: bool,
    /// Why what dask's configuration sets cannot be used, in a sentence.
    pub problem: Option<String>,
    /// What a reset goes back to: the spec's default, or the configured one.
    initial: Value,
    /// `initial` only stands in for the first value that is set from outside.
    awaits_initial: bool,
    /// What was typed. While a table is edited: the text of the last mapping that it stood for.
    pub text: String,
    /// What the text stood for when it was last valid or set.
    pub(super) meaning: Value,
    pub state: FieldState,
    /// A mapping that is edited as a table.
    pub table: Option<Table>,
    /// A remark on what the user did last in this field, or on what was set from elsewhere.
    pub note: Option<Message>,
    /// Whether the text, which is none that the field takes or a strange one, is lines of variables.
    pub lines: Lines,
    /// How what it held before was shown, since it was filled in from elsewhere: nothing of a secret and of a mapping.
    pub before: Option<String>,
    /// When the user last changed it here.
    touched_at: Time,
}

/// What the field stands for at the moment.
pub enum FieldState {
    /// This value would be sent.
    Valid(Value),
    Invalid(Message),
    /// The text of a mapping is being parsed, see [`crate::core::effect::Effect::ParseMapping`]; None: it is to be.
    Parsing(Wanted, Option<RequestId>),
}

/// Variables in a mapping's text that is no mapping as it stands.
pub enum Lines {
    No,
    /// The text is being read; None: it is to be.
    Reading(Option<RequestId>),
    /// All of its lines are variables: they can become rows.
    Found(Pasted),
}

impl FieldState {
    /// The value, if it is valid.
    pub fn value(&self) -> Option<&Value> {
        match self {
            FieldState::Valid(value) => Some(value),
            FieldState::Invalid(_) | FieldState::Parsing(..) => None,
        }
    }

    pub fn is_valid(&self) -> bool {
        self.value().is_some()
    }
}

impl FormField {
    /// `configured`: the default that dask's configuration sets instead; `problem`: why it sets none.
    pub fn new(spec: Field, configured: Option<Value>, problem: Option<String>) -> FormField {
        let is_configured = configured.is_some();
        let awaits_initial = spec.default_is_withheld && !is_configured;
        let initial = configured.unwrap_or_else(|| spec.default.clone());
        let mut field = FormField {
            is_bytes: byte_sizes::is_bytes(&spec),
            spec,
            is_configured,
            problem,
            text: String::new(),
            meaning: initial.clone(),
            state: FieldState::Valid(initial.clone()),
            initial,
            awaits_initial,
            table: None,
            note: None,
            lines: Lines::No,
            before: None,
            touched_at: -NEVER,
        };
        field.reset();
        field
    }

    /// Whether what was typed into this one has a meaning in the other.
    pub fn is_like(&self, other: &FormField) -> bool {
        self.spec.name == other.spec.name
            && std::mem::discriminant(&self.spec.kind) == std::mem::discriminant(&other.spec.kind)
    }

    /// What a reset goes back to.
    pub fn initial(&self) -> &Value {
        &self.initial
    }

    /// The same field as it began.
    pub fn anew(&self) -> FormField {
        let configured = self.is_configured.then(|| self.initial.clone());
        let mut field = FormField::new(self.spec.clone(), configured, self.problem.clone());
        field.take_initial(self);
        field.as_table(self.table.is_some());
        field
    }

    /// Takes the value that an earlier cluster had.
    pub fn fill(&mut self, value: &Value) {
        self.awaits_initial = false;
        self.replace(value.clone());
    }

    /// Takes a value from elsewhere, and shows what it had before if that was another. Tells whether it was.
    pub fn fill_in(&mut self, value: &Value) -> bool {
        let is_same = self.state.value().is_some_and(|known| known.same(&self.normal(value)));
        if !is_same {
            let is_told = !self.is_hidden() && self.spec.kind != Kind::Mapping;
            let before = if is_told { self.text.clone() } else { String::new() };
            self.fill(value);
            self.note = None;
            self.before = Some(before);
        }
        !is_same
    }

    /// What stands at it: its label, if it has one.
    pub fn called(&self) -> String {
        let FormField { spec, .. } = self;
        let name = if spec.label.to_text().is_empty() { &spec.name } else { &spec.label };
        name.to_text().into_owned()
    }

    fn take_initial(&mut self, old: &FormField) {
        if self.awaits_initial && !old.awaits_initial {
            self.awaits_initial = false;
            self.initial = old.initial.clone();
            self.reset();
        }
    }

    /// Takes over what was typed into an older field.
    pub fn take_over(&mut self, old: &FormField) {
        self.take_initial(old);
        if old.is_changed() {
            match &old.state {
                FieldState::Valid(value) => self.set_value(value.clone(), Some(old.text.clone())),
                // The rows are wrong, not the text behind them.
                _ if old.table.is_some() => self.set_value(old.meaning.clone(), Some(old.text.clone())),
                _ => self.set_text(old.text.clone()),
            }
            self.table = old.table.clone();
            self.read_table();
            self.touched_at = old.touched_at;
            self.note = old.note.clone();
            self.before = old.before.clone();
        } else if old.table.is_some() {
            self.as_table(true);
        }
    }

    /// The user changes it now.
    pub fn touch(&mut self, now: Time) {
        // Somebody who types on shall have the time to read it.
        let is_fresh = self.is_being_typed(now) && matches!(self.note, Some(Message::FromPython { .. }));
        self.touched_at = now;
        self.before = None;
        self.note = self.note.take().filter(|_| is_fresh);
    }

    fn is_being_typed(&self, now: Time) -> bool {
        now - self.touched_at < TYPING_MS
    }

    /// Takes a value from elsewhere. While it is being typed into it keeps what was typed, if that was `unseen` there or is
    /// not valid yet, and says so. Else it takes the value, and says what was typed if that was just now or has been refused.
    pub fn set_from_outside(&mut self, value: &Value, unseen: bool, now: Time) {
        let is_typing = self.is_being_typed(now);
        let is_valid = self.state.is_valid();
        if std::mem::take(&mut self.awaits_initial) {
            self.initial = value.clone();
        }
        if self.state.value().is_some_and(|known| known.same(&self.normal(value))) {
            return;
        }
        if is_typing && (unseen || !is_valid) {
            let text = self.hidden(python::repr(value).into_text());
            self.note = Some(Message::FromPython { kept: true, text });
        } else {
            let lost = (is_typing || !is_valid).then(|| self.hidden(self.text.clone()));
            self.replace(value.clone());
            self.note = lost.map(|text| Message::FromPython { kept: false, text });
        }
    }

    /// A text that only shows when the user wants to see it.
    pub fn is_hidden(&self) -> bool {
        self.spec.is_secret && self.spec.kind == Kind::String
    }

    /// What may be said of a value in a sentence.
    fn hidden(&self, text: String) -> String {
        if self.is_hidden() { DOTS.into() } else { text }
    }

    pub fn reset(&mut self) {
        self.before = None;
        self.replace(self.initial.clone());
    }

    /// A table stays one, if it can.
    fn replace(&mut self, value: Value) {
        let is_table = self.table.take().is_some();
        self.set_value(value, None);
        self.as_table(is_table);
    }

    pub fn set_text(&mut self, text: String) {
        self.table = None;
        self.lines = Lines::No;
        // The text of a default may have lost a lone surrogate: typing it back means the default itself.
        let is_default = validate::validate(&self.spec, &self.initial).is_ok() && self.shown(&self.initial) == text;
        if is_default {
            return self.reset();
        }
        if self.spec.kind == Kind::Mapping {
            self.text = text;
            self.state = FieldState::Parsing(Wanted::Meaning, None);
            return;
        }
        let size = if self.is_bytes { byte_sizes::parse(&text) } else { None };
        match size.map_or_else(|| input_text::parse(&self.spec.kind, &text), |size| Ok(Value::Int(size))) {
            Ok(value) => self.set_value(value, Some(text)),
            Err(error) => {
                self.text = text;
                self.state = FieldState::Invalid(error.into());
            }
        }
    }

    /// `text`: how it was typed; None: as it is shown.
    pub fn set_value(&mut self, value: Value, text: Option<String>) {
        self.lines = Lines::No;
        self.text = text.unwrap_or_else(|| self.shown(&value));
        self.state = match validate::validate(&self.spec, &value) {
            Ok(value) => FieldState::Valid(value.into_owned()),
            // The server's words would say the value of a secret.
            Err(mut invalid) => {
                if self.is_hidden() {
                    invalid = Invalid::must_be(&self.spec.name, invalid.why, "", DOTS.into());
                }
                FieldState::Invalid(Message::Invalid(InvalidValue::new(invalid, String::new(), self.is_bytes)))
            }
        };
        self.meaning = value;
    }

    /// The text that stands for a value as it is sent: 1 in a float field is 1.0.
    fn shown(&self, value: &Value) -> String {
        input_text::format(&self.spec.kind, &self.normal(value)).into_text()
    }

    fn normal<'a>(&self, value: &'a Value) -> Cow<'a, Value> {
        validate::validate(&self.spec, value).unwrap_or(Cow::Borrowed(value))
    }

    /// It is not as a reset would leave it.
    pub fn is_changed(&self) -> bool {
        match self.state.value() {
            Some(value) => !value.same(&self.normal(&self.initial)),
            None => self.table.is_some() || self.shown(&self.initial) != self.text,
        }
    }

    /// Its value is valid, and not the one that the gateway publishes as the default.
    pub fn differs_from_published(&self) -> bool {
        self.state.value().is_some_and(|value| !value.same(&self.normal(&self.spec.default)))
    }
}
