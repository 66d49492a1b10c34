//! The view model as the page has it: put together from what has changed, as `js/view/session/whole-view.ts` does.

use std::collections::BTreeMap;
use std::mem;
use std::rc::Rc;

use dask_gateway::core::changes::ViewChanges;
use dask_gateway::core::clusters::recent::RecentView;
use dask_gateway::core::clusters::view::ClusterView;
use dask_gateway::core::form::view::{FieldView, FormView};
use dask_gateway::core::view::View;

#[derive(Debug, Default)]
pub struct Drawn {
    rest: Option<Rc<View>>,
    /// Without its fields.
    form: Option<FormView>,
    fields: Vec<FieldView>,
    clusters: BTreeMap<String, Rc<ClusterView>>,
    order: Option<Vec<String>>,
    recent: Rc<Vec<RecentView>>,
}

impl Drawn {
    pub fn take(&mut self, changes: ViewChanges) {
        self.rest = changes.rest.or(self.rest.take());
        self.fields.truncate(changes.field_count as usize);
        if let Some(mut form) = changes.form {
            for field in mem::take(&mut form.fields) {
                match self.fields.get_mut(field.index as usize) {
                    Some(known) => *known = field,
                    None => self.fields.push(field),
                }
            }
            self.form = Some(form);
        }
        self.clusters.extend(changes.clusters.into_iter().map(|cluster| (cluster.key.clone(), cluster)));
        self.recent = changes.recent.unwrap_or(mem::take(&mut self.recent));
        self.order = changes.order.or(self.order.take());
    }

    /// Whether this is what is drawn. `view` is taken apart for that, and put together again: there are very many of them, and to clone one
    /// takes longer than all else that is done with it.
    pub fn is(&self, view: &mut View) -> bool {
        let (mut form, clusters, recent) = (view.form.take(), view.clusters.take(), mem::take(&mut view.recent));
        let fields = form.as_mut().map(|form| mem::take(&mut form.fields)).unwrap_or_default();
        let is_same = self.rest.as_deref() == Some(&*view)
            && (&self.form, &self.fields, &*self.recent) == (&form, &fields, &recent)
            && self.are_clusters(clusters.as_deref());
        if let Some(form) = &mut form {
            form.fields = fields;
        }
        (view.form, view.clusters, view.recent) = (form, clusters, recent);
        is_same
    }

    fn are_clusters(&self, clusters: Option<&[ClusterView]>) -> bool {
        match (&self.order, clusters) {
            (Some(order), Some(clusters)) => {
                let drawn = order.iter().map(|key| self.clusters.get(key).map(Rc::as_ref));
                order.len() == clusters.len() && drawn.eq(clusters.iter().map(Some))
            }
            (order, clusters) => order.is_none() && clusters.is_none(),
        }
    }
}
