//! Why a cluster is not running, or its workers do not come: what is so, what may be why, and what to do.
//!
//! The gateway's API gives a state and no reason. A cause is offered where its sign is there, and as a likely one only. What is told of
//! dask-gateway here holds for 2026.3: a scheduler has `cluster_start_timeout` to come up (60 s; not on Kubernetes, where a pod may
//! wait for ever), one that is not heard of for `cluster_heartbeat_timeout` (30 s) is given up, and so is a cluster whose
//! workers fail `worker_start_failure_limit` times in a row (3). On Kubernetes FAILED means that the scheduler's container ended.

use super::cluster::Cluster;
use super::reasons::{Because, Reason};
use crate::core::timers::{NEVER, Time};
use crate::gateway::cluster_info::Status;
use crate::schema::pystr::PyStr;
use crate::schema::spec::Field;
use crate::schema::value::Value;

/// Milliseconds after which a start, or a worker, is late enough for a word.
const LATE_MS: f64 = 30_000.0;
/// The steps in which it is told for how long: none is told twice.
const STEPS_MS: [f64; 5] = [3_600_000.0, 1_800_000.0, 600_000.0, 120_000.0, LATE_MS];
/// One of these steps: from here on it is worth to ask somebody.
const VERY_LATE_MS: f64 = 120_000.0;
/// Milliseconds of a scheduler's silence from which on it is worth a word why, and from which on it is not that the gateway has not
/// noticed yet: it gives up what it has not heard of for half of that.
const SILENT_MS: f64 = 10_000.0;
const SILENT_LONG_MS: f64 = 60_000.0;
/// Milliseconds within which the gateway notices that a start has ended at once: it looks every 30 s (`cluster_status_period`).
const AT_ONCE_MS: f64 = 40_000.0;

/// The published option of a name.
pub type Published<'a> = &'a dyn Fn(&PyStr) -> Option<&'a Field>;

/// What is so, then the likely causes, then what to do about them all. Empty: there is nothing to explain.
pub fn explain(cluster: &Cluster, published: Published, now: Time) -> Vec<Reason> {
    let mut reasons = Reasons { told: Vec::new(), cluster, published };
    match cluster.info.status {
        Status::Pending => reasons.of_a_start(now),
        Status::Failed => reasons.of_a_failure(),
        Status::Running if cluster.stats.silent_since.is_some() => reasons.of_silence(now),
        Status::Running if cluster.stats.workers.is_some() => reasons.of_waiting(now),
        Status::Running | Status::Stopping | Status::Stopped | Status::Unknown => {}
    }
    reasons.told
}

/// When [`explain`] says something else though nothing has happened, after `now`.
pub fn changes_at(cluster: &Cluster, now: Time) -> Time {
    let next =
        |since: Time, steps: &[f64]| steps.iter().map(|step| since + step).filter(|at| *at > now).fold(NEVER, f64::min);
    let waiting = &cluster.waiting;
    match cluster.info.status {
        Status::Pending => next(cluster.pending_since, &STEPS_MS),
        Status::Running => {
            let silent = cluster.stats.silent_since.map_or(NEVER, |since| next(since, &[SILENT_MS, SILENT_LONG_MS]));
            let missing = waiting.missing.map_or(NEVER, |missing| next(missing.since, &[LATE_MS]));
            let stuck = waiting.stuck.map_or(NEVER, |stuck| next(stuck.since, &[LATE_MS]));
            silent.min(missing).min(stuck)
        }
        Status::Stopping | Status::Stopped | Status::Failed | Status::Unknown => NEVER,
    }
}

struct Reasons<'c, 'p> {
    told: Vec<Reason>,
    cluster: &'c Cluster,
    published: Published<'p>,
}

impl Reasons<'_, '_> {
    fn of_a_start(&mut self, now: Time) {
        let elapsed = now - self.cluster.pending_since;
        let Some(step) = STEPS_MS.into_iter().find(|step| elapsed >= *step) else { return };
        self.add(Because::StartsLate { seconds: (step / 1_000.0) as u32 });
        self.likely_options_that_are_no_texts();
        self.likely(Because::WaitsForMachine);
        if let Some(label) = self.option(&is_chosen_image) {
            self.likely(Because::ImageLate { label });
        }
        if elapsed >= VERY_LATE_MS {
            // By the gateway's clock, as its log has it.
            let Cluster { info, pending_since, .. } = self.cluster;
            self.ask_administrator(if info.start > 0.0 { info.start } else { *pending_since });
        }
    }

    fn of_a_failure(&mut self) {
        let Cluster { info, has_run, was_pending, lost_at, .. } = self.cluster;
        // By the gateway's clock both.
        let lifetime = info.stop.map(|stop| stop - info.start).filter(|lifetime| *lifetime >= 0.0);
        self.likely_options_that_are_no_texts();
        let waiting = &self.cluster.waiting;
        if lost_at.is_none() && *has_run && waiting.missing.is_some() && !waiting.had_workers {
            self.likely(Because::WorkersFailed);
            self.likely_options_of_workers();
        } else if lost_at.is_some() || *has_run {
            self.likely(Because::SchedulerLost { since: lost_at.map(|at| at as u64) });
        } else if lifetime.is_some_and(|lifetime| lifetime < AT_ONCE_MS) {
            self.likely(Because::EndedAtOnce { label: self.option(&is_chosen_image) });
            if let Some(label) = self.option(&is_chosen_environment) {
                self.likely(Because::BadEnvironment { label });
            }
        } else if let Some(lifetime) = lifetime.filter(|_| *was_pending) {
            self.likely(Because::StartTimedOut { seconds: (lifetime / 1_000.0) as u32 });
        }
        self.ask_administrator(info.stop.filter(|stop| *stop > 0.0).unwrap_or(self.cluster.status_since));
    }

    /// That it is silent, and since when, stands with the figures.
    fn of_silence(&mut self, now: Time) {
        // While the gateway does not answer either, a scheduler's silence says nothing of the scheduler.
        let stats = &self.cluster.stats;
        let since = stats.silent_since.filter(|_| self.cluster.is_told_since(stats.silence_noticed_at));
        let Some(since) = since.filter(|since| now - since >= SILENT_MS) else { return };
        let is_long = now - since >= SILENT_LONG_MS;
        if is_long {
            self.add(Because::SilentStill);
        }
        self.likely(Because::SilentBusy);
        if is_long {
            self.likely(Because::SilentNetwork);
        }
        self.likely(Because::SilentMemory { label: self.option(&is_memory_of_scheduler) });
        self.likely(Because::SilentMachine);
        if is_long {
            self.ask_administrator(since);
        } else {
            self.add(Because::SilentWait);
        }
    }

    fn of_waiting(&mut self, now: Time) {
        let waiting = &self.cluster.waiting;
        let is_late = |since: Time| now - since >= LATE_MS;
        if let Some(missing) = waiting.missing.filter(|missing| is_late(missing.since)) {
            let is_none = missing.workers == 0;
            self.add(Because::WorkersLate { since: missing.since as u64, some: !is_none });
            self.likely(Because::WaitsForMachine);
            if waiting.had_workers {
                self.likely(Because::QuotaReached);
            } else {
                self.likely_options_that_are_no_texts();
                self.likely_options_of_workers();
            }
            if let Some(label) = self.option(&is_large) {
                self.likely(Because::WorkersLarge { label });
            }
            self.ask_administrator(missing.since);
        } else if let Some(stuck) = waiting.stuck.filter(|stuck| is_late(stuck.since)) {
            if !stuck.is_empty {
                self.add(Because::TasksUnrunnable);
                self.likely(Because::TasksRestricted);
            } else if !self.cluster.may_adapt() {
                self.add(Because::TasksWithoutWorkers);
            }
        }
    }

    fn likely_options_that_are_no_texts(&mut self) {
        let has_others = |field: Option<&Field>, _: &PyStr, value: &Value| {
            field.is_some_and(Field::wants_texts)
                && value.as_dict().is_some_and(|it| it.iter().any(|(_, value)| value.as_str().is_none()))
        };
        if let Some(label) = self.option(&has_others) {
            self.likely(Because::TextsNeeded { label });
        }
    }

    /// The scheduler runs with them.
    fn likely_options_of_workers(&mut self) {
        for is_sign in [&is_chosen_image as &Sign, &is_chosen_environment] {
            if let Some(label) = self.option(is_sign) {
                self.likely(Because::WorkersUnfit { label });
            }
        }
    }

    fn ask_administrator(&mut self, at: Time) {
        self.add(Because::AskAdministrator { cluster: self.cluster.key.clone(), at: at as u64 });
    }

    /// The label of the cluster's first option that is such.
    fn option(&self, is_sign: &Sign) -> Option<String> {
        self.cluster.info.options.iter().find_map(|(name, value)| {
            let field = (self.published)(name);
            is_sign(field, name, value)
                .then(|| field.map(|field| &field.label).filter(|label| !label.is_empty()).unwrap_or(name))
                .map(|label| label.to_text().into_owned())
        })
    }

    fn add(&mut self, message: Because) {
        self.told.push(Reason { message, likely: false });
    }

    fn likely(&mut self, message: Because) {
        self.told.push(Reason { message, likely: true });
    }
}

/// Whether an option may be why. With the published one, its name and its value.
type Sign = dyn Fn(Option<&Field>, &PyStr, &Value) -> bool;

/// Another image than the gateway's own choice.
fn is_chosen_image(field: Option<&Field>, name: &PyStr, value: &Value) -> bool {
    is_called(field, name, &[b"image"])
        && value.as_str().is_some_and(|image| !image.is_empty())
        && field.is_none_or(|field| !field.default.same(value))
}

fn is_chosen_environment(field: Option<&Field>, _: &PyStr, value: &Value) -> bool {
    field.is_some_and(|field| field.is_environment() && !field.default.same(value))
}

fn is_memory_of_scheduler(field: Option<&Field>, name: &PyStr, _: &Value) -> bool {
    is_called(field, name, &[b"memory"]) && is_called(field, name, &[b"scheduler"])
}

/// More of something than by default.
fn is_large(field: Option<&Field>, name: &PyStr, value: &Value) -> bool {
    let default = field.and_then(|field| number(&field.default));
    is_called(field, name, &[b"memory", b"core", b"cpu", b"gpu"])
        && !is_called(field, name, &[b"scheduler", b"cluster"])
        && number(value).zip(default).is_some_and(|(value, default)| value > default)
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(n) => n.to_f64(),
        Value::Float(x) => Some(*x),
        _ => None,
    }
}

fn is_called(field: Option<&Field>, name: &PyStr, words: &[&[u8]]) -> bool {
    let has = |text: &PyStr| {
        let has_word = |word: &&[u8]| text.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
        words.iter().any(has_word)
    };
    has(name) || field.is_some_and(|field| has(&field.label))
}
