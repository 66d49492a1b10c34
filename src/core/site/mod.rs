//! The site's settings: what the administrator says of this gateway in dask's configuration, under `gateway.jupyter.site`.
//!
//! The Python package has checked and normalized them (`jupyter_dask_gateway/config/site.py`); what is odd all the same is passed over.

pub mod preset;

use self::preset::SitePreset;
use super::workers::Workers;
use crate::schema::value::{Dict, Value};

/// Empty where the administrator says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    /// With which new clusters start, unless their user wants others.
    pub workers: Option<Workers>,
    /// In the administrator's order.
    pub presets: Vec<SitePreset>,
}

impl Site {
    /// Reads the member `site` of the published config.
    pub fn read(site: &Dict) -> Site {
        Site {
            workers: site.item("workers").and_then(Workers::read),
            presets: match site.item("presets") {
                Some(Value::List(presets)) => presets.iter().filter_map(SitePreset::read).collect(),
                _ => Vec::new(),
            },
        }
    }
}
