//! A running cluster's figures, as far as its scheduler has told them.

use crate::core::messages::Message;
use crate::core::polling::{Backoff, STATS_POLL_INTERVAL};
use crate::core::timers::{NEVER, Time};
use crate::gateway::reply::Refusal;
use crate::gateway::scheduler_stats::{Counts, Totals};

pub struct Stats {
    pub workers: Option<u32>,
    pub threads: Option<u32>,
    /// Bytes.
    pub memory: Option<u64>,
    /// The workers and threads that the scheduler counted when it was last asked to describe them.
    described: Option<(u32, Option<u32>)>,
    /// When it is to be asked that once more, though it counts the same: its description was lost.
    describe_at: Time,
    /// Of descriptions.
    lost: Backoff,
    /// Of counts.
    failures: Backoff,
    /// Why there are no figures. None: it is too early to say, or there are.
    pub missing: Option<Message>,
}

impl Default for Stats {
    fn default() -> Stats {
        Stats {
            workers: None,
            threads: None,
            memory: None,
            described: None,
            describe_at: NEVER,
            lost: Backoff::default(),
            failures: Backoff::default(),
            missing: None,
        }
    }
}

impl Stats {
    /// The scheduler counted its workers. True: it is to describe them, which it is asked once for each change.
    pub fn on_counts(&mut self, counts: Counts, now: Time) -> bool {
        self.missing = None;
        self.failures.succeeded();
        self.workers = Some(counts.workers);
        self.threads = counts.threads.or(self.threads);
        let counted = Some((counts.workers, counts.threads));
        let is_news = self.described != counted || now >= self.describe_at;
        if is_news {
            self.described = counted;
            self.describe_at = NEVER;
        }
        is_news
    }

    /// The scheduler described them, or did not. What it said of others is no longer true.
    pub fn on_totals(&mut self, answer: Result<Totals, Refusal>, now: Time) {
        let Some((_, counted)) = self.described else { return };
        if answer.as_ref().is_err_and(Refusal::is_worth_another_try) {
            self.describe_at = now + self.lost.failed();
        } else {
            self.lost.succeeded();
        }
        let Totals { threads, memory } = answer.unwrap_or_default();
        self.threads = counted.or(threads);
        self.memory = memory;
    }

    /// The scheduler was not heard: figures that may be wrong are worse than none. Returns the milliseconds until it is to be
    /// asked again. A scheduler that has just started may not be heard yet, so that is not told at once.
    pub fn on_failed(&mut self, refusal: &Refusal) -> f64 {
        let mut failures = std::mem::take(&mut self.failures);
        let is_first = !failures.is_failing();
        let pause = failures.failed();
        let why = if refusal.is_no_answer() { Message::NoFiguresNow } else { Message::NoFigures };
        *self = Stats { failures, missing: (!is_first).then_some(why), ..Stats::default() };
        if is_first { STATS_POLL_INTERVAL } else { pause }
    }
}
