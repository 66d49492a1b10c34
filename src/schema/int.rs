//! Python's int: any number of digits.

use std::cmp::Ordering;
use std::fmt;

use super::digits::{is_digits, split_sign};
use super::float;
use super::pystr::PyStr;

/// An integer of any size, kept as its digits: it is only ever compared, printed and sent on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Int {
    negative: bool,
    /// Decimal digits without leading zeros; "0" for zero, which is never negative.
    digits: String,
}

impl Int {
    /// From an optional sign and at least one ASCII digit; leading zeros are dropped. None for any other text.
    pub fn parse(text: &str) -> Option<Int> {
        let (negative, digits) = split_sign(text);
        if !is_digits(digits) {
            return None;
        }
        let digits = digits.trim_start_matches('0');
        Some(if digits.is_empty() {
            Int { negative: false, digits: "0".into() }
        } else {
            Int { negative, digits: digits.into() }
        })
    }

    /// Python's `float(n)`, rounded half to even; None where Python says `int too large to convert to float`.
    pub fn to_f64(&self) -> Option<f64> {
        float::parse(&self.to_string()).filter(|x| x.is_finite())
    }

    pub fn write(&self, out: &mut PyStr) {
        if self.negative {
            out.push_str("-");
        }
        out.push_str(&self.digits);
    }

    /// How many digits it has.
    pub fn digits(&self) -> usize {
        self.digits.len()
    }

    pub fn negated(mut self) -> Int {
        self.negative = !self.negative && self.digits != "0";
        self
    }

    pub fn to_u32(&self) -> Option<u32> {
        self.to_string().parse().ok()
    }

    /// Exact, as Python compares an int with a float; None for NaN.
    pub fn partial_cmp_f64(&self, x: f64) -> Option<Ordering> {
        if x.is_nan() {
            return None;
        }
        if x.is_infinite() {
            return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
        }
        let whole = Int { negative: x <= -1.0, digits: float::whole(x) };
        Some(self.cmp(&whole).then_with(|| 0.0.partial_cmp(&x.fract()).unwrap_or(Ordering::Equal)))
    }
}

impl From<i64> for Int {
    fn from(n: i64) -> Int {
        Int { negative: n < 0, digits: n.unsigned_abs().to_string() }
    }
}

impl Ord for Int {
    fn cmp(&self, other: &Int) -> Ordering {
        let size = |a: &Int, b: &Int| a.digits.len().cmp(&b.digits.len()).then_with(|| a.digits.cmp(&b.digits));
        match (self.negative, other.negative) {
            (false, false) => size(self, other),
            (true, true) => size(other, self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Int {
    fn partial_cmp(&self, other: &Int) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Int {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.negative {
            f.write_str("-")?;
        }
        f.write_str(&self.digits)
    }
}
