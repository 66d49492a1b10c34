//! One request: through the browser's fetch, or by a relay.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder, Response};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCache, RequestRedirect};

use super::connection::Connection;
use crate::core::connection::routes::Route;
use crate::gateway::api_request::HttpRequest;
use crate::gateway::reply::{Failure, Outcome, Reply};

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
    outcome.ok_or(if timed_out.get() { Failure::TimedOut } else { Failure::NoAnswer })
}

async fn exchange(
    connection: &Connection,
    route: Route,
    request: HttpRequest,
    abort: &AbortController,
) -> Option<Reply> {
    let response = if route == Route::Relay {
        let answer = connection.send(request.method, &request.path, request.body).ok()?;
        Response::from(JsFuture::from(answer).await.ok()?.unchecked_into::<web_sys::Response>())
    } else {
        fetch(connection, route, request, abort).await?
    };
    Some(Reply {
        status: response.status(),
        content_type: response.headers().get("Content-Type").unwrap_or_default(),
        own_error: response.headers().get("Dask-Gateway-Error"),
        body: response.binary().await.ok()?,
    })
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
    if route != Route::Direct || request.path.starts_with("api/v1/") {
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
