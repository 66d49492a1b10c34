//! What the browser keeps of clusters, where several tabs write it: late, in any order, and by a clock that was set.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, START, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::history::Ended;
use dask_gateway::core::clusters::recent::RecentView;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent};
use dask_gateway::core::messages::Message;
use dask_gateway::core::tabs::message::TabMessage;
use dask_gateway::gateway::api_request::ApiRequest;
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::schema::json;
use dask_gateway::schema::value::Value;

const LIST: &str = "api/v1/clusters/?status=pending";
const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";
const HOUR: f64 = 3_600_000.0;
const NOT_FOUND: &str = r#"{"error": "Cluster not found"}"#;

/// A tab that was opened just now, over what the browser keeps. It has asked for a list.
fn opened(memory: &str, now: f64) -> Shell {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.now = now;
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    recall(&mut shell, memory, false);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
    shell
}

fn recall(shell: &mut Shell, memory: &str, live: bool) {
    shell.user(ClusterEvent::Recall { memory: memory.into(), live });
}

/// What the browser is to keep now.
fn kept(shell: &mut Shell) -> String {
    shell.core.memory().expect("something new").text
}

/// As `js/view/session/history-memory.ts` does it.
fn write(shell: &mut Shell, stored: &mut String) {
    if let Some(news) = shell.core.memory() {
        recall(shell, stored, false);
        *stored = shell.core.memory().map_or(news.text, |memory| memory.text);
    }
}

/// The tab that polls tells which have ended.
fn tell_ended(shell: &mut Shell, ended: &str) {
    let outcome = Ok(reply(200, "application/json", ended));
    let told = TabMessage::Reply { request: ApiRequest::ListEnded, as_of: shell.now, outcome };
    shell.update(Event::Tabs(TabsEvent::Heard(told)));
}

fn running() -> String {
    list(&[report(NAME, "RUNNING")])
}

/// The gateway lists these, some time later.
fn lists(shell: &mut Shell, milliseconds: f64, clusters: &str) {
    shell.quiet();
    shell.now += milliseconds;
    shell.user(SessionEvent::Refresh);
    for (path, body) in [(LIST, clusters), ("api/v1/options", OPTIONS), ("api/version", "{}")] {
        shell.answer(path, 200, body);
    }
}

/// The gateway does not know it any more.
fn go(shell: &mut Shell) {
    lists(shell, 5_000.0, "{}");
    shell.answer(ONE, 404, NOT_FOUND);
}

fn only(shell: &Shell) -> RecentView {
    let [one] = <[RecentView; 1]>::try_from(shell.view().recent).expect("one cluster");
    one
}

#[test]
fn a_list_of_the_ended_that_comes_first_says_nothing_of_what_runs() {
    let memory = kept(&mut Shell::with_cluster("RUNNING"));
    let mut shell = opened(&memory, START + HOUR);
    tell_ended(&mut shell, "{}");
    assert_eq!(shell.view().recent, [], "nobody knows yet whether it runs");
    shell.answer(LIST, 200, &running());
    assert_eq!((shell.cluster().status, shell.view().recent.len()), (Status::Running, 0));
    // Or it does not.
    for (ended, how) in [("{}".into(), Ended::Gone), (list(&[report(NAME, "STOPPED")]), Ended::Unknown)] {
        for order in [["the ended", LIST], [LIST, "the ended"]] {
            let mut shell = opened(&memory, START + HOUR);
            for path in order {
                if path == LIST { drop(shell.answer(LIST, 200, "{}")) } else { tell_ended(&mut shell, &ended) }
            }
            assert_eq!(only(&shell).ended, how, "{order:?}");
        }
    }
}

#[test]
fn a_list_from_before_says_nothing_of_what_was_seen_since() {
    let mut here = opened("[]", START);
    here.answer(LIST, 200, "{}");
    here.user(SessionEvent::Visible { visible: false });
    // Another tab makes one, and sees it.
    here.now = START + HOUR;
    let mut there = opened("[]", START + HOUR);
    there.answer(LIST, 200, &running());
    recall(&mut here, &kept(&mut there), true);
    here.now += HOUR;
    here.user(SessionEvent::Visible { visible: true });
    tell_ended(&mut here, "{}");
    assert_eq!(here.view().recent, [], "its own list has not come");
    here.answer(LIST, 200, &running());
    assert_eq!((here.cluster().status, here.view().recent.len()), (Status::Running, 0));
}

#[test]
fn a_clock_that_is_set_back_makes_no_old_list_a_new_one() {
    let mut shell = opened("[]", START + 2.0 * HOUR);
    shell.answer(LIST, 200, "{}");
    shell.now = START;
    shell.update(Event::Woke);
    // Seen by another tab while the list was on its way that this one has asked for.
    recall(&mut shell, &kept(&mut Shell::with_cluster("RUNNING")), true);
    shell.user(SessionEvent::Refresh);
    tell_ended(&mut shell, "{}");
    assert_eq!(shell.view().recent, []);
}

#[test]
fn what_was_said_to_an_end_that_was_none_is_not_said_to_the_next() {
    for is_dismissed in [false, true] {
        let mut stored = "[]".into();
        let mut here = opened("[]", START);
        here.answer(LIST, 200, &running());
        write(&mut here, &mut stored);
        go(&mut here);
        if is_dismissed {
            here.user(ClusterEvent::Dismiss { cluster: KEY.into() });
        }
        write(&mut here, &mut stored);
        assert_eq!(here.view().recent.len(), usize::from(!is_dismissed));
        // A tab that sleeps has that, and wakes when the gateway has known the cluster again for a while.
        let asleep = stored.clone();
        for later in [5_000.0, 700_000.0] {
            lists(&mut here, later, &running());
            write(&mut here, &mut stored);
        }
        recall(&mut here, &asleep, true);
        assert_eq!(here.cluster().status, Status::Running);
        // It ends indeed.
        go(&mut here);
        write(&mut here, &mut stored);
        recall(&mut here, &asleep, true);
        assert!(only(&here).news, "nobody has seen that");
        let mut woken = opened(&asleep, here.now);
        recall(&mut woken, &stored, true);
        assert_eq!((only(&woken).news, only(&woken).message), (true, only(&here).message));
        // One that was not gone, as far as anybody knows who looked later.
        let mut other = opened(&asleep, here.now + 10.0);
        recall(&mut other, &format!(r#"[{{"key": "{KEY}", "seen": {}}}]"#, here.now), true);
        assert_eq!(other.view().recent, []);
    }
}

#[test]
fn what_was_dismissed_while_a_tab_slept_stays_so_when_it_wakes() {
    let mut stored = "[]".into();
    let mut asleep = opened("[]", START);
    asleep.answer(LIST, 200, &running());
    asleep.quiet();
    write(&mut asleep, &mut stored);
    let mut here = opened(&stored, START + 5_000.0);
    here.answer(LIST, 200, &running());
    lists(&mut here, 5_000.0, "{}");
    here.answer(ONE, 200, &report(NAME, "STOPPED"));
    here.user(ClusterEvent::Dismiss { cluster: KEY.into() });
    write(&mut here, &mut stored);
    recall(&mut asleep, &stored, true);
    assert_eq!(asleep.view().recent, [], "its list holds it still");
    asleep.now = START + 20_000.0;
    asleep.user(SessionEvent::Refresh);
    asleep.answer(LIST, 200, "{}");
    write(&mut asleep, &mut stored);
    asleep.answer("api/v1/options", 200, OPTIONS);
    asleep.answer(ONE, 200, &report(NAME, "STOPPED"));
    write(&mut asleep, &mut stored);
    assert_eq!((asleep.view().recent, asleep.view().clusters), (vec![], Some(vec![])));
    assert!(stored.contains("dismissed"), "{stored}");
}

#[test]
fn an_end_that_is_told_after_the_stop_is_still_that_stops() {
    let mut here = opened(&format!(r#"[{{"key": "{KEY}", "stopped": {START}, "seen": {START}}}]"#), START + 5_000.0);
    let end = START + 2_000.0;
    let told = format!(r#"[{{"key": "{KEY}", "seen": {START}, "end": {end}, "noticed": {end}}}]"#);
    recall(&mut here, &told, true);
    assert_eq!((only(&here).ended, only(&here).news), (Ended::ByYou, false));
    // Not so of one that failed before.
    recall(&mut here, &told.replace("}", r#", "failed": true}"#), true);
    assert_eq!(only(&here).ended, Ended::Failed);
}

#[test]
fn the_last_name_counts_though_the_clock_was_set_back() {
    let named = |shell: &mut Shell, name: &str| {
        shell.user(ClusterEvent::Rename { cluster: KEY.into(), name: name.into() });
        kept(shell)
    };
    let mut here = Shell::with_cluster("RUNNING");
    let mut there = Shell::with_cluster("RUNNING");
    let first = named(&mut here, "first");
    recall(&mut there, &first, true);
    for shell in [&mut here, &mut there] {
        shell.now -= HOUR;
        shell.update(Event::Woke);
    }
    let second = named(&mut here, "second");
    recall(&mut there, &second, true);
    recall(&mut here, &first, true);
    assert_eq!((there.cluster().name, here.cluster().name), ("second".into(), "second".into()));
    // No page can give a name that cannot be changed.
    for time in ["999999999999999", "1e300", "9999999999999999999999"] {
        recall(&mut there, &format!(r#"[{{"key": "{KEY}", "name": "x", "named": {time}}}]"#), true);
        named(&mut there, "mine");
        assert_eq!(there.cluster().name, "mine", "{time}");
    }
}

#[test]
fn when_a_cluster_started_is_known_though_another_tab_told_of_it_first() {
    // The gateway's clock is an hour behind.
    let behind = running().replace("1700000000000", "1699996410000");
    let told = format!(r#"[{{"key": "{KEY}", "seen": {}}}]"#, START + 10_000.0);
    let mut shell = opened("[]", START + 9_000.0);
    shell.answer(LIST, 200, "{}");
    tell_ended(&mut shell, "{}");
    shell.now = START + 10_000.0;
    shell.user(SessionEvent::Refresh);
    shell.now += 100.0;
    recall(&mut shell, &told, true);
    shell.answer(LIST, 200, &behind);
    assert!((shell.cluster().start as f64 - START - 10_000.0).abs() < 2_000.0, "{}", shell.cluster().start);
    // One that was there before, and that the gateway did not know for a moment, was not made since.
    let mut shell = opened("[]", START + 9_000.0);
    shell.answer(LIST, 200, "{}");
    tell_ended(&mut shell, "{}");
    recall(&mut shell, &told.replace("1700000010000", "1700000000000"), true);
    shell.pass(5_000.0);
    shell.answer(LIST, 200, &behind);
    assert_eq!(shell.cluster().start as f64, START - 3_590_000.0);
}

/// Lives that tabs may tell of one cluster.
fn told() -> Vec<String> {
    let seen = |at: u32, more: &str| format!(r#"[{{"key": "{KEY}", "seen": {at}{more}}}]"#);
    vec![
        seen(10, r#", "end": 10, "noticed": 12, "gone": true, "dismissed": true"#),
        seen(22, r#", "idle": 15"#),
        seen(20, r#", "end": 20, "noticed": 25, "gone": true, "told": true, "busy": true"#),
        seen(21, ""),
        seen(18, r#", "end": 19, "noticed": 30"#),
        seen(18, r#", "end": 22, "noticed": 31, "busy": true, "told": true"#),
        seen(5, r#", "stopped": 17"#),
        seen(5, r#", "stopped": 17, "name": "one", "named": 8"#),
        seen(20, r#", "name": "two", "named": 8"#),
    ]
}

/// What a tab keeps that heard these, one after the other.
fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> Value {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.now = 1_000.0;
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    texts.for_each(|text| recall(&mut shell, text, false));
    json::parse(&kept(&mut shell)).expect("JSON")
}

#[test]
fn whoever_hears_of_lives_in_whichever_order_comes_to_the_same() {
    let told = told();
    for one in 0..told.len() {
        for two in 0..told.len() {
            for three in 0..told.len() {
                let (a, b, c) = (&told[one], &told[two], &told[three]);
                let all = joined([a, b, c].into_iter());
                assert_eq!(joined([c, b, a].into_iter()), all, "{a} {b} {c}");
                assert_eq!(joined([b, a, c, a].into_iter()), all, "{a} {b} {c}");
                // As a third tab writes it.
                let written = json::write(&joined([b, c].into_iter()));
                assert_eq!(joined([a, &written].into_iter()), all, "{a} {b} {c}");
            }
        }
    }
}

#[test]
fn a_kept_end_is_told_as_it_was() {
    let mut shell = Shell::with_cluster("RUNNING");
    go(&mut shell);
    let before = only(&shell).message;
    let after = opened(&kept(&mut shell), shell.now);
    assert_eq!((only(&after).message, only(&after).ended), (before, Ended::Gone));
    assert!(matches!(only(&after).message, Message::EndedGone { .. }));
}
