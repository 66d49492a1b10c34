//! Presets: the site's, the user's own and the last launches; what is kept of them, and how those of several tabs come together.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use common::{CONFIG, KEY, NAME, OPTIONS, Shell, list, report};
use dask_gateway::core::effect::HostAction;
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::link;
use dask_gateway::core::form::preset::{Kind, LAUNCHES, MOST, Preset, PresetProblem};
use dask_gateway::core::form::preset_events::{ImportAnswer, PresetEvent};
use dask_gateway::core::form::preset_text::{self, MAX_TEXT};
use dask_gateway::core::form::presets::Presets;
use dask_gateway::core::form::source::Source;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::core::workers::Workers;
use dask_gateway::schema::json;
use dask_gateway::schema::value::{Dict, Value};
use proptest::prelude::*;

const SITE: &str = r#", "site": {"presets": [
    {"name": "Big memory", "description": "For large arrays.", "options": {"worker_cores": 2, "worker_memory": 4.0}, "workers": 4},
    {"name": "Odd", "options": {"gone": 1, "worker_cores": 99}}]}}"#;

fn with_site() -> Shell {
    Shell::ready_with(
        &CONFIG.replace("}}", &format!("}}{SITE}")).replace("\"versions\": {}}", "\"versions\": {}"),
        OPTIONS,
        "{}",
    )
}

fn choose(shell: &mut Shell, kind: Kind, name: &str) {
    shell.user(PresetEvent::ChoosePreset { kind, name: name.into() });
}

fn save(shell: &mut Shell, name: &str, mappings: &str) {
    shell.user(PresetEvent::SavePreset { name: name.into(), mappings: mappings.into(), replace: false });
}

fn names(shell: &Shell) -> Vec<String> {
    shell.view().presets.items.into_iter().map(|item| item.name).collect()
}

fn text(shell: &Shell, field: &str) -> String {
    shell.field(field).text
}

fn refused(why: PresetProblem) -> Option<Notice> {
    Some(Notice::error(Message::PresetRefused { why }))
}

fn own(shell: &mut Shell) -> String {
    shell.core.preset_memory().expect("something new to be kept").own
}

#[test]
fn one_of_the_sites_fills_the_form_and_launches_nothing() {
    let mut shell = with_site();
    assert_eq!(names(&shell), ["Big memory", "Odd"]);
    choose(&mut shell, Kind::Site, "Big memory");
    assert_eq!((text(&shell, "worker_cores").as_str(), text(&shell, "worker_memory").as_str()), ("2", "4.0"));
    assert_eq!(shell.field("worker_cores").before.as_deref(), Some("1"));
    assert_eq!(shell.view().presets.chosen, Some(0));
    choose(&mut shell, Kind::Any, "Odd");
    let Some(Notice { message: Message::Filled { name, left_out, invalid, .. }, .. }) = shell.form_message() else {
        panic!("{:?}", shell.form_message());
    };
    assert_eq!((name.as_str(), left_out.as_str(), invalid.as_str()), ("Odd", "gone", "Worker Cores"));
    assert!(shell.requests.iter().all(|(_, request)| request.method != "POST"));
    // What was changed since is no preset any more.
    shell.edit("worker_cores", "1");
    assert_eq!(shell.view().presets.chosen, None);
}

#[test]
fn one_that_is_not_there_is_said_with_those_that_are() {
    let mut shell = with_site();
    save(&mut shell, "mine", "[]");
    choose(&mut shell, Kind::Any, "small memory");
    let known = "mine, Big memory, Odd".into();
    assert_eq!(shell.form_message(), Some(Notice::error(Message::NoPreset { name: "small memory".into(), known })));
    assert!(!shell.view().form.expect("a form").changed);
}

#[test]
fn the_form_is_saved_without_secrets_and_with_mappings_only_where_ticked() {
    let options = OPTIONS.replace(
        r#"{"field": "note""#,
        r#"{"field": "api_token", "label": "T", "default": "", "spec": {"type": "string"}},
           {"field": "future", "label": "F", "default": {"a": 1}, "spec": {"type": "future"}},
           {"field": "note""#,
    );
    let mut shell = Shell::ready_with(CONFIG, &options, "{}");
    shell.edit("api_token", "hush");
    shell.edit("environment", "PASSWORD: hidden");
    shell.edit("worker_cores", "3");
    save(&mut shell, " My   own\n", r#"["future", "api_token"]"#);
    assert_eq!(shell.form_message(), Some(Notice::info(Message::PresetSaved { name: "My own".into() })));
    let kept = own(&mut shell);
    for hidden in ["hush", "hidden", "api_token", "future", "environment"] {
        assert!(!kept.contains(hidden), "{hidden} is in {kept}");
    }
    assert!(kept.contains(r#""worker_cores": 3"#), "{kept}");
    shell.user(FormEvent::Reset);
    choose(&mut shell, Kind::Own, "My own");
    assert_eq!((text(&shell, "worker_cores").as_str(), text(&shell, "api_token").as_str()), ("3", ""));

    shell.edit("environment", "PASSWORD: hidden");
    save(&mut shell, "With it", r#"["environment"]"#);
    assert!(own(&mut shell).contains(r#""environment": {"PASSWORD": "hidden"}"#));
}

#[test]
fn saving_asks_before_it_replaces_and_wants_a_name_and_valid_options() {
    let mut shell = Shell::ready();
    save(&mut shell, " \u{200b}\n", "[]");
    assert_eq!(shell.form_message(), refused(PresetProblem::NoName));
    save(&mut shell, "one", "[]");
    shell.edit("worker_cores", "2");
    save(&mut shell, "one", "[]");
    assert_eq!(shell.form_message(), refused(PresetProblem::Taken));
    let name = "one".into();
    shell.user(PresetEvent::SavePreset { name, mappings: "[]".into(), replace: true });
    assert!(own(&mut shell).contains(r#""worker_cores": 2"#));
    shell.edit("worker_cores", "9");
    save(&mut shell, "two", "[]");
    assert_eq!(
        shell.form_message().map(|notice| notice.message),
        Some(Message::InvalidFirst { label: "Worker Cores".into() })
    );
    assert_eq!(names(&shell), ["one"]);
    let long = "é".repeat(300);
    shell.edit("worker_cores", "1");
    save(&mut shell, &long, "[]");
    assert_eq!(names(&shell).iter().map(|name| name.chars().count()).max(), Some(100));
}

#[test]
fn there_is_an_end_to_how_many_and_how_much() {
    let mut shell = Shell::ready();
    for number in 0..MOST {
        save(&mut shell, &format!("p{number}"), "[]");
    }
    save(&mut shell, "one more", "[]");
    assert_eq!((shell.form_message(), names(&shell).len()), (refused(PresetProblem::TooMany), MOST));

    let mut shell = Shell::ready();
    shell.edit("note", &"x".repeat(MAX_TEXT / 2));
    save(&mut shell, "one", "[]");
    save(&mut shell, "two", "[]");
    assert_eq!((shell.form_message(), names(&shell)), (refused(PresetProblem::TooLarge), vec!["one".to_owned()]));
}

fn launch(shell: &mut Shell, status: u16, answer: &str) {
    shell.user(FormEvent::Launch);
    let create = shell.requests.iter().position(|(_, request)| request.method == "POST").expect("a create");
    shell.requests.swap(0, create);
    shell.answer("api/v1/clusters/", status, answer);
}

#[test]
fn the_last_launches_are_kept_and_fill_the_form_again() {
    let mut shell = Shell::ready();
    shell.edit("environment", "PASSWORD: hidden");
    for (number, cores) in ["1", "2", "3", "1", "4", "2", "3"].iter().enumerate() {
        shell.pass(60_000.0);
        shell.edit("worker_cores", cores);
        shell.edit("note", &format!("n{}", number % 5));
        launch(&mut shell, 201, &format!(r#"{{"name": "{number:0>32}"}}"#));
    }
    let items = shell.view().presets.items;
    assert_eq!(items.len(), LAUNCHES);
    assert_eq!(items[0].description, "Worker Cores 3, Note n1");
    assert!(items.iter().all(|item| item.kind == Kind::Launch && !item.description.contains("hidden")));
    assert!(!shell.core.preset_memory().expect("launches").launches.contains("hidden"));
    shell.user(FormEvent::Reset);
    choose(&mut shell, Kind::Launch, &items[1].name);
    assert_eq!((text(&shell, "worker_cores").as_str(), text(&shell, "note").as_str()), ("2", "n0"));
    assert_eq!(text(&shell, "environment"), "A: \"1\"", "nothing is known of it");

    // One that was refused was none.
    shell.pass(60_000.0);
    shell.edit("note", "refused");
    launch(&mut shell, 422, r#"{"error": "no more clusters"}"#);
    assert_eq!(shell.view().presets.items, items);
}

#[test]
fn launches_that_differ_in_their_workers_only_can_be_told_apart() {
    let mut shell = Shell::ready();
    for (number, (count, up_to)) in [("", ""), ("4", ""), ("0", "20")].into_iter().enumerate() {
        shell.pass(60_000.0);
        shell.edit("worker_cores", "3");
        shell.user(FormEvent::EditWorkers { text: count.into() });
        shell.user(FormEvent::EditUpTo { text: up_to.into() });
        launch(&mut shell, 201, &format!(r#"{{"name": "{number:0>32}"}}"#));
    }
    let told: Vec<_> = shell.view().presets.items.into_iter().map(|item| item.description).collect();
    assert_eq!(told, ["Worker Cores 3, × 0–20", "Worker Cores 3, × 4", "Worker Cores 3"]);
}

#[test]
fn no_more_of_a_launches_value_is_told_than_is_read() {
    let mut shell = Shell::ready();
    shell.edit("note", &"é".repeat(5_000));
    launch(&mut shell, 201, r#"{"name": "0123456789abcdef0123456789abcdef"}"#);
    assert_eq!(shell.view().presets.items[0].description, format!("Note {}…", "é".repeat(40)));
}

#[test]
fn equal_launches_are_one() {
    let mut shell = Shell::ready_with(CONFIG, OPTIONS, &list(&[report(NAME, "RUNNING")]));
    for name in ["a", "b"] {
        shell.pass(60_000.0);
        launch(&mut shell, 201, &format!(r#"{{"name": "{name:0>32}"}}"#));
    }
    let items = shell.view().presets.items;
    assert_eq!((items.len(), items[0].description.as_str()), (1, ""));
    assert_eq!(items[0].name, (shell.now as u64).to_string());
    assert!(!shell.core.preset_memory().expect("launches").launches.contains(KEY), "no cluster is named");
}

#[test]
fn the_workers_at_start_are_kept_with_the_options() {
    let mut shell = Shell::ready();
    shell.user(FormEvent::FillForm {
        source: Source::Python,
        name: String::new(),
        options: "{}".into(),
        workers: Some("[0, 20]".into()),
    });
    let Some(Notice { message: Message::Filled { changed, workers, .. }, .. }) = shell.form_message() else {
        panic!("{:?}", shell.form_message());
    };
    assert_eq!((changed, workers), (0, true), "they are no option");
    save(&mut shell, "adaptive", "[]");
    assert!(own(&mut shell).contains(r#""workers": [0, 20]"#));
    launch(&mut shell, 201, &format!(r#"{{"name": "{NAME}"}}"#));
    assert!(shell.core.preset_memory().expect("a launch").launches.contains(r#""workers": [0, 20]"#));
    shell.user(FormEvent::Reset);
    shell.actions.clear();
    shell.user(PresetEvent::CopyLink { mappings: "[]".into() });
    choose(&mut shell, Kind::Own, "adaptive");
    shell.user(PresetEvent::CopyLink { mappings: "[]".into() });
    let range = Workers::Range { minimum: 0, maximum: 20 };
    let carried = shell.actions.iter().filter_map(|action| match action {
        HostAction::CopyLink { link, .. } => Some(link::read(link).expect("a link").workers),
        _ => None,
    });
    assert_eq!(carried.collect::<Vec<_>>(), [None, Some(range)]);
}

// As a file.

fn exported(shell: &mut Shell) -> String {
    shell.actions.clear();
    shell.user(PresetEvent::ExportPresets);
    match shell.actions.as_slice() {
        [HostAction::Download { name, text, .. }] if name == "dask-gateway-presets.json" => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_brings_them_to_another_and_asks_before_it_replaces() {
    let mut mine = Shell::ready();
    for (name, cores) in [("a", "2"), ("b", "3")] {
        mine.edit("worker_cores", cores);
        save(&mut mine, name, "[]");
    }
    let file = exported(&mut mine);
    let mut other = Shell::ready();
    other.user(PresetEvent::ImportPresets { text: file.clone() });
    assert_eq!(other.form_message(), Some(Notice::info(Message::PresetsImported { added: 2, replaced: 0 })));
    assert_eq!(exported(&mut other), file);

    // "b" is another there.
    let name = "b".into();
    other.user(PresetEvent::SavePreset { name, mappings: "[]".into(), replace: true });
    other.user(PresetEvent::RemovePreset { name: "a".into() });
    let before = exported(&mut other);
    let import = PresetEvent::ImportPresets { text: file.clone() };
    for (answer, said, after) in [
        (ImportAnswer::Cancel, None, Some(&before)),
        (ImportAnswer::Keep, Some(Message::PresetsImported { added: 1, replaced: 0 }), None),
        (ImportAnswer::Replace, Some(Message::PresetsImported { added: 0, replaced: 2 }), Some(&file)),
    ] {
        other.user(FormEvent::Reset);
        other.user(import.clone());
        let conflicts = other.view().presets.conflicts;
        assert!(conflicts.contains(&"b".to_owned()) && exported(&mut other) != file);
        other.user(PresetEvent::AnswerImport { answer });
        assert_eq!(other.form_message().map(|notice| notice.message), said);
        assert!(other.view().presets.conflicts.is_empty());
        if let Some(after) = after {
            assert_eq!(&exported(&mut other), after);
        }
    }
}

#[test]
fn a_bad_file_is_one_sentence_and_changes_nothing() {
    let mut shell = Shell::ready();
    save(&mut shell, "mine", "[]");
    let before = exported(&mut shell);
    let file = |presets: &str| format!(r#"{{"dask-gateway-presets": 1, "presets": {presets}}}"#);
    let many: Vec<_> = (0..=MOST).map(|n| format!(r#"{{"name": "{n}", "options": {{}}}}"#)).collect();
    for (text, why) in [
        (String::new(), PresetProblem::Damaged),
        ("<html>".into(), PresetProblem::Damaged),
        ("[]".into(), PresetProblem::Damaged),
        ("{}".into(), PresetProblem::Damaged),
        (r#"{"dask-gateway-presets": 1}"#.into(), PresetProblem::Damaged),
        (r#"{"dask-gateway-presets": 0, "presets": []}"#.into(), PresetProblem::Damaged),
        (r#"{"dask-gateway-presets": 2, "whatever": []}"#.into(), PresetProblem::Newer),
        (file("{}"), PresetProblem::Damaged),
        (file("[]"), PresetProblem::Empty),
        (file("[7]"), PresetProblem::Damaged),
        (file(r#"[{"name": "a"}]"#), PresetProblem::Damaged),
        (file(r#"[{"options": {}}]"#), PresetProblem::Damaged),
        (file(r#"[{"name": 7, "options": {}}]"#), PresetProblem::Damaged),
        (file(r#"[{"name": "a", "options": []}]"#), PresetProblem::Damaged),
        (file(r#"[{"name": "a", "options": {}, "workers": [4, 1]}]"#), PresetProblem::Damaged),
        (file(r#"[{"name": "a", "options": {}}, null]"#), PresetProblem::Damaged),
        (file(&format!("{}{}", "[".repeat(10_000), "]".repeat(10_000))), PresetProblem::Damaged),
        (file(&format!("[{}]", many.join(","))), PresetProblem::TooMany),
        (
            file(&format!(r#"[{{"name": "a", "options": {{"x": "{}"}}}}]"#, "x".repeat(10_000_000))),
            PresetProblem::TooLarge,
        ),
    ] {
        shell.user(PresetEvent::ImportPresets { text });
        assert_eq!(shell.form_message(), refused(why));
        assert_eq!(exported(&mut shell), before);
    }
}

#[test]
fn a_hostile_file_is_data() {
    let mut shell = Shell::ready();
    let file = r#"{"dask-gateway-presets": 1, "__proto__": {"x": 1}, "presets": [{"name": "<img src=x>\u202e",
        "description": "<b>", "options": {"__proto__": {"y": 1}, "aws_secret_key": "s", "note": "<script>"}}]}"#;
    shell.user(PresetEvent::ImportPresets { text: file.into() });
    assert_eq!(names(&shell), ["<img src=x>"]);
    assert!(!exported(&mut shell).contains("aws_secret_key"));
    choose(&mut shell, Kind::Own, "<img src=x>");
    assert_eq!(text(&shell, "note"), "<script>");
}

// Kept by several tabs.

#[test]
fn what_is_kept_is_asked_for_once_the_gateway_is_known_and_after_changes_only() {
    let mut shell = Shell::ready();
    let memory = shell.core.preset_memory().expect("at first");
    assert_eq!((memory.gateway.as_str(), memory.own.as_str()), ("http://gateway:8000", ""));
    assert!(shell.core.preset_memory().is_none());
    save(&mut shell, "a", "[]");
    let kept = own(&mut shell);
    assert!(shell.core.preset_memory().is_none());
    shell.user(PresetEvent::RecallPresets { own: Some(kept), launches: None });
    assert!(shell.core.preset_memory().is_none(), "that was known");
    for odd in ["", "[]", "{}", r#"{"dask-gateway-presets": 2, "presets": []}"#] {
        shell.user(PresetEvent::RecallPresets { own: Some(odd.into()), launches: Some(odd.into()) });
    }
    assert_eq!(names(&shell), ["a"]);
}

#[test]
fn what_cannot_be_read_stays_as_it_is_kept_until_the_user_saves_something() {
    let newer = r#"{"dask-gateway-presets": 2, "presets": {"of": "a newer version"}}"#;
    let recall = |shell: &mut Shell, text: &str| {
        shell.user(PresetEvent::RecallPresets { own: Some(text.into()), launches: None });
    };
    for unread in [newer, "{", "[]"] {
        let mut shell = Shell::ready();
        assert_eq!(own(&mut shell), "");
        recall(&mut shell, unread);
        assert_eq!(own(&mut shell), unread, "else it would be written over");
        recall(&mut shell, unread);
        assert!(shell.core.preset_memory().is_none());
        shell.edit("worker_cores", "2");
        save(&mut shell, "a", "[]");
        if unread == newer {
            assert_eq!(shell.form_message(), refused(PresetProblem::Newer));
            assert!(shell.core.preset_memory().is_none() && names(&shell).is_empty());
            // Somebody has put it in order.
            recall(&mut shell, r#"{"dask-gateway-presets": 1, "presets": []}"#);
            save(&mut shell, "a", "[]");
        }
        assert_eq!(names(&shell), ["a"]);
        let kept = own(&mut shell);
        assert!(kept.contains(r#""name": "a""#), "{kept}");
        // Those of this page go before what nobody can read.
        recall(&mut shell, "{");
        assert!(shell.core.preset_memory().is_none_or(|memory| memory.own == kept));
    }
}

#[test]
fn what_is_exported_can_be_imported_however_much_it_is() {
    let mut shell = Shell::ready();
    for preset in 0..9 {
        let variables: Vec<_> = (0..1_500).map(|n| format!("V{n}: \"\"")).collect();
        shell.edit("environment", &variables.join("\n"));
        save(&mut shell, &format!("p{preset}"), r#"["environment"]"#);
    }
    assert_eq!(names(&shell).len(), 9, "{:?}", shell.form_message());
    let file = exported(&mut shell);
    let mut other = Shell::ready();
    other.user(PresetEvent::ImportPresets { text: file });
    assert_eq!(names(&other).len(), 9, "{:?}", other.form_message());
}

#[test]
fn no_workers_are_kept_where_the_site_gives_some() {
    let config = CONFIG.replace(r#""versions": {}"#, r#""site": {"workers": [1, 9]}"#);
    let mut shell = Shell::ready_with(&config, OPTIONS, "{}");
    shell.user(FormEvent::EditWorkers { text: String::new() });
    shell.user(FormEvent::EditUpTo { text: String::new() });
    save(&mut shell, "none", "[]");
    launch(&mut shell, 201, r#"{"name": "0123456789abcdef0123456789abcdef"}"#);
    let texts = |shell: &Shell| {
        let workers = shell.view().form.expect("a form").workers;
        (workers.count.text, workers.up_to.text)
    };
    let last = shell.view().presets.items.last().expect("a launch").name.clone();
    for (kind, name) in [(Kind::Own, "none"), (Kind::Launch, last.as_str())] {
        shell.user(FormEvent::Reset);
        assert_eq!(texts(&shell), ("1".into(), "9".into()));
        choose(&mut shell, kind, name);
        assert_eq!(texts(&shell), ("0".into(), String::new()), "{name}");
    }
}

#[test]
fn a_preset_that_was_removed_in_one_tab_goes_from_all_and_does_not_come_back() {
    let (mut one, mut other, mut third) = (Shell::ready(), Shell::ready(), Shell::ready());
    save(&mut one, "a", "[]");
    let saved = own(&mut one);
    let recall = |shell: &mut Shell, text: &str| {
        shell.now += 5_000.0;
        shell.user(PresetEvent::RecallPresets { own: Some(text.into()), launches: None });
    };
    recall(&mut other, &saved);
    other.user(PresetEvent::RemovePreset { name: "a".into() });
    let removed = own(&mut other);
    // A tab that never had it keeps what the others are to know.
    recall(&mut third, &removed);
    assert_eq!(own(&mut third), removed);
    recall(&mut third, &saved);
    recall(&mut one, &removed);
    assert_eq!((names(&one).len(), names(&third).len()), (0, 0));
    // Saved anew, it is there again.
    save(&mut one, "a", "[]");
    let again = own(&mut one);
    recall(&mut other, &again);
    assert_eq!((names(&one).len(), names(&other).len()), (1, 1));
}

/// Values as Python knows them.
fn values() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>().prop_map(|text| json::parse(&json::write(&Value::str(&text))).expect("a text")),
        Just(json::parse(r#""\ud800 \udc00x""#).expect("lone surrogates")),
    ];
    let leaf = prop_oneof![
        Just(Value::None),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::int),
        Just(json::parse("-123456789012345678901234567890").expect("a big one")),
        any::<f64>().prop_map(Value::Float),
        Just(Value::Float(f64::NAN)),
        text,
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            proptest::collection::vec((any::<String>(), inner), 0..4).prop_map(|items| Value::Dict(
                items.into_iter().map(|(name, value)| (name.as_str().into(), value)).collect()
            )),
        ]
    })
}

fn options() -> impl Strategy<Value = Dict> {
    proptest::collection::vec(("[a-f_]{1,6}|__proto__|é\u{202e}", values()), 0..6)
        .prop_map(|items| items.into_iter().map(|(name, value)| (name.as_str().into(), value)).collect())
}

fn workers() -> impl Strategy<Value = Option<Workers>> {
    let range = (0..9u32, 0..9u32).prop_map(|(minimum, more)| Workers::Range { minimum, maximum: minimum + more });
    proptest::option::of(prop_oneof![any::<u32>().prop_map(Workers::Count), range])
}

fn presets() -> impl Strategy<Value = Preset> {
    ("[a-c]", "[ -~]{0,9}", options(), workers(), 0..5u32).prop_map(|(name, description, options, workers, at)| {
        let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
        Preset { name, description, options, workers, at: f64::from(at) }
    })
}

fn kept(presets: &Presets) -> String {
    preset_text::kept(&presets.own, &presets.removed)
}

proptest! {
    #[test]
    fn a_text_says_all_of_what_is_kept(all in proptest::collection::vec(presets(), 0..4)) {
        let mut presets = Presets::default();
        presets.save(all).expect("few");
        let text = kept(&presets);
        let mut again = Presets::default();
        again.recall(&text, 1e13);
        prop_assert_eq!(kept(&again), text);
        // A file has no times.
        let file = preset_text::read(&preset_text::file(&presets.own), 7.0).expect("a file");
        let options = |presets: &[Preset]| presets.iter().map(preset_text::of).collect::<Vec<_>>();
        prop_assert_eq!(options(&file.presets), options(&presets.own));
    }

    #[test]
    fn all_tabs_come_to_the_same_in_whatever_order_they_hear(
        steps in proptest::collection::vec((presets(), any::<bool>()), 1..8), order in any::<u64>(),
    ) {
        let texts: Vec<String> = steps.into_iter().map(|(preset, is_removed)| {
            let mut tab = Presets::default();
            if is_removed { tab.remove(&preset.name, preset.at) } else { tab.save(vec![preset]).expect("one") }
            kept(&tab)
        }).collect();
        let mut forth = Presets::default();
        texts.iter().for_each(|text| _ = forth.recall(text, 1e13));
        let mut shuffled = texts.clone();
        let mut random = order;
        for place in (1..shuffled.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(place, (random >> 33) as usize % (place + 1));
        }
        let mut back = Presets::default();
        shuffled.iter().for_each(|text| _ = back.recall(text, 1e13));
        prop_assert_eq!(kept(&forth), kept(&back));
        // And nobody corrects the other.
        let settled = kept(&forth);
        back.recall(&settled, 1e13);
        prop_assert_eq!(kept(&back), settled);
    }
}
