//! What became of clusters: those that ended in the last day, by the gateway's own record and by what this browser saw.
//!
//! The gateway tells that a cluster stopped and when, never why: notebooks, other pages and its idle timeout stop one by the
//! same request. What was seen from here narrows that down, and is kept in the browser over a reload (see [`super::memory`]).

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use super::alias;
use super::clock::GatewayClock;
use super::cluster::Cluster;
use super::spending::Spent;
use super::starts::Starts;
use crate::core::timers::Time;
use crate::core::tracked::Tracked;
use crate::gateway::cluster_info::{ClusterInfo, Status};

/// Milliseconds for which a cluster that ended is shown, and remembered.
pub const KEPT_MS: Time = 24.0 * 3_600_000.0;
/// Milliseconds after which one that is still active is noted again as seen.
const SEEN_INTERVAL: Time = 300_000.0;
/// Milliseconds after which one that was seen, and is in no list, is known to be gone. Another tab may have just made it.
const MISSING_MS: Time = 60_000.0;

/// How a cluster ended, as far as that is known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Ended {
    /// Stopped from this browser.
    ByYou,
    /// By its idle timeout.
    Idle,
    Failed,
    /// The gateway does not know it any more.
    Gone,
    Unknown,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    pub at: Time,
    pub how: Ended,
}

/// What is known of one cluster's life besides what the list tells while it is active.
#[derive(Clone, Debug, Default)]
pub struct Life {
    pub key: String,
    /// The user's name for it; empty: none. With the time at which it was given.
    pub alias: String,
    pub named_at: Time,
    pub start: Option<Time>,
    /// When it was last seen active from this browser; None: never.
    pub seen: Option<Time>,
    /// Since when it had nothing to do then; None: it worked, or that is not known.
    pub idle_since: Option<Time>,
    /// How much its workers have worked; None: they were never counted.
    pub spent: Option<Spent>,
    /// It worked just before it ended, or never ran: no idle timeout ended it.
    pub was_busy: bool,
    /// When the gateway took a stop from this browser.
    pub stopped_at: Option<Time>,
    /// That stop came from another tab.
    pub is_other_tabs: bool,
    pub end: Option<End>,
    /// The user knows that it ended.
    pub is_told: bool,
    pub is_dismissed: bool,
    /// As the gateway, or the last list, had it.
    pub info: Option<Rc<ClusterInfo>>,
    /// When it was seen from this browser to have ended: what was asked before says nothing of it.
    pub noticed_at: Time,
    /// That it ended is the gateway's own word: a list that says otherwise is late.
    pub is_final: bool,
}

/// All lives, active ones too, in no order.
pub struct History {
    pub lives: Vec<Life>,
    pub starts: Starts,
    pub clock: GatewayClock,
    /// Something is to be kept in the browser that is not there yet. So it is at first: then what is there can be taken in.
    pub is_changed: bool,
    /// Something else may be to be shown.
    pub is_touched: bool,
}

impl Default for History {
    fn default() -> History {
        let (lives, starts, clock) = Default::default();
        History { lives, starts, clock, is_changed: true, is_touched: true }
    }
}

impl Life {
    /// It ended while nobody here had asked for that, and the user has not said yet to have seen it.
    pub fn is_news(&self) -> bool {
        let is_surprise = self.end.is_some_and(|end| self.ended(end) != Ended::ByYou);
        is_surprise && self.seen.is_some() && !self.is_told
    }

    /// How it ended, by all that is known by now: tabs may hear of a stop later than of the end.
    pub fn ended(&self, End { how, .. }: End) -> Ended {
        if self.stopped_at.is_some() && how != Ended::Failed { Ended::ByYou } else { how }
    }

    /// It is active, whatever was thought.
    pub fn revive(&mut self) {
        self.forget_end();
        self.stopped_at = None;
        self.info = None;
    }

    /// That was no end. What the user said to it goes with it.
    pub fn forget_end(&mut self) {
        self.end = None;
        self.was_busy = false;
        self.is_told = false;
        self.is_dismissed = false;
    }

    fn finish(&mut self, info: &Rc<ClusterInfo>, is_gone: bool, clock: GatewayClock, now: Time) {
        let how = match info.status {
            Status::Failed => Ended::Failed,
            _ if is_gone => Ended::Gone,
            _ => Ended::Unknown,
        };
        // What the gateway says of time may be none. When it does not know the cluster any more, that time is this browser's.
        let told = info.stop.filter(|at| *at > 0.0).map(|at| if is_gone { at } else { at - clock.ahead() });
        let told = told.filter(|at| *at < now);
        let known = self.end.map(|end| end.at).filter(|_| self.is_final);
        // A gateway's clock that is behind, as far as nobody could see, would have it end before it was last seen.
        let seen = self.seen.map_or(0.0, |seen| seen.min(now));
        self.end = Some(End { at: told.or(known).unwrap_or(now).max(seen), how });
        self.is_final = !is_gone;
        self.noticed_at = now;
        // By the clock that told its end.
        let start = if is_gone { info.start - clock.ahead() } else { info.start };
        self.start = Some(start).filter(|_| info.start > 0.0);
        self.info = Some(info.clone());
    }
}

impl History {
    /// The full names of those that ended by the gateway's own word, each with its place.
    pub fn final_names(&self) -> BTreeMap<&[u8], usize> {
        let mut names = BTreeMap::new();
        for (place, life) in self.lives.iter().enumerate().filter(|(_, life)| life.is_final) {
            if let Some(info) = &life.info {
                names.insert(info.name.as_bytes(), place);
            }
        }
        names
    }

    /// What a cluster is called.
    pub fn shown_name(&self, key: &str, alias: &str) -> String {
        let has_same = |life: &Life| life.alias == alias && life.key != key && !life.is_dismissed;
        let is_shared = !alias.is_empty() && self.lives.iter().any(has_same);
        alias::shown(key, alias, is_shared)
    }

    pub fn find(&self, key: &str) -> Option<&Life> {
        self.lives.iter().find(|life| life.key == key)
    }

    /// The life of this key, begun if there is none yet. It is about to change.
    pub fn of(&mut self, key: &str) -> &mut Life {
        let place = self.lives.iter().position(|life| life.key == key);
        self.at(place, key)
    }

    /// The clock was set back: nothing has been in times that are yet to come.
    pub fn on_set_back(&mut self, now: Time) {
        for life in &mut self.lives {
            for time in [&mut life.seen, &mut life.idle_since, &mut life.stopped_at] {
                *time = time.map(|time| time.min(now));
            }
            life.end = life.end.map(|End { at, how }| End { at: at.min(now), how });
            life.noticed_at = life.noticed_at.min(now);
            if let Some(spent) = &mut life.spent {
                spent.since = spent.since.min(now);
            }
        }
        self.starts.on_set_back(now);
        self.touch();
    }

    /// Something is to be shown and kept that was not.
    fn touch(&mut self) {
        self.is_changed = true;
        self.is_touched = true;
    }

    fn at(&mut self, place: Option<usize>, key: &str) -> &mut Life {
        self.touch();
        self.life(place, key)
    }

    /// The life at a place, begun if there is none.
    pub fn life(&mut self, place: Option<usize>, key: &str) -> &mut Life {
        let place = place.unwrap_or(self.lives.len());
        if place == self.lives.len() {
            self.lives.push(Life { key: key.into(), ..Life::default() });
        }
        &mut self.lives[place]
    }

    /// Where the life of each of these keys is, of which none comes twice. By a map, for there may be thousands.
    pub fn places<'a>(&self, keys: impl ExactSizeIterator<Item = &'a String>) -> Vec<Option<usize>> {
        let mut places = BTreeMap::new();
        if keys.len() > 0 {
            for (place, life) in self.lives.iter().enumerate() {
                places.insert(life.key.as_bytes(), place);
            }
        }
        keys.map(|key| places.get(key.as_bytes()).copied()).collect()
    }

    /// Notes which clusters are active, and which of them have nothing to do.
    pub fn on_active(&mut self, clusters: &mut [Tracked<Cluster>], now: Time) {
        let is_due = |cluster: &&mut Tracked<Cluster>| {
            let is_noted = cluster.noted_at.is_some_and(|at| (0.0..SEEN_INTERVAL).contains(&(now - at)));
            let is_same = cluster.noted_idle == cluster.idle_since() && cluster.noted_spent == cluster.spent;
            !(cluster.info.status.is_finished() || is_noted && is_same)
        };
        let due: Vec<_> = clusters.iter_mut().filter(is_due).collect();
        let places = self.places(due.iter().map(|cluster| &cluster.key));
        for (cluster, place) in due.into_iter().zip(places) {
            // Only an alias shows.
            let noted = cluster.unseen();
            noted.noted_at = Some(now);
            noted.noted_idle = noted.idle_since();
            noted.noted_spent = noted.spent;
            let is_shown = self.is_touched;
            let life = self.at(place, &noted.key);
            let was_ended = life.end.take().is_some();
            // When the gateway was asked: it may not answer any more.
            life.seen = Some(noted.told_at.min(now));
            if life.seen > Some(life.noticed_at) {
                life.forget_end();
            }
            life.idle_since = noted.noted_idle;
            life.spent = noted.spent.or(life.spent);
            life.start = Some(noted.started).filter(|start| *start > 0.0);
            // What a storage says of an end counts less than a list.
            life.is_final = false;
            if cluster.alias != life.alias {
                cluster.alias = life.alias.clone();
            }
            self.is_touched = is_shown || was_ended;
        }
    }

    /// A cluster leaves the list of the active ones. `is_told`: the user has seen that, or wanted it.
    pub fn on_ended(&mut self, cluster: &Cluster, is_told: bool, now: Time) {
        let clock = self.clock;
        let life = self.of(&cluster.key);
        life.seen = life.seen.or(cluster.noted_at);
        life.idle_since = cluster.noted_idle;
        life.spent = cluster.spent.or(life.spent);
        life.was_busy = cluster.was_busy(now);
        if cluster.is_stop_asked {
            life.stopped_at.get_or_insert(now);
        }
        life.is_told |= is_told;
        life.finish(&cluster.info, cluster.is_gone, clock, now);
    }

    /// The gateway's records of those that ended and are not in the list of the active ones, each with its key.
    pub fn on_records(&mut self, keys: &[String], infos: &[Rc<ClusterInfo>], now: Time) {
        let clock = self.clock;
        let places = self.places(keys.iter());
        for ((key, place), info) in keys.iter().zip(places).zip(infos) {
            self.at(place, key).finish(info, false, clock, now);
        }
    }

    /// The gateway took a stop from this browser.
    pub fn on_stop_taken(&mut self, key: &str, is_other_tabs: bool, now: Time) {
        let life = self.of(key);
        if life.stopped_at.is_none() {
            life.stopped_at = Some(now);
            life.is_other_tabs = is_other_tabs;
        }
    }

    /// What was seen from this browser, and is in no list of the gateway's: all were asked for then or later. `is_active`: by the key.
    pub fn on_missing(&mut self, is_active: &dyn Fn(&str) -> bool, as_of: Time) {
        let is_missing = |life: &Life| {
            let is_old = life.seen.is_some_and(|seen| as_of - seen > MISSING_MS);
            is_old && life.end.is_none() && !is_active(&life.key)
        };
        for life in self.lives.iter_mut().filter(|life| is_missing(life)) {
            life.end = life.seen.map(|at| End { at, how: Ended::Gone });
            life.noticed_at = as_of;
            self.is_changed = true;
            self.is_touched = true;
        }
    }

    /// Times that are those of a clock that was set back are now.
    pub fn refresh(&mut self, now: Time) {
        for life in &mut self.lives {
            life.noticed_at = life.noticed_at.min(now);
        }
    }

    /// Forgets what ended longer ago than is shown.
    pub fn prune(&mut self, now: Time) {
        let is_old = |life: &Life| life.end.is_some_and(|end| now - end.at > KEPT_MS);
        if self.lives.iter().any(is_old) {
            self.lives.retain(|life| !is_old(life));
            self.touch();
        }
    }
}
