//! The figures of running clusters: what schedulers of any age tell, whatever else comes, and by which route it is had.

mod common;

use std::path::Path;

use common::{CONFIG, KEY, NAME, OPTIONS, START, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::connection::config::GatewayConfig;
use dask_gateway::core::connection::routes::Route::{self, Direct, PassThrough, Public, Relay};
use dask_gateway::core::connection::state::ConnectionEvent;
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent};
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::tabs::message::TabMessage;
use dask_gateway::gateway::api_request::{ApiRequest, ClusterRequest};
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};
use dask_gateway::gateway::scheduler_stats::{Counts, TaskCounts, Totals, counts, totals};
use dask_gateway::schema::json;
use dask_gateway::schema::value::{Dict, Value};

const COUNTS: &str = "clusters/0123456789abcdef0123456789abcdef/json/counts.json";
const IDENTITY: &str = "clusters/0123456789abcdef0123456789abcdef/json/identity.json";
const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";
const GIB: u64 = 1 << 30;

/// What a scheduler told of its workers.
struct Recording {
    name: String,
    /// In bytes, one for each worker; 0: none.
    memory_limits: Vec<u64>,
    threads: u32,
    counts: String,
    identity: String,
}

/// What `scripts/record_scheduler_replies.py` has recorded, oldest version first.
fn versions() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/scheduler");
    let mut files: Vec<_> = folder.read_dir().expect("recordings").map(|entry| entry.expect("a file").path()).collect();
    files.sort();
    files.iter().map(|file| json::parse(&std::fs::read_to_string(file).expect("text")).expect("JSON")).collect()
}

fn recordings() -> Vec<Recording> {
    let mut all = Vec::new();
    for recording in versions() {
        let recording = recording.as_dict().expect("an object");
        let version = text(recording, "distributed");
        let Some(Value::List(replies)) = recording.item("replies") else { panic!("no replies of {version}") };
        for reply in replies {
            let reply = reply.as_dict().expect("an object");
            let Some(Value::List(limits)) = reply.item("memory_limits") else { panic!("no limits of {version}") };
            all.push(Recording {
                name: format!("distributed {version}, {} workers, limits {limits:?}", limits.len()),
                memory_limits: limits.iter().map(|limit| number(Some(limit)) as u64).collect(),
                threads: number(reply.item("threads")) as u32,
                counts: text(reply, "counts"),
                identity: text(reply, "identity"),
            });
        }
    }
    assert_eq!(all.len(), 5 * 6, "five versions with six recordings each");
    all
}

fn text(dict: &Dict, name: &str) -> String {
    dict.item(name).and_then(Value::as_str).expect("a text").to_text().into_owned()
}

fn number(value: Option<&Value>) -> f64 {
    match value {
        Some(Value::Int(n)) => n.to_f64().expect("a small number"),
        other => panic!("no number: {other:?}"),
    }
}

#[test]
fn schedulers_of_every_age_are_understood() {
    for recording in recordings() {
        let Recording { name, memory_limits, threads, .. } = &recording;
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
        shell.answer(COUNTS, 200, &recording.counts);
        shell.answer(IDENTITY, 200, &recording.identity);
        let cluster = shell.cluster();
        assert_eq!((cluster.workers, cluster.threads), (Some(memory_limits.len() as u32), Some(*threads)), "{name}");
        let is_known = !memory_limits.is_empty() && !memory_limits.contains(&0);
        assert_eq!(cluster.memory, is_known.then(|| memory_limits.iter().sum()), "{name}");
        assert_eq!(cluster.no_figures, None);
    }
}

#[test]
fn what_schedulers_of_every_age_do_is_understood() {
    for recording in versions() {
        let recording = recording.as_dict().expect("an object");
        let version = text(recording, "distributed");
        let working = recording.item("working").and_then(Value::as_dict).expect("one that works");
        let expected = working.item("tasks").and_then(Value::as_dict).expect("its tasks");
        let is = |state: &str| number(expected.item(state)) as u32;
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
        shell.answer(COUNTS, 200, &text(working, "counts"));
        let cluster = shell.cluster();
        let tasks = cluster.tasks.expect("tasks");
        let told = [tasks.memory, tasks.erred, tasks.processing, tasks.waiting];
        assert_eq!(told, ["memory", "erred", "processing", "waiting"].map(is), "distributed {version}");
        assert_eq!(tasks.all, told.iter().sum::<u32>(), "distributed {version}");
        assert_eq!(cluster.results, Some(6_000), "distributed {version}");
    }
}

#[test]
fn workers_are_described_once_for_each_change_whatever_is_told_of_them() {
    for recording in recordings() {
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
        let mut described = 0;
        for _ in 0..60 {
            while let Some(path) =
                shell.paths().iter().find(|path| path.starts_with("clusters/")).map(|p| p.to_string())
            {
                described += usize::from(path == IDENTITY);
                let body = if path == IDENTITY { &recording.identity } else { &recording.counts };
                shell.answer(&path, 200, body);
            }
            shell.pass(1_000.0);
        }
        assert_eq!(described, 1, "{}", recording.name);
    }
}

#[test]
fn workers_that_were_replaced_by_as_many_others_are_described_anew() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    shell.answer(COUNTS, 200, r#"{"workers": 1, "cores": 2}"#);
    shell.answer(IDENTITY, 200, r#"{"workers": {"tcp://a": {"nthreads": 2, "memory_limit": 4294967296}}}"#);
    shell.pass(2_000.0);
    shell.answer(COUNTS, 200, r#"{"workers": 1, "cores": 8}"#);
    shell.answer(IDENTITY, 200, r#"{"workers": {"tcp://b": {"nthreads": 8, "memory_limit": 8589934592}}}"#);
    assert_eq!((shell.cluster().threads, shell.cluster().memory), (Some(8), Some(8 * GIB)));
}

#[test]
fn a_description_that_was_lost_is_asked_for_again_at_growing_intervals() {
    let mut shell = Shell::with_cluster("RUNNING");
    assert_eq!(shell.cluster().memory, Some(2 * GIB));
    let mut described = Vec::new();
    for second in 0..120 {
        while let Some(path) = shell.paths().iter().find(|path| path.starts_with("clusters/")).map(|p| p.to_string()) {
            if path == IDENTITY {
                described.push(second);
                shell.reply(&path, Err(Failure::TimedOut));
            } else {
                shell.answer(&path, 200, r#"{"workers": 3, "cores": 6}"#);
            }
        }
        shell.pass(1_000.0);
    }
    assert!((3..=8).contains(&described.len()), "{described:?}");
    let cluster = shell.cluster();
    assert_eq!((cluster.workers, cluster.threads, cluster.memory), (Some(3), Some(6), None), "none of the two before");
}

/// What is asked in so many seconds of a cluster whose count changes at each question for the first `changing` of them: when it
/// was asked to describe its workers, and the page. `bytes`: of the description, the workers' number times a GiB. None: too large.
fn asked_of_a_changing_cluster(bytes: Option<usize>, changing: u32, seconds: u32) -> (Vec<u32>, Shell) {
    let mut shell = Shell::with_cluster("RUNNING");
    let (mut workers, mut described) = (2, Vec::new());
    for second in 0..seconds {
        while let Some(path) = shell.paths().iter().find(|path| path.starts_with("clusters/")).map(|p| p.to_string()) {
            if path == IDENTITY {
                described.push(second);
                let total = u64::from(workers) * GIB;
                let head = format!(r#"{{"total_memory": {total}, "total_threads": {workers}, "workers": {{}}, "a": ""#);
                let body = |bytes: usize| format!("{head}{}\"}}", "a".repeat(bytes - head.len() - 2));
                match bytes {
                    Some(bytes) => shell.answer(&path, 200, &body(bytes)),
                    None => shell.reply(&path, Err(Failure::TooLarge)),
                };
            } else {
                workers += u32::from(second < changing);
                shell.answer(&path, 200, &format!(r#"{{"workers": {workers}, "cores": {workers}}}"#));
            }
            let cluster = shell.cluster();
            let is_asked = shell.paths().contains(&IDENTITY) && described.is_empty();
            let is_of_these = cluster.memory.is_none_or(|memory| memory == u64::from(workers) * GIB);
            assert!(is_asked || is_of_these || bytes == Some(1_000), "{bytes:?}: {:?} of {workers}", cluster.memory);
        }
        shell.pass(1_000.0);
    }
    assert_eq!((shell.cluster().workers, shell.cluster().threads), (Some(workers), Some(workers)));
    let known = bytes.map(|_| u64::from(workers) * GIB);
    assert_eq!(shell.cluster().memory, known, "{bytes:?}, asked in {described:?}");
    (described, shell)
}

#[test]
fn the_more_there_is_to_describe_the_more_seldom_it_is_asked_however_often_the_count_changes() {
    // The last change is seen by then, the pause is over, and the scheduler was asked once more.
    for (bytes, most, least, pause) in [(1_000_000, 120, 30, 2), (7_000_000, 18, 8, 14)] {
        let (described, _) = asked_of_a_changing_cluster(Some(bytes), 240, 240 + pause + 4);
        assert!((least..=most).contains(&described.len()), "{bytes}: {described:?}");
        // The first was of two workers, and short.
        let pauses = described.windows(2).map(|two| two[1] - two[0]);
        assert!(pauses.clone().all(|it| it >= pause), "{bytes}: {described:?}");
    }
    let (small, _) = asked_of_a_changing_cluster(Some(1_000), 60, 64);
    assert!(small.len() >= 28, "at once: {small:?}");
}

#[test]
fn what_is_too_large_is_asked_for_once_a_minute_while_the_count_changes_and_then_no_more() {
    let (described, mut shell) = asked_of_a_changing_cluster(None, 300, 600);
    assert!((4..=7).contains(&described.len()), "{described:?}");
    // One that was not heard for a moment is as large after it.
    shell.pass(10_000.0);
    let (_, _) = (shell.reply(COUNTS, Err(Failure::TimedOut)), shell.pass(2_000.0));
    shell.answer(COUNTS, 200, r#"{"workers": 9000, "cores": 9000}"#);
    assert!(shell.paths().contains(&IDENTITY), "long after");
    shell.reply(IDENTITY, Err(Failure::TooLarge));
    shell.pass(10_000.0);
    let (_, _) = (shell.reply(COUNTS, Err(Failure::TimedOut)), shell.pass(2_000.0));
    shell.answer(COUNTS, 200, r#"{"workers": 9000, "cores": 9000}"#);
    assert!(!shell.paths().contains(&IDENTITY));
}

#[test]
fn a_pause_that_a_clock_was_set_back_over_is_none() {
    let mut shell = Shell::with_cluster("RUNNING");
    let count = |shell: &mut Shell, workers: u32| {
        shell.answer(COUNTS, 200, &format!(r#"{{"workers": {workers}, "cores": 4}}"#));
    };
    shell.pass(2_000.0);
    count(&mut shell, 3);
    shell.reply(IDENTITY, Err(Failure::TooLarge));
    shell.pass(2_000.0);
    count(&mut shell, 4);
    assert!(!shell.paths().contains(&IDENTITY));
    shell.now -= 3_600_000.0;
    shell.update(Event::Woke);
    for _ in 0..60 {
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            match path.as_str() {
                IDENTITY => return,
                COUNTS => count(&mut shell, 4),
                path => drop(shell.answer(path, 200, &list(&[report(NAME, "RUNNING")]))),
            }
        }
        shell.pass(500.0);
    }
    panic!("not asked in half a minute");
}

#[test]
fn what_is_known_of_the_same_workers_stays_where_another_question_fails() {
    let told = |shell: &mut Shell, outcome: Outcome| {
        let request = ApiRequest::Cluster(NAME.into(), ClusterRequest::Identity);
        let as_of = shell.now;
        shell.update(Event::Tabs(TabsEvent::Heard(TabMessage::Reply { request, as_of, outcome })));
    };
    // The second scheduler does not count threads.
    for counted in [r#"{"workers": 2, "cores": 2}"#, r#"{"workers": 2}"#] {
        let mut shell = page(&[PassThrough]);
        shell.answer(COUNTS, 200, counted);
        let all = r#"{"workers": {"a": {"nthreads": 1, "memory_limit": 1}, "b": {"nthreads": 1, "memory_limit": 1}}}"#;
        shell.answer(IDENTITY, 200, all);
        // Another tab, which knew nothing yet, asked while workers are busy: their JSON breaks.
        told(&mut shell, Ok(reply(500, "text/plain", "")));
        assert_eq!((shell.cluster().threads, shell.cluster().memory), (Some(2), Some(2)), "{counted}");
        // Of others nothing is known.
        shell.pass(2_000.0);
        shell.answer(COUNTS, 200, r#"{"workers": 3, "cores": 3}"#);
        told(&mut shell, Ok(reply(500, "text/plain", "")));
        assert_eq!((shell.cluster().threads, shell.cluster().memory), (Some(3), None), "{counted}");
    }
}

#[test]
fn counts_are_whole_numbers_or_none() {
    let both = |workers, threads| {
        let (is_busy, is_idle) = (false, false);
        Some(Counts {
            workers,
            threads,
            desired: None,
            is_busy,
            is_idle,
            tasks: None,
            by_state: None,
            results: None,
            unrunnable: None,
            clients: None,
        })
    };
    for (body, expected) in [
        (r#"{"workers": 1, "cores": 2}"#, both(1, Some(2))),
        (r#"{"workers": 1.0, "cores": 2.0}"#, both(1, Some(2))),
        (r#"{"workers": 1}"#, both(1, None)),
        (r#"{"workers": 1, "cores": null}"#, both(1, None)),
        (r#"{"workers": 1, "cores": "2"}"#, both(1, None)),
        (r#"{"workers": 1, "cores": -2}"#, both(1, None)),
        (r#"{"workers": 1, "cores": NaN}"#, both(1, None)),
        (r#"{"workers": 1, "cores": 1.5}"#, both(1, None)),
        (r#"{"workers": 1, "cores": {"a": [1]}}"#, both(1, None)),
        (r#"{"workers": 1, "cores": 99999999999}"#, both(1, None)),
        (r#"{"workers": 2, "workers": 1}"#, both(1, None)),
        (r#"{"workers": NaN}"#, None),
        (r#"{"workers": -1}"#, None),
        (r#"{"workers": 0.5}"#, None),
        (r#"{"workers": true}"#, None),
        (r#"{"workers": null}"#, None),
        (r#"{"workers": [1]}"#, None),
        (r#"{"workers": 4294967296}"#, None),
        (r#"{"workers": 1e999}"#, None),
        ("{}", None),
        ("[]", None),
        ("1", None),
        ("", None),
        (r#"{"workers": 1} x"#, None),
    ] {
        assert_eq!(counts(body).ok(), expected, "{body}");
    }
    assert_eq!(counts(&format!(r#"{{"workers": 1{}}}"#, "0".repeat(5_000))).ok(), None);
}

#[test]
fn work_that_is_there_or_surely_not_is_told_apart_from_what_is_not_told() {
    let told = |more: &str| counts(&format!(r#"{{"workers": 1{more}}}"#)).map(|it| (it.is_busy, it.is_idle)).ok();
    let none = r#", "processing": 0, "unrunnable": 0"#;
    for (more, expected) in [
        ("", (false, false)),
        (r#", "processing": 0"#, (false, false)),
        (r#", "processing": 0, "unrunnable": "0""#, (false, false)),
        (none, (false, true)),
        (&format!(r#"{none}, "waiting": 0, "desired_workers": 1"#), (false, true)),
        // Data that is kept has a cluster want the workers that hold it, and no more.
        (&format!(r#"{none}, "waiting": 1"#), (false, false)),
        (&format!(r#"{none}, "desired_workers": 2"#), (false, false)),
        (r#", "processing": 1, "unrunnable": 0"#, (true, false)),
        (r#", "processing": 0, "unrunnable": 1"#, (true, false)),
    ] {
        assert_eq!(told(more), Some(expected), "{more}");
    }
    let all = counts(r#"{"workers": 1, "tasks": 7, "unrunnable": 2, "clients": 3}"#).expect("counts");
    assert_eq!((all.tasks, all.unrunnable, all.clients), (Some(7), Some(2), Some(3)));
    for recording in recordings() {
        let told = counts(&recording.counts).expect("counts");
        let none = (Some(TaskCounts::default()), Some(0));
        assert_eq!((told.is_idle, told.tasks, told.clients), (true, Some(0), Some(1)), "{}", recording.name);
        assert_eq!((told.by_state, told.results), none, "{}", recording.name);
    }
}

#[test]
fn each_task_is_in_one_state_whatever_the_scheduler_counts_twice_or_not_at_all() {
    let told = |text: &str| {
        let members = text.split(' ').map(|member| member.replacen(':', "\":", 1));
        let body = members.map(|member| format!(", \"{member}")).collect::<String>();
        let tasks = counts(&format!(r#"{{"workers": 1{body}}}"#)).expect("counts").by_state;
        tasks.map(|it| [it.all, it.released, it.memory, it.processing, it.waiting, it.erred])
    };
    const NONE_WAIT: &str = "waiting:0 unrunnable:0";
    for (body, expected) in [
        // 5 are queued, which is told by nothing but what is missing.
        (
            format!("tasks:20 released:2 memory:3 processing:4 erred:1 waiting:5 {}", "unrunnable:0"),
            [20, 2, 3, 4, 10, 1],
        ),
        (format!("tasks:9 released:0 memory:0 processing:0 erred:0 waiting:4 {}", "unrunnable:5"), [9, 0, 0, 0, 9, 0]),
        // Of distributed 2026.8, as it came: 10 results, two of which two workers have, and 14 tasks that are queued.
        (
            "bytes:336 clients:2 cores:4 erred:6 hosts:1 idle:0 memory:12 processing:6 released:0 saturated:0 tasks:38 \
             unrunnable:1 waiting:1 waiting_data:20 desired_workers:3"
                .into(),
            [38, 0, 12, 6, 14, 6],
        ),
        // Results that three workers have are counted three times.
        (format!("tasks:10 released:1 memory:24 processing:1 erred:0 {NONE_WAIT}"), [10, 1, 8, 1, 0, 0]),
        ("tasks:10 released:0 memory:24 processing:2 erred:0 waiting:5 unrunnable:0".into(), [10, 0, 3, 2, 5, 0]),
        // Nonsense adds up all the same.
        ("tasks:3 released:9 memory:9 processing:9 erred:9 waiting:9 unrunnable:9".into(), [3, 0, 0, 0, 0, 3]),
        (
            "tasks:3 released:0 memory:0 processing:0 erred:0 waiting:4294967295 unrunnable:4294967295".into(),
            [3, 0, 0, 0, 3, 0],
        ),
    ] {
        assert_eq!(told(&body), Some(expected), "{body}");
        assert_eq!(expected[0], expected[1..].iter().sum::<u32>(), "{body}");
    }
    for missing in ["tasks", "released", "memory", "processing", "erred", "waiting", "unrunnable"] {
        let names = ["tasks", "released", "memory", "processing", "erred", "waiting", "unrunnable"];
        let body =
            |bad: &str| names.map(|name| format!("{name}:{}", if name == missing { bad } else { "1" })).join(" ");
        for bad in ["-1", "1.5", "null", "\"1\"", "NaN", "99999999999"] {
            assert_eq!(told(&body(bad)), None, "{missing}: {bad}");
        }
    }
}

/// What a scheduler that was killed is like, by any route.
fn not_there() -> Vec<Outcome> {
    let mut outcomes = not_served();
    let busy = Ok(reply(503, "application/json", r#"{"error": "too many requests"}"#));
    outcomes.extend([Err(Failure::TimedOut), Err(Failure::NoAnswer), Ok(reply(502, "text/plain", "")), busy]);
    outcomes
}

#[test]
fn a_scheduler_that_answered_before_and_does_no_more_is_told_at_once() {
    for outcome in not_there() {
        let mut shell = page(&[PassThrough]);
        shell.answer(COUNTS, 200, r#"{"workers": 2, "cores": 4}"#);
        shell.answer(IDENTITY, 200, "{}");
        let since = Some(Message::SchedulerSilent { since: START as u64 });
        shell.pass(2_000.0);
        while shell.paths().contains(&COUNTS) {
            shell.reply(COUNTS, outcome.clone());
        }
        let cluster = shell.cluster();
        assert_eq!((cluster.workers, cluster.no_figures), (None, since.clone()), "{outcome:?}");
        // Whether it is its end is for the gateway to say, now.
        assert!(shell.paths().contains(&ONE), "{:?}", shell.paths());
        shell.answer(ONE, 200, &report(NAME, "RUNNING"));
        for _ in 0..3 {
            shell.pass(60_000.0);
            assert!(!shell.paths().contains(&ONE), "the list tells");
            while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
                match path.as_str() {
                    COUNTS => shell.reply(COUNTS, outcome.clone()),
                    path => shell.answer(path, 200, &list(&[report(NAME, "RUNNING")])),
                };
            }
            assert_eq!(shell.cluster().no_figures, since, "since when does not change");
        }
        shell.pass(60_000.0);
        shell.answer(COUNTS, 200, r#"{"workers": 1, "cores": 2}"#);
        assert_eq!((shell.cluster().workers, shell.cluster().no_figures), (Some(1), None));
    }
}

#[test]
fn figures_without_an_answer_for_seconds_are_those_of_a_time() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(2_000.0);
    shell.take(COUNTS);
    shell.pass(3_900.0);
    assert_eq!(shell.cluster().no_figures, None);
    shell.pass(200.0);
    let cluster = shell.cluster();
    assert_eq!(
        (cluster.workers, cluster.no_figures),
        (Some(2), Some(Message::SchedulerSilent { since: START as u64 }))
    );
}

#[test]
fn nobody_asked_while_nobody_looked() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(SessionEvent::Visible { visible: false });
    shell.pass(2.0 * 3_600_000.0);
    shell.user(SessionEvent::Visible { visible: true });
    shell.reply(COUNTS, Err(Failure::TimedOut));
    assert_eq!(shell.cluster().no_figures, Some(Message::SchedulerSilent { since: shell.now as u64 }));
}

#[test]
fn what_one_way_does_not_serve_is_not_the_schedulers_silence() {
    let mut shell = page(&[PassThrough, Relay]);
    shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
    shell.answer(IDENTITY, 200, "{}");
    shell.user(ConnectionEvent::Prefer { connection: "relay".into() });
    for _ in 0..3 {
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            assert_eq!(shell.route_of(&path), Relay);
            match path.as_str() {
                COUNTS => shell.reply(COUNTS, Ok(reply(404, "text/plain", ""))),
                "api/v1/options" => shell.answer(&path, 200, OPTIONS),
                path if path.contains('?') => shell.answer(path, 200, &list(&[report(NAME, "RUNNING")])),
                path => shell.answer(path, 200, "{}"),
            };
        }
        shell.pass(2_000.0);
    }
    assert_eq!(shell.cluster().no_figures, Some(Message::NoFigures));
}

#[test]
fn totals_are_told_or_added_up_or_unknown_and_never_guessed() {
    let all = |threads, memory| Some(Totals { threads, memory });
    for (body, expected) in [
        (r#"{"workers": {"tcp://a": {"nthreads": 2, "memory_limit": 4294967296}}}"#, all(Some(2), Some(4 * GIB))),
        // What is told counts: `workers` may be cut short.
        (
            r#"{"total_threads": 8, "total_memory": 8, "workers": {"a": {"nthreads": 2, "memory_limit": 4}}}"#,
            all(Some(8), Some(8)),
        ),
        (r#"{"total_threads": 8, "total_memory": 8, "workers": {}}"#, all(Some(8), Some(8))),
        (r#"{"total_threads": 8, "total_memory": 8}"#, all(Some(8), Some(8))),
        (r#"{"total_threads": 8, "total_memory": 0, "workers": {}}"#, all(Some(8), None)),
        // A sum of limits is no limit where one worker has none.
        (
            r#"{"workers": {"a": {"nthreads": 2, "memory_limit": 4}, "b": {"nthreads": 2, "memory_limit": 0}}}"#,
            all(Some(4), None),
        ),
        (r#"{"workers": {"a": {"nthreads": 2, "memory_limit": null}}}"#, all(Some(2), None)),
        (r#"{"total_memory": 4, "workers": {"a": {"memory_limit": 4}, "b": {"memory_limit": 0}}}"#, all(None, None)),
        (r#"{"workers": {"a": {"nthreads": 2, "memory_limit": 4}, "b": {"nthreads": 2}}}"#, all(Some(4), None)),
        (r#"{"workers": {"a": {"nthreads": 2, "memory_limit": 4}, "b": {"memory_limit": 4}}}"#, all(None, Some(8))),
        (r#"{"workers": {"a": {"nthreads": "2", "memory_limit": "4 GiB"}}}"#, all(None, None)),
        (r#"{"workers": {"a": {"nthreads": -1, "memory_limit": -4}}}"#, all(None, None)),
        (r#"{"workers": {"a": {"nthreads": 2, "memory_limit": NaN}}}"#, all(Some(2), None)),
        (r#"{"workers": {"a": {"nthreads": 2, "memory_limit": {"nthreads": 1}}}}"#, all(Some(2), None)),
        (r#"{"workers": {"a": 3}}"#, all(None, None)),
        (r#"{"workers": ["a"]}"#, all(None, None)),
        (r#"{"workers": null}"#, all(None, None)),
        (r#"{"workers": {}}"#, all(Some(0), None)),
        (r#"{"total_threads": 1e300, "total_memory": 1e300}"#, all(None, None)),
        // More than a page can show exactly.
        (r#"{"total_threads": 1, "total_memory": 18446744073709551615}"#, all(Some(1), None)),
        (r#"{"workers": {"a": {"nthreads": 4294967295}, "b": {"nthreads": 1}}}"#, all(None, None)),
        // A member of this name further down is none of these.
        (r#"{"services": {"total_threads": 9}, "total_threads": 1, "total_memory": 2}"#, all(Some(1), Some(2))),
        ("{}", all(None, None)),
        ("[]", None),
        ("null", None),
        (r#"{"workers": {"a": {"nthreads": 2"#, None),
    ] {
        assert_eq!(totals(body).ok(), expected, "{body}");
    }
}

#[test]
fn ten_thousand_workers_are_added_up() {
    let worker = |i: usize| {
        format!(r#""tcp://10.0.0.1:{i}": {{"metrics": {{"nthreads": 9}}, "nthreads": 2, "memory_limit": 1073741824}}"#)
    };
    let body = format!(r#"{{"workers": {{{}}}}}"#, (0..10_000).map(worker).collect::<Vec<_>>().join(", "));
    assert_eq!(totals(&body).ok(), Some(Totals { threads: Some(20_000), memory: Some(10_000 * GIB) }));
    let deep = format!(r#"{{"workers": {{"a": {}1{}}}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert!(totals(&deep).is_err());
}

/// A page of a Jupyter server with one running cluster, whose figures nobody has told yet.
fn page(routes: &[Route]) -> Shell {
    let mut shell = Shell::with_routes(routes);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
    shell
}

/// What an address that serves the API alone answers instead of figures, as the routes hand it on.
fn not_served() -> Vec<Outcome> {
    let own = |id: &str| {
        let body = format!(r#"{{"error": "{id}"}}"#);
        Ok(Reply { own_error: Some(id.into()), ..reply(502, "application/json", &body) })
    };
    vec![
        Ok(reply(404, "application/octet-stream", "")),
        Ok(reply(404, "text/html", "<h1>404</h1>")),
        Ok(reply(404, "application/json", r#"{"error": "not found"}"#)),
        // A redirect to a login, and its page.
        own("redirected"),
        own("bad-reply"),
        own("refused"),
        Ok(reply(403, "text/plain", "")),
        Ok(reply(405, "text/plain", "")),
        Ok(reply(200, "application/json", r#"{"message": "who are you?"}"#)),
    ]
}

#[test]
fn figures_that_the_jupyter_server_cannot_have_are_asked_for_at_the_public_address() {
    for outcome in not_served() {
        let mut shell = page(&[PassThrough]);
        assert_eq!(shell.route_of(COUNTS), PassThrough);
        shell.reply(COUNTS, outcome.clone());
        assert_eq!(shell.route_of(COUNTS), Public, "{outcome:?}");
        shell.answer(COUNTS, 200, r#"{"workers": 1, "cores": 2}"#);
        assert_eq!(shell.route_of(IDENTITY), Public);
        shell.answer(IDENTITY, 200, r#"{"workers": {"a": {"nthreads": 2, "memory_limit": 1}}}"#);
        // And from then on, while the gateway itself is asked as before.
        shell.pass(5_000.0);
        assert_eq!((shell.route_of(COUNTS), shell.route_of("api/v1/clusters/?")), (Public, PassThrough));
        assert_eq!((shell.view().connection, shell.view().problem), (PassThrough, None));
        assert_eq!(shell.cluster().workers, Some(1));
    }
}

#[test]
fn what_is_late_or_busy_is_so_by_any_route() {
    let busy = || Ok(reply(503, "application/json", r#"{"error": "too many requests"}"#));
    let late = || Ok(reply(504, "application/json", r#"{"error": "no answer in time"}"#));
    for outcome in [Err(Failure::TimedOut), busy(), late(), Ok(reply(502, "text/plain", ""))] {
        let mut shell = page(&[PassThrough]);
        shell.reply(COUNTS, outcome.clone());
        assert!(!shell.paths().contains(&COUNTS), "{outcome:?}");
        shell.pass(2_000.0);
        assert_eq!(shell.route_of(COUNTS), PassThrough);
        shell.reply(COUNTS, outcome);
        assert_eq!(shell.cluster().no_figures, Some(Message::NoFiguresNow));
    }
}

#[test]
fn where_no_route_has_figures_that_is_told_once_and_seldom_tried_again() {
    for outcome in not_served() {
        let mut shell = page(&[Direct, PassThrough]);
        shell.reply(COUNTS, outcome.clone());
        shell.reply(COUNTS, Err(Failure::NoAnswer));
        assert_eq!(shell.cluster().no_figures, None, "it may be starting");
        let mut asked = 0;
        for _ in 0..600 {
            shell.pass(1_000.0);
            while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
                match path.as_str() {
                    COUNTS => {
                        asked += 1;
                        let by_server = shell.route_of(COUNTS) == PassThrough;
                        shell.reply(COUNTS, if by_server { outcome.clone() } else { Err(Failure::NoAnswer) })
                    }
                    path => shell.answer(path, 200, &list(&[report(NAME, "RUNNING")])),
                };
            }
            if asked > 0 && !shell.paths().contains(&COUNTS) {
                assert_eq!(shell.cluster().no_figures, Some(Message::NoFigures), "{outcome:?}");
            }
        }
        assert!(asked <= 2 * 16, "{asked} times in ten minutes");
        assert_eq!((shell.cluster().message, shell.view().problem), (None, None));
        // They come back by themselves, or at once when the user asks for everything anew.
        shell.user(SessionEvent::Refresh);
        assert_eq!(shell.route_of(COUNTS), PassThrough);
        shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
        assert_eq!((shell.cluster().no_figures, shell.cluster().workers), (None, Some(1)));
    }
}

#[test]
fn a_public_address_that_nobody_can_reach_from_here_is_not_asked_for_ever() {
    // A scheduler that has just started is not known to the gateway's proxy yet.
    for late in [Err(Failure::TimedOut), Ok(reply(503, "text/plain", ""))] {
        let mut shell = page(&[PassThrough]);
        shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
        assert_eq!(shell.route_of(COUNTS), Public);
        shell.reply(COUNTS, late.clone());
        assert!(!shell.paths().contains(&COUNTS), "{late:?}");
        shell.pass(2_000.0);
        assert_eq!(shell.route_of(COUNTS), PassThrough, "{late:?}");
        shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
        assert_eq!((shell.cluster().workers, shell.cluster().no_figures), (Some(1), None));
    }
}

#[test]
fn one_scheduler_without_figures_does_not_cost_another_its_own() {
    const OTHER: &str = "fedcba9876543210fedcba9876543210";
    let mut shell = Shell::with_routes(&[PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING"), report(OTHER, "RUNNING")]));
    let mut counted = false;
    for _ in 0..240 {
        shell.pass(500.0);
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            if path == COUNTS {
                // Its figures come through the server alone.
                match shell.route_of(COUNTS) {
                    PassThrough => shell.answer(COUNTS, 200, r#"{"workers": 1}"#),
                    _ => shell.reply(COUNTS, Err(Failure::TimedOut)),
                };
            } else if path.contains(OTHER) {
                let outcome = match shell.route_of(&path) {
                    PassThrough => Ok(reply(404, "text/plain", "")),
                    _ => Err(Failure::TimedOut),
                };
                shell.reply(&path, outcome);
            } else if path == IDENTITY {
                shell.answer(IDENTITY, 200, "{}");
            } else {
                shell.answer(&path, 200, &list(&[report(NAME, "RUNNING"), report(OTHER, "RUNNING")]));
            }
            let view = shell.view();
            let clusters = view.clusters.as_ref().expect("a list");
            let workers = clusters.iter().find(|cluster| cluster.key == KEY).expect("the cluster").workers;
            counted |= workers.is_some();
            assert!(!counted || workers == Some(1), "figures that come are shown");
        }
    }
    assert!(counted);
}

#[test]
fn what_a_route_that_is_taken_no_more_answers_late_says_nothing_of_the_next() {
    let mut shell = page(&[PassThrough, Relay]);
    assert_eq!(shell.route_of(COUNTS), PassThrough);
    shell.user(ConnectionEvent::Prefer { connection: "relay".into() });
    shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
    assert_eq!(shell.route_of(COUNTS), Relay);
    shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
    assert_eq!((shell.cluster().workers, shell.cluster().no_figures), (Some(1), None));
}

#[test]
fn a_description_that_cannot_be_had_changes_no_route() {
    for outcome in [Err(Failure::TooLarge), Ok(reply(404, "text/plain", "")), Ok(reply(200, "application/json", "[]"))]
    {
        let mut shell = page(&[PassThrough]);
        shell.answer(COUNTS, 200, r#"{"workers": 1, "cores": 2}"#);
        shell.reply(IDENTITY, outcome.clone());
        assert!(
            !shell.paths().contains(&IDENTITY),
            "{outcome:?}: the scheduler that counted is the one that describes"
        );
        shell.pass(2_000.0);
        assert_eq!(shell.route_of(COUNTS), PassThrough);
        assert_eq!((shell.cluster().threads, shell.cluster().memory), (Some(2), None));
    }
}

#[test]
fn without_figures_a_scale_is_asked_for_and_no_more_is_said_of_it() {
    let mut shell = page(&[PassThrough]);
    for _ in 0..2 {
        shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
        shell.reply(COUNTS, Err(Failure::NoAnswer));
        shell.pass(2_000.0);
    }
    let input = ScalingInput::Workers;
    shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input, text: "3".into() });
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    shell.answer("api/v1/clusters/0123456789abcdef0123456789abcdef/scale", 200, r#"{"ok": true, "msg": null}"#);
    for _ in 0..3 {
        let cluster = shell.cluster();
        assert_eq!((cluster.workers, cluster.asked), (None, Some(3)));
        assert_eq!(cluster.message, Some(Notice::info(Message::Scaling { workers: 3, ended_adapting: false })));
        assert_eq!(cluster.no_figures, Some(Message::NoFigures));
        while shell.paths().contains(&COUNTS) {
            shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
        }
        shell.pass(60_000.0);
    }
}

#[test]
fn a_public_address_that_serves_the_api_alone_leaves_figures_to_the_jupyter_server() {
    let mut shell = Shell::with_routes(&[Direct, PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, &CONFIG.replace("basic", "jupyterhub"));
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!((shell.view().connection, shell.route_of(COUNTS)), (Direct, Direct));
    // A redirect to a login, which is not followed.
    shell.reply(COUNTS, Ok(reply(0, "", "")));
    assert_eq!(shell.route_of(COUNTS), PassThrough);
    shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
    assert_eq!((shell.view().connection, shell.cluster().workers), (Direct, Some(1)));
    shell.answer(IDENTITY, 200, "{}");
    shell.pass(2_000.0);
    assert_eq!(shell.route_of(COUNTS), PassThrough, "the one that answered");
    // That one fails, too: the public address was asked already.
    shell.reply(COUNTS, Ok(reply(404, "", "")));
    assert_eq!(shell.route_of(COUNTS), Direct);
    shell.reply(COUNTS, Ok(reply(404, "", "")));
    assert!(!shell.paths().contains(&COUNTS));
}

#[test]
fn a_page_without_a_jupyter_server_asks_at_its_public_address() {
    let config = |public: Option<&str>| GatewayConfig {
        address: Some("https://api.example/".into()),
        public_address: public.map(String::from),
        ..GatewayConfig::default()
    };
    for (public, route) in [(Some("https://proxy.example"), Some(Public)), (None, None)] {
        let mut shell = Shell::new(Direct, Some(config(public)));
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("api/v1/options", 200, OPTIONS);
        shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
        shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
        assert_eq!(shell.paths().contains(&COUNTS).then(|| shell.route_of(COUNTS)), route);
    }
}

#[test]
fn the_only_route_to_be_used_is_the_only_one_for_figures_too() {
    let mut shell = page(&[Direct, PassThrough, Relay]);
    shell.user(ConnectionEvent::Prefer { connection: "pass-through".into() });
    shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
    assert!(!shell.paths().contains(&COUNTS));

    let mut shell = page(&[PassThrough]);
    shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
    shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
    shell.answer(IDENTITY, 200, "{}");
    shell.user(ConnectionEvent::Prefer { connection: "pass-through".into() });
    shell.pass(2_000.0);
    assert_eq!(shell.route_of(COUNTS), PassThrough);
}

#[test]
fn nothing_but_figures_goes_to_the_public_address_as_anybody() {
    let mut shell = page(&[Direct, PassThrough]);
    shell.reply(COUNTS, Ok(reply(404, "text/plain", "")));
    shell.answer(COUNTS, 200, r#"{"workers": 1}"#);
    shell.user(ClusterEvent::AskStop { cluster: KEY.into() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.reply(&format!("api/v1/clusters/{NAME}"), Err(Failure::NotOffered));
    shell.pass(60_000.0);
    for (id, request) in &shell.requests {
        let is_for_scheduler = request.path == COUNTS || request.path == IDENTITY;
        let route = shell.routes.iter().rfind(|(other, _)| other == id).expect("a route").1;
        assert!(is_for_scheduler || route != Public, "{} by {route:?}", request.path);
    }
    assert_eq!(shell.view().problem, None);
}
