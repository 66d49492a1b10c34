//! What a cluster of so many workers comes to: cores, memory and GPUs of its workers, and what all of it costs.
//!
//! Numbers cross as whole thousandths and millionths: text for floats is 10 KB of each panel.

use serde::Serialize;

use super::Site;
use super::quantity::{Part, ValueOf};
use super::resources::Sizes;
use crate::core::messages::Message;
use crate::core::workers::Workers;
use crate::schema::pystr::PyStr;
use crate::schema::spec::Field;

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
#[serde(rename_all = "camelCase")]
pub struct FootprintView {
    /// Of so many workers; null: of each one.
    pub workers: Option<u32>,
    /// Of so many at most.
    pub up_to: bool,
    /// Null: not known, as all of these. Thousandths of a core, bytes, thousandths of a GPU.
    pub cores: Option<u64>,
    pub memory: Option<u64>,
    pub gpus: Option<u64>,
    /// Of an hour.
    pub price: Option<Money>,
    /// Which limit of clusters and which one of a cluster's it is over.
    pub over: Vec<Message>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
pub struct Money {
    /// Millionths.
    pub micros: u64,
    /// As the site calls it.
    pub currency: String,
}

impl Site {
    /// What a cluster with these options has and costs. `published`: the option of a name, as the gateway offers it.
    pub fn sizes<'a>(&self, value_of: ValueOf, published: &dyn Fn(&PyStr) -> Option<&'a Field>) -> Sizes {
        self.resources.sizes(&self.prices, value_of, published)
    }

    /// None: there is nothing to say. `workers`: None where it is not said how many there will be. `clusters`: how many there are already,
    /// where this is to be one more.
    pub fn footprint(&self, sizes: &Sizes, workers: Option<Workers>, clusters: Option<usize>) -> Option<FootprintView> {
        let (most, up_to) = match workers {
            Some(Workers::Count(count)) => (count, false),
            Some(Workers::Range { maximum, .. }) => (maximum, true),
            None => (0, false),
        };
        // Of none there is nothing to say but what one has.
        let workers = Some(most).filter(|most| *most > 0);
        let count = f64::from(most.max(1));
        let scheduler_price = if workers.is_some() { sizes.scheduler_price } else { Some(0.0) };
        let price = sizes.worker_price.zip(scheduler_price).map(|(worker, scheduler)| worker * count + scheduler);
        let sum = |part, unit: f64| sizes.of_worker(part).map(|amount| (amount * count * unit).round() as u64);
        let view = FootprintView {
            workers,
            up_to: up_to && workers.is_some(),
            cores: sum(Part::Cores, 1_000.0),
            memory: sum(Part::Memory, 1.0),
            gpus: sum(Part::Gpus, 1_000.0).filter(|gpus| *gpus > 0),
            price: price.map(|price| self.money(price)),
            over: {
                let more = clusters.and_then(|clusters| self.limits.over_with_one_more(clusters));
                more.into_iter().chain(self.limits.over(sizes, most.max(1))).collect()
            },
        };
        let FootprintView { cores, memory, gpus, price, over, .. } = &view;
        let is_empty = cores.or(*memory).or(*gpus).is_none() && price.is_none() && over.is_empty();
        (!is_empty).then_some(view)
    }

    pub fn money(&self, amount: f64) -> Money {
        Money { micros: (amount * 1e6).round() as u64, currency: self.prices.currency.clone() }
    }
}
