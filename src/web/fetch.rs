//! One request through the browser's fetch.

use std::cell::Cell;
use std::rc::Rc;

use gloo_net::http::{Method, RequestBuilder};
use gloo_timers::callback::Timeout;
use web_sys::{AbortController, RequestCache, RequestRedirect};

use super::connection::Connection;
use crate::gateway::call::Request;
use crate::gateway::reply::{Failure, Outcome, Reply};

/// Sends a request and reads the whole answer. The body stays bytes: only the core's parser looks at it.
///
/// No redirect is followed (the answer then has status 0): what wants a login would answer with its page. Aborting through
/// `abort` ends it with [`Failure::NoAnswer`].
pub async fn send(connection: &Connection, request: Request, abort: &AbortController) -> Outcome {
    let timed_out = Rc::new(Cell::new(false));
    let timer = Timeout::new(request.timeout * 1_000, {
        let (timed_out, abort) = (timed_out.clone(), abort.clone());
        move || {
            timed_out.set(true);
            abort.abort();
        }
    });
    let outcome = exchange(connection, request, abort).await;
    drop(timer);
    outcome.ok_or(if timed_out.get() { Failure::TimedOut } else { Failure::NoAnswer })
}

async fn exchange(connection: &Connection, request: Request, abort: &AbortController) -> Option<Reply> {
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
    for (name, value) in connection.headers()? {
        builder = builder.header(&name, &value);
    }
    let response = match request.body {
        Some(body) => builder.header("Content-Type", "application/json").body(body).ok()?.send().await.ok()?,
        None => builder.send().await.ok()?,
    };
    Some(Reply {
        status: response.status(),
        content_type: response.headers().get("Content-Type").unwrap_or_default(),
        own_error: response.headers().get("Dask-Gateway-Error"),
        body: response.binary().await.ok()?,
    })
}
