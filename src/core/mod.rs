//! The state machine: events in, effects and a view model out. It does no I/O and knows no clock; a test proves it.
//!
//! This file only hands on. The machines hold the state, each with its own events and replies: [`connection`] knows the gateway's
//! configuration and by which route it is asked, [`form`] the options and the launch, [`clusters`] the rest. [`polling`] says
//! when what is asked by itself, [`requests`] what is on its way, [`replies`] who takes what came, [`tabs`] which tab of a browser
//! asks, [`messages`] what can be said.
//! What the gateway's bytes mean is [`crate::gateway`]'s business, what an option takes [`crate::schema`]'s; `crate::web`
//! performs the effects.

pub mod backoff;
pub mod changes;
pub mod clusters;
pub mod connection;
mod context;
pub mod effect;
pub mod event;
pub mod form;
pub mod messages;
mod not_text;
pub mod notice;
pub mod notices;
pub mod polling;
mod reads;
pub mod record;
mod refusals;
mod replies;
mod requests;
pub mod site;
pub mod tabs;
pub mod timers;
mod tracked;
pub mod unreadable;
pub mod view;
pub mod workers;

use changes::Told;
use clusters::list::Clusters;
use connection::config::GatewayConfig;
use connection::routes::Route;
use connection::state::ConnectionState;
use context::Context;
use effect::Effect;
use event::{Event, SessionEvent, UserEvent};
use form::state::Form;
use messages::Message;
use notice::Notice;
use polling::NextPoll;
use tabs::message::{TabMessage, fingerprint};
use tabs::role::Tabs;
use timers::NEVER;

use crate::gateway::api_request::ApiRequest;

/// The state of one session with one gateway. Times are milliseconds since 1970.
pub struct Core {
    is_visible: bool,
    connection: ConnectionState,
    form: Form,
    clusters: Clusters,
    tabs: Tabs,
    told: Told,
    cx: Context,
}

impl Core {
    /// `routes`: those that the page offers. `config`: None where the pass-through or a relay has it.
    pub fn new(routes: &[Route], config: Option<GatewayConfig>) -> Core {
        let mut cx = Context::new();
        let connection = ConnectionState::new(routes, config, &mut cx);
        let (form, clusters, tabs, told) = Default::default();
        Core { is_visible: false, connection, form, clusters, tabs, told, cx }
    }

    /// Takes in one event and says what is to be done. `now`: milliseconds since 1970.
    pub fn update(&mut self, event: Event, now: f64) -> Vec<Effect> {
        if self.cx.set_time(now) {
            // What was due by the old time would wait for hours.
            self.cx.requests.forget_times(now);
            self.clusters.on_set_back(now);
            self.form.on_set_back();
            self.clusters.touch();
            self.refresh();
        }
        match event {
            Event::User(event) => self.on_user(event),
            Event::Reply(id, outcome) => self.on_reply(id, outcome),
            Event::MappingParsed(id, outcome) => self.form.on_mapping_parsed(id, outcome, &mut self.cx),
            Event::Tabs(event) => self.on_tabs(event),
            Event::Woke => {}
        }
        self.clusters.settle(&mut self.cx);
        self.form.settle(&mut self.clusters, now);
        self.poll();
        self.connection.say_slow(&self.cx);
        self.cx.take_effects(&|request| self.connection.route_for(request))
    }

    fn on_user(&mut self, event: UserEvent) {
        let cx = &mut self.cx;
        let mut wish = None;
        match event {
            UserEvent::Session(event) => self.on_session(event),
            UserEvent::Connection(event) => {
                if self.connection.on_event(event) {
                    self.clusters.on_way_changed();
                    self.refresh();
                }
            }
            UserEvent::Form(event) => wish = self.form.on_event(event, cx),
            UserEvent::Preset(event) => {
                self.form.on_preset_event(event, &self.connection.config().site.presets, cx);
            }
            UserEvent::Cluster(event) => {
                if !event.comes_by_itself() {
                    cx.on_active();
                }
                let again = self.clusters.on_event(event, self.connection.config(), cx);
                wish = again.and_then(|again| self.form.again(again, cx));
            }
        }
        if let Some(wish) = wish {
            self.cx.on_active();
            self.cx.post(TabMessage::Launching { at: self.cx.now, options: fingerprint(&wish.options) });
            self.clusters.create(wish, &mut self.cx);
        }
    }

    fn on_session(&mut self, event: SessionEvent) {
        match event {
            SessionEvent::Visible { visible } => {
                if visible && !self.is_visible {
                    self.cx.on_active();
                    self.connection.on_shown(&mut self.cx);
                    self.clusters.hasten(&self.cx);
                }
                self.is_visible = visible;
                self.tabs.on_visible(visible, &mut self.cx);
            }
            SessionEvent::Back => {
                self.connection.on_shown(&mut self.cx);
                self.clusters.refresh(self.cx.now);
            }
            SessionEvent::Refresh => {
                self.cx.on_active();
                self.cx.post(TabMessage::Refresh);
                self.connection.on_asked(&mut self.cx);
                self.refresh();
            }
            SessionEvent::Report { cluster, level, text } => {
                let notice = Notice { level, message: Message::said(text) };
                match cluster {
                    Some(key) => self.clusters.set_notice(&key, notice),
                    None => self.form.set_notice(notice),
                }
            }
        }
    }

    /// Everything is to be asked anew.
    fn refresh(&mut self) {
        self.connection.refresh(&mut self.cx);
        self.clusters.refresh(self.cx.now);
    }

    /// Sends what is due by itself, a few requests at a time, and asks to be woken for the next.
    fn poll(&mut self) {
        if !self.is_visible {
            return;
        }
        self.tabs.replace_frozen_leader(&mut self.cx);
        self.clusters.ask_at_start(self.tabs.is_polling(), &mut self.cx);
        while let Some(request) = self.next_poll() {
            self.clusters.on_polled(&request, &mut self.cx);
            self.cx.send(request);
        }
    }

    /// The most important request that is due. None: later, or never.
    fn next_poll(&mut self) -> Option<ApiRequest> {
        let mut next = NextPoll::new(self.cx.now, &self.cx.requests, self.tabs.is_polling());
        self.tabs.offer_look(&mut next, &self.cx);
        self.clusters.offer_redraws(&mut next, &self.cx);
        self.clusters.offer_starts(self.tabs.is_polling(), &mut next, self.cx.now);
        self.connection.offer_slow(&mut next, &self.cx);
        if !self.cx.may_poll() {
            next.look_again(self.cx.wait_until);
        } else if self.connection.offer_config(&mut next, &self.cx) {
            self.form.offer_polls(&mut next, &self.cx);
            self.clusters.offer_polls(&mut next, self.connection.lists(), &self.cx);
            self.connection.offer_version(&mut next, &self.cx);
        }
        let NextPoll { request, at, .. } = next;
        if request.is_none() && at < NEVER {
            self.cx.wake_at(at);
        }
        request
    }
}
