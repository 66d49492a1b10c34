//! What can be asked, and the HTTP request for it.

use super::reply::{Failure, Refusal};
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// One question to the gateway, or to the Jupyter server in front of it. Names are full cluster names.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// The connection's settings, from the pass-through server extension.
    Config,
    Version,
    Options,
    /// Active and failed clusters.
    List,
    Create(Dict),
    /// One cluster; `wait`: the gateway answers when its status changes, or after up to 20 s.
    Cluster {
        name: String,
        wait: bool,
    },
    Scale {
        name: String,
        count: u32,
    },
    Adapt {
        name: String,
        minimum: u32,
        maximum: u32,
    },
    Stop {
        name: String,
    },
    /// The scheduler's counts of workers and tasks.
    Counts {
        name: String,
    },
    /// The scheduler's description of itself: threads and memory.
    Identity {
        name: String,
    },
}

/// An HTTP request, relative to the connection's base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub method: &'static str,
    /// Without a leading slash. The gateway's slashes matter: `api/v1/clusters` is a 404.
    pub path: String,
    /// JSON text.
    pub body: Option<String>,
    /// Seconds until the answer is given up.
    pub timeout: u32,
}

impl Call {
    /// Whether it may and should be sent by another way, after this one refused it so. What all rests on is worth every try;
    /// what changes something must surely not have been done.
    pub fn is_worth_another_way(&self, refusal: &Refusal) -> bool {
        match self {
            Call::Config | Call::Options | Call::List => true,
            Call::Counts { .. } | Call::Identity { .. } => false,
            _ => matches!(refusal, Refusal::LoginNeeded | Refusal::Failure(Failure::NotOffered)),
        }
    }

    pub fn request(&self) -> Request {
        let get = |path: String, timeout| Request { method: "GET", path, body: None, timeout };
        let post = |path: String, timeout, items: &[(&str, Value)]| {
            let body = items.iter().map(|(key, value)| ((*key).into(), value.clone())).collect();
            Request { method: "POST", path, body: Some(json::write(&Value::Dict(body))), timeout }
        };
        match self {
            Call::Config => get("config".into(), 15),
            Call::Version => get("api/version".into(), 15),
            Call::Options => get("api/v1/options".into(), 15),
            Call::List => get("api/v1/clusters/?status=pending,running,stopping,failed".into(), 15),
            Call::Create(options) => {
                post("api/v1/clusters/".into(), 60, &[("cluster_options", Value::Dict(options.clone()))])
            }
            // `?wait=true` would mean false.
            Call::Cluster { name, wait: true } => get(format!("api/v1/clusters/{name}?wait"), 30),
            Call::Cluster { name, wait: false } => get(format!("api/v1/clusters/{name}"), 15),
            Call::Scale { name, count } => {
                post(format!("api/v1/clusters/{name}/scale"), 30, &[("count", Value::int(*count))])
            }
            Call::Adapt { name, minimum, maximum } => post(
                format!("api/v1/clusters/{name}/adapt"),
                30,
                &[("minimum", Value::int(*minimum)), ("maximum", Value::int(*maximum)), ("active", Value::Bool(true))],
            ),
            Call::Stop { name } => {
                Request { method: "DELETE", path: format!("api/v1/clusters/{name}"), body: None, timeout: 30 }
            }
            Call::Counts { name } => get(format!("clusters/{name}/json/counts.json"), 6),
            Call::Identity { name } => get(format!("clusters/{name}/json/identity.json"), 6),
        }
    }
}
