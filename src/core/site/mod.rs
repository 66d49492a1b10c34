//! The site's settings: what the administrator says of this gateway in dask's configuration, under `gateway.jupyter.site`.
//!
//! The Python package has checked and normalized them (`jupyter_dask_gateway/config/site.py`); what is odd all the same is passed over.

pub mod advice;
pub mod footprint;
pub mod limits;
pub mod preset;
pub mod prices;
pub mod quantity;
pub mod resources;

use self::advice::Advice;
use self::limits::Limits;
use self::preset::SitePreset;
use self::prices::Prices;
use self::quantity::Quantity;
use self::resources::Resources;
use super::workers::Workers;
use crate::schema::value::{Dict, Value};

/// Empty where the administrator says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    /// What a worker and the scheduler have.
    pub resources: Resources,
    pub prices: Prices,
    pub limits: Limits,
    /// With which new clusters start, unless their user wants others.
    pub workers: Option<Workers>,
    /// Seconds after which the gateway stops a cluster in which nothing runs.
    pub idle_timeout: Option<Quantity>,
    /// In the administrator's order.
    pub presets: Vec<SitePreset>,
    /// To be said where the gateway refuses a launch, a scale or an adapt.
    pub refused: Option<Advice>,
    /// To be said below the form.
    pub help: Option<Advice>,
}

impl Site {
    /// Reads the member `site` of the published config.
    pub fn read(site: &Dict) -> Site {
        let part = |name| site.item(name).and_then(Value::as_dict);
        Site {
            resources: Resources::read(site),
            prices: part("prices").map(Prices::read).unwrap_or_default(),
            limits: part("limits").map(Limits::read).unwrap_or_default(),
            workers: site.item("workers").and_then(Workers::read),
            idle_timeout: site.item("idle_timeout").and_then(Quantity::read),
            presets: match site.item("presets") {
                Some(Value::List(presets)) => presets.iter().filter_map(SitePreset::read).collect(),
                _ => Vec::new(),
            },
            refused: part("refused").and_then(Advice::read),
            help: part("help").and_then(Advice::read),
        }
    }
}
