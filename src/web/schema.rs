//! What the schema knows, as functions for JavaScript: text in, text out.

use js_sys::{Error, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::schema::pystr::PyStr;
use crate::schema::value::Value;
use crate::schema::{json, spec, validate, yaml};

/// What a gateway would store for the options of a create request, as JSON text the way Python writes it.
///
/// `specText`: the JSON text of the gateway's `cluster_options` list. `requestText`: the JSON text of `cluster_options` in the
/// request. Both may hold what Python's json module writes: NaN, integers of any size, lone surrogates. Throws an Error
/// whose message is the server's `error` text; for a text that is not JSON, or no list of options, it is one of our own.
#[wasm_bindgen(js_name = validateOptions)]
pub fn validate_options(
    #[wasm_bindgen(js_name = specText)] spec: &str,
    #[wasm_bindgen(js_name = requestText)] request: &str,
) -> Result<String, JsValue> {
    let no_json = |what: &str, error: json::JsonError| {
        thrown(&format!("{what} is not JSON as a gateway writes it: {error}").into())
    };
    let fields = spec::parse_list(spec).map_err(|error| no_json("The specification", error))?;
    let request = json::parse(request).map_err(|error| no_json("The request", error))?;
    match validate::validate_options(&fields, &request) {
        Ok(options) => Ok(json::write(&Value::Dict(options))),
        Err(text) => Err(thrown(&text)),
    }
}

/// What dask_gateway's mapping field makes of a text, as JSON text the way Python writes it: PyYAML's `safe_load`, then json.
///
/// Throws an Error for what is no YAML, no mapping, or nothing that JSON can hold. It has the properties `line` and `column`
/// (from 1, in code points) and `detail`, which is its message without them.
#[wasm_bindgen(js_name = parseMapping)]
pub fn parse_mapping(#[wasm_bindgen(js_name = yamlText)] yaml: JsString) -> Result<String, JsValue> {
    let text = String::from(&yaml);
    // Rust reads another character where a lone surrogate stands.
    let lost = yaml.iter().zip(text.encode_utf16()).position(|(given, read)| given != read);
    let read = match lost {
        None => yaml::parse(&text),
        Some(at) => {
            let before = String::from(&yaml.slice(0, at as u32));
            Err(yaml::not_allowed(&before, yaml.char_code_at(at as u32) as u32))
        }
    };
    read.map(|value| json::write(&value)).map_err(|error| {
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
