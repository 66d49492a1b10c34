//! What JavaScript sees, for WebAssembly only. It becomes four modules, each by a feature of its own:
//!
//! - `session` is the driver around the core, for panels: `session` is what JavaScript sees, `connection` what it hands over,
//!   `fetch` carries requests, `mapping_parser` has mappings parsed, `record` reads plain data, `tabs` reaches the other tabs.
//! - `schema` reads what people write or paste, and panels fetch it when somebody writes a mapping as text.
//! - `conversion` has all of that, and reads worker templates of dask-kubernetes, which few people bring along. The single file has it
//!   as it is; in the part it has lost the exports of `schema`, and what is there for them alone (`scripts/build/wasm.mjs`).
//! - `validation` validates options without a session, for authors of web pages. It is fast rather than small.
//!
//! `text` is what the last three share.
//!
//! All I/O of the crate is here. No borrow of the core is held across an await or a call into JavaScript, for either may
//! come back in.

#[cfg(feature = "session")]
mod connection;
#[cfg(feature = "conversion")]
mod conversion;
#[cfg(feature = "session")]
mod fetch;
#[cfg(feature = "session")]
mod mapping_parser;
#[cfg(feature = "session")]
mod record;
#[cfg(feature = "schema")]
mod schema;
#[cfg(feature = "session")]
mod session;
#[cfg(feature = "session")]
mod tabs;
#[cfg(any(feature = "schema", feature = "validation"))]
mod text;
#[cfg(feature = "validation")]
mod validation;

#[cfg(feature = "session")]
pub use connection::Connection;
#[cfg(feature = "conversion")]
pub use conversion::convert_worker_template;
#[cfg(feature = "schema")]
pub use schema::{parse_mapping, quote_mapping, read_variables};
#[cfg(feature = "session")]
pub use session::{Session, open};
#[cfg(feature = "validation")]
pub use validation::validate_options;
