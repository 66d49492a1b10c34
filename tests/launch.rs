//! One effect for one wish: creates whose answer was lost, presses that belong together, a page that is reloaded meanwhile.

mod common;

use common::{NAME, OPTIONS, Shell, list, reply, report, said};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::gateway::cluster_info::Status;
use dask_gateway::gateway::reply::{Failure, Outcome, Reply};

const CREATE: &str = "api/v1/clusters/";
const LIST: &str = "api/v1/clusters/?";
/// What the form sends at first, as the gateway tells of it.
const STORED: &str = r#"{"worker_cores": 1.0, "worker_memory": 0.5, "note": "", "debug": 0, "profile": "small", "environment": {"A": "1"}, "zone": "a"}"#;

/// A cluster with a name made of this digit and such options.
fn cluster(digit: char, status: &str, options: &str) -> String {
    report(&name(digit), status).replace(r#"{"worker_cores": 2}"#, options)
}

fn name(digit: char) -> String {
    digit.to_string().repeat(32)
}

fn key(digit: char) -> String {
    digit.to_string().repeat(8)
}

fn made(digit: char) -> String {
    cluster(digit, "PENDING", STORED)
}

fn creates(shell: &Shell) -> usize {
    shell.requests.iter().filter(|(_, request)| request.method == "POST" && request.path == CREATE).count()
}

/// The gateway lists these whenever it is asked for its list, until so many milliseconds have passed.
fn lists(shell: &mut Shell, milliseconds: f64, clusters: &[String]) -> usize {
    let end = shell.now + milliseconds;
    let mut answered = 0;
    loop {
        while shell.paths().iter().any(|path| path.starts_with(LIST)) {
            shell.answer(LIST, 200, &list(clusters));
            answered += 1;
        }
        if shell.now >= end {
            return answered;
        }
        shell.pass(250.0);
    }
}

/// A launch whose answer is lost, where these clusters were before.
fn lost(before: &[String]) -> Shell {
    let mut shell = Shell::ready_with(common::CONFIG, OPTIONS, &list(before));
    shell.quiet();
    shell.user(FormEvent::Launch);
    lose(&mut shell);
    shell
}

/// The create in flight gets no answer.
fn lose(shell: &mut Shell) {
    answer_create(shell, Err(Failure::NoAnswer));
}

fn answer_create(shell: &mut Shell, outcome: Outcome) {
    let index = shell.requests.iter().position(|(_, request)| request.method == "POST").expect("a create");
    let (id, _) = shell.requests.remove(index);
    shell.update(dask_gateway::core::event::Event::Reply(id, outcome));
}

fn form_says(shell: &Shell) -> Option<Message> {
    shell.form_message().map(|notice| notice.message)
}

#[test]
fn the_one_new_cluster_of_such_options_is_what_a_create_without_an_answer_made() {
    let others = [cluster('a', "RUNNING", STORED), cluster('b', "RUNNING", "{}")];
    let mut shell = lost(&others);
    assert_eq!(shell.form_message(), Some(Notice::error(Message::LaunchUnknown)));
    // One that a notebook made meanwhile has other options.
    let now = [others[0].clone(), others[1].clone(), cluster('d', "PENDING", &STORED.replace("1.0", "2")), made('c')];
    shell.answer(LIST, 200, &list(&now));
    let found = Message::LaunchFound { cluster: key('c') };
    assert_eq!(shell.form_message(), Some(Notice::info(found.clone())));
    assert_eq!(shell.view().form.expect("a form").launched, Some(key('c')), "as if the answer had come");
    assert!(shell.paths().iter().any(|path| path.ends_with("?wait")), "it is followed");
    assert_eq!(creates(&shell), 0);
    let memory = shell.core.preset_memory().expect("something new to be kept");
    assert!(memory.launches.contains(r#""worker_memory": 0.5"#), "it is one of the last launches: {}", memory.launches);
    // It is said until it runs, and for a moment at least.
    lists(&mut shell, 9_000.0, &now);
    assert_eq!(form_says(&shell), Some(found.clone()));
    lists(&mut shell, 30_000.0, &now);
    assert_eq!(form_says(&shell), Some(found));
    let running = [now[0].clone(), now[1].clone(), now[2].clone(), cluster('c', "RUNNING", STORED)];
    lists(&mut shell, 6_000.0, &running);
    assert_eq!(form_says(&shell), None);
}

#[test]
fn a_cluster_that_never_appears_was_probably_not_created() {
    let mut shell = lost(&[made('a')]);
    let asked = lists(&mut shell, 9_000.0, &[made('a')]);
    assert_eq!(form_says(&shell), Some(Message::LaunchUnknown), "a slow gateway may take its time");
    assert!((4..=6).contains(&asked), "{asked} lists");
    lists(&mut shell, 3_000.0, &[made('a')]);
    assert_eq!(shell.form_message(), Some(Notice::error(Message::LaunchNotFound { reloaded: false })));
    shell.user(FormEvent::Launch);
    assert_eq!(creates(&shell), 1, "the user knows: this is a wish of its own");
}

#[test]
fn lists_that_fail_say_nothing_of_what_was_created() {
    let mut shell = lost(&[]);
    for _ in 0..40 {
        shell.pass(1_000.0);
        while shell.paths().iter().any(|path| path.starts_with(LIST)) {
            shell.reply(LIST, Err(Failure::NoAnswer));
        }
    }
    assert_eq!(form_says(&shell), Some(Message::LaunchUnknown));
    lists(&mut shell, 60_000.0, &[made('c')]);
    assert_eq!(form_says(&shell), Some(Message::LaunchFound { cluster: key('c') }));
}

#[test]
fn one_that_appears_after_all_is_told() {
    let mut shell = lost(&[]);
    lists(&mut shell, 60_000.0, &[]);
    assert_eq!(form_says(&shell), Some(Message::LaunchNotFound { reloaded: false }));
    lists(&mut shell, 6_000.0, &[made('c')]);
    assert_eq!(form_says(&shell), Some(Message::LaunchFound { cluster: key('c') }));

    // The user has another by then.
    let mut shell = lost(&[]);
    lists(&mut shell, 20_000.0, &[]);
    shell.user(FormEvent::Launch);
    shell.answer(CREATE, 201, &format!(r#"{{"name": "{}"}}"#, name('d')));
    lists(&mut shell, 6_000.0, &[made('d')]);
    assert_eq!(form_says(&shell), Some(Message::Launched { cluster: key('d') }));
    lists(&mut shell, 6_000.0, &[made('d'), made('c')]);
    assert_eq!(form_says(&shell), Some(Message::LaunchFound { cluster: key('c') }), "there are two now");
    assert_eq!(shell.view().form.expect("a form").launched, Some(key('d')));
}

#[test]
fn what_appears_long_after_may_be_another_ones_but_nobody_says_that_there_is_none() {
    let not_found = Some(Message::LaunchNotFound { reloaded: false });
    let mut shell = lost(&[]);
    lists(&mut shell, 400_000.0, &[]);
    let other = cluster('d', "RUNNING", r#"{"worker_cores": 3}"#);
    lists(&mut shell, 20_000.0, std::slice::from_ref(&other));
    assert_eq!(form_says(&shell), not_found, "with other options");
    lists(&mut shell, 20_000.0, &[other.clone(), made('c')]);
    assert_eq!(form_says(&shell), None);
    // And once is enough.
    lists(&mut shell, 20_000.0, &[other, made('c'), made('e')]);
    assert_eq!(form_says(&shell), None);

    // What the user launches meanwhile is known to be another.
    let mut shell = lost(&[]);
    lists(&mut shell, 400_000.0, &[]);
    shell.user(FormEvent::Launch);
    shell.answer(CREATE, 201, &format!(r#"{{"name": "{}"}}"#, name('d')));
    lists(&mut shell, 20_000.0, &[made('d')]);
    lists(&mut shell, 20_000.0, &[made('d'), made('c')]);
    assert_eq!(form_says(&shell), Some(Message::Launched { cluster: key('d') }));
}

#[test]
fn of_several_new_clusters_it_cannot_be_told_which_is_the_one() {
    let mut shell = lost(&[]);
    shell.answer(LIST, 200, &list(&[made('c'), made('d')]));
    let several = Message::LaunchSeveral { clusters: vec![key('c'), key('d')], more: 0 };
    assert_eq!(shell.form_message(), Some(Notice::error(several.clone())));
    assert_eq!(shell.view().form.expect("a form").launched, None);
    lists(&mut shell, 20_000.0, &[made('c'), cluster('d', "FAILED", STORED)]);
    assert_eq!(form_says(&shell), Some(several));
    lists(&mut shell, 10_000.0, &[cluster('c', "FAILED", STORED), cluster('d', "FAILED", STORED)]);
    assert_eq!(form_says(&shell), None, "there is nothing left to choose");
    let mut many = lost(&[]);
    many.answer(LIST, 200, &list(&"0123456789".chars().map(made).collect::<Vec<_>>()));
    assert!(matches!(form_says(&many), Some(Message::LaunchSeveral { clusters, more: 6 }) if clusters.len() == 4));
}

#[test]
fn before_the_first_list_no_cluster_is_known_to_be_new() {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, common::CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    shell.user(FormEvent::Launch);
    lose(&mut shell);
    while shell.paths().iter().any(|path| path.starts_with(LIST)) {
        shell.answer(LIST, 200, &list(&[made('c')]));
    }
    assert_eq!(form_says(&shell), Some(Message::LaunchSeveral { clusters: vec![key('c')], more: 0 }));
}

#[test]
fn a_list_that_was_asked_for_before_the_answer_was_lost_tells_nothing() {
    let mut shell = Shell::ready();
    shell.pass(5_000.0);
    shell.user(FormEvent::Launch);
    lose(&mut shell);
    shell.answer(LIST, 200, &list(&[made('c')]));
    assert_eq!(form_says(&shell), Some(Message::LaunchUnknown));
    shell.answer(LIST, 200, &list(&[made('c')]));
    assert_eq!(form_says(&shell), Some(Message::LaunchFound { cluster: key('c') }));
}

#[test]
fn while_nothing_is_known_a_press_asks_first() {
    let mut shell = lost(&[]);
    shell.pass(1_000.0);
    shell.user(FormEvent::Launch);
    assert_eq!((creates(&shell), shell.form_message()), (0, Some(Notice::error(Message::LaunchAgain))));
    // A double click, or a key that is held, is no answer to the question.
    for _ in 0..20 {
        shell.pass(100.0);
        shell.user(FormEvent::Launch);
    }
    assert_eq!((creates(&shell), form_says(&shell)), (0, Some(Message::LaunchAgain)));
    shell.pass(1_000.0);
    shell.user(FormEvent::Launch);
    assert_eq!((creates(&shell), form_says(&shell)), (1, None));
    // Both wishes are fulfilled, whichever cluster is whose.
    lose(&mut shell);
    lists(&mut shell, 5_000.0, &[made('c'), made('d')]);
    assert!(matches!(form_says(&shell), Some(Message::LaunchFound { .. })));
    lists(&mut shell, 60_000.0, &[cluster('c', "RUNNING", STORED), cluster('d', "RUNNING", STORED)]);
    assert_eq!(form_says(&shell), None);
}

#[test]
fn a_question_that_an_edit_took_away_is_asked_again() {
    let mut shell = lost(&[]);
    shell.pass(1_000.0);
    shell.user(FormEvent::Launch);
    shell.edit("note", "another");
    shell.pass(1_000.0);
    shell.user(FormEvent::Launch);
    assert_eq!((creates(&shell), form_says(&shell)), (0, Some(Message::LaunchAgain)));
    shell.pass(1_000.0);
    let options = r#"{"worker_cores": 2}"#.to_owned();
    shell.user(FormEvent::LaunchWith { options: options.clone(), workers: None });
    assert_eq!(creates(&shell), 1, "a command is a press as well");
    lose(&mut shell);
    shell.pass(1_000.0);
    shell.user(FormEvent::LaunchWith { options, workers: None });
    assert_eq!((creates(&shell), form_says(&shell)), (0, Some(Message::LaunchAgain)));
}

#[test]
fn a_double_click_makes_one_cluster_however_fast_the_gateway_is() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.user(FormEvent::Launch);
    shell.pass(150.0);
    shell.answer(CREATE, 201, &format!(r#"{{"name": "{NAME}"}}"#));
    for _ in 0..5 {
        shell.pass(150.0);
        shell.user(FormEvent::Launch);
    }
    assert_eq!(creates(&shell), 0);
    shell.pass(600.0);
    shell.user(FormEvent::Launch);
    assert_eq!(creates(&shell), 1, "that is another wish");
    // Refused, it made nothing: no press is too early.
    shell.answer(CREATE, 422, r#"{"error": "no more"}"#);
    shell.user(FormEvent::Launch);
    assert_eq!(creates(&shell), 1);
}

#[test]
fn a_launch_that_did_not_get_through_says_so_when_the_gateway_answers_again() {
    let unreachable = || {
        let error = reply(502, "application/json", r#"{"error": "The gateway cannot be reached"}"#);
        Ok(Reply { own_error: Some("unreachable".into()), ..error })
    };
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.reply(CREATE, unreachable());
    assert_eq!(form_says(&shell), Some(said("The gateway cannot be reached")));
    shell.reply(LIST, unreachable());
    assert_eq!(form_says(&shell), Some(said("The gateway cannot be reached")));
    lists(&mut shell, 11_000.0, &[]);
    assert_eq!(shell.form_message(), Some(Notice::error(Message::NotDone)));
    shell.user(FormEvent::Launch);
    assert_eq!((creates(&shell), form_says(&shell)), (1, None));
}

#[test]
fn what_a_launch_waits_for_is_said_as_long_as_it_waits() {
    let mut shell = Shell::ready();
    shell.questions = Some(vec![]);
    shell.edit("environment", "B: 2");
    shell.user(FormEvent::Launch);
    let reading = Message::ReadingFirst { label: "Environment Variables".into() };
    assert_eq!(form_says(&shell), Some(reading));
    shell.read_all();
    assert_eq!(form_says(&shell), None, "it has been read");
}

#[test]
fn that_a_cluster_is_starting_is_not_said_beside_its_failure() {
    let mut shell = lost(&[]);
    lists(&mut shell, 2_500.0, &[made('c')]);
    assert_eq!(form_says(&shell), Some(Message::LaunchFound { cluster: key('c') }));
    lists(&mut shell, 12_000.0, &[cluster('c', "FAILED", STORED)]);
    assert_eq!(shell.cluster().status, Status::Failed);
    assert_eq!(form_says(&shell), None);

    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    answer_create(&mut shell, Ok(reply(201, "application/json", &format!(r#"{{"name": "{}"}}"#, name('c')))));
    assert_eq!(form_says(&shell), Some(Message::Launched { cluster: key('c') }));
    lists(&mut shell, 200.0, &[cluster('c', "FAILED", STORED)]);
    assert_eq!((shell.cluster().status, form_says(&shell)), (Status::Failed, None));
}

#[test]
fn copied_is_said_for_a_moment() {
    let mut shell = Shell::with_cluster("RUNNING");
    shell.user(FormEvent::CopyPython);
    shell.user(ClusterEvent::CopyCode { cluster: common::KEY.into() });
    lists(&mut shell, 9_000.0, &[report(NAME, "RUNNING")]);
    shell.quiet();
    assert_eq!(
        (form_says(&shell), shell.cluster().message),
        (Some(Message::Copied), Some(Notice::info(Message::Copied)))
    );
    lists(&mut shell, 2_000.0, &[report(NAME, "RUNNING")]);
    assert_eq!((form_says(&shell), shell.cluster().message), (None, None));
}

/// The same page, loaded anew: with what it kept of launches.
fn reloaded(kept: &str, clusters: &[String]) -> Shell {
    let mut shell = Shell::new(Route::PassThrough, None);
    shell.user(SessionEvent::Visible { visible: true });
    shell.user(ClusterEvent::RecallLaunches { kept: kept.into(), reloaded: true });
    shell.answer("config", 200, common::CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    while shell.paths().iter().any(|path| path.starts_with(LIST)) {
        shell.answer(LIST, 200, &list(clusters));
    }
    shell
}

#[test]
fn a_launch_survives_a_reload_before_its_answer() {
    let mut shell = Shell::ready_with(common::CONFIG, OPTIONS, &list(&[made('a')]));
    shell.edit("note", "a-secret-of-mine");
    assert_eq!(shell.view().unsettled, None);
    shell.user(FormEvent::Launch);
    let kept = shell.view().unsettled.expect("it is on its way");
    for secret in [&name('a'), "a-secret-of-mine", "\"A\""] {
        assert!(!kept.contains(secret), "{kept}");
    }
    let other = cluster('d', "PENDING", &STORED.replace("small", "large"));
    let mut again = reloaded(&kept, &[made('a'), other.clone(), made('c')]);
    assert_eq!(again.form_message(), Some(Notice::info(Message::LaunchRecalled { cluster: key('c') })));
    assert_eq!(again.view().form.expect("a form").launched, Some(key('c')));
    assert_eq!((creates(&again), again.view().unsettled), (0, None));
    lists(&mut again, 20_000.0, &[made('a'), other, cluster('c', "RUNNING", STORED)]);
    assert_eq!(form_says(&again), None);

    let mut none = reloaded(&kept, &[made('a')]);
    assert_eq!(none.form_message(), None, "it may still come");
    assert!(none.view().unsettled.is_some(), "a further reload knows of it too");
    none.user(FormEvent::Launch);
    assert_eq!((creates(&none), form_says(&none)), (0, Some(Message::LaunchAgain)));
    lists(&mut none, 12_000.0, &[made('a')]);
    assert_eq!(none.form_message(), Some(Notice::error(Message::LaunchNotFound { reloaded: true })));
    assert_eq!(none.view().unsettled, None);

    // Its answer was there before the reload.
    answer_create(&mut shell, Ok(reply(201, "application/json", &format!(r#"{{"name": "{}"}}"#, name('c')))));
    assert_eq!(shell.view().unsettled, None);
}

#[test]
fn what_is_kept_is_not_believed() {
    for kept in ["", "[", "{}", "[1]", "[{}]", r#"[{"before": 1, "options": []}]"#, r#"[{"before": [-1, "x", 1e300]}]"#]
    {
        let shell = reloaded(kept, &[made('a')]);
        assert_eq!((shell.form_message(), shell.view().unsettled), (None, None), "{kept}");
    }
}

#[test]
fn configured_and_secret_options_are_not_kept() {
    let options = r#"{"cluster_options": [
        {"field": "cores", "label": "Cores", "default": 1, "spec": {"type": "int"}},
        {"field": "size", "label": "Size", "default": "s", "spec": {"type": "select", "options": ["s", "m"]}},
        {"field": "gpus", "label": "GPUs", "default": 7777, "spec": {"type": "int"}},
        {"field": "api_token", "label": "Token", "default": 4321, "spec": {"type": "int"}}]}"#;
    let config = common::CONFIG.replace(r#""options": {}"#, r#""options": {"gpus": 8888}"#);
    let mut shell = Shell::ready_with(&config, options, "{}");
    shell.user(FormEvent::Launch);
    let kept = shell.view().unsettled.expect("it is on its way");
    assert_eq!(kept, r#"[{"before": [], "options": {"cores": 1, "size": "s"}}]"#);
}
