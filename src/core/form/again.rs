//! A cluster like an earlier one: its options come into the form, or are launched at once.

use super::state::Form;
use crate::core::clusters::unsettled::Wish;
use crate::core::context::Context;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::schema::value::Dict;

/// What is wanted of an earlier cluster.
pub struct Again {
    /// What it is called on the screen.
    pub cluster: String,
    /// The gateway's record of its options.
    pub options: Dict,
    /// Launched, and not only shown in the form.
    pub at_once: bool,
}

impl Form {
    /// The form gets the options of an earlier cluster, and keeps what it held for [`Form::put_back`]. Or a cluster is launched
    /// with them, after the same checks as any other, and the form stays as it is: gives what is to be created. With how many workers it
    /// starts is what the form says: how many that cluster had at first nobody knows.
    pub fn again(&mut self, Again { cluster, options, at_once }: Again, cx: &mut Context) -> Option<Wish> {
        let Some(fields) = &self.fields else {
            self.notice.say(Notice::error(Message::LaunchTooEarly));
            return None;
        };
        let mut anew = fields.anew();
        if at_once {
            let workers = self.workers.value().map_err(|_| Message::InvalidWorkersFirst);
            let checked = anew.options_with(&options);
            let checked = checked.and_then(|options| Ok((options, workers?)));
            return self
                .launch_checked(checked, |form, options| form.launch.is_wish(options, &mut form.notice, cx.now));
        }
        (self.presets.chosen, self.is_filled_since) = (None, true);
        let left_out = anew.fill(&options).join(", ");
        let before = self.fields.replace(anew.into()).filter(|before| before.is_changed());
        // What was typed stays to be had back, also when several clusters are looked at in turn.
        self.replaced = self.replaced.take().or(before);
        self.notice.say(Notice::info(Message::OptionsOf { cluster, left_out }));
        self.parse_mappings(cx);
        None
    }

    /// The form is again as it was before it got the options of an earlier cluster.
    pub(super) fn put_back(&mut self) {
        if let Some(before) = self.replaced_workers.take() {
            self.workers = before;
            self.notice.clear();
        }
        if let Some(mut before) = self.replaced.take() {
            before.touch();
            self.fields = Some(before);
            self.notice.clear();
        }
    }
}
