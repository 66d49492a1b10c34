//! The view model as the page has it: put together from what has changed, as `js/view/session/whole-view.ts` does.

use std::collections::BTreeMap;

use dask_gateway::core::changes::ViewChanges;
use dask_gateway::core::clusters::recent::RecentView;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::form::view::{FieldView, FormView};
use dask_gateway::core::view::View;

#[derive(Default)]
pub struct Drawn {
    rest: Option<View>,
    form: Option<FormView>,
    fields: Vec<FieldView>,
    clusters: BTreeMap<String, ClusterView>,
    order: Option<Vec<String>>,
    recent: Vec<RecentView>,
}

impl Drawn {
    pub fn take(&mut self, changes: ViewChanges) {
        self.rest = changes.rest.or(self.rest.take());
        self.fields.truncate(changes.field_count as usize);
        for field in changes.form.iter().flat_map(|form| &form.fields) {
            match self.fields.get_mut(field.index as usize) {
                Some(known) => *known = field.clone(),
                None => self.fields.push(field.clone()),
            }
        }
        self.form = changes.form.or(self.form.take());
        self.clusters.extend(changes.clusters.into_iter().map(|cluster| (cluster.key.clone(), cluster)));
        self.recent = changes.recent.unwrap_or(std::mem::take(&mut self.recent));
        self.order = changes.order.or(self.order.take());
    }

    /// What is drawn. None: there is nothing yet, or a row is missing.
    pub fn view(&self) -> Option<View> {
        let clusters = match &self.order {
            Some(order) => Some(order.iter().map(|key| self.clusters.get(key).cloned()).collect::<Option<Vec<_>>>()?),
            None => None,
        };
        let form = self.form.as_ref().map(|form| FormView { fields: self.fields.clone(), ..form.clone() });
        Some(View { form, clusters, recent: self.recent.clone(), ..self.rest.clone()? })
    }
}
