//! Clusters that the gateway's list does not hold any more. What became of them is asked: of each by itself, of many first with one
//! request, the list of the ended. Until that is known nobody can say in which state they are.

use super::cluster::{Cluster, ClusterTimer};
use super::list::Clusters;
use crate::core::context::Context;
use crate::core::polling::{ENDED_SPACING, Poll};
use crate::core::timers::Time;
use crate::gateway::cluster_info::Status;

/// Each of so many is asked about by itself: that takes a second.
const FEW: usize = 4;

impl Clusters {
    /// So many that were there are missing from a list for the first time.
    pub(super) fn on_vanished(&mut self, count: usize, cx: &mut Context) {
        if count > FEW {
            self.vanished_at = Some(cx.as_of);
            self.ask_for_ended(cx);
        }
    }

    fn ask_for_ended(&self, cx: &mut Context) {
        // From now on, so that tabs that do not poll leave it to the one that does.
        cx.timers.hasten(Poll::Ended, cx.now.max(self.ended_at.min(cx.now) + ENDED_SPACING));
    }

    /// A list of the ended has come, or could not be had: what it does not tell is asked one by one. One that was asked for too early says nothing
    /// of those that are missing.
    pub(super) fn on_ended_answered(&mut self, cx: &mut Context) {
        self.ended_at = cx.as_of;
        match self.vanished_at {
            Some(at) if cx.as_of < at => self.ask_for_ended(cx),
            _ => self.vanished_at = None,
        }
    }

    /// Whether one request is about to tell what became of it.
    pub(super) fn is_told_soon(&self, cluster: &Cluster) -> bool {
        self.vanished_at.is_some() && cluster.unlisted.is_some()
    }
}

impl Cluster {
    /// The list does not hold it any more: it may have stopped, or somebody else may have it. True: that is news.
    pub(super) fn on_unlisted(&mut self, cx: &Context) -> bool {
        if self.info.status.is_finished() {
            return false;
        }
        let due = self.timers.due(ClusterTimer::Info);
        self.timers.set(ClusterTimer::Info, due.min(cx.now));
        // Of two that were on their way together nobody knows which the gateway answered last.
        if self.heard_at > cx.as_of {
            return false;
        }
        self.unlisted.replace(cx.as_of).is_none()
    }

    /// Whether a list without it was asked for after this time.
    pub(super) fn is_unlisted_since(&self, time: Time) -> bool {
        self.unlisted.is_some_and(|at| at > time)
    }

    /// Its status, as far as anybody can tell.
    pub fn known_status(&self) -> Status {
        match self.info.status {
            Status::Pending | Status::Running if self.unlisted.is_some() => Status::Unknown,
            status => status,
        }
    }
}
