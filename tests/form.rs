//! The options form: what is typed, what it means, what the server would say, what is sent.

mod common;

use common::{CONFIG, OPTIONS, Shell, reply, said, words};
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::event::SessionEvent;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::view::{Control, Obstacle};
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::{Level, Notice};
use dask_gateway::gateway::reply::{Failure, Reply};

fn options(fields: &str) -> String {
    format!(r#"{{"cluster_options": [{fields}]}}"#)
}

fn with_options(fields: &str) -> Shell {
    Shell::ready_with(CONFIG, &options(fields), "{}")
}

#[test]
fn shows_a_control_for_each_kind() {
    let form = Shell::ready().view().form.expect("a form");
    let controls: Vec<_> =
        form.fields.iter().map(|field| (field.label.as_str(), &field.control, field.text.as_str())).collect();
    let bound = |text: &str| Some(text.to_owned());
    assert_eq!(
        controls,
        [
            ("Worker Cores", &Control::Int { min: bound("1"), max: bound("4") }, "1"),
            ("Worker Memory (GiB)", &Control::Float { min: bound("0.25"), max: bound("4.0") }, "0.5"),
            ("Note", &Control::String, ""),
            ("Debug logging", &Control::Bool { checked: false }, "False"),
            (
                "Profile",
                &Control::Select { options: ["small", "medium", "large"].map(String::from).into(), selected: Some(0) },
                "small"
            ),
            (
                "Environment Variables",
                &Control::Mapping { rows: None, no_switch: None, offer: None, entries: Some(1) },
                "A: \"1\""
            ),
        ]
    );
    assert!(form.can_launch && !form.changed && form.message.is_none());
}

#[test]
fn a_value_out_of_range_is_refused_with_the_servers_words_and_kept() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "9");
    let field = shell.field("worker_cores");
    assert_eq!(field.text, "9");
    assert_eq!(words(field.error.as_ref()), Some("worker_cores must be <= 4.000000, got 9"));
    assert!(!shell.view().form.expect("a form").can_launch);
    shell.user(FormEvent::Launch);
    assert!(!shell.paths().contains(&"api/v1/clusters/"), "an invalid form is not sent");
}

#[test]
fn typed_numbers_mean_what_python_reads() {
    for (name, text, error) in [
        ("worker_cores", " 2 ", None),
        ("worker_cores", "+3", None),
        ("worker_cores", "2.7", Some("worker_cores must be an integer, got 2.7")),
        ("worker_cores", "1.0", Some("worker_cores must be an integer, got 1.0")),
        ("worker_cores", "", Some("worker_cores must be an integer, got ''")),
        ("worker_cores", "two", Some("worker_cores must be an integer, got 'two'")),
        ("worker_cores", "0", Some("worker_cores must be >= 1.000000, got 0")),
        ("worker_cores", "9007199254740993", Some("worker_cores must be <= 4.000000, got 9007199254740993")),
        ("worker_memory", "1", None),
        ("worker_memory", ".5e0", None),
        ("worker_memory", "nan", None),
        ("worker_memory", "inf", Some("worker_memory must be <= 4.000000, got inf")),
        ("worker_memory", "1e22", Some("worker_memory must be <= 4.000000, got 1e+22")),
        ("worker_memory", "1e-5", Some("worker_memory must be >= 0.250000, got 1e-05")),
        ("worker_memory", "1,5", Some("worker_memory must be a float, got '1,5'")),
        ("environment", "", None),
        ("environment", "[1]", Some("environment must be a mapping, got [1]")),
    ] {
        let mut shell = Shell::ready();
        shell.edit(name, text);
        let field = shell.field(name);
        assert_eq!(words(field.error.as_ref()), error, "{name} = {text:?}");
        assert_eq!(field.text, text);
    }
}

#[test]
fn a_launch_sends_what_the_form_shows() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "2");
    shell.edit("worker_memory", "1");
    shell.edit("note", "naïve \u{1f600}");
    let debug = shell.field("debug").index;
    shell.user(FormEvent::Check { field: debug, checked: true });
    let profile = shell.field("profile").index;
    shell.user(FormEvent::Choose { field: profile, option: 2 });
    shell.edit("environment", r#"{"KEY": "value", "N": 12345678901234567890}"#);
    shell.user(FormEvent::Launch);
    let (_, request) = shell.take("api/v1/clusters/");
    assert_eq!(request.method, "POST");
    assert_eq!(
        request.body.as_deref(),
        Some(concat!(
            r#"{"cluster_options": {"worker_cores": 2, "worker_memory": 1.0, "note": "na\u00efve \ud83d\ude00", "#,
            r#""debug": true, "profile": "large", "environment": {"KEY": "value", "N": 12345678901234567890}}}"#
        ))
    );
    let form = shell.view().form.expect("a form");
    assert!(form.launching && !form.can_launch);
}

#[test]
fn a_second_click_does_not_launch_twice() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::Launch);
    shell.user(FormEvent::Launch);
    assert_eq!(shell.paths().iter().filter(|path| **path == "api/v1/clusters/").count(), 1);
}

#[test]
fn a_refused_launch_says_why_and_keeps_everything() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "2");
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 422, r#"{"error": "User alice has reached the limit of 3 clusters"}"#);
    let text = "User alice has reached the limit of 3 clusters";
    assert_eq!(shell.form_message(), Some(Notice::error(said(text))));
    assert_eq!(shell.field("worker_cores").text, "2");
    assert!(shell.view().form.expect("a form").can_launch, "it can be tried again");
    assert_eq!(shell.view().clusters.expect("a list").len(), 0);
    shell.edit("worker_cores", "1");
    assert_eq!(shell.form_message(), None, "an edit answers it");
}

#[test]
fn a_launch_whose_answer_is_lost_is_looked_up() {
    let own = |status, id: &str| {
        let error = reply(status, "application/json", r#"{"error": "The gateway's answer did not come"}"#);
        Ok(Reply { own_error: Some(id.into()), ..error })
    };
    let lost = [
        Err(Failure::NoAnswer),
        Err(Failure::TimedOut),
        Err(Failure::TooLarge),
        own(504, "timed-out"),
        own(502, "dropped"),
        // The gateway answered, but so that the pass-through could not hand it on.
        own(502, "bad-reply"),
        own(502, "too-large"),
        own(502, "unverified"),
        // Of some proxy on the way.
        Ok(reply(504, "text/html", "<h1>Gateway Time-out</h1>")),
        Ok(reply(200, "text/html", "<h1>Welcome</h1>")),
        // Done, but who knows what.
        Ok(reply(201, "application/json", r#"{"nam"#)),
        Ok(reply(200, "application/json", "{}")),
        Ok(reply(204, "", "")),
    ];
    for outcome in lost {
        let mut shell = Shell::ready();
        shell.user(FormEvent::Launch);
        shell.reply("api/v1/clusters/", outcome);
        assert_eq!(shell.form_message(), Some(Notice::error(Message::LaunchUnknown)));
        shell.answer("api/v1/clusters/?", 200, &common::list(&[common::report(common::NAME, "PENDING")]));
        assert_eq!(shell.cluster().key, common::KEY, "the list tells");
    }
}

#[test]
fn a_launch_that_never_left_is_not_a_mystery() {
    for (status, id, text) in [
        (502, "unreachable", "The gateway cannot be reached"),
        // The login goes first: without one nothing was launched.
        (500, "auth-failed", "There is no Kerberos ticket. Run kinit"),
    ] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::Launch);
        let error = reply(status, "application/json", &format!(r#"{{"error": "{text}"}}"#));
        shell.reply("api/v1/clusters/", Ok(Reply { own_error: Some(id.into()), ..error }));
        assert_eq!(shell.form_message(), Some(Notice::error(said(text))));
    }
}

#[test]
fn dasks_configuration_is_laid_over_the_defaults() {
    let config = CONFIG.replace(r#""options": {}"#, r#""options": {"worker_cores": 3, "note": 7, "zone": "a"}"#);
    let mut shell = Shell::ready_with(&config, OPTIONS, "{}");
    assert_eq!(shell.field("worker_cores").text, "3");
    assert_eq!(words(shell.field("note").error.as_ref()), Some("note must be a string, got 7"));
    let note = |shell: &Shell| shell.view().form.expect("a form").remarks.pop();
    let unknown = Some(Message::UnknownDefaults { names: "zone".into() });
    assert_eq!((note(&shell), shell.form_message()), (unknown.clone(), None));
    shell.edit("note", "7");
    assert_eq!(note(&shell), unknown, "it is as true as before");
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 422, r#"{"error": "Unknown fields ['zone']"}"#);
    assert_eq!(note(&shell), unknown, "it stands beside the answer to a launch");
    shell.user(SessionEvent::Refresh);
    let zone = OPTIONS.replace("worker_memory", "zone");
    shell.answer("api/v1/options", 200, &zone);
    assert_eq!(note(&shell), None, "the gateway offers it now");
    shell.user(SessionEvent::Refresh);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(note(&shell), unknown);
    assert_eq!(shell.field("note").error, None, "typed, it is the string '7'");
    shell.edit("worker_cores", "1");
    assert!(shell.field("worker_cores").changed);
    shell.user(FormEvent::Reset);
    assert_eq!(shell.field("worker_cores").text, "3", "a reset goes back to the configured value");
    assert!(!shell.field("worker_cores").changed);
}

#[test]
fn an_unknown_kind_is_edited_as_json() {
    let mut shell = with_options(
        r#"{"field": "when", "label": "When", "default": {"at": [1, 2.0]}, "spec": {"type": "schedule", "zone": "UTC"}}"#,
    );
    let field = shell.field("when");
    assert_eq!(field.control, Control::Json);
    assert_eq!(field.note, Some(Message::UnknownKind { kind: "schedule".into() }));
    shell.edit("when", "[1.0, null]");
    shell.user(FormEvent::Launch);
    let body = shell.take("api/v1/clusters/").1.body;
    assert_eq!(body.as_deref(), Some(r#"{"cluster_options": {"when": [1.0, null]}}"#));
}

#[test]
fn hostile_names_and_defaults_survive() {
    // As a real gateway writes them: NaN, infinities, integers beyond 2^53, lone surrogates, a name twice.
    let mut shell = with_options(
        r#"{"field": "__proto__", "label": "<b>html</b>", "default": "\ud800", "spec": {"type": "string"}},
        {"field": "nan", "label": "nan", "default": NaN, "spec": {"type": "float", "min": null, "max": Infinity}},
        {"field": "big", "label": "big", "default": 9007199254740993, "spec": {"type": "int", "min": -9223372036854775808, "max": 1180591620717411303424}},
        {"field": "dup", "label": "dup", "default": true, "spec": {"type": "bool"}},
        {"field": "dup", "label": "dup", "default": "x", "spec": {"type": "string"}}"#,
    );
    assert_eq!(shell.field("big").text, "9007199254740993");
    assert_eq!(shell.field("nan").text, "nan");
    assert_eq!(shell.field("__proto__").label, "<b>html</b>");
    // Typing the default back, as far as it can be shown, is no change.
    shell.edit("__proto__", "x");
    shell.edit("__proto__", "\u{fffd}");
    assert!(!shell.field("__proto__").changed);
    shell.user(FormEvent::Launch);
    let body = shell.take("api/v1/clusters/").1.body;
    let sent = r#"{"cluster_options": {"__proto__": "\ud800", "nan": NaN, "big": 9007199254740993}}"#;
    assert_eq!(body.as_deref(), Some(sent), "a name that two fields share is left to their defaults");
}

#[test]
fn a_default_is_shown_as_it_is_sent() {
    let shell =
        with_options(r#"{"field": "x", "label": "x", "default": 1, "spec": {"type": "float", "min": 0, "max": null}}"#);
    assert_eq!((shell.field("x").text.as_str(), shell.field("x").changed), ("1.0", false));
}

#[test]
fn a_configured_name_that_two_fields_share_is_sent() {
    let fields = r#"{"field": "dup", "label": "a", "default": 1, "spec": {"type": "int", "min": null, "max": null}},
        {"field": "dup", "label": "b", "default": 2, "spec": {"type": "int", "min": null, "max": null}}"#;
    let mut shell = Shell::ready_with(r#"{"address": "", "options": {"dup": 3}}"#, &options(fields), "{}");
    shell.user(FormEvent::Launch);
    assert_eq!(shell.take("api/v1/clusters/").1.body.as_deref(), Some(r#"{"cluster_options": {"dup": 3}}"#));
}

#[test]
fn fields_of_one_name_show_the_one_value_that_is_sent() {
    let dup = |kind: &str, default: &str| {
        format!(r#"{{"field": "dup", "label": "{kind}", "default": {default}, "spec": {{"type": "{kind}"}}}}"#)
    };
    let mut shell = with_options(&[dup("int", "1"), dup("float", "0.5"), dup("mapping", "{}")].join(","));
    let fields = |shell: &Shell| shell.view().form.expect("a form").fields;
    let texts = |shell: &Shell| fields(shell).into_iter().map(|field| field.text).collect::<Vec<_>>();
    shell.user(FormEvent::Edit { field: 0, text: "7".into() });
    assert_eq!(texts(&shell), ["7", "7.0", "7"]);
    let refused = fields(&shell);
    let errors: Vec<_> = refused.iter().map(|field| words(field.error.as_ref())).collect();
    assert_eq!(errors, [None, None, Some("dup must be a mapping, got 7")], "what the server would say");
    assert!(!shell.view().form.expect("a form").can_launch);
    shell.user(FormEvent::Edit { field: 0, text: "1".into() });
    assert_eq!(texts(&shell), ["1", "0.5", ""], "unchanged, each has its own default");
    assert!(shell.view().form.expect("a form").can_launch);

    let mut shell = with_options(&[dup("int", "1"), dup("float", "0.5")].join(","));
    shell.user(FormEvent::Edit { field: 0, text: "7".into() });
    shell.user(FormEvent::Launch);
    let body = shell.take("api/v1/clusters/").1.body;
    assert_eq!(body.as_deref(), Some(r#"{"cluster_options": {"dup": 7}}"#), "7.0 would be refused as no integer");

    let mut shell = with_options(&[dup("int", "1"), dup("float", "0.5")].join(","));
    shell.user(FormEvent::Edit { field: 0, text: "7".into() });
    shell.user(FormEvent::Edit { field: 1, text: "8.5".into() });
    assert_eq!(words(fields(&shell)[0].error.as_ref()), Some("dup must be an integer, got 8.5"));
    shell.user(FormEvent::Edit { field: 1, text: "8".into() });
    assert_eq!(texts(&shell), ["8.0", "8"]);
    shell.user(FormEvent::Edit { field: 0, text: "x".into() });
    assert_eq!(texts(&shell), ["x", "8"], "nothing typed is lost");
}

#[test]
fn a_newer_spec_keeps_what_was_typed() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "99");
    shell.edit("note", "mine");
    shell.user(SessionEvent::Refresh);
    let newer = OPTIONS.replace(r#""max": 4}"#, r#""max": 100}"#).replace(r#""default": 0.5"#, r#""default": 2.0"#);
    shell.answer("api/v1/options", 200, &newer);
    let cores = shell.field("worker_cores");
    assert_eq!((cores.text.as_str(), cores.error), ("99", None), "valid under the new bound");
    assert_eq!(shell.field("note").text, "mine");
    assert_eq!(shell.field("worker_memory").text, "2.0", "untouched: the new default");
}

#[test]
fn copies_the_python_call_for_what_was_chosen() {
    let config = CONFIG.replace(r#""options": {}"#, r#""options": {"profile": "medium"}"#);
    let odd = r#", {"field": "worker zone", "label": "Zone", "default": "a", "spec": {"type": "string"}}]}"#;
    let fields = OPTIONS.strip_suffix("]}").expect("the end of the list").to_owned() + odd;
    let mut shell = Shell::ready_with(&config, &fields, "{}");
    shell.user(FormEvent::Choose { field: 4, option: 0 });
    shell.edit("worker_cores", "2");
    shell.edit("worker_memory", "nan");
    shell.edit("worker zone", "it's");
    shell.edit("environment", "A: yes\nB: [.inf, null]");
    shell.user(FormEvent::CopyPython);
    let expected = "from dask_gateway import Gateway\n\ngateway = Gateway()\ncluster = gateway.new_cluster(\n    \
         worker_cores=2,\n    worker_memory=float(\"nan\"),\n    profile='small',\n    \
         environment={'A': True, 'B': [float(\"inf\"), None]},\n    **{'worker zone': \"it's\"},\n)\n\
         client = cluster.get_client()\nclient";
    assert_eq!(shell.actions, [HostAction::Copy { text: expected.into(), cluster: None }]);
    assert_eq!(shell.form_message(), Some(Notice::info(Message::Copied)));
}

fn copied(config: &str, name: &str, text: &str) -> String {
    let kind = r#""label": "", "default": {}, "spec": {"type": "mapping"}}]}"#;
    let options = format!(r#"{{"cluster_options": [{{"field": "{name}", {kind}"#);
    let mut shell = Shell::ready_with(config, &options, "{}");
    shell.edit(name, text);
    shell.user(FormEvent::CopyPython);
    match shell.actions.pop() {
        Some(HostAction::Copy { text, .. }) => text,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn names_that_a_call_cannot_take_are_copied_another_way() {
    for name in ["self", "cluster_options", "shutdown_on_close", "address", "loop"] {
        let code = copied(CONFIG, name, "a: 1");
        let lines = format!(
            "options = gateway.cluster_options()\noptions['{name}'] = {{'a': 1}}\n\
             cluster = gateway.new_cluster(options)\n"
        );
        assert!(code.contains(&lines), "{code}");
    }
    for name in ["__debug__", "class", "1st", "a b", "größe"] {
        let code = copied(CONFIG, name, "a: 1");
        assert!(code.contains(&format!("    **{{'{name}': {{'a': 1}}}},\n")), "{code}");
    }
    for name in ["match", "_", "name", "print"] {
        let code = copied(CONFIG, name, "a: 1");
        assert!(code.contains(&format!("    {name}={{'a': 1}},\n")), "{code}");
    }
}

#[test]
fn what_python_cannot_compile_is_copied_as_json() {
    let nested = |depth| format!("{{\"a\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert!(!copied(CONFIG, "m", &nested(49)).contains("json"));
    let code = copied(CONFIG, "m", &nested(50));
    assert!(code.starts_with("import json\n\n") && code.contains("    m=json.loads('{\"a\": [["), "{code}");
}

#[test]
fn defaults_alone_make_a_bare_call() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::CopyPython);
    let [HostAction::Copy { text, .. }] = shell.actions.as_slice() else { panic!("{:?}", shell.actions) };
    assert!(text.contains("gateway.new_cluster()"), "{text}");
}

#[test]
fn a_command_launches_with_options_over_the_forms() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "2");
    shell.user(FormEvent::LaunchWith { options: r#"{"worker_memory": 2}"#.into(), workers: None });
    let body = shell.take("api/v1/clusters/").1.body.expect("a body");
    assert!(body.contains(r#""worker_cores": 2"#) && body.contains(r#""worker_memory": 2"#), "{body}");
    assert_eq!(shell.field("worker_memory").text, "0.5", "the form stays as it was");
}

#[test]
fn a_commands_bad_options_are_refused_in_the_servers_words() {
    for (options, refused) in [
        (r#"{"zz": 1, "aa": 2}"#, "Unknown fields ['aa', 'zz']"),
        (r#"{"worker_cores": 9}"#, "worker_cores must be <= 4.000000, got 9"),
        ("[1]", "options must be a dict, got 'list'"),
    ] {
        let mut shell = Shell::ready();
        shell.user(FormEvent::LaunchWith { options: options.into(), workers: None });
        let notice = shell.form_message().expect("a notice");
        assert_eq!((notice.level, words(Some(&notice.message))), (Level::Error, Some(refused)), "{options}");
        assert!(!shell.paths().contains(&"api/v1/clusters/"));
    }
    let mut shell = Shell::ready();
    shell.user(FormEvent::LaunchWith { options: "{".into(), workers: None });
    let detail = "Expecting property name enclosed in double quotes".into();
    assert_eq!(shell.form_message(), Some(Notice::error(Message::Unreadable { line: 1, column: 2, detail })));
    assert!(!shell.paths().contains(&"api/v1/clusters/"));
}

#[test]
fn a_command_before_the_form_is_there_is_refused_and_not_carried_out_later() {
    let mut shell = Shell::new(dask_gateway::core::connection::routes::Route::PassThrough, None);
    shell.user(SessionEvent::Visible { visible: true });
    shell.user(FormEvent::LaunchWith { options: "{}".into(), workers: None });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert!(!shell.paths().contains(&"api/v1/clusters/"));
    assert_eq!(shell.form_message(), Some(Notice::error(Message::LaunchTooEarly)));
}

#[test]
fn what_a_host_reports_stands_where_the_user_acted() {
    let mut shell = Shell::ready();
    shell.user(SessionEvent::Report { cluster: None, level: Level::Error, text: "The clipboard is closed".into() });
    assert_eq!(shell.form_message(), Some(Notice::error(said("The clipboard is closed"))));
}

fn set(shell: &mut Shell, options: &str) {
    shell.user(FormEvent::SetOptions { options: options.into(), unseen: false });
}

#[test]
fn options_from_python_reach_the_form_and_come_back_as_json() {
    let mut shell = Shell::ready();
    set(
        &mut shell,
        r#"{"worker_cores": 3, "worker_memory": 2, "debug": true, "profile": "large", "environment": {"B": "2"}}"#,
    );
    assert_eq!(shell.field("worker_cores").text, "3");
    assert_eq!(
        shell.field("profile").control,
        Control::Select { options: ["small", "medium", "large"].map(String::from).into(), selected: Some(2) }
    );
    assert_eq!(
        shell.core.options(),
        r#"{"worker_cores": 3, "worker_memory": 2.0, "note": "", "debug": true, "profile": "large", "environment": {"B": "2"}}"#
    );
    assert!(shell.view().form.expect("a form").fields.iter().all(|field| field.note.is_none()));
}

#[test]
fn an_option_that_is_invalid_is_left_out_of_what_python_gets() {
    let mut shell = Shell::ready_with(
        CONFIG,
        &options(
            r#"{"field": "n", "label": "n", "default": 1, "spec": {"type": "int", "max": 4}},
        {"field": "x", "label": "x", "default": "", "spec": {"type": "string"}}"#,
        ),
        "{}",
    );
    shell.edit("n", "9");
    shell.edit("x", "y");
    assert_eq!(shell.core.options(), r#"{"x": "y"}"#);
}

#[test]
fn what_is_being_typed_stays_and_the_value_from_python_is_told() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "9");
    shell.now += 500.0;
    set(&mut shell, r#"{"worker_cores": 3, "profile": "large"}"#);
    let field = shell.field("worker_cores");
    assert_eq!(field.text, "9");
    assert_eq!(field.note, Some(Message::FromPython { kept: true, text: "3".into() }));
    assert_eq!(shell.field("profile").text, "large", "the others follow");
    shell.now += 100.0;
    shell.edit("worker_cores", "98");
    assert!(shell.field("worker_cores").note.is_some(), "there was no time to read it");
    shell.now += 10_000.0;
    shell.edit("worker_cores", "2");
    assert_eq!(shell.field("worker_cores").note, None);
}

#[test]
fn an_echo_changes_nothing() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", " 2 ");
    set(&mut shell, r#"{"worker_cores": 2}"#);
    shell.now += 10_000.0;
    set(&mut shell, r#"{"worker_cores": 2}"#);
    let field = shell.field("worker_cores");
    assert_eq!((field.text.as_str(), field.note), (" 2 ", None));
}

#[test]
fn a_refused_text_that_python_replaces_is_told() {
    let mut shell = Shell::ready();
    shell.edit("worker_cores", "many");
    shell.now += 10_000.0;
    set(&mut shell, r#"{"worker_cores": 3}"#);
    let field = shell.field("worker_cores");
    assert_eq!(field.text, "3");
    assert_eq!(field.note, Some(Message::FromPython { kept: false, text: "many".into() }));
}

#[test]
fn options_set_before_there_is_a_form_are_in_it_when_it_comes() {
    let mut shell = Shell::new(Route::PassThrough, None);
    set(&mut shell, r#"{"worker_cores": 3}"#);
    assert_eq!(shell.core.options(), "{}");
    shell.user(SessionEvent::Visible { visible: true });
    shell.answer("config", 200, CONFIG);
    shell.answer("api/v1/options", 200, OPTIONS);
    assert_eq!(shell.field("worker_cores").text, "3");
}

#[test]
fn a_value_set_in_knowledge_of_what_was_typed_replaces_it_and_no_other() {
    for unseen in [false, true] {
        let mut shell = Shell::ready();
        shell.edit("worker_cores", "2");
        shell.user(FormEvent::SetOptions { options: r#"{"worker_cores": 3}"#.into(), unseen });
        let field = shell.field("worker_cores");
        let (text, other) = if unseen { ("2", "3") } else { ("3", "2") };
        assert_eq!(field.text, text);
        assert_eq!(
            field.note,
            Some(Message::FromPython { kept: unseen, text: other.into() }),
            "neither is lost silently"
        );
    }
}

#[test]
fn what_a_launch_waits_for_is_told_by_its_field() {
    let obstacle = |shell: &Shell| shell.view().form.expect("a form").obstacle;
    let mut shell = Shell::ready();
    assert_eq!(obstacle(&shell), None);
    shell.questions = Some(vec![]);
    shell.edit("environment", "A: '1'");
    let reading = Message::ReadingFirst { label: "Environment Variables".into() };
    assert_eq!(obstacle(&shell), Some(Obstacle { field: Some(5), message: reading.clone() }));
    for event in [FormEvent::Launch, FormEvent::CopyPython] {
        shell.user(event);
        assert_eq!(shell.form_message(), Some(Notice::error(reading.clone())));
    }
    shell.edit("worker_memory", "lots");
    let wrong = Message::InvalidFirst { label: "Worker Memory (GiB)".into() };
    assert_eq!(obstacle(&shell), Some(Obstacle { field: Some(1), message: wrong.clone() }));
    for event in [FormEvent::Launch, FormEvent::CopyPython] {
        shell.user(event);
        assert_eq!(shell.form_message(), Some(Notice::error(wrong.clone())));
    }
    assert!(shell.actions.is_empty() && !shell.paths().contains(&"api/v1/clusters/"));
    shell.edit("worker_memory", "1.5");
    assert_eq!(shell.form_message(), None);
    shell.read_all();
    assert_eq!(obstacle(&shell), None);
}

#[test]
fn a_field_without_a_label_is_told_by_its_name() {
    let mut shell = Shell::ready_with(CONFIG, &OPTIONS.replace("Worker Cores", ""), "{}");
    shell.edit("worker_cores", "9");
    let told = Message::InvalidFirst { label: "worker_cores".into() };
    assert_eq!(shell.view().form.expect("a form").obstacle, Some(Obstacle { field: Some(0), message: told }));
}
