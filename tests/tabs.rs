//! Several tabs of one browser: one of them polls, all show the same, and each does what its user wants.

mod common;

use common::browser::Browser;
use common::{KEY, NAME, list, reply, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::tabs::message::TabMessage;
use dask_gateway::core::tabs::wire;
use dask_gateway::gateway::api_request::{ApiRequest, ClusterRequest};
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::redaction::without_tls;
use dask_gateway::gateway::reply::Failure;

const LIST: &str = "api/v1/clusters/?";
const COUNTS: &str = r#"{"workers": 2, "cores": 4}"#;
const IDENTITY: &str = r#"{"total_threads": 4, "total_memory": 2147483648}"#;

fn key() -> String {
    KEY.into()
}

fn clusters(browser: &Browser, tab: usize) -> Vec<ClusterView> {
    browser.tabs[tab].view().clusters.expect("a list")
}

fn status(browser: &Browser, tab: usize) -> Status {
    clusters(browser, tab)[0].status
}

/// What a gateway answers that has these clusters.
fn gateway(clusters: &str) -> impl Fn(usize, &str) -> Option<String> + use<> {
    let clusters = clusters.to_string();
    move |_, path| {
        Some(match path {
            path if path.ends_with("counts.json") => COUNTS.into(),
            path if path.ends_with("identity.json") => IDENTITY.into(),
            path if path.starts_with(LIST) => clusters.clone(),
            _ => return None,
        })
    }
}

/// Lets time pass, and counts the requests of each tab.
fn count(browser: &mut Browser, milliseconds: f64, clusters: &str) -> Vec<usize> {
    let mut asked = vec![0; browser.tabs.len()];
    let answer = gateway(clusters);
    browser.pass(milliseconds, |tab, path| {
        let answered = answer(tab, path);
        asked[tab] += usize::from(answered.is_some());
        answered
    });
    asked
}

#[test]
fn one_tab_polls_and_all_show_the_same() {
    let running = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(3, "{}");
    let asked = count(&mut browser, 60_000.0, &running);
    assert!(asked[0] > 5, "{asked:?}");
    assert_eq!(asked[1..], [0, 0]);
    for tab in 0..3 {
        let cluster = &clusters(&browser, tab)[0];
        assert_eq!((cluster.status, cluster.workers, cluster.threads), (Status::Running, Some(2), Some(4)));
        assert_eq!(cluster.memory, Some(2_147_483_648));
    }
}

#[test]
fn a_tab_is_not_blank_while_another_polls() {
    let mut browser = Browser::with_tabs(1, "{}");
    let second = browser.open();
    assert_eq!(browser.paths(second), ["config"]);
    browser.first_reads(second, &list(&[report(NAME, "PENDING")]));
    assert!(browser.paths(second).is_empty(), "{:?}", browser.paths(second));
    assert_eq!(status(&browser, 0), Status::Pending, "and what it read is told");
}

#[test]
fn hidden_tabs_ask_for_nothing_and_the_next_that_is_seen_goes_on_when_the_poll_is_due() {
    let body = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(2, &body);
    count(&mut browser, 3_000.0, &body);
    let list_due = {
        let mut lists = vec![];
        browser.pass(20_000.0, |tab, path| {
            if path.starts_with(LIST) {
                lists.push(tab);
            }
            gateway(&body)(tab, path)
        });
        lists.len()
    };
    assert!(list_due > 0);
    browser.show(0, false);
    assert_eq!(browser.holder, Some(1));
    let asked = count(&mut browser, 60_000.0, &body);
    assert!(asked[0] == 0 && asked[1] > 5, "{asked:?}");
    browser.show(1, false);
    assert_eq!(browser.holder, None);
    assert_eq!(count(&mut browser, 60_000.0, &body), [0, 0]);
    browser.show(1, true);
    assert!(browser.paths(1).iter().any(|path| path.starts_with(LIST)), "at once, when somebody looks again");
}

#[test]
fn a_leader_that_is_closed_leaves_no_gap() {
    let body = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(3, &body);
    count(&mut browser, 7_000.0, &body);
    browser.close(0);
    let mut lists = vec![];
    let start = browser.tabs[1].now;
    let mut step = 0.0;
    while step < 30_000.0 {
        browser.pass(100.0, |tab, path| {
            if path.starts_with(LIST) {
                lists.push((tab, step));
            }
            gateway(&body)(tab, path)
        });
        step += 100.0;
    }
    assert!(lists.iter().all(|(tab, _)| *tab == 1), "{lists:?} since {start}");
    assert!(lists[0].1 <= 5_000.0, "the next when it is due: {lists:?}");
}

#[test]
fn a_leader_that_freezes_is_replaced_and_undoes_nothing_when_it_wakes() {
    let running = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(2, &running);
    // Its list is on its way when its scripts stop.
    let mut asks = false;
    browser.pass(20_000.0, |tab, path| {
        asks |= path.starts_with(LIST);
        if asks { None } else { gateway(&running)(tab, path) }
    });
    assert!(browser.paths(0).iter().any(|path| path.starts_with(LIST)));
    browser.freeze(0);
    let stopped = list(&[report(NAME, "STOPPING")]);
    let mut taken_at = None;
    for second in 0..60 {
        browser.pass(1_000.0, |tab, path| match path {
            path if path.starts_with(LIST) => Some(stopped.clone()),
            path if path.contains("/json/") => gateway(&running)(tab, path),
            _ => None,
        });
        if browser.holder == Some(1) && taken_at.is_none() {
            taken_at = Some(second);
        }
    }
    assert!(taken_at.is_some_and(|second| second < 45), "{taken_at:?}");
    assert_eq!(status(&browser, 1), Status::Stopping);
    browser.thaw(0);
    let path = browser.paths(0).into_iter().find(|path| path.starts_with(LIST)).expect("it still waits for it");
    browser.answer(0, &path, &running);
    assert_eq!(status(&browser, 1), Status::Stopping, "what it was told late is older than what is known");
    assert_eq!(browser.holder, Some(1));
    browser.pass(16_000.0, |tab, path| {
        assert!(tab == 1 || !path.starts_with(LIST));
        path.starts_with(LIST).then(|| stopped.clone())
    });
    assert_eq!(status(&browser, 0), Status::Stopping);
}

/// Four tabs, opened one after the other, and the leader is frozen.
fn with_a_frozen_leader() -> Browser {
    let mut browser = Browser::with_tabs(1, "{}");
    for _ in 1..4 {
        count(&mut browser, 700.0, "{}");
        let tab = browser.open();
        browser.first_reads(tab, "{}");
    }
    browser.freeze(0);
    browser
}

#[test]
fn one_tab_takes_a_frozen_leaders_place_and_the_others_follow_it() {
    let mut browser = with_a_frozen_leader();
    // A list takes a second, and nobody else is to act meanwhile.
    let mut waited = [0; 4];
    browser.pass(300_000.0, |tab, path| {
        waited[tab] += usize::from(path.starts_with(LIST));
        if path.starts_with(LIST) && waited[tab] % 10 != 0 { None } else { gateway("{}")(tab, path) }
    });
    assert_eq!(browser.steals.len(), 1, "{:?}", browser.steals);
    let asked = count(&mut browser, 60_000.0, "{}");
    assert_eq!(asked.iter().filter(|asked| **asked > 0).count(), 1, "{asked:?}");
}

#[test]
fn tabs_that_miss_one_leader_do_not_all_act_at_one_moment() {
    let mut browser = with_a_frozen_leader();
    browser.is_deaf = true;
    count(&mut browser, 60_000.0, "{}");
    let first = |tab: usize| browser.steals.iter().find(|(by, _)| *by == tab).map(|(_, at)| *at);
    let mut times: Vec<f64> = (1..4).filter_map(first).collect();
    times.sort_by(f64::total_cmp);
    assert_eq!(times.len(), 3);
    assert!(times.windows(2).all(|pair| pair[1] - pair[0] >= 200.0), "{times:?}");
}

#[test]
fn a_launch_in_one_shows_in_the_other_at_once() {
    let mut browser = Browser::with_tabs(2, "{}");
    browser.user(1, FormEvent::Launch);
    browser.answer(1, "api/v1/clusters/", &format!(r#"{{"name": "{NAME}"}}"#));
    assert!(!browser.paths(1).iter().any(|path| path.ends_with("?wait")), "the leader waits for it");
    browser.answer(1, LIST, &list(&[report(NAME, "PENDING")]));
    assert_eq!(status(&browser, 0), Status::Pending);
    let waits = |browser: &Browser| {
        (0..2).map(|tab| browser.paths(tab).iter().filter(|it| it.ends_with("?wait")).count()).collect::<Vec<_>>()
    };
    assert_eq!(waits(&browser), [1, 0], "{:?}", browser.paths(0));
    // The leader is hidden: the next waits, and it alone.
    browser.show(0, false);
    assert_eq!(waits(&browser), [0, 1]);
    browser.answer(1, &format!("api/v1/clusters/{NAME}?wait"), &report(NAME, "RUNNING"));
    assert_eq!((status(&browser, 0), status(&browser, 1)), (Status::Running, Status::Running));
}

#[test]
fn what_is_asked_of_a_cluster_in_one_is_known_in_the_other_and_what_is_typed_stays() {
    let body = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(2, &body);
    let type_workers = |browser: &mut Browser, tab, text: &str| {
        browser
            .user(tab, ClusterEvent::EditCluster { cluster: key(), input: ScalingInput::Workers, text: text.into() });
    };
    type_workers(&mut browser, 0, "7");
    type_workers(&mut browser, 1, "4");
    browser.user(1, ClusterEvent::Scale { cluster: key() });
    browser.answer(1, &format!("api/v1/clusters/{NAME}/scale"), r#"{"ok": true, "msg": null}"#);
    let cluster = &clusters(&browser, 0)[0];
    assert_eq!((cluster.asked, cluster.workers_input.text.as_str()), (Some(4), "7"));
    browser.pass(300.0, |_, _| None);
    assert!(browser.paths(0).iter().any(|path| path.ends_with("counts.json")), "the leader looks for them");
    assert!(!browser.paths(1).iter().any(|path| path.ends_with("counts.json")));
    browser.answer(0, &format!("clusters/{NAME}/json/counts.json"), r#"{"workers": 4, "cores": 8}"#);
    let cluster = &clusters(&browser, 1)[0];
    assert_eq!((cluster.asked, cluster.workers, cluster.message.as_ref()), (None, Some(4), None));
}

#[test]
fn a_stop_in_one_is_one_in_the_other_and_older_lists_do_not_undo_it() {
    let running = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(3, &running);
    // The leader's list is on its way.
    browser.pass(16_000.0, |tab, path| if path.starts_with(LIST) { None } else { gateway(&running)(tab, path) });
    browser.user(1, ClusterEvent::AskStop { cluster: key() });
    browser.user(1, ClusterEvent::AnswerStop { stop: true });
    browser.tabs.iter_mut().for_each(|tab| tab.now += 5.0);
    browser.tabs[1].answer(&format!("api/v1/clusters/{NAME}"), 204, "");
    browser.event(1, Event::Woke);
    for tab in 0..3 {
        assert_eq!(status(&browser, tab), Status::Stopping);
    }
    browser.answer(0, LIST, &running);
    for tab in 0..3 {
        assert_eq!(status(&browser, tab), Status::Stopping, "{tab}");
    }
    browser.answer(1, LIST, "{}");
    browser.pass(3_000.0, |tab, path| match path {
        LIST => Some("{}".into()),
        path if path.starts_with(LIST) => Some("{}".into()),
        path => {
            assert_eq!((tab, path), (0, format!("api/v1/clusters/{NAME}").as_str()));
            Some(report(NAME, "STOPPED"))
        }
    });
    for tab in 0..3 {
        let recent = browser.tabs[tab].view().recent;
        let other_tab = tab != 1;
        assert_eq!(recent.len(), 1);
        assert!(matches!(recent[0].message, Message::EndedByYou { other_tab: told, .. } if told == other_tab), "{tab}");
    }
}

#[test]
fn what_keeps_the_leader_from_the_gateway_is_said_in_all_and_ends_in_all() {
    let mut browser = Browser::with_tabs(2, "{}");
    browser.pass(16_000.0, |_, _| None);
    browser.tabs[0].reply(LIST, Err(Failure::NoAnswer));
    browser.event(0, Event::Woke);
    for tab in 0..2 {
        assert_eq!(browser.tabs[tab].view().problem, Some(Notice::error(Message::NoAnswer)));
    }
    // It is closed: the other goes on when the next try is due.
    browser.close(0);
    assert!(browser.paths(1).is_empty());
    let mut asked = 0;
    browser.pass(5_000.0, |_, path| {
        asked += usize::from(path.starts_with(LIST));
        Some("{}".into())
    });
    assert_eq!((asked, browser.tabs[1].view().problem), (1, None));
}

#[test]
fn a_refresh_asks_by_itself_and_ends_the_others_problem() {
    let mut browser = Browser::with_tabs(2, "{}");
    browser.pass(16_000.0, |_, _| None);
    browser.tabs[0].reply(LIST, Err(Failure::NoAnswer));
    browser.event(0, Event::Woke);
    browser.user(1, SessionEvent::Refresh);
    browser.answer(1, LIST, "{}");
    for tab in 0..2 {
        assert_eq!(browser.tabs[tab].view().problem, None);
    }
}

#[test]
fn a_list_that_was_asked_for_before_a_newer_one_came_says_nothing_more() {
    let running = list(&[report(NAME, "RUNNING")]);
    for late in [Err(Failure::NoAnswer), Ok(reply(503, "text/html", "")), Ok(reply(200, "application/json", "{}"))] {
        let mut browser = Browser::with_tabs(2, "{}");
        browser.pass(16_000.0, |_, _| None);
        browser.user(1, SessionEvent::Refresh);
        browser.answer(1, LIST, &running);
        browser.tabs[0].reply(LIST, late.clone());
        browser.event(0, Event::Woke);
        for tab in 0..2 {
            assert_eq!(browser.tabs[tab].view().problem, None, "{late:?}");
            assert_eq!(status(&browser, tab), Status::Running, "{late:?}");
            assert!(!browser.paths(tab).iter().any(|path| path.ends_with(NAME)), "{late:?}");
        }
    }
}

#[test]
fn a_leader_whose_own_login_has_ended_lets_another_try() {
    let mut browser = Browser::with_tabs(2, "{}");
    browser.pass(16_000.0, |_, _| None);
    let refused = reply(401, "application/json", r#"{"message": "Unauthorized"}"#);
    browser.tabs[0].reply(LIST, Ok(refused));
    browser.event(0, Event::Woke);
    assert_eq!(browser.holder, Some(1));
    assert_eq!(browser.tabs[0].view().problem, Some(Notice::error(Message::LoginNeeded)));
    assert_eq!(browser.tabs[1].view().problem, None, "its login may still be taken");
    browser.answer(1, LIST, "{}");
    assert_eq!(browser.tabs[0].view().problem, None);
}

#[test]
fn what_a_leader_lacks_a_follower_asks_for_itself() {
    let mut browser = Browser::with_tabs(1, "{}");
    let second = browser.open();
    browser.tabs[second].reply("config", Err(Failure::NoAnswer));
    browser.event(second, Event::Woke);
    assert!(browser.tabs[second].view().problem.is_some());
    let mut configs = 0;
    browser.pass(12_000.0, |_, path| {
        configs += usize::from(path == "config");
        Some(match path {
            "config" => common::CONFIG.into(),
            "api/v1/options" => common::OPTIONS.into(),
            "api/version" => r#"{"version": "2026.3.0"}"#.into(),
            _ => "{}".into(),
        })
    });
    assert_eq!(configs, 1);
    let view = browser.tabs[second].view();
    assert!(view.problem.is_none() && view.form.is_some(), "{:?}", view.problem);
}

#[test]
fn messages_may_come_late_twice_or_from_nowhere() {
    let running = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::with_tabs(2, &running);
    count(&mut browser, 20_000.0, &running);
    let old: Vec<_> = browser.posted.iter().map(|(_, message)| message.clone()).collect();
    let stopping = list(&[report(NAME, "STOPPING")]);
    count(&mut browser, 20_000.0, &stopping);
    browser.pass(16_000.0, |_, path| path.starts_with(LIST).then(|| stopping.clone()));
    browser.event(1, Event::Woke);
    let before = browser.tabs[1].view();
    assert_eq!(status(&browser, 1), Status::Stopping);
    for message in old.iter().chain(&old) {
        browser.event(1, Event::Tabs(TabsEvent::Heard(message.clone())));
    }
    assert_eq!(browser.tabs[1].view(), before);
    let tomorrow = browser.tabs[1].now + 86_400_000.0;
    let outcome = Ok(reply(200, "application/json", "{}"));
    let message = TabMessage::Reply { request: ApiRequest::ListClusters, as_of: tomorrow, outcome };
    browser.event(1, Event::Tabs(TabsEvent::Heard(message)));
    assert_eq!(browser.tabs[1].view(), before, "a time that has not been yet is no time");
    for event in [TabsEvent::Granted, TabsEvent::Granted, TabsEvent::Lost, TabsEvent::Left, TabsEvent::Granted] {
        browser.tabs[1].update(Event::Tabs(event));
    }
}

#[test]
fn nothing_is_told_where_nobody_hears_it() {
    let mut browser = Browser::with_tabs(1, "{}");
    count(&mut browser, 60_000.0, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(browser.posted, [(0, TabMessage::Hello { is_answer: false })]);
}

#[test]
fn no_tab_is_told_a_tls_key() {
    let mut browser = Browser::with_tabs(2, &list(&[report(NAME, "RUNNING"), report("other", "PENDING")]));
    count(&mut browser, 30_000.0, &list(&[report(NAME, "RUNNING"), report("other", "PENDING")]));
    browser.answer(0, "api/v1/clusters/other?wait", &report("other", "RUNNING"));
    let mut bodies = 0;
    for (_, message) in &browser.posted {
        let TabMessage::Reply { outcome: Ok(reply), .. } = message else { continue };
        let text = String::from_utf8(reply.body.clone()).expect("a text");
        assert!(!text.contains("PRIVATE") && !text.contains("CERT"), "{text}");
        bodies += usize::from(text.contains("tls_key"));
    }
    assert!(bodies > 2);
}

#[test]
fn tls_material_is_cut_out_of_any_text() {
    for (body, cut) in [
        (r#"{"tls_key": "K", "a": "tls_key"}"#, r#"{"tls_key": "", "a": "tls_key"}"#),
        (r#"{"tls_cert" :"K\"\n", "n": 1e3}"#, r#"{"tls_cert" :"", "n": 1e3}"#),
        (r#"{"x": {"tls_key": null, "y": "\\"}}"#, r#"{"x": {"tls_key": null, "y": "\\"}}"#),
        // Cut off in the middle, it must not look whole.
        (r#"{"tls_key": "KEY"#, r#"{"tls_key": ""#),
        (r#"{"tls_key": ""#, r#"{"tls_key": ""#),
        (r#"{"tls_key"#, r#"{"tls_key"#),
        (r#"{"tls_key":"#, r#"{"tls_key":"#),
        ("[]", "[]"),
        ("", ""),
        ("\"", "\""),
    ] {
        assert_eq!(String::from_utf8(without_tls(body.as_bytes())).expect("a text"), cut);
    }
}

#[test]
fn messages_are_read_as_they_were_written_and_anything_else_is_none() {
    let cluster = |request| ApiRequest::Cluster(NAME.into(), request);
    let requests = [
        ApiRequest::Config,
        ApiRequest::Version,
        ApiRequest::Options,
        ApiRequest::ListClusters,
        cluster(ClusterRequest::Get),
        cluster(ClusterRequest::Watch),
        cluster(ClusterRequest::Counts),
        cluster(ClusterRequest::Identity),
        cluster(ClusterRequest::Workers),
        cluster(ClusterRequest::Scale { count: u32::MAX }),
        cluster(ClusterRequest::Adapt { minimum: 1, maximum: 300 }),
        cluster(ClusterRequest::Stop),
    ];
    let mut answered = reply(502, "application/json", "{\"error\": \"é\"}");
    answered.own_error = Some("timed-out".into());
    answered.retry_after = Some(30);
    answered.body.push(0xff);
    let failures = [Failure::NoAnswer, Failure::TimedOut, Failure::NotOffered, Failure::TooLarge].map(Err);
    let outcomes = failures.into_iter().chain([Ok(answered), Ok(reply(204, "", ""))]);
    let replies = outcomes.flat_map(|outcome| {
        let reply = move |request| TabMessage::Reply { request, as_of: 1_700_000_000_123.5, outcome: outcome.clone() };
        requests.clone().map(reply)
    });
    let others = [
        TabMessage::Hello { is_answer: false },
        TabMessage::Hello { is_answer: true },
        TabMessage::Refresh,
        TabMessage::Active,
        TabMessage::Leads,
        TabMessage::Launching { at: 1.5, options: 7 },
        TabMessage::InView { clusters: "a b".into() },
    ];
    for message in replies.chain(others) {
        let bytes = wire::write(&message);
        assert_eq!(wire::read(&bytes).as_ref(), Some(&message));
        for length in 0..bytes.len() {
            assert_eq!(wire::read(&bytes[..length]), None, "cut off at {length}");
        }
        assert_eq!(wire::read(&[&bytes[..], &[0]].concat()), None);
    }
    let way_out = TabMessage::Reply {
        request: ApiRequest::Cluster("../../options".into(), ClusterRequest::Get),
        as_of: 0.0,
        outcome: Err(Failure::NoAnswer),
    };
    assert_eq!(wire::read(&wire::write(&way_out)), None, "no name that leaves its path");
}

#[test]
fn a_launch_of_what_another_tab_has_only_just_launched_is_asked_about() {
    let mut browser = Browser::with_tabs(2, "{}");
    let creates = |browser: &Browser, tab| browser.paths(tab).iter().filter(|it| *it == "api/v1/clusters/").count();
    let later = |browser: &mut Browser, milliseconds| browser.tabs.iter_mut().for_each(|it| it.now += milliseconds);
    browser.user(0, FormEvent::Launch);
    later(&mut browser, 1_000.0);
    browser.user(1, FormEvent::Launch);
    assert_eq!(creates(&browser, 1), 0);
    assert_eq!(browser.tabs[1].form_message(), Some(Notice::info(Message::LaunchedElsewhere)));
    later(&mut browser, 200.0);
    browser.user(1, FormEvent::Launch);
    assert_eq!(creates(&browser, 1), 0, "a double click is no answer");
    later(&mut browser, 1_000.0);
    browser.user(1, FormEvent::Launch);
    assert_eq!((creates(&browser, 0), creates(&browser, 1)), (1, 1), "each click is a wish");

    let mut browser = Browser::with_tabs(3, "{}");
    browser.user(0, FormEvent::Launch);
    browser.tabs[1].edit("worker_cores", "2");
    browser.user(1, FormEvent::Launch);
    assert_eq!(creates(&browser, 1), 1, "other options are another wish");
    later(&mut browser, 6_000.0);
    browser.user(2, FormEvent::Launch);
    assert_eq!(creates(&browser, 2), 1, "that was long ago");
}

#[test]
fn the_tab_that_polls_asks_first_for_what_any_tab_shows() {
    let names = ["a", "b", "c"].map(|letter| letter.repeat(32));
    let body = list(&names.each_ref().map(|name| report(name, "RUNNING")));
    let mut browser = Browser::with_tabs(2, &body);
    let show = |browser: &mut Browser, tab, clusters: &str| {
        browser.user(tab, ClusterEvent::InView { clusters: clusters.into() });
    };
    let asked = |browser: &mut Browser| {
        let mut asked = [0, 0, 0];
        let answer = gateway(&body);
        browser.pass(60_000.0, |tab, path| {
            for (count, name) in asked.iter_mut().zip(&names) {
                *count += usize::from(path.ends_with("counts.json") && path.contains(name.as_str()));
            }
            answer(tab, path)
        });
        asked
    };
    show(&mut browser, 0, "aaaaaaaa");
    show(&mut browser, 1, "bbbbbbbb");
    let [here, there, nowhere] = asked(&mut browser);
    assert!(here > 20 && there > 20 && nowhere <= 6, "{here} {there} {nowhere}");
    show(&mut browser, 1, "");
    asked(&mut browser);
    let [here, there, nowhere] = asked(&mut browser);
    assert!(here > 4 && there <= 4 && nowhere <= 4, "{here} {there} {nowhere}");
}
