//! Texts from JavaScript, and errors for it.

use std::cell::Cell;

use js_sys::{Error, JsString, Reflect};
use wasm_bindgen::prelude::*;

use crate::schema::pystr::PyStr;

/// An Error with this message, lone surrogates kept.
pub fn thrown(text: &PyStr) -> JsValue {
    let error = Error::new("").into();
    set(&error, "message", &JsString::from_char_code(&text.utf16()));
    error
}

pub fn set(error: &JsValue, name: &str, value: &JsValue) {
    // A plain object: it cannot refuse a property.
    let _ = Reflect::set(error, &name.into(), value);
}

#[wasm_bindgen]
extern "C" {
    type TextEncoder;
    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;
    #[wasm_bindgen(method, js_name = encodeInto)]
    fn encode_into(this: &TextEncoder, text: &JsString, into: &mut [u8]) -> Encoded;

    type Encoded;
    #[wasm_bindgen(method, getter)]
    fn written(this: &Encoded) -> usize;
}

/// No more than this is kept for the next text.
const KEPT: usize = 64 * 1024;

thread_local! {
    static ENCODER: TextEncoder = TextEncoder::new();
    /// What a text is written into on its way: requests are short, and many.
    static BYTES: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// Gives `read` a text from JavaScript. wasm-bindgen's own way goes through its characters in JavaScript: until that loop is compiled,
/// it takes longer than all the rest.
pub fn with_utf8<T>(text: &JsString, read: impl FnOnce(&str) -> T) -> T {
    let mut bytes = BYTES.take();
    // A UTF-16 unit becomes three bytes at most.
    let most = text.length() as usize * 3;
    if bytes.len() < most {
        bytes.resize(most, 0);
    }
    let written = ENCODER.with(|encoder| encoder.encode_into(text, &mut bytes).written());
    let outcome = read(bytes.get(..written).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default());
    if bytes.len() <= KEPT {
        BYTES.set(bytes);
    }
    outcome
}

#[cfg(feature = "schema")]
pub fn utf8(text: &JsString) -> String {
    with_utf8(text, str::to_owned)
}
