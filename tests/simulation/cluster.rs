//! One cluster at the model gateway: its life, its scheduler and its workers.

use dask_gateway::gateway::cluster_info::Status;

/// The site's limit, at first.
pub const MAX_WORKERS: i64 = 3;
/// Milliseconds after which the gateway gives up a cluster that has not started.
const START_TIMEOUT: f64 = 60_000.0;
/// The same for a scheduler that is not heard any more.
const HEARTBEAT_TIMEOUT: f64 = 35_000.0;
const STOP_TAKES: f64 = 300.0;
const WORKER_TAKES: f64 = 400.0;
/// How many workers an adaptive cluster has for the work there is, if there is any.
const WANTED_FOR_WORK: u32 = 2;
/// Milliseconds that an answer takes at most.
const LONGEST_ANSWER: f64 = 60_000.0;
const NEVER: f64 = f64::INFINITY;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Running,
    Stopped,
    Failed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Pending,
    Running,
    Closing,
    Over,
}

#[derive(Clone, Debug)]
pub struct Cluster {
    pub name: String,
    /// JSON text.
    pub options: String,
    phase: Phase,
    target: Target,
    /// When the phase ends by itself, and whether that is a failure.
    phase_ends: f64,
    fails_then: bool,
    /// The true time at which it was made.
    pub born: f64,
    /// By the gateway's clock.
    start: f64,
    stop: Option<f64>,
    pub has_scheduler: bool,
    /// The gateway does not know it before this time.
    pub hidden_until: f64,
    /// Those that are there.
    pub workers: u32,
    /// Those that are to be there while it does not adapt.
    pub count: u32,
    next_worker: f64,
    pub gets_no_workers: bool,
    /// The bounds between which it adapts.
    bounds: Option<(u32, u32)>,
    /// It has tasks that are not done, for which an adaptive one wants [`WANTED_FOR_WORK`] workers. How many there were ever.
    pub is_busy: bool,
    tasks: u32,
    /// Since when it has none to do.
    pub idle_since: f64,
    /// Who is connected besides the scheduler's own client.
    pub connected: u32,
    /// All that it was ever told to, by anybody, as it was asked for.
    pub scales: Vec<u32>,
    pub adapts: Vec<(u32, u32)>,
    /// The tab that asked for workers or bounds last; None: none, or somebody else did.
    pub asked_by: Option<usize>,
    asked_at: f64,
    /// Two tabs asked at once: which came last the gateway alone knows.
    pub is_contested: bool,
    /// What the gateway said of its limit.
    pub limits: Vec<String>,
}

impl Cluster {
    pub fn new(name: String, options: String, starts_take: Option<f64>, now: f64, clock_ahead: f64) -> Cluster {
        Cluster {
            name,
            options,
            phase: Phase::Pending,
            target: Target::Running,
            phase_ends: now + starts_take.unwrap_or(START_TIMEOUT),
            fails_then: starts_take.is_none(),
            born: now,
            start: now + clock_ahead,
            stop: None,
            has_scheduler: true,
            hidden_until: 0.0,
            workers: 0,
            count: 0,
            next_worker: NEVER,
            gets_no_workers: false,
            bounds: None,
            is_busy: false,
            tasks: 0,
            idle_since: now,
            connected: 0,
            scales: vec![],
            adapts: vec![],
            asked_by: None,
            asked_at: 0.0,
            is_contested: false,
            limits: vec![],
        }
    }

    /// The first 8 characters of its name, by which the page calls it.
    pub fn key(&self) -> &str {
        &self.name[..8]
    }

    pub fn status(&self) -> Status {
        match (self.phase, self.target) {
            (Phase::Over, Target::Failed) => Status::Failed,
            (Phase::Over, _) => Status::Stopped,
            (Phase::Pending, Target::Running) => Status::Pending,
            (Phase::Running, Target::Running) => Status::Running,
            _ => Status::Stopping,
        }
    }

    /// Whether somebody or something has ended it.
    pub fn is_ending(&self) -> bool {
        self.target != Target::Running
    }

    pub fn next_change(&self) -> f64 {
        self.phase_ends.min(self.next_worker)
    }

    /// Lets time pass. Gives when something changed last; None: nothing did.
    pub fn advance(&mut self, now: f64, clock_ahead: f64) -> Option<f64> {
        let mut changed = None;
        while self.next_change() <= now {
            let at = self.next_change();
            changed = Some(at);
            if self.phase_ends <= at { self.end_phase(at, clock_ahead) } else { self.change_workers(at) }
        }
        changed
    }

    fn end_phase(&mut self, at: f64, clock_ahead: f64) {
        self.phase_ends = NEVER;
        match self.phase {
            _ if self.fails_then && self.target == Target::Running => self.stop(Target::Failed, at),
            Phase::Pending => {
                self.phase = Phase::Running;
                self.idle_since = at;
                self.plan_workers(at);
            }
            Phase::Running | Phase::Over => {}
            Phase::Closing => {
                self.phase = Phase::Over;
                self.stop = Some(at + clock_ahead);
                self.next_worker = NEVER;
            }
        }
    }

    fn change_workers(&mut self, at: f64) {
        let wanted = self.wanted();
        self.workers = if self.workers > wanted { wanted } else { self.workers + 1 };
        self.plan_workers(at);
    }

    fn plan_workers(&mut self, now: f64) {
        let wanted = self.wanted();
        let is_growing = self.workers < wanted && !self.gets_no_workers;
        let is_due = self.phase == Phase::Running && self.has_scheduler && (is_growing || self.workers > wanted);
        self.next_worker = if is_due { now + WORKER_TAKES } else { NEVER };
    }

    /// How many workers are to be there.
    pub fn wanted(&self) -> u32 {
        self.bounds.map_or(self.count, |(least, most)| self.desired().max(least).min(most))
    }

    /// How many workers the scheduler would have for the work there is.
    fn desired(&self) -> u32 {
        if self.is_busy { WANTED_FOR_WORK } else { 0 }
    }

    /// There is work, or no more. Its results are kept.
    pub fn work(&mut self, is_busy: bool, now: f64) {
        if self.status() == Status::Running && self.has_scheduler && self.is_busy != is_busy {
            self.is_busy = is_busy;
            self.tasks += u32::from(is_busy);
            self.idle_since = now;
            self.plan_workers(now);
        }
    }

    pub fn stop(&mut self, target: Target, now: f64) {
        if self.target == Target::Running {
            self.target = target;
            self.phase = Phase::Closing;
            self.phase_ends = now + STOP_TAKES;
        }
    }

    /// Its scheduler ends: the gateway finds that out by and by.
    pub fn lose_scheduler(&mut self, now: f64) {
        if self.status() == Status::Running && self.has_scheduler {
            self.has_scheduler = false;
            self.fails_then = true;
            self.phase_ends = now + HEARTBEAT_TIMEOUT;
            self.plan_workers(now);
        }
    }

    pub fn get_no_workers(&mut self, now: f64) {
        self.gets_no_workers = true;
        self.plan_workers(now);
    }

    /// Whether its scheduler takes a message. One that does not is given up.
    pub fn can_be_told(&mut self, now: f64) -> bool {
        let is_running = self.status() == Status::Running;
        if is_running && !self.has_scheduler {
            self.stop(Target::Failed, now);
        }
        is_running && self.has_scheduler
    }

    pub fn scale(&mut self, asked: u32, count: u32, now: f64) {
        self.scales.push(asked);
        self.count = count;
        self.bounds = None;
        self.plan_workers(now);
    }

    /// A tab has asked for workers or bounds; None: somebody else.
    pub fn note_asker(&mut self, tab: Option<usize>, now: f64) {
        self.is_contested = self.asked_by != tab && now - self.asked_at < LONGEST_ANSWER;
        (self.asked_by, self.asked_at) = (tab, now);
    }

    /// `bounds`: None, if it is to adapt no more. There is no work, so the least will do.
    pub fn adapt(&mut self, asked: (u32, u32), bounds: Option<(u32, u32)>, now: f64) {
        self.adapts.push(asked);
        // It keeps what it has when it adapts no more.
        self.count = self.wanted();
        self.bounds = bounds.map(|(least, most)| (least.min(most), most));
        self.plan_workers(now);
    }

    /// As the gateway reports it.
    pub fn report(&self) -> String {
        let status = self.status();
        let dashboard = match status {
            Status::Running => format!("\"/clusters/{}/status\"", self.name),
            _ => "null".into(),
        };
        let word = ["PENDING", "RUNNING", "STOPPING", "STOPPED", "FAILED"][status as usize];
        let stop = self.stop.map_or("null".into(), |stop| format!("{}", stop as i64));
        format!(
            r#"{{"name": "{}", "dashboard_route": {dashboard}, "status": "{word}", "start_time": {}, "stop_time": {stop}, "options": {}, "tls_cert": null, "tls_key": null}}"#,
            self.name, self.start as i64, self.options
        )
    }

    /// What its scheduler counts.
    pub fn counts(&self) -> String {
        let Cluster { workers, tasks, connected, .. } = self;
        let (clients, desired) = (1 + connected, self.desired());
        let [processing, unrunnable] = [*workers > 0, *workers == 0].map(|can_be| u32::from(self.is_busy && can_be));
        let idle = workers - processing;
        format!(
            r#"{{"workers": {workers}, "cores": {workers}, "clients": {clients}, "idle": {idle}, "processing": {processing}, "tasks": {tasks}, "unrunnable": {unrunnable}, "desired_workers": {desired}}}"#
        )
    }

    /// How its scheduler describes itself.
    pub fn identity(&self) -> String {
        format!(r#"{{"total_threads": {0}, "total_memory": {0}000000000, "workers": {{}}}}"#, self.workers)
    }
}
