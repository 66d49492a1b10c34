//! The workers of a cluster: when their scheduler is asked for them, and what is handed on of its answer.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::look::LookView;
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent};
use dask_gateway::core::messages::Message;
use dask_gateway::core::tabs::message::TabMessage;
use dask_gateway::gateway::api_request::{ApiRequest, ClusterRequest};
use dask_gateway::gateway::redaction::without_name;
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};

const IDENTITY: &str = "clusters/0123456789abcdef0123456789abcdef/json/identity.json";
const PAGE: &str = "clusters/0123456789abcdef0123456789abcdef/info/main/workers.html";
const WORKERS: &str = r#"{"workers": {"tcp://10.0.0.1:8786": {"name": "one", "nthreads": NaN}}}"#;

/// A page that shows the table of the one cluster, not answered yet.
fn looking() -> Shell {
    let mut shell = Shell::with_cluster("RUNNING");
    look(&mut shell);
    shell
}

fn look(shell: &mut Shell) {
    shell.user(ClusterEvent::LookAtWorkers { cluster: Some(KEY.into()) });
}

fn table(shell: &Shell) -> LookView {
    shell.view().workers.expect("an open table")
}

/// How often its workers are asked for, over so many milliseconds, when everything is answered at once.
fn asked(shell: &mut Shell, milliseconds: f64, workers: &str) -> u32 {
    asked_with(shell, milliseconds, &Ok(reply(200, "application/json", workers)))
}

/// The same when this comes of each question for them.
fn asked_with(shell: &mut Shell, milliseconds: f64, outcome: &Outcome) -> u32 {
    let end = shell.now + milliseconds;
    let mut asked = 0;
    while shell.now < end {
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            if path == IDENTITY {
                asked += 1;
                shell.reply(&path, outcome.clone());
                continue;
            }
            let body = match path.as_str() {
                path if path.ends_with("counts.json") => r#"{"workers": 2, "cores": 4}"#.into(),
                path if path.starts_with("api/v1/clusters/?") => list(&[report(NAME, "RUNNING")]),
                _ => "{}".into(),
            };
            shell.answer(&path, 200, &body);
        }
        shell.pass(100.0);
    }
    asked
}

#[test]
fn what_the_scheduler_tells_is_handed_on_once_as_it_came() {
    let mut shell = looking();
    assert_eq!(table(&shell), LookView { cluster: KEY.into(), answers: 0, problem: None });
    assert_eq!(shell.core.take_workers(), None);
    shell.answer(IDENTITY, 200, WORKERS);
    assert_eq!(table(&shell), LookView { cluster: KEY.into(), answers: 1, problem: None });
    assert_eq!(shell.core.take_workers().as_deref(), Some(WORKERS));
    assert_eq!(shell.core.take_workers(), None);
}

#[test]
fn what_is_handed_on_does_not_tell_the_name_of_the_cluster() {
    // On Kubernetes a worker is called as its pod, in whose name the cluster's stands.
    let own = "0123456789abcdef0123456789abcdef";
    let name = format!("prod.{own}");
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(&name, "RUNNING")]));
    shell.quiet();
    look(&mut shell);
    let workers =
        format!(r#"{{"workers": {{"tls://{own}-é:1": {{"name": "dask-worker-{own}-abcde", "id": "{own}{own}"}}}}}}"#);
    shell.answer("clusters/prod.", 200, &workers);
    let told = shell.core.take_workers().expect("workers");
    assert_eq!(
        told,
        r#"{"workers": {"tls://01234567-é:1": {"name": "dask-worker-01234567-abcde", "id": "0123456701234567"}}}"#
    );
    assert!(!format!("{:?}", shell.view().workers).contains(own));
    // A key may be a whole name, and a name may be all there is.
    for (text, name, key, told) in [("abc", "abc", "abc", "abc"), ("", NAME, KEY, ""), (NAME, NAME, KEY, KEY)] {
        assert_eq!(without_name(text.into(), name, key), told);
    }
}

#[test]
fn workers_are_asked_for_while_somebody_looks_and_at_most_every_two_seconds() {
    let mut shell = Shell::with_cluster("RUNNING");
    asked(&mut shell, 5_000.0, WORKERS);
    assert_eq!(asked(&mut shell, 20_000.0, WORKERS), 0, "closed");
    look(&mut shell);
    let open = asked(&mut shell, 20_000.0, WORKERS);
    assert!((9..=10).contains(&open), "open: {open}");
    shell.user(SessionEvent::Visible { visible: false });
    asked(&mut shell, 100.0, WORKERS);
    assert_eq!(asked(&mut shell, 20_000.0, WORKERS), 0, "hidden");
    shell.user(SessionEvent::Visible { visible: true });
    assert!(asked(&mut shell, 3_000.0, WORKERS) >= 1, "shown again");
    shell.user(ClusterEvent::InView { clusters: "other".into() });
    asked(&mut shell, 100.0, WORKERS);
    assert_eq!(asked(&mut shell, 20_000.0, WORKERS), 0, "scrolled away");
    shell.user(ClusterEvent::InView { clusters: KEY.into() });
    assert!(asked(&mut shell, 3_000.0, WORKERS) >= 1, "back in view");
    // The status bar has the session ask on while no panel is shown.
    shell.user(ClusterEvent::ShowWorkers { shown: false });
    asked(&mut shell, 100.0, WORKERS);
    assert_eq!(asked(&mut shell, 20_000.0, WORKERS), 0, "no panel");
    shell.user(ClusterEvent::ShowWorkers { shown: true });
    assert!(asked(&mut shell, 3_000.0, WORKERS) >= 1, "a panel again");
    // To open it once more is no reason to ask more often.
    look(&mut shell);
    look(&mut shell);
    assert!(asked(&mut shell, 2_000.0, WORKERS) <= 1);
    shell.user(ClusterEvent::LookAtWorkers { cluster: None });
    assert_eq!(shell.view().workers, None);
    assert_eq!(asked(&mut shell, 20_000.0, WORKERS), 0, "closed again");
}

#[test]
fn megabytes_are_asked_for_more_seldom() {
    let mut shell = looking();
    let large = format!(r#"{{"workers": {{}}, "id": "{}"}}"#, "x".repeat(5_000_000));
    let often = asked(&mut shell, 60_000.0, &large);
    assert!((5..=7).contains(&often), "{often}");
}

#[test]
fn one_cluster_at_a_time_and_none_that_does_not_run() {
    let other = "89abcdef0123456789abcdef01234567";
    let both = list(&[report(NAME, "RUNNING"), report(other, "RUNNING")]);
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &both);
    shell.quiet();
    look(&mut shell);
    let (late, _) = shell.take(IDENTITY);
    shell.user(ClusterEvent::LookAtWorkers { cluster: Some("89abcdef".into()) });
    shell.update(Event::Reply(late, Ok(reply(200, "application/json", WORKERS))));
    assert_eq!((table(&shell).cluster.as_str(), table(&shell).answers), ("89abcdef", 0));
    assert_eq!(shell.core.take_workers(), None, "of the cluster before");
    shell.answer("clusters/89abcdef0123456789abcdef01234567/json/identity.json", 200, WORKERS);
    assert_eq!(table(&shell).answers, 1);

    for gone in ["none", ""] {
        shell.user(ClusterEvent::LookAtWorkers { cluster: Some(gone.into()) });
        assert_eq!(shell.view().workers, None);
    }
    look(&mut shell);
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "STOPPING"), report(other, "RUNNING")]));
    assert_eq!(shell.view().workers, None);
    shell.reply(IDENTITY, Err(Failure::NoAnswer));
    shell.pass(60_000.0);
    assert!(!shell.paths().contains(&IDENTITY));
}

#[test]
fn where_the_figures_stop_that_is_said_and_the_rest_of_the_card_works() {
    let mut shell = looking();
    shell.reply(IDENTITY, Err(Failure::TooLarge));
    assert_eq!((table(&shell).problem, table(&shell).answers), (Some(Message::TooLarge), 0));
    // That would be the same in two seconds.
    shell.pass(2_500.0);
    assert!(!shell.paths().contains(&IDENTITY));
    shell.pass(60_000.0);
    shell.answer(IDENTITY, 200, WORKERS);
    assert_eq!((table(&shell).problem, table(&shell).answers), (None, 1));
    shell.pass(2_000.0);
    shell.reply(IDENTITY, Err(Failure::TimedOut));
    assert_eq!((table(&shell).problem, table(&shell).answers), (Some(Message::TimedOut), 1));
    shell.pass(2_500.0);
    shell.answer(IDENTITY, 200, WORKERS);
    assert_eq!((table(&shell).problem, table(&shell).answers), (None, 2));
    shell.pass(2_000.0);
    shell.answer(IDENTITY, 502, "<html>");
    assert!(table(&shell).problem.is_some());
    shell.quiet();
    assert_eq!((shell.cluster().workers, shell.cluster().no_figures), (Some(2), None));
}

#[test]
fn where_what_busy_workers_say_breaks_the_json_their_scheduler_s_page_for_people_tells_of_them() {
    let mut shell = looking();
    shell.answer(IDENTITY, 500, "<html><title>500: Internal Server Error</title>");
    assert_eq!(table(&shell), LookView { cluster: KEY.into(), answers: 0, problem: None });
    let page = format!("<html><title>Workers</title>{NAME}</html>");
    let mut pages = 0;
    while shell.paths().contains(&PAGE) {
        pages += 1;
        shell.reply(PAGE, Ok(reply(200, "text/html; charset=UTF-8", &page)));
        assert_eq!((table(&shell).answers, table(&shell).problem), (pages, None));
        let text = shell.core.take_workers().expect("what it tells");
        assert!(text.starts_with("<html>") && !text.contains(NAME), "{text}");
        shell.pass(1_500.0);
        assert!(!shell.paths().contains(&PAGE), "at most every two seconds");
        shell.pass(1_000.0);
    }
    // They may be done: the JSON tells more.
    assert!((5..30).contains(&pages), "{pages}");
    shell.answer(IDENTITY, 200, WORKERS);
    assert_eq!((table(&shell).answers, table(&shell).problem), (pages + 1, None));
    shell.pass(2_500.0);
    shell.answer(IDENTITY, 500, "<html>");
    shell.answer(PAGE, 500, "<html>");
    assert!(table(&shell).problem.is_some(), "that is no way round");
    shell.pass(60_000.0);
    shell.answer(IDENTITY, 200, WORKERS);
    assert_eq!(table(&shell).problem, None);
}

#[test]
fn more_workers_than_any_answer_may_tell_are_said_in_one_sentence_whichever_way_it_came() {
    let by_the_pass_through = Reply {
        own_error: Some("too-large".into()),
        ..reply(502, "application/json", r#"{"error": "The gateway's answer is larger than 8388608 bytes."}"#)
    };
    for outcome in [Err(Failure::TooLarge), Ok(by_the_pass_through)] {
        let mut shell = looking();
        let often = asked_with(&mut shell, 600_000.0, &outcome);
        assert_eq!((table(&shell).problem, table(&shell).answers), (Some(Message::TooLarge), 0));
        assert_eq!((shell.cluster().workers, shell.cluster().no_figures), (Some(2), None), "the rest of the card");
        assert!((9..=11).contains(&often), "each of these is 8 MB, at the Jupyter server: {often}");
    }
}

#[test]
fn a_scheduler_that_takes_its_time_with_its_workers_does_not_keep_the_others_from_being_counted() {
    let mut shell = looking();
    assert!(shell.paths().contains(&IDENTITY));
    let counts = "clusters/0123456789abcdef0123456789abcdef/json/counts.json";
    shell.pass(3_000.0);
    assert!(shell.paths().contains(&counts), "{:?}", shell.paths());
}

#[test]
fn a_clock_that_is_set_back_leaves_nothing_waiting() {
    let mut shell = looking();
    shell.answer(IDENTITY, 200, WORKERS);
    shell.now -= 3_600_000.0;
    shell.update(Event::Woke);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer(IDENTITY, 200, WORKERS);
    assert_eq!(table(&shell).answers, 2);
}

#[test]
fn another_tab_that_looks_at_the_same_workers_need_not_ask() {
    let mut shell = looking();
    shell.answer(IDENTITY, 200, WORKERS);
    shell.pass(1_500.0);
    let request = ApiRequest::Cluster(NAME.into(), ClusterRequest::Workers);
    let outcome = Ok(reply(200, "application/json", WORKERS));
    let told = TabMessage::Reply { request, as_of: shell.now, outcome };
    shell.update(Event::Tabs(TabsEvent::Heard(told.clone())));
    assert_eq!(table(&shell).answers, 2);
    shell.pass(1_500.0);
    assert!(!shell.paths().contains(&IDENTITY));
    shell.pass(600.0);
    assert!(shell.paths().contains(&IDENTITY));
    // Who does not look takes nothing from it.
    let mut other = Shell::with_cluster("RUNNING");
    other.update(Event::Tabs(TabsEvent::Heard(told)));
    assert_eq!(other.view().workers, None);
    assert_eq!(other.core.take_workers(), None);
}
