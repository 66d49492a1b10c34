//! JSON as Python writes it: nothing is lost, nothing panics.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

use dask_gateway::schema::int::Int;
use dask_gateway::schema::json::{self, parse, write, write_pretty};
use dask_gateway::schema::pystr::PyStr;
use dask_gateway::schema::value::{Dict, Value};
use proptest::prelude::*;

fn text() -> impl Strategy<Value = PyStr> {
    // Lone surrogates among them; a high one followed by a low one would be one code point.
    let code_point = prop_oneof![
        4 => 0x20u32..0x7f,
        1 => 0u32..0x20,
        1 => 0x7fu32..0xd800,
        1 => 0xdc00u32..0xe000,
        1 => 0xe000u32..=0x10ffff,
    ];
    prop::collection::vec(code_point, 0..12).prop_map(|points| {
        let mut text = PyStr::new();
        points.into_iter().for_each(|c| text.push_code_point(c));
        text
    })
}

fn value() -> impl Strategy<Value = Value> {
    let int = "-?[1-9][0-9]{0,40}".prop_map(|digits| Value::Int(Int::parse(&digits).expect("an integer")));
    let leaf = prop_oneof![
        Just(Value::None),
        any::<bool>().prop_map(Value::Bool),
        int,
        any::<f64>().prop_map(Value::Float),
        text().prop_map(Value::Str),
    ];
    leaf.prop_recursive(4, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::List),
            prop::collection::vec((text(), inner), 0..8).prop_map(|items| Value::Dict(Dict::from_iter(items))),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back_the_same(value in value()) {
        for text in [write(&value), write_pretty(&value)] {
            let back = parse(&text).expect("our own JSON");
            prop_assert!(back.same(&value), "{text}");
        }
        prop_assert!(write(&value).is_ascii());
    }

    #[test]
    fn any_text_is_read_or_refused(text in r#"[\[\]{}",:0-9.eE+\-ntfNI \\u"a-f\n\u{1f600}]{0,60}"#) {
        let read = parse(&text);
        let mut reader = json::Reader::new(&text);
        let skipped = reader.skip().and_then(|()| reader.end());
        prop_assert_eq!(read.is_ok(), skipped.is_ok(), "skipping and reading agree");
        if let Ok(value) = read {
            prop_assert!(parse(&write(&value)).expect("our own JSON").same(&value));
        }
    }

    #[test]
    fn integers_compare_like_integers(a in any::<i64>(), b in any::<i64>()) {
        prop_assert_eq!(Int::from(a).cmp(&Int::from(b)), a.cmp(&b));
        // Every i32 is a float without loss.
        let (a, b) = (a as i32, b as i32);
        prop_assert_eq!(Int::from(i64::from(a)).partial_cmp_f64(f64::from(b)), a.partial_cmp(&b));
        prop_assert_eq!(Int::from(i64::from(a)).to_f64(), Some(f64::from(a)));
    }

    #[test]
    fn the_last_of_equal_keys_wins(keys in prop::collection::vec("[a-c]", 0..12)) {
        let items: Vec<_> = keys.iter().zip(0i64..).map(|(key, i)| (PyStr::from(key.as_str()), Value::int(i))).collect();
        let built: Dict = items.iter().cloned().collect();
        let mut inserted = Dict::new();
        items.into_iter().for_each(|(key, value)| inserted.insert(key, value));
        prop_assert_eq!(&built, &inserted);
        let members: Vec<_> = keys.iter().zip(0..).map(|(key, i)| format!("\"{key}\": {i}")).collect();
        prop_assert_eq!(parse(&format!("{{{}}}", members.join(","))).expect("JSON"), Value::Dict(built));
    }
}

#[test]
fn integers_are_told_from_floats_of_the_same_value() {
    let compare = |int: &str, x: f64| Int::parse(int).expect("an integer").partial_cmp_f64(x);
    use std::cmp::Ordering::{Equal, Greater, Less};
    // 2^53 + 1 as a float is 2^53: the comparison must not go through floats.
    assert_eq!(compare("9007199254740993", 9007199254740992.0), Some(Greater));
    assert_eq!(compare("9007199254740992", 9007199254740992.0), Some(Equal));
    assert_eq!(compare("-3", -3.5), Some(Greater));
    assert_eq!(compare("0", -0.0), Some(Equal));
    assert_eq!(compare("0", 5e-324), Some(Less));
    assert_eq!(compare("1", f64::INFINITY), Some(Less));
    assert_eq!(compare("1", f64::NAN), None);
    assert_eq!(Int::parse(&format!("1{}", "0".repeat(400))).expect("an integer").to_f64(), None);
}

#[test]
fn says_where_and_why_a_text_is_not_json() {
    for (text, message) in [
        ("", "Expecting value: line 1 column 1"),
        ("{\"a\": 1,}", "Expecting property name enclosed in double quotes: line 1 column 9"),
        ("[1\n 2]", "Expecting ',' delimiter: line 2 column 2"),
        ("\"é\u{1}\"", "Invalid control character at: line 1 column 3"),
        ("\"abc", "Unterminated string starting at: line 1 column 1"),
        ("\"\\x\"", "Invalid \\escape: line 1 column 2"),
        ("\"\\u12g4\"", "Invalid \\uXXXX escape: line 1 column 2"),
        ("1 2", "Extra data: line 1 column 3"),
        ("01", "Extra data: line 1 column 2"),
        ("+1", "Expecting value: line 1 column 1"),
        ("nan", "Expecting value: line 1 column 1"),
    ] {
        assert_eq!(parse(text).expect_err(text).to_string(), message, "{text:?}");
    }
}

#[test]
fn a_bomb_is_refused() {
    let deep = "[".repeat(100_000);
    assert_eq!(parse(&deep).expect_err("too deep").detail, "Too deeply nested");
    let wide = format!("{{{}\"end\": 1}}", (0..50_000).map(|i| format!("\"{i}\": 1,")).collect::<String>());
    assert_eq!(parse(&wide).expect("many keys").as_dict().expect("a dict").len(), 50_001);
}

#[test]
fn a_character_is_the_same_wherever_it_stands() {
    for c in (0..0x180).chain([0xd800, 0xffff, 0x10000]) {
        let mut one = PyStr::new();
        one.push_code_point(c);
        let one = write(&Value::Str(one));
        for place in 0..20 {
            let (before, behind) = ("a".repeat(place), "b".repeat(20 - place));
            let text = format!("\"{before}{}{behind}\"", &one[1..one.len() - 1]);
            assert_eq!(parse(&text).map(|value| write(&value)), Ok(text));
        }
    }
}
