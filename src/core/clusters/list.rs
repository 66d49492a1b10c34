//! The list of clusters, in step with the gateway's.

use std::collections::BTreeMap;

use super::cluster::{Cluster, ClusterTimer};
use crate::core::context::Context;
use crate::core::effect::RequestId;
use crate::core::messages::Notice;
use crate::core::timers::Time;
use crate::gateway::cluster_info::{self, ClusterInfo, Status};
use crate::gateway::reply::Refusal;
use crate::schema::value::Dict;

/// Milliseconds for which a cluster that failed before the panel was there is still shown: the gateway reports it for a day.
const FAILED_SHOWN_MS: f64 = 3_600_000.0;

#[derive(Default)]
pub struct Clusters {
    /// Newest first.
    pub items: Vec<Cluster>,
    /// There is something to show: a list has come, or a cluster was made.
    pub is_listed: bool,
    /// The key of the cluster that the dialog "Stop this cluster?" asks about.
    pub confirm_stop: Option<String>,
    /// Names that the user took off the list.
    dismissed: Vec<String>,
}

impl Clusters {
    /// By its key, or by the full name, which people have from Python.
    pub fn by_key(&mut self, key: &str) -> Option<&mut Cluster> {
        self.items.iter_mut().find(|cluster| cluster.key == key || cluster.info.name == key)
    }

    pub fn by_name(&mut self, name: &str) -> Option<&mut Cluster> {
        self.items.iter_mut().find(|cluster| cluster.info.name == name)
    }

    /// The cluster that waits for this reply.
    pub fn by_action(&mut self, id: RequestId) -> Option<&mut Cluster> {
        self.items.iter_mut().find(|cluster| cluster.action == Some(id))
    }

    /// The full name, by the key.
    pub fn name(&self, key: &str) -> Option<String> {
        let found = self.items.iter().find(|cluster| cluster.key == key)?;
        Some(found.info.name.clone())
    }

    pub fn set_notice(&mut self, key: &str, notice: Notice) {
        if let Some(cluster) = self.by_key(key) {
            cluster.notice = Some(notice);
        }
    }

    /// Takes in a whole list. A cluster that it no longer holds is asked for by itself; of several that call themselves the
    /// same, the last counts.
    pub fn on_list(&mut self, body: &str, cx: &Context) -> Result<(), Refusal> {
        let mut infos: Vec<_> = cluster_info::list(body)?.into_iter().map(Some).collect();
        let indices = self.indices(&infos);
        for (cluster, index) in self.items.iter_mut().zip(indices) {
            match index.and_then(|index| infos[index].take()) {
                Some(info) => cluster.update(info, cx.now),
                None => cluster.on_unlisted(cx.now),
            }
        }
        for info in infos.into_iter().flatten().rev() {
            if self.by_name(&info.name).is_none() {
                self.add(info, cx.now);
            }
        }
        self.is_listed = true;
        Ok(())
    }

    /// The index of each cluster's news. By a map, for there may be a thousand of both.
    fn indices(&self, infos: &[Option<ClusterInfo>]) -> Vec<Option<usize>> {
        let mut indices = BTreeMap::new();
        for (index, info) in infos.iter().enumerate() {
            if let Some(info) = info {
                indices.insert(info.name.as_bytes(), index);
            }
        }
        self.items.iter().map(|cluster| indices.get(cluster.info.name.as_bytes()).copied()).collect()
    }

    /// Takes in a cluster that is not in the list yet.
    fn add(&mut self, info: ClusterInfo, now: Time) {
        let is_old = info.status == Status::Failed && info.stop.is_some_and(|stop| now - stop > FAILED_SHOWN_MS);
        if is_old || info.status == Status::Stopped || self.dismissed.contains(&info.name) {
            return;
        }
        let key = self.new_key(&info.name);
        let index = self.items.partition_point(|cluster| cluster.info.start > info.start);
        self.items.insert(index, Cluster::new(key, info));
    }

    /// The reply to a create; what the gateway has to say of the cluster follows. Gives its key.
    pub fn on_created(
        &mut self,
        options: Dict,
        answer: Result<String, Refusal>,
        cx: &mut Context,
    ) -> Result<String, Refusal> {
        cx.on_list_changed();
        let name = answer.and_then(|body| cluster_info::created(&body))?;
        self.is_listed = true;
        if self.by_name(&name).is_none() {
            let status = Status::Pending;
            let info = ClusterInfo { name: name.clone(), status, start: cx.now, stop: None, dashboard: None, options };
            self.add(info, cx.now);
        }
        Ok(self.by_name(&name).map_or(name, |cluster| cluster.key.clone()))
    }

    /// Takes a finished cluster off the list.
    pub fn dismiss(&mut self, key: &str) {
        let dismissed = &mut self.dismissed;
        self.items.retain(|cluster| {
            let is_gone = cluster.key == key && cluster.info.status.is_finished();
            if is_gone {
                dismissed.push(cluster.info.name.clone());
            }
            !is_gone
        });
    }

    /// Drops what has been shown for long enough.
    pub fn expire(&mut self, now: Time) {
        self.items.retain(|cluster| cluster.timers.due(ClusterTimer::Hide) > now);
    }

    /// Everything is to be asked anew.
    pub fn refresh(&mut self, now: Time) {
        self.items.iter_mut().for_each(|cluster| cluster.refresh(now));
    }

    /// First 8 characters of the name, or of what follows a namespace (`prod.3fa8…`, as on Kubernetes), made unique.
    fn new_key(&self, name: &str) -> String {
        let own = name.rsplit('.').next().unwrap_or(name);
        let short: String = own.chars().take(8).collect();
        let is_taken = |key: &str| self.items.iter().any(|cluster| cluster.key == key);
        let numbered = (2..).map(|n| format!("{short}-{n}"));
        std::iter::once(short.clone()).chain(numbered).find(|key| !is_taken(key)).expect("there are endless numbers")
    }
}
