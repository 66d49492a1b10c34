//! Values that had better be texts, as what is said of them names them.

use serde::Serialize;

/// A value that is to be a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct NotText {
    pub name: String,
    /// `null`, `bool`, `number`, `list` or `mapping`.
    pub kind: &'static str,
    /// As JSON has it; empty for a list or mapping.
    pub value: String,
}
