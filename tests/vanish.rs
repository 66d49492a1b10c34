//! Clusters that the gateway's list no longer holds: one, or all at once.

mod common;

use common::{CONFIG, ENDED, NAME, OPTIONS, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::gateway::cluster_info::Status;

const LIST: &str = "api/v1/clusters/?status=p";
const NOT_FOUND: &str = r#"{"error": "Cluster not found"}"#;

fn name(n: usize) -> String {
    format!("{n:08x}{}", &NAME[8..])
}

fn one(n: usize) -> String {
    format!("api/v1/clusters/{}", name(n))
}

fn reports(count: usize, status: &str) -> Vec<String> {
    (0..count).map(|n| report(&name(n), status)).collect()
}

/// So many run, and their list of the ended waits for the test.
fn running(count: usize) -> Shell {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports(count, "RUNNING")));
    shell.quiet();
    shell.ended = None;
    shell
}

/// The next list holds none of them.
fn vanish(shell: &mut Shell) {
    shell.pass(5_000.0);
    shell.quiet();
    shell.answer(LIST, 200, "{}");
}

fn clusters(shell: &Shell) -> Vec<ClusterView> {
    shell.view().clusters.expect("a list")
}

/// Those that are asked about by themselves.
fn looks(shell: &Shell) -> Vec<&str> {
    let is_look = |path: &&str| path.starts_with("api/v1/clusters/") && !path.contains('?');
    shell.paths().into_iter().filter(is_look).collect()
}

fn asks_for_ended(shell: &Shell) -> usize {
    shell.paths().iter().filter(|path| **path == ENDED).count()
}

#[test]
fn what_is_in_no_list_any_more_is_not_said_to_run() {
    for was in ["RUNNING", "PENDING"] {
        let mut shell = Shell::with_cluster(was);
        vanish(&mut shell);
        let cluster = shell.cluster();
        assert_eq!((cluster.status, cluster.message), (Status::Unknown, Some(Notice::info(Message::NotListed))));
        assert!(!cluster.can_scale && !cluster.can_adapt && !cluster.has_dashboard && cluster.can_stop);
        assert_eq!((cluster.ending, cluster.workers, cluster.explanation), (None, None, vec![]));
        let path = format!("api/v1/clusters/{NAME}");
        shell.answer(&path, 502, "");
        assert_eq!(shell.cluster().status, Status::Unknown, "nothing was learnt");
        shell.pass(5_000.0);
        shell.answer(&path, 200, &report(NAME, "RUNNING"));
        assert_eq!((shell.cluster().status, shell.cluster().message), (Status::Running, None));
    }
}

#[test]
fn what_was_asked_before_the_list_does_not_say_that_it_runs_still() {
    let mut shell = Shell::with_cluster("PENDING");
    // Its `?wait` is on its way.
    shell.pass(5_000.0);
    shell.answer(LIST, 200, "{}");
    shell.answer(&format!("api/v1/clusters/{NAME}?wait"), 200, &report(NAME, "RUNNING"));
    assert_eq!(shell.cluster().status, Status::Unknown);
    shell.answer(&format!("api/v1/clusters/{NAME}"), 404, NOT_FOUND);
    assert_eq!(clusters(&shell), vec![]);
}

#[test]
fn a_list_that_was_asked_for_before_a_cluster_was_told_of_does_not_hide_it() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.pass(5_000.0);
    let late = shell.take(LIST);
    shell.pass(100.0);
    let wait = format!("api/v1/clusters/{NAME}?wait");
    shell.answer(&wait, 200, &report(NAME, "PENDING"));
    shell.pass(1_000.0);
    shell.answer(&wait, 200, &report(NAME, "RUNNING"));
    shell.update(Event::Reply(late.0, Ok(reply(200, "application/json", "{}"))));
    assert_eq!(shell.cluster().status, Status::Running);
}

#[test]
fn a_few_are_asked_about_one_by_one_at_once() {
    let mut shell = running(4);
    vanish(&mut shell);
    assert_eq!((looks(&shell).len(), asks_for_ended(&shell)), (1, 0));
}

#[test]
fn one_request_tells_what_became_of_many() {
    let mut shell = running(1_000);
    vanish(&mut shell);
    assert_eq!(clusters(&shell).iter().filter(|cluster| cluster.status != Status::Unknown).count(), 0);
    assert_eq!((looks(&shell).len(), asks_for_ended(&shell)), (0, 1));
    shell.pass(500.0);
    assert_eq!(looks(&shell).len(), 0, "the answer is waited for");
    shell.answer(ENDED, 200, &list(&reports(1_000, "STOPPED")));
    assert_eq!(clusters(&shell), vec![]);
    shell.pass(4_000.0);
    assert_eq!((looks(&shell).len(), asks_for_ended(&shell)), (0, 0));
}

#[test]
fn what_that_does_not_tell_is_asked_one_by_one_in_view_first() {
    let mut shell = running(10);
    shell.user(ClusterEvent::InView { clusters: format!("{:08x} {:08x}", 7, 2) });
    vanish(&mut shell);
    shell.answer(ENDED, 200, &list(&reports(5, "STOPPED")));
    let keys = |shell: &Shell| clusters(shell).into_iter().map(|cluster| cluster.key).collect::<Vec<_>>();
    let mut left = keys(&shell);
    left.sort();
    assert_eq!(left, (5..10).map(|n| format!("{n:08x}")).collect::<Vec<_>>());
    assert_eq!(looks(&shell), [one(7)]);
    let mut asked = 0;
    while !keys(&shell).is_empty() {
        let path = looks(&shell).first().expect("the next is asked about").to_string();
        shell.answer(&path, 404, NOT_FOUND);
        asked += 1;
        shell.pass(250.0);
    }
    assert_eq!((asked, asks_for_ended(&shell)), (5, 0));
}

#[test]
fn where_the_ended_cannot_be_had_each_is_asked_about() {
    let mut shell = running(10);
    vanish(&mut shell);
    shell.answer(ENDED, 502, "");
    assert_eq!(looks(&shell).len(), 1);
    // The next list is without them, too: that is no news.
    for _ in 0..24 {
        while let Some(path) = looks(&shell).first().map(|path| path.to_string()) {
            shell.answer(&path, 502, "");
        }
        shell.pass(250.0);
    }
    shell.answer(LIST, 200, "{}");
    assert_eq!(asks_for_ended(&shell), 0);
}

#[test]
fn an_answer_that_was_asked_for_before_is_not_all_that_is_waited_for() {
    let mut shell = running(10);
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/options", 200, OPTIONS);
    let (early, _) = shell.take(ENDED);
    shell.pass(1_000.0);
    shell.answer(LIST, 200, &list(&reports(10, "RUNNING")));
    vanish(&mut shell);
    assert_eq!(shell.cluster().status, Status::Unknown);
    shell.update(Event::Reply(early, Ok(reply(200, "application/json", "{}"))));
    assert_eq!(looks(&shell).len(), 0, "a later one is waited for");
    shell.pass(5_000.0);
    shell.answer(ENDED, 200, &list(&reports(10, "STOPPED")));
    assert_eq!(clusters(&shell), vec![]);
}

#[test]
fn many_that_vanish_by_and_by_are_asked_for_seldom() {
    let mut shell = running(120);
    let mut asked = 0;
    for left in (0..20).rev() {
        // As often as lists come after stops.
        shell.pass(500.0);
        shell.user(SessionEvent::Back);
        shell.quiet();
        shell.answer(LIST, 200, &list(&reports(left * 6, "RUNNING")));
        while asks_for_ended(&shell) > 0 {
            shell.answer(ENDED, 200, &list(&reports(120, "STOPPED")[left * 6..]));
            asked += 1;
        }
        assert!(clusters(&shell).iter().filter(|cluster| cluster.status == Status::Running).count() <= left * 6);
    }
    assert_eq!((asked, clusters(&shell).len()), (2, 0), "in 10 s");
}
