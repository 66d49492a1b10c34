//! How a running cluster will end, since when nothing runs in it, and whether anybody is connected: as far as that is certain.

mod common;

use common::{CONFIG, NAME, START, Shell, list, report};
use dask_gateway::core::clusters::ending::{EndingView, Ends};
use dask_gateway::core::messages::Message;
use dask_gateway::core::polling::STATS_PACE;

const COUNTS: &str = "clusters/0123456789abcdef0123456789abcdef/json/counts.json";
const IDLE: &str = r#"{"workers": 2, "processing": 0, "unrunnable": 0, "waiting": 0, "tasks": 0, "clients": 1}"#;
const BUSY: &str = r#"{"workers": 2, "processing": 3, "unrunnable": 0, "waiting": 0, "tasks": 3, "clients": 2}"#;
const MINUTE: f64 = 60_000.0;

/// A running cluster with this one option, which the gateway publishes so.
fn with_option(published: &str, option: &str) -> Shell {
    let options = format!(r#"{{"cluster_options": [{published}]}}"#);
    let cluster = report(NAME, "RUNNING").replace(r#""worker_cores": 2"#, option);
    Shell::ready_with(CONFIG, &options, &list(&[cluster]))
}

fn minutes_option() -> Shell {
    with_option(
        r#"{"field": "idle_timeout", "label": "Idle timeout (minutes)", "default": 30, "spec": {"type": "int"}}"#,
        r#""idle_timeout": 30"#,
    )
}

/// Answers what schedulers are asked, for this long.
fn pass(shell: &mut Shell, milliseconds: f64, counts: &str) {
    let end = shell.now + milliseconds;
    shell.quiet_with(counts);
    while shell.now < end {
        shell.pass(1_000.0);
        shell.quiet_with(counts);
    }
}

fn ending(shell: &Shell) -> EndingView {
    shell.cluster().ending.expect("it runs")
}

fn timeout(seconds: u32) -> Option<Message> {
    Some(Message::StopsWhenIdle { seconds, from: None, to: None })
}

#[test]
fn an_idle_timeout_is_told_where_an_option_says_it_and_in_what() {
    let published = |name: &str, label: &str| {
        format!(r#"{{"field": "{name}", "label": "{label}", "default": 1, "spec": {{"type": "int"}}}}"#)
    };
    for (name, label, value, seconds) in [
        // dask-gateway's own setting.
        ("idle_timeout", "idle_timeout", "1800", Some(1_800)),
        ("idle_timeout", "Idle timeout", "1800.0", Some(1_800)),
        ("idle_timeout", "Idle timeout (minutes)", "30", Some(1_800)),
        ("idle_timeout_minutes", "Idle cluster terminated after (minutes)", "30", Some(1_800)),
        ("cluster_idle_timeout", "Stop when idle for (h)", "0.5", Some(1_800)),
        ("max_idle", "Max idle time [s]", "600", Some(600)),
        ("stop_idle", "Stop idle cluster after", r#""30 min""#, Some(1_800)),
        ("stop_idle", "Stop idle cluster after", r#""2h""#, Some(7_200)),
        ("idle_hours", "Idle", r#""12""#, Some(43_200)),
        // Not known for sure.
        ("max_idle", "Stop when idle", "30", None),
        ("idle_timeout", "Idle timeout (minutes or hours)", "30", None),
        ("idle_timeout", "The user's idle time", "30", Some(30)),
        ("worker_idle_timeout", "Idle timeout of workers (minutes)", "30", None),
        ("timeout_minutes", "Start timeout (minutes)", "30", None),
        // None at all.
        ("idle_timeout", "Idle timeout (minutes)", "0", None),
        ("idle_timeout", "Idle timeout (minutes)", "-5", None),
        ("idle_timeout", "Idle timeout (minutes)", "1e300", None),
        ("idle_timeout", "Idle timeout (minutes)", "NaN", None),
        ("idle_timeout", "Idle timeout (minutes)", "true", None),
        ("idle_timeout", "Idle timeout (minutes)", "null", None),
        ("idle_timeout", "Idle timeout (minutes)", r#""never""#, None),
        ("idle_timeout", "Idle timeout (minutes)", r#""é""#, None),
        ("idle_timeout", "Idle timeout (minutes)", r#""""#, None),
    ] {
        let shell = with_option(&published(name, label), &format!(r#""{name}": {value}"#));
        let told = ending(&shell);
        assert_eq!(told.message, seconds.and_then(timeout), "{label} = {value}");
        assert_eq!(told.ends, [if seconds.is_some() { Ends::Idle } else { Ends::Unknown }]);
    }
    // What the gateway publishes no more still has its name; two of them contradict each other.
    assert_eq!(ending(&with_option("", r#""idle_minutes": 5"#)).message, timeout(300));
    assert_eq!(ending(&with_option("", r#""idle_minutes": 5, "idle_timeout": 300"#)).message, None);
}

#[test]
fn what_dasks_configuration_sets_is_not_told() {
    let config = CONFIG.replace(r#""options": {}"#, r#""options": {"idle_timeout": 600}"#);
    let cluster = report(NAME, "RUNNING").replace("worker_cores", "idle_timeout");
    let shell = Shell::ready_with(&config, r#"{"cluster_options": []}"#, &list(&[cluster]));
    assert_eq!(ending(&shell).message, None);
}

#[test]
fn only_a_running_cluster_is_said_to_end() {
    for status in ["PENDING", "STOPPING"] {
        assert_eq!(Shell::with_cluster(status).cluster().ending, None);
    }
}

#[test]
fn an_end_that_is_seen_coming_is_a_range() {
    let mut shell = minutes_option();
    pass(&mut shell, 20_000.0, BUSY);
    assert_eq!(ending(&shell).message, timeout(1_800));
    let since = shell.now + 1_000.0;
    pass(&mut shell, MINUTE, &IDLE.replace(r#""tasks": 0"#, r#""tasks": 3"#));
    assert_eq!(ending(&shell).message, timeout(1_800), "a pause is no news");
    pass(&mut shell, MINUTE, &IDLE.replace(r#""tasks": 0"#, r#""tasks": 3"#));
    let told = ending(&shell);
    let Message::Idle { since: told_since, is_longer: false, is_long: false } = told.activity[1] else {
        panic!("{told:?}")
    };
    assert!((since - 1_000.0..=since + 3_000.0).contains(&(told_since as f64)));
    let minutes = |n: f64| Some(told_since + (n * MINUTE) as u64);
    assert_eq!(told.message, Some(Message::StopsWhenIdle { seconds: 1_800, from: minutes(30.0), to: minutes(37.5) }));
    assert!(!told.is_idle_long);
}

#[test]
fn what_was_idle_at_the_first_look_may_have_been_so_for_longer() {
    let mut shell = minutes_option();
    pass(&mut shell, 2.0 * MINUTE, IDLE);
    let told = ending(&shell);
    let idle = Message::Idle { since: START as u64, is_longer: true, is_long: false };
    assert_eq!(told.activity, [Message::Connected { clients: 0 }, idle]);
    let to = Some((START + 37.5 * MINUTE) as u64);
    assert_eq!(told.message, Some(Message::StopsWhenIdle { seconds: 1_800, from: None, to }));
}

#[test]
fn a_cluster_that_outlives_its_timeout_shows_that_it_is_none() {
    let mut shell = minutes_option();
    pass(&mut shell, 35.0 * MINUTE, IDLE);
    assert_eq!((ending(&shell).ends, ending(&shell).is_idle_long), (vec![Ends::Idle], true));
    pass(&mut shell, 6.0 * MINUTE, IDLE);
    assert_eq!((ending(&shell).ends, ending(&shell).message), (vec![Ends::Unknown], None));
}

#[test]
fn a_task_between_two_looks_ends_what_was_idle() {
    let mut shell = minutes_option();
    pass(&mut shell, 5.0 * MINUTE, IDLE);
    pass(&mut shell, 10_000.0, &IDLE.replace(r#""tasks": 0"#, r#""tasks": 1"#));
    assert_eq!(ending(&shell).activity.len(), 1, "no word of idleness");
}

#[test]
fn nobody_knows_what_ran_while_nobody_looked() {
    let mut shell = minutes_option();
    pass(&mut shell, 5.0 * MINUTE, IDLE);
    shell.now += 3_600_000.0;
    shell.update(dask_gateway::core::event::Event::Woke);
    let back = shell.now;
    pass(&mut shell, 2.0 * MINUTE, IDLE);
    let Some(Message::Idle { since, is_longer, .. }) = ending(&shell).activity.get(1).cloned() else { panic!() };
    assert!(is_longer && since as f64 >= back, "{since}");
}

#[test]
fn a_cluster_that_was_seen_to_start_is_idle_since_then() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/0123456789abcdef0123456789abcdef?wait", 200, &report(NAME, "RUNNING"));
    let since = shell.now as u64;
    pass(&mut shell, 2.0 * MINUTE, IDLE);
    assert!(ending(&shell).activity.contains(&Message::Idle { since, is_longer: false, is_long: false }));
}

#[test]
fn who_is_connected_is_told_when_it_is_sure() {
    let told = |looks: &[&str]| {
        let mut shell = Shell::ready_with(CONFIG, r#"{"cluster_options": []}"#, &list(&[report(NAME, "RUNNING")]));
        for clients in looks {
            shell.quiet_with(&format!(r#"{{"workers": 0, "processing": 0, "unrunnable": 0, "clients": {clients}}}"#));
            shell.pass(2_000.0);
        }
        ending(&shell).activity
    };
    let connected = |clients| vec![Message::Connected { clients }];
    assert_eq!(told(&["1"]), connected(0));
    assert_eq!(told(&["1", "2"]), connected(1));
    assert_eq!(told(&["2", "1", "3"]), connected(2));
    assert_eq!(told(&["0", "1"]), connected(1), "a scheduler without one of its own");
    // Somebody's before the first look, or the site's own.
    assert_eq!(told(&["2"]), []);
    assert_eq!(told(&["3", "2"]), []);
    for unknown in ["null", "-1", "NaN", "\"1\"", "99999999999"] {
        assert_eq!(told(&["1", unknown]), []);
    }
}

#[test]
fn of_a_scheduler_that_is_silent_only_the_timeout_is_known() {
    let mut shell = minutes_option();
    pass(&mut shell, 5.0 * MINUTE, IDLE);
    shell.pass(STATS_PACE.most);
    while shell.paths().contains(&COUNTS) {
        shell.answer(COUNTS, 502, "");
    }
    let told = ending(&shell);
    assert_eq!((told.activity, told.message), (vec![], timeout(1_800)));
}
