//! What has changed of the view model since it was told last: a thousand clusters, or two hundred fields, do not cross to
//! JavaScript for one of them.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

use super::clusters::list::Clusters;
use super::clusters::recent::RecentView;
use super::clusters::view::{ClusterView, KnownOptions};
use super::connection::state::ConnectionState;
use super::form::state::Form;
use super::form::view::{FieldView, FormView};
use super::timers::Time;
use super::view::View;

/// What is laid over the view model that was there before. At first there was none.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct ViewChanges {
    /// All but the form and the clusters, which are null or empty in it; null: as it was.
    pub rest: Option<Rc<View>>,
    /// The form, with those of its fields that have changed; null: as it was.
    pub form: Option<FormView>,
    /// How many fields the form has now.
    pub field_count: u32,
    /// Those that have changed.
    pub clusters: Vec<Rc<ClusterView>>,
    /// The clusters that ended in the last day; null: as they were.
    pub recent: Option<Rc<Vec<RecentView>>>,
    /// The keys of all clusters, in the order in which they are shown; null: as it was.
    pub order: Option<Vec<String>>,
}

/// What was told last.
#[derive(Default)]
pub struct Told {
    rest: Option<Rc<View>>,
    /// Without its fields.
    form: Option<Rc<FormView>>,
    fields: Vec<FieldView>,
    /// Of each cluster, in the order that was told.
    clusters: Vec<Option<Rc<ClusterView>>>,
    recent: Option<Rc<Vec<RecentView>>>,
    order: Option<Vec<String>>,
}

impl Told {
    /// Everything is to be told anew.
    pub fn forget(&mut self, form: &mut Form, clusters: &mut Clusters) {
        *self = Told::default();
        form.touch();
        clusters.touch();
    }

    /// What has changed since the last call. None: nothing.
    pub fn changes(
        &mut self,
        connection: &ConnectionState,
        form: &mut Form,
        clusters: &mut Clusters,
        now: Time,
    ) -> Option<ViewChanges> {
        let rest = View::rest(connection, form, clusters);
        let rest = replaced(&mut self.rest, rest);
        let form_view = self.form_changes(connection, form, clusters);
        let order = self.order_changes(clusters);
        let changes = ViewChanges {
            rest,
            form: form_view,
            field_count: self.fields.len() as u32,
            clusters: self.cluster_changes(connection, form, clusters, now),
            recent: self.recent_changes(connection, form, clusters, now),
            order,
        };
        let ViewChanges { rest, form, order, recent, .. } = &changes;
        let is_news = rest.is_some() || form.is_some() || order.is_some() || recent.is_some();
        let is_news = is_news || !changes.clusters.is_empty();
        is_news.then_some(changes)
    }

    fn form_changes(&mut self, connection: &ConnectionState, form: &mut Form, clusters: &Clusters) -> Option<FormView> {
        let mut fields = form.touched_fields().unwrap_or_default();
        if let Some(count) = form.field_count().filter(|count| *count < self.fields.len()) {
            self.fields.truncate(count);
            // That alone is news.
            self.form = None;
        }
        fields.retain(|field| self.fields.get(field.index as usize) != Some(field));
        for field in &fields {
            match self.fields.get_mut(field.index as usize) {
                Some(told) => *told = field.clone(),
                None => self.fields.push(field.clone()),
            }
        }
        let view = |fields| form.view_of(fields, &connection.config().site, clusters.active_count());
        let around = replaced(&mut self.form, view(Vec::new())?);
        if around.is_none() && fields.is_empty() { None } else { view(fields) }
    }

    fn cluster_changes(
        &mut self,
        connection: &ConnectionState,
        form: &Form,
        clusters: &mut Clusters,
        now: Time,
    ) -> Vec<Rc<ClusterView>> {
        let known = KnownOptions::of(connection, form);
        let mut changed = Vec::new();
        for (place, view) in clusters.touched_views(known, now) {
            changed.extend(replaced(&mut self.clusters[place], view));
        }
        changed
    }

    fn recent_changes(
        &mut self,
        connection: &ConnectionState,
        form: &Form,
        clusters: &mut Clusters,
        now: Time,
    ) -> Option<Rc<Vec<RecentView>>> {
        if !std::mem::take(&mut clusters.history.is_touched) {
            return None;
        }
        let known = KnownOptions::of(connection, form);
        replaced(&mut self.recent, clusters.recent_view(known, now))
    }

    fn order_changes(&mut self, clusters: &Clusters) -> Option<Vec<String>> {
        if !clusters.is_listed {
            return None;
        }
        let is_same = self.order.as_ref().is_some_and(|order| {
            order.len() == clusters.items.len() && order.iter().zip(&clusters.items).all(|(key, it)| *key == it.key)
        });
        if is_same {
            return None;
        }
        // By a map, for there may be thousands.
        let mut places = BTreeMap::new();
        for (place, key) in self.order.iter().flatten().enumerate() {
            places.insert(key.as_bytes(), place);
        }
        let mut told = |key: &String| self.clusters.get_mut(*places.get(key.as_bytes())?)?.take();
        let moved = clusters.items.iter().map(|cluster| told(&cluster.key)).collect();
        self.clusters = moved;
        let order: Vec<String> = clusters.items.iter().map(|cluster| cluster.key.clone()).collect();
        self.order = Some(order.clone());
        Some(order)
    }
}

/// The new one, which is kept, if it is another than the old.
fn replaced<T: PartialEq>(old: &mut Option<Rc<T>>, new: T) -> Option<Rc<T>> {
    if old.as_deref() == Some(&new) {
        return None;
    }
    *old = Some(Rc::new(new));
    old.clone()
}
