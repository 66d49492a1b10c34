//! The boundary with JavaScript, in a browser: what goes in, what comes out, and what is asked of the network.
#![cfg(target_arch = "wasm32")]

use dask_gateway::web::{Connection, Session, open, parse_mapping, quote_mapping, read_variables};
use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(inline_js = r#"
/** Replaces fetch with one that answers from `bodies` by the end of the path, and tells what it was asked. */
export function fakeNetwork(bodies) {
  const asked = [];
  globalThis.fetch = async (request) => {
    const headers = Object.fromEntries(request.headers);
    const path = request.url.slice(request.url.indexOf("/base/") + 6);
    asked.push({ path, method: request.method, headers, credentials: request.credentials, redirect: request.redirect,
      cache: request.cache, body: await request.clone().text(), signal: request.signal });
    const body = bodies[path];
    if (body === undefined) {
      return new Promise((_, reject) => request.signal.addEventListener("abort", () => reject(request.signal.reason)));
    }
    return new Response(typeof body === "string" ? body : endless(body), { headers: { "Content-Type": "application/json" } });
  };
  return asked;
}
/** A body without end, in pieces of 1 MiB; `told` has how many were read, and whether they were given up. */
export function endless(told) {
  told.pieces = 0;
  return new ReadableStream({
    pull(controller) {
      told.pieces += 1;
      controller.enqueue(new Uint8Array(2 ** 20).fill(32));
    },
    cancel() {
      told.cancelled = true;
    },
  });
}
export function connection(route, base) {
  let count = 0;
  return { route, base, headers: () => ({ "X-XSRFToken": `token-${++count}` }), credentials: "same-origin" };
}
export const pause = () => new Promise((done) => setTimeout(done, 10));
export const run = (source, value) => new Function("it", `return ${source}`)(value);
export const parse = (text) => JSON.parse(text);
"#)]
extern "C" {
    #[wasm_bindgen(js_name = fakeNetwork)]
    fn fake_network(bodies: &JsValue) -> JsValue;
    fn connection(route: &str, base: &str) -> Connection;
    /// 10 ms.
    async fn pause();
    fn endless(told: &JsValue) -> JsValue;
    /// The value of a JavaScript expression over `it`.
    fn run(source: &str, value: &JsValue) -> JsValue;
    fn parse(text: &str) -> JsValue;
}

const BASE: &str = "http://127.0.0.1:1/base/";

fn opened(connection: Connection, onchange: Function) -> Result<Session, JsError> {
    let read_mapping = run(
        r#"async (name, text) => {
          if (name === "readVariables") return '[[""]]';
          if (text === "offline") throw new TypeError("no network");
          if (text === "wrong") throw Object.assign(new Error("x: line 2, column 3"), { line: 2, column: 3, detail: "x" });
          return JSON.stringify({ read: text });
        }"#,
        &JsValue::NULL,
    );
    open(connection, onchange, read_mapping.unchecked_into(), None)
}

fn start(bodies: &JsValue) -> (Session, JsValue) {
    let asked = fake_network(bodies);
    let session = opened(connection("pass-through", BASE), Function::new_no_args("")).expect("a session");
    (session, asked)
}

fn dispatch(session: &Session, event: &str) -> Result<JsValue, JsError> {
    let actions = session.dispatch(tsify::Ts::new_unchecked(parse(event)))?;
    Ok(actions.into_iter().map(JsValue::from).collect::<js_sys::Array>().into())
}

fn view(session: &Session) -> JsValue {
    let changes = session.changes(true).expect("a view").expect("all of it");
    run("({ ...it.rest, form: it.form, clusters: it.order && it.clusters })", &changes.into())
}

/// Until an expression over what `it` gives holds; fails after 2 s.
async fn wait(source: &str, it: impl Fn() -> JsValue) {
    for _ in 0..200 {
        if run(source, &it()).is_truthy() {
            return;
        }
        pause().await;
    }
    holds(source, &it());
}

fn holds(source: &str, value: &JsValue) {
    assert!(run(source, value).is_truthy(), "{source}: {}", js_sys::JSON::stringify(value).expect("JSON"));
}

/// A whole gateway with one option, whose JSON only Python's reader takes.
fn gateway() -> JsValue {
    run(
        r#"({
          config: '{"address": "http://gw", "public_address": "http://gw", "options": {}}',
          "api/v1/options": '{"cluster_options": [{"field": "f", "label": "F", "default": NaN, "spec": {"type": "float", "min": null, "max": Infinity}}]}',
          "api/v1/clusters/?status=pending,running,stopping,failed": "{}",
          "api/v1/clusters/?status=stopped,failed": "{}",
          "api/version": '{"version": "2026.3.0"}',
          "api/v1/clusters/": '{"name": "0123456789abcdef"}',
        })"#,
        &JsValue::NULL,
    )
}

#[wasm_bindgen_test]
fn the_view_is_plain_data_with_null_for_nothing() {
    let (session, _) = start(&JsValue::from(js_sys::Object::new()));
    let view = view(&session);
    holds("it.connection === 'pass-through' && it.loading === true", &view);
    holds("it.form === null && it.clusters === null && it.problem === null && it.address === null", &view);
    holds("Object.getPrototypeOf(it) === Object.prototype", &view);
}

#[wasm_bindgen_test]
async fn loads_a_form_through_fetch() {
    let (session, asked) = start(&gateway());
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.form !== null && it.loading === false && it.version === '2026.3.0'", || view(&session)).await;
    holds("it.form.fields[0].text === 'nan' && it.form.canLaunch", &view(&session));
    holds("it[0].path === 'config' && it[0].method === 'GET' && it[0].credentials === 'same-origin'", &asked);
    holds("it.every((request) => request.redirect === 'manual' && request.cache === 'no-store')", &asked);
    holds("it.every((request, i) => request.headers['x-xsrftoken'] === `token-${i + 1}`)", &asked);
    holds("it.every((request) => request.headers.accept === 'application/json')", &asked);

    dispatch(&session, r#"{"type": "launch"}"#).expect("known");
    wait("it.some((request) => request.method === 'POST')", || asked.clone()).await;
    let post = run("it.find((request) => request.method === 'POST')", &asked);
    holds("it.body === '{\"cluster_options\": {\"f\": NaN}}'", &post);
    holds("it.headers['content-type'] === 'application/json'", &post);
}

#[wasm_bindgen_test]
async fn what_the_page_has_asked_for_already_is_not_asked_again() {
    let asked = fake_network(&gateway());
    let connection = connection("pass-through", BASE);
    let begin = r#"it.begun = async (path) =>
        path === "config" ? new Response('{"address": "http://begun", "options": {}}', {headers: {"Content-Type": "application/json"}}) : undefined"#;
    run(begin, &connection);
    let session = opened(connection, Function::new_no_args("")).expect("a session");
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.form !== null && it.address === 'http://begun'", || view(&session)).await;
    holds(
        "it.every((request) => request.path !== 'config') && it.some((request) => request.path === 'api/v1/options')",
        &asked,
    );
}

#[wasm_bindgen_test]
async fn freeing_aborts_what_is_under_way() {
    let (session, asked) = start(&JsValue::from(js_sys::Object::new()));
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.length === 1", || asked.clone()).await;
    holds("it[0].signal.aborted === false", &asked);
    drop(session);
    holds("it[0].signal.aborted === true", &asked);
}

#[wasm_bindgen_test]
async fn onchange_comes_once_and_may_call_back_in() {
    fake_network(&gateway());
    let calls = js_sys::Array::new();
    // changes() and dispatch() from within: no borrow may be held.
    let this = js_sys::Object::new();
    Reflect::set(&this, &"calls".into(), &calls).expect("set");
    let body =
        "if (this.calls.push(this.session.changes(true).rest.loading) === 1) this.session.dispatch({ type: 'reset' });";
    let onchange = Function::new_with_args("", body).bind0(&this);
    let session = JsValue::from(opened(connection("direct", BASE), onchange).expect("a session"));
    Reflect::set(&this, &"session".into(), &session).expect("set");
    run("['a', 'b', 'c'].map((text) => it.dispatch({ type: 'edit', field: 0, text }))", &session);
    assert_eq!(calls.length(), 0, "not in the middle of the caller's work");
    pause().await;
    holds("it.length === 2 && it[0] === true", &calls); // Once for all three, and once for the reset.
}

#[wasm_bindgen_test]
fn a_bad_event_is_an_error_and_breaks_nothing() {
    let (session, _) = start(&JsValue::from(js_sys::Object::new()));
    for event in ["{}", r#"{"type": "nonsense"}"#, r#"{"type": "edit", "field": "x"}"#, "null", "[]", "7"] {
        assert!(dispatch(&session, event).is_err(), "{event}");
    }
    let report = r#"{"type": "report", "cluster": null, "level": "info", "text": "x"}"#;
    assert!(dispatch(&session, report).is_ok(), "null is no cluster");
    holds("it.loading", &view(&session));
}

#[wasm_bindgen_test]
fn an_unknown_route_is_refused() {
    assert!(opened(connection("carrier-pigeon", BASE), Function::new_no_args("")).is_err());
}

#[wasm_bindgen_test]
async fn a_host_whose_headers_throw_is_no_answer() {
    fake_network(&gateway());
    let broken = run(
        "({ route: 'pass-through', base: it, headers() { throw new Error('no') }, credentials: 'omit' })",
        &BASE.into(),
    );
    let session = opened(broken.unchecked_into(), Function::new_no_args("")).expect("a session");
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.problem?.message.id === 'no-answer'", || view(&session)).await;
}

#[wasm_bindgen_test]
async fn a_mappings_text_is_read_by_who_can() {
    let gateway = gateway();
    let mapping = r#"{"cluster_options": [{"field": "m", "label": "M", "default": {}, "spec": {"type": "mapping"}}]}"#;
    Reflect::set(&gateway, &"api/v1/options".into(), &mapping.into()).expect("set");
    let (session, asked) = start(&gateway);
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.form !== null", || view(&session)).await;
    let field = || run("it.form.fields[0]", &view(&session));
    let edit = |text: &str| dispatch(&session, &format!(r#"{{"type": "edit", "field": 0, "text": "{text}"}}"#));

    edit("wrong").expect("known");
    holds("it.note.id === 'reading' && it.error === null", &field());
    wait("it.note === null", field).await;
    holds(
        "it.error.id === 'unreadable' && it.error.line === 2 && it.error.column === 3 && it.error.detail === 'x'",
        &field(),
    );
    edit("offline").expect("known");
    wait("it.error?.id === 'no-reader' && it.error.detail === 'no network'", field).await;
    edit("right").expect("known");
    wait("it.error === null && it.note === null", field).await;
    dispatch(&session, r#"{"type": "launch"}"#).expect("known");
    wait("it.some(({ body }) => body === '{\"cluster_options\": {\"m\": {\"read\": \"right\"}}}')", || asked.clone())
        .await;
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

#[wasm_bindgen_test]
async fn a_relay_carries_the_same_requests() {
    let bodies = gateway();
    let relay = run(
        r#"({
          route: "relay",
          base: "relay:1",
          asked: [],
          async send(method, path, body) {
            this.asked.push({ method, path, body });
            if (it[path] === undefined) throw new Error("no kernel");
            const status = method === "POST" ? 201 : 200;
            return new Response(it[path], { status, headers: { "Content-Type": "application/json" } });
          },
        })"#,
        &bodies,
    );
    let session = opened(relay.clone().unchecked_into(), Function::new_no_args("")).expect("a session");
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.form !== null && it.address === 'http://gw' && it.connection === 'relay'", || view(&session)).await;
    dispatch(&session, r#"{"type": "set-options", "options": "{\"f\": 1}", "unseen": false}"#).expect("known");
    assert_eq!(session.options(), r#"{"f": 1.0}"#);
    dispatch(&session, r#"{"type": "launch"}"#).expect("known");
    wait("it.asked.some(({ method, body }) => method === 'POST' && body.includes('1.0'))", || relay.clone()).await;
    wait("it.clusters?.length === 1", || view(&session)).await;
    assert_eq!(session.cluster_name("01234567").as_deref(), Some("0123456789abcdef"));
    holds("it.asked.find(({ method }) => method === 'GET').body === undefined", &relay);
}

#[wasm_bindgen_test]
async fn another_way_to_the_same_gateway() {
    let mut bodies = gateway();
    bodies = run(
        r#"Object.assign(it, { config: '{"address": "http://gw", "public_address": "/gw", "auth_type": "jupyterhub", "options": {}}' })"#,
        &bodies,
    );
    let asked = fake_network(&bodies);
    let host = run(
        r#"Object.assign(it, {
          offered: null,
          calls: [],
          other(route, publicAddress) {
            this.calls.push(`${route} ${publicAddress}`);
            return this.offered;
          },
        })"#,
        &connection("pass-through", BASE),
    );
    let session = opened(host.clone().unchecked_into(), Function::new_no_args("")).expect("a session");
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.form !== null && it.connection === 'pass-through'", || view(&session)).await;
    holds("it.calls[0] === 'direct /gw'", &host);

    run(
        r#"it.offered = { route: "direct", base: "http://127.0.0.1:2/base/", credentials: "omit", headers: () => ({ Authorization: "jupyterhub t" }) }"#,
        &host,
    );
    let before = run("it.length", &asked).as_f64().expect("a number");
    dispatch(&session, r#"{"type": "refresh"}"#).expect("known");
    wait("it.connection === 'direct'", || view(&session)).await;
    wait(&format!("it.slice({before}).some(({{ path }}) => path === 'api/version')"), || asked.clone()).await;
    let direct = run(&format!("it.slice({before})"), &asked);
    holds("it.every(({ credentials, redirect }) => credentials === 'omit' && redirect === 'manual')", &direct);
    // The API asks for a login, and nothing else is shown one.
    holds(
        "it.every(({ path, headers }) => (headers.authorization === 'jupyterhub t') === path.startsWith('api/v1/'))",
        &direct,
    );
}

#[wasm_bindgen_test]
async fn a_relay_without_an_answer_is_a_problem_to_show() {
    let relay =
        run("({ route: 'relay', base: 'relay:2', send: () => Promise.reject(new Error('gone')) })", &JsValue::NULL);
    let session = opened(relay.unchecked_into(), Function::new_no_args("")).expect("a session");
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.problem?.message.id === 'no-answer'", || view(&session)).await;
}

#[wasm_bindgen_test]
async fn an_answer_without_end_is_given_up() {
    let told = run("({})", &JsValue::NULL);
    let bodies = js_sys::Object::new();
    Reflect::set(&bodies, &"config".into(), &told).expect("set");
    let relay = run("({ route: 'relay', base: 'relay:3' })", &JsValue::NULL);
    for over in ["fetch", "relay"] {
        let connection = if over == "fetch" {
            fake_network(&bodies);
            connection("pass-through", BASE)
        } else {
            let answer = endless(&told);
            let send = run("async () => new Response(it)", &answer);
            Reflect::set(&relay, &"send".into(), &send).expect("set");
            relay.clone().unchecked_into()
        };
        let session = opened(connection, Function::new_no_args("")).expect("a session");
        dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
        wait("it.problem?.message.id === 'too-large'", || view(&session)).await;
        // 8 of them are taken, and a stream has one in stock.
        holds("it.cancelled && it.pieces >= 9 && it.pieces <= 10", &told);
        run("delete it.cancelled", &told);
    }
}

/// Of a log the beginning is taken, which is the newest.
#[wasm_bindgen_test]
async fn a_log_without_end_is_cut() {
    let told = run("({})", &JsValue::NULL);
    let bodies = gateway();
    let running =
        r#"'{"0123456789abcdef": {"name": "0123456789abcdef", "status": "RUNNING", "start_time": 1, "options": {}}}'"#;
    let list = format!("(it['api/v1/clusters/?status=pending,running,stopping,failed'] = {running}, it)");
    let bodies = run(&list, &bodies);
    Reflect::set(&bodies, &"clusters/0123456789abcdef/info/main/logs.html".into(), &told).expect("set");
    let (session, _) = start(&bodies);
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.clusters?.length === 1", || view(&session)).await;
    let event = r#"{"type": "read-page", "cluster": "01234567", "page": "scheduler-log", "worker": null, "asker": 7}"#;
    dispatch(&session, event).expect("known");
    let answers = js_sys::Array::new();
    wait("it.length > 0", || {
        for answer in session.page_answers().expect("plain data") {
            answers.push(&answer.into());
        }
        answers.clone().into()
    })
    .await;
    holds("it[0].asker === 7 && it[0].problem === null && it[0].text.length === 2 ** 21", &answers.into());
    holds("it.cancelled && it.pieces <= 4", &told);
}

#[wasm_bindgen_test]
async fn a_large_answer_in_many_pieces_is_read() {
    let bodies = gateway();
    let large = r#"Object.assign(it, { "api/v1/options": it["api/v1/options"].padEnd(7 * 2 ** 20) })"#;
    let (session, _) = start(&run(large, &bodies));
    dispatch(&session, r#"{"type": "visible", "visible": true}"#).expect("known");
    wait("it.form !== null && it.problem === null", || view(&session)).await;
}
