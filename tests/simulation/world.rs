//! One run: a gateway, a network, tabs and virtual time, and what happens when.

use dask_gateway::core::connection::routes::Route;
use dask_gateway::core::effect::{Effect, RequestId, TabsEffect};
use dask_gateway::core::event::{Event, SessionEvent, TabsEvent, UserEvent};
use dask_gateway::core::tabs::wire;
use dask_gateway::gateway::api_request::HttpRequest;
use dask_gateway::gateway::reply::{Failure, Outcome};

use crate::browser::{Lock, Page, Tab};
use crate::cluster::{Cluster, Target};
use crate::common::START;
use crate::gateway::{Gateway, LONGEST_WAIT, Response};
use crate::invariants;
use crate::memory;
use crate::network::{self, Fate, Kind, Misanswer};
use crate::sayings::Met;
use crate::starts::{self, Starts};
use crate::steps::{Act, Incident, Plan, Step, TabAct, UserAct, Weather};
use crate::user;

/// A request on its way.
#[derive(Clone)]
struct Message {
    tab: usize,
    load: u32,
    id: RequestId,
    kind: Kind,
    fate: Fate,
    request: HttpRequest,
    sent_at: f64,
}

enum Due {
    /// At the gateway. `is_copy`: nobody waits for the reply.
    Arrival { message: Message, is_copy: bool },
    /// At the page.
    Answer { message: Message, outcome: Outcome },
    /// Of the other tabs, or of the lock.
    Tabs { page: Page, event: TabsEvent },
    /// Another tab wrote what the browser keeps of clusters.
    Kept { page: Page },
}

/// Milliseconds after which the driver looks whether a time has come.
const LONGEST_STEP: f64 = 5_000.0;

const OUTAGES: [Fate; 4] =
    [Fate::LostBefore, Fate::HangsBefore, Fate::NotDone(Misanswer::Page502), Fate::NotDone(Misanswer::Json401)];

pub struct Made {
    /// Which sent the create.
    pub page: Page,
    /// In full.
    pub name: String,
    /// That page knew which clusters there were before.
    pub is_listed: bool,
}

pub struct World {
    /// Milliseconds, the true time.
    pub now: f64,
    pub gateway: Gateway,
    routes: &'static [Route],
    pub tabs: Vec<Tab>,
    /// What was done wrong first.
    pub wrong: Option<String>,
    /// Every line of what happened; None: nobody wants to know.
    pub trace: Option<Vec<String>>,
    /// Creates of the browser's that the gateway carried out, and how often the user clicked for one.
    pub creates: u32,
    pub launches: u32,
    /// The last wish of each page for each cluster ("" for a new one), by the first characters of its name: whether the gateway
    /// carried it out.
    pub wishes: Vec<(Page, String, bool)>,
    /// It goes on for some minutes after all has settled, in which nothing can be had, like this.
    pub is_long: bool,
    pub outage: Fate,
    /// A tab took a reply in which bytes were others: what is shown may be wrong until the next ones are there.
    pub is_misled: bool,
    /// It did before.
    pub was_garbled: bool,
    /// How far the page's clock is behind.
    pub clock_behind: f64,
    pub was_page_clock_set: bool,
    /// Which tab sent a create, and when.
    pub launched_at: Vec<(usize, f64)>,
    /// The clusters that creates of the browser's made.
    pub made: Vec<Made>,
    /// The keys of clusters that the browser asked the gateway to stop.
    pub stops_asked: Vec<String>,
    /// The browser keeps what it is to keep of clusters.
    pub keeps: bool,
    /// As text; None: nothing yet.
    pub kept: Option<String>,
    pub starts: Starts,
    /// Ids of what was said, and checked: see [`crate::sayings`].
    pub met: Met,
    /// What is to become of the next requests, and of all.
    next: Vec<(Kind, Fate)>,
    all: Fate,
    by_route: Vec<(Route, Fate)>,
    due: Vec<(f64, u64, Due)>,
    /// `?wait` requests at the gateway, each with the time at which it is answered at the latest.
    waiting: Vec<(f64, Message)>,
    count: u64,
    has_locks: bool,
    lock: Lock,
    channel_takes: f64,
}

impl World {
    pub fn new(&Plan { has_locks, keeps, routes, .. }: &Plan, is_traced: bool) -> World {
        let mut world = World {
            now: START,
            gateway: Gateway::new(),
            routes,
            tabs: vec![],
            wrong: None,
            trace: is_traced.then(Vec::new),
            creates: 0,
            launches: 0,
            wishes: vec![],
            is_long: false,
            outage: Fate::LostBefore,
            is_misled: false,
            was_garbled: false,
            clock_behind: 0.0,
            was_page_clock_set: false,
            launched_at: vec![],
            made: vec![],
            stops_asked: vec![],
            keeps,
            kept: None,
            starts: Starts::default(),
            met: Met::default(),
            next: vec![],
            all: Fate::Fine,
            by_route: vec![],
            due: vec![],
            waiting: vec![],
            count: 0,
            has_locks,
            lock: Lock::default(),
            channel_takes: 1.0,
        };
        world.gateway.asks_hub = routes.contains(&Route::Direct);
        world.open();
        world
    }

    pub fn run(&mut self, steps: &[Step]) {
        self.is_long = steps.len().is_multiple_of(8);
        self.outage = OUTAGES[steps.len() / 8 % OUTAGES.len()];
        for step in steps {
            self.pass(f64::from(step.pause));
            if self.wrong.is_some() {
                return;
            }
            self.note(|| format!("== {:?}", step.act));
            self.act(step.act);
            for tab in 0..self.tabs.len() {
                invariants::of_what_is_shown(self, tab);
            }
        }
        if self.wrong.is_none() {
            invariants::at_the_end(self);
        }
    }

    pub fn act(&mut self, act: Act) {
        match act {
            Act::User(tab, act) => {
                if let Some(tab) = self.which(tab, Tab::is_at_work) {
                    self.user(tab, act);
                }
            }
            Act::Tabs(act) => self.tab(act),
            Act::Network(Weather::Next(kind, fate)) => self.next.push((kind, fate)),
            Act::Network(Weather::All(fate)) => self.all = fate,
            Act::Network(Weather::By(route, fate)) => self.by_route.insert(0, (route, fate)),
            Act::Network(Weather::Clear) => self.heal(),
            Act::Gateway(incident) => self.incident(incident),
        }
    }

    /// The network does as it should from now on.
    pub fn heal(&mut self) {
        self.next.clear();
        self.all = Fate::Fine;
        self.by_route.clear();
    }

    /// The cluster that a tab means by this key.
    pub fn cluster_of(&self, tab: usize, key: &str) -> Option<&Cluster> {
        // By its full name, where names that a garbled reply made up may have taken keys.
        let name = if self.was_garbled { self.tabs[tab].core.cluster_name(key) } else { None };
        match name {
            Some(name) => self.gateway.clusters.iter().chain(&self.gateway.lost).find(|cluster| cluster.name == name),
            None => self.gateway.by_key(key),
        }
    }

    pub fn is_cut_off(&self) -> bool {
        self.all != Fate::Fine
    }

    pub fn user(&mut self, tab: usize, act: UserAct) {
        let before = self.tabs[tab].clicks[Kind::Create as usize];
        self.note_meddling(tab, act);
        let events = user::events(&mut self.tabs[tab], act);
        self.launches += self.tabs[tab].clicks[Kind::Create as usize].saturating_sub(before);
        if act == UserAct::Reload {
            self.leave((tab, self.tabs[tab].load - 1));
            self.join(tab);
        }
        for event in events {
            self.update(tab, Event::User(event));
        }
    }

    /// The user asks for workers or an end of one cluster, or of all that may be meant.
    fn note_meddling(&mut self, tab: usize, act: UserAct) {
        match act {
            UserAct::Scale { cluster, .. } | UserAct::Adapt { cluster, .. } | UserAct::AskStop { cluster } => {
                let key = self.tabs[tab].key(cluster).and_then(|key| self.tabs[tab].core.cluster_name(&key));
                self.starts.meddled.extend(key.and_then(|name| Some(name.get(..8)?.to_owned())));
            }
            UserAct::StopAll => self.starts.has_stopped_all = true,
            _ => {}
        }
    }

    /// The tab of a number, of those that are so.
    fn which(&self, number: u32, is_so: impl Fn(&Tab) -> bool) -> Option<usize> {
        let tabs: Vec<_> = (0..self.tabs.len()).filter(|tab| is_so(&self.tabs[*tab])).collect();
        (!tabs.is_empty()).then(|| tabs[number as usize % tabs.len()])
    }

    fn tab(&mut self, act: TabAct) {
        let open = |world: &World, number| world.which(number, |tab| tab.is_open);
        match act {
            TabAct::Open if self.tabs.iter().filter(|tab| tab.is_open).count() < 3 => self.open(),
            TabAct::Open => {}
            TabAct::Close { tab } => {
                let count = self.tabs.iter().filter(|tab| tab.is_open).count();
                if let Some(tab) = open(self, tab).filter(|_| count > 1) {
                    self.tabs[tab].is_open = false;
                    self.tabs[tab].wake = f64::INFINITY;
                    self.leave((tab, self.tabs[tab].load));
                }
            }
            TabAct::Freeze { tab } => {
                if let Some(tab) = open(self, tab) {
                    self.tabs[tab].is_frozen = true;
                }
            }
            TabAct::Thaw { tab } => {
                if let Some(tab) = open(self, tab) {
                    self.thaw(tab);
                }
            }
            TabAct::ChannelTakes { milliseconds } => self.channel_takes = f64::from(milliseconds),
        }
    }

    fn open(&mut self) {
        let tab = self.tabs.len();
        self.tabs.push(Tab::new(self.routes, tab as u32));
        self.join(tab);
        self.user(tab, UserAct::Show);
    }

    /// What happened meanwhile happens now.
    pub fn thaw(&mut self, tab: usize) {
        self.tabs[tab].is_frozen = false;
        self.tabs[tab].is_waking = true;
        for event in std::mem::take(&mut self.tabs[tab].held) {
            self.deliver(tab, event);
        }
        self.tabs[tab].is_waking = false;
    }

    fn join(&mut self, tab: usize) {
        if self.has_locks {
            self.tell((tab, self.tabs[tab].load), TabsEvent::Joined, 3.0);
        }
    }

    fn tell(&mut self, page: Page, event: TabsEvent, milliseconds: f64) {
        let at = self.now + milliseconds;
        self.at(at, Due::Tabs { page, event });
    }

    /// A page is no more, or gives its lock back.
    fn leave(&mut self, page: Page) {
        self.lock.leave(page);
        self.grant();
    }

    fn grant(&mut self) {
        if let Some(page) = self.lock.grant() {
            self.tell(page, TabsEvent::Granted, 1.0);
        }
    }

    fn on_tabs_effect(&mut self, tab: usize, effect: TabsEffect) {
        let page = (tab, self.tabs[tab].load);
        match effect {
            TabsEffect::Lock => {
                self.lock.wait(page);
                self.grant();
            }
            TabsEffect::Unlock => self.leave(page),
            TabsEffect::Steal => {
                if let Some(holder) = self.lock.steal(page) {
                    self.tell(holder, TabsEvent::Lost, 1.0);
                }
                self.tell(page, TabsEvent::Granted, 1.0);
            }
            TabsEffect::Post(message) => {
                let message = wire::read(&wire::write(&message)).expect("it can be read");
                for other in (0..self.tabs.len()).filter(|other| *other != tab) {
                    let page = (other, self.tabs[other].load);
                    if self.tabs[other].is_open && self.tabs[other].is_joined {
                        self.tell(page, TabsEvent::Heard(message.clone()), self.channel_takes);
                    }
                }
            }
        }
    }

    fn on_tabs_event(&mut self, page: Page, event: TabsEvent) {
        let tab = &mut self.tabs[page.0];
        if tab.load != page.1 || !tab.is_open || event == TabsEvent::Granted && self.lock.holder != Some(page) {
            return;
        }
        tab.is_joined |= event == TabsEvent::Joined;
        self.deliver(page.0, Event::Tabs(event));
    }

    /// Something happens in a tab, once its scripts run.
    fn deliver(&mut self, tab: usize, event: Event) {
        if self.tabs[tab].is_frozen {
            self.tabs[tab].held.push(event);
        } else {
            self.update(tab, event);
            invariants::of_what_is_shown(self, tab);
        }
    }

    fn incident(&mut self, incident: Incident) {
        let now = self.now;
        self.gateway.advance(now);
        let mut meddled = vec![];
        match incident {
            Incident::StartsTake(time) => self.gateway.starts_take = time.map(f64::from),
            Incident::Restart { keeps_database, down } => {
                self.gateway.restart(keeps_database, now + f64::from(down));
                for (_, message) in std::mem::take(&mut self.waiting) {
                    self.answer(message, Ok(Misanswer::Dropped.reply()), 20.0);
                }
            }
            Incident::OtherCreates => drop(self.gateway.create(r#"{"cores": 2}"#.into(), now)),
            Incident::OthersCreate { count } => (0..count).for_each(|_| self.incident(Incident::OtherCreates)),
            Incident::AllStop => {
                self.gateway.active().into_iter().for_each(|cluster| cluster.stop(Target::Stopped, now));
            }
            Incident::GatewayClock { minutes } => {
                let ahead = f64::from(minutes) * 60_000.0;
                let had_clusters = !(self.gateway.clusters.is_empty() && self.gateway.lost.is_empty());
                self.gateway.was_clock_set |= ahead != self.gateway.clock_ahead && had_clusters;
                self.gateway.clock_ahead = ahead;
            }
            Incident::PageClockBack { milliseconds } => {
                self.clock_behind += f64::from(milliseconds);
                self.was_page_clock_set = true;
                // The driver looks every few seconds how late it is.
                for tab in self.tabs.iter_mut().filter(|tab| tab.wake < f64::INFINITY) {
                    tab.wake = tab.wake.min(now + LONGEST_STEP);
                }
            }
            Incident::GetsAnotherOwner { cluster } => self.gateway.give_away(cluster),
            Incident::Hides { cluster, milliseconds } => {
                self.befall(cluster, |cluster| cluster.hidden_until = now + f64::from(milliseconds));
                self.gateway.changed_at = now + f64::from(milliseconds);
            }
            Incident::SchedulerDies { cluster } => self.befall(cluster, |cluster| cluster.lose_scheduler(now)),
            Incident::NoMoreWorkers { cluster } => self.befall(cluster, |cluster| cluster.get_no_workers(now)),
            Incident::ClusterFails { cluster } => self.befall(cluster, |cluster| cluster.stop(Target::Failed, now)),
            Incident::Work { cluster, is_busy } => self.befall(cluster, |cluster| cluster.work(is_busy, now)),
            Incident::Connected { cluster, clients } => self.befall(cluster, |cluster| cluster.connected = clients),
            Incident::Limits { workers, clusters } => {
                (self.gateway.max_workers, self.gateway.max_clusters) = (i64::from(workers), clusters);
            }
            Incident::OtherStops { cluster } => self.befall(cluster, |cluster| cluster.stop(Target::Stopped, now)),
            Incident::OtherScales { cluster, count } => self.befall(cluster, |cluster| {
                if cluster.can_be_told(now) {
                    cluster.note_asker(None, now);
                    cluster.scale(count, count, now);
                }
                meddled.push(cluster.key().into());
            }),
        }
        self.starts.meddled.append(&mut meddled);
        self.gateway.changed_at = now.max(self.gateway.changed_at);
    }

    fn befall(&mut self, which: u32, work: impl FnOnce(&mut Cluster)) {
        let mut active = self.gateway.active();
        if !active.is_empty() {
            let index = which as usize % active.len();
            work(active[index]);
        }
    }

    /// Lets time pass: everything happens when it is due.
    pub fn pass(&mut self, milliseconds: f64) {
        let end = self.now + milliseconds;
        while self.wrong.is_none() {
            let due = self.due.iter().map(|(at, ..)| *at).fold(f64::INFINITY, f64::min);
            let wake = self.tabs.iter().filter(|tab| !tab.is_frozen).map(|tab| tab.wake).fold(f64::INFINITY, f64::min);
            let waited = self.waiting.iter().map(|(at, _)| *at).fold(f64::INFINITY, f64::min);
            let change = if self.waiting.is_empty() { f64::INFINITY } else { self.gateway.next_change() };
            let next = due.min(wake).min(waited).min(change);
            if next > end {
                break;
            }
            self.now = self.now.max(next);
            self.happen();
        }
        self.now = self.now.max(end);
        self.gateway.advance(self.now);
    }

    /// One thing that is due now.
    fn happen(&mut self) {
        let now = self.now;
        self.gateway.advance(now);
        if let Some(place) =
            self.waiting.iter().position(|(at, message)| *at <= now || self.gateway.is_ready(name_of(message)))
        {
            let (_, message) = self.waiting.remove(place);
            return self.serve(message, false);
        }
        let first = self.due.iter().enumerate().min_by(|(_, a), (_, b)| (a.0, a.1).partial_cmp(&(b.0, b.1)).unwrap());
        if let Some(place) = first.filter(|(_, due)| due.0 <= now).map(|(place, _)| place) {
            match self.due.swap_remove(place).2 {
                Due::Arrival { message, is_copy } => self.arrive(message, is_copy),
                Due::Answer { message, outcome } => self.take_answer(message, outcome),
                Due::Tabs { page, event } => self.on_tabs_event(page, event),
                Due::Kept { page: (tab, load) } => {
                    if self.tabs[tab].is_open
                        && self.tabs[tab].load == load
                        && let Some(event) = memory::on_kept(self)
                    {
                        self.deliver(tab, event);
                    }
                }
            }
            return;
        }
        if let Some(tab) = self.tabs.iter().position(|tab| !tab.is_frozen && tab.wake <= now) {
            self.tabs[tab].wake = f64::INFINITY;
            self.update(tab, Event::Woke);
        }
    }

    /// Something happens in a tab; then it keeps what is to be kept.
    fn update(&mut self, tab: usize, event: Event) {
        self.update_core(tab, event);
        memory::keep(self, tab);
    }

    /// The other tabs are to hear that this one wrote what is kept.
    pub fn tell_kept(&mut self, tab: usize) {
        for other in 0..self.tabs.len() {
            if other != tab && self.tabs[other].is_open {
                let page = (other, self.tabs[other].load);
                self.at(self.now + self.channel_takes.min(30.0), Due::Kept { page });
            }
        }
    }

    /// Runs one event through a tab's core, and does what comes out.
    pub fn update_core(&mut self, tab: usize, event: Event) {
        if self.trace.is_some() && !matches!(event, Event::Woke) {
            let shown = match &event {
                Event::Reply(_, Ok(reply)) => {
                    format!("reply {} {}", reply.status, brief(&reply.body))
                }
                other => format!("{other:?}"),
            };
            self.note(|| format!("tab {tab}: {shown}"));
        }
        let page_now = self.now - self.clock_behind;
        for effect in self.tabs[tab].core.update(event, page_now) {
            match effect {
                Effect::Send(id, route, request) => self.send(tab, id, route, request),
                Effect::Wake(at) => self.tabs[tab].wake = self.now + (at - page_now).max(0.0),
                Effect::Cancel(id) => self.tabs[tab].in_flight.retain(|(other, ..)| *other != id),
                Effect::Tabs(effect) => self.on_tabs_effect(tab, effect),
                Effect::ParseMapping(..) | Effect::Host(_) => {}
            }
        }
    }

    fn send(&mut self, tab: usize, id: RequestId, route: Route, request: HttpRequest) {
        let kind = Kind::of(&request);
        let is_again = self.tabs[tab].mutations.contains(&id);
        if !is_again {
            invariants::before_sending(self, tab, kind);
            let form = self.tabs[tab].view().form.filter(|_| kind == Kind::Create);
            self.starts.on_create_sent((tab, self.tabs[tab].load), id, form);
            if starts::is_asking(kind) {
                starts::before_asking(self, &key_of(&request.path), request.body.as_deref().unwrap_or_default());
            }
        }
        let place = self.next.iter().position(|(wanted, _)| *wanted == kind || *wanted == Kind::Any);
        let by_route = self.by_route.iter().find(|(closed, _)| *closed == route).map(|(_, fate)| *fate);
        let fate = place.map_or(by_route.unwrap_or(self.all), |place| self.next.remove(place).1);
        self.note(|| {
            let body = request.body.as_deref().unwrap_or("");
            format!("tab {tab}: {} {} {body} by {route:?} ({fate:?})", request.method, request.path)
        });
        if kind.is_mutation() {
            let (page, about) = ((tab, self.tabs[tab].load), key_of(&request.path));
            self.wishes.retain(|(by, key, _)| (*by, key.as_str()) != (page, about.as_str()));
            self.wishes.push((page, about, false));
        }
        match kind {
            Kind::Create => self.launched_at.push((tab, self.now)),
            Kind::Stop => self.stops_asked.push(key_of(&request.path)),
            _ => {}
        }
        let at = &mut self.tabs[tab];
        at.in_flight.push((id, kind, self.now));
        if kind.is_mutation() && !is_again {
            at.sent[kind as usize] += 1;
            at.mutations.push(id);
        }
        at.log.push((self.now, kind));
        let timeout = f64::from(request.timeout) * 1_000.0;
        let message = Message { tab, load: at.load, id, kind, fate, request, sent_at: self.now };
        match fate {
            Fate::NotOffered => self.answer(message, Err(Failure::NotOffered), 0.0),
            Fate::LostBefore => self.answer(message, Err(Failure::NoAnswer), 20.0),
            Fate::HangsBefore => self.answer(message, Err(Failure::TimedOut), timeout),
            Fate::NotDone(answer) => self.answer(message, Ok(answer.reply()), 20.0),
            Fate::Slow { there, .. } if f64::from(there) > timeout => {
                self.arrive_in(f64::from(there), message.clone(), true);
                self.answer(message, Err(Failure::TimedOut), timeout);
            }
            Fate::Slow { there, .. } => self.arrive_in(f64::from(there), message, false),
            Fate::SentTwice { after } if message.request.method != "POST" => {
                self.arrive_in(f64::from(after), message.clone(), true);
                self.arrive_in(0.0, message, false);
            }
            _ => self.arrive_in(0.0, message, false),
        }
    }

    /// Each way takes 5 to 15 ms, so that not everything goes in step.
    fn latency(&mut self) -> f64 {
        self.count += 1;
        5.0 + (self.count * 7 % 11) as f64
    }

    fn at(&mut self, time: f64, due: Due) {
        self.count += 1;
        self.due.push((time, self.count, due));
    }

    fn arrive_in(&mut self, milliseconds: f64, message: Message, is_copy: bool) {
        let at = self.now + milliseconds + self.latency();
        self.at(at, Due::Arrival { message, is_copy });
    }

    /// The page gets this so many milliseconds from now, or its time is up before.
    fn answer(&mut self, message: Message, outcome: Outcome, milliseconds: f64) {
        let (at, deadline) = (self.now + milliseconds, message.sent_at + f64::from(message.request.timeout) * 1_000.0);
        if message.fate == Fate::AnsweredTwice {
            let again = at + 700.0;
            self.at(again, Due::Answer { message: message.clone(), outcome: outcome.clone() });
        }
        let outcome = if at > deadline { Err(Failure::TimedOut) } else { outcome };
        self.at(at.min(deadline), Due::Answer { message, outcome });
    }

    fn arrive(&mut self, message: Message, is_copy: bool) {
        if self.now < self.gateway.down_until {
            if !is_copy {
                self.answer(message, Ok(Misanswer::Unreachable.reply()), 20.0);
            }
        } else if message.kind == Kind::Watch && !is_copy && !self.gateway.is_ready(name_of(&message)) {
            let deadline = message.sent_at + f64::from(message.request.timeout) * 1_000.0;
            self.waiting.push((deadline.min(self.now + LONGEST_WAIT), message));
        } else {
            self.serve(message, is_copy);
        }
    }

    fn serve(&mut self, message: Message, is_copy: bool) {
        let HttpRequest { method, path, body, .. } = &message.request;
        let response = self.gateway.handle(method, path, body.as_deref(), self.now);
        if message.kind == Kind::Create && response.status == 201 {
            self.creates += 1;
            let made = self.gateway.clusters.last().map(|cluster| cluster.name.clone()).unwrap_or_default();
            self.starts.on_made((message.tab, message.load), message.id, &made);
            let is_listed = self.tabs[message.tab].core.view().clusters.is_some();
            self.made.push(Made { page: (message.tab, message.load), name: made, is_listed });
            invariants::after_a_create(self);
        }
        if matches!(message.kind, Kind::Scale | Kind::Adapt)
            && response.status < 300
            && let Some(cluster) = self.gateway.by_name_mut(name_of(&message))
        {
            cluster.note_asker(Some(message.tab), self.now);
        }
        // Of what a proxy sends once more much later nobody can know.
        if message.kind.is_mutation() && response.status < 300 && !is_copy {
            let (page, about) = ((message.tab, message.load), key_of(path));
            let wish = self.wishes.iter_mut().find(|(by, key, _)| (*by, key.as_str()) == (page, about.as_str()));
            wish.expect("it was sent").2 = true;
        }
        if is_copy {
            return;
        }
        self.reply(message, response);
    }

    fn reply(&mut self, message: Message, response: Response) {
        let slow = if let Fate::Slow { back, .. } = message.fate { f64::from(back) } else { 0.0 };
        let time = slow + self.latency();
        match network::outcome(message.fate, response) {
            Some(outcome) => self.answer(message, outcome, time),
            None => self.answer(message, Err(Failure::TimedOut), f64::INFINITY),
        }
    }

    fn take_answer(&mut self, message: Message, outcome: Outcome) {
        let tab = &mut self.tabs[message.tab];
        if !tab.is_open || tab.load != message.load {
            return;
        }
        let count = tab.in_flight.len();
        tab.in_flight.retain(|(id, ..)| *id != message.id);
        let is_waited_for = tab.in_flight.len() < count || message.fate == Fate::AnsweredTwice;
        if is_waited_for {
            self.is_misled |= matches!(message.fate, Fate::Garbled { .. });
            self.was_garbled |= self.is_misled;
            // One that stands still has not heard it yet.
            if let Ok(reply) = &outcome
                && !self.tabs[message.tab].is_frozen
            {
                self.starts.on_told((message.tab, message.load), message.id, &reply.body);
            }
            self.deliver(message.tab, Event::Reply(message.id, outcome));
        }
    }

    /// The user looks.
    pub fn show(&mut self, tab: usize, visible: bool) {
        self.tabs[tab].is_visible = visible;
        self.update(tab, Event::User(UserEvent::from(SessionEvent::Visible { visible })));
    }

    /// The browser is back from sleep, or online again.
    pub fn come_back(&mut self, tab: usize) {
        self.update(tab, Event::User(UserEvent::from(SessionEvent::Back)));
    }

    pub fn fail(&mut self, wrong: impl FnOnce() -> String) {
        if self.wrong.is_none() {
            let wrong = wrong();
            self.note(|| format!("!! {wrong}"));
            self.wrong = Some(wrong);
        }
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        let seconds = (self.now - START) / 1_000.0;
        if let Some(trace) = &mut self.trace {
            trace.push(format!("{seconds:9.3} {}", line()));
        }
    }
}

/// The first characters of the name in a path; nothing, if it has none.
fn key_of(path: &str) -> String {
    path.trim_start_matches("api/v1/clusters/").chars().take(8).collect()
}

/// The cluster that a `?wait` is about.
fn name_of(message: &Message) -> &str {
    let path = message.request.path.trim_start_matches("api/v1/clusters/");
    path.split(['?', '/']).next().unwrap_or(path)
}

/// A body without what never differs.
fn brief(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let named = text.split("\"name\": ").map(|rest| {
        let status = rest.split("\"status\": ").nth(1).and_then(|rest| rest.split(',').next());
        status.map_or_else(|| rest.into(), |status| format!("{} {status}", rest.split(',').next().unwrap_or_default()))
    });
    named.collect::<Vec<_>>().join(" ").chars().take(200).collect()
}
