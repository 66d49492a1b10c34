//! Why a value is refused, as the view tells it: which of the gateway's checks, with its bound, and its words.

mod common;

use common::{CONFIG, Shell};
use dask_gateway::core::form::events::FormEvent;
use dask_gateway::core::form::invalid::InvalidValue;
use dask_gateway::core::messages::Message;
use dask_gateway::core::notice::Notice;
use dask_gateway::schema::json;
use dask_gateway::schema::spec::{Field, parse_list};
use dask_gateway::schema::validate::{Invalid, Why, no_dict, none_unknown, validate};
use dask_gateway::schema::value::Value;

const SPEC: &str = r#"[
    {"field": "n", "label": "N", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}},
    {"field": "x must be", "label": "", "default": 0.5, "spec": {"type": "float", "min": 1e-7, "max": 123456789012345678901234}},
    {"field": "s", "label": "S", "default": "", "spec": {"type": "string"}},
    {"field": "b", "label": "B", "default": true, "spec": {"type": "bool"}},
    {"field": "m", "label": "M", "default": {}, "spec": {"type": "mapping"}},
    {"field": "p", "label": "P", "default": "a", "spec": {"type": "select", "options": ["a", "b"]}}
]"#;

fn refused(fields: &[Field], name: &str, value: &str) -> Invalid {
    let field = fields.iter().find(|field| field.name.to_text() == name).expect("a field");
    validate(field, &json::parse(value).expect("JSON")).expect_err("it is refused")
}

#[test]
fn each_check_has_an_id_and_its_bound_as_the_spec_has_it() {
    let fields = parse_list(SPEC).expect("a spec");
    for (name, value, why, bound) in [
        ("n", "0", Why::AtLeast, "1"),
        ("n", "9", Why::AtMost, "4"),
        ("n", "2.5", Why::NotWhole, ""),
        // What the words round to 0.000000.
        ("x must be", "0", Why::AtLeast, "1e-07"),
        ("x must be", "1e30", Why::AtMost, "123456789012345678901234"),
        ("x must be", "\"1,5\"", Why::NotNumber, ""),
        ("s", "7", Why::NotText, ""),
        ("b", "1", Why::NotBool, ""),
        ("m", "[1]", Why::NotMapping, ""),
        ("p", "\"c\"", Why::NoChoice, ""),
        ("p", "null", Why::NotText, ""),
    ] {
        let invalid = refused(&fields, name, value);
        assert_eq!((invalid.why, invalid.bound.as_str()), (why, bound), "{name} = {value}");
    }
    let long = "9".repeat(400);
    assert_eq!(refused(&fields, "x must be", &long).why, Why::TooLarge);
    assert_eq!(no_dict(&Value::None).why, Why::NotMapping);
    assert_eq!(none_unknown([&"zone".into()].into_iter()).expect_err("one").why, Why::Unknown);
}

#[test]
fn what_the_gateway_says_is_known_by_the_words_of_its_own_checks() {
    let fields = parse_list(SPEC).expect("a spec");
    for (name, value, bound) in [
        ("n", "0", "1.000000"),
        ("n", "9", "4.000000"),
        ("n", "\"a, got b\"", ""),
        ("x must be", "\"1\"", ""),
        ("x must be", "0", "0.000000"),
        ("s", "7", ""),
        ("b", "1", ""),
        ("m", "[1]", ""),
        ("p", "\"c\"", ""),
    ] {
        let invalid = refused(&fields, name, value);
        let told = Invalid::read(&invalid.text.to_text(), name).expect("its own words");
        assert_eq!((told.why, told.bound.as_str(), told.text), (invalid.why, bound, invalid.text), "{name} = {value}");
    }
    // What a site's rules say.
    for text in [
        "n must be <= 4",
        "n must be <= 4 for you, got 9",
        "n must be a string or so, got 9",
        "n must be even, got 9",
        "the n must be <= 4.000000, got 9",
        "'c' is not a valid option for 'n'",
        "'c' is not a valid option for profile n",
        "",
        "n",
        "Unknown fields",
    ] {
        assert_eq!(Invalid::read(text, "n"), None, "{text}");
    }
}

fn refused_with(shell: &mut Shell, text: &str) -> Option<Notice> {
    shell.user(FormEvent::Launch);
    shell.answer("api/v1/clusters/", 422, &format!(r#"{{"error": "{text}"}}"#));
    shell.form_message()
}

#[test]
fn a_refused_launch_names_the_option_that_the_gateway_means() {
    let invalid = |label: &str, why, bound: &str, text: &str| {
        let (label, bound, text) = (label.into(), bound.into(), text.into());
        Some(Notice::error(Message::Invalid(InvalidValue { label, why, bound, is_bytes: false, text })))
    };
    let text = "worker_cores must be <= 2.000000, got 4";
    assert_eq!(refused_with(&mut Shell::ready(), text), invalid("Worker Cores", Why::AtMost, "2.000000", text));
    let text = "Unknown fields ['worker_cores']";
    assert_eq!(refused_with(&mut Shell::ready(), text), invalid("", Why::Unknown, "", text));
    let text = "no more than 2 GPUs";
    let said = Some(Notice::error(Message::said(text)));
    assert_eq!(refused_with(&mut Shell::ready(), text), said);
}

#[test]
fn a_bound_in_bytes_is_told_as_such() {
    let memory =
        r#"{"field": "memory", "label": "Memory", "default": 2147483648, "spec": {"type": "int", "max": 4294967296}}"#;
    let mut shell = Shell::ready_with(CONFIG, &format!(r#"{{"cluster_options": [{memory}]}}"#), "{}");
    shell.edit("memory", "8 GiB");
    let Some(Message::Invalid(invalid)) = shell.field("memory").error else { panic!("it is refused") };
    assert_eq!((invalid.why, invalid.bound.as_str(), invalid.is_bytes), (Why::AtMost, "4294967296", true));
}
