//! What the core has to say: ids with arguments, never sentences. `js/view/strings/` holds the sentence of each id.

use serde::Serialize;

use crate::gateway::reply::{Failure, Refusal};
use crate::schema::json::JsonError;
use crate::schema::yaml;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Message {
    pub level: Level,
    pub words: Words,
}

impl Message {
    pub fn info(words: Words) -> Message {
        Message { level: Level::Info, words }
    }

    pub fn error(words: impl Into<Words>) -> Message {
        Message { level: Level::Error, words: words.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Info,
    Error,
}

/// A sentence as an id with its arguments.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(tag = "id", rename_all = "kebab-case")]
pub enum Words {
    /// The gateway's or the Jupyter server's own words, shown as they are.
    Said {
        text: String,
    },
    /// The browser got no answer at all.
    NoAnswer,
    /// No answer in the time allowed.
    TimedOut,
    /// The page has no such way to the gateway, and the settings allow no other.
    NotOffered,
    /// A login page or another document instead of JSON.
    NotJson {
        status: u16,
    },
    /// The Jupyter server, or a gateway that is asked directly, wants a login.
    LoginNeeded,
    /// An error without words, by its HTTP status.
    Http {
        status: u16,
    },
    /// A success that is not of the shape the gateway's API promises.
    Unexpected {
        detail: String,
    },
    /// A create went through.
    Launched {
        cluster: String,
    },
    /// The answer to a create was lost: the cluster may or may not exist, the list will tell.
    LaunchUnknown,
    Scaling {
        workers: u32,
    },
    Adapting {
        minimum: u32,
        maximum: u32,
    },
    Stopping,
    Stopped,
    /// The cluster went to FAILED; the gateway's API gives no reason.
    Failed,
    /// The gateway no longer knows the cluster.
    Gone,
    /// Adaptive scaling without an upper bound is never sent.
    AdaptNeedsMaximum,
    MinimumAboveMaximum,
    /// What stands where a number of workers is due is not a whole number from 0 up.
    NotACount {
        text: String,
    },
    /// An option of a kind that this version does not know: edited as JSON.
    UnknownKind {
        kind: String,
    },
    /// Python set a value that the user was just changing, or whose text was refused. `text` is what was lost: Python's
    /// value if what was typed is `kept`, else that.
    FromPython {
        kept: bool,
        text: String,
    },
    /// A text is not the YAML or JSON that it has to be.
    Unreadable {
        line: u32,
        column: u32,
        detail: String,
    },
    /// The text is being read.
    Reading,
    /// What reads YAML could not be loaded.
    NoReader {
        detail: String,
    },
    /// A mapping holds more than names and texts.
    NoTable,
    /// A value in a table has no name.
    NameMissing,
    /// A name in a table stands in an earlier row, too; rows count from 1.
    NameTaken {
        row: u32,
    },
    /// dask's configuration sets options that the gateway does not publish.
    UnknownDefaults {
        names: String,
    },
    /// Workers would run in another image than the notebook server does.
    OtherImage {
        image: String,
    },
    Copied,
    Inserted,
    /// The cluster has no dashboard to open (yet).
    NoDashboard,
}

impl Words {
    pub fn said(text: impl Into<String>) -> Words {
        Words::Said { text: text.into() }
    }
}

impl From<Refusal> for Words {
    fn from(refusal: Refusal) -> Words {
        match refusal {
            Refusal::Failure(Failure::NoAnswer) => Words::NoAnswer,
            Refusal::Failure(Failure::TimedOut) => Words::TimedOut,
            Refusal::Failure(Failure::NotOffered) => Words::NotOffered,
            Refusal::Said { text, .. } => Words::Said { text },
            Refusal::LoginNeeded => Words::LoginNeeded,
            Refusal::NotJson { status } => Words::NotJson { status },
            Refusal::Status(status) => Words::Http { status },
            Refusal::Unexpected(detail) => Words::Unexpected { detail },
        }
    }
}

impl From<JsonError> for Words {
    fn from(JsonError { line, column, detail }: JsonError) -> Words {
        Words::Unreadable { line, column, detail: detail.into() }
    }
}

/// Why a mapping's text was not read.
#[derive(Clone, Debug, PartialEq)]
pub enum Unread {
    Wrong(yaml::Error),
    /// The reader could not be had.
    NoReader(String),
}

impl From<Unread> for Words {
    fn from(unread: Unread) -> Words {
        match unread {
            Unread::Wrong(yaml::Error { line, column, detail }) => Words::Unreadable { line, column, detail },
            Unread::NoReader(detail) => Words::NoReader { detail },
        }
    }
}
