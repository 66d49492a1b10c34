//! Workers at start: what is typed, what that means, and that a cluster gets them once.
#![cfg(not(target_arch = "wasm32"))]

mod common;

use common::{CONFIG, OPTIONS, Shell};
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::source::Source;
use dask_gateway::core::form::view::{FormView, Obstacle};
use dask_gateway::core::form::workers::WorkersAtStart;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::workers::Workers;
use proptest::prelude::*;

fn site(workers: &str) -> String {
    CONFIG.replace(r#""image": null"#, &format!(r#""image": null, "site": {{"workers": {workers}}}"#))
}

fn with_site(workers: &str) -> Shell {
    Shell::ready_with(&site(workers), OPTIONS, "{}")
}

fn form(shell: &Shell) -> FormView {
    shell.view().form.expect("a form")
}

/// What the two inputs show.
fn texts(shell: &Shell) -> (String, String) {
    let workers = form(shell).workers;
    (workers.count.text, workers.up_to.text)
}

fn type_workers(shell: &mut Shell, count: &str, up_to: &str) {
    shell.user(FormEvent::EditWorkers { text: count.into() });
    shell.user(FormEvent::EditUpTo { text: up_to.into() });
}

fn read(count: &str, up_to: &str) -> Result<Option<Workers>, Message> {
    let mut workers = WorkersAtStart::default();
    workers.edit_count(count.into());
    workers.edit_up_to(up_to.into());
    workers.value()
}

#[test]
fn what_is_typed_is_a_number_or_two_bounds() {
    let range = |minimum, maximum| Ok(Some(Workers::Range { minimum, maximum }));
    let not_a_count = |text: &str| Err(Message::NotACount { text: text.into() });
    for (count, up_to, expected) in [
        ("", "", Ok(None)),
        (" ", "\t", Ok(None)),
        ("4", "", Ok(Some(Workers::Count(4)))),
        ("0", " ", Ok(Some(Workers::Count(0)))),
        ("4294967295", "", Ok(Some(Workers::Count(u32::MAX)))),
        ("1", "20", range(1, 20)),
        ("", "20", range(0, 20)),
        ("3", "3", range(3, 3)),
        ("21", "20", Err(Message::MinimumAboveMaximum)),
        ("-1", "", not_a_count("-1")),
        ("", "-1", not_a_count("-1")),
        ("1.5", "2", not_a_count("1.5")),
        ("4294967296", "", not_a_count("4294967296")),
        ("four", "x", not_a_count("four")),
    ] {
        assert_eq!(read(count, up_to), expected, "{count:?} up to {up_to:?}");
    }
}

proptest! {
    #[test]
    fn what_is_set_is_what_is_read(count: u32, more: Option<u32>) {
        let workers = match more {
            None => Workers::Count(count),
            Some(more) => Workers::Range { minimum: count, maximum: count.saturating_add(more) },
        };
        for workers in [None, Some(workers)] {
            let mut at_start = WorkersAtStart::default();
            at_start.set(workers);
            prop_assert_eq!(at_start.value(), Ok(workers));
            prop_assert_eq!(at_start.is_changed(), workers.is_some());
            let view = at_start.view();
            prop_assert_eq!(read(&view.count.text, &view.up_to.text), Ok(workers));
            at_start.on_site(workers);
            prop_assert!(!at_start.is_changed());
        }
    }

    #[test]
    fn one_input_at_a_time_is_wrong_and_only_if_the_whole_is(count in ".{0,6}", up_to in ".{0,6}") {
        let mut at_start = WorkersAtStart::default();
        at_start.edit_count(count.clone());
        at_start.edit_up_to(up_to.clone());
        let view = at_start.view();
        let errors: Vec<_> = [view.count, view.up_to].into_iter().filter_map(|input| input.error).collect();
        prop_assert_eq!(errors, at_start.value().err().into_iter().collect::<Vec<_>>());
    }
}

#[test]
fn the_form_begins_with_the_sites_and_goes_back_to_them() {
    let mut shell = with_site("[0, 10]");
    assert_eq!(texts(&shell), ("0".into(), "10".into()));
    assert!(!form(&shell).changed && !form(&shell).workers.changed);
    type_workers(&mut shell, "4", "");
    assert!(form(&shell).changed && form(&shell).workers.changed, "a reset is of use");
    shell.user(FormEvent::Reset);
    assert_eq!(texts(&shell), ("0".into(), "10".into()));
    assert!(!form(&shell).changed);

    assert_eq!(texts(&with_site("3")), ("3".into(), String::new()));
    for nothing in ["null", "true", r#""4""#, "[1]", "[2, 1]", "-1", "1.0", "{}", "99999999999999999999"] {
        assert_eq!(texts(&with_site(nothing)), Default::default(), "{nothing}");
    }
}

#[test]
fn what_the_user_typed_stays_when_the_site_says_something_new() {
    let mut workers = WorkersAtStart::default();
    workers.on_site(Some(Workers::Count(2)));
    assert_eq!(workers.view().count.text, "2");
    workers.edit_count("many".into());
    workers.on_site(Some(Workers::Count(5)));
    assert_eq!(workers.view().count.text, "many");
    workers.reset();
    assert_eq!(workers.view().count.text, "5");
    workers.on_site(None);
    assert_eq!((workers.view().count.text, workers.value()), (String::new(), Ok(None)));
}

#[test]
fn an_invalid_number_stops_a_launch_and_a_copy_as_a_field_does() {
    let mut shell = Shell::ready();
    type_workers(&mut shell, "5", "4");
    let obstacle = Obstacle { field: None, message: Message::InvalidWorkersFirst };
    assert_eq!(form(&shell).obstacle, Some(obstacle));
    assert_eq!(form(&shell).workers.up_to.error, Some(Message::MinimumAboveMaximum));
    assert!(!form(&shell).can_launch);
    for event in [FormEvent::Launch, FormEvent::CopyPython] {
        shell.user(event);
        assert_eq!(shell.form_message(), Some(Notice::error(Message::InvalidWorkersFirst)));
    }
    assert!(!shell.paths().contains(&"api/v1/clusters/") && shell.actions.is_empty());
    // A field that is wrong comes first: it stands above.
    shell.edit("worker_cores", "9");
    assert_eq!(form(&shell).obstacle.and_then(|obstacle| obstacle.field), Some(0));
    shell.edit("worker_cores", "2");
    shell.user(FormEvent::Launch);
    type_workers(&mut shell, "4", "4");
    assert!(form(&shell).can_launch && form(&shell).obstacle.is_none() && shell.form_message().is_none());
}

#[test]
fn python_asks_for_the_same_workers() {
    let mut shell = Shell::ready();
    for (count, up_to, line) in [
        ("4", "", Some("cluster.scale(4)")),
        ("", "20", Some("cluster.adapt(minimum=0, maximum=20)")),
        ("2", "8", Some("cluster.adapt(minimum=2, maximum=8)")),
        ("0", "", None),
        ("", "", None),
    ] {
        type_workers(&mut shell, count, up_to);
        shell.user(FormEvent::CopyPython);
        let Some(HostAction::Copy { text, .. }) = shell.actions.pop() else { panic!("nothing copied") };
        let asks: Vec<_> = text.lines().filter(|line| line.contains(".scale(") || line.contains(".adapt(")).collect();
        assert_eq!(asks, line.into_iter().collect::<Vec<_>>());
        if let Some(line) = line {
            assert!(text.ends_with(&format!("\n{line}\nclient = cluster.get_client()\nclient")), "{text}");
        }
    }
}

#[test]
fn a_commands_workers_are_json_and_nonsense_is_said() {
    for nonsense in ["-1", "[1]", "[3, 2]", "true", "\"4\"", "1.5", "{}"] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::LaunchWith { options: "{}".into(), workers: Some(nonsense.into()) });
        assert_eq!(shell.form_message(), Some(Notice::error(Message::NotWorkers)), "{nonsense}");
        assert!(!shell.paths().contains(&"api/v1/clusters/"));
    }
    let mut shell = Shell::ready();
    shell.user(FormEvent::LaunchWith { options: "{}".into(), workers: Some("[".into()) });
    assert!(matches!(shell.form_message(), Some(Notice { message: Message::Unreadable { .. }, .. })));
    // What the form says counts where the command says nothing, wrong or not.
    type_workers(&mut shell, "x", "");
    shell.user(FormEvent::LaunchWith { options: "{}".into(), workers: None });
    assert_eq!(shell.form_message(), Some(Notice::error(Message::InvalidWorkersFirst)));
    shell.user(FormEvent::LaunchWith { options: "{}".into(), workers: Some("2".into()) });
    shell.take("api/v1/clusters/");
}

#[test]
fn what_fills_the_form_brings_its_workers_and_what_was_typed_can_be_had_back() {
    let fill = |options: &str, workers: Option<&str>| FormEvent::FillForm {
        source: Source::Preset,
        name: "big".into(),
        options: options.into(),
        workers: workers.map(Into::into),
    };
    let mut shell = with_site("2");
    type_workers(&mut shell, "7", "x");
    shell.user(fill("{}", Some("[1, 9]")));
    assert_eq!(texts(&shell), ("1".into(), "9".into()));
    shell.user(fill(r#"{"worker_cores": 2}"#, None));
    assert_eq!(texts(&shell), ("1".into(), "9".into()), "nothing was said of them");
    assert!(form(&shell).can_put_back);
    shell.user(FormEvent::PutBack);
    assert_eq!(texts(&shell), ("7".into(), "x".into()));
    assert!(!form(&shell).can_put_back);
    shell.user(fill("{}", Some("[9, 1]")));
    assert_eq!(texts(&shell), ("7".into(), "x".into()), "damaged: nothing is touched");
}
