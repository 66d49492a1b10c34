//! A tab: one core, and what a driver keeps for it.

use dask_gateway::core::Core;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::RequestId;
use dask_gateway::core::view::View;
use dask_gateway::gateway::cluster_info::Status;

use crate::network::Kind;

pub struct Tab {
    pub core: Core,
    pub is_visible: bool,
    /// When its timer rings.
    pub wake: f64,
    /// How often its page was loaded: replies to an earlier one arrive nowhere.
    pub load: u32,
    pub in_flight: Vec<(RequestId, Kind)>,
    /// How often the user clicked for it, and how often it was sent, since the page was loaded.
    pub clicks: [u32; Kind::COUNT],
    pub sent: [u32; Kind::COUNT],
    /// When each request went out.
    pub log: Vec<(f64, Kind)>,
    /// The status that each cluster was last shown with.
    pub shown: Vec<(String, Status)>,
}

impl Tab {
    pub fn new() -> Tab {
        Tab {
            core: Core::new(&[Route::PassThrough], None),
            is_visible: false,
            wake: f64::INFINITY,
            load: 0,
            in_flight: vec![],
            clicks: Default::default(),
            sent: Default::default(),
            log: vec![],
            shown: vec![],
        }
    }

    /// The page is loaded anew.
    pub fn reload(&mut self) {
        *self = Tab { load: self.load + 1, log: std::mem::take(&mut self.log), ..Tab::new() };
    }

    pub fn view(&self) -> View {
        self.core.view()
    }

    /// The key of a cluster that is shown: which of them, counted around.
    pub fn key(&self, which: u32) -> Option<String> {
        let clusters = self.view().clusters.filter(|clusters| !clusters.is_empty())?;
        Some(clusters[which as usize % clusters.len()].key.clone())
    }

    /// How many requests of this kind went out since a time.
    pub fn count_since(&self, since: f64, kind: Kind) -> usize {
        self.log.iter().filter(|(at, sent)| *at >= since && *sent == kind).count()
    }
}
