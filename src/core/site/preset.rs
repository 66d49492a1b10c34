//! Presets that the administrator publishes.

use crate::core::workers::Workers;
use crate::schema::value::{Dict, Value};

/// A named choice of options. What it does not name stays as it is.
#[derive(Clone, Debug, PartialEq)]
pub struct SitePreset {
    pub name: String,
    /// Empty where there is none.
    pub description: String,
    pub options: Dict,
    /// With which the cluster starts; None: the preset says nothing of them.
    pub workers: Option<Workers>,
}

impl SitePreset {
    /// None: it has no name.
    pub fn read(value: &Value) -> Option<SitePreset> {
        let preset = value.as_dict()?;
        let text = |name| Some(preset.item(name)?.as_str()?.to_text().into_owned());
        Some(SitePreset {
            name: text("name").filter(|name| !name.is_empty())?,
            description: text("description").unwrap_or_default(),
            options: preset.item("options").and_then(Value::as_dict).cloned().unwrap_or_default(),
            workers: preset.item("workers").and_then(Workers::read),
        })
    }
}
