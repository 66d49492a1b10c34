//! What the schema knows, as functions for JavaScript: text in, text out.

use std::cell::Cell;

use js_sys::{Error, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::schema::pystr::PyStr;
use crate::schema::request_validator::RequestValidator;
use crate::schema::value::Value;
use crate::schema::{json, spec, variables, worker_template, yaml};

thread_local! {
    /// The last specification and its text: it seldom changes, and parsing it takes longer than validating a request.
    static LAST: Cell<Option<(JsString, RequestValidator)>> = const { Cell::new(None) };
}

/// What a gateway would store for the options of a create request, as JSON text the way Python writes it.
///
/// `specText`: the JSON text of the gateway's `cluster_options` list. `requestText`: the JSON text of `cluster_options` in the
/// request. Both may hold what Python's json module writes: NaN, integers of any size, lone surrogates. Throws an Error
/// whose message is the server's `error` text; for a text that is not JSON, or no list of options, it is one of our own.
#[wasm_bindgen(js_name = validateOptions)]
pub fn validate_options(
    #[wasm_bindgen(js_name = specText)] spec: JsString,
    #[wasm_bindgen(js_name = requestText)] request: JsString,
) -> Result<String, JsValue> {
    let no_json = |what: &str, error: json::JsonError| {
        thrown(&format!("{what} is not JSON as a gateway writes it: {error}").into())
    };
    // Taken, not borrowed: reading a text calls into JavaScript.
    let (spec, validator) = match LAST.take() {
        Some((text, validator)) if text == spec => (text, validator),
        _ => {
            let fields = with_utf8(&spec, spec::parse_list).map_err(|error| no_json("The specification", error))?;
            (spec, RequestValidator::new(fields))
        }
    };
    let outcome = with_utf8(&request, |text| validator.validate(text));
    LAST.set(Some((spec, validator)));
    outcome.map_err(|error| no_json("The request", error))?.map_err(|text| thrown(&text))
}

/// What dask_gateway's mapping field makes of a text, as JSON text the way Python writes it: PyYAML's `safe_load`, then json.
///
/// Throws an Error for what is no YAML, no mapping, or nothing that JSON can hold. It has the properties `line` and `column`
/// (from 1, in code points) and `detail`, which is its message without them.
#[wasm_bindgen(js_name = parseMapping)]
pub fn parse_mapping(#[wasm_bindgen(js_name = yamlText)] yaml: JsString) -> Result<String, JsValue> {
    read_yaml(yaml, |text| yaml::parse(text).map(|value| json::write(&value)))
}

/// A mapping's text with its values in quotes that are no texts, as they were typed. Throws as [`parse_mapping`] does.
#[wasm_bindgen(js_name = quoteMapping)]
pub fn quote_mapping(#[wasm_bindgen(js_name = yamlText)] yaml: JsString) -> Result<String, JsValue> {
    read_yaml(yaml, yaml::quote)
}

/// The variables in a text that was pasted, see [`variables`]: JSON text for the session.
#[wasm_bindgen(js_name = readVariables)]
pub fn read_variables(text: JsString) -> String {
    with_utf8(&text, variables::read).to_json()
}

/// What a worker template of dask-kubernetes asks for, as values of these options, see [`worker_template`]: JSON text. Throws an Error
/// whose message is a sentence.
///
/// `specText`: the list of options as JSON text, or an object with it as `cluster_options`, and with the site's settings as `site`.
#[wasm_bindgen(js_name = convertWorkerTemplate)]
pub fn convert_worker_template(
    text: JsString,
    #[wasm_bindgen(js_name = specText)] spec: JsString,
) -> Result<String, JsValue> {
    let sentence = |sentence: String| thrown(&sentence.into());
    // A text of many megabytes is refused before it is copied.
    if text.length() as usize > worker_template::MAX_TEXT {
        return Err(sentence(worker_template::too_long()));
    }
    let spec = utf8(&spec);
    let reply = spec.trim_start().starts_with('{');
    let fields = if reply { spec::parse_reply(&spec) } else { spec::parse_list(&spec) };
    let site = if reply { json::parse(&spec) } else { Ok(Value::None) };
    let no_spec = |error| sentence(format!("The options of this gateway cannot be read: {error}."));
    let (fields, site) = (fields.map_err(no_spec)?, site.map_err(no_spec)?);
    let site = site.as_dict().and_then(|reply| reply.item("site")?.as_dict());
    worker_template::convert(&utf8(&text), &fields, site).map_err(sentence)
}

fn read_yaml(yaml: JsString, read: impl FnOnce(&str) -> yaml::Result<String>) -> Result<String, JsValue> {
    let text = utf8(&yaml);
    // Where a lone surrogate stands, Rust reads another character.
    let lost = || yaml.iter().zip(text.encode_utf16()).position(|(given, read)| given != read);
    let outcome = match text.contains('\u{fffd}').then(lost).flatten() {
        None => read(&text),
        Some(at) => {
            let before = String::from(&yaml.slice(0, at as u32));
            Err(yaml::not_allowed(&before, yaml.char_code_at(at as u32) as u32))
        }
    };
    outcome.map_err(|error| {
        let thrown = thrown(&error.to_string().into());
        for (name, value) in
            [("line", error.line.into()), ("column", error.column.into()), ("detail", error.detail.into())]
        {
            set(&thrown, name, &value);
        }
        thrown
    })
}

/// An Error with this message, lone surrogates kept.
fn thrown(text: &PyStr) -> JsValue {
    let error = Error::new("").into();
    set(&error, "message", &JsString::from_char_code(&text.utf16()));
    error
}

fn set(error: &JsValue, name: &str, value: &JsValue) {
    // A plain object: it cannot refuse a property.
    let _ = Reflect::set(error, &name.into(), value);
}

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, into: &mut [u8]) -> Encoded;

    type Encoded;
    #[wasm_bindgen(method, getter)]
    fn written(this: &Encoded) -> usize;
}

/// No more than this is kept for the next text.
const KEPT: usize = 64 * 1024;

thread_local! {
    static ENCODER: TextEncoder = TextEncoder::new();
    /// What a text is written into on its way: requests are short, and many.
    static BYTES: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Gives `read` a text from JavaScript. wasm-bindgen's own way goes through its characters in JavaScript: until that loop is compiled,
/// it takes longer than all the rest.
fn with_utf8<T>(text: &JsString, read: impl FnOnce(&str) -> T) -> T {
    let mut bytes = BYTES.take();
    // A UTF-16 unit becomes three bytes at most.
    let most = text.length() as usize * 3;
    if bytes.len() < most {
        bytes.resize(most, 0);
    }
    let written = ENCODER.with(|encoder| encoder.encode_into(text, &mut bytes).written());
    let outcome = read(bytes.get(..written).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default());
    if bytes.len() <= KEPT {
        BYTES.set(bytes);
    }
    outcome
}

fn utf8(text: &JsString) -> String {
    with_utf8(text, str::to_owned)
}
