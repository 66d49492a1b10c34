//! A running cluster's figures, which only its scheduler knows.
//!
//! Images are pinned for years, so schedulers of any age answer: `tests/fixtures/scheduler/` has their replies. What one does not
//! tell is added up from what it tells of its workers, or stays unknown.

use serde::Serialize;

use super::reply::{Refusal, whole};
use crate::schema::json::{Reader, Result};
use crate::schema::value::Value;

/// The largest figure that a page can show exactly; what is larger is none.
const MAX_FIGURE: f64 = 9_007_199_254_740_992.0;

/// A figure that is not told. It makes each sum that it goes into one that is not known either.
const UNKNOWN: f64 = f64::NAN;

/// From `counts.json`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub workers: u32,
    /// Of all workers.
    pub threads: Option<u32>,
    /// How many an adaptive cluster would have for the work there is. None: it is not told.
    pub desired: Option<u32>,
    /// Tasks are being worked on, or wait for workers.
    pub is_busy: bool,
    /// It has surely nothing to do. Neither this nor busy: it does not tell.
    pub is_idle: bool,
    /// All tasks it knows, the finished ones too.
    pub tasks: Option<u32>,
    /// None: it does not tell of all states.
    pub by_state: Option<TaskCounts>,
    /// What the results that workers keep take of their memory, in bytes.
    pub results: Option<u64>,
    /// Tasks that no worker may run, for want of any or of one that fits.
    pub unrunnable: Option<u32>,
    /// Who is connected; schedulers count one of their own among them.
    pub clients: Option<u32>,
}

/// How far the work is: all tasks that the scheduler knows, and each of them in one state. It forgets those whose results nobody
/// wants any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct TaskCounts {
    pub all: u32,
    /// Done, and their results not needed any more.
    pub released: u32,
    /// Done, and their results in the workers' memory.
    pub memory: u32,
    pub processing: u32,
    /// For other tasks, for a worker that is free, or for one that may run them.
    pub waiting: u32,
    /// They failed, or depend on one that did.
    pub erred: u32,
}

/// From `identity.json`: what all workers have together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub threads: Option<u32>,
    /// Bytes. None: not told, or a worker has no limit.
    pub memory: Option<u64>,
}

pub fn counts(text: &str) -> std::result::Result<Counts, Refusal> {
    const NAMES: [&str; 12] = [
        "workers",
        "cores",
        "desired_workers",
        "processing",
        "unrunnable",
        "waiting",
        "tasks",
        "clients",
        "released",
        "memory",
        "erred",
        "bytes",
    ];
    let [workers, threads, desired, processing, unrunnable, waiting, tasks, clients, released, memory, erred, bytes] =
        whole(text, |reader| figures(reader, NAMES, &mut |reader, _| reader.skip()))?;
    let workers = small(workers).ok_or_else(|| Refusal::Unexpected("no workers".into()))?;
    let is_busy = processing > 0.0 || unrunnable > 0.0;
    // What waits while more workers are desired than there are is queued in the scheduler, which counts it nowhere.
    let is_waiting = waiting > 0.0 || desired > f64::from(workers);
    Ok(Counts {
        workers,
        threads: small(threads),
        desired: small(desired),
        is_busy,
        is_idle: processing == 0.0 && unrunnable == 0.0 && !is_waiting,
        tasks: small(tasks),
        by_state: small(tasks).and_then(|all| {
            let [released, memory, processing, erred] = [released, memory, processing, erred].map(small);
            let is_told_to_wait = small(waiting)?.saturating_add(small(unrunnable)?);
            Some(task_counts(all, released?, memory?, processing?, is_told_to_wait, erred?))
        }),
        results: (bytes >= 0.0).then_some(bytes as u64),
        unrunnable: small(unrunnable),
        clients: small(clients),
    })
}

/// Of `all` tasks. Schedulers count a result in memory once for each worker that has it, and what is queued nowhere: so these two
/// get what the others leave.
fn task_counts(all: u32, released: u32, memory: u32, processing: u32, waiting: u32, erred: u32) -> TaskCounts {
    let mut left = all;
    let mut take = |count: u32| {
        let taken = count.min(left);
        left -= taken;
        taken
    };
    let [erred, processing, released, waiting, memory] = [erred, processing, released, waiting, memory].map(&mut take);
    TaskCounts { all, released, memory, processing, waiting: waiting + left, erred }
}

pub fn totals(text: &str) -> std::result::Result<Totals, Refusal> {
    // All workers together, and whether each that tells its limit has one.
    let (mut sums, mut is_limited) = ([UNKNOWN; 2], true);
    let read_workers = &mut |reader: &mut Reader| {
        sums = [0.0; 2];
        reader.object(&mut |reader, _| {
            let mut worker = [UNKNOWN; 2];
            if reader.peek() == Some(b'{') {
                worker = figures(reader, ["nthreads", "memory_limit"], &mut |reader, _| reader.skip())?;
            } else {
                reader.skip()?;
            }
            is_limited &= worker[1] != 0.0;
            sums = [sums[0] + worker[0], sums[1] + worker[1]];
            Ok(())
        })
    };
    // Both since distributed 2025.4.
    let told = whole(text, |reader| {
        figures(reader, ["total_threads", "total_memory"], &mut |reader, key| {
            if *key == *b"workers" && reader.peek() == Some(b'{') { read_workers(reader) } else { reader.skip() }
        })
    })?;
    let [threads, memory] = [0, 1].map(|i| if told[i].is_nan() { sums[i] } else { told[i] });
    // A sum of limits is none where one worker has none.
    let is_known = is_limited && (1.0..=MAX_FIGURE).contains(&memory);
    Ok(Totals { threads: small(threads), memory: is_known.then_some(memory as u64) })
}

/// The members of these names of an object, [`UNKNOWN`] for what is no whole number from 0 up; `other` reads or skips the rest.
fn figures<const N: usize>(
    reader: &mut Reader,
    names: [&str; N],
    other: &mut dyn FnMut(&mut Reader, &[u8]) -> Result<()>,
) -> Result<[f64; N]> {
    let mut figures = [UNKNOWN; N];
    read_figures(reader, &names, &mut figures, other)?;
    Ok(figures)
}

fn read_figures(
    reader: &mut Reader,
    names: &[&str],
    figures: &mut [f64],
    other: &mut dyn FnMut(&mut Reader, &[u8]) -> Result<()>,
) -> Result<()> {
    reader.object(&mut |reader, key| {
        let Some(place) = names.iter().position(|name| *key == *name.as_bytes()) else { return other(reader, &key) };
        let number = match reader.value()? {
            Value::Int(n) => n.to_f64().unwrap_or(UNKNOWN),
            Value::Float(x) => x,
            _ => UNKNOWN,
        };
        let is_figure = (0.0..=MAX_FIGURE).contains(&number) && number.fract() == 0.0;
        figures[place] = if is_figure { number } else { UNKNOWN };
        Ok(())
    })
}

fn small(figure: f64) -> Option<u32> {
    (0.0..=f64::from(u32::MAX)).contains(&figure).then_some(figure as u32)
}
