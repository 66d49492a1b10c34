//! A running cluster's figures, as far as its scheduler has told them.

use crate::core::backoff::{Backoff, MAX_BACKOFF};
use crate::core::messages::Message;
use crate::core::polling::{FOLLOWER_PATIENCE, STATS_PACE, STATS_PACE_SCALING, workers_pause};
use crate::core::timers::{AT_ONCE, NEVER, Time};
use crate::gateway::reply::{Failure, Refusal};
use crate::gateway::scheduler_stats::{Counts, TaskCounts, Totals};

/// Milliseconds after which a scheduler that answered before should have done so again.
const OVERDUE_MS: f64 = 4_000.0;
/// Milliseconds between its last answer and the question after it, for which it was silent from that answer on.
const UNASKED_MS: f64 = 60_000.0;

pub struct Stats {
    pub workers: Option<u32>,
    pub threads: Option<u32>,
    /// Bytes.
    pub memory: Option<u64>,
    pub tasks: Option<TaskCounts>,
    /// What results take of the workers' memory, in bytes.
    pub results: Option<u64>,
    /// It is to be asked to describe its workers, now.
    pub is_to_be_described: bool,
    /// The workers and threads that the scheduler counted last.
    counted: Option<(u32, Option<u32>)>,
    /// It described them, and has counted the same ever since.
    is_described: bool,
    /// When it is to be asked to describe them: others were counted, or its description was lost.
    describe_at: Time,
    /// Milliseconds from an answer to that until it is asked again, whatever it counts: many workers are megabytes.
    describe_pause: f64,
    /// When that is over.
    describe_from: Time,
    /// Of descriptions.
    lost: Backoff,
    /// Of counts.
    failures: Backoff,
    /// When it answered last, by the way that it is asked now. None: it has not yet.
    heard_at: Option<Time>,
    /// When the question was put that waits for its answer.
    asked_at: Option<Time>,
    /// Since when it does not answer, though it did before.
    pub silent_since: Option<Time>,
    /// When that was first noticed.
    pub silence_noticed_at: Time,
    /// Why there are no figures. None: it is too early to say, or there are.
    missing: Option<Message>,
}

impl Default for Stats {
    fn default() -> Stats {
        Stats {
            workers: None,
            threads: None,
            memory: None,
            tasks: None,
            results: None,
            is_to_be_described: false,
            counted: None,
            is_described: false,
            describe_at: NEVER,
            describe_pause: 0.0,
            describe_from: AT_ONCE,
            lost: Backoff::default(),
            failures: Backoff::default(),
            heard_at: None,
            asked_at: None,
            silent_since: None,
            silence_noticed_at: NEVER,
            missing: None,
        }
    }
}

impl Stats {
    /// The scheduler counted its workers. True: it is to describe them, which it is asked once for each change, and after
    /// a long answer not before a while has passed.
    pub fn on_counts(&mut self, counts: Counts, now: Time) -> bool {
        (self.missing, self.silent_since, self.asked_at, self.heard_at) = (None, None, None, Some(now));
        self.failures.succeeded();
        self.workers = Some(counts.workers);
        self.threads = counts.threads.or(self.threads);
        (self.tasks, self.results) = (counts.by_state, counts.results);
        let counted = Some((counts.workers, counts.threads));
        if self.counted != counted {
            (self.counted, self.is_described) = (counted, false);
            self.describe_at = self.describe_from;
            // The total is of others. Where the next one is there in a moment, it takes the place of this one.
            if now < self.describe_at || self.describe_pause >= STATS_PACE_SCALING.least {
                self.memory = None;
            }
        }
        let is_due = now >= self.describe_at;
        if is_due {
            self.describe_at = NEVER;
        }
        is_due
    }

    /// Another tab has the scheduler describe them, which may fail: after a while it is to be done all the same.
    pub fn expect_totals(&mut self, now: Time) {
        self.describe_at = now + FOLLOWER_PATIENCE;
    }

    /// The scheduler described them in so many bytes, or did not. What it said of others is no longer true; what it said of these is.
    pub fn on_totals(&mut self, bytes: Option<usize>, answer: Result<Totals, Refusal>, now: Time) {
        let Some((_, counted)) = self.counted else { return };
        match bytes {
            Some(bytes) => self.describe_pause = workers_pause(bytes),
            None if answer == Err(Refusal::Failure(Failure::TooLarge)) => self.describe_pause = MAX_BACKOFF,
            None => {}
        }
        self.describe_from = now + self.describe_pause;
        if answer.as_ref().is_err_and(Refusal::is_worth_another_try) {
            self.describe_at = self.lost.failed(now, MAX_BACKOFF).max(self.describe_from);
        } else {
            self.lost.succeeded();
            self.describe_at = NEVER;
        }
        if answer.is_err() && self.is_described {
            return;
        }
        self.is_described = answer.is_ok();
        let Totals { threads, memory } = answer.unwrap_or_default();
        self.threads = counted.or(threads);
        self.memory = memory;
    }

    /// The scheduler was not heard: figures that may be wrong are worse than none. Returns the milliseconds until it is to be
    /// asked again. A scheduler that has just started may not be heard yet, so that is not told at once; of one that was heard
    /// by the same way, it is.
    pub fn on_failed(&mut self, refusal: &Refusal, now: Time) -> f64 {
        let mut failures = std::mem::take(&mut self.failures);
        let is_first = !failures.is_failing();
        // Where it was never heard, it may never be.
        let most = if self.heard_at.is_some() { STATS_PACE.most } else { MAX_BACKOFF };
        let pause = failures.failed(now, most) - now;
        let silent_since = self.silent_since.or(self.heard_at.map(|at| self.unheard_since(at, now)));
        let missing = match silent_since {
            Some(since) => Some(Message::SchedulerSilent { since: since as u64 }),
            None if is_first => None,
            None if refusal.is_no_answer() => Some(Message::NoFiguresNow),
            None => Some(Message::NoFigures),
        };
        let silence_noticed_at = if self.silent_since.is_some() { self.silence_noticed_at } else { now };
        let Stats { heard_at, describe_pause, describe_from, .. } = *self;
        let kept = Stats { describe_pause, describe_from, ..Stats::default() };
        *self = Stats { failures, missing, heard_at, silent_since, silence_noticed_at, ..kept };
        if is_first { STATS_PACE.least } else { pause }
    }

    /// The clock was set back: what waits for a time of before would wait for hours.
    pub fn on_set_back(&mut self) {
        self.describe_from = AT_ONCE;
        if self.describe_at < NEVER {
            self.describe_at = AT_ONCE;
        }
    }

    /// It is being asked.
    pub fn on_asked(&mut self, now: Time) {
        self.asked_at = Some(now);
    }

    /// The question was taken back.
    pub fn on_not_asked(&mut self) {
        self.asked_at = None;
    }

    /// It is asked by another way from now on, and what it answered by the one before says nothing of this one.
    pub fn on_way_changed(&mut self) {
        (self.heard_at, self.silent_since, self.asked_at) = (None, None, None);
    }

    /// Why there are no figures, or none that are of now.
    pub fn missing(&self, now: Time) -> Option<Message> {
        let overdue = self.heard_at.filter(|_| self.overdue_at() <= now);
        let silent = overdue.map(|at| Message::SchedulerSilent { since: self.unheard_since(at, now) as u64 });
        self.missing.clone().or(silent)
    }

    /// When a question that is still unanswered is worth a word.
    pub fn overdue_at(&self) -> Time {
        let is_told = self.heard_at.is_none() || self.missing.is_some();
        self.asked_at.filter(|_| !is_told).map_or(NEVER, |at| at + OVERDUE_MS)
    }

    /// Nobody may have asked it for long after its last answer.
    fn unheard_since(&self, heard_at: Time, now: Time) -> Time {
        let asked_at = self.asked_at.unwrap_or(now);
        if (0.0..=UNASKED_MS).contains(&(asked_at - heard_at)) { heard_at } else { asked_at }
    }
}
