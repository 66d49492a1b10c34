//! What must hold for any text, and for a core whatever happens ([`run`]): the fuzz targets try it with new ones, `tests/corpus.rs` with those that are kept.

pub mod run;

use std::collections::HashSet;

use dask_gateway::schema::json::{self, Reader};
use dask_gateway::schema::python;
use dask_gateway::schema::request_validator::RequestValidator;
use dask_gateway::schema::spec;
use dask_gateway::schema::validate::validate;
use dask_gateway::schema::value::{Dict, Value};
use dask_gateway::schema::worker_template;
use dask_gateway::schema::yaml;

/// A spec, alone or followed by NUL and a request.
pub fn spec(text: &str) {
    let (text, request) = text.split_once('\0').unwrap_or((text, "{}"));
    let read = spec::parse_list(text);
    let Ok(entries) = json::parse(text) else {
        return assert!(read.is_err(), "no JSON, but taken for a spec");
    };
    let reply = spec::parse_reply(&format!("{{\"cluster_options\": {text}}}"));
    let Ok(fields) = read else {
        return assert!(reply.is_err(), "refused as a list, taken in a reply");
    };
    assert_eq!(reply.map(|fields| format!("{fields:?}")), Ok(format!("{fields:?}")));
    assert!(matches!(entries, Value::List(entries) if entries.len() == fields.len()));
    let written = spec::write_list(fields.iter().map(|field| (field, &field.default)));
    let again = spec::parse_list(&written).expect("what is written is read");
    assert_eq!(format!("{again:?}"), format!("{fields:?}"));
    for field in &fields {
        if let Ok(value) = validate(field, &field.default) {
            settles(&value, &validate(field, &value).expect("what was taken once is taken again"));
        }
    }
    // Of two options with one name but different kinds, one would refuse what was stored for the other.
    let distinct = fields.iter().map(|field| &field.name).collect::<HashSet<_>>().len() == fields.len();
    let validator = RequestValidator::new(fields);
    let outcome = validator.validate(request);
    assert_eq!(outcome.as_ref().err(), json::parse(request).as_ref().err(), "validating and parsing agree");
    if let Ok(Ok(stored)) = outcome
        && distinct
    {
        assert_eq!(validator.validate(&stored), Ok(Ok(stored)));
    }
}

fn settles(once: &Value, again: &Value) {
    assert!(once.same(again), "{} became {}", json::write(once), json::write(again));
}

pub fn json(text: &str) {
    let read = json::parse(text);
    let mut reader = Reader::new(text);
    let skipped = reader.skip().and_then(|()| reader.end());
    assert_eq!(read.as_ref().err(), skipped.as_ref().err(), "skipping and reading agree");
    match read {
        Ok(value) => {
            let written = json::write(&value);
            assert!(written.is_ascii());
            for text in [&written, &json::write_pretty(&value)] {
                settles(&value, &json::parse(text).expect("our own JSON"));
            }
            python::repr(&value);
            if let Value::Dict(dict) = &value {
                survives_yaml(dict, &written);
            }
        }
        Err(error) => stands_within(text, error.line, error.column),
    }
}

pub fn yaml(text: &str) {
    worker_template(text);
    match yaml::parse(text) {
        Ok(value) => {
            // As the gateway reads it: of two keys that JSON writes alike (`1` and `"1"`) one remains.
            let Ok(Value::Dict(dict)) = json::parse(&json::write(&value)) else { panic!("not a JSON object") };
            let written = json::write(&Value::Dict(dict.clone()));
            survives_yaml(&dict, &written);
        }
        Err(error) => stands_within(text, error.line, error.column),
    }
}

/// A gateway with the options that worker templates are about.
const OPTIONS: &str = r#"[{"field": "worker_cores", "default": 1, "spec": {"type": "int", "max": 8}},
    {"field": "worker_memory", "label": "Memory (GiB)", "default": 1, "spec": {"type": "float"}},
    {"field": "image", "default": "", "spec": {"type": "string"}},
    {"field": "environment", "default": {"A": "1"}, "spec": {"type": "mapping"}}]"#;

/// Options that are there come of it, of which the gateway would refuse none without its being said; or one sentence.
fn worker_template(text: &str) {
    let fields = spec::parse_list(OPTIONS).expect("a list");
    let made = match worker_template::convert(text, &fields, None) {
        Ok(made) => json::parse(&made).expect("our own JSON"),
        Err(error) => return assert!(error.ends_with('.') && !error.contains('\n'), "{error}"),
    };
    let member = |name: &str| made.as_dict().and_then(|made| made.item(name)).expect("a member");
    let options = member("options").as_str().expect("a text").to_text().into_owned();
    let Value::List(matched) = member("matched") else { panic!("no list") };
    let is_refused = |entry: &Value| entry.as_dict().and_then(|it| it.item("problem")) != Some(&Value::None);
    let outcome = RequestValidator::new(fields).validate(&options).expect("JSON");
    assert_eq!(outcome.is_err(), matched.iter().any(is_refused), "{options}");
}

fn survives_yaml(dict: &Dict, as_json: &str) {
    let text = yaml::write(dict);
    match yaml::parse(&text) {
        Ok(back) => assert_eq!(json::write(&back), as_json, "{text}"),
        // JSON may nest deeper.
        Err(error) => assert!(error.detail.starts_with("nested more than"), "{error}: {text}"),
    }
}

/// Errors are told where an editor can show them: at most one behind the last character.
fn stands_within(text: &str, line: u32, column: u32) {
    let lines = text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).count() as u32;
    assert!((1..=lines).contains(&line), "line {line} of {lines}");
    assert!((1..=text.chars().count() as u32 + 1).contains(&column), "column {column}");
}
