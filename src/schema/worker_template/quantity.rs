//! Amounts as Kubernetes and Dask write them, and as an option wants them. All of it is exact: whole numbers, and decimals of them.

use super::short::join;
use crate::schema::digits::is_digits;
use crate::schema::float;
use crate::schema::natural::Natural;
use crate::schema::python;

/// Kubernetes keeps no smaller part of a quantity: what is beyond, is rounded up.
pub const NANO: u128 = 1_000_000_000;
/// Kubernetes takes what is larger for this.
const MAX: u128 = i64::MAX as u128 * NANO;
/// Longer ones are refused: nobody means them.
const MAX_LENGTH: usize = 100;

/// What Dask reads as bytes, by its first letter; with an `i` behind it powers of 1024, without one of 1000.
const DASK_PREFIXES: &[u8] = b"kmgtp";

/// A quantity of Kubernetes (`500m`, `14G`, `2Gi`, `1e3`, `.5`) in billionths. None: it is none, or below zero.
pub fn kubernetes(text: &str) -> Option<u128> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let end = unsigned.bytes().position(|b| !b.is_ascii_digit() && b != b'.').unwrap_or(unsigned.len());
    let (number, suffix) = (unsigned.get(..end)?, unsigned.get(end..)?);
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    if text.len() > MAX_LENGTH || part.as_bytes().contains(&b'.') {
        return None;
    }
    let mut digits = Natural::parse(&join(&[whole, part]), 10)?;
    let (ten, two) = exponents(suffix)?;
    digits.shift_left(two);
    let amount = shifted(&digits, ten + 9 - part.len() as i64);
    (amount == 0 || !text.starts_with('-')).then_some(amount.min(MAX))
}

/// The letters of suffixes, with the power of ten that they stand for.
const LETTERS: [(&str, i64); 10] =
    [("n", -9), ("u", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9), ("T", 12), ("P", 15), ("E", 18)];
/// The same of powers of two.
const BINARY: [(&str, u32); 6] = [("Ki", 10), ("Mi", 20), ("Gi", 30), ("Ti", 40), ("Pi", 50), ("Ei", 60)];

/// The powers of ten and of two that a suffix stands for.
fn exponents(suffix: &str) -> Option<(i64, u32)> {
    if let Some((_, ten)) = LETTERS.iter().find(|(letter, _)| *letter == suffix) {
        return Some((*ten, 0));
    }
    if let Some((_, two)) = BINARY.iter().find(|(letters, _)| *letters == suffix) {
        return Some((0, *two));
    }
    let exponent = suffix.strip_prefix(['e', 'E'])?;
    let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !is_digits(digits) {
        return None;
    }
    // What is far beyond all that is told apart, is as good as this.
    let digits = digits.trim_start_matches('0');
    let size = if digits.len() > 3 { 1_000 } else { digits.parse().unwrap_or(0) };
    Some((if exponent.starts_with('-') { -size } else { size }, 0))
}

/// A number times a power of ten, rounded up; [`MAX`] for whatever is larger than that.
fn shifted(n: &Natural, exponent: i64) -> u128 {
    if n.is_zero() {
        return 0;
    }
    let digits = n.to_decimal();
    // So many digits of it are a whole number.
    let whole = digits.len() as i64 + exponent;
    if whole > 30 {
        return MAX;
    }
    let (mut amount, mut is_rest) = (0, false);
    for (place, digit) in digits.bytes().chain(std::iter::repeat(b'0')).enumerate().take(digits.len().max(30)) {
        if (place as i64) < whole {
            amount = amount * 10 + u128::from(digit - b'0');
        } else {
            is_rest |= digit != b'0';
        }
    }
    amount + u128::from(is_rest)
}

/// What the `parse_bytes` of Dask makes of a text (`14GB`, `14 gib`, `1e9`): bytes, a part of one dropped. None where it raises, below zero,
/// and for more than a number of that size can be.
pub fn dask(text: &str) -> Option<u128> {
    let mut text = text.replace(' ', "");
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_digit()) {
        text.insert(0, '1');
    }
    let end = text.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let bytes = python::parse_float(text.get(..end)?)? * dask_unit(text.get(end..)?.as_bytes())?;
    if bytes.is_finite() && bytes > -1.0 { float::whole(bytes).parse().ok() } else { None }
}

fn dask_unit(unit: &[u8]) -> Option<f64> {
    let Some((first, rest)) = unit.split_first() else { return Some(1.0) };
    let first = first.to_ascii_lowercase();
    let rest = rest.to_ascii_lowercase();
    let step: f64 = match rest.as_slice() {
        b"" if first == b'b' => return Some(1.0),
        b"" | b"b" => 1000.0,
        b"i" | b"ib" => 1024.0,
        _ => return None,
    };
    let power = DASK_PREFIXES.iter().position(|prefix| *prefix == first)?;
    Some((0..=power).fold(1.0, |unit, _| unit * step))
}

/// A number of billionths as a decimal number, with all of its digits: `0.5`, `2`.
pub fn decimal(nanos: u128) -> String {
    with_point(nanos, 9)
}

/// How many of a unit a number of bytes is, to two decimals, the nearest; never nothing of something.
pub fn in_units(bytes: u128, unit: u128) -> String {
    let hundredths = (bytes * 200 + unit) / (unit * 2);
    with_point(hundredths.max(u128::from(bytes > 0)), 2)
}

fn with_point(n: u128, decimals: usize) -> String {
    let digits = n.to_string();
    let digits = join(&[&"0".repeat((decimals + 1).saturating_sub(digits.len())), &digits]);
    let (whole, part) = digits.split_at_checked(digits.len() - decimals).unwrap_or((&digits, ""));
    let part = part.trim_end_matches('0');
    if part.is_empty() { whole.to_owned() } else { join(&[whole, ".", part]) }
}
