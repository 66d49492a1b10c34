//! Which ways to the gateway there are, and which one is taken.

use super::view::Route;

/// The ways that the page offers, less those that the user's setting, dask's configuration or a failure rules out.
pub struct Ways {
    offered: Routes,
    /// Whether the gateway takes the page's own login; None until its settings are known, which it does not tell itself.
    direct: Option<bool>,
    /// The only one to be used, as the user's setting says.
    wanted: Option<Route>,
    /// As dask's configuration says.
    prescribed: Option<Route>,
    /// Those that failed since the last success.
    failed: Routes,
    now: Route,
}

/// A set of routes.
#[derive(Clone, Copy, Default, PartialEq)]
struct Routes(u8);

impl Routes {
    fn set(&mut self, route: Route, to: bool) {
        let bit = 1 << route as u8;
        self.0 = if to { self.0 | bit } else { self.0 & !bit };
    }

    fn has(self, route: Route) -> bool {
        self.0 & (1 << route as u8) != 0
    }
}

/// In the order in which they are tried.
const ORDER: [Route; 3] = [Route::Direct, Route::PassThrough, Route::Relay];

impl Ways {
    /// `offered`: at least one. `known`: the settings are.
    pub fn new(offered: &[Route], known: bool) -> Ways {
        let mut ways = Ways {
            offered: Routes::default(),
            direct: known.then_some(true),
            wanted: None,
            prescribed: None,
            failed: Routes::default(),
            now: Route::PassThrough,
        };
        for route in offered {
            ways.offered.set(*route, true);
        }
        ways.best();
        ways
    }

    /// The way to take.
    pub fn now(&self) -> Route {
        self.now
    }

    /// The settings are there. `direct`: the gateway would take the page's own login.
    pub fn configure(&mut self, direct: bool, prescribed: Option<Route>) {
        (self.direct, self.prescribed) = (Some(direct), prescribed);
        self.best();
    }

    /// The user's setting; None: whatever works.
    pub fn want(&mut self, wanted: Option<Route>) {
        if wanted != self.wanted {
            self.wanted = wanted;
            self.best();
        }
    }

    /// A kernel offers its relay, or does so no more.
    pub fn offer_relay(&mut self, offered: bool) {
        self.offered.set(Route::Relay, offered);
        if !offered && self.now == Route::Relay {
            self.best();
        }
    }

    /// Back to the best way, whatever failed before.
    pub fn best(&mut self) {
        self.failed = Routes::default();
        // One that is prescribed but not offered is tried all the same: that it cannot be had is the thing to say.
        self.now = self.next().or(self.only()).unwrap_or(self.now);
    }

    pub fn worked(&mut self, route: Route) {
        if route == self.now {
            self.failed = Routes::default();
        }
    }

    /// A request by `route` failed: whether there is another way to send it by now. After the last one it is the best's
    /// turn again, but not at once.
    pub fn leave(&mut self, route: Route) -> bool {
        if route != self.now {
            return true;
        }
        self.failed.set(route, true);
        match self.next() {
            Some(next) => {
                self.now = next;
                true
            }
            None => {
                self.best();
                false
            }
        }
    }

    fn only(&self) -> Option<Route> {
        self.direct.and(self.wanted.or(self.prescribed))
    }

    fn next(&self) -> Option<Route> {
        let allowed = |route| match self.only() {
            Some(only) => route == only,
            None => route != Route::Direct || self.direct == Some(true),
        };
        ORDER.into_iter().find(|route| self.offered.has(*route) && !self.failed.has(*route) && allowed(*route))
    }
}
