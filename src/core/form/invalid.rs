//! A value that the gateway refuses, or would: which of its checks, for a sentence in the user's language, and its own words.

use serde::Serialize;

use crate::schema::validate::{Invalid, Why};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct InvalidValue {
    /// What the option is called, where it does not stand beside it; else empty.
    pub label: String,
    pub why: Why,
    /// The number that it is beyond, as Python prints it; else empty.
    pub bound: String,
    pub is_bytes: bool,
    /// In the gateway's words.
    pub text: String,
}

impl InvalidValue {
    pub fn new(invalid: Invalid, label: String, is_bytes: bool) -> InvalidValue {
        let Invalid { why, bound, text } = invalid;
        InvalidValue { label, why, bound, is_bytes, text: text.into_text() }
    }
}
