//! What people write or paste, as functions for JavaScript: text in, text out.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::text::{set, thrown, utf8, with_utf8};
use crate::schema::{json, variables, yaml};

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

fn read_yaml(yaml: JsString, read: impl FnOnce(&str) -> yaml::Result<String>) -> Result<String, JsValue> {
    let text = utf8(&yaml);
    // Where a lone surrogate stands, Rust reads another character. (`contains` would look for it as for a text, see `schema`.)
    let lost = || yaml.iter().zip(text.encode_utf16()).position(|(given, read)| given != read);
    let outcome = match text.chars().any(|c| c == '\u{fffd}').then(lost).flatten() {
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
