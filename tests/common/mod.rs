//! A shell without a browser: it keeps what the core asks for until the test answers.
#![allow(dead_code)] // Each test file uses its part.

pub mod browser;

use std::collections::BTreeMap;
use std::rc::Rc;

use dask_gateway::core::Core;
use dask_gateway::core::changes::ViewChanges;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::connection::config::GatewayConfig;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::{Effect, HostAction, RequestId, TabsEffect, Wanted};
use dask_gateway::core::event::{Event, SessionEvent, UserEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::view::{FieldView, FormView};
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::unreadable::MappingError;
use dask_gateway::core::view::View;
use dask_gateway::gateway::api_request::HttpRequest;
use dask_gateway::gateway::reply::{Failure, Reply};
use dask_gateway::schema::{json, variables, yaml};

/// What `GET /api/v1/options` of a gateway with one option of each kind answers.
pub const OPTIONS: &str = r#"{"cluster_options": [
    {"field": "worker_cores", "label": "Worker Cores", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}},
    {"field": "worker_memory", "label": "Worker Memory (GiB)", "default": 0.5, "spec": {"type": "float", "min": 0.25, "max": 4.0}},
    {"field": "note", "label": "Note", "default": "", "spec": {"type": "string"}},
    {"field": "debug", "label": "Debug logging", "default": false, "spec": {"type": "bool"}},
    {"field": "profile", "label": "Profile", "default": "small", "spec": {"type": "select", "options": ["small", "medium", "large"]}},
    {"field": "environment", "label": "Environment Variables", "default": {"A": "1"}, "spec": {"type": "mapping"}}]}"#;
pub const CONFIG: &str = r#"{"address": "http://gateway:8000", "public_address": "/services/dask-gateway/", "auth_type": "basic",
    "options": {}, "image": null, "versions": {}}"#;
pub const NAME: &str = "0123456789abcdef0123456789abcdef";
pub const KEY: &str = "01234567";
pub const ENDED: &str = "api/v1/clusters/?status=stopped,failed";
pub const START: f64 = 1_700_000_000_000.0;

pub struct Shell {
    pub core: Core,
    pub now: f64,
    /// Requests that wait for an answer, oldest first.
    pub requests: Vec<(RequestId, HttpRequest)>,
    /// The route that each request took; one that is sent again stands there twice.
    pub routes: Vec<(RequestId, Route)>,
    /// Texts that wait until the test reads them. None: they are read at once.
    pub questions: Option<Vec<(RequestId, String, Wanted)>>,
    pub wake: Option<f64>,
    pub actions: Vec<HostAction>,
    /// What is to be done with lock and channel, oldest first.
    pub tabs: Vec<TabsEffect>,
    /// What a page would show that is told of changes only.
    pub shown: Option<View>,
    /// The latest of those changes.
    pub changes: Option<ViewChanges>,
    /// What the gateway lists as ended, answered at once. None: that waits for the test.
    pub ended: Option<String>,
}

impl Shell {
    pub fn new(route: Route, settings: Option<GatewayConfig>) -> Shell {
        Shell::over(Core::new(&[route], settings))
    }

    /// A page that offers these routes.
    pub fn with_routes(routes: &[Route]) -> Shell {
        Shell::over(Core::new(routes, None))
    }

    fn over(core: Core) -> Shell {
        let (requests, routes, actions, tabs) = (vec![], vec![], vec![], vec![]);
        let (shown, changes) = (None, None);
        let ended = Some("{}".into());
        Shell { core, now: START, requests, routes, questions: None, wake: None, actions, tabs, shown, changes, ended }
    }

    /// Behind the pass-through, visible, with its configuration, options and an empty list.
    pub fn ready() -> Shell {
        Shell::ready_with(CONFIG, OPTIONS, "{}")
    }

    /// As [`Shell::ready`], with one cluster in the list.
    pub fn with_cluster(status: &str) -> Shell {
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, status)]));
        shell.quiet();
        shell
    }

    pub fn ready_with(config: &str, options: &str, list: &str) -> Shell {
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, config);
        shell.answer("api/v1/options", 200, options);
        shell.answer("api/v1/clusters/?", 200, list);
        shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
        shell
    }

    pub fn user(&mut self, event: impl Into<UserEvent>) {
        self.update(Event::User(event.into()));
    }

    pub fn update(&mut self, event: Event) {
        for effect in self.core.update(event, self.now) {
            match effect {
                Effect::Send(id, route, request) => {
                    self.routes.push((id, route));
                    match self.ended.clone().filter(|_| request.path == ENDED) {
                        Some(list) => self.update(Event::Reply(id, Ok(reply(200, "application/json", &list)))),
                        None => self.requests.push((id, request)),
                    }
                }
                Effect::ParseMapping(id, text, wanted) => match &mut self.questions {
                    Some(questions) => questions.push((id, text, wanted)),
                    None => self.update(Event::MappingParsed(id, read(&text, wanted))),
                },
                Effect::Wake(at) => self.wake = Some(at),
                Effect::Cancel(id) => self.requests.retain(|(pending, _)| *pending != id),
                Effect::Host(action) => self.actions.push(action),
                Effect::Tabs(effect) => self.tabs.push(effect),
            }
        }
        self.show();
    }

    /// Takes in what has changed of the view: that must come to the whole of it, always.
    pub fn show(&mut self) {
        self.changes = self.core.changes(false);
        if let Some(changes) = self.changes.clone() {
            self.shown = Some(laid_over(self.shown.take(), changes));
        }
        assert_eq!(
            self.shown.as_ref(),
            Some(&self.view()),
            "what the core tells of changes (left) is not all that has changed: see Cluster::changes_at"
        );
    }

    /// Reads the texts that wait.
    pub fn read_all(&mut self) {
        for (id, text, wanted) in std::mem::take(self.questions.as_mut().expect("texts wait")) {
            self.update(Event::MappingParsed(id, read(&text, wanted)));
        }
    }

    /// The oldest request whose path starts so.
    pub fn take(&mut self, path: &str) -> (RequestId, HttpRequest) {
        let place = self.requests.iter().position(|(_, request)| request.path.starts_with(path));
        let place = place.unwrap_or_else(|| panic!("no request to {path}, but {:?}", self.paths()));
        self.requests.remove(place)
    }

    /// The route that the oldest request takes whose path starts so.
    pub fn route_of(&self, path: &str) -> Route {
        let found = self.requests.iter().find(|(_, request)| request.path.starts_with(path));
        let (id, _) = found.unwrap_or_else(|| panic!("no request to {path}, but {:?}", self.paths()));
        self.routes.iter().rfind(|(other, _)| other == id).expect("each has a route").1
    }

    pub fn paths(&self) -> Vec<&str> {
        self.requests.iter().map(|(_, request)| request.path.as_str()).collect()
    }

    /// Answers the oldest request whose path starts so, with JSON, and returns that request.
    pub fn answer(&mut self, path: &str, status: u16, body: &str) -> HttpRequest {
        self.reply(path, Ok(reply(status, "application/json", body)))
    }

    pub fn reply(&mut self, path: &str, outcome: Result<Reply, Failure>) -> HttpRequest {
        let (id, request) = self.take(path);
        self.update(Event::Reply(id, outcome));
        request
    }

    /// Lets time pass, waking the core whenever it asked for it.
    pub fn pass(&mut self, milliseconds: f64) {
        let end = self.now + milliseconds;
        while let Some(at) = self.wake.filter(|at| *at <= end) {
            self.wake = None;
            self.now = at.max(self.now);
            self.update(Event::Woke);
        }
        self.now = end;
    }

    /// Answers the scheduler's figures, so that nothing but the user's doing is in flight.
    pub fn quiet(&mut self) {
        self.quiet_with(r#"{"workers": 2, "cores": 4}"#);
    }

    /// The same, with these counts.
    pub fn quiet_with(&mut self, counts: &str) {
        while let Some(path) =
            self.paths().iter().find(|path| path.starts_with("clusters/")).map(|path| path.to_string())
        {
            let body = if path.ends_with("counts.json") {
                counts
            } else {
                r#"{"workers": {"tcp://w": {"name": "w"}}, "total_threads": 4, "total_memory": 2147483648}"#
            };
            self.answer(&path, 200, body);
        }
    }

    pub fn view(&self) -> View {
        self.core.view()
    }

    pub fn field(&self, name: &str) -> FieldView {
        let form = self.view().form.expect("a form");
        form.fields.into_iter().find(|field| field.name == name).expect("such a field")
    }

    pub fn edit(&mut self, name: &str, text: &str) {
        let field = self.field(name).index;
        self.user(FormEvent::Edit { field, text: text.into() });
    }

    pub fn cluster(&self) -> ClusterView {
        self.view().clusters.expect("a list").into_iter().next().expect("a cluster")
    }

    pub fn form_message(&self) -> Option<Notice> {
        self.view().form.expect("a form").message
    }
}

/// As `js/view/session/whole-view.ts` does it.
fn laid_over(old: Option<View>, changes: ViewChanges) -> View {
    let ViewChanges { rest, form, field_count, clusters, recent, order } = changes;
    let recent = recent.map(Rc::unwrap_or_clone).or_else(|| Some(old.clone()?.recent)).unwrap_or_default();
    let (old_form, old_clusters) = old.clone().map(|old| (old.form, old.clusters)).unwrap_or_default();
    let form = form.map(|form| {
        let mut fields = old_form.clone().map(|form| form.fields).unwrap_or_default();
        fields.truncate(field_count as usize);
        for field in form.fields {
            let index = field.index as usize;
            if index < fields.len() { fields[index] = field } else { fields.push(field) }
        }
        FormView { fields, ..form }
    });
    let is_listed = order.is_some() || old_clusters.is_some();
    let keys = |clusters: &[ClusterView]| clusters.iter().map(|cluster| cluster.key.clone()).collect();
    let order: Vec<_> = order.unwrap_or_else(|| keys(old_clusters.as_deref().unwrap_or_default()));
    let all = old_clusters.into_iter().flatten().chain(clusters.into_iter().map(Rc::unwrap_or_clone));
    let mut known: BTreeMap<_, _> = all.map(|cluster| (cluster.key.clone(), cluster)).collect();
    let clusters = order.iter().map(|key| known.remove(key).expect("each is told of")).collect();
    let rest = rest.map(Rc::unwrap_or_clone).or(old).expect("all is told of at first");
    View { form: form.or(old_form), clusters: is_listed.then_some(clusters), recent, ..rest }
}

/// What is wanted of a mapping's text.
pub fn read(text: &str, wanted: Wanted) -> Result<String, MappingError> {
    let read = match wanted {
        Wanted::Meaning => yaml::parse(text).map(|value| json::write(&value)),
        Wanted::Quoted => yaml::quote(text),
        Wanted::Variables => Ok(variables::read(text).to_json()),
    };
    read.map_err(|error| MappingError::Invalid(*error))
}

pub fn reply(status: u16, content_type: &str, body: &str) -> Reply {
    Reply { status, content_type: content_type.into(), own_error: None, retry_after: None, body: body.into() }
}

/// A cluster as the gateway reports it, its private key included.
pub fn report(name: &str, status: &str) -> String {
    let dashboard = if status == "RUNNING" { format!(r#""/clusters/{name}/status""#) } else { "null".into() };
    let stop = if matches!(status, "STOPPED" | "FAILED") { (START + 30_000.0).to_string() } else { "null".into() };
    format!(
        r#"{{"name": "{name}", "dashboard_route": {dashboard}, "status": "{status}", "start_time": {START},
        "stop_time": {stop}, "options": {{"worker_cores": 2}}, "tls_cert": "CERT", "tls_key": "PRIVATE"}}"#
    )
}

pub fn list(reports: &[String]) -> String {
    let named = reports.iter().map(|report| {
        let dict = json::parse(report).expect("JSON");
        let name = dict.as_dict().and_then(|dict| dict.item("name")).and_then(|name| name.as_str().cloned());
        format!("\"{}\": {report}", name.expect("a name").to_text())
    });
    format!("{{{}}}", named.collect::<Vec<_>>().join(", "))
}

/// The gateway's words on a value that it refuses, or would.
pub fn words(message: Option<&Message>) -> Option<&str> {
    match message? {
        Message::Invalid(invalid) => Some(&invalid.text),
        _ => None,
    }
}

pub fn said(text: &str) -> Message {
    Message::Said { text: text.into() }
}
