//! The questions before a stop and what becomes of the answers, the user's, see [`super::dialogs`], and the gateway's.

use serde::Serialize;

use super::cluster::{Cluster, Doubt};
use super::dialogs::{Dialogs, Row, Step, StopAll};
use super::list::Clusters;
use crate::core::context::Context;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::notices::NoticePlace;
use crate::core::timers::Time;
use crate::core::tracked::Tracked;
use crate::gateway::api_request::ClusterRequest;
use crate::gateway::cluster_info::{ClusterInfo, Status};
use crate::gateway::reply::Refusal;

/// Stops in flight at once, of several that were asked for together: a browser opens six connections to a host.
const MOST_STOPS: usize = 3;

/// "Stop these clusters?"
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct StopAllView {
    pub rows: Vec<StopRow>,
    /// Something is ticked that is not being stopped yet.
    pub can_stop: bool,
    /// Stops are on their way, or wait for it.
    pub stopping: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct StopRow {
    /// The cluster's key.
    pub key: String,
    pub name: String,
    pub ticked: bool,
    /// null: nothing was done yet.
    pub state: Option<StopState>,
    /// Why the stop was refused, or what is not known of it.
    pub message: Option<Message>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum StopState {
    Waiting,
    Stopping,
    Stopped,
    Refused,
    /// The answer was lost, and it is still being found out what came of it.
    Unknown,
}

impl Clusters {
    pub(super) fn ask_stop(&mut self, key: &str) {
        if let Some(cluster) = self.by_key(key) {
            self.dialogs.stop_one = Some(cluster.key.clone());
        }
    }

    /// Asks about all that can be stopped. Stops that are on their way already are shown.
    pub(super) fn ask_stop_all(&mut self) {
        if let Some(running) = self.dialogs.stop_all.as_mut().filter(|it| it.is_confirmed) {
            running.is_hidden = false;
            return;
        }
        let active = self.items.iter().filter(|cluster| cluster.is_active());
        let row = |cluster: &Tracked<Cluster>| Row {
            key: cluster.key.clone(),
            name: cluster.info.name.clone(),
            is_ticked: true,
            step: Step::Idle,
            why: NoticePlace::default(),
        };
        let rows: Vec<_> = active.map(row).collect();
        let stop_all = StopAll { rows, is_confirmed: false, is_hidden: false };
        self.dialogs.stop_all = Some(stop_all).filter(|it| !it.rows.is_empty());
    }

    pub(super) fn tick_stop(&mut self, key: &str, is_ticked: bool) {
        let row = self.dialogs.stop_all.as_mut().and_then(|it| it.rows.iter_mut().find(|row| row.key == key));
        if let Some(row) = row.filter(|row| matches!(row.step, Step::Idle | Step::Refused)) {
            row.is_ticked = is_ticked;
        }
    }

    /// The answer to the dialog that is open. Left without one, it is no; what was confirmed before goes on.
    pub(super) fn answer_stop(&mut self, stop: bool, cx: &mut Context) {
        let Dialogs { stop_one, stop_all } = &mut self.dialogs;
        match (stop_one.take(), stop_all) {
            (Some(key), _) if stop => {
                if let Some(cluster) = self.by_key(&key) {
                    cluster.act(ClusterRequest::Stop, cx);
                }
            }
            // A second click, after the dialog has gone, asks for nothing.
            (None, Some(all)) if stop && !all.is_hidden => all.start(),
            (_, Some(all)) if all.is_confirmed => all.is_hidden = true,
            (None, all) => *all = None,
            _ => {}
        }
    }

    /// What is not on its way yet is not stopped.
    pub(super) fn cancel_stops(&mut self) {
        self.dialogs.stop_all = None;
    }

    /// A stop was answered, of the cluster with this full name.
    pub(super) fn on_stop_answered(&mut self, name: &str, answer: &Result<String, Refusal>, now: Time) {
        if answer.is_ok()
            && let Some(cluster) = self.items.iter().find(|cluster| cluster.info.name == name)
        {
            self.history.on_stop_taken(&cluster.key, false, now);
        }
        let row = self.dialogs.stop_all.as_mut().and_then(|it| it.rows.iter_mut().find(|row| row.name == name));
        if let Some(row) = row.filter(|row| row.step == Step::Sent) {
            row.step = match answer {
                Ok(_) => Step::Taken,
                Err(refusal) if refusal.may_be_done() => Step::Lost,
                Err(refusal) => {
                    row.why.refuse(refusal.clone());
                    Step::Refused
                }
            };
        }
    }

    /// Sends the stops that wait, a few at a time. The dialog goes when all that was asked for is done, and a question when there is
    /// nothing more to ask.
    pub(super) fn drive_stops(&mut self, cx: &mut Context) {
        self.dialogs.stop_one = self.stop_one_view();
        let Some(mut all) = self.dialogs.stop_all.take() else { return };
        for row in &mut all.rows {
            self.look_at_stop(row, cx.now);
        }
        let mut sent = 0;
        for row in all.rows.iter_mut().filter(|row| matches!(row.step, Step::Waiting | Step::Sent)) {
            match self.by_name(&row.name).filter(|cluster| cluster.is_active()) {
                // It has ended by itself, or is about to.
                None => row.step = Step::Taken,
                Some(_) if sent >= MOST_STOPS => break,
                Some(cluster) => {
                    if row.step == Step::Waiting {
                        row.step = Step::Sent;
                        cluster.act(ClusterRequest::Stop, cx);
                    }
                    sent += 1;
                }
            }
        }
        let is_done = |row: &Row| row.step == Step::Taken && !self.is_listed_as_active(&row.name);
        let is_over = all.rows.iter().filter(|row| row.step != Step::Idle).all(is_done);
        let is_closed = all.is_confirmed && (is_over || all.is_hidden && !all.is_busy());
        self.dialogs.stop_all = (!is_closed).then_some(all);
    }

    /// What is said of a stop that was not done, or may not have been, and is no longer so goes.
    fn look_at_stop(&self, row: &mut Row, now: Time) {
        if self.has_news {
            row.why.on_answered();
        }
        row.why.settle(now, &|_, _| true);
        if row.step != Step::Lost {
            return;
        }
        match self.items.iter().find(|cluster| cluster.info.name == row.name).filter(|cluster| cluster.is_active()) {
            None => row.step = Step::Taken,
            Some(cluster) if cluster.action.is_some() || matches!(cluster.doubt, Some(Doubt::Stop { .. })) => {}
            Some(_) => {
                row.step = Step::Refused;
                row.why.say(Notice::error(Message::StopNotDone));
            }
        }
    }

    fn is_listed_as_active(&self, name: &str) -> bool {
        self.items.iter().any(|cluster| cluster.info.name == name && !cluster.info.status.is_finished())
    }

    /// The key of the cluster that a stop is to be confirmed for. It may have ended while the question stood there.
    pub fn stop_one_view(&self) -> Option<String> {
        let asked = |key: &String| self.items.iter().any(|cluster| cluster.key == *key && cluster.is_active());
        self.dialogs.stop_one.clone().filter(asked)
    }

    pub fn stop_all_view(&self) -> Option<StopAllView> {
        let all = self.dialogs.stop_all.as_ref().filter(|all| !all.is_hidden)?;
        let rows = all.rows.iter().map(|row| {
            let is_active = self.is_listed_as_active(&row.name);
            let alias = self.history.find(&row.key).map_or("", |life| &life.alias);
            let state = match row.step {
                _ if !is_active => Some(StopState::Stopped),
                Step::Idle => None,
                Step::Waiting => Some(StopState::Waiting),
                Step::Sent | Step::Taken => Some(StopState::Stopping),
                Step::Lost => Some(StopState::Unknown),
                Step::Refused => Some(StopState::Refused),
            };
            let message = match &row.step {
                Step::Refused if is_active => row.why.message().cloned(),
                Step::Lost if is_active => Some(Message::StopUnknown),
                _ => None,
            };
            StopRow {
                key: row.key.clone(),
                name: self.history.shown_name(&row.key, alias),
                ticked: row.is_ticked,
                state,
                message,
            }
        });
        let rows: Vec<_> = rows.collect();
        let is_open = |row: &StopRow| row.ticked && matches!(row.state, None | Some(StopState::Refused));
        let stopping = all.is_busy();
        Some(StopAllView { can_stop: !stopping && rows.iter().any(is_open), stopping, rows })
    }
}

impl Cluster {
    pub(super) fn on_stopped(&mut self, answer: Result<String, Refusal>, cx: &Context) {
        match answer {
            Ok(_) => {
                if !self.info.status.is_finished() {
                    let info = ClusterInfo { status: Status::Stopping, ..(*self.info).clone() };
                    self.update(info.into(), cx.now);
                    self.notice.say(Notice::info(Message::Stopping));
                }
            }
            Err(refusal) => {
                self.is_stop_asked = refusal.may_be_done();
                if self.is_stop_asked {
                    self.on_lost(Doubt::Stop { since: cx.now, looks: 0 }, cx.now);
                } else {
                    self.on_refused(refusal, cx.now);
                }
            }
        }
    }
}
