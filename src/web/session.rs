//! What JavaScript sees: [`open`] a session, dispatch events, draw the view.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Date, Function, JSON, Math, Promise};
use serde::Serialize;
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use super::connection::Connection;
use super::record::JsRecord;
use super::tabs::{self, Tabs};
use super::{fetch, mapping_parser};
use crate::core::Core;
use crate::core::changes::ViewChanges;
use crate::core::clusters::memory::Memory;
use crate::core::clusters::pages::PageAnswer;
use crate::core::connection::routes::Route;
use crate::core::effect::{Effect, HostAction, RequestId, TabsEffect, Wanted};
use crate::core::event::{Event, TabsEvent, UserEvent};
use crate::core::form::preset_text::PresetMemory;
use crate::core::form::text::FormText;
use crate::gateway::api_request::HttpRequest;
use crate::gateway::reply::{Failure, Reply};

/// Milliseconds after which it is looked whether a time has come: the computer may have slept.
const LONGEST_STEP: f64 = 5_000.0;

/// Opens a session with a gateway. `onchange` is called without arguments, in a microtask, after one or more changes.
/// `readMapping` calls a function of the other module with a text. `whole` resolves when all of this module is there, where it comes
/// in halves: until then nothing is taken in but what `dispatch` is told, the configuration and the options.
#[wasm_bindgen]
pub fn open(
    connection: Connection,
    onchange: Function,
    #[wasm_bindgen(js_name = readMapping, unchecked_param_type = "(name: \"parseMapping\" | \"quoteMapping\" | \"readVariables\", text: string) => Promise<string>")]
    read_mapping: Function,
    whole: Option<Promise>,
) -> Result<Session, JsError> {
    let mut core = Core::new(connection.routes()?, connection.config()?);
    core.number((Math::random() * f64::from(u32::MAX)) as u32);
    Ok(Session(Rc::new(Driver {
        core: RefCell::new(core),
        connection,
        onchange,
        read_mapping,
        whole: RefCell::new(whole),
        changed: Cell::new(false),
        closed: Cell::new(false),
        wake: RefCell::new(None),
        in_flight: RefCell::new(Vec::new()),
        tabs: RefCell::new(None),
    })))
}

/// A core at work. `free()` ends its requests and timers.
#[wasm_bindgen]
pub struct Session(Rc<Driver>);

#[wasm_bindgen]
impl Session {
    /// Takes in what the user did. Returns what only the host can do.
    pub fn dispatch(&self, event: Ts<UserEvent>) -> Result<Vec<Ts<HostAction>>, JsError> {
        let no_event = || JsError::new("there is no such event, or it lacks a member");
        let actions = self.0.update(Event::User(UserEvent::read(&JsRecord(event.js_value())).ok_or_else(no_event)?));
        actions.iter().map(plain).collect()
    }

    /// The options that are valid in the form now: JSON text as Python writes it.
    pub fn options(&self) -> String {
        self.0.core.borrow().options()
    }

    /// What is in the form, as the body of a create ("shown-request": without secrets, in lines), as Python, or as what a link carries.
    /// Undefined: nothing is published yet, something is not valid, or the link would be too long.
    #[wasm_bindgen(js_name = formText)]
    pub fn form_text(
        &self,
        #[wasm_bindgen(unchecked_param_type = "\"request\" | \"shown-request\" | \"python\" | \"link\"")] wanted: &str,
    ) -> Option<String> {
        self.0.core.borrow().form_text(FormText::by_name(wanted)?)
    }

    /// The options that the gateway publishes, with the defaults that the form has, and the site's settings, as JSON text; undefined
    /// before they are known.
    #[wasm_bindgen(js_name = optionSpec)]
    pub fn option_spec(&self) -> Option<String> {
        self.0.core.borrow().option_spec()
    }

    /// The full name of the cluster with this key, for a program of the user's: never to be shown or kept.
    #[wasm_bindgen(js_name = clusterName)]
    pub fn cluster_name(&self, key: &str) -> Option<String> {
        self.0.core.borrow().cluster_name(key)
    }

    /// From now on other tabs may poll for this one. What becomes of that is told by `onTabs` and `hear`.
    pub fn join(&self, tabs: Tabs) {
        self.0.tabs.replace(Some(tabs));
        self.0.update(Event::Tabs(TabsEvent::Joined));
    }

    #[wasm_bindgen(js_name = onTabs)]
    pub fn on_tabs(&self, #[wasm_bindgen(unchecked_param_type = "TabsChange")] change: &str) {
        if let Some(event) = tabs::change(change) {
            self.0.update(Event::Tabs(event));
        }
    }

    /// Takes in what another tab posted.
    pub fn hear(&self, message: &[u8]) {
        if let Some(event) = tabs::heard(message) {
            self.0.update(Event::Tabs(event));
        }
    }

    /// What has changed of the view model since this was asked last; undefined: nothing. `whole`: as if it had never been asked.
    pub fn changes(&self, whole: bool) -> Result<Option<Ts<ViewChanges>>, JsError> {
        self.0.core.borrow_mut().changes(whole).as_ref().map(plain).transpose()
    }

    /// What a scheduler told of its workers last, if that has not been taken yet: JSON text as Python writes it.
    pub fn workers(&self) -> Option<String> {
        self.0.core.borrow_mut().take_workers()
    }

    /// What the browser is to keep of clusters, if that has changed since it was last asked for. What it has is to come first, by
    /// the event `recall`: other tabs write there, too.
    pub fn memory(&self) -> Result<Option<Ts<Memory>>, JsError> {
        self.0.core.borrow_mut().memory().as_ref().map(plain).transpose()
    }

    /// What is to be kept of presets and of the last launches, if that has changed since it was last asked for. What is kept is to come
    /// first, by the event `recall-presets`: others write there, too.
    #[wasm_bindgen(js_name = presetMemory)]
    pub fn preset_memory(&self) -> Result<Option<Ts<PresetMemory>>, JsError> {
        self.0.core.borrow_mut().preset_memory().as_ref().map(plain).transpose()
    }

    /// The site's presets and the user's own: JSON text as Python writes it, a list of what a file of presets has.
    pub fn presets(&self) -> String {
        self.0.core.borrow().presets()
    }

    /// What came of the events `read-page` since this was asked last.
    #[wasm_bindgen(js_name = pageAnswers)]
    pub fn page_answers(&self) -> Result<Vec<Ts<PageAnswer>>, JsError> {
        let answers = self.0.core.borrow_mut().page_answers();
        answers.iter().map(plain).collect()
    }
}

/// As a plain JavaScript object. By way of JSON text: serde-wasm-bindgen is faster (a view of 1,000 clusters takes 6.1 ms
/// instead of 8.8, in Node 20), but 3.6 KB larger, gzipped. tsify's feature `json` does the same as this with more code.
fn plain<T: Serialize + Tsify<JsType: JsCast>>(value: &T) -> Result<Ts<T>, JsError> {
    let text = serde_json::to_string(value)?;
    JSON::parse(&text).map(Ts::new_unchecked).map_err(|_| JsError::new("not JSON"))
}

impl Drop for Session {
    fn drop(&mut self) {
        self.0.closed.set(true);
        self.0.wake.take();
        self.0.tabs.take();
        for (_, abort) in self.0.in_flight.take() {
            abort.abort();
        }
    }
}

struct Driver {
    core: RefCell<Core>,
    connection: Connection,
    onchange: Function,
    read_mapping: Function,
    /// None: all of the module is there.
    whole: RefCell<Option<Promise>>,
    /// A call of `onchange` is on its way.
    changed: Cell<bool>,
    closed: Cell<bool>,
    wake: RefCell<Option<Timeout>>,
    in_flight: RefCell<Vec<(RequestId, AbortController)>>,
    /// None: this tab is alone.
    tabs: RefCell<Option<Tabs>>,
}

impl Driver {
    /// Runs one event through the core and performs what comes out, but for the host's actions, which it returns.
    fn update(self: &Rc<Self>, event: Event) -> Vec<HostAction> {
        let now = Date::now();
        let effects = self.core.borrow_mut().update(event, now);
        let mut actions = Vec::new();
        for effect in effects {
            match effect {
                Effect::Send(id, route, request) => self.send(id, route, request),
                Effect::ParseMapping(id, text, wanted) => self.parse_mapping(id, text, wanted),
                Effect::Wake(at) => self.wake_at(at),
                Effect::Cancel(id) => self.cancel(id),
                Effect::Host(action) => actions.push(action),
                Effect::Tabs(effect) => self.perform(&effect),
            }
        }
        self.notify();
        actions
    }

    fn send(self: &Rc<Self>, id: RequestId, route: Route, request: HttpRequest) {
        let Ok(abort) = AbortController::new() else { unreachable!("every browser has AbortController") };
        self.in_flight.borrow_mut().push((id, abort.clone()));
        let driver = self.clone();
        spawn_local(async move {
            let public_address = driver.core.borrow().public_address();
            let opens = request.opens();
            let outcome = match driver.connection.for_route(route, public_address) {
                Some(connection) => fetch::send(&connection, route, request, &abort).await,
                None => Err(Failure::NotOffered),
            };
            driver.in_flight.borrow_mut().retain(|(other, _)| *other != id);
            let is_tried = route == Route::Direct && driver.connection.core_route().is_ok_and(|it| it != route);
            if !opens || !(is_tried || outcome.as_ref().is_ok_and(Reply::is_success)) {
                driver.whole().await;
            }
            if !driver.closed.get() {
                driver.update(Event::Reply(id, outcome));
            }
        });
    }

    /// Waits until all of the module is there.
    async fn whole(&self) {
        let whole = self.whole.borrow().clone();
        if let Some(whole) = whole {
            // It does not reject: without the other half the page begins anew.
            let _ = JsFuture::from(whole).await;
            self.whole.take();
        }
    }

    /// The core is called back: it waits for no reply any more.
    fn cancel(&self, id: RequestId) {
        let found = self.in_flight.borrow().iter().find(|(other, _)| *other == id).map(|(_, abort)| abort.clone());
        if let Some(abort) = found {
            abort.abort();
        }
    }

    fn perform(&self, effect: &TabsEffect) {
        // JavaScript may come back in.
        let tabs = self.tabs.borrow().clone();
        if let Some(tabs) = tabs {
            tabs.perform(effect);
        }
    }

    fn parse_mapping(self: &Rc<Self>, id: RequestId, text: String, wanted: Wanted) {
        let driver = self.clone();
        spawn_local(async move {
            let outcome = mapping_parser::parse(&driver.read_mapping, &text, wanted).await;
            driver.whole().await;
            if !driver.closed.get() {
                driver.update(Event::MappingParsed(id, outcome));
            }
        });
    }

    /// In steps: a browser's timers stand still while the computer sleeps, and what was due meanwhile is due when it wakes. And the clock
    /// may be set back: then the time would not come for hours, and the core must know.
    fn wake_at(self: &Rc<Self>, at: f64) {
        // A timer must not keep the driver alive: it is the driver's own.
        let driver = Rc::downgrade(self);
        let begun = Date::now();
        let step = (at - begun).clamp(0.0, LONGEST_STEP).ceil() as u32;
        let timeout = Timeout::new(step, move || match driver.upgrade() {
            Some(driver) if (begun..at).contains(&Date::now()) => driver.wake_at(at),
            Some(driver) => spawn_local(async move {
                driver.whole().await;
                if !driver.closed.get() {
                    driver.update(Event::Woke);
                }
            }),
            None => {}
        });
        self.wake.replace(Some(timeout));
    }

    fn notify(self: &Rc<Self>) {
        if self.changed.replace(true) {
            return;
        }
        let driver = self.clone();
        spawn_local(async move {
            driver.changed.set(false);
            if !driver.closed.get() {
                // What a listener throws is its own affair.
                let _ = driver.onchange.call0(&JsValue::NULL);
            }
        });
    }
}
