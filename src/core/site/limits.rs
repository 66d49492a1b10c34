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

    /// What is over a limit with so many workers. As dask-gateway has it, what the scheduler takes is none of theirs.
    pub fn over(&self, sizes: &Sizes, workers: u32) -> Vec<Message> {
        let mut over = Vec::new();
        let is_over = |most: &u32| workers > *most;
        over.extend(self.workers.filter(is_over).map(|limit| Message::OverWorkers { limit }));
        let most = |limit: Option<f64>, part| most_workers(limit?, sizes.of_worker(part)?, sizes.of_scheduler(part)?);
        if let Some(most) = most(self.cores, Part::Cores).filter(is_over) {
            over.push(Message::OverCores { limit: thousandths(self.cores), most });
        }
        if let Some(most) = most(self.memory, Part::Memory).filter(is_over) {
            over.push(Message::OverMemory { limit: self.memory.unwrap_or_default() as u64, most });
        }
        over
    }
}

/// How many workers fit, see `_max_workers_from_resources` of dask_gateway_server. None: any number.
fn most_workers(limit: f64, worker: f64, scheduler: f64) -> Option<u32> {
    (worker > 0.0).then(|| ((limit - scheduler) / worker + SLACK).max(0.0) as u32)
}

fn thousandths(amount: Option<f64>) -> u64 {
    (amount.unwrap_or_default() * 1_000.0).round() as u64
}
