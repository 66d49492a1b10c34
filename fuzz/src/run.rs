//! A whole core at work: what its user does, what comes back, and how time goes, all as the fuzzer says.

use dask_gateway::core::Core;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::{Effect, RequestId, Wanted};
use dask_gateway::core::event::{Event, SessionEvent, UserEvent};
use dask_gateway::core::record::Record;
use dask_gateway::core::unreadable::MappingError;
use dask_gateway::gateway::api_request::HttpRequest;
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};
use dask_gateway::schema::{json, variables, yaml};

const EVENTS: [&str; 49] = [
    "visible",
    "refresh",
    "report",
    "prefer",
    "offer-relay",
    "edit",
    "check",
    "choose",
    "as-table",
    "edit-name",
    "paste-name",
    "edit-value",
    "add-row",
    "remove-row",
    "take-lines",
    "quote-values",
    "reset",
    "launch",
    "launch-with",
    "set-options",
    "copy-python",
    "edit-cluster",
    "scale",
    "adapt",
    "ask-stop",
    "answer-stop",
    "insert-code",
    "connect",
    "drag-code",
    "copy-code",
    "open-dashboard",
    "dismiss",
    "ask-stop-all",
    "tick-stop",
    "cancel-stops",
    "rename",
    "run-again",
    "recall",
    "put-back",
    "fill-form",
    "choose-preset",
    "save-preset",
    "remove-preset",
    "import-presets",
    "answer-import",
    "export-presets",
    "copy-link",
    "open-link",
    "recall-presets",
];
const NAMES: [&str; 8] =
    ["aaaaaaaa1", "aaaaaaaa2", "aaaaaaaa-2", "x.aaaaaaaa1", "b", "aaaaaaaa", "b-2", "0123456789abcdef0123456789abcdef"];
const STATES: [&str; 5] = ["PENDING", "RUNNING", "STOPPING", "STOPPED", "FAILED"];
const TEXTS: [&str; 17] = [
    "",
    "1",
    "2",
    "99",
    "small",
    "A=1\nB=2",
    "A: [1, {b: .nan}]",
    r#"{"cores": 2, "environment": {"A": "b"}}"#,
    "workers",
    "direct",
    "relay",
    "error",
    "link",
    "own",
    "replace",
    r#"{"dask-gateway-presets": 1, "presets": [{"name": "workers", "options": {"cores": 2}, "at": 5}], "removed": {"1": 4}}"#,
    "1.eyJvcHRpb25zIjogeyJjb3JlcyI6IDJ9fQ",
];
const REPLIES: [&str; 8] = [
    r#"{"address": "http://g", "public_address": "/g/", "auth_type": "jupyterhub", "options": {"cores": 2, "gone": 1}}"#,
    r#"{"address": "http://g", "auth_type": "basic", "connection": "relay", "options": {"environment": {"A": "1"}}}"#,
    r#"{"cluster_options": [
        {"field": "cores", "label": "C", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}},
        {"field": "memory", "label": "M", "default": 0.5, "spec": {"type": "float", "min": 0.25, "max": null}},
        {"field": "image", "label": "I", "default": "", "spec": {"type": "string"}},
        {"field": "debug", "label": "D", "default": false, "spec": {"type": "bool"}},
        {"field": "profile", "label": "P", "default": "small", "spec": {"type": "select", "options": ["small", "large"]}},
        {"field": "environment", "label": "E", "default": {"A": "1"}, "spec": {"type": "mapping"}},
        {"field": "environment", "label": "E", "default": {}, "spec": {"type": "mapping"}},
        {"field": "future", "label": "F", "default": [1], "spec": {"type": "future"}}]}"#,
    r#"{"version": "2026.3.0"}"#,
    r#"{"workers": 3, "total_threads": 1, "total_memory": 5}"#,
    r#"{"ok": true, "name": "b"}"#,
    r#"{"ok": false, "msg": "Scaling to 2 instead.", "error": "no"}"#,
    "{}",
];
const STATUSES: [u16; 12] = [200, 200, 200, 200, 201, 204, 0, 401, 403, 404, 409, 502];
const OWN_ERRORS: [&str; 4] = ["timed-out", "too-large", "bad-reply", "unreachable"];
/// Milliseconds. The last is a clock that is set back.
const PAUSES: [f64; 8] = [0.0, 10.0, 250.0, 1_000.0, 5_000.0, 30_000.0, 7_200_000.0, -3_600_000.0];

/// Requests that each thing which somebody did may cause: what is due is asked at once, by up to three routes each.
const PER_EVENT: f64 = 24.0;
/// Requests a second in which nobody does anything, whatever is answered: as `tests/bounds.rs` has it.
const PER_SECOND: f64 = (4.0 * 60.0 * 3.0 + 120.0) / 60.0;
/// How long nobody does anything at the end.
const QUIET_SECONDS: f64 = 10.0;
/// Reads that a browser may be asked for at once: the polls, and the description after a scheduler's count.
const MOST_READS: usize = 4;

/// Reads the fuzzer's bytes; zeros follow the last.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn next(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn flag(&mut self) -> bool {
        self.next() & 1 == 0
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.next() % choices.len()]
    }

    fn some(&mut self) -> &'a [u8] {
        let (some, rest) = self.0.split_at(self.next().min(self.0.len()));
        self.0 = rest;
        some
    }

    fn text(&mut self) -> String {
        match self.next() % 3 {
            0 => self.pick(&TEXTS).into(),
            1 => self.pick(&NAMES).into(),
            _ => String::from_utf8_lossy(self.some()).into_owned(),
        }
    }

    fn cluster(&mut self) -> String {
        let (name, state) = (self.pick(&NAMES), self.pick(&STATES));
        let (start, dashboard) = (self.next() * 1_000, self.pick(&["null", r#""/clusters/x""#, r#""//evil""#]));
        format!(
            r#"{{"name": "{name}", "status": "{state}", "start_time": {start}, "stop_time": {start},
                "dashboard_route": {dashboard}, "options": {{"cores": 1}}, "tls_key": "k"}}"#
        )
    }

    fn body(&mut self) -> Vec<u8> {
        match self.next() % 4 {
            0 => self.pick(&REPLIES).into(),
            1 => self.cluster().into(),
            2 => {
                let clusters = (0..self.next() % 6).map(|key| format!("\"{key}\": {}", self.cluster()));
                format!("{{{}}}", clusters.collect::<Vec<_>>().join(", ")).into()
            }
            _ => self.some().into(),
        }
    }

    fn outcome(&mut self) -> Outcome {
        match self.next() % 12 {
            0 => Err(Failure::NoAnswer),
            1 => Err(Failure::TimedOut),
            2 => Err(Failure::NotOffered),
            3 => Err(Failure::TooLarge),
            kind => Ok(Reply {
                status: self.pick(&STATUSES),
                content_type: if kind == 4 { "text/html" } else { "application/json" }.into(),
                own_error: (kind == 5).then(|| self.pick(&OWN_ERRORS).into()),
                retry_after: (kind == 6).then(|| self.next() as u32 * 30),
                body: self.body(),
            }),
        }
    }
}

/// An event's members, as they are asked for.
struct Members<'a>(&'static str, std::cell::RefCell<Bytes<'a>>);

impl Record for Members<'_> {
    fn text(&self, member: &str) -> Option<String> {
        if member == "type" { Some(self.0.into()) } else { Some(self.1.borrow_mut().text()) }
    }

    fn flag(&self, _: &str) -> Option<bool> {
        Some(self.1.borrow_mut().flag())
    }

    fn index(&self, _: &str) -> Option<u32> {
        Some(self.1.borrow_mut().next() as u32 % 10)
    }
}

struct Page {
    core: Core,
    now: f64,
    wake: f64,
    pending: Vec<(RequestId, HttpRequest)>,
    questions: Vec<(RequestId, String, Wanted)>,
    /// Those that were answered, to be answered again.
    answered: Vec<RequestId>,
    sent: f64,
    may_send: f64,
}

impl Page {
    fn update(&mut self, event: Event) {
        for effect in self.core.update(event, self.now) {
            match effect {
                Effect::Send(id, _, request) => self.send(id, request),
                Effect::ParseMapping(id, text, wanted) => self.questions.push((id, text, wanted)),
                Effect::Wake(at) => {
                    assert!(at > self.now, "woken at once, without end");
                    self.wake = at;
                }
                Effect::Cancel(_) | Effect::Host(_) | Effect::Tabs(_) => {}
            }
        }
    }

    fn send(&mut self, id: RequestId, request: HttpRequest) {
        let path = &request.path;
        let is_plain = path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/-_.?=,".contains(&b));
        assert!(is_plain && !path.starts_with('/') && !path.contains(".."), "{path}");
        assert!(self.pending.iter().all(|(other, _)| *other != id), "two in flight with one id");
        self.pending.push((id, request));
        self.sent += 1.0;
        assert!(self.sent <= self.may_send, "{} requests, for {}", self.sent, self.may_send);
        let reads = self.pending.iter().filter(|(_, request)| request.method == "GET").count();
        assert!(reads <= MOST_READS, "{reads} reads at once");
    }

    fn pass(&mut self, milliseconds: f64) {
        self.now += milliseconds;
        self.may_send += milliseconds.max(0.0) / 1_000.0 * PER_SECOND;
        if milliseconds < 0.0 {
            self.may_send += PER_EVENT;
        }
    }

    fn step(&mut self, bytes: &mut Bytes) {
        match bytes.next() % 8 {
            0 | 1 => {
                let members = Members(bytes.pick(&EVENTS), Bytes(bytes.0).into());
                let event = UserEvent::read(&members);
                *bytes = members.1.into_inner();
                if let Some(event) = event {
                    self.may_send += PER_EVENT;
                    self.update(Event::User(event));
                }
            }
            2..=4 => {
                let at = bytes.next();
                if !self.pending.is_empty() {
                    let (id, _) = self.pending.swap_remove(at % self.pending.len());
                    self.answered.push(id);
                    self.update(Event::Reply(id, bytes.outcome()));
                }
            }
            5 => {
                if self.wake.is_finite() {
                    self.pass((self.wake - self.now).max(0.0));
                    self.wake = f64::INFINITY;
                    self.update(Event::Woke);
                }
            }
            6 => {
                let pause = bytes.pick(&PAUSES);
                self.pass(pause);
                self.update(Event::Woke);
            }
            _ => self.oddity(bytes),
        }
    }

    fn oddity(&mut self, bytes: &mut Bytes) {
        match bytes.next() % 4 {
            0 if !self.answered.is_empty() => {
                let id = bytes.pick(&self.answered);
                if self.pending.iter().all(|(other, _)| *other != id) {
                    self.update(Event::Reply(id, bytes.outcome()));
                }
            }
            1 if !self.questions.is_empty() => {
                let (id, text, wanted) = self.questions[bytes.next() % self.questions.len()].clone();
                let read = match wanted {
                    Wanted::Meaning => yaml::parse(&text).map(|value| json::write(&value)),
                    Wanted::Quoted => yaml::quote(&text),
                    Wanted::Variables => Ok(variables::read(&text).to_json()),
                };
                self.update(Event::MappingParsed(id, read.map_err(|error| MappingError::Invalid(*error))));
            }
            2 if !self.questions.is_empty() => {
                let (id, ..) = self.questions.swap_remove(bytes.next() % self.questions.len());
                let answer = if bytes.flag() { Ok(bytes.text()) } else { Err(MappingError::NoParser(bytes.text())) };
                self.update(Event::MappingParsed(id, answer));
            }
            _ => {
                json::parse(&self.core.options()).expect("options are JSON");
                self.core.cluster_name(&bytes.text());
            }
        }
    }

    /// Nobody does anything for a while, and everything is answered at once, so again and again.
    fn rest(&mut self, answers: &[u8]) {
        let (end, most) =
            (self.now + QUIET_SECONDS * 1_000.0, self.sent + 2.0 * PER_EVENT + QUIET_SECONDS * PER_SECOND);
        self.may_send = self.may_send.max(most);
        let mut bytes = Bytes(answers);
        while self.now < end {
            while let Some((id, _)) = self.pending.pop() {
                if bytes.0.is_empty() {
                    bytes = Bytes(answers);
                }
                self.update(Event::Reply(id, bytes.outcome()));
                assert!(self.sent <= most, "{} requests, for {most}, and {} ms to go", self.sent, end - self.now);
            }
            self.now = self.wake.clamp(self.now + 1.0, self.now + 1_000.0);
            self.wake = f64::INFINITY;
            self.update(Event::Woke);
        }
    }

    fn check_view(&self) {
        let view = self.core.view();
        let clusters = view.clusters.unwrap_or_default();
        for (index, cluster) in clusters.iter().enumerate() {
            assert!(clusters[..index].iter().all(|other| other.key != cluster.key), "two of one key: {}", cluster.key);
        }
    }
}

/// Bytes that say what is answered in the end, and what happens before, one thing after the other.
pub fn core(bytes: &[u8]) {
    let mut bytes = Bytes(bytes);
    let answers = bytes.some();
    let routes = [Route::Direct, Route::PassThrough, Route::Relay];
    let offered = if bytes.flag() { &routes[..] } else { &routes[1..2] };
    let mut page = Page {
        core: Core::new(offered, None),
        now: 1_700_000_000_000.0,
        wake: f64::INFINITY,
        pending: Vec::new(),
        questions: Vec::new(),
        answered: Vec::new(),
        sent: 0.0,
        may_send: PER_EVENT,
    };
    page.update(Event::User(SessionEvent::Visible { visible: true }.into()));
    while !bytes.0.is_empty() {
        page.step(&mut bytes);
    }
    page.check_view();
    page.rest(answers);
    page.check_view();
}
