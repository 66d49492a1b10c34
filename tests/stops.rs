//! Stops of which something is not as it should be: their answers are lost, what is asked about ends, a click comes too late.

mod common;

use common::{ENDED, KEY, NAME, START, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::clusters::stops::StopState;
use dask_gateway::core::event::Event;
use dask_gateway::core::messages::Message;
use dask_gateway::gateway::reply::Failure;

const ONE: &str = "api/v1/clusters/0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn with_two() -> Shell {
    let both = list(&[report(NAME, "RUNNING"), report(OTHER, "RUNNING")]);
    let mut shell = Shell::ready_with(common::CONFIG, common::OPTIONS, &both);
    shell.quiet();
    shell
}

fn ask(shell: &mut Shell) {
    shell.user(ClusterEvent::AskStop { cluster: KEY.into() });
}

fn yes(shell: &mut Shell) {
    shell.user(ClusterEvent::AnswerStop { stop: true });
}

fn stop_all(shell: &mut Shell) {
    shell.user(ClusterEvent::AskStopAll);
    yes(shell);
}

fn deletes(shell: &Shell) -> usize {
    shell.requests.iter().filter(|(_, request)| request.method == "DELETE").count()
}

/// What "Stop these clusters?" says of the first one.
fn row(shell: &Shell) -> (Option<StopState>, Option<Message>) {
    let row = shell.view().stop_all.expect("a dialog").rows.into_iter().find(|row| row.key == KEY).expect("a row");
    (row.state, row.message)
}

/// Some time passes, and the gateway says that all run.
fn all_run(shell: &mut Shell, milliseconds: f64) {
    let end = shell.now + milliseconds;
    while shell.now < end {
        shell.pass(1_000.0);
        while let Some(path) = shell.paths().first().map(|path| path.to_string()) {
            match path.as_str() {
                _ if path.starts_with("clusters/") => shell.quiet(),
                ENDED => drop(shell.answer(ENDED, 200, "{}")),
                _ if path.starts_with("api/v1/clusters/?") => {
                    drop(shell.answer(&path, 200, &list(&[report(NAME, "RUNNING"), report(OTHER, "RUNNING")])));
                }
                _ => drop(shell.answer(&path, 200, &report(NAME, "RUNNING"))),
            }
        }
    }
}

#[test]
fn a_stop_whose_answer_is_lost_is_not_said_to_be_refused_before_that_is_known() {
    let mut shell = with_two();
    stop_all(&mut shell);
    shell.answer("api/v1/clusters/fedc", 204, "");
    shell.reply(ONE, Err(Failure::TimedOut));
    assert_eq!(row(&shell), (Some(StopState::Unknown), Some(Message::StopUnknown)));
    assert!(!shell.view().stop_all.expect("a dialog").can_stop, "it may be stopping");
    all_run(&mut shell, 20_000.0);
    assert_eq!(row(&shell), (Some(StopState::Refused), Some(Message::StopNotDone)));
    assert_eq!(deletes(&shell), 0, "nothing is sent again by itself");
    yes(&mut shell);
    assert_eq!((deletes(&shell), row(&shell)), (1, (Some(StopState::Stopping), None)));
}

#[test]
fn a_stop_whose_answer_is_lost_and_that_was_done_is_said_to_be_done() {
    let mut shell = with_two();
    stop_all(&mut shell);
    shell.reply(ONE, Err(Failure::TimedOut));
    shell.answer("api/v1/clusters/?", 200, "{}");
    shell.answer(ONE, 200, &report(NAME, "STOPPING"));
    assert_eq!(row(&shell), (Some(StopState::Stopping), None));
    shell.pass(1_500.0);
    shell.answer(ONE, 200, &report(NAME, "STOPPED"));
    assert_eq!(row(&shell), (Some(StopState::Stopped), None));
}

#[test]
fn why_a_stop_was_refused_ends_when_the_gateway_is_in_reach_again() {
    let mut shell = with_two();
    stop_all(&mut shell);
    shell.reply(ONE, Err(Failure::NotOffered));
    assert_eq!(row(&shell), (Some(StopState::Refused), Some(Message::NotOffered)));
    all_run(&mut shell, 16_000.0);
    assert_eq!(row(&shell), (Some(StopState::Refused), Some(Message::NotDone)));
}

#[test]
fn a_question_whose_cluster_has_ended_takes_no_answer_that_is_meant_for_another() {
    let mut shell = with_two();
    ask(&mut shell);
    shell.now = START + 60_000.0;
    shell.update(Event::Woke);
    shell.answer("api/v1/clusters/?", 200, &list(&[report(OTHER, "RUNNING")]));
    shell.answer(ONE, 200, &report(NAME, "STOPPED"));
    assert_eq!(shell.view().confirm_stop, None);
    stop_all(&mut shell);
    assert_eq!(deletes(&shell), 1, "a click on Stop stops the one that runs");
}

#[test]
fn a_second_click_on_stop_does_not_try_again_what_was_refused_before() {
    let mut shell = with_two();
    stop_all(&mut shell);
    shell.user(ClusterEvent::AnswerStop { stop: false });
    shell.answer(ONE, 403, r#"{"error": "User u lacks permissions to stop cluster"}"#);
    ask(&mut shell);
    yes(&mut shell);
    shell.answer(ONE, 403, r#"{"error": "User u lacks permissions to stop cluster"}"#);
    // The other one's answer is still to come, so that the first dialog is at work out of sight.
    let before = deletes(&shell);
    yes(&mut shell);
    assert_eq!(deletes(&shell), before);
}
