//! The list of clusters: launch, follow, scale, adapt, stop, and what goes wrong.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, START, Shell, list, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::scaling::{Adaptive, ScalingInput};
use dask_gateway::core::clusters::view::OptionView;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::{Level, Message, Notice};
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::Failure;

const SCALE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef/scale";
const ADAPT: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef/adapt";
const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";

fn key() -> String {
    KEY.into()
}

fn edit(shell: &mut Shell, input: ScalingInput, text: &str) {
    shell.user(ClusterEvent::EditCluster { cluster: key(), input, text: text.into() });
}

fn scale(shell: &mut Shell, text: &str) {
    edit(shell, ScalingInput::Workers, text);
    shell.user(ClusterEvent::Scale { cluster: key() });
}

#[test]
fn a_launched_cluster_is_followed_until_it_runs() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
    assert_eq!(shell.form_message(), Some(Notice::info(Message::Launched { cluster: key() })));
    assert_eq!(shell.cluster().status, Status::Pending);
    let followed = format!("{ONE}?wait");
    assert!(shell.paths().contains(&followed.as_str()), "{:?}", shell.paths());
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "PENDING")]));
    shell.pass(3_500.0);
    assert_eq!(shell.cluster().age, 3, "its time is drawn each second");
    // The gateway holds the question for 20 s, then answers with what there is.
    shell.answer(&followed, 200, &report(NAME, "PENDING"));
    assert!(!shell.paths().contains(&followed.as_str()), "not again at once: some backends do not wait");
    shell.pass(1_000.0);
    shell.answer(&followed, 200, &report(NAME, "RUNNING"));
    assert_eq!(shell.cluster().status, Status::Running);
    shell.quiet();
    let cluster = shell.cluster();
    assert_eq!((cluster.workers, cluster.threads, cluster.memory), (Some(2), Some(4), Some(2_147_483_648)));
    assert!(cluster.has_dashboard && cluster.can_stop && cluster.can_scale && !cluster.can_adapt);
    let cores = OptionView { label: "Worker Cores".into(), value: "2".into(), secret: false };
    assert_eq!(cluster.options, [cores]);
}

#[test]
fn keys_and_tls_material_stay_inside() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    let seen = format!("{:?}", shell.view());
    assert!(seen.contains(KEY) && !seen.contains("PRIVATE") && !seen.contains("CERT") && !seen.contains(NAME));
}

#[test]
fn names_with_a_namespace_are_told_apart() {
    // As on Kubernetes: the first characters are everybody's namespace.
    let names = ["prod.0123456789ab", "prod.01234567ffff", "prod.fedcba987654"];
    let reports = names.map(|name| report(name, "PENDING"));
    let shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports));
    let mut keys: Vec<_> = shell.view().clusters.expect("a list").into_iter().map(|cluster| cluster.key).collect();
    keys.sort();
    assert_eq!(keys, ["01234567", "01234567-2", "fedcba98"]);
}

#[test]
fn a_name_that_could_leave_its_path_is_refused() {
    for name in ["../../options", "a/b", "", "a%2fb", "a..b"] {
        let shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(name, "RUNNING")]));
        let problem = shell.view().problem.expect("a problem");
        assert!(matches!(problem.message, Message::Unexpected { .. }), "{name:?}: {problem:?}");
    }
}

#[test]
fn scale_is_sent_at_once_and_followed_until_the_workers_are_there() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "4");
    assert!(shell.cluster().busy && !shell.cluster().can_scale && !shell.cluster().can_stop);
    let request = shell.answer(SCALE, 200, r#"{"ok": true, "msg": null}"#);
    assert_eq!(request.body.as_deref(), Some(r#"{"count": 4}"#));
    let cluster = shell.cluster();
    assert_eq!(cluster.message, Some(Notice::info(Message::Scaling { workers: 4 })));
    assert_eq!((cluster.workers, cluster.asked, cluster.busy), (Some(2), Some(4), false));
    shell.pass(600.0);
    shell.answer("clusters/", 200, r#"{"workers": 3}"#);
    shell.answer("clusters/", 200, r#"{"total_threads": 6, "total_memory": 3221225472}"#);
    assert_eq!((shell.cluster().workers, shell.cluster().asked), (Some(3), Some(4)));
    shell.pass(600.0);
    shell.answer("clusters/", 200, r#"{"workers": 4}"#);
    let cluster = shell.cluster();
    assert_eq!((cluster.workers, cluster.asked, cluster.message), (Some(4), None, None));
    assert_eq!(cluster.workers_input.text, "4");
}

#[test]
fn over_the_limit_the_gateways_sentence_is_shown_and_the_typing_kept() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "10");
    let text = "Scale request of 10 workers would exceed resource limit of 4 workers. Scaling to 4 instead.";
    shell.answer(SCALE, 200, &format!(r#"{{"ok": false, "msg": "{text}"}}"#));
    let cluster = shell.cluster();
    assert_eq!(cluster.message, Some(Notice::error(said(text))));
    assert_eq!((cluster.asked, cluster.workers_input.text.as_str()), (Some(4), "10"));
}

#[test]
fn what_is_no_number_of_workers_is_not_sent() {
    for text in ["", "two", "-1", "1.5", "99999999999999999999"] {
        let mut shell = Shell::with_cluster("RUNNING");
        scale(&mut shell, text);
        assert!(!shell.cluster().can_scale);
        assert_eq!(shell.cluster().workers_input.error, Some(Message::NotACount { text: text.into() }));
        assert!(!shell.paths().contains(&SCALE), "{text:?}");
    }
}

#[test]
fn adapt_is_never_sent_without_a_maximum() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::Adapt { cluster: key() });
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::AdaptNeedsMaximum)));
    assert_eq!(shell.cluster().maximum_input.error, None, "an untouched input is not marked");
    edit(&mut shell, ScalingInput::Minimum, "3");
    edit(&mut shell, ScalingInput::Maximum, "2");
    assert_eq!(shell.cluster().minimum_input.error, Some(Message::MinimumAboveMaximum));
    shell.user(ClusterEvent::Adapt { cluster: key() });
    assert!(!shell.paths().contains(&ADAPT));
    edit(&mut shell, ScalingInput::Minimum, "0");
    assert!(shell.cluster().can_adapt);
    shell.user(ClusterEvent::Adapt { cluster: key() });
    let request = shell.answer(ADAPT, 200, r#"{"ok": true, "msg": null}"#);
    assert_eq!(request.body.as_deref(), Some(r#"{"minimum": 0, "maximum": 2, "active": true}"#));
    let cluster = shell.cluster();
    assert_eq!(cluster.adaptive, Some(Adaptive { minimum: 0, maximum: 2 }));
    assert_eq!(cluster.message, Some(Notice::info(Message::Adapting { minimum: 0, maximum: 2 })));
    scale(&mut shell, "1");
    shell.answer(SCALE, 200, r#"{"ok": true, "msg": null}"#);
    assert_eq!(shell.cluster().adaptive, None, "an explicit scale switches adaptive off");
}

#[test]
fn adapt_over_the_limit_shows_the_bounds_in_force() {
    let mut shell = Shell::with_cluster("RUNNING");
    edit(&mut shell, ScalingInput::Minimum, "1");
    edit(&mut shell, ScalingInput::Maximum, "10");
    shell.user(ClusterEvent::Adapt { cluster: key() });
    let text = "Adapt with `maximum=10, minimum=1` workers would exceed resource limit of 4 workers. \
                Using `maximum=4, minimum=1` instead.";
    shell.answer(ADAPT, 200, &format!(r#"{{"ok": false, "msg": "{text}"}}"#));
    assert_eq!(shell.cluster().adaptive, Some(Adaptive { minimum: 1, maximum: 4 }));
    assert_eq!(shell.cluster().message, Some(Notice::error(said(text))));
}

#[test]
fn a_refusal_is_shown_at_its_cluster_and_the_cluster_looked_at() {
    for (status, body, words) in [
        (409, r#"{"error": "cluster x is not running"}"#, said("cluster x is not running")),
        (403, r#"{"error": "User u lacks permissions"}"#, said("User u lacks permissions")),
        (500, r#"{"no": "error"}"#, Message::Http { status: 500 }),
        (200, "[]", Message::Unexpected { detail: "not an object".into() }),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        scale(&mut shell, "3");
        shell.answer(SCALE, status, body);
        assert_eq!(shell.cluster().message, Some(Notice::error(words)));
        assert_eq!(shell.cluster().workers_input.text, "3");
        assert!(shell.view().problem.is_none(), "it is not the connection's problem");
        shell.answer(ONE, 200, &report(NAME, "STOPPED"));
        assert_eq!(shell.cluster().status, Status::Stopped);
    }
}

#[test]
fn a_lost_answer_is_said_and_can_be_tried_again() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "3");
    shell.reply(SCALE, Err(Failure::TimedOut));
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::TimedOut)));
    assert!(shell.cluster().can_scale);
}

#[test]
fn stop_asks_first() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    assert_eq!(shell.view().confirm_stop, Some(key()));
    shell.user(ClusterEvent::AnswerStop { stop: false });
    assert_eq!(shell.view().confirm_stop, None);
    assert!(shell.requests.iter().all(|(_, request)| request.method != "DELETE"));

    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    let (id, request) = shell.take(ONE);
    assert_eq!(request.method, "DELETE");
    let done =
        dask_gateway::gateway::reply::Reply { status: 204, content_type: String::new(), own_error: None, body: vec![] };
    shell.update(dask_gateway::core::event::Event::Reply(id, Ok(done)));
    assert_eq!(shell.cluster().status, Status::Stopping);
    assert!(!shell.cluster().can_stop && !shell.cluster().has_dashboard);
    // A deleted cluster vanishes from the gateway's list at once.
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 200, &report(NAME, "STOPPING"));
    shell.pass(1_000.0);
    shell.answer(ONE, 200, &report(NAME, "STOPPED"));
    assert_eq!(shell.cluster().status, Status::Stopped);
    assert_eq!(shell.cluster().age, 30, "how long it lived");
    shell.pass(11_000.0);
    assert_eq!(shell.view().clusters, Some(vec![]));
}

#[test]
fn a_list_asked_for_before_a_stop_does_not_bring_the_cluster_back() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(5_000.0);
    let (old, _) = shell.take("api/v1/clusters/?");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.reply(ONE, Ok(common::reply(204, "", "")));
    let before = Ok(common::reply(200, "application/json", &list(&[report(NAME, "RUNNING")])));
    shell.update(dask_gateway::core::event::Event::Reply(old, before));
    assert_eq!(shell.cluster().status, Status::Stopping);
    assert!(shell.paths().iter().any(|path| path.starts_with("api/v1/clusters/?")), "it is asked for anew");
}

#[test]
fn the_question_goes_when_its_cluster_does() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.answer(&format!("{ONE}?wait"), 200, &report(NAME, "FAILED"));
    assert_eq!(shell.view().confirm_stop, None);
}

#[test]
fn a_failed_cluster_stays_visible_until_dismissed() {
    let mut shell = Shell::with_cluster("PENDING");
    shell.answer(&format!("{ONE}?wait"), 200, &report(NAME, "FAILED"));
    let cluster = shell.cluster();
    assert_eq!((cluster.status, cluster.message), (Status::Failed, Some(Notice::error(Message::Failed))));
    shell.pass(20_000.0);
    assert_eq!(shell.cluster().status, Status::Failed);
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    assert_eq!(shell.view().clusters, Some(vec![]));
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "FAILED")]));
    assert_eq!(shell.view().clusters, Some(vec![]), "the gateway still lists it for a day");
}

#[test]
fn an_old_failure_is_not_news() {
    let mut shell = Shell::new(dask_gateway::core::connection::routes::Route::PassThrough, None);
    shell.now = START + 2.0 * 3_600_000.0;
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "FAILED")]));
    assert_eq!(shell.view().clusters, Some(vec![]));
}

#[test]
fn a_running_cluster_cannot_be_dismissed() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    assert_eq!(shell.cluster().status, Status::Running);
}

#[test]
fn a_cluster_that_left_the_list_is_asked_for() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, "{}");
    assert_eq!(shell.cluster().status, Status::Running, "not gone before its end is known");
    shell.answer(ONE, 404, r#"{"error": "Cluster not found"}"#);
    let cluster = shell.cluster();
    assert_eq!((cluster.status, cluster.message), (Status::Stopped, Some(Notice::info(Message::Gone))));
    shell.pass(11_000.0);
    assert_eq!(shell.view().clusters, Some(vec![]));
}

#[test]
fn figures_that_do_not_come_are_not_shown() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(2_000.0);
    shell.answer("clusters/", 502, r#"{"error": "unreachable"}"#);
    let cluster = shell.cluster();
    assert_eq!((cluster.workers, cluster.threads, cluster.memory), (None, None, None));
    assert!(shell.view().problem.is_none());
}

#[test]
fn gives_connection_code_with_the_full_name_to_the_host_alone() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::InsertCode { cluster: key() });
    shell.user(ClusterEvent::CopyCode { cluster: key() });
    let code = format!(
        "from dask_gateway import Gateway\n\ncluster = Gateway().connect(\"{NAME}\")\nclient = cluster.get_client()\nclient"
    );
    assert_eq!(
        shell.actions,
        [
            HostAction::Insert { code: code.clone(), cluster: key() },
            HostAction::Copy { text: code, cluster: Some(key()) }
        ]
    );
    assert_eq!(shell.cluster().message, Some(Notice::info(Message::Copied)));
    let text = "Open a notebook first".to_owned();
    shell.user(SessionEvent::Report { cluster: Some(key()), level: Level::Error, text: text.clone() });
    assert_eq!(shell.cluster().message, Some(Notice::error(said(&text))));
}

#[test]
fn dashboards_open_at_the_public_address() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::OpenDashboard { cluster: key(), outside: true });
    let url = format!("/services/dask-gateway/clusters/{NAME}/status");
    assert_eq!(shell.actions, [HostAction::Open { url, outside: true, cluster: key() }]);
    let mut pending = Shell::with_cluster("PENDING");
    pending.user(ClusterEvent::OpenDashboard { cluster: key(), outside: false });
    assert!(pending.actions.is_empty());
    assert_eq!(pending.cluster().message, Some(Notice::error(Message::NoDashboard)));
}

#[test]
fn a_command_may_name_a_cluster_in_full_and_the_name_goes_no_further() {
    let mut shell = Shell::with_cluster("RUNNING");
    let cluster = || String::from(NAME);
    shell.user(ClusterEvent::AskStop { cluster: cluster() });
    assert_eq!(shell.view().confirm_stop, Some(key()));
    shell.user(ClusterEvent::OpenDashboard { cluster: cluster(), outside: false });
    shell.user(ClusterEvent::CopyCode { cluster: cluster() });
    let named = shell.actions.iter().map(|action| match action {
        HostAction::Open { cluster, .. } | HostAction::Insert { cluster, .. } => cluster.clone(),
        HostAction::Copy { cluster, .. } => cluster.clone().expect("a cluster"),
    });
    assert_eq!(named.collect::<Vec<_>>(), [key(), key()]);
}

#[test]
fn a_thousand_clusters_stay_in_order() {
    let names: Vec<String> = (0..1000).map(|i| format!("{i:032x}")).collect();
    let reports = |status: &str| names.iter().map(|name| report(name, status)).collect::<Vec<_>>();
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&reports("PENDING")));
    shell.pass(5_000.0);
    let mut newer = reports("PENDING");
    newer.reverse();
    shell.answer("api/v1/clusters/?", 200, &list(&newer));
    assert_eq!(shell.view().clusters.expect("a list").len(), 1000);
}

#[test]
fn a_program_of_the_users_learns_the_full_name_by_the_key() {
    let shell = Shell::with_cluster("RUNNING");
    assert_eq!(shell.core.cluster_name(KEY).as_deref(), Some(NAME));
    assert_eq!(shell.core.cluster_name("nothing"), None);
}

#[test]
fn a_stop_that_was_confirmed_while_a_scale_was_in_flight_is_done_next() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "3");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    // Nothing goes over a stop.
    shell.user(ClusterEvent::Scale { cluster: key() });
    assert_eq!(shell.paths().iter().filter(|path| **path == ONE).count(), 0, "one request at a time");
    shell.answer(SCALE, 200, r#"{"ok": true, "msg": ""}"#);
    assert!(shell.cluster().busy);
    let stop = shell.answer(ONE, 204, "");
    assert_eq!(stop.method, "DELETE");
    assert_eq!(shell.cluster().status, Status::Stopping);
    assert!(!shell.paths().contains(&SCALE));
}

#[test]
fn a_scale_asked_for_by_a_command_meanwhile_is_done_next_and_the_latest_counts() {
    let mut shell = Shell::with_cluster("RUNNING");
    for count in ["3", "4", "5"] {
        scale(&mut shell, count);
    }
    assert_eq!(shell.answer(SCALE, 200, r#"{"ok": true}"#).body.as_deref(), Some(r#"{"count": 3}"#));
    assert_eq!(shell.answer(SCALE, 200, r#"{"ok": true}"#).body.as_deref(), Some(r#"{"count": 5}"#));
    assert!(!shell.paths().contains(&SCALE));
}

#[test]
fn a_dashboard_that_leaves_the_public_address_is_none() {
    for route in [
        "@evil.example/x",
        ".evil.example/x",
        ":444/x",
        "//evil.example/x",
        "/../../user/x",
        "/clusters/%2e%2e/x",
        "/\\\\evil.example",
        "clusters/x",
        "/clusters/x?next=//evil",
        "",
    ] {
        let mut report = report(NAME, "RUNNING");
        report = report.replace(&format!("/clusters/{NAME}/status"), route);
        let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report]));
        shell.quiet();
        assert!(!shell.cluster().has_dashboard, "{route}");
        shell.user(ClusterEvent::OpenDashboard { cluster: key(), outside: true });
        assert!(shell.actions.is_empty(), "{route}");
    }
}
