//! Presets as a text: for the browser or JupyterLab's settings to keep, and as a file for others. JSON as Python writes it.

use serde::Serialize;

use super::preset::{LAUNCHES, MOST, Preset, PresetProblem};
use crate::core::timers::Time;
use crate::core::workers::Workers;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::secret_names::is_secret_name;
use crate::schema::value::{Dict, Value};

/// Bytes of all presets together.
pub const MAX_TEXT: usize = 200 * 1024;
/// Characters of a name at most.
const LONGEST_NAME: usize = 100;
const LONGEST_DESCRIPTION: usize = 1_000;
/// The member that says what the text is, and in which version.
const HEAD: &str = "dask-gateway-presets";
const VERSION: i64 = 1;

/// What is to be kept, by whom ever.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct PresetMemory {
    /// The gateway's address: each has texts of its own.
    pub gateway: String,
    /// The user's own presets; empty: there have never been any.
    pub own: String,
    pub launches: String,
}

/// What stands in a text.
pub struct Kept {
    pub presets: Vec<Preset>,
    pub removed: Vec<(String, Time)>,
    /// Something in it was passed over.
    pub is_odd: bool,
}

/// What is to be kept of the user's own.
pub fn kept(own: &[Preset], removed: &[(String, Time)]) -> String {
    let members = removed.iter().map(|(name, at)| (name.as_str().into(), Value::int(*at as i64)));
    let members = ("removed".into(), Value::Dict(Dict::of_pairs(members.collect())));
    json::write(&whole(own, true, (!removed.is_empty()).then_some(members)))
}

/// What is to be kept of launches.
pub fn kept_launches(launches: &[Preset]) -> String {
    json::write(&whole(launches, true, None))
}

/// The user's own, as a file; that is one to look at, unless it would be too large to be read again.
pub fn file(own: &[Preset]) -> String {
    let whole = whole(own, false, None);
    let text = json::write_pretty(&whole);
    if text.len() > MAX_TEXT { json::write(&whole) } else { text }
}

fn whole(presets: &[Preset], has_times: bool, more: Option<(PyStr, Value)>) -> Value {
    let presets = presets.iter().map(|preset| to_value(preset, has_times)).collect();
    let mut members = vec![(HEAD.into(), Value::int(VERSION)), ("presets".into(), Value::List(presets))];
    members.extend(more);
    Value::Dict(Dict::of_pairs(members))
}

/// One preset, as it stands in such texts and as Python gets it.
pub fn to_value(preset: &Preset, has_time: bool) -> Value {
    let mut members = vec![];
    for (member, text) in [("name", &preset.name), ("description", &preset.description)] {
        members.extend((!text.is_empty()).then(|| (member.into(), Value::str(text))));
    }
    members.push(("options".into(), Value::Dict(preset.options.clone())));
    members.extend(preset.workers.map(|workers| ("workers".into(), workers.to_value())));
    members.extend(has_time.then(|| ("at".into(), Value::int(preset.at as i64))));
    Value::Dict(Dict::of_pairs(members))
}

/// Tells two of one name apart.
pub fn of(preset: &Preset) -> String {
    json::write(&to_value(preset, false))
}

/// Reads what is kept, or a file. Times that are still to come are now, and so are those that are missing.
pub fn read(text: &str, now: Time) -> Result<Kept, PresetProblem> {
    if text.len() > MAX_TEXT {
        return Err(PresetProblem::TooLarge);
    }
    let Ok(Value::Dict(whole)) = json::parse(text) else { return Err(PresetProblem::Damaged) };
    match whole.item(HEAD) {
        Some(Value::Int(version)) if version.to_u32() == Some(VERSION as u32) => {}
        Some(Value::Int(version)) if version.to_f64().is_some_and(|version| version > VERSION as f64) => {
            return Err(PresetProblem::Newer);
        }
        _ => return Err(PresetProblem::Damaged),
    }
    let Some(Value::List(listed)) = whole.item("presets") else { return Err(PresetProblem::Damaged) };
    let mut presets: Vec<Preset> = listed.iter().filter_map(|preset| from_value(preset, now)).collect();
    let is_odd = presets.len() < listed.len();
    if presets.len() > MOST {
        return Err(PresetProblem::TooMany);
    }
    presets.retain(|preset| !preset.name.is_empty());
    let removed = whole.item("removed").and_then(Value::as_dict).into_iter().flat_map(Dict::iter);
    let removed = removed.filter_map(|(name, at)| Some((clean_name(&name.to_text())?, time(at, now)?))).take(MOST);
    Ok(Kept { removed: removed.collect(), is_odd: is_odd || presets.len() < listed.len(), presets })
}

/// Reads the launches that are kept, the latest first.
pub fn read_launches(text: &str, now: Time) -> Result<Vec<Preset>, PresetProblem> {
    if text.len() > MAX_TEXT {
        return Err(PresetProblem::TooLarge);
    }
    let Ok(Value::Dict(whole)) = json::parse(text) else { return Err(PresetProblem::Damaged) };
    let Some(Value::List(listed)) = whole.item("presets") else { return Err(PresetProblem::Damaged) };
    Ok(listed.iter().filter_map(|launch| from_value(launch, now)).take(LAUNCHES).collect())
}

/// None: this is no preset. Without a name it is a launch.
fn from_value(value: &Value, now: Time) -> Option<Preset> {
    let preset = value.as_dict()?;
    let text = |member| Some(preset.item(member)?.as_str()?.to_text().into_owned());
    let workers = match preset.item("workers") {
        None | Some(Value::None) => None,
        Some(workers) => Some(Workers::read(workers)?),
    };
    // Whoever wrote them there: ours keep no secrets.
    let options = preset.item("options")?.as_dict()?.iter().filter(|(name, _)| !is_secret_name(&name.to_text()));
    Some(Preset {
        name: match preset.item("name") {
            None => String::new(),
            Some(_) => clean_name(&text("name")?)?,
        },
        description: clean(&text("description").unwrap_or_default(), LONGEST_DESCRIPTION),
        options: options.map(|(name, value)| (name.clone(), value.clone())).collect(),
        workers,
        at: preset.item("at").and_then(|at| time(at, now)).unwrap_or(now),
    })
}

fn time(value: &Value, now: Time) -> Option<Time> {
    match value {
        Value::Int(n) => n.to_f64().filter(|time| *time >= 0.0).map(|time| time.min(now)),
        _ => None,
    }
}

/// What a preset can be called of what was typed. None: nothing.
pub fn clean_name(text: &str) -> Option<String> {
    Some(clean(text, LONGEST_NAME)).filter(|name| !name.is_empty())
}

/// No characters that steer what shows them, one space between words, and not too many.
fn clean(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let kept: String = words.join(" ").chars().filter(|c| !is_steering(*c)).take(most).collect();
    kept.trim().into()
}

/// As in `js/page/plain-text.ts`.
fn is_steering(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
