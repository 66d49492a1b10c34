//! What is known of the table with one cluster's workers, while it is open: [`super::workers`] fills it.

use serde::Serialize;

use crate::core::backoff::Backoff;
use crate::core::messages::Message;
use crate::core::timers::{AT_ONCE, Time};

/// The table of one cluster, which is open.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct LookView {
    /// Its key.
    pub cluster: String,
    /// How often its workers were told: [`crate::core::Core::take_workers`] has the last.
    pub answers: u32,
    /// Why there are no figures, or none that are of now.
    pub problem: Option<Message>,
}

/// The same with what it takes to ask for it.
pub struct Look {
    pub view: LookView,
    /// The cluster's full name.
    pub name: String,
    /// When it is asked next.
    pub due: Time,
    pub backoff: Backoff,
    /// When what was told last was asked for.
    pub as_of: Time,
    /// How often the page for people is asked for in place of the JSON, before that is tried again.
    pub pages: u32,
    /// What was told last, until it is taken.
    pub text: Option<String>,
}

impl Look {
    /// By the cluster's full name and its key.
    pub fn new(name: String, key: String) -> Look {
        let view = LookView { cluster: key, answers: 0, problem: None };
        Look { view, name, due: AT_ONCE, backoff: Backoff::default(), as_of: 0.0, pages: 0, text: None }
    }
}
