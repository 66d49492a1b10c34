//! The gateway's REST API as text: requests to send ([`api_request`]), replies to read ([`reply`]), clusters in them
//! ([`cluster_info`]) the scheduler's figures ([`scheduler_stats`]) and its pages
//! ([`scheduler_page`]); [`redaction`] makes bodies fit to be handed on. No I/O:
//! [`crate::core`] decides what is asked when, `crate::web` carries it.

pub mod api_request;
pub mod cluster_info;
pub mod redaction;
pub mod reply;
pub mod retry_after;
pub mod scheduler_page;
pub mod scheduler_stats;
