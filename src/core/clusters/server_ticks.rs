//! The ticks "Stop with my server": what is asked of the Jupyter server, and what its answers change.

use std::collections::BTreeMap;

use super::cluster::Cluster;
use super::list::Clusters;
use super::unsettled::Finding;
use super::with_server::WithServer;
use crate::core::context::Context;
use crate::core::messages::Message;
use crate::core::polling::{
    FOLLOWER_PATIENCE, NextPoll, Poll, WITH_SERVER_POLL_INTERVAL, WITH_SERVER_POLL_INTERVAL_NEW,
};
use crate::core::timers::AT_ONCE;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::reply::{self, Refusal};
use crate::schema::value::{Dict, Value};

impl Clusters {
    /// Offers the question which clusters the server stops. It asks no gateway.
    pub(super) fn offer_with_server(&self, next: &mut NextPoll, cx: &Context) {
        let active = || self.items.iter().filter(|cluster| cluster.is_active());
        if self.with_server.configured.is_some() && active().next().is_some() {
            let is_new = active().any(|cluster| cluster.with_server.told.is_none());
            let interval = if is_new { WITH_SERVER_POLL_INTERVAL_NEW } else { WITH_SERVER_POLL_INTERVAL };
            let asked_at = cx.timers.due(Poll::WithServer);
            let due = if asked_at <= AT_ONCE { AT_ONCE } else { asked_at + interval };
            next.offer(due, FOLLOWER_PATIENCE, || ApiRequest::StoppedWithServer);
        }
    }

    /// It is asked now.
    pub(super) fn on_with_server_asked(&mut self, cx: &mut Context) {
        self.with_server.asked_at = self.with_server.version;
        cx.timers.set(Poll::WithServer, cx.now);
    }

    /// The reply to [`ApiRequest::StoppedWithServer`]. Without one, what is known stays.
    pub fn on_stopped_with_server(&mut self, answer: Result<String, Refusal>, cx: &mut Context) {
        if self.with_server.asked_at != self.with_server.version {
            return cx.timers.set(Poll::WithServer, AT_ONCE);
        }
        self.take_stopped_with_server(answer);
    }

    /// Another tab has asked.
    pub fn on_told_stopped_with_server(&mut self, answer: Result<String, Refusal>, cx: &mut Context) {
        let is_pending = self.items.iter().any(|cluster| cluster.with_server.wanted.is_some());
        if !is_pending && cx.as_of >= self.with_server.changed_at {
            cx.timers.set(Poll::WithServer, cx.now);
            self.take_stopped_with_server(answer);
        }
    }

    fn take_stopped_with_server(&mut self, answer: Result<String, Refusal>) {
        let Ok(dict) = answer.and_then(|body| reply::object(&body)) else { return };
        let Ok(names) = names(&dict) else { return };
        for cluster in &mut self.items {
            let told = names.contains_key(cluster.info.name.as_bytes());
            // Whatever is touched is drawn anew.
            if cluster.with_server.told != Some(told) || cluster.with_server.refused.is_some() {
                cluster.on_told_with_server(told);
            }
        }
    }

    /// The user has set or taken away the tick of a cluster.
    pub(super) fn stop_with_server(&mut self, key: &str, on: bool, cx: &mut Context) {
        if self.with_server.configured.is_none() {
            return;
        }
        let Some(cluster) = self.by_key(key) else { return };
        let is_pending = cluster.with_server.wanted.replace(on).is_some();
        if !is_pending {
            cluster.send_with_server(on, cx);
            self.with_server.on_changed(cx.now);
        }
    }

    /// The user's launch from here has made the cluster with this key: what settings say of new ones is done, once.
    pub fn on_launched(&mut self, key: &str, cx: &mut Context) {
        let WithServer { configured, prefers, .. } = self.with_server;
        if configured.is_some_and(|configured| configured.unwrap_or(prefers)) {
            self.stop_with_server(key, true, cx);
        }
    }

    /// The same where the answer to a launch was lost, and the list has told what came of it.
    pub fn on_found(&mut self, cx: &mut Context) {
        if let Some(Finding::Created { cluster, .. }) = self.unsettled.finding() {
            self.on_launched(&cluster.clone(), cx);
        }
    }

    /// The reply to [`ClusterRequest::StopWithServer`]. Of what it says only this cluster counts: of others it may be old.
    pub(super) fn on_stop_with_server(&mut self, name: &str, answer: Result<String, Refusal>, cx: &mut Context) {
        self.with_server.on_changed(cx.now);
        // Also for what other pages have done meanwhile.
        cx.timers.set(Poll::WithServer, AT_ONCE);
        let Some(cluster) = self.by_name(name) else { return };
        let (wanted, sent) = (cluster.with_server.wanted.take(), cluster.with_server.sent);
        match is_among(name, answer) {
            Ok(told) => {
                cluster.with_server.told = Some(told);
                if let Some(on) = wanted.filter(|on| *on != sent) {
                    cluster.with_server.wanted = Some(on);
                    cluster.send_with_server(on, cx);
                }
            }
            Err(refusal) => {
                cluster.notice.refuse(refusal);
                cluster.with_server.refused = cluster.notice.message().cloned().map(|message| (sent, message));
            }
        }
    }

    /// The user has set or taken away the tick in another tab.
    pub(super) fn on_told_stop_with_server(&mut self, name: &str, answer: Result<String, Refusal>, cx: &Context) {
        let is_new = cx.as_of >= self.with_server.changed_at;
        let Some(cluster) = self.by_name(name).filter(|cluster| is_new && cluster.with_server.wanted.is_none()) else {
            return;
        };
        if let Ok(told) = is_among(name, answer) {
            cluster.on_told_with_server(told);
        }
    }
}

impl Cluster {
    /// The server says whether it stops it. What was said of a refusal ends when it is as was wanted after all.
    fn on_told_with_server(&mut self, told: bool) {
        self.with_server.told = Some(told);
        if let Some((_, refusal)) = self.with_server.refused.take_if(|(wanted, _)| *wanted == told)
            && self.notice.message().is_some_and(|said| *said == refusal || *said == Message::NotDone)
        {
            self.notice.clear();
        }
    }

    fn send_with_server(&mut self, on: bool, cx: &mut Context) {
        self.with_server.sent = on;
        cx.send(self.request(ClusterRequest::StopWithServer { on }));
    }
}

/// Whether the server stops the cluster of this name, in its answer to a wish.
fn is_among(name: &str, answer: Result<String, Refusal>) -> Result<bool, Refusal> {
    let dict = answer.and_then(|body| reply::object(&body))?;
    Ok(names(&dict)?.contains_key(name.as_bytes()))
}

/// The names in the server's answer, as keys.
fn names(answer: &Dict) -> Result<BTreeMap<&[u8], usize>, Refusal> {
    let Some(Value::List(items)) = answer.item("clusters") else {
        return Err(Refusal::Unexpected("no list of clusters".into()));
    };
    let mut names = BTreeMap::new();
    for name in items.iter().filter_map(Value::as_str) {
        names.insert(name.as_bytes(), 0);
    }
    Ok(names)
}
