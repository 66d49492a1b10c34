//! Clusters in the gateway's replies.

use super::reply::{Refusal, object, whole};
use crate::schema::json::{self, Reader};
use crate::schema::value::{Dict, Value};

/// A cluster's state, as the gateway names it, in the order of its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, serde::Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    Pending,
    Running,
    Stopping,
    Stopped,
    Failed,
}

impl Status {
    /// Whether nothing more will happen to it.
    pub fn is_finished(self) -> bool {
        matches!(self, Status::Stopped | Status::Failed)
    }
}

/// One cluster as the gateway reports it, less its TLS certificate and private key: those are passed over unread.
#[derive(Clone, Debug, PartialEq)]
pub struct ClusterInfo {
    /// The full name. Whoever knows it can reach the scheduler: it stays inside the core.
    pub name: String,
    pub status: Status,
    /// Milliseconds since 1970, by the gateway's clock.
    pub start: f64,
    pub stop: Option<f64>,
    /// Path below the public address, while there is a dashboard.
    pub dashboard: Option<String>,
    pub options: Dict,
}

/// Reads the reply to [`super::api_request::ClusterRequest::Get`] for the cluster of this name.
pub fn one(text: &str, name: &str) -> Result<ClusterInfo, Refusal> {
    let info = whole(text, read)?;
    if info.name == name { Ok(info) } else { Err(Refusal::Unexpected("another cluster".into())) }
}

/// Reads the reply to [`super::api_request::ApiRequest::ListClusters`], in the gateway's order. A name may come twice.
pub fn list(text: &str) -> Result<Vec<ClusterInfo>, Refusal> {
    whole(text, |reader| {
        let mut infos = Vec::new();
        reader.object(&mut |reader, _| {
            infos.push(read(reader)?);
            Ok(())
        })?;
        Ok(infos)
    })
}

/// Reads the reply to [`super::api_request::ApiRequest::CreateCluster`]: the new cluster's full name.
pub fn created(text: &str) -> Result<String, Refusal> {
    let dict = object(text)?;
    let name = dict.item("name").and_then(Value::as_str).map(|name| name.to_text().into_owned());
    name.filter(|name| is_name(name)).ok_or_else(|| Refusal::Unexpected("no cluster name".into()))
}

/// A name that may stand in a path. The gateway makes hexadecimal ones; a backend may add its own prefix.
pub fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !name.as_bytes().windows(2).any(|pair| pair == b"..")
}

/// Whether a path leads to a page below the address that it is put behind, whatever that address is: no other host, port or
/// user, and no way up.
fn is_path_below(path: &str) -> bool {
    path.starts_with('/')
        && path.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'_' | b'.'))
        && !path.as_bytes().windows(2).any(|pair| matches!(pair, b"//" | b".."))
}

fn read(reader: &mut Reader) -> json::Result<ClusterInfo> {
    let (mut name, mut status, mut start, mut stop, mut dashboard) = (None, None, None, None, None);
    let mut options = Dict::new();
    reader.object(&mut |reader, key| {
        match &*key {
            b"name" => name = text(&reader.value()?),
            b"status" => status = text(&reader.value()?).and_then(|word| parse_status(&word)),
            b"start_time" => start = milliseconds(&reader.value()?),
            b"stop_time" => stop = milliseconds(&reader.value()?),
            b"dashboard_route" => dashboard = text(&reader.value()?).filter(|path| is_path_below(path)),
            b"options" => {
                if let Value::Dict(dict) = reader.value()? {
                    options = dict;
                }
            }
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    let name = name.filter(|name| is_name(name)).ok_or_else(|| reader.error("Expecting a cluster's name"))?;
    let status = status.ok_or_else(|| reader.error("Expecting a cluster's status"))?;
    Ok(ClusterInfo { name, status, start: start.unwrap_or(0.0), stop, dashboard, options })
}

fn parse_status(word: &str) -> Option<Status> {
    Some(match word {
        "PENDING" => Status::Pending,
        "RUNNING" => Status::Running,
        "STOPPING" => Status::Stopping,
        "STOPPED" => Status::Stopped,
        "FAILED" => Status::Failed,
        _ => return None,
    })
}

fn text(value: &Value) -> Option<String> {
    Some(value.as_str()?.to_text().into_owned())
}

fn milliseconds(value: &Value) -> Option<f64> {
    match value {
        Value::Int(n) => n.to_f64(),
        Value::Float(x) => Some(*x),
        _ => None,
    }
}
