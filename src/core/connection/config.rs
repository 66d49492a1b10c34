//! What dask's configuration says of the gateway.

use super::routes::Route;
use crate::gateway::reply::{self, Refusal};
use crate::schema::value::{Dict, Value};

/// Empty until the pass-through or a relay has told it: the gateway itself does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayConfig {
    pub address: Option<String>,
    /// Where a browser finds the dashboards; may be relative to the page's origin.
    pub public_address: Option<String>,
    /// dask's `gateway.cluster.options`.
    pub options: Dict,
    /// The image that the Jupyter server itself runs in.
    pub image: Option<String>,
}

/// The reply to [`crate::gateway::api_request::ApiRequest::Config`].
pub struct PublishedConfig {
    pub gateway: GatewayConfig,
    /// The gateway asks a JupyterHub who the user is.
    pub asks_hub: bool,
    /// The only route to be used.
    pub route: Option<Route>,
}

impl PublishedConfig {
    /// Reads it; what is missing or odd counts as not configured.
    pub fn parse(body: &str) -> Result<PublishedConfig, Refusal> {
        let config = reply::object(body)?;
        let text = |name| config.item(name).and_then(Value::as_str).map(|text| text.to_text().into_owned());
        Ok(PublishedConfig {
            asks_hub: text("auth_type").is_some_and(|kind| kind == "jupyterhub"),
            route: text("connection").and_then(|name| Route::by_name(&name)),
            gateway: GatewayConfig {
                address: text("address"),
                public_address: text("public_address"),
                options: config.item("options").and_then(Value::as_dict).cloned().unwrap_or_default(),
                image: text("image"),
            },
        })
    }
}
