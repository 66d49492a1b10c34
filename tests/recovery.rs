//! How soon a page is right again when what was wrong is over, and that it costs the gateway no more than when all is well.

mod common;

use common::{CONFIG, ENDED, OPTIONS, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::polling::{LIST_PACE, LIST_PACE_WITH_HUB, Pace, STATS_PACE, STATS_SPACING_DOWN};
use dask_gateway::gateway::reply::{Failure, Outcome};

const MINUTE: f64 = 60_000.0;
const LIST: &str = "api/v1/clusters/?";

/// What goes wrong on the way to the gateway, and at it.
fn wrong() -> [Outcome; 6] {
    [
        Err(Failure::NoAnswer),
        Err(Failure::TimedOut),
        Ok(reply(503, "text/html", "<html>")),
        Ok(reply(401, "text/html", "<html>")),
        Ok(reply(200, "text/html", "<html>Log in")),
        Ok(reply(200, "application/json", "{\"clusters\": [,")),
    ]
}

fn running(count: usize) -> String {
    list(&(0..count).map(|i| report(&format!("{i:032x}"), "RUNNING")).collect::<Vec<_>>())
}

/// Passes time and answers all that is asked: what `fails` says goes wrong in this way, the rest is as it should be. Returns what was asked, each path
/// with its time.
fn passes(
    shell: &mut Shell,
    milliseconds: f64,
    clusters: &str,
    outcome: &Outcome,
    fails: impl Fn(&str) -> bool,
) -> Vec<(f64, String)> {
    let end = shell.now + milliseconds;
    let mut asked = vec![];
    while shell.now < end {
        shell.pass(50.0);
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            asked.push((shell.now, path.clone()));
            match path.as_str() {
                path if fails(path) => shell.reply(path, outcome.clone()),
                path if path.ends_with("counts.json") => shell.answer(path, 200, r#"{"workers": 2, "cores": 4}"#),
                path if path.ends_with(".json") => {
                    shell.answer(path, 200, r#"{"total_threads": 4, "total_memory": 1}"#)
                }
                ENDED => shell.answer(ENDED, 200, "{}"),
                path if path.starts_with(LIST) => shell.answer(path, 200, clusters),
                "api/version" => shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#),
                path if path.starts_with("config") => shell.answer(path, 200, CONFIG),
                path if path.starts_with("api/v1/options") => shell.answer(path, 200, OPTIONS),
                path => shell.answer(path, 200, &report(&path[path.len() - 32..], "RUNNING")),
            };
        }
    }
    asked
}

const NOTHING: fn(&str) -> bool = |_| false;
const ALL: fn(&str) -> bool = |_| true;

fn is_figures(path: &str) -> bool {
    path.ends_with(".json")
}

/// Milliseconds until this is so.
fn until(shell: &mut Shell, clusters: &str, is_right: impl Fn(&Shell) -> bool) -> f64 {
    let since = shell.now;
    while !is_right(shell) && shell.now < since + 10.0 * MINUTE {
        passes(shell, 50.0, clusters, &Err(Failure::NoAnswer), NOTHING);
    }
    shell.now - since
}

#[test]
fn after_an_outage_of_any_length_and_kind_the_list_is_back_within_one_poll() {
    let hub = CONFIG.replace("basic", "jupyterhub");
    for (config, pace, is_down, in_sight) in [
        (CONFIG, LIST_PACE, true, true),
        (CONFIG, LIST_PACE, true, false),
        (CONFIG, LIST_PACE, false, true),
        (&hub, LIST_PACE_WITH_HUB, true, true),
    ] {
        for outcome in wrong() {
            for seconds in [1.0, 7.0, 20.0, 75.0, 1_000.0] {
                let clusters = running(3);
                let mut shell = Shell::ready_with(config, OPTIONS, &clusters);
                if !in_sight {
                    shell.user(ClusterEvent::InView { clusters: String::new() });
                }
                // What ended is answered at once there, and that some of the requests are answered is another case.
                shell.ended = (!is_down).then(|| "{}".into());
                passes(&mut shell, MINUTE, &clusters, &outcome, NOTHING);
                passes(&mut shell, 1_000.0 * seconds + pace.most, &clusters, &outcome, ALL);
                assert!(shell.view().problem.is_some(), "{outcome:?}");
                let one_poll = pace.interval(1_000.0 * seconds + pace.most + MINUTE);
                let healed = until(&mut shell, &clusters, |shell| shell.view().problem.is_none());
                assert!(healed <= one_poll + 50.0, "{healed} ms after {seconds} s of {outcome:?}");
                // Figures come with it, and for the status bar those of cards out of sight.
                let figures = until(&mut shell, &clusters, |shell| {
                    shell.view().clusters.iter().flatten().all(|cluster| cluster.workers == Some(2))
                });
                assert!(figures <= 4_000.0, "figures {figures} ms after that, after {seconds} s of {outcome:?}");
            }
        }
    }
}

#[test]
fn who_did_something_just_now_waits_no_longer_than_for_a_list() {
    let (clusters, outcome) = (running(1), Err(Failure::NoAnswer));
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &clusters);
    passes(&mut shell, 10.0 * MINUTE, &clusters, &outcome, ALL);
    shell.user(SessionEvent::Refresh);
    passes(&mut shell, 20_000.0, &clusters, &outcome, ALL);
    let healed = until(&mut shell, &clusters, |shell| shell.view().problem.is_none());
    assert!(healed <= LIST_PACE.least + 50.0, "{healed}");
}

#[test]
fn a_page_that_is_opened_in_an_outage_is_whole_within_one_poll_of_its_end() {
    for outcome in wrong() {
        let clusters = running(1);
        let mut shell = Shell::with_routes(&[dask_gateway::core::connection::routes::Route::PassThrough]);
        shell.user(SessionEvent::Visible { visible: true });
        passes(&mut shell, 5.0 * MINUTE, &clusters, &outcome, ALL);
        let healed =
            until(&mut shell, &clusters, |shell| shell.view().form.is_some() && shell.view().problem.is_none());
        assert!(healed <= LIST_PACE.most + 50.0, "{healed} after {outcome:?}");
    }
}

#[test]
fn figures_that_alone_were_missing_are_back_within_one_of_their_polls() {
    for seconds in [3.0, 20.0, 75.0, 1_000.0] {
        let (clusters, outcome) = (running(1), Err(Failure::NoAnswer));
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &clusters);
        passes(&mut shell, MINUTE, &clusters, &outcome, NOTHING);
        passes(&mut shell, 1_000.0 * seconds + STATS_PACE.most, &clusters, &outcome, is_figures);
        assert!(shell.cluster().no_figures.is_some());
        let healed = until(&mut shell, &clusters, |shell| shell.cluster().workers == Some(2));
        let Pace { most, .. } = STATS_PACE;
        assert!(healed <= most + 50.0, "{healed} ms after {seconds} s");
    }
}

#[test]
fn a_gateway_that_is_down_is_asked_no_more_often_than_one_that_is_up() {
    for count in [1, 10, 100] {
        for outcome in wrong() {
            let clusters = running(count);
            let minute = |fails: fn(&str) -> bool| {
                let mut shell = Shell::ready_with(CONFIG, OPTIONS, &clusters);
                passes(&mut shell, 5.0 * MINUTE, &clusters, &outcome, NOTHING);
                passes(&mut shell, 5.0 * MINUTE, &clusters, &outcome, fails);
                passes(&mut shell, 5.0 * MINUTE, &clusters, &outcome, fails).len() as f64 / 5.0
            };
            let (up, down) = (minute(NOTHING), minute(ALL));
            let lists = MINUTE / (0.75 * LIST_PACE.most);
            // Each by two routes.
            let figures = 2.0 * MINUTE / STATS_SPACING_DOWN;
            assert!(down <= up && down <= lists + figures, "{count} clusters: {down} of {up} a minute, {outcome:?}");
        }
    }
}
