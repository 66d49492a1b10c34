//! The core of jupyter-dask-gateway: configure, launch, watch, scale and stop Dask clusters on a Dask Gateway.
//!
//! [`schema`] knows the options, [`gateway`] the REST API, [`core`] is the state machine over both. These three are pure:
//! no I/O, no clock, no JavaScript. `web` (WebAssembly only) is the driver that runs them in a page.

#[deny(clippy::string_slice, reason = "an index that misses prints the text, with code and tables of 2 KB gzipped")]
pub mod core;
#[deny(clippy::string_slice, reason = "as in core")]
pub mod gateway;
#[deny(clippy::string_slice, reason = "as in core")]
pub mod schema;
#[cfg(target_arch = "wasm32")]
pub mod web;

/// 2.6 KB smaller in a panel, gzipped, than the standard library's.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
