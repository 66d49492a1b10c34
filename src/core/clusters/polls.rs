//! What is asked of the clusters by itself, and what the answers change.

use super::cluster::{Cluster, ClusterTimer};
use super::explain;
use super::list::Clusters;
use crate::core::backoff::{Backoff, MAX_BACKOFF};
use crate::core::context::Context;
use crate::core::polling::{
    CLUSTER_SPACING, FOLLOWER_PATIENCE, LEADER_PATIENCE, LEADER_TURNS, LIST_PACE, LIST_POLL_INTERVAL_IN_DOUBT,
    NextPoll, Poll, STATS_SPACING, STATS_SPACING_DOWN, STATS_SPACING_QUIET, UNSEEN_STATS_DELAY, UNSEEN_STATS_SPACING,
    WATCH_PACE, WATCH_PAUSE,
};
use crate::core::timers::{NEVER, Time};
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::cluster_info::{self, Status};
use crate::gateway::reply::Refusal;
use crate::gateway::scheduler_stats;

/// Milliseconds for which what another tab said that it shows counts: it says so again with each list.
const SEEN_ELSEWHERE_MS: f64 = 30_000.0;

impl Clusters {
    /// Offers what could be asked, the most important first. `lists`: the gateway lists clusters. While it does not, it is asked
    /// nothing else about them.
    pub fn offer_polls(&self, next: &mut NextPoll, lists: bool, cx: &Context) {
        // A leader that does not tell it is replaced first.
        next.offer(cx.timers.due(Poll::List), LEADER_PATIENCE + LEADER_TURNS, || ApiRequest::ListClusters);
        if lists {
            self.offer_info(next, cx);
            self.offer_watch(next, cx);
        }
        self.offer_stats(next, lists, cx);
        self.offer_workers(next);
        self.offer_with_server(next, cx);
        if self.is_listed {
            let patience = if self.vanished_at.is_some() { FOLLOWER_PATIENCE } else { LEADER_PATIENCE };
            next.offer(cx.timers.due(Poll::Ended), patience, || ApiRequest::ListEnded);
        }
    }

    /// The cluster of which the list says too little; of several, one that can be seen.
    fn offer_info(&self, next: &mut NextPoll, cx: &Context) {
        let unsettled = self.items.iter().filter(|cluster| {
            let name = &cluster.info.name;
            let is_asked = |pending: &ApiRequest| match pending {
                ApiRequest::Cluster(asked, ClusterRequest::Get | ClusterRequest::Watch) => asked == name,
                _ => false,
            };
            cluster.timers.is_set(ClusterTimer::Info) && !self.is_told_soon(cluster) && !next.is_pending(&is_asked)
        });
        let due = |cluster: &Cluster| cluster.timers.due(ClusterTimer::Info);
        // What is due already waits for its turn, a moment longer where nobody looks.
        let turn = |cluster: &Cluster| due(cluster).max(cx.now) + f64::from(!is_in_view(cluster, cx.now));
        if let Some(cluster) = unsettled.min_by(|a, b| turn(a).total_cmp(&turn(b))) {
            let at = due(cluster).max(cx.timers.due(Poll::Info));
            next.offer(at, FOLLOWER_PATIENCE, || cluster.request(ClusterRequest::Get));
        }
    }

    /// The newest pending cluster is the one that its user waits for; the list tells of the others.
    fn offer_watch(&self, next: &mut NextPoll, cx: &Context) {
        let pending = self.items.iter().find(|cluster| cluster.info.status == Status::Pending);
        let is_watching = next.is_pending(&|pending| matches!(pending, ApiRequest::Cluster(_, ClusterRequest::Watch)));
        if let Some(cluster) = pending.filter(|_| !is_watching) {
            next.offer_poll(cx.timers.due(Poll::Watch), || cluster.request(ClusterRequest::Watch));
        }
    }

    /// One scheduler at a time, the one that has waited longest, but one where nothing changes lets others pass: of those that can be
    /// seen; and, when there is time, of the others: later, unless their workers are on their way, for a status bar shows those, too.
    fn offer_stats(&self, next: &mut NextPoll, lists: bool, cx: &Context) {
        // To look at all of them takes time where there are many.
        if !next.takes_polls() || next.is_pending(&ApiRequest::is_for_figures) {
            return;
        }
        let running = || self.items.iter().filter(|cluster| cluster.known_status() == Status::Running);
        if let Some(cluster) = running().find(|cluster| cluster.stats.is_to_be_described) {
            next.offer_poll(cx.now, || cluster.request(ClusterRequest::Identity));
        }
        for (is_seen, spacing) in [(true, Poll::Stats), (false, Poll::UnseenStats)] {
            let due = |cluster: &Cluster| {
                let longer = if is_seen || cluster.awaits_workers() { 0.0 } else { UNSEEN_STATS_DELAY };
                let more = match cluster.stats.silent_since {
                    Some(_) if !lists => STATS_SPACING_DOWN,
                    _ if cluster.is_quiet(cx) => STATS_SPACING_QUIET,
                    _ => 0.0,
                };
                let due = cluster.timers.due(ClusterTimer::Stats) + longer;
                let at = due.max(cx.timers.due(Poll::Stats) + more).max(cx.timers.due(spacing));
                (at, due)
            };
            let wanted = running().filter(|cluster| is_in_view(cluster, cx.now) == is_seen);
            let wanted = wanted.map(|cluster| (due(cluster), cluster));
            let first = wanted.min_by(|(a, _), (b, _)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
            if let Some(((at, _), cluster)) = first {
                next.offer_poll(at, || cluster.request(ClusterRequest::Counts));
            }
        }
    }

    /// The user does something: figures that are asked for seldom, because nothing has changed, are asked for often again.
    pub fn hasten(&mut self, cx: &Context) {
        for cluster in self.items.iter_mut().filter(|cluster| cluster.stats.missing(cx.now).is_none()) {
            let due = cx.now + cluster.stats_interval(cx);
            cluster.unseen().timers.hasten(ClusterTimer::Stats, due);
        }
    }

    /// Lists come again: schedulers that answered no more may do so, too, also those that are asked later as a rule.
    pub fn on_listed_again(&mut self, now: Time) {
        for cluster in self.items.iter_mut().filter(|cluster| cluster.stats.silent_since.is_some()) {
            cluster.unseen().timers.hasten(ClusterTimer::Stats, now - UNSEEN_STATS_DELAY);
        }
    }

    /// The gateway answers: what failed may be answered, too.
    pub(super) fn on_answered(&mut self, cx: &mut Context) {
        for (backoff, poll) in [(&mut self.watch_backoff, Poll::Watch), (&mut self.info_backoff, Poll::Info)] {
            if backoff.is_failing() {
                let (due, _) = backoff.hasten(cx.now, LIST_PACE.least);
                cx.timers.hasten(poll, due);
            }
        }
    }

    /// When the picture changes by itself.
    pub fn offer_redraws(&self, next: &mut NextPoll, cx: &Context) {
        let overdue = self.items.iter().map(|cluster| cluster.stats.overdue_at()).filter(|at| *at > cx.now);
        let said = self.items.iter().map(|cluster| cluster.notice.ends());
        let explained = self.items.iter().map(|cluster| explain::changes_at(cluster, cx.now));
        let drawn = self.items.iter().map(|cluster| cluster.trends.changes_at(cx.now));
        next.look_again(overdue.chain(said).chain(explained).chain(drawn).fold(NEVER, f64::min));
    }

    /// The next list is wanted sooner while it tells what came of a create; not while lists fail.
    pub fn list_sooner(&self, cx: &mut Context) {
        if self.has_news && self.unsettled.is_in_doubt() {
            cx.timers.hasten(Poll::List, cx.now + LIST_POLL_INTERVAL_IN_DOUBT);
        }
    }

    /// A poll that was offered is sent.
    pub fn on_polled(&mut self, request: &ApiRequest, cx: &mut Context) {
        match request {
            ApiRequest::Cluster(name, ClusterRequest::Identity) => {
                if let Some(cluster) = self.by_name(name) {
                    cluster.stats.is_to_be_described = false;
                }
            }
            ApiRequest::Cluster(name, ClusterRequest::Counts) => {
                cx.timers.set(Poll::Stats, cx.now + STATS_SPACING);
                cx.timers.set(Poll::UnseenStats, cx.now + UNSEEN_STATS_SPACING);
                if let Some(cluster) = self.by_name(name) {
                    cluster.stats.on_asked(cx.now);
                }
            }
            ApiRequest::Cluster(name, ClusterRequest::Get) => {
                cx.timers.set(Poll::Info, cx.now + CLUSTER_SPACING);
                // Whatever is answered, and if it changes nothing.
                if let Some(cluster) = self.by_name(name) {
                    cluster.pause_info(cx.now);
                }
            }
            ApiRequest::StoppedWithServer => self.on_with_server_asked(cx),
            _ => {}
        }
    }

    /// It is not asked now after all.
    pub fn on_not_asked(&mut self, request: &ApiRequest) {
        if let ApiRequest::Cluster(name, asked) = request
            && asked.is_for_scheduler()
            && let Some(cluster) = self.by_name(name)
        {
            cluster.stats.on_not_asked();
        }
    }

    /// The reply to [`ClusterRequest::Get`]. The others wait as well while there is none.
    pub(super) fn on_got(&mut self, name: &str, is_outdated: bool, answer: Result<String, Refusal>, cx: &mut Context) {
        pause(&mut self.info_backoff, Poll::Info, CLUSTER_SPACING, &answer, cx);
        self.on_info(name, is_outdated, answer, cx);
    }

    /// What the gateway says of one cluster. `is_outdated`: it was asked before a create or a stop was answered, and would
    /// bring a cluster that is being stopped back to life for a moment.
    fn on_info(&mut self, name: &str, is_outdated: bool, answer: Result<String, Refusal>, cx: &mut Context) {
        if is_outdated {
            cx.list_soon();
            return;
        }
        let Some(cluster) = self.by_name(name) else { return };
        match answer.and_then(|body| cluster_info::one(&body, name)) {
            Ok(info) => cluster.take(info.into(), cx),
            Err(refusal) if refusal.is_of_no_cluster() => cluster.on_gone(cx.now),
            Err(_) => cluster.pause_info(cx.now),
        }
    }

    /// The same, after a `?wait`.
    pub(super) fn on_watched(
        &mut self,
        name: &str,
        is_outdated: bool,
        answer: Result<String, Refusal>,
        cx: &mut Context,
    ) {
        let since = self.by_name(name).map_or(cx.now, |cluster| cluster.status_since);
        let due = cx.as_of + WATCH_PACE.interval(cx.now - since);
        pause(&mut self.watch_backoff, Poll::Watch, (due - cx.now).max(WATCH_PAUSE), &answer, cx);
        self.on_info(name, is_outdated, answer, cx);
    }

    pub(super) fn on_counts(&mut self, name: &str, answer: Result<String, Refusal>, cx: &mut Context) {
        if self.take_counts(name, answer, cx)
            && let Some(cluster) = self.by_name(name)
        {
            // Unless nobody looks any more.
            cluster.stats.is_to_be_described = true;
        }
    }

    /// True: the workers are to be described, for they are others.
    pub(super) fn take_counts(&mut self, name: &str, answer: Result<String, Refusal>, cx: &mut Context) -> bool {
        let Some(cluster) = self.by_name(name).filter(|cluster| cluster.info.status == Status::Running) else {
            return false;
        };
        if cx.as_of < cluster.counted_at {
            return false;
        }
        cluster.counted_at = cx.as_of;
        match answer.and_then(|body| scheduler_stats::counts(&body)) {
            Ok(counts) => cluster.on_counts(counts, cx),
            Err(refusal) => {
                cluster.on_stats_failed(&refusal, cx.now);
                false
            }
        }
    }

    pub(super) fn on_identity(&mut self, name: &str, answer: Result<String, Refusal>, cx: &Context) {
        if let Some(cluster) = self.by_name(name) {
            let bytes = answer.as_ref().ok().map(String::len);
            cluster.stats.on_totals(bytes, answer.and_then(|body| scheduler_stats::totals(&body)), cx.now);
        }
    }
}

/// Here, or in another tab, for which this one polls.
fn is_in_view(cluster: &Cluster, now: Time) -> bool {
    cluster.is_seen.unwrap_or(true) || now - cluster.seen_elsewhere_at < SEEN_ELSEWHERE_MS
}

/// When the like is asked next: after `interval`, or longer if there was no answer.
fn pause(backoff: &mut Backoff, poll: Poll, interval: f64, answer: &Result<String, Refusal>, cx: &mut Context) {
    // That a cluster is not there any more is an answer, too.
    if answer.as_ref().err().is_none_or(Refusal::is_of_no_cluster) {
        backoff.succeeded();
        cx.timers.set(poll, cx.now + interval);
    } else {
        let due = backoff.failed(cx.now, MAX_BACKOFF);
        cx.timers.set(poll, due.max(cx.now + interval));
    }
}
