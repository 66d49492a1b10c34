//! What can explain a cluster: ids with arguments, as in [`crate::core::messages`]. `js/view/strings/` holds the sentence of each.

use serde::Serialize;

/// One thing that explains.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Reason {
    pub message: Because,
    /// It may be why. Else it is so, or is what to do.
    pub likely: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(tag = "id", rename_all = "kebab-case")]
pub enum Because {
    /// The cluster has been pending for more than this.
    StartsLate { seconds: u32 },
    /// Likely: there is no machine for it yet.
    WaitsForMachine,
    /// Likely: the image that the option with this label names takes its time, or is not there.
    ImageLate { label: String },
    /// Likely: the mapping with this label holds values that are no texts.
    TextsNeeded { label: String },
    /// Likely: what was to run was not there, or ended as it started. `label`: the option's that names the image.
    EndedAtOnce { label: Option<String> },
    /// Likely: an environment variable of the option with this label ends the programs.
    BadEnvironment { label: String },
    /// Likely: the gateway gave up on a start that took this long.
    StartTimedOut { seconds: u32 },
    /// Likely: the scheduler ended by itself, or the gateway gave up on it. `since`: when it fell silent, in milliseconds since 1970; None:
    /// nobody here asked it then.
    SchedulerLost { since: Option<u64> },
    /// Likely: the scheduler has more to do than to answer.
    SilentBusy,
    /// Likely: the scheduler ended for want of memory. `label`: the option's that sets how much it has.
    SilentMemory { label: Option<String> },
    /// Likely: the scheduler's machine is no more, or too busy.
    SilentMachine,
    /// Likely: nothing gets through to the scheduler.
    SilentNetwork,
    /// What to do about a scheduler that has not been silent for long.
    SilentWait,
    /// The gateway still says that a cluster runs whose scheduler has been silent for long.
    SilentStill,
    /// Likely: the gateway gave up on a cluster whose workers did not start.
    WorkersFailed,
    /// Workers that were asked for have not come. `since`: when one of them came last, or they were asked for; milliseconds
    /// since 1970. `some`: some have come.
    WorkersLate { since: u64, some: bool },
    /// Likely: there may be no more workers.
    QuotaReached,
    /// Likely: what the option with this label sets ends the workers.
    WorkersUnfit { label: String },
    /// Likely: a worker is to have so much of what the option with this label sets that no machine has it free.
    WorkersLarge { label: String },
    /// Tasks wait, and there is no worker.
    TasksWithoutWorkers,
    /// Tasks wait, and none of the workers that are there may run them.
    TasksUnrunnable,
    /// Likely: they ask for what no worker has.
    TasksRestricted,
    /// What the administrator needs to find a cluster in the gateway's log. `at`: milliseconds since 1970.
    AskAdministrator { cluster: String, at: u64 },
}
