//! "Workers at start": with how many workers a cluster is to begin. They are asked for once it runs.

use serde::Serialize;

use crate::core::clusters::scaling::{self, InputView};
use crate::core::messages::Message;
use crate::core::workers::Workers;

/// What is typed. With nothing in either input a cluster starts without workers; with a number in the first it starts with
/// so many; with one in the second it adapts between the two.
#[derive(Clone, Default)]
pub struct WorkersAtStart {
    /// The site's.
    default: Option<Workers>,
    count: String,
    up_to: String,
}

/// One of its inputs is wrong at a time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct WorkersAtStartView {
    pub count: InputView,
    pub up_to: InputView,
    /// They differ from the site's.
    pub changed: bool,
}

impl WorkersAtStart {
    pub fn edit_count(&mut self, text: String) {
        self.count = text;
    }

    pub fn edit_up_to(&mut self, text: String) {
        self.up_to = text;
    }

    pub fn set(&mut self, workers: Option<Workers>) {
        (self.count, self.up_to) = match workers {
            None => Default::default(),
            Some(Workers::Count(count)) => (count.to_string(), String::new()),
            Some(Workers::Range { minimum, maximum }) => (minimum.to_string(), maximum.to_string()),
        };
    }

    /// What is typed comes to this.
    pub fn value(&self) -> Result<Option<Workers>, Message> {
        self.read().map_err(|(_, message)| message)
    }

    /// What is told of these to those for whom nothing is the site's: none, where that gives some.
    pub fn told(&self, workers: Option<Workers>) -> Option<Workers> {
        workers.or(self.default.map(|_| Workers::Count(0)))
    }

    /// Back to the site's.
    pub fn reset(&mut self) {
        self.set(self.default);
    }

    /// The site's are these now. What the user changed stays.
    pub fn on_site(&mut self, default: Option<Workers>) {
        let was_changed = self.is_changed();
        self.default = default;
        if !was_changed {
            self.reset();
        }
    }

    pub fn is_changed(&self) -> bool {
        self.value() != Ok(self.default)
    }

    pub fn view(&self) -> WorkersAtStartView {
        let wrong = self.read().err();
        let input = |text: &String, is_second: bool| InputView {
            text: text.clone(),
            error: wrong.clone().filter(|(at, _)| *at == is_second).map(|(_, message)| message),
        };
        WorkersAtStartView {
            count: input(&self.count, false),
            up_to: input(&self.up_to, true),
            changed: self.is_changed(),
        }
    }

    /// Or what is wrong, and whether with the second input.
    fn read(&self) -> Result<Option<Workers>, (bool, Message)> {
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            text => scaling::count(text).map(Some),
        };
        let count = number(&self.count).map_err(|message| (false, message))?;
        let up_to = number(&self.up_to).map_err(|message| (true, message))?;
        let Some(maximum) = up_to else { return Ok(count.map(Workers::Count)) };
        let minimum = count.unwrap_or(0);
        if minimum > maximum {
            return Err((true, Message::MinimumAboveMaximum));
        }
        Ok(Some(Workers::Range { minimum, maximum }))
    }
}
