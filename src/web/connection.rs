//! How a host says where the gateway is and how a request gets there.

use js_sys::{Array, Object};
use wasm_bindgen::prelude::*;

use crate::core::Settings;
use crate::core::view::Route;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Where the gateway is, and how a request gets there. */
export interface Connection {
  /** "pass-through": the core asks `base + "config"` for the gateway's settings first. */
  readonly route: Route;
  /** What the routes hang below: `base + "api/v1/options"`. Ends with a slash. */
  readonly base: string;
  /** What dashboards hang below when the route is "direct"; `base` by default. May be relative to the page's origin. */
  readonly publicAddress?: string;
  /** Headers of the next request; asked each time, for tokens and XSRF cookies rotate. */
  headers(): Record<string, string>;
  readonly credentials: RequestCredentials;
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

    /// None where the pass-through tells them.
    pub fn settings(&self, route: Route) -> Option<Settings> {
        (route != Route::PassThrough).then(|| Settings {
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
