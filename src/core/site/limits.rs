//! What the site allows, as far as it is worth knowing before the gateway refuses.

use super::quantity::{Part, number};
use super::resources::Sizes;
use crate::core::messages::Message;
use crate::schema::value::{Dict, Value};

/// Of one user's clusters, and of one cluster's workers, cores and memory in bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Limits {
    clusters: Option<u32>,
    workers: Option<u32>,
    cores: Option<f64>,
    memory: Option<f64>,
}

/// By so much of a worker more may fit, because floats are not exact.
const SLACK: f64 = 1e-9;

impl Limits {
    pub fn read(limits: &Dict) -> Limits {
        let count = |name| match limits.item(name)? {
            Value::Int(n) => n.to_u32(),
            _ => None,
        };
        let size = |name| limits.item(name).and_then(number);
        Limits { clusters: count("clusters"), workers: count("workers"), cores: size("cores"), memory: size("memory") }
    }

    /// What is over a limit when one more cluster comes to those that are there.
    pub fn over_with_one_more(&self, clusters: usize) -> Option<Message> {
        let limit = self.clusters.filter(|limit| clusters >= *limit as usize)?;
        Some(Message::OverClusters { limit })
    }

    /// Of the limits that so many workers are over, the one that leaves fewest: it is what they get. As dask-gateway has it, what the
    /// scheduler takes is none of theirs.
    pub fn over(&self, sizes: &Sizes, workers: u32) -> Option<Message> {
        let most = |limit: Option<f64>, part| most_workers(limit?, sizes.of_worker(part)?, sizes.of_scheduler(part)?);
        let by_workers = self.workers.map(|limit| (limit, Message::OverWorkers { limit }));
        let by_cores = most(self.cores, Part::Cores)
            .map(|most| (most, Message::OverCores { limit: thousandths(self.cores), most }));
        let by_memory = most(self.memory, Part::Memory)
            .map(|most| (most, Message::OverMemory { limit: self.memory.unwrap_or_default() as u64, most }));
        let limits = [by_workers, by_cores, by_memory].into_iter().flatten();
        let tightest = limits.filter(|(most, _)| workers > *most).min_by_key(|(most, _)| *most);
        tightest.map(|(_, message)| message)
    }
}

/// How many workers fit, see `_max_workers_from_resources` of dask_gateway_server. None: any number.
fn most_workers(limit: f64, worker: f64, scheduler: f64) -> Option<u32> {
    (worker > 0.0).then(|| ((limit - scheduler) / worker + SLACK).max(0.0) as u32)
}

fn thousandths(amount: Option<f64>) -> u64 {
    (amount.unwrap_or_default() * 1_000.0).round() as u64
}
