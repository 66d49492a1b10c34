//! The figures of the last ten minutes: a step for each change, gaps where nobody looked, and an end.

mod common;

use common::{NAME, Shell, list, report};
use dask_gateway::core::clusters::trend::{Step, Trend};
use dask_gateway::core::event::SessionEvent;
use dask_gateway::gateway::reply::Failure;

const COUNTS: &str = "clusters/0123456789abcdef0123456789abcdef/json/counts.json";
const MINUTE: f64 = 60_000.0;
const START: f64 = 1_700_000_000_000.0;

/// Each step as seconds from [`START`], and what was so from then on.
fn seen(steps: &[Step]) -> Vec<(f64, Option<u64>)> {
    steps.iter().map(|step| ((step.at as f64 - START) / 1_000.0, step.value)).collect()
}

#[test]
fn a_step_is_a_change_and_it_leaves_ten_minutes_after_the_next() {
    let mut trend = Trend::new(0.0);
    for (second, value) in [(0.0, 0), (2.0, 0), (4.0, 2), (6.0, 2), (8.0, 4), (10.0, 4)] {
        trend.look(Some(value), START + second * 1_000.0);
    }
    let at = |second: f64| START + second * 1_000.0;
    let steps = |second: f64| seen(&trend.steps(at(second)));
    assert_eq!(steps(10.0), [(0.0, Some(0)), (4.0, Some(2)), (8.0, Some(4))]);
    assert_eq!(steps(603.9), [(0.0, Some(0)), (4.0, Some(2)), (8.0, Some(4))]);
    assert_eq!(steps(604.0), [(4.0, Some(2)), (8.0, Some(4))]);
    assert_eq!(steps(9_999.0), [(8.0, Some(4))], "it is so still");
    let changes: Vec<f64> = [10.0, 600.0, 604.0, 608.0].map(|second| trend.changes_at(at(second)) - START).to_vec();
    assert_eq!(changes, [600_000.0, 604_000.0, 608_000.0, f64::INFINITY]);
}

#[test]
fn what_changes_all_the_time_makes_a_step_every_ten_seconds_and_the_last_is_not_lost() {
    let mut trend = Trend::new(10_000.0);
    for second in 0..=25 {
        trend.look(Some(second), START + second as f64 * 1_000.0);
    }
    assert_eq!(seen(&trend.steps(START)), [(0.0, Some(0)), (10.0, Some(10)), (20.0, Some(20))]);
    trend.look(Some(25), START + 60_000.0);
    assert_eq!(seen(&trend.steps(START)).last(), Some(&(60.0, Some(25))));
}

#[test]
fn what_nobody_saw_is_a_gap_unless_nothing_has_changed() {
    let mut trend = Trend::new(10_000.0);
    trend.look(None, START);
    assert_eq!(trend.steps(START), []);
    trend.look(Some(1), START);
    trend.look(Some(1), START + 2.0 * MINUTE);
    assert_eq!(seen(&trend.steps(START)), [(0.0, Some(1))]);
    trend.look(Some(3), START + 4.0 * MINUTE);
    assert_eq!(seen(&trend.steps(START)), [(0.0, Some(1)), (120.0, None), (240.0, Some(3))]);
    // It does not answer; and then it does again, at once.
    trend.look(None, START + 4.0 * MINUTE + 1_000.0);
    trend.look(None, START + 4.0 * MINUTE + 2_000.0);
    trend.look(Some(3), START + 4.0 * MINUTE + 3_000.0);
    assert_eq!(seen(&trend.steps(START))[3..], [(241.0, None), (243.0, Some(3))]);
}

#[test]
fn a_figure_that_never_rests_and_a_clock_that_is_set_back_take_no_more_room() {
    let mut trend = Trend::new(0.0);
    for look in 0..5_000 {
        trend.look(Some(look), START + look as f64 * 100.0);
    }
    assert_eq!(trend.steps(START).len(), 300);
    trend.look(Some(u64::MAX), START - 1e9);
    assert_eq!(seen(&trend.steps(START)), [(-1e6, Some(u64::MAX))]);
}

/// Answers what schedulers are asked for so many milliseconds, and the list.
fn pass(shell: &mut Shell, ms: f64, counts: &str) {
    let end = shell.now + ms;
    while shell.now < end {
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            match path.as_str() {
                COUNTS => shell.answer(&path, 200, counts),
                path if path.starts_with("clusters/") => shell.answer(path, 200, "{}"),
                path if path.contains('?') => shell.answer(path, 200, &list(&[report(NAME, "RUNNING")])),
                path => shell.reply(path, Err(Failure::TimedOut)),
            };
        }
        shell.pass(1_000.0);
    }
}

#[test]
fn a_cluster_shows_its_last_ten_minutes_and_nothing_changes_while_nothing_changes() {
    let mut shell = Shell::with_cluster("RUNNING");
    let first = shell.cluster();
    assert_eq!(first.workers_trend.iter().map(|step| step.value).collect::<Vec<_>>(), [Some(2)]);
    pass(&mut shell, 30_000.0, r#"{"workers": 4, "cores": 8, "bytes": 1024}"#);
    let then = shell.cluster();
    assert_eq!(then.workers_trend.iter().map(|step| step.value).collect::<Vec<_>>(), [Some(2), Some(4)]);
    assert_eq!(then.memory_trend.last().map(|step| step.value), Some(Some(1024)));
    for _ in 0..9 {
        pass(&mut shell, 50_000.0, r#"{"workers": 4, "cores": 8, "bytes": 1024}"#);
        let later = shell.cluster();
        assert_eq!((&later.workers_trend, &later.memory_trend), (&then.workers_trend, &then.memory_trend));
    }
    // Ten minutes after the change what was before it is no news any more, and nobody has to ask for that to be seen.
    pass(&mut shell, 3.0 * MINUTE, r#"{"workers": 4, "cores": 8, "bytes": 1024}"#);
    assert_eq!(shell.cluster().workers_trend.iter().map(|step| step.value).collect::<Vec<_>>(), [Some(4)]);
}

#[test]
fn a_silent_scheduler_ends_the_line_and_a_hidden_page_leaves_a_gap() {
    let mut shell = Shell::with_cluster("RUNNING");
    pass(&mut shell, 20_000.0, r#"{"workers": 2, "bytes": 5}"#);
    shell.user(SessionEvent::Visible { visible: false });
    shell.pass(5.0 * MINUTE);
    shell.user(SessionEvent::Visible { visible: true });
    pass(&mut shell, 5_000.0, r#"{"workers": 7, "bytes": 5}"#);
    let values = |shell: &Shell| shell.cluster().workers_trend.iter().map(|step| step.value).collect::<Vec<_>>();
    assert_eq!(values(&shell), [Some(2), None, Some(7)]);
    while !shell.paths().contains(&COUNTS) {
        shell.pass(1_000.0);
    }
    shell.reply(COUNTS, Err(Failure::TimedOut));
    assert_eq!(values(&shell), [Some(2), None, Some(7), None]);
    assert_eq!(shell.cluster().memory_trend.last().map(|step| step.value), Some(None));
}

#[test]
fn an_old_scheduler_that_tells_no_bytes_has_workers_alone() {
    let mut shell = Shell::with_cluster("RUNNING");
    pass(&mut shell, 20_000.0, r#"{"workers": 3, "bytes": "many"}"#);
    let cluster = shell.cluster();
    assert_eq!((cluster.results, cluster.tasks), (None, None));
    assert_eq!(cluster.memory_trend.last().and_then(|step| step.value), None);
    assert_eq!(cluster.workers_trend.last().map(|step| step.value), Some(Some(3)));
}
