//! What comes late, or in another order than it was asked for, does not undo what is known by then.

mod common;

use common::{KEY, NAME, OPTIONS, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::history::Ended;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::{Failure, Reply};

const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";
const LIST: &str = "api/v1/clusters/?";
const COUNTS: &str = "clusters/0123456789abcdef0123456789abcdef/json/counts.json";
const GONE: &str = r#"{"error": "Cluster not found"}"#;

fn key() -> String {
    KEY.into()
}

#[test]
fn a_list_asked_for_before_a_cluster_ran_does_not_make_it_pending_again() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.pass(5_000.0);
    let (old, _) = shell.take(LIST);
    shell.answer(&format!("{ONE}?wait"), 200, &report(NAME, "RUNNING"));
    shell.update(Event::Reply(old, Ok(reply(200, "application/json", &list(&[report(NAME, "PENDING")])))));
    assert_eq!(shell.cluster().status, Status::Running);
    // Asked for later it is the gateway's word, even if no gateway should ever say so.
    shell.pass(5_000.0);
    shell.answer(LIST, 200, &list(&[report(NAME, "PENDING")]));
    assert_eq!(shell.cluster().status, Status::Pending);
}

#[test]
fn a_list_asked_for_before_a_cluster_was_gone_does_not_bring_it_back() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.pass(5_000.0);
    let (old, _) = shell.take(LIST);
    shell.answer(&format!("{ONE}?wait"), 404, GONE);
    let before = list(&[report(NAME, "RUNNING")]);
    shell.update(Event::Reply(old, Ok(reply(200, "application/json", &before))));
    assert_eq!((shell.view().clusters, shell.view().recent[0].ended), (Some(vec![]), Ended::Gone));
    shell.pass(5_000.0);
    shell.answer(LIST, 200, &before);
    assert_eq!(shell.cluster().status, Status::Running, "it is known again");
}

#[test]
fn what_has_ended_is_not_stopped_or_scaled() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.answer(&format!("{ONE}?wait"), 200, &report(NAME, "FAILED"));
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.user(ClusterEvent::EditCluster { cluster: key(), input: ScalingInput::Workers, text: "2".into() });
    shell.user(ClusterEvent::Scale { cluster: key() });
    assert!(shell.paths().iter().all(|path| !path.starts_with(ONE)), "{:?}", shell.paths());
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::Failed)));
}

#[test]
fn an_answer_that_comes_after_the_end_says_nothing_more() {
    for (status, body) in [(200, r#"{"ok": true, "msg": null}"#), (409, r#"{"error": "cluster x is not running"}"#)] {
        let mut shell = Shell::with_cluster("RUNNING");
        shell.user(ClusterEvent::EditCluster { cluster: key(), input: ScalingInput::Workers, text: "3".into() });
        shell.user(ClusterEvent::Scale { cluster: key() });
        shell.pass(5_000.0);
        shell.answer(LIST, 200, &list(&[report(NAME, "FAILED")]));
        shell.answer(&format!("{ONE}/scale"), status, body);
        let cluster = shell.cluster();
        assert_eq!((cluster.message, cluster.asked), (Some(Notice::error(Message::Failed)), None));
    }
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.pass(5_000.0);
    shell.answer(LIST, 200, &list(&[report(NAME, "FAILED")]));
    shell.reply(ONE, Ok(reply(204, "", "")));
    assert_eq!(
        (shell.cluster().status, shell.cluster().message),
        (Status::Failed, Some(Notice::error(Message::Failed)))
    );
}

#[test]
fn a_stop_is_done_when_the_gateway_says_so_and_nobody_else() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.answer(ONE, 200, r#"{"message": "welcome to the portal"}"#);
    assert_eq!(shell.cluster().status, Status::Running);
    assert_ne!(shell.cluster().message, Some(Notice::info(Message::Stopping)));
}

#[test]
fn how_a_cluster_ended_is_not_forgotten_with_its_record() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::EditCluster { cluster: key(), input: ScalingInput::Workers, text: "3".into() });
    shell.user(ClusterEvent::Scale { cluster: key() });
    shell.answer(&format!("{ONE}/scale"), 409, r#"{"error": "cluster x is not running"}"#);
    let (asked, _) = shell.take(ONE);
    shell.pass(5_000.0);
    shell.answer(LIST, 200, &list(&[report(NAME, "FAILED")]));
    shell.update(Event::Reply(asked, Ok(reply(404, "application/json", GONE))));
    assert_eq!(
        (shell.cluster().status, shell.cluster().message),
        (Status::Failed, Some(Notice::error(Message::Failed)))
    );
}

#[test]
fn nothing_is_asked_when_nobody_looks_any_more() {
    let mut shell = Shell::ready_with(common::CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    shell.user(SessionEvent::Visible { visible: false });
    shell.answer(COUNTS, 200, r#"{"workers": 2, "cores": 4}"#);
    assert_eq!(shell.paths(), Vec::<&str>::new());
    assert_eq!(shell.cluster().workers, Some(2));
    shell.user(SessionEvent::Visible { visible: true });
    assert!(shell.paths().iter().any(|path| path.ends_with("identity.json")), "{:?}", shell.paths());
}

#[test]
fn what_fails_when_nobody_looks_any_more_goes_out_by_another_route_when_somebody_does() {
    let routes = [Route::PassThrough, Route::Relay];
    let figures = |shell: &Shell| shell.cluster().no_figures;
    for path in [LIST, COUNTS] {
        let mut shell = Shell::with_routes(&routes);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, common::CONFIG);
        shell.answer("api/v1/options", 200, OPTIONS);
        shell.answer(LIST, 200, &list(&[report(NAME, "RUNNING")]));
        shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
        shell.quiet();
        while !shell.paths().iter().any(|asked| asked.starts_with(path)) {
            shell.pass(100.0);
        }
        shell.user(SessionEvent::Visible { visible: false });
        while let Some(asked) = shell.paths().first().map(|path| path.to_string()) {
            shell.reply(&asked, Ok(reply(404, "text/html", "")));
        }
        shell.pass(60_000.0);
        assert_eq!(shell.paths(), Vec::<&str>::new());
        shell.user(SessionEvent::Visible { visible: true });
        assert!(shell.paths().iter().any(|asked| asked.starts_with(path)), "{path}: {:?}", shell.paths());
        assert_eq!((shell.view().problem, figures(&shell)), (None, None));
    }
}

#[test]
fn one_cluster_is_asked_for_less_and_less_while_nothing_answers() {
    let mut shell = Shell::with_cluster("PENDING");
    let mut asked = vec![];
    while shell.now < common::START + 240_000.0 {
        shell.pass(100.0);
        for path in shell.paths().iter().map(|path| path.to_string()).collect::<Vec<_>>() {
            asked.push((shell.now, path.clone()));
            shell.reply(&path, Err(Failure::NoAnswer));
        }
    }
    let since = shell.now - 60_000.0;
    let asked: Vec<_> = asked.iter().filter(|(at, _)| *at > since).map(|(_, path)| path.as_str()).collect();
    assert!(asked.len() <= 8, "{asked:?}");
    // The list is answered: then the cluster can be asked for as well.
    while !shell.paths().iter().any(|path| path.starts_with(LIST)) {
        shell.pass(100.0);
    }
    let others =
        shell.paths().iter().filter(|path| !path.starts_with(LIST)).map(|path| path.to_string()).collect::<Vec<_>>();
    for path in others {
        shell.reply(&path, Err(Failure::NoAnswer));
    }
    shell.answer(LIST, 200, &list(&[report(NAME, "PENDING")]));
    shell.pass(1_000.0);
    assert!(shell.paths().iter().any(|path| path.ends_with("?wait")), "{:?}", shell.paths());
}

#[test]
fn nothing_has_ended_in_times_to_come_when_the_clock_is_set_back() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(60_000.0);
    shell.answer(LIST, 200, "{}");
    shell.answer(ONE, 200, &report(NAME, "STOPPED"));
    assert_eq!(shell.view().recent.len(), 1);
    shell.now = common::START + 1_000.0;
    shell.update(Event::Woke);
    let told = shell.changes.clone().expect("another time").recent;
    assert_eq!(told.as_deref(), Some(&shell.view().recent));
    shell.now += 2_000.0;
    shell.update(Event::Woke);
    assert_eq!(shell.core.changes(true).expect("all").recent, told, "it stays at that");
}

#[test]
fn what_asks_to_wait_is_said_for_as_long_as_it_asks() {
    for (seconds, lasts) in [(Some(20), 20_000.0), (None, 30_000.0)] {
        let mut shell = Shell::with_cluster("RUNNING");
        shell.user(ClusterEvent::Scale { cluster: KEY.into() });
        let path = format!("api/v1/clusters/{NAME}/scale");
        shell.reply(&path, Ok(Reply { retry_after: seconds, ..reply(429, "text/html", "") }));
        let said = |shell: &Shell| shell.cluster().message.map(|notice| notice.message);
        let asks = Some(Message::AskedToWait { seconds: seconds.unwrap_or(0) });
        assert_eq!(said(&shell), asks);
        shell.pass(lasts - 1_000.0);
        assert_eq!(said(&shell), asks);
        shell.pass(2_000.0);
        assert_eq!(said(&shell), Some(Message::NotDone));
    }
}

#[test]
fn that_nothing_is_there_ends_when_something_answers() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    shell.reply(&format!("api/v1/clusters/{NAME}/scale"), Ok(reply(404, "text/html", "<h1>no such service</h1>")));
    assert_eq!(shell.cluster().message.map(|notice| notice.message), Some(Message::NothingThere));
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(shell.cluster().message.map(|notice| notice.message), Some(Message::NotDone));
}
