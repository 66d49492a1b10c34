//! A place where something is said to the user, and when that ends: with what is done next there, or as soon as it is no longer so.

use super::messages::Message;
use super::notice::{Level, Notice};
use super::timers::{NEVER, Time};
use crate::gateway::cluster_info::Status;
use crate::gateway::reply::{Failure, Refusal};

/// How long a notice is so. Whatever the user does next at the same place ends it, too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lasts<'a> {
    /// It tells what was answered to something: nothing but the next thing ends it.
    UntilNext,
    /// It tells that something was done: for a moment.
    Moment,
    /// While whoever asks to wait does so, for so many milliseconds: then what was asked for has still not been done.
    Wait(f64),
    /// The same, and as long as the cluster with this key is pending.
    MomentOrStarting(&'a str),
    /// While the cluster with this key is pending.
    Starting(&'a str),
    /// While one of the clusters with these keys is pending or runs.
    AnyActive(&'a [String]),
    /// While it is not known what came of what was asked for.
    InDoubt,
    /// While the form waits for the field that it names, and for the same reason.
    Obstacle,
    /// While an input for numbers of workers holds what it complains of.
    Input,
    /// While not all of these workers are there.
    Scaling(u32),
    /// While these bounds are in force.
    Adapting { minimum: u32, maximum: u32 },
    /// While the cluster is pending or runs.
    Active,
    /// While the cluster has this status.
    Status(Status),
    /// While the cluster has no dashboard.
    NoDashboard,
}

impl Message {
    /// How long it is so, as a notice.
    pub fn lasts(&self) -> Lasts<'_> {
        match self {
            Message::Copied
            | Message::LinkCopied
            | Message::Inserted
            | Message::LaunchedElsewhere
            | Message::PresetSaved { .. }
            | Message::PresetRemoved { .. }
            | Message::PresetsImported { .. } => Lasts::Moment,
            Message::Launched { cluster } => Lasts::Starting(cluster),
            Message::LaunchFound { cluster } | Message::LaunchRecalled { cluster } => Lasts::MomentOrStarting(cluster),
            Message::LaunchUnknown
            | Message::LaunchAgain
            | Message::ScaleUnknown { .. }
            | Message::AdaptUnknown { .. }
            | Message::StopUnknown => Lasts::InDoubt,
            Message::StopNotDone => Lasts::Active,
            Message::LaunchSeveral { clusters, .. } => Lasts::AnyActive(clusters),
            Message::InvalidFirst { .. } | Message::InvalidWorkersFirst | Message::ReadingFirst { .. } => {
                Lasts::Obstacle
            }
            Message::AdaptNeedsMaximum | Message::MinimumAboveMaximum | Message::NotACount { .. } => Lasts::Input,
            Message::Scaling { workers, .. } => Lasts::Scaling(*workers),
            Message::Adapting { minimum, maximum } => Lasts::Adapting { minimum: *minimum, maximum: *maximum },
            Message::Limited { .. } => Lasts::Status(Status::Running),
            Message::Stopping => Lasts::Status(Status::Stopping),
            Message::Failed => Lasts::Status(Status::Failed),
            Message::NoDashboard => Lasts::NoDashboard,
            Message::AskedToWait { seconds: 0 } => Lasts::Wait(A_WHILE_MS),
            Message::AskedToWait { seconds } => Lasts::Wait(f64::from(*seconds) * 1_000.0),
            // What was refused, in whose words ever: see also `NoticePlace::on_answered`.
            Message::Said { .. }
            | Message::Invalid(_)
            | Message::NoAnswer
            | Message::TimedOut
            | Message::NotOffered
            | Message::TooLarge
            | Message::NotJson { .. }
            | Message::NotConfigured { .. }
            | Message::LoginNeeded
            | Message::Forbidden { .. }
            | Message::NoScheduler
            | Message::NoWorker
            | Message::NoPage
            | Message::NothingThere
            | Message::NoExtension
            | Message::NoServer
            | Message::NotThereNow { .. }
            | Message::Http { .. }
            | Message::Bare { .. }
            | Message::Unexpected { .. }
            | Message::LaunchTooEarly
            | Message::NotWorkers
            | Message::OptionsOf { .. }
            | Message::Filled { .. }
            | Message::NotFilled { .. }
            | Message::NoPreset { .. }
            | Message::PresetRefused { .. }
            | Message::LinkRefused { .. }
            | Message::LaunchNotFound { .. }
            | Message::NotDone => Lasts::UntilNext,
            // These are no notices: whoever shows them makes them anew for each picture.
            Message::OptionsBroken
            | Message::NoAnswerYet { .. }
            | Message::UnknownStatus { .. }
            | Message::NotListed
            | Message::Nameless { .. }
            | Message::BrokenSite
            | Message::OverClusters { .. }
            | Message::OverWorkers { .. }
            | Message::OverCores { .. }
            | Message::OverMemory { .. }
            | Message::NoFigures
            | Message::NoFiguresNow
            | Message::SchedulerSilent { .. }
            | Message::Connected { .. }
            | Message::EndedByYou { .. }
            | Message::EndedIdle { .. }
            | Message::EndedFailed { .. }
            | Message::EndedGone { .. }
            | Message::EndedElsewhere { .. }
            | Message::Idle { .. }
            | Message::StopsWhenIdle { .. }
            | Message::UnknownKind { .. }
            | Message::FromPython { .. }
            | Message::Unreadable { .. }
            | Message::Reading
            | Message::NoReader { .. }
            | Message::NoTable
            | Message::NameMissing
            | Message::NameTaken { .. }
            | Message::NotAName
            | Message::Pasted { .. }
            | Message::NotTexts { .. }
            | Message::UnknownDefaults { .. }
            | Message::MisspeltDefault { .. }
            | Message::RefusedDefault
            | Message::UnusableDefault { .. }
            | Message::OtherImage { .. }
            | Message::OtherEnvironment { .. }
            | Message::ChooseEnvironment => Lasts::UntilNext,
        }
    }
}

/// Milliseconds for which that something was done is said.
const MOMENT_MS: f64 = 10_000.0;

/// Milliseconds for which that somebody asks to wait is said, where it is not told for how long.
const A_WHILE_MS: f64 = 30_000.0;

const PASSED: Time = f64::NEG_INFINITY;

/// What becomes of a notice.
pub enum Change {
    /// It ends at this time.
    Ends(Time),
    Gone,
    /// What is left to say is that something was not done.
    NotDone,
}

/// Whether what is said is so still, as far as only the owner of its place knows.
pub type IsSo<'a> = &'a dyn Fn(&Lasts, &Message) -> bool;

/// Holds one notice, the answer to what the user did last there.
pub struct NoticePlace {
    notice: Option<Notice>,
    /// When a notice goes that is shown for a moment. [`NEVER`]: it has only just been put here, or is none of those.
    /// [`PASSED`]: the moment is over, and it is still so.
    ends: Time,
    /// It is as true as the gateway is out of reach.
    ends_with_answer: bool,
    /// The gateway did not do what was wished, or not all of it.
    is_refused: bool,
}

impl Default for NoticePlace {
    fn default() -> NoticePlace {
        NoticePlace { notice: None, ends: NEVER, ends_with_answer: false, is_refused: false }
    }
}

impl NoticePlace {
    pub fn say(&mut self, notice: Notice) {
        *self = NoticePlace { notice: Some(notice), ..NoticePlace::default() };
    }

    /// Says why something was not done.
    pub fn refuse(&mut self, refusal: Refusal) {
        let ends_with_answer = is_out_of_reach(&refusal);
        *self = NoticePlace { notice: Some(Notice::error(refusal)), ends_with_answer, ..NoticePlace::default() };
    }

    /// The same of a wish for a cluster or for workers.
    pub fn refuse_wish(&mut self, refusal: Refusal) {
        let is_refused = refusal.is_final();
        self.refuse(refusal);
        self.is_refused = is_refused;
    }

    /// Says what others' words say in a sentence of ours with them, where there is one.
    pub fn reword(&mut self, ours: impl Fn(&str) -> Option<Message>) {
        if let Some(Notice { message, .. }) = &mut self.notice
            && let Message::Said { text } = message
            && let Some(sentence) = ours(text)
        {
            *message = sentence;
        }
    }

    /// Whether it tells that the gateway did not do what was wished, or not all of it.
    pub fn is_refused(&self) -> bool {
        self.is_refused || matches!(self.message(), Some(Message::Limited { .. } | Message::Bare { .. }))
    }

    pub fn clear(&mut self) {
        *self = NoticePlace::default();
    }

    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    pub fn message(&self) -> Option<&Message> {
        self.notice.as_ref().map(|notice| &notice.message)
    }

    pub fn set_level(&mut self, level: Level) {
        if let Some(notice) = &mut self.notice {
            notice.level = level;
        }
    }

    pub fn ends_with_answer(&self) -> bool {
        self.ends_with_answer
    }

    /// The gateway answers: that it does not is no longer so, but what was asked for then has still not been done.
    pub fn on_answered(&mut self) {
        if self.ends_with_answer {
            self.say(Notice::error(Message::NotDone));
        }
    }

    /// Takes away what is no longer so.
    pub fn settle(&mut self, now: Time, is_so: IsSo) {
        if let Some(change) = self.look(now, is_so) {
            self.apply(change);
        }
    }

    /// What has changed about the notice at this time, to be given to [`NoticePlace::apply`].
    pub fn look(&self, now: Time, is_so: IsSo) -> Option<Change> {
        let Notice { message, level } = self.notice.as_ref()?;
        let lasts = match message {
            // A host tells that it has done something.
            Message::Said { .. } if *level == Level::Info => Lasts::Moment,
            _ => message.lasts(),
        };
        let time = if let Lasts::Wait(time) = lasts { time } else { MOMENT_MS };
        // A clock that was set back must not lengthen it.
        let has_passed = self.ends <= now || self.ends > now + time && self.ends < NEVER;
        match lasts {
            Lasts::Moment | Lasts::Wait(_) | Lasts::MomentOrStarting(_) if self.ends == NEVER => {
                Some(Change::Ends(now + time))
            }
            Lasts::UntilNext => None,
            Lasts::Moment => has_passed.then_some(Change::Gone),
            Lasts::Wait(_) => has_passed.then_some(Change::NotDone),
            Lasts::MomentOrStarting(_) if !has_passed => None,
            Lasts::MomentOrStarting(_) if is_so(&lasts, message) => {
                (self.ends != PASSED).then_some(Change::Ends(PASSED))
            }
            Lasts::MomentOrStarting(_) => Some(Change::Gone),
            _ => (!is_so(&lasts, message)).then_some(Change::Gone),
        }
    }

    pub fn apply(&mut self, change: Change) {
        match change {
            Change::Ends(ends) => self.ends = ends,
            Change::Gone => self.clear(),
            Change::NotDone => self.say(Notice::error(Message::NotDone)),
        }
    }

    /// When it is to be looked at again.
    pub fn ends(&self) -> Time {
        if self.ends == PASSED { NEVER } else { self.ends }
    }
}

/// Whether a request came to nothing because of the way to the gateway, not because of what it asked for. Whoever asks
/// to wait is there: that holds for as long as it asks, see [`Lasts::Wait`].
fn is_out_of_reach(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::Failure(Failure::NoAnswer | Failure::TimedOut | Failure::NotOffered)
            | Refusal::NotConfigured { .. }
            | Refusal::LoginNeeded
            | Refusal::NotJson { .. }
            | Refusal::Status(404 | 424 | 502..=504)
            | Refusal::Said { status: 502..=504, .. }
    )
}
