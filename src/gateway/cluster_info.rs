//! Clusters in the gateway's replies.

use std::rc::Rc;

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
    /// Milliseconds since 1970, by the gateway's clock; 0: it does not tell.
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
    pub clusters: Vec<Rc<ClusterInfo>>,
    /// How many have a name that cannot be one: nothing can be asked of those.
    pub nameless: u32,
}

/// The rows of the list that was read last: one that stands there as it was is not read again, and is the same [`ClusterInfo`].
#[derive(Default)]
pub struct KnownRows(Vec<KnownRow>);

#[derive(Clone)]
struct KnownRow {
    info: Rc<ClusterInfo>,
    /// Of its text, of which nothing is kept: a private key is in it.
    length: usize,
    hash: u64,
}

/// So many rows may be gone from one place for those behind them to be found again.
const LOOK_AHEAD: usize = 16;

impl KnownRow {
    fn begins(&self, text: &str) -> bool {
        let text = text.as_bytes().get(..self.length);
        text.is_some_and(|text| text.ends_with(b"}") && hash(text) == self.hash)
    }
}

/// Differs for texts that differ in eight bytes or less, and for all others as surely as can be.
fn hash(text: &[u8]) -> u64 {
    let (words, rest) = text.as_chunks();
    let mut last = [0; 8];
    last[..rest.len()].copy_from_slice(rest);
    words.iter().chain([&last]).fold(0, |hash, word| {
        let mixed = (hash ^ u64::from_le_bytes(*word)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ mixed >> 29
    })
}

/// Reads the reply to [`super::api_request::ApiRequest::ListClusters`]. A cluster that cannot be read does not hide the others.
pub fn list(text: &str, known: &mut KnownRows) -> Result<List, Refusal> {
    let (mut rows, mut nameless, mut next) = (Vec::new(), 0, 0);
    let mut read_next = |reader: &mut Reader, key: &[u8]| {
        let mut ahead = known.0.iter().enumerate().skip(next).take(LOOK_AHEAD);
        let text = reader.rest();
        if let Some((place, row)) = ahead.find(|(_, row)| row.info.name.as_bytes() == key) {
            next = place + 1;
            if row.begins(text) {
                reader.pass(row.length);
                rows.push(row.clone());
                return Ok(());
            }
        }
        let row = read_row(reader)?;
        let length = text.len() - reader.left();
        // The key is the name once more. Where they differ, neither can be trusted.
        let key = std::str::from_utf8(key).ok();
        let name = match row.name {
            Some(name) => Some(name).filter(|name| key == Some(name)),
            None => key.map(str::to_string),
        };
        match name.filter(|name| is_name(name)) {
            Some(name) => {
                let info = ClusterInfo { name, ..row.info }.into();
                rows.push(KnownRow { info, length, hash: hash(&text.as_bytes()[..length]) });
            }
            None => nameless += 1,
        }
        Ok(())
    };
    whole(text, |reader| reader.object(&mut |reader, key| read_next(reader, &key)))?;
    known.0 = rows;
    Ok(List { clusters: known.0.iter().map(|row| row.info.clone()).collect(), nameless })
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

/// The latest time that a date of JavaScript's can tell.
const LAST_TIME: f64 = 8.64e15;

/// A time that can be one; None: nothing is known of it.
fn milliseconds(value: &Value) -> Option<f64> {
    let time = match value {
        Value::Int(n) => n.to_f64()?,
        Value::Float(x) => *x,
        _ => return None,
    };
    (1.0..=LAST_TIME).contains(&time).then_some(time)
}
