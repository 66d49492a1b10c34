//! Sequences of requests with what the model answers, for the real gateway to be asked the same: `tests/differential/test_model_gateway.py`.

use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::schema::json;
use dask_gateway::schema::value::{Dict, Value};

use crate::cluster::Target;
use crate::gateway::Gateway;
use crate::random::Random;

/// Options by which a cluster of the gateway that is asked never starts, and fails at once.
const NEVER_STARTS: &str = r#"{"cores": 4}"#;
const FAILS: &str = r#"{"cores": 3}"#;

struct Sequence {
    random: Random,
    gateway: Gateway,
    now: f64,
    /// Lists and objects of JSON: see [`sequence`].
    steps: Vec<Value>,
}

/// A list of objects. Each is a request: `method`, `path`, `body` (text, or null), and what is answered: `status`, `kind` (the content type),
/// `answer` (text). Or a cluster that is waited for: `cluster`, and its `state` then. `$0`, `$1`, … stand for the names of clusters.
pub fn sequence(seed: u64) -> String {
    let gateway = Gateway::new();
    let mut sequence = Sequence { random: Random::new(seed), gateway, now: 1.7e12, steps: vec![] };
    for _ in 0..6 + sequence.random.below(8) {
        sequence.step();
    }
    // Nothing is left running.
    for place in 0..sequence.gateway.clusters.len() {
        sequence.stop(place);
    }
    json::write(&Value::List(sequence.steps))
}

impl Sequence {
    fn step(&mut self) {
        match self.random.below(100) {
            0..12 => self.create(),
            12..18 => self.refused_create(),
            18..38 => self.list(),
            38..50 => self.get(),
            50..66 => self.scale(),
            66..82 => self.adapt(),
            82..92 => self.delete(),
            _ => self.elsewhere(),
        }
    }

    fn create(&mut self) {
        if self.gateway.clusters.len() == 3 {
            return self.list();
        }
        let options = self.random.pick(&["{}", "null", "[]", r#"{"cores": 2}"#, NEVER_STARTS, NEVER_STARTS, FAILS]);
        self.gateway.starts_take = (options != NEVER_STARTS).then_some(100.0);
        self.ask("POST", "api/v1/clusters/", Some(format!("{{\"cluster_options\": {options}}}")));
        let place = self.gateway.clusters.len() - 1;
        if options == FAILS {
            self.gateway.clusters[place].stop(Target::Failed, self.now);
        }
        if options != NEVER_STARTS {
            self.wait(place);
        }
    }

    fn refused_create(&mut self) {
        let body = self.random.pick(&[
            r#"{"cluster_options": {"cores": 9}}"#,
            r#"{"cluster_options": {"cores": 0}}"#,
            r#"{"cluster_options": {"cores": "1"}}"#,
            r#"{"cluster_options": {"cores": null}}"#,
            r#"{"cluster_options": {"odd": 1, "cores": 9}}"#,
            r#"{"cluster_options": [1]}"#,
            r#"{"cluster_options": "x"}"#,
            "[]",
            "{",
            "",
        ]);
        self.ask("POST", "api/v1/clusters/", Some(body.into()));
    }

    fn list(&mut self) {
        let query = self.random.pick(&[
            "",
            "",
            "?status=pending,running,stopping,failed",
            "?status=pending,running,stopping,failed",
            "?status=stopped,failed",
            "?status=RUNNING",
            "?status=pending",
            "?status=bogus",
            "?status=running,",
            "?status=",
        ]);
        self.ask("GET", &format!("api/v1/clusters/{query}"), None);
    }

    fn get(&mut self) {
        let name = self.name();
        self.ask("GET", &format!("api/v1/clusters/{name}"), None);
    }

    fn scale(&mut self) {
        let name = self.name();
        let body = self.random.pick(&[
            r#"{"count": 0}"#,
            r#"{"count": 2}"#,
            r#"{"count": 3}"#,
            r#"{"count": 4}"#,
            r#"{"count": 100}"#,
            r#"{"count": true}"#,
            r#"{"count": -1}"#,
            r#"{"count": 1.5}"#,
            r#"{"count": "2"}"#,
            r#"{"count": null}"#,
            "{}",
            "{",
        ]);
        self.ask("POST", &format!("api/v1/clusters/{name}/scale"), Some(body.into()));
    }

    fn adapt(&mut self) {
        let name = self.name();
        let body = self.random.pick(&[
            r#"{"minimum": 0, "maximum": 2, "active": true}"#,
            r#"{"minimum": 1, "maximum": 9, "active": true}"#,
            r#"{"minimum": 5, "maximum": 2}"#,
            r#"{"minimum": 7, "maximum": 8}"#,
            r#"{"minimum": null, "maximum": null}"#,
            r#"{"minimum": -1, "maximum": 1}"#,
            r#"{"maximum": "2"}"#,
            r#"{"active": false}"#,
            "{}",
            "{",
        ]);
        self.ask("POST", &format!("api/v1/clusters/{name}/adapt"), Some(body.into()));
    }

    fn delete(&mut self) {
        match self.gateway.clusters.len() as u32 {
            0 => self.ask("DELETE", "api/v1/clusters/unknown", None),
            count => {
                let place = self.random.below(count) as usize;
                self.stop(place);
            }
        }
    }

    /// Also twice, or after it has ended.
    fn stop(&mut self, place: usize) {
        let path = format!("api/v1/clusters/${place}");
        self.ask("DELETE", &path, None);
        if self.random.chance(50) {
            self.ask("GET", &path, None);
            self.ask("GET", "api/v1/clusters/", None);
        }
        if self.random.chance(20) {
            self.ask("POST", &format!("{path}/scale"), Some(r#"{"count": 1}"#.into()));
        }
        if self.random.chance(20) {
            self.ask("DELETE", &path, None);
        }
        self.wait(place);
    }

    fn elsewhere(&mut self) {
        let (method, path) = self.random.pick(&[
            ("GET", "api/version"),
            ("GET", "api/v1/options"),
            ("GET", "api/v1/clusters"),
            ("GET", "api/v1/options/"),
            ("GET", "api/v1/nothing"),
            ("PUT", "api/v1/clusters/"),
            ("POST", "api/v1/options"),
            ("GET", "api/v1/clusters/unknown/scale"),
        ]);
        self.ask(method, path, None);
    }

    /// Of a cluster that there is or was, or one that nobody knows.
    fn name(&mut self) -> String {
        let place = self.random.below(self.gateway.clusters.len() as u32 + 1) as usize;
        if place < self.gateway.clusters.len() { format!("${place}") } else { "unknown".into() }
    }

    fn ask(&mut self, method: &str, path: &str, body: Option<String>) {
        self.now += 1.0;
        let mut real = path.to_string();
        for (place, cluster) in self.gateway.clusters.iter().enumerate() {
            real = real.replace(&format!("${place}"), &cluster.name);
        }
        let response = self.gateway.handle(method, &real, body.as_deref(), self.now);
        let mut answer = response.body;
        for (place, cluster) in self.gateway.clusters.iter().enumerate() {
            answer = answer.replace(&cluster.name, &format!("${place}"));
        }
        let text = |text: &str| Value::Str(text.into());
        self.add(&[
            ("method", text(method)),
            ("path", text(path)),
            ("body", body.map_or(Value::None, |body| text(&body))),
            ("status", Value::int(response.status)),
            ("kind", text(response.kind)),
            ("answer", text(&answer)),
        ]);
    }

    /// Until it runs, or has ended.
    fn wait(&mut self, place: usize) {
        self.now += 5_000.0;
        self.gateway.advance(self.now);
        let state = match self.gateway.clusters[place].status() {
            Status::Running => "RUNNING",
            Status::Failed => "FAILED",
            Status::Stopped => "STOPPED",
            other => panic!("it is {other:?}"),
        };
        self.add(&[("cluster", Value::Str(format!("${place}").into())), ("state", Value::Str(state.into()))]);
    }

    fn add(&mut self, members: &[(&str, Value)]) {
        let dict: Dict = members.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
        self.steps.push(Value::Dict(dict));
    }
}
