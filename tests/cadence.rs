//! How often what is asked: often while something changes, seldom while nothing does, not at all while nobody looks.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::polling::LIST_PACE;
use dask_gateway::gateway::reply::Failure;

const MINUTE: f64 = 60_000.0;
const LIST: &str = "api/v1/clusters/?";

/// What is asked in so many milliseconds, each path with its time; all but `?wait` is answered at once. `workers`: those of each scheduler.
fn asked(shell: &mut Shell, milliseconds: f64, clusters: &str, workers: u32) -> Vec<(f64, String)> {
    let end = shell.now + milliseconds;
    let mut asked = vec![];
    while shell.now < end {
        shell.pass(50.0);
        while let Some(path) = shell.paths().iter().find(|path| !path.ends_with("?wait")).map(|path| path.to_string()) {
            asked.push((shell.now, path.clone()));
            match path.as_str() {
                path if path.ends_with("counts.json") => {
                    shell.answer(path, 200, &format!(r#"{{"workers": {workers}, "cores": 4}}"#))
                }
                path if path.ends_with("identity.json") => {
                    shell.answer(path, 200, r#"{"total_threads": 4, "total_memory": 1}"#)
                }
                path if path.starts_with(LIST) => shell.answer(path, 200, clusters),
                path => shell.answer(path, 200, &report(NAME, "STOPPING")),
            };
        }
    }
    asked
}

fn count(asked: &[(f64, String)], wanted: &str) -> usize {
    asked.iter().filter(|(_, path)| path.contains(wanted)).count()
}

fn running(count: usize) -> String {
    list(&(0..count).map(|i| report(&format!("{i:032x}"), "RUNNING")).collect::<Vec<_>>())
}

#[test]
fn a_list_that_stays_as_it_is_is_asked_for_ever_more_seldom_and_often_again_after_a_change() {
    let mut shell = Shell::ready();
    assert_eq!(count(&asked(&mut shell, MINUTE, "{}", 0), LIST), 11);
    asked(&mut shell, 2.0 * MINUTE, "{}", 0);
    assert_eq!(count(&asked(&mut shell, 4.0 * MINUTE, "{}", 0), LIST), 16, "four a minute");
    let body = running(1);
    asked(&mut shell, LIST_PACE.most, &body, 0);
    assert!(count(&asked(&mut shell, MINUTE, &body, 0), LIST) >= 10);
    asked(&mut shell, 5.0 * MINUTE, &body, 0);
    shell.user(SessionEvent::Visible { visible: false });
    assert!(asked(&mut shell, MINUTE, &body, 0).is_empty());
    shell.user(SessionEvent::Visible { visible: true });
    let first = asked(&mut shell, 1_000.0, &body, 0);
    assert_eq!((count(&first, LIST), count(&first, "counts")), (1, 1), "at once, when somebody looks again: {first:?}");
    assert!(count(&asked(&mut shell, MINUTE, &body, 0), LIST) >= 10);
}

#[test]
fn where_the_user_says_so_it_is_asked_a_quarter_as_often_and_at_once_as_usual_when_not() {
    let body = running(1);
    let minutes = |seldom: bool| {
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &body);
        shell.user(ClusterEvent::PreferSeldom { on: seldom });
        asked(&mut shell, 5.0 * MINUTE, &body, 0);
        let asked = asked(&mut shell, 4.0 * MINUTE, &body, 0);
        (count(&asked, LIST), count(&asked, "counts"))
    };
    assert_eq!((minutes(false), minutes(true)), ((16, 24), (4, 6)));
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &body);
    shell.user(ClusterEvent::PreferSeldom { on: true });
    shell.user(SessionEvent::Refresh);
    assert_eq!(count(&asked(&mut shell, 1_000.0, &body, 0), LIST), 1, "who asks is answered");
    shell.user(ClusterEvent::PreferSeldom { on: true });
    assert_eq!(
        count(&asked(&mut shell, 1_000.0, &body, 0), LIST),
        0,
        "a setting that is told again is none that changed"
    );
    shell.user(ClusterEvent::PreferSeldom { on: false });
    assert!(count(&asked(&mut shell, MINUTE, &body, 0), LIST) >= 10);
}

#[test]
fn a_clock_that_is_set_back_makes_nobody_hurry_until_it_has_caught_up() {
    let mut shell = Shell::ready();
    asked(&mut shell, MINUTE, "{}", 0);
    shell.now -= 60.0 * MINUTE;
    shell.update(Event::Woke);
    asked(&mut shell, 5.0 * MINUTE, "{}", 0);
    assert_eq!(count(&asked(&mut shell, 2.0 * MINUTE, "{}", 0), LIST), 8);
}

#[test]
fn behind_a_hub_lists_are_more_seldom() {
    let mut shell = Shell::ready_with(&CONFIG.replace("basic", "jupyterhub"), OPTIONS, "{}");
    assert_eq!(count(&asked(&mut shell, MINUTE, "{}", 0), LIST), 6);
    asked(&mut shell, 4.0 * MINUTE, "{}", 0);
    assert_eq!(count(&asked(&mut shell, 4.0 * MINUTE, "{}", 0), LIST), 12);
}

#[test]
fn figures_of_a_quiet_cluster_are_asked_for_seldom_and_of_many_as_often() {
    for (clusters, most) in [(1, 7), (10, 61), (200, 61)] {
        let body = running(clusters);
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &body);
        asked(&mut shell, 5.0 * MINUTE, &body, 2);
        let asked = asked(&mut shell, MINUTE, &body, 2);
        let counts = count(&asked, "counts");
        assert!((most * 4 / 5..=most).contains(&counts), "{clusters} clusters: {counts}");
        // What comes in only now and then is described as well.
        assert!(asked.len() <= 2 * most + 5, "{clusters} clusters: {}", asked.len());
    }
}

#[test]
fn workers_that_do_not_come_are_asked_for_ever_more_seldom_and_at_once_when_one_comes() {
    let body = list(&[report(NAME, "RUNNING")]);
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input: ScalingInput::Workers, text: "4".into() });
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    shell.answer(&format!("api/v1/clusters/{NAME}/scale"), 200, r#"{"ok": true, "msg": null}"#);
    let counts =
        |shell: &mut Shell, milliseconds, workers| count(&asked(shell, milliseconds, &body, workers), "counts");
    assert!(counts(&mut shell, 5_000.0, 2) >= 9, "twice a second at first");
    let minute = counts(&mut shell, MINUTE, 2);
    assert!((20..40).contains(&minute), "{minute}");
    counts(&mut shell, MINUTE, 2);
    assert_eq!(counts(&mut shell, MINUTE, 2), 12, "every five seconds in the end");
    counts(&mut shell, 5_000.0, 3);
    assert!(counts(&mut shell, 5_000.0, 3) >= 9, "one has come");
}

#[test]
fn a_cluster_that_does_not_stop_is_looked_at_ever_more_seldom() {
    let body = list(&[report(NAME, "STOPPING")]);
    let mut shell = Shell::with_cluster("STOPPING");
    let one = format!("clusters/{NAME}");
    let first = asked(&mut shell, 5_000.0, &body, 0);
    assert!(count(&first, &one) >= 4, "{first:?}");
    asked(&mut shell, 3.0 * MINUTE, &body, 0);
    // Lists tell it, too.
    assert!((3..=7).contains(&count(&asked(&mut shell, MINUTE, &body, 0), &one)));
}

#[test]
fn a_backend_that_does_not_wait_is_asked_ever_more_seldom_and_one_that_does_at_once() {
    let body = list(&[report(NAME, "PENDING")]);
    let watch = format!("api/v1/clusters/{NAME}?wait");
    for (held, most) in [(0.0, 10), (20_000.0, 4)] {
        let mut shell = Shell::with_cluster("PENDING");
        asked(&mut shell, 5.0 * MINUTE, &body, 0);
        let (mut watches, mut since) = (0, shell.now);
        let end = shell.now + 2.0 * MINUTE;
        while shell.now < end {
            asked(&mut shell, 500.0, &body, 0);
            let is_asked = shell.paths().contains(&watch.as_str());
            if is_asked && shell.now - since >= held {
                shell.answer(&watch, 200, &report(NAME, "PENDING"));
                watches += 1;
            }
            if !shell.paths().contains(&watch.as_str()) {
                since = shell.now;
            }
        }
        assert!((most..=2 * most + 2).contains(&watches), "{watches} in two minutes, held for {held} ms");
    }
}

#[test]
fn while_no_list_comes_nothing_else_is_asked_about_clusters() {
    let reports = [report(NAME, "PENDING"), report("stopping", "STOPPING")];
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports));
    shell.pass(LIST_PACE.least);
    let mut asked = vec![];
    let end = shell.now + 5.0 * MINUTE;
    while shell.now < end {
        shell.pass(50.0);
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            asked.push(path.clone());
            shell.reply(&path, Err(Failure::NoAnswer));
        }
    }
    let lists = asked.iter().filter(|path| path.starts_with(LIST)).count();
    assert_eq!(asked.len() - lists, 2, "what was asked before that was known: {asked:?}");
    assert!(lists < 40, "{lists} in five minutes");
}

#[test]
fn who_comes_back_waits_for_no_back_off() {
    for back in [SessionEvent::Back, SessionEvent::Refresh, SessionEvent::Visible { visible: true }] {
        let mut shell = Shell::with_cluster("RUNNING");
        for _ in 0..200 {
            shell.pass(1_000.0);
            while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
                shell.reply(&path, Err(Failure::NoAnswer));
            }
        }
        shell.user(SessionEvent::Visible { visible: !matches!(back, SessionEvent::Visible { .. }) });
        shell.user(back.clone());
        assert!(shell.paths().iter().any(|path| path.starts_with(LIST)), "{back:?}: {:?}", shell.paths());
    }
}
