//! What is asked when, and what happens when answers do not come.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, reply, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::connection::config::GatewayConfig;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::polling::{LIST_PACE, MAX_PENDING_READS};
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};
use dask_gateway::schema::json;
use dask_gateway::schema::value::Value;

#[test]
fn nothing_is_asked_before_somebody_looks() {
    let mut shell = Shell::new(Route::PassThrough, None);
    assert!(shell.view().loading);
    shell.user(SessionEvent::Refresh);
    assert!(shell.requests.is_empty());
    shell.user(SessionEvent::Visible { visible: true });
    assert_eq!(shell.paths(), ["config"], "and nothing else before the configuration is known");
}

#[test]
fn a_direct_connection_needs_no_configuration() {
    let settings =
        GatewayConfig { address: Some("https://hub/services/dask-gateway/".into()), ..GatewayConfig::default() };
    let mut shell = Shell::new(Route::Direct, Some(settings));
    shell.user(SessionEvent::Visible { visible: true });
    assert!(shell.paths().contains(&"api/v1/options") && !shell.paths().contains(&"config"));
}

#[test]
fn the_list_is_asked_for_again_while_somebody_looks_and_not_while_nobody_does() {
    let mut shell = Shell::ready();
    assert!(!shell.view().loading);
    shell.pass(LIST_PACE.least);
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.user(SessionEvent::Visible { visible: false });
    shell.pass(600_000.0);
    assert!(shell.requests.is_empty());
    shell.user(SessionEvent::Visible { visible: true });
    assert_eq!(shell.paths().len(), 1, "at once, when somebody looks again");
}

#[test]
fn failures_are_told_apart() {
    let own = |status, body: &str| Ok(Reply { own_error: Some("x".into()), ..reply(status, "application/json", body) });
    let cases: [(Outcome, Message); 15] = [
        (Err(Failure::NoAnswer), Message::NoAnswer),
        (Err(Failure::TimedOut), Message::TimedOut),
        (Err(Failure::TooLarge), Message::TooLarge),
        (own(502, r#"{"error": "The gateway cannot be reached"}"#), said("The gateway cannot be reached")),
        (Ok(reply(422, "application/json; charset=utf-8", r#"{"error": "its words"}"#)), said("its words")),
        (Ok(reply(503, "application/json", r#"{"error": "down"}"#)), said("down")),
        (Ok(reply(500, "text/plain", "500 Internal Server Error")), Message::Http { status: 500 }),
        (Ok(reply(502, "text/html", "<h1>Bad gateway</h1>")), Message::NotThereNow { status: 502 }),
        (Ok(reply(200, "text/html; charset=utf-8", "<form>Log in</form>")), Message::NotJson { status: 200 }),
        (Ok(reply(403, "application/json", r#"{"message": "Forbidden"}"#)), Message::LoginNeeded),
        // As the gateway itself says it, where it is asked directly.
        (Ok(reply(401, "application/json", r#"{"error": "Unauthorized"}"#)), Message::LoginNeeded),
        (own(401, r#"{"error": "The gateway refuses the password"}"#), said("The gateway refuses the password")),
        // A redirect that was not followed: to a login page, or a server that is being started.
        (Ok(reply(0, "", "")), Message::LoginNeeded),
        (
            Ok(reply(200, "application/json", "{}")),
            Message::Unexpected { detail: "Expecting 'cluster_options': line 1 column 3".into() },
        ),
        (
            Ok(reply(200, "application/json", "{\"a\"")),
            Message::Unexpected { detail: "Expecting ':' delimiter: line 1 column 5".into() },
        ),
    ];
    for (outcome, words) in cases {
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, CONFIG);
        shell.reply("api/v1/options", outcome.clone());
        assert_eq!(shell.view().problem, Some(Notice::error(words)), "{outcome:?}");
        assert!(!shell.view().loading);
    }
}

#[test]
fn a_problem_keeps_what_is_there_and_ends_by_itself() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.edit("note", "mine");
    shell.pass(LIST_PACE.least);
    shell.reply("api/v1/clusters/?", Err(Failure::NoAnswer));
    assert_eq!(shell.view().problem, Some(Notice::error(Message::NoAnswer)));
    assert_eq!(shell.cluster().key, KEY);
    assert_eq!(shell.field("note").text, "mine");
    shell.pass(LIST_PACE.least);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(shell.view().problem, None);
}

#[test]
fn pauses_grow_to_one_poll_and_a_refresh_asks_at_once() {
    let mut shell = Shell::ready();
    let mut pauses = vec![];
    shell.pass(LIST_PACE.least);
    for _ in 0..8 {
        shell.reply("api/v1/clusters/?", Err(Failure::NoAnswer));
        let failed = shell.now;
        while shell.requests.is_empty() {
            let wait = shell.wake.expect("it comes back") - shell.now;
            shell.pass(wait);
        }
        pauses.push(shell.now - failed);
    }
    for (pause, longest) in pauses.iter().zip([1_000.0, 2_000.0, 4_000.0].into_iter().chain([LIST_PACE.least; 5])) {
        assert!((0.75 * longest..=longest).contains(pause), "{pauses:?}");
    }
    shell.reply("api/v1/clusters/?", Err(Failure::NoAnswer));
    shell.user(SessionEvent::Refresh);
    assert!(shell.paths().contains(&"api/v1/options") && shell.paths().len() >= 2, "{:?}", shell.paths());
}

#[test]
fn a_configuration_that_fails_is_asked_for_again() {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 503, r#"{"error": "No gateway is configured"}"#);
    assert_eq!(shell.view().problem, Some(Notice::error(said("No gateway is configured"))));
    shell.user(SessionEvent::Refresh);
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.view().problem, None);
    assert_eq!(shell.view().address.as_deref(), Some("http://gateway:8000"));
}

#[test]
fn where_no_gateway_is_configured_nothing_is_asked_until_somebody_looks_again() {
    let mut shell = Shell::new(Route::PassThrough, None);
    let none =
        Reply { own_error: Some("not-configured".into()), ..reply(503, "application/json", r#"{"error": "None."}"#) };
    shell.user(SessionEvent::Visible { visible: true });
    shell.reply("config", Ok(none));
    assert_eq!(shell.view().problem, Some(Notice::error(Message::NotConfigured { text: "None.".into() })));
    shell.pass(3_600_000.0);
    assert_eq!(shell.paths(), Vec::<&str>::new());
    shell.user(SessionEvent::Visible { visible: false });
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.view().problem, None);
}

#[test]
fn a_gateway_that_hangs_does_not_hold_up_the_user() {
    let reports: Vec<_> =
        (0..5).map(|i| report(&format!("{i:032x}"), if i < 2 { "PENDING" } else { "RUNNING" })).collect();
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports));
    for _ in 0..100 {
        shell.pass(5_000.0);
        assert!(shell.requests.len() <= MAX_PENDING_READS, "{:?}", shell.paths());
        assert!(shell.paths().iter().filter(|path| path.ends_with("?wait")).count() <= 1);
    }
    let cluster = format!("{:08x}", 0);
    let running = shell
        .view()
        .clusters
        .expect("a list")
        .into_iter()
        .find(|it| it.status != dask_gateway::gateway::cluster_info::Status::Pending);
    let key = running.expect("a running cluster").key;
    shell.user(ClusterEvent::EditCluster { cluster: key.clone(), input: ScalingInput::Workers, text: "1".into() });
    shell.user(ClusterEvent::Scale { cluster: key });
    assert!(shell.paths().iter().any(|path| path.ends_with("/scale")), "sent in the same moment ({cluster})");
}

#[test]
fn figures_of_many_clusters_are_asked_for_at_a_bounded_rate() {
    let reports: Vec<_> = (0..200).map(|i| report(&format!("{i:032x}"), "RUNNING")).collect();
    let body = list(&reports);
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &body);
    let mut asked = 0;
    let end = shell.now + 10_000.0;
    while shell.now < end {
        shell.pass(10.0);
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            asked += usize::from(path.ends_with("counts.json"));
            match path.as_str() {
                path if path.ends_with("counts.json") => shell.answer(path, 200, r#"{"workers": 1}"#),
                path if path.ends_with("identity.json") => {
                    shell.answer(path, 200, r#"{"total_threads": 1, "total_memory": 1}"#)
                }
                path => shell.answer(path, 200, &body),
            };
        }
    }
    assert!((30..=42).contains(&asked), "four a second, all in turn: {asked}");
}

#[test]
fn a_clock_that_is_set_back_does_not_stop_the_polling() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.now -= 3_600_000.0;
    shell.user(FormEvent::Reset);
    for wanted in ["api/v1/clusters/?", "clusters/"] {
        assert!(shell.paths().iter().any(|path| path.starts_with(wanted)), "{wanted}");
    }
}

#[test]
fn a_reply_that_nobody_waits_for_changes_nothing() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(LIST_PACE.least);
    let (id, _) = shell.take("api/v1/clusters/?");
    let body = || Ok(reply(200, "application/json", "{}"));
    shell.update(dask_gateway::core::event::Event::Reply(id, body()));
    let before = shell.view();
    shell.update(dask_gateway::core::event::Event::Reply(id, body()));
    assert_eq!(shell.view(), before);
}

#[test]
fn a_version_looks_like_one_or_is_none() {
    for (told, shown) in [
        ("2026.3.0", Some("2026.3.0")),
        ("2026.3.0rc1.dev3+g1234567", Some("2026.3.0rc1.dev3+g1234567")),
        ("1 && curl evil.example", None),
        ("1\\u001b[2J", None),
        ("", None),
        (&"1".repeat(41), None),
    ] {
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, CONFIG);
        shell.answer("api/v1/options", 200, OPTIONS);
        shell.answer("api/v1/clusters/?", 200, "{}");
        shell.answer("api/version", 200, &format!(r#"{{"version": "{told}"}}"#));
        assert_eq!(shell.view().version.as_deref(), shown, "{told:?}");
    }
}

#[test]
fn options_that_are_broken_leave_the_clusters() {
    let mut shell = Shell::with_routes(&[Route::Direct, Route::PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    let broken = || Ok(reply(500, "text/plain; charset=utf-8", "500 Internal Server Error"));
    shell.reply("api/v1/options", broken());
    while shell.paths().contains(&"api/v1/options") {
        shell.reply("api/v1/options", broken());
    }
    assert_eq!(shell.view().problem, Some(Notice::error(Message::Http { status: 500 })), "who knows why");
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    let problem = Some(Notice::error(Message::OptionsBroken));
    assert_eq!(shell.view().problem, problem);
    assert!(shell.view().form.is_none() && !shell.view().loading);

    shell.user(ClusterEvent::AskStop { cluster: KEY.into() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    assert_eq!(shell.answer(&format!("api/v1/clusters/{NAME}"), 204, "").method, "DELETE");

    shell.pass(LIST_PACE.least);
    shell.reply("api/v1/clusters/?", Err(Failure::NoAnswer));
    assert_eq!(shell.view().problem, Some(Notice::error(Message::NoAnswer)), "that is worse");
    shell.user(SessionEvent::Refresh);
    shell.answer("api/version", 200, "{}");
    shell.answer("api/v1/clusters/?", 200, "{}");
    assert_eq!(shell.view().problem, problem);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.view().problem, None);
    assert!(shell.view().form.is_some());
}

#[test]
fn what_stands_between_here_and_the_gateway_breaks_no_options() {
    let own = Reply { own_error: Some("jupyter".into()), ..reply(500, "application/json", r#"{"error": "no"}"#) };
    for outcome in [Ok(own), Ok(reply(502, "text/html", "<h1>Bad gateway</h1>")), Err(Failure::TimedOut)] {
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, CONFIG);
        shell.reply("api/v1/options", outcome);
        shell.answer("api/v1/clusters/?", 200, "{}");
        assert_ne!(shell.view().problem, Some(Notice::error(Message::OptionsBroken)));
    }
}

#[test]
fn a_refusal_that_is_no_sentence_gets_words_around_it() {
    let bare = |text: &str| Message::Bare { text: text.into() };
    for (text, words) in [
        ("'worker_cores'", bare("'worker_cores'")),
        ("'two words'", bare("'two words'")),
        ("\"it's\"", bare("\"it's\"")),
        ("0", bare("0")),
        ("", bare("")),
        ("list index out of range", said("list index out of range")),
        ("'xl' is not a valid option for 'size'", said("'xl' is not a valid option for 'size'")),
    ] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::Launch);
        let body = format!(r#"{{"error": "{}"}}"#, text.replace('"', "\\\""));
        shell.answer("api/v1/clusters/", 422, &body);
        assert_eq!(shell.form_message(), Some(Notice::error(words)), "{text}");
    }
}

#[test]
fn what_hubs_and_gateways_of_all_ages_say_of_a_token_is_taken_for_a_login_that_has_ended() {
    let Ok(Value::List(recorded)) = json::parse(include_str!("fixtures/hub_refusals.json")) else { panic!("a list") };
    assert!(recorded.len() > 10);
    for recorded in &recorded {
        let recorded = recorded.as_dict().expect("an object");
        let text = |name| recorded.item(name).and_then(Value::as_str).map(|it| it.to_text().into_owned());
        let (body, asked_with) = (text("body").expect("a text"), text("asked_with").expect("a text"));
        let status = json::write(recorded.item("status").expect("a number")).parse().expect("a number");
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, CONFIG);
        shell.reply("api/v1/options", Ok(reply(status, &text("content_type").expect("a text"), &body)));
        let words = if asked_with == "hub down" { Message::Http { status: 500 } } else { Message::LoginNeeded };
        assert_eq!(shell.view().problem, Some(Notice::error(words)), "{asked_with}: {body}");
    }
}
