//! What a cluster shows.

use serde::Serialize;

use super::activity::Activity;
use super::cluster::Cluster;
use super::ending::{self, EndingView};
use super::explain;
use super::list::Clusters;
use super::reasons::Reason;
use super::scaling::{Adaptive, InputView, ScalingInput};
use super::spending::{SpendingView, Spent};
use super::starts::AtStartView;
use super::trend::{Step, Trend};
use crate::core::connection::state::ConnectionState;
use crate::core::form::state::Form;
use crate::core::messages::Message;
use crate::core::notice::Notice;
use crate::core::site::Site;
use crate::core::site::advice::Advice;
use crate::core::site::footprint::{FootprintView, Money};
use crate::core::site::resources::Sizes;
use crate::core::timers::{NEVER, Time};
use crate::core::tracked::Tracked;
use crate::core::workers::Workers;
use crate::gateway::cluster_info::Status;
use crate::gateway::scheduler_stats::TaskCounts;
use crate::schema::byte_sizes::is_bytes;
use crate::schema::input_text;
use crate::schema::pystr::PyStr;
use crate::schema::secret_names::{has_secret_name, is_secret_name};
use crate::schema::spec::{Field, Kind};
use crate::schema::value::{Dict, Value};

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ClusterView {
    /// First 8 characters of the name, unique in the list: the only name that leaves the core.
    pub key: String,
    /// What it is called: the user's alias, with the key where another has the same; else the key.
    pub name: String,
    /// The alias as the user gave it; empty: none.
    pub alias: String,
    pub status: Status,
    /// A request of the user's for this cluster is in flight.
    pub busy: bool,
    /// When it started, and when it ended: milliseconds since 1970, by this browser's clock as far as it is known how far the gateway's is
    /// ahead. Null: it has not ended, or the gateway does not tell when.
    pub start: u64,
    pub end: Option<u64>,
    /// The scheduler's figures; null until, or while not, known. Memory in bytes.
    pub workers: Option<u32>,
    pub threads: Option<u32>,
    pub memory: Option<u64>,
    pub tasks: Option<TaskCounts>,
    /// What the results that the workers keep take of their memory, in bytes.
    pub results: Option<u64>,
    /// How many workers there were in the last ten minutes, and what results took of their memory: as far as it was seen.
    pub workers_trend: Vec<Step>,
    pub memory_trend: Vec<Step>,
    /// Why there are no figures, or since when they are not of now; once that is certain.
    pub no_figures: Option<Message>,
    /// Why it is not running, or its workers do not come: what is so, what may be why, what to do. Empty: there is nothing to
    /// explain.
    pub explanation: Vec<Reason>,
    /// Of a running cluster.
    pub ending: Option<EndingView>,
    /// Of a pending one: the workers that are asked for when it runs.
    pub at_start: Option<AtStartView>,
    /// Workers asked for, while another number has arrived.
    pub asked: Option<u32>,
    /// Set when adaptive scaling was switched on from this browser: the gateway does not tell.
    pub adaptive: Option<Adaptive>,
    /// Its workers have been seen to follow the work, and not because of bounds that were set from here.
    pub seems_adaptive: bool,
    pub workers_input: InputView,
    pub minimum_input: InputView,
    pub maximum_input: InputView,
    /// What the workers come to that Scale asks for, and Adapt; null: nobody can tell.
    pub scale_footprint: Option<FootprintView>,
    pub adapt_footprint: Option<FootprintView>,
    /// Of a running cluster; null: not known.
    pub spending: Option<SpendingView>,
    pub can_scale: bool,
    pub can_adapt: bool,
    pub can_stop: bool,
    pub has_dashboard: bool,
    /// The options it was made with.
    pub options: Vec<OptionView>,
    /// The user's Jupyter server stops it when it ends in order; null: that is not known, or not to be had.
    pub stops_with_server: Option<bool>,
    pub message: Option<Notice>,
    /// What the site says to that, where the gateway has refused workers.
    pub advice: Option<Advice>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "camelCase")]
pub struct OptionView {
    pub label: String,
    /// As the form shows such a value: a mapping in lines of YAML.
    pub value: String,
    /// It is a number that is bytes.
    pub is_bytes: bool,
    /// The value is a secret, or may be one: it is hidden until the user wants to see it.
    pub secret: bool,
}

/// What is known of an option besides its value.
#[derive(Clone, Copy)]
pub struct KnownOptions<'a> {
    form: &'a Form,
    /// dask's options of every cluster, which are nobody's business who looks over a shoulder.
    configured: &'a Dict,
    pub site: &'a Site,
}

impl<'a> KnownOptions<'a> {
    pub fn of(connection: &'a ConnectionState, form: &'a Form) -> KnownOptions<'a> {
        let config = connection.config();
        KnownOptions { form, configured: &config.options, site: &config.site }
    }

    /// What a cluster that was made with these options has and costs.
    fn sizes(self, options: &Dict) -> Sizes {
        self.site.sizes(&|name| options.get(name), &|name| self.published(name))
    }

    /// What such a cluster cost that ended then and had lived for so many seconds.
    pub fn spent(self, options: &Dict, spent: Spent, end: Time, lived: Option<u32>) -> Option<Money> {
        spent.sum(self.site, &self.sizes(options), end, lived)
    }

    /// None: the gateway does not publish an option of this name (any more).
    fn published(self, name: &PyStr) -> Option<&'a Field> {
        self.form.published(name)
    }
}

impl Clusters {
    /// None until the first list.
    pub fn view(&self, known: KnownOptions, now: Time) -> Option<Vec<ClusterView>> {
        let view = |cluster: &Tracked<Cluster>| {
            cluster.view(self.history.shown_name(&cluster.key, &cluster.alias), known, now)
        };
        self.is_listed.then(|| self.items.iter().map(view).collect())
    }

    /// Of those that may look otherwise since this was asked last, each with its place in the list.
    pub fn touched_views(&mut self, known: KnownOptions, now: Time) -> Vec<(usize, ClusterView)> {
        if !self.is_listed {
            return Vec::new();
        }
        let Clusters { items, history, .. } = self;
        let touched = items.iter_mut().enumerate().filter(|(_, cluster)| cluster.may_differ(now));
        let views = touched.map(|(place, cluster)| {
            cluster.looked(cluster.changes_at(known, now));
            (place, cluster.view(history.shown_name(&cluster.key, &cluster.alias), known, now))
        });
        views.collect()
    }

    /// All of them count as changed: what is known of their options has.
    pub fn touch(&mut self) {
        self.items.iter_mut().for_each(Tracked::touch);
        self.history.is_touched = true;
    }
}

impl Cluster {
    fn view(&self, name: String, known: KnownOptions, now: Time) -> ClusterView {
        let status = self.known_status();
        let is_running = status == Status::Running;
        let is_idle = self.action.is_none();
        let is_unlisted = status != self.info.status;
        let Cluster { scaling, stats, .. } = self;
        let bounds = scaling.bounds();
        let bound = |input: ScalingInput, text: &String| InputView {
            text: text.clone(),
            error: match &bounds {
                // An empty maximum is how it starts, not a mistake yet.
                Err((at, message)) if *at == input && !text.trim().is_empty() => Some(message.clone()),
                _ => None,
            },
        };
        let sizes = if is_running { known.sizes(&self.info.options) } else { Sizes::default() };
        let footprint = |workers| known.site.footprint(&sizes, Some(workers), None).filter(|_| is_running);
        let adapted = |bounds: &Adaptive| Workers::Range { minimum: bounds.minimum, maximum: bounds.maximum };
        let trend = |trend: &Trend| if is_running { trend.steps(now) } else { Vec::new() };
        ClusterView {
            key: self.key.clone(),
            name,
            alias: self.alias.clone(),
            status,
            busy: !is_idle,
            start: self.started as u64,
            end: self
                .info
                .stop
                .filter(|_| self.info.status.is_finished())
                .map(|stop| (stop - self.info.start + self.started) as u64),
            // What was counted was so while the gateway knew it.
            workers: stats.workers.filter(|_| !is_unlisted),
            threads: stats.threads,
            memory: stats.memory,
            tasks: stats.tasks,
            results: stats.results,
            workers_trend: trend(&self.trends.workers),
            memory_trend: trend(&self.trends.results),
            no_figures: stats.missing(now),
            explanation: match is_unlisted {
                true => Vec::new(),
                false => explain::explain(self, &|name| known.published(name), now),
            },
            ending: is_running.then(|| self.ending(known, now)),
            at_start: self.at_start.filter(|_| status == Status::Pending).map(Into::into),
            asked: scaling.asked,
            adaptive: scaling.adaptive,
            seems_adaptive: scaling.adaptive.is_none() && self.adaptivity.is_seen(),
            workers_input: InputView { text: scaling.workers_text(stats.workers), error: scaling.workers_error() },
            minimum_input: bound(ScalingInput::Minimum, &scaling.minimum_text),
            maximum_input: bound(ScalingInput::Maximum, &scaling.maximum_text),
            scale_footprint: scaling.count(stats.workers).ok().and_then(|count| footprint(Workers::Count(count))),
            adapt_footprint: bounds.as_ref().ok().and_then(|bounds| footprint(adapted(bounds))),
            spending: self.spent.filter(|_| is_running).and_then(|it| it.view(known.site, &sizes, self.started)),
            can_scale: is_running && is_idle && scaling.count(stats.workers).is_ok(),
            can_adapt: is_running && is_idle && bounds.is_ok(),
            can_stop: is_idle && self.is_active(),
            has_dashboard: is_running && self.info.dashboard.is_some(),
            options: options(&self.info.options, known),
            stops_with_server: self.with_server.get().filter(|_| self.is_active()),
            message: match is_unlisted {
                true => Some(Notice::info(Message::NotListed)),
                false => self.notice.notice().cloned().or_else(|| self.unknown_status()),
            },
            advice: known.site.refused.clone().filter(|_| !is_unlisted && self.notice.is_refused()),
        }
    }

    /// What there is to say of a status that is not known here.
    fn unknown_status(&self) -> Option<Notice> {
        let word = || self.info.status_word.clone();
        (self.info.status == Status::Unknown).then(|| Notice::info(Message::UnknownStatus { word: word() }))
    }

    /// When it shows something else without being touched: whatever depends on the time in [`Cluster::view`] is to be found here,
    /// too. From `now` on.
    fn changes_at(&self, known: KnownOptions, now: Time) -> Time {
        let is_settled = self.info.status.is_finished() || self.info.status == Status::Running;
        if !is_settled || self.scaling.asked.is_some() {
            return now;
        }
        let idle = ending::changes_at(&self.activity, idle_timeout(&self.info.options, known), now);
        let overdue = Some(self.stats.overdue_at()).filter(|at| *at >= now).unwrap_or(NEVER);
        idle.min(overdue).min(explain::changes_at(self, now)).min(self.trends.changes_at(now))
    }

    /// What its scheduler told last counts while it answers.
    fn ending(&self, known: KnownOptions, now: Time) -> EndingView {
        let is_heard = self.stats.workers.is_some();
        let unheard = Activity::default();
        let activity = if is_heard { &self.activity } else { &unheard };
        ending::ending(activity, idle_timeout(&self.info.options, known), self.with_server.is_certain(), now)
    }
}

/// Seconds of idleness after which a cluster of these options ends, see [`ending::idle_timeout`]. What dask's configuration sets is
/// not told.
pub fn idle_timeout(options: &Dict, known: KnownOptions) -> Option<f64> {
    let own = options.iter().filter(|(name, _)| known.configured.get(name).is_none());
    let found = ending::idle_timeout(own, &|name| known.published(name));
    found.or_else(|| {
        let value_of = |name: &PyStr| options.get(name).filter(|_| known.configured.get(name).is_none());
        ending::timeout(known.site.idle_timeout.as_ref()?.of(&value_of).known()?)
    })
}

/// The options that a cluster was made with.
pub fn options(options: &Dict, known: KnownOptions) -> Vec<OptionView> {
    let option = |(name, value): (&PyStr, &Value)| {
        let published = known.published(name);
        let is_secret = published.map_or_else(|| is_secret_name(&name.to_text()), |option| option.is_secret);
        OptionView {
            label: published.map_or(name, |option| &option.label).to_text().into_owned(),
            value: shown(published, value),
            is_bytes: published.is_some_and(is_bytes),
            secret: is_secret || known.configured.get(name).is_some() || has_secret_name(value),
        }
    };
    options.iter().map(option).collect()
}

/// An empty mapping is as Python prints it: nothing at all would look like something missing.
fn shown(published: Option<&Field>, value: &Value) -> String {
    let kind = match (published, value) {
        (_, Value::Dict(items)) if items.is_empty() => &Kind::String,
        (Some(field), _) => &field.kind,
        (None, Value::Dict(_)) => &Kind::Mapping,
        _ => &Kind::String,
    };
    input_text::format(kind, value).into_text()
}
