//! One request: through the browser's fetch, or by a relay.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Date, Reflect, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, RequestCache, RequestRedirect};

use super::connection::Connection;
use crate::core::connection::routes::Route;
use crate::gateway::api_request::{CONFIG, HttpRequest};
use crate::gateway::reply::{Failure, Outcome, Reply};
use crate::gateway::retry_after;

/// The most bytes that an answer may have, by any route: as many as the pass-through hands on (`max_reply_bytes` in
/// `jupyter_dask_gateway/gateway/limits.py`). 1,000 running clusters take 3.3 MB.
const MAX_REPLY_BYTES: usize = 1 << 23;

/// Sends a request and reads the whole answer. The body stays bytes: only the core's parser looks at it.
///
/// No redirect is followed (the answer then has status 0): what wants a login would answer with its page. Aborting through
/// `abort` ends it with [`Failure::NoAnswer`].
///
/// A relay has all the time it takes: a busy kernel answers when it can, and what was asked of it is done then. A time limit
/// would only hide that.
pub async fn send(connection: &Connection, route: Route, request: HttpRequest, abort: &AbortController) -> Outcome {
    let timed_out = Rc::new(Cell::new(false));
    let limit = if route == Route::Relay { i32::MAX as u32 } else { request.timeout * 1_000 };
    let timer = Timeout::new(limit, {
        let (timed_out, abort) = (timed_out.clone(), abort.clone());
        move || {
            timed_out.set(true);
            abort.abort();
        }
    });
    let outcome = exchange(connection, route, request, abort).await;
    drop(timer);
    outcome.map_err(|failure| if timed_out.get() { Failure::TimedOut } else { failure })
}

async fn exchange(connection: &Connection, route: Route, request: HttpRequest, abort: &AbortController) -> Outcome {
    let cut = request.cut;
    let response = if route == Route::Relay {
        relay(connection, request).await
    } else {
        // Nothing else has the page asked for: no other request is to wait for that.
        let begun = if request.path == CONFIG { begun(connection).await } else { None };
        match begun {
            None => fetch(connection, route, request, abort).await,
            begun => begun,
        }
    };
    let response = response.ok_or(Failure::NoAnswer)?;
    Ok(Reply {
        status: response.status(),
        content_type: response.headers().get("Content-Type").unwrap_or_default(),
        own_error: response.headers().get("Dask-Gateway-Error"),
        retry_after: wait(&response),
        body: body(&response, cut).await?,
    })
}

/// How many seconds it asks to wait.
fn wait(response: &Response) -> Option<u32> {
    let parse_date = |text: &str| Some(Date::parse(text)).filter(|at| at.is_finite());
    let sent = response.headers().get("Date").as_deref().and_then(parse_date);
    retry_after::seconds(&response.headers().get("Retry-After")?, sent.unwrap_or_else(Date::now), parse_date)
}

/// The whole body. One that is too large is not read to its end, which may never come: what was read until `cut` is taken as it is, else none.
async fn body(response: &Response, cut: Option<usize>) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    let Some(stream) = response.body() else { return Ok(body) };
    let Ok(reader) = ReadableStreamDefaultReader::new(&stream) else { return Err(Failure::NoAnswer) };
    loop {
        let read = JsFuture::from(reader.read()).await.and_then(|read| Reflect::get(&read, &"value".into()));
        let Ok(value) = read else { return Err(Failure::NoAnswer) };
        if value.is_undefined() {
            return Ok(body);
        }
        let Ok(chunk) = value.dyn_into::<Uint8Array>() else { return Err(Failure::NoAnswer) };
        let room = cut.unwrap_or(MAX_REPLY_BYTES) - body.len();
        if chunk.length() as usize > room {
            // Whether that works is of no interest any more, but it must not be an error in the page's console.
            drop(JsFuture::from(reader.cancel()));
            if cut.is_none() {
                return Err(Failure::TooLarge);
            }
            body.append(&mut chunk.subarray(0, room as u32).to_vec());
            return Ok(body);
        }
        // Most bodies come in one piece, which is not copied twice.
        if body.is_empty() {
            body = chunk.to_vec();
        } else {
            body.append(&mut chunk.to_vec());
        }
    }
}

/// The answer to what the page has asked for before there was a core.
async fn begun(connection: &Connection) -> Option<Response> {
    // Most connections have no such method, so that it throws.
    let answer = JsFuture::from(connection.begun(CONFIG).ok()?).await.ok()?;
    (!answer.is_undefined()).then(|| Response::from(answer.unchecked_into::<web_sys::Response>()))
}

async fn relay(connection: &Connection, request: HttpRequest) -> Option<Response> {
    let answer = connection.send(request.method, &request.path, request.body).ok()?;
    Some(Response::from(JsFuture::from(answer).await.ok()?.unchecked_into::<web_sys::Response>()))
}

async fn fetch(
    connection: &Connection,
    route: Route,
    request: HttpRequest,
    abort: &AbortController,
) -> Option<Response> {
    let mut builder = RequestBuilder::new(&(connection.base() + &request.path))
        .method(match request.method {
            "POST" => Method::POST,
            "DELETE" => Method::DELETE,
            _ => Method::GET,
        })
        .header("Accept", "application/json")
        .credentials(connection.credentials())
        .cache(RequestCache::NoStore)
        .redirect(RequestRedirect::Manual)
        .abort_signal(Some(&abort.signal()));
    // Of all that a gateway serves only its API asks for a login: what schedulers answer is no business of the gateway's.
    if route == Route::PassThrough || request.path.starts_with("api/v1/") {
        for (name, value) in connection.headers()? {
            builder = builder.header(&name, &value);
        }
    }
    let sent = match request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body).ok()?.send().await,
        None => builder.send().await,
    };
    sent.ok()
}
