//! What cannot be carried over, and why.

use super::short::{beginning, is_empty, join};
use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};

/// Why not: by its name, for which the view has the sentence.
pub type Why = &'static str;

/// The gateway's administrator decides on it.
pub const SITE: Why = "site";
/// Where pods may run.
pub const PLACEMENT: Why = "placement";
/// Storage of the Kubernetes cluster.
pub const STORAGE: Why = "storage";
/// What pods may do, and as whom.
pub const PERMISSIONS: Why = "permissions";
/// The gateway does this in its own way.
pub const OWN: Why = "own";
/// It is a command of another kind.
pub const COMMAND: Why = "command";
/// An argument of `dask-worker` that the gateway does not set.
pub const ARGUMENT: Why = "argument";
/// The pod's limit is what counts; workers are told that.
pub const POD_LIMIT: Why = "pod-limit";
/// As much is asked for as is allowed.
pub const REQUESTS: Why = "requests";
/// A worker has one thread for each core.
pub const THREADS: Why = "threads";
/// A pod has one worker.
pub const ONE_WORKER: Why = "one-worker";
/// No option is known to be about it.
pub const NO_OPTION: Why = "no-option";
/// The choices of an option are about it, in words alone.
pub const IN_CHOICES: Why = "in-choices";
/// The option has no such choice.
pub const NO_CHOICE: Why = "no-choice";
/// The option's unit is not told.
pub const NO_UNIT: Why = "no-unit";
/// The value is elsewhere in the Kubernetes cluster.
pub const VALUE_FROM: Why = "value-from";
/// The text was filled in from the environment of the program that read it.
pub const VARIABLE: Why = "variable";
/// It is in another file.
pub const OTHER_FILE: Why = "other-file";
/// A cluster has one kind of workers.
pub const SECOND_GROUP: Why = "second-group";
/// How many workers there may be, is the gateway's to say.
pub const BOUND: Why = "bound";

/// Of members of a pod's or container's description; of all others it is the administrator who decides.
const MEMBERS: [(&str, Why); 20] = [
    ("volumes", STORAGE),
    ("volumeMounts", STORAGE),
    ("volumeDevices", STORAGE),
    ("tolerations", PLACEMENT),
    ("affinity", PLACEMENT),
    ("nodeSelector", PLACEMENT),
    ("nodeName", PLACEMENT),
    ("priorityClassName", PLACEMENT),
    ("runtimeClassName", PLACEMENT),
    ("schedulerName", PLACEMENT),
    ("topologySpreadConstraints", PLACEMENT),
    ("serviceAccount", PERMISSIONS),
    ("serviceAccountName", PERMISSIONS),
    ("automountServiceAccountToken", PERMISSIONS),
    ("imagePullSecrets", PERMISSIONS),
    ("securityContext", PERMISSIONS),
    ("ports", OWN),
    ("livenessProbe", OWN),
    ("readinessProbe", OWN),
    ("envFrom", VALUE_FROM),
];

/// In the order in which it stands in the template.
#[derive(Debug, Default)]
pub struct Losses(Vec<Value>);

/// More are not listed.
const MOST: usize = 200;
/// So much is shown of each, in characters.
const SHOWN: usize = 80;

impl Losses {
    /// `what`: as it is called in the template, in parts.
    pub fn add(&mut self, what: &[&str], why: Why) {
        self.push(what, why.into(), None);
    }

    /// The same, where an option has to do with it, which has this label.
    pub fn add_for(&mut self, what: &[&str], why: Why, label: &PyStr) {
        self.push(what, why.into(), Some(label));
    }

    /// `why`: the name of a reason, or a sentence of another reader's. Said once.
    #[inline(never)]
    pub fn push(&mut self, what: &[&str], why: PyStr, option: Option<&PyStr>) {
        let (what, _) = beginning(&join(what), SHOWN);
        let mut entry = vec![("what".into(), Value::str(&what)), ("why".into(), Value::Str(why))];
        entry.extend(option.map(|label| ("option".into(), Value::Str(label.clone()))));
        let entry = Value::Dict(Dict::of_pairs(entry));
        if self.0.len() < MOST && !self.0.contains(&entry) {
            self.0.push(entry);
        }
    }

    /// What a part of the template holds besides what was read of it, unless there is nothing in it.
    #[inline(never)]
    pub fn add_rest(&mut self, part: &Dict, read: &[&str]) {
        for (name, value) in part.iter() {
            if !is_empty(value) && !read.iter().any(|read| *name == **read) {
                let known = MEMBERS.iter().find(|(member, _)| *name == **member);
                self.add(&[&name.to_text()], known.map_or(SITE, |(_, why)| *why));
            }
        }
    }

    pub fn into_value(self) -> Value {
        Value::List(self.0)
    }
}
