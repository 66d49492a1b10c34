//! What is in the form as texts for the page around it: the request, Python, and a link.

mod common;

use common::{CONFIG, Shell};
use dask_gateway::core::connection::config::PublishedConfig;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::UserEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::link;
use dask_gateway::core::form::preset_events::PresetEvent;
use dask_gateway::core::form::text::FormText::{self, Link, Python, Request, ShownRequest};
use dask_gateway::schema::json;
use dask_gateway::schema::value::Value;

const ALL: [FormText; 4] = [Request, ShownRequest, Python, Link];

/// A text and a number that are secrets by their names, one that is not, and a mapping.
const OPTIONS: &str = r#"{"cluster_options": [
    {"field": "api_token", "label": "Token", "default": "", "spec": {"type": "string"}},
    {"field": "password", "label": "Password", "default": "", "spec": {"type": "string"}},
    {"field": "pin", "label": "Secret number", "default": 0, "spec": {"type": "int"}},
    {"field": "__proto__", "label": "Name", "default": "é\"", "spec": {"type": "string"}},
    {"field": "environment", "label": "Environment", "default": {}, "spec": {"type": "mapping"}}]}"#;

fn text(shell: &Shell, wanted: FormText) -> String {
    shell.core.form_text(wanted).expect("a text")
}

#[test]
fn are_what_the_form_would_send_and_copy() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "3");
    shell.user(FormEvent::EditUpTo { text: "5".into() });
    let copies: [(FormText, UserEvent); 2] =
        [(Python, FormEvent::CopyPython.into()), (Link, PresetEvent::CopyLink { mappings: "[]".into() }.into())];
    for (wanted, event) in copies {
        let told = text(&shell, wanted);
        shell.actions.clear();
        shell.user(event);
        match shell.actions.as_slice() {
            [HostAction::Copy { text, .. } | HostAction::CopyLink { link: text, .. }] => assert_eq!(*text, told),
            other => panic!("{other:?}"),
        }
    }
    let request = text(&shell, Request);
    shell.user(FormEvent::Launch);
    assert_eq!(shell.take("api/v1/clusters/").1.body.as_deref(), Some(request.as_str()));
}

#[test]
fn hide_what_is_secret_but_for_the_request_itself() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, "{}");
    shell.edit("api_token", "s3cret");
    shell.edit("pin", "4711");
    shell.edit("environment", "{\"A\": \"private\"}");
    assert!(text(&shell, Request).contains("s3cret"));
    let shown = text(&shell, ShownRequest);
    assert_eq!(
        shown,
        "{\n  \"cluster_options\": {\n    \"api_token\": \"***\",\n    \"password\": \"\",\n    \"pin\": \"***\",\n    \"__proto__\": \"\\u00e9\\\"\",\n    \"environment\": {\"A\": \"private\"}\n  }\n}"
    );
    assert!(json::parse(&shown).is_ok());
    let carried = json::write(&Value::Dict(link::read(&text(&shell, Link)).expect("a link").options));
    assert_eq!(carried, "{}");
    for secret in ["s3cret", "4711"] {
        assert!(!text(&shell, Python).contains(secret) && !shown.contains(secret));
    }
    let none = Shell::ready_with(CONFIG, r#"{"cluster_options": []}"#, "{}");
    assert_eq!(text(&none, ShownRequest), "{\n  \"cluster_options\": {}\n}");
}

#[test]
fn are_none_before_there_is_a_form_and_while_something_is_wrong() {
    let mut shell = Shell::new(Route::PassThrough, None);
    assert_eq!(ALL.map(|wanted| shell.core.form_text(wanted)), [None, None, None, None]);
    shell = Shell::ready();
    shell.edit("worker_cores", "many");
    assert_eq!(ALL.map(|wanted| shell.core.form_text(wanted)), [None, None, None, None]);
    shell.user(FormEvent::Reset);
    shell.user(FormEvent::EditWorkers { text: "x".into() });
    assert_eq!(ALL.map(|wanted| shell.core.form_text(wanted)), [None, None, None, None]);
    shell.user(FormEvent::Reset);
    shell.edit("note", &"long ".repeat(2_000));
    assert_eq!(shell.core.form_text(Link), None, "it would be too long");
    assert!(shell.core.form_text(Request).is_some());
    assert_eq!(["request", "shown-request", "python", "link"].map(FormText::by_name), ALL.map(Some));
    assert_eq!(FormText::by_name("text"), None);
}

#[test]
fn a_page_may_hand_over_what_the_site_says_as_it_was_written() {
    let read = |site: &str| PublishedConfig::parse(&format!(r#"{{"site": {site}}}"#)).expect("a config").gateway;
    let settings = read(r#""{\"worker\": {\"cores\": 2}}""#);
    assert_eq!(settings, read(r#"{"worker": {"cores": 2}}"#));
    assert_eq!(settings.site_settings.len(), 1, "for worker templates, too");
    assert!(!settings.has_broken_site && read(r#""{""#).has_broken_site && read(r#""[]""#).has_broken_site);
    assert!(!read("null").has_broken_site);
}
