//! When what is said of a cluster is no longer so.

use super::cluster::Cluster;
use super::scaling::Adaptive;
use crate::core::messages::Message;
use crate::core::notice::Level;
use crate::core::notices::{Change, Lasts};
use crate::core::timers::Time;
use crate::gateway::cluster_info::Status;

impl Cluster {
    /// What the gateway did instead of a scale is no alarm when its workers are there, but still worth knowing.
    pub fn settle(&mut self) {
        let has_arrived = self.scaling.settle(self.stats.workers);
        if (has_arrived || self.scaling.adaptive.is_some())
            && let Some(Message::Limited { .. }) = self.notice.message()
        {
            self.notice.set_level(Level::Info);
        }
    }

    /// What has changed about what is said of it.
    pub fn look_at_notice(&self, now: Time) -> Option<Change> {
        let Cluster { info, scaling, stats, notice, doubt, .. } = self;
        notice.look(now, &|lasts, message| match *lasts {
            Lasts::Status(status) => info.status == status,
            Lasts::Scaling(workers) => scaling.asked == Some(workers),
            Lasts::Adapting { minimum, maximum } => scaling.adaptive == Some(Adaptive { minimum, maximum }),
            Lasts::InDoubt => doubt.is_some(),
            Lasts::Active => matches!(info.status, Status::Pending | Status::Running),
            Lasts::Input => scaling.is_wrong(message, stats.workers),
            Lasts::NoDashboard => info.dashboard.is_none(),
            _ => true,
        })
    }
}
