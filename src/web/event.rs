//! Reads an event out of JavaScript. By hand: serde's code for it would be a tenth of the whole module.

use js_sys::Reflect;
use wasm_bindgen::prelude::*;

use crate::core::event::{Input, UserEvent};
use crate::core::words::Level;

/// The event that `value` is, or an error that names its type.
pub fn read(value: &JsValue) -> Result<UserEvent, JsError> {
    let parts = Parts(value);
    let kind = parts.text("type").unwrap_or_default();
    event(&kind, &parts).ok_or_else(|| JsError::new(&format!("no such event, or it lacks something: {kind}")))
}

fn event(kind: &str, parts: &Parts) -> Option<UserEvent> {
    let cluster = || parts.text("cluster");
    Some(match kind {
        "visible" => UserEvent::Visible { visible: parts.flag("visible")? },
        "refresh" => UserEvent::Refresh,
        "prefer" => UserEvent::Prefer { connection: parts.text("connection")? },
        "offer-relay" => UserEvent::OfferRelay { offered: parts.flag("offered")? },
        "edit" => UserEvent::Edit { field: parts.index("field")?, text: parts.text("text")? },
        "check" => UserEvent::Check { field: parts.index("field")?, checked: parts.flag("checked")? },
        "choose" => UserEvent::Choose { field: parts.index("field")?, option: parts.index("option")? },
        "as-table" => UserEvent::AsTable { field: parts.index("field")?, table: parts.flag("table")? },
        "edit-name" => {
            UserEvent::EditName { field: parts.index("field")?, row: parts.index("row")?, text: parts.text("text")? }
        }
        "edit-value" => {
            UserEvent::EditValue { field: parts.index("field")?, row: parts.index("row")?, text: parts.text("text")? }
        }
        "add-row" => UserEvent::AddRow { field: parts.index("field")? },
        "remove-row" => UserEvent::RemoveRow { field: parts.index("field")?, row: parts.index("row")? },
        "reset" => UserEvent::Reset,
        "launch" => UserEvent::Launch,
        "launch-with" => UserEvent::LaunchWith { options: parts.text("options")? },
        "set-options" => UserEvent::SetOptions { options: parts.text("options")?, unseen: parts.flag("unseen")? },
        "copy-python" => UserEvent::CopyPython,
        "edit-cluster" => {
            let input = match parts.text("input")?.as_str() {
                "workers" => Input::Workers,
                "minimum" => Input::Minimum,
                "maximum" => Input::Maximum,
                _ => return None,
            };
            UserEvent::EditCluster { cluster: cluster()?, input, text: parts.text("text")? }
        }
        "scale" => UserEvent::Scale { cluster: cluster()? },
        "adapt" => UserEvent::Adapt { cluster: cluster()? },
        "ask-stop" => UserEvent::AskStop { cluster: cluster()? },
        "answer-stop" => UserEvent::AnswerStop { stop: parts.flag("stop")? },
        "insert-code" => UserEvent::InsertCode { cluster: cluster()? },
        "copy-code" => UserEvent::CopyCode { cluster: cluster()? },
        "open-dashboard" => UserEvent::OpenDashboard { cluster: cluster()?, outside: parts.flag("outside")? },
        "dismiss" => UserEvent::Dismiss { cluster: cluster()? },
        "report" => {
            let level = match parts.text("level")?.as_str() {
                "info" => Level::Info,
                "error" => Level::Error,
                _ => return None,
            };
            UserEvent::Report { cluster: cluster(), level, text: parts.text("text")? }
        }
        _ => return None,
    })
}

struct Parts<'a>(&'a JsValue);

impl Parts<'_> {
    fn get(&self, name: &str) -> JsValue {
        Reflect::get(self.0, &name.into()).unwrap_or(JsValue::UNDEFINED)
    }

    fn text(&self, name: &str) -> Option<String> {
        self.get(name).as_string()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.get(name).as_bool()
    }

    fn index(&self, name: &str) -> Option<u32> {
        self.get(name).as_f64().filter(|x| x.fract() == 0.0 && (0.0..4e9).contains(x)).map(|x| x as u32)
    }
}
