//! Pages of schedulers that somebody reads: which are asked for, by which route, and what their askers are told.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, reply, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::pages::PageAnswer;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::TabsEffect;
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent};
use dask_gateway::core::messages::Message;
use dask_gateway::core::tabs::message::TabMessage;
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};
use dask_gateway::gateway::scheduler_page::{MAX_PAGE_BYTES, SchedulerPage, WorkerAddress};
use proptest::prelude::*;

const WORKER: &str = "tls://10.0.0.1:41234";

fn read(shell: &mut Shell, page: &str, worker: Option<&str>, asker: u32) {
    let (cluster, page, worker) = (KEY.into(), page.into(), worker.map(str::to_owned));
    shell.user(ClusterEvent::ReadPage { cluster, page, worker, asker });
}

fn pages(shell: &Shell) -> Vec<&str> {
    let below = format!("clusters/{NAME}/");
    let paths = shell.paths().into_iter().filter_map(move |path| path.strip_prefix(&below));
    paths.filter(|path| !path.starts_with("json/")).collect()
}

fn text(asker: u32, text: &str) -> PageAnswer {
    PageAnswer { asker, text: Some(text.into()), problem: None }
}

fn problem(asker: u32, problem: Message) -> PageAnswer {
    PageAnswer { asker, text: None, problem: Some(problem) }
}

fn html(body: &str) -> Outcome {
    Ok(reply(200, "text/html; charset=UTF-8", body))
}

#[test]
fn each_page_has_its_path_and_no_other() {
    for (name, worker, path) in [
        ("plots", None, "individual-plots.json"),
        ("scheduler-log", None, "info/main/logs.html"),
        ("exceptions", None, "info/main/exceptions.html"),
        ("worker-log", Some(WORKER), "info/logs/tls%3A%2F%2F10.0.0.1%3A41234.html"),
        ("worker-log", Some("tcp://[fd00::1]:8788"), "info/logs/tcp%3A%2F%2F%5Bfd00%3A%3A1%5D%3A8788.html"),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        read(&mut shell, name, worker, 1);
        assert_eq!(pages(&shell), [path]);
    }
}

#[test]
fn no_address_that_is_none_gets_into_a_path() {
    let long = format!("tls://{}:1", "a".repeat(254));
    for worker in [
        "",
        "10.0.0.1:1",
        "tls://",
        "tls://:1",
        "tls://a",
        "tls://a:",
        "tls://a:b",
        "tls://a:123456",
        "tls://..:1",
        "tls://a..b:1",
        "tls://.a:1",
        "tls://a/../../status:1",
        "tls://a%2f..%2fb:1",
        "tls%3A%2F%2Fa%3A1",
        "tls://a@b:1",
        "tls://a b:1",
        "tls://a:1\r\nX: y",
        "tls://a\0:1",
        "tls://naïve:1",
        "tls://[::1:1",
        "tls://[]:1",
        "tls://[::1]x:1",
        "tls://a:1#x",
        "tls://a:1?x",
        "TLS://a:1",
        "http://a:1",
        "javascript://a:1",
        "file:///etc/passwd:1",
        "inproc://10.0.0.1/1/2",
        &long,
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        read(&mut shell, "worker-log", Some(worker), 7);
        assert!(pages(&shell).is_empty(), "{worker}");
        assert_eq!(shell.core.page_answers(), [problem(7, Message::NoWorker)], "{worker}");
    }
}

proptest! {
    #[test]
    fn whatever_passes_as_an_address_is_one_segment(text in "(tls|tcp|x)://[a-z0-9.:/%?#@_\\[\\] \\\\-]{0,20}:[0-9]{1,6}") {
        if let Some(worker) = WorkerAddress::parse(&text) {
            let path = SchedulerPage::WorkerLog(worker).path();
            prop_assert_eq!(path.matches('/').count(), 2, "{}", path);
            prop_assert!(!path.contains(".."));
            prop_assert!(path.bytes().all(|c| c.is_ascii_alphanumeric() || b"/.%_-".contains(&c)), "{}", path);
        }
    }
}

#[test]
fn there_is_no_other_page_and_no_worker_by_default() {
    let mut shell = Shell::with_cluster("RUNNING");
    read(&mut shell, "worker-log", None, 1);
    read(&mut shell, "../status", None, 2);
    assert!(pages(&shell).is_empty());
    assert_eq!(shell.core.page_answers(), [problem(1, Message::NoWorker), problem(2, Message::NoWorker)]);
}

#[test]
fn what_came_is_told_once_to_all_who_asked() {
    let mut shell = Shell::with_cluster("RUNNING");
    read(&mut shell, "scheduler-log", None, 1);
    read(&mut shell, "scheduler-log", None, 2);
    assert_eq!(pages(&shell), ["info/main/logs.html"]);
    shell.reply("clusters/", html("<p> a </p>"));
    assert_eq!(shell.core.page_answers(), [text(1, "<p> a </p>"), text(2, "<p> a </p>")]);
    assert!(shell.core.page_answers().is_empty());
    read(&mut shell, "scheduler-log", None, 3);
    assert_eq!(pages(&shell), ["info/main/logs.html"], "what was there is not kept");
}

#[test]
fn a_page_is_text_of_whatever_bytes() {
    let bytes = |body: &[u8], kind: &str| Ok(Reply { body: body.into(), ..reply(200, kind, "") });
    for (outcome, told) in [
        (bytes(b"caf\xc3", "text/plain; charset=utf-8"), "caf"),
        (bytes(b"\x00<script>", "text/html"), "\u{0}<script>"),
        (bytes(b"", "text/html"), ""),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        read(&mut shell, "exceptions", None, 1);
        shell.reply("clusters/", outcome);
        assert_eq!(shell.core.page_answers(), [text(1, told)]);
    }
}

#[test]
fn each_failure_is_told_to_whoever_asked() {
    for (page, outcome, told) in [
        ("scheduler-log", Err(Failure::TimedOut), Message::TimedOut),
        ("scheduler-log", Err(Failure::NoAnswer), Message::NoAnswer),
        ("scheduler-log", Ok(reply(404, "text/html", "<h1>404</h1>")), Message::NoPage),
        ("worker-log", Ok(reply(404, "text/html", "<h1>404</h1>")), Message::NoWorker),
        ("scheduler-log", Ok(reply(502, "text/html", "<h1>")), Message::NotThereNow { status: 502 }),
        ("scheduler-log", Ok(reply(200, "image/png", "x")), Message::NotJson { status: 200 }),
        ("scheduler-log", Ok(reply(504, "application/json", r#"{"error": "late"}"#)), said("late")),
        ("plots", html("<form>Log in</form>"), Message::NotJson { status: 200 }),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        read(&mut shell, page, Some(WORKER), 4);
        shell.reply("clusters/", outcome);
        assert_eq!(shell.core.page_answers(), [problem(4, told)]);
        assert_eq!(shell.cluster().message, None, "the rest of the card works");
        assert_eq!(shell.view().problem, None);
    }
}

#[test]
fn only_a_running_cluster_has_a_scheduler_to_ask() {
    for (status, told) in
        [("PENDING", Message::NoFiguresNow), ("STOPPING", Message::NoScheduler), ("FAILED", Message::NoScheduler)]
    {
        let mut shell = Shell::with_cluster(status);
        read(&mut shell, "scheduler-log", None, 1);
        assert_eq!(shell.core.page_answers(), [problem(1, told)], "{status}");
    }
    let mut shell = Shell::ready();
    read(&mut shell, "scheduler-log", None, 1);
    assert_eq!(shell.core.page_answers(), [problem(1, Message::NoScheduler)]);
}

#[test]
fn two_pages_at_a_time_and_they_hold_up_nothing() {
    let mut shell = Shell::with_cluster("RUNNING");
    for (asker, page) in ["plots", "scheduler-log", "exceptions"].into_iter().enumerate() {
        read(&mut shell, page, None, asker as u32);
    }
    assert_eq!(pages(&shell), ["individual-plots.json", "info/main/logs.html"]);
    shell.pass(10_000.0);
    assert!(shell.paths().iter().any(|path| path.ends_with("counts.json")), "{:?}", shell.paths());
    assert!(shell.paths().iter().any(|path| path.starts_with("api/v1/clusters/?")), "{:?}", shell.paths());
    shell.answer(&format!("clusters/{NAME}/individual"), 200, "{}");
    assert_eq!(pages(&shell), ["info/main/logs.html", "info/main/exceptions.html"]);
    assert_eq!(shell.core.page_answers(), [text(0, "{}")]);
}

#[test]
fn logs_are_cut_and_what_must_be_whole_is_not() {
    let mut shell = Shell::with_cluster("RUNNING");
    read(&mut shell, "scheduler-log", None, 1);
    read(&mut shell, "plots", None, 2);
    assert_eq!(shell.take(&format!("clusters/{NAME}/info")).1.cut, Some(MAX_PAGE_BYTES));
    assert_eq!(shell.take(&format!("clusters/{NAME}/individual")).1.cut, None);
}

#[test]
fn no_other_tab_is_told_a_page() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.update(Event::Tabs(TabsEvent::Joined));
    shell.update(Event::Tabs(TabsEvent::Heard(TabMessage::Hello { is_answer: true })));
    shell.tabs.clear();
    read(&mut shell, "scheduler-log", None, 1);
    shell.reply(&format!("clusters/{NAME}/info"), html("<p> secret </p>"));
    let told = |effect: &TabsEffect| matches!(effect, TabsEffect::Post(TabMessage::Reply { .. }));
    assert!(!shell.tabs.iter().any(told), "{:?}", shell.tabs);
}

/// A page whose gateway's address serves the API alone: figures and pages are at the public one.
#[test]
fn where_no_figures_came_another_route_is_tried() {
    let config = CONFIG.replace("/services/dask-gateway/", "https://public.test/gateway");
    let mut shell = Shell::ready_with(&config, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    shell.user(SessionEvent::Visible { visible: true });
    read(&mut shell, "scheduler-log", None, 1);
    let path = format!("clusters/{NAME}/info/main/logs.html");
    assert_eq!(shell.route_of(&path), Route::PassThrough);
    shell.reply(&path, Ok(reply(404, "text/plain", "404 page not found")));
    assert_eq!(shell.route_of(&path), Route::Public);
    shell.reply(&path, html("<p> a </p>"));
    assert_eq!(shell.core.page_answers(), [text(1, "<p> a </p>")]);
    // A log that is not there is no reason to ask for figures elsewhere.
    read(&mut shell, "worker-log", Some(WORKER), 2);
    shell.reply(&format!("clusters/{NAME}/info"), Ok(reply(404, "text/html", "")));
    assert_eq!(shell.core.page_answers(), [problem(2, Message::NoWorker)]);
    read(&mut shell, "scheduler-log", None, 3);
    assert_eq!(shell.route_of(&path), Route::Public);
}

/// The first figures may be late, and the public address may not let a page of another origin read.
#[test]
fn what_one_route_said_is_told_where_another_gives_no_answer() {
    let config = CONFIG.replace("/services/dask-gateway/", "https://public.test/gateway");
    let mut shell = Shell::ready_with(&config, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    shell.user(SessionEvent::Visible { visible: true });
    let path = format!("clusters/{NAME}/info");
    read(&mut shell, "worker-log", Some(WORKER), 1);
    shell.reply(&path, Ok(reply(404, "text/html", "")));
    assert_eq!(shell.route_of(&path), Route::Public);
    shell.reply(&path, Err(Failure::NoAnswer));
    assert_eq!(shell.core.page_answers(), [problem(1, Message::NoWorker)]);
    read(&mut shell, "worker-log", Some(WORKER), 2);
    shell.reply(&path, Err(Failure::NoAnswer));
    assert_eq!(shell.route_of(&path), Route::Public);
    shell.reply(&path, Err(Failure::NoAnswer));
    assert_eq!(shell.core.page_answers(), [problem(2, Message::NoAnswer)]);
}

/// On Kubernetes a worker is called as its pod, in whose name the cluster's stands; the scheduler logs who comes and goes.
#[test]
fn no_page_tells_the_name_of_its_cluster() {
    let own = "0123456789abcdef0123456789abcdef";
    let name = format!("prod.{own}");
    for page in ["scheduler-log", "worker-log", "exceptions", "plots"] {
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(&name, "RUNNING")]));
        shell.quiet();
        read(&mut shell, page, Some(WORKER), 1);
        let body = format!("\"Register worker name: dask-worker-{own}-abcde, at /clusters/{name}/status\"");
        let kind = if page == "plots" { "application/json" } else { "text/html" };
        let path = shell.paths().into_iter().find(|path| path.starts_with("clusters/prod.") && !path.contains("json/"));
        let path = path.expect("a page").to_owned();
        shell.reply(&path, Ok(reply(200, kind, &body)));
        let told = "\"Register worker name: dask-worker-01234567-abcde, at /clusters/prod.01234567/status\"";
        assert_eq!(shell.core.page_answers(), [text(1, told)], "{page}");
    }
}

/// The pane with the log may be closed over, and the browser's tab hidden, while a page is tried by another route.
#[test]
fn who_reads_a_page_is_answered_though_nobody_looks_any_more() {
    let config = CONFIG.replace("/services/dask-gateway/", "https://public.test/gateway");
    let mut shell = Shell::ready_with(&config, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    let path = format!("clusters/{NAME}/info/main/logs.html");
    for asker in 1..5 {
        shell.user(SessionEvent::Visible { visible: true });
        read(&mut shell, "scheduler-log", None, asker);
        shell.user(SessionEvent::Visible { visible: false });
        for _ in 0..3 {
            if shell.paths().contains(&path.as_str()) {
                shell.reply(&path, Ok(reply(404, "text/plain", "404 page not found")));
            }
        }
        assert_eq!(shell.core.page_answers(), [problem(asker, Message::NoPage)]);
    }
}
