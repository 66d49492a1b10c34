//! The other tabs of the browser: their lock and their channel, which JavaScript has.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use crate::core::effect::TabsEffect;
use crate::core::event::TabsEvent;
use crate::core::tabs::wire;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** The lock and the channel that all tabs share which show one gateway to one user: see src/core/tabs/mod.rs. */
export interface Tabs {
  /** Waits for the lock. */
  lock(): void;
  /** Gives it back, or waits no more. */
  unlock(): void;
  /** Takes it from whoever holds it. */
  steal(): void;
  post(message: Uint8Array): void;
}
/** What becomes of them. */
export type TabsChange = "joined" | "left" | "granted" | "lost";
"#;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Tabs")]
    #[derive(Clone)]
    pub type Tabs;

    #[wasm_bindgen(method, catch)]
    fn lock(this: &Tabs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn unlock(this: &Tabs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn steal(this: &Tabs) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn post(this: &Tabs, message: Uint8Array) -> Result<(), JsValue>;
}

impl Tabs {
    /// What throws is a channel or a lock that is closed: nobody is there to hear of it.
    pub fn perform(&self, effect: &TabsEffect) {
        let _ = match effect {
            TabsEffect::Lock => self.lock(),
            TabsEffect::Unlock => self.unlock(),
            TabsEffect::Steal => self.steal(),
            TabsEffect::Post(message) => self.post(Uint8Array::from(wire::write(message).as_slice())),
        };
    }
}

/// None: there is no such change.
pub fn change(name: &str) -> Option<TabsEvent> {
    Some(match name {
        "joined" => TabsEvent::Joined,
        "left" => TabsEvent::Left,
        "granted" => TabsEvent::Granted,
        "lost" => TabsEvent::Lost,
        _ => return None,
    })
}

/// None: it is none of ours.
pub fn heard(message: &[u8]) -> Option<TabsEvent> {
    wire::read(message).map(TabsEvent::Heard)
}
