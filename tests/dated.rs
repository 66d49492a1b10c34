//! When clusters started, and for how long they have been pending, where the gateway's clock is not this browser's.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, START, Shell, list, report};
use dask_gateway::core::clusters::reasons::Because;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;

const HOUR: f64 = 3_600_000.0;
const OTHER: &str = "fedcba9876543210fedcba9876543210";

/// As the gateway reports a cluster that started at this time by its own clock.
fn started(name: &str, status: &str, start: f64) -> String {
    report(name, status).replace(&format!("\"start_time\": {START}"), &format!("\"start_time\": {start}"))
}

fn start_of(shell: &Shell, key: &str) -> f64 {
    let clusters = shell.view().clusters.unwrap_or_default();
    clusters.iter().find(|cluster| cluster.key == key).map(|cluster| cluster.start as f64).expect("it is shown")
}

#[test]
fn a_cluster_that_was_seen_to_be_made_tells_how_far_the_gateway_s_clock_is_off() {
    for off in [-HOUR, HOUR] {
        // One was there before, so that nothing tells when it was made.
        let old = started(OTHER, "RUNNING", START - 600_000.0 + off);
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(std::slice::from_ref(&old)));
        shell.quiet();
        let pressed = shell.now;
        shell.user(FormEvent::Launch);
        shell.now += 40.0;
        shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
        let made = started(NAME, "PENDING", pressed + 20.0 + off);
        shell.answer("api/v1/clusters/?", 200, &list(&[made, old]));
        assert!((pressed..=pressed + 40.0).contains(&start_of(&shell, KEY)), "{off}: {}", start_of(&shell, KEY));
        // The other's, too, but for the time that answers take.
        let other = start_of(&shell, &OTHER[..8]);
        assert!((other - (START - 600_000.0)).abs() < 2_000.0, "{off}: {other}");
        shell.pass(29_000.0);
        assert!(shell.view().clusters.iter().flatten().all(|cluster| cluster.explanation.is_empty()), "{off}");
    }
}

#[test]
fn nothing_started_in_times_to_come_and_what_is_not_known_stays_as_it_is_told() {
    for (told, shown) in [(START + HOUR, START), (START - HOUR, START - HOUR)] {
        let shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[started(NAME, "RUNNING", told)]));
        assert_eq!(start_of(&shell, KEY), shown);
    }
}

#[test]
fn one_that_appears_between_two_lists_was_made_between_them() {
    let mut shell = Shell::ready();
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, "{}");
    let before = shell.now;
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[started(NAME, "PENDING", shell.now - 1_000.0 - HOUR)]));
    let start = start_of(&shell, KEY);
    assert!((before - 5_000.0..=shell.now).contains(&start), "{}", start - before);
    // That it is late is said when it surely is.
    shell.pass(20_000.0);
    assert_eq!(shell.cluster().explanation, []);
    shell.pass(11_000.0);
    assert!(matches!(shell.cluster().explanation[0].message, Because::StartsLate { seconds: 30 }));
}

#[test]
fn the_end_of_a_cluster_is_told_by_the_same_clock() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    let made = shell.now;
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
    let start = made - HOUR;
    shell.answer("api/v1/clusters/?", 200, &list(&[started(NAME, "PENDING", start)]));
    shell.pass(30_000.0);
    let stopped =
        started(NAME, "STOPPED", start).replace(&format!("{}", START + 30_000.0), &format!("{}", start + 20_000.0));
    shell.answer(&format!("api/v1/clusters/{NAME}"), 200, &stopped);
    let recent = &shell.view().recent[0];
    let at = match recent.message {
        Message::EndedElsewhere { at, .. } => at as f64,
        ref other => panic!("{other:?}"),
    };
    assert!((at - (made + 20_000.0)).abs() < 2_000.0, "{}", at - made);
    assert_eq!(recent.lived, Some(20));
}
