//! What is shown of presets.

use serde::Serialize;

use super::fields::Fields;
use super::preset::{Kind, Preset};
use super::presets::Presets;
use crate::core::site::preset::SitePreset;
use crate::core::workers::Workers;
use crate::schema::python;
use crate::schema::value::Value;

/// Those of which the form can be filled.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct PresetsView {
    /// The site's, the user's own by their names, and the last launches, the latest first.
    pub items: Vec<PresetView>,
    /// The place of the one that the form was filled from, while nothing has been changed since.
    pub chosen: Option<u32>,
    /// The names of those that an import would replace, while the user is asked whether it may; empty: he is not.
    pub conflicts: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PresetView {
    pub kind: Kind,
    /// Of a launch: when it was, in milliseconds since 1970.
    pub name: String,
    /// Of a launch: what differed from the defaults, and the workers at start.
    pub description: String,
}

/// More options are not told of a launch.
const MOST_TOLD: usize = 3;
/// Nor more characters of a value.
const LONGEST_TOLD: usize = 40;

impl Presets {
    pub fn view(&self, site: &[SitePreset], fields: Option<&Fields>) -> PresetsView {
        let view = |kind, preset: Preset| PresetView { kind, name: preset.name, description: preset.description };
        let sites = site.iter().map(|preset| view(Kind::Site, Preset::of_site(preset)));
        let own = self.own.iter().map(|preset| view(Kind::Own, preset.clone()));
        let launches = self.launches.iter().map(|launch| PresetView {
            kind: Kind::Launch,
            name: launch.launch_name(),
            description: fields.map_or_else(String::new, |fields| told(launch, fields)),
        });
        let items: Vec<_> = sites.chain(own).chain(launches).collect();
        let is_chosen =
            |item: &PresetView| self.chosen.as_ref().is_some_and(|it| it.0 == item.kind && it.1 == item.name);
        PresetsView {
            chosen: items.iter().position(is_chosen).map(|place| place as u32),
            conflicts: self.import.as_ref().map_or_else(Vec::new, |presets| self.conflicts(presets)),
            items,
        }
    }
}

/// The options of a launch that differ from the defaults that the gateway publishes now, and for how many workers.
fn told(launch: &Preset, fields: &Fields) -> String {
    let differ = launch.options.iter().filter_map(|(name, value)| {
        let field = fields.fields.iter().find(|field| field.spec.name == *name)?;
        let is_plain = !matches!(value, Value::List(_) | Value::Dict(_));
        (is_plain && !value.same(&field.spec.default)).then(|| {
            let mut text = python::str(value).into_text();
            if let Some((end, _)) = text.char_indices().nth(LONGEST_TOLD) {
                text.truncate(end);
                text.push('…');
            }
            format!("{} {text}", field.called())
        })
    });
    let mut told: Vec<_> = differ.take(MOST_TOLD).collect();
    match launch.workers {
        None => {}
        Some(Workers::Count(count)) => told.push(format!("× {count}")),
        Some(Workers::Range { minimum, maximum }) => told.push(format!("× {minimum}–{maximum}")),
    }
    told.join(", ")
}
