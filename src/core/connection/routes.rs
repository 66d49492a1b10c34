//! The routes to the gateway, and which one is taken.

use serde::Serialize;

/// How requests reach the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// The gateway's public address.
    Direct,
    /// The user's Jupyter server.
    PassThrough,
    /// The kernel.
    Relay,
}

impl Route {
    /// By its name in settings; None for "auto".
    pub fn by_name(name: &str) -> Option<Route> {
        match name {
            "direct" => Some(Route::Direct),
            "pass-through" => Some(Route::PassThrough),
            "relay" => Some(Route::Relay),
            _ => None,
        }
    }
}

/// Chooses among the routes that the page offers, less those that the user's setting, dask's configuration or a failure
/// rules out.
pub struct RouteSelector {
    offered: RouteSet,
    /// Whether the gateway takes the page's own login; None until its configuration is known, which it does not tell itself.
    direct: Option<bool>,
    /// The only one to be used, as the user's setting says.
    preferred: Option<Route>,
    /// As dask's configuration says.
    prescribed: Option<Route>,
    /// Those that failed since the last success.
    failed: RouteSet,
    current: Route,
}

/// Which routes are in a set, each at its place in [`ORDER`].
type RouteSet = [bool; 3];

/// In the order in which they are tried: that of the enum.
const ORDER: [Route; 3] = [Route::Direct, Route::PassThrough, Route::Relay];

impl RouteSelector {
    /// `offered`: at least one. `configured`: the gateway's configuration is known from the start.
    pub fn new(offered: &[Route], configured: bool) -> RouteSelector {
        let mut selector = RouteSelector {
            offered: ORDER.map(|route| offered.contains(&route)),
            direct: configured.then_some(true),
            preferred: None,
            prescribed: None,
            failed: RouteSet::default(),
            current: Route::PassThrough,
        };
        selector.select_best();
        selector
    }

    /// The route to take.
    pub fn current(&self) -> Route {
        self.current
    }

    /// The configuration is known. `direct`: the gateway would take the page's own login.
    pub fn configure(&mut self, direct: bool, prescribed: Option<Route>) {
        (self.direct, self.prescribed) = (Some(direct), prescribed);
        self.select_best();
    }

    /// The user's setting; None: whatever works.
    pub fn prefer(&mut self, preferred: Option<Route>) {
        if preferred != self.preferred {
            self.preferred = preferred;
            self.select_best();
        }
    }

    /// A kernel offers its relay, or does so no more.
    pub fn offer_relay(&mut self, offered: bool) {
        self.offered[Route::Relay as usize] = offered;
        if !offered && self.current == Route::Relay {
            self.select_best();
        }
    }

    /// Back to the best route, whatever failed before.
    pub fn select_best(&mut self) {
        self.failed = RouteSet::default();
        // One that is prescribed but not offered is tried all the same: that it cannot be had is the thing to say.
        self.current = self.next().or(self.only()).unwrap_or(self.current);
    }

    pub fn succeeded(&mut self, route: Route) {
        if route == self.current {
            self.failed = RouteSet::default();
        }
    }

    /// A request by `route` failed: whether there is another one to send it by now. After the last one it is the best's
    /// turn again, but not at once.
    pub fn fail_over(&mut self, route: Route) -> bool {
        if route != self.current {
            return true;
        }
        self.failed[route as usize] = true;
        match self.next() {
            Some(next) => {
                self.current = next;
                true
            }
            None => {
                self.select_best();
                false
            }
        }
    }

    fn only(&self) -> Option<Route> {
        self.direct.and(self.preferred.or(self.prescribed))
    }

    fn next(&self) -> Option<Route> {
        let is_allowed = |route| match self.only() {
            Some(only) => route == only,
            None => route != Route::Direct || self.direct == Some(true),
        };
        ORDER
            .into_iter()
            .find(|&route| self.offered[route as usize] && !self.failed[route as usize] && is_allowed(route))
    }
}
