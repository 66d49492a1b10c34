//! Numbers that are bytes: which options hold them, and sizes as people type them (`16 GiB`).

use super::float;
use super::int::Int;
use super::python;
use super::spec::Kind;
use super::value::Value;

/// Words for what is counted in bytes.
const THINGS: [&str; 8] = ["memory", "mem", "ram", "byte", "bytes", "storage", "disk", "shm"];
/// Behind a number, the first letter of a unit: thousand times as much for each, or 1024 times.
const PREFIXES: &[u8; 6] = b"kmgtpe";
/// Less than any memory or disk that is asked for: such a number counts something larger than bytes.
const LEAST: f64 = (1 << 20) as f64;
/// Nobody asks for this many KiB or MiB unless told to.
const MANY: f64 = (1 << 28) as f64;

/// Whether an option of this name and label counts bytes. Its words must say so, and name no other unit; its default and
/// bounds must be of that size. It is never guessed: `worker_memory` from 1 to 64 may be GiB, and is not bytes.
pub fn is_bytes(name: &str, label: &str, default: &Value, kind: &Kind) -> bool {
    let (Kind::Int { min, max } | Kind::Float { min, max }) = kind else { return false };
    let words: Vec<String> = words(name).chain(words(label)).collect();
    if !words.iter().any(|word| THINGS.contains(&word.as_str())) || words.iter().any(|word| is_other_unit(word)) {
        return false;
    }
    // 0 and 1 stand for "none" and "some".
    let size = |value: &Value| number(value).filter(|size| *size > 1.0);
    let bounds = [min, max].map(|bound| bound.as_ref().and_then(size));
    let typical = size(default).or(bounds[1]).or(bounds[0]);
    typical.is_some_and(|size| size >= MANY) && bounds.into_iter().flatten().all(|size| size >= LEAST)
}

/// A size with its unit, in bytes, as Dask's `parse_bytes` reads it: `16 GiB`, `1.5g`, `512 Mi`; GB are powers of ten. A part
/// of a byte is dropped. None for any other text, such as a bare number.
pub fn parse(text: &str) -> Option<Int> {
    let text = python::trim(text);
    let end = text.rfind(|c: char| !c.is_ascii_alphabetic())? + 1;
    let factor = factor(&text[end..].to_ascii_lowercase())?;
    let digits = python::trim(text.get(..end)?);
    // Neither a sign nor what Python's float takes besides.
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let size = float::parse(digits)? * factor;
    size.is_finite().then(|| Int::parse(&float::whole(size)))?
}

/// The number that a value is.
pub fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Int(n) => n.to_f64(),
        Value::Float(x) => Some(*x).filter(|x| x.is_finite()),
        _ => None,
    }
}

fn factor(unit: &str) -> Option<f64> {
    if unit == "b" {
        return Some(1.0);
    }
    let (first, rest) = unit.as_bytes().split_first()?;
    let power = PREFIXES.iter().position(|prefix| prefix == first)? as i32 + 1;
    match rest {
        b"" | b"b" => Some(1000f64.powi(power)),
        b"i" | b"ib" => Some(1024f64.powi(power)),
        _ => None,
    }
}

/// `gib`, `mb`, `g`, `gigabytes`, `percent`: not bytes one by one.
fn is_other_unit(word: &str) -> bool {
    let is_large = word != "b" && factor(word).is_some();
    let is_long = ["byte", "bytes", "bit", "bits"].iter().any(|end| word.len() > 5 && word.ends_with(end));
    is_large || is_long || matches!(word, "percent" | "percentage" | "fraction" | "ratio")
}

/// In small letters. What is no letter of ASCII parts them, and so does a capital behind a small letter: `maxMemory`.
fn words(text: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in text.chars() {
        if !c.is_ascii_alphabetic() || was_small && c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_ascii_alphabetic(), words.last_mut()) {
            word.push(c.to_ascii_lowercase());
        }
        was_small = c.is_ascii_lowercase();
    }
    words.into_iter()
}
