//! What the user asked of a cluster and got no answer to. Nothing is sent again by itself: what the gateway and the scheduler tell
//! afterwards says whether it was done, or the user is told that it is not known.

use super::cluster::{Cluster, ClusterTimer, Doubt};
use super::scaling::Adaptive;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::timers::Time;
use crate::gateway::cluster_info::Status;

/// Milliseconds, and looks of the gateway's, after which a cluster that still runs is not being stopped.
const STOPS_WITHIN_MS: f64 = 10_000.0;
const STOPS_WITHIN_LOOKS: u32 = 3;

impl Cluster {
    /// The answer to this was lost.
    pub fn on_lost(&mut self, doubt: Doubt, now: Time) {
        if self.info.status.is_finished() {
            return;
        }
        self.notice.say(Notice::error(match doubt {
            Doubt::Scale { count } => Message::ScaleUnknown { workers: count },
            Doubt::Adapt(Adaptive { minimum, maximum }) => Message::AdaptUnknown { minimum, maximum },
            Doubt::Stop { .. } => Message::StopUnknown,
        }));
        self.doubt = Some(doubt);
        self.waiting.is_in_doubt |= !matches!(doubt, Doubt::Stop { .. });
        self.timers.set(ClusterTimer::Info, now);
        self.ask_stats(now);
    }

    /// The scheduler counted its workers. Fewer or more than there were tell nothing: somebody else may have asked for others.
    pub fn on_counts_in_doubt(&mut self, workers: u32) {
        match self.doubt {
            Some(Doubt::Scale { count }) if workers == count && !self.may_adapt() => {
                self.doubt = None;
                self.on_scaled(count, None);
            }
            Some(Doubt::Adapt(bounds)) if self.adaptivity.is_seen() => {
                self.doubt = None;
                self.on_adapted(bounds, None);
            }
            _ => {}
        }
    }

    /// The gateway told of it, as it is now.
    pub fn on_status_in_doubt(&mut self, now: Time) {
        match (self.doubt, self.info.status) {
            (Some(Doubt::Stop { since, looks }), Status::Pending | Status::Running) => {
                let (since, looks) = (since.min(now), looks + 1);
                if looks >= STOPS_WITHIN_LOOKS && now - since >= STOPS_WITHIN_MS {
                    self.doubt = None;
                    self.is_stop_asked = false;
                    self.notice.say(Notice::error(Message::StopNotDone));
                } else {
                    self.doubt = Some(Doubt::Stop { since, looks });
                }
            }
            (Some(Doubt::Stop { .. }), Status::Stopping) => {
                self.doubt = None;
                self.notice.say(Notice::info(Message::Stopping));
            }
            (Some(Doubt::Scale { .. } | Doubt::Adapt(_)), Status::Running) => {}
            _ => self.doubt = None,
        }
    }
}
