//! Has a mapping's text parsed by the module that can.

use js_sys::{Error, Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::record::JsRecord;
use crate::core::messages::MappingError;
use crate::core::record::Record;
use crate::schema::yaml;

/// `parse_mapping` is JavaScript's `parseMapping`, but asynchronous, for the module may have to be fetched.
pub async fn parse(parse_mapping: &Function, text: &str) -> Result<String, MappingError> {
    let answer = match parse_mapping.call1(&JsValue::NULL, &text.into()) {
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
