//! How many workers a cluster is to have: what is typed, and what was asked for.

use serde::Serialize;

use crate::core::messages::Message;
use crate::core::record::{Member, Record};
use crate::gateway::reply;
use crate::schema::python;

/// One of a cluster's number inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), serde(rename_all = "lowercase"))]
pub enum ScalingInput {
    Workers,
    Minimum,
    Maximum,
}

impl Member for ScalingInput {
    fn read(record: &dyn Record, member: &str) -> Option<ScalingInput> {
        match record.text(member)?.as_str() {
            "workers" => Some(ScalingInput::Workers),
            "minimum" => Some(ScalingInput::Minimum),
            "maximum" => Some(ScalingInput::Maximum),
            _ => None,
        }
    }
}

/// The bounds of adaptive scaling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Adaptive {
    pub minimum: u32,
    pub maximum: u32,
}

/// One input for a number of workers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct InputView {
    /// As it was typed.
    pub text: String,
    pub error: Option<Message>,
}

/// What the input for the minimum begins with.
const FIRST_MINIMUM: &str = "0";

pub struct Scaling {
    /// Workers asked for that have not all arrived.
    pub asked: Option<u32>,
    /// Set when adaptive scaling was switched on from this browser: the gateway does not tell.
    pub adaptive: Option<Adaptive>,
    /// None: not edited, the number of workers is shown.
    pub workers_text: Option<String>,
    pub minimum_text: String,
    pub maximum_text: String,
}

impl Default for Scaling {
    fn default() -> Scaling {
        Scaling {
            asked: None,
            adaptive: None,
            workers_text: None,
            minimum_text: FIRST_MINIMUM.into(),
            maximum_text: String::new(),
        }
    }
}

impl Scaling {
    pub fn edit(&mut self, input: ScalingInput, text: String) {
        match input {
            ScalingInput::Workers => self.workers_text = Some(text),
            ScalingInput::Minimum => self.minimum_text = text,
            ScalingInput::Maximum => self.maximum_text = text,
        }
    }

    /// The cluster runs no more; what was typed stays.
    pub fn forget(&mut self) {
        self.asked = None;
        self.adaptive = None;
    }

    /// The text of the input for workers; `present`: how many there are.
    pub fn workers_text(&self, present: Option<u32>) -> String {
        let shown = self.asked.or(present);
        self.workers_text.clone().unwrap_or_else(|| shown.map_or(String::new(), |n| n.to_string()))
    }

    /// The number of workers to scale to.
    pub fn count(&self, present: Option<u32>) -> Result<u32, Message> {
        match (&self.workers_text, self.asked.or(present)) {
            (Some(text), _) => count(text),
            (None, Some(shown)) => Ok(shown),
            (None, None) => count(""),
        }
    }

    /// What is wrong with the number of workers that was typed.
    pub fn workers_error(&self) -> Option<Message> {
        self.workers_text.as_ref().and_then(|text| count(text).err())
    }

    /// The bounds to adapt between, or the input that is wrong. Without a maximum the gateway would set none either, and a
    /// cluster grow without end.
    pub fn bounds(&self) -> Result<Adaptive, (ScalingInput, Message)> {
        let minimum = count(&self.minimum_text).map_err(|message| (ScalingInput::Minimum, message))?;
        if self.maximum_text.trim().is_empty() {
            return Err((ScalingInput::Maximum, Message::AdaptNeedsMaximum));
        }
        let maximum = count(&self.maximum_text).map_err(|message| (ScalingInput::Maximum, message))?;
        if minimum > maximum {
            return Err((ScalingInput::Minimum, Message::MinimumAboveMaximum));
        }
        Ok(Adaptive { minimum, maximum })
    }

    /// The texts of all inputs, to be given to [`Scaling::keep_typed`].
    pub fn typed(&self) -> (Option<String>, String, String) {
        (self.workers_text.clone(), self.minimum_text.clone(), self.maximum_text.clone())
    }

    /// What is typed here stays, though workers or bounds were set elsewhere.
    pub fn keep_typed(&mut self, (workers, minimum, maximum): (Option<String>, String, String)) {
        let is_typed = !matches!((minimum.as_str(), maximum.as_str()), (FIRST_MINIMUM, ""));
        self.workers_text = workers;
        if is_typed || self.adaptive.is_none() {
            (self.minimum_text, self.maximum_text) = (minimum, maximum);
        }
    }

    /// Whether this is what is wrong with one of the inputs.
    pub fn is_wrong(&self, message: &Message, present: Option<u32>) -> bool {
        self.count(present).is_err_and(|it| it == *message) || self.bounds().is_err_and(|(_, it)| it == *message)
    }

    /// The gateway took a scale. `limit`: its sentence, where it did not do as asked.
    pub fn on_scaled(&mut self, count: u32, limit: Option<&str>) {
        self.adaptive = None;
        match limit {
            None => {
                self.asked = Some(count);
                self.workers_text = None;
            }
            Some(sentence) => {
                if let Some(&instead) = reply::numbers(sentence).last() {
                    self.asked = Some(instead);
                    self.workers_text = None;
                }
            }
        }
    }

    /// The gateway took bounds. `limit` as in [`Scaling::on_scaled`].
    pub fn on_adapted(&mut self, bounds: Adaptive, limit: Option<&str>) {
        self.asked = None;
        self.workers_text = None;
        self.adaptive = Some(bounds);
        if let Some([.., maximum, minimum]) = limit.map(reply::numbers).as_deref() {
            self.set_bounds(Adaptive { minimum: *minimum, maximum: *maximum });
        }
    }

    /// Bounds that were set from this browser before, as it remembers. What is typed stays, and what was done since counts.
    pub fn recall(&mut self, bounds: Adaptive) {
        let texts = (self.minimum_text.as_str(), self.maximum_text.as_str());
        let is_untouched = texts == (FIRST_MINIMUM, "")
            || texts == (bounds.minimum.to_string().as_str(), bounds.maximum.to_string().as_str());
        if is_untouched && self.asked.is_none() && self.adaptive.is_none() && bounds.minimum <= bounds.maximum {
            self.set_bounds(bounds);
        }
    }

    /// These are in force, and what the inputs show.
    fn set_bounds(&mut self, bounds: Adaptive) {
        self.adaptive = Some(bounds);
        self.minimum_text = bounds.minimum.to_string();
        self.maximum_text = bounds.maximum.to_string();
    }

    /// Workers asked for that have all arrived need no more mention: whether they have just done so.
    pub fn settle(&mut self, present: Option<u32>) -> bool {
        let has_arrived = self.asked.is_some() && self.asked == present;
        if has_arrived {
            self.asked = None;
        }
        has_arrived
    }
}

/// The number of workers that a text stands for.
pub fn count(text: &str) -> Result<u32, Message> {
    // What nearly all are, for each drawing of each cluster.
    if let [digit @ b'0'..=b'9'] = text.as_bytes() {
        return Ok(u32::from(digit - b'0'));
    }
    let n = python::parse_int(text).and_then(|n| n.to_u32());
    n.ok_or_else(|| Message::NotACount { text: text.into() })
}
