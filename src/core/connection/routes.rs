//! The routes to the gateway, and which one is taken.

use serde::{Serialize, Serializer};

/// How requests reach the gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[cfg_attr(target_arch = "wasm32", serde(rename_all = "kebab-case"))]
pub enum Route {
    /// The gateway's public address.
    Direct,
    /// The user's Jupyter server.
    PassThrough,
    /// The kernel.
    Relay,
    /// The gateway's public address, asked by the browser as by anybody. Only schedulers answer so, with their figures:
    /// no view names it.
    #[cfg_attr(target_arch = "wasm32", serde(skip))]
    Public,
}

/// By hand: a derived one that can fail brings 2 KB for its error.
impl Serialize for Route {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Route {
    pub fn name(self) -> &'static str {
        match self {
            Route::Direct => "direct",
            Route::PassThrough => "pass-through",
            Route::Relay => "relay",
            Route::Public => "public",
        }
    }

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
    figures: FiguresRoute,
}

/// The route by which schedulers are asked for figures. It is another than the rest's where that reaches the gateway's API
/// alone. One question is on its way at a time.
#[derive(Default)]
struct FiguresRoute {
    /// Where it stands among those that may be taken.
    place: usize,
    /// How many have failed since the last answer.
    failed: usize,
    /// A scheduler has answered by it.
    is_known: bool,
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
            figures: FiguresRoute::default(),
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
        self.figures = FiguresRoute::default();
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

    /// The route to ask schedulers by. `is_public`: the gateway has a public address that a browser may know.
    pub fn figures(&self, is_public: bool) -> Route {
        self.figures_routes(is_public)[self.figures.place].unwrap_or(self.current)
    }

    /// A scheduler answered.
    pub fn figures_succeeded(&mut self) {
        self.figures.failed = 0;
        self.figures.is_known = true;
    }

    /// Whether any scheduler has answered by the route that is taken.
    pub fn are_figures_known(&self) -> bool {
        self.figures.is_known
    }

    /// Whether no other route has failed since the last answer.
    pub fn are_figures_settled(&self) -> bool {
        self.figures.failed == 0
    }

    /// What was asked does not serve figures: whether there is another route to ask by now. After the last one it is the turn
    /// again of the one that was tried first, but not at once.
    pub fn figures_failed(&mut self, is_public: bool) -> bool {
        let routes = self.figures_routes(is_public);
        let figures = &mut self.figures;
        figures.place = match figures.place {
            0 if routes[1].is_some() => 1,
            0 | 1 if routes[2].is_some() => 2,
            _ => 0,
        };
        figures.is_known = false;
        figures.failed += 1;
        let is_left = figures.failed <= usize::from(routes[1].is_some()) + usize::from(routes[2].is_some());
        if !is_left {
            figures.failed = 0;
        }
        is_left
    }

    /// All routes that a scheduler may be asked by, the best first. A relay is slow where it is not all that there is.
    fn figures_routes(&self, is_public: bool) -> [Option<Route>; 3] {
        let is_free = self.only().is_none();
        let through_server = self.offered[Route::PassThrough as usize];
        let is_direct = self.current == Route::Direct;
        [
            Some(self.current),
            (is_free && through_server && self.current != Route::PassThrough).then_some(Route::PassThrough),
            // Direct requests of a Jupyter server's page go there already.
            (is_free && is_public && !(through_server && is_direct)).then_some(Route::Public),
        ]
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
