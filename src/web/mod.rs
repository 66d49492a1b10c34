//! The shell around the core, for WebAssembly only: [`session`] is what JavaScript sees, [`connection`] what it hands
//! over, [`event`] reads what was dispatched, [`fetch`] carries requests.
//!
//! All I/O of the crate is here. No borrow of the core is held across an await or a call into JavaScript, for either may
//! come back in.

mod connection;
mod event;
mod fetch;
mod session;

pub use connection::Connection;
pub use session::{Session, open};
