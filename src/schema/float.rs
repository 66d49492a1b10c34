//! Python's float as text: read exactly, printed with the fewest digits or with six decimals.
//!
//! The standard library prints the other of two equally near texts, and in the WebAssembly module its tables and code
//! weigh 14 KB more (gzipped) than these few lines over two small crates. A test compares both.

use lexical_parse_float::FromLexical;

/// The nearest float to a decimal number (`-1.5e3`, `.5`, `1.`), infinity beyond the largest; None for any other text.
pub fn parse(text: &str) -> Option<f64> {
    f64::from_lexical(text.as_bytes()).ok()
}

/// `repr(x)`: the fewest digits that read back the same, with an exponent below 1e-4 and from 1e16.
pub fn repr(x: f64) -> String {
    if x.is_nan() {
        return "nan".into();
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x.is_infinite() {
        return format!("{sign}inf");
    }
    let (digits, point) = shortest(x.abs());
    let exponent = point - 1;
    let (first, rest) = digits.split_at(1);
    if !(-4..16).contains(&exponent) {
        let dot = if rest.is_empty() { "" } else { "." };
        let minus = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{dot}{rest}e{minus}{:02}", exponent.unsigned_abs());
    }
    let zeros = |n: i32| "0".repeat(n.max(0) as usize);
    let (whole, part) = digits.split_at(digits.len().min(point.max(0) as usize));
    let whole = if whole.is_empty() { "0".into() } else { whole.to_owned() + &zeros(point - whole.len() as i32) };
    let part = if part.is_empty() { "0".into() } else { zeros(-point) + part };
    format!("{sign}{whole}.{part}")
}

/// The significant digits of a finite number from 0 up, and where the decimal point stands: `0.DIGITS * 10^point`.
fn shortest(x: f64) -> (String, i32) {
    let mut buffer = ryu::Buffer::new();
    // "0.3", "123.0", "1e16", "1.5e-7"
    let text = buffer.format_finite(x);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = whole.to_owned() + part;
    let digits = all.trim_start_matches('0');
    let point = whole.len() as i32 - (all.len() - digits.len()) as i32 + exponent.parse().unwrap_or(0);
    let digits = digits.trim_end_matches('0');
    if digits.is_empty() { ("0".into(), 1) } else { (digits.into(), point) }
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
    let mut digits: Vec<u8> = n.to_string().bytes().rev().map(|b| b - b'0').collect();
    for _ in 0..times {
        let mut carry = 0;
        for digit in &mut digits {
            let twice = *digit * 2 + carry;
            (*digit, carry) = (twice % 10, twice / 10);
        }
        if carry > 0 {
            digits.push(carry);
        }
    }
    digits.iter().rev().map(|digit| char::from(b'0' + digit)).collect()
}
