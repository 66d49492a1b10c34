//! The user's clusters: the list in step with the gateway's, what each one's scheduler tells, and what the user does with
//! them.

pub mod actions;
pub mod activity;
pub mod adaptivity;
pub mod cluster;
pub mod ending;
pub mod list;
pub mod polls;
pub mod scaling;
pub mod server_ticks;
pub mod stats;
mod told;
pub mod unsettled;
pub mod view;
pub mod with_server;
