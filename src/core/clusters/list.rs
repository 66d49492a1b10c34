//! The list of clusters, in step with the gateway's.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::cluster::{Cluster, ClusterTimer};
use super::unsettled::{Unsettled, Wish};
use super::with_server::WithServer;
use crate::core::context::Context;
use crate::core::effect::RequestId;
use crate::core::messages::Notice;
use crate::core::timers::Time;
use crate::core::tracked::Tracked;
use crate::gateway::api_request::ApiRequest;
use crate::gateway::cluster_info::{self, ClusterInfo, Status};
use crate::gateway::reply::Refusal;
use crate::schema::value::Dict;

/// Milliseconds for which a cluster that failed before the panel was there is still shown: the gateway reports it for a day.
const FAILED_SHOWN_MS: f64 = 3_600_000.0;

#[derive(Default)]
pub struct Clusters {
    /// Newest first.
    pub items: Vec<Tracked<Cluster>>,
    /// There is something to show: a list has come, or a cluster was made.
    pub is_listed: bool,
    /// The key of the cluster that the dialog "Stop this cluster?" asks about.
    pub confirm_stop: Option<String>,
    /// The keys of those that can be seen in the page; None: nobody told, so that all may be.
    pub in_view: Option<BTreeSet<String>>,
    pub with_server: WithServer,
    /// How many of the gateway's last list have no name by which they could be asked for.
    pub nameless: u32,
    /// Names that the user took off the list.
    dismissed: Vec<String>,
    /// A whole list has come: what was in none was not there.
    has_list: bool,
    /// One has come with this event.
    pub has_news: bool,
    pub unsettled: Unsettled,
}

impl Clusters {
    /// By its key, or by the full name, which people have from Python.
    pub fn by_key(&mut self, key: &str) -> Option<&mut Cluster> {
        self.find(|cluster| cluster.key == key || cluster.info.name == key)
    }

    pub fn by_name(&mut self, name: &str) -> Option<&mut Cluster> {
        self.find(|cluster| cluster.info.name == name)
    }

    /// The cluster that waits for this reply.
    pub fn by_action(&mut self, id: RequestId) -> Option<&mut Cluster> {
        self.find(|cluster| cluster.action == Some(id))
    }

    /// To change it: it counts as changed then.
    fn find(&mut self, is_it: impl Fn(&Cluster) -> bool) -> Option<&mut Cluster> {
        self.items.iter_mut().find(|cluster| is_it(cluster)).map(|cluster| &mut **cluster)
    }

    /// The status of the cluster with this key. None: it is not shown (any more).
    pub fn status(&self, key: &str) -> Option<Status> {
        self.items.iter().find(|cluster| cluster.key == key).map(|cluster| cluster.info.status)
    }

    /// Whether the cluster with this key is pending or runs.
    pub fn is_active(&self, key: &str) -> bool {
        matches!(self.status(key), Some(Status::Pending | Status::Running))
    }

    /// The full name, by the key.
    pub fn name(&self, key: &str) -> Option<String> {
        let found = self.items.iter().find(|cluster| cluster.key == key)?;
        Some(found.info.name.clone())
    }

    pub fn set_notice(&mut self, key: &str, notice: Notice) {
        if let Some(cluster) = self.by_key(key) {
            cluster.notice.say(notice);
        }
    }

    /// Takes in a whole list. A cluster that it no longer holds is asked for by itself; of several that call themselves the
    /// same, the last counts.
    pub fn on_list(&mut self, body: &str, cx: &Context) -> Result<(), Refusal> {
        let cluster_info::List { clusters: infos, nameless } = cluster_info::list(body)?;
        self.nameless = nameless;
        // By a map, for there may be thousands.
        let mut indices = BTreeMap::new();
        for (index, info) in infos.iter().enumerate() {
            indices.insert(info.name.as_bytes(), index);
        }
        let index_of = |name: &String| indices.get(name.as_bytes()).copied();
        let is_last = |(index, info): (usize, &ClusterInfo)| index_of(&info.name) == Some(index);
        let mut is_wanted: Vec<bool> = infos.iter().enumerate().map(is_last).collect();
        // What the gateway reports no more need not be kept in mind here either.
        self.dismissed.retain(|name| index_of(name).map(|index| is_wanted[index] = false).is_some());
        let known: Vec<_> = self.items.iter().map(|cluster| index_of(&cluster.info.name)).collect();

        let mut infos: Vec<_> = infos.into_iter().map(Some).collect();
        for (cluster, index) in self.items.iter_mut().zip(known) {
            match index.and_then(|index| infos[index].take()) {
                Some(info) if cluster.is_as_told(&info) => cluster.unseen().confirm(cx),
                Some(info) => cluster.take(info, cx),
                None => cluster.on_unlisted(cx.now),
            }
        }
        let wanted = infos.into_iter().zip(is_wanted).filter_map(|(info, is_wanted)| info.filter(|_| is_wanted));
        self.add(wanted.collect(), cx.now);
        (self.is_listed, self.has_list, self.has_news) = (true, true, true);
        self.unsettled.on_list(&self.items, cx.now);
        Ok(())
    }

    /// Takes in clusters that are not in the list yet, each with a name of its own.
    fn add(&mut self, mut infos: Vec<ClusterInfo>, now: Time) {
        infos.retain(|info| {
            let is_old = info.status == Status::Failed && info.stop.is_some_and(|stop| now - stop > FAILED_SHOWN_MS);
            !is_old && info.status != Status::Stopped
        });
        let order = newest_first(&infos);
        let mut keys = self.new_keys(&infos);
        let mut infos: Vec<_> = infos.into_iter().map(Some).collect();
        let mut old = std::mem::take(&mut self.items).into_iter().peekable();
        for (_, index) in order {
            let Some(info) = infos[index].take() else { continue };
            while let Some(newer) = old.next_if(|cluster| cluster.info.start > info.start) {
                self.items.push(newer);
            }
            self.items.push(Cluster::new(std::mem::take(&mut keys[index]), info).into());
        }
        self.items.extend(old);
    }

    /// Sends a create.
    pub fn create(&mut self, wish: Wish, cx: &mut Context) {
        let shown = self.items.iter().map(|cluster| &cluster.info.name);
        self.unsettled.on_sent(&wish, self.has_list.then(|| shown.chain(&self.dismissed)));
        cx.send(ApiRequest::CreateCluster(wish.options));
    }

    /// The reply to a create; what the gateway has to say of the cluster follows. Gives its key.
    pub fn on_created(
        &mut self,
        options: Dict,
        answer: Result<String, Refusal>,
        cx: &mut Context,
    ) -> Result<String, Refusal> {
        cx.on_list_changed();
        let made = answer.and_then(|body| cluster_info::created(&body));
        match &made {
            Err(refusal) if refusal.may_be_done() => self.unsettled.on_lost(cx.now),
            _ => self.unsettled.on_answered(made.as_deref().ok()),
        }
        let name = made?;
        self.is_listed = true;
        if self.by_name(&name).is_none() {
            let status = Status::Pending;
            let info = ClusterInfo { start: cx.now, options, ..ClusterInfo::new(name.clone(), status) };
            self.add(vec![info], cx.now);
        }
        Ok(self.by_name(&name).map_or(name, |cluster| cluster.key.clone()))
    }

    /// Takes a finished cluster off the list.
    pub fn dismiss(&mut self, key: &str) {
        let dismissed = &mut self.dismissed;
        self.items.retain(|cluster| {
            let is_dismissed = cluster.key == key && cluster.info.status.is_finished();
            // One that the gateway did not know, and does again, is news.
            if is_dismissed && !cluster.is_gone {
                dismissed.push(cluster.info.name.clone());
            }
            !is_dismissed
        });
    }

    /// Drops what has been shown for long enough, and what is said of clusters and is no longer so.
    pub fn settle(&mut self, now: Time) {
        self.items.retain(|cluster| cluster.timers.due(ClusterTimer::Hide) > now);
        for cluster in &mut self.items {
            if let Some(change) = cluster.look_at_notice(now) {
                cluster.notice.apply(change);
            }
        }
    }

    /// Everything is to be asked anew.
    pub fn refresh(&mut self, now: Time) {
        self.items.iter_mut().for_each(|cluster| cluster.refresh(now));
        self.with_server.changed_at = self.with_server.changed_at.min(now);
    }

    /// Schedulers are asked by another way from now on.
    pub fn on_way_changed(&mut self) {
        self.items.iter_mut().for_each(|cluster| cluster.stats.on_way_changed());
    }

    /// A key for each: the short name, made unique by a number where it must be.
    fn new_keys(&self, infos: &[ClusterInfo]) -> Vec<String> {
        // Each key that is taken, with the next number to try behind it.
        let mut taken: BTreeMap<_, usize> = BTreeMap::new();
        for cluster in &self.items {
            taken.insert(cluster.key.as_bytes(), 2);
        }
        let mut is_free = Vec::new();
        for info in infos {
            is_free.push(taken.insert(short_name(&info.name).as_bytes(), 2).is_none());
        }
        let mut keys = Vec::new();
        for (info, is_free) in infos.iter().zip(is_free) {
            let short = short_name(&info.name);
            keys.push(if is_free { short.into() } else { numbered(short, &mut taken) });
        }
        keys
    }
}

/// `short` with the first number behind it that makes it a new key. No number is tried twice for one short name, nor made
/// twice: what stands before the last hyphen tells whose it is.
fn numbered<'a>(short: &'a str, taken: &mut BTreeMap<&'a [u8], usize>) -> String {
    let mut number = taken.get(short.as_bytes()).copied().unwrap_or(2);
    loop {
        let key = format!("{short}-{number}");
        number += 1;
        if !taken.contains_key(key.as_bytes()) {
            taken.insert(short.as_bytes(), number);
            return key;
        }
    }
}

/// First 8 characters of the name, or of what follows a namespace (`prod.3fa8…`, as on Kubernetes).
fn short_name(name: &str) -> &str {
    let own = name.rsplit('.').next().unwrap_or(name);
    // A cluster's name is ASCII.
    own.get(..8).unwrap_or(own)
}

/// The order in which clusters are shown; those of one time stay in the gateway's.
fn newest_first(infos: &[ClusterInfo]) -> Vec<(Reverse<u64>, usize)> {
    let starts = infos.iter().enumerate().map(|(index, info)| (Reverse(info.start as u64), index));
    // A heap sorts with less code than the standard library's sort.
    starts.collect::<BinaryHeap<_>>().into_sorted_vec()
}
