//! What came back, and what it says.

use crate::schema::json::{self, Reader};
use crate::schema::value::{Dict, Value};

/// An HTTP response, or why there is none.
pub type Outcome = Result<Reply, Failure>;

/// No response that could be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The network or the browser refused.
    NoAnswer,
    /// The request's time ran out.
    TimedOut,
    /// The page does not offer the route.
    NotOffered,
    /// The answer was larger than any may be, here or at the pass-through, and not read to its end.
    TooLarge,
}

/// An HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// The content type, as sent; empty when there was none.
    pub content_type: String,
    /// The header `Dask-Gateway-Error`: the Jupyter server answered instead of the gateway, and this names why.
    pub own_error: Option<String>,
    /// Seconds to wait before the next request, where the answer asks for that: see [`super::retry_after`].
    pub retry_after: Option<u32>,
    pub body: Vec<u8>,
}

impl Reply {
    /// By its status alone.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Seconds for which nothing is to be asked by itself. Only these two are asked with: of others the header means something else.
    pub fn asks_to_wait(&self) -> Option<u32> {
        self.retry_after.filter(|_| matches!(self.status, 429 | 503))
    }
}

/// Why a request did not succeed. Each has its own sentence in [`crate::core::messages::Message`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    Failure(Failure),
    /// An error with a text to show, from the gateway or from our own server extension. `lost`: the extension had sent
    /// the request on, but got no answer, or none that it can pass on.
    Said {
        status: u16,
        text: String,
        lost: bool,
    },
    /// Whoever should ask the gateway knows of none. `text`: what to do, in its words.
    NotConfigured {
        text: String,
    },
    /// The Jupyter server, or a gateway that is asked directly, wants a login.
    LoginNeeded,
    /// It is not allowed, and nothing tells that a login would help. `text`: why, in the words of whoever refused; empty if there are none.
    Forbidden {
        text: String,
    },
    /// The gateway, or what stands in front of it, has too many requests and asks to wait. `seconds`: for how long; 0 if it does not say.
    AskedToWait {
        seconds: u32,
    },
    /// A web page where data is due, as a success.
    NotJson {
        status: u16,
    },
    /// An error without words that are meant for the user: what stands in front of a gateway answers so, with a page of its own.
    Status(u16),
    /// Success, but not of the promised shape.
    Unexpected(String),
}

impl Refusal {
    /// Whether the gateway met an exception that it did not expect: all other errors have words, or another status.
    pub fn is_fault_of_gateway(&self) -> bool {
        matches!(self, Refusal::Status(500))
    }

    /// Whether a request that changes something may have been carried out all the same. That holds for each of them alike: the answer tells nothing
    /// that depends on what was asked. A proxy's 503 says as little as its 502 whether the gateway was reached before.
    pub fn may_be_done(&self) -> bool {
        matches!(
            self,
            Refusal::Failure(Failure::NoAnswer | Failure::TimedOut | Failure::TooLarge)
                | Refusal::Status(500..)
                | Refusal::Said { lost: true, .. }
                | Refusal::NotJson { status: 200..300 }
                | Refusal::Unexpected(_)
        )
    }

    /// Whether the gateway has no such cluster of this user's: none at all, or one that is somebody else's by now.
    pub fn is_of_no_cluster(&self) -> bool {
        match self {
            Refusal::Said { status: 404, .. } => true,
            // Its own words. A proxy's 403 says nothing of a cluster.
            Refusal::Forbidden { text } => has(text.as_bytes(), OTHERS_CLUSTER),
            _ => false,
        }
    }

    /// Whether the gateway has read what was asked for, and does not do it.
    pub fn is_final(&self) -> bool {
        match self {
            Refusal::Forbidden { .. } | Refusal::Status(400 | 409 | 422) => true,
            Refusal::Said { status, .. } => (400..500).contains(status) && *status != 404,
            _ => false,
        }
    }

    /// Whether what should answer is there, but did not in time or could not: not where it was asked is to blame.
    pub fn is_no_answer(&self) -> bool {
        matches!(
            self,
            Refusal::Failure(Failure::TimedOut)
                | Refusal::AskedToWait { .. }
                | Refusal::Status(502..=504)
                | Refusal::Said { status: 503 | 504, .. }
        )
    }

    /// Whether the same question may be answered next time: what came was no answer, rather than one that cannot be used.
    pub fn is_worth_another_try(&self) -> bool {
        !matches!(self, Refusal::Failure(Failure::TooLarge) | Refusal::Unexpected(_))
    }
}

/// The text of a successful reply. Every failure is told apart here, for all requests alike.
pub fn success(outcome: Outcome) -> Result<String, Refusal> {
    let reply = outcome.map_err(Refusal::Failure)?;
    let is_json = reply.content_type.split(';').next().is_some_and(|kind| kind.trim().ends_with("json"));
    let ok = reply.is_success();
    if ok && (is_json || reply.status == 204) {
        return String::from_utf8(reply.body).map_err(|_| Refusal::Unexpected("the text is not UTF-8".into()));
    }
    if ok {
        return Err(Refusal::NotJson { status: reply.status });
    }
    Err(refusal(&reply, is_json))
}

/// The same of a page that is to be read. Who hands it on may call it text, so that no browser takes it for a page of theirs. What was cut need not end
/// with a whole character: it ends with what can be read.
pub fn page(outcome: Outcome) -> Result<String, Refusal> {
    match outcome {
        Ok(reply) if is_text(&reply) => String::from_utf8(reply.body).or_else(|error| {
            let end = error.utf8_error().valid_up_to();
            let mut body = error.into_bytes();
            body.truncate(end);
            String::from_utf8(body).map_err(|_| Refusal::Unexpected(String::new()))
        }),
        outcome => success(outcome),
    }
}

fn is_text(reply: &Reply) -> bool {
    let kind = reply.content_type.split(';').next().unwrap_or_default().trim();
    (200..300).contains(&reply.status) && matches!(kind, "text/html" | "text/plain")
}

/// What an error means: first by whom it is from, then by its status, then by its words. Its content type says little: proxies have pages for all of
/// them, and some answer with JSON of their own.
fn refusal(reply: &Reply, is_json: bool) -> Refusal {
    let status = reply.status;
    let is_own = reply.own_error.is_some();
    // Whoever asks for a login does so in words that say no more; the pass-through hands on none of the gateway's 401s.
    let is_login = match status {
        // A redirect, not followed: to a login page, or to a server that is being started.
        0 | 401 => true,
        403 => is_json && has(&reply.body, JUPYTER_REFUSAL),
        500 => has(&reply.body, HUB_REFUSAL),
        _ => false,
    };
    if is_login && !is_own {
        return Refusal::LoginNeeded;
    }
    if status == 429 && !is_own {
        return Refusal::AskedToWait { seconds: reply.retry_after.unwrap_or(0) };
    }
    // The same as where this page is the one that does not take it. With another status it was the request that was too large.
    if status == 502 && reply.own_error.as_deref() == Some("too-large") {
        return Refusal::Failure(Failure::TooLarge);
    }
    let said = readable(reply).filter(|_| is_json).and_then(error_text);
    if status == 403 && !is_own {
        let plain = || readable(reply).filter(|_| reply.content_type.starts_with("text/plain")).map(cut);
        return Refusal::Forbidden { text: said.or_else(plain).unwrap_or_default() };
    }
    let Some(text) = said else { return Refusal::Status(status) };
    if reply.own_error.as_deref() == Some("not-configured") {
        return Refusal::NotConfigured { text };
    }
    let lost = match reply.own_error.as_deref() {
        Some("timed-out" | "dropped" | "bad-reply" | "unverified") => true,
        // The Jupyter server failed, who knows where.
        Some("jupyter") => status >= 500,
        Some(_) => false,
        // It may be a proxy that answers in JSON.
        None => status >= 500,
    };
    Refusal::Said { status, text, lost }
}

/// The most characters of an error that are kept. A page can draw as many; the gateway may send megabytes.
pub const MAX_ERROR_CHARS: usize = 100_000;

/// The text, not longer than a page can draw.
fn cut(text: &str) -> String {
    match text.char_indices().nth(MAX_ERROR_CHARS) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.trim().into(),
    }
}

fn readable(reply: &Reply) -> Option<&str> {
    std::str::from_utf8(&reply.body).ok()
}

/// So a Jupyter server answers a request without a login.
const JUPYTER_REFUSAL: &[u8] = b"\"message\": \"Forbidden\"";

/// So the gateway answers for a cluster of another user.
const OTHERS_CLUSTER: &[u8] = b"lacks permissions to view cluster";

/// A hub that does not know the token says so to the gateway, and the gateway says so with status 500.
const HUB_REFUSAL: &[u8] = b"Permission failure verifying user's JupyterHub API token";

fn has(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

fn error_text(body: &str) -> Option<String> {
    match json::parse(body).ok()? {
        Value::Dict(dict) => Some(cut(&dict.item("error")?.as_str()?.to_text())),
        _ => None,
    }
}

/// The reply to scale and adapt: what the gateway did instead, where it did not do as asked.
pub fn limited(text: &str) -> Result<Option<String>, Refusal> {
    let dict = object(text)?;
    let said = dict.item("msg").and_then(Value::as_str).map(|msg| msg.to_text().into_owned());
    match dict.item("ok") {
        Some(Value::Bool(true)) => Ok(None),
        Some(Value::Bool(false)) => Ok(Some(said.unwrap_or_default())),
        _ => Err(Refusal::Unexpected("neither ok nor refused".into())),
    }
}

/// The numbers in such a sentence, for the gateway tells in words alone what it does instead, and that last: `Scale request of 10
/// workers would exceed resource limit of 2 workers. Scaling to 2 instead.`, or ``Adapt with `maximum=9, minimum=5` workers would
/// exceed resource limit of 2 workers. Using `maximum=2, minimum=2` instead.``
pub fn numbers(sentence: &str) -> Vec<u32> {
    sentence.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

/// The reply to a stop: the gateway's success has no body. What has one is of somebody else.
pub fn nothing(body: String) -> Result<String, Refusal> {
    if body.is_empty() { Ok(body) } else { Err(Refusal::Unexpected("a body where none is due".into())) }
}

/// The gateway's version. None for a text that looks like none: it is shown, copied, and compared.
pub fn version(text: &str) -> Option<String> {
    let version = object(text).ok()?.item("version")?.as_str()?.to_text().into_owned();
    let is_part = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'+' | b'-' | b'_' | b'!');
    (!version.is_empty() && version.len() <= 40 && version.bytes().all(is_part)).then_some(version)
}

/// A reply that must be a JSON object.
pub fn object(text: &str) -> Result<Dict, Refusal> {
    match json::parse(text) {
        Ok(Value::Dict(dict)) => Ok(dict),
        Ok(_) => Err(Refusal::Unexpected("not an object".into())),
        Err(error) => Err(error.into()),
    }
}

/// Reads with `read` to the end of the text.
pub fn whole<T>(text: &str, read: impl FnOnce(&mut Reader) -> json::Result<T>) -> Result<T, Refusal> {
    let mut reader = Reader::new(text);
    let value = read(&mut reader)?;
    reader.end()?;
    Ok(value)
}

impl From<json::JsonError> for Refusal {
    fn from(error: json::JsonError) -> Refusal {
        Refusal::Unexpected(error.to_string())
    }
}
