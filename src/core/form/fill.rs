//! Options from elsewhere come into the form: from a preset, a link, a converted worker template, or Python. Nothing is launched.

use super::fields::Fields;
use super::source::{Fill, Source};
use super::state::Form;
use super::workers::WorkersAtStart;
use crate::core::context::Context;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::record::{Member, Record};
use crate::schema::value::Dict;

impl Form {
    /// The event: a text that is damaged changes nothing.
    pub(super) fn fill_text(
        &mut self,
        (source, name): (Source, String),
        options: &str,
        workers: Option<&str>,
        cx: &mut Context,
    ) {
        match Fill::read(source, name, options, workers) {
            Some(fill) => self.fill(fill, cx),
            None => self.notice.say(Notice::error(Message::NotFilled { source })),
        }
    }

    /// The fields take these values, valid or not, and show what they had before; what was typed is kept for
    /// [`Form::put_back`]. Before there are fields, it waits for them.
    pub(super) fn fill(&mut self, fill: Fill, cx: &mut Context) {
        let Some(fields) = &mut self.fields else {
            self.fill_later = Some(fill);
            return;
        };
        self.is_filled_since = true;
        let mut filled = fields.copied();
        let outcome = filled.fill_in(&fill.options);
        let before = self.fields.replace(filled.into()).filter(|before| before.is_changed());
        self.replaced = self.replaced.take().or(before);
        let workers = fill.workers.is_some_and(|brought| self.workers.value() != Ok(Some(brought)));
        if let Some(brought) = fill.workers {
            let before = Some(self.workers.clone()).filter(WorkersAtStart::is_changed);
            self.replaced_workers = self.replaced_workers.take().or(before);
            self.workers.set(Some(brought));
        }
        let Fill { source, name, .. } = fill;
        let Outcome { changed, left_out, invalid } = outcome;
        let (left_out, invalid) = (left_out.join(", "), invalid.join(", "));
        self.notice.say(Notice::info(Message::Filled { source, name, changed, workers, left_out, invalid }));
        self.parse_mappings(cx);
    }

    /// There are fields now.
    pub(super) fn fill_waiting(&mut self, cx: &mut Context) {
        if let Some(fill) = self.fill_later.take() {
            self.fill(fill, cx);
        }
    }
}

/// What became of options that were to come into the fields.
#[derive(Default)]
pub struct Outcome {
    /// How many fields have another value now.
    pub changed: u32,
    /// The names of those that are no fields here.
    pub left_out: Vec<String>,
    /// What the fields are called that do not take their value today.
    pub invalid: Vec<String>,
}

impl Fields {
    /// The same fields with what was typed.
    pub fn copied(&self) -> Fields {
        let mut copied = self.anew();
        for (field, old) in copied.fields.iter_mut().zip(&self.fields) {
            field.take_over(old);
        }
        copied
    }

    /// Takes in options from elsewhere, valid or not: each field that changes shows what it had before.
    pub fn fill_in(&mut self, options: &Dict) -> Outcome {
        let mut outcome = Outcome::default();
        for field in &mut self.fields {
            field.before = None;
            let Some(value) = options.get(&field.spec.name) else { continue };
            outcome.changed += u32::from(field.fill_in(value));
            if !field.state.is_valid() {
                outcome.invalid.push(field.called());
            }
        }
        let unknown = options.iter().filter(|(name, _)| self.published(name).is_none());
        outcome.left_out = unknown.map(|(name, _)| name.to_text().into_owned()).collect();
        outcome
    }

    /// Nobody needs to know any more what was there before something was filled in.
    pub fn forget_before(&mut self) {
        self.fields.iter_mut().for_each(|field| field.before = None);
    }

    /// Takes in the options of a cluster, valid or not. Gives the names of those that are no fields here.
    pub fn fill(&mut self, options: &Dict) -> Vec<String> {
        for field in &mut self.fields {
            if let Some(value) = options.get(&field.spec.name) {
                field.fill(value);
            }
        }
        let unknown = options.iter().filter(|(name, _)| self.published(name).is_none());
        unknown.map(|(name, _)| name.to_text().into_owned()).collect()
    }
}

impl Member for Source {
    fn read(record: &dyn Record, member: &str) -> Option<Source> {
        match record.text(member)?.as_str() {
            "preset" => Some(Source::Preset),
            "link" => Some(Source::Link),
            "kubernetes" => Some(Source::Kubernetes),
            "python" => Some(Source::Python),
            _ => None,
        }
    }
}
