//! A preset: a choice of options, whose ever it is; and what can be wrong with one.

use serde::Serialize;

use crate::core::site::preset::SitePreset;
use crate::core::timers::Time;
use crate::core::workers::Workers;
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// Presets of the user's own at most.
pub const MOST: usize = 100;
/// Launches that are kept.
pub const LAUNCHES: usize = 5;

/// A choice of options.
#[derive(Clone, Debug, PartialEq)]
pub struct Preset {
    /// Empty: a launch.
    pub name: String,
    /// Empty where there is none.
    pub description: String,
    /// What is not among them stays as it is.
    pub options: Dict,
    /// None: it says nothing of them.
    pub workers: Option<Workers>,
    /// When it was saved, or launched.
    pub at: Time,
}

impl Preset {
    pub fn of_site(preset: &SitePreset) -> Preset {
        let SitePreset { name, description, options, workers } = preset.clone();
        Preset { name, description, options, workers, at: 0.0 }
    }

    pub fn is_same_choice(&self, other: &Preset) -> bool {
        let text = |options: &Dict| json::write(&Value::Dict(options.clone()));
        self.workers == other.workers && text(&self.options) == text(&other.options)
    }

    /// What names a launch.
    pub fn launch_name(&self) -> String {
        (self.at as u64).to_string()
    }
}

/// Whose presets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Site,
    Own,
    /// Launches are named by when they were launched.
    Launch,
    /// The user's own, or else the site's.
    Any,
}

/// Why presets are not saved or imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum PresetProblem {
    NoName,
    /// The user has one of this name.
    Taken,
    TooMany,
    TooLarge,
    /// The file is none of presets.
    Damaged,
    /// A newer version wrote it.
    Newer,
    /// There are none in it.
    Empty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum LinkProblem {
    TooLong,
    Damaged,
    /// A newer version made it.
    Newer,
}
