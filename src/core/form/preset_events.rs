//! What the user does with presets and links. None of it launches anything.

use super::preset::Kind;
use crate::core::record::{Member, Record, events};

events! {
    pub enum PresetEvent {
        /// The form gets the options of a preset. `name`: of a launch, when that was.
        "choose-preset" => ChoosePreset { kind: Kind, name: String },
        /// What is in the form, by this name. `mappings`: the JSON text of a list of the names of mappings that are kept too; `replace`: in the
        /// place of one of the same name.
        "save-preset" => SavePreset { name: String, mappings: String, replace: bool },
        "remove-preset" => RemovePreset { name: String },
        /// The text of a file. If it has presets of the same names as the user's own, he is asked.
        "import-presets" => ImportPresets { text: String },
        "answer-import" => AnswerImport { answer: ImportAnswer },
        /// To a file.
        "export-presets" => ExportPresets,
        /// What differs from the defaults, as a link. `mappings`: as above.
        "copy-link" => CopyLink { mappings: String },
        /// What such a link carries.
        "open-link" => OpenLink { link: String },
        /// What is kept of presets and launches, as this or another tab wrote it last; null: nothing.
        "recall-presets" => RecallPresets { own: Option<String>, launches: Option<String> },
    }
}

/// What becomes of presets whose names are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(serde::Serialize, tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "lowercase"))]
pub enum ImportAnswer {
    /// Those of the file take the place of the user's.
    Replace,
    /// The user's stay, and the others come.
    Keep,
    /// Nothing is imported.
    Cancel,
}

impl Member for Kind {
    fn read(record: &dyn Record, member: &str) -> Option<Kind> {
        match record.text(member)?.as_str() {
            "site" => Some(Kind::Site),
            "own" => Some(Kind::Own),
            "launch" => Some(Kind::Launch),
            "any" => Some(Kind::Any),
            _ => None,
        }
    }
}

impl Member for ImportAnswer {
    fn read(record: &dyn Record, member: &str) -> Option<ImportAnswer> {
        match record.text(member)?.as_str() {
            "replace" => Some(ImportAnswer::Replace),
            "keep" => Some(ImportAnswer::Keep),
            "cancel" => Some(ImportAnswer::Cancel),
            _ => None,
        }
    }
}
