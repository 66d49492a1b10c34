//! Which clusters the user's Jupyter server stops when it ends in order: what it has said last, and what the user wants that it
//! has not taken in yet. The server keeps them in mind, for all pages alike.

use crate::core::messages::Message;
use crate::core::timers::Time;

/// What concerns all clusters.
#[derive(Default)]
pub struct WithServer {
    /// See [`crate::core::connection::config::GatewayConfig::stop_with_server`].
    pub configured: Option<Option<bool>>,
    /// By a setting of the user's, which counts where dask's configuration says nothing: those that are launched from here.
    pub prefers: bool,
    /// When a wish from here was sent or answered last.
    pub(super) changed_at: Time,
    /// Counts the wishes that were sent or answered: what was asked before one tells of an older time.
    pub(super) version: u32,
    /// What it was when the server was asked last.
    pub(super) asked_at: u32,
}

impl WithServer {
    /// A wish was sent or answered.
    pub(super) fn on_changed(&mut self, now: Time) {
        self.version += 1;
        self.changed_at = now;
    }
}

/// What is known of one cluster.
#[derive(Default)]
pub struct WithServerTick {
    /// Whether the server stops it, in its own words. None: it offers no such thing, or has not said yet.
    pub(super) told: Option<bool>,
    /// What the user wants, until the server has answered.
    pub(super) wanted: Option<bool>,
    /// What of that was sent: the user may have thought better of it since.
    pub(super) sent: bool,
    /// What was refused last, and what was said of that.
    pub(super) refused: Option<(bool, Message)>,
}

impl WithServerTick {
    /// Whether the server stops it when it ends. None: that is not known, or cannot be had.
    pub fn get(&self) -> Option<bool> {
        self.told.and(self.wanted.or(self.told))
    }

    /// Whether the server has said that it stops it, and the user wants nothing else since.
    pub fn is_certain(&self) -> bool {
        self.told == Some(true) && self.wanted != Some(false)
    }
}
