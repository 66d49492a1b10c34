//! What the browser keeps of clusters over a reload, as JSON text: keys, times and aliases, and the workers that a launch wants
//! ([`super::at_start`]); never full names nor options.
//!
//! All tabs of a browser write the same text: what one reads is joined with what it knows itself, in a way that does not depend on
//! who wrote first, so that they come to the same.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use serde::Serialize;

use super::alias;
use super::history::{End, Ended, History, Life};
use super::spending::Spent;
use super::starts::is_key;
use crate::core::timers::Time;
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// Lives that are kept at most.
const MOST: usize = 200;
/// Milliseconds that no clock tells.
const AFTER_ALL: Time = 1e15;

/// What is to be kept.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Memory {
    /// The gateway's address: each has a text of its own.
    pub gateway: String,
    pub text: String,
}

/// The places of these times, latest first; those of one time stay in order. A heap sorts with less code than the standard
/// library's sort.
pub fn latest_first(times: impl Iterator<Item = Time>) -> Vec<usize> {
    let order = times.enumerate().map(|(index, time)| (Reverse(time as u64), index));
    order.collect::<BinaryHeap<_>>().into_sorted_vec().into_iter().map(|(_, index)| index).collect()
}

impl History {
    /// The newest lives, as text. Those of which the user's own doing is known come before all others, of which there may be thousands.
    pub fn text(&self) -> String {
        let kept = latest_first(self.lives.iter().map(Life::weight)).into_iter().take(MOST);
        let lives = kept.map(|place| self.lives[place].to_value());
        json::write(&Value::List(lives.chain(self.starts.to_values()).collect()))
    }

    /// Takes in what this or another tab wrote, or any page of this origin: what makes no sense is passed over. `is_other_tabs`:
    /// another tab wrote it just now. `is_active`: by the key.
    pub fn recall(&mut self, text: &str, is_other_tabs: bool, is_active: &dyn Fn(&str) -> bool, now: Time) {
        let Ok(Value::List(items)) = json::parse(text) else { return };
        // Whoever is about to write has read this first: what is written has it, too. What another tab wrote is told how it is known here.
        self.is_changed |= self.starts.recall(&items, now) || !is_other_tabs;
        for kept in items.iter().take(MOST).filter_map(|item| Life::from_value(item, now)) {
            let place = self.lives.iter().position(|life| life.key == kept.key);
            self.life(place, &kept.key).join(kept, is_other_tabs, is_active);
        }
    }
}

impl Life {
    /// When something was last heard of it.
    fn latest(&self) -> Time {
        let end = self.end.map_or(0.0, |end| end.at);
        end.max(self.seen.unwrap_or(0.0)).max(self.named_at)
    }

    /// The greater, the more is lost with it.
    fn weight(&self) -> Time {
        let is_known = self.stopped_at.is_some() || self.is_told || self.is_dismissed;
        self.latest()
            + if !self.alias.is_empty() {
                2.0 * AFTER_ALL
            } else if is_known {
                AFTER_ALL
            } else {
                0.0
            }
    }

    /// Joins what two tabs know: the same, whichever reads the other's first.
    fn join(&mut self, mut other: Life, is_other_tabs: bool, is_active: &dyn Fn(&str) -> bool) {
        // Of two names that were given at once, all tabs take the same.
        if (other.named_at, &other.alias) > (self.named_at, &self.alias) {
            self.alias = std::mem::take(&mut other.alias);
            self.named_at = other.named_at;
        }
        if self.stopped_at.is_none() && other.stopped_at.is_some() {
            self.stopped_at = other.stopped_at;
            self.is_other_tabs = is_other_tabs;
        }
        if other.seen > self.seen {
            self.seen = other.seen;
            self.idle_since = other.idle_since;
        }
        self.start = self.start.or(other.start);
        Spent::join(&mut self.spent, other.spent);
        other.seen = self.seen;
        other.disprove_end();
        if is_active(&self.key) {
            // One that failed is still to be seen here, and a list of this session's counts more: that may be late, so what the user has said
            // to the end is not lost.
            other.end = None;
        } else {
            self.disprove_end();
        }
        self.join_end(&other);
    }

    /// One that was seen after it was missed was not gone.
    fn disprove_end(&mut self) {
        if self.end.is_none_or(|end| end.how == Ended::Gone && self.seen > Some(self.noticed_at)) {
            self.forget_end();
        }
    }

    fn join_end(&mut self, other: &Life) {
        self.is_told |= other.is_told;
        self.is_dismissed |= other.is_dismissed;
        self.was_busy |= other.was_busy;
        self.noticed_at = self.noticed_at.max(other.noticed_at);
        // What says most of how it ended, and the earlier of two times: the same in all tabs.
        let says = |end: Option<End>| end.map_or(0.0, |end| f64::from(end.how.rank()) * AFTER_ALL - end.at);
        if !self.is_final && says(other.end) > says(self.end) {
            self.end = other.end;
        }
        if let Some(end) = &mut self.end {
            end.at = end.at.max(self.seen.unwrap_or(0.0));
        }
    }

    fn to_value(&self) -> Value {
        let mut items = vec![("key".into(), Value::str(&self.key))];
        let mut time = |name: &str, time: Option<Time>| {
            items.extend(time.map(|time| (name.into(), Value::int(time as i64))));
        };
        time("start", self.start);
        time("seen", self.seen);
        time("idle", self.idle_since);
        time("stopped", self.stopped_at);
        time("end", self.end.map(|end| end.at));
        time("noticed", self.end.map(|_| self.noticed_at));
        time("named", (self.named_at > 0.0).then_some(self.named_at));
        time("worked", self.spent.map(|spent| spent.worker_ms));
        time("counted", self.spent.map(|spent| spent.since));
        time("workers", self.spent.map(|spent| f64::from(spent.count)));
        if !self.alias.is_empty() {
            items.push(("name".into(), Value::str(&self.alias)));
        }
        let is_so = |how| self.end.is_some_and(|end| end.how == how);
        for (name, flag) in [
            ("gone", is_so(Ended::Gone)),
            ("failed", is_so(Ended::Failed)),
            ("busy", self.was_busy),
            ("told", self.is_told),
            ("dismissed", self.is_dismissed),
        ] {
            items.extend(flag.then(|| (name.into(), Value::Bool(true))));
        }
        Value::Dict(Dict::of_pairs(items))
    }

    /// None: this is no life. Times that are still to come are now, but for that of a name.
    fn from_value(value: &Value, now: Time) -> Option<Life> {
        let dict = value.as_dict()?;
        let text = |name| Some(dict.item(name)?.as_str()?.to_text().into_owned());
        let flag = |name| dict.item(name) == Some(&Value::Bool(true));
        let number = |name| match dict.item(name)? {
            Value::Int(n) => n.to_f64().filter(|n| *n >= 0.0),
            _ => None,
        };
        let time = |name| number(name).map(|time| time.min(now));
        let spent = || Some(Spent::kept(number("worked")?, time("counted")?, number("workers")? as u32));
        let how = match (flag("gone"), flag("failed")) {
            (true, _) => Ended::Gone,
            (_, true) => Ended::Failed,
            _ => Ended::Unknown,
        };
        let end = time("end").map(|at| End { at, how });
        Some(Life {
            key: text("key").filter(|key| is_key(key))?,
            alias: alias::clean(&text("name").unwrap_or_default()),
            // Perhaps of a time that is still to come, where the clock was set back: so all tabs know which name came last.
            named_at: number("named").filter(|at| *at < AFTER_ALL).unwrap_or(0.0),
            start: time("start"),
            seen: time("seen"),
            idle_since: time("idle"),
            stopped_at: time("stopped"),
            spent: spent(),
            // A list that is asked for now says more.
            noticed_at: time("noticed").unwrap_or(0.0).min(now - 1.0),
            end,
            was_busy: flag("busy"),
            is_told: flag("told"),
            is_dismissed: flag("dismissed"),
            ..Life::default()
        })
    }
}

impl Ended {
    fn rank(self) -> u8 {
        match self {
            Ended::Gone => 1,
            Ended::Failed => 3,
            _ => 2,
        }
    }
}
