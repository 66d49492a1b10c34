//! How Python code names a gateway: `Gateway()` where that is the one of dask's configuration.

use crate::schema::value::{Dict, Value};

/// How code begins that needs the gateway. Whoever knows the gateway writes it: `jupyter_dask_gateway/config/code.py` in a
/// kernel, `js/element/code.ts` in a page.
#[derive(Clone, Debug, PartialEq)]
pub struct GatewayCode {
    /// A line, or several.
    pub imports: String,
    /// The call that makes the gateway.
    pub call: String,
}

impl GatewayCode {
    /// Reads the member `code` of the published config.
    pub fn parse(code: &Dict) -> Option<GatewayCode> {
        let text = |name| code.item(name).and_then(Value::as_str).map(|text| text.to_text().into_owned());
        Some(GatewayCode { imports: text("imports")?, call: text("call")? })
    }

    /// The gateway that dask's configuration names.
    pub fn configured() -> GatewayCode {
        GatewayCode { imports: "from dask_gateway import Gateway\n".into(), call: "Gateway()".into() }
    }
}
