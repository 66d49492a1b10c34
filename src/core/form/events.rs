//! What the user does in the form.

use super::source::Source;
use crate::core::record::events;

events! {
    /// `field` is a field's place in the spec, `row` a row's in a field's table.
    pub enum FormEvent {
        /// Text of any control but a bool's.
        "edit" => Edit { field: u32, text: String },
        "check" => Check { field: u32, checked: bool },
        "choose" => Choose { field: u32, option: u32 },
        /// A mapping is to be edited as a table of names and texts, or as text again.
        "as-table" => AsTable { field: u32, table: bool },
        /// Text of a name in a table.
        "edit-name" => EditName { field: u32, row: u32, text: String },
        /// A text was pasted into a name, which `text` is if what was pasted is no more than a part of it.
        "paste-name" => PasteName { field: u32, row: u32, pasted: String, text: String },
        "edit-value" => EditValue { field: u32, row: u32, text: String },
        "add-row" => AddRow { field: u32 },
        "remove-row" => RemoveRow { field: u32, row: u32 },
        /// The lines of a mapping's text are variables, though they are no YAML: they are to become the rows of its table.
        "take-lines" => TakeLines { field: u32 },
        /// The values in a mapping's text are to be texts: they are put into quotes as they were typed.
        "quote-values" => QuoteValues { field: u32 },
        /// One field back to its default.
        "reset-field" => ResetField { field: u32 },
        /// Texts of the inputs "Workers at start" and "up to".
        "edit-workers" => EditWorkers { text: String },
        "edit-up-to" => EditUpTo { text: String },
        /// All fields, and the workers at start, back to their defaults.
        "reset" => Reset,
        /// What was typed before the form got the options of an earlier cluster.
        "put-back" => PutBack,
        "launch" => Launch,
        /// A launch from a command: the JSON text of an object of options, laid over the form's values. `workers`: that of a number of
        /// workers to start with, or of a pair of bounds; null: as the form says.
        "launch-with" => LaunchWith { options: String, workers: Option<String> },
        /// Options from elsewhere than the form, as from Python: the JSON text of an object, laid over the form's values.
        /// `unseen`: set without knowing what the user typed last, which then stays.
        "set-options" => SetOptions { options: String, unseen: bool },
        /// Options come into the form and nothing is launched: from a preset, a link, a worker template of Kubernetes' or Python. `name`: what a
        /// preset is called; `options`: the JSON text of an object; `workers`: JSON text as [`crate::core::workers`] has it, null: nothing is said.
        "fill-form" => FillForm { source: Source, name: String, options: String, workers: Option<String> },
        /// The Python call for the options chosen.
        "copy-python" => CopyPython,
    }
}
