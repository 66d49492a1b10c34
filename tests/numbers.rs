//! Typed numbers, as Python's `int` and `float` read them.

use dask_gateway::schema::input_text;
use dask_gateway::schema::json;
use dask_gateway::schema::python::{parse_float, parse_int};
use dask_gateway::schema::spec::Kind;

#[test]
fn integers() {
    let read = |text: &str| parse_int(text).map(|n| n.to_string());
    for (text, expected) in [
        ("7", "7"),
        (" -007\n", "-7"),
        ("+1_000", "1000"),
        ("٣", "3"),
        ("\u{2003}１２\u{a0}", "12"),
        ("𝟙𞥒", "12"),
        ("-0", "0"),
    ] {
        assert_eq!(read(text).as_deref(), Some(expected), "{text:?}");
    }
    for text in ["", "_1", "1_", "1__0", "1.0", "0x1", "- 1", "1 2", "²", "一"] {
        assert_eq!(read(text), None, "{text:?}");
    }
}

#[test]
fn floats() {
    for (text, expected) in
        [("1", 1.0), ("１.٥e-1", 0.15), (" .5 ", 0.5), ("1_0.2_5", 10.25), ("-Infinity", f64::NEG_INFINITY)]
    {
        assert_eq!(parse_float(text), Some(expected), "{text:?}");
    }
    for text in ["", ".", "1_.5", "1e", "infin", "0x1p3", "--1"] {
        assert_eq!(parse_float(text), None, "{text:?}");
    }
}

#[test]
fn more_digits_than_python_reads_are_refused_not_rounded() {
    let (longest, longer) = ("9".repeat(4_300), "9".repeat(4_301));
    let kind = Kind::Int { min: None, max: None };
    assert!(input_text::parse(&kind, &longest).is_ok());
    let error = input_text::parse(&kind, &longer).expect_err("too long");
    assert_eq!((error.line, error.column), (1, 1));
    assert_eq!(error.detail, "Exceeds the limit (4300 digits) for integers");
    assert!(json::parse(&longest).is_ok());
    let error = json::parse(&format!("[1,\n -{longer}]")).expect_err("too long");
    assert_eq!(error.to_string(), "Exceeds the limit (4300 digits) for integers: line 2 column 2");
    // A float is rounded, in Python as here.
    assert!(json::parse(&(longer + ".5")).is_ok());
}
