//! One cluster: what the gateway and the scheduler told of it, and what the user is about to do with it.

use super::effect::RequestId;
use super::event::Input;
use super::form::Form;
use super::view::{Adaptive, ClusterView, InputView};
use super::words::{Message, Words};
use crate::gateway::cluster::{Report, Status};
use crate::schema::python;

/// Milliseconds between two looks at a settled cluster's workers.
const LIVE_EVERY: f64 = 2_000.0;
/// While workers are on their way.
const LIVE_SOON: f64 = 500.0;
/// After a look that failed.
const LIVE_AFTER_FAILURE: f64 = 10_000.0;
/// Between two looks at a cluster that is stopping.
const LOOK_EVERY: f64 = 1_000.0;
pub const LOOK_AFTER_FAILURE: f64 = 5_000.0;
/// How long a stopped cluster stays to be seen.
const STOPPED_SHOWN: f64 = 10_000.0;

pub struct Cluster {
    pub key: String,
    pub report: Report,
    /// The user's request in flight.
    pub action: Option<RequestId>,
    pub message: Option<Message>,
    live: Live,
    /// When the scheduler is to be asked next.
    pub live_due: f64,
    /// When the gateway is to be asked about this cluster alone; infinite: the list is enough.
    pub look_due: f64,
    /// When it leaves the list by itself; infinite: never.
    pub hide_at: f64,
    asked: Option<u32>,
    adaptive: Option<Adaptive>,
    workers_text: Option<String>,
    minimum_text: String,
    maximum_text: String,
}

/// The scheduler's figures.
#[derive(Default)]
struct Live {
    workers: Option<u32>,
    threads: Option<u32>,
    memory: Option<u64>,
    /// The number of workers that threads and memory were read for.
    described: Option<u32>,
}

impl Cluster {
    pub fn new(key: String, report: Report) -> Cluster {
        let message = (report.status == Status::Failed).then(|| Message::error(Words::Failed));
        Cluster {
            key,
            report,
            action: None,
            message,
            live: Live::default(),
            live_due: 0.0,
            look_due: f64::INFINITY,
            hide_at: f64::INFINITY,
            asked: None,
            adaptive: None,
            workers_text: None,
            minimum_text: "0".into(),
            maximum_text: String::new(),
        }
    }

    /// Takes in a newer report.
    pub fn update(&mut self, report: Report, now: f64) {
        let was = self.report.status;
        self.report = report;
        let is = self.report.status;
        self.look_due = if is == Status::Stopping { now + LOOK_EVERY } else { f64::INFINITY };
        if is == was {
            return;
        }
        if is != Status::Running {
            self.live = Live::default();
            self.asked = None;
            self.adaptive = None;
        }
        match is {
            Status::Running => {
                self.live_due = now;
                self.message = None;
            }
            Status::Failed => self.message = Some(Message::error(Words::Failed)),
            Status::Stopped => {
                self.message = Some(Message::info(Words::Stopped));
                self.hide_at = now + STOPPED_SHOWN;
            }
            Status::Pending | Status::Stopping => {}
        }
    }

    /// Whether it can be stopped.
    pub fn is_active(&self) -> bool {
        matches!(self.report.status, Status::Pending | Status::Running)
    }

    /// Everything about it is to be asked anew, also when the times to do so are those of a clock that was set back.
    pub fn hurry(&mut self, now: f64) {
        self.live_due = now;
        if self.hide_at.is_finite() {
            self.hide_at = self.hide_at.min(now + STOPPED_SHOWN);
        }
        if self.look_due.is_finite() {
            self.look_due = now;
        }
    }

    /// The gateway no longer knows it. It is shown once more, so that what the user did last does not just vanish.
    pub fn lost(&mut self, now: f64) {
        self.update(Report { status: Status::Stopped, stop: Some(now), ..self.report.clone() }, now);
        self.message = Some(Message::info(Words::Gone));
    }

    pub fn edit(&mut self, input: Input, text: String) {
        match input {
            Input::Workers => self.workers_text = Some(text),
            Input::Minimum => self.minimum_text = text,
            Input::Maximum => self.maximum_text = text,
        }
    }

    /// The number of workers to scale to.
    pub fn count(&self) -> Result<u32, Words> {
        count(&self.workers_text())
    }

    /// The bounds to adapt between. Without a maximum the gateway would set none either, and a cluster grow without end.
    pub fn bounds(&self) -> Result<Adaptive, (Input, Words)> {
        let minimum = count(&self.minimum_text).map_err(|words| (Input::Minimum, words))?;
        if self.maximum_text.trim().is_empty() {
            return Err((Input::Maximum, Words::AdaptNeedsMaximum));
        }
        let maximum = count(&self.maximum_text).map_err(|words| (Input::Maximum, words))?;
        if minimum > maximum {
            return Err((Input::Minimum, Words::MinimumAboveMaximum));
        }
        Ok(Adaptive { minimum, maximum })
    }

    /// The gateway took a scale; `limit` is its message where it did not do as asked.
    pub fn scaled(&mut self, count: u32, limit: Option<String>, now: f64) {
        self.adaptive = None;
        self.live_due = now;
        match limit {
            None => {
                self.asked = Some(count);
                self.workers_text = None;
                self.message = Some(Message::info(Words::Scaling { workers: count }));
            }
            Some(text) => {
                self.asked = numbers(&text).last().copied();
                self.message = Some(Message::error(Words::said(text)));
            }
        }
        self.settle();
    }

    /// The gateway took an adapt; `limit` as in [`Cluster::scaled`].
    pub fn adapted(&mut self, bounds: Adaptive, limit: Option<String>, now: f64) {
        self.asked = None;
        self.workers_text = None;
        self.live_due = now;
        self.message = Some(match &limit {
            None => Message::info(Words::Adapting { minimum: bounds.minimum, maximum: bounds.maximum }),
            Some(text) => Message::error(Words::said(text.clone())),
        });
        self.adaptive = Some(match limit.as_deref().map(numbers).as_deref() {
            Some([.., maximum, minimum]) => Adaptive { minimum: *minimum, maximum: *maximum },
            _ => bounds,
        });
    }

    /// The scheduler counted its workers. True: threads and memory are to be asked anew.
    pub fn counted(&mut self, workers: u32, now: f64) -> bool {
        self.live.workers = Some(workers);
        self.settle();
        self.live_due = now + if self.asked.is_some() { LIVE_SOON } else { LIVE_EVERY };
        self.live.described != Some(workers)
    }

    pub fn described(&mut self, threads: u32, memory: u64) {
        self.live.threads = Some(threads);
        self.live.memory = Some(memory);
        self.live.described = self.live.workers;
    }

    /// The scheduler did not answer: figures that may be wrong are worse than none.
    pub fn unseen(&mut self, now: f64) {
        self.live = Live::default();
        self.live_due = now + LIVE_AFTER_FAILURE;
    }

    /// Workers asked for that have all arrived need no more mention.
    fn settle(&mut self) {
        if self.asked.is_some() && self.asked == self.live.workers {
            self.asked = None;
            if matches!(self.message, Some(Message { words: Words::Scaling { .. }, .. })) {
                self.message = None;
            }
        }
    }

    fn workers_text(&self) -> String {
        let shown = self.asked.or(self.live.workers);
        self.workers_text.clone().unwrap_or_else(|| shown.map_or(String::new(), |n| n.to_string()))
    }

    pub fn view(&self, form: Option<&Form>, now: f64) -> ClusterView {
        let running = self.report.status == Status::Running;
        let idle = self.action.is_none();
        let bounds = self.bounds();
        let bound_error = |input: Input, text: &str| match &bounds {
            // An empty maximum is how it starts, not a mistake yet.
            Err((at, words)) if *at == input && !text.trim().is_empty() => Some(words.clone()),
            _ => None,
        };
        let end = if self.report.status.is_finished() { self.report.stop.unwrap_or(now) } else { now };
        ClusterView {
            key: self.key.clone(),
            status: self.report.status,
            busy: !idle,
            // The two clocks may differ.
            age: ((end - self.report.start) / 1_000.0) as u32,
            workers: self.live.workers,
            threads: self.live.threads,
            memory: self.live.memory,
            asked: self.asked,
            adaptive: self.adaptive,
            workers_input: InputView {
                text: self.workers_text(),
                error: self.workers_text.as_ref().and_then(|text| count(text).err()),
            },
            minimum_input: InputView {
                text: self.minimum_text.clone(),
                error: bound_error(Input::Minimum, &self.minimum_text),
            },
            maximum_input: InputView {
                text: self.maximum_text.clone(),
                error: bound_error(Input::Maximum, &self.maximum_text),
            },
            can_scale: running && idle && self.count().is_ok(),
            can_adapt: running && idle && bounds.is_ok(),
            can_stop: idle && self.is_active(),
            has_dashboard: running && self.report.dashboard.is_some(),
            options: self.options(form),
            message: self.message.clone(),
        }
    }

    fn options(&self, form: Option<&Form>) -> Vec<(String, String)> {
        let label = |name| form.and_then(|form| form.label(name)).unwrap_or_else(|| name.to_text().into_owned());
        let shown = |value| python::str(value).to_text().into_owned();
        self.report.options.iter().map(|(name, value)| (label(name), shown(value))).collect()
    }
}

fn count(text: &str) -> Result<u32, Words> {
    let n = python::parse_int(text).and_then(|n| n.to_u32());
    n.ok_or_else(|| Words::NotACount { text: text.into() })
}

/// The numbers in a sentence of the gateway's: it tells in words alone what it does instead, and that last.
fn numbers(text: &str) -> Vec<u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}
