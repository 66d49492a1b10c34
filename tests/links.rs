//! Links that carry options: what goes into one, what comes out, and that a bad one changes nothing.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report};
use dask_gateway::core::clusters::actions::ClusterEvent;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::link::{self, LONGEST};
use dask_gateway::core::form::preset::{Kind, LinkProblem};
use dask_gateway::core::form::preset_events::PresetEvent;
use dask_gateway::core::form::source::Source;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::workers::Workers;
use dask_gateway::schema::json;
use dask_gateway::schema::value::{Dict, Value};
use proptest::prelude::*;

fn copied(shell: &mut Shell, mappings: &str) -> String {
    shell.actions.clear();
    shell.user(PresetEvent::CopyLink { mappings: mappings.into() });
    match shell.actions.as_slice() {
        [HostAction::CopyLink { link, .. }] => link.clone(),
        other => panic!("{other:?}, {:?}", shell.form_message()),
    }
}

fn open(shell: &mut Shell, link: &str) {
    shell.user(PresetEvent::OpenLink { link: link.into() });
}

/// What Python would make of it.
fn carried(link: &str) -> String {
    let fill = link::read(link).expect("a link");
    json::write(&Value::Dict(fill.options))
}

#[test]
fn carries_what_was_changed_to_another_form_and_launches_nothing() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "3");
    shell.edit("note", "é\u{10ffff}");
    let link = copied(&mut shell, "[]");
    assert_eq!(shell.form_message(), Some(Notice::info(Message::LinkCopied)));
    assert!(link.starts_with("1.") && link.bytes().all(|b| b.is_ascii_alphanumeric() || b".-_".contains(&b)));
    assert_eq!(carried(&link), r#"{"worker_cores": 3, "note": "\u00e9\udbff\udfff"}"#);

    // In a page that has only just been opened.
    let mut other = Shell::new(Route::PassThrough, None);
    open(&mut other, &link);
    other.user(SessionEvent::Visible { visible: true });
    other.answer("config", 200, CONFIG);
    other.answer("api/v1/options", 200, &OPTIONS.replace(r#""max": 4}"#, r#""max": 2}"#));
    assert_eq!((other.field("worker_cores").text.as_str(), other.field("note").text.as_str()), ("3", "é\u{10ffff}"));
    let (source, name) = (Source::Link, String::new());
    let told = Message::Filled {
        source,
        name,
        changed: 2,
        workers: false,
        left_out: String::new(),
        invalid: "Worker Cores".into(),
    };
    assert_eq!(other.form_message(), Some(Notice::info(told)), "three cores are too many there");
    assert!(other.requests.iter().all(|(_, request)| request.method != "POST"));
}

#[test]
fn secrets_never_go_into_one_and_mappings_only_where_ticked() {
    let options = OPTIONS.replace(
        r#"{"field": "note""#,
        r#"{"field": "api_token", "label": "", "default": "", "spec": {"type": "string"}}, {"field": "note""#,
    );
    let mut shell = Shell::ready_with(CONFIG, &options, "{}");
    shell.edit("api_token", "hush");
    shell.edit("environment", "B: two");
    let link = copied(&mut shell, r#"["api_token", "note"]"#);
    assert_eq!(carried(&link), "{}");
    let link = copied(&mut shell, r#"["environment"]"#);
    assert_eq!(carried(&link), r#"{"environment": {"B": "two"}}"#);
}

#[test]
fn names_the_preset_that_the_form_still_is() {
    let config = CONFIG
        .replace(r#""versions": {}"#, r#""site": {"presets": [{"name": "Big", "options": {"worker_cores": 2}}]}"#);
    let mut shell = Shell::ready_with(&config, OPTIONS, "{}");
    shell.user(PresetEvent::ChoosePreset { kind: Kind::Site, name: "Big".into() });
    let link = copied(&mut shell, "[]");
    assert_eq!(link::read(&link).expect("a link").name, "Big");
    shell.edit("worker_cores", "3");
    let link = copied(&mut shell, "[]");
    assert_eq!(link::read(&link).expect("a link").name, "");
}

/// With a preset of the site's, and two workers unless the user wants others.
fn with_site() -> Shell {
    let site = r#""site": {"workers": 2, "presets": [{"name": "Big", "options": {"worker_cores": 2}}]}"#;
    Shell::ready_with(&CONFIG.replace(r#""versions": {}"#, site), OPTIONS, &list(&[report(NAME, "FAILED")]))
}

#[test]
fn it_is_no_preset_any_more_once_something_else_has_filled_the_form() {
    let chosen = |shell: &Shell| shell.view().presets.chosen;
    let choose = |shell: &mut Shell| {
        shell.user(PresetEvent::ChoosePreset { kind: Kind::Site, name: "Big".into() });
        assert_eq!(chosen(shell), Some(0));
    };
    let link = link::make(Dict::of_pairs(vec![("note".into(), Value::str("x"))]), None, "").expect("a link");
    let mut shell = with_site();
    choose(&mut shell);
    open(&mut shell, "1.damaged");
    assert_eq!(chosen(&shell), Some(0), "nothing was changed");
    open(&mut shell, &link);
    assert_eq!(chosen(&shell), None);
    assert_eq!(link::read(&copied(&mut shell, "[]")).expect("a link").name, "");

    // The options of an earlier cluster.
    choose(&mut shell);
    shell.user(ClusterEvent::RunAgain { cluster: KEY.into(), launch: false });
    assert_eq!(shell.field("note").text, "");
    assert_eq!(chosen(&shell), None);
}

#[test]
fn says_that_there_are_no_workers_where_the_site_gives_some() {
    let mut shell = with_site();
    let workers = |link: &str| link::read(link).expect("a link").workers;
    assert_eq!(workers(&copied(&mut shell, "[]")), None, "they are the site's");
    shell.user(FormEvent::EditWorkers { text: String::new() });
    let link = copied(&mut shell, "[]");
    assert_eq!(workers(&link), Some(Workers::Count(0)));
    let mut other = with_site();
    open(&mut other, &link);
    assert_eq!(other.view().form.expect("a form").workers.count.text, "0");
    // Where the site gives none, there is nothing to say.
    assert_eq!(workers(&copied(&mut Shell::ready(), "[]")), None);
}

#[test]
fn none_is_made_of_what_is_invalid_or_too_much() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "9");
    shell.user(PresetEvent::CopyLink { mappings: "[]".into() });
    assert_eq!(shell.form_message(), Some(Notice::error(Message::InvalidFirst { label: "Worker Cores".into() })));
    shell.user(FormEvent::Reset);
    shell.edit("note", &"x".repeat(LONGEST));
    shell.user(PresetEvent::CopyLink { mappings: "[]".into() });
    assert_eq!(shell.form_message(), Some(Notice::error(Message::LinkRefused { why: LinkProblem::TooLong })));
    assert!(shell.actions.is_empty());
}

#[test]
fn a_bad_one_is_one_sentence_and_the_form_stays() {
    let good = link::make(Dict::new(), None, "").expect("short");
    let of = |json: &str| base64url(json);
    let deep = of(&format!("{{\"options\": {{\"note\": {}{}}}}}", "[".repeat(2_000), "]".repeat(2_000)));
    let damaged = Notice::error(Message::NotFilled { source: Source::Link });
    let newer = Notice::error(Message::LinkRefused { why: LinkProblem::Newer });
    for (link, said) in [
        (String::new(), &damaged),
        ("1".into(), &damaged),
        ("1.".into(), &damaged),
        ("1.e".into(), &damaged),
        ("1.<script>alert(1)</script>".into(), &damaged),
        ("1.e30=".into(), &damaged),
        (good.trim_end_matches(|_| true).into(), &damaged),
        (good.chars().take(good.len() - 3).collect(), &damaged),
        (of("{}"), &damaged),
        (of("[]"), &damaged),
        (of(r#"{"options": []}"#), &damaged),
        (of(r#"{"options": {"note": "x"}, "workers": -1}"#), &damaged),
        (of(r#"{"options": {"note": "x"}, "preset": 7}"#), &damaged),
        ("1.__79".into(), &damaged), // no UTF-8
        (deep, &damaged),
        ("1.".to_owned() + &"A".repeat(10_000_000), &damaged),
        ("2.e30".into(), &newer),
        ("10.anything".into(), &newer),
        ("01x.e30".into(), &damaged),
    ] {
        let mut shell = Shell::ready();
        open(&mut shell, &link);
        assert_eq!(shell.form_message().as_ref(), Some(said), "{}", link.chars().take(60).collect::<String>());
        let form = shell.view().form.expect("a form");
        assert!(!form.changed && !form.can_put_back && form.fields.iter().all(|field| field.before.is_none()));
    }
}

#[test]
fn strange_names_are_told_and_nothing_else() {
    let mut shell = Shell::ready();
    open(
        &mut shell,
        &base64url(r#"{"options": {"__proto__": {"x": 1}, "<b>": 1, "note": "<img>"}, "preset": "<i>", "more": 1}"#),
    );
    let (source, name) = (Source::Link, "<i>".into());
    let told = Message::Filled {
        source,
        name,
        changed: 1,
        workers: false,
        left_out: "__proto__, <b>".into(),
        invalid: String::new(),
    };
    assert_eq!(shell.form_message(), Some(Notice::info(told)));
}

/// As any other program writes it.
fn base64url(text: &str) -> String {
    let bits: String = text.bytes().map(|byte| format!("{byte:08b}")).collect();
    let digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".as_bytes();
    let digit = |bits: &[u8]| {
        let bits = format!("{:0<6}", String::from_utf8_lossy(bits));
        char::from(digits[usize::from_str_radix(&bits, 2).expect("bits")])
    };
    "1.".to_owned() + &bits.as_bytes().chunks(6).map(digit).collect::<String>()
}

#[test]
fn it_is_base64url_as_others_read_it() {
    let link = link::make([("a".into(), Value::str("~~~???"))].into_iter().collect(), Some(Workers::Count(4)), "P")
        .expect("short");
    assert_eq!(link, base64url(r#"{"options": {"a": "~~~???"}, "workers": 4, "preset": "P"}"#));
}

proptest! {
    #[test]
    fn what_goes_in_comes_out(
        items in proptest::collection::vec(("[a-z_]{1,8}|__proto__", prop_oneof![
            any::<String>().prop_map(|text| Value::str(&text)),
            any::<f64>().prop_map(Value::Float),
            any::<i64>().prop_map(Value::int),
            any::<bool>().prop_map(Value::Bool),
            Just(Value::None),
            Just(json::parse(r#"["\ud800", 123456789012345678901234567890, NaN, {"x": -Infinity}]"#).expect("JSON")),
        ]), 0..6),
        workers in proptest::option::of(any::<u32>()),
        preset in "[^\u{0}]{0,20}",
    ) {
        let options: Dict = items.into_iter().map(|(name, value)| (name.as_str().into(), value)).collect();
        let text = json::write(&Value::Dict(options.clone()));
        let workers = workers.map(Workers::Count);
        let Ok(link) = link::make(options, workers, &preset) else { return Ok(()) };
        let fill = link::read(&link).expect("its own");
        prop_assert_eq!(json::write(&Value::Dict(fill.options)), text);
        prop_assert_eq!((fill.workers, fill.name), (workers, preset));
    }

    #[test]
    fn anything_else_is_read_or_refused(link in "1?\\.?[-_A-Za-z0-9+/=]{0,80}|.{0,40}") {
        let _ = link::read(&link);
    }
}
