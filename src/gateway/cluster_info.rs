//! Clusters in the gateway's replies.

use super::reply::{Refusal, object, whole};
use crate::schema::json::{self, Reader};
use crate::schema::pystr::PyStr;
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
    /// None that is known here: a later gateway's, or what could not be read. It has not ended, as far as can be told.
    Unknown,
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
    /// What the gateway calls a status that is not known here; empty if that could not be read, or is known.
    pub status_word: String,
    /// Milliseconds since 1970, by the gateway's clock.
    pub start: f64,
    pub stop: Option<f64>,
    /// Path below the public address, while there is a dashboard.
    pub dashboard: Option<String>,
    pub options: Dict,
}

impl ClusterInfo {
    /// One of which nothing else is known.
    pub fn new(name: String, status: Status) -> ClusterInfo {
        let (status_word, options) = (String::new(), Dict::new());
        ClusterInfo { name, status, status_word, start: 0.0, stop: None, dashboard: None, options }
    }
}

/// Reads the reply to [`super::api_request::ClusterRequest::Get`] for the cluster of this name.
pub fn one(text: &str, name: &str) -> Result<ClusterInfo, Refusal> {
    let info = whole(text, read)?;
    if info.name == name { Ok(info) } else { Err(Refusal::Unexpected("another cluster".into())) }
}

/// What a list tells.
pub struct List {
    /// In the gateway's order. A name may come twice.
    pub clusters: Vec<ClusterInfo>,
    /// How many have a name that cannot be one: nothing can be asked of those.
    pub nameless: u32,
}

/// Reads the reply to [`super::api_request::ApiRequest::ListClusters`]. A cluster that cannot be read does not hide the others.
pub fn list(text: &str) -> Result<List, Refusal> {
    whole(text, |reader| {
        let mut list = List { clusters: Vec::new(), nameless: 0 };
        reader.object(&mut |reader, key| {
            let row = read_row(reader)?;
            // The key is the name once more.
            let name = row.name.or_else(|| std::str::from_utf8(&key).ok().map(str::to_string));
            match name.filter(|name| is_name(name)) {
                Some(name) => list.clusters.push(ClusterInfo { name, ..row.info }),
                None => list.nameless += 1,
            }
            Ok(())
        })?;
        Ok(list)
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

/// One cluster, as far as it can be read.
struct Row {
    /// As it calls itself, whatever that is; None: by no text.
    name: Option<String>,
    /// Without a name.
    info: ClusterInfo,
}

fn read(reader: &mut Reader) -> json::Result<ClusterInfo> {
    let Row { name, info } = read_row(reader)?;
    let name = name.filter(|name| is_name(name)).ok_or_else(|| reader.error("Expecting a cluster's name"))?;
    Ok(ClusterInfo { name, ..info })
}

fn read_row(reader: &mut Reader) -> json::Result<Row> {
    let mut name = None;
    let mut info = ClusterInfo::new(String::new(), Status::Unknown);
    if reader.peek() != Some(b'{') {
        reader.skip()?;
        return Ok(Row { name, info });
    }
    reader.object(&mut |reader, key| {
        match &*key {
            b"name" => name = text(reader)?,
            b"status" => {
                let word = text(reader)?.unwrap_or_default();
                info.status = parse_status(&word);
                info.status_word = if info.status == Status::Unknown { shown(&word) } else { String::new() };
            }
            b"start_time" => info.start = milliseconds(&reader.value()?).unwrap_or(0.0),
            b"stop_time" => info.stop = milliseconds(&reader.value()?),
            b"dashboard_route" => info.dashboard = text(reader)?.filter(|path| is_path_below(path)),
            b"options" => {
                if let Value::Dict(dict) = reader.value()? {
                    info.options = dict;
                }
            }
            _ => reader.skip()?,
        }
        Ok(())
    })?;
    Ok(Row { name, info })
}

/// A word that somebody else made, as it may be shown: what is longer is none.
fn shown(word: &str) -> String {
    word.chars().take(40).collect()
}

fn parse_status(word: &str) -> Status {
    match word {
        "PENDING" => Status::Pending,
        "RUNNING" => Status::Running,
        "STOPPING" => Status::Stopping,
        "STOPPED" => Status::Stopped,
        "FAILED" => Status::Failed,
        _ => Status::Unknown,
    }
}

/// A text; None: it is something else.
fn text(reader: &mut Reader) -> json::Result<Option<String>> {
    if reader.peek() == Some(b'"') {
        return Ok(Some(PyStr::from(reader.string()?).into_text()));
    }
    reader.skip()?;
    Ok(None)
}

fn milliseconds(value: &Value) -> Option<f64> {
    match value {
        Value::Int(n) => n.to_f64(),
        Value::Float(x) => Some(*x),
        _ => None,
    }
}
