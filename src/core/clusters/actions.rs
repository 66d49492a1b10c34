//! What the user can do with a cluster: the events, the requests that they send, and what the replies change. A further
//! action is added here, with its request in [`crate::gateway::api_request`].

use super::cluster::{Cluster, Doubt};
use super::list::Clusters;
use super::scaling::{Adaptive, ScalingInput};
use crate::core::connection::config::GatewayConfig;
use crate::core::connection::gateway_code::GatewayCode;
use crate::core::context::Context;
use crate::core::effect::{HostAction, RequestId};
use crate::core::form::again::Again;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::polling::{Poll, SELDOM};
use crate::core::record::events;
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::cluster_info::Status;
use crate::gateway::reply::{self, Refusal};
use crate::gateway::scheduler_page::SchedulerPage;

events! {
    /// `cluster` is a cluster's key.
    pub enum ClusterEvent {
        "edit-cluster" => EditCluster { cluster: String, input: ScalingInput, text: String },
        "scale" => Scale { cluster: String },
        "adapt" => Adapt { cluster: String },
        /// The bounds that the browser remembers to have set: the gateway does not tell them.
        "recall-bounds" => RecallBounds { cluster: String, minimum: u32, maximum: u32 },
        /// The clusters that can be seen in the page now, by their keys with blanks between: their figures are asked for first.
        "in-view" => InView { clusters: String },
        /// What was kept of launches that were not settled ([`crate::core::view::View::unsettled`]): before the page was reloaded, or
        /// before a fault of ours.
        "recall-launches" => RecallLaunches { kept: String, reloaded: bool },
        /// Opens the dialog "Stop this cluster?".
        "ask-stop" => AskStop { cluster: String },
        /// Opens the dialog "Stop these clusters?".
        "ask-stop-all" => AskStopAll,
        /// Whether this one of them is to be stopped.
        "tick-stop" => TickStop { cluster: String, ticked: bool },
        /// The dialog's answer. Without one it is no, but what was confirmed before goes on.
        "answer-stop" => AnswerStop { stop: bool },
        /// Of those that are to be stopped, no more than are on their way.
        "cancel-stops" => CancelStops,
        /// The table with the workers of this cluster is open from now on, and no other; null: none is.
        "look-at-workers" => LookAtWorkers { cluster: Option<String> },
        /// Whether anything can be seen where that table would be: others may want the session to ask meanwhile.
        "show-workers" => ShowWorkers { shown: bool },
        "insert-code" => InsertCode { cluster: String },
        "copy-code" => CopyCode { cluster: String },
        /// The host is to connect what the user works in.
        "connect" => Connect { cluster: String },
        /// The user drags the cluster to where its connection code is to be.
        "drag-code" => DragCode { cluster: String },
        /// `outside`: in a browser tab of its own instead of in the host.
        "open-dashboard" => OpenDashboard { cluster: String, outside: bool },
        /// Opens single plots of the dashboard: their paths below its address, with blanks between.
        "open-plots" => OpenPlots { cluster: String, plots: String, outside: bool },
        /// Has the Jupyter server stop it, or not, when that ends.
        "stop-with-server" => StopWithServer { cluster: String, on: bool },
        /// The same for all that will be launched from here, by a setting of the user's. dask's configuration goes over it.
        "prefer-stop-with-server" => PreferStopWithServer { on: bool },
        /// Whether lists and figures are to be asked for more seldom than usual, by a setting of the user's.
        "prefer-seldom" => PreferSeldom { on: bool },
        /// The user has seen that a cluster ended: one that failed joins the recent ones, one of those is shown no more.
        "dismiss" => Dismiss { cluster: String },
        /// Gives a cluster an alias; "" takes it away.
        "rename" => Rename { cluster: String, name: String },
        /// The options of one that ended come into the form, or are launched at once.
        "run-again" => RunAgain { cluster: String, launch: bool },
        /// Reads a page of its scheduler: "plots", "scheduler-log", "worker-log" of the worker with this address, or "exceptions".
        /// What comes of it is for whoever asked: see [`crate::core::clusters::pages`]. `asker`: the number by which that is known.
        "read-page" => ReadPage { cluster: String, page: String, worker: Option<String>, asker: u32 },
        /// What the browser keeps of clusters. `live`: another tab has just written it.
        "recall" => Recall { memory: String, live: bool },
    }
}

impl ClusterEvent {
    /// The page tells of it without its user's doing.
    pub fn comes_by_itself(&self) -> bool {
        use ClusterEvent::{PreferSeldom, PreferStopWithServer, ReadPage, Recall, RecallBounds, ShowWorkers};
        matches!(
            self,
            RecallBounds { .. }
                | Recall { .. }
                | PreferStopWithServer { .. }
                | PreferSeldom { .. }
                | ReadPage { .. }
                | ShowWorkers { .. }
        )
    }
}

impl Clusters {
    /// `config` says where the dashboards are, and what code calls the gateway. A cluster that is not there any more is nobody's fault.
    /// Gives what is to go into the form.
    pub fn on_event(&mut self, event: ClusterEvent, config: &GatewayConfig, cx: &mut Context) -> Option<Again> {
        match event {
            ClusterEvent::AskStop { cluster } => self.ask_stop(&cluster),
            ClusterEvent::AskStopAll => self.ask_stop_all(),
            ClusterEvent::TickStop { cluster, ticked } => self.tick_stop(&cluster, ticked),
            ClusterEvent::AnswerStop { stop } => self.answer_stop(stop, cx),
            ClusterEvent::CancelStops => self.cancel_stops(),
            ClusterEvent::InView { clusters } => {
                self.on_seen(clusters);
                self.tell_view(cx);
            }
            ClusterEvent::ShowWorkers { shown } => self.is_look_hidden = !shown,
            ClusterEvent::LookAtWorkers { cluster } => self.look_at_workers(cluster),
            ClusterEvent::StopWithServer { cluster, on } => self.stop_with_server(&cluster, on, cx),
            ClusterEvent::PreferStopWithServer { on } => self.with_server.prefers = on,
            ClusterEvent::PreferSeldom { on } => {
                if cx.slower > 1.0 && !on {
                    cx.timers.hasten(Poll::List, cx.now);
                }
                cx.slower = if on { SELDOM } else { 1.0 };
            }
            ClusterEvent::Dismiss { cluster } => self.dismiss(&cluster, cx.now),
            ClusterEvent::Rename { cluster, name } => self.rename(&cluster, &name, cx.now),
            ClusterEvent::RunAgain { cluster, launch } => return self.again(&cluster, launch),
            ClusterEvent::Recall { memory, live } => self.recall(&memory, live, cx.now),
            ClusterEvent::ReadPage { cluster, page, worker, asker } => {
                self.read_page(&cluster, SchedulerPage::by_name(&page, worker.as_deref()), asker, cx)
            }
            ClusterEvent::EditCluster { cluster, input, text } => {
                self.with(&cluster, |cluster| cluster.scaling.edit(input, text))
            }
            ClusterEvent::Scale { cluster } => self.with(&cluster, |cluster| cluster.scale(cx)),
            ClusterEvent::Adapt { cluster } => self.with(&cluster, |cluster| cluster.adapt(cx)),
            ClusterEvent::RecallBounds { cluster, minimum, maximum } => self.with(&cluster, |cluster| {
                if cluster.info.status == Status::Running {
                    cluster.scaling.recall(Adaptive { minimum, maximum });
                }
            }),
            ClusterEvent::RecallLaunches { kept, reloaded } => {
                self.unsettled.recall(&kept, reloaded, cx.now);
                cx.on_list_changed();
            }
            ClusterEvent::InsertCode { cluster } => self.with(&cluster, |cluster| {
                cluster.notice.say(Notice::info(Message::Inserted));
                cx.ask_host(HostAction::Insert { code: cluster.connection_code(config), cluster: cluster.key.clone() });
            }),
            ClusterEvent::CopyCode { cluster } => self.with(&cluster, |cluster| {
                cluster.notice.say(Notice::info(Message::Copied));
                let key = cluster.key.clone();
                cx.ask_host(HostAction::Copy { text: cluster.connection_code(config), cluster: Some(key) });
            }),
            ClusterEvent::Connect { cluster } => self.with(&cluster, |cluster| {
                // What became of it, the host says.
                cluster.notice.clear();
                cx.ask_host(HostAction::Connect {
                    code: cluster.connection_code(config),
                    cluster: cluster.key.clone(),
                });
            }),
            ClusterEvent::DragCode { cluster } => self.with(&cluster, |cluster| {
                cx.ask_host(HostAction::Drag { code: cluster.connection_code(config), cluster: cluster.key.clone() });
            }),
            ClusterEvent::OpenDashboard { cluster, outside } => {
                self.with(&cluster, |cluster| cluster.open_dashboard(outside, config, cx))
            }
            ClusterEvent::OpenPlots { cluster, plots, outside } => {
                self.with(&cluster, |cluster| cluster.open_plots(&plots, outside, config, cx))
            }
        }
        None
    }

    /// The reply to a request about one cluster, by its full name. `is_outdated`: it was asked before a create or a stop was answered.
    pub fn on_reply(
        &mut self,
        id: RequestId,
        name: &str,
        request: ClusterRequest,
        is_outdated: bool,
        answer: Result<String, Refusal>,
        cx: &mut Context,
    ) {
        let is_action = self.by_action(id).map(|cluster| cluster.action = None).is_some();
        if let Some(cluster) = self.by_name(name).filter(|_| is_action) {
            cluster.wished_at = cluster.wished_at.max(cx.as_of);
        }
        match request {
            ClusterRequest::Get => self.on_got(name, is_outdated, answer, cx),
            ClusterRequest::Watch => self.on_watched(name, is_outdated, answer, cx),
            ClusterRequest::Counts => self.on_counts(name, answer, cx),
            ClusterRequest::Identity => self.on_identity(name, answer, cx),
            ClusterRequest::Workers | ClusterRequest::WorkersPage => self.on_workers(name, request, answer, cx),
            ClusterRequest::Scale { count } => {
                let doubt = Doubt::Scale { count };
                self.with_limit(name, answer, doubt, cx, |cluster, limit| cluster.on_scaled(count, limit))
            }
            ClusterRequest::Adapt { minimum, maximum } => {
                let bounds = Adaptive { minimum, maximum };
                let doubt = Doubt::Adapt(bounds);
                self.with_limit(name, answer, doubt, cx, |cluster, limit| cluster.on_adapted(bounds, limit))
            }
            ClusterRequest::StopWithServer { .. } => self.on_stop_with_server(name, answer, cx),
            ClusterRequest::Stop => {
                cx.on_list_changed();
                self.on_stop_answered(name, &answer, cx.now);
                if let Some(cluster) = self.by_name(name) {
                    cluster.on_stopped(answer, cx);
                }
            }
        }
        if let Some(cluster) = self.by_name(name).filter(|_| is_action) {
            cluster.act_next(cx);
        }
    }

    /// `page`: None where what was asked for can be none. Only a running cluster has a scheduler to ask.
    fn read_page(&mut self, key: &str, page: Option<SchedulerPage>, asker: u32, cx: &mut Context) {
        let info = self.by_key(key).map(|cluster| (cluster.info.status, cluster.info.name.clone()));
        match (info, page) {
            (Some((Status::Running, name)), Some(page)) => {
                self.pages.want(asker, key, ApiRequest::Page(name, page), cx);
            }
            (Some((Status::Running, _)), None) => self.pages.refuse(asker, Message::NoWorker),
            // It has not ended: it may answer soon.
            (Some((Status::Pending, _)), _) => self.pages.refuse(asker, Message::NoFiguresNow),
            _ => self.pages.refuse(asker, Message::NoScheduler),
        }
    }

    fn with(&mut self, key: &str, work: impl FnOnce(&mut Cluster)) {
        if let Some(cluster) = self.by_key(key) {
            work(cluster);
        }
    }

    /// Takes in a gateway's answer to a wish for workers, with its sentence where it did not do as asked.
    fn with_limit(
        &mut self,
        name: &str,
        answer: Result<String, Refusal>,
        doubt: Doubt,
        cx: &Context,
        take: impl FnOnce(&mut Cluster, Option<String>),
    ) {
        let Some(cluster) = self.by_name(name) else { return };
        match answer.and_then(|body| reply::limited(&body)) {
            // It may have ended meanwhile, and no worker comes.
            Ok(_) if cluster.info.status != Status::Running => {}
            Ok(limit) => {
                take(cluster, limit);
                cluster.waiting.wished(cx.now);
                cluster.ask_stats(cx.now);
            }
            Err(refusal) if refusal.may_be_done() => cluster.on_lost(doubt, cx.now),
            Err(refusal) => cluster.on_wish_refused(refusal, cx.now),
        }
    }
}

impl Cluster {
    /// Sends the user's request, one at a time. What comes while one is in flight is done next: the latest, but nothing goes
    /// over a stop.
    pub(super) fn act(&mut self, request: ClusterRequest, cx: &mut Context) {
        if self.info.status.is_finished() {
            // It ended while the question stood there, or before a command came.
            return;
        }
        if self.action.is_some() {
            if self.next_action != Some(ClusterRequest::Stop) {
                self.next_action = Some(request);
            }
            return;
        }
        self.notice.clear();
        self.doubt = None;
        self.is_stop_asked |= request == ClusterRequest::Stop;
        self.action = Some(cx.send(self.request(request)));
    }

    /// The request in flight was answered.
    fn act_next(&mut self, cx: &mut Context) {
        let next = self.next_action.take();
        let can_be_done = |request: &ClusterRequest| match request {
            ClusterRequest::Stop => self.is_active(),
            _ => self.info.status == Status::Running,
        };
        if let Some(request) = next.filter(can_be_done) {
            self.act(request, cx);
        }
    }

    fn scale(&mut self, cx: &mut Context) {
        match self.scaling.count(self.stats.workers) {
            Ok(count) => self.act(ClusterRequest::Scale { count }, cx),
            Err(message) => self.notice.say(Notice::error(message)),
        }
    }

    fn adapt(&mut self, cx: &mut Context) {
        match self.scaling.bounds() {
            Ok(Adaptive { minimum, maximum }) => self.act(ClusterRequest::Adapt { minimum, maximum }, cx),
            Err((_, message)) => self.notice.say(Notice::error(message)),
        }
    }

    pub(super) fn on_scaled(&mut self, count: u32, limit: Option<String>) {
        self.waiting.is_in_doubt = false;
        let ended_adapting = self.may_adapt();
        self.adaptivity.forget();
        self.scaling.on_scaled(count, limit.as_deref());
        match limit {
            None => {
                self.notice.say(Notice::info(Message::Scaling { workers: count, ended_adapting }));
                self.settle();
            }
            // An alarm until the scheduler has been asked, which is at once: it is not what was wanted.
            Some(text) => self.notice.say(Notice::error(Message::Limited { text })),
        }
    }

    pub(super) fn on_adapted(&mut self, bounds: Adaptive, limit: Option<String>) {
        self.waiting.is_in_doubt = false;
        self.scaling.on_adapted(bounds, limit.as_deref());
        self.notice.say(match limit {
            None => Notice::info(Message::Adapting { minimum: bounds.minimum, maximum: bounds.maximum }),
            Some(text) => Notice::error(Message::Limited { text }),
        });
    }

    /// A cell that connects to it.
    fn connection_code(&self, config: &GatewayConfig) -> String {
        let (imports, made, gateway) = match &config.code {
            // What takes several lines has a name.
            Some(GatewayCode { imports, call }) => (imports.clone(), format!("gateway = {call}\n"), "gateway".into()),
            None => {
                let GatewayCode { imports, call } = GatewayCode::configured();
                (imports, String::new(), call)
            }
        };
        format!(
            "{imports}\n{made}cluster = {gateway}.connect(\"{}\")\nclient = cluster.get_client()\nclient",
            self.info.name
        )
    }
}
