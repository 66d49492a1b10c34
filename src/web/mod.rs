//! What JavaScript sees, for WebAssembly only. It becomes two modules, each by a feature of its own:
//!
//! - `session` is the driver around the core, for panels: `session` is what JavaScript sees, `connection` what it hands over,
//!   `fetch` carries requests, `mapping_parser` has mappings parsed, `record` reads plain data, `tabs` reaches the other tabs.
//! - `schema` validates options and parses mappings without a session. It is fast rather than small, and panels fetch it when
//!   somebody writes a mapping as text.
//!
//! All I/O of the crate is here. No borrow of the core is held across an await or a call into JavaScript, for either may
//! come back in.

#[cfg(feature = "session")]
mod connection;
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

#[cfg(feature = "session")]
pub use connection::Connection;
#[cfg(feature = "schema")]
pub use schema::{parse_mapping, quote_mapping, read_variables, validate_options};
#[cfg(feature = "session")]
pub use session::{Session, open};
