//! What is said of a text that cannot be read.

use super::messages::Message;
use crate::schema::json::JsonError;
use crate::schema::yaml;

impl From<JsonError> for Message {
    fn from(JsonError { line, column, detail }: JsonError) -> Message {
        Message::Unreadable { line, column, detail: detail.into() }
    }
}

/// Why a mapping's text has no meaning.
#[derive(Clone, Debug, PartialEq)]
pub enum MappingError {
    Invalid(yaml::Error),
    /// The parser could not be had, and why.
    NoParser(String),
}

impl From<MappingError> for Message {
    fn from(error: MappingError) -> Message {
        match error {
            MappingError::Invalid(yaml::Error { line, column, detail }) => Message::Unreadable { line, column, detail },
            MappingError::NoParser(detail) => Message::NoReader { detail },
        }
    }
}
