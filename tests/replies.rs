//! What an answer means, by its status and its words, whatever its content type; how long it asks to wait; and what of it may have been done.

mod common;

use common::{KEY, NAME, Shell, list, reply, report, said};
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::polling::LIST_PACE;
use dask_gateway::gateway::reply::{Failure, MAX_ERROR_CHARS, Outcome, Refusal, Reply, success};
use dask_gateway::gateway::retry_after::{MAX_SECONDS, seconds};

const PAGE: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";
const JSON: &str = "application/json";
const LIST: &str = "api/v1/clusters/?";

fn refusal(reply: Reply) -> Refusal {
    success(Ok(reply)).expect_err("an error")
}

fn own(id: &str, reply: Reply) -> Reply {
    Reply { own_error: Some(id.into()), ..reply }
}

/// As [`reply`], asking to wait so many seconds.
fn wait(seconds: u32, reply: Reply) -> Reply {
    Reply { retry_after: Some(seconds), ..reply }
}

#[test]
fn a_status_means_the_same_whatever_comes_with_it() {
    let forbidden = |text: &str| Message::Forbidden { text: text.into() };
    for (given, words) in [
        // nginx, Traefik, an ingress and Envoy have pages or texts of their own.
        (reply(404, PAGE, "<html><title>404 Not Found</title><hr><center>nginx</center>"), Message::NothingThere),
        (reply(404, TEXT, "404 page not found\n"), Message::NothingThere),
        (reply(404, TEXT, "default backend - 404"), Message::NothingThere),
        (reply(404, JSON, r#"{"message": "no Route matched with those values"}"#), Message::NothingThere),
        (reply(502, PAGE, "<center><h1>502 Bad Gateway</h1></center>"), Message::NotThereNow { status: 502 }),
        (reply(502, TEXT, "Bad Gateway"), Message::NotThereNow { status: 502 }),
        (reply(503, TEXT, "no healthy upstream"), Message::NotThereNow { status: 503 }),
        (reply(503, PAGE, "<h1>503 : Service Unavailable</h1>"), Message::NotThereNow { status: 503 }),
        (reply(504, TEXT, "upstream request timeout"), Message::NotThereNow { status: 504 }),
        (reply(504, "", ""), Message::NotThereNow { status: 504 }),
        (reply(424, JSON, r#"{"message": "JupyterHub server no longer running"}"#), Message::NoServer),
        (reply(429, PAGE, "<center><h1>429 Too Many Requests</h1></center>"), Message::AskedToWait { seconds: 0 }),
        (reply(429, JSON, r#"{"error": "slow down"}"#), Message::AskedToWait { seconds: 0 }),
        (wait(7, reply(429, TEXT, "Too Many Requests")), Message::AskedToWait { seconds: 7 }),
        (reply(403, TEXT, "RBAC: access denied"), forbidden("RBAC: access denied")),
        (reply(403, JSON, r#"{"error": "only for staff"}"#), forbidden("only for staff")),
        (reply(403, PAGE, "<center><h1>403 Forbidden</h1></center>"), forbidden("")),
        (reply(403, "", ""), forbidden("")),
        // Jupyter's own, and a hub's, for want of a login.
        (reply(403, JSON, r#"{"message": "Forbidden", "reason": null}"#), Message::LoginNeeded),
        (reply(403, JSON, r#"{"status": 403, "message": "Forbidden"}"#), Message::LoginNeeded),
        (reply(401, PAGE, "<h1>401 Authorization Required</h1>"), Message::LoginNeeded),
        (reply(401, TEXT, "Unauthorized"), Message::LoginNeeded),
        (reply(0, "", ""), Message::LoginNeeded),
        (reply(200, PAGE, "<form>Log in</form>"), Message::NotJson { status: 200 }),
        (reply(201, TEXT, "created"), Message::NotJson { status: 201 }),
        (reply(500, TEXT, "500 Internal Server Error"), Message::Http { status: 500 }),
        (reply(413, PAGE, "<h1>413 Request Entity Too Large</h1>"), Message::Http { status: 413 }),
        (reply(409, JSON, r#"{"error": "it is being stopped"}"#), said("it is being stopped")),
        // What our own extension says is that.
        (own("jupyter", reply(403, JSON, r#"{"error": "log in"}"#)), said("log in")),
        (own("bad-path", reply(404, JSON, r#"{"error": "no such path"}"#)), said("no such path")),
        (own("busy", reply(503, JSON, r#"{"error": "too many"}"#)), said("too many")),
    ] {
        assert_eq!(Message::from(refusal(given.clone())), words, "{given:?}");
    }
}

#[test]
fn a_server_without_our_extension_says_so() {
    for body in ["<h1>404 : Not Found</h1>", ""] {
        let mut shell = Shell::new(Route::PassThrough, None);
        shell.user(SessionEvent::Visible { visible: true });
        shell.reply("config", Ok(reply(404, PAGE, body)));
        assert_eq!(shell.view().problem, Some(Notice::error(Message::NoExtension)));
    }
}

#[test]
fn what_may_have_been_done_is_not_said_to_have_failed() {
    let unknown: [Outcome; 14] = [
        Err(Failure::NoAnswer),
        Err(Failure::TimedOut),
        Err(Failure::TooLarge),
        Ok(reply(500, TEXT, "500 Internal Server Error")),
        Ok(reply(500, PAGE, "")),
        Ok(reply(502, PAGE, "")),
        Ok(reply(503, PAGE, "")),
        Ok(wait(9, reply(503, TEXT, "no healthy upstream"))),
        Ok(reply(504, PAGE, "")),
        Ok(reply(520, "", "")),
        Ok(reply(503, JSON, r#"{"error": "a proxy that speaks JSON"}"#)),
        Ok(own("jupyter", reply(500, JSON, r#"{"error": "The Jupyter server failed"}"#))),
        Ok(own("dropped", reply(502, JSON, r#"{"error": "the connection broke"}"#))),
        Ok(reply(200, PAGE, "<h1>Welcome</h1>")),
    ];
    for outcome in unknown {
        let refusal = success(outcome.clone()).expect_err("an error");
        assert!(refusal.may_be_done(), "{outcome:?}");
        // The same for a launch as a whole.
        let mut shell = Shell::ready();
        shell.user(FormEvent::Launch);
        shell.reply("api/v1/clusters/", outcome.clone());
        assert_eq!(shell.form_message(), Some(Notice::error(Message::LaunchUnknown)), "{outcome:?}");
    }
    for body in [r#"{"name": "0123"#, r#"{"name""#, "", "[]", "null", r#"{"name": "../x"}"#] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::Launch);
        shell.answer("api/v1/clusters/", 201, body);
        assert_eq!(shell.form_message(), Some(Notice::error(Message::LaunchUnknown)), "{body}");
    }
    let surely_not: [Reply; 11] = [
        reply(400, PAGE, ""),
        reply(401, PAGE, ""),
        reply(403, TEXT, "no"),
        reply(404, PAGE, ""),
        reply(409, JSON, r#"{"error": "no"}"#),
        reply(413, PAGE, ""),
        reply(422, JSON, r#"{"error": "no"}"#),
        reply(429, PAGE, ""),
        reply(0, "", ""),
        own("unreachable", reply(502, JSON, r#"{"error": "no"}"#)),
        own("busy", reply(503, JSON, r#"{"error": "no"}"#)),
    ];
    for reply in surely_not {
        assert!(!refusal(reply.clone()).may_be_done(), "{reply:?}");
    }
}

#[test]
fn what_a_header_asks_to_wait() {
    let now = 1_700_000_000_000.0;
    let parse = |text: &str| (text == "Tue, 14 Nov 2023 22:13:50 GMT").then_some(now + 30_000.0);
    let read = |header: &str| seconds(header, now, parse);
    assert_eq!(read("120"), Some(120));
    assert_eq!(read(" 1 "), Some(1));
    assert_eq!(read("3600"), Some(MAX_SECONDS));
    assert_eq!(read("Tue, 14 Nov 2023 22:13:50 GMT"), Some(30));
    // By the clock of whoever answered, an hour ahead or behind of ours.
    assert_eq!(seconds("Tue, 14 Nov 2023 22:13:50 GMT", now + 25_500.0, parse), Some(5), "a whole second at least");
    for hostile in [
        "",
        "0",
        "-1",
        "+5",
        "1.5",
        "1e3",
        "3601",
        "4294967296",
        "99999999999999999999",
        "Infinity",
        "NaN",
        "soon",
        "٣",
        "12 s",
        "Tue, 14 Nov 1023 22:13:50 GMT",
        "2023-11-14T22:13:50Z",
        "\u{0}",
    ] {
        assert_eq!(read(hostile), None, "{hostile:?}");
    }
    assert_eq!(seconds("Tue", now, |_| Some(now - 1.0)), None, "it is over");
    assert_eq!(seconds("Tue", now, |_| Some(1e300)), None);
    assert_eq!(seconds("Tue", now, |_| Some(f64::NAN)), None);
}

/// How long until something is asked by itself.
fn until_asked(shell: &mut Shell) -> f64 {
    let from = shell.now;
    while shell.requests.is_empty() {
        let wait = shell.wake.expect("it comes back") - shell.now;
        shell.pass(wait.max(0.0));
    }
    shell.now - from
}

#[test]
fn whoever_asks_to_wait_is_not_asked_before() {
    for answer in [
        wait(40, reply(429, PAGE, "<h1>429</h1>")),
        wait(40, reply(429, JSON, r#"{"error": "slow down"}"#)),
        wait(40, reply(503, PAGE, "<h1>503</h1>")),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        shell.pass(LIST_PACE.least);
        shell.quiet();
        shell.reply(LIST, Ok(answer.clone()));
        assert!(shell.view().problem.is_some());
        shell.quiet();
        assert_eq!(until_asked(&mut shell), 40_000.0, "neither list nor figures");
        shell.answer(LIST, 200, &list(&[report(NAME, "RUNNING")]));
        assert_eq!(shell.view().problem, None);
    }
}

#[test]
fn a_short_wait_is_kept_to_as_well_and_without_one_it_is_a_failure_like_others() {
    let mut shell = Shell::ready();
    shell.pass(LIST_PACE.least);
    for _ in 0..6 {
        shell.reply(LIST, Ok(wait(2, reply(429, PAGE, ""))));
        assert_eq!(until_asked(&mut shell), 2_000.0, "it does not grow");
    }
    shell.reply(LIST, Ok(reply(429, PAGE, "")));
    let pause = until_asked(&mut shell);
    assert!((500.0..=2_000.0).contains(&pause), "{pause}");
}

#[test]
fn clicks_try_in_spite_of_a_wait_and_change_nothing_about_it() {
    let mut shell = Shell::ready();
    shell.pass(LIST_PACE.least);
    shell.reply(LIST, Ok(wait(30, reply(429, PAGE, ""))));
    for _ in 0..4 {
        shell.pass(5_000.0);
        assert!(shell.requests.is_empty());
        shell.user(SessionEvent::Refresh);
        assert!(shell.paths().iter().any(|path| path.starts_with(LIST)), "{:?}", shell.paths());
        while let Some((id, _)) = shell.requests.pop() {
            let answer = Ok(wait(600, reply(429, PAGE, "")));
            shell.update(dask_gateway::core::event::Event::Reply(id, answer));
        }
    }
    assert_eq!(until_asked(&mut shell), 10_000.0);
}

#[test]
fn a_click_that_is_answered_is_no_reason_to_ask_on_before_the_wait_is_over() {
    let mut shell = Shell::ready();
    shell.pass(LIST_PACE.least);
    shell.reply(LIST, Ok(wait(30, reply(429, PAGE, ""))));
    shell.pass(10_000.0);
    shell.user(SessionEvent::Refresh);
    shell.answer(LIST, 200, "{}");
    shell.answer("api/v1/options", 200, common::OPTIONS);
    shell.answer("api/version", 200, "{}");
    assert_eq!(shell.view().problem, None);
    assert_eq!(until_asked(&mut shell), 20_000.0);
}

#[test]
fn an_action_may_be_told_to_wait_and_the_list_goes_on() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.reply("api/v1/clusters/", Ok(wait(300, reply(429, PAGE, ""))));
    assert_eq!(shell.form_message(), Some(Notice::error(Message::AskedToWait { seconds: 300 })));
    shell.answer(LIST, 200, "{}");
    let told = Some(Notice::error(Message::AskedToWait { seconds: 300 }));
    assert_eq!(shell.form_message(), told, "that others are answered does not make it untrue");
    assert_eq!(until_asked(&mut shell), LIST_PACE.least);
}

#[test]
fn another_route_is_not_told_to_wait() {
    let mut shell = Shell::with_routes(&[Route::PassThrough, Route::Relay]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, common::CONFIG);
    shell.reply(LIST, Ok(wait(600, reply(429, PAGE, ""))));
    assert_eq!(shell.route_of(LIST), Route::Relay);
    shell.answer(LIST, 200, "{}");
    shell.answer("api/v1/options", 200, common::OPTIONS);
    shell.answer("api/version", 200, "{}");
    assert_eq!(until_asked(&mut shell), LIST_PACE.least);
}

#[test]
fn a_text_of_megabytes_is_kept_to_a_length_that_a_page_can_draw() {
    let text = "é".repeat(2_500_000);
    for (status, kind, body) in [
        (422, JSON, format!(r#"{{"error": "{text}"}}"#)),
        (403, TEXT, text.clone()),
        (403, JSON, format!(r#"{{"error": "{text}"}}"#)),
    ] {
        let (Refusal::Said { text, .. } | Refusal::Forbidden { text }) = refusal(reply(status, kind, &body)) else {
            panic!("its words")
        };
        assert_eq!(text.chars().count(), MAX_ERROR_CHARS + 1, "and a mark that more was said");
    }
}

#[test]
fn any_answer_by_the_route_ends_the_back_off_and_the_banner_is_checked_at_once() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(LIST_PACE.least);
    let mut failures = 0;
    // Nothing is answered for 75 s.
    let end = shell.now + 75_000.0;
    while shell.now < end {
        while let Some((id, _)) = shell.requests.pop() {
            failures += 1;
            shell.update(dask_gateway::core::event::Event::Reply(id, Err(Failure::NoAnswer)));
        }
        shell.pass(100.0);
    }
    assert!(failures < 40, "{failures}");
    assert_eq!(shell.view().problem, Some(Notice::error(Message::NoAnswer)));
    // The first to be answered are the figures.
    let counts = format!("clusters/{NAME}/json/counts.json");
    while !shell.paths().contains(&counts.as_str()) {
        while let Some((id, _)) = shell.requests.pop() {
            shell.update(dask_gateway::core::event::Event::Reply(id, Err(Failure::NoAnswer)));
        }
        shell.pass(100.0);
    }
    shell.answer(&counts, 200, r#"{"workers": 2, "cores": 4}"#);
    shell.answer(LIST, 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(shell.view().problem, None);
    assert_eq!((shell.cluster().key.as_str(), shell.cluster().workers), (KEY, Some(2)));
}

#[test]
fn when_the_list_is_back_the_figures_are_asked_for_at_once() {
    let mut shell = Shell::with_cluster("RUNNING");
    for _ in 0..300 {
        while let Some((id, _)) = shell.requests.pop() {
            shell.update(dask_gateway::core::event::Event::Reply(id, Err(Failure::NoAnswer)));
        }
        shell.pass(250.0);
    }
    shell.requests.retain(|(_, request)| request.path.starts_with(LIST));
    if shell.requests.is_empty() {
        shell.user(SessionEvent::Refresh);
    }
    shell.answer(LIST, 200, &list(&[report(NAME, "RUNNING")]));
    shell.pass(300.0);
    assert!(shell.paths().iter().any(|path| path.ends_with("counts.json")), "{:?}", shell.paths());
}

#[test]
fn a_list_that_fails_while_figures_come_is_asked_for_as_often_as_ever() {
    let mut shell = Shell::with_cluster("RUNNING");
    let mut lists = 0;
    for _ in 0..1_200 {
        while let Some((id, request)) = shell.requests.pop() {
            let outcome = if request.path.starts_with(LIST) {
                lists += 1;
                Ok(reply(502, PAGE, ""))
            } else {
                Ok(reply(200, JSON, r#"{"workers": 2, "cores": 4}"#))
            };
            shell.update(dask_gateway::core::event::Event::Reply(id, outcome));
        }
        shell.pass(100.0);
    }
    assert!((18..=32).contains(&lists), "about every 5 s for two minutes: {lists}");
}

#[test]
fn try_again_and_coming_back_try_at_once_and_never_lengthen_the_wait() {
    let fail_all = |shell: &mut Shell| {
        while let Some((id, _)) = shell.requests.pop() {
            shell.update(dask_gateway::core::event::Event::Reply(id, Err(Failure::NoAnswer)));
        }
    };
    let mut shell = Shell::ready();
    shell.pass(LIST_PACE.least);
    for _ in 0..5 {
        fail_all(&mut shell);
        until_asked(&mut shell);
    }
    fail_all(&mut shell);
    let due = shell.wake.expect("it comes back");
    for _ in 0..6 {
        shell.pass(500.0);
        for event in [
            vec![SessionEvent::Refresh],
            vec![SessionEvent::Visible { visible: false }, SessionEvent::Visible { visible: true }],
        ] {
            for event in event {
                shell.user(event);
            }
            assert!(shell.paths().iter().any(|path| path.starts_with(LIST)), "at once: {:?}", shell.paths());
            fail_all(&mut shell);
        }
    }
    until_asked(&mut shell);
    assert!(shell.now <= due, "{} ms later", shell.now - due);
}

#[test]
fn an_answer_that_does_not_come_is_told_after_three_seconds_until_it_does() {
    let slow = |shell: &Shell| shell.view().slow;
    let told = |seconds| Some(Message::NoAnswerYet { seconds });
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.user(SessionEvent::Visible { visible: true });
    shell.pass(2_900.0);
    assert_eq!(slow(&shell), None);
    shell.pass(200.0);
    assert_eq!((slow(&shell), shell.view().loading), (told(3), true));
    shell.pass(7_000.0);
    assert_eq!(slow(&shell), told(10));
    shell.answer("config", 200, common::CONFIG);
    assert_eq!(slow(&shell), None, "it ends with the answer");
    shell.answer("api/v1/options", 200, common::OPTIONS);
    shell.answer(LIST, 200, &list(&[report(NAME, "RUNNING")]));
    shell.quiet();

    shell.user(FormEvent::Launch);
    shell.pass(3_100.0);
    assert_eq!(slow(&shell), told(3), "a launch");
    shell.answer("api/v1/clusters/", 422, r#"{"error": "no, not now"}"#);
    assert_eq!(slow(&shell), None);
}

#[test]
fn a_list_that_hangs_is_told_and_figures_and_waiting_requests_that_do_are_not() {
    let mut shell = Shell::ready_with(common::CONFIG, common::OPTIONS, &list(&[report(NAME, "PENDING")]));
    assert!(shell.paths().iter().any(|path| path.ends_with("?wait")));
    shell.pass(4_000.0);
    assert_eq!(shell.view().slow, None, "the gateway answers that one when it likes");
    shell.pass(4_500.0);
    assert!(shell.paths().iter().any(|path| path.starts_with(LIST)));
    assert_eq!(shell.view().slow, Some(Message::NoAnswerYet { seconds: 3 }));
    shell.reply(LIST, Err(Failure::TimedOut));
    assert_eq!((shell.view().slow, shell.view().problem), (None, Some(Notice::error(Message::TimedOut))));
    // The banner says it already.
    shell.pass(20_000.0);
    assert_eq!(shell.view().slow, None);
}
