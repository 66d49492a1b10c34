//! Creates of which it is not known what came of them. None is ever sent again by itself: what the gateway lists afterwards is
//! compared with what it listed before.
//!
//! Lists are compared, and never times: the gateway's clock may be an hour off.

use super::cluster::Cluster;
use crate::core::timers::Time;
use crate::core::tracked::Tracked;
use crate::core::workers::Workers;
use crate::gateway::cluster_info::ClusterInfo;
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// Milliseconds after which a cluster that no list holds was probably not created. A slow gateway may take its time.
const APPEARS_WITHIN_MS: f64 = 10_000.0;
/// Lists that must have come besides.
const APPEARS_WITHIN_LISTS: u32 = 3;
/// Milliseconds for which one that appears all the same is taken for it. Later it may be: nobody says so, but nor that there is none.
const LOOKED_FOR_MS: f64 = 300_000.0;
/// Clusters that are told by their keys when it cannot be said which is the one.
const MAX_TOLD: usize = 4;

/// A cluster that is to be created.
pub struct Wish {
    pub options: Dict,
    /// Those of its options that may be kept outside.
    pub harmless: Dict,
    /// To be asked for once it runs.
    pub workers: Option<Workers>,
}

/// What the lists say of a create.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// It made the cluster with this key. `reloaded`: the page was reloaded before its answer.
    Created { cluster: String, reloaded: bool },
    /// Each of the clusters with these keys may be the one. `more`: how many more there are.
    Several { clusters: Vec<String>, more: u32 },
    /// It made none, as far as can be seen.
    NotFound { reloaded: bool },
    /// So it was said, and now there is one that it may have made after all.
    Doubtful,
}

#[derive(Default)]
pub struct Unsettled {
    creates: Vec<Create>,
    /// What came of the last one, until it is taken.
    finding: Option<Finding>,
    /// See [`Unsettled::kept`].
    kept: Option<String>,
    /// The full names of clusters that came of creates, with the workers that are to be asked for at their start: until they are taken.
    pub(super) starts: Vec<(String, Workers)>,
}

struct Create {
    /// Marks of the clusters that were there before, and of those that were made since and are known not to be it. None: what was there is not known.
    before: Option<Vec<u32>>,
    options: Dict,
    harmless: Dict,
    workers: Option<Workers>,
    /// When its answer was lost. None: it is still to come.
    lost: Option<Time>,
    /// That were asked for after that, and have come.
    lists: u32,
    /// The user was told that nothing has appeared.
    is_told: bool,
    /// That was long ago.
    is_past: bool,
    reloaded: bool,
}

impl Unsettled {
    /// A create is sent. `names`: of the clusters that are there; None: it is not known which are.
    pub fn on_sent<'a>(&mut self, wish: &Wish, names: Option<impl Iterator<Item = &'a String>>) {
        // Nothing is said of those any more.
        self.creates.retain(|create| !create.is_past);
        self.creates.push(Create {
            before: names.map(|names| names.map(|name| mark(name)).collect()),
            options: wish.options.clone(),
            harmless: wish.harmless.clone(),
            workers: wish.workers,
            lost: None,
            lists: 0,
            is_told: false,
            is_past: false,
            reloaded: false,
        });
        self.keep();
    }

    /// It was answered: with the full name of what it made, or it was refused.
    pub fn on_answered(&mut self, made: Option<&str>) {
        let workers = self.creates.iter().find(|create| create.lost.is_none()).and_then(|create| create.workers);
        self.creates.retain(|create| create.lost.is_some());
        if let Some(name) = made {
            self.exclude(mark(name));
            self.starts.extend(workers.map(|workers| (name.into(), workers)));
        }
        self.keep();
    }

    /// Its answer was lost.
    pub fn on_lost(&mut self, now: Time) {
        for create in self.creates.iter_mut().filter(|create| create.lost.is_none()) {
            create.lost = Some(now);
        }
    }

    /// Takes in what another core of this browser's had not settled, see [`Unsettled::kept`]. `reloaded`: that was before the page was reloaded.
    pub fn recall(&mut self, kept: &str, reloaded: bool, now: Time) {
        let Ok(Value::List(creates)) = json::parse(kept) else { return };
        self.creates.extend(creates.iter().filter_map(Value::as_dict).filter_map(|create| {
            let before = match create.item("before")? {
                Value::List(marks) => Some(marks.iter().filter_map(as_mark).collect()),
                _ => None,
            };
            let options = create.item("options")?.as_dict()?;
            Some(Create {
                before,
                options: options.clone(),
                harmless: options.clone(),
                workers: create.item("workers").and_then(Workers::read),
                lost: Some(now),
                lists: 0,
                is_told: false,
                is_past: false,
                reloaded,
            })
        }));
        self.keep();
    }

    /// Compares what is listed now, as it was asked for after all answers, with what was there before each create.
    pub fn on_list(&mut self, items: &[Tracked<Cluster>], now: Time) {
        // What is on its way may be what appears.
        if self.creates.iter().any(|create| create.lost.is_none()) {
            return;
        }
        // The newest first: an older one that the user was told of is waited for no more.
        for index in (0..self.creates.len()).rev() {
            self.look(index, items, now);
        }
        self.keep();
    }

    fn look(&mut self, index: usize, items: &[Tracked<Cluster>], now: Time) {
        let create = &self.creates[index];
        let found: Vec<_> = items.iter().filter(|cluster| create.may_have_made(&cluster.info)).collect();
        let alike = self.creates.iter().filter(|other| !other.is_past && other.options == create.options).count();
        let reloaded = create.reloaded;
        if found.is_empty() {
            return self.on_nothing(index, now);
        }
        if create.is_past {
            self.finding.get_or_insert(Finding::Doubtful);
            self.creates.remove(index);
            return;
        }
        // One or the other of those that wish for the same: it does not matter which.
        let taken = if create.before.is_some() && found.len() <= alike.max(1) { 1 } else { found.len() };
        let marks: Vec<_> = found.iter().take(taken).map(|cluster| mark(&cluster.info.name)).collect();
        let mut keys = found.iter().map(|cluster| cluster.key.clone());
        self.finding = Some(match keys.next() {
            Some(cluster) if taken == 1 && create.before.is_some() => {
                self.starts.extend(create.workers.map(|workers| (found[0].info.name.clone(), workers)));
                Finding::Created { cluster, reloaded }
            }
            first => {
                let clusters: Vec<_> = first.into_iter().chain(keys).take(MAX_TOLD).collect();
                let more = (found.len() - clusters.len()) as u32;
                Finding::Several { clusters, more }
            }
        });
        self.creates.remove(index);
        marks.into_iter().for_each(|mark| self.exclude(mark));
    }

    /// What it would have made is in no list yet.
    fn on_nothing(&mut self, index: usize, now: Time) {
        let create = &mut self.creates[index];
        create.lists += 1;
        // By a clock that was set back the answer would be yet to be lost.
        let lost = create.lost.unwrap_or(now).min(now);
        create.lost = Some(lost);
        if create.is_told {
            create.is_past |= now - lost > LOOKED_FOR_MS;
        } else if create.lists >= APPEARS_WITHIN_LISTS && now - lost >= APPEARS_WITHIN_MS {
            create.is_told = true;
            self.finding = Some(Finding::NotFound { reloaded: create.reloaded });
        }
    }

    /// Whether a create without an answer may have made it.
    pub fn may_have_made(&self, info: &ClusterInfo) -> bool {
        self.creates.iter().any(|create| create.lost.is_some() && !create.is_past && create.may_have_made(info))
    }

    /// What came of a create since this was asked last.
    pub fn finding(&self) -> Option<&Finding> {
        self.finding.as_ref()
    }

    pub fn take_finding(&mut self) -> Option<Finding> {
        self.finding.take()
    }

    /// Whether it is not known what came of a create, and the user waits for it.
    pub fn is_in_doubt(&self) -> bool {
        self.creates.iter().any(|create| create.lost.is_some() && !create.is_told)
    }

    /// What a further core needs to know to settle these, if this one ends before: a text without secrets. None: all are settled.
    pub fn kept(&self) -> Option<&String> {
        self.kept.as_ref()
    }

    fn keep(&mut self) {
        let creates = self.creates.iter().filter(|create| !create.is_told).map(Create::to_value);
        let creates: Vec<_> = creates.collect();
        self.kept = (!creates.is_empty()).then(|| json::write(&Value::List(creates)));
    }

    fn exclude(&mut self, mark: u32) {
        self.creates.iter_mut().filter_map(|create| create.before.as_mut()).for_each(|before| before.push(mark));
    }
}

impl Create {
    fn may_have_made(&self, info: &ClusterInfo) -> bool {
        let is_old = self.before.as_ref().is_some_and(|before| before.contains(&mark(&info.name)));
        // The gateway fills in its defaults, and makes 1.0 of 1.
        let is_like = |(name, sent)| info.options.get(name).is_some_and(|value| value.equals(sent));
        !is_old && self.options.iter().all(is_like)
    }

    fn to_value(&self) -> Value {
        let marks = |before: &Vec<u32>| Value::List(before.iter().map(|mark| Value::int(*mark)).collect());
        let before = self.before.as_ref().map_or(Value::None, marks);
        let workers = self.workers.map(|workers| ("workers".into(), workers.to_value()));
        let items = [("before".into(), before), ("options".into(), Value::Dict(self.harmless.clone()))];
        Value::Dict(items.into_iter().chain(workers).collect())
    }
}

/// What stands for a full name, which is a secret: the 32-bit FNV-1a hash. A name has four times as many bits.
pub(super) fn mark(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

fn as_mark(value: &Value) -> Option<u32> {
    match value {
        Value::Int(n) => n.to_u32(),
        _ => None,
    }
}
