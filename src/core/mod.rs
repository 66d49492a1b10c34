//! The state machine: events in, effects and a view model out. It does no I/O and knows no clock; a test proves it.
//!
//! [`event`] is what happens, [`effect`] what is to be done, [`view`] what is to be drawn, [`words`] what is said.
//! [`form`] (with its `table`), [`cluster`] and [`clusters`] hold the state, [`schedule`] says when what is asked, [`ways`] by which
//! way, [`code`] writes Python.
//! What the gateway's bytes mean is [`crate::gateway`]'s business, what an option takes [`crate::schema`]'s; `crate::web`
//! performs the effects.

pub mod cluster;
pub mod clusters;
mod code;
pub mod effect;
pub mod event;
pub mod form;
pub mod schedule;
mod table;
pub mod view;
mod ways;
pub mod words;

use clusters::Clusters;
use effect::{Effect, HostAction, RequestId};
use event::{Event, UserEvent};
use form::{Form, Reading};
use schedule::{Basic, Read, Schedule};
use table::Table;
use view::{Adaptive, FormView, Route, View};
use ways::Ways;
use words::{Message, Words};

use crate::gateway::call::Call;
use crate::gateway::cluster::{self as reports, Status};
use crate::gateway::live;
use crate::gateway::reply::{self, Outcome, Refusal};
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::spec;
use crate::schema::value::{Dict, Value};

/// The state of one connection to one gateway. Times are milliseconds since 1970.
pub struct Core {
    ways: Ways,
    now: f64,
    visible: bool,
    /// Empty until the pass-through or a relay has told them.
    settings: Settings,
    version: Option<String>,
    form: Option<Form>,
    form_message: Option<Message>,
    launching: Option<RequestId>,
    /// Options of a launch that a command asked for before there was a form.
    launch_later: Option<String>,
    /// Options that were set before there was a form.
    set_later: Option<String>,
    /// None until the first list.
    clusters: Option<Clusters>,
    confirm_stop: Option<String>,
    problem: Option<Message>,
    schedule: Schedule,
    changes: AsOf,
    in_flight: Vec<Flight>,
    last_id: u64,
    effects: Vec<Effect>,
}

/// What dask's configuration says of the gateway.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settings {
    pub address: Option<String>,
    /// Where a browser finds the dashboards; may be relative to the page's origin.
    pub public_address: Option<String>,
    /// dask's `gateway.cluster.options`.
    pub options: Dict,
    /// The image that the Jupyter server itself runs in.
    pub image: Option<String>,
}

/// A request on its way.
struct Flight {
    id: RequestId,
    call: Call,
    route: Route,
    as_of: AsOf,
}

/// Counts what the user changed at the gateway: a list that was asked for before a change tells what was before it.
#[derive(Clone, Copy, PartialEq, Eq)]
struct AsOf(u64);

impl Core {
    /// `routes`: those that the page offers. `settings`: None where the pass-through or a relay has them.
    pub fn new(routes: &[Route], settings: Option<Settings>) -> Core {
        Core {
            ways: Ways::new(routes, settings.is_some()),
            now: 0.0,
            visible: false,
            schedule: Schedule::new(settings.is_none()),
            settings: settings.unwrap_or_default(),
            version: None,
            form: None,
            form_message: None,
            launching: None,
            launch_later: None,
            set_later: None,
            clusters: None,
            confirm_stop: None,
            problem: None,
            changes: AsOf(0),
            in_flight: Vec::new(),
            last_id: 0,
            effects: Vec::new(),
        }
    }

    /// Takes in one event and says what is to be done. `now`: milliseconds since 1970.
    pub fn update(&mut self, event: Event, now: f64) -> Vec<Effect> {
        let set_back = now < self.now;
        self.now = now;
        if set_back {
            // What was due by the old time would wait for hours.
            self.all_now();
        }
        match event {
            Event::User(event) => self.user(event),
            Event::Reply(id, outcome) => self.reply(id, outcome),
            Event::Read(id, outcome) => {
                if let Some(form) = &mut self.form {
                    form.read(id, outcome);
                }
            }
            Event::Woke => {}
        }
        if let Some(clusters) = &mut self.clusters {
            clusters.expire(now);
        }
        self.read_what_is_due();
        self.read_mappings();
        std::mem::take(&mut self.effects)
    }

    /// What to draw, as of the last event.
    pub fn view(&self) -> View {
        let form = self.form.as_ref();
        let clusters = self.clusters.as_ref();
        View {
            connection: self.ways.now(),
            address: self.settings.address.clone(),
            version: self.version.clone(),
            loading: self.problem.is_none() && (form.is_none() || clusters.is_none()),
            problem: self.problem.clone(),
            form: form.map(|form| FormView {
                fields: form.view(),
                can_launch: self.launching.is_none() && form.is_valid(),
                launching: self.launching.is_some(),
                changed: form.is_changed(),
                message: self.form_message.clone(),
            }),
            clusters: clusters
                .map(|clusters| clusters.items.iter().map(|cluster| cluster.view(form, self.now)).collect()),
            // The cluster may have ended while the question stood there.
            confirm_stop: self.confirm_stop.clone().filter(|key| {
                clusters.is_some_and(|clusters| clusters.items.iter().any(|it| it.key == *key && it.is_active()))
            }),
        }
    }

    /// The options that are valid in the form now, as JSON text; `{}` before there is a form.
    pub fn options(&self) -> String {
        json::write(&Value::Dict(self.form.as_ref().map(Form::valid_options).unwrap_or_default()))
    }

    /// The full name of a cluster, by its key. It is for programs of the user's, never to be shown or kept.
    pub fn cluster_name(&self, key: &str) -> Option<String> {
        let found = self.clusters.as_ref()?.items.iter().find(|cluster| cluster.key == key)?;
        Some(found.report.name.clone())
    }

    fn user(&mut self, event: UserEvent) {
        match event {
            UserEvent::Visible { visible } => {
                if visible && !self.visible {
                    self.schedule.shown(self.now);
                }
                self.visible = visible;
            }
            UserEvent::Refresh => {
                self.ways.best();
                self.all_now();
            }
            UserEvent::Prefer { connection } => self.reroute(|ways| ways.want(Route::by_name(&connection))),
            UserEvent::OfferRelay { offered } => self.reroute(|ways| ways.offer_relay(offered)),
            UserEvent::Edit { field, text } => self.edit(|form, now| form.edit(field, text, now)),
            UserEvent::Check { field, checked } => self.edit(|form, now| form.check(field, checked, now)),
            UserEvent::Choose { field, option } => self.edit(|form, now| form.choose(field, option, now)),
            UserEvent::AsTable { field, table } => self.edit(|form, _| form.as_table(field, table)),
            UserEvent::EditName { field, row, text } => {
                self.edit(|form, now| form.table(field, |it| it.edit_name(row, text), now))
            }
            UserEvent::EditValue { field, row, text } => {
                self.edit(|form, now| form.table(field, |it| it.edit_value(row, text), now))
            }
            UserEvent::AddRow { field } => self.edit(|form, now| form.table(field, Table::add, now)),
            UserEvent::RemoveRow { field, row } => self.edit(|form, now| form.table(field, |it| it.remove(row), now)),
            UserEvent::Reset => self.edit(|form, _| form.reset()),
            UserEvent::Launch => {
                if let Some(options) = self.form.as_ref().and_then(Form::options) {
                    self.launch(options);
                }
            }
            UserEvent::LaunchWith { options } => self.launch_with(options),
            UserEvent::SetOptions { options, unseen } => self.set_options(options, unseen),
            UserEvent::CopyPython => {
                if let Some(options) = self.form.as_ref().and_then(Form::python_options) {
                    self.copy(code::new_cluster(&options), None);
                }
            }
            UserEvent::EditCluster { cluster, input, text } => {
                if let Some(cluster) = self.cluster(&cluster) {
                    cluster.edit(input, text);
                }
            }
            UserEvent::Scale { cluster } => self.scale(&cluster),
            UserEvent::Adapt { cluster } => self.adapt(&cluster),
            UserEvent::AskStop { cluster } => {
                if let Some(cluster) = self.cluster(&cluster) {
                    self.confirm_stop = Some(cluster.key.clone());
                }
            }
            UserEvent::AnswerStop { stop } => {
                let asked = self.confirm_stop.take();
                if let Some(key) = asked.filter(|_| stop) {
                    self.act(&key, |name| Call::Stop { name });
                }
            }
            UserEvent::InsertCode { cluster } => {
                if let Some((cluster, code)) = self.connection_code(&cluster) {
                    self.say(Some(&cluster), Message::info(Words::Inserted));
                    self.host(HostAction::Insert { code, cluster });
                }
            }
            UserEvent::CopyCode { cluster } => {
                if let Some((cluster, code)) = self.connection_code(&cluster) {
                    self.copy(code, Some(cluster));
                }
            }
            UserEvent::OpenDashboard { cluster, outside } => self.open_dashboard(&cluster, outside),
            UserEvent::Dismiss { cluster } => {
                if let Some(clusters) = &mut self.clusters {
                    clusters.dismiss(&cluster);
                }
            }
            UserEvent::Report { cluster, level, text } => {
                self.say(cluster.as_deref(), Message { level, words: Words::said(text) });
            }
        }
    }

    /// Where a gateway that is asked directly has its routes.
    pub fn public_address(&self) -> Option<String> {
        self.settings.public_address.clone()
    }

    /// What another way says counts.
    fn reroute(&mut self, change: impl FnOnce(&mut Ways)) {
        let before = self.ways.now();
        change(&mut self.ways);
        if self.ways.now() != before {
            self.all_now();
        }
    }

    /// Everything is to be asked anew.
    fn all_now(&mut self) {
        self.schedule.all_now();
        if let Some(clusters) = &mut self.clusters {
            clusters.items.iter_mut().for_each(|cluster| cluster.hurry(self.now));
        }
    }

    /// An edit answers what was said of the last launch.
    fn edit(&mut self, edit: impl FnOnce(&mut Form, f64)) {
        if let Some(form) = &mut self.form {
            edit(form, self.now);
            self.form_message = None;
        }
    }

    fn launch(&mut self, options: Dict) {
        if self.launching.is_none() {
            self.form_message = None;
            self.launching = Some(self.send(Call::Create(options)));
        }
    }

    fn launch_with(&mut self, options: String) {
        let Some(form) = &self.form else {
            self.launch_later = Some(options);
            return;
        };
        let checked = match json::parse(&options) {
            Ok(Value::Dict(request)) => form.options_with(&request).map_err(Words::said),
            // In the server's words, as for any other request.
            Ok(other) => {
                Err(Words::said(format!("options must be a dict, got '{}'", crate::schema::python::type_name(&other))))
            }
            Err(error) => Err(error.into()),
        };
        match checked {
            Ok(options) => self.launch(options),
            Err(words) => self.form_message = Some(Message::error(words)),
        }
    }

    fn set_options(&mut self, options: String, unseen: bool) {
        match (&mut self.form, json::parse(&options)) {
            (None, _) => self.set_later = Some(options),
            (Some(form), Ok(Value::Dict(options))) => form.set(&options, unseen, self.now),
            // Whoever sets options checks them first.
            _ => {}
        }
    }

    fn scale(&mut self, key: &str) {
        match self.cluster(key).map(|cluster| cluster.count()) {
            Some(Ok(count)) => self.act(key, |name| Call::Scale { name, count }),
            Some(Err(words)) => self.say(Some(key), Message::error(words)),
            None => {}
        }
    }

    fn adapt(&mut self, key: &str) {
        match self.cluster(key).map(|cluster| cluster.bounds()) {
            Some(Ok(Adaptive { minimum, maximum })) => self.act(key, |name| Call::Adapt { name, minimum, maximum }),
            Some(Err((_, words))) => self.say(Some(key), Message::error(words)),
            None => {}
        }
    }

    /// Sends the user's request for a cluster, one at a time.
    fn act(&mut self, key: &str, call: impl FnOnce(String) -> Call) {
        let Some(cluster) = self.cluster(key) else { return };
        if cluster.action.is_some() {
            return;
        }
        cluster.message = None;
        let name = cluster.report.name.clone();
        let id = self.send(call(name));
        if let Some(cluster) = self.cluster(key) {
            cluster.action = Some(id);
        }
    }

    fn open_dashboard(&mut self, key: &str, outside: bool) {
        let public = self.public_address().or(self.settings.address.clone());
        let Some(cluster) = self.cluster(key) else { return };
        let key = cluster.key.clone();
        match (public, cluster.report.dashboard.clone()) {
            (Some(public), Some(path)) => {
                let url = format!("{}{path}", public.trim_end_matches('/'));
                self.host(HostAction::Open { url, title: format!("Dask {key}"), outside, cluster: key });
            }
            _ => cluster.message = Some(Message::error(Words::NoDashboard)),
        }
    }

    /// The cluster's key, and the code that connects to it.
    fn connection_code(&mut self, key: &str) -> Option<(String, String)> {
        self.cluster(key).map(|cluster| (cluster.key.clone(), code::connect(&cluster.report.name)))
    }

    fn copy(&mut self, text: String, cluster: Option<String>) {
        self.say(cluster.as_deref(), Message::info(Words::Copied));
        self.host(HostAction::Copy { text, cluster });
    }

    /// Says something at the place where the user acted: a cluster, or the form.
    fn say(&mut self, key: Option<&str>, message: Message) {
        match key {
            None => self.form_message = Some(message),
            Some(key) => {
                if let Some(cluster) = self.cluster(key) {
                    cluster.message = Some(message);
                }
            }
        }
    }

    fn cluster(&mut self, key: &str) -> Option<&mut cluster::Cluster> {
        self.clusters.as_mut()?.by_key(key)
    }

    fn host(&mut self, action: HostAction) {
        self.effects.push(Effect::Host(action));
    }

    fn send(&mut self, call: Call) -> RequestId {
        self.last_id += 1;
        let id = RequestId(self.last_id);
        let route = self.ways.now();
        self.effects.push(Effect::Send(id, route, call.request()));
        self.in_flight.push(Flight { id, call, route, as_of: self.changes });
        id
    }

    /// Sends a call by another way. Who waits for the old answer waits for the new one.
    fn send_again(&mut self, id: RequestId, call: Call) {
        let new = Some(self.send(call));
        if self.launching == Some(id) {
            self.launching = new;
        }
        if let Some(cluster) = self.acting(id) {
            cluster.action = new;
        }
    }

    /// Sends the background reads that are due, a few at a time, and asks to be woken for the next.
    fn read_what_is_due(&mut self) {
        if !self.visible {
            return;
        }
        loop {
            let calls: Vec<&Call> = self.in_flight.iter().map(|flight| &flight.call).collect();
            let clusters = self.clusters.as_ref().map_or(&[][..], |clusters| &clusters.items);
            match self.schedule.next(self.now, &calls, clusters) {
                Read::Now(call) => {
                    self.send(call);
                }
                Read::At(time) => {
                    self.effects.push(Effect::Wake(time));
                    return;
                }
                Read::Nothing => return,
            }
        }
    }

    fn read_mappings(&mut self) {
        let Some(form) = &mut self.form else { return };
        for (text, reading) in form.unread() {
            self.last_id += 1;
            let id = RequestId(self.last_id);
            *reading = Reading::Asked(id);
            self.effects.push(Effect::Read(id, text.into()));
        }
    }

    fn reply(&mut self, id: RequestId, outcome: Outcome) {
        let Some(place) = self.in_flight.iter().position(|flight| flight.id == id) else { return };
        let Flight { call, route, as_of, .. } = self.in_flight.swap_remove(place);
        let result = reply::success(outcome);
        match &result {
            Err(refusal) if call.is_worth_another_way(refusal) => {
                if self.ways.leave(route) {
                    return self.send_again(id, call);
                }
            }
            Ok(_) => self.ways.worked(route),
            Err(_) => {}
        }
        if let Some(cluster) = self.acting(id) {
            cluster.action = None;
        }
        match call {
            Call::Config => self.got(result, Basic::Config, Core::configured),
            Call::Version => {
                self.version = result.ok().as_deref().and_then(reply::version);
                self.schedule.version_done();
            }
            Call::Options => self.got(result, Basic::Options, Core::published),
            Call::List if as_of != self.changes => self.schedule.list_now(),
            Call::List => self.got(result, Basic::List, Core::listed),
            Call::Create(options) => self.created(options, result),
            // What was asked before a stop would bring the cluster back to life for a moment.
            Call::Cluster { .. } if as_of != self.changes => self.schedule.list_now(),
            Call::Cluster { name, wait } => self.looked(&name, wait, result),
            Call::Scale { name, count } => {
                let now = self.now;
                self.acted(&name, result, |cluster, limit| cluster.scaled(count, limit, now));
            }
            Call::Adapt { name, minimum, maximum } => {
                let now = self.now;
                self.acted(&name, result, |cluster, limit| cluster.adapted(Adaptive { minimum, maximum }, limit, now));
            }
            Call::Stop { name } => self.stopping(&name, result),
            Call::Counts { name } => self.counted(&name, result),
            Call::Identity { name } => {
                if let Ok((threads, memory)) = result.and_then(|text| live::threads_and_memory(&text))
                    && let Some(cluster) = self.by_name(&name)
                {
                    cluster.described(threads, memory);
                }
            }
        }
    }

    /// One of the reads on which everything rests: its failure is the connection's problem, its success ends it.
    fn got(
        &mut self,
        result: Result<String, Refusal>,
        read: Basic,
        take: impl FnOnce(&mut Core, &str) -> Result<(), Refusal>,
    ) {
        match result.and_then(|text| take(self, &text)) {
            Ok(()) => {
                self.schedule.succeeded(read, self.now);
                if !self.schedule.is_failing() {
                    self.problem = None;
                }
            }
            Err(refusal) => {
                self.schedule.failed(read, self.now);
                self.problem = Some(Message::error(refusal));
            }
        }
    }

    fn configured(&mut self, text: &str) -> Result<(), Refusal> {
        let config = reply::object(text)?;
        let text = |name| config.item(name).and_then(Value::as_str).map(|text| text.to_text().into_owned());
        let asks_hub = text("auth_type").is_some_and(|kind| kind == "jupyterhub");
        self.ways.configure(asks_hub, text("connection").and_then(|name| Route::by_name(&name)));
        self.schedule.list_every = if asks_hub { schedule::LIST_EVERY_WITH_HUB } else { schedule::LIST_EVERY };
        self.settings = Settings {
            address: text("address"),
            public_address: text("public_address"),
            options: config.item("options").and_then(Value::as_dict).cloned().unwrap_or_default(),
            image: text("image"),
        };
        Ok(())
    }

    fn published(&mut self, text: &str) -> Result<(), Refusal> {
        let fields = spec::parse_reply(text)?;
        let defaults = &self.settings.options;
        let published = |name: &PyStr| fields.iter().any(|field| field.name == *name);
        let unknown: Vec<_> = defaults.iter().map(|(name, _)| name).filter(|name| !published(name)).collect();
        if !unknown.is_empty() {
            let names: Vec<_> = unknown.iter().map(|name| name.to_text().into_owned()).collect();
            self.form_message = Some(Message::info(Words::UnknownDefaults { names: names.join(", ") }));
        }
        self.form = Some(match &self.form {
            Some(form) => form.renewed(fields, &self.settings),
            None => Form::new(fields, &self.settings),
        });
        if let Some(options) = self.set_later.take() {
            self.set_options(options, false);
        }
        if let Some(options) = self.launch_later.take() {
            self.launch_with(options);
        }
        Ok(())
    }

    fn listed(&mut self, text: &str) -> Result<(), Refusal> {
        let reports = reports::list(text)?;
        self.clusters.get_or_insert_default().apply_list(reports, self.now);
        Ok(())
    }

    fn created(&mut self, options: Dict, result: Result<String, Refusal>) {
        self.launching = None;
        self.changes.0 += 1;
        self.schedule.list_now();
        self.form_message = Some(match result.and_then(|text| reply::created(&text)) {
            Ok(name) => {
                let clusters = self.clusters.get_or_insert_default();
                let cluster = clusters.created(name, options, self.now);
                Message::info(Words::Launched { cluster })
            }
            Err(refusal) if refusal.may_be_done() => Message::error(Words::LaunchUnknown),
            Err(refusal) => Message::error(refusal),
        });
    }

    fn looked(&mut self, name: &str, waited: bool, result: Result<String, Refusal>) {
        let now = self.now;
        if waited {
            self.schedule.followed(now);
        }
        match result.and_then(|text| reports::one(&text)) {
            Ok(report) => {
                if let Some(cluster) = self.by_name(name) {
                    cluster.update(report, now);
                }
            }
            Err(Refusal::Said { status: 404, .. }) => {
                if let Some(cluster) = self.by_name(name) {
                    cluster.lost(now);
                }
            }
            Err(_) => {
                if let Some(cluster) = self.by_name(name) {
                    cluster.look_due = now + cluster::LOOK_AFTER_FAILURE;
                }
            }
        }
    }

    fn acted(
        &mut self,
        name: &str,
        result: Result<String, Refusal>,
        take: impl FnOnce(&mut cluster::Cluster, Option<String>),
    ) {
        let now = self.now;
        let Some(cluster) = self.by_name(name) else { return };
        match result.and_then(|text| reply::limited(&text)) {
            Ok(limit) => take(cluster, limit),
            Err(refusal) => {
                cluster.message = Some(Message::error(refusal));
                // Perhaps it is not running any more.
                cluster.look_due = now;
            }
        }
    }

    fn stopping(&mut self, name: &str, result: Result<String, Refusal>) {
        self.changes.0 += 1;
        let now = self.now;
        if let Some(cluster) = self.by_name(name) {
            match result {
                Ok(_) => {
                    let report = reports::Report { status: Status::Stopping, ..cluster.report.clone() };
                    cluster.update(report, now);
                    cluster.message = Some(Message::info(Words::Stopping));
                }
                Err(refusal) => {
                    cluster.message = Some(Message::error(refusal));
                    cluster.look_due = now;
                }
            }
        }
        self.schedule.list_now();
    }

    fn counted(&mut self, name: &str, result: Result<String, Refusal>) {
        let now = self.now;
        let Some(cluster) = self.by_name(name).filter(|cluster| cluster.report.status == Status::Running) else {
            return;
        };
        match result.and_then(|text| live::workers(&text)) {
            Ok(workers) => {
                if cluster.counted(workers, now) {
                    self.send(Call::Identity { name: name.into() });
                }
            }
            Err(_) => cluster.unseen(now),
        }
    }

    /// The cluster that waits for this answer.
    fn acting(&mut self, id: RequestId) -> Option<&mut cluster::Cluster> {
        self.clusters.as_mut()?.items.iter_mut().find(|cluster| cluster.action == Some(id))
    }

    fn by_name(&mut self, name: &str) -> Option<&mut cluster::Cluster> {
        self.clusters.as_mut()?.by_name(name)
    }
}
