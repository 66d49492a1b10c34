//! Lists of which a part cannot be read, or is of a later gateway: the rest stands.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use std::rc::Rc;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::polling::LIST_PACE;
use dask_gateway::gateway::cluster_info::{self, KnownRows, Status};
use proptest::collection::vec;
use proptest::prelude::*;

const ODD: &str = "fedcba9876543210fedcba9876543210";

/// Two clusters, one of which runs; the other's row is as given.
fn shell_with(row: &str) -> Shell {
    let good = list(&[report(NAME, "RUNNING")]);
    Shell::ready_with(CONFIG, OPTIONS, &format!("{}, \"{ODD}\": {row}}}", &good[..good.len() - 1]))
}

fn clusters(shell: &Shell) -> Vec<ClusterView> {
    shell.view().clusters.expect("a list")
}

fn odd(shell: &Shell) -> ClusterView {
    clusters(shell).into_iter().find(|cluster| cluster.key != KEY).expect("it is shown too")
}

fn unknown(word: &str) -> Option<Notice> {
    Some(Notice::info(Message::UnknownStatus { word: word.into() }))
}

#[test]
fn a_status_of_a_later_gateway_is_shown_as_what_it_says_and_the_others_stand() {
    let mut shell = shell_with(&report(ODD, "SUSPENDED"));
    assert_eq!((clusters(&shell).len(), shell.view().problem), (2, None));
    let cluster = odd(&shell);
    assert_eq!((cluster.status, cluster.message), (Status::Unknown, unknown("SUSPENDED")));
    assert!(cluster.can_stop && !cluster.can_scale && !cluster.can_adapt && !cluster.has_dashboard);
    shell.user(ClusterEvent::AskStop { cluster: cluster.key.clone() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    assert_eq!(shell.answer(&format!("api/v1/clusters/{ODD}"), 204, "").method, "DELETE");
    assert_eq!(odd(&shell).status, Status::Stopping);
}

#[test]
fn what_is_said_of_an_unknown_status_ends_with_it() {
    let mut shell = shell_with(&report(ODD, "SUSPENDED"));
    for (status, known) in [("PENDING", Status::Pending), ("RUNNING", Status::Running)] {
        shell.pass(LIST_PACE.least);
        shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING"), report(ODD, status)]));
        assert_eq!((odd(&shell).status, odd(&shell).message), (known, None));
    }
    shell.pass(LIST_PACE.least);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING"), report(ODD, "LATER")]));
    assert_eq!((odd(&shell).status, odd(&shell).message), (Status::Unknown, unknown("LATER")));
}

#[test]
fn a_row_that_cannot_be_read_is_shown_under_its_key_and_says_so() {
    for row in [
        "null",
        "7",
        "\"a text\"",
        "[]",
        "{}",
        r#"{"name": null, "status": null}"#,
        r#"{"name": 7, "status": ["RUNNING"], "options": 3, "start_time": "now", "dashboard_route": {}}"#,
        r#"{"status": "", "start_time": -1e400}"#,
    ] {
        let shell = shell_with(row);
        assert_eq!((clusters(&shell).len(), shell.view().problem), (2, None), "{row}");
        let cluster = odd(&shell);
        assert_eq!((cluster.key.as_str(), cluster.status), (&ODD[..8], Status::Unknown), "{row}");
        assert_eq!((cluster.message, cluster.can_stop), (unknown(""), true), "{row}");
    }
}

#[test]
fn ten_thousand_rows_that_cannot_be_read_hide_nothing() {
    let rows: Vec<_> = (0..10_000).map(|i| format!(r#""../{i}": {{"name": "../{i}", "status": {i}}}"#)).collect();
    let body = format!("{{{}, \"{NAME}\": {}}}", rows.join(", "), report(NAME, "RUNNING"));
    let shell = Shell::ready_with(CONFIG, OPTIONS, &body);
    assert_eq!((clusters(&shell).len(), shell.cluster().key.as_str()), (1, KEY));
    assert_eq!(shell.view().remarks, [Message::Nameless { count: 10_000 }], "told once");
    assert_eq!(shell.view().problem, None);
}

#[test]
fn a_word_of_megabytes_is_cut() {
    let shell = shell_with(&report(ODD, &"X".repeat(5_000_000)));
    let Some(Notice { message: Message::UnknownStatus { word }, .. }) = odd(&shell).message else { panic!("a word") };
    assert_eq!(word.len(), 40);
}

#[test]
fn a_list_that_is_cut_off_or_no_json_is_none() {
    let body = list(&[report(NAME, "RUNNING")]);
    for broken in [&body[..body.len() / 2], "{\"a\": ", "[]", "null", ""] {
        let mut shell = Shell::with_cluster("RUNNING");
        shell.pass(LIST_PACE.least);
        shell.answer("api/v1/clusters/?", 200, broken);
        assert!(matches!(shell.view().problem, Some(Notice { message: Message::Unexpected { .. }, .. })), "{broken:?}");
        assert_eq!(shell.cluster().status, Status::Running, "what is known stays");
    }
}

#[test]
fn a_row_that_stands_there_as_before_is_not_read_again() {
    let names: Vec<_> = (0..40).map(|n| format!("{n:032x}")).collect();
    let rows = |status: &dyn Fn(usize) -> &'static str| -> Vec<_> {
        names.iter().enumerate().map(|(n, name)| report(name, status(n))).collect()
    };
    let before = rows(&|_| "RUNNING");
    let mut known = KnownRows::default();
    let mut read = |rows: &[String]| cluster_info::list(&list(rows), &mut known).expect("a list").clusters;
    let first = read(&before);
    // What is gone, and what has changed, keeps nothing of the rest from being known.
    let after: Vec<_> = rows(&|n| if n == 7 { "STOPPING" } else { "RUNNING" }).split_off(3);
    let second = read(&after);
    for (n, (old, new)) in first[3..].iter().zip(&second).enumerate() {
        assert_eq!(Rc::ptr_eq(old, new), n != 4, "row {n}");
    }
    assert_eq!(second[4].status, Status::Stopping);
}

proptest! {
    #[test]
    fn what_is_known_of_the_lists_before_changes_nothing(lists in vec(vec((0..6_u8, 0..6_u8, 0..7_u8), 0..12), 1..5)) {
        let mut known = KnownRows::default();
        for rows in lists {
            let row = |(key, name, kind): (u8, u8, u8)| {
                let key = format!("{:0>9}", 10_u32.pow(key.into()));
                let row = match kind {
                    0 => "null".into(),
                    1 => r#"{"status": "RUNNING"}"#.into(),
                    2 => r#"{"name": "a/b", "status": "RUNNING"}"#.into(),
                    _ => report(&if name == 0 { key.clone() } else { NAME[..8 + usize::from(name)].into() }, ["PENDING", "RUNNING", "FAILED", "x"][usize::from(kind) - 3]),
                };
                format!("\"{key}\" : {row} ")
            };
            let text = format!("{{ {}}}", rows.into_iter().map(row).collect::<Vec<_>>().join(","));
            let (ours, fresh) = (cluster_info::list(&text, &mut known), cluster_info::list(&text, &mut KnownRows::default()));
            let (ours, fresh) = (ours.expect("a list"), fresh.expect("a list"));
            prop_assert_eq!((ours.clusters, ours.nameless), (fresh.clusters, fresh.nameless));
        }
    }
}

#[test]
fn a_row_that_is_called_otherwise_than_its_key_is_none_that_anything_can_be_asked_of() {
    let mut shell = Shell::with_cluster("RUNNING");
    // As a few bytes do that were changed on the way.
    let garbled = format!("{{\"{NAME}\": {}}}", report(&NAME.replace('5', "6"), "RUNNING"));
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &garbled);
    assert_eq!(shell.view().remarks, [Message::Nameless { count: 1 }]);
    let keys: Vec<_> = shell.view().clusters.into_iter().flatten().map(|cluster| cluster.key).collect();
    assert_eq!(keys, [KEY], "the one that is missing is asked for by itself");
    shell.pass(5_000.0);
    shell.answer(&format!("api/v1/clusters/{NAME}"), 200, &report(NAME, "RUNNING"));
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(shell.view().remarks, []);
    assert_eq!(shell.view().recent, []);
}
