//! Has a mapping's text read by the module that can.

use js_sys::{Error, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::core::words::Unread;
use crate::schema::yaml;

/// `read` is JavaScript's `parseMapping`, but asynchronous, for the module may have to be fetched.
pub async fn read(read: &Function, text: &str) -> Result<String, Unread> {
    let answer = match read.call1(&JsValue::NULL, &text.into()) {
        Ok(promise) => JsFuture::from(Promise::resolve(&promise)).await,
        Err(error) => Err(error),
    };
    answer.map(|json| json.as_string().unwrap_or_default()).map_err(unread)
}

fn unread(error: JsValue) -> Unread {
    let part = |name: &str| Reflect::get(&error, &name.into()).unwrap_or_default();
    let place = |name| part(name).as_f64().map(|x| x as u32);
    match (place("line"), place("column"), part("detail").as_string()) {
        (Some(line), Some(column), Some(detail)) => Unread::Wrong(yaml::Error { line, column, detail }),
        _ => Unread::NoReader(error.dyn_ref().map(Error::message).unwrap_or_default().into()),
    }
}
