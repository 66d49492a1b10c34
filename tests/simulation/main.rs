//! Random runs of the core against a model of the gateway, in virtual time: what must always be so, whatever comes late, twice or
//! never.
//!
//! `SIMULATION_RUNS=n` sets how many runs there are. A run that fails is told by its seed: `SIMULATION_SEED=n cargo test --test
//! simulation` repeats it and prints everything that happened.
#![cfg(not(target_arch = "wasm32"))]

mod browser;
mod cluster;
#[path = "../common/mod.rs"]
mod common;
mod drawn;
mod gateway;
mod invariants;
mod memory;
mod network;
mod random;
mod sayings;
mod sequences;
mod starts;
mod steps;
mod user;
mod vanishing;
mod world;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use steps::Plan;
use world::World;

/// Runs of `cargo test`; `npm test` has many more, in a build of their own.
const RUNS: u64 = 300;
/// As many runs meet every sentence that has a check.
const MEET_ALL: u64 = 50_000;
/// The first seed. All runs together are always the same.
const FIRST_SEED: u64 = 1;

/// What went wrong in this run, and all that happened where it is wanted.
fn fault(plan: &Plan, is_traced: bool) -> Option<(String, Vec<String>)> {
    let (wrong, world) = run(plan, is_traced);
    Some((wrong?, world.trace.unwrap_or_default()))
}

/// A run, and what went wrong in it.
fn run(plan: &Plan, is_traced: bool) -> (Option<String>, World) {
    let mut world = World::new(plan, is_traced);
    let ran = panic::catch_unwind(AssertUnwindSafe(|| world.run(&plan.steps)));
    let wrong = match ran {
        Ok(()) => world.wrong.take(),
        Err(cause) => Some(format!("it panics: {}", cause.downcast_ref::<String>().map_or("", String::as_str))),
    };
    (wrong, world)
}

/// Fewer steps that fail in the same way: each is left out that can be.
fn shrunk(mut plan: Plan) -> Plan {
    let kind = |plan: &Plan| fault(plan, false).map(|(wrong, _)| in_general(&wrong));
    let wrong = kind(&plan);
    loop {
        let before = plan.steps.len();
        for place in (0..before).rev() {
            let mut fewer = plan.clone();
            fewer.steps.remove(place);
            if kind(&fewer) == wrong {
                plan = fewer;
            }
        }
        if plan.steps.len() == before {
            return plan;
        }
    }
}

/// Everything about a run that failed.
fn story(seed: u64) -> String {
    let all = Plan::of(seed);
    let count = all.steps.len();
    let few = shrunk(all);
    let (wrong, trace) = fault(&few, true).expect("it fails");
    format!(
        "seed {seed}: {wrong}\n\n{}\n\n{} of {count} steps are left. Again: SIMULATION_SEED={seed} cargo test --test simulation",
        trace.join("\n"),
        few.steps.len()
    )
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

/// The same words for the same fault, whatever clusters and numbers it is about.
fn in_general(wrong: &str) -> String {
    let words = wrong.split(' ').map(|word| if word.contains(|c: char| c.is_ascii_digit()) { "#" } else { word });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn whatever_happens_the_page_tells_the_truth() {
    if let Some(seed) = number("SIMULATION_SEED") {
        assert!(fault(&Plan::of(seed), false).is_none(), "{}", story(seed));
        return;
    }
    let runs = number("SIMULATION_RUNS").unwrap_or(RUNS);
    let next = AtomicU64::new(0);
    // Each kind of fault, with the first seed that has it, and how many have.
    let faults: Mutex<BTreeMap<String, (u64, u64)>> = Mutex::default();
    let met: Mutex<BTreeSet<&str>> = Mutex::default();
    let work = || {
        loop {
            let run = next.fetch_add(1, Ordering::Relaxed);
            if run >= runs {
                break;
            }
            let seed = FIRST_SEED + run;
            let (wrong, world) = self::run(&Plan::of(seed), false);
            met.lock().expect("no panic").extend(world.met.ids);
            if let Some(wrong) = wrong {
                let mut faults = faults.lock().expect("no panic");
                let (first, count) = faults.entry(in_general(&wrong)).or_insert((seed, 0));
                (*first, *count) = (seed.min(*first), *count + 1);
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    let faults = faults.into_inner().expect("no panic");
    if let Some((seed, _)) = faults.values().min() {
        let all: Vec<_> =
            faults.iter().map(|(wrong, (seed, count))| format!("{count} x {wrong}, first with seed {seed}")).collect();
        panic!("{}\n\nOf {runs} runs:\n{}", story(*seed), all.join("\n"));
    }
    let met = met.into_inner().expect("no panic");
    let missed: Vec<_> = sayings::CHECKED.iter().filter(|id| !met.contains(*id)).collect();
    assert!(runs < MEET_ALL || missed.is_empty(), "these have a check, and no run has met them: {missed:?}");
}

/// For `tests/differential/test_model_gateway.py`, which asks a real gateway the same.
#[test]
fn sequences_are_written_for_a_real_gateway() {
    if let (Some(count), Ok(file)) = (number("SIMULATION_SEQUENCES"), std::env::var("SIMULATION_FILE")) {
        let lines: Vec<_> = (1..=count).map(sequences::sequence).collect();
        std::fs::write(file, lines.join("\n")).expect("the file can be written");
    }
}
