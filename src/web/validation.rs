//! What a gateway would say to the options of a request, as a function for JavaScript: text in, text out.

use std::cell::Cell;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::text::{thrown, with_utf8};
use crate::schema::request_validator::RequestValidator;
use crate::schema::{json, spec};

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
