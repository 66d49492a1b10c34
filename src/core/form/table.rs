//! A mapping of names to texts as a table of rows, the way environment variables are written.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::core::messages::Message;
use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};

/// One name and its text in a mapping edited as a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct RowView {
    pub name: String,
    pub value: String,
    /// What is wrong with the name.
    pub error: Option<Message>,
}

/// What is typed into the rows, mistakes included. A row with nothing in it counts for nothing.
#[derive(Clone, Default)]
pub struct Table {
    rows: Vec<Row>,
}

/// As Python holds them: what nobody edits stays as it is, also where it cannot be shown or typed.
#[derive(Clone, Default)]
struct Row {
    name: PyStr,
    value: PyStr,
}

impl Table {
    /// The rows of a mapping, or one to begin with. None where it is more than names with a text each.
    pub fn new(mapping: &Dict) -> Option<Table> {
        let mut table = Table::default();
        for (name, value) in mapping.iter() {
            if name.is_empty() {
                return None;
            }
            table.rows.push(Row { name: name.clone(), value: value.as_str()?.clone() });
        }
        if table.rows.is_empty() {
            table.add();
        }
        Some(table)
    }

    pub fn add(&mut self) {
        self.rows.push(Row::default());
    }

    pub fn remove(&mut self, row: u32) {
        if (row as usize) < self.rows.len() {
            self.rows.remove(row as usize);
        }
    }

    /// A name of several lines has been pasted: lines of `NAME=value`, each a row of its own.
    pub fn edit_name(&mut self, row: u32, text: String) {
        let row = row as usize;
        let Some(edited) = self.rows.get_mut(row) else { return };
        if !text.contains(['\n', '\r']) {
            edited.name = text.into();
            return;
        }
        let behind = self.rows.split_off(row + 1);
        if self.rows[row].is_empty() {
            self.rows.truncate(row);
        }
        for line in text.split(['\n', '\r']) {
            let (name, value) = line.split_once('=').unwrap_or((line, ""));
            let row = Row { name: name.trim().into(), value: value.into() };
            // Files of variables have empty lines and comments.
            if !row.is_empty() && !row.name.as_bytes().starts_with(b"#") {
                self.rows.push(row);
            }
        }
        self.rows.extend(behind);
    }

    pub fn edit_value(&mut self, row: u32, text: String) {
        if let Some(row) = self.rows.get_mut(row as usize) {
            row.value = text.into();
        }
    }

    /// The mapping that the rows stand for, or what is wrong with the first that is not right.
    pub fn mapping(&self) -> Result<Dict, Message> {
        let mut items = Vec::new();
        for (row, error) in self.rows.iter().zip(self.errors()) {
            match error {
                Some(error) => return Err(error),
                None if row.is_empty() => {}
                None => items.push((row.name.clone(), Value::Str(row.value.clone()))),
            }
        }
        Ok(Dict::from_iter(items))
    }

    pub fn view(&self) -> Vec<RowView> {
        let text = |text: &PyStr| text.to_text().into_owned();
        let rows = self.rows.iter().zip(self.errors());
        rows.map(|(row, error)| RowView { name: text(&row.name), value: text(&row.value), error }).collect()
    }

    fn errors(&self) -> Vec<Option<Message>> {
        let mut first = BTreeMap::new();
        let mut errors = Vec::new();
        for (index, row) in self.rows.iter().enumerate() {
            let taken = *first.entry(row.name.as_bytes()).or_insert(index);
            errors.push(if row.name.is_empty() {
                (!row.value.is_empty()).then_some(Message::NameMissing)
            } else {
                (taken != index).then_some(Message::NameTaken { row: taken as u32 + 1 })
            });
        }
        errors
    }
}

impl Row {
    fn is_empty(&self) -> bool {
        self.name.is_empty() && self.value.is_empty()
    }
}
