//! How a host says where the gateway is and how a request gets there.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::*;

use crate::core::Settings;
use crate::core::view::Route;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Where the gateway is, and how a request gets there. */
export type Connection = HttpConnection | RelayConnection;

/** By the browser's fetch. */
export interface HttpConnection {
  /** "pass-through": the core asks `base + "config"` for the gateway's settings first. */
  readonly route: "direct" | "pass-through";
  /** What the routes hang below: `base + "api/v1/options"`. Ends with a slash. */
  readonly base: string;
  /** What dashboards hang below when the route is "direct"; `base` by default. May be relative to the page's origin. */
  readonly publicAddress?: string;
  /** Headers of the next request; asked each time, for tokens and XSRF cookies rotate. */
  headers(): Record<string, string>;
  readonly credentials: RequestCredentials;
}

/** By another program, which serves the same paths as the pass-through: `config`, `api/…`, `clusters/…`. */
export interface RelayConnection {
  readonly route: "relay";
  /** Names the program's gateway: connections with the same base share a session. */
  readonly base: string;
  /** Performs one request, with a time limit of its own; rejects when no answer can come any more. */
  send(method: string, path: string, body?: string): Promise<Response>;
}
"#;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Connection")]
    pub type Connection;

    #[wasm_bindgen(method, getter)]
    fn route(this: &Connection) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Connection) -> String;
    #[wasm_bindgen(method, getter, js_name = publicAddress)]
    fn public_address(this: &Connection) -> Option<String>;
    #[wasm_bindgen(method, catch, js_name = headers)]
    fn headers_object(this: &Connection) -> Result<Object, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub fn credentials(this: &Connection) -> web_sys::RequestCredentials;
    #[wasm_bindgen(method, catch)]
    pub fn send(this: &Connection, method: &str, path: &str, body: Option<String>) -> Result<Promise, JsValue>;
}

impl Connection {
    pub fn core_route(&self) -> Result<Route, JsError> {
        match self.route().as_string().as_deref() {
            Some("direct") => Ok(Route::Direct),
            Some("pass-through") => Ok(Route::PassThrough),
            Some("relay") => Ok(Route::Relay),
            other => {
                Err(JsError::new(&format!("a connection's route is direct, pass-through or relay, not {other:?}")))
            }
        }
    }

    pub fn relays(&self) -> bool {
        self.route() == "relay"
    }

    /// None where the other side tells them.
    pub fn settings(&self, route: Route) -> Option<Settings> {
        (route == Route::Direct).then(|| Settings {
            address: Some(self.base()),
            public_address: self.public_address(),
            ..Settings::default()
        })
    }

    /// Names and values of the headers to send now. None when the host throws.
    pub fn headers(&self) -> Option<Vec<(String, String)>> {
        let entries = Object::entries(&self.headers_object().ok()?);
        entries
            .iter()
            .map(|entry| {
                let pair = Array::from(&entry);
                Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
            })
            .collect()
    }
}
