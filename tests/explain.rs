//! Why a cluster is not running, or its workers do not come: a cause is offered where its sign is there, and nowhere else.

mod common;

use common::{CONFIG, KEY, NAME, START, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::reasons::{Because, Reason};
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::messages::Message;
use dask_gateway::gateway::reply::Failure;

const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";
const COUNTS: &str = "clusters/0123456789abcdef0123456789abcdef/json/counts.json";
const OPTIONS: &str = r#"{"cluster_options": [
    {"field": "image", "label": "Image", "default": "site/dask:1", "spec": {"type": "string"}},
    {"field": "env", "label": "Environment variables", "default": {}, "spec": {"type": "mapping"}},
    {"field": "pod", "label": "Pod", "default": {}, "spec": {"type": "mapping"}},
    {"field": "scheduler_memory", "label": "Scheduler memory", "default": 1, "spec": {"type": "float"}},
    {"field": "worker_memory", "label": "Worker memory", "default": 2, "spec": {"type": "float"}}]}"#;

/// What no sign speaks against.
const DEFAULTS: &str = r#""image": "site/dask:1", "env": {}, "worker_memory": 2.0"#;
const IMAGE: &str = r#""image": "mine:2""#;
const NUMBERS: &str = r#""env": {"RETRY": 5}"#;
const VARIABLES: &str = r#""env": {"PYTHONHOME": "/x"}"#;

/// With these options, and of these milliseconds.
fn cluster(status: &str, options: &str, lifetime: f64) -> String {
    let stop = format!("\"stop_time\": {}", START + lifetime);
    let told = report(NAME, status).replace(r#""worker_cores": 2"#, options);
    told.replace(&format!("\"stop_time\": {}", START + 30_000.0), &stop)
}

fn ready(status: &str, options: &str, lifetime: f64) -> Shell {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[cluster(status, options, lifetime)]));
    shell.quiet_with(r#"{"workers": 0}"#);
    shell
}

/// What is so, and what is likely.
fn told(shell: &Shell) -> (Vec<Because>, Vec<Because>) {
    let (likely, so): (Vec<_>, Vec<_>) = shell.cluster().explanation.into_iter().partition(|reason| reason.likely);
    let messages = |reasons: Vec<Reason>| reasons.into_iter().map(|reason| reason.message).collect();
    (messages(so), messages(likely))
}

fn ask(at: f64) -> Because {
    Because::AskAdministrator { cluster: KEY.into(), at: at as u64 }
}

fn label(text: &str) -> String {
    text.into()
}

#[test]
fn a_start_that_takes_long_is_told_in_steps() {
    let mut shell = ready("PENDING", DEFAULTS, 0.0);
    assert_eq!(shell.cluster().explanation, []);
    shell.pass(29_000.0);
    assert_eq!(shell.cluster().explanation, []);
    let mut steps = Vec::new();
    for _ in 0..900 {
        shell.pass(1_000.0);
        let (so, likely) = told(&shell);
        assert_eq!(likely, if so.is_empty() { vec![] } else { vec![Because::WaitsForMachine] });
        if !so.is_empty() && steps.last() != Some(&so) {
            steps.push(so);
        }
    }
    let late = |seconds| Because::StartsLate { seconds };
    assert_eq!(steps, [vec![late(30)], vec![late(120), ask(START)], vec![late(600), ask(START)]]);
}

#[test]
fn the_time_of_a_start_is_that_of_this_browser_where_the_clocks_differ() {
    // It was there before anybody looked, and the gateway's clock may be anything: it is late when this browser has seen so.
    for ahead in [-60_000.0, -3_600_000.0, 3_600_000.0, -1e12] {
        let mut shell = Shell::ready_with(
            CONFIG,
            OPTIONS,
            &list(&[report(NAME, "PENDING").replace(&START.to_string(), &(START + ahead).to_string())]),
        );
        assert_eq!(shell.cluster().explanation, [], "{ahead}");
        shell.pass(30_000.0);
        assert!(!shell.cluster().explanation.is_empty(), "{ahead}");
    }
    // Made here: by ours, whatever the gateway says then.
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, "{}");
    shell.user(dask_gateway::core::form::events::FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
    let early = report(NAME, "PENDING").replace(&START.to_string(), &(START - 3_600_000.0).to_string());
    shell.answer("api/v1/clusters/?", 200, &list(&[early]));
    assert_eq!(shell.cluster().explanation, []);
}

#[test]
fn what_was_chosen_for_a_start_is_a_sign() {
    for (options, sign) in [
        (IMAGE, Some(Because::ImageLate { label: label("Image") })),
        (NUMBERS, Some(Because::TextsNeeded { label: label("Environment variables") })),
        (VARIABLES, None),
        // Of a mapping that may hold anything, nobody knows.
        (r#""pod": {"cpus": 5}"#, None),
        // Not published (any more): by its name.
        (r#""worker_image": "x""#, Some(Because::ImageLate { label: label("worker_image") })),
        (r#""image": """#, None),
        (r#""image": 5"#, None),
    ] {
        let mut shell = ready("PENDING", options, 0.0);
        shell.pass(40_000.0);
        let likely = told(&shell).1;
        assert!(likely.contains(&Because::WaitsForMachine));
        assert_eq!(likely.into_iter().find(|it| *it != Because::WaitsForMachine), sign, "{options}");
    }
}

#[test]
fn a_failure_is_explained_by_how_long_it_took_and_by_what_was_chosen() {
    let at_once = |label: Option<&str>| Because::EndedAtOnce { label: label.map(String::from) };
    let bad = Because::BadEnvironment { label: label("Environment variables") };
    let texts = Because::TextsNeeded { label: label("Environment variables") };
    for (options, lifetime, likely) in [
        (DEFAULTS, 900.0, vec![at_once(None)]),
        (IMAGE, 900.0, vec![at_once(Some("Image"))]),
        (VARIABLES, 900.0, vec![at_once(None), bad.clone()]),
        (NUMBERS, 900.0, vec![texts.clone(), at_once(None), bad]),
        // The gateway looks every 30 s.
        (DEFAULTS, 20_000.0, vec![at_once(None)]),
        (IMAGE, 35_000.0, vec![at_once(Some("Image"))]),
        (DEFAULTS, 75_000.0, vec![Because::StartTimedOut { seconds: 75 }]),
        (NUMBERS, 75_000.0, vec![texts, Because::StartTimedOut { seconds: 75 }]),
        (DEFAULTS, -5_000.0, vec![]),
    ] {
        let mut shell = ready("PENDING", options, 0.0);
        shell.pass(1_000.0);
        shell.answer(&format!("{ONE}?wait"), 200, &cluster("FAILED", options, lifetime));
        assert_eq!(told(&shell), (vec![ask(START + lifetime)], likely), "{options} {lifetime}");
    }
}

#[test]
fn what_ran_did_not_take_too_long_to_start() {
    let mut shell = ready("PENDING", IMAGE, 0.0);
    shell.answer(&format!("{ONE}?wait"), 200, &cluster("RUNNING", IMAGE, 0.0));
    shell.quiet_with(r#"{"workers": 1}"#);
    shell.pass(75_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[cluster("FAILED", IMAGE, 75_000.0)]));
    // Nobody had asked its scheduler since.
    assert_eq!(told(&shell).1, [Because::SchedulerLost { since: None }]);
}

#[test]
fn a_cluster_that_failed_after_its_scheduler_fell_silent_says_so() {
    let mut shell = ready("RUNNING", IMAGE, 0.0);
    shell.pass(2_000.0);
    while shell.paths().contains(&COUNTS) {
        shell.reply(COUNTS, Err(Failure::TimedOut));
    }
    assert_eq!(shell.cluster().no_figures, Some(Message::SchedulerSilent { since: START as u64 }));
    assert_eq!(shell.cluster().explanation, [], "it may still answer");
    shell.answer(ONE, 200, &cluster("STOPPING", IMAGE, 0.0));
    shell.pass(1_000.0);
    shell.answer(ONE, 200, &cluster("FAILED", IMAGE, 40_000.0));
    assert_eq!(told(&shell), (vec![ask(START + 40_000.0)], vec![Because::SchedulerLost { since: Some(START as u64) }]));
}

/// Lets no scheduler answer, and the gateway as it is told; for this long.
fn silence(shell: &mut Shell, milliseconds: f64, gateway: Option<&str>) {
    let end = shell.now + milliseconds;
    while shell.now < end {
        shell.pass(500.0);
        for path in shell.paths().into_iter().map(String::from).collect::<Vec<_>>() {
            match gateway {
                _ if path.starts_with("clusters/") => shell.answer(&path, 502, ""),
                Some(one) if path.starts_with(ONE) => shell.answer(&path, 200, one),
                Some(one) if path.starts_with("api/v1/clusters/?status=pending") => {
                    shell.answer(&path, 200, &list(&[one.into()]))
                }
                Some(_) => continue,
                None => shell.answer(&path, 502, ""),
            };
        }
    }
}

#[test]
fn a_scheduler_that_is_silent_while_its_gateway_says_that_it_runs_is_explained() {
    let memory = |label: Option<&str>| Because::SilentMemory { label: label.map(String::from) };
    for (options, label) in [(DEFAULTS, None), (r#""scheduler_memory": 1.0"#, Some("Scheduler memory"))] {
        let running = cluster("RUNNING", options, 0.0);
        let mut shell = ready("RUNNING", options, 0.0);
        silence(&mut shell, 9_000.0, Some(&running));
        assert_eq!(shell.cluster().no_figures, Some(Message::SchedulerSilent { since: START as u64 }));
        assert_eq!(shell.cluster().explanation, [], "it may still answer");
        silence(&mut shell, 2_000.0, Some(&running));
        let likely = vec![Because::SilentBusy, memory(label), Because::SilentMachine];
        assert_eq!(told(&shell), (vec![Because::SilentWait], likely));
        // The gateway would have given it up by now: it hears it.
        silence(&mut shell, 50_000.0, Some(&running));
        let likely = vec![Because::SilentBusy, Because::SilentNetwork, memory(label), Because::SilentMachine];
        assert_eq!(told(&shell), (vec![Because::SilentStill, ask(START)], likely));
        // It answers, and all that was said of its silence ends.
        pass(&mut shell, 90_000.0, r#"{"workers": 0}"#);
        assert_eq!(shell.cluster().no_figures, None);
        assert_eq!(shell.cluster().explanation, []);
    }
}

#[test]
fn where_the_gateway_is_silent_too_its_scheduler_is_not_to_blame() {
    let running = cluster("RUNNING", DEFAULTS, 0.0);
    let mut shell = ready("RUNNING", DEFAULTS, 0.0);
    // The gateway's last word is younger than its scheduler's.
    shell.pass(1_500.0);
    shell.quiet_with(r#"{"workers": 0}"#);
    for _ in 0..8 {
        shell.pass(500.0);
        if shell.paths().iter().any(|path| path.starts_with("api/v1/clusters/?status=pending")) {
            shell.answer("api/v1/clusters/?", 200, &list(std::slice::from_ref(&running)));
        }
    }
    silence(&mut shell, 90_000.0, None);
    assert!(matches!(shell.cluster().no_figures, Some(Message::SchedulerSilent { .. })));
    assert_eq!(shell.cluster().explanation, []);
    silence(&mut shell, 90_000.0, Some(&cluster("RUNNING", DEFAULTS, 0.0)));
    assert!(told(&shell).1.contains(&Because::SilentNetwork));
}

fn scale(shell: &mut Shell, workers: u32) {
    shell.user(ClusterEvent::EditCluster {
        cluster: KEY.into(),
        input: ScalingInput::Workers,
        text: workers.to_string(),
    });
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    shell.answer(&format!("{ONE}/scale"), 200, r#"{"ok": true, "msg": null}"#);
}

/// Answers what schedulers are asked, for this long.
fn pass(shell: &mut Shell, milliseconds: f64, counts: &str) {
    let end = shell.now + milliseconds;
    while shell.now < end {
        shell.quiet_with(counts);
        shell.pass(500.0);
    }
    shell.quiet_with(counts);
}

#[test]
fn workers_that_never_come_are_explained_after_half_a_minute() {
    let unfit = |name: &str| Because::WorkersUnfit { label: label(name) };
    for (options, signs) in [
        (DEFAULTS, vec![]),
        (IMAGE, vec![unfit("Image")]),
        (VARIABLES, vec![unfit("Environment variables")]),
        (r#""worker_memory": 64"#, vec![Because::WorkersLarge { label: label("Worker memory") }]),
        (r#""worker_memory": 1, "scheduler_memory": 64"#, vec![]),
        (NUMBERS, vec![Because::TextsNeeded { label: label("Environment variables") }, unfit("Environment variables")]),
    ] {
        let mut shell = ready("RUNNING", options, 0.0);
        scale(&mut shell, 2);
        let since = shell.now;
        pass(&mut shell, 29_000.0, r#"{"workers": 0}"#);
        assert_eq!(shell.cluster().explanation, []);
        pass(&mut shell, 2_000.0, r#"{"workers": 0}"#);
        let late = Because::WorkersLate { since: since as u64, some: false };
        let likely = [vec![Because::WaitsForMachine], signs].concat();
        assert_eq!(told(&shell), (vec![late, ask(since)], likely), "{options}");
        // They come, and all that was said of them ends.
        pass(&mut shell, 500.0, r#"{"workers": 2}"#);
        assert_eq!(shell.cluster().explanation, []);
    }
}

#[test]
fn when_some_workers_have_come_a_limit_may_be_reached() {
    let mut shell = ready("RUNNING", IMAGE, 0.0);
    scale(&mut shell, 3);
    pass(&mut shell, 25_000.0, r#"{"workers": 0}"#);
    pass(&mut shell, 25_000.0, r#"{"workers": 1}"#);
    assert_eq!(shell.cluster().explanation, [], "one has come");
    pass(&mut shell, 10_000.0, r#"{"workers": 1}"#);
    let (so, likely) = told(&shell);
    assert!(matches!(so[0], Because::WorkersLate { some: true, .. }), "{so:?}");
    assert_eq!(likely, [Because::WaitsForMachine, Because::QuotaReached]);
    // Another wish is another wait, and so is a scheduler that says no more.
    scale(&mut shell, 5);
    pass(&mut shell, 20_000.0, r#"{"workers": 1}"#);
    assert_eq!(shell.cluster().explanation, []);
    pass(&mut shell, 20_000.0, r#"{"workers": 1}"#);
    assert!(!shell.cluster().explanation.is_empty());
    scale(&mut shell, 1);
    assert_eq!(told(&shell).1, []);
}

#[test]
fn an_adaptive_cluster_waits_for_what_its_work_needs_within_its_bounds() {
    let mut shell = ready("RUNNING", DEFAULTS, 0.0);
    for (input, text) in [(ScalingInput::Minimum, "0"), (ScalingInput::Maximum, "2")] {
        shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input, text: text.into() });
    }
    shell.user(ClusterEvent::Adapt { cluster: KEY.into() });
    shell.answer(&format!("{ONE}/adapt"), 200, r#"{"ok": true, "msg": null}"#);
    pass(&mut shell, 60_000.0, r#"{"workers": 0, "desired_workers": 0}"#);
    assert_eq!(shell.cluster().explanation, []);
    pass(&mut shell, 60_000.0, r#"{"workers": 2, "desired_workers": 9}"#);
    assert_eq!(shell.cluster().explanation, [], "as many as it may have");
    pass(&mut shell, 40_000.0, r#"{"workers": 1, "desired_workers": 9}"#);
    assert_eq!(told(&shell).1, [Because::WaitsForMachine, Because::QuotaReached]);
}

#[test]
fn tasks_that_nobody_may_run_are_told_of() {
    let explained = |counts: &str| {
        let mut shell = ready("RUNNING", DEFAULTS, 0.0);
        pass(&mut shell, 20_000.0, counts);
        assert_eq!(shell.cluster().explanation, []);
        pass(&mut shell, 20_000.0, counts);
        told(&shell)
    };
    assert_eq!(explained(r#"{"workers": 0, "unrunnable": 3}"#), (vec![Because::TasksWithoutWorkers], vec![]));
    // As a scheduler of these days counts tasks that any worker may run: it has them queued, and no figure for that.
    let queued = r#"{"workers": 0, "unrunnable": 0, "desired_workers": 1}"#;
    assert_eq!(explained(queued), (vec![Because::TasksWithoutWorkers], vec![]));
    let restricted = (vec![Because::TasksUnrunnable], vec![Because::TasksRestricted]);
    assert_eq!(explained(r#"{"workers": 2, "unrunnable": 1}"#), restricted);
    for nothing in [r#"{"workers": 0}"#, r#"{"workers": 0, "unrunnable": 0}"#, r#"{"workers": 0, "unrunnable": "3"}"#] {
        assert_eq!(explained(nothing), (vec![], vec![]));
    }
}

#[test]
fn workers_that_could_not_start_end_a_cluster() {
    let mut shell = ready("RUNNING", IMAGE, 0.0);
    scale(&mut shell, 2);
    pass(&mut shell, 10_000.0, r#"{"workers": 0}"#);
    shell.answer("api/v1/clusters/?", 200, &list(&[cluster("FAILED", IMAGE, 10_000.0)]));
    assert_eq!(told(&shell).1, [Because::WorkersFailed, Because::WorkersUnfit { label: label("Image") }]);
}

#[test]
fn nothing_is_explained_that_is_as_it_should_be() {
    for status in ["RUNNING", "STOPPING"] {
        let mut shell = ready(status, NUMBERS, 0.0);
        pass(&mut shell, 600_000.0, r#"{"workers": 2, "unrunnable": 0}"#);
        assert_eq!(shell.cluster().explanation, []);
    }
}

#[test]
fn while_the_answer_to_a_scale_is_lost_nothing_is_said_to_be_missing() {
    let mut shell = ready("RUNNING", DEFAULTS, 0.0);
    scale(&mut shell, 2);
    pass(&mut shell, 31_000.0, r#"{"workers": 0}"#);
    assert!(!shell.cluster().explanation.is_empty());
    shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input: ScalingInput::Workers, text: "0".into() });
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    shell.reply(&format!("{ONE}/scale"), Err(Failure::NoAnswer));
    pass(&mut shell, 500.0, r#"{"workers": 0}"#);
    assert_eq!(shell.cluster().explanation, [], "two may be wanted, or none");
    // Nor when something else was asked for, and refused.
    shell.user(ClusterEvent::AskStop { cluster: KEY.into() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.answer(ONE, 503, r#"{"error": "busy"}"#);
    pass(&mut shell, 40_000.0, r#"{"workers": 0}"#);
    assert_eq!(shell.cluster().explanation, []);
}

#[test]
fn where_workers_follow_the_work_their_lack_is_late_though_nothing_was_asked_from_here() {
    let counts = |workers: u32, desired: u32| format!(r#"{{"workers": {workers}, "desired_workers": {desired}}}"#);
    let late = |shell: &Shell| told(shell).0.iter().any(|it| matches!(it, Because::WorkersLate { .. }));
    let mut shell = ready("RUNNING", DEFAULTS, 0.0);
    // Nothing tells that it adapts: what the scheduler would have is no wish.
    pass(&mut shell, 40_000.0, &counts(0, 3));
    assert!(!late(&shell));
    // Workers have followed, up and down: now it is.
    pass(&mut shell, 4_000.0, &counts(3, 3));
    pass(&mut shell, 4_000.0, &counts(3, 0));
    pass(&mut shell, 4_000.0, &counts(0, 0));
    assert!(shell.cluster().seems_adaptive);
    pass(&mut shell, 29_000.0, &counts(0, 3));
    assert!(!late(&shell));
    pass(&mut shell, 2_000.0, &counts(0, 3));
    assert!(late(&shell));
    // Up to which number is not known.
    pass(&mut shell, 500.0, &counts(1, 3));
    pass(&mut shell, 40_000.0, &counts(1, 3));
    assert!(!late(&shell));
}
