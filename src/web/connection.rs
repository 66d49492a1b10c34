//! How a host says where the gateway is and how a request gets there.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::prelude::*;

use crate::core::connection::config::GatewayConfig;
use crate::core::connection::gateway_code::GatewayCode;
use crate::core::connection::routes::Route;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Where the gateway is, and how a request gets there. */
export type Connection = HttpConnection | RelayConnection;

/** By the browser's fetch. */
export interface HttpConnection {
  /** "pass-through": the core asks `base + "config"` for the gateway's configuration first, also for the other routes. */
  readonly route: "direct" | "pass-through";
  /** What the routes hang below: `base + "api/v1/options"`. Ends with a slash. */
  readonly base: string;
  /** What dashboards hang below when the route is "direct"; `base` by default. May be relative to the page's origin. */
  readonly publicAddress?: string | undefined;
  /** Python that makes the gateway in a kernel, where the route is "direct" from the start: copied code begins so. */
  readonly code?: { readonly imports: string; readonly call: string };
  /** What the site says of its gateway, where the route is "direct" from the start: JSON text as `config` has it in `site`. */
  readonly site?: string | undefined;
  /** Headers of the next request; asked each time, for tokens and XSRF cookies rotate. */
  headers(): Record<string, string>;
  readonly credentials: RequestCredentials;
  /** The answer if the page has asked for this path already, as the core would, and gets one soon; once. Does not reject. */
  begun?(path: string): Promise<Response | undefined>;
  /**
   * Another route to the same gateway, asked for at each request that is to go there; null: there is none from this page.
   * `publicAddress` is as the configuration has it. "public": that address as anybody may ask it, for figures alone.
   */
  other?(route: "direct" | "relay" | "public", publicAddress: string): Connection | null;
}

/** By another program, which serves the same paths as the pass-through: `config`, `api/…`, `clusters/…`. */
export interface RelayConnection {
  readonly route: "relay";
  /** Names the program's gateway: connections with the same base share a session. */
  readonly base: string;
  /** The page itself answers, and whoever comes sees the same: the browser keeps neither launches nor clusters. */
  readonly isOffline?: boolean;
  /** Performs one request, with a time limit of its own; rejects when no answer can come any more. */
  send(method: string, path: string, body?: string): Promise<Response>;
}
"#;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Connection")]
    #[derive(Clone)]
    pub type Connection;

    #[wasm_bindgen(method, getter)]
    fn route(this: &Connection) -> JsValue;
    #[wasm_bindgen(method, getter)]
    pub fn base(this: &Connection) -> String;
    #[wasm_bindgen(method, getter, js_name = publicAddress)]
    fn public_address(this: &Connection) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn code(this: &Connection) -> Option<Code>;
    #[wasm_bindgen(method, getter)]
    fn site(this: &Connection) -> Option<String>;
    #[wasm_bindgen(method, catch, js_name = headers)]
    fn headers_object(this: &Connection) -> Result<Object, JsValue>;
    #[wasm_bindgen(method, getter)]
    pub fn credentials(this: &Connection) -> web_sys::RequestCredentials;
    #[wasm_bindgen(method, catch, js_name = other)]
    fn other_connection(this: &Connection, route: &str, public_address: &str) -> Result<Option<Connection>, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn begun(this: &Connection, path: &str) -> Result<Promise, JsValue>;
    #[wasm_bindgen(method, catch)]
    pub fn send(this: &Connection, method: &str, path: &str, body: Option<String>) -> Result<Promise, JsValue>;

    type Code;

    #[wasm_bindgen(method, getter)]
    fn imports(this: &Code) -> String;
    #[wasm_bindgen(method, getter)]
    fn call(this: &Code) -> String;
}

impl Connection {
    pub fn core_route(&self) -> Result<Route, JsError> {
        let route = self.route().as_string().unwrap_or_default();
        Route::by_name(&route).ok_or_else(|| {
            JsError::new(&format!("a connection's route is direct, pass-through or relay, not \"{route}\""))
        })
    }

    /// The routes that it offers from the start.
    pub fn routes(&self) -> Result<&'static [Route], JsError> {
        Ok(match self.core_route()? {
            Route::Direct => &[Route::Direct],
            // Whether it has an address for the other is known when that is to be used.
            Route::PassThrough => &[Route::Direct, Route::PassThrough],
            Route::Relay | Route::Public => &[Route::Relay],
        })
    }

    /// The connection for this route: this one or another.
    pub fn for_route(&self, route: Route, public_address: Option<String>) -> Option<Connection> {
        if self.core_route().ok()? == route {
            return Some(self.clone());
        }
        let name = match route {
            Route::Direct => "direct",
            Route::Public => "public",
            Route::PassThrough | Route::Relay => "relay",
        };
        // Without such a method it throws.
        self.other_connection(name, &public_address.unwrap_or_default()).ok()?
    }

    /// What a direct connection says of its gateway. None where the other side tells it.
    pub fn config(&self) -> Result<Option<GatewayConfig>, JsError> {
        let config = (self.core_route()? == Route::Direct).then(|| GatewayConfig {
            address: Some(self.base()),
            public_address: self.public_address(),
            code: self.code().map(|code| GatewayCode { imports: code.imports(), call: code.call() }),
            ..GatewayConfig::default()
        });
        Ok(match self.site() {
            Some(site) => config.map(|config| config.with_site(&site)),
            None => config,
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
