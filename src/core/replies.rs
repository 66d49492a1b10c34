//! Who takes what came: replies to requests from here, and those that other tabs tell of.

use super::Core;
use super::connection::essential::Essential;
use super::effect::RequestId;
use super::event::TabsEvent;
use super::polling::Poll;
use super::tabs::message::TabMessage;
use super::tabs::role::Role;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::reply::{self, Failure, Outcome, Refusal, Reply};

impl Core {
    pub(super) fn on_reply(&mut self, id: RequestId, outcome: Outcome) {
        let Some(pending) = self.cx.requests.take(id) else { return };
        let as_of = if pending.request.is_mutation() { self.cx.now } else { pending.asked_at };
        let told = self.cx.has_others.then(|| TabMessage::reply(&pending.request, as_of, &outcome)).flatten();
        let asked_to_wait = outcome.as_ref().ok().and_then(Reply::asks_to_wait);
        let mut answer = match &pending.request {
            ApiRequest::Page(_, page) if !page.is_json() => reply::page(outcome),
            ApiRequest::Cluster(_, ClusterRequest::WorkersPage) => reply::page(outcome),
            _ => reply::success(outcome),
        };
        if matches!(pending.request, ApiRequest::Cluster(_, ClusterRequest::Stop)) {
            answer = answer.and_then(reply::nothing);
        }
        if self.connection.is_to_be_sent_again(&pending, &answer) {
            self.clusters.pages.on_tried(id, &answer);
            // Whoever reads a page waits for its answer, seen or not.
            if self.is_visible || pending.request.is_mutation() || pending.request.is_page() {
                return self.cx.requests.send_again(pending, self.cx.now);
            }
            // Nobody looks any more: it is due when somebody does.
            return self.clusters.on_not_asked(&pending.request);
        }
        self.cx.wait(&pending.request, asked_to_wait);
        if answer.is_ok()
            && !pending.request.is_for_server()
            && self.connection.on_answered(pending.route, &mut self.cx)
        {
            self.clusters.refresh(self.cx.now);
        }
        let is_outdated = self.cx.requests.is_outdated(&pending);
        if let Some(message) = told.filter(|_| !is_outdated) {
            self.tell(&pending.request, message, &answer);
        }
        self.cx.as_of = as_of;
        match pending.request {
            ApiRequest::ListClusters if is_outdated => self.cx.list_soon(),
            ApiRequest::CreateCluster(options) => {
                let created = self.clusters.on_created(options, pending.asked_at, answer, &mut self.cx);
                if let Ok(key) = &created {
                    self.clusters.on_launched(key, &mut self.cx);
                }
                self.form.on_launched(created, self.cx.now);
            }
            ApiRequest::Cluster(name, request) => {
                self.clusters.on_reply(id, &name, request, is_outdated, answer, &mut self.cx);
            }
            ApiRequest::Page(..) => self.clusters.pages.on_reply(id, answer, &mut self.cx),
            request => self.take(request, answer),
        }
    }

    /// What is asked once for the whole session was answered: here, or in another tab.
    fn take(&mut self, request: ApiRequest, answer: Result<String, Refusal>) {
        let (connection, form, clusters, cx) = (&mut self.connection, &mut self.form, &mut self.clusters, &mut self.cx);
        match request {
            ApiRequest::Config => {
                clusters.touch();
                let taken = answer.and_then(|body| connection.on_config(&body));
                clusters.with_server.configured = connection.config().stop_with_server;
                connection.settle(Essential::Config, taken, cx);
            }
            ApiRequest::Version => connection.on_version(answer, cx),
            ApiRequest::Options => {
                clusters.touch();
                let taken = answer.and_then(|body| form.on_published(&body, connection.config(), cx));
                connection.settle(Essential::Options, taken, cx);
            }
            ApiRequest::ListClusters if cx.requests.take_list(cx.as_of) => {
                let taken = answer.and_then(|body| clusters.on_list(&body, cx));
                cx.changed_at = cx.changed_at.max(clusters.changed_at());
                if connection.settle(Essential::List, taken, cx) {
                    clusters.on_listed_again(cx.now);
                }
                clusters.list_sooner(cx);
                clusters.on_found(cx);
            }
            ApiRequest::StoppedWithServer => clusters.on_stopped_with_server(answer, cx),
            // A newer one was taken.
            ApiRequest::ListClusters => {}
            ApiRequest::ListEnded => clusters.on_ended_list(answer, cx),
            ApiRequest::CreateCluster(_) | ApiRequest::Cluster(..) | ApiRequest::Page(..) => {}
        }
    }

    /// Lets the other tabs know, each of which would have to ask. What went wrong is the leader's to tell: it alone tries again.
    fn tell(&mut self, request: &ApiRequest, message: TabMessage, answer: &Result<String, Refusal>) {
        let is_leader = self.tabs.role() == Role::Leader;
        match answer {
            // Another page may have a login that is still taken.
            Err(Refusal::LoginNeeded | Refusal::Failure(Failure::NotOffered)) => {
                if *request == ApiRequest::ListClusters {
                    self.tabs.give_way(&mut self.cx);
                }
            }
            Err(_) if request.is_mutation() || !is_leader => {}
            _ => self.cx.post(message),
        }
    }

    pub(super) fn on_tabs(&mut self, event: TabsEvent) {
        let cx = &mut self.cx;
        match event {
            TabsEvent::Joined => self.tabs.on_joined(self.is_visible, cx),
            TabsEvent::Left => self.tabs.on_left(cx),
            TabsEvent::Granted => self.tabs.on_granted(self.connection.lists_again_at(), cx),
            TabsEvent::Lost => self.tabs.on_lost(cx),
            TabsEvent::Heard(message) => {
                cx.has_others = true;
                self.on_heard(message);
            }
        }
    }

    fn on_heard(&mut self, message: TabMessage) {
        match message {
            TabMessage::Hello { is_answer: false } => self.cx.post(TabMessage::Hello { is_answer: true }),
            TabMessage::Hello { is_answer: true } => {}
            TabMessage::Active => self.on_active_elsewhere(),
            TabMessage::Leads => self.tabs.on_leader(&self.cx),
            TabMessage::Launching { at, options } => self.form.on_launched_elsewhere(at, options),
            TabMessage::Refresh => self.clusters.refresh(self.cx.now),
            TabMessage::InView { clusters } => self.clusters.on_seen_elsewhere(&clusters, self.cx.now),
            TabMessage::Reply { request, as_of, outcome } => {
                self.cx.wait(&request, outcome.as_ref().ok().and_then(Reply::asks_to_wait));
                if self.cx.requests.may_be_so(as_of, self.cx.now) {
                    self.cx.as_of = as_of.min(self.cx.now);
                    self.on_told(request, reply::success(outcome));
                }
            }
        }
    }

    /// What is due later than it would be if the user did something here is due then.
    fn on_active_elsewhere(&mut self) {
        self.cx.changed_at = self.cx.now;
        self.connection.hasten(&mut self.cx);
        self.clusters.hasten(&self.cx);
    }

    /// A list has come: which of its clusters are in view here is told to whoever polls.
    fn tell_view(&mut self) {
        if self.is_visible {
            self.clusters.tell_view(&mut self.cx);
        }
    }

    /// Another tab was answered.
    fn on_told(&mut self, request: ApiRequest, answer: Result<String, Refusal>) {
        match request {
            ApiRequest::Cluster(name, request) => self.clusters.on_told(&name, request, answer, &mut self.cx),
            ApiRequest::ListEnded => {
                self.take(request, answer);
                self.tell_view();
            }
            ApiRequest::StoppedWithServer => self.clusters.on_told_stopped_with_server(answer, &mut self.cx),
            ApiRequest::ListClusters => {
                let has_failed = answer.is_err();
                self.take(request, answer);
                // Whoever waits to be told what came of a launch does not wait for that tab besides, which may stand still.
                if has_failed && !self.tabs.is_polling() && !self.clusters.unsettled.is_in_doubt() {
                    // When it is tried again is known to whoever polls: another pause is being kept to there.
                    let at_the_latest = self.cx.now + self.connection.list_interval(&self.cx);
                    self.cx.timers.set(Poll::List, self.cx.timers.due(Poll::List).max(at_the_latest));
                }
                self.tell_view();
            }
            // What is known here already is for this page's user to refresh.
            ApiRequest::Config if self.cx.timers.is_set(Poll::Config) => self.take(request, answer),
            ApiRequest::Options if self.cx.timers.is_set(Poll::Options) => self.take(request, answer),
            ApiRequest::Version if self.cx.timers.is_set(Poll::Version) => self.take(request, answer),
            ApiRequest::Config | ApiRequest::Options | ApiRequest::Version => {}
            ApiRequest::CreateCluster(_) | ApiRequest::Page(..) => {}
        }
    }
}
