//! A tab: one core, and what a driver keeps for it. And what all tabs share: a lock and a channel.

use dask_gateway::core::Core;
use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::RequestId;
use dask_gateway::core::event::Event;
use dask_gateway::core::view::View;
use dask_gateway::gateway::cluster_info::Status;

use crate::drawn::Drawn;
use crate::network::Kind;

pub struct Tab {
    pub core: Core,
    number: u32,
    pub routes: &'static [Route],
    pub is_open: bool,
    pub is_visible: bool,
    /// Its scripts stand still: what happens waits.
    pub is_frozen: bool,
    pub held: Vec<Event>,
    /// It has not heard yet of all that happened while its scripts stood still, such as that it lost the lock.
    pub is_waking: bool,
    /// It hears what other tabs say.
    pub is_joined: bool,
    /// When its timer rings.
    pub wake: f64,
    /// How often its page was loaded: replies to an earlier one arrive nowhere.
    pub load: u32,
    /// With the time at which each was sent.
    pub in_flight: Vec<(RequestId, Kind, f64)>,
    /// How often the user clicked for it, and how often it was sent, since the page was loaded.
    pub clicks: [u32; Kind::COUNT],
    pub sent: [u32; Kind::COUNT],
    /// What changes something; one that was refused may go out once more, by another route.
    pub mutations: Vec<RequestId>,
    /// When each request went out.
    pub log: Vec<(f64, Kind)>,
    pub was_launching: bool,
    pub drawn: Drawn,
    /// The status that each cluster was last shown with.
    pub shown: Vec<(String, Status)>,
}

impl Tab {
    /// `number`: no other page has it.
    pub fn new(routes: &'static [Route], number: u32) -> Tab {
        let mut core = Core::new(routes, None);
        core.number(number);
        Tab {
            core,
            number,
            routes,
            is_open: true,
            is_visible: false,
            is_frozen: false,
            held: vec![],
            is_waking: false,
            is_joined: false,
            wake: f64::INFINITY,
            load: 0,
            in_flight: vec![],
            clicks: Default::default(),
            sent: Default::default(),
            mutations: vec![],
            log: vec![],
            was_launching: false,
            drawn: Drawn::default(),
            shown: vec![],
        }
    }

    /// The page is loaded anew.
    pub fn reload(&mut self) {
        *self =
            Tab { load: self.load + 1, log: std::mem::take(&mut self.log), ..Tab::new(self.routes, self.number + 100) };
    }

    pub fn is_at_work(&self) -> bool {
        self.is_open && !self.is_frozen
    }

    pub fn view(&self) -> View {
        self.core.view()
    }

    /// The key of a cluster that is shown: which of them, counted around.
    pub fn key(&self, which: u32) -> Option<String> {
        let clusters = self.view().clusters.filter(|clusters| !clusters.is_empty())?;
        Some(clusters[which as usize % clusters.len()].key.clone())
    }

    /// The key of a recent cluster, in the same way.
    pub fn recent_key(&self, which: u32) -> Option<String> {
        let recent = self.view().recent;
        (!recent.is_empty()).then(|| recent[which as usize % recent.len()].key.clone())
    }

    /// How many requests of this kind went out since a time.
    pub fn count_since(&self, since: f64, kind: Kind) -> usize {
        self.log.iter().filter(|(at, sent)| *at >= since && *sent == kind).count()
    }
}

/// A page of a tab: the tab, and how often it was loaded.
pub type Page = (usize, u32);

/// The lock that the browser gives to one page at a time.
#[derive(Default)]
pub struct Lock {
    pub holder: Option<Page>,
    queue: Vec<Page>,
}

impl Lock {
    pub fn wait(&mut self, page: Page) {
        self.queue.push(page);
    }

    /// Gives it back, and waits for it no more.
    pub fn leave(&mut self, page: Page) {
        self.queue.retain(|waiting| *waiting != page);
        if self.holder == Some(page) {
            self.holder = None;
        }
    }

    /// Who gets it now.
    pub fn grant(&mut self) -> Option<Page> {
        if self.holder.is_some() || self.queue.is_empty() {
            return None;
        }
        self.holder = Some(self.queue.remove(0));
        self.holder
    }

    /// Takes it: from this page.
    pub fn steal(&mut self, page: Page) -> Option<Page> {
        self.queue.retain(|waiting| *waiting != page);
        self.holder.replace(page).filter(|holder| *holder != page)
    }
}
