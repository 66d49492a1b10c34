//! The list of clusters, in step with the gateway's.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::clock::Born;
use super::cluster::Cluster;
use super::dialogs::Dialogs;
use super::history::History;
use super::look::Look;
use super::memory::latest_first;
use super::pages::Pages;
use super::starts::short_name;
use super::unsettled::{Unsettled, Wish};
use super::with_server::WithServer;
use crate::core::backoff::Backoff;
use crate::core::context::Context;
use crate::core::effect::RequestId;
use crate::core::notice::Notice;
use crate::core::timers::{NEVER, Time};
use crate::core::tracked::Tracked;
use crate::gateway::api_request::ApiRequest;
use crate::gateway::cluster_info::{self, ClusterInfo, KnownRows, Status};
use crate::gateway::reply::Refusal;
use crate::schema::value::Dict;

#[derive(Default)]
pub struct Clusters {
    /// The active ones, and those that failed while they were: newest first.
    pub items: Vec<Tracked<Cluster>>,
    /// There is something to show: a list has come, or a cluster was made.
    pub is_listed: bool,
    /// What became of them, and of those before.
    pub history: History,
    pub dialogs: Dialogs,
    /// The keys of those that can be seen in the page, with blanks between; None: nobody told, so that all may be.
    pub(super) in_view: Option<String>,
    pub with_server: WithServer,
    /// What is being read of schedulers.
    pub pages: Pages,
    known_rows: KnownRows,
    /// How many of the gateway's last list have no name by which they could be asked for.
    pub nameless: u32,
    /// Of the one `?wait`, and of looks at single clusters.
    pub watch_backoff: Backoff,
    pub info_backoff: Backoff,
    /// A whole list has come: what was in none was not there. When the newest was asked for.
    has_list: bool,
    pub(super) listed_at: Time,
    /// When the newest list of the ended was asked for.
    pub(super) recorded_at: Time,
    /// When a list was asked for in which many were missing that had been there: one of the ended is waited for. And when the last of those was asked
    /// for that was answered.
    pub(super) vanished_at: Option<Time>,
    pub(super) ended_at: Time,
    /// One has come with this event.
    pub has_news: bool,
    pub unsettled: Unsettled,
    pub(super) look: Option<Look>,
    pub(super) is_look_hidden: bool,
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
        self.items.iter().find(|cluster| cluster.key == key).map(|cluster| cluster.known_status())
    }

    /// Whether the cluster with this key is pending or runs, or may.
    pub fn is_active(&self, key: &str) -> bool {
        matches!(self.status(key), Some(Status::Pending | Status::Running | Status::Unknown))
    }

    /// How many are pending or run, or may.
    pub fn active_count(&self) -> usize {
        self.items.iter().filter(|cluster| cluster.is_active()).count()
    }

    /// The full name, by the key; of one that ended, too.
    pub fn name(&self, key: &str) -> Option<String> {
        let listed = self.items.iter().find(|cluster| cluster.key == key).map(|cluster| &cluster.info);
        let found = listed.or_else(|| self.history.find(key)?.info.as_ref())?;
        Some(found.name.clone())
    }

    /// When one came or took another state last.
    pub fn changed_at(&self) -> Time {
        self.items.iter().map(|cluster| cluster.status_since).fold(0.0, f64::max)
    }

    pub fn set_notice(&mut self, key: &str, notice: Notice) {
        if let Some(cluster) = self.by_key(key) {
            cluster.notice.say(notice);
        }
    }

    /// Takes in a whole list. A cluster that it no longer holds is asked for by itself; of several that call themselves the
    /// same, the last counts.
    pub fn on_list(&mut self, body: &str, cx: &mut Context) -> Result<(), Refusal> {
        let cluster_info::List { clusters: infos, nameless } = cluster_info::list(body, &mut self.known_rows)?;
        self.nameless = nameless;
        // By a map, for there may be thousands.
        let mut indices = BTreeMap::new();
        for (index, info) in infos.iter().enumerate() {
            indices.insert(info.name.as_bytes(), index);
        }
        let index_of = |name: &String| indices.get(name.as_bytes()).copied();
        let is_last = |(index, info): (usize, &Rc<ClusterInfo>)| index_of(&info.name) == Some(index);
        let is_wanted: Vec<bool> = infos.iter().enumerate().map(is_last).collect();
        let known: Vec<_> = self.items.iter().map(|cluster| index_of(&cluster.info.name)).collect();

        let mut infos: Vec<_> = infos.into_iter().map(Some).collect();
        let mut vanished = 0;
        for (cluster, index) in self.items.iter_mut().zip(known) {
            match index.and_then(|index| infos[index].take()) {
                Some(info) if cluster.is_as_told(&info) => cluster.unseen().confirm(info, cx),
                Some(info) => cluster.take(info, cx),
                None => vanished += usize::from(cluster.on_unlisted(cx)),
            }
        }
        self.on_vanished(vanished, cx);
        let wanted = infos.into_iter().zip(is_wanted).filter_map(|(info, is_wanted)| info.filter(|_| is_wanted));
        let (mut ended, mut active): (Vec<_>, Vec<_>) =
            wanted.partition(|info: &Rc<ClusterInfo>| info.status.is_finished());
        // One that failed while somebody looked is news, though nobody saw it begin.
        let finals = self.history.final_names();
        let is_news = |info: &ClusterInfo| self.has_list || self.unsettled.may_have_made(info);
        let is_card = |info: &mut Rc<ClusterInfo>| is_news(info) && !finals.contains_key(info.name.as_bytes());
        active.extend(ended.extract_if(.., is_card));
        let listed_at = if self.has_list { self.listed_at.min(cx.now) } else { -NEVER };
        self.add(active, (listed_at, cx.now), cx.as_of, cx.now);
        self.compare_clocks();
        self.record(ended, cx.now);
        let was_listed_at = std::mem::replace(&mut self.listed_at, cx.as_of);
        if was_listed_at < self.recorded_at {
            self.look_for_missing();
        }
        (self.is_listed, self.has_list, self.has_news) = (true, true, true);
        self.unsettled.on_list(&self.items, cx.now);
        self.on_answered(cx);
        Ok(())
    }

    /// Takes in active clusters that are not in the list yet, each with a name of its own. `born`: between which times those were made of which
    /// nothing was known before. What has ended by the gateway's own
    /// word does not begin again, nor what was asked for before its end was seen: such a list is late.
    fn add(&mut self, infos: Vec<Rc<ClusterInfo>>, born: Born, as_of: Time, now: Time) {
        if infos.is_empty() {
            return;
        }
        let order = latest_first(infos.iter().map(|info| info.start));
        let mut keys = self.keys(&infos);
        let lives = self.history.places(keys.iter());
        let mut infos: Vec<_> = infos.into_iter().map(Some).collect();
        let mut old = std::mem::take(&mut self.items).into_iter().peekable();
        for index in order {
            let Some(info) = infos[index].take() else { continue };
            match lives[index].map(|place| &mut self.history.lives[place]) {
                Some(life) if life.is_final || life.end.is_some() && as_of <= life.noticed_at => continue,
                Some(life) if life.end.is_some() => {
                    life.revive();
                    self.history.is_touched = true;
                }
                _ => {}
            }
            while let Some(newer) = old.next_if(|cluster| cluster.info.start > info.start) {
                self.items.push(newer);
            }
            let mut cluster = Cluster::new(std::mem::take(&mut keys[index]), info, now);
            cluster.spent = lives[index].and_then(|place| self.history.lives[place].spent);
            // Another tab may have told already of one that was made since.
            let is_new = |place: usize| self.history.lives[place].seen >= Some(born.0);
            cluster.begin(lives[index].is_none_or(is_new).then_some(born), as_of);
            // Until the page says otherwise: it may have said so before the list came.
            let is_among = |seen: &String| seen.split_whitespace().any(|key| key == cluster.key);
            cluster.is_seen = self.in_view.as_ref().map(is_among);
            self.items.push(cluster.into());
        }
        self.items.extend(old);
    }

    /// Sends a create.
    pub fn create(&mut self, wish: Wish, cx: &mut Context) {
        let shown = self.items.iter().map(|cluster| &cluster.info.name);
        let past = self.history.lives.iter().filter_map(|life| life.info.as_ref()).map(|info| &info.name);
        self.unsettled.on_sent(&wish, self.has_list.then(|| shown.chain(past)));
        cx.send(ApiRequest::CreateCluster(wish.options));
    }

    /// The reply to a create that was asked for at `asked_at`; what the gateway has to say of the cluster follows. Gives its key.
    pub fn on_created(
        &mut self,
        options: Dict,
        asked_at: Time,
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
            self.add(vec![info.into()], (asked_at, cx.now), asked_at, cx.now);
            if let Some(cluster) = self.by_name(&name) {
                cluster.is_reported = false;
            }
        }
        Ok(self.by_name(&name).map_or(name, |cluster| cluster.key.clone()))
    }

    /// Everything is to be asked anew.
    pub fn refresh(&mut self, now: Time) {
        self.items.iter_mut().for_each(|cluster| cluster.unseen().refresh(now));
        self.with_server.changed_at = self.with_server.changed_at.min(now);
        self.history.refresh(now);
    }

    /// Schedulers are asked by another way from now on.
    pub fn on_way_changed(&mut self) {
        self.items.iter_mut().for_each(|cluster| cluster.stats.on_way_changed());
    }

    /// A key for each that is not in the list: that which it had before it ended; else the short name, made unique by a number
    /// where it must be.
    pub(super) fn keys(&self, infos: &[Rc<ClusterInfo>]) -> Vec<String> {
        // Each key that is taken, with the next number to try behind it; and who had one.
        let mut taken: BTreeMap<_, usize> = BTreeMap::new();
        let mut owned: BTreeMap<_, usize> = BTreeMap::new();
        for cluster in &self.items {
            taken.insert(cluster.key.as_bytes(), 2);
        }
        for (place, life) in self.history.lives.iter().enumerate() {
            if let Some(info) = &life.info {
                taken.insert(life.key.as_bytes(), 2);
                owned.insert(info.name.as_bytes(), place);
            }
        }
        let own = |info: &ClusterInfo| owned.get(info.name.as_bytes()).map(|place| &self.history.lives[*place].key);
        let mut is_free = Vec::new();
        for info in infos {
            is_free.push(own(info).is_none() && taken.insert(short_name(&info.name).as_bytes(), 2).is_none());
        }
        let mut keys = Vec::new();
        for (info, is_free) in infos.iter().zip(is_free) {
            let short = short_name(&info.name);
            keys.push(match own(info) {
                Some(key) => key.clone(),
                None if is_free => short.into(),
                None => numbered(short, &mut taken),
            });
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
