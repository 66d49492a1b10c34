//! How a host says where the gateway is and how a request gets there.

use wasm_bindgen::prelude::*;

use super::record::JsRecord;
use crate::core::connection::config::GatewayConfig;
use crate::core::connection::gateway_code::GatewayCode;
use crate::core::connection::routes::Route;
use crate::core::record::Record;

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
    pub type Connection;
}

impl Connection {
    /// The routes that it offers from the start, and what a direct one says of its gateway: else the other side tells that.
    pub fn read(self) -> Result<(&'static [Route], Option<GatewayConfig>), JsError> {
        let this = JsRecord(self.into());
        let route = this.text("route").and_then(|name| Route::by_name(&name));
        match route.ok_or_else(|| JsError::new("a connection's route is direct, pass-through or relay"))? {
            Route::Direct => Ok((&[Route::Direct], Some(config(&this)))),
            // Whether it has an address for the other is known when that is to be used.
            Route::PassThrough => Ok((&[Route::Direct, Route::PassThrough], None)),
            Route::Relay | Route::Public => Ok((&[Route::Relay], None)),
        }
    }
}

fn config(connection: &JsRecord) -> GatewayConfig {
    let code = connection.record("code");
    let config = GatewayConfig {
        address: connection.text("base"),
        public_address: connection.text("publicAddress"),
        code: code.text("imports").zip(code.text("call")).map(|(imports, call)| GatewayCode { imports, call }),
        ..GatewayConfig::default()
    };
    match connection.text("site") {
        Some(site) => config.with_site(&site),
        None => config,
    }
}
