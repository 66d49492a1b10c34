//! Workers at start: a launch from this browser wants some, and they are asked for once its cluster runs, once.
//!
//! A cluster may take minutes to start. Meanwhile the page may be reloaded or closed, another tab may have the turn to poll, or the user
//! may ask for workers himself. So a wish is kept with the lives of clusters ([`super::memory`]), which all tabs of a browser read and
//! join, and any of them carries it out: not in the storage of one tab, for that goes with it, and not at the gateway, which knows nothing
//! of the kind. It is known by the first characters of the cluster's name and by a hash of all of them: the name is a secret.
//!
//! That it is done once, at most, comes first; for that a wish has three states:
//!
//! 1. It waits. Whoever polls and sees the cluster running claims it: with the time, and a number that the tab drew. The claim is kept,
//!    and whatever other tabs kept is read with that.
//! 2. It is claimed. Of two claims at about the same time the earlier holds. A moment later, if nobody has taken it, it is done: that is
//!    kept in the same turn of the page's script in which the request goes out, so that no reload comes between. A claim that is not
//!    followed up in time counts no more: its page has gone, or its scripts stood still.
//! 3. It is done, and stays so whatever else is read. It is done as well when the user asks for workers or a stop, in whichever tab,
//!    when workers are there that somebody else has asked for, and when the cluster ends.
//!
//! The request is like one of the user's: refused, reduced or without an answer, it is told of at the cluster, and never sent again by
//! itself.

use super::cluster::Cluster;
use super::list::Clusters;
use super::starts::{Claim, KEPT_MS, Turn};
use crate::core::context::Context;
use crate::core::polling::NextPoll;
use crate::core::timers::Time;
use crate::core::workers::Workers;
use crate::gateway::api_request::ClusterRequest;
use crate::gateway::cluster_info::Status;

impl Clusters {
    /// Takes in which clusters launches made that want workers, and for which of those that is over. Clusters show those that they wait for.
    pub(super) fn settle_starts(&mut self, now: Time) {
        for (name, workers) in std::mem::take(&mut self.unsettled.starts) {
            self.history.starts.add(&name, workers, now);
            self.history.is_changed = true;
        }
        let Clusters { items, history, .. } = self;
        let starts = &mut history.starts.starts;
        starts.retain(|start| now - start.at < KEPT_MS);
        for start in starts.iter_mut().filter(|start| !start.is_done) {
            if items.iter().any(|cluster| start.is_of(cluster) && cluster.is_start_over()) {
                start.is_done = true;
                history.is_changed = true;
            }
        }
        let waiting: Vec<_> = starts.iter().filter(|start| !start.is_done).collect();
        for cluster in items.iter_mut() {
            let wanted = waiting.iter().find(|start| start.is_of(cluster)).map(|start| start.workers);
            if cluster.at_start != wanted {
                cluster.at_start = wanted;
            }
        }
    }

    /// Asks for the workers of clusters that run by now. `is_polling`: it is this tab's turn. Another does it all the same when nobody
    /// else has for a while: where nothing is kept, the tab that polls has not heard of the launch.
    pub fn ask_at_start(&mut self, is_polling: bool, cx: &mut Context) {
        let Clusters { items, history, .. } = self;
        let tab = history.starts.tab;
        for start in history.starts.starts.iter_mut().filter(|start| !start.is_done) {
            let Some(place) = items.iter().position(|cluster| start.is_running(cluster)) else { continue };
            match start.turn(&items[place], tab, is_polling, cx.now) {
                Turn::Wait(_) => continue,
                Turn::Claim => start.claim = Some(Claim { at: cx.now.floor(), by: tab }),
                Turn::Ask => {
                    start.is_done = true;
                    let cluster = &mut items[place];
                    cluster.at_start = None;
                    if cluster.stats.workers.is_none_or(|present| present == 0) {
                        cluster.act(start.workers.into(), cx);
                    }
                }
            }
            history.is_changed = true;
        }
    }

    /// Has the core woken when there is something to do about one.
    pub fn offer_starts(&self, is_polling: bool, next: &mut NextPoll, now: Time) {
        let starts = &self.history.starts;
        for start in starts.starts.iter().filter(|start| !start.is_done) {
            if let Some(cluster) = self.items.iter().find(|cluster| start.is_running(cluster))
                && let Turn::Wait(until) = start.turn(cluster, starts.tab, is_polling, now)
            {
                next.look_again(until);
            }
        }
    }
}

impl Cluster {
    /// Whether it needs no workers by itself any more: its user has asked for some, or for its end, or it has ended.
    fn is_start_over(&self) -> bool {
        let is_active = matches!(self.info.status, Status::Pending | Status::Running | Status::Unknown);
        !is_active || self.is_stop_asked || self.action.is_some() || self.wished_at > 0.0
    }
}

impl From<Workers> for ClusterRequest {
    fn from(workers: Workers) -> ClusterRequest {
        match workers {
            Workers::Count(count) => ClusterRequest::Scale { count },
            Workers::Range { minimum, maximum } => ClusterRequest::Adapt { minimum, maximum },
        }
    }
}
