//! Workers at start are asked for once: what the gateway says to that, what becomes of them when the cluster does not live to have any, and
//! what other pages of the browser do meanwhile.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::{Level, Notice};
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::Failure;

const LIST: &str = "api/v1/clusters/?";
const SCALE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef/scale";
const ADAPT: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef/adapt";
const DONE: &str = r#"{"ok": true, "msg": null}"#;
/// Longer than a claim of one page takes to be followed, and for another to see that it was not.
const LATER: f64 = 8_000.0;

fn one(status: &str) -> String {
    list(&[report(NAME, status)])
}

/// A page in which a cluster was launched that is to have these workers, and which is pending.
fn launched(count: &str, up_to: &str) -> Shell {
    let mut shell = Shell::ready();
    shell.user(FormEvent::EditWorkers { text: count.into() });
    shell.user(FormEvent::EditUpTo { text: up_to.into() });
    shell.user(FormEvent::Launch);
    let create = shell.requests.iter().position(|(_, request)| request.method == "POST").expect("a create");
    let create = shell.requests.remove(create);
    shell.requests.insert(0, create);
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
    pass(&mut shell, 1_000.0, &one("PENDING"), 0);
    assert_eq!(shell.cluster().status, Status::Pending);
    assert_eq!(shell.cluster().at_start.is_some(), (count, up_to) != ("", ""));
    shell
}

/// Another page of that browser, or the same after a reload.
fn opened(memory: &str, now: f64, clusters: &str) -> Shell {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.now = now;
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    recall(&mut shell, memory);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer(LIST, 200, clusters);
    shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
    shell
}

fn recall(shell: &mut Shell, memory: &str) {
    shell.user(ClusterEvent::Recall { memory: memory.into(), live: true });
}

fn kept(shell: &mut Shell) -> String {
    shell.core.memory().expect("something new").text
}

/// Time passes in which the gateway lists these clusters, and their schedulers tell of so many workers.
fn pass(shell: &mut Shell, milliseconds: f64, clusters: &str, workers: u32) {
    let end = shell.now + milliseconds;
    loop {
        shell.quiet_with(&format!(r#"{{"workers": {workers}, "cores": {workers}}}"#));
        for path in [LIST, "api/v1/clusters/0123456789abcdef0123456789abcdef?"] {
            while shell.paths().iter().any(|asked| asked.starts_with(path)) {
                let listed = path == LIST;
                let report = &clusters[clusters.find(": ").expect("one") + 2..clusters.len() - 1];
                shell.answer(path, 200, if listed { clusters } else { report });
            }
        }
        if shell.now >= end {
            return;
        }
        shell.pass(250.0);
    }
}

fn asked(shell: &Shell) -> usize {
    shell.paths().iter().filter(|path| **path == SCALE || **path == ADAPT).count()
}

fn said_of_it(shell: &Shell) -> Option<Notice> {
    shell.cluster().message
}

#[test]
fn they_are_asked_for_when_it_runs_and_never_again() {
    let mut shell = launched("3", "");
    pass(&mut shell, LATER, &one("PENDING"), 0);
    assert_eq!(asked(&shell), 0, "it does not run yet");
    pass(&mut shell, LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&shell), 1);
    let sent = shell.answer(SCALE, 200, DONE);
    assert_eq!((sent.method, sent.body.as_deref()), ("POST", Some(r#"{"count": 3}"#)));
    assert_eq!(
        (shell.cluster().asked, said_of_it(&shell)),
        (Some(3), Some(Notice::info(Message::Scaling { workers: 3, ended_adapting: false })))
    );
    pass(&mut shell, 10.0 * LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&shell), 0, "they have not come, which is for the gateway to see to");
    assert_eq!(shell.cluster().asked, Some(3));
}

#[test]
fn what_the_gateway_refuses_is_said_in_its_words_and_not_asked_for_again() {
    for status in [403, 409, 422] {
        let mut shell = launched("3", "");
        pass(&mut shell, LATER, &one("RUNNING"), 0);
        shell.answer(SCALE, status, r#"{"error": "No more than 2 workers on weekdays"}"#);
        pass(&mut shell, 250.0, &one("RUNNING"), 0);
        let text = "No more than 2 workers on weekdays";
        let words = if status == 403 { Message::Forbidden { text: text.into() } } else { said(text) };
        assert_eq!(said_of_it(&shell), Some(Notice::error(words)));
        pass(&mut shell, 10.0 * LATER, &one("RUNNING"), 0);
        assert_eq!((asked(&shell), shell.cluster().asked), (0, None), "{status}");
        assert!(shell.cluster().can_scale, "the user may try again");
    }
}

#[test]
fn what_the_gateway_reduces_is_said_and_the_rest_is_what_is_waited_for() {
    let limit = "Scale request of 3 workers would exceed resource limit of 2 workers. Scaling to 2 instead.";
    let mut shell = launched("3", "");
    pass(&mut shell, LATER, &one("RUNNING"), 0);
    shell.answer(SCALE, 200, &format!(r#"{{"ok": false, "msg": "{limit}"}}"#));
    assert_eq!(said_of_it(&shell), Some(Notice::error(Message::Limited { text: limit.into() })));
    assert_eq!(shell.cluster().asked, Some(2));
    pass(&mut shell, LATER, &one("RUNNING"), 2);
    assert_eq!((asked(&shell), shell.cluster().workers), (0, Some(2)));
}

#[test]
fn an_answer_that_is_lost_or_a_fault_on_the_way_is_no_reason_to_ask_again() {
    let outcomes = [
        Err(Failure::TimedOut),
        Ok(common::reply(502, "text/html", "<h1>Bad gateway</h1>")),
        Ok(common::reply(500, "application/json", r#"{"error": "Internal Server Error"}"#)),
    ];
    for outcome in outcomes {
        let mut shell = launched("1", "9");
        pass(&mut shell, LATER, &one("RUNNING"), 0);
        let sent = shell.reply(ADAPT, outcome.clone());
        assert_eq!(sent.body.as_deref(), Some(r#"{"minimum": 1, "maximum": 9, "active": true}"#));
        pass(&mut shell, 10.0 * LATER, &one("RUNNING"), 0);
        assert_eq!(asked(&shell), 0, "{outcome:?}");
        assert!(said_of_it(&shell).is_none_or(|notice| notice.level == Level::Error), "{:?}", said_of_it(&shell));
    }
}

#[test]
fn after_a_reload_the_page_asks_if_it_had_not_and_does_not_if_it_had() {
    let mut shell = launched("3", "");
    let early = kept(&mut shell);
    assert!(!early.contains(NAME), "the name is a secret: {early}");
    let mut again = opened(&early, shell.now, &one("PENDING"));
    assert!(again.cluster().at_start.is_some());
    pass(&mut again, LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&again), 1);
    // It is kept in the turn in which it goes out, so a page that is closed then leaves nothing to be done twice.
    let memory = kept(&mut again);
    let mut third = opened(&memory, again.now, &one("RUNNING"));
    pass(&mut third, 10.0 * LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&third), 0);
    // A memory that says less than is known here, because it comes late.
    recall(&mut again, &early);
    again.answer(SCALE, 200, DONE);
    pass(&mut again, 10.0 * LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&again), 0);
}

#[test]
fn of_two_pages_one_asks() {
    let mut one_page = launched("3", "");
    let memory = kept(&mut one_page);
    let mut pages = [opened(&memory, one_page.now, &one("PENDING")), one_page];
    pages[0].update(Event::User(SessionEvent::Refresh.into()));
    let end = pages[0].now + 5.0 * LATER;
    let mut memory = memory;
    let mut sent = 0;
    while pages[0].now < end {
        for turn in 0..2 {
            pass(&mut pages[turn], 250.0, &one("RUNNING"), 0);
            // As `js/view/session/history-memory.ts` keeps it.
            if let Some(news) = pages[turn].core.memory() {
                recall(&mut pages[turn], &memory);
                memory = pages[turn].core.memory().map_or(news.text, |news| news.text);
                recall(&mut pages[1 - turn], &memory);
            }
            while pages[turn].paths().contains(&SCALE) {
                pages[turn].answer(SCALE, 200, DONE);
                sent += 1;
            }
        }
    }
    assert_eq!(sent, 1);
}

#[test]
fn one_that_fails_stops_or_is_stopped_before_it_runs_gets_none() {
    for end in ["FAILED", "STOPPED"] {
        let mut shell = launched("3", "");
        pass(&mut shell, LATER, &one(end), 0);
        assert_eq!(asked(&shell), 0, "{end}");
        let mut other = opened(&kept(&mut shell), shell.now, &one(end));
        pass(&mut other, LATER, &one(end), 0);
        assert_eq!(asked(&other), 0, "{end}");
    }
    let mut shell = launched("3", "");
    shell.user(ClusterEvent::AskStop { cluster: KEY.into() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    pass(&mut shell, LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&shell), 0, "it is being stopped");
    // One that is not listed any more, and nobody knows.
    let mut shell = launched("3", "");
    shell.pass(5_000.0);
    shell.answer(LIST, 200, "{}");
    pass_without_clusters(&mut shell);
    assert_eq!(asked(&shell), 0);
}

/// The gateway knows of no cluster.
fn pass_without_clusters(shell: &mut Shell) {
    for _ in 0..40 {
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            let (status, body) =
                if path.starts_with(LIST) { (200, "{}") } else { (404, r#"{"error": "No such cluster"}"#) };
            shell.answer(&path, status, body);
        }
        shell.pass(250.0);
    }
}

#[test]
fn a_name_that_was_given_meanwhile_changes_nothing() {
    let mut shell = launched("3", "");
    shell.user(ClusterEvent::Rename { cluster: KEY.into(), name: "Tuesday".into() });
    pass(&mut shell, LATER, &one("RUNNING"), 0);
    assert_eq!((asked(&shell), shell.cluster().alias.as_str()), (1, "Tuesday"));
}

#[test]
fn what_the_user_asks_for_himself_takes_their_place() {
    use dask_gateway::core::clusters::scaling::ScalingInput;
    let mut shell = launched("3", "");
    shell.pass(5_000.0);
    shell.answer(LIST, 200, &one("RUNNING"));
    shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input: ScalingInput::Workers, text: "1".into() });
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    assert_eq!(shell.answer(SCALE, 200, DONE).body.as_deref(), Some(r#"{"count": 1}"#));
    pass(&mut shell, 5.0 * LATER, &one("RUNNING"), 0);
    assert_eq!(asked(&shell), 0);
}

#[test]
fn none_are_not_asked_for() {
    for (count, up_to) in [("", ""), ("0", "")] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::EditWorkers { text: count.into() });
        shell.user(FormEvent::EditUpTo { text: up_to.into() });
        shell.user(FormEvent::Launch);
        let create = shell.requests.iter().position(|(_, request)| request.method == "POST").expect("a create");
        shell.requests.swap(0, create);
        shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
        pass(&mut shell, LATER, &one("RUNNING"), 0);
        assert_eq!((asked(&shell), shell.cluster().at_start), (0, None));
    }
}
