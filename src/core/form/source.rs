//! What comes into the form other than by the user's hand, and from where.

use serde::Serialize;

use crate::core::workers::Workers;
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// Where the options come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Source {
    Preset,
    Link,
    Kubernetes,
    Python,
}

/// Bytes of JSON text beyond which nobody has chosen what is in it.
pub const MAX_TEXT: usize = 200 * 1024;

/// What is to come into the form.
#[derive(Clone, Debug, PartialEq)]
pub struct Fill {
    pub source: Source,
    /// What the preset is called, or nothing.
    pub name: String,
    /// What is not among them stays as it is.
    pub options: Dict,
    /// None: nothing is said of them.
    pub workers: Option<Workers>,
}

impl Fill {
    /// Of JSON texts: an object of options, and how many workers. None: one of them is something else.
    pub fn read(source: Source, name: String, options: &str, workers: Option<&str>) -> Option<Fill> {
        if options.len() > MAX_TEXT {
            return None;
        }
        let Ok(Value::Dict(options)) = json::parse(options) else { return None };
        let workers = match workers.map(json::parse) {
            None | Some(Ok(Value::None)) => None,
            Some(Ok(value)) => Some(Workers::read(&value)?),
            Some(Err(_)) => return None,
        };
        Some(Fill { source, name, options, workers })
    }
}
