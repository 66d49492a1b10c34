//! A gateway as dask-gateway-server is one: what it answers, and what its clusters do meanwhile. `tests/differential` holds it to the
//! real one.

use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::schema::json;
use dask_gateway::schema::python;
use dask_gateway::schema::request_validator::RequestValidator;
use dask_gateway::schema::spec;
use dask_gateway::schema::value::{Dict, Value};

use crate::cluster::{Cluster, MAX_WORKERS, Target};

/// What `GET /api/v1/options` answers.
pub const OPTIONS: &str = r#"{"cluster_options": [{"field": "cores", "label": "Cores", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}}]}"#;
const CONFIG: &str = r#"{"address": "http://gateway", "auth_type": "basic"}"#;

/// Milliseconds for which `?wait` is answered at the latest.
pub const LONGEST_WAIT: f64 = 20_000.0;

pub struct Response {
    pub status: u16,
    /// The content type.
    pub kind: &'static str,
    pub body: String,
}

pub struct Gateway {
    /// All that the database has, oldest first.
    pub clusters: Vec<Cluster>,
    /// How far its clock is ahead, in milliseconds.
    pub clock_ahead: f64,
    /// What a new cluster needs to start; None: it never does.
    pub starts_take: Option<f64>,
    /// The site's limits: of the workers of a cluster, and of clusters that are active; None: as many as anybody wants.
    pub max_workers: i64,
    pub max_clusters: Option<u32>,
    /// It asks a hub who its users are.
    pub asks_hub: bool,
    /// It answers nothing before this time.
    pub down_until: f64,
    /// Its clock was set while there were clusters.
    pub was_clock_set: bool,
    /// When anything of its own last changed.
    pub changed_at: f64,
    /// Those of an earlier database.
    pub lost: Vec<Cluster>,
    /// The full names of those of them that are another user's by now.
    others: Vec<String>,
    made: u32,
    validator: RequestValidator,
}

impl Gateway {
    pub fn new() -> Gateway {
        Gateway {
            clusters: vec![],
            clock_ahead: 0.0,
            starts_take: Some(1_500.0),
            max_workers: MAX_WORKERS,
            max_clusters: None,
            asks_hub: false,
            down_until: 0.0,
            was_clock_set: false,
            changed_at: 0.0,
            lost: vec![],
            others: vec![],
            made: 0,
            validator: RequestValidator::new(spec::parse_reply(OPTIONS).expect("options")),
        }
    }

    /// Lets its clusters do what they do by themselves.
    pub fn advance(&mut self, now: f64) {
        for cluster in &mut self.clusters {
            if let Some(at) = cluster.advance(now, self.clock_ahead) {
                self.changed_at = self.changed_at.max(at);
            }
        }
    }

    /// When anything changes next by itself.
    pub fn next_change(&self) -> f64 {
        self.clusters.iter().map(Cluster::next_change).fold(f64::INFINITY, f64::min)
    }

    /// Whether a `?wait` for this cluster is answered now, whatever its time.
    pub fn is_ready(&self, name: &str) -> bool {
        self.by_name(name).is_none_or(|cluster| cluster.status() != Status::Pending)
    }

    /// It is started anew. Without its database it knows none of its clusters.
    pub fn restart(&mut self, keeps_database: bool, until: f64) {
        self.down_until = until;
        self.changed_at = until;
        if !keeps_database {
            self.lost.append(&mut self.clusters);
        }
    }

    pub fn by_name(&self, name: &str) -> Option<&Cluster> {
        self.clusters.iter().find(|cluster| cluster.name == name)
    }

    /// A cluster that is not over yet becomes another user's.
    pub fn give_away(&mut self, which: u32) {
        let places: Vec<_> =
            (0..self.clusters.len()).filter(|place| !self.clusters[*place].status().is_finished()).collect();
        if !places.is_empty() {
            let cluster = self.clusters.remove(places[which as usize % places.len()]);
            self.others.push(cluster.name.clone());
            self.lost.push(cluster);
        }
    }

    /// By the first characters of the name, whether it is still known or not.
    pub fn by_key(&self, key: &str) -> Option<&Cluster> {
        self.clusters.iter().chain(&self.lost).find(|cluster| cluster.key() == key)
    }

    pub fn by_name_mut(&mut self, name: &str) -> Option<&mut Cluster> {
        self.clusters.iter_mut().find(|cluster| cluster.name == name)
    }

    /// The cluster of this name, if its scheduler takes a message.
    fn told(&mut self, name: &str, now: f64) -> Option<&mut Cluster> {
        let cluster = self.by_name_mut(name)?;
        cluster.can_be_told(now).then_some(cluster)
    }

    /// The clusters that are not over yet.
    pub fn active(&mut self) -> Vec<&mut Cluster> {
        self.clusters.iter_mut().filter(|cluster| !cluster.status().is_finished()).collect()
    }

    /// A new cluster, however it came to be asked for. Gives its name.
    pub fn create(&mut self, options: String, now: f64) -> String {
        self.made += 1;
        let name = format!("{:08x}{:08x}", self.made.wrapping_mul(0x9e37_79b1), self.made);
        self.changed_at = now;
        self.clusters.push(Cluster::new(name.clone(), options, self.starts_take, now, self.clock_ahead));
        name
    }

    /// One request. `path` is as the page writes it, without a leading slash.
    pub fn handle(&mut self, method: &str, path: &str, body: Option<&str>, now: f64) -> Response {
        self.advance(now);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').collect();
        if let ["api", "v1", "clusters", name, ..] = parts.as_slice()
            && self.others.iter().any(|other| other == name)
        {
            return error(403, &format!("User u lacks permissions to view cluster {name}"));
        }
        let is_hidden = |name: &&str| self.by_name(name).is_some_and(|cluster| now < cluster.hidden_until);
        if let ["api", "v1", "clusters", name, ..] = parts.as_slice()
            && is_hidden(name)
        {
            return if method == "DELETE" { stopped() } else { not_found(name) };
        }
        match (method, parts.as_slice()) {
            ("GET", ["config"]) => ok(CONFIG.replace("basic", if self.asks_hub { "jupyterhub" } else { "basic" })),
            ("GET", ["api", "version"]) => ok(r#"{"version": "2026.3.0"}"#.into()),
            ("GET", ["api", "v1", "options"]) => ok(OPTIONS.into()),
            ("GET", ["api", "v1", "clusters", ""]) => self.list(query, now),
            ("POST", ["api", "v1", "clusters", ""]) => self.on_create(body, now),
            ("GET", ["api", "v1", "clusters", name]) => match self.by_name(name) {
                Some(cluster) => ok(cluster.report()),
                None => not_found(name),
            },
            ("DELETE", ["api", "v1", "clusters", name]) => {
                self.changed_at = now;
                if let Some(cluster) = self.by_name_mut(name) {
                    cluster.stop(Target::Stopped, now);
                }
                stopped()
            }
            ("POST", ["api", "v1", "clusters", name, "scale"]) => self.on_scale(name, body, now),
            ("POST", ["api", "v1", "clusters", name, "adapt"]) => self.on_adapt(name, body, now),
            ("GET", ["clusters", name, "json", file]) => {
                match self.by_name(name).filter(|cluster| cluster.status() == Status::Running) {
                    Some(cluster) if !cluster.has_scheduler => text(502, ""),
                    Some(cluster) if *file == "counts.json" => ok(cluster.counts()),
                    Some(cluster) => ok(cluster.identity()),
                    None => text(404, "404 page not found"),
                }
            }
            (_, ["api", "v1", "options" | "clusters", ..]) if is_path(&parts) => text(405, "405: Method Not Allowed"),
            _ => text(404, "404: Not Found"),
        }
    }

    fn list(&self, query: &str, now: f64) -> Response {
        let wanted = query.strip_prefix("status=");
        let names: Vec<&str> = wanted.map(|wanted| wanted.split(',').collect()).unwrap_or_default();
        let known = ["pending", "running", "stopping", "stopped", "failed"];
        if let Some(odd) = names.iter().find(|name| !known.contains(&name.to_ascii_lowercase().as_str())) {
            return error(422, &format!("'{odd}' is not a valid ClusterStatus"));
        }
        let is_listed = |cluster: &&Cluster| match wanted {
            Some(_) => names.iter().any(|name| name.eq_ignore_ascii_case(known[cluster.status() as usize])),
            None => matches!(cluster.status(), Status::Pending | Status::Running),
        };
        let mut body = String::from("{");
        for cluster in self.clusters.iter().filter(is_listed).filter(|cluster| now >= cluster.hidden_until) {
            if body.len() > 1 {
                body.push_str(", ");
            }
            body.push_str(&format!("\"{}\": {}", cluster.name, cluster.report()));
        }
        body.push('}');
        ok(body)
    }

    fn on_create(&mut self, body: Option<&str>, now: f64) -> Response {
        let Some(request) = object(body) else { return text(500, "500 Internal Server Error") };
        let options = json::write(request.item("cluster_options").unwrap_or(&Value::None));
        let active = self.clusters.iter().filter(|cluster| !cluster.status().is_finished()).count();
        match self.validator.validate(&options) {
            // As a site's handler of options refuses one.
            Ok(Ok(_)) if self.max_clusters.is_some_and(|most| active >= most as usize) => {
                error(422, "You have as many clusters as you may have.")
            }
            Ok(Ok(options)) => {
                let name = self.create(options, now);
                Response { status: 201, ..ok(format!("{{\"name\": \"{name}\"}}")) }
            }
            Ok(Err(refusal)) => error(422, &refusal.to_text()),
            Err(_) => text(500, "500 Internal Server Error"),
        }
    }

    fn on_scale(&mut self, name: &str, body: Option<&str>, now: f64) -> Response {
        if self.by_name(name).is_none() {
            return not_found(name);
        }
        let Some(request) = object(body) else { return text(500, "500 Internal Server Error") };
        let Some(asked) = request.item("count").and_then(number).filter(|count| *count >= 0) else {
            let got = request.item("count").map_or("None".into(), |count| python::str(count).to_text().into_owned());
            return error(422, &format!("Scale expects a non-negative integer, got {got}"));
        };
        self.changed_at = now;
        let most = self.max_workers;
        let Some(cluster) = self.told(name, now) else {
            return error(409, &format!("cluster {name} is not running"));
        };
        cluster.scale(asked as u32, asked.min(most) as u32, now);
        limited(cluster, (asked > most).then(|| {
            format!(
                "Scale request of {asked} workers would exceed resource limit of {most} workers. Scaling to {most} instead."
            )
        }))
    }

    fn on_adapt(&mut self, name: &str, body: Option<&str>, now: f64) -> Response {
        if self.by_name(name).is_none() {
            return not_found(name);
        }
        let Some(request) = object(body) else { return text(500, "500 Internal Server Error") };
        let bound = |name| match request.item(name) {
            None | Some(Value::None) => Ok(None),
            Some(value) => number(value).map(Some).ok_or(()),
        };
        let (Ok(minimum), Ok(maximum)) = (bound("minimum"), bound("maximum")) else {
            return text(500, "500 Internal Server Error");
        };
        let limit = self.max_workers;
        let (minimum, maximum) = (minimum.unwrap_or(0), maximum.unwrap_or(limit));
        let is_over = maximum > limit || minimum > limit;
        let is_on = request.item("active") != Some(&Value::Bool(false));
        self.changed_at = now;
        let Some(cluster) = self.told(name, now) else {
            return error(409, &format!("cluster {name} is not running"));
        };
        let (least, most) = (minimum.min(limit), maximum.min(limit));
        let small = |bound: i64| bound.max(0) as u32;
        cluster.adapt((small(minimum), small(maximum)), is_on.then_some((small(least), small(most))), now);
        limited(cluster, is_over.then(|| {
            format!(
                "Adapt with `maximum={maximum}, minimum={minimum}` workers would exceed resource limit of {limit} workers. Using `maximum={most}, minimum={least}` instead."
            )
        }))
    }
}

/// Whether there is such a path, for another method.
fn is_path(parts: &[&str]) -> bool {
    matches!(parts[2..], ["options"] | ["clusters", _] | ["clusters", _, "scale" | "adapt"])
}

fn object(body: Option<&str>) -> Option<Dict> {
    match json::parse(body?) {
        Ok(Value::Dict(dict)) => Some(dict),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Int(n) => n.to_f64().map(|n| n as i64),
        Value::Bool(flag) => Some(i64::from(*flag)),
        _ => None,
    }
}

fn ok(body: String) -> Response {
    Response { status: 200, kind: "application/json; charset=utf-8", body }
}

fn stopped() -> Response {
    Response { status: 204, kind: "", body: String::new() }
}

fn text(status: u16, body: &str) -> Response {
    Response { status, kind: "text/plain; charset=utf-8", body: body.into() }
}

fn error(status: u16, sentence: &str) -> Response {
    let body = Value::Dict([("error".into(), Value::Str(sentence.into()))].into_iter().collect());
    Response { status, ..ok(json::write(&body)) }
}

fn not_found(name: &str) -> Response {
    error(404, &format!("Cluster {name} not found"))
}

/// The answer to a scale or adapt, with the sentence where the limit was exceeded.
fn limited(cluster: &mut Cluster, sentence: Option<String>) -> Response {
    let body = match &sentence {
        None => r#"{"ok": true, "msg": null}"#.into(),
        Some(sentence) => format!("{{\"ok\": false, \"msg\": \"{sentence}\"}}"),
    };
    cluster.limits.extend(sentence);
    ok(body)
}
