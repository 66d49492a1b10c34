//! What the page says, sentence by sentence: whether each was so when it was said, and has ended when it is so no more.
//!
//! Every id of [`Message`] and [`Because`] stands here, with a check or with the reason why there is none: a new one does not
//! compile before it does. [`CHECKED`] lists those with a check, and many runs must have met each.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::mem::{self, Discriminant};

use dask_gateway::core::clusters::reasons::Because;
use dask_gateway::core::clusters::recent::RecentView;
use dask_gateway::core::clusters::stops::{StopRow, StopState};
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::form::view::FormView;
use dask_gateway::core::messages::Message;
use dask_gateway::core::view::View;
use dask_gateway::gateway::cluster_info::Status;

use crate::cluster::Cluster;
use crate::world::World;

/// The ids with a check that many runs meet.
pub const CHECKED: [&str; 45] = [
    "Adapting",
    "AdaptNeedsMaximum",
    "AskedToWait",
    "Connected",
    "Copied",
    "EndedByYou",
    "EndedElsewhere",
    "EndedFailed",
    "EndedGone",
    "Failed",
    "Idle",
    "InvalidFirst",
    "LaunchAgain",
    "LaunchFound",
    "LaunchNotFound",
    "LaunchRecalled",
    "LaunchSeveral",
    "LaunchUnknown",
    "Launched",
    "LaunchedElsewhere",
    "Limited",
    "LoginNeeded",
    "MinimumAboveMaximum",
    "NoAnswer",
    "NoAnswerYet",
    "NoFigures",
    "NoFiguresNow",
    "NotACount",
    "NotListed",
    "NotDone",
    "NotJson",
    "NotThereNow",
    "NothingThere",
    "ScaleUnknown",
    "Scaling",
    "SchedulerSilent",
    "SilentStill",
    "StartsLate",
    "StopNotDone",
    "StopUnknown",
    "Stopping",
    "TasksWithoutWorkers",
    "TimedOut",
    "Unexpected",
    "WorkersLate",
];

/// What was said, and checked.
#[derive(Default)]
pub struct Met {
    pub ids: BTreeSet<&'static str>,
    messages: Vec<Discriminant<Message>>,
    causes: Vec<Discriminant<Because>>,
}

/// Where something is said.
#[derive(Clone, Copy)]
pub enum Place<'a> {
    Problem,
    Slow,
    Remark,
    Form(&'a FormView),
    Cluster(&'a ClusterView, &'a Cluster),
    Recent(&'a RecentView),
    Stop(&'a StopRow),
}

/// Whether something that is said is so.
pub enum Verdict {
    IsSo(bool),
    /// Nothing here can tell, and why.
    Unchecked(#[allow(dead_code)] &'static str),
}

use Verdict::{IsSo, Unchecked};

/// What of the run counts for what a tab says.
pub struct Sayings<'a> {
    world: &'a World,
    tab: usize,
    /// The network has healed and time has passed: what was said of it must have ended.
    is_end: bool,
    met: Met,
}

/// Looks at all that a tab says.
pub fn check(world: &mut World, tab: usize, view: &View, is_end: bool) -> Result<(), String> {
    let met = mem::take(&mut world.met);
    let mut sayings = Sayings { world, tab, is_end, met };
    let checked = sayings.all(view);
    let met = sayings.met;
    world.met = met;
    checked
}

impl Sayings<'_> {
    fn all(&mut self, view: &View) -> Result<(), String> {
        if let Some(problem) = &view.problem {
            self.says(Place::Problem, &problem.message)?;
        }
        if let Some(slow) = &view.slow {
            self.says(Place::Slow, slow)?;
        }
        for remark in &view.remarks {
            self.says(Place::Remark, remark)?;
        }
        if let Some(form) = &view.form
            && let Some(notice) = &form.message
        {
            self.says(Place::Form(form), &notice.message)?;
        }
        for shown in view.clusters.iter().flatten() {
            let Some(cluster) = self.world.cluster_of(self.tab, &shown.key) else { continue };
            let place = Place::Cluster(shown, cluster);
            let ending = shown.ending.iter().flat_map(|ending| ending.message.iter().chain(&ending.activity));
            let notice = shown.message.iter().map(|notice| &notice.message);
            for message in notice.chain(&shown.no_figures).chain(ending) {
                self.says(place, message)?;
            }
            for reason in &shown.explanation {
                let verdict = self.of_a_cause(&reason.message, shown, cluster);
                let is_new = matches!(verdict, IsSo(_)) && is_new(&mut self.met.causes, &reason.message);
                self.note(verdict, is_new, &reason.message, &shown.key)?;
            }
        }
        for shown in &view.recent {
            self.says(Place::Recent(shown), &shown.message)?;
        }
        for row in view.stop_all.iter().flat_map(|all| &all.rows) {
            self.is_row_so(row)?;
            if let Some(message) = &row.message {
                self.says(Place::Stop(row), message)?;
            }
        }
        Ok(())
    }

    /// What becomes of a cluster that is to be stopped with others.
    fn is_row_so(&self, row: &StopRow) -> Result<(), String> {
        let Some(cluster) = self.world.cluster_of(self.tab, &row.key) else { return Ok(()) };
        let is_known = self.world.gateway.by_name(&cluster.name).is_some();
        let is_so = match row.state {
            _ if cluster.hidden_until > 0.0 => true,
            Some(StopState::Stopped) => !is_known || cluster.status().is_finished(),
            // Once more it is asked for only by another click.
            Some(StopState::Refused | StopState::Stopping) => true,
            Some(StopState::Unknown | StopState::Waiting) => !self.is_end,
            None => true,
        };
        if is_so {
            Ok(())
        } else {
            Err(format!("{} is said to be {:?}, and is {:?}", row.key, row.state, cluster.status()))
        }
    }

    fn says(&mut self, place: Place, message: &Message) -> Result<(), String> {
        let about = match place {
            Place::Problem | Place::Slow | Place::Remark | Place::Form(_) => "",
            Place::Cluster(ClusterView { key, .. }, _)
            | Place::Recent(RecentView { key, .. })
            | Place::Stop(StopRow { key, .. }) => key,
        };
        let verdict = match place {
            // Whatever it is.
            Place::Problem | Place::Slow | Place::Remark if self.is_end => IsSo(false),
            _ => self.of(place, message),
        };
        // One that is never looked at is not met.
        let is_new = matches!(verdict, IsSo(_)) && is_new(&mut self.met.messages, message);
        self.note(verdict, is_new, message, about)
    }

    fn note(&mut self, verdict: Verdict, is_new: bool, said: &dyn Debug, about: &str) -> Result<(), String> {
        let IsSo(is_so) = verdict else { return Ok(()) };
        // The most of them have been said before, and are so: nothing is written of them.
        if is_so && !is_new {
            return Ok(());
        }
        let text = format!("{said:?}");
        let id = CHECKED
            .iter()
            .find(|id| text.strip_prefix(**id).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
        self.met.ids.extend(id);
        match is_so {
            true => Ok(()),
            false => Err(format!(
                "the page says {text} of {about:?}, and that is {}",
                if self.is_end { "over" } else { "not so" }
            )),
        }
    }

    /// The page's clock is the true one, and so are the times that it tells.
    fn has_true_times(&self) -> bool {
        !self.world.was_page_clock_set
    }

    fn has_been(&self, at: u64) -> Verdict {
        if self.has_true_times() { IsSo(at as f64 <= self.world.now) } else { Unchecked("the page's clock was set") }
    }

    fn of(&self, place: Place, message: &Message) -> Verdict {
        let world = self.world;
        let cluster = if let Place::Cluster(shown, cluster) = place { Some((shown, cluster)) } else { None };
        let about = match place {
            Place::Cluster(ClusterView { key, .. }, _) | Place::Stop(StopRow { key, .. }) => key,
            _ => "",
        };
        let is_known = |key: &String| world.cluster_of(self.tab, key).is_some();
        let has_status = |key: &String, wanted: &[Status]| {
            world.cluster_of(self.tab, key).is_some_and(|cluster| wanted.contains(&cluster.status()))
        };
        let page = (self.tab, world.tabs[self.tab].load);
        let is_done =
            |key: &str| world.wishes.iter().any(|(by, about, is_done)| *by == page && about == key && *is_done);
        // The model cannot tell when.
        let only_at_first = IsSo(!self.is_end);
        match message {
            // Of the way to the gateway, which is as it should be in the end.
            Message::NoAnswer
            | Message::TimedOut
            | Message::NotOffered
            | Message::TooLarge
            | Message::NotJson { .. }
            | Message::LoginNeeded
            | Message::NothingThere
            | Message::NoExtension
            | Message::NoServer
            | Message::NotThereNow { .. }
            | Message::AskedToWait { .. }
            | Message::OptionsBroken
            | Message::Nameless { .. }
            | Message::BrokenSite
            | Message::OverClusters { .. }
            | Message::OverWorkers { .. }
            | Message::OverCores { .. }
            | Message::OverMemory { .. }
            | Message::Unexpected { .. } => only_at_first,
            Message::NoAnswerYet { .. } if !self.has_true_times() => only_at_first,
            Message::NoAnswerYet { seconds } => {
                let sent = world.tabs[self.tab].in_flight.iter().map(|(_, _, at)| *at).fold(f64::INFINITY, f64::min);
                if world.tabs[self.tab].is_waking {
                    return Unchecked("what was answered while it stood still is taken in one by one");
                }
                IsSo(world.now - sent >= f64::from(*seconds) * 1_000.0)
            }
            Message::Launched { cluster } => IsSo(is_known(cluster)),
            Message::LaunchUnknown | Message::LaunchAgain | Message::StopUnknown => only_at_first,
            Message::LaunchedElsewhere => {
                let is_other = |(tab, at): &(usize, f64)| *tab != self.tab && world.now - at < 20_000.0;
                // While nobody looks nothing is taken away.
                let is_looked_at = world.tabs[self.tab].is_visible;
                IsSo(!self.is_end && (!is_looked_at || world.launched_at.iter().any(is_other)))
            }
            Message::LaunchFound { cluster } | Message::LaunchRecalled { cluster } => {
                IsSo(is_known(cluster) && (!self.is_end || has_status(cluster, &[Status::Pending])))
            }
            Message::LaunchNotFound { reloaded } => {
                let is_only = world.tabs[self.tab].clicks[crate::network::Kind::Create as usize] == 1;
                let made = world.made.iter().filter(|made| made.page == page).map(|made| &made.name);
                let is_there = |name: &String| world.gateway.by_name(name).is_some_and(|it| !it.status().is_finished());
                // Which of several launches it is about cannot be told.
                if *reloaded || !is_only || !self.is_end {
                    return Unchecked("a list may be on its way");
                }
                IsSo(!made.into_iter().any(is_there))
            }
            Message::LaunchSeveral { clusters, .. } => {
                let active = [Status::Pending, Status::Running];
                let is_any = || clusters.iter().any(|key| has_status(key, &active));
                IsSo(clusters.iter().all(is_known) && (!self.is_end || is_any()))
            }
            Message::ScaleUnknown { workers } => {
                let has_come = |shown: &ClusterView| {
                    shown.workers == Some(*workers) && !shown.seems_adaptive && shown.adaptive.is_none()
                };
                IsSo(!(self.is_end && cluster.is_some_and(|(shown, _)| has_come(shown))))
            }
            Message::StopNotDone => {
                let is_ending = || world.cluster_of(self.tab, about).is_none_or(Cluster::is_ending);
                IsSo(!self.is_end || !is_ending())
            }
            Message::NotDone if matches!(place, Place::Stop(_)) => Unchecked("another wish may have followed"),
            Message::NotDone => IsSo(!is_done(about)),
            Message::InvalidFirst { .. } => {
                IsSo(matches!(place, Place::Form(form) if form.fields.iter().any(|field| field.error.is_some())))
            }
            Message::InvalidWorkersFirst => IsSo(matches!(place, Place::Form(FormView { workers: it, .. })
                if it.count.error.is_some() || it.up_to.error.is_some())),
            Message::Scaling { workers, .. } => IsSo(cluster.is_some_and(|(_, cluster)| {
                cluster.scales.contains(workers) && !(self.is_end && cluster.workers == *workers)
            })),
            Message::Adapting { minimum, maximum } => {
                IsSo(cluster.is_some_and(|(_, cluster)| cluster.adapts.contains(&(*minimum, *maximum))))
            }
            Message::Limited { .. } if world.was_garbled => Unchecked("its words may be garbled"),
            Message::Limited { text } => IsSo(
                cluster
                    .is_some_and(|(shown, cluster)| shown.status == Status::Running && cluster.limits.contains(text)),
            ),
            // Of one that the gateway does not know any more nothing else is known.
            Message::Stopping => IsSo(cluster.is_some_and(|(_, cluster)| {
                let is_lost = cluster.hidden_until > 0.0 || world.gateway.by_name(&cluster.name).is_none();
                let is_over = is_lost || cluster.status().is_finished();
                if self.is_end { cluster.is_ending() && !is_over } else { is_lost || cluster.is_ending() }
            })),
            // Of one that it did not know for a moment nothing else is known, too.
            Message::NotListed => IsSo(cluster.is_some_and(|(_, cluster)| {
                let is_lost = cluster.hidden_until > 0.0 || world.gateway.by_name(&cluster.name).is_none();
                !self.is_end && (is_lost || cluster.status().is_finished())
            })),
            Message::Failed => IsSo(cluster.is_some_and(|(_, cluster)| {
                world.gateway.by_name(&cluster.name).is_none() || cluster.status() == Status::Failed
            })),
            Message::EndedByYou { at, .. } => {
                // By its name: a key may be another than its first characters, where a garbled reply made a name up.
                let is_asked = |key: &str| world.stops_asked.iter().any(|asked| asked == key);
                let is_asked = matches!(place, Place::Recent(shown)
                    if is_asked(&shown.key) || world.cluster_of(self.tab, &shown.key).is_some_and(|it| is_asked(it.key())));
                // Of a name that was made up, another tab may give the key to another.
                if is_asked || world.was_garbled { self.has_been(*at) } else { IsSo(false) }
            }
            Message::EndedIdle { at }
            | Message::EndedFailed { at }
            | Message::EndedGone { at }
            | Message::EndedElsewhere { at, .. } => self.has_been(*at),
            Message::NoFigures | Message::NoFiguresNow => {
                IsSo(!self.is_end || cluster.is_some_and(|(_, cluster)| !cluster.has_scheduler))
            }
            Message::SchedulerSilent { since } => match self.has_been(*since) {
                IsSo(true) => IsSo(!self.is_end || cluster.is_some_and(|(_, cluster)| !cluster.has_scheduler)),
                verdict => verdict,
            },
            Message::Connected { .. } if world.was_garbled => Unchecked("the fewest that were seen may be garbled"),
            Message::Connected { clients } => {
                IsSo(!self.is_end || cluster.is_some_and(|(_, cluster)| cluster.connected == *clients))
            }
            Message::Idle { .. } if !self.has_true_times() || world.was_garbled => {
                Unchecked("the page's clock was set back, or what was counted is garbled")
            }
            Message::Idle { since, is_longer, .. } => IsSo(cluster.is_some_and(|(_, cluster)| {
                let is_since = cluster.idle_since - 50.0 <= *since as f64 && *since as f64 <= world.now;
                let is_exact = *is_longer || *since as f64 - cluster.idle_since < 30_000.0;
                !self.is_end || !cluster.is_busy && is_since && is_exact
            })),
            // Only a garbled reply has such.
            Message::UnknownStatus { .. } => only_at_first,
            Message::AdaptNeedsMaximum => {
                IsSo(cluster.is_some_and(|(shown, _)| shown.maximum_input.text.trim().is_empty()))
            }
            Message::MinimumAboveMaximum | Message::NotACount { .. } => IsSo(cluster.is_some_and(|(shown, _)| {
                let inputs = [&shown.workers_input, &shown.minimum_input, &shown.maximum_input];
                inputs.iter().any(|input| input.error.as_ref() == Some(message))
            })),
            Message::Copied
            | Message::LinkCopied
            | Message::Inserted
            | Message::PresetSaved { .. }
            | Message::PresetRemoved { .. }
            | Message::PresetsImported { .. } => only_at_first,
            Message::NoDashboard => IsSo(cluster.is_some_and(|(shown, _)| !shown.has_dashboard)),
            Message::Said { .. }
            | Message::Invalid(_)
            | Message::Bare { .. }
            | Message::Forbidden { .. }
            | Message::Http { .. } => {
                Unchecked("what was answered to what was asked: it stays with that until the next")
            }
            Message::NotConfigured { .. } => Unchecked("there is always a gateway here: tests/connection.rs"),
            Message::NoScheduler | Message::NoWorker | Message::NoPage => {
                Unchecked("the answer to whoever reads a page, in no view: tests/pages.rs has it")
            }
            Message::AdaptUnknown { .. } => Unchecked("nobody tells bounds, so it may never be known"),
            Message::LaunchTooEarly
            | Message::NotWorkers
            | Message::OptionsOf { .. }
            | Message::Filled { .. }
            | Message::NotFilled { .. }
            | Message::NoPreset { .. }
            | Message::PresetRefused { .. }
            | Message::LinkRefused { .. } => {
                Unchecked("tells what was done, or was not, with the press before: that stays so")
            }
            Message::StopsWhenIdle { .. } => Unchecked("the model publishes no idle timeout: tests/ending.rs"),
            Message::ReadingFirst { .. } | Message::Reading | Message::NoReader { .. } | Message::Unreadable { .. } => {
                Unchecked("the model publishes no mapping: tests/mapping.rs")
            }
            Message::UnknownKind { .. }
            | Message::FromPython { .. }
            | Message::NoTable
            | Message::NameMissing
            | Message::NameTaken { .. }
            | Message::NotAName
            | Message::Pasted { .. }
            | Message::NotTexts { .. } => {
                Unchecked("made anew from a field for each picture: tests/form.rs, tests/mapping.rs")
            }
            Message::UnknownDefaults { .. }
            | Message::MisspeltDefault { .. }
            | Message::RefusedDefault
            | Message::UnusableDefault { .. }
            | Message::OtherImage { .. }
            | Message::OtherEnvironment { .. }
            | Message::ChooseEnvironment => Unchecked("of a configuration that does not change: tests/defaults.rs"),
        }
    }

    fn of_a_cause(&self, because: &Because, shown: &ClusterView, cluster: &Cluster) -> Verdict {
        const LIKELY: Verdict = Unchecked("said as likely only: tests/explain.rs");
        let world = self.world;
        let is_running = shown.status == Status::Running;
        match because {
            Because::StartsLate { .. } if world.gateway.was_clock_set => {
                Unchecked("the gateway's clock was set, and nothing tells when, and of which clusters it told before")
            }
            Because::StartsLate { seconds } if self.has_true_times() && !world.was_garbled => {
                let waited = world.now - cluster.born;
                IsSo(shown.status == Status::Pending && waited >= f64::from(*seconds) * 1_000.0)
            }
            Because::WorkersLate { .. } if cluster.asked_by != Some(self.tab) || cluster.is_contested => {
                Unchecked("others have asked for other workers since, which nobody tells")
            }
            Because::WorkersLate { since, some } if self.has_true_times() && !world.was_garbled => {
                let is_missing = cluster.workers < cluster.wanted() && *some == (cluster.workers > 0);
                IsSo(is_running && *since as f64 <= world.now && (!self.is_end || is_missing))
            }
            Because::StartsLate { .. } | Because::WorkersLate { .. } => Unchecked("the page's clock was set back"),
            Because::TasksWithoutWorkers => IsSo(!self.is_end || is_running && cluster.is_busy && cluster.workers == 0),
            Because::SilentStill => IsSo(!self.is_end || is_running && !cluster.has_scheduler),
            Because::TasksUnrunnable => Unchecked("the model's tasks run on any worker: tests/explain.rs"),
            Because::AskAdministrator { .. } | Because::SilentWait => Unchecked("what to do"),
            Because::WaitsForMachine
            | Because::ImageLate { .. }
            | Because::TextsNeeded { .. }
            | Because::EndedAtOnce { .. }
            | Because::BadEnvironment { .. }
            | Because::StartTimedOut { .. }
            | Because::SchedulerLost { .. }
            | Because::SilentBusy
            | Because::SilentMemory { .. }
            | Because::SilentMachine
            | Because::SilentNetwork
            | Because::WorkersFailed
            | Because::QuotaReached
            | Because::WorkersUnfit { .. }
            | Because::WorkersLarge { .. }
            | Because::TasksRestricted => LIKELY,
        }
    }
}

/// Whether none of its kind was said before. Notes that it is.
fn is_new<T>(said: &mut Vec<Discriminant<T>>, one: &T) -> bool {
    let kind = mem::discriminant(one);
    let is_new = !said.contains(&kind);
    if is_new {
        said.push(kind);
    }
    is_new
}
