//! What is kept from sight: options that are secrets by their names, and those of dask's configuration.

mod common;

use common::{CONFIG, NAME, OPTIONS, Shell, list, report, words};
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::view::Control;
use dask_gateway::core::messages::Message;
use dask_gateway::schema::json;
use dask_gateway::schema::secret_names::is_secret_name;
use dask_gateway::schema::value::Value;

const DOTS: &str = "••••••••";

fn options(more: &str) -> String {
    OPTIONS.strip_suffix("]}").expect("the end of the list").to_owned() + ", " + more + "]}"
}

fn string(name: &str, label: &str) -> String {
    format!(r#"{{"field": "{name}", "label": "{label}", "default": "", "spec": {{"type": "string"}}}}"#)
}

fn configured(options: &str) -> String {
    CONFIG.replace(r#""options": {}"#, &format!(r#""options": {options}"#))
}

fn copied(shell: &mut Shell) -> String {
    shell.user(FormEvent::CopyPython);
    match shell.actions.as_slice() {
        [HostAction::Copy { text, .. }] => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_are_told_apart_as_python_does() {
    let table = json::parse(include_str!("fixtures/secret_names.json")).expect("JSON");
    for (kind, expected) in [("secret", true), ("plain", false)] {
        let Some(Value::List(names)) = table.as_dict().and_then(|table| table.item(kind)) else { panic!("{kind}") };
        for name in names {
            let name = name.as_str().expect("a text").to_text();
            assert_eq!(is_secret_name(&name), expected, "{name:?}");
        }
    }
}

#[test]
fn a_text_is_hidden_by_its_name_or_its_label() {
    let more = [string("db_password", "Database"), string("x", "API token"), string("monkey", "Monkey")].join(", ");
    let number = r#"{"field": "key", "label": "Key", "default": 1, "spec": {"type": "int"}}"#;
    let shell = Shell::ready_with(CONFIG, &options(&format!("{more}, {number}")), "{}");
    assert_eq!(shell.field("db_password").control, Control::Secret);
    assert_eq!(shell.field("x").control, Control::Secret);
    assert_eq!(shell.field("monkey").control, Control::String);
    assert_eq!(shell.field("key").control, Control::Int { min: None, max: None });
}

#[test]
fn the_copied_code_asks_for_a_secret() {
    let more = [string("db_password", "Database"), string("my key", "My key")].join(", ");
    let number = r#"{"field": "pin_key", "label": "Pin", "default": 1, "spec": {"type": "int"}}"#;
    let mut shell = Shell::ready_with(CONFIG, &options(&format!("{more}, {number}")), "{}");
    shell.edit("worker_cores", "2");
    shell.edit("db_password", "hush'\u{1b}");
    shell.edit("my key", "hush");
    shell.edit("pin_key", "4711");
    let expected = "from getpass import getpass\n\nfrom dask_gateway import Gateway\n\ngateway = Gateway()\n\
        cluster = gateway.new_cluster(\n    worker_cores=2,\n    db_password=getpass('db_password: '),\n    \
        pin_key=int(getpass('pin_key: ')),\n    **{'my key': getpass('my key: ')},\n)\n\
        client = cluster.get_client()\nclient";
    assert_eq!(copied(&mut shell), expected);
}

#[test]
fn the_copied_code_leaves_to_dasks_configuration_what_is_its_own() {
    let config = configured(r#"{"note": "localsecret", "worker_cores": 2, "profile": "medium"}"#);
    let mut shell = Shell::ready_with(&config, OPTIONS, "{}");
    shell.edit("worker_cores", "1");
    let code = copied(&mut shell);
    assert!(!code.contains("localsecret") && !code.contains("profile"), "{code}");
    assert!(code.contains("worker_cores=1"), "the gateway's default is not the configured one: {code}");
}

#[test]
fn the_copied_code_has_no_character_that_steers_what_shows_it() {
    let name = r"odd\u202ename";
    let mut shell = Shell::ready_with(CONFIG, &options(&string(name, "Odd")), "{}");
    let odd = "\u{1b}]0;x\u{7}\u{9b}\u{200e}\u{202e}\u{2066}\u{2028}\u{2029}\u{61c}\u{7f}";
    shell.edit("note", odd);
    shell.edit("odd\u{202e}name", "x");
    let code = copied(&mut shell);
    assert!(code.contains(r"note='\x1b]0;x\x07\x9b\u200e\u202e\u2066\u2028\u2029\u061c\x7f'"), "{code}");
    assert!(code.contains(r"**{'odd\u202ename': 'x'}"), "{code}");
}

#[test]
fn no_sentence_says_a_secret() {
    let config = configured(r#"{"db_password": 4711}"#);
    let mut shell = Shell::ready_with(&config, &options(&string("db_password", "Database")), "{}");
    assert_eq!(
        words(shell.field("db_password").error.as_ref()),
        Some(format!("db_password must be a string, got {DOTS}").as_str())
    );
    shell.edit("db_password", "typed");
    shell.user(FormEvent::SetOptions { options: r#"{"db_password": "hush"}"#.into(), unseen: true });
    let note = |kept| Some(Message::FromPython { kept, text: DOTS.into() });
    assert_eq!(shell.field("db_password").note, note(true));
    shell.user(FormEvent::SetOptions { options: r#"{"db_password": "hush"}"#.into(), unseen: false });
    assert_eq!((shell.field("db_password").text.as_str(), shell.field("db_password").note), ("hush", note(false)));
}

#[test]
fn a_clusters_options_are_marked_that_are_to_be_hidden() {
    let options = options(&string("x", "API token"));
    let used = r#"{"worker_cores": 2, "profile": "small", "x": "a", "db_password": "b", "monkey": "c",
        "environment": {"A": "1"}, "nested": [{"API_KEY": "d"}]}"#;
    let report = report(NAME, "RUNNING").replace(r#"{"worker_cores": 2}"#, used);
    let shell = Shell::ready_with(&configured(r#"{"profile": "small"}"#), &options, &list(&[report]));
    let hidden: Vec<_> = shell.cluster().options.into_iter().filter(|it| it.secret).map(|it| it.label).collect();
    assert_eq!(hidden, ["Profile", "API token", "db_password", "nested"]);
}

#[test]
fn a_default_that_was_withheld_is_the_first_value_that_is_set() {
    let field = r#"{"field": "db_password", "label": "Database", "default": "", "default_is_withheld": true,
        "spec": {"type": "string"}}"#;
    let all = options(field);
    let mut shell = Shell::ready_with(CONFIG, &all, "{}");
    let set = |text: &str| FormEvent::SetOptions { options: format!(r#"{{"db_password": "{text}"}}"#), unseen: false };
    shell.user(set("hush"));
    assert!(!shell.field("db_password").changed);
    shell.edit("db_password", "mine");
    shell.user(FormEvent::Reset);
    assert_eq!(shell.field("db_password").text, "hush");
    shell.user(set("other"));
    assert!(shell.field("db_password").changed, "the first alone");
    shell.user(FormEvent::Reset);
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/options", 200, &all);
    assert_eq!(shell.field("db_password").text, "hush", "also when the options are published again");
}
