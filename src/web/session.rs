//! What JavaScript sees: [`open`] a session, dispatch events, draw the view.

use std::cell::RefCell;

use js_sys::{Date, JSON, Math};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::connection::Connection;
use super::outside::Outside;
use super::record::JsRecord;
use super::tabs::{self, Tabs};
use crate::core::Core;
use crate::core::effect::{Effect, HostAction, RequestId, TabsEffect};
use crate::core::event::{Event, TabsEvent, UserEvent};
use crate::core::form::text::FormText;
use crate::core::unreadable::MappingError;
use crate::gateway::reply::{Failure, Reply};
use crate::gateway::retry_after;
use crate::schema::yaml;

/// Opens a session with a gateway.
#[wasm_bindgen]
pub fn open(connection: Connection, outside: Outside) -> Result<Session, JsError> {
    let (routes, config) = connection.read()?;
    let mut core = Core::new(routes, config);
    core.number((Math::random() * f64::from(u32::MAX)) as u32);
    Ok(Session { core: RefCell::new(core), outside, tabs: RefCell::new(None) })
}

/// A core at work.
#[wasm_bindgen]
pub struct Session {
    core: RefCell<Core>,
    outside: Outside,
    /// None: this tab is alone.
    tabs: RefCell<Option<Tabs>>,
}

#[wasm_bindgen]
impl Session {
    /// Takes in what the user did. Returns what only the host can do.
    #[wasm_bindgen(unchecked_return_type = "HostAction[]")]
    pub fn dispatch(
        &self,
        #[wasm_bindgen(unchecked_param_type = "UserEvent")] event: JsValue,
    ) -> Result<Vec<JsValue>, JsError> {
        let no_event = || JsError::new("there is no such event, or it lacks a member");
        let actions = self.update(Event::User(UserEvent::read(&JsRecord(event)).ok_or_else(no_event)?));
        Ok(actions.iter().map(plain).collect())
    }

    /// A request was answered. `retryAfter`: the header of that name, and `sent` when that was, in milliseconds since 1970.
    #[allow(clippy::too_many_arguments, reason = "an object would be read member by member, by more code")]
    pub fn answered(
        &self,
        id: u32,
        status: u16,
        #[wasm_bindgen(js_name = contentType)] content_type: String,
        #[wasm_bindgen(js_name = ownError)] own_error: Option<String>,
        #[wasm_bindgen(js_name = retryAfter)] retry_after: Option<String>,
        sent: f64,
        body: Vec<u8>,
    ) {
        let date = |text: &str| Some(Date::parse(text)).filter(|at| at.is_finite());
        let retry_after = retry_after.and_then(|header| retry_after::seconds(&header, sent, date));
        let reply = Reply { status, content_type, own_error, retry_after, body };
        self.update(Event::Reply(RequestId(id), Ok(reply)));
    }

    /// A request was not answered.
    pub fn failed(
        &self,
        id: u32,
        #[wasm_bindgen(unchecked_param_type = "\"no-answer\" | \"timed-out\" | \"not-offered\" | \"too-large\"")]
        why: &str,
    ) {
        let failure = match why {
            "timed-out" => Failure::TimedOut,
            "not-offered" => Failure::NotOffered,
            "too-large" => Failure::TooLarge,
            _ => Failure::NoAnswer,
        };
        self.update(Event::Reply(RequestId(id), Err(failure)));
    }

    /// What was wanted of a mapping's text, as JSON text.
    #[wasm_bindgen(js_name = mappingRead)]
    pub fn mapping_read(&self, id: u32, json: String) {
        self.update(Event::MappingParsed(RequestId(id), Ok(json)));
    }

    /// A mapping's text has no meaning, and where. In line 0, for they count from 1: what reads it could not be had.
    #[wasm_bindgen(js_name = mappingRefused)]
    pub fn mapping_refused(&self, id: u32, line: u32, column: u32, detail: String) {
        let error = if line > 0 {
            MappingError::Invalid(yaml::Error { line, column, detail })
        } else {
            MappingError::NoParser(detail)
        };
        self.update(Event::MappingParsed(RequestId(id), Err(error)));
    }

    /// The time has come, or the clock was set back.
    pub fn woke(&self) {
        self.update(Event::Woke);
    }

    /// The options that are valid in the form now: JSON text as Python writes it.
    pub fn options(&self) -> String {
        self.core.borrow().options()
    }

    /// What is in the form, as the body of a create ("shown-request": without secrets, in lines), as Python, or as what a link carries.
    /// Undefined: nothing is published yet, something is not valid, or the link would be too long.
    #[wasm_bindgen(js_name = formText)]
    pub fn form_text(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"request\" | \"shown-request\" | \"python\" | \"link\"")] wanted: &str,
    ) -> Option<String> {
        self.core.borrow().form_text(FormText::by_name(wanted)?)
    }

    /// The options that the gateway publishes, with the defaults that the form has, and the site's settings, as JSON text; undefined
    /// before they are known.
    #[wasm_bindgen(js_name = optionSpec)]
    pub fn option_spec(&self) -> Option<String> {
        self.core.borrow().option_spec()
    }

    /// The full name of the cluster with this key, for a program of the user's: never to be shown or kept.
    #[wasm_bindgen(js_name = clusterName)]
    pub fn cluster_name(&self, key: &str) -> Option<String> {
        self.core.borrow().cluster_name(key)
    }

    /// From now on other tabs may poll for this one. What becomes of that is told by `onTabs` and `hear`.
    pub fn join(&self, tabs: Tabs) {
        self.tabs.replace(Some(tabs));
        self.update(Event::Tabs(TabsEvent::Joined));
    }

    #[wasm_bindgen(js_name = onTabs)]
    pub fn on_tabs(&self, #[wasm_bindgen(unchecked_param_type = "TabsChange")] change: &str) {
        if let Some(event) = tabs::change(change) {
            self.update(Event::Tabs(event));
        }
    }

    /// Takes in what another tab posted.
    pub fn hear(&self, message: &[u8]) {
        if let Some(event) = tabs::heard(message) {
            self.update(Event::Tabs(event));
        }
    }

    /// What has changed of the view model since this was asked last; undefined: nothing. `whole`: as if it had never been asked.
    #[wasm_bindgen(unchecked_return_type = "ViewChanges | undefined")]
    pub fn changes(&self, whole: bool) -> JsValue {
        self.core.borrow_mut().changes(whole).as_ref().map_or(JsValue::UNDEFINED, plain)
    }

    /// What a scheduler told of its workers last, if that has not been taken yet: JSON text as Python writes it.
    pub fn workers(&self) -> Option<String> {
        self.core.borrow_mut().take_workers()
    }

    /// What the browser is to keep of clusters, if that has changed since it was last asked for. What it has is to come first, by
    /// the event `recall`: other tabs write there, too.
    #[wasm_bindgen(unchecked_return_type = "Memory | undefined")]
    pub fn memory(&self) -> JsValue {
        self.core.borrow_mut().memory().as_ref().map_or(JsValue::UNDEFINED, plain)
    }

    /// What is to be kept of presets and of the last launches, if that has changed since it was last asked for. What is kept is to come
    /// first, by the event `recall-presets`: others write there, too.
    #[wasm_bindgen(js_name = presetMemory, unchecked_return_type = "PresetMemory | undefined")]
    pub fn preset_memory(&self) -> JsValue {
        self.core.borrow_mut().preset_memory().as_ref().map_or(JsValue::UNDEFINED, plain)
    }

    /// The site's presets and the user's own: JSON text as Python writes it, a list of what a file of presets has.
    pub fn presets(&self) -> String {
        self.core.borrow().presets()
    }

    /// What came of the events `read-page` since this was asked last.
    #[wasm_bindgen(js_name = pageAnswers, unchecked_return_type = "PageAnswer[]")]
    pub fn page_answers(&self) -> Vec<JsValue> {
        let answers = self.core.borrow_mut().page_answers();
        answers.iter().map(plain).collect()
    }
}

/// As a plain JavaScript object. By way of JSON text: serde-wasm-bindgen is faster (a view of 1,000 clusters takes 6.1 ms
/// instead of 8.8, in Node 20), but 3.6 KB larger, gzipped.
fn plain<T: Serialize>(value: &T) -> JsValue {
    // Neither can fail, for all names in it are texts.
    JSON::parse(&serde_json::to_string(value).unwrap_or_default()).unwrap_or_default()
}

impl Session {
    /// Runs one event through the core and has done what comes out, but for the host's actions, which it returns.
    fn update(&self, event: Event) -> Vec<HostAction> {
        let effects = self.core.borrow_mut().update(event, Date::now());
        let mut actions = Vec::new();
        for effect in effects {
            match effect {
                Effect::Send(id, route, request) => {
                    let public_address = self.core.borrow().public_address().unwrap_or_default();
                    self.outside.send(id, route, &public_address, &request);
                }
                Effect::ParseMapping(id, text, wanted) => self.outside.read(id, wanted, &text),
                Effect::Wake(at) => self.outside.wake(at),
                Effect::Cancel(id) => self.outside.cancel(id),
                Effect::Host(action) => actions.push(action),
                Effect::Tabs(effect) => self.perform(&effect),
            }
        }
        self.outside.changed();
        actions
    }

    fn perform(&self, effect: &TabsEffect) {
        // JavaScript may come back in.
        let tabs = self.tabs.borrow().clone();
        if let Some(tabs) = tabs {
            tabs.perform(effect);
        }
    }
}
