//! "Stop with my server": what is asked of the Jupyter server, what is shown of its answers, and what settings do to new clusters.

mod common;

use common::browser::Browser;
use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::ending::Ends;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::connection::state::ConnectionEvent;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::gateway::reply::Failure;

const PATH: &str = "stop-with-server";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

/// A server that offers it; `default` is what dask's configuration says of new clusters.
fn config(default: &str) -> String {
    CONFIG.replace(r#""options": {}"#, &format!(r#""options": {{}}, "stop_with_server": {{"default": {default}}}"#))
}

fn stopped(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| format!("\"{name}\"")).collect();
    format!(r#"{{"clusters": [{}]}}"#, names.join(", "))
}

/// With one running cluster that the server has been asked about; `names`: what it stops.
fn shell(names: &[&str]) -> Shell {
    let mut shell = Shell::ready_with(&config("null"), OPTIONS, &list(&[report(NAME, "RUNNING")]));
    shell.quiet();
    assert_eq!(shell.cluster().stops_with_server, None, "not known yet");
    shell.answer(PATH, 200, &stopped(names));
    shell
}

fn tick(shell: &mut Shell, on: bool) {
    shell.user(ClusterEvent::StopWithServer { cluster: KEY.into(), on });
}

fn is_asking(shell: &Shell) -> bool {
    shell.paths().contains(&PATH)
}

#[test]
fn a_server_that_does_not_offer_it_is_not_asked() {
    let mut shell = Shell::with_cluster("RUNNING");
    assert!(!is_asking(&shell));
    tick(&mut shell, true);
    shell.user(ClusterEvent::PreferStopWithServer { on: true });
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{OTHER}"}}"#));
    assert!(!is_asking(&shell));
    assert_eq!(shell.cluster().stops_with_server, None);
}

#[test]
fn what_the_server_says_is_shown_and_asked_again_at_times() {
    let mut shell = shell(&[NAME, OTHER]);
    assert_eq!(shell.cluster().stops_with_server, Some(true));
    for (names, shown) in [(&[][..], false), (&[NAME][..], true)] {
        assert!(!is_asking(&shell));
        shell.pass(31_000.0);
        shell.answer(PATH, 200, &stopped(names));
        assert_eq!(shell.cluster().stops_with_server, Some(shown), "another tab changed it");
    }
    shell.pass(31_000.0);
    shell.answer(PATH, 500, "");
    assert_eq!(shell.cluster().stops_with_server, Some(true), "what is known stays");
    assert_eq!(shell.view().problem, None, "and it is no fault of the gateway's");
}

#[test]
fn without_clusters_nothing_is_asked() {
    let mut shell = Shell::ready_with(&config("null"), OPTIONS, "{}");
    shell.pass(60_000.0);
    assert!(!is_asking(&shell));
}

#[test]
fn a_tick_is_shown_at_once_and_is_what_the_server_answers() {
    let mut shell = shell(&[]);
    assert_eq!(shell.cluster().stops_with_server, Some(false));
    tick(&mut shell, true);
    assert_eq!(shell.cluster().stops_with_server, Some(true));
    let request = shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(request.method, "POST");
    assert_eq!(request.body.as_deref(), Some(&*format!(r#"{{"cluster": "{NAME}", "stop": true}}"#)));
    assert_eq!(shell.cluster().stops_with_server, Some(true));
    shell.answer(PATH, 200, &stopped(&[NAME]));
    tick(&mut shell, false);
    assert_eq!(shell.cluster().stops_with_server, Some(false));
    shell.answer(PATH, 200, &stopped(&[]));
    assert_eq!(shell.cluster().stops_with_server, Some(false));
}

#[test]
fn how_it_ends_is_said_when_the_server_has_said_it_and_beside_an_idle_timeout() {
    let ends = |shell: &Shell| shell.cluster().ending.map(|ending| ending.ends);
    let mut shell = shell(&[]);
    assert_eq!(ends(&shell), Some(vec![Ends::Unknown]));
    tick(&mut shell, true);
    assert_eq!(ends(&shell), Some(vec![Ends::Unknown]), "not taken in yet");
    shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(ends(&shell), Some(vec![Ends::WithServer]));
    tick(&mut shell, false);
    assert_eq!(ends(&shell), Some(vec![Ends::Unknown]), "not for long");

    let idle = report(NAME, "RUNNING").replace(r#""worker_cores": 2"#, r#""idle_timeout": 600"#);
    let mut shell = Shell::ready_with(&config("null"), OPTIONS, &list(&[idle]));
    shell.quiet();
    assert_eq!(ends(&shell), Some(vec![Ends::Idle]));
    shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(ends(&shell), Some(vec![Ends::Idle, Ends::WithServer]), "whichever comes first");
}

#[test]
fn a_tick_that_is_refused_goes_back_and_says_why() {
    let mut shell = shell(&[]);
    tick(&mut shell, true);
    shell.reply(PATH, Err(Failure::NoAnswer));
    assert_eq!(shell.cluster().stops_with_server, Some(false));
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::NoAnswer)));
    // The server may have taken it: it is asked.
    shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(shell.cluster().stops_with_server, Some(true));
    assert_eq!(shell.cluster().message, None, "what it says is no longer so");
    tick(&mut shell, false);
    shell.answer(PATH, 503, r#"{"error": "no"}"#);
    shell.answer(PATH, 200, &stopped(&[NAME]));
    assert!(shell.cluster().message.is_some(), "it is to be read");
    shell.pass(31_000.0);
    shell.answer(PATH, 200, &stopped(&[]));
    assert_eq!(shell.cluster().message, None, "another tab has done it");
}

#[test]
fn of_many_clicks_the_last_counts_and_one_request_is_on_its_way() {
    let mut shell = shell(&[]);
    for on in [true, false, true, false] {
        tick(&mut shell, on);
    }
    let asked = |shell: &Shell| shell.paths().iter().filter(|path| **path == PATH).count();
    assert_eq!(asked(&shell), 1);
    shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(shell.cluster().stops_with_server, Some(false), "still what the user wants");
    let request = shell.answer(PATH, 200, &stopped(&[]));
    assert!(request.body.is_some_and(|body| body.contains("false")));
    assert_eq!(shell.cluster().stops_with_server, Some(false));
}

#[test]
fn an_answer_from_before_a_tick_does_not_undo_it() {
    let mut shell = shell(&[]);
    shell.pass(31_000.0);
    let (early, _) = shell.take(PATH);
    tick(&mut shell, true);
    shell.answer(PATH, 200, &stopped(&[NAME]));
    let old = common::reply(200, "application/json", &stopped(&[]));
    shell.update(dask_gateway::core::event::Event::Reply(early, Ok(old)));
    assert_eq!(shell.cluster().stops_with_server, Some(true));
    shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(shell.cluster().stops_with_server, Some(true));
}

#[test]
fn new_clusters_are_ticked_once_where_settings_say_so() {
    // dask's configuration, the user's setting, and whether a cluster that is launched from here is ticked.
    for (configured, preferred, expected) in
        [("null", false, false), ("null", true, true), ("true", false, true), ("false", true, false)]
    {
        let mut shell = Shell::ready_with(&config(configured), OPTIONS, &list(&[report(OTHER, "RUNNING")]));
        shell.quiet();
        shell.answer(PATH, 200, &stopped(&[]));
        shell.user(ClusterEvent::PreferStopWithServer { on: preferred });
        shell.user(FormEvent::Launch);
        shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
        let ticked = |shell: &Shell| shell.requests.iter().any(|(_, it)| it.path == PATH && it.method == "POST");
        assert_eq!(ticked(&shell), expected, "{configured} {preferred}");
        if !expected {
            continue;
        }
        let request = shell.answer(PATH, 200, &stopped(&[NAME]));
        assert!(request.body.is_some_and(|body| body.contains(NAME)), "none of another place");
        shell.answer(PATH, 200, &stopped(&[NAME]));
        tick(&mut shell, false);
        shell.answer(PATH, 200, &stopped(&[]));
        shell.answer("api/v1/clusters/?", 200, &list(&[report(OTHER, "RUNNING"), report(NAME, "RUNNING")]));
        shell.pass(31_000.0);
        assert!(!ticked(&shell), "the user's own tick counts from then on");
    }
}

#[test]
fn a_launch_that_failed_ticks_nothing() {
    let mut shell = Shell::ready_with(&config("true"), OPTIONS, "{}");
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 422, r#"{"error": "no"}"#);
    assert!(!is_asking(&shell));
}

#[test]
fn the_server_itself_is_asked_whatever_route_leads_to_the_gateway() {
    let mut shell = Shell::with_routes(&[Route::Direct, Route::PassThrough]);
    shell.user(SessionEvent::Visible { visible: true });
    shell.user(ConnectionEvent::Prefer { connection: "auto".into() });
    shell.answer("config", 200, &config("null").replace("basic", "jupyterhub"));
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.view().connection, Route::Direct);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    assert_eq!(shell.route_of(PATH), Route::PassThrough);
    shell.answer(PATH, 200, &stopped(&[]));
    tick(&mut shell, true);
    assert_eq!(shell.route_of(PATH), Route::PassThrough);
    shell.answer(PATH, 403, r#"{"error": "log in"}"#);
    assert_eq!(shell.view().connection, Route::Direct, "its failure says nothing of the gateway");
    assert_eq!(shell.cluster().stops_with_server, Some(false));
    assert!(shell.requests.iter().all(|(_, it)| it.method != "POST"), "nor is it tried by another route");
}

#[test]
fn a_cluster_that_ends_or_is_not_listed_any_more_has_no_tick() {
    let mut shell = shell(&[NAME]);
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "STOPPING")]));
    assert_eq!(shell.cluster().stops_with_server, None);
}

#[test]
fn what_is_no_list_of_names_is_no_answer() {
    for body in ["[]", "{}", r#"{"clusters": 1}"#, "x"] {
        let mut shell = shell(&[NAME]);
        shell.pass(31_000.0);
        shell.answer(PATH, 200, body);
        assert_eq!(shell.cluster().stops_with_server, Some(true), "{body}");
        tick(&mut shell, false);
        shell.answer(PATH, 200, body);
        assert_eq!(shell.cluster().stops_with_server, Some(true), "{body}");
        assert!(shell.cluster().message.is_some());
    }
}

#[test]
fn tabs_tell_each_other_and_one_asks() {
    let running = list(&[report(NAME, "RUNNING")]);
    let mut browser = Browser::new();
    for _ in 0..2 {
        let tab = browser.open();
        browser.answer(tab, "config", &config("null"));
        browser.answer(tab, "api/v1/options", OPTIONS);
        browser.answer(tab, "api/v1/clusters/?", &running);
        browser.quiet();
    }
    let ticks = |browser: &Browser| [0, 1].map(|tab| browser.tabs[tab].cluster().stops_with_server);
    browser.answer(0, PATH, &stopped(&[]));
    assert_eq!(ticks(&browser), [Some(false); 2], "what one has read is told");
    browser.answer(1, PATH, &stopped(&[]));
    browser.user(1, ClusterEvent::StopWithServer { cluster: KEY.into(), on: true });
    assert_eq!(ticks(&browser), [Some(false), Some(true)]);
    browser.answer(1, PATH, &stopped(&[NAME]));
    assert_eq!(ticks(&browser), [Some(true); 2], "and what was done, once it is");
    browser.answer(1, PATH, &stopped(&[NAME]));
    let mut asked = [0, 0];
    browser.pass(70_000.0, |tab, path| {
        asked[tab] += usize::from(path == PATH);
        Some(match path {
            PATH => stopped(&[]),
            path if path.starts_with("clusters/") => r#"{"workers": 2, "cores": 4, "total_memory": 1}"#.into(),
            path if path.starts_with("api/v1/clusters/?") => running.clone(),
            _ => "{}".into(),
        })
    });
    assert_eq!(ticks(&browser), [Some(false); 2]);
    assert!((1..=3).contains(&asked[0]) && asked[1] == 0, "{asked:?}");
}

#[test]
fn a_tab_that_ticks_is_not_undone_by_what_another_read_before() {
    use dask_gateway::core::event::{Event, TabsEvent};
    use dask_gateway::core::tabs::message::TabMessage;
    use dask_gateway::core::tabs::wire;
    use dask_gateway::gateway::api_request::ApiRequest;

    let mut shell = shell(&[]);
    let early = shell.now;
    shell.pass(100.0);
    tick(&mut shell, true);
    let outcome = Ok(common::reply(200, "application/json", &stopped(&[])));
    let message = TabMessage::Reply { request: ApiRequest::StoppedWithServer, as_of: early, outcome };
    let message = wire::read(&wire::write(&message)).expect("a message");
    shell.update(Event::Tabs(TabsEvent::Heard(message.clone())));
    assert_eq!(shell.cluster().stops_with_server, Some(true));
    shell.answer(PATH, 200, &stopped(&[NAME]));
    shell.update(Event::Tabs(TabsEvent::Heard(message)));
    assert_eq!(shell.cluster().stops_with_server, Some(true));
}

#[test]
fn a_cluster_whose_create_was_lost_is_ticked_when_it_is_found() {
    let mut shell = Shell::ready_with(&config("true"), OPTIONS, "{}");
    shell.user(FormEvent::Launch);
    shell.reply("api/v1/clusters/", Err(Failure::NoAnswer));
    assert!(!is_asking(&shell));
    shell.answer("api/v1/clusters/?", 200, &list(&[made_of(&shell)]));
    let request = shell.answer(PATH, 200, &stopped(&[NAME]));
    assert_eq!(request.method, "POST");
    assert_eq!(shell.cluster().stops_with_server, Some(true));
}

/// The cluster that the form's options make.
fn made_of(shell: &Shell) -> String {
    report(NAME, "PENDING").replace(r#"{"worker_cores": 2}"#, &shell.core.options())
}
