//! A mapping of names to texts as a table of rows, the way environment variables are written.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::core::effect::RequestId;
use crate::core::messages::Message;
use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};
use crate::schema::variables::{self, Pasted, Variable};
use crate::schema::yaml;

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
    /// Names that cannot be a variable's are told.
    is_environment: bool,
    /// The comments that were pasted behind the last row.
    comment: String,
    /// What was pasted and is being read.
    pastes: Vec<Paste>,
}

/// A text that was pasted into a name, until the variables in it are known.
#[derive(Clone)]
struct Paste {
    row: usize,
    /// What the name was; None: its row has been removed since.
    name: Option<PyStr>,
    pasted: String,
    /// What the name is, if what was pasted is no more than a part of it.
    text: String,
    /// The question for the variables; None: it is to be asked.
    asked: Option<RequestId>,
}

/// As Python holds them: what nobody edits stays as it is, also where it cannot be shown or typed.
#[derive(Clone, Default)]
struct Row {
    name: PyStr,
    value: PyStr,
    /// The comments that were pasted in front of it, as lines of YAML.
    comment: String,
    /// The name came with the mapping: nobody here has to answer for it.
    is_given: bool,
}

impl Table {
    /// The rows of a mapping, or one to begin with. None where it is more than names with a text each.
    pub fn new(mapping: &Dict, is_environment: bool) -> Option<Table> {
        let mut table = Table { is_environment, ..Table::default() };
        for (name, value) in mapping.iter() {
            if name.is_empty() {
                return None;
            }
            let value = value.as_str()?.clone();
            table.rows.push(Row { name: name.clone(), value, is_given: true, ..Row::default() });
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
            for paste in self.pastes.iter_mut().filter(|paste| paste.row >= row as usize) {
                if paste.row == row as usize {
                    paste.name = None;
                } else {
                    paste.row -= 1;
                }
            }
        }
    }

    pub fn edit_name(&mut self, row: u32, text: String) {
        if let Some(row) = self.rows.get_mut(row as usize) {
            row.name = text.into();
            row.is_given = false;
        }
    }

    /// A text was pasted into a name, which is `text` if that holds no variables.
    pub fn paste(&mut self, row: u32, pasted: String, text: String) {
        if let Some(Row { name, .. }) = self.rows.get(row as usize) {
            self.pastes.push(Paste { row: row as usize, name: Some(name.clone()), pasted, text, asked: None });
        }
    }

    /// Something that was pasted is still being read.
    pub fn is_reading(&self) -> bool {
        !self.pastes.is_empty()
    }

    /// Asks for the variables in what was pasted.
    pub fn ask(&mut self, mut ask: impl FnMut(&str) -> RequestId) {
        for paste in self.pastes.iter_mut().filter(|paste| paste.asked.is_none()) {
            paste.asked = Some(ask(&paste.pasted));
        }
    }

    pub fn has_asked(&self, id: RequestId) -> bool {
        self.pastes.iter().any(|paste| paste.asked == Some(id))
    }

    /// The variables in what was pasted: they become rows behind the one where that was done, or in its place if there is
    /// nothing in it. What is no variable goes into the name, unless that is another by now. None: nobody could read it, and it is
    /// kept as it is. Returns what there is to say of it.
    pub fn on_read(&mut self, id: RequestId, found: Option<Pasted>) -> Option<Message> {
        let index = self.pastes.iter().position(|paste| paste.asked == Some(id))?;
        let Paste { row, name, pasted, text, .. } = self.pastes.remove(index);
        let found = found.unwrap_or_else(|| {
            let variables = vec![Variable { value: pasted.clone(), ..Variable::default() }];
            Pasted { variables, comment: String::new() }
        });
        let is_part = match &found.variables[..] {
            [] => true,
            [only] => is_one_line(&pasted) && (only.name.is_empty() || only.name == pasted.trim()),
            _ => false,
        };
        let is_there = name.is_some() && self.rows.get(row).map(|row| &row.name) == name.as_ref();
        if !(is_part && is_there) {
            return Some(self.insert(row, found));
        }
        self.edit_name(row as u32, text.replace(['\n', '\r'], ""));
        None
    }

    /// Puts variables behind a row, or in its place if there is nothing in it.
    fn insert(&mut self, row: usize, Pasted { variables, comment }: Pasted) -> Message {
        if self.rows.is_empty() {
            self.add();
        }
        // Rows may have been removed since.
        let row = row.min(self.rows.len() - 1);
        let before = self.rows.len();
        let behind = self.rows.split_off(row + 1);
        let is_empty = self.rows[row].is_empty() && self.rows[row].comment.is_empty();
        self.rows.truncate(row + usize::from(!is_empty));
        let count = variables.iter().filter(|variable| !variable.name.is_empty()).count() as u32;
        let message = Message::Pasted {
            variables: count,
            others: variables.len() as u32 - count,
            comments: !comment.is_empty() || variables.iter().any(|variable| !variable.comment.is_empty()),
        };
        self.rows.extend(variables.into_iter().map(|Variable { name, value, comment }| Row {
            name: name.into(),
            value: value.into(),
            comment,
            is_given: false,
        }));
        let mut behind = behind.into_iter();
        match behind.next() {
            Some(next) => self.rows.push(Row { comment: comment + &next.comment, ..next }),
            None => self.comment.insert_str(0, &comment),
        }
        self.rows.extend(behind);
        let after = self.rows.len();
        for paste in self.pastes.iter_mut().filter(|paste| paste.row > row) {
            paste.row = (paste.row + after).saturating_sub(before);
        }
        message
    }

    /// The rows of a text's lines.
    pub fn of_lines(lines: Pasted, is_environment: bool) -> (Table, Message) {
        let mut table = Table { is_environment, ..Table::default() };
        let message = table.insert(0, lines);
        (table, message)
    }

    /// The YAML of the mapping with the comments that were pasted. None: there are none.
    pub fn commented(&self) -> Option<String> {
        let mut text = String::new();
        for row in &self.rows {
            text.push_str(&row.comment);
            if !row.is_empty() {
                text.push_str(&yaml::write(&Dict::of_pairs(vec![(row.name.clone(), Value::Str(row.value.clone()))])));
            }
        }
        text.push_str(&self.comment);
        let is_commented = !self.comment.is_empty() || self.rows.iter().any(|row| !row.comment.is_empty());
        is_commented.then(|| text.trim_end().into())
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
            } else if taken != index {
                Some(Message::NameTaken { row: taken as u32 + 1 })
            } else {
                let is_wrong = self.is_environment && !row.is_given && !variables::is_name(&row.name.to_text());
                is_wrong.then_some(Message::NotAName)
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

/// Whether there is no line break in a text but at its end.
fn is_one_line(text: &str) -> bool {
    !text.trim().contains(['\n', '\r'])
}
