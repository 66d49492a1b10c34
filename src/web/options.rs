//! The server's judgement on options, as a function for JavaScript.

use js_sys::{Error, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::spec;
use crate::schema::validate;
use crate::schema::value::Value;

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

/// An Error with this message, lone surrogates kept.
fn thrown(text: &PyStr) -> JsValue {
    let error = Error::new("");
    // A plain object: it cannot refuse a property.
    let _ = Reflect::set(&error, &"message".into(), &JsString::from_char_code(&text.utf16()));
    error.into()
}
