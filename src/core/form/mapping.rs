//! What a mapping's field knows besides: its text is YAML, read elsewhere, and it may be a table.

use super::field::{FieldState, FormField, Lines};
use super::table::Table;
use crate::core::effect::{RequestId, Wanted};
use crate::core::messages::Message;
use crate::core::unreadable::MappingError;
use crate::schema::pystr::PyStr;
use crate::schema::spec::Kind;
use crate::schema::value::Value;
use crate::schema::variables::Pasted;
use crate::schema::{input_text, json};

impl FormField {
    /// What YAML does not take may be JSON: indented with tabs, or no mapping, of which the server has its own to say.
    pub fn on_parsed(&mut self, outcome: Result<String, MappingError>) {
        if let FieldState::Parsing(Wanted::Quoted, _) = self.state {
            return self.on_quoted(outcome);
        }
        let value = match outcome {
            Ok(json) => json::parse(&json).map_err(Message::from),
            Err(error @ MappingError::Invalid(_)) => {
                input_text::parse(&self.spec.kind, &self.text).map_err(|_| error.into())
            }
            Err(error) => Err(error.into()),
        };
        match value {
            Ok(value) => {
                let text = std::mem::take(&mut self.text);
                self.set_value(value, Some(text));
            }
            Err(message) => self.state = FieldState::Invalid(message),
        }
        let is_strange = |value: &Value| value.as_dict().is_some_and(|it| it.iter().any(|(name, _)| is_strange(name)));
        if self.state.value().is_none_or(is_strange) {
            self.lines = Lines::Reading(None);
        }
    }

    /// Has the values of a mapping's text put into quotes, as they were typed.
    pub fn quote_values(&mut self) {
        if self.spec.kind == Kind::Mapping && self.table.is_none() && self.state.is_valid() {
            self.state = FieldState::Parsing(Wanted::Quoted, None);
        }
    }

    fn on_quoted(&mut self, outcome: Result<String, MappingError>) {
        match (outcome, &self.meaning) {
            (Ok(text), _) => self.set_text(text),
            // JSON that is no YAML: without quotes, its values are as it has them.
            (Err(MappingError::Invalid(_)), Value::Dict(mapping)) => {
                let text = |value: &Value| match value {
                    Value::None | Value::Bool(_) | Value::Int(_) | Value::Float(_) => Value::str(&json::write(value)),
                    _ => value.clone(),
                };
                let texts = mapping.iter().map(|(name, value)| (name.clone(), text(value))).collect();
                self.set_value(Value::Dict(texts), None);
            }
            (Err(error), _) => self.state = FieldState::Invalid(error.into()),
        }
    }

    pub fn has_asked(&self, id: RequestId) -> bool {
        matches!(self.lines, Lines::Reading(Some(asked)) if asked == id)
            || self.table.as_ref().is_some_and(|table| table.has_asked(id))
    }

    /// The variables in the text, or in what was pasted into the table, or why nobody can read them. Of a text, other lines
    /// become rows too where some set variables with `=`: in YAML they are more likely a line that is not finished.
    pub fn on_variables(&mut self, id: RequestId, outcome: Result<String, MappingError>) {
        match (&mut self.table, outcome) {
            (Some(table), Ok(json)) => self.note = table.on_read(id, Some(Pasted::of_json(&json))),
            (Some(table), Err(error)) => {
                table.on_read(id, None);
                self.note = Some(error.into());
            }
            (None, outcome) => {
                let is_code = self.text.bytes().any(|b| b == b'=');
                let is_offered = |it: &Pasted| it.is_understood() || is_code && it.has_variables();
                let found = outcome.ok().map(|json| Pasted::of_json(&json)).filter(is_offered);
                self.lines = found.map_or(Lines::No, Lines::Found);
            }
        }
        self.read_table();
    }

    /// The lines of a text become rows, if they are variables and the text is not what the field takes.
    pub fn take_lines(&mut self) {
        match std::mem::replace(&mut self.lines, Lines::No) {
            Lines::Found(lines) if self.table.is_none() => {
                let (table, note) = Table::of_lines(lines, self.spec.is_environment());
                self.table = Some(table);
                self.note = Some(note);
                self.read_table();
            }
            lines => self.lines = lines,
        }
    }

    /// A switch touches neither text nor value. What is wrong must be put right where it was typed.
    pub fn as_table(&mut self, on: bool) {
        self.note = None;
        if on != self.table.is_some() && self.state.is_valid() {
            self.table = if on { self.rows() } else { None };
            self.note = (on && self.table.is_none()).then_some(Message::NoTable);
        }
    }

    /// None while the value is no mapping of names to texts.
    pub fn rows(&self) -> Option<Table> {
        match (&self.spec.kind, &self.state) {
            (Kind::Mapping, FieldState::Valid(Value::Dict(mapping))) => Table::new(mapping, self.spec.is_environment()),
            _ => None,
        }
    }

    /// Takes in what the table's rows stand for.
    pub fn read_table(&mut self) {
        let Some(table) = &self.table else { return };
        if table.is_reading() {
            // Asked for by the table itself.
            self.state = FieldState::Parsing(Wanted::Variables, None);
            return;
        }
        match table.mapping().map(Value::Dict) {
            Ok(value) => match table.commented() {
                // The same again: the text keeps its comments.
                None if value == self.meaning => self.state = FieldState::Valid(value),
                text => self.set_value(value, text),
            },
            Err(message) => self.state = FieldState::Invalid(message),
        }
    }
}

/// Whether no variable is called so, but a line of a shell that YAML took for a name.
fn is_strange(name: &PyStr) -> bool {
    name.as_bytes().iter().any(|b| matches!(b, b' ' | b'='))
}
