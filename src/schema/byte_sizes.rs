//! Numbers that are bytes: which options hold them, and sizes as people type them (`16 GiB`).

use super::float;
use super::int::Int;
use super::python;
use super::spec::{Field, Kind};
use super::value::Value;

/// Words for what is counted in bytes.
const THINGS: [&[u8]; 8] = [b"memory", b"mem", b"ram", b"byte", b"bytes", b"storage", b"disk", b"shm"];
/// The first letter of a unit: thousand times as much for each, or 1024 times.
const PREFIXES: &[u8] = b"kmgtpe";
/// Less than any memory or disk that is asked for: such a number counts something larger than bytes.
const LEAST: f64 = (1 << 20) as f64;
/// Nobody asks for this many KiB or MiB unless told to.
const MANY: f64 = (1 << 28) as f64;

/// Whether an option counts bytes. The words of its name and label must say so, and name no other unit; its default and
/// bounds must be of that size. It is never guessed: `worker_memory` from 1 to 64 may be GiB, and is not bytes.
pub fn is_bytes(field: &Field) -> bool {
    let (Kind::Int { min, max } | Kind::Float { min, max }) = &field.kind else { return false };
    let (mut is_thing, mut is_other) = (false, false);
    for text in [&field.name, &field.label] {
        for_words(text.as_bytes(), &mut |word| {
            is_thing |= is_one_of(word, &THINGS);
            is_other |= is_other_unit(word);
        });
    }
    if !is_thing || is_other {
        return false;
    }
    // 0 and 1 stand for "none" and "some".
    let [default, max, min] = [Some(&field.default), max.as_ref(), min.as_ref()].map(|value| match value {
        Some(Value::Int(n)) => n.to_f64().filter(|size| *size > 1.0),
        Some(Value::Float(x)) => Some(*x).filter(|size| *size > 1.0),
        _ => None,
    });
    let is_least = |size: Option<f64>| size.is_none_or(|size| size >= LEAST);
    default.or(max).or(min).is_some_and(|size| size >= MANY) && is_least(max) && is_least(min)
}

/// How many bytes an option's number counts: one where it [counts bytes](is_bytes), else the unit that its label and name agree on, as
/// in `Worker Memory (GiB)`. None: they name no unit, or two, so that it cannot be told.
pub fn unit(field: &Field) -> Option<f64> {
    if is_bytes(field) {
        return Some(1.0);
    }
    let mut units = [None; 2];
    for text in [&field.name, &field.label] {
        for_words(text.as_bytes(), &mut |word| {
            // A letter by itself may be anything, such as a name's initial.
            let unit = Some(factor(word).filter(|unit| *unit > 1.0 && word.len() > 1));
            if unit != Some(None) && !units.contains(&unit) {
                units = [unit, units[0]];
            }
        });
    }
    match units {
        [Some(unit), None] => unit,
        _ => None,
    }
}

/// A size with its unit, in bytes, as Dask's `parse_bytes` reads it: `16 GiB`, `1.5g`, `512 Mi`; GB are powers of ten. A part
/// of a byte is dropped. None for any other text, such as a bare number.
pub fn parse(text: &str) -> Option<Int> {
    let text = python::trim(text);
    // All of it is ASCII, or it is no size.
    let end = text.bytes().position(|b| b.is_ascii_alphabetic())?;
    let digits = python::trim(text.get(..end)?);
    // Neither a sign nor what Python's float takes besides.
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let size = float::parse(digits)? * factor(&text.as_bytes()[end..])?;
    size.is_finite().then(|| Int::parse(&float::whole(size)))?
}

fn factor(unit: &[u8]) -> Option<f64> {
    let (first, rest) = unit.split_first()?;
    let (first, mut factor) = (first.to_ascii_lowercase(), 1.0);
    if first == b'b' && rest.is_empty() {
        return Some(factor);
    }
    let step = if is_one_of(rest, &[b"i", b"ib"]) {
        1024.0
    } else if is_one_of(rest, &[b"", b"b"]) {
        1000.0
    } else {
        return None;
    };
    for prefix in PREFIXES {
        factor *= step;
        if *prefix == first {
            return Some(factor);
        }
    }
    None
}

/// `kib`, `mb`, `g`, `megabytes`: not bytes one by one.
fn is_other_unit(word: &[u8]) -> bool {
    let is_long = word.len() > 5 && is_one_of(&word[word.len() - 5..], &[b"bytes", b"abyte", b"obyte", b"ibyte"]);
    is_long || factor(word).is_some_and(|factor| factor > 1.0)
}

fn is_one_of(word: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|one| one.eq_ignore_ascii_case(word))
}

/// What is no letter of ASCII parts words, and so does a capital behind a small letter: `maxMemory`.
fn for_words(text: &[u8], act: &mut dyn FnMut(&[u8])) {
    for letters in text.split(|b| !b.is_ascii_alphabetic()) {
        let mut start = 0;
        for at in 1..letters.len() {
            if letters[at].is_ascii_uppercase() && letters[at - 1].is_ascii_lowercase() {
                act(&letters[start..at]);
                start = at;
            }
        }
        act(&letters[start..]);
    }
}
