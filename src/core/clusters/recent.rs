//! "Recent clusters": what is shown of those that ended, and what the user does with them.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use super::alias;
use super::ending;
use super::history::{End, Ended, Life};
use super::list::Clusters;
use super::memory::{Memory, latest_first};
use super::spending::Spent;
use super::view::{KnownOptions, OptionView, idle_timeout, options};
use crate::core::context::Context;
use crate::core::form::again::Again;
use crate::core::messages::Message;
use crate::core::polling::{ENDED_POLL_INTERVAL, ENDED_RETRY_INTERVAL, Poll};
use crate::core::site::footprint::Money;
use crate::core::timers::Time;
use crate::gateway::cluster_info::{self, ClusterInfo, KnownRows, Status};
use crate::gateway::reply::Refusal;

/// More are not shown.
const MOST_SHOWN: usize = 100;

/// A cluster that ended in the last day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct RecentView {
    pub key: String,
    /// What it is called: the user's alias, or the key.
    pub name: String,
    pub status: Status,
    pub ended: Ended,
    /// How it ended, in a sentence with the time.
    pub message: Message,
    /// Seconds; null: not known.
    pub lived: Option<u32>,
    /// It ended while nobody here had asked for that, and the user has not said yet to have seen it.
    pub news: bool,
    /// What it cost; null: not known.
    pub spent: Option<Money>,
    /// The options that it was made with; null: the gateway has no record of it any more. Without one it cannot run again.
    pub options: Option<Vec<OptionView>>,
}

/// Whether it can be told that its idle timeout ended it.
fn is_timeout(life: &Life, end: End, known: KnownOptions) -> bool {
    let timeout = life.info.as_ref().and_then(|info| idle_timeout(&info.options, known));
    let is_in_reach = |since| timeout.is_some_and(|timeout| ending::was_timeout(since, timeout, end.at));
    life.ended(end) == Ended::Unknown && life.idle_since.is_some_and(is_in_reach)
}

impl Clusters {
    /// Newest end first.
    pub fn recent_view(&self, known: KnownOptions, now: Time) -> Vec<RecentView> {
        let ended: Vec<_> = self
            .history
            .lives
            .iter()
            .filter(|life| !life.is_dismissed)
            .filter_map(|life| Some((life, life.end?)))
            .collect();
        let order = latest_first(ended.iter().map(|(_, end)| end.at));
        let shown = order.into_iter().take(MOST_SHOWN).map(|place| ended[place]);
        shown.map(|(life, end)| self.recent(life, end, known, now)).collect()
    }

    fn recent(&self, life: &Life, end: End, known: KnownOptions, now: Time) -> RecentView {
        let at = end.at.min(now);
        // Of two times by the gateway's clock, where it told both.
        let stop = life.info.as_ref().and_then(|info| info.stop).unwrap_or(at);
        let lived = life.start.filter(|start| *start <= stop).map(|start| ((stop - start) / 1_000.0) as u32);
        let how = if is_timeout(life, end, known) { Ended::Idle } else { life.ended(end) };
        let status = if end.how == Ended::Failed { Status::Failed } else { Status::Stopped };
        let at = at as u64;
        let message = match how {
            Ended::ByYou => Message::EndedByYou { at, other_tab: life.is_other_tabs },
            Ended::Idle => Message::EndedIdle { at },
            Ended::Failed => Message::EndedFailed { at },
            Ended::Gone => Message::EndedGone { at },
            Ended::Unknown => Message::EndedElsewhere { at, idle: !life.was_busy },
        };
        RecentView {
            key: life.key.clone(),
            name: self.history.shown_name(&life.key, &life.alias),
            status,
            ended: how,
            message,
            lived,
            spent: {
                let of = |spent: Spent| known.spent(&life.info.as_ref()?.options, spent, at as Time, lived);
                life.spent.and_then(of)
            },
            news: life.is_news(),
            options: life.info.as_ref().map(|info| options(&info.options, known)),
        }
    }

    /// The reply to [`crate::gateway::api_request::ApiRequest::ListEnded`]. That it does not come is no problem of the connection's.
    pub fn on_ended_list(&mut self, answer: Result<String, Refusal>, cx: &mut Context) {
        let infos = answer.and_then(|body| Ok(cluster_info::list(&body, &mut KnownRows::default())?.clusters));
        let pause = if infos.is_ok() { ENDED_POLL_INTERVAL } else { ENDED_RETRY_INTERVAL };
        cx.timers.set(Poll::Ended, cx.now + pause);
        self.on_ended_answered(cx);
        let Ok(mut infos) = infos else { return };
        // By a map, for there may be thousands.
        let names: Vec<_> = self.items.iter().map(|cluster| cluster.info.clone()).collect();
        let mut places = BTreeMap::new();
        for (place, info) in names.iter().enumerate() {
            places.insert(info.name.as_bytes(), place);
        }
        infos.retain(|info| {
            let listed = places.get(info.name.as_bytes()).map(|place| &mut self.items[*place]);
            info.status.is_finished() && listed.map(|cluster| cluster.take(info.clone(), cx)).is_none()
        });
        self.record(infos, cx.now);
        self.recorded_at = cx.as_of;
        self.look_for_missing();
    }

    /// What is in neither list, of the active ones and of those that ended, in whichever order they came.
    pub(super) fn look_for_missing(&mut self) {
        let Clusters { items, history, .. } = self;
        let as_of = self.listed_at.min(self.recorded_at);
        history.on_missing(&|key| items.iter().any(|cluster| cluster.key == key), as_of);
    }

    /// Takes in the gateway's records of clusters that ended and are not in the list.
    pub(super) fn record(&mut self, mut infos: Vec<Rc<ClusterInfo>>, now: Time) {
        if infos.is_empty() {
            return;
        }
        let finals = self.history.final_names();
        let is_known: Vec<bool> = infos.iter().map(|info| finals.contains_key(info.name.as_bytes())).collect();
        let mut is_known = is_known.into_iter();
        infos.retain(|_| is_known.next() == Some(false));
        let keys = self.keys(&infos);
        self.history.on_records(&keys, &infos, now);
    }

    /// Moves those that stopped out of the list of the active ones, and notes the others as active. What is said of them and is no
    /// longer so goes. One that failed stays where
    /// its user looks, with its reasons, until he has seen them.
    pub fn settle(&mut self, cx: &mut Context) {
        let now = cx.now;
        if self.items.iter().any(|cluster| cluster.info.status == Status::Stopped) {
            for cluster in std::mem::take(&mut self.items) {
                if cluster.info.status == Status::Stopped {
                    self.history.on_ended(&cluster, false, now);
                } else {
                    self.items.push(cluster);
                }
            }
        }
        for cluster in &mut self.items {
            if let Some(change) = cluster.look_at_notice(now) {
                cluster.notice.apply(change);
            }
        }
        self.history.on_active(&mut self.items, now);
        self.history.prune(now);
        self.drive_stops(cx);
        self.settle_starts(now);
    }

    /// The user has seen that a cluster failed: it is one of the recent ones now. Or it was one, and is to be shown no more.
    pub(super) fn dismiss(&mut self, key: &str, now: Time) {
        let is_failed = |status: Status| status == Status::Failed;
        match self.items.iter().position(|cluster| cluster.key == key) {
            Some(place) if is_failed(self.items[place].info.status) => {
                let cluster = self.items.remove(place);
                self.history.on_ended(&cluster, true, now);
            }
            Some(_) => {}
            None => {
                if self.history.find(key).is_some_and(|life| life.end.is_some()) {
                    self.history.of(key).is_dismissed = true;
                }
            }
        }
    }

    /// Gives a cluster an alias, or takes it away.
    pub(super) fn rename(&mut self, key: &str, name: &str, now: Time) {
        let alias = alias::clean(name);
        let cluster = self.items.iter_mut().find(|cluster| cluster.key == key);
        if cluster.is_none() && self.history.find(key).is_none() {
            return;
        }
        if let Some(cluster) = cluster {
            cluster.alias = alias.clone();
        }
        // Others of that name show their keys too.
        self.touch();
        let life = self.history.of(key);
        // Clocks may stand still between two names.
        life.named_at = now.max(life.named_at + 1.0);
        life.alias = alias;
    }

    /// The options of a cluster that ended, for one like it.
    pub(super) fn again(&self, key: &str, at_once: bool) -> Option<Again> {
        let life = self.history.find(key)?;
        let options = life.info.as_ref()?.options.clone();
        Some(Again { cluster: self.history.shown_name(key, &life.alias), options, at_once })
    }

    /// Takes in what the browser keeps.
    pub(super) fn recall(&mut self, text: &str, is_other_tabs: bool, now: Time) {
        let Clusters { items, history, .. } = self;
        history.recall(text, is_other_tabs, &|key| items.iter().any(|cluster| cluster.key == key), now);
        history.is_touched = true;
        let places = history.places(items.iter().map(|cluster| &cluster.key));
        let mut is_renamed = false;
        for (cluster, place) in items.iter_mut().zip(places) {
            let mut spent = cluster.spent;
            Spent::join(&mut spent, place.and_then(|place| history.lives[place].spent));
            if spent != cluster.spent {
                cluster.spent = spent;
            }
            let alias = place.map(|place| &history.lives[place].alias);
            if let Some(alias) = alias.filter(|alias| **alias != cluster.alias) {
                cluster.alias = alias.clone();
                is_renamed = true;
            }
        }
        if is_renamed {
            self.touch();
        }
    }

    /// What the browser is to keep for the gateway of this address. None: nothing new.
    pub fn memory(&mut self, gateway: Option<&String>) -> Option<Memory> {
        let gateway = gateway?.clone();
        let text = std::mem::take(&mut self.history.is_changed).then(|| self.history.text())?;
        Some(Memory { gateway, text })
    }
}
