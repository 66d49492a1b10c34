//! Variables in the texts that people have at hand: what shells print and scripts set, files of variables, YAML and JSON,
//! code of notebooks. Nothing of such a text is lost but its syntax.
//!
//! Its functions are not inlined: they are many and small, called from many places, and in no hurry.

mod lines;
mod quoted;
mod shells;
mod statements;
mod yaml;

pub use lines::is_name;
use lines::{Pairs, end, from, line, until};

use super::json;
use super::pystr::PyStr;
use super::value::Value;

/// A name and its text, as found in a pasted text. Without a name: lines in which no variable was found, as they are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Variable {
    pub name: String,
    pub value: String,
    /// What stood in front of it without being a variable: lines of comments, each with its `#`.
    pub comment: String,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pasted {
    pub variables: Vec<Variable>,
    /// As [`Variable::comment`], behind the last of them.
    pub comment: String,
}

impl Pasted {
    /// For who reads it elsewhere, as JSON text: a list of name, value and comment of each, and the comment behind them.
    pub fn to_json(&self) -> String {
        let list = |texts: &[&String]| Value::List(texts.iter().map(|text| Value::str(text)).collect());
        let mut lists: Vec<Value> = self.variables.iter().map(|it| list(&[&it.name, &it.value, &it.comment])).collect();
        lists.push(list(&[&self.comment]));
        json::write(&Value::List(lists))
    }

    /// What [`Pasted::to_json`] has written; nothing, if that was something else.
    pub fn of_json(text: &str) -> Pasted {
        let mut pasted = Pasted::default();
        if let Ok(Value::List(lists)) = json::parse(text) {
            for list in lists {
                let Value::List(texts) = list else { continue };
                let text = |index: usize| {
                    texts.get(index).and_then(Value::as_str).cloned().map(PyStr::into_text).unwrap_or_default()
                };
                match texts.len() {
                    1 => pasted.comment = text(0),
                    _ => pasted.variables.push(Variable { name: text(0), value: text(1), comment: text(2) }),
                }
            }
        }
        pasted
    }

    /// There are variables in the text, whatever else is.
    pub fn has_variables(&self) -> bool {
        self.variables.iter().any(|variable| is_name(&variable.name))
    }

    /// The text is variables and comments, and nothing else.
    pub fn is_understood(&self) -> bool {
        !self.variables.is_empty() && self.variables.iter().all(|variable| is_name(&variable.name))
    }
}

/// Longer texts are taken as they are, in bytes: no environment is as large.
const MAX_TEXT: usize = 1 << 17;

/// How much may be looked at, in bytes: what stands on one line is read again for each statement there. Many times what any text
/// that people have takes, and a blink of an eye.
const MAX_WORK: usize = 1 << 23;

/// Reads a text of whatever kind.
pub fn read(text: &str) -> Pasted {
    let mut reader = Reader::default();
    if text.len() > MAX_TEXT {
        reader.keep(text);
        return reader.found;
    }
    let text = lines::with_line_feeds(text.trim_start_matches('\u{feff}'));
    match yaml::braces(&text) {
        Some(pairs) => reader.add(pairs),
        None => reader.lines(&text),
    }
    if reader.found.variables.is_empty() && !reader.found.comment.is_empty() {
        // Comments alone are no comments on anything.
        reader.found = Pasted::default();
        reader.keep(text.trim());
    }
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Pasted,
}

impl Reader {
    fn lines(&mut self, text: &str) {
        let is_listing = statements::is_listing(text);
        let mut rest = text;
        let mut work = 0;
        while !rest.is_empty() {
            let (line, next) = line(rest);
            let trimmed = line.trim();
            // The end of what is on several lines may be far away, or nowhere.
            work += line.len() + if statements::opens_lines(line) { rest.len() / 2 } else { 0 };
            if work > MAX_WORK {
                return self.keep(rest.trim_end());
            }
            if trimmed.chars().all(|c| c == '-' || c.is_whitespace()) {
                rest = next;
            } else if let Some(comment) = statements::comment(trimmed) {
                self.comment(comment);
                rest = next;
            } else if statements::is_heading(line, next) {
                self.comment(trimmed);
                rest = next;
            } else if let Some((pairs, behind)) = statements::statement(rest, is_listing)
                && let Some((comment, behind)) = end(behind)
            {
                self.comment(comment);
                self.add(pairs);
                rest = behind;
            } else {
                let length = statements::block(rest);
                self.keep(until(rest, length).trim_end());
                rest = from(rest, length).trim_start_matches('\n');
            }
        }
    }

    #[inline(never)]
    fn comment(&mut self, text: &str) {
        // No character of a comment is to end it, or to be refused, where it stands in YAML.
        let is_odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{feff}');
        let text: String = text.trim().chars().map(|c| if is_odd(c) { ' ' } else { c }).collect();
        if !text.is_empty() {
            self.found.comment += if text.starts_with('#') { "" } else { "# " };
            self.found.comment += &text;
            self.found.comment.push('\n');
        }
    }

    #[inline(never)]
    fn add(&mut self, pairs: Pairs) {
        for (name, value) in pairs {
            let comment = std::mem::take(&mut self.found.comment);
            self.found.variables.push(Variable { name, value, comment });
        }
    }

    /// Lines in which no variable was found: those that follow each other stay together.
    #[inline(never)]
    fn keep(&mut self, lines: &str) {
        match self.found.variables.last_mut() {
            Some(last) if last.name.is_empty() && self.found.comment.is_empty() => {
                last.value.push('\n');
                last.value.push_str(lines);
            }
            _ => self.add(vec![(String::new(), lines.into())]),
        }
    }
}
