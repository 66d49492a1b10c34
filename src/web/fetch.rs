//! One request: through the browser's fetch, or by a relay. `exchange.js` does it.

use js_sys::{Date, Promise, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::connection::Connection;
use super::record::JsRecord;
use crate::core::connection::routes::Route;
use crate::core::record::Record;
use crate::gateway::api_request::HttpRequest;
use crate::gateway::reply::{Failure, Outcome, Reply};
use crate::gateway::retry_after;

#[wasm_bindgen(module = "/src/web/exchange.js")]
extern "C" {
    #[allow(clippy::too_many_arguments, reason = "one object more would be one wrapper more")]
    fn exchange(
        host: &Connection,
        route: &str,
        public_address: &str,
        method: &str,
        path: &str,
        body: Option<String>,
        timeout: u32,
        abort: &AbortController,
    ) -> Promise;
}

#[wasm_bindgen]
extern "C" {
    /// Ends a request.
    #[derive(Clone)]
    pub type AbortController;
    #[wasm_bindgen(constructor)]
    pub fn new() -> AbortController;
    #[wasm_bindgen(method)]
    pub fn abort(this: &AbortController);
}

/// Sends a request and reads the whole answer. `public_address`: the gateway's, as its configuration has it. Aborting through
/// `abort` ends it with [`Failure::NoAnswer`].
pub async fn send(
    host: &Connection,
    route: Route,
    public_address: &str,
    request: HttpRequest,
    abort: &AbortController,
) -> Outcome {
    let HttpRequest { method, path, body, timeout } = request;
    let answer = exchange(host, route.name(), public_address, method, &path, body, timeout, abort);
    read(&JsRecord(JsFuture::from(answer).await.unwrap_or_default()))
}

fn read(answer: &JsRecord) -> Outcome {
    match answer.0.as_string().as_deref() {
        Some("not-offered") => return Err(Failure::NotOffered),
        Some("timed-out") => return Err(Failure::TimedOut),
        Some("too-large") => return Err(Failure::TooLarge),
        _ => {}
    }
    // Without a body nothing has come.
    let Ok(bytes) = answer.get("bytes").dyn_into::<Uint8Array>() else { return Err(Failure::NoAnswer) };
    Ok(Reply {
        status: answer.index("status").unwrap_or_default() as u16,
        content_type: answer.text("contentType").unwrap_or_default(),
        own_error: answer.text("ownError"),
        retry_after: wait(answer),
        body: bytes.to_vec(),
    })
}

/// How many seconds it asks to wait.
fn wait(answer: &JsRecord) -> Option<u32> {
    let parse_date = |text: &str| Some(Date::parse(text)).filter(|at| at.is_finite());
    let sent = answer.text("date").as_deref().and_then(parse_date);
    retry_after::seconds(&answer.text("retryAfter")?, sent.unwrap_or_else(Date::now), parse_date)
}
