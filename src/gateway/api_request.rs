//! What can be asked of a gateway, and the HTTP request for it.

use super::reply::{Failure, Refusal};
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// One request to the gateway, or to the Jupyter server in front of it. Names are full cluster names.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiRequest {
    /// What dask's configuration says of the gateway, from the pass-through server extension.
    Config,
    Version,
    Options,
    /// Active and failed clusters.
    ListClusters,
    CreateCluster(Dict),
    GetCluster {
        name: String,
    },
    /// The same, but the gateway answers when the status changes, or after up to 20 s.
    WatchCluster {
        name: String,
    },
    ScaleCluster {
        name: String,
        count: u32,
    },
    AdaptCluster {
        name: String,
        minimum: u32,
        maximum: u32,
    },
    StopCluster {
        name: String,
    },
    /// The scheduler's counts of workers and tasks.
    SchedulerCounts {
        name: String,
    },
    /// The scheduler's description of itself: threads and memory.
    SchedulerIdentity {
        name: String,
    },
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
}

impl ApiRequest {
    /// Whether it changes something at the gateway.
    pub fn is_mutation(&self) -> bool {
        match self {
            ApiRequest::CreateCluster(_)
            | ApiRequest::ScaleCluster { .. }
            | ApiRequest::AdaptCluster { .. }
            | ApiRequest::StopCluster { .. } => true,
            ApiRequest::Config
            | ApiRequest::Version
            | ApiRequest::Options
            | ApiRequest::ListClusters
            | ApiRequest::GetCluster { .. }
            | ApiRequest::WatchCluster { .. }
            | ApiRequest::SchedulerCounts { .. }
            | ApiRequest::SchedulerIdentity { .. } => false,
        }
    }

    /// Whether it may and should be sent by another route, after this one refused it so. What all rests on is worth every
    /// try; what changes something must surely not have been done.
    pub fn may_take_another_route(&self, refusal: &Refusal) -> bool {
        match self {
            ApiRequest::Config | ApiRequest::Options | ApiRequest::ListClusters => true,
            ApiRequest::SchedulerCounts { .. } | ApiRequest::SchedulerIdentity { .. } => false,
            _ => matches!(refusal, Refusal::LoginNeeded | Refusal::Failure(Failure::NotOffered)),
        }
    }

    pub fn to_http(&self) -> HttpRequest {
        let get = |path: String, timeout| HttpRequest { method: "GET", path, body: None, timeout };
        let post = |path: String, timeout, items: &[(&str, Value)]| {
            let body = items.iter().map(|(key, value)| ((*key).into(), value.clone())).collect();
            HttpRequest { method: "POST", path, body: Some(json::write(&Value::Dict(body))), timeout }
        };
        match self {
            ApiRequest::Config => get("config".into(), 15),
            ApiRequest::Version => get("api/version".into(), 15),
            ApiRequest::Options => get("api/v1/options".into(), 15),
            ApiRequest::ListClusters => get("api/v1/clusters/?status=pending,running,stopping,failed".into(), 15),
            ApiRequest::CreateCluster(options) => {
                post("api/v1/clusters/".into(), 60, &[("cluster_options", Value::Dict(options.clone()))])
            }
            // `?wait=true` would mean false.
            ApiRequest::WatchCluster { name } => get(format!("api/v1/clusters/{name}?wait"), 30),
            ApiRequest::GetCluster { name } => get(format!("api/v1/clusters/{name}"), 15),
            ApiRequest::ScaleCluster { name, count } => {
                post(format!("api/v1/clusters/{name}/scale"), 30, &[("count", Value::int(*count))])
            }
            ApiRequest::AdaptCluster { name, minimum, maximum } => post(
                format!("api/v1/clusters/{name}/adapt"),
                30,
                &[("minimum", Value::int(*minimum)), ("maximum", Value::int(*maximum)), ("active", Value::Bool(true))],
            ),
            ApiRequest::StopCluster { name } => {
                HttpRequest { method: "DELETE", path: format!("api/v1/clusters/{name}"), body: None, timeout: 30 }
            }
            ApiRequest::SchedulerCounts { name } => get(format!("clusters/{name}/json/counts.json"), 6),
            ApiRequest::SchedulerIdentity { name } => get(format!("clusters/{name}/json/identity.json"), 6),
        }
    }
}
