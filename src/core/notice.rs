//! A message with a level, shown where the user acted. [`super::notices`] has the places.

use serde::Serialize;

use super::messages::Message;

/// Tells the outcome of something, at the place where the user did it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Notice {
    pub level: Level,
    pub message: Message,
}

impl Notice {
    pub fn info(message: Message) -> Notice {
        Notice { level: Level::Info, message }
    }

    pub fn error(message: impl Into<Message>) -> Notice {
        Notice { level: Level::Error, message: message.into() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Level {
    Info,
    Error,
}
