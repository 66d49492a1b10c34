//! Who performs what the core wants: JavaScript, `js/view/session/driver.ts`.

use wasm_bindgen::prelude::*;

use crate::core::connection::routes::Route;
use crate::core::effect::{RequestId, Wanted};
use crate::gateway::api_request::HttpRequest;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What a session has done for it. None of it calls back in before it has returned. */
export interface Outside {
  /**
   * Sends a request, and tells by `answered` or `failed` what came of it. `seconds`: until the answer is given up, but for a relay's;
   * `cut`: bytes after which the body is cut, and taken as it is then; 0: one that is too large is no answer.
   */
  send(
    id: number,
    route: Route | "public",
    publicAddress: string,
    method: "GET" | "POST" | "DELETE",
    path: string,
    body: string | undefined,
    seconds: number,
    cut: number,
  ): void;
  /** Nobody waits for what comes of it any more. */
  cancel(id: number): void;
  /** Calls a function of the schema's module, and tells by `mappingRead` or `mappingRefused` what came of it. */
  read(id: number, name: "parseMapping" | "quoteMapping" | "readVariables", text: string): void;
  /** Calls `woke` at this time, in milliseconds since 1970, and no more at the one before. */
  wake(at: number): void;
  /** There may be something else to draw. */
  changed(): void;
}
"#;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Outside")]
    pub type Outside;

    #[wasm_bindgen(method, js_name = send)]
    #[allow(clippy::too_many_arguments, reason = "an object would be made member by member, by more code")]
    fn send_all(
        this: &Outside,
        id: u32,
        route: &str,
        public_address: &str,
        method: &str,
        path: &str,
        body: Option<&str>,
        seconds: u32,
        cut: u32,
    );
    #[wasm_bindgen(method, js_name = cancel)]
    fn cancel_id(this: &Outside, id: u32);
    #[wasm_bindgen(method, js_name = read)]
    fn read_by(this: &Outside, id: u32, name: &str, text: &str);
    #[wasm_bindgen(method)]
    pub fn wake(this: &Outside, at: f64);
    #[wasm_bindgen(method)]
    pub fn changed(this: &Outside);
}

impl Outside {
    pub fn send(&self, RequestId(id): RequestId, route: Route, public_address: &str, request: &HttpRequest) {
        let HttpRequest { method, path, body, timeout, cut } = request;
        let cut = cut.unwrap_or(0) as u32;
        self.send_all(id, route.name(), public_address, method, path, body.as_deref(), *timeout, cut);
    }

    pub fn cancel(&self, RequestId(id): RequestId) {
        self.cancel_id(id);
    }

    pub fn read(&self, RequestId(id): RequestId, wanted: Wanted, text: &str) {
        let name = match wanted {
            Wanted::Meaning => "parseMapping",
            Wanted::Quoted => "quoteMapping",
            Wanted::Variables => "readVariables",
        };
        self.read_by(id, name, text);
    }
}
