//! The gateway's REST API as text: requests to send ([`call`]), replies to read ([`reply`]), clusters in them
//! ([`cluster`]) and the scheduler's live figures ([`live`]). No I/O: [`crate::core`] decides what is asked when,
//! `crate::web` carries it.

pub mod call;
pub mod cluster;
pub mod live;
pub mod reply;
