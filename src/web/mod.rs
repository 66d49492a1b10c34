//! What JavaScript sees, for WebAssembly only. It becomes two modules, each by a feature of its own:
//!
//! - `session` is the core for panels: `session` is what JavaScript sees, `connection` what it hands over, `outside` what it does for the
//!   core, `record` reads plain data, `tabs` reaches the other tabs.
//! - `schema` validates options and parses mappings without a session. It is fast rather than small, and panels fetch it when
//!   somebody writes a mapping as text.
//!
//! Whatever leaves the crate leaves it here. No borrow of the core is held across a call into JavaScript, which may come back in.

#[cfg(feature = "session")]
mod connection;
#[cfg(feature = "session")]
mod outside;
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
#[cfg(feature = "session")]
pub use outside::Outside;
#[cfg(feature = "schema")]
pub use schema::{parse_mapping, quote_mapping, read_variables, validate_options};
#[cfg(feature = "session")]
pub use session::{Session, open};
