//! The boundary with JavaScript, in a browser: what goes in, and what comes out. What is done for the core outside: `tests/view/driver.test.ts`.
#![cfg(target_arch = "wasm32")]

use dask_gateway::web::{Connection, Outside, Session, open, parse_mapping, quote_mapping, read_variables};
use js_sys::JsString;
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
export const run = (source, value) => new Function("it", `return ${source}`)(value);
export const parse = (text) => JSON.parse(text);
"#)]
extern "C" {
    /// The value of a JavaScript expression over `it`.
    fn run(source: &str, value: &JsValue) -> JsValue;
    fn parse(text: &str) -> JsValue;
}

/// By this route, with what was asked of the page: names and arguments.
fn start(route: &str) -> Result<(Session, JsValue), JsError> {
    let asked = run("[]", &JsValue::NULL);
    let outside = run("new Proxy({}, { get: (_, name) => (...rest) => void it.push([name, ...rest]) })", &asked);
    let connection = run("({ route: it, base: 'http://127.0.0.1:1/base/' })", &route.into());
    let session = open(connection.unchecked_into::<Connection>(), outside.unchecked_into::<Outside>())?;
    Ok((session, asked))
}

fn dispatch(session: &Session, event: &str) -> Result<JsValue, JsError> {
    let actions = session.dispatch(parse(event))?;
    Ok(actions.into_iter().collect::<js_sys::Array>().into())
}

fn view(session: &Session) -> JsValue {
    let changes = session.changes(true);
    run("({ ...it.rest, form: it.form, clusters: it.order && it.clusters })", &changes)
}

fn holds(source: &str, value: &JsValue) {
    assert!(run(source, value).is_truthy(), "{source}: {}", js_sys::JSON::stringify(value).expect("JSON"));
}

#[wasm_bindgen_test]
fn the_view_is_plain_data_with_null_for_nothing() {
    let (session, _) = start("pass-through").expect("a session");
    let view = view(&session);
    holds("it.connection === 'pass-through' && it.loading === true", &view);
    holds("it.form === null && it.clusters === null && it.problem === null && it.address === null", &view);
    holds("Object.getPrototypeOf(it) === Object.prototype", &view);
}

#[wasm_bindgen_test]
fn what_is_wanted_is_asked_outside_and_the_answers_are_taken() {
    let (session, asked) = start("pass-through").expect("a session");
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    let config = run("it.find(([name, id, route, address, method, path]) => path === 'config')", &asked);
    holds("it[2] === 'pass-through' && it[3] === '' && it[4] === 'GET' && it[6] === undefined && it[7] > 0", &config);
    let id = |source: &str| run(source, &asked).as_f64().expect("an id") as u32;
    let answer = |id: u32, body: &str| {
        session.answered(id, 200, "application/json".into(), None, None, 0.0, body.as_bytes().to_vec());
    };
    answer(id("it.find((each) => each[5] === 'config')[1]"), r#"{"address": "http://gw", "options": {}}"#);
    // Only Python's reader takes this JSON.
    let options = r#"{"cluster_options": [
        {"field": "f", "label": "F", "default": NaN, "spec": {"type": "float", "min": null, "max": Infinity}},
        {"field": "m", "label": "M", "default": {}, "spec": {"type": "mapping"}}]}"#;
    answer(id("it.find((each) => each[5] === 'api/v1/options')[1]"), options);
    holds("it.form.fields[0].text === 'nan' && it.form.canLaunch", &view(&session));
    session.failed(id("it.find((each) => each[5] === 'api/version')[1]"), "timed-out");
    holds("it.some(([name]) => name === 'changed') && it.some(([name, at]) => name === 'wake' && at > 1e12)", &asked);

    let edit = r#"{"type": "edit", "field": 1, "text": "a: ["}"#;
    dispatch(&session, edit).expect("known");
    holds("it.findLast(([name]) => name === 'read').slice(2).join() === 'parseMapping,a: ['", &asked);
    let last = "it.findLast(([name]) => name === 'read')[1]";
    session.mapping_refused(id(last), 2, 3, "x".into());
    let field = || run("it.form.fields[1]", &view(&session));
    holds("it.error.id === 'unreadable' && it.error.line === 2 && it.error.column === 3", &field());
    dispatch(&session, edit).expect("known");
    dispatch(&session, r#"{"type": "edit", "field": 1, "text": "a: 1"}"#).expect("known");
    session.mapping_refused(id(last), 0, 0, "no network".into());
    holds("it.error.id === 'no-reader' && it.error.detail === 'no network'", &field());
    dispatch(&session, r#"{"type": "edit", "field": 1, "text": "a: 2"}"#).expect("known");
    session.mapping_read(id(last), r#"{"a": 2}"#.into());
    holds("it.error === null && it.note === null", &field());

    dispatch(&session, r#"{"type": "launch"}"#).expect("known");
    let post = run("it.find((each) => each[4] === 'POST')", &asked);
    holds("it[6] === '{\"cluster_options\": {\"f\": NaN, \"m\": {\"a\": 2}}}'", &post);
    let create = id("it.find((each) => each[4] === 'POST')[1]");
    session.answered(create, 429, "text/html".into(), None, Some("7".into()), 0.0, b"wait".to_vec());
    holds("it.form.message.message.id === 'asked-to-wait' && it.form.message.message.seconds === 7", &view(&session));
}

#[wasm_bindgen_test]
fn a_bad_event_is_an_error_and_breaks_nothing() {
    let (session, _) = start("pass-through").expect("a session");
    for event in ["{}", r#"{"type": "nonsense"}"#, r#"{"type": "edit", "field": "x"}"#, "null", "[]", "7"] {
        assert!(dispatch(&session, event).is_err(), "{event}");
    }
    let report = r#"{"type": "report", "cluster": null, "level": "info", "text": "x"}"#;
    assert!(dispatch(&session, report).is_ok(), "null is no cluster");
    holds("it.loading", &view(&session));
}

#[wasm_bindgen_test]
fn an_unknown_route_is_refused() {
    assert!(start("carrier-pigeon").is_err());
}

#[wasm_bindgen_test]
fn a_mapping_becomes_json_or_an_error_with_its_place() {
    let read = |text: &str| parse_mapping(text.into());
    assert_eq!(read("b: 1_000\n1: .nan").expect("a mapping"), r#"{"b": 1000, "1": NaN}"#);
    let error = read("a: 1\nb: [").expect_err("no end");
    holds("it instanceof Error && it.line === 2 && it.column === 5", &error);
    holds("it.message === `${it.detail}: line 2, column 5`", &error);
    holds("it.line === 1 && it.column === 1 && it.detail.includes('mapping')", &read("- 1").expect_err("a list"));
    let surrogate = JsString::from_char_code(&[0x61, 0x0a, 0xd83d, 0xde00, 0xd83d]);
    let error = parse_mapping(surrogate).expect_err("a lone surrogate");
    holds(r"it.line === 2 && it.column === 2 && it.detail.endsWith(`'\\ud83d'`)", &error);
}

#[wasm_bindgen_test]
fn a_mapping_is_quoted_and_variables_are_found() {
    assert_eq!(quote_mapping("é: 1\nb: x".into()).expect("a mapping"), "é: \"1\"\nb: x");
    holds("it.line === 1 && it.column === 5", &quote_mapping("a: [".into()).expect_err("no end"));
    assert_eq!(read_variables("# c\nexport A='b'".into()), r##"[["A", "b", "# c\n"], [""]]"##);
}
