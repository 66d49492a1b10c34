//! One cluster at the model gateway: its life, its scheduler and its workers.

use dask_gateway::gateway::cluster_info::Status;

/// The site's limit.
pub const MAX_WORKERS: i64 = 3;
/// Milliseconds after which the gateway gives up a cluster that has not started.
const START_TIMEOUT: f64 = 60_000.0;
/// The same for a scheduler that is not heard any more.
const HEARTBEAT_TIMEOUT: f64 = 35_000.0;
const STOP_TAKES: f64 = 300.0;
const WORKER_TAKES: f64 = 400.0;
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
    /// By the gateway's clock.
    start: f64,
    stop: Option<f64>,
    pub has_scheduler: bool,
    /// Those that are there.
    pub workers: u32,
    /// Those that are to be there.
    pub count: u32,
    next_worker: f64,
    pub gets_no_workers: bool,
    /// All that it was ever told to, by anybody, as it was asked for.
    pub scales: Vec<u32>,
    pub adapts: Vec<(u32, u32)>,
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
            start: now + clock_ahead,
            stop: None,
            has_scheduler: true,
            workers: 0,
            count: 0,
            next_worker: NEVER,
            gets_no_workers: false,
            scales: vec![],
            adapts: vec![],
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
            Phase::Pending => self.phase = Phase::Running,
            Phase::Running | Phase::Over => {}
            Phase::Closing => {
                self.phase = Phase::Over;
                self.stop = Some(at + clock_ahead);
                self.next_worker = NEVER;
            }
        }
    }

    fn change_workers(&mut self, at: f64) {
        self.workers = if self.workers > self.count { self.count } else { self.workers + 1 };
        self.plan_workers(at);
    }

    fn plan_workers(&mut self, now: f64) {
        let is_growing = self.workers < self.count && !self.gets_no_workers;
        let is_due = self.phase == Phase::Running && self.has_scheduler && (is_growing || self.workers > self.count);
        self.next_worker = if is_due { now + WORKER_TAKES } else { NEVER };
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
        self.plan_workers(now);
    }

    /// `bounds`: None, if it is to adapt no more. There is no work, so the least will do.
    pub fn adapt(&mut self, asked: (u32, u32), bounds: Option<(u32, u32)>, now: f64) {
        self.adapts.push(asked);
        if let Some((least, most)) = bounds {
            self.count = least.min(most);
            self.plan_workers(now);
        }
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
        let workers = self.workers;
        format!(
            r#"{{"workers": {workers}, "cores": {workers}, "clients": 1, "idle": {workers}, "processing": 0, "tasks": 0, "unrunnable": 0, "desired_workers": 0}}"#
        )
    }

    /// How its scheduler describes itself.
    pub fn identity(&self) -> String {
        format!(r#"{{"total_threads": {0}, "total_memory": {0}000000000, "workers": {{}}}}"#, self.workers)
    }
}
