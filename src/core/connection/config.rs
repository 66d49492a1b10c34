//! What dask's configuration says of the gateway.

use super::gateway_code::GatewayCode;
use super::routes::Route;
use crate::core::messages::Message;
use crate::core::site::Site;
use crate::gateway::reply::{self, Refusal};
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// Empty until the pass-through or a relay has told it: the gateway itself does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GatewayConfig {
    pub address: Option<String>,
    /// Where a browser finds the dashboards; may be relative to the page's origin.
    pub public_address: Option<String>,
    /// dask's `gateway.cluster.options`, as far as they can be used.
    pub options: Dict,
    /// What is wrong with the others: a sentence by each name.
    pub option_problems: Dict,
    /// Not even the names of those options are known.
    pub has_no_options: bool,
    /// What is wrong with other settings: a sentence by each one's name, such as `gateway.public-address`.
    pub problems: Dict,
    /// None: it is the gateway of dask's configuration.
    pub code: Option<GatewayCode>,
    pub here: Surroundings,
    /// The Jupyter server can stop clusters when it ends. Within: whether it is to do so with new ones, where dask's
    /// configuration says.
    pub stop_with_server: Option<Option<bool>>,
    pub site: Site,
    /// The same as the published config has it, for the converter of worker templates.
    pub site_settings: Dict,
    /// The page's own settings of the site are no JSON object.
    pub has_broken_site: bool,
}

/// Where the user's code runs, as far as it is told.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Surroundings {
    /// The image that the Jupyter server itself runs in.
    pub image: Option<String>,
    /// The path of the kernel's conda environment.
    pub environment: Option<String>,
}

impl GatewayConfig {
    /// What is wrong with this setting of dask's configuration, in a sentence.
    pub fn problem(&self, setting: &str) -> Option<Message> {
        self.problems.item(setting).and_then(Value::as_str).map(|sentence| Message::said(sentence.to_text()))
    }

    /// What is to be said of dask's configuration, though the gateway can be used.
    pub fn remarks(&self) -> Vec<Message> {
        let said = self.problems.iter().filter_map(|(_, sentence)| Some(Message::said(sentence.as_str()?.to_text())));
        said.chain(self.has_broken_site.then_some(Message::BrokenSite)).collect()
    }

    /// Takes in the site's settings as a page has them, as the text of a JSON object.
    pub fn with_site(self, text: &str) -> GatewayConfig {
        match json::parse(text) {
            Ok(Value::Dict(site)) => self.with_settings(site),
            _ => GatewayConfig { has_broken_site: true, ..self },
        }
    }

    fn with_settings(self, site: Dict) -> GatewayConfig {
        GatewayConfig { site: Site::read(&site), site_settings: site, ..self }
    }
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
        let dict = |name| config.item(name).and_then(Value::as_dict).cloned().unwrap_or_default();
        let gateway = GatewayConfig::default();
        // A page that answers by itself has the site's settings as its author wrote them.
        let gateway = match config.item("site") {
            Some(Value::Dict(site)) => gateway.with_settings(site.clone()),
            Some(Value::Str(text)) => gateway.with_site(&text.to_text()),
            _ => gateway,
        };
        Ok(PublishedConfig {
            asks_hub: text("auth_type").is_some_and(|kind| kind == "jupyterhub"),
            route: text("connection").and_then(|name| Route::by_name(&name)),
            gateway: GatewayConfig {
                address: text("address"),
                public_address: text("public_address"),
                options: dict("options"),
                option_problems: dict("option_problems"),
                has_no_options: config.item("options") == Some(&Value::None),
                problems: dict("problems"),
                code: config.item("code").and_then(Value::as_dict).and_then(GatewayCode::parse),
                stop_with_server: config.item("stop_with_server").and_then(Value::as_dict).map(|it| {
                    match it.item("default") {
                        Some(Value::Bool(on)) => Some(*on),
                        _ => None,
                    }
                }),
                here: Surroundings { image: text("image"), environment: text("environment") },
                ..gateway
            },
        })
    }
}
