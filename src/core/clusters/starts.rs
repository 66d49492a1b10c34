//! The workers that launches want for their clusters, as they are kept: see [`super::at_start`].

use serde::Serialize;

use super::cluster::Cluster;
use super::unsettled;
use crate::core::timers::Time;
use crate::core::workers::Workers;
use crate::gateway::cluster_info::Status;
use crate::schema::value::{Dict, Value};

/// Milliseconds from a claim until it is followed: other tabs hear of it, and the scheduler says whether workers are there.
const CLAIM_MS: Time = 1_000.0;
/// Milliseconds after which whoever made a claim follows it no more, but claims anew; and after which others may.
const LATE_MS: Time = 3_000.0;
const EXPIRED_MS: Time = 6_000.0;
/// Milliseconds after which a launch is forgotten: nobody waits for its workers any more.
pub(super) const KEPT_MS: Time = 24.0 * 3_600_000.0;
/// Kept at most, the latest.
const MOST: usize = 40;

/// A tab's word that it asks for them. Times are whole milliseconds, as they are kept.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Claim {
    pub at: Time,
    pub by: u32,
}

/// The workers that a launch wants for its cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct Start {
    /// The first characters of its name.
    key: String,
    /// Of the full name: see [`super::unsettled::mark`].
    mark: u32,
    pub(super) workers: Workers,
    /// When it was launched.
    pub(super) at: Time,
    pub(super) claim: Option<Claim>,
    pub(super) is_done: bool,
}

/// Of all clusters that this browser launched in the last day.
#[derive(Debug, Default)]
pub struct Starts {
    pub(super) starts: Vec<Start>,
    /// The number that this tab drew.
    pub tab: u32,
}

impl Starts {
    /// A launch made this cluster.
    pub(super) fn add(&mut self, name: &str, workers: Workers, now: Time) {
        let (key, mark) = (short_name(name).into(), unsettled::mark(name));
        self.join(Start { key, mark, workers, at: now.floor(), claim: None, is_done: false });
    }

    /// Whether it is known to be done there, if it is here: what another tab wrote is not written anew for less, or two would answer each
    /// other without end.
    fn join(&mut self, other: Start) -> bool {
        match self.starts.iter_mut().find(|start| start.key == other.key && start.mark == other.mark) {
            Some(start) => {
                start.join(&other);
                start.is_done == other.is_done
            }
            None => {
                self.starts.push(other);
                true
            }
        }
    }

    /// As they are kept: each an object among the lives.
    pub fn to_values(&self) -> impl Iterator<Item = Value> {
        self.starts.iter().rev().take(MOST).map(Start::to_value)
    }

    /// Takes in what this or another tab kept. True: more is known here.
    pub fn recall(&mut self, items: &[Value], now: Time) -> bool {
        let kept: Vec<_> = items.iter().filter_map(|item| Start::from_value(item, now)).take(MOST).collect();
        let is_less = kept.len() < self.starts.len().min(MOST);
        kept.into_iter().fold(is_less, |is_less, start| !self.join(start) || is_less)
    }

    /// Times that are yet to come are those of a clock that was set back.
    pub fn on_set_back(&mut self, now: Time) {
        for start in &mut self.starts {
            start.at = start.at.min(now.floor());
            start.claim = start.claim.filter(|claim| claim.at <= now);
        }
    }
}

impl Start {
    pub(super) fn is_of(&self, cluster: &Cluster) -> bool {
        let name = &cluster.info.name;
        self.mark == unsettled::mark(name) && self.key == short_name(name)
    }

    /// Joins what two tabs know: the same, whichever reads the other's first.
    fn join(&mut self, other: &Start) {
        self.is_done |= other.is_done;
        self.at = self.at.min(other.at);
        self.claim = match (self.claim, other.claim) {
            (Some(one), Some(other)) if (one.at - other.at).abs() < LATE_MS => {
                Some(if (other.at, other.by) < (one.at, one.by) { other } else { one })
            }
            // One that was not followed up.
            (Some(one), Some(other)) => Some(if other.at > one.at { other } else { one }),
            (one, other) => one.or(other),
        };
    }

    fn to_value(&self) -> Value {
        let mut items = vec![
            ("start-of".into(), Value::str(&self.key)),
            ("mark".into(), Value::int(self.mark)),
            ("workers".into(), self.workers.to_value()),
            ("at".into(), Value::int(self.at as i64)),
        ];
        if let Some(Claim { at, by }) = self.claim {
            items.push(("claim".into(), Value::List(vec![Value::int(at as i64), Value::int(by)])));
        }
        items.extend(self.is_done.then(|| ("done".into(), Value::Bool(true))));
        Value::Dict(Dict::of_pairs(items))
    }

    /// None: this is none. A claim of a time that is yet to come is passed over.
    fn from_value(value: &Value, now: Time) -> Option<Start> {
        let dict = value.as_dict()?;
        let key = dict.item("start-of")?.as_str()?.to_text().into_owned();
        let number = |value: &Value| match value {
            Value::Int(n) => n.to_f64().filter(|n| *n >= 0.0),
            _ => None,
        };
        let small = |value: &Value| match value {
            Value::Int(n) => n.to_u32(),
            _ => None,
        };
        let claim = dict.item("claim").and_then(|claim| match claim {
            Value::List(parts) => match parts.as_slice() {
                [at, by] => Some(Claim { at: number(at).filter(|at| *at <= now)?, by: small(by)? }),
                _ => None,
            },
            _ => None,
        });
        Some(Start {
            key: Some(key).filter(|key| is_key(key))?,
            mark: small(dict.item("mark")?)?,
            workers: Workers::read(dict.item("workers")?)?,
            at: number(dict.item("at")?)?.min(now.floor()),
            claim,
            is_done: dict.item("done") == Some(&Value::Bool(true)),
        })
    }

    pub(super) fn is_running(&self, cluster: &Cluster) -> bool {
        cluster.info.status == Status::Running && self.is_of(cluster)
    }

    /// What is to be done about it now in this tab, or when to look again. `cluster` runs.
    pub(super) fn turn(&self, cluster: &Cluster, tab: u32, is_polling: bool, now: Time) -> Turn {
        let others_turn = cluster.status_since.min(now) + EXPIRED_MS;
        match self.claim {
            None if !is_polling && now < others_turn => Turn::Wait(others_turn),
            Some(Claim { at, .. }) if at > now => Turn::Claim,
            Some(Claim { at, by }) if by != tab && now < at + EXPIRED_MS => Turn::Wait(at + EXPIRED_MS),
            Some(Claim { at, by }) if by == tab && now < at + CLAIM_MS => Turn::Wait(at + CLAIM_MS),
            Some(Claim { at, by }) if by == tab && now < at + LATE_MS => Turn::Ask,
            _ => Turn::Claim,
        }
    }
}

pub(super) enum Turn {
    Claim,
    Ask,
    Wait(Time),
}

/// What is shown of it while the cluster is pending.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct AtStartView {
    /// Null: a fixed number, the maximum.
    pub minimum: Option<u32>,
    pub maximum: u32,
}

impl From<Workers> for AtStartView {
    fn from(workers: Workers) -> AtStartView {
        match workers {
            Workers::Count(maximum) => AtStartView { minimum: None, maximum },
            Workers::Range { minimum, maximum } => AtStartView { minimum: Some(minimum), maximum },
        }
    }
}

/// First 8 characters of the name, or of what follows a namespace (`prod.3fa8…`, as on Kubernetes).
pub(super) fn short_name(name: &str) -> &str {
    let own = name.rsplit('.').next().unwrap_or(name);
    // A cluster's name is ASCII.
    own.get(..8).unwrap_or(own)
}

/// What a key looks like: eight characters of a name, and perhaps a number.
pub(super) fn is_key(key: &str) -> bool {
    (1..=16).contains(&key.len()) && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}
