//! What is said of a refusal.

use super::messages::Message;
use crate::gateway::reply::{Failure, Refusal};

impl From<Refusal> for Message {
    fn from(refusal: Refusal) -> Message {
        match refusal {
            Refusal::Failure(Failure::NoAnswer) => Message::NoAnswer,
            Refusal::Failure(Failure::TimedOut) => Message::TimedOut,
            Refusal::Failure(Failure::NotOffered) => Message::NotOffered,
            Refusal::Failure(Failure::TooLarge) => Message::TooLarge,
            Refusal::Said { text, .. } => Message::Said { text },
            Refusal::NotConfigured { text } => Message::NotConfigured { text },
            Refusal::LoginNeeded => Message::LoginNeeded,
            Refusal::Forbidden { text } => Message::Forbidden { text },
            Refusal::AskedToWait { seconds } => Message::AskedToWait { seconds },
            Refusal::NotJson { status } => Message::NotJson { status },
            Refusal::Status(404) => Message::NothingThere,
            Refusal::Status(424) => Message::NoServer,
            Refusal::Status(status @ 502..=504) => Message::NotThereNow { status },
            Refusal::Status(status) => Message::Http { status },
            Refusal::Unexpected(detail) => Message::Unexpected { detail },
        }
    }
}

impl Message {
    pub fn said(text: impl Into<String>) -> Message {
        Message::Said { text: text.into() }
    }
}
