//! Python's float as text: read exactly, printed with the fewest digits or with six decimals.
//!
//! The standard library prints the other of two equally near texts, and in the WebAssembly module its tables and code
//! weigh 19 KB more (gzipped) than these few lines over one small crate. A test compares both.

use super::digits::{is_digits, split_sign};
use super::natural::Natural;
use super::pystr::PyStr;

/// Digits behind this many change a float only by being there at all: 767 decide between any two.
const DECISIVE: usize = 800;

/// The nearest float to a decimal number (`-1.5e3`, `.5`, `1.`), infinity beyond the largest; None for any other text.
pub fn parse(text: &str) -> Option<f64> {
    let (negative, unsigned) = split_sign(text);
    if let Some(size) = short(unsigned) {
        return Some(if negative { -size } else { size });
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, digits)) => (mantissa, exponent(digits)?),
        None => (unsigned, 0),
    };
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = whole.to_owned() + part;
    if !is_digits(&all) {
        return None;
    }
    let size = nearest(all.trim_start_matches('0'), exponent - part.len() as i64);
    Some(if negative { -size } else { size })
}

/// A number of so few digits, without an exponent, that both they and the power of ten below them are exact: one operation
/// rounds once. Most numbers are such.
fn short(text: &str) -> Option<f64> {
    if text == "." || text.len() > 16 {
        return None;
    }
    let (mut digits, mut power, mut scale) = (0, 1.0, 1.0);
    for b in text.bytes() {
        match b {
            b'0'..=b'9' => {
                digits = digits * 10 + u64::from(b - b'0');
                power *= scale;
            }
            b'.' if scale == 1.0 => scale = 10.0,
            _ => return None,
        }
    }
    (!text.is_empty()).then_some(digits as f64 / power)
}

/// A decimal exponent; what is beyond any float stays within bounds in which one can calculate.
fn exponent(text: &str) -> Option<i64> {
    let (negative, digits) = split_sign(text);
    if !is_digits(digits) {
        return None;
    }
    let size = digits.parse().unwrap_or(i64::MAX).min(1 << 40);
    Some(if negative { -size } else { size })
}

/// The float nearest to `digits * 10^exponent`, of two equally near ones the even one. No zeros lead the digits.
fn nearest(digits: &str, mut exponent: i64) -> f64 {
    // Zeros at the end say nothing, nor may they look like more than half way.
    let length = digits.len();
    let digits = digits.trim_end_matches('0');
    exponent += (length - digits.len()) as i64;
    let point = digits.len() as i64 + exponent;
    if digits.is_empty() || point < -330 {
        return 0.0;
    }
    if point > 310 {
        return f64::INFINITY;
    }
    let kept = digits.get(..DECISIVE).unwrap_or(digits);
    let dropped = digits.len() - kept.len();
    let mut over = Natural::parse(kept, 10).unwrap_or(Natural::from(0));
    if dropped > 0 {
        over.multiply_add(10, 1);
        exponent += dropped as i64 - 1;
    }
    let mut under = Natural::from(1);
    let scaled = if exponent < 0 { &mut under } else { &mut over };
    for _ in 0..exponent.unsigned_abs() {
        scaled.multiply_add(10, 0);
    }
    quotient(over, under)
}

/// `over / under`, rounded once, half to even. Neither is zero.
fn quotient(mut over: Natural, mut under: Natural) -> f64 {
    // Shifted to a quotient from 1 to below 2: the number is that times 2^power.
    let mut power = over.bits() as i32 - under.bits() as i32;
    let shifted = if power < 0 { &mut over } else { &mut under };
    shifted.shift_left(power.unsigned_abs());
    if over < under {
        over.shift_left(1);
        power -= 1;
    }
    if power > 1023 {
        return f64::INFINITY;
    }
    // Subnormal numbers have fewer bits.
    let places = 53 + (power + 1022).min(0);
    if places < 0 {
        return 0.0;
    }
    let mut mantissa = 0u64;
    for _ in 0..places {
        mantissa <<= 1;
        if over >= under {
            over.subtract(&under);
            mantissa |= 1;
        }
        over.shift_left(1);
    }
    if over > under || over == under && mantissa % 2 == 1 {
        mantissa += 1;
    }
    // The leading bit of a normal number counts the exponent up by one.
    f64::from_bits(mantissa + (((power + 1022).max(0) as u64) << 52))
}

/// `repr(x)`: the fewest digits that read back the same, with an exponent below 1e-4 and from 1e16.
pub fn repr(x: f64) -> String {
    let mut out = PyStr::new();
    write(x, &mut out);
    out.into_text()
}

/// The same, behind what is there already.
pub fn write(x: f64, out: &mut PyStr) {
    if x.is_nan() {
        return out.push_str("nan");
    }
    if x.is_sign_negative() {
        out.push_ascii(b'-');
    }
    let size = x.abs();
    // One decimal is what most have, and up to 15 digits that read back the same are the fewest.
    let tenths = (size * 10.0).round_ties_even();
    if tenths / 10.0 == size && tenths < 1e15 {
        write_digits(tenths as u64 / 10, out);
        out.push_ascii(b'.');
        return write_digits(tenths as u64 % 10, out);
    }
    if size.is_infinite() {
        return out.push_str("inf");
    }
    // "0.3", "123.0", "1e16", "1.5e-7": like Python's, but for the exponents.
    let mut buffer = ryu::Buffer::new();
    let text = buffer.format_finite(size);
    if let Some((mantissa, exponent)) = text.split_once('e') {
        let (negative, digits) = split_sign(exponent);
        out.push_str(mantissa);
        out.push_str(if negative { "e-" } else { "e+" });
        if digits.len() < 2 {
            out.push_ascii(b'0');
        }
        return out.push_str(digits);
    }
    // Here Python has an exponent too.
    if let Some(digits) = text.strip_prefix("0.0000") {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        out.push_str(first);
        if !rest.is_empty() {
            out.push_ascii(b'.');
        }
        out.push_str(rest);
        return out.push_str("e-05");
    }
    out.push_str(text);
}

fn write_digits(n: u64, out: &mut PyStr) {
    if n > 9 {
        write_digits(n / 10, out);
    }
    out.push_ascii(b'0' + (n % 10) as u8);
}

/// `f"{x:f}"`: six decimals, half to even.
pub fn fixed(x: f64) -> String {
    if !x.is_finite() {
        return repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let (mantissa, exponent) = parts(x);
    if exponent >= 0 {
        return format!("{sign}{}.000000", doubled(mantissa, exponent));
    }
    let shift = exponent.unsigned_abs();
    let (mut whole, part) = match shift {
        0..64 => (mantissa >> shift, mantissa & ((1 << shift) - 1)),
        _ => (0, mantissa),
    };
    let mut millionths = 0;
    // Of what is smaller than that, nothing shows.
    if shift < 128 {
        let scaled = u128::from(part) * 1_000_000;
        let (quotient, rest, half) = ((scaled >> shift) as u64, scaled & ((1 << shift) - 1), 1 << (shift - 1));
        millionths = quotient + u64::from(rest > half || rest == half && quotient % 2 == 1);
    }
    if millionths == 1_000_000 {
        (whole, millionths) = (whole + 1, 0);
    }
    format!("{sign}{whole}.{millionths:06}")
}

/// All the digits of a finite number's whole part, without a sign.
pub fn whole(x: f64) -> String {
    let (mantissa, exponent) = parts(x);
    if exponent >= 0 {
        return doubled(mantissa, exponent);
    }
    mantissa.checked_shr(exponent.unsigned_abs()).unwrap_or(0).to_string()
}

/// A finite number as `mantissa * 2^exponent`, but for its sign.
fn parts(x: f64) -> (u64, i32) {
    let bits = x.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    match (bits >> 52 & 0x7ff) as i32 {
        0 => (fraction, -1074),
        exponent => (fraction | 1 << 52, exponent - 1075),
    }
}

/// The decimal digits of `n * 2^times`.
fn doubled(n: u64, times: i32) -> String {
    let mut n = Natural::from(n);
    n.shift_left(times.unsigned_abs());
    n.to_decimal()
}
