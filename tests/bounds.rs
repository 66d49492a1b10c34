//! Whatever a gateway answers: a bound on requests.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use common::{CONFIG, OPTIONS, START, Shell, list, reply, report};
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::{Failure, Outcome};
use proptest::prelude::*;

/// Requests that a visible panel may make in a minute in which nobody clicks, whatever is answered: looks at single clusters and
/// their schedulers four times a second each, and threads and memory with each of the latter; the rest is far less.
const MOST_IN_A_MINUTE: usize = 4 * 60 * 3 + 120;

/// What may come back for any request.
fn answers() -> impl Strategy<Value = Outcome> {
    let name = prop::sample::select(vec!["aaaaaaaa1", "aaaaaaaa2", "x.aaaaaaaa1", "b"]);
    let status = prop::sample::select(vec!["PENDING", "RUNNING", "STOPPING", "STOPPED", "FAILED"]);
    let one = (name, status).prop_map(|(name, status)| report(name, status));
    // A dict as Python would not write it: a cluster under any key, several of a name.
    let several = prop::collection::vec(one.clone(), 0..5).prop_map(|reports| {
        let items: Vec<_> = reports.iter().enumerate().map(|(key, report)| format!("\"{key}\": {report}")).collect();
        format!("{{{}}}", items.join(", "))
    });
    let other = prop::sample::select(vec![
        CONFIG.to_string(),
        OPTIONS.to_string(),
        r#"{"version": "1"}"#.into(),
        r#"{"workers": 3, "total_threads": 1, "total_memory": 5}"#.into(),
        r#"{"workers": 1}"#.into(),
        r#"{"ok": true, "name": "b"}"#.into(),
        "{}".into(),
        "[".into(),
        "".into(),
    ]);
    let body = prop_oneof![3 => one, 3 => several, 2 => other];
    let status = prop_oneof![6 => Just(200), 1 => prop::sample::select(vec![204_u16, 0, 401, 403, 404, 409, 429, 500, 502, 504])];
    prop_oneof![
        12 => (status, body).prop_map(|(status, body)| Ok(reply(status, "application/json", &body))),
        1 => Just(Err(Failure::NoAnswer)),
        1 => Just(Err(Failure::TimedOut)),
        1 => Just(Err(Failure::TooLarge)),
        1 => Just(Ok(reply(200, "text/html", "<html>"))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn requests_are_bounded_whatever_is_answered(answers in prop::collection::vec(answers(), 1..40), starts_well: bool) {
        let mut shell = if starts_well {
            Shell::ready_with(CONFIG, OPTIONS, &list(&[report("aaaaaaaa1", "RUNNING"), report("b", "PENDING")]))
        } else {
            let mut shell = Shell::with_routes(&[Route::Direct, Route::PassThrough, Route::Relay]);
            shell.user(SessionEvent::Visible { visible: true });
            shell
        };
        shell.ended = None;
        let mut answers = answers.into_iter().cycle();
        let mut asked = 0;
        while shell.now < START + 60_000.0 {
            while !shell.requests.is_empty() {
                asked += 1;
                prop_assert!(asked <= MOST_IN_A_MINUTE, "{asked} requests in {} s", (shell.now - START) / 1_000.0);
                shell.reply("", answers.next().expect("endless"));
            }
            let next = shell.wake.unwrap_or(shell.now + 1_000.0).max(shell.now + 1.0);
            shell.pass(next - shell.now);
        }
    }
}

#[test]
fn a_name_that_comes_twice_is_one_cluster_and_asked_for_once() {
    let twice = format!("{{\"same\": {}, \"same\": {}}}", report("same", "PENDING"), report("same", "RUNNING"));
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &twice);
    let clusters = shell.view().clusters.expect("a list");
    assert_eq!(clusters.len(), 1);
    assert_eq!(clusters[0].status, Status::Running, "the last counts");
    for _ in 0..10 {
        shell.pass(5_000.0);
        shell.quiet();
        shell.answer("api/v1/clusters/?", 200, &twice);
        let clusters = shell.view().clusters.expect("a list");
        assert_eq!((clusters.len(), clusters[0].status), (1, Status::Running));
    }
}

#[test]
fn an_answer_about_another_cluster_is_none() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report("mine", "PENDING")]));
    shell.answer("api/v1/clusters/mine?wait", 200, &report("other", "RUNNING"));
    let clusters = shell.view().clusters.expect("a list");
    assert_eq!((clusters.len(), clusters[0].key.as_str()), (1, "mine"));
    assert_eq!(clusters[0].status, Status::Pending);
}
