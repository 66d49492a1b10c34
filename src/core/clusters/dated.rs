//! When clusters were made and started, by this browser's clock.

use super::clock::{Born, GatewayClock};
use super::cluster::Cluster;
use super::list::Clusters;
use crate::core::timers::{NEVER, Time};

impl Clusters {
    /// A whole list has come: what it tells of those that were seen to be made tells of the gateway's clock, and that of the others.
    pub(super) fn compare_clocks(&mut self) {
        let mut clock = GatewayClock::default();
        // The newest first: a clock may have been set since the others were made.
        for Cluster { info, born, is_reported, .. } in self.items.iter().map(|cluster| &**cluster) {
            if *is_reported && info.start > 0.0 {
                clock.narrow(info.start, *born);
            }
        }
        if clock.is_known() || !self.history.clock.is_known() {
            self.history.clock = clock;
        }
        let clock = self.history.clock;
        for cluster in &mut self.items {
            let started = cluster.started_at(clock.ahead());
            if started != cluster.started {
                cluster.started = started;
            }
            // The latest time at which it can have begun. The clock may have been set since.
            let begun = (cluster.info.start - clock.least).max(cluster.born.0);
            if cluster.info.start > 0.0 && begun < cluster.pending_since {
                cluster.pending_since = begun;
            }
        }
    }

    /// This browser's clock was set back: the times that it told before say nothing.
    pub fn on_set_back(&mut self, now: Time) {
        self.history.clock = GatewayClock::default();
        for cluster in &mut self.items {
            cluster.born = (-NEVER, now);
            cluster.pending_since = cluster.pending_since.min(now);
            cluster.stats.on_set_back();
            let seen = cluster.counted_at;
            if let Some(spent) = &mut cluster.spent {
                spent.set_back(seen, now);
            }
        }
        self.vanished_at = self.vanished_at.map(|at| at.min(now));
        self.listed_at = self.listed_at.min(now);
        self.recorded_at = self.recorded_at.min(now);
        self.set_back_look();
        self.history.on_set_back(now);
    }
}

impl Cluster {
    /// The gateway told of it for the first time, when it was asked at this time.
    pub fn begin(&mut self, born: Option<Born>, as_of: Time) {
        self.born = born.unwrap_or(self.born);
        self.told_at = as_of;
    }

    /// When it started, by this browser's clock. 0: the gateway does not tell.
    fn started_at(&self, ahead: f64) -> Time {
        if self.info.start > 0.0 { (self.info.start - ahead).max(self.born.0).min(self.born.1) } else { 0.0 }
    }
}
