//! What other tabs of the browser tell: what they were answered about a cluster.

use std::collections::BTreeMap;

use super::cluster::Cluster;
use super::list::Clusters;
use super::scaling::Adaptive;
use crate::core::context::Context;
use crate::core::tabs::message::TabMessage;
use crate::core::timers::Time;
use crate::core::tracked::Tracked;
use crate::gateway::api_request::ClusterRequest;
use crate::gateway::cluster_info::Status;
use crate::gateway::reply::{self, Refusal};

impl Clusters {
    /// The clusters with these keys can be seen here.
    pub(super) fn on_seen(&mut self, clusters: String) {
        let keys = keys(&clusters);
        for cluster in &mut self.items {
            let cluster = cluster.unseen();
            cluster.is_seen = Some(keys.contains_key(cluster.key.as_bytes()));
        }
        self.in_view = Some(clusters);
    }

    /// Lets the tab that polls know which clusters can be seen here.
    pub fn tell_view(&self, cx: &mut Context) {
        if let Some(clusters) = self.in_view.clone() {
            cx.post(TabMessage::InView { clusters });
        }
    }

    /// These can be seen in another tab.
    pub fn on_seen_elsewhere(&mut self, clusters: &str, now: Time) {
        let keys = keys(clusters);
        for cluster in &mut self.items {
            let cluster = cluster.unseen();
            if keys.contains_key(cluster.key.as_bytes()) {
                cluster.seen_elsewhere_at = now;
            }
        }
    }

    /// By the cluster's full name. `cx.as_of`: when that was so.
    pub fn on_told(&mut self, name: &str, request: ClusterRequest, answer: Result<String, Refusal>, cx: &mut Context) {
        match request {
            ClusterRequest::Get => self.on_got(name, false, answer, cx),
            ClusterRequest::Watch => self.on_watched(name, false, answer, cx),
            ClusterRequest::Counts => {
                if self.take_counts(name, answer, cx)
                    && let Some(cluster) = self.by_name(name)
                {
                    // That tab asks, and tells; if it has gone before, the next that polls does.
                    cluster.stats.expect_totals(cx.now);
                }
            }
            ClusterRequest::StopWithServer { .. } => self.on_told_stop_with_server(name, answer, cx),
            ClusterRequest::Identity => self.on_identity(name, answer, cx),
            ClusterRequest::Workers | ClusterRequest::WorkersPage => self.on_workers(name, request, answer, cx),
            ClusterRequest::Scale { .. } | ClusterRequest::Adapt { .. } | ClusterRequest::Stop => {
                if answer.is_ok() {
                    self.on_wish_told(name, request, answer, cx);
                }
            }
        }
    }

    /// The user did something in another tab, and the gateway took it. What is typed here stays.
    fn on_wish_told(&mut self, name: &str, request: ClusterRequest, answer: Result<String, Refusal>, cx: &mut Context) {
        let named = |cluster: &&mut Tracked<Cluster>| cluster.info.name == name;
        let Some(cluster) = self.items.iter_mut().find(named) else { return };
        // A later wish of this tab's was taken meanwhile, or is about to be.
        if cx.as_of < cluster.wished_at || cluster.action.is_some() {
            return;
        }
        cluster.wished_at = cx.as_of;
        if request == ClusterRequest::Stop {
            cluster.is_stop_asked = true;
            self.history.on_stop_taken(&cluster.key, true, cx.now);
            cx.requests.list_changed(cx.as_of);
            return cluster.on_stopped(answer, cx);
        }
        if cluster.info.status != Status::Running {
            return;
        }
        let Ok(limit) = answer.and_then(|body| reply::limited(&body)) else { return };
        let typed = cluster.scaling.typed();
        match request {
            ClusterRequest::Scale { count } => cluster.on_scaled(count, limit),
            ClusterRequest::Adapt { minimum, maximum } => cluster.on_adapted(Adaptive { minimum, maximum }, limit),
            _ => {}
        }
        cluster.waiting.wished(cx.now);
        cluster.scaling.keep_typed(typed);
        cluster.ask_stats(cx.now);
    }
}

/// The keys in a text. As a map of the type that there is anyway: each type takes code of its own.
fn keys(text: &str) -> BTreeMap<&[u8], usize> {
    let mut keys = BTreeMap::new();
    for (place, key) in text.split_whitespace().enumerate() {
        keys.insert(key.as_bytes(), place);
    }
    keys
}
