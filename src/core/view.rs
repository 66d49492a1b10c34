//! The view model: everything a panel draws, as plain data. What a machine of the core shows is that machine's own.

use serde::Serialize;

use super::clusters::list::Clusters;
use super::clusters::look::LookView;
use super::clusters::recent::RecentView;
use super::clusters::stops::StopAllView;
use super::clusters::view::{ClusterView, KnownOptions};
use super::connection::routes::Route;
use super::connection::state::ConnectionState;
use super::form::presets_view::PresetsView;
use super::form::state::Form;
use super::form::view::FormView;
use super::messages::Message;
use super::notice::Notice;
use super::timers::Time;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct View {
    pub connection: Route,
    /// The gateway's address as configured; null until known.
    pub address: Option<String>,
    /// The gateway's version, e.g. "2026.3.0"; null until known.
    pub version: Option<String>,
    /// True until the first answer, good or bad, has arrived.
    pub loading: bool,
    /// Why the gateway cannot be used at the moment; the rest stays as it was.
    pub problem: Option<Notice>,
    /// What there is to say while an answer that somebody waits for does not come; null: nothing yet.
    pub slow: Option<Message>,
    /// What cannot be used of dask's configuration, or of the list, though the gateway can.
    pub remarks: Vec<Message>,
    /// Null until the options have arrived.
    pub form: Option<FormView>,
    /// Those that are active, and those that failed here: newest first; null until the first list has arrived.
    pub clusters: Option<Vec<ClusterView>>,
    /// Those that ended in the last day, the latest first.
    pub recent: Vec<RecentView>,
    /// What the form can be filled from.
    pub presets: PresetsView,
    /// The table of the workers of one cluster; null: none is open.
    pub workers: Option<LookView>,
    /// The key of the cluster that the dialog "Stop this cluster?" asks about.
    pub confirm_stop: Option<String>,
    /// The dialog "Stop these clusters?".
    pub stop_all: Option<StopAllView>,
    /// What is to be kept outside of launches that are not settled, for a core that follows on this one; null: all are. No secret
    /// is in it.
    pub unsettled: Option<String>,
}

impl View {
    /// Of all machines, as they are now.
    pub(super) fn of(connection: &ConnectionState, form: &Form, clusters: &Clusters, now: Time) -> View {
        let known = KnownOptions::of(connection, form);
        View {
            form: form.view(known.site, clusters.active_count()),
            clusters: clusters.view(known, now),
            recent: clusters.recent_view(known, now),
            ..View::rest(connection, form, clusters)
        }
    }

    /// All but the form and the clusters, active and recent ones.
    pub(super) fn rest(connection: &ConnectionState, form: &Form, clusters: &Clusters) -> View {
        let problem = connection.problem().cloned();
        let nameless = Some(clusters.nameless).filter(|count| *count > 0).map(|count| Message::Nameless { count });
        let remarks = connection.config().remarks().into_iter().chain(nameless);
        View {
            connection: connection.route(),
            address: connection.config().address.clone(),
            version: connection.version().cloned(),
            loading: problem.is_none() && !(form.is_published() && clusters.is_listed),
            problem,
            slow: connection.slow().cloned(),
            remarks: remarks.collect(),
            form: None,
            clusters: None,
            recent: Vec::new(),
            presets: form.presets_view(&connection.config().site.presets),
            workers: clusters.look_view(),
            confirm_stop: clusters.stop_one_view(),
            stop_all: clusters.stop_all_view(),
            unsettled: clusters.unsettled.kept().cloned(),
        }
    }
}
