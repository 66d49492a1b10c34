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
    /// The answer was larger than any may be, and not read to its end.
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
    pub body: Vec<u8>,
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
    /// The Jupyter server, or a gateway that is asked directly, wants a login.
    LoginNeeded,
    /// A web page where data is due.
    NotJson {
        status: u16,
    },
    /// An error without words.
    Status(u16),
    /// Success, but not of the promised shape.
    Unexpected(String),
}

impl Refusal {
    /// Whether the gateway met an exception that it did not expect: all other errors have words, or another status.
    pub fn is_fault_of_gateway(&self) -> bool {
        matches!(self, Refusal::Status(500))
    }

    /// Whether the request may have been carried out all the same: its answer is what was lost.
    pub fn may_be_done(&self) -> bool {
        matches!(
            self,
            Refusal::Failure(Failure::NoAnswer | Failure::TimedOut | Failure::TooLarge)
                | Refusal::Status(502 | 504)
                | Refusal::Said { lost: true, .. }
                | Refusal::NotJson { status: 200..300 }
                | Refusal::Unexpected(_)
        )
    }

    /// Whether what should answer is there, but did not in time or could not: not where it was asked is to blame.
    pub fn is_no_answer(&self) -> bool {
        matches!(
            self,
            Refusal::Failure(Failure::TimedOut) | Refusal::Status(502..=504) | Refusal::Said { status: 503 | 504, .. }
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
    let is_page = reply.content_type.starts_with("text/html");
    let ok = (200..300).contains(&reply.status);
    if ok && (is_json || reply.status == 204) {
        return String::from_utf8(reply.body).map_err(|_| Refusal::Unexpected("the text is not UTF-8".into()));
    }
    if ok || is_page && reply.status < 500 {
        return Err(Refusal::NotJson { status: reply.status });
    }
    let said = std::str::from_utf8(&reply.body).ok().filter(|_| is_json).and_then(error_text);
    // Whoever asks for a login does so in words that say no more; the pass-through hands on none of the gateway's 401s.
    let unauthorized =
        reply.own_error.is_none() && (reply.status == 401 || reply.status == 500 && has(&reply.body, HUB_REFUSAL));
    Err(match said.filter(|_| !unauthorized) {
        Some(text) => {
            let lost = match reply.own_error.as_deref() {
                Some("timed-out" | "dropped" | "bad-reply" | "unverified") => true,
                // Else it was the request that was too large.
                Some("too-large") => reply.status == 502,
                _ => false,
            };
            Refusal::Said { status: reply.status, text, lost }
        }
        // The gateway's other errors have words. 0: a redirect, not followed.
        None if unauthorized || matches!(reply.status, 0 | 403) && reply.own_error.is_none() => Refusal::LoginNeeded,
        None => Refusal::Status(reply.status),
    })
}

/// A hub that does not know the token says so to the gateway, and the gateway says so with status 500.
const HUB_REFUSAL: &[u8] = b"Permission failure verifying user's JupyterHub API token";

fn has(body: &[u8], part: &[u8]) -> bool {
    body.windows(part.len()).any(|window| window == part)
}

fn error_text(body: &str) -> Option<String> {
    match json::parse(body).ok()? {
        Value::Dict(dict) => Some(dict.item("error")?.as_str()?.to_text().into_owned()),
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
