//! What became of clusters: recent ones, their names, another like one of them, and stopping several.

mod common;

use common::{CONFIG, ENDED, KEY, NAME, OPTIONS, START, Shell, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::alias;
use dask_gateway::core::clusters::history::Ended;
use dask_gateway::core::clusters::memory::Memory;
use dask_gateway::core::clusters::recent::RecentView;
use dask_gateway::core::clusters::stops::{StopAllView, StopState};
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::{Level, Notice};
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::Failure;

const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";
/// The time that [`report`] gives a cluster's end.
const END: f64 = START + 30_000.0;
const HOUR: f64 = 3_600_000.0;
const NOT_FOUND: &str = r#"{"error": "Cluster not found"}"#;

fn key() -> String {
    KEY.into()
}

fn recent(shell: &Shell) -> Vec<RecentView> {
    shell.view().recent
}

fn only(shell: &Shell) -> RecentView {
    let [one] = <[RecentView; 1]>::try_from(recent(shell)).expect("one cluster");
    one
}

/// A session like a tab that was opened just now, over what the browser keeps.
fn opened(memory: &str, clusters: &str, ended: &str, now: f64) -> Shell {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.now = now;
    shell.ended = Some(ended.into());
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.user(ClusterEvent::Recall { memory: memory.into(), live: false });
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?", 200, clusters);
    shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
    shell
}

/// What the browser is to keep now.
fn kept(shell: &mut Shell) -> String {
    let Memory { gateway, text } = shell.core.memory().expect("something new");
    assert_eq!(gateway, "http://gateway:8000");
    text
}

/// The list no longer holds it, and the gateway says that it has stopped.
fn stop_elsewhere(shell: &mut Shell) {
    shell.now = END + 10_000.0;
    shell.update(Event::Woke);
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 200, &report(NAME, "STOPPED"));
}

fn stop_here(shell: &mut Shell) {
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
}

#[test]
fn a_cluster_that_stopped_by_itself_says_when_and_stays_until_dismissed() {
    let mut shell = Shell::with_cluster("RUNNING");
    stop_elsewhere(&mut shell);
    assert_eq!(shell.view().clusters, Some(vec![]));
    let ended = only(&shell);
    assert_eq!((ended.ended, ended.status, ended.news, ended.lived), (Ended::Unknown, Status::Stopped, true, Some(30)));
    assert_eq!(ended.message, Message::EndedElsewhere { at: END as u64, idle: true });
    let options = ended.options.expect("its options");
    assert_eq!((options[0].label.as_str(), options[0].value.as_str()), ("Worker Cores", "2"));
    for _ in 0..20 {
        shell.pass(60_000.0);
        if shell.paths().iter().any(|path| path.starts_with("api/v1/clusters/?")) {
            shell.answer("api/v1/clusters/?", 200, "{}");
        }
    }
    assert!(only(&shell).news);
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    assert_eq!(recent(&shell), []);
    shell.ended = Some(list(&[report(NAME, "STOPPED")]));
    shell.user(SessionEvent::Refresh);
    assert_eq!(recent(&shell), [], "the gateway still lists it for a day");
}

#[test]
fn what_the_user_did_is_kept_however_many_clusters_there_are() {
    let reports: Vec<String> = (0..500).map(|n| report(&format!("{n:08x}{NAME}"), "RUNNING")).collect();
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports));
    for n in [0, 250, 499] {
        shell.user(ClusterEvent::Rename { cluster: format!("{n:08x}"), name: format!("run {n}") });
    }
    shell.user(ClusterEvent::AskStop { cluster: "00000007".into() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.answer("api/v1/clusters/00000007", 204, "");
    // All the others were seen since.
    shell.pass(700_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&reports));
    let text = kept(&mut shell);
    for known in ["run 0", "run 250", "run 499", "00000007"] {
        assert!(text.contains(known), "{known}");
    }
}

#[test]
fn how_long_it_lived_is_not_told_where_its_start_is_not_known() {
    for start in ["null", "0", "-5", "NaN", "Infinity", "1e300", "1e18", "\"1700000000000\""] {
        let told = |status| report(NAME, status).replacen("1700000000000", start, 1);
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[told("RUNNING")]));
        shell.now = END + 10_000.0;
        shell.update(Event::Woke);
        shell.answer("api/v1/clusters/?", 200, "{}");
        shell.answer(ONE, 200, &told("STOPPED"));
        let ended = only(&shell);
        assert_eq!(ended.lived, None, "{start}");
        assert_eq!(ended.message, Message::EndedElsewhere { at: END as u64, idle: true }, "{start}");
    }
}

#[test]
fn none_ended_before_it_was_last_seen() {
    // The gateway's clock is an hour behind, which nobody could see: the cluster was there before the page.
    let an_hour_behind = |status| {
        let back = |time: &str, hour: f64| format!("{}", time.parse::<f64>().expect("a time") - hour);
        let text = report(NAME, status);
        text.replace("1700000000000", &back("1700000000000", HOUR))
            .replace("1700000030000", &back("1700000030000", HOUR))
    };
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[an_hour_behind("RUNNING")]));
    shell.now = END + 10_000.0;
    shell.update(Event::Woke);
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 200, &an_hour_behind("STOPPED"));
    let Message::EndedElsewhere { at, .. } = only(&shell).message else { panic!("{:?}", only(&shell)) };
    assert!(at as f64 >= START, "it ran when the page was opened");
    assert_eq!(only(&shell).lived, Some(30));
}

#[test]
fn one_that_is_gone_was_last_seen_when_the_gateway_told_of_it_last() {
    let mut shell = Shell::with_cluster("RUNNING");
    // Nothing is answered for an hour, and then the gateway has lost its database.
    while shell.now < START + HOUR {
        shell.pass(10_000.0);
        let asked: Vec<String> = shell.paths().iter().map(|path| path.to_string()).collect();
        asked.iter().for_each(|path| drop(shell.reply(path, Err(Failure::TimedOut))));
    }
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 404, NOT_FOUND);
    let Message::EndedGone { at } = only(&shell).message else { panic!("{:?}", only(&shell)) };
    assert!(
        (at as f64) < START + 60_000.0,
        "not while nothing was answered: {} s later",
        (at as f64 - START) / 1_000.0
    );
}

#[test]
fn one_that_belongs_to_somebody_else_by_now_is_shown_no_more() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.now = END;
    shell.update(Event::Woke);
    shell.answer("api/v1/clusters/?", 200, "{}");
    // A proxy's words are nobody's.
    shell.answer(ONE, 403, r#"{"error": "Forbidden"}"#);
    assert_eq!(shell.cluster().status, Status::Unknown);
    shell.pass(5_000.0);
    shell.answer(
        ONE,
        403,
        r#"{"error": "User bob lacks permissions to view cluster 0123456789abcdef0123456789abcdef"}"#,
    );
    assert_eq!(shell.view().clusters, Some(vec![]));
    assert_eq!(only(&shell).ended, Ended::Gone);
}

#[test]
fn a_clock_that_is_set_back_leaves_nothing_in_times_to_come() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.now = START + 2.0 * HOUR;
    shell.update(Event::Woke);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    stop_here(&mut shell);
    shell.now = START + HOUR;
    shell.update(Event::Woke);
    for time in kept(&mut shell).split(|c: char| !c.is_ascii_digit()).filter(|digits| digits.len() > 10) {
        assert!(time.parse::<f64>().expect("a time") <= shell.now, "{time}");
    }
}

#[test]
fn the_time_of_an_end_is_the_gateways_if_it_can_be() {
    for (stop_time, at) in
        [("null", None), ("0", None), ("-5", None), ("NaN", None), ("1e300", None), ("1700000030000", Some(END))]
    {
        let mut shell = Shell::with_cluster("RUNNING");
        shell.now = END + 10_000.0;
        shell.update(Event::Woke);
        shell.answer("api/v1/clusters/?", 200, "{}");
        shell.answer(ONE, 200, &report(NAME, "STOPPED").replace("1700000030000", stop_time));
        let at = at.unwrap_or(shell.now) as u64;
        assert_eq!(only(&shell).message, Message::EndedElsewhere { at, idle: true }, "{stop_time}");
    }
}

#[test]
fn no_idle_timeout_stops_a_cluster_that_works_or_that_never_ran() {
    let told = |idle| Message::EndedElsewhere { at: END as u64, idle };
    for work in [r#"{"workers": 2, "processing": 3}"#, r#"{"workers": 0, "unrunnable": 1}"#] {
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
        shell.now = START + 25_000.0;
        shell.quiet_with(work);
        stop_elsewhere(&mut shell);
        assert_eq!(only(&shell).message, told(false), "{work}");
    }
    let mut pending = Shell::with_cluster("PENDING");
    stop_elsewhere(&mut pending);
    assert_eq!(only(&pending).message, told(false));
    // What was seen before the panel was out of sight says nothing.
    let mut hidden = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    hidden.quiet_with(r#"{"workers": 2, "processing": 3}"#);
    hidden.now = END + 70_000.0;
    hidden.update(Event::Woke);
    hidden.answer("api/v1/clusters/?", 200, "{}");
    hidden.answer(ONE, 200, &report(NAME, "STOPPED"));
    assert_eq!(only(&hidden).message, told(true));
}

#[test]
fn an_idle_timeout_is_told_where_it_can_be_known() {
    let with = |status: &str| report(NAME, status).replace(r#"{"worker_cores": 2}"#, r#"{"idle_timeout": 1800}"#);
    // Idle from the start, seen last so much before its end.
    let ended = |memory: &str, seconds: f64| {
        let stopped = with("STOPPED").replace("1700000030000", &(START + seconds * 1_000.0).to_string());
        only(&opened(memory, "{}", &list(&[stopped]), START + 2.0 * HOUR)).ended
    };
    let seen = |counts: &str| {
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[with("RUNNING")]));
        shell.quiet_with(counts);
        kept(&mut shell)
    };
    let idle = seen(r#"{"workers": 2, "processing": 0, "unrunnable": 0, "waiting": 0, "tasks": 0, "clients": 1}"#);
    assert_eq!(ended(&idle, 1_900.0), Ended::Idle);
    assert_eq!(ended(&idle, 600.0), Ended::Unknown, "too early");
    assert_eq!(ended(&idle, 5_000.0), Ended::Unknown, "something ran meanwhile");
    let busy = seen(r#"{"workers": 2, "processing": 3}"#);
    assert_eq!(ended(&busy, 1_900.0), Ended::Unknown);
}

#[test]
fn a_stop_given_here_is_never_said_to_be_another_ones() {
    // Refused, the answer lost, and answered.
    for (outcome, how) in [
        (Ok(reply(403, "application/json", r#"{"error": "User u lacks permissions"}"#)), Ended::Unknown),
        (Err(Failure::TimedOut), Ended::ByYou),
        (Ok(reply(204, "", "")), Ended::ByYou),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        stop_here(&mut shell);
        shell.reply(ONE, outcome);
        shell.now = END + 10_000.0;
        shell.update(Event::Woke);
        shell.answer(ONE, 200, &report(NAME, "STOPPED"));
        let ended = only(&shell);
        assert_eq!((ended.ended, ended.news), (how, how != Ended::ByYou));
        if how == Ended::ByYou {
            assert_eq!(ended.message, Message::EndedByYou { at: END as u64, other_tab: false });
        }
    }
}

#[test]
fn a_late_list_does_not_bring_back_what_has_ended() {
    let mut shell = Shell::with_cluster("RUNNING");
    stop_elsewhere(&mut shell);
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!((shell.view().clusters, only(&shell).ended), (Some(vec![]), Ended::Unknown));
}

#[test]
fn a_cluster_that_fails_while_it_is_seen_stays_where_it_is_until_that_was_read() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.answer(&format!("{ONE}?wait"), 200, &report(NAME, "FAILED"));
    shell.pass(20_000.0);
    let cluster = shell.cluster();
    assert_eq!((cluster.status, cluster.message), (Status::Failed, Some(Notice::error(Message::Failed))));
    assert_eq!(recent(&shell), [], "not in two places");
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    assert_eq!(shell.view().clusters, Some(vec![]));
    let ended = only(&shell);
    assert_eq!((ended.ended, ended.status, ended.news), (Ended::Failed, Status::Failed, false));
    assert!(ended.options.is_some(), "it can be tried again");
    for _ in 0..3 {
        shell.pass(5_000.0);
        shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "FAILED")]));
        assert_eq!((shell.view().clusters, recent(&shell).len()), (Some(vec![]), 1));
    }
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    assert_eq!(recent(&shell), []);
    let memory = kept(&mut shell);
    let reloaded = opened(&memory, &list(&[report(NAME, "FAILED")]), "{}", START + HOUR);
    assert_eq!((reloaded.view().clusters, recent(&reloaded)), (Some(vec![]), vec![]), "dismissed for good");
}

#[test]
fn what_ended_before_the_browser_knew_of_it_is_no_news() {
    let both = list(&[report(NAME, "STOPPED"), report("fedcba98765", "FAILED")]);
    let shell = opened("", &list(&[report("fedcba98765", "FAILED")]), &both, START + HOUR);
    assert_eq!(shell.view().clusters, Some(vec![]));
    let all = recent(&shell);
    let told: Vec<_> = all.iter().map(|it| (it.key.as_str(), it.ended, it.news)).collect();
    assert_eq!(told, [("fedcba98", Ended::Failed, false), (KEY, Ended::Unknown, false)]);
    let late = opened("", "{}", &both, START + 25.0 * HOUR);
    assert_eq!(recent(&late), [], "more than a day ago");
}

#[test]
fn what_ended_while_no_page_was_open_is_news_until_dismissed() {
    let mut before = Shell::with_cluster("RUNNING");
    let memory = kept(&mut before);
    assert!(memory.contains(KEY) && !memory.contains(NAME), "{memory}");
    let mut shell = opened(&memory, "{}", &list(&[report(NAME, "STOPPED")]), START + HOUR);
    assert!(only(&shell).news);
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    let memory = kept(&mut shell);
    let again = opened(&memory, "{}", &list(&[report(NAME, "STOPPED")]), START + 2.0 * HOUR);
    assert_eq!(recent(&again), []);
    // Stopped from here, then reloaded at once.
    let mut stopping = Shell::with_cluster("RUNNING");
    stop_here(&mut stopping);
    stopping.reply(ONE, Ok(reply(204, "", "")));
    let memory = kept(&mut stopping);
    let after = opened(&memory, "{}", &list(&[report(NAME, "STOPPED")]), START + HOUR);
    assert_eq!((only(&after).ended, only(&after).news), (Ended::ByYou, false));
}

#[test]
fn another_tab_tells_of_its_stop() {
    let mut here = Shell::with_cluster("RUNNING");
    let mut there = Shell::with_cluster("RUNNING");
    stop_here(&mut there);
    there.reply(ONE, Ok(reply(204, "", "")));
    here.user(ClusterEvent::Recall { memory: kept(&mut there), live: true });
    assert_eq!(here.cluster().status, Status::Running, "the gateway's word counts");
    stop_elsewhere(&mut here);
    assert_eq!(only(&here).message, Message::EndedByYou { at: END as u64, other_tab: true });
    // Or it says so after the end was seen.
    let mut late = Shell::with_cluster("RUNNING");
    stop_elsewhere(&mut late);
    late.user(ClusterEvent::Recall { memory: kept(&mut here), live: true });
    assert_eq!((only(&late).ended, only(&late).news), (Ended::ByYou, false));
}

#[test]
fn a_cluster_that_is_in_no_list_any_more_is_gone() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, "{}");
    assert_eq!(shell.cluster().status, Status::Unknown, "not gone before its end is known");
    shell.answer(ONE, 404, NOT_FOUND);
    let gone = only(&shell);
    assert_eq!((gone.ended, gone.news, gone.options.is_some()), (Ended::Gone, true, true));
    // Where its gateway has lost its memory while no page was open.
    let memory = kept(&mut Shell::with_cluster("RUNNING"));
    let lost = opened(&memory, "{}", "{}", START + HOUR);
    let gone = only(&lost);
    assert_eq!((gone.ended, gone.options), (Ended::Gone, None));
    assert_eq!(gone.message, Message::EndedGone { at: START as u64 });
    // One that another tab has just made is in no list yet.
    assert_eq!(recent(&opened(&memory, "{}", "{}", START + 30_000.0)), []);
    assert_eq!(recent(&opened(&memory, "{}", "{}", START + 25.0 * HOUR)), []);
}

#[test]
fn a_cluster_that_the_gateway_knows_again_is_shown_though_it_was_dismissed_as_gone() {
    for is_dismissed in [false, true] {
        let mut shell = Shell::with_cluster("RUNNING");
        shell.user(ClusterEvent::Rename { cluster: key(), name: "mine".into() });
        shell.pass(5_000.0);
        shell.answer("api/v1/clusters/?", 200, "{}");
        shell.answer(ONE, 404, NOT_FOUND);
        if is_dismissed {
            shell.user(ClusterEvent::Dismiss { cluster: key() });
        }
        shell.pass(5_000.0);
        shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
        let cluster = shell.cluster();
        assert_eq!((cluster.status, cluster.can_stop), (Status::Running, true), "somebody pays for it");
        assert_eq!((cluster.name.as_str(), recent(&shell).len()), ("mine", 0));
    }
}

#[test]
fn no_storage_hides_what_runs() {
    for end in ["", r#""gone": true, "#, r#""gone": 7, "#] {
        let memory = format!(
            r#"[{{"key": "{KEY}", "end": {END}, {end}"dismissed": true, "told": true, "stopped": {END}, "noticed": 9999999999999}}]"#
        );
        let shell = opened(&memory.replace(".0", ""), &list(&[report(NAME, "RUNNING")]), "{}", START + HOUR);
        assert_eq!((shell.cluster().status, recent(&shell).len()), (Status::Running, 0));
    }
}

#[test]
fn nonsense_in_the_storage_is_passed_over() {
    for memory in [
        "",
        "{",
        "null",
        "7",
        "{}",
        "[null, 7, [], {}]",
        r#"[{"key": ""}, {"key": 7}, {"key": "<img src=x>"}, {"key": "0123456789abcdef0123456789abcdef"}]"#,
        r#"[{"key": "ok", "end": "soon", "seen": NaN, "named": -1, "start": 1e400, "name": 7}]"#,
    ] {
        let shell = opened(memory, "{}", "{}", START);
        assert_eq!(recent(&shell), [], "{memory}");
    }
    // Times that are still to come are now, so that they pass.
    let future = r#"[{"key": "later", "end": 99999999999999999, "gone": true, "start": 99999999999999}]"#;
    let mut shell = opened(future, "{}", "{}", START);
    assert_eq!((only(&shell).message, only(&shell).lived), (Message::EndedGone { at: START as u64 }, Some(0)));
    shell.now += 25.0 * HOUR;
    shell.update(Event::Woke);
    assert_eq!(recent(&shell), []);
}

#[test]
fn two_hundred_lives_are_kept_and_no_options() {
    let reports: Vec<String> = (0..250).map(|n| report(&format!("{n:08x}{NAME}"), "RUNNING")).collect();
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports));
    let text = kept(&mut shell);
    assert_eq!(text.matches("\"key\"").count(), 200);
    assert!(!text.contains("worker_cores") && !text.contains(NAME), "{text}");
    assert_eq!(shell.core.memory(), None, "nothing new");
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&reports));
    assert_eq!(shell.core.memory(), None, "that they are there still is no news for a while");
}

#[test]
fn tabs_that_write_to_each_other_come_to_the_same() {
    let mut one = Shell::with_cluster("RUNNING");
    let mut two = Shell::with_cluster("RUNNING");
    one.user(ClusterEvent::Rename { cluster: key(), name: "one".into() });
    two.user(ClusterEvent::Rename { cluster: key(), name: "two".into() });
    let (from_one, from_two) = (kept(&mut one), kept(&mut two));
    one.user(ClusterEvent::Recall { memory: from_two, live: true });
    two.user(ClusterEvent::Recall { memory: from_one, live: true });
    assert_eq!(one.cluster().name, two.cluster().name);
    assert_eq!((one.core.memory(), two.core.memory()), (None, None), "they do not go on for ever");
}

#[test]
fn the_ended_are_asked_for_once_and_seldom_again() {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.ended = None;
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert!(!shell.paths().contains(&ENDED), "the active ones come first");
    shell.answer("api/v1/clusters/?", 200, "{}");
    let asked = |shell: &Shell| shell.paths().iter().filter(|path| **path == ENDED).count();
    assert_eq!(asked(&shell), 1);
    shell.answer(ENDED, 502, "");
    assert_eq!((shell.view().problem, asked(&shell)), (None, 0), "that is no problem of the connection's");
    let minutes = |shell: &mut Shell, minutes: u32| {
        for _ in 0..minutes * 6 {
            shell.pass(10_000.0);
            while shell.paths().iter().any(|path| path.starts_with("api/v1/clusters/?status=p")) {
                shell.answer("api/v1/clusters/?status=p", 200, "{}");
            }
        }
    };
    minutes(&mut shell, 2);
    assert_eq!(asked(&shell), 1);
    shell.answer(ENDED, 200, "{}");
    minutes(&mut shell, 9);
    assert_eq!(asked(&shell), 0);
    minutes(&mut shell, 2);
    assert_eq!(asked(&shell), 1);
    shell.answer(ENDED, 200, "{}");
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?status=p", 200, "{}");
    assert_eq!(asked(&shell), 1);
}

#[test]
fn a_thousand_that_ended_are_no_burden() {
    let reports: Vec<String> = (0..1_000).map(|n| report(&format!("{n:08x}{NAME}"), "FAILED")).collect();
    let mut shell = opened("", &list(&reports), &list(&reports), START + HOUR);
    assert_eq!(recent(&shell).len(), 100);
    kept(&mut shell);
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&reports));
    assert_eq!(shell.core.memory(), None);
}

// Names.

#[test]
fn a_name_is_plain_and_short() {
    for (typed, name) in [
        ("  daily   run ", "daily run"),
        ("a\u{202e}b\u{0}c\u{7f}\u{feff}\u{200b}", "abc"),
        ("one\ntwo\u{2028}three", "one two three"),
        ("\u{202e} \u{0}", ""),
        ("<b>x</b>", "<b>x</b>"),
        ("نص 🎉 日本", "نص 🎉 日本"),
    ] {
        assert_eq!(alias::clean(typed), name);
    }
    assert_eq!(alias::clean(&"ä".repeat(99)).chars().count(), 60);
}

#[test]
fn a_name_is_kept_and_shown_everywhere() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::Rename { cluster: key(), name: " daily\u{202e} run ".into() });
    shell.user(ClusterEvent::Rename { cluster: "nobody".into(), name: "x".into() });
    let cluster = shell.cluster();
    assert_eq!((cluster.key.as_str(), cluster.name.as_str(), cluster.alias.as_str()), (KEY, "daily run", "daily run"));
    let memory = kept(&mut shell);
    let mut reloaded = opened(&memory, &list(&[report(NAME, "RUNNING")]), "{}", START + 48.0 * HOUR);
    assert_eq!(reloaded.cluster().name, "daily run", "for as long as the cluster runs");
    reloaded.user(ClusterEvent::AskStopAll);
    assert_eq!(reloaded.view().stop_all.expect("a dialog").rows[0].name, "daily run");
    stop_elsewhere(&mut shell);
    assert_eq!(only(&shell).name, "daily run");
    shell.user(ClusterEvent::Rename { cluster: key(), name: String::new() });
    assert_eq!(only(&shell).name, KEY);
}

#[test]
fn two_of_one_name_show_their_keys_too() {
    let other = "fedcba9876543210";
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING"), report(other, "PENDING")]));
    for cluster in [KEY, "fedcba98"] {
        shell.user(ClusterEvent::Rename { cluster: cluster.into(), name: "same".into() });
    }
    let clusters = shell.view().clusters.expect("a list");
    let names: Vec<_> = clusters.iter().map(|cluster| cluster.name.as_str()).collect();
    assert_eq!(names, ["same (01234567)", "same (fedcba98)"]);
}

// Another like one of them.

fn ended_with(options: &str) -> Shell {
    let record = report(NAME, "STOPPED").replace(r#"{"worker_cores": 2}"#, options);
    opened("", "{}", &list(&[record]), START + HOUR)
}

fn run_again(shell: &mut Shell, launch: bool) {
    shell.user(ClusterEvent::RunAgain { cluster: key(), launch });
}

#[test]
fn run_again_fills_the_form_and_says_what_it_does_not_take() {
    let mut shell = ended_with(r#"{"worker_cores": 9, "note": "old", "image": "x", "environment": {"B": "2"}}"#);
    shell.edit("profile", "large");
    shell.edit("note", "typed");
    run_again(&mut shell, false);
    let told = Message::OptionsOf { cluster: key(), left_out: "image".into() };
    assert_eq!(shell.form_message(), Some(Notice::info(told)));
    let text = |shell: &Shell, name: &str| shell.field(name).text;
    assert_eq!((text(&shell, "note").as_str(), text(&shell, "profile").as_str()), ("old", "small"));
    assert_eq!(text(&shell, "environment"), "B: \"2\"");
    assert!(shell.field("worker_cores").error.is_some(), "more than is allowed now");
    let form = shell.view().form.expect("a form");
    assert!(!form.can_launch && form.can_put_back);
    assert_eq!(shell.requests.iter().filter(|(_, request)| request.method == "POST").count(), 0);

    // What was typed comes back, also after another look.
    run_again(&mut shell, false);
    shell.edit("note", "more");
    shell.user(FormEvent::PutBack);
    assert_eq!((text(&shell, "note").as_str(), text(&shell, "profile").as_str()), ("typed", "large"));
    assert_eq!((text(&shell, "worker_cores").as_str(), shell.form_message()), ("1", None));
    assert!(!shell.view().form.expect("a form").can_put_back);
    shell.user(FormEvent::PutBack);
    assert_eq!(text(&shell, "note"), "typed");
}

#[test]
fn a_text_that_was_being_read_is_read_when_it_comes_back() {
    let mut shell = ended_with(r#"{"worker_cores": 2}"#);
    shell.questions = Some(vec![]);
    shell.edit("environment", "C: '3'");
    run_again(&mut shell, false);
    shell.read_all();
    shell.user(FormEvent::PutBack);
    assert_eq!((shell.field("environment").text.as_str(), shell.field("environment").error), ("C: '3'", None));
    assert!(shell.view().form.expect("a form").can_launch);
}

#[test]
fn nothing_is_to_be_put_back_where_nothing_was_typed() {
    let mut shell = ended_with(r#"{"worker_cores": 2}"#);
    run_again(&mut shell, false);
    assert!(!shell.view().form.expect("a form").can_put_back);
    shell.edit("note", "typed");
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, r#"{"name": "next"}"#);
    assert!(!shell.view().form.expect("a form").can_put_back);
    run_again(&mut shell, false);
    shell.user(FormEvent::Reset);
    assert!(!shell.view().form.expect("a form").can_put_back, "all that was given up");
}

#[test]
fn launch_again_launches_with_its_options_and_leaves_the_form() {
    let mut shell = ended_with(r#"{"worker_cores": 2, "note": "old"}"#);
    shell.edit("profile", "large");
    run_again(&mut shell, true);
    let sent = shell.answer("api/v1/clusters/", 201, r#"{"name": "next"}"#).body.expect("a body");
    for part in [r#""worker_cores": 2"#, r#""note": "old""#, r#""profile": "small""#] {
        assert!(sent.contains(part), "{sent}");
    }
    assert_eq!(shell.field("profile").text, "large");
    // What the gateway would refuse is not sent.
    for (options, refused) in [
        (r#"{"worker_cores": 9}"#, "worker_cores must be <= 4.000000, got 9"),
        (r#"{"image": "x"}"#, "Unknown fields ['image']"),
    ] {
        let mut shell = ended_with(options);
        run_again(&mut shell, true);
        let notice = shell.form_message().expect("a notice");
        assert_eq!((notice.level, common::words(Some(&notice.message))), (Level::Error, Some(refused)));
        assert!(shell.requests.iter().all(|(_, request)| request.method != "POST"));
    }
}

#[test]
fn one_without_a_record_cannot_run_again() {
    let memory = kept(&mut Shell::with_cluster("RUNNING"));
    let mut shell = opened(&memory, "{}", "{}", START + HOUR);
    run_again(&mut shell, false);
    run_again(&mut shell, true);
    assert_eq!(shell.form_message(), None);
    assert!(shell.requests.iter().all(|(_, request)| request.method != "POST"));
}

// Stopping several.

fn name_of(n: usize) -> String {
    format!("{n:08x}{NAME}")
}

/// So many clusters, and the dialog over them.
fn asking(count: usize) -> Shell {
    let reports: Vec<String> = (0..count).map(|n| report(&name_of(n), "RUNNING")).collect();
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports));
    shell.quiet();
    shell.user(ClusterEvent::AskStopAll);
    shell
}

fn dialog(shell: &Shell) -> StopAllView {
    shell.view().stop_all.expect("a dialog")
}

fn states(shell: &Shell) -> Vec<Option<StopState>> {
    dialog(shell).rows.iter().map(|row| row.state).collect()
}

fn deletes(shell: &Shell) -> usize {
    shell.requests.iter().filter(|(_, request)| request.method == "DELETE").count()
}

/// Answers the oldest stop.
fn answer_stop(shell: &mut Shell, status: u16, body: &str) {
    let place = shell.requests.iter().position(|(_, request)| request.method == "DELETE").expect("a stop");
    let (id, _) = shell.requests.remove(place);
    shell.update(Event::Reply(id, Ok(reply(status, "application/json", body))));
}

#[test]
fn several_are_stopped_a_few_at_a_time() {
    let mut shell = asking(5);
    let asked = dialog(&shell);
    assert_eq!((asked.rows.len(), asked.can_stop, asked.stopping), (5, true, false));
    assert!(asked.rows.iter().all(|row| row.ticked && row.state.is_none()));
    let kept = asked.rows[4].key.clone();
    shell.user(ClusterEvent::TickStop { cluster: kept.clone(), ticked: false });
    assert_eq!(deletes(&shell), 0);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    assert_eq!(deletes(&shell), 3);
    let [stopping, waiting] = [Some(StopState::Stopping), Some(StopState::Waiting)];
    assert_eq!(states(&shell), [stopping, stopping, stopping, waiting, None]);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    assert_eq!(deletes(&shell), 3, "a second press is none");
    for left in [3, 2, 1, 0] {
        answer_stop(&mut shell, 204, "");
        assert_eq!(deletes(&shell), left);
    }
    let still = dialog(&shell);
    assert!(!still.stopping && !still.can_stop, "they have not ended yet");
    shell.answer("api/v1/clusters/?", 200, &list(&[report(&name_of(4), "RUNNING")]));
    for _ in 0..20 {
        shell.pass(1_000.0);
        let asked: Vec<String> = shell.paths().iter().map(|path| path.to_string()).collect();
        for path in asked.iter().filter(|path| path.starts_with("api/v1/clusters/0")) {
            let name = path.trim_start_matches("api/v1/clusters/");
            shell.answer(path, 200, &report(name, "STOPPED"));
        }
    }
    assert_eq!(shell.view().stop_all, None, "all that was asked for is done");
    assert_eq!(shell.cluster().key, kept);
    assert!(recent(&shell).iter().all(|it| it.ended == Ended::ByYou));
    assert_eq!(recent(&shell).len(), 4);
}

#[test]
fn a_stop_that_is_refused_says_why_and_can_be_asked_for_again() {
    let mut shell = asking(2);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    answer_stop(&mut shell, 403, r#"{"error": "User u lacks permissions"}"#);
    answer_stop(&mut shell, 204, "");
    let row = &dialog(&shell).rows[0];
    assert_eq!(
        (row.state, row.message.clone()),
        (Some(StopState::Refused), Some(Message::Forbidden { text: "User u lacks permissions".into() }))
    );
    assert!(dialog(&shell).can_stop);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    assert_eq!((deletes(&shell), states(&shell)[0]), (1, Some(StopState::Stopping)));
    // Closed by hiding it, what is on its way is told at the cluster.
    shell.user(ClusterEvent::AnswerStop { stop: false });
    assert_eq!(shell.view().stop_all, None);
    answer_stop(&mut shell, 403, r#"{"error": "still not"}"#);
    let clusters = shell.view().clusters.expect("a list");
    assert_eq!(clusters[0].message, Some(Notice::error(Message::Forbidden { text: "still not".into() })));
    shell.user(ClusterEvent::AskStopAll);
    assert_eq!(states(&shell), [None], "it is over, and the next question is a new one");
}

#[test]
fn cancelled_stops_that_wait_are_not_sent() {
    let mut shell = asking(5);
    shell.user(ClusterEvent::AnswerStop { stop: false });
    assert_eq!((shell.view().stop_all, deletes(&shell)), (None, 0));
    shell.user(ClusterEvent::AskStopAll);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.user(ClusterEvent::CancelStops);
    assert_eq!((shell.view().stop_all, deletes(&shell)), (None, 3));
    answer_stop(&mut shell, 204, "");
    assert_eq!(deletes(&shell), 2);
    let running = shell.view().clusters.expect("a list").iter().filter(|it| it.status == Status::Running).count();
    assert_eq!(running, 4);
}

#[test]
fn out_of_sight_what_was_confirmed_goes_on() {
    let mut shell = asking(5);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.user(ClusterEvent::AnswerStop { stop: false });
    assert_eq!(shell.view().stop_all, None);
    for _ in 0..5 {
        answer_stop(&mut shell, 204, "");
    }
    assert_eq!(deletes(&shell), 0);
    // A question about one of them in the meantime has nothing to do with it.
    let mut shell = asking(5);
    shell.user(ClusterEvent::AnswerStop { stop: true });
    let one = dialog(&shell).rows[0].key.clone();
    shell.user(ClusterEvent::AskStop { cluster: one.clone() });
    shell.user(ClusterEvent::AnswerStop { stop: false });
    shell.user(ClusterEvent::AskStopAll);
    assert_eq!(states(&shell)[4], Some(StopState::Waiting), "shown again");
}

#[test]
fn one_that_ends_while_the_question_stands_is_not_asked_to_stop() {
    let mut shell = asking(2);
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(&name_of(1), "RUNNING")]));
    shell.answer(&format!("api/v1/clusters/{}", name_of(0)), 200, &report(&name_of(0), "STOPPED"));
    let gone = dialog(&shell).rows.iter().position(|row| row.key == "00000000").expect("its row");
    assert_eq!(states(&shell)[gone], Some(StopState::Stopped));
    shell.user(ClusterEvent::AnswerStop { stop: true });
    assert_eq!(deletes(&shell), 1);
}

#[test]
fn with_nothing_to_stop_nothing_is_asked() {
    let mut shell = Shell::ready();
    shell.user(ClusterEvent::AskStopAll);
    assert_eq!(shell.view().stop_all, None);
}
