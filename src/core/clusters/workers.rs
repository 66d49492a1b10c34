//! The workers of the one cluster whose table somebody has open: asked for while that can be seen.
//!
//! A thousand are a megabyte, so their text is handed to whoever draws them (`js/insight/`) as it came, and nothing of it is kept.

use super::list::Clusters;
use super::look::{Look, LookView};
use crate::core::backoff::MAX_BACKOFF;
use crate::core::context::Context;
use crate::core::polling::{FOLLOWER_LOOK_PATIENCE, NextPoll, workers_interval};
use crate::core::timers::AT_ONCE;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::cluster_info::Status;
use crate::gateway::redaction::without_name;
use crate::gateway::reply::Refusal;

/// After an error in place of the JSON: who works does so for a while.
const PAGES: u32 = 10;

impl Clusters {
    /// The table of this cluster is open from now on, and no other.
    pub(super) fn look_at_workers(&mut self, key: Option<String>) {
        let is_same = |look: &Look| key.as_ref() == Some(&look.view.cluster);
        if self.look.as_ref().is_some_and(is_same) {
            return;
        }
        let runs = |key: &String| self.status(key) == Some(Status::Running);
        self.look = key.filter(runs).and_then(|key| Some(Look::new(self.name(&key)?, key)));
    }

    /// A cluster that does not run any more has no workers.
    fn open_look(&self) -> Option<&Look> {
        self.look.as_ref().filter(|look| self.status(&look.view.cluster) == Some(Status::Running))
    }

    /// The clock was set back: what it told before says nothing.
    pub(super) fn set_back_look(&mut self) {
        if let Some(look) = &mut self.look {
            (look.due, look.as_of) = (AT_ONCE, 0.0);
        }
    }

    /// Whoever looks asks, in whichever tab; what one was answered the others need not ask.
    pub(super) fn offer_workers(&self, next: &mut NextPoll) {
        let Some(look) = self.open_look() else { return };
        let is_seen = self.items.iter().any(|it| it.key == look.view.cluster && it.is_seen.unwrap_or(true));
        if is_seen && !self.is_look_hidden {
            let request = if look.pages > 0 { ClusterRequest::WorkersPage } else { ClusterRequest::Workers };
            let request = || ApiRequest::Cluster(look.name.clone(), request);
            next.offer(look.due, FOLLOWER_LOOK_PATIENCE, request);
        }
    }

    /// The reply to [`ClusterRequest::Workers`] or to [`ClusterRequest::WorkersPage`], here or in another tab.
    pub(super) fn on_workers(
        &mut self,
        name: &str,
        request: ClusterRequest,
        answer: Result<String, Refusal>,
        cx: &Context,
    ) {
        let Some(look) = self.look.as_mut().filter(|look| look.name == name && look.as_of <= cx.as_of) else { return };
        look.as_of = cx.as_of;
        let is_page = request == ClusterRequest::WorkersPage;
        look.pages = if is_page { look.pages.saturating_sub(1) } else { 0 };
        match answer {
            // Its scheduler's JSON breaks at what busy workers say.
            Err(Refusal::Status(500) | Refusal::Said { status: 500, .. }) if !is_page => {
                (look.pages, look.due) = (PAGES, AT_ONCE);
            }
            Ok(text) => {
                look.backoff.succeeded();
                look.due = cx.now + workers_interval(text.len());
                look.text = Some(without_name(text, name, &look.view.cluster));
                look.view.answers += 1;
                look.view.problem = None;
            }
            Err(refusal) => {
                look.pages = 0;
                let due = look.backoff.failed(cx.now, MAX_BACKOFF);
                let is_worth_it = refusal.is_worth_another_try();
                look.due = if is_worth_it { due.max(cx.now + workers_interval(0)) } else { cx.now + MAX_BACKOFF };
                look.view.problem = Some(refusal.into());
            }
        }
    }

    pub fn look_view(&self) -> Option<LookView> {
        Some(self.open_look()?.view.clone())
    }

    /// What a scheduler told of its workers last, if that has not been taken yet: JSON text as Python writes it.
    pub fn take_workers(&mut self) -> Option<String> {
        self.look.as_mut()?.text.take()
    }
}
