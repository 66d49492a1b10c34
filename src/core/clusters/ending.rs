//! How a running cluster will end, as far as that can be known, and what speaks for an end: nobody uses it.
//!
//! dask-gateway looks every quarter of the idle timeout whether a cluster has been idle for that long, so an end that is promised
//! comes within a range. Who is connected does not count, only what runs.

use serde::Serialize;

use super::activity::{Activity, Idle};
use crate::core::messages::Message;
use crate::core::timers::{NEVER, Time};
use crate::schema::pystr::PyStr;
use crate::schema::spec::Field;
use crate::schema::value::Value;
use crate::schema::{float, python};

/// Milliseconds from which on it is worth a word that nothing runs.
const IDLE_TOLD_MS: f64 = 60_000.0;
/// Milliseconds from which on it is worth a warning.
const IDLE_LONG_MS: f64 = 1_800_000.0;
/// Seconds; what is longer is no timeout.
const LONGEST_TIMEOUT: f64 = 366.0 * 86_400.0;
/// What is above the idle timeout at most when the cluster ends, as a part of it, and milliseconds for the end itself.
const LATEST: f64 = 1.25;
const GRACE_MS: f64 = 120_000.0;
/// What may be idle besides a cluster.
const OTHERS: [&[u8]; 5] = [b"worker", b"kernel", b"server", b"notebook", b"client"];

/// What will stop a cluster, if nobody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// It has been idle for some time.
    Idle,
    /// The user's Jupyter server is shut down.
    WithServer,
    Unknown,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct EndingView {
    /// What will stop it, whichever comes first; never empty.
    pub ends: Vec<Ends>,
    /// Of its idle timeout; null where that is not known.
    pub message: Option<Message>,
    /// Who is connected, and since when nothing runs; as far as that is certain and worth a word.
    pub activity: Vec<Message>,
    /// Nothing has run for long.
    pub is_idle_long: bool,
}

/// Of a running cluster. `idle_timeout`: seconds. `with_server`: the Jupyter server has said that it stops it.
pub fn ending(activity: &Activity, idle_timeout: Option<f64>, with_server: bool, now: Time) -> EndingView {
    let idle_for = |idle: &Idle| now - idle.since;
    let idle = activity.idle().filter(|idle| idle_for(idle) >= IDLE_TOLD_MS);
    let is_idle_long = idle.is_some_and(|idle| idle_for(&idle) >= IDLE_LONG_MS);
    let mut told = Vec::new();
    told.extend(activity.clients().map(|clients| Message::Connected { clients }));
    told.extend(idle.map(|Idle { since, is_seen }| Message::Idle {
        since: since as u64,
        is_longer: !is_seen,
        is_long: is_idle_long,
    }));
    // One that should have ended by now shows that the option means something else.
    let latest = |timeout: f64| timeout * 1_000.0 * LATEST;
    let is_in_force = |timeout: &f64| idle.is_none_or(|idle| idle_for(&idle) <= latest(*timeout) + GRACE_MS);
    let message = idle_timeout.filter(is_in_force).map(|timeout| Message::StopsWhenIdle {
        seconds: timeout as u32,
        from: idle.filter(|idle| idle.is_seen).map(|idle| (idle.since + timeout * 1_000.0) as u64),
        to: idle.map(|idle| (idle.since + latest(timeout)) as u64),
    });
    let mut ends = Vec::new();
    ends.extend(message.as_ref().map(|_| Ends::Idle));
    ends.extend(with_server.then_some(Ends::WithServer));
    if ends.is_empty() {
        ends.push(Ends::Unknown);
    }
    EndingView { ends, message, activity: told, is_idle_long }
}

/// When [`ending`] says something else though nothing has happened, from `now` on.
pub fn changes_at(activity: &Activity, idle_timeout: Option<f64>, now: Time) -> Time {
    let Some(idle) = activity.idle() else { return NEVER };
    let latest = idle_timeout.map_or(NEVER, |timeout| timeout * 1_000.0 * LATEST + GRACE_MS);
    let times = [IDLE_TOLD_MS, IDLE_LONG_MS, latest].map(|after| idle.since + after);
    times.into_iter().filter(|at| *at >= now).fold(NEVER, f64::min)
}

/// Whether the idle timeout, in seconds, ended a cluster then, of which nothing ran since `since` as far as was seen.
pub fn was_timeout(since: Time, idle_timeout: f64, at: Time) -> bool {
    let timeout = idle_timeout * 1_000.0;
    // It was idle before the look that saw it first.
    (timeout - IDLE_TOLD_MS..=timeout * LATEST + GRACE_MS).contains(&(at - since))
}

/// Seconds after which the gateway stops a cluster with these options if nothing runs in it. None: it is not known for sure, or there
/// is no such timeout. `published`: the option of a name, as the gateway offers it.
pub fn idle_timeout<'o, 'p>(
    options: impl Iterator<Item = (&'o PyStr, &'o Value)>,
    published: &dyn Fn(&PyStr) -> Option<&'p Field>,
) -> Option<f64> {
    let mut found = options.filter_map(|(name, value)| {
        let texts = [name, published(name).map_or(name, |option| &option.label)].map(PyStr::as_bytes);
        let is = |word: &&[u8]| texts.iter().any(|text| has(text, word));
        (is(&b"idle".as_slice()) && !OTHERS.iter().any(is)).then(|| seconds(texts, value))
    });
    let first = found.next()??;
    // Of several, nobody can tell which it is.
    found.next().is_none().then_some(first)
}

/// `texts`: the option's name and label.
fn seconds(texts: [&[u8]; 2], value: &Value) -> Option<f64> {
    let (mut unit, mut is_one) = (None, true);
    for text in texts {
        for word in text.split(|b| !b.is_ascii_alphabetic()) {
            // A letter by itself is one in brackets only.
            let is_word = word.len() > 1
                || [*b"()", *b"[]"].iter().any(|[open, close]| has(text, &[&[*open], word, &[*close]].concat()));
            if let Some(told) = unit_of(word).filter(|_| is_word) {
                is_one &= *unit.get_or_insert(told) == told;
            }
        }
    }
    // dask-gateway's own setting is in seconds.
    let unit = unit.or((texts[0] == b"idle_timeout").then_some(1.0)).filter(|_| is_one);
    let seconds = match value {
        Value::Int(n) => n.to_f64()? * unit?,
        Value::Float(x) => x * unit?,
        Value::Str(text) => {
            let text = text.to_text();
            let is_digit = |b: u8| b.is_ascii_digit() || b == b'.';
            let digits = text.bytes().position(|b| !is_digit(b)).unwrap_or(text.len());
            // What is before a byte that is no digit is ASCII.
            let (number, word) = text.split_at_checked(digits)?;
            let unit = match python::trim(word) {
                "" => unit?,
                word => unit_of(word.as_bytes())?,
            };
            float::parse(number)? * unit
        }
        _ => return None,
    };
    timeout(seconds)
}

/// What can be a timeout, in seconds.
pub fn timeout(seconds: f64) -> Option<f64> {
    (1.0..=LONGEST_TIMEOUT).contains(&seconds).then_some(seconds)
}

fn has(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word))
}

/// In seconds.
fn unit_of(word: &[u8]) -> Option<f64> {
    const UNITS: [(f64, [&[u8]; 5]); 4] = [
        (1.0, [b"s", b"sec", b"secs", b"second", b"seconds"]),
        (60.0, [b"m", b"min", b"mins", b"minute", b"minutes"]),
        (3_600.0, [b"h", b"hr", b"hrs", b"hour", b"hours"]),
        (86_400.0, [b"d", b"day", b"days", b"d", b"d"]),
    ];
    let found = UNITS.iter().find(|(_, words)| words.iter().any(|one| one.eq_ignore_ascii_case(word)))?;
    Some(found.0)
}
