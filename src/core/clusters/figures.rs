//! What a scheduler counts, and what that tells of its cluster; and when it is asked again.

use super::cluster::{Cluster, ClusterTimer};
use super::spending::Spent;
use crate::core::context::Context;
use crate::core::polling::{STATS_PACE, STATS_PACE_SCALING};
use crate::core::timers::Time;
use crate::gateway::reply::Refusal;
use crate::gateway::scheduler_stats::Counts;

impl Cluster {
    /// The scheduler counted its workers. True: it is to describe them.
    pub fn on_counts(&mut self, counts: Counts, cx: &Context) -> bool {
        let now = cx.now;
        let Counts { workers, desired, is_busy, .. } = counts;
        if self.stats.workers.is_some_and(|before| before != counts.workers) {
            self.workers_since = now;
        }
        Spent::look(&mut self.spent, workers, self.started, now);
        let is_news = self.stats.on_counts(counts, now);
        self.trends.look(self.stats.workers, self.stats.results, now);
        self.activity.on_counts(&counts, cx.as_of, now);
        self.busy_at = is_busy.then_some(now);
        self.settle();
        let follows = self.adaptivity.is_seen();
        self.waiting.on_counts(&counts, &self.scaling, follows, now);
        let is_scaling = self.scaling.asked.is_some();
        if !self.adaptivity.on_counts(workers, desired, is_scaling, self.scaling.adaptive, now) {
            self.scaling.adaptive = None;
        }
        self.on_counts_in_doubt(workers);
        self.timers.set(ClusterTimer::Stats, now + self.stats_interval(cx));
        is_news
    }

    /// The scheduler did not answer.
    pub fn on_stats_failed(&mut self, refusal: &Refusal, now: Time) {
        let was_silent = self.stats.silent_since.is_some();
        let pause = self.stats.on_failed(refusal, now);
        self.trends.look(None, None, now);
        self.timers.set(ClusterTimer::Stats, now + pause);
        if self.stats.silent_since.is_some() && !was_silent {
            // It may have ended with its scheduler.
            self.timers.set(ClusterTimer::Info, now);
        }
    }

    /// Milliseconds until its workers are to be looked at again.
    pub fn stats_interval(&self, cx: &Context) -> f64 {
        let is_scaling = self.scaling.asked.is_some();
        // Workers that were asked for do not come faster because somebody looks.
        let changed_at = if is_scaling { self.workers_since } else { self.workers_since.max(cx.changed_at) };
        let unchanged = cx.now - changed_at;
        if is_scaling { STATS_PACE_SCALING.interval(unchanged) } else { STATS_PACE.interval(unchanged) * cx.slower }
    }

    /// Whether other workers were asked for and are on their way, or may be.
    pub fn awaits_workers(&self) -> bool {
        self.scaling.asked.is_some() || self.waiting.is_for_workers()
    }

    /// Whether nothing changes in it, and nobody does anything.
    pub fn is_quiet(&self, cx: &Context) -> bool {
        self.stats_interval(cx) > STATS_PACE.least
    }

    /// The scheduler is to be asked now, and often for a while.
    pub fn ask_stats(&mut self, now: Time) {
        self.workers_since = now;
        self.timers.set(ClusterTimer::Stats, now);
    }
}
