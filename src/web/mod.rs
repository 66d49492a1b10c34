//! The shell around the core, for WebAssembly only: [`session`] is what JavaScript sees, [`connection`] what it hands
//! over, [`event`] reads what was dispatched, [`fetch`] carries requests; [`options`] judges options
//! without a session.
//!
//! All I/O of the crate is here. No borrow of the core is held across an await or a call into JavaScript, for either may
//! come back in.

mod connection;
mod event;
mod fetch;
mod options;
mod session;

pub use connection::Connection;
pub use options::validate_options;
pub use session::{Session, open};
