//! A mapping in the form, as text and as a table: nothing typed is lost, and what is sent is what is shown.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

mod common;

use common::{CONFIG, OPTIONS, Shell, read, reply, words};
use dask_gateway::core::event::{Event, SessionEvent};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::table::RowView;
use dask_gateway::core::form::view::{Control, FieldView, Offer};
use dask_gateway::core::messages::{Message, NotText};
use dask_gateway::core::unreadable::MappingError;
use dask_gateway::schema::json;
use dask_gateway::schema::pystr::PyStr;
use dask_gateway::schema::value::{Dict, Value};
use proptest::prelude::*;

/// A form with one mapping, and its default.
fn with_default(default: &str) -> Shell {
    named("values", "Values", default)
}

fn named(name: &str, label: &str, default: &str) -> Shell {
    let field =
        format!(r#"{{"field": "{name}", "label": "{label}", "spec": {{"type": "mapping"}}, "default": {default}}}"#);
    Shell::ready_with(CONFIG, &format!(r#"{{"cluster_options": [{field}]}}"#), "{}")
}

fn field(shell: &Shell) -> FieldView {
    shell.field("values")
}

fn rows(shell: &Shell) -> Vec<RowView> {
    match field(shell).control {
        Control::Mapping { rows: Some(rows), .. } => rows,
        other => panic!("no table: {other:?}"),
    }
}

fn no_switch(shell: &Shell) -> Option<Message> {
    match field(shell).control {
        Control::Mapping { no_switch, .. } => no_switch,
        other => panic!("no mapping: {other:?}"),
    }
}

fn is_text(shell: &Shell) -> bool {
    matches!(field(shell).control, Control::Mapping { rows: None, .. })
}

fn pairs(shell: &Shell) -> Vec<(String, String)> {
    rows(shell).into_iter().map(|row| (row.name, row.value)).collect()
}

fn errors(shell: &Shell) -> Vec<Option<Message>> {
    rows(shell).into_iter().map(|row| row.error).collect()
}

fn as_table(shell: &mut Shell, table: bool) {
    shell.user(FormEvent::AsTable { field: 0, table });
}

fn name(shell: &mut Shell, row: u32, text: &str) {
    shell.user(FormEvent::EditName { field: 0, row, text: text.into() });
}

/// Over what the cell holds.
fn paste(shell: &mut Shell, row: u32, text: &str) {
    shell.user(FormEvent::PasteName { field: 0, row, pasted: text.into(), text: text.into() });
}

fn value(shell: &mut Shell, row: u32, text: &str) {
    shell.user(FormEvent::EditValue { field: 0, row, text: text.into() });
}

fn can_launch(shell: &Shell) -> bool {
    shell.view().form.expect("a form").can_launch
}

/// What a launch sends for the mapping. The launch is refused, so that it can be asked again.
fn sent(shell: &mut Shell) -> Value {
    shell.user(FormEvent::Launch);
    let place = shell.requests.iter().position(|(_, request)| request.method == "POST").expect("a create");
    let (id, request) = shell.requests.remove(place);
    shell.update(Event::Reply(id, Ok(reply(422, "application/json", r#"{"error": "no"}"#))));
    let body = request.body.expect("a body");
    let body = json::parse(&body).expect("JSON");
    let options = body.as_dict().and_then(|body| body.item("cluster_options")).and_then(Value::as_dict);
    options.and_then(|options| options.item("values")).expect("the mapping").clone()
}

fn sent_json(shell: &mut Shell) -> String {
    json::write(&sent(shell))
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect()
}

#[test]
fn text_is_yaml_as_dask_gateways_own_form_reads_it() {
    let mut shell = with_default("{}");
    for (text, expected) in [
        ("", "{}"),
        (" \n ", "{}"),
        ("A: 1", r#"{"A": 1}"#),
        ("A: '1'\nB: yes\nC: 010", r#"{"A": "1", "B": true, "C": 8}"#),
        ("# why\nA: x # because\n", r#"{"A": "x"}"#),
        // JSON that YAML takes as well; where they differ, YAML decides.
        (r#"{"A": "1", "B": [1, 2.5, null]}"#, r#"{"A": "1", "B": [1, 2.5, null]}"#),
        (r#"{"A": 1e5, "B": NaN}"#, r#"{"A": "1e5", "B": "NaN"}"#),
        ("{\n  \"A\": 1,\n  B: 2}", r#"{"A": 1, "B": 2}"#),
        // And JSON that it does not take.
        ("{\n\t\"A\": \"1\",\n\t\"B\": 1e5\n}", r#"{"A": "1", "B": 100000.0}"#),
    ] {
        shell.edit("values", text);
        assert_eq!(field(&shell).error, None, "{text:?}");
        assert_eq!(sent_json(&mut shell), expected, "{text:?}");
        assert_eq!(field(&shell).text, text);
    }
}

#[test]
fn text_that_is_neither_is_refused_with_its_place() {
    let mut shell = with_default("{}");
    for (text, line, column) in [
        ("A: 1\nB: 'x", 2, 6),
        ("A: 1\n\tB: 2", 2, 1),
        ("\n\n  \nA: [1\nB: 2\n", 5, 2),
        ("{\n\t\"A\": 1,\n}", 2, 1),
        ("A: 2024-01-01", 1, 4),
    ] {
        shell.edit("values", text);
        match field(&shell).error {
            Some(Message::Unreadable { line: at, column: and, .. }) => {
                assert_eq!((at, and), (line, column), "{text:?}")
            }
            other => panic!("{text:?}: {other:?}"),
        }
        assert_eq!(field(&shell).text, text);
        assert!(!can_launch(&shell));
    }
    shell.edit("values", "[1]");
    assert_eq!(words(field(&shell).error.as_ref()), Some("values must be a mapping, got [1]"), "JSON, but no mapping");
}

#[test]
fn names_that_become_one_have_the_last_text() {
    let mut shell = with_default("{}");
    shell.edit("values", "1: a\n'1': b");
    assert_eq!(sent_json(&mut shell), r#"{"1": "b"}"#);
    as_table(&mut shell, true);
    assert_eq!(pairs(&shell), owned(&[("1", "b")]));
}

#[test]
fn while_a_text_is_read_nothing_is_sent_and_nothing_is_wrong() {
    let mut shell = with_default("{}");
    shell.questions = Some(vec![]);
    shell.edit("values", "A: x");
    assert_eq!((field(&shell).error, field(&shell).note), (None, Some(Message::Reading)));
    assert!(!can_launch(&shell) && field(&shell).changed);
    shell.user(FormEvent::Launch);
    assert!(!shell.paths().contains(&"api/v1/clusters/"));
    as_table(&mut shell, true);
    assert!(is_text(&shell));
    shell.read_all();
    assert_eq!((field(&shell).note, field(&shell).text), (None, "A: x".into()));
    assert_eq!(sent_json(&mut shell), r#"{"A": "x"}"#);
}

#[test]
fn only_the_answer_to_the_last_question_counts() {
    let mut shell = with_default("{}");
    shell.questions = Some(vec![]);
    shell.edit("values", "A: x");
    shell.edit("values", "A: [");
    let asked = shell.questions.take().expect("questions");
    let [(first, text, wanted), (second, wrong, _)] = &asked[..] else { panic!("{asked:?}") };
    shell.update(Event::MappingParsed(*second, read(wrong, *wanted)));
    let refused = field(&shell);
    assert!(refused.error.is_some());
    shell.update(Event::MappingParsed(*first, read(text, *wanted)));
    assert_eq!(field(&shell), refused);
    // What the default's own text means need not be asked.
    shell.questions = Some(vec![]);
    shell.edit("values", "B: y");
    shell.edit("values", "");
    shell.read_all();
    assert_eq!((sent_json(&mut shell), field(&shell).changed), ("{}".into(), false));
}

#[test]
fn without_the_reader_a_text_waits_and_is_tried_again() {
    let mut shell = with_default("{}");
    shell.questions = Some(vec![]);
    shell.edit("values", "{}\n");
    let (id, ..) = shell.questions.as_mut().and_then(Vec::pop).expect("a question");
    shell.update(Event::MappingParsed(id, Err(MappingError::NoParser("no network".into()))));
    assert_eq!(field(&shell).error, Some(Message::NoReader { detail: "no network".into() }), "not taken for JSON");
    assert!(!can_launch(&shell));
    // A newer spec asks again.
    shell.user(SessionEvent::Refresh);
    let spec =
        r#"{"cluster_options": [{"field": "values", "label": "", "spec": {"type": "mapping"}, "default": {"A": 1}}]}"#;
    shell.answer("api/v1/options", 200, spec);
    shell.read_all();
    assert_eq!((field(&shell).text, field(&shell).error), ("{}\n".into(), None));
    assert_eq!(sent_json(&mut shell), "{}");
}

#[test]
fn a_table_and_back_without_an_edit_is_the_very_same_text() {
    let mut shell = with_default("{}");
    let text = "# Threads\nOMP_NUM_THREADS: \"1\"   # one\n\nB : nothing\n";
    shell.edit("values", text);
    as_table(&mut shell, true);
    assert_eq!(pairs(&shell), owned(&[("OMP_NUM_THREADS", "1"), ("B", "nothing")]));
    // An edit that is taken back, and rows that say nothing, are none either.
    value(&mut shell, 0, "2");
    value(&mut shell, 0, "1");
    as_table(&mut shell, false);
    assert!(is_text(&shell));
    assert_ne!(field(&shell).text, text, "it was edited in between");
    shell.edit("values", text);
    as_table(&mut shell, true);
    shell.user(FormEvent::AddRow { field: 0 });
    name(&mut shell, 2, "OMP_NUM_THREADS");
    shell.user(FormEvent::RemoveRow { field: 0, row: 2 });
    assert_eq!(errors(&shell), [None, None]);
    as_table(&mut shell, false);
    assert_eq!(field(&shell).text, text);
}

#[test]
fn after_an_edit_of_the_table_the_text_is_written_anew() {
    let mut shell = with_default("{}");
    shell.edit("values", "A: 'on' # why\n");
    as_table(&mut shell, true);
    value(&mut shell, 0, "010");
    shell.user(FormEvent::AddRow { field: 0 });
    name(&mut shell, 1, "EMPTY");
    assert_eq!(sent_json(&mut shell), r#"{"A": "010", "EMPTY": ""}"#);
    as_table(&mut shell, false);
    assert_eq!(field(&shell).text, "A: \"010\"\nEMPTY: \"\"");
    assert_eq!(sent_json(&mut shell), r#"{"A": "010", "EMPTY": ""}"#);
}

#[test]
fn an_empty_mapping_begins_with_a_row_to_fill() {
    let mut shell = with_default("{}");
    as_table(&mut shell, true);
    assert_eq!(pairs(&shell), owned(&[("", "")]));
    assert!(can_launch(&shell), "a row with nothing in it counts for nothing");
    assert!(!field(&shell).changed);
    name(&mut shell, 0, "A");
    assert_eq!(sent_json(&mut shell), r#"{"A": ""}"#);
    shell.user(FormEvent::RemoveRow { field: 0, row: 0 });
    assert_eq!(pairs(&shell), []);
    as_table(&mut shell, false);
    assert_eq!(field(&shell).text, "");
}

#[test]
fn a_name_that_is_missing_or_taken_is_told_at_its_row() {
    let mut shell = with_default(r#"{"A": "1", "B": "2"}"#);
    as_table(&mut shell, true);
    name(&mut shell, 1, "A");
    shell.user(FormEvent::AddRow { field: 0 });
    value(&mut shell, 2, "lost?");
    let missing = Some(Message::NameMissing);
    assert_eq!(errors(&shell), [None, Some(Message::NameTaken { row: 1 }), missing.clone()]);
    assert_eq!(pairs(&shell), owned(&[("A", "1"), ("A", "2"), ("", "lost?")]));
    assert!(!can_launch(&shell) && field(&shell).changed);
    shell.user(FormEvent::Launch);
    assert!(!shell.paths().contains(&"api/v1/clusters/"));
    // The text could not tell two of a name: it waits until that is put right.
    assert_eq!(no_switch(&shell), Some(Message::NameTaken { row: 1 }));
    as_table(&mut shell, false);
    assert_eq!(pairs(&shell).len(), 3);
    name(&mut shell, 1, "B");
    assert_eq!(no_switch(&shell), missing);
    name(&mut shell, 2, "C");
    assert_eq!(no_switch(&shell), None);
    assert_eq!(sent_json(&mut shell), r#"{"A": "1", "B": "2", "C": "lost?"}"#);
}

#[test]
fn variables_pasted_into_a_name_become_rows() {
    let mut shell = with_default(r#"{"FIRST": "1", "LAST": "9"}"#);
    as_table(&mut shell, true);
    let pasted = "A=1\r\n\r\n# a comment=1\n  B = x=y= \nC\nURL=postgres://u:p@h/db?a=b\n";
    paste(&mut shell, 0, pasted);
    let expected =
        [("FIRST", "1"), ("A", "1"), ("B", "x=y="), ("C", ""), ("URL", "postgres://u:p@h/db?a=b"), ("LAST", "9")];
    assert_eq!(pairs(&shell), owned(&expected), "behind a row that has something");
    assert_eq!(field(&shell).note, Some(Message::Pasted { variables: 4, others: 0, comments: true }));
    shell.user(FormEvent::AddRow { field: 0 });
    assert_eq!(field(&shell).note, None, "until the next edit");
    paste(&mut shell, 6, "D=4\nexport FIRST='again'\nsource x");
    assert_eq!(
        pairs(&shell)[6..],
        owned(&[("D", "4"), ("FIRST", "again"), ("", "source x")]),
        "instead of an empty one"
    );
    assert_eq!(field(&shell).note, Some(Message::Pasted { variables: 2, others: 1, comments: false }));
    assert_eq!(errors(&shell)[7..], [Some(Message::NameTaken { row: 1 }), Some(Message::NameMissing)]);
    paste(&mut shell, 99, "X=1\nY=2");
    assert_eq!(pairs(&shell).len(), 9, "no such row");
}

#[test]
fn one_variable_pasted_becomes_a_row_and_a_part_of_a_name_stays_one() {
    let mut shell = with_default("{}");
    as_table(&mut shell, true);
    paste(&mut shell, 0, "A=b");
    assert_eq!(pairs(&shell), owned(&[("A", "b")]));
    // Nothing that was in the cells is lost: what is pasted over them stands behind.
    paste(&mut shell, 0, "KEY: \"1\"");
    assert_eq!(pairs(&shell), owned(&[("A", "b"), ("KEY", "1")]));
    for (pasted, text, expected) in
        [("FOO", "A_FOO", "A_FOO"), ("a b", "a b", "a b"), ("FOO\r\n", "FOO\r\n", "FOO"), ("}", "}", "}")]
    {
        shell.user(FormEvent::PasteName { field: 0, row: 0, pasted: pasted.into(), text: text.into() });
        assert_eq!(pairs(&shell), owned(&[(expected, "b"), ("KEY", "1")]), "{pasted:?}");
        assert_eq!(field(&shell).note, None);
    }
}

#[test]
fn while_a_paste_is_read_nothing_is_sent_and_rows_may_move() {
    let mut shell = with_default(r#"{"A": "1", "B": "2", "C": "3"}"#);
    as_table(&mut shell, true);
    shell.questions = Some(vec![]);
    paste(&mut shell, 1, "X=1\nY=2");
    paste(&mut shell, 2, "Z=3");
    assert_eq!(field(&shell).note, Some(Message::Reading));
    assert!(!can_launch(&shell));
    as_table(&mut shell, false);
    assert!(!is_text(&shell), "the text does not know of it yet");
    shell.user(FormEvent::RemoveRow { field: 0, row: 0 });
    value(&mut shell, 0, "two");
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("B", "two"), ("X", "1"), ("Y", "2"), ("C", "3"), ("Z", "3")]));
    assert!(can_launch(&shell));
    // All rows gone, or the table reset: what was pasted is not put where it does not belong.
    paste(&mut shell, 4, "Q=1");
    (0..5).for_each(|_| shell.user(FormEvent::RemoveRow { field: 0, row: 0 }));
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("Q", "1")]));
    paste(&mut shell, 0, "Q=2");
    shell.user(FormEvent::Reset);
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("A", "1"), ("B", "2"), ("C", "3")]));
    assert_eq!((can_launch(&shell), field(&shell).changed), (true, false));
}

#[test]
fn what_is_typed_while_a_paste_is_read_stays_and_so_do_other_rows() {
    let mut shell = with_default(r#"{"A": "1", "B": "2"}"#);
    as_table(&mut shell, true);
    shell.questions = Some(vec![]);
    paste(&mut shell, 0, "x y");
    name(&mut shell, 0, "TYPED");
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("TYPED", "1"), ("", "x y"), ("B", "2")]));
    paste(&mut shell, 1, "v w");
    shell.user(FormEvent::RemoveRow { field: 0, row: 1 });
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("TYPED", "1"), ("B", "2"), ("", "v w")]), "not into another row's name");
    shell.user(FormEvent::RemoveRow { field: 0, row: 2 });
    paste(&mut shell, 1, "a:b");
    paste(&mut shell, 1, "c:d");
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("TYPED", "1"), ("a:b", "2"), ("", "c:d")]));
}

#[test]
fn what_nobody_can_read_is_kept_as_it_was_pasted() {
    let mut shell = with_default(r#"{"A": "1"}"#);
    as_table(&mut shell, true);
    for pasted in ["X=1\nY=2", "Z=3"] {
        shell.questions = Some(vec![]);
        paste(&mut shell, 0, pasted);
        let (id, ..) = shell.questions.take().and_then(|mut asked| asked.pop()).expect("a question");
        shell.update(Event::MappingParsed(id, Err(MappingError::NoParser("no network".into()))));
        assert_eq!(field(&shell).note, Some(Message::NoReader { detail: "no network".into() }));
        shell.update(Event::MappingParsed(id, Ok("[[\"B\", \"late\", \"\"]]".into())));
    }
    assert_eq!(pairs(&shell), owned(&[("Z=3", "1"), ("", "X=1\nY=2")]));
}

#[test]
fn a_newer_spec_keeps_what_is_being_pasted() {
    let mut shell = with_default(r#"{"A": "1"}"#);
    as_table(&mut shell, true);
    shell.questions = Some(vec![]);
    paste(&mut shell, 0, "X=1\nY=2");
    shell.user(SessionEvent::Refresh);
    let spec = r#"{"cluster_options": [{"field": "values", "label": "", "spec": {"type": "mapping"}, "default": {"B": "2"}}]}"#;
    shell.answer("api/v1/options", 200, spec);
    shell.read_all();
    assert_eq!(pairs(&shell), owned(&[("A", "1"), ("X", "1"), ("Y", "2")]));
    assert!(can_launch(&shell));
}

#[test]
fn comments_that_are_pasted_are_in_the_text() {
    let mut shell = with_default(r#"{"LAST": "9"}"#);
    as_table(&mut shell, true);
    shell.user(FormEvent::AddRow { field: 0 });
    paste(&mut shell, 1, "# of the team\nA='x: y' # why\n#B=2\n");
    paste(&mut shell, 0, "# in between\nC=3\n# behind C");
    let text = "LAST: \"9\"\n# in between\nC: \"3\"\n# behind C\n# of the team\n# why\nA: \"x: y\"\n#B=2";
    assert_eq!(sent_json(&mut shell), r#"{"LAST": "9", "C": "3", "A": "x: y"}"#);
    as_table(&mut shell, false);
    assert_eq!(field(&shell).text, text);
    shell.edit("values", &format!("{text}\n\n"));
    assert_eq!(sent_json(&mut shell), r#"{"LAST": "9", "C": "3", "A": "x: y"}"#);
}

/// An environment, and its default.
fn environment(default: &str) -> Shell {
    named("values", "Environment variables (YAML)", default)
}

#[test]
fn a_name_that_no_variable_can_have_is_told_where_there_are_variables() {
    let names = ["}", "A B", "1A", "A=b", "ProgramFiles(x86)", "é"];
    for (mut shell, wrong) in [(environment("{}"), true), (with_default("{}"), false)] {
        as_table(&mut shell, true);
        for text in names {
            name(&mut shell, 0, text);
            assert_eq!(errors(&shell), [wrong.then_some(Message::NotAName)], "{text}");
            assert_eq!((can_launch(&shell), pairs(&shell)), (!wrong, owned(&[(text, "")])));
        }
        for text in ["_", "A1", "a.b-c", "OMP_NUM_THREADS"] {
            name(&mut shell, 0, text);
            assert_eq!(errors(&shell), [None], "{text}");
        }
    }
    // What the administrator has published is his own.
    let mut shell = environment(r#"{"A B": "1"}"#);
    as_table(&mut shell, true);
    value(&mut shell, 0, "2");
    assert_eq!(sent_json(&mut shell), r#"{"A B": "2"}"#);
    name(&mut shell, 0, "A BC");
    assert_eq!(errors(&shell), [Some(Message::NotAName)]);
}

#[test]
fn which_mappings_are_environments() {
    let number = |name: &str, label: &str, default: &str| {
        let mut shell = named(name, label, default);
        shell.edit(name, "A: 5");
        matches!(shell.field(name).note, Some(Message::NotTexts { .. }))
    };
    for name in ["environment", "env", "environment_vars", "EnvVars", "worker_env", "workerEnv", "scheduler-environ"] {
        assert!(number(name, "x", "{}"), "{name}");
    }
    assert!(number("values", "Environment Variables", "{}"));
    assert!(number("values", "x", r#"{"GDAL": "1"}"#), "all of the default are texts");
    for name in ["maximas", "envelope", "labels"] {
        assert!(!number(name, "x", "{}"), "{name}");
    }
    assert!(!number("environment", "Environment", r#"{"OMP_NUM_THREADS": 1}"#), "the default says otherwise");
    assert!(!number("values", "x", r#"{"A": "1", "B": [1]}"#));
}

fn not_text(name: &str, kind: &'static str, value: &str) -> NotText {
    NotText { name: name.into(), kind, value: value.into() }
}

fn offer(shell: &Shell) -> Option<Offer> {
    match field(shell).control {
        Control::Mapping { offer, .. } => offer,
        other => panic!("no mapping: {other:?}"),
    }
}

#[test]
fn values_of_an_environment_that_are_no_texts_are_told_and_put_into_quotes() {
    let mut shell = environment("{}");
    let text = "RETRY: 5\nFLAG: yes # or no\n\nVER:   3.10\n";
    shell.edit("values", text);
    let values =
        vec![not_text("RETRY", "number", "5"), not_text("FLAG", "bool", "true"), not_text("VER", "number", "3.1")];
    assert_eq!(field(&shell).note, Some(Message::NotTexts { values, more: 0 }));
    assert_eq!((field(&shell).error, can_launch(&shell)), (None, true), "a remark, no more");
    assert_eq!(offer(&shell), Some(Offer::Quotes));
    shell.user(FormEvent::QuoteValues { field: 0 });
    assert_eq!(field(&shell).text, "RETRY: \"5\"\nFLAG: \"yes\" # or no\n\nVER:   \"3.10\"\n");
    assert_eq!(sent_json(&mut shell), r#"{"RETRY": "5", "FLAG": "yes", "VER": "3.10"}"#);
    assert_eq!((field(&shell).note, offer(&shell), no_switch(&shell)), (None, None, None));
}

#[test]
fn of_many_values_some_are_told_and_all_are_quoted() {
    let mut shell = environment("{}");
    shell.edit("values", "{A: , B: ~, C: [1], D: {x: 1}, E: 1}");
    let Some(Message::NotTexts { values, more }) = field(&shell).note else { panic!("a remark") };
    assert_eq!(values.iter().map(|it| it.kind).collect::<Vec<_>>(), ["null", "null", "list"]);
    assert_eq!(more, 2);
    shell.user(FormEvent::QuoteValues { field: 0 });
    assert_eq!(sent_json(&mut shell), r#"{"A": "", "B": "~", "C": [1], "D": {"x": 1}, "E": "1"}"#);
    assert_eq!(offer(&shell), None, "what a list holds cannot be one text");
    assert!(matches!(field(&shell).note, Some(Message::NotTexts { more: 0, .. })), "but it is told");
}

#[test]
fn values_from_python_and_of_json_are_quoted_as_well() {
    let mut shell = environment("{}");
    set(&mut shell, r#"{"values": {"A": 1e22, "B": null}}"#);
    assert_eq!(offer(&shell), Some(Offer::Quotes));
    shell.user(FormEvent::QuoteValues { field: 0 });
    assert_eq!(sent_json(&mut shell), r#"{"A": "1.0e+22", "B": "null"}"#, "as it is written there");
    shell.edit("values", "{\n\t\"A\": 1e5,\n\t\"B\": \"x\"\n}");
    shell.user(FormEvent::QuoteValues { field: 0 });
    assert_eq!(sent_json(&mut shell), r#"{"A": "100000.0", "B": "x"}"#, "JSON with tabs is no YAML");
}

#[test]
fn what_is_quoted_is_what_stands_there_then() {
    let mut shell = environment("{}");
    shell.edit("values", "A: 1");
    as_table(&mut shell, true);
    assert!(is_text(&shell));
    shell.edit("values", "A: [");
    shell.user(FormEvent::QuoteValues { field: 0 });
    assert!(field(&shell).error.is_some() && field(&shell).text == "A: [", "not while it is wrong");
    shell.edit("values", "A: x");
    as_table(&mut shell, true);
    shell.user(FormEvent::QuoteValues { field: 0 });
    assert_eq!(pairs(&shell), owned(&[("A", "x")]));
}

#[test]
fn lines_of_variables_in_the_text_can_become_rows() {
    for text in [
        "export A=\"b c\"\nexport C='d'",
        "A=b c\nC=d # why",
        "set A=b c\nset C=d",
        "$env:A = \"b c\"\r\n$env:C = 'd'\r\n",
        "- A=b c\n- C=d",
        "- name: A\n  value: b c\n- name: C\n  value: d",
        // YAML finds a name and a text in it.
        "export A=\"b c\" # note: x\nexport C='d'",
        "A: b c\nC=d",
    ] {
        let mut shell = environment("{}");
        shell.edit("values", text);
        assert_eq!(offer(&shell), Some(Offer::Rows), "{text:?}: {:?}", field(&shell));
        assert_eq!(field(&shell).text, text);
        shell.user(FormEvent::TakeLines { field: 0 });
        assert_eq!(pairs(&shell), owned(&[("A", "b c"), ("C", "d")]), "{text:?}");
        assert!(matches!(field(&shell).note, Some(Message::Pasted { variables: 2, others: 0, .. })));
        assert_eq!(sent_json(&mut shell), r#"{"A": "b c", "C": "d"}"#);
        assert_eq!(offer(&shell), None);
        as_table(&mut shell, false);
        assert_eq!(field(&shell).text.contains("# why"), text.contains("# why"));
    }
}

#[test]
fn a_date_in_an_environment_becomes_a_row_as_it_was_typed() {
    let mut shell = environment("{}");
    shell.edit("values", "SINCE: 2024-01-01");
    assert!(field(&shell).error.is_some());
    assert_eq!(offer(&shell), Some(Offer::Rows));
    shell.user(FormEvent::TakeLines { field: 0 });
    assert_eq!(sent_json(&mut shell), r#"{"SINCE": "2024-01-01"}"#);
}

#[test]
fn variables_between_other_lines_of_a_script_can_become_rows() {
    for (text, others) in [("export A=1\nfoo() {\n  echo hi\n}\nexport B=2", 1), ("source x\nexport A=1 B=2", 1)] {
        let mut shell = environment("{}");
        shell.edit("values", text);
        assert_eq!(offer(&shell), Some(Offer::Rows), "{text:?}");
        shell.user(FormEvent::TakeLines { field: 0 });
        let named: Vec<_> = pairs(&shell).into_iter().filter(|(name, _)| !name.is_empty()).collect();
        assert_eq!(named, owned(&[("A", "1"), ("B", "2")]), "{text:?}");
        let pasted = Message::Pasted { variables: 2, others, comments: false };
        assert_eq!((field(&shell).note, can_launch(&shell)), (Some(pasted), false), "the rest needs a name, or goes");
    }
}

#[test]
fn nothing_is_offered_for_other_texts() {
    for text in
        ["A: b", "A: [", "just text", "A: b\nC D", "", "A B: c", "[1]", "app.kubernetes.io/name: x", "f() {\n  x=1\n}"]
    {
        let mut shell = environment("{}");
        shell.edit("values", text);
        assert_eq!(offer(&shell), None, "{text:?}");
        let before = field(&shell);
        shell.user(FormEvent::TakeLines { field: 0 });
        assert_eq!(field(&shell), before);
    }
}

#[test]
fn what_is_no_table_of_texts_says_so() {
    for (default, text) in [
        (r#"{"A": 1}"#, None),
        (r#"{"A": {"B": "c"}}"#, None),
        (r#"{"A": ["b"]}"#, None),
        (r#"{"": "nameless"}"#, None),
        (r#"{"": "", "A": "1"}"#, None),
        ("{}", Some("A: 1")),
    ] {
        let mut shell = with_default(default);
        if let Some(text) = text {
            shell.edit("values", text);
        }
        assert_eq!(no_switch(&shell), Some(Message::NoTable), "{default}");
        assert_eq!(field(&shell).note, None);
        let before = field(&shell);
        as_table(&mut shell, true);
        assert!(is_text(&shell));
        assert_eq!(field(&shell).note, Some(Message::NoTable), "whoever asks is told");
        assert!(can_launch(&shell));
        shell.edit("values", &before.text);
        assert_eq!(field(&shell), before);
    }
    let mut shell = with_default("{}");
    shell.edit("values", "A: [");
    assert_eq!(no_switch(&shell), field(&shell).error);
    as_table(&mut shell, true);
    assert!(is_text(&shell));
    assert_eq!(field(&shell).text, "A: [");
}

#[test]
fn only_mappings_become_tables() {
    let mut shell = Shell::ready();
    for field in 0..10 {
        shell.user(FormEvent::AsTable { field, table: true });
        shell.user(FormEvent::AddRow { field });
    }
    let form = shell.view().form.expect("a form");
    let tables = form.fields.iter().filter(|field| matches!(&field.control, Control::Mapping { rows: Some(_), .. }));
    assert_eq!(tables.count(), 1);
    assert!(!form.changed && form.can_launch);
}

#[test]
fn a_reset_keeps_the_table_and_forgets_its_rows() {
    let mut shell = with_default(r#"{"A": "1"}"#);
    as_table(&mut shell, true);
    name(&mut shell, 0, "");
    assert!(field(&shell).changed && !can_launch(&shell));
    shell.user(FormEvent::Reset);
    assert_eq!((pairs(&shell), field(&shell).changed), (owned(&[("A", "1")]), false));
    let mut shell = with_default(r#"{"A": 1}"#);
    shell.edit("values", "B: x");
    as_table(&mut shell, true);
    shell.user(FormEvent::Reset);
    assert!(is_text(&shell), "the default is no table");
    assert_eq!(field(&shell).text, "A: 1");
}

#[test]
fn a_newer_spec_keeps_the_rows() {
    let mut shell = Shell::ready();
    let place = shell.field("environment").index;
    shell.user(FormEvent::AsTable { field: place, table: true });
    let rows = |shell: &Shell| match shell.field("environment").control {
        Control::Mapping { rows, .. } => rows.expect("a table"),
        other => panic!("{other:?}"),
    };
    let refresh = |shell: &mut Shell, options: &str| {
        shell.user(SessionEvent::Refresh);
        shell.answer("api/v1/options", 200, options);
    };
    refresh(&mut shell, &OPTIONS.replace(r#"{"A": "1"}"#, r#"{"NEW": "x"}"#));
    assert_eq!(rows(&shell)[0].name, "NEW", "untouched: the new default");
    shell.user(FormEvent::EditName { field: place, row: 0, text: String::new() });
    let typed = rows(&shell);
    refresh(&mut shell, OPTIONS);
    assert_eq!(rows(&shell), typed, "as typed, also while it is wrong");
    assert!(!can_launch(&shell));
    shell.user(FormEvent::EditName { field: place, row: 0, text: "MINE".into() });
    refresh(&mut shell, OPTIONS);
    assert_eq!(rows(&shell)[0].name, "MINE");
    assert!(can_launch(&shell));
    refresh(&mut shell, &OPTIONS.replace(r#"{"A": "1"}"#, r#"{"A": 1}"#));
    assert_eq!(rows(&shell)[0].name, "MINE");
}

#[test]
fn what_cannot_be_typed_survives_edits_beside_it() {
    let mut shell = with_default(r#"{"\ud800": "\udfff", "lines": "a\nb\r\nc", "A": "1"}"#);
    as_table(&mut shell, true);
    assert_eq!(pairs(&shell)[0], ("\u{fffd}".into(), "\u{fffd}".into()));
    value(&mut shell, 2, "2");
    assert_eq!(sent_json(&mut shell), r#"{"\ud800": "\udfff", "lines": "a\nb\r\nc", "A": "2"}"#);
    as_table(&mut shell, false);
    assert_eq!(sent_json(&mut shell), r#"{"\ud800": "\udfff", "lines": "a\nb\r\nc", "A": "2"}"#);
    let text = field(&shell).text;
    shell.edit("values", &format!("{text}\n\n"));
    assert_eq!(sent_json(&mut shell), r#"{"\ud800": "\udfff", "lines": "a\nb\r\nc", "A": "2"}"#, "{text}");
}

/// As Python may hold it, lone surrogates included.
fn any_text() -> impl Strategy<Value = PyStr> {
    let code_point = prop_oneof![
        6 => 0x20u32..0x7f,
        1 => 0u32..0x20,
        1 => 0x7fu32..0xd800,
        1 => 0xdc00u32..0xe000,
        1 => 0xe000u32..=0x10ffff,
    ];
    prop::collection::vec(code_point, 0..10).prop_map(|points| {
        let mut text = PyStr::new();
        points.into_iter().for_each(|c| text.push_code_point(c));
        text
    })
}

/// What is done to a table, with places that may not exist.
#[derive(Clone, Debug)]
enum Edit {
    Name(usize, String),
    Value(usize, String),
    Add,
    Remove(usize),
    Switch,
}

fn edit() -> impl Strategy<Value = Edit> {
    // Few names, so that many are taken.
    let name = prop_oneof![Just(String::new()), "[AB]", "\\PC{0,3}"];
    prop_oneof![
        3 => (0..6usize, name).prop_map(|(row, text)| Edit::Name(row, text)),
        3 => (0..6usize, any::<String>()).prop_map(|(row, text)| Edit::Value(row, text)),
        2 => Just(Edit::Add),
        1 => (0..6usize).prop_map(Edit::Remove),
        1 => Just(Edit::Switch),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_texts_go_through_table_and_text_unharmed(items in prop::collection::vec((any_text(), any_text()), 0..6)) {
        let items = items.into_iter().filter(|(name, _)| !name.is_empty());
        let mapping = Value::Dict(Dict::from_iter(items.map(|(name, value)| (name, Value::Str(value)))));
        let mut shell = with_default(&json::write(&mapping));
        let text = field(&shell).text;
        prop_assert_eq!(sent(&mut shell), mapping.clone());
        as_table(&mut shell, true);
        prop_assert_eq!(sent(&mut shell), mapping.clone());
        as_table(&mut shell, false);
        prop_assert_eq!(&field(&shell).text, &text);
        // The text alone says it all: typed into another form it means the same.
        let mut other = with_default("{}");
        other.edit("values", &text);
        prop_assert_eq!(field(&other).error, None);
        prop_assert_eq!(sent(&mut other), mapping);
    }

    #[test]
    fn the_rows_are_what_was_typed_and_what_is_sent(edits in prop::collection::vec(edit(), 0..20)) {
        let mut shell = with_default(r#"{"A": "1"}"#);
        as_table(&mut shell, true);
        let mut model = vec![("A".to_owned(), "1".to_owned())];
        for edit in edits {
            match edit {
                Edit::Name(row, text) => {
                    name(&mut shell, row as u32, &text);
                    if let Some(row) = model.get_mut(row) {
                        row.0 = text;
                    }
                }
                Edit::Value(row, text) => {
                    value(&mut shell, row as u32, &text);
                    if let Some(row) = model.get_mut(row) {
                        row.1 = text;
                    }
                }
                Edit::Add => {
                    shell.user(FormEvent::AddRow { field: 0 });
                    model.push(Default::default());
                }
                Edit::Remove(row) => {
                    shell.user(FormEvent::RemoveRow { field: 0, row: row as u32 });
                    if row < model.len() {
                        model.remove(row);
                    }
                }
                Edit::Switch => {
                    as_table(&mut shell, false);
                    as_table(&mut shell, true);
                    // Rows with nothing in them are not in the text.
                    if can_launch(&shell) {
                        model.retain(|row| *row != Default::default());
                        if model.is_empty() {
                            model.push(Default::default());
                        }
                    }
                }
            }
            prop_assert_eq!(&pairs(&shell), &model);
            let filled: Vec<_> = model.iter().filter(|row| **row != Default::default()).collect();
            let names: std::collections::BTreeSet<_> = filled.iter().map(|row| &row.0).collect();
            let right = names.len() == filled.len() && filled.iter().all(|row| !row.0.is_empty());
            prop_assert_eq!(can_launch(&shell), right);
            prop_assert_eq!(errors(&shell).iter().any(Option::is_some), !right);
            if right {
                let items = filled.into_iter().map(|(name, value)| (PyStr::from(name.as_str()), Value::str(value)));
                prop_assert_eq!(sent(&mut shell), Value::Dict(Dict::from_iter(items)));
            }
        }
    }

    #[test]
    fn any_typed_text_stays_as_it_is(text in any::<String>(), more in "[A-C'\"{}\\[\\]:,# \n\t-]{0,20}") {
        for text in [text, more] {
            let mut shell = with_default("{}");
            shell.edit("values", &text);
            prop_assert_eq!(&field(&shell).text, &text);
            as_table(&mut shell, true);
            as_table(&mut shell, false);
            prop_assert_eq!(&field(&shell).text, &text);
            prop_assert_eq!(can_launch(&shell), field(&shell).error.is_none());
        }
    }

    #[test]
    fn a_text_typed_into_a_select_is_one_of_its_options_or_refused(
        options in prop::collection::vec(any_text(), 1..20),
        typed in any::<String>(),
    ) {
        let list = Value::List(options.iter().cloned().map(Value::Str).collect());
        let spec = format!(
            r#"{{"field": "values", "label": "Select", "default": {}, "spec": {{"type": "select", "options": {}}}}}"#,
            json::write(&Value::Str(options[0].clone())),
            json::write(&list)
        );
        let mut shell = Shell::ready_with(CONFIG, &format!(r#"{{"cluster_options": [{spec}]}}"#), "{}");
        for text in options.iter().map(|option| option.to_text().into_owned()).chain([typed]) {
            shell.edit("values", &text);
            prop_assert_eq!(&field(&shell).text, &text);
            let place = options.iter().position(|option| option.to_text() == text);
            prop_assert_eq!(field(&shell).error.is_none(), place.is_some());
            if let Some(place) = place {
                prop_assert_eq!(sent(&mut shell), Value::Str(options[place].clone()));
            } else {
                prop_assert!(!can_launch(&shell));
            }
        }
    }
}

fn set(shell: &mut Shell, options: &str) {
    shell.user(FormEvent::SetOptions { options: options.into(), unseen: false });
}

#[test]
fn a_mapping_from_python_is_shown_as_the_user_has_it() {
    let mut shell = with_default("{}");
    set(&mut shell, r#"{"values": {"A": "1"}}"#);
    assert_eq!(field(&shell).text, "A: \"1\"");
    assert_eq!(shell.core.options(), r#"{"values": {"A": "1"}}"#);
    as_table(&mut shell, true);
    set(&mut shell, r#"{"values": {"B": "2"}}"#);
    assert_eq!(pairs(&shell), owned(&[("B", "2")]));
    set(&mut shell, r#"{"values": {"B": [2]}}"#);
    assert!(is_text(&shell), "no table can hold it");
    assert_eq!(sent_json(&mut shell), r#"{"B": [2]}"#);
}

#[test]
fn rows_that_are_wrong_and_that_python_replaces_are_told() {
    let mut shell = with_default(r#"{"A": "1"}"#);
    as_table(&mut shell, true);
    name(&mut shell, 0, "");
    set(&mut shell, r#"{"values": {"B": "2"}}"#);
    assert_eq!(pairs(&shell), owned(&[("", "1")]), "while it is typed");
    assert!(matches!(field(&shell).note, Some(Message::FromPython { kept: true, .. })));
    shell.now += 10_000.0;
    set(&mut shell, r#"{"values": {"B": "2"}}"#);
    assert_eq!(pairs(&shell), owned(&[("B", "2")]));
    assert!(matches!(field(&shell).note, Some(Message::FromPython { kept: false, .. })));
}
