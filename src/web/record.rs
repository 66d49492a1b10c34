//! Plain data of JavaScript's, member by member.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::core::record::Record;

/// An object, or whatever a careless caller passes instead: that has no members.
pub struct JsRecord(pub JsValue);

impl JsRecord {
    fn get(&self, member: &str) -> JsValue {
        Reflect::get(&self.0, &member.into()).unwrap_or(JsValue::UNDEFINED)
    }
}

impl Record for JsRecord {
    fn text(&self, member: &str) -> Option<String> {
        self.get(member).as_string()
    }

    fn flag(&self, member: &str) -> Option<bool> {
        self.get(member).as_bool()
    }

    fn index(&self, member: &str) -> Option<u32> {
        self.get(member).as_f64().filter(|x| x.fract() == 0.0 && (0.0..4e9).contains(x)).map(|x| x as u32)
    }
}
