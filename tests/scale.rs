//! Of a thousand clusters and two hundred fields only what has changed is looked at and told.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use std::rc::Rc;

use common::*;
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::gateway::reply::Failure;

fn name(index: usize) -> String {
    format!("{index:08x}{}", "0".repeat(24))
}

fn running(count: usize) -> String {
    list(&(0..count).map(|index| report(&name(index), "RUNNING")).collect::<Vec<_>>())
}

fn shell(count: usize) -> Shell {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(count));
    shell.quiet();
    shell
}

fn keys(clusters: &[Rc<ClusterView>]) -> Vec<&str> {
    clusters.iter().map(|cluster| cluster.key.as_str()).collect()
}

#[test]
fn the_first_look_tells_all() {
    let mut shell = shell(3);
    let all = shell.core.changes(true).expect("all");
    assert_eq!((all.clusters.len(), all.field_count), (3, 6));
    assert_eq!(all.form.map(|form| form.fields.len()), Some(6));
    assert_eq!(all.order.map(|order| order.len()), Some(3));
    assert!(all.rest.is_some_and(|rest| rest.form.is_none() && rest.clusters.is_none()));
    assert_eq!(shell.core.changes(false), None);
}

#[test]
fn a_poll_that_says_the_same_is_no_change() {
    let mut shell = shell(1_000);
    for _ in 0..3 {
        shell.pass(5_000.0);
        shell.answer("api/v1/clusters/?", 200, &running(1_000));
        assert_eq!(shell.changes, None);
    }
}

#[test]
fn the_cluster_alone_is_told_that_a_scheduler_or_the_user_changed() {
    let mut shell = shell(1_000);
    shell.pass(1_000.0);
    let asked = shell.take("clusters/").1.path.clone();
    let key = asked["clusters/".len()..][..8].to_owned();
    assert_eq!(shell.changes, None, "what is asked does not show");
    shell.user(ClusterEvent::EditCluster { cluster: key.clone(), input: ScalingInput::Minimum, text: "1".into() });
    let changes = shell.changes.clone().expect("a change");
    assert_eq!((keys(&changes.clusters), changes.order), (vec![key.as_str()], None));
    assert!(changes.rest.is_none() && changes.form.is_none());
}

#[test]
fn one_that_comes_or_goes_leaves_the_others_alone() {
    let mut shell = shell(5);
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &running(6));
    let changes = shell.changes.clone().expect("a change");
    assert_eq!(keys(&changes.clusters), vec!["00000005"]);
    assert_eq!(changes.order.map(|order| order.len()), Some(6));
}

#[test]
fn a_key_in_a_field_tells_that_field() {
    let mut shell = shell(1_000);
    shell.edit("note", "x");
    let form = shell.changes.clone().expect("a change").form.expect("of the form");
    assert_eq!(form.fields.iter().map(|field| field.name.as_str()).collect::<Vec<_>>(), vec!["note"]);
    assert!(form.changed);
    assert!(shell.changes.clone().is_some_and(|changes| changes.clusters.is_empty() && changes.rest.is_none()));
    shell.edit("note", "x");
    assert_eq!(shell.changes, None, "the same again");
    shell.user(FormEvent::Reset);
    let changes = shell.changes.clone().expect("a change");
    assert_eq!(changes.form.map(|form| form.fields.len()), Some(1));
}

#[test]
fn other_options_are_told_whole_and_fewer_are_fewer() {
    let mut shell = shell(1);
    let options = r#"{"cluster_options": [
        {"field": "worker_cores", "label": "Cores", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}}]}"#;
    // Its answer would be one more change.
    shell.ended = None;
    shell.user(dask_gateway::core::event::SessionEvent::Refresh);
    shell.answer("api/v1/options", 200, options);
    let changes = shell.changes.clone().expect("a change");
    assert_eq!(changes.field_count, 1);
    assert_eq!(changes.form.map(|form| form.fields.len()), Some(1));
    assert_eq!(changes.clusters[0].options[0].label, "Cores", "what its options are called has changed, too");
}

/// The keys of the clusters whose schedulers are asked in this time, in order.
fn asked(shell: &mut Shell, milliseconds: f64) -> Vec<String> {
    let mut keys = vec![];
    let end = shell.now + milliseconds;
    while shell.now < end {
        shell.pass(50.0);
        let counts = shell.paths().iter().find(|path| path.ends_with("counts.json")).map(|path| path.to_string());
        if let Some(path) = counts {
            keys.push(path["clusters/".len()..][..8].to_owned());
        }
        shell.quiet();
    }
    keys
}

/// Asks for five workers of one; returns the path of the request.
fn scale(shell: &mut Shell, index: usize) -> String {
    let cluster = name(index)[..8].to_owned();
    let input = ScalingInput::Workers;
    shell.user(ClusterEvent::EditCluster { cluster: cluster.clone(), input, text: "5".into() });
    shell.user(ClusterEvent::Scale { cluster });
    format!("api/v1/clusters/{}/scale", name(index))
}

fn in_view(shell: &mut Shell, clusters: &str) {
    shell.user(ClusterEvent::InView { clusters: clusters.into() });
}

#[test]
fn the_figures_of_clusters_in_view_are_asked_for_first_and_of_others_seldom() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(200));
    in_view(&mut shell, "00000003 00000005");
    shell.quiet();
    let first = asked(&mut shell, 600.0);
    assert_eq!(&first[..2], ["00000003", "00000005"], "before all others: {first:?}");
    let a_minute = asked(&mut shell, 60_000.0);
    let (seen, unseen): (Vec<_>, Vec<_>) =
        a_minute.iter().partition(|key| ["00000003", "00000005"].contains(&key.as_str()));
    // Twice as many at first as in the end: nothing changes in them.
    assert!(seen.len() > 35, "as often as if they were alone: {}", seen.len());
    assert!((10..60).contains(&unseen.len()), "one by one, when there is time: {}", unseen.len());

    in_view(&mut shell, "00000009");
    assert_eq!(asked(&mut shell, 5_000.0)[0], "00000009", "what comes into view is asked next");
    in_view(&mut shell, "");
    assert!(asked(&mut shell, 10_000.0).len() <= 10, "where no list is shown");
}

#[test]
fn figures_of_clusters_out_of_view_are_renewed_half_as_often_where_there_are_few() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(3));
    in_view(&mut shell, "00000000");
    asked(&mut shell, 60_000.0);
    let minutes = asked(&mut shell, 180_000.0);
    let (seen, others): (Vec<_>, Vec<_>) = minutes.iter().partition(|key| *key == "00000000");
    assert!((16..=19).contains(&seen.len()), "{}", seen.len());
    assert!((14..=18).contains(&others.len()), "of both: {}", others.len());
}

#[test]
fn a_cluster_out_of_view_is_asked_soon_until_the_workers_asked_for_are_there() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(3));
    in_view(&mut shell, "");
    asked(&mut shell, 60_000.0);
    let scaled = "00000001";
    let path = scale(&mut shell, 1);
    shell.answer(&path, 200, r#"{"ok": true, "msg": null}"#);
    let often = asked(&mut shell, 5_000.0).iter().filter(|key| *key == scaled).count();
    assert!(often >= 4, "each second: {often}");
    for _ in 0..60 {
        shell.pass(50.0);
        shell.quiet_with(r#"{"workers": 5, "cores": 10}"#);
    }
    let later = asked(&mut shell, 60_000.0).iter().filter(|key| *key == scaled).count();
    assert!((2..=8).contains(&later), "{later}");
}

#[test]
fn so_is_one_where_the_answer_to_that_was_lost() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(3));
    in_view(&mut shell, "");
    asked(&mut shell, 60_000.0);
    let lost = "00000002";
    let path = scale(&mut shell, 2);
    shell.reply(&path, Err(Failure::NoAnswer));
    let asked = asked(&mut shell, 5_000.0);
    assert!(asked.iter().filter(|key| *key == lost).count() >= 2, "{asked:?}");
}

#[test]
fn clusters_out_of_view_that_wait_for_workers_keep_nobody_from_those_in_view_nor_from_each_other() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(60));
    for index in 1..=40 {
        let path = scale(&mut shell, index);
        shell.answer(&path, 200, r#"{"ok": true, "msg": null}"#);
    }
    in_view(&mut shell, "00000000");
    asked(&mut shell, 120_000.0);
    let minutes = asked(&mut shell, 180_000.0);
    let of = |key: &str| minutes.iter().filter(|asked| *asked == key).count();
    assert!(of("00000000") >= 12, "in view, and nothing changes: {}", of("00000000"));
    for index in 1..60 {
        assert!(of(&name(index)[..8]) >= 1, "{index}");
    }
}

#[test]
fn what_the_page_said_before_the_list_came_counts() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &running(1));
    in_view(&mut shell, "00000002");
    asked(&mut shell, 60_000.0);
    shell.pass(20_000.0);
    shell.answer("api/v1/clusters/?", 200, &running(3));
    let minute = asked(&mut shell, 60_000.0);
    let of = |key: &str| minute.iter().filter(|asked| *asked == key).count();
    assert!(of("00000002") > 2 * of("00000001"), "{minute:?}");
}
