//! One cluster: what the gateway and its scheduler told of it, and what the user is about to do with it.

use std::rc::Rc;

use super::activity::Activity;
use super::adaptivity::Adaptivity;
use super::clock::Born;
use super::scaling::{Adaptive, Scaling};
use super::spending::Spent;
use super::stats::Stats;
use super::trend::Trends;
use super::waiting::Waiting;
use super::with_server::WithServerTick;
use crate::core::context::Context;
use crate::core::effect::RequestId;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::notices::NoticePlace;
use crate::core::polling::{CLUSTER_RETRY_PACE, STOPPING_PACE};
use crate::core::timers::{NEVER, Time, Timer, TimerTable};
use crate::core::workers::Workers;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::cluster_info::{ClusterInfo, Status};
use crate::gateway::reply::Refusal;

/// Milliseconds after which what the scheduler told last says nothing of how a cluster ended.
const LAST_WORDS_MS: f64 = 60_000.0;

#[derive(Clone, Copy)]
pub enum ClusterTimer {
    /// The scheduler is to be asked.
    Stats,
    /// The gateway is to be asked about this cluster alone; not set: the list is enough.
    Info,
}

impl Timer for ClusterTimer {
    const COUNT: usize = ClusterTimer::Info as usize + 1;

    fn slot(self) -> usize {
        self as usize
    }
}

/// A request whose answer was lost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Doubt {
    Scale {
        count: u32,
    },
    Adapt(Adaptive),
    /// `looks`: at the gateway's word since then that it runs.
    Stop {
        since: Time,
        looks: u32,
    },
}

pub struct Cluster {
    pub key: String,
    /// The same object as long as the gateway's list says the same.
    pub info: Rc<ClusterInfo>,
    /// The user's request in flight.
    pub action: Option<RequestId>,
    /// What the user asked for meanwhile: done next.
    pub next_action: Option<ClusterRequest>,
    pub notice: NoticePlace,
    /// The answer to the user's last request was lost.
    pub doubt: Option<Doubt>,
    pub stats: Stats,
    pub trends: Trends,
    pub scaling: Scaling,
    pub adaptivity: Adaptivity,
    pub activity: Activity,
    pub waiting: Waiting,
    pub with_server: WithServerTick,
    /// A stop was sent from here, and may have been carried out.
    pub is_stop_asked: bool,
    /// That it ended is not the gateway's word: it only does not know it any more.
    pub is_gone: bool,
    pub has_run: bool,
    /// It was seen to be pending, and since when it is, or was: for as long at least.
    pub was_pending: bool,
    pub pending_since: Time,
    /// When it was made, as far as was seen, and when it started: by this browser's clock, see [`super::clock`].
    pub born: Born,
    pub started: Time,
    /// The gateway has told of it; else it is only known to have been made.
    pub is_reported: bool,
    /// Since when its scheduler had not answered when it ran no more.
    pub lost_at: Option<Time>,
    /// When its scheduler told last that there is work.
    pub busy_at: Option<Time>,
    /// When it was first seen in its state. What was asked before, a `?wait` answers later than a list.
    pub status_since: Time,
    /// When its workers were first seen to be as many as they are, or others were asked for.
    pub workers_since: Time,
    /// When what is known of its state was asked for, and when it was heard.
    pub told_at: Time,
    pub heard_at: Time,
    /// The gateway's list does not hold it any more: when that was asked for. None: it does, or what became of it is known.
    pub unlisted: Option<Time>,
    /// The same of its figures.
    pub counted_at: Time,
    /// When the last scale, adapt or stop was asked for that was taken, in any tab.
    pub wished_at: Time,
    /// The workers that its launch wants, until they are asked for.
    pub at_start: Option<Workers>,
    /// The user's name for it; empty: none.
    pub alias: String,
    /// How much its workers have worked; None: they were never counted.
    pub spent: Option<Spent>,
    /// When it was last noted as seen, as idle since when, and with which workers.
    pub noted_at: Option<Time>,
    pub noted_idle: Option<Time>,
    pub noted_spent: Option<Spent>,
    pub timers: TimerTable<ClusterTimer, 2>,
    /// Whether it can be seen in the page; None: nobody told.
    pub is_seen: Option<bool>,
    /// When another tab told last that it can be seen there.
    pub seen_elsewhere_at: Time,
}

impl Cluster {
    pub fn new(key: String, info: Rc<ClusterInfo>, now: Time) -> Cluster {
        let mut notice = NoticePlace::default();
        if info.status == Status::Failed {
            notice.say(Notice::error(Message::Failed));
        }
        let mut timers = TimerTable::default();
        timers.set(ClusterTimer::Stats, 0.0);
        if info.status == Status::Stopping {
            timers.set(ClusterTimer::Info, now + STOPPING_PACE.least);
        }
        let has_run = info.status == Status::Running;
        let (is_pending, started) = (info.status == Status::Pending, info.start.min(now));
        Cluster {
            key,
            info,
            action: None,
            next_action: None,
            notice,
            doubt: None,
            stats: Stats::default(),
            trends: Trends::default(),
            scaling: Scaling::default(),
            adaptivity: Adaptivity::default(),
            activity: Activity::default(),
            waiting: Waiting::default(),
            with_server: WithServerTick::default(),
            is_stop_asked: false,
            is_gone: false,
            has_run,
            was_pending: is_pending,
            // What the gateway's clock has is compared when a list has come.
            pending_since: now,
            born: (-NEVER, now),
            started,
            is_reported: true,
            lost_at: None,
            busy_at: None,
            status_since: now,
            workers_since: now,
            told_at: 0.0,
            heard_at: now,
            unlisted: None,
            counted_at: 0.0,
            wished_at: 0.0,
            at_start: None,
            alias: String::new(),
            spent: None,
            noted_at: None,
            noted_idle: None,
            noted_spent: None,
            timers,
            is_seen: None,
            seen_elsewhere_at: -NEVER,
        }
    }

    /// A request about this cluster.
    pub fn request(&self, request: ClusterRequest) -> ApiRequest {
        ApiRequest::Cluster(self.info.name.clone(), request)
    }

    /// Takes in what the gateway said when it was asked at `cx.as_of`. Replies overtake each other: one that was asked for before
    /// what is known does not bring back an earlier state.
    pub fn take(&mut self, info: Rc<ClusterInfo>, cx: &Context) {
        if self.is_unlisted_since(cx.as_of) && info.status < Status::Stopping {
            return;
        }
        if info.status >= self.info.status || cx.as_of >= self.told_at && cx.as_of > self.status_since {
            self.is_reported = true;
            self.unlisted = None;
            self.update(info, cx.now);
            self.told_at = self.told_at.max(cx.as_of);
            self.heard_at = cx.now;
        }
    }

    /// Whether the gateway was asked for its state at this time or later, and told it.
    pub fn is_told_since(&self, time: Time) -> bool {
        self.told_at >= time
    }

    /// The gateway says the same once more.
    pub fn confirm(&mut self, info: Rc<ClusterInfo>, cx: &Context) {
        self.info = info;
        self.told_at = self.told_at.max(cx.as_of);
        self.heard_at = cx.now;
    }

    /// Takes in what the gateway says now.
    pub fn update(&mut self, info: Rc<ClusterInfo>, now: Time) {
        let was = self.info.status;
        let is = info.status;
        if was.is_finished() && !is.is_finished() && !self.is_gone {
            // A late answer: what has ended does not begin again.
            return;
        }
        self.info = info;
        self.has_run |= is == Status::Running;
        self.was_pending |= is == Status::Pending;
        match is {
            Status::Stopping => {
                let since = if is == was { self.status_since } else { now };
                self.timers.set(ClusterTimer::Info, now + STOPPING_PACE.interval(now - since));
            }
            _ => self.timers.stop(ClusterTimer::Info),
        }
        self.notice.on_answered();
        if is == was {
            return self.on_status_in_doubt(now);
        }
        let seen_before = self.told_at;
        (self.status_since, self.workers_since) = (now, now);
        // What was said was said of another state.
        self.notice.clear();
        if is != Status::Running {
            self.lost_at = self.lost_at.or(self.stats.silent_since);
            self.stats = Stats::default();
            self.scaling.forget();
            self.adaptivity.forget();
        }
        if !is.is_finished() {
            self.is_gone = false;
        }
        match is {
            Status::Running => {
                self.timers.set(ClusterTimer::Stats, now);
                // One that was not known for a moment has run all the time.
                self.activity = Activity::default();
                if was == Status::Pending {
                    self.activity.started(seen_before);
                }
                (self.waiting, self.lost_at) = (Waiting::default(), None);
            }
            Status::Failed => self.notice.say(Notice::error(Message::Failed)),
            Status::Pending | Status::Stopping | Status::Stopped | Status::Unknown => {}
        }
        self.on_status_in_doubt(now);
    }

    /// Whether it worked just before it ended, or never ran: no idle timeout ends such a one.
    pub fn was_busy(&self, now: Time) -> bool {
        !self.has_run || self.busy_at.is_some_and(|at| now - at < LAST_WORDS_MS)
    }

    /// Whether the gateway says what it has said before, so that there is nothing to take in.
    pub fn is_as_told(&self, info: &Rc<ClusterInfo>) -> bool {
        // That the gateway still says so explains a silence.
        let waits = self.doubt.is_some() || self.notice.ends_with_answer() || self.stats.silent_since.is_some();
        (Rc::ptr_eq(&self.info, info) || self.info == *info)
            && !waits
            && self.unlisted.is_none()
            && info.status != Status::Stopping
            && !self.timers.is_set(ClusterTimer::Info)
    }

    /// Whether it can be stopped.
    pub fn is_active(&self) -> bool {
        matches!(self.info.status, Status::Pending | Status::Running | Status::Unknown)
    }

    /// Everything about it is to be asked anew, also when the times to do so are those of a clock that was set back.
    pub fn refresh(&mut self, now: Time) {
        self.timers.set(ClusterTimer::Stats, now);
        let times = [
            &mut self.status_since,
            &mut self.workers_since,
            &mut self.told_at,
            &mut self.heard_at,
            &mut self.counted_at,
            &mut self.wished_at,
        ];
        for time in times.into_iter().chain(&mut self.unlisted) {
            *time = time.min(now);
        }
        self.timers.hasten(ClusterTimer::Info, now);
    }

    /// The gateway no longer knows it.
    pub fn on_gone(&mut self, now: Time) {
        self.timers.stop(ClusterTimer::Info);
        if self.info.status.is_finished() {
            return;
        }
        self.is_gone = true;
        // When it ended nobody tells: only when it was last known.
        let stop = Some(self.told_at.min(now));
        let info = ClusterInfo { status: Status::Stopped, stop, ..(*self.info).clone() };
        self.update(info.into(), now);
    }

    /// The gateway is to be asked about it again, but not at once.
    pub fn pause_info(&mut self, now: Time) {
        self.timers.set(ClusterTimer::Info, now + CLUSTER_RETRY_PACE.interval(now - self.status_since));
    }

    /// Something was refused: perhaps it does not run any more.
    pub fn on_refused(&mut self, refusal: Refusal, now: Time) {
        self.refused(now, |notice| notice.refuse(refusal));
    }

    /// The same of a wish for workers.
    pub fn on_wish_refused(&mut self, refusal: Refusal, now: Time) {
        self.refused(now, |notice| notice.refuse_wish(refusal));
    }

    fn refused(&mut self, now: Time, say: impl FnOnce(&mut NoticePlace)) {
        if self.info.status.is_finished() {
            // How it ended says why.
            return;
        }
        say(&mut self.notice);
        self.timers.set(ClusterTimer::Info, now);
    }

    /// Since when nothing has run in it, milliseconds since 1970, or for longer; as far as its scheduler told while it ran. None: something
    /// ran at the last look, or that is not known.
    pub fn idle_since(&self) -> Option<Time> {
        self.activity.idle().map(|idle| idle.since)
    }

    /// Whether it adapts, or seems to.
    pub fn may_adapt(&self) -> bool {
        self.scaling.adaptive.is_some() || self.adaptivity.is_seen()
    }
}
