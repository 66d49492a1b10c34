//! The connection to the gateway: its configuration, the route that requests take, and what keeps it from working.

pub mod config;
pub mod essential;
pub mod gateway_code;
pub mod routes;
pub mod state;
