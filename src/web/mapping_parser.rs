//! Has a mapping's text parsed by the module that can.

use js_sys::{Error, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::record::JsRecord;
use crate::core::effect::Wanted;
use crate::core::record::Record;
use crate::core::unreadable::MappingError;
use crate::schema::yaml;

/// `read_mapping` calls the module's function of this name with the text, but asynchronously, for it may have to be fetched.
pub async fn parse(read_mapping: &Function, text: &str, wanted: Wanted) -> Result<String, MappingError> {
    let function = match wanted {
        Wanted::Meaning => "parseMapping",
        Wanted::Quoted => "quoteMapping",
        Wanted::Variables => "readVariables",
    };
    let answer = match read_mapping.call2(&JsValue::NULL, &function.into(), &text.into()) {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        Err(error) => Err(error),
    };
    answer.map(|json| json.as_string().unwrap_or_default()).map_err(mapping_error)
}

fn mapping_error(error: JsValue) -> MappingError {
    let message = error.dyn_ref().map(Error::message).unwrap_or_default();
    let record = JsRecord(error);
    match (record.index("line"), record.index("column"), record.text("detail")) {
        (Some(line), Some(column), Some(detail)) => MappingError::Invalid(yaml::Error { line, column, detail }),
        _ => MappingError::NoParser(message.into()),
    }
}
