//! The state of the connection: what is known of the gateway, and whether it can be used.

use super::config::{GatewayConfig, PublishedConfig};
use super::essential::Essential;
use super::routes::{Route, RouteSelector};
use crate::core::backoff::Backoff;
use crate::core::context::Context;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::polling::{FOLLOWER_PATIENCE, LIST_PACE, LIST_PACE_WITH_HUB, NextPoll, Pace, Poll};
use crate::core::record::events;
use crate::core::requests::PendingRequest;
use crate::core::timers::{AT_ONCE, NEVER, Time};
use crate::gateway::api_request::{ApiRequest, ClusterRequest};
use crate::gateway::reply::{self, Refusal};
use crate::gateway::scheduler_stats;

events! {
    /// What a page or its user says of the routes.
    pub enum ConnectionEvent {
        /// The only route to use, by its name, as a setting of the user's says; "auto": whichever works.
        "prefer" => Prefer { connection: String },
        /// A kernel could carry requests too, or can no more.
        "offer-relay" => OfferRelay { offered: bool },
    }
}

/// After how many seconds without an answer something is said of it, and then how long it has been.
const SLOW_SECONDS: [u32; 4] = [3, 10, 30, 60];

pub struct ConnectionState {
    routes: RouteSelector,
    config: GatewayConfig,
    /// Nothing else is asked before the configuration is known.
    is_configured: bool,
    list_pace: Pace,
    version: Option<String>,
    problem: Option<Notice>,
    /// What there is to say while an answer does not come.
    slow: Option<Message>,
    /// One for each [`Essential`].
    backoffs: [Backoff; 3],
    /// The gateway had an error of its own when it was last asked for its options.
    options_failed: bool,
    /// The gateway has listed clusters when it was last asked.
    is_listed: bool,
}

impl ConnectionState {
    /// `routes`: those that the page offers. `config`: None where the pass-through or a relay has it.
    pub fn new(routes: &[Route], config: Option<GatewayConfig>, cx: &mut Context) -> ConnectionState {
        let is_configured = config.is_some();
        let state = ConnectionState {
            routes: RouteSelector::new(routes, is_configured),
            config: config.unwrap_or_default(),
            is_configured,
            list_pace: LIST_PACE,
            version: None,
            problem: None,
            slow: None,
            backoffs: Default::default(),
            options_failed: false,
            is_listed: false,
        };
        state.refresh(cx);
        state
    }

    /// Whether another route is taken now: what it says counts.
    pub fn on_event(&mut self, event: ConnectionEvent) -> bool {
        let before = self.route();
        match event {
            ConnectionEvent::Prefer { connection } => self.routes.prefer(Route::by_name(&connection)),
            ConnectionEvent::OfferRelay { offered } => self.routes.offer_relay(offered),
        }
        self.route() != before
    }

    /// Somebody asks for everything now.
    pub fn on_asked(&mut self, cx: &mut Context) {
        self.routes.select_best();
        cx.asked_at = cx.now;
    }

    /// Everything is to be asked anew, but for a configuration that is known: that stays.
    pub fn refresh(&self, cx: &mut Context) {
        if !self.is_configured {
            cx.timers.set(Poll::Config, AT_ONCE);
        }
        let once = [Poll::Options, Poll::List, Poll::Version, Poll::WithServer, Poll::Ended];
        let by_cluster = [Poll::Watch, Poll::Info, Poll::Stats, Poll::UnseenStats];
        for poll in once.into_iter().chain(by_cluster) {
            cx.timers.set(poll, AT_ONCE);
        }
    }

    /// Somebody looks again: nothing waits for its back-off.
    pub fn on_shown(&self, cx: &mut Context) {
        if !self.is_configured {
            cx.timers.set(Poll::Config, AT_ONCE);
        }
        for poll in [Poll::Options, Poll::List, Poll::WithServer] {
            cx.timers.hasten(poll, cx.now);
        }
    }

    /// Whether a request that was answered so goes out once more, by another route.
    pub fn is_to_be_sent_again(&mut self, pending: &PendingRequest, answer: &Result<String, Refusal>) -> bool {
        let Some(route) = pending.route.filter(|_| !pending.request.is_for_server()) else { return false };
        if pending.request.is_page() {
            return self.may_page_be_elsewhere(route, answer);
        }
        if let ApiRequest::Cluster(_, request) = pending.request
            && request.is_for_scheduler()
        {
            return self.may_figures_be_elsewhere(request, route, answer);
        }
        match answer {
            Ok(_) => {
                self.routes.succeeded(route);
                false
            }
            Err(refusal) => pending.request.may_take_another_route(refusal) && self.routes.fail_over(route),
        }
    }

    /// The same for a scheduler's figures. The route that had counts is the one to be described by, whatever comes of it.
    fn may_figures_be_elsewhere(
        &mut self,
        request: ClusterRequest,
        route: Route,
        answer: &Result<String, Refusal>,
    ) -> bool {
        if request != ClusterRequest::Counts {
            return false;
        }
        let is_answer = answer.as_ref().is_ok_and(|body| scheduler_stats::counts(body).is_ok());
        if route != self.routes.figures(self.is_public()) {
            // It says nothing of the one that is taken meanwhile.
            return !is_answer;
        }
        if is_answer {
            self.routes.figures_succeeded();
            return false;
        }
        // One that is late or busy is so by any route; but one that has only just been turned to may be out of reach.
        let is_late = answer.as_ref().is_err_and(Refusal::is_no_answer);
        !(is_late && self.routes.are_figures_settled()) && self.routes.figures_failed(self.is_public())
    }

    /// The same for a page. Where figures came, pages come, or not by any route; but a tab that does not poll has asked for none.
    fn may_page_be_elsewhere(&mut self, route: Route, answer: &Result<String, Refusal>) -> bool {
        let is_taken = route == self.routes.figures(self.is_public());
        match answer {
            Ok(_) => {
                if is_taken {
                    self.routes.figures_succeeded();
                }
                false
            }
            Err(refusal) => {
                let may_be_elsewhere = !refusal.is_no_answer() && !self.routes.are_figures_known();
                may_be_elsewhere && (!is_taken || self.routes.figures_failed(self.is_public()))
            }
        }
    }

    /// Whether a browser may be told another address of the gateway than the one that is asked.
    fn is_public(&self) -> bool {
        self.config.public_address.is_some()
    }

    /// The reply to [`ApiRequest::Config`].
    pub fn on_config(&mut self, body: &str) -> Result<(), Refusal> {
        let PublishedConfig { gateway, asks_hub, route } = PublishedConfig::parse(body)?;
        // Without its address it cannot be asked directly.
        self.routes.configure(asks_hub && gateway.public_address.is_some(), route);
        self.list_pace = if asks_hub { LIST_PACE_WITH_HUB } else { LIST_PACE };
        self.config = gateway;
        Ok(())
    }

    /// The reply to [`ApiRequest::Version`]. A gateway that does not tell is not asked twice.
    pub fn on_version(&mut self, answer: Result<String, Refusal>, cx: &mut Context) {
        self.version = answer.ok().as_deref().and_then(reply::version);
        cx.timers.stop(Poll::Version);
    }

    /// An essential read was answered, and the answer taken in or not. True: it was, for the first time since it failed.
    pub fn settle(&mut self, read: Essential, taken: Result<(), Refusal>, cx: &mut Context) -> bool {
        match read {
            Essential::Options => self.options_failed = taken.as_ref().is_err_and(|it| it.is_fault_of_gateway()),
            Essential::List => self.is_listed = taken.is_ok(),
            Essential::Config => {}
        }
        let poll = read.poll();
        let interval = self.list_interval(cx);
        let backoff = &mut self.backoffs[read as usize];
        let is_over = backoff.is_failing() && taken.is_ok();
        match taken {
            Ok(()) => {
                backoff.succeeded();
                match read {
                    Essential::List => cx.timers.set(poll, cx.now + interval),
                    Essential::Config | Essential::Options => cx.timers.stop(poll),
                }
                self.is_configured |= matches!(read, Essential::Config);
                if !self.backoffs.iter().any(Backoff::is_failing) {
                    self.problem = None;
                }
            }
            Err(refusal) => {
                let due = if cx.is_waiting() {
                    backoff.failed_until(cx.now, cx.wait_until)
                } else {
                    backoff.failed(cx.now, interval)
                };
                // It takes a restart of who should know of one, or a page that is looked at again.
                let is_none = matches!((read, &refusal), (Essential::Config, Refusal::NotConfigured { .. }));
                cx.timers.set(poll, if is_none { NEVER } else { due });
                self.problem = Some(Notice::error(match (read, refusal) {
                    // This is asked of the Jupyter server itself.
                    (Essential::Config, Refusal::Status(404)) => Message::NoExtension,
                    (_, refusal) => refusal.into(),
                }));
            }
        }
        // Neither alone tells: a gateway that answers one and not the other takes the login.
        if self.options_failed && self.is_listed {
            self.problem = Some(Notice::error(Message::OptionsBroken));
        }
        is_over
    }

    /// A request was answered by this route: what failed is tried again now. True: nothing was answered since it failed.
    pub fn on_answered(&mut self, route: Option<Route>, cx: &mut Context) -> bool {
        let mut is_news = false;
        if route != Some(self.route()) {
            return is_news;
        }
        for read in [Essential::Config, Essential::Options, Essential::List] {
            // The others are not asked for again where they are known.
            let interval = self.list_pace.least * if matches!(read, Essential::List) { 1.0 } else { 3.0 };
            // A gateway that has told that its options are broken does not mend them by answering something else.
            let is_broken = matches!(read, Essential::Options) && self.options_failed;
            let backoff = &mut self.backoffs[read as usize];
            if backoff.is_failing() && !is_broken {
                let (due, is_first) = backoff.hasten(cx.now, interval);
                cx.timers.hasten(read.poll(), due);
                is_news |= is_first;
            }
        }
        is_news
    }

    /// Says what is to be said by now of an answer that does not come. Where a problem is told, that is enough of what only reads.
    pub fn say_slow(&mut self, cx: &Context) {
        let waited = self.awaited_since(cx).map_or(0.0, |since| cx.now - since);
        let told = SLOW_SECONDS.into_iter().rfind(|seconds| waited >= 1_000.0 * f64::from(*seconds));
        self.slow = told.map(|seconds| Message::NoAnswerYet { seconds });
    }

    /// Says when there will be more to say of that.
    pub fn offer_slow(&self, next: &mut NextPoll, cx: &Context) {
        if let Some(since) = self.awaited_since(cx) {
            let times = SLOW_SECONDS.into_iter().map(|seconds| since + 1_000.0 * f64::from(seconds));
            next.look_again(times.filter(|at| *at > cx.now).fold(NEVER, f64::min));
        }
    }

    fn awaited_since(&self, cx: &Context) -> Option<Time> {
        cx.requests.awaited_since(self.problem.is_none())
    }

    pub fn slow(&self) -> Option<&Message> {
        self.slow.as_ref()
    }

    /// The user does something: a list that is asked for seldom, because nothing has changed, is asked for often again.
    pub fn hasten(&self, cx: &mut Context) {
        if self.lists() {
            cx.timers.hasten(Poll::List, cx.now + self.list_pace.least);
        }
    }

    /// Milliseconds from one list to the next; also the longest pause after a failure, for without a list nothing is seen of a gateway that is back.
    pub fn list_interval(&self, cx: &Context) -> f64 {
        self.list_pace.interval(cx.now - cx.changed_at) * cx.slower
    }

    /// Whether clusters could be listed when that was tried last, or it was not tried yet.
    pub fn lists(&self) -> bool {
        !self.backoffs[Essential::List as usize].is_failing()
    }

    /// When a list that failed is tried again from here.
    pub fn lists_again_at(&self) -> Option<Time> {
        self.backoffs[Essential::List as usize].due()
    }

    /// Offers what is to be asked first. False: nothing else is to be asked yet.
    pub fn offer_config(&self, next: &mut NextPoll, cx: &Context) -> bool {
        next.offer(cx.timers.due(Poll::Config), FOLLOWER_PATIENCE, || ApiRequest::Config);
        self.is_configured
    }

    /// Offers what is to be asked last: beside the options it would hold up the form.
    pub fn offer_version(&self, next: &mut NextPoll, cx: &Context) {
        if cx.timers.due(Poll::Options) == AT_ONCE {
            return;
        }
        next.offer(cx.timers.due(Poll::Version), FOLLOWER_PATIENCE, || ApiRequest::Version);
    }

    /// The route to take.
    pub fn route(&self) -> Route {
        self.routes.current()
    }

    /// The route for this request.
    pub fn route_for(&self, request: &ApiRequest) -> Route {
        match request {
            _ if request.is_for_scheduler() => self.routes.figures(self.is_public()),
            // The Jupyter server itself answers.
            _ if request.is_for_server() => Route::PassThrough,
            _ => self.route(),
        }
    }

    pub fn config(&self) -> &GatewayConfig {
        &self.config
    }

    pub fn version(&self) -> Option<&String> {
        self.version.as_ref()
    }

    pub fn problem(&self) -> Option<&Notice> {
        self.problem.as_ref()
    }
}
