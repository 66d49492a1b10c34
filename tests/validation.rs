//! The server's checks and its words (`dask_gateway_server/options.py`).
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

use dask_gateway::schema::json::write;
use dask_gateway::schema::request_validator::RequestValidator;
use dask_gateway::schema::spec::{Field, parse_reply};
use dask_gateway::schema::value::Value;
use proptest::prelude::*;

fn spec(fields: &str) -> Vec<Field> {
    parse_reply(&format!(r#"{{"cluster_options": [{fields}]}}"#)).expect("a spec")
}

fn validate(fields: &[Field], request: &str) -> Result<String, String> {
    RequestValidator::new(fields.to_vec()).validate(request).expect("JSON").map_err(|text| text.to_text().into_owned())
}

const N: &str = r#"{"field": "n", "label": "N", "default": 1, "spec": {"type": "int", "min": 1, "max": 4}}"#;
const M: &str = r#"{"field": "m", "label": "M", "default": 1.5, "spec": {"type": "float", "min": null, "max": 4.5}}"#;
const K: &str = r#"{"field": "k", "label": "K", "default": false, "spec": {"type": "bool"}}"#;
const S: &str = r#"{"field": "s", "label": "S", "default": "", "spec": {"type": "string"}}"#;
const P: &str =
    r#"{"field": "p", "label": "P", "default": "small", "spec": {"type": "select", "options": ["small", "l'arge"]}}"#;
const E: &str = r#"{"field": "e", "label": "E", "default": {}, "spec": {"type": "mapping"}}"#;

#[test]
fn says_what_the_server_says() {
    for (field, request, expected) in [
        (N, r#"{}"#, Ok(r#"{"n": 1}"#)),
        (N, "null", Ok(r#"{"n": 1}"#)),
        (N, "0.0", Ok(r#"{"n": 1}"#)),
        (N, "\"x\"", Err("options must be a dict, got 'str'")),
        (N, "true", Err("options must be a dict, got 'bool'")),
        (N, r#"{"z'z": 1, "\ud800": 2, "a\n": 3}"#, Err(r#"Unknown fields ['a\n', "z'z", '\ud800']"#)),
        (N, r#"{"n": 4}"#, Ok(r#"{"n": 4}"#)),
        (N, r#"{"n": true}"#, Ok(r#"{"n": true}"#)),
        (N, r#"{"n": false}"#, Err("n must be >= 1.000000, got False")),
        (N, r#"{"n": 1.0}"#, Err("n must be an integer, got 1.0")),
        (N, r#"{"n": null}"#, Err("n must be an integer, got None")),
        (N, r#"{"n": 1180591620717411303424}"#, Err("n must be <= 4.000000, got 1180591620717411303424")),
        (M, r#"{"m": 1}"#, Ok(r#"{"m": 1.0}"#)),
        (M, r#"{"m": true}"#, Ok(r#"{"m": 1.0}"#)),
        (M, r#"{"m": NaN}"#, Ok(r#"{"m": NaN}"#)),
        (M, r#"{"m": -0.0}"#, Ok(r#"{"m": -0.0}"#)),
        (M, r#"{"m": 1e22}"#, Err("m must be <= 4.500000, got 1e+22")),
        (M, r#"{"m": "1"}"#, Err("m must be a float, got '1'")),
        (M, r#"{"m": [1, {"a": 1e-05}]}"#, Err("m must be a float, got [1, {'a': 1e-05}]")),
        (K, r#"{"k": 1}"#, Err("k must be a bool, got 1")),
        (S, r#"{"s": -Infinity}"#, Err("s must be a string, got -inf")),
        (P, r#"{"p": "xl"}"#, Err("'xl' is not a valid option for p")),
        (P, r#"{"p": "x'l"}"#, Err("\"x'l\" is not a valid option for p")),
        (P, r#"{"p": "\u0007\u00ad\u2028"}"#, Err(r"'\x07\xad\u2028' is not a valid option for p")),
        (P, r#"{"p": 1}"#, Err("p must be a string, got 1")),
        (E, r#"{"e": {"a": [1, 2.5, null]}}"#, Ok(r#"{"e": {"a": [1, 2.5, null]}}"#)),
        (E, r#"{"e": [1]}"#, Err("e must be a mapping, got [1]")),
    ] {
        let expected = expected.map(String::from).map_err(String::from);
        assert_eq!(validate(&spec(field), request), expected, "{field} {request}");
    }
    let huge = format!(r#"{{"m": 1{}}}"#, "0".repeat(400));
    assert_eq!(validate(&spec(M), &huge), Err("int too large to convert to float".into()));
}

#[test]
fn the_first_error_in_spec_order_is_told() {
    let fields = spec(&[S, N].join(","));
    assert_eq!(validate(&fields, r#"{"n": 9, "s": 1}"#), Err("s must be a string, got 1".into()));
}

#[test]
fn a_broken_spec_is_refused_and_says_where() {
    for text in [
        r#"{"options": []}"#,
        r#"{"cluster_options": {}}"#,
        r#"{"cluster_options": [1]}"#,
        r#"{"cluster_options": [{"field": "n", "default": 1, "spec": {}}]}"#,
        r#"{"cluster_options": [{"field": "p", "default": "", "spec": {"type": "select", "options": [1]}}]}"#,
    ] {
        assert!(parse_reply(text).is_err(), "{text}");
    }
}

#[test]
fn a_list_alone_is_a_spec_too_and_what_is_wrong_in_it_has_its_own_columns() {
    assert_eq!(parse_reply(&format!(" [{N}]")), Ok(spec(N)));
    assert_eq!(parse_reply("[1]").map_err(|error| (error.line, error.column)), Err((1, 3)));
    assert!(parse_reply("[] 1").is_err());
}

proptest! {
    #[test]
    fn what_passes_passes_again_unchanged(n in -2i64..7, m in any::<f64>(), k in any::<bool>(), s in ".{0,8}") {
        let fields = spec(&[N, M, K, S].join(","));
        let items = [("n", Value::int(n)), ("m", Value::Float(m)), ("k", Value::Bool(k)), ("s", Value::str(&s))];
        let request = Value::Dict(items.into_iter().map(|(name, value)| (name.into(), value)).collect());
        match validate(&fields, &write(&request)) {
            Ok(stored) => {
                prop_assert!((1..=4).contains(&n) && (m.is_nan() || m <= 4.5));
                prop_assert_eq!(validate(&fields, &stored), Ok(stored));
            }
            Err(text) => {
                prop_assert!(!(1..=4).contains(&n) && text.starts_with("n must be") || m > 4.5 && text.starts_with("m must be"));
            }
        }
    }

    #[test]
    fn the_order_of_a_request_does_not_matter(order in Just([N, M, K, S, P, E]).prop_shuffle(), count in 0usize..7) {
        let fields = spec(&[N, M, K, S, P, E].join(","));
        let given: Vec<_> = order[..count].iter().map(|field| spec(field).remove(0)).map(|field| {
            format!("{}:{}", write(&Value::Str(field.name)), write(&field.default))
        }).collect();
        prop_assert_eq!(validate(&fields, &format!("{{{}}}", given.join(","))), validate(&fields, "{}"));
    }
}
