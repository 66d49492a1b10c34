//! Which route to the gateway is taken: direct, through the Jupyter server, or through a kernel.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use common::{KEY, NAME, OPTIONS, Shell, list, reply, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::ScalingInput;
use dask_gateway::core::connection::routes::Route::{Direct, PassThrough, Relay};
use dask_gateway::core::connection::state::ConnectionEvent;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::polling::{LIST_PACE, LIST_PACE_WITH_HUB};
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};

const LIST: &str = "api/v1/clusters/?";

fn config(auth: &str, connection: &str) -> String {
    format!(
        r#"{{"address": "http://hub/services/dask-gateway", "public_address": "/services/dask-gateway", "auth_type": "{auth}",
            "connection": "{connection}", "options": {{}}, "image": "pangeo/notebook:2026", "versions": {{}}}}"#
    )
}

/// A hub user's page that knows its settings.
fn hub_with(connection: &str) -> Shell {
    let mut shell = Shell::with_routes(&[Direct, PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    assert_eq!(shell.route_of("config"), PassThrough, "the gateway knows no settings");
    shell.answer("config", 200, &config("jupyterhub", connection));
    shell
}

fn hub() -> Shell {
    hub_with("auto")
}

/// As [`hub`], with everything answered.
fn connected(list: &str) -> Shell {
    let mut shell = hub();
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer(LIST, 200, list);
    shell.answer("api/version", 200, r#"{"version": "2026.3.0"}"#);
    assert_eq!(shell.view().connection, Direct);
    shell
}

fn unauthorized() -> Outcome {
    Ok(reply(401, "application/json", r#"{"error": "Unauthorized"}"#))
}

fn prefer(shell: &mut Shell, connection: &str) {
    shell.user(ConnectionEvent::Prefer { connection: connection.into() });
}

#[test]
fn direct_comes_first_where_the_gateway_takes_the_pages_login() {
    let shell = hub();
    assert_eq!((shell.route_of("api/v1/options"), shell.view().connection), (Direct, Direct));

    for (routes, auth) in [(&[Direct, PassThrough][..], "basic"), (&[PassThrough], "jupyterhub")] {
        let mut shell = Shell::with_routes(routes);
        shell.user(SessionEvent::Visible { visible: true });
        shell.answer("config", 200, &config(auth, "auto"));
        assert_eq!((shell.route_of("api/v1/options"), shell.view().connection), (PassThrough, PassThrough));
    }
}

#[test]
fn every_failure_of_the_first_questions_leads_to_the_next_way_before_it_is_told() {
    let outcomes: [Outcome; 6] = [
        unauthorized(),
        Ok(reply(500, "text/plain", "Permission failure verifying user's JupyterHub API token")),
        Ok(reply(404, "text/html", "<h1>404</h1>")),
        Ok(reply(0, "", "")),
        Err(Failure::NoAnswer),
        Err(Failure::NotOffered),
    ];
    for outcome in outcomes {
        let mut shell = hub();
        shell.reply("api/v1/options", outcome.clone());
        assert_eq!((shell.view().connection, shell.view().problem), (PassThrough, None), "{outcome:?}");
        assert_eq!(shell.route_of("api/v1/options"), PassThrough);
        // What was on its way meanwhile follows.
        assert_eq!(shell.route_of(LIST), Direct);
        shell.reply(LIST, outcome);
        assert_eq!((shell.route_of(LIST), shell.view().problem), (PassThrough, None));
        shell.answer("api/v1/options", 200, OPTIONS);
        shell.answer(LIST, 200, "{}");
        assert!(!shell.view().loading);
    }
}

#[test]
fn when_no_way_is_left_the_last_one_tells_why_and_the_first_has_the_next_try() {
    let mut shell = hub();
    shell.answer(LIST, 200, "{}");
    shell.reply("api/v1/options", Err(Failure::NoAnswer));
    let own = Reply { own_error: Some("unreachable".into()), ..reply(502, "application/json", r#"{"error": "why"}"#) };
    shell.reply("api/v1/options", Ok(own));
    assert_eq!(shell.view().problem, Some(Notice::error(said("why"))));
    assert!(!shell.paths().contains(&"api/v1/options"), "not at once");
    shell.pass(LIST_PACE.least);
    assert_eq!(shell.route_of("api/v1/options"), Direct);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!((shell.view().connection, shell.view().problem), (Direct, None));
}

#[test]
fn a_token_that_expires_costs_nothing_that_was_typed_or_asked_for() {
    let mut shell = connected(&list(&[report(NAME, "RUNNING")]));
    shell.user(FormEvent::Edit { field: 0, text: "3".into() });
    shell.user(FormEvent::Launch);
    let workers = ScalingInput::Workers;
    shell.user(ClusterEvent::EditCluster { cluster: KEY.into(), input: workers, text: "2".into() });
    shell.user(ClusterEvent::Scale { cluster: KEY.into() });
    let scale = format!("api/v1/clusters/{NAME}/scale");

    shell.reply(&scale, unauthorized());
    assert!(shell.cluster().busy, "it is on its way again");
    assert_eq!(shell.route_of(&scale), PassThrough);
    shell.answer(&scale, 200, r#"{"ok": true, "msg": ""}"#);
    assert!(!shell.cluster().busy);
    let create = shell.reply("api/v1/clusters/", unauthorized());
    assert_eq!(create.method, "POST");
    assert!(shell.view().form.unwrap().launching);
    assert_eq!(shell.route_of("api/v1/clusters/"), PassThrough);
    assert_eq!(shell.answer("api/v1/clusters/", 201, r#"{"name": "fedcba9876543210"}"#), create);
    assert!(!shell.view().form.unwrap().launching);
    assert_eq!(shell.view().form.unwrap().fields[0].text, "3");
    assert_eq!(shell.view().problem, None);
}

#[test]
fn what_may_have_been_done_is_not_done_twice() {
    for outcome in [Err(Failure::NoAnswer), Err(Failure::TimedOut), Ok(reply(502, "text/html", "<h1>502</h1>"))] {
        let mut shell = connected("{}");
        shell.user(FormEvent::Launch);
        shell.reply("api/v1/clusters/", outcome);
        assert!(!shell.view().form.as_ref().unwrap().launching);
        assert_eq!(shell.view().form.unwrap().message, Some(Notice::error(Message::LaunchUnknown)));
    }
}

#[test]
fn settings_leave_one_way_only() {
    let mut shell = hub_with("pass-through");
    assert_eq!(shell.route_of("api/v1/options"), PassThrough);
    shell.reply("api/v1/options", Err(Failure::NoAnswer));
    assert_eq!(shell.view().problem, Some(Notice::error(Message::NoAnswer)));

    let mut shell = hub_with("direct");
    shell.reply("api/v1/options", unauthorized());
    assert_eq!(shell.view().problem, Some(Notice::error(Message::LoginNeeded)));
    assert_eq!(shell.view().connection, Direct);

    // The user's own setting has the last word.
    prefer(&mut shell, "pass-through");
    assert_eq!((shell.view().connection, shell.route_of("api/v1/options")), (PassThrough, PassThrough));
    prefer(&mut shell, "auto");
    assert_eq!(shell.view().connection, Direct, "as dask's configuration says");
}

#[test]
fn a_setting_that_comes_first_does_not_hinder_the_configuration() {
    let mut shell = Shell::with_routes(&[Direct, PassThrough]);
    prefer(&mut shell, "direct");
    shell.user(SessionEvent::Visible { visible: true });
    assert_eq!(shell.route_of("config"), PassThrough);
    shell.answer("config", 200, &config("jupyterhub", "auto"));
    assert_eq!(shell.view().connection, Direct);
}

#[test]
fn a_way_that_is_prescribed_and_not_there_is_what_is_told() {
    let mut shell = Shell::with_routes(&[PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, &config("basic", "direct"));
    assert_eq!(shell.route_of("api/v1/options"), Direct);
    shell.reply("api/v1/options", Err(Failure::NotOffered));
    assert_eq!(shell.view().problem, Some(Notice::error(Message::NotOffered)));
}

#[test]
fn a_kernels_relay_is_the_last_resort_for_as_long_as_it_is_there() {
    let mut shell = Shell::with_routes(&[Direct, PassThrough]);
    shell.user(ConnectionEvent::OfferRelay { offered: true });
    shell.user(SessionEvent::Visible { visible: true });
    shell.reply("config", Ok(reply(404, "text/html", "<h1>404</h1>")));
    assert_eq!((shell.view().problem.clone(), shell.route_of("config")), (None, Relay));
    shell.answer("config", 200, &config("basic", "auto"));
    // The settings are known now, and with them the server is as good as before.
    shell.reply("api/v1/options", Err(Failure::NoAnswer));
    assert_eq!(shell.route_of("api/v1/options"), Relay);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.view().connection, Relay);
    shell.user(ConnectionEvent::OfferRelay { offered: false });
    assert_eq!(shell.view().connection, PassThrough);
}

#[test]
fn a_refresh_tries_the_best_way_again() {
    let mut shell = connected("{}");
    shell.pass(LIST_PACE_WITH_HUB.least);
    shell.reply(LIST, unauthorized());
    assert_eq!(shell.route_of(LIST), PassThrough);
    shell.answer(LIST, 200, "{}");
    shell.pass(LIST_PACE_WITH_HUB.least);
    assert_eq!(shell.route_of(LIST), PassThrough, "for good");
    shell.answer(LIST, 200, "{}");
    shell.user(SessionEvent::Refresh);
    assert_eq!(shell.route_of(LIST), Direct);
}

#[test]
fn a_hub_is_asked_less_often() {
    let mut shell = connected("{}");
    shell.pass(LIST_PACE.least);
    assert!(shell.requests.is_empty());
    shell.pass(LIST_PACE_WITH_HUB.least - LIST_PACE.least);
    assert_eq!(shell.paths().len(), 1);
}

#[test]
fn another_image_than_the_servers_own_is_remarked_and_no_more() {
    let options = r#"{"cluster_options": [
        {"field": "image", "label": "Image", "default": "pangeo/notebook:2026", "spec": {"type": "string"}},
        {"field": "other", "label": "Other", "default": "x", "spec": {"type": "string"}}]}"#;
    let mut shell = hub();
    shell.answer("api/v1/options", 200, options);
    let notes = |shell: &Shell| shell.view().form.unwrap().fields.into_iter().map(|it| it.note).collect::<Vec<_>>();
    assert_eq!(notes(&shell), [None, None]);
    shell.user(FormEvent::Edit { field: 0, text: "mine".into() });
    assert_eq!(notes(&shell), [Some(Message::OtherImage { image: "pangeo/notebook:2026".into() }), None]);
    assert!(shell.view().form.unwrap().can_launch);
}

/// Whatever fails in whatever order, something is asked again, and each answer ends the problem.
#[test]
fn no_order_of_failures_ends_the_questions() {
    use proptest::prelude::*;
    let outcome = prop_oneof![
        Just(unauthorized()),
        Just(Err(Failure::NoAnswer)),
        Just(Err(Failure::NotOffered)),
        Just(Ok(reply(200, "application/json", "{}"))),
    ];
    let steps = prop::collection::vec((any::<prop::sample::Index>(), outcome, any::<bool>(), 0u8..8), 1..40);
    proptest!(|(steps in steps)| {
        let mut shell = hub();
        for (which, outcome, offered, what) in steps {
            match what {
                0 => shell.user(ConnectionEvent::OfferRelay { offered }),
                1 => prefer(&mut shell, ["auto", "direct", "pass-through", "relay"][which.index(4)]),
                _ => {}
            }
            if !shell.requests.is_empty() {
                let path = shell.requests[which.index(shell.requests.len())].1.path.clone();
                shell.reply(&path, outcome);
            }
            prop_assert!(shell.requests.len() <= 4);
        }
        for _ in 0..50 {
            shell.pass(60_000.0);
            while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
                let answer = if path.contains("options") { OPTIONS } else { "{}" };
                shell.answer(&path, 200, answer);
            }
        }
        prop_assert_eq!(shell.view().problem, None);
        prop_assert!(!shell.view().loading);
    });
}
