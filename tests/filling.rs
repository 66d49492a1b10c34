//! Options from elsewhere come into the form: what is filled in, what cannot be, and that nothing is launched.

mod common;

use common::{CONFIG, OPTIONS, Shell};
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::source::{MAX_TEXT, Source};
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::schema::spec::{self, Field};
use dask_gateway::schema::value::Value;

fn event(options: &str) -> FormEvent {
    FormEvent::FillForm { source: Source::Preset, name: "Big".into(), options: options.into(), workers: None }
}

fn fill(shell: &mut Shell, options: &str) {
    shell.user(event(options));
}

/// What the converter of worker templates is given.
#[test]
fn the_options_are_told_with_the_defaults_of_the_form() {
    assert_eq!(Shell::new(Route::Direct, None).core.option_spec(), None);
    let config = CONFIG.replace(r#""options": {}"#, r#""options": {"worker_cores": 3}"#);
    let shell = Shell::ready_with(&config, OPTIONS, "{}");
    let told = spec::parse_reply(&shell.core.option_spec().expect("options")).expect("a list");
    let published = spec::parse_reply(OPTIONS).expect("options");
    assert_eq!(told.len(), published.len());
    for (told, published) in told.into_iter().zip(published) {
        let is_configured = told.name == *"worker_cores";
        assert_eq!(told.default == Value::int(3), is_configured);
        assert_eq!(Field { default: published.default.clone(), ..told }, published);
    }
}

fn told(changed: u32, left_out: &str, invalid: &str) -> Option<Notice> {
    let (source, name) = (Source::Preset, "Big".into());
    let (left_out, invalid) = (left_out.into(), invalid.into());
    Some(Notice::info(Message::Filled { source, name, changed, workers: false, left_out, invalid }))
}

fn is_untouched(shell: &Shell) -> bool {
    let form = shell.view().form.expect("a form");
    form.fields.iter().all(|field| field.before.is_none()) && !form.changed && !form.can_put_back
}

#[test]
fn fills_what_is_named_marks_it_and_says_what_it_could_not() {
    let mut shell = Shell::ready();
    shell.edit("note", "typed");
    fill(
        &mut shell,
        r#"{"worker_cores": 9, "worker_memory": 0.5, "profile": "large", "environment": {"B": "2"}, "image": "x"}"#,
    );
    assert_eq!(shell.form_message(), told(3, "image", "Worker Cores"));
    let field = |name: &str| shell.field(name);
    assert_eq!((field("worker_cores").text.as_str(), field("worker_cores").before.as_deref()), ("9", Some("1")));
    assert!(field("worker_cores").error.is_some(), "more than is allowed today");
    assert_eq!((field("profile").text.as_str(), field("profile").before.as_deref()), ("large", Some("small")));
    assert_eq!(field("environment").before.as_deref(), Some(""), "what was in a mapping is not shown");
    assert_eq!(field("worker_memory").before, None, "it had this already");
    assert_eq!((field("note").text.as_str(), field("note").before), ("typed", None), "what is not named stays");
    let form = shell.view().form.expect("a form");
    assert!(form.can_put_back && !form.can_launch);
    assert!(shell.requests.iter().all(|(_, request)| request.method != "POST"), "nothing is launched");

    // A mark goes with an edit or a reset of its field, all with what was typed before.
    shell.edit("profile", "small");
    assert_eq!(shell.field("profile").before, None);
    shell.user(FormEvent::ResetField { field: 0 });
    assert_eq!(shell.field("worker_cores").before, None);
    fill(&mut shell, r#"{"debug": true}"#);
    assert_eq!(shell.field("environment").before, None, "these are the marks of the last that was filled in");
    assert_eq!(shell.field("debug").before.as_deref(), Some("False"));
    shell.user(FormEvent::PutBack);
    assert_eq!((shell.field("note").text.as_str(), shell.field("profile").text.as_str()), ("typed", "small"));
    assert!(shell.view().form.expect("a form").fields.iter().all(|field| field.before.is_none()));
}

#[test]
fn what_the_form_had_already_changes_nothing() {
    let mut shell = Shell::ready();
    fill(&mut shell, r#"{"worker_cores": 1, "worker_memory": 0.5, "environment": {"A": "1"}}"#);
    assert_eq!(shell.form_message(), told(0, "", ""));
    assert!(is_untouched(&shell));
}

#[test]
fn marks_end_with_a_launch() {
    let mut shell = Shell::ready();
    fill(&mut shell, r#"{"worker_cores": 2}"#);
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 201, r#"{"name": "next"}"#);
    assert_eq!((shell.field("worker_cores").text.as_str(), shell.field("worker_cores").before), ("2", None));
}

#[test]
fn what_was_put_away_while_a_launch_was_in_flight_can_be_had_back() {
    let mut shell = Shell::ready();
    shell.edit("environment", "TYPED: at length");
    shell.user(FormEvent::Launch);
    fill(&mut shell, r#"{"environment": {}}"#);
    shell.answer("api/v1/clusters/", 201, r#"{"name": "0123456789abcdef0123456789abcdef"}"#);
    assert!(shell.view().form.expect("a form").can_put_back);
    shell.user(FormEvent::PutBack);
    assert_eq!(shell.field("environment").text, "TYPED: at length");
}

#[test]
fn marks_last_while_the_options_are_published_anew() {
    let mut shell = Shell::ready();
    fill(&mut shell, r#"{"worker_cores": 2}"#);
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.field("worker_cores").before.as_deref(), Some("1"));
}

#[test]
fn what_is_damaged_changes_nothing() {
    let deep = format!("{{\"note\": {}1{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let huge = format!("{{\"note\": \"{}\"}}", "x".repeat(MAX_TEXT));
    for options in ["", "[]", "null", "7", "{", r#"{"note": }"#, &deep, &huge] {
        let mut shell = Shell::ready();
        fill(&mut shell, options);
        assert_eq!(shell.form_message(), Some(Notice::error(Message::NotFilled { source: Source::Preset })));
        assert!(is_untouched(&shell));
    }
    for workers in ["", "-1", "1.5", "\"4\"", "[1]", "[4, 1]", "[0, 1, 2]", "{}", "["] {
        let mut shell = Shell::ready();
        let (source, name, options) = (Source::Link, String::new(), r#"{"note": "x"}"#.into());
        shell.user(FormEvent::FillForm { source, name, options, workers: Some(workers.into()) });
        assert_eq!(shell.form_message(), Some(Notice::error(Message::NotFilled { source })), "{workers}");
        assert!(is_untouched(&shell));
    }
}

#[test]
fn strange_names_and_values_are_data() {
    let mut shell = Shell::ready();
    fill(
        &mut shell,
        r#"{"__proto__": {"note": "x"}, "note": "<img src=x>\ud800", "worker_cores": 123456789012345678901234567890}"#,
    );
    assert_eq!(shell.form_message(), told(2, "__proto__", "Worker Cores"));
    assert_eq!(shell.field("worker_cores").text, "123456789012345678901234567890");
    fill(&mut shell, r#"{"worker_memory": NaN, "profile": "huge", "debug": 2}"#);
    assert_eq!(shell.form_message(), told(3, "", "Debug logging, Profile"));
}

#[test]
fn a_secret_is_not_shown_by_its_mark() {
    let options =
        r#"{"cluster_options": [{"field": "api_token", "label": "", "default": "", "spec": {"type": "string"}}]}"#;
    let mut shell = Shell::ready_with(CONFIG, options, "{}");
    shell.edit("api_token", "hush");
    fill(&mut shell, r#"{"api_token": "other"}"#);
    assert_eq!(shell.field("api_token").before.as_deref(), Some(""));
    fill(&mut shell, r#"{"api_token": 7}"#);
    assert_eq!(shell.form_message(), told(1, "", "api_token"));
}

#[test]
fn what_comes_before_the_options_waits_for_them() {
    let mut shell = Shell::new(Route::PassThrough, None);
    fill(&mut shell, r#"{"worker_cores": 2}"#);
    fill(&mut shell, r#"{"worker_cores": 3}"#);
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.form_message(), told(1, "", ""));
    assert_eq!(
        (shell.field("worker_cores").text.as_str(), shell.field("worker_cores").before.as_deref()),
        ("3", Some("1"))
    );
    assert!(!shell.view().form.expect("a form").can_put_back, "nothing was typed");
}
