//! The user's clusters: the list in step with the gateway's, what each one's scheduler tells, and what the user does with
//! them, and what became of those that ended.

pub mod actions;
pub mod activity;
pub mod adaptivity;
pub mod alias;
pub mod at_start;
mod clock;
pub mod cluster;
mod dashboard;
mod dated;
pub mod dialogs;
mod doubt;
pub mod ending;
pub mod explain;
mod figures;
pub mod history;
pub mod list;
pub mod look;
pub mod memory;
mod notices;
pub mod pages;
pub mod polls;
pub mod reasons;
pub mod recent;
pub mod scaling;
pub mod server_ticks;
pub mod starts;
pub mod stats;
pub mod stops;
mod told;
pub mod trend;
pub mod unsettled;
mod vanished;
pub mod view;
pub mod waiting;
pub mod with_server;
pub mod workers;
