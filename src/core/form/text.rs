//! What is in the form, as texts for the page around it. Nothing is sent, and nothing is said of it.

use super::fields::Fields;
use super::state::Form;
use crate::core::workers::Workers;
use crate::gateway::api_request::ApiRequest;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::value::{Dict, Value};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormText {
    /// The body of the request that launches such a cluster. Secrets are in it.
    Request,
    /// The same in lines, for people to read: without secrets.
    ShownRequest,
    /// As "Copy as Python" has it.
    Python,
    /// As "Copy link" has it where nothing is ticked: secrets and mappings stay behind.
    Link,
}

impl FormText {
    pub fn by_name(name: &str) -> Option<FormText> {
        Some(match name {
            "request" => FormText::Request,
            "shown-request" => FormText::ShownRequest,
            "python" => FormText::Python,
            "link" => FormText::Link,
            _ => return None,
        })
    }
}

/// What stands for a secret where the request is shown.
const HIDDEN: &str = "***";

impl Form {
    /// None: nothing is published yet, something is not valid, or the link would be too long.
    pub fn text(&self, wanted: FormText) -> Option<String> {
        self.ready(|fields, workers| self.made(fields, workers, wanted))?.ok()
    }

    fn made(&self, fields: &Fields, workers: Option<Workers>, wanted: FormText) -> Option<String> {
        match wanted {
            FormText::Request => ApiRequest::CreateCluster(fields.options()?).to_http().body,
            FormText::ShownRequest => Some(in_lines(&fields.without_secrets(fields.options()?))),
            FormText::Python => fields.python_code(workers),
            FormText::Link => fields.is_valid().then(|| self.link(fields, &[]))?.ok(),
        }
    }
}

impl Fields {
    fn without_secrets(&self, options: Dict) -> Dict {
        let secrets: Vec<&PyStr> =
            self.fields.iter().map(|field| &field.spec).filter(|spec| spec.is_secret).map(|spec| &spec.name).collect();
        let shown = |value| if value == Value::str("") { value } else { Value::str(HIDDEN) };
        let told = options.iter().map(|(name, value)| {
            let value = value.clone();
            (name.clone(), if secrets.contains(&name) { shown(value) } else { value })
        });
        told.collect()
    }
}

/// An option a line.
fn in_lines(options: &Dict) -> String {
    let lines: Vec<String> = options
        .iter()
        .map(|(name, value)| ["\n    ", &json::write(&Value::Str(name.clone())), ": ", &json::write(value)].concat())
        .collect();
    let end = if lines.is_empty() { "}\n}" } else { "\n  }\n}" };
    ["{\n  \"cluster_options\": {", &lines.join(","), end].concat()
}
