//! What can be asked of a gateway, and the HTTP request for it.

use super::reply::{Failure, Refusal};
use super::scheduler_page::{MAX_PAGE_BYTES, SchedulerPage};
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// The path of the gateway's configuration, as whoever passes requests on tells it.
pub const CONFIG: &str = "config";
const OPTIONS: &str = "api/v1/options";

/// One request to the gateway, or to the Jupyter server in front of it.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiRequest {
    /// What dask's configuration says of the gateway, from the pass-through server extension.
    Config,
    Version,
    Options,
    /// Active and failed clusters.
    ListClusters,
    /// Those that stopped or failed, which the gateway keeps for a day: a thousand are 348 KB, so this is asked seldom.
    ListEnded,
    CreateCluster(Dict),
    /// Which clusters the Jupyter server stops when it ends, from the pass-through server extension.
    StoppedWithServer,
    /// One cluster, by its full name.
    Cluster(String, ClusterRequest),
    /// A page of one cluster's scheduler, by the cluster's full name.
    Page(String, SchedulerPage),
}

/// What is asked of one cluster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClusterRequest {
    Get,
    /// The same, but the gateway answers when the status changes, or after up to 20 s.
    Watch,
    Scale {
        count: u32,
    },
    Adapt {
        minimum: u32,
        maximum: u32,
    },
    Stop,
    /// The Jupyter server, not the gateway, is to stop it or not when it ends itself.
    StopWithServer {
        on: bool,
    },
    /// Its scheduler's counts of workers and tasks.
    Counts,
    /// Its scheduler's description of itself: threads and memory.
    Identity,
    /// The same, for the workers in it, one by one.
    Workers,
    /// The workers as a page for people, which tells less. What workers say of the tasks that they have done does not go into JSON since
    /// distributed 2023.4: while they work, that is an error.
    WorkersPage,
}

/// An HTTP request, relative to the connection's base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    pub method: &'static str,
    /// Without a leading slash. The gateway's slashes matter: `api/v1/clusters` is a 404.
    pub path: String,
    /// JSON text.
    pub body: Option<String>,
    /// Seconds until the answer is given up.
    pub timeout: u32,
    /// Bytes after which the body is cut, and taken as it is then. None: one that is too large is no answer.
    pub cut: Option<usize>,
}

impl HttpRequest {
    /// Whether a form can be shown as soon as this is answered, and the others of its kind.
    pub fn opens(&self) -> bool {
        matches!(self.path.as_str(), CONFIG | OPTIONS)
    }
}

impl ApiRequest {
    /// Whether it changes something at the gateway.
    pub fn is_mutation(&self) -> bool {
        match self {
            ApiRequest::Config | ApiRequest::Version | ApiRequest::Options => false,
            ApiRequest::ListClusters | ApiRequest::ListEnded => false,
            ApiRequest::StoppedWithServer => false,
            ApiRequest::CreateCluster(_) => true,
            ApiRequest::Page(..) => false,
            ApiRequest::Cluster(_, request) => match request {
                ClusterRequest::Scale { .. } | ClusterRequest::Adapt { .. } | ClusterRequest::Stop => true,
                ClusterRequest::StopWithServer { .. } => true,
                ClusterRequest::Get | ClusterRequest::Watch => false,
                ClusterRequest::Counts | ClusterRequest::Identity => false,
                ClusterRequest::Workers | ClusterRequest::WorkersPage => false,
            },
        }
    }

    /// Whether somebody who looks waits for the answer: the first picture, a newer one, or what a click is to do.
    pub fn is_awaited(&self) -> bool {
        matches!(self, ApiRequest::Config | ApiRequest::Options | ApiRequest::ListClusters) || self.is_mutation()
    }

    /// Whether a cluster's scheduler answers, and not the gateway.
    pub fn is_for_scheduler(&self) -> bool {
        self.is_page() || matches!(self, ApiRequest::Cluster(_, request) if request.is_for_scheduler())
    }

    /// Whether it is for a scheduler's figures, of which one is asked at a time. Its workers are asked for besides: what somebody
    /// looks at is no reason to know less of the others.
    pub fn is_for_figures(&self) -> bool {
        matches!(self, ApiRequest::Cluster(_, ClusterRequest::Counts | ClusterRequest::Identity))
    }

    /// Whether it is for a page that somebody reads: besides all that is polled.
    pub fn is_page(&self) -> bool {
        matches!(self, ApiRequest::Page(..))
    }

    /// Whether the Jupyter server answers by itself, and no gateway: by no other route.
    pub fn is_for_server(&self) -> bool {
        matches!(self, ApiRequest::StoppedWithServer | ApiRequest::Cluster(_, ClusterRequest::StopWithServer { .. }))
    }

    /// Whether it may and should be sent by another route, after this one refused it so: a request to the gateway. What all rests on is worth every
    /// try; what changes something must surely not have been done.
    pub fn may_take_another_route(&self, refusal: &Refusal) -> bool {
        match self {
            ApiRequest::Config | ApiRequest::Options | ApiRequest::ListClusters => true,
            ApiRequest::StoppedWithServer | ApiRequest::Cluster(_, ClusterRequest::StopWithServer { .. }) => false,
            // By the routes of figures: `crate::core::connection::state` has them.
            ApiRequest::Page(..) => false,
            ApiRequest::Version | ApiRequest::ListEnded | ApiRequest::CreateCluster(_) | ApiRequest::Cluster(..) => {
                matches!(refusal, Refusal::LoginNeeded | Refusal::Failure(Failure::NotOffered))
            }
        }
    }

    pub fn to_http(&self) -> HttpRequest {
        match self {
            ApiRequest::Config => get(CONFIG.into(), 15),
            ApiRequest::Version => get("api/version".into(), 15),
            ApiRequest::Options => get(OPTIONS.into(), 15),
            ApiRequest::ListClusters => get("api/v1/clusters/?status=pending,running,stopping,failed".into(), 15),
            ApiRequest::StoppedWithServer => get("stop-with-server".into(), 15),
            ApiRequest::ListEnded => get("api/v1/clusters/?status=stopped,failed".into(), 30),
            ApiRequest::CreateCluster(options) => {
                post("api/v1/clusters/".into(), 60, &[("cluster_options", Value::Dict(options.clone()))])
            }
            ApiRequest::Cluster(name, request) => request.to_http(name),
            ApiRequest::Page(name, page) => HttpRequest {
                // What is no whole JSON is none.
                cut: (!page.is_json()).then_some(MAX_PAGE_BYTES),
                ..get(format!("clusters/{name}/{}", page.path()), 12)
            },
        }
    }
}

impl ClusterRequest {
    /// Whether the cluster's scheduler answers, and not the gateway.
    pub fn is_for_scheduler(self) -> bool {
        match self {
            ClusterRequest::Counts | ClusterRequest::Identity => true,
            ClusterRequest::Workers | ClusterRequest::WorkersPage => true,
            ClusterRequest::Get | ClusterRequest::Watch => false,
            ClusterRequest::Scale { .. } | ClusterRequest::Adapt { .. } | ClusterRequest::Stop => false,
            ClusterRequest::StopWithServer { .. } => false,
        }
    }

    fn to_http(self, name: &str) -> HttpRequest {
        let path = format!("api/v1/clusters/{name}");
        match self {
            ClusterRequest::Get => get(path, 15),
            // `?wait=true` would mean false.
            ClusterRequest::Watch => get(path + "?wait", 30),
            ClusterRequest::Scale { count } => post(path + "/scale", 30, &[("count", Value::int(count))]),
            ClusterRequest::Adapt { minimum, maximum } => post(
                path + "/adapt",
                30,
                &[("minimum", Value::int(minimum)), ("maximum", Value::int(maximum)), ("active", Value::Bool(true))],
            ),
            ClusterRequest::Stop => HttpRequest { method: "DELETE", path, body: None, timeout: 30, cut: None },
            // Not in the path: addresses are logged.
            ClusterRequest::StopWithServer { on } => {
                post("stop-with-server".into(), 15, &[("cluster", Value::Str(name.into())), ("stop", Value::Bool(on))])
            }
            ClusterRequest::Counts => get(format!("clusters/{name}/json/counts.json"), 6),
            ClusterRequest::Identity | ClusterRequest::Workers => get(format!("clusters/{name}/json/identity.json"), 6),
            ClusterRequest::WorkersPage => {
                HttpRequest { cut: Some(MAX_PAGE_BYTES), ..get(format!("clusters/{name}/info/main/workers.html"), 6) }
            }
        }
    }
}

/// `timeout`: seconds.
fn get(path: String, timeout: u32) -> HttpRequest {
    HttpRequest { method: "GET", path, body: None, timeout, cut: None }
}

fn post(path: String, timeout: u32, items: &[(&str, Value)]) -> HttpRequest {
    let body = items.iter().map(|(key, value)| ((*key).into(), value.clone())).collect();
    HttpRequest { method: "POST", path, body: Some(json::write(&Value::Dict(body))), timeout, cut: None }
}
