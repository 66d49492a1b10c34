//! YAML, beside what `tests/differential` compares with PyYAML: its limits, its messages, and the way back to text.
#![cfg(not(target_arch = "wasm32"))] // proptest is native only.

use dask_gateway::schema::json;
use dask_gateway::schema::pystr::PyStr;
use dask_gateway::schema::value::{Dict, Value};
use dask_gateway::schema::yaml::{parse, quote, write};
use proptest::prelude::*;

fn read(text: &str) -> String {
    parse(text).map_or_else(|error| error.to_string(), |value| json::write(&value))
}

#[test]
fn reads_yaml_1_1_and_json() {
    let cases = [
        ("", "{}"),
        ("  \n ", "{}"),
        ("A: yes\nB: 1:30\nC: 010\nD: 1_000", r#"{"A": true, "B": 90, "C": 8, "D": 1000}"#),
        ("A: 1e3\nB: 0o10\nC: 'yes'", r#"{"A": "1e3", "B": "0o10", "C": "yes"}"#),
        ("1: a\n~: b\n1.5: c\nfalse: d", r#"{"1": "a", "null": "b", "1.5": "c", "false": "d"}"#),
        ("a: 1\na: 2", r#"{"a": 2}"#),
        // Equal keys that are one node, and that are not.
        ("a: {&k x: 1}\nb: {*k : 1, x: 2, *k : 3}", r#"{"a": {"x": 1}, "b": {"x": 3}}"#),
        ("a: {&k x: 1}\nb: {*k : 1, y: 0, *k : 2, x: 3}", r#"{"a": {"x": 1}, "b": {"x": 3, "y": 0}}"#),
        ("a: &a {x: 1, <<: *a, y: 2, <<: [*a, {y: 3, z: 4}], x: 5}", r#"{"a": {"y": 2, "z": 4, "x": 5}}"#),
        ("base: &b {x: 1, y: 2}\nmine: {<<: *b, y: 3}", r#"{"base": {"x": 1, "y": 2}, "mine": {"x": 1, "y": 3}}"#),
        ("text: |\n  one\n  two\nfolded: >-\n  one\n  two", r#"{"text": "one\ntwo\n", "folded": "one two"}"#),
        (r#"{"a": [1, 2.5, null, "\u00e9"]}"#, r#"{"a": [1, 2.5, null, "\u00e9"]}"#),
        ("a: 123456789012345678901234567890", r#"{"a": 123456789012345678901234567890}"#),
        ("a: 0xffffffffffffffffffffffff", r#"{"a": 79228162514264337593543950335}"#),
        ("a: .inf\nb: .nan", r#"{"a": Infinity, "b": NaN}"#),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text:?}");
    }
}

#[test]
fn says_what_is_wrong_and_where() {
    let cases = [
        ("a: b: c", "mapping values are not allowed here: line 1, column 5"),
        ("a: 1\n\tb: 2", "found '\\t' that cannot start any token: line 2, column 1"),
        ("a: [1, 2", "expected ',' or ']', but found the end: line 1, column 9"),
        ("a: \"b", "found unexpected end of stream: line 1, column 6"),
        ("a: *b", "found undefined alias 'b': line 1, column 4"),
        ("a: 1\nb", "could not find expected ':': line 2, column 2"),
        ("- 1", "expected a mapping of names to values, but the text is a list: line 1, column 1"),
        ("just text", "expected a mapping of names to values, but the text is a string: line 1, column 1"),
        ("A=b # why\nC=d", "expected lines like “name: value”, but found a value: line 2, column 1"),
        ("%YAML 1.1\na: 1", "expected '---', but found a value: line 2, column 1"),
        ("# a comment", "expected a mapping of names to values, but the text is empty: line 1, column 1"),
        ("a: 2001-12-14", "JSON cannot hold a date; in quotes it stays text: line 1, column 4"),
        ("a: !!set {b}", "JSON cannot hold a set: line 1, column 4"),
        ("a: !!binary aGVsbG8=", "JSON cannot hold binary data: line 1, column 4"),
        ("a: !!int x", "'x' is no int: line 1, column 4"),
        ("[a]: b", "found unhashable key: line 1, column 1"),
        ("a: \u{7}", "special characters are not allowed, found '\\x07': line 1, column 4"),
        // Told where it stands in the whole text, though only the stripped one is read.
        ("\n\n  a: b: c", "mapping values are not allowed here: line 3, column 7"),
        ("  a: 1\n  b: 2", "mapping values are not allowed here: line 2, column 4"),
    ];
    for (text, expected) in cases {
        assert_eq!(read(text), expected, "{text:?}");
    }
}

#[test]
fn bombs_are_refused() {
    let lists: String = (1..30).map(|i| format!("a{i}: &a{i} [{0}, {0}]\n", format!("*a{}", i - 1))).collect();
    let merges: String = (1..30).map(|i| format!("a{i}: &a{i} {{<<: [{0}, {0}]}}\n", format!("*a{}", i - 1))).collect();
    let text = format!("a: &a {}\nb: [{}]", "b".repeat(1_000), "*a,".repeat(5_000));
    let cases = [
        ("a0: &a0 [1]\n".to_owned() + &lists, "more than 100000 values, aliases included"),
        ("a0: &a0 {x: 1}\n".to_owned() + &merges, "merges more than 100000 values"),
        (format!("a: {}", "[".repeat(1_000)), "nested more than 250 deep"),
        (format!("a: {}1{}", "[".repeat(251), "]".repeat(251)), "nested more than 250 deep"),
        ("a: &a [*a]".into(), "nested more than 250 deep, or within itself"),
        (format!("a: [{}]", "1,".repeat(100_001)), "more than 100000 values"),
        (text, "more than 4194304 bytes of text, aliases included"),
        (format!("m: {{{}}}", "<<: {},".repeat(100_001)), "more than 100000 values"),
        (format!("e: &e {{}}\nm: {{{}}}", "<<: *e,".repeat(100_001)), "more than 100000 values"),
        (format!("e: &e {{}}\nm: {{<<: [{}]}}", "*e,".repeat(100_001)), "merges more than 100000 values"),
        ("a: !!str &a {=: *a}".into(), "merges more than 100000 values"),
        ((0..101).map(|i| format!("%TAG !a{i}! b\n")).collect(), "more than 100 tag handles"),
        (format!("%TAG ! {}\n---\na: !b", "c".repeat(1_000)), "a tag of more than 1000 bytes"),
        ("a: ".to_owned() + &"b".repeat(1 << 20), "longer than 1048576 characters"),
        (format!("a: {}", "9".repeat(4_301)), "is no int"),
        (format!("a: 0x{}", "f".repeat(4_000)), "more than 4300 digits"),
        (format!("a: 1{}", ":59".repeat(100_000)), "is no int"),
    ];
    for (text, expected) in cases {
        let said = read(&text);
        assert!(said.contains(expected), "{}: {said:.200}", &text[..20]);
    }
    assert!(parse(&format!("a: {}1{}", "[".repeat(200), "]".repeat(200))).is_ok());
}

#[test]
fn what_a_later_equal_key_replaces_is_no_error() {
    let hex = format!("0x{}", "f".repeat(20_000));
    for value in [
        "!!binary aGVsbG8=",
        "2001-12-14",
        "2001-12-14 21:59:43 +5:30",
        "!!set {a}",
        "[2001-12-14]",
        "{a: !!set {}}",
        "!!omap [a: 2001-12-14]",
        "&a [*a]",
        &hex,
    ] {
        for (text, expected) in [
            (format!("k: {value}\nk: 1"), r#"{"k": 1}"#),
            (format!("1: {value}\ntrue: 1"), r#"{"1": 1}"#),
            (format!("k: {value}\nj: 2\n'k': 1"), r#"{"k": 1, "j": 2}"#),
            (format!("a: {{k: {value}, k: 1}}"), r#"{"a": {"k": 1}}"#),
            (format!("a: {{k: {value}}}\na: {{k: 1}}"), r#"{"a": {"k": 1}}"#),
            // Of what is merged, the mapping's own keys win, and of several the first.
            (format!("k: 1\n<<: {{k: {value}}}"), r#"{"k": 1}"#),
            (format!("<<: [{{k: 1}}, {{k: {value}}}]"), r#"{"k": 1}"#),
        ] {
            assert_eq!(read(&text), expected, "{text:.200}");
        }
        assert!(read(&format!("k: 1\nk: {value}")).contains(": line 2, column "), "the last one stays");
        assert!(
            read(&format!("1: {value}\n'1': 1")).contains("JSON cannot hold") || value.starts_with('&'),
            "two keys of Python's"
        );
    }
}

#[test]
fn values_are_quoted_as_they_were_typed() {
    for (text, expected) in [
        ("RETRY: 5\nFLAG: yes\nVER: 3.10", "RETRY: \"5\"\nFLAG: \"yes\"\nVER: \"3.10\""),
        (" A:  010  # why\r\nB: x\r\n\r\n", " A:  \"010\"  # why\r\nB: x\r\n\r\n"),
        ("A:\nB: ~\nC: # nothing\nD:", "A: \"\"\nB: \"~\"\nC: \"\" # nothing\nD: \"\""),
        ("A: 2024-01-01\nB: !!binary aGVsbG8=\nC: !!int '5'", "A: \"2024-01-01\"\nB: \"aGVsbG8=\"\nC: \"5\""),
        ("{A: 1, B: , \"C\":2,D: 'x'}", "{A: \"1\", B: \"\" , \"C\":\"2\",D: 'x'}"),
        ("A: [1, 2]\nB:\n  C: 3\nD: |\n  4", "A: [1, 2]\nB:\n  C: 3\nD: |\n  4"),
        ("A: &a 5\nB: *a\nC: *a", "A: &a \"5\"\nB: *a\nC: *a"),
        ("? A\n: 1\n5: 6", "? A\n: \"1\"\n5: \"6\""),
        ("é: 1\nb: .inf", "é: \"1\"\nb: \".inf\""),
        ("", ""),
        (" # only\n", " # only\n"),
        ("- 1", "- 1"),
    ] {
        assert_eq!(quote(text).as_deref(), Ok(expected), "{text:?}");
    }
    let error = quote("\n  A: [").expect_err("no end");
    assert_eq!((error.line, error.column), (2, 7));
}

fn any_text() -> impl Strategy<Value = PyStr> {
    let tricky = prop::sample::select(vec![
        "yes",
        "1",
        "1.0",
        "~",
        "null",
        "-",
        "- a",
        "a: b",
        "#",
        "a #b",
        "=",
        "<<",
        "",
        " ",
        "a\nb",
        "\u{85}",
        "\u{feff}",
        "---",
        "2001-12-14",
        "'",
        "\"",
        "\\",
        "\t",
        "/usr/bin:/bin",
        "{",
        "&a",
        "!b",
        "%",
        "\u{7f}",
        "é",
        "😀",
    ]);
    let any = prop::collection::vec(0u32..0x11_0000, 0..6).prop_map(|points| {
        let mut text = PyStr::new();
        points.into_iter().for_each(|c| text.push_code_point(c));
        text
    });
    prop_oneof![tricky.prop_map(PyStr::from), "[a-zA-Z0-9_./ :#-]{0,12}".prop_map(PyStr::from), any]
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::None),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::int),
        any::<f64>().prop_map(Value::Float),
        any_text().prop_map(Value::Str),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::List),
            prop::collection::vec((any_text(), inner), 0..4).prop_map(|pairs| Value::Dict(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_written_reads_back_the_same(pairs in prop::collection::vec((any_text(), any_value()), 0..5)) {
        let dict: Dict = pairs.into_iter().collect();
        let text = write(&dict);
        prop_assert_eq!(read(&text), json::write(&Value::Dict(dict)), "{}", text);
    }

    #[test]
    fn quoted_values_are_the_texts_that_were_typed(
        pairs in prop::collection::vec(("[A-D]", "[0-9a-z.:+~é_-]{0,6}", "( # c)?"), 0..6),
    ) {
        let lines = pairs.iter().map(|(name, value, comment)| format!("{name}: {value}{comment}\n"));
        let text: String = lines.collect();
        // Else it is no YAML: `- ` begins a list, `: ` a mapping.
        let (Ok(typed), Ok(quoted)) = (parse(&text), quote(&text)) else { return Ok(()) };
        let typed = typed.as_dict().expect("a mapping").clone();
        let Ok(Value::Dict(read)) = parse(&quoted) else { panic!("{quoted}") };
        prop_assert_eq!(typed.len(), read.len());
        for (name, value) in read.iter() {
            let (_, written, _) = pairs.iter().rfind(|(it, ..)| *name == **it).expect("a name");
            prop_assert_eq!(value, &Value::str(written), "{} became {}", text, quoted);
        }
        let without = |text: &str| text.replace([' ', '"'], "");
        prop_assert_eq!(without(&quoted), without(&text), "nothing else is changed");
        prop_assert_eq!(quote(&quoted), Ok(quoted.clone()), "once is enough");
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[ab1:\\-?,\\[\\]{}#&*!|>'\"%@ \n\t.=<~\\\\]{0,40}") {
        let read = parse(&text);
        // What is quoted differs in its values alone.
        if let (Ok(Value::Dict(read)), Ok(quoted)) = (&read, quote(&text)) {
            let Ok(Value::Dict(again)) = parse(&quoted) else { panic!("{text:?} became {quoted:?}") };
            let names = |dict: &Dict| dict.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
            prop_assert_eq!(names(read), names(&again), "{:?} became {:?}", text, quoted);
            for ((_, before), (_, after)) in read.iter().zip(again.iter()) {
                prop_assert!(before == after || after.as_str().is_some(), "{text:?} became {quoted:?}");
            }
        }
    }
}

#[test]
fn writes_for_people() {
    let Ok(Value::Dict(dict)) = json::parse(
        r#"{"PATH": "/usr/bin", "N": "1", "n": 1, "f": 1e16, "list": [1, {"a": [], "b": "x y"}, [2]], "deep": {"a": {"b": null}}, "e": {}}"#,
    ) else {
        panic!("a dict")
    };
    let expected = "PATH: /usr/bin\nN: \"1\"\nn: 1\nf: 1.0e+16\nlist:\n- 1\n- a: []\n  b: \"x y\"\n- - 2\ndeep:\n  a:\n    b: null\ne: {}\n";
    assert_eq!(write(&dict), expected);
    assert_eq!(write(&Dict::new()), "");
    let long = Dict::from_iter([(PyStr::from("k".repeat(2_000)), Value::int(1))]);
    assert_eq!(read(&write(&long)), json::write(&Value::Dict(long)));
}
