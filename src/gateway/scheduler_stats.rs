//! A running cluster's figures, which only its scheduler knows.

use super::reply::{Refusal, whole};
use crate::schema::json::Reader;
use crate::schema::value::Value;

/// From `counts.json`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counts {
    pub workers: u32,
    /// How many an adaptive cluster would have for the work there is. None: it is not told.
    pub desired: Option<u32>,
    /// Tasks are being worked on, or wait for workers.
    pub is_busy: bool,
}

/// Reads `counts.json`.
pub fn counts(text: &str) -> Result<Counts, Refusal> {
    let [workers, desired, processing, unrunnable] =
        figures(text, ["workers", "desired_workers", "processing", "unrunnable"])?;
    let is_some = |tasks: Option<f64>| tasks.is_some_and(|tasks| tasks > 0.0);
    Ok(Counts {
        workers: workers.ok_or_else(|| missing("workers"))? as u32,
        desired: desired.map(|desired| desired as u32),
        is_busy: is_some(processing) || is_some(unrunnable),
    })
}

/// Threads and bytes of memory of all workers, from `identity.json`.
pub fn threads_and_memory(text: &str) -> Result<(u32, u64), Refusal> {
    let [threads, memory] = figures(text, ["total_threads", "total_memory"])?;
    let threads = threads.ok_or_else(|| missing("total_threads"))?;
    let memory = memory.ok_or_else(|| missing("total_memory"))?;
    Ok((threads as u32, memory as u64))
}

/// Picks numbers out of an object and passes over the rest: `workers` of identity.json can be long.
fn figures<const N: usize>(text: &str, names: [&str; N]) -> Result<[Option<f64>; N], Refusal> {
    let mut found = [None; N];
    whole(text, |reader: &mut Reader| {
        reader.object(&mut |reader, key| match names.iter().position(|name| *key == *name.as_bytes()) {
            Some(i) => {
                found[i] = match reader.value()? {
                    Value::Int(n) => n.to_f64(),
                    Value::Float(x) => Some(x),
                    _ => None,
                };
                Ok(())
            }
            None => reader.skip(),
        })
    })?;
    Ok(found)
}

fn missing(name: &str) -> Refusal {
    Refusal::Unexpected(format!("no {name}"))
}
