//! What happens in a run: a list of steps that a seed stands for. A step means the same whatever went before, so that a run that
//! fails can be tried without it.

use dask_gateway::core::connection::routes::Route::{self, Direct, PassThrough, Relay};

use crate::network::{Fate, Kind, Misanswer};
use crate::random::Random;

/// All of a run.
#[derive(Clone)]
pub struct Plan {
    /// The browser has locks and a channel for its tabs: not over plain http.
    pub has_locks: bool,
    /// It keeps what it is to keep of clusters, as none does that is told to keep nothing.
    pub keeps: bool,
    /// The routes that its pages offer. With [`Direct`] the gateway takes a hub's login, and asks the hub.
    pub routes: &'static [Route],
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Milliseconds that pass before it.
    pub pause: u32,
    pub act: Act,
}

/// A `cluster` is a number: the place in what there is to choose from then, counted around.
#[derive(Clone, Copy, Debug)]
pub enum Act {
    /// In one of the tabs that are open and at work.
    User(u32, UserAct),
    Tabs(TabAct),
    Network(Weather),
    Gateway(Incident),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum UserAct {
    Launch,
    DoubleClick,
    Edit {
        text: &'static str,
    },
    /// The workers with which clusters are to start.
    AtStart {
        count: &'static str,
        up_to: &'static str,
    },
    Scale {
        cluster: u32,
        text: &'static str,
    },
    Adapt {
        cluster: u32,
        minimum: &'static str,
        maximum: &'static str,
    },
    AskStop {
        cluster: u32,
    },
    AnswerStop {
        stop: bool,
    },
    /// "Stop all…", and yes.
    StopAll,
    Refresh,
    Dismiss {
        cluster: u32,
    },
    /// One of the recent clusters.
    DismissRecent {
        cluster: u32,
    },
    Rename {
        cluster: u32,
        name: &'static str,
    },
    CopyCode {
        cluster: u32,
    },
    OpenDashboard {
        cluster: u32,
    },
    LookAtWorkers {
        cluster: u32,
    },
    /// What runs again ended: a number as above, of the recent ones.
    RunAgain {
        cluster: u32,
        launch: bool,
    },
    Hide,
    Show,
    Reload,
}

/// What becomes of tabs. `tab` is a number as above, of those that are open.
#[derive(Clone, Copy, Debug)]
pub enum TabAct {
    Open,
    Close {
        tab: u32,
    },
    /// The browser stops its scripts, for it is in the background.
    Freeze {
        tab: u32,
    },
    Thaw {
        tab: u32,
    },
    /// What tabs tell each other takes so many milliseconds from now on.
    ChannelTakes {
        milliseconds: u32,
    },
}

#[derive(Clone, Copy, Debug)]
pub enum Weather {
    /// The next request of this kind.
    Next(Kind, Fate),
    /// All requests from now on.
    All(Fate),
    /// All by one route.
    By(Route, Fate),
    Clear,
}

/// What befalls the gateway, its clusters and the clocks.
#[derive(Clone, Copy, Debug)]
pub enum Incident {
    /// The clusters that are created from now on need so many milliseconds; None: they never start.
    StartsTake(Option<u32>),
    Restart {
        keeps_database: bool,
        down: u32,
    },
    SchedulerDies {
        cluster: u32,
    },
    /// Its workers do not come any more.
    NoMoreWorkers {
        cluster: u32,
    },
    ClusterFails {
        cluster: u32,
    },
    /// From a notebook, or by the idle timeout.
    OtherCreates,
    /// The same, many at once; and all are stopped at once.
    OthersCreate {
        count: u32,
    },
    AllStop,
    OtherStops {
        cluster: u32,
    },
    OtherScales {
        cluster: u32,
        count: u32,
    },
    /// It has work, or no more.
    Work {
        cluster: u32,
        is_busy: bool,
    },
    /// So many are connected to it.
    Connected {
        cluster: u32,
        clients: u32,
    },
    /// The site lets each cluster have so many workers, and its user so many clusters.
    Limits {
        workers: u32,
        clusters: Option<u32>,
    },
    /// The gateway's clock is so many minutes ahead.
    GatewayClock {
        minutes: i32,
    },
    /// The page's clock is set back by so many milliseconds; forward by fewer than none.
    PageClockBack {
        milliseconds: i32,
    },
    /// It is somebody else's from now on.
    GetsAnotherOwner {
        cluster: u32,
    },
    /// The gateway does not know it for so many milliseconds, and then does.
    Hides {
        cluster: u32,
        milliseconds: u32,
    },
}

const ROUTES: [&[Route]; 6] = [
    &[PassThrough],
    &[PassThrough],
    &[PassThrough, Relay],
    &[Direct, PassThrough],
    &[Direct, PassThrough, Relay],
    &[Relay],
];

impl Plan {
    /// What a seed stands for.
    pub fn of(seed: u64) -> Plan {
        let mut random = Random::new(seed);
        let (has_locks, has_tabs) = (random.chance(80), random.chance(50));
        let routes = random.pick(&ROUTES);
        let count = 8 + random.below(25);
        let steps = (0..count).map(|_| Step { pause: pause(&mut random), act: act(&mut random, has_tabs) }).collect();
        Plan { has_locks, keeps: random.chance(85), routes, steps }
    }
}

/// Mostly short, for what happens at once is what gets mixed up.
fn pause(random: &mut Random) -> u32 {
    match random.below(100) {
        0..25 => 0,
        25..50 => random.below(60),
        50..75 => random.below(1_500),
        75..97 => random.below(9_000),
        _ if random.chance(96) => random.below(45_000),
        _ => random.below(4_000_000),
    }
}

fn act(random: &mut Random, has_tabs: bool) -> Act {
    if has_tabs && random.chance(18) {
        return Act::Tabs(tabs(random));
    }
    match random.below(100) {
        0..55 => Act::User(random.below(6), user(random)),
        55..82 => Act::Network(weather(random)),
        _ => Act::Gateway(incident(random)),
    }
}

fn user(random: &mut Random) -> UserAct {
    let cluster = random.below(6);
    match random.below(100) {
        0..24 => UserAct::Launch,
        24..32 => UserAct::DoubleClick,
        32..36 => UserAct::Edit { text: random.pick(&["1", "2", "9", ""]) },
        36..41 => {
            UserAct::AtStart { count: random.pick(&["", "1", "2", "7", "x"]), up_to: random.pick(&["", "", "2", "9"]) }
        }
        41..52 => UserAct::Scale { cluster, text: random.pick(&["0", "1", "2", "3", "7", "x"]) },
        52..60 => {
            UserAct::Adapt { cluster, minimum: random.pick(&["0", "1"]), maximum: random.pick(&["0", "2", "9", ""]) }
        }
        60..69 => UserAct::AskStop { cluster },
        69..75 => UserAct::AnswerStop { stop: random.chance(75) },
        75..77 => UserAct::StopAll,
        77..80 => UserAct::Refresh,
        80..81 => UserAct::Rename { cluster, name: random.pick(&["one", "two", ""]) },
        81..82 => UserAct::DismissRecent { cluster },
        82..83 => UserAct::Dismiss { cluster },
        83..84 => UserAct::LookAtWorkers { cluster },
        84..86 => UserAct::CopyCode { cluster },
        86..87 => UserAct::OpenDashboard { cluster },
        87..89 => UserAct::RunAgain { cluster, launch: random.chance(50) },
        89..92 => UserAct::Hide,
        92..97 => UserAct::Show,
        _ => UserAct::Reload,
    }
}

fn tabs(random: &mut Random) -> TabAct {
    let tab = random.below(6);
    match random.below(100) {
        0..45 => TabAct::Open,
        45..60 => TabAct::Close { tab },
        60..75 => TabAct::Freeze { tab },
        75..90 => TabAct::Thaw { tab },
        _ => TabAct::ChannelTakes { milliseconds: random.pick(&[1, 30, 2_000]) },
    }
}

fn weather(random: &mut Random) -> Weather {
    match random.below(100) {
        // Somewhere it waits for minutes, and is done when it has been given up.
        0..2 => Weather::Next(Kind::Create, Fate::Slow { there: 300_000 + random.below(150_000), back: 0 }),
        2..75 => Weather::Next(kind(random), fate(random)),
        75..82 => Weather::All(fate(random)),
        82..90 => Weather::By(random.pick(&[Direct, PassThrough, Relay, Route::Public]), closed(random)),
        _ => Weather::Clear,
    }
}

fn kind(random: &mut Random) -> Kind {
    random.pick(&[
        Kind::Any,
        Kind::Any,
        Kind::Create,
        Kind::Create,
        Kind::List,
        Kind::List,
        Kind::Watch,
        Kind::Get,
        Kind::Scale,
        Kind::Adapt,
        Kind::Stop,
        Kind::Counts,
        Kind::Identity,
        Kind::Options,
        Kind::Config,
    ])
}

fn fate(random: &mut Random) -> Fate {
    let answer = random.pick(&Misanswer::ALL);
    match random.below(100) {
        0..10 => Fate::LostBefore,
        10..22 => Fate::LostAfter,
        22..28 => Fate::HangsBefore,
        28..36 => Fate::HangsAfter,
        36..52 => Fate::Slow { there: slowness(random), back: slowness(random) },
        52..70 => Fate::NotDone(answer),
        70..82 => Fate::Done(random.pick(&Misanswer::AFTER)),
        82..87 => Fate::Cut { percent: random.below(100) as u8 },
        87..92 => Fate::Garbled { seed: random.below(u32::MAX) },
        92..96 => Fate::AnsweredTwice,
        _ => Fate::SentTwice { after: slowness(random) },
    }
}

/// What keeps a route from being used, before anything gets to the gateway.
fn closed(random: &mut Random) -> Fate {
    let answers =
        [Misanswer::Json401, Misanswer::LoginPage, Misanswer::Page404, Misanswer::Redirect, Misanswer::Page502];
    match random.below(4) {
        0 => Fate::NotOffered,
        1 => Fate::LostBefore,
        2 => Fate::HangsBefore,
        _ => Fate::NotDone(random.pick(&answers)),
    }
}

fn slowness(random: &mut Random) -> u32 {
    match random.below(3) {
        0 => random.below(100),
        1 => random.below(3_000),
        _ => random.below(25_000),
    }
}

fn incident(random: &mut Random) -> Incident {
    let cluster = random.below(6);
    match random.below(100) {
        0..25 => Incident::StartsTake(random.pick(&[Some(0), Some(300), Some(5_000), Some(30_000), None])),
        25..35 => Incident::Restart { keeps_database: random.chance(60), down: random.below(12_000) },
        35..42 => Incident::SchedulerDies { cluster },
        42..50 => Incident::NoMoreWorkers { cluster },
        50..58 => Incident::ClusterFails { cluster },
        58..66 => Incident::OtherCreates,
        66..67 => Incident::OthersCreate { count: 2 + random.below(6) },
        67..68 => Incident::AllStop,
        68..74 => Incident::OtherStops { cluster },
        74..78 => Incident::OtherScales { cluster, count: random.below(4) },
        78..79 => Incident::GetsAnotherOwner { cluster },
        79..80 => Incident::Hides { cluster, milliseconds: random.pick(&[500, 8_000, 40_000]) },
        80..85 => Incident::Work { cluster, is_busy: random.chance(65) },
        85..87 => Incident::Connected { cluster, clients: random.below(3) },
        87..90 => {
            Incident::Limits { workers: 1 + random.below(4), clusters: random.pick(&[None, Some(0), Some(1), Some(2)]) }
        }
        90..95 => Incident::GatewayClock { minutes: random.pick(&[-60, 0, 60]) },
        _ => Incident::PageClockBack {
            milliseconds: random.pick(&[1_000, 60_000, 3_600_000, -1_000, -60_000, -7_200_000]),
        },
    }
}
