//! The launch: one create for one wish, and what is said of it.

use crate::core::clusters::list::Clusters;
use crate::core::clusters::unsettled::Finding;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::notices::NoticePlace;
use crate::core::tabs::message::fingerprint;
use crate::core::timers::Time;
use crate::gateway::reply::Refusal;
use crate::schema::value::Dict;

/// Milliseconds after a press within which a further one belongs to it: a double click, a key that repeats.
const SAME_PRESS_MS: f64 = 500.0;

/// Milliseconds after a launch in another tab within which one with the same options is perhaps meant to be that.
const ELSEWHERE_MS: f64 = 5_000.0;

#[derive(Default)]
pub struct Launch {
    /// A create is in flight.
    pub is_sent: bool,
    /// The key of the cluster that the last create made.
    pub launched: Option<String>,
    /// It is not known what came of a create.
    is_in_doubt: bool,
    pressed_at: Time,
    /// When another tab launched last, and the fingerprint of its options.
    pub elsewhere: Option<(Time, u32)>,
}

impl Launch {
    /// Whether a press of the button is a wish for a cluster of its own. What is to be said first goes to `notice`.
    pub fn is_wish(&mut self, options: &Dict, notice: &mut NoticePlace, now: Time) -> bool {
        let is_same = (0.0..SAME_PRESS_MS).contains(&(now - self.pressed_at));
        self.pressed_at = now;
        !(is_same && self.launched.is_some())
            && self.may_be_sent(is_same, notice)
            && !self.is_done_elsewhere(is_same, options, notice, now)
    }

    /// Whether another tab has only just launched the same: who sees that, and presses once more, wants another.
    fn is_done_elsewhere(&mut self, is_same: bool, options: &Dict, notice: &mut NoticePlace, now: Time) -> bool {
        let is_done = self
            .elsewhere
            .is_some_and(|(at, other)| (0.0..ELSEWHERE_MS).contains(&(now - at)) && other == fingerprint(options));
        if is_done && (is_same || notice.message() != Some(&Message::LaunchedElsewhere)) {
            notice.say(Notice::info(Message::LaunchedElsewhere));
            return true;
        }
        self.elsewhere = None;
        false
    }

    /// Whether a command's wish can be sent.
    pub fn may_be_commanded(&mut self, notice: &mut NoticePlace) -> bool {
        self.may_be_sent(false, notice)
    }

    fn may_be_sent(&mut self, is_same: bool, notice: &mut NoticePlace) -> bool {
        let was_asked = notice.message() == Some(&Message::LaunchAgain);
        let is_to_be_asked = self.is_in_doubt && (is_same || !was_asked);
        if is_to_be_asked && !self.is_sent {
            notice.say(Notice::error(Message::LaunchAgain));
        }
        !self.is_sent && !is_to_be_asked
    }

    pub fn on_sent(&mut self) {
        self.is_sent = true;
        self.launched = None;
    }

    /// The create was answered, with the key of the new cluster.
    pub fn on_answered(&mut self, created: Result<String, Refusal>, notice: &mut NoticePlace) {
        self.is_sent = false;
        self.launched = created.as_ref().ok().cloned();
        match created {
            Ok(cluster) => notice.say(Notice::info(Message::Launched { cluster })),
            Err(refusal) if refusal.may_be_done() => notice.say(Notice::error(Message::LaunchUnknown)),
            Err(Refusal::Said { status: 422, text, .. }) if is_bare(&text) => {
                notice.say(Notice::error(Message::Bare { text }));
            }
            Err(refusal) => notice.refuse_wish(refusal),
        }
    }

    /// Takes in what became known of creates without an answer: whether the last one has made a cluster.
    pub fn settle(&mut self, clusters: &mut Clusters, notice: &mut NoticePlace) -> bool {
        self.is_in_doubt = clusters.unsettled.is_in_doubt();
        let finding = clusters.unsettled.take_finding();
        let is_made = matches!(finding, Some(Finding::Created { .. }));
        match finding {
            None => {}
            Some(Finding::Created { cluster, reloaded }) => {
                // Who launched another meanwhile has that one.
                if !self.is_sent && self.launched.is_none() {
                    self.launched = Some(cluster.clone());
                }
                notice.say(Notice::info(match reloaded {
                    true => Message::LaunchRecalled { cluster },
                    false => Message::LaunchFound { cluster },
                }));
            }
            Some(Finding::Several { clusters, more }) => {
                notice.say(Notice::error(Message::LaunchSeveral { clusters, more }));
            }
            Some(Finding::Doubtful) => {
                if let Some(Message::LaunchNotFound { .. }) = notice.message() {
                    notice.clear();
                }
            }
            Some(Finding::NotFound { reloaded }) => notice.say(Notice::error(Message::LaunchNotFound { reloaded })),
        }
        is_made
    }

    pub fn is_in_doubt(&self) -> bool {
        self.is_in_doubt
    }
}

/// Whether a refusal is no sentence but a name or a value: a site's handler met an exception that it did not expect, and the
/// gateway passes on what Python makes a text of. Of `KeyError` that is the key, in quotes.
fn is_bare(text: &str) -> bool {
    let text = text.trim();
    let is_quoted = match text.as_bytes() {
        [quote @ (b'\'' | b'"'), inside @ .., end] => quote == end && !inside.contains(quote),
        _ => false,
    };
    is_quoted || text.split_whitespace().count() < 2
}
