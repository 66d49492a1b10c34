//! What a worker template of dask-kubernetes comes to, as a function for JavaScript: text in, text out.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::text::{thrown, utf8};
use crate::schema::value::Value;
use crate::schema::{json, spec, worker_template};

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
