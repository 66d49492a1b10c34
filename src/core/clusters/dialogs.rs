//! Which questions before a stop are open: "Stop this cluster?", and "Stop these clusters?" with how far each is.

use crate::core::notices::NoticePlace;

#[derive(Default)]
pub struct Dialogs {
    /// The key of the cluster that "Stop this cluster?" asks about.
    pub stop_one: Option<String>,
    pub stop_all: Option<StopAll>,
}

/// "Stop these clusters?"
pub struct StopAll {
    pub rows: Vec<Row>,
    /// The answer was yes: what is ticked is being stopped.
    pub is_confirmed: bool,
    /// Nobody can see it. What was confirmed goes on.
    pub is_hidden: bool,
}

pub struct Row {
    pub key: String,
    pub name: String,
    pub is_ticked: bool,
    pub step: Step,
    /// Why it was not stopped, as far as that is still so.
    pub why: NoticePlace,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Step {
    /// Nothing is to be done (yet).
    Idle,
    Waiting,
    Sent,
    Taken,
    /// The answer was lost: the cluster will tell.
    Lost,
    Refused,
}

impl StopAll {
    pub fn is_busy(&self) -> bool {
        self.rows.iter().any(|row| matches!(row.step, Step::Waiting | Step::Sent))
    }

    /// Stops what is ticked, or what was refused once more.
    pub fn start(&mut self) {
        self.is_confirmed = true;
        for row in self.rows.iter_mut().filter(|row| row.is_ticked) {
            if matches!(row.step, Step::Idle | Step::Refused) {
                row.step = Step::Waiting;
                row.why.clear();
            }
        }
    }
}
