//! The list of clusters: launch, follow, scale, adapt, stop, and what goes wrong.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, START, Shell, list, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::history::Ended;
use dask_gateway::core::clusters::scaling::{Adaptive, ScalingInput};
use dask_gateway::core::clusters::view::OptionView;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::{Level, Notice};
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::Failure;
use dask_gateway::schema::json;
use dask_gateway::schema::value::Value;

const SCALE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef/scale";
const ADAPT: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef/adapt";
const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";

fn key() -> String {
    KEY.into()
}

fn edit(shell: &mut Shell, input: ScalingInput, text: &str) {
    shell.user(ClusterEvent::EditCluster { cluster: key(), input, text: text.into() });
}

fn limited(text: &str) -> Message {
    Message::Limited { text: text.into() }
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
    assert_eq!(shell.cluster().start, START as u64, "from which the view counts its time");
    // The gateway holds the question for 20 s, then answers with what there is.
    shell.answer(&followed, 200, &report(NAME, "PENDING"));
    assert!(!shell.paths().contains(&followed.as_str()), "not again at once: some backends do not wait");
    shell.pass(1_000.0);
    shell.answer(&followed, 200, &report(NAME, "RUNNING"));
    assert_eq!(shell.cluster().status, Status::Running);
    assert_eq!(shell.form_message(), None, "it is starting no more");
    shell.quiet();
    let cluster = shell.cluster();
    assert_eq!((cluster.workers, cluster.threads, cluster.memory), (Some(2), Some(4), Some(2_147_483_648)));
    assert!(cluster.has_dashboard && cluster.can_stop && cluster.can_scale && !cluster.can_adapt);
    let cores = OptionView { label: "Worker Cores".into(), value: "2".into(), is_bytes: false, secret: false };
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
fn a_name_that_could_leave_its_path_is_passed_over_and_told_once() {
    for name in ["../../options", "a/b", "", "a%2fb", "a..b"] {
        let shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(name, "RUNNING"), report(NAME, "RUNNING")]));
        assert_eq!((shell.cluster().key.as_str(), shell.view().problem), (KEY, None), "{name:?}");
        assert_eq!(shell.view().remarks, [Message::Nameless { count: 1 }]);
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
    assert_eq!(cluster.message, Some(Notice::info(Message::Scaling { workers: 4, ended_adapting: false })));
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
fn over_the_limit_the_gateways_sentence_is_shown_until_what_it_gave_is_there() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "10");
    let text = "Scale request of 10 workers would exceed resource limit of 4 workers. Scaling to 4 instead.";
    shell.answer(SCALE, 200, &format!(r#"{{"ok": false, "msg": "{text}"}}"#));
    let cluster = shell.cluster();
    assert_eq!(cluster.message, Some(Notice::error(limited(text))));
    assert_eq!((cluster.asked, cluster.workers_input.text.as_str()), (Some(4), "4"));
    shell.pass(600.0);
    shell.quiet_with(r#"{"workers": 3}"#);
    assert_eq!(shell.cluster().message, Some(Notice::error(limited(text))), "not yet");
    shell.pass(600.0);
    shell.quiet_with(r#"{"workers": 4}"#);
    let cluster = shell.cluster();
    assert_eq!((cluster.message, cluster.asked), (Some(Notice::info(limited(text))), None));
    assert_eq!(cluster.workers_input.text, "4");
}

#[test]
fn a_limit_that_is_reached_already_is_an_alarm_until_the_scheduler_has_been_asked() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "10");
    let text = "Scale request of 10 workers would exceed resource limit of 2 workers. Scaling to 2 instead.";
    shell.answer(SCALE, 200, &format!(r#"{{"ok": false, "msg": "{text}"}}"#));
    assert_eq!(shell.cluster().message, Some(Notice::error(limited(text))));
    assert_eq!(shell.cluster().workers_input.text, "2");
    shell.pass(600.0);
    shell.quiet();
    assert_eq!(shell.cluster().message, Some(Notice::info(limited(text))));
}

#[test]
fn a_limit_without_a_number_leaves_what_was_typed() {
    for answer in [r#"{"ok": false, "msg": "Not so many."}"#, r#"{"ok": false}"#] {
        let mut shell = Shell::with_cluster("RUNNING");
        scale(&mut shell, "10");
        shell.answer(SCALE, 200, answer);
        let cluster = shell.cluster();
        assert_eq!((cluster.asked, cluster.workers_input.text.as_str()), (None, "10"));
        assert_eq!(cluster.message.expect("it is told").level, Level::Error);
    }
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
    let cluster = shell.cluster();
    assert_eq!(cluster.adaptive, None, "an explicit scale switches adaptive off");
    assert_eq!(cluster.message, Some(Notice::info(Message::Scaling { workers: 1, ended_adapting: true })));
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
    let cluster = shell.cluster();
    assert_eq!(cluster.adaptive, Some(Adaptive { minimum: 1, maximum: 4 }));
    assert_eq!(cluster.message, Some(Notice::error(limited(text))));
    assert_eq!((cluster.minimum_input.text.as_str(), cluster.maximum_input.text.as_str()), ("1", "4"));
    shell.pass(600.0);
    shell.quiet();
    assert_eq!(shell.cluster().message, Some(Notice::info(limited(text))), "the bounds are in force");
}

#[test]
fn a_refusal_is_shown_at_its_cluster_and_the_cluster_looked_at() {
    for (status, body, words) in [
        (409, r#"{"error": "cluster x is not running"}"#, said("cluster x is not running")),
        (
            403,
            r#"{"error": "User u lacks permissions"}"#,
            Message::Forbidden { text: "User u lacks permissions".into() },
        ),
        // Who knows what was done.
        (500, r#"{"no": "error"}"#, Message::ScaleUnknown { workers: 3 }),
        (200, "[]", Message::ScaleUnknown { workers: 3 }),
    ] {
        let mut shell = Shell::with_cluster("RUNNING");
        scale(&mut shell, "3");
        shell.answer(SCALE, status, body);
        assert_eq!(shell.cluster().message, Some(Notice::error(words)));
        assert_eq!(shell.cluster().workers_input.text, "3");
        assert!(shell.view().problem.is_none(), "it is not the connection's problem");
        shell.answer(ONE, 200, &report(NAME, "STOPPED"));
        assert_eq!(shell.view().clusters, Some(vec![]));
    }
}

#[test]
fn a_lost_answer_is_said_and_can_be_tried_again() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "3");
    shell.reply(SCALE, Err(Failure::TimedOut));
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::ScaleUnknown { workers: 3 })));
    assert!(shell.cluster().can_scale && shell.cluster().asked.is_none());
    assert_eq!(shell.cluster().workers_input.text, "3");
    // It was done after all: its workers come.
    shell.pass(600.0);
    shell.quiet_with(r#"{"workers": 2}"#);
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::ScaleUnknown { workers: 3 })));
    shell.pass(2_100.0);
    shell.quiet_with(r#"{"workers": 3}"#);
    assert_eq!((shell.cluster().message, shell.cluster().asked), (None, None));
}

#[test]
fn a_scale_without_an_answer_is_in_doubt_until_as_many_workers_are_there() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "5");
    shell.reply(SCALE, Err(Failure::NoAnswer));
    shell.quiet_with(r#"{"workers": 2}"#);
    shell.pass(2_100.0);
    // Somebody else may have asked for these.
    shell.quiet_with(r#"{"workers": 3}"#);
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::ScaleUnknown { workers: 5 })));
    shell.pass(2_100.0);
    shell.quiet_with(r#"{"workers": 5}"#);
    assert_eq!((shell.cluster().message, shell.cluster().asked), (None, None));
    let sent = shell.requests.iter().filter(|(_, request)| request.method == "POST").count();
    assert_eq!(sent, 0, "nothing was sent again");
}

#[test]
fn what_adapts_tells_nothing_of_a_scale_without_an_answer() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::RecallBounds { cluster: key(), minimum: 1, maximum: 4 });
    scale(&mut shell, "4");
    shell.reply(SCALE, Err(Failure::NoAnswer));
    shell.pass(2_100.0);
    shell.quiet_with(r#"{"workers": 3}"#);
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::ScaleUnknown { workers: 4 })));
    // Once more: it does no harm, and now it is known.
    shell.user(ClusterEvent::Scale { cluster: key() });
    shell.answer(SCALE, 200, r#"{"ok": true, "msg": null}"#);
    let told = Message::Scaling { workers: 4, ended_adapting: true };
    assert_eq!(shell.cluster().message, Some(Notice::info(told)));
}

#[test]
fn an_adapt_without_an_answer_is_known_when_the_workers_follow_the_work() {
    let mut shell = Shell::with_cluster("RUNNING");
    edit(&mut shell, ScalingInput::Minimum, "1");
    edit(&mut shell, ScalingInput::Maximum, "4");
    shell.user(ClusterEvent::Adapt { cluster: key() });
    shell.reply(ADAPT, Err(Failure::NoAnswer));
    let unknown = Message::AdaptUnknown { minimum: 1, maximum: 4 };
    assert_eq!(shell.cluster().message, Some(Notice::error(unknown.clone())));
    assert_eq!((shell.cluster().adaptive, shell.cluster().can_adapt), (None, true));
    for (workers, desired) in [(1, 0), (1, 4), (4, 4), (4, 0), (1, 0)] {
        assert_eq!(shell.cluster().message, Some(Notice::error(unknown.clone())));
        look(&mut shell, &counts(workers, desired));
        if shell.cluster().adaptive.is_some() {
            break;
        }
    }
    assert_eq!(shell.cluster().adaptive, Some(Adaptive { minimum: 1, maximum: 4 }));
    assert_eq!(shell.cluster().message, Some(Notice::info(Message::Adapting { minimum: 1, maximum: 4 })));
}

/// A stop that was confirmed, and its answer lost.
fn lose_stop() -> Shell {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::AskStop { cluster: key() });
    shell.user(ClusterEvent::AnswerStop { stop: true });
    shell.reply(ONE, Err(Failure::NoAnswer));
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::StopUnknown)));
    shell
}

#[test]
fn what_came_of_a_stop_without_an_answer_is_told_by_the_gateway() {
    let mut done = lose_stop();
    done.answer(ONE, 200, &report(NAME, "STOPPING"));
    assert_eq!(done.cluster().message, Some(Notice::info(Message::Stopping)));

    let mut lost = lose_stop();
    let mut looks = 0;
    while lost.cluster().message == Some(Notice::error(Message::StopUnknown)) && looks < 40 {
        for path in [ONE, "api/v1/clusters/?"] {
            if lost.paths().iter().any(|asked| asked.starts_with(path)) {
                let body = report(NAME, "RUNNING");
                lost.answer(path, 200, &if path == ONE { body } else { list(&[body]) });
            }
        }
        lost.quiet();
        lost.pass(1_000.0);
        looks += 1;
    }
    assert!((10..20).contains(&looks), "{looks}");
    assert_eq!(lost.cluster().message, Some(Notice::error(Message::StopNotDone)));
    assert!(lost.cluster().can_stop && lost.requests.iter().all(|(_, request)| request.method != "DELETE"));
}

#[test]
fn a_scale_that_did_not_get_through_is_said_to_be_undone_when_the_gateway_answers_again() {
    let mut shell = Shell::with_cluster("RUNNING");
    scale(&mut shell, "3");
    shell.answer(SCALE, 401, r#"{"error": "log in"}"#);
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::LoginNeeded)));
    shell.answer(ONE, 200, &report(NAME, "RUNNING"));
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::NotDone)));
}

#[test]
fn what_is_wrong_with_an_input_is_said_until_it_is_right() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::Adapt { cluster: key() });
    assert_eq!(shell.cluster().message, Some(Notice::error(Message::AdaptNeedsMaximum)));
    edit(&mut shell, ScalingInput::Maximum, "4");
    assert_eq!(shell.cluster().message, None);
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
    let done = dask_gateway::gateway::reply::Reply {
        status: 204,
        content_type: String::new(),
        own_error: None,
        retry_after: None,
        body: vec![],
    };
    shell.update(Event::Reply(id, Ok(done)));
    assert_eq!(shell.cluster().status, Status::Stopping);
    assert!(!shell.cluster().can_stop && !shell.cluster().has_dashboard);
    // A deleted cluster vanishes from the gateway's list at once.
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 200, &report(NAME, "STOPPING"));
    shell.pass(1_000.0);
    shell.answer(ONE, 200, &report(NAME, "STOPPED"));
    assert_eq!(shell.view().clusters, Some(vec![]));
    let ended: Vec<_> = shell.view().recent.into_iter().map(|it| (it.key, it.ended, it.lived)).collect();
    assert_eq!(ended, [(key(), Ended::ByYou, Some(30))]);
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
    shell.update(Event::Reply(old, before));
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
fn a_cluster_that_one_list_left_out_runs_on() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 200, &report(NAME, "RUNNING"));
    assert_eq!((shell.cluster().status, shell.cluster().message), (Status::Running, None));
    // Nor is it gone for good when the gateway did not know it for a moment.
    shell.pass(5_000.0);
    shell.quiet();
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 404, r#"{"error": "Cluster not found"}"#);
    assert_eq!(shell.view().clusters, Some(vec![]));
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    for _ in 0..4 {
        shell.quiet();
        assert_eq!((shell.cluster().status, shell.cluster().message), (Status::Running, None));
        shell.pass(5_000.0);
        shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    }
}

#[test]
fn that_a_cluster_is_starting_is_said_until_it_has_or_has_ended() {
    for (status, body) in [
        (200, report(NAME, "RUNNING")),
        (200, report(NAME, "FAILED")),
        (200, report(NAME, "STOPPED")),
        (404, r#"{"error": "Cluster not found"}"#.to_owned()),
    ] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::Launch);
        shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
        shell.pass(2_000.0);
        let starting = Some(Notice::info(Message::Launched { cluster: key() }));
        assert_eq!(shell.form_message(), starting);
        shell.answer(&format!("{ONE}?wait"), status, &body);
        let form = shell.view().form.expect("a form");
        assert_eq!((form.message, form.launched), (None, Some(key())), "{body}");
    }
}

#[test]
fn a_cluster_that_runs_before_its_launch_is_answered_is_still_the_one_that_was_launched() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
    let form = shell.view().form.expect("a form");
    assert_eq!((form.message, form.launched), (None, Some(key())));
    shell.user(FormEvent::Launch);
    assert_eq!(shell.view().form.expect("a form").launched, None);
    shell.answer("api/v1/clusters/", 422, r#"{"error": "no more"}"#);
    assert_eq!(shell.view().form.expect("a form").launched, None);
}

#[test]
fn of_two_launches_the_latest_is_said_to_be_starting() {
    let other = "fedcba9876543210fedcba9876543210";
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{NAME}"}}"#));
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "PENDING")]));
    shell.answer(&format!("{ONE}?wait"), 200, &report(NAME, "PENDING"));
    shell.now += 600.0;
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, &format!(r#"{{"name": "{other}"}}"#));
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING"), report(other, "PENDING")]));
    let starting = Some(Notice::info(Message::Launched { cluster: "fedcba98".into() }));
    assert_eq!(shell.form_message(), starting);
}

#[test]
fn a_running_cluster_cannot_be_dismissed() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::Dismiss { cluster: key() });
    assert_eq!(shell.cluster().status, Status::Running);
}

#[test]
fn figures_that_do_not_come_are_not_shown() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.pass(2_000.0);
    shell.answer("clusters/", 504, r#"{"error": "no answer in time"}"#);
    let cluster = shell.cluster();
    assert_eq!((cluster.workers, cluster.threads, cluster.memory), (None, None, None));
    assert!(shell.view().problem.is_none());
}

#[test]
fn gives_connection_code_with_the_full_name_to_the_host_alone() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(ClusterEvent::InsertCode { cluster: key() });
    shell.user(ClusterEvent::Connect { cluster: key() });
    assert_eq!(shell.cluster().message, None, "what became of it is for the host to say");
    shell.user(ClusterEvent::CopyCode { cluster: key() });
    shell.user(ClusterEvent::DragCode { cluster: key() });
    let code = format!(
        "from dask_gateway import Gateway\n\ncluster = Gateway().connect(\"{NAME}\")\nclient = cluster.get_client()\nclient"
    );
    assert_eq!(
        shell.actions,
        [
            HostAction::Insert { code: code.clone(), cluster: key() },
            HostAction::Connect { code: code.clone(), cluster: key() },
            HostAction::Copy { text: code.clone(), cluster: Some(key()) },
            HostAction::Drag { code, cluster: key() }
        ]
    );
    assert_eq!(shell.cluster().message, Some(Notice::info(Message::Copied)));
    let text = "Open a notebook first".to_owned();
    shell.user(SessionEvent::Report { cluster: Some(key()), level: Level::Error, text: text.clone() });
    assert_eq!(shell.cluster().message, Some(Notice::error(said(&text))));
    shell.pass(60_000.0);
    assert_eq!(shell.cluster().message, Some(Notice::error(said(&text))));
    shell.user(SessionEvent::Report { cluster: Some(key()), level: Level::Info, text: text.clone() });
    assert_eq!(shell.cluster().message, Some(Notice::info(said(&text))));
    shell.pass(60_000.0);
    assert_eq!(shell.cluster().message, None, "that something was done is said for a moment");
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
    shell.user(ClusterEvent::Connect { cluster: cluster() });
    shell.user(ClusterEvent::DragCode { cluster: cluster() });
    let named = shell.actions.iter().map(|action| match action {
        HostAction::Open { cluster, .. }
        | HostAction::OpenPlots { cluster, .. }
        | HostAction::Insert { cluster, .. }
        | HostAction::Connect { cluster, .. }
        | HostAction::Drag { cluster, .. } => cluster.clone(),
        HostAction::Copy { cluster, .. }
        | HostAction::CopyLink { cluster, .. }
        | HostAction::Download { cluster, .. } => cluster.clone().expect("a cluster"),
    });
    assert_eq!(named.collect::<Vec<_>>(), [key(), key(), key(), key()]);
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

/// Looks at the scheduler of a cluster that a kernel let adapt, worked, and left idle until its timeout: seconds since the first, and its `counts.json`; null: it did not answer.
fn recorded_looks() -> Vec<(f64, Option<String>)> {
    let look = |line: &str| {
        let look = json::parse(line).expect("JSON");
        let look = look.as_dict().expect("a look");
        let second = match look.item("second") {
            Some(Value::Float(second)) => *second,
            Some(Value::Int(second)) => second.to_f64().expect("a number"),
            other => panic!("{other:?}"),
        };
        (second, look.item("counts").filter(|counts| **counts != Value::None).map(json::write))
    };
    include_str!("fixtures/adaptive_counts.jsonl").lines().map(look).collect()
}

/// Lets the scheduler be asked, and answers with this; whatever else is asked of it is answered, too.
fn look(shell: &mut Shell, counts: &str) {
    shell.pass(2_000.0);
    shell.quiet_with(counts);
}

fn counts(workers: u32, desired: u32) -> String {
    format!(r#"{{"workers": {workers}, "desired_workers": {desired}}}"#)
}

#[test]
fn a_cluster_that_a_kernel_lets_adapt_is_seen_to() {
    let mut shell = Shell::with_cluster("RUNNING");
    let mut seen = Vec::new();
    for (second, counts) in recorded_looks() {
        shell.now = START + 1_000.0 * second + 3_000.0;
        shell.update(Event::Woke);
        if let Some(counts) = counts {
            shell.quiet_with(&counts);
        }
        seen.push(shell.cluster().seems_adaptive);
    }
    assert!(!seen[0] && seen.contains(&true), "{seen:?}");
    assert_eq!(shell.cluster().adaptive, None, "its bounds are not known");
    scale(&mut shell, "2");
    shell.answer(SCALE, 200, r#"{"ok": true, "msg": null}"#);
    let told = Message::Scaling { workers: 2, ended_adapting: true };
    assert_eq!(shell.cluster().message, Some(Notice::info(told)));
    assert!(!shell.cluster().seems_adaptive);
}

#[test]
fn scaling_by_hand_elsewhere_is_not_taken_for_adapting() {
    // Workers asked for that there is no work for; ones that die under work and are replaced; those that work waits for, at rest.
    let odd: [&[(u32, u32)]; 4] = [
        &[(2, 0), (4, 0), (6, 0), (1, 0), (4, 0), (0, 0)],
        &[(4, 9), (3, 9), (4, 9), (2, 9), (4, 9)],
        &[(0, 3), (0, 3), (2, 3), (2, 3)],
        &[(2, 1), (2, 5), (2, 9), (2, 0), (2, 3), (2, 0)],
    ];
    for looks in odd {
        let mut shell = Shell::with_cluster("RUNNING");
        for (workers, desired) in looks {
            look(&mut shell, &counts(*workers, *desired));
            assert!(!shell.cluster().seems_adaptive, "{looks:?}");
        }
    }
}

#[test]
fn workers_that_come_after_a_scale_from_here_are_no_sign_of_adapting() {
    let mut shell = Shell::with_cluster("RUNNING");
    look(&mut shell, &counts(2, 6));
    scale(&mut shell, "4");
    shell.answer(SCALE, 200, r#"{"ok": true, "msg": null}"#);
    for workers in [3, 4] {
        look(&mut shell, &counts(workers, 6));
    }
    look(&mut shell, &counts(4, 0));
    scale(&mut shell, "1");
    shell.answer(SCALE, 200, r#"{"ok": true, "msg": null}"#);
    for workers in [2, 1] {
        look(&mut shell, &counts(workers, 0));
    }
    assert!(!shell.cluster().seems_adaptive);
}

#[test]
fn what_happened_while_nobody_looked_says_nothing() {
    let mut shell = Shell::with_cluster("RUNNING");
    for (workers, desired) in [(1, 4), (4, 4), (4, 0), (1, 0)] {
        shell.user(SessionEvent::Visible { visible: false });
        shell.pass(60_000.0);
        shell.user(SessionEvent::Visible { visible: true });
        shell.quiet_with(&counts(workers, desired));
    }
    assert!(!shell.cluster().seems_adaptive);
}

#[test]
fn an_old_or_odd_scheduler_shows_no_adapting() {
    for odd in ["null", "-1", "1e300", "\"2\"", "NaN", "[]"] {
        let mut shell = Shell::with_cluster("RUNNING");
        for workers in [1, 4, 1, 4, 1] {
            look(&mut shell, &format!(r#"{{"workers": {workers}, "desired_workers": {odd}}}"#));
        }
        assert!(!shell.cluster().seems_adaptive, "{odd}");
        assert_eq!(shell.cluster().workers, Some(1), "{odd}");
    }
}

#[test]
fn a_cluster_that_adapted_and_does_no_more_is_found_out() {
    for is_ours in [false, true] {
        let mut shell = Shell::with_cluster("RUNNING");
        if is_ours {
            shell.user(ClusterEvent::RecallBounds { cluster: key(), minimum: 1, maximum: 4 });
            assert_eq!(shell.cluster().adaptive, Some(Adaptive { minimum: 1, maximum: 4 }));
        }
        for (workers, desired) in [(1, 0), (1, 4), (4, 4), (4, 0), (1, 0)] {
            look(&mut shell, &counts(workers, desired));
        }
        let adapts = |shell: &Shell| (shell.cluster().adaptive.is_some(), shell.cluster().seems_adaptive);
        assert_eq!(adapts(&shell), (is_ours, !is_ours), "told once, as what is known best");
        // As a notebook leaves it that scales to 4: a while of that may still be adapting.
        for _ in 0..60 {
            look(&mut shell, &counts(4, 0));
        }
        assert_eq!(adapts(&shell), (is_ours, !is_ours), "some sites adapt slowly");
        for _ in 0..100 {
            look(&mut shell, &counts(4, 0));
        }
        assert_eq!(adapts(&shell), (false, false));
    }
}

#[test]
fn bounds_that_the_browser_remembers_are_shown_again() {
    let recall = |shell: &mut Shell, minimum, maximum| {
        shell.user(ClusterEvent::RecallBounds { cluster: key(), minimum, maximum });
    };
    let mut shell = Shell::with_cluster("RUNNING");
    recall(&mut shell, 3, 1);
    assert_eq!(shell.cluster().adaptive, None, "no such bounds were ever set");
    recall(&mut shell, 1, 3);
    let cluster = shell.cluster();
    assert_eq!(cluster.adaptive, Some(Adaptive { minimum: 1, maximum: 3 }));
    assert_eq!((cluster.minimum_input.text.as_str(), cluster.maximum_input.text.as_str()), ("1", "3"));
    assert!(cluster.can_adapt && !cluster.seems_adaptive);
    recall(&mut shell, 2, 9);
    assert_eq!(shell.cluster().adaptive, Some(Adaptive { minimum: 1, maximum: 3 }), "what is in force counts");

    // A gateway that starts anew loses sight of a cluster for a moment.
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 404, r#"{"error": "Cluster not found"}"#);
    assert_eq!(shell.view().clusters, Some(vec![]));
    shell.pass(5_000.0);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(NAME, "RUNNING")]));
    recall(&mut shell, 1, 3);
    assert_eq!(shell.cluster().adaptive, Some(Adaptive { minimum: 1, maximum: 3 }));

    let mut typed = Shell::with_cluster("RUNNING");
    edit(&mut typed, ScalingInput::Maximum, "7");
    recall(&mut typed, 1, 3);
    assert_eq!((typed.cluster().adaptive, typed.cluster().maximum_input.text.as_str()), (None, "7"));
    let mut pending = Shell::with_cluster("PENDING");
    recall(&mut pending, 1, 3);
    assert_eq!(pending.cluster().adaptive, None);
}
