//! What can become of a request on its way to the gateway, and of the reply on its way back.

use dask_gateway::gateway::api_request::HttpRequest;
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};

use crate::common::reply;
use crate::gateway::Response;
use crate::random::Random;

/// What is asked, as far as the network is chosen by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Any,
    Config,
    Version,
    Options,
    List,
    Ended,
    Create,
    Get,
    Watch,
    Scale,
    Adapt,
    Stop,
    Counts,
    Identity,
}

impl Kind {
    pub const COUNT: usize = Kind::Identity as usize + 1;

    pub fn of(request: &HttpRequest) -> Kind {
        let path = request.path.as_str();
        match (request.method, path) {
            ("POST", "api/v1/clusters/") => Kind::Create,
            ("DELETE", _) => Kind::Stop,
            (_, "config") => Kind::Config,
            (_, "api/version") => Kind::Version,
            (_, "api/v1/options") => Kind::Options,
            _ if path.starts_with("api/v1/clusters/?status=stopped") => Kind::Ended,
            _ if path.starts_with("api/v1/clusters/?") => Kind::List,
            _ if path.ends_with("/scale") => Kind::Scale,
            _ if path.ends_with("/adapt") => Kind::Adapt,
            _ if path.ends_with("?wait") => Kind::Watch,
            _ if path.ends_with("counts.json") => Kind::Counts,
            _ if path.ends_with("identity.json") => Kind::Identity,
            _ => Kind::Get,
        }
    }

    pub fn is_mutation(self) -> bool {
        matches!(self, Kind::Create | Kind::Scale | Kind::Adapt | Kind::Stop)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Fine,
    /// The connection breaks before, or after, the gateway did it.
    LostBefore,
    LostAfter,
    /// Silence until the request's time is up.
    HangsBefore,
    HangsAfter,
    /// Milliseconds that each way takes longer.
    Slow {
        there: u32,
        back: u32,
    },
    /// The page cannot send by the route that it was to take.
    NotOffered,
    /// Somebody on the way answers, and the gateway knows nothing of it.
    NotDone(Misanswer),
    /// The gateway did it, but this is what comes back.
    Done(Misanswer),
    /// The reply ends early, and whoever passed it on says nothing of that.
    Cut {
        percent: u8,
    },
    /// Some bytes of the reply are others, too many or missing: the seed says which.
    Garbled {
        seed: u32,
    },
    /// The page is told the same reply twice.
    AnsweredTwice,
    /// A proxy sends it once more, milliseconds later; not a POST, which none repeats.
    SentTwice {
        after: u32,
    },
}

/// What comes instead of the gateway's reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misanswer {
    Text500,
    Page502,
    Page503,
    Page504,
    Page429,
    Page404,
    Json401,
    Text403,
    LoginPage,
    Redirect,
    Garbage,
    /// The server extension's own, by its header.
    Unreachable,
    Dropped,
    TimedOut,
    Busy,
}

impl Misanswer {
    pub const ALL: [Misanswer; 15] = [
        Misanswer::Text500,
        Misanswer::Page502,
        Misanswer::Page503,
        Misanswer::Page504,
        Misanswer::Page429,
        Misanswer::Page404,
        Misanswer::Json401,
        Misanswer::Text403,
        Misanswer::LoginPage,
        Misanswer::Redirect,
        Misanswer::Garbage,
        Misanswer::Unreachable,
        Misanswer::Dropped,
        Misanswer::TimedOut,
        Misanswer::Busy,
    ];

    /// Those by which the gateway may have done what it was asked.
    pub const AFTER: [Misanswer; 7] = [
        Misanswer::Text500,
        Misanswer::Page502,
        Misanswer::Page503,
        Misanswer::Page504,
        Misanswer::Garbage,
        Misanswer::Dropped,
        Misanswer::TimedOut,
    ];

    pub fn reply(self) -> Reply {
        const PAGE: &str = "<html><body>nginx</body></html>";
        let own = |id: &str, status| Reply {
            own_error: Some(id.into()),
            ..reply(status, "application/json", r#"{"error": "the Jupyter server says so"}"#)
        };
        match self {
            Misanswer::Text500 => reply(500, "text/plain; charset=utf-8", "500 Internal Server Error"),
            Misanswer::Page502 => reply(502, "text/html", PAGE),
            Misanswer::Page503 => reply(503, "text/html", PAGE),
            Misanswer::Page504 => reply(504, "text/html", PAGE),
            Misanswer::Page429 => reply(429, "text/html", PAGE),
            Misanswer::Page404 => reply(404, "text/html", PAGE),
            Misanswer::Json401 => reply(401, "application/json", r#"{"error": "Unauthorized"}"#),
            Misanswer::Text403 => reply(403, "text/plain", "Forbidden"),
            Misanswer::LoginPage => reply(200, "text/html", PAGE),
            Misanswer::Redirect => reply(0, "", ""),
            Misanswer::Garbage => reply(200, "application/json", "\u{1}{\"na"),
            Misanswer::Unreachable => own("unreachable", 502),
            Misanswer::Dropped => own("dropped", 502),
            Misanswer::TimedOut => own("timed-out", 504),
            Misanswer::Busy => own("busy", 503),
        }
    }
}

/// What the page gets of the gateway's reply; the time is not looked at. None: nothing at all, until its time is up.
pub fn outcome(fate: Fate, response: Response) -> Option<Outcome> {
    let Response { status, kind, mut body } = response;
    match fate {
        Fate::LostBefore | Fate::LostAfter => return Some(Err(Failure::NoAnswer)),
        Fate::NotOffered => return Some(Err(Failure::NotOffered)),
        Fate::HangsBefore | Fate::HangsAfter => return None,
        Fate::NotDone(answer) | Fate::Done(answer) => return Some(Ok(answer.reply())),
        Fate::Cut { percent } => body.truncate(body.len() * usize::from(percent) / 100),
        Fate::Garbled { seed } => {
            let body = garbled(body.into_bytes(), &mut Random::new(u64::from(seed)));
            return Some(Ok(Reply { body, ..reply(status, kind, "") }));
        }
        Fate::Fine | Fate::Slow { .. } | Fate::AnsweredTwice | Fate::SentTwice { .. } => {}
    }
    Some(Ok(reply(status, kind, &body)))
}

/// The same bytes but for a few: bits flipped, bytes put in, left out or doubled.
fn garbled(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..1 + random.below(4) {
        let place = random.below(bytes.len() as u32 + 1) as usize;
        let end = bytes.len().min(place + 1 + random.below(8) as usize);
        match random.below(4) {
            0 if place < bytes.len() => bytes[place] ^= 1 << random.below(8),
            1 => bytes.insert(place, random.below(256) as u8),
            2 => drop(bytes.drain(place..end)),
            _ => {
                let part = bytes[place..end].to_vec();
                bytes.splice(place..place, part);
            }
        }
    }
    bytes
}
