//! What a plain scalar is, and what its text is worth: PyYAML's resolver and the scalar half of its constructor.

use crate::schema::digits::split_sign;
use crate::schema::int::Int;
use crate::schema::natural::Natural;
use crate::schema::python;
use crate::schema::value::Value;

/// The tag of a plain scalar, without [`super::composer::CORE`].
pub fn resolve(text: &[u8]) -> &'static str {
    let Some(first) = text.first() else {
        return "null";
    };
    // As in Python's regular expressions, `$` also stands before a line feed at the end.
    let body = text.strip_suffix(b"\n").unwrap_or(text);
    match first {
        b'=' if body == b"=" => "value",
        b'<' if body == b"<<" => "merge",
        b'!' | b'&' | b'*' if body.len() == 1 => "yaml",
        b'~' if body.len() == 1 => "null",
        b'a'..=b'z' | b'A'..=b'Z' => word(body),
        b'+' | b'-' | b'.' | b'0'..=b'9' if is_float(body) => "float",
        b'+' | b'-' | b'0'..=b'9' if is_int(body) => "int",
        b'0'..=b'9' if timestamp(body).is_some_and(|it| it.in_full) => "timestamp",
        _ => "str",
    }
}

/// As [`resolve`], of what starts with a letter.
pub fn word(text: &[u8]) -> &'static str {
    if cased(text, "null") {
        "null"
    } else if BOOLS.iter().any(|(word, _)| cased(text, word)) {
        "bool"
    } else {
        "str"
    }
}

const BOOLS: [(&str, bool); 6] =
    [("yes", true), ("no", false), ("true", true), ("false", false), ("on", true), ("off", false)];

/// In small letters, in capitals, or with one capital.
fn cased(text: &[u8], word: &str) -> bool {
    let Some((first, rest)) = text.split_first() else {
        return false;
    };
    text.eq_ignore_ascii_case(word.as_bytes())
        && (rest.iter().all(u8::is_ascii_lowercase)
            || first.is_ascii_uppercase() && rest.iter().all(u8::is_ascii_uppercase))
}

/// A text being matched from left to right.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn eat(&mut self, wanted: fn(u8) -> bool) -> bool {
        let found = self.0.first().is_some_and(|b| wanted(*b));
        self.0 = &self.0[usize::from(found)..];
        found
    }

    fn run(&mut self, wanted: fn(u8) -> bool) -> bool {
        let found = self.eat(wanted);
        while self.eat(wanted) {}
        found
    }

    /// Nothing may stand here instead.
    fn must(&mut self, wanted: fn(u8) -> bool) -> Option<()> {
        self.eat(wanted).then_some(())
    }

    fn sign(&mut self) -> bool {
        self.eat(is_sign)
    }

    /// `(:[0-5]?[0-9])+`
    fn sixties(&mut self) -> bool {
        let mut found = false;
        while self.0.first() == Some(&b':') && digit(self.0.get(1).copied().unwrap_or(0)) {
            let two = self.0[1] <= b'5' && digit(self.0.get(2).copied().unwrap_or(0));
            self.0 = &self.0[if two { 3 } else { 2 }..];
            found = true;
        }
        found
    }

    /// The number of one or two digits here.
    fn number(&mut self, least: usize) -> Option<u32> {
        let length = self.0.iter().take(2).take_while(|b| digit(**b)).count();
        let (digits, rest) = self.0.split_at(length);
        self.0 = rest;
        (length >= least).then(|| digits.iter().fold(0, |n, digit| n * 10 + u32::from(digit - b'0')))
    }
}

fn digit(b: u8) -> bool {
    b.is_ascii_digit()
}

fn is_sign(b: u8) -> bool {
    matches!(b, b'+' | b'-')
}

fn digit_or_line(b: u8) -> bool {
    digit(b) || b == b'_'
}

fn is_int(text: &[u8]) -> bool {
    let mut rest = Cursor(text);
    rest.sign();
    if rest.eat(|b| b == b'0') {
        return rest.0.is_empty()
            || match rest.0[0] {
                b'b' => rest.0.len() > 1 && rest.0[1..].iter().all(|b| matches!(b, b'0' | b'1' | b'_')),
                b'x' => rest.0.len() > 1 && rest.0[1..].iter().all(|b| b.is_ascii_hexdigit() || *b == b'_'),
                _ => rest.0.iter().all(|b| matches!(b, b'0'..=b'7' | b'_')),
            };
    }
    if !rest.eat(digit) {
        return false;
    }
    rest.run(digit_or_line);
    rest.sixties();
    rest.0.is_empty()
}

fn is_float(text: &[u8]) -> bool {
    let mut rest = Cursor(text);
    let signed = rest.sign();
    if rest.0.first() == Some(&b'.') {
        let word = &rest.0[1..];
        if cased(word, "inf") || !signed && [b"nan", b"NaN", b"NAN"].iter().any(|nan| word == *nan) {
            return true;
        }
        rest.eat(|_| true);
        return !signed && rest.eat(digit) && ends_as_float(rest);
    }
    if !rest.eat(digit) {
        return false;
    }
    rest.run(digit_or_line);
    let sixties = rest.sixties();
    if !rest.eat(|b| b == b'.') {
        return false;
    }
    if sixties {
        rest.run(digit_or_line);
        return rest.0.is_empty();
    }
    ends_as_float(rest)
}

/// `[0-9_]*([eE][-+][0-9]+)?`
fn ends_as_float(mut rest: Cursor) -> bool {
    rest.run(digit_or_line);
    rest.0.is_empty() || rest.eat(|b| matches!(b, b'e' | b'E')) && rest.sign() && rest.run(digit) && rest.0.is_empty()
}

/// What is written like a date.
pub struct Timestamp {
    /// There is such a day, and such a time.
    pub exists: bool,
    /// A plain scalar written so is taken for one; with a tag, a month of one digit will do.
    pub in_full: bool,
}

/// None for what is not even written like one.
pub fn timestamp(text: &[u8]) -> Option<Timestamp> {
    let mut rest = Cursor(text);
    let (century, year) = (rest.number(2)?, rest.number(2)?);
    rest.must(|b| b == b'-')?;
    let month = rest.number(1)?;
    rest.must(|b| b == b'-')?;
    let day = rest.number(1)?;
    let year = century * 100 + year;
    let days = match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    };
    let date = year > 0 && (1..=12).contains(&month) && (1..=days).contains(&day);
    if rest.0.is_empty() {
        return Some(Timestamp { exists: date, in_full: text.len() == 10 });
    }
    let space = |b| matches!(b, b' ' | b'\t');
    (rest.eat(|b| matches!(b, b'T' | b't')) || rest.run(space)).then_some(())?;
    let hour = rest.number(1)?;
    rest.must(|b| b == b':')?;
    let minute = rest.number(2)?;
    rest.must(|b| b == b':')?;
    let second = rest.number(2)?;
    if rest.eat(|b| b == b'.') {
        rest.run(digit);
    }
    let mut zone = 0;
    if !rest.0.is_empty() {
        rest.run(space);
        if !rest.eat(|b| b == b'Z') {
            rest.must(is_sign)?;
            zone = rest.number(1)? * 60;
            if rest.eat(|b| b == b':') {
                zone += rest.number(2)?;
            }
        }
    }
    let exists = date && hour < 24 && minute < 60 && second < 60 && zone < 24 * 60;
    rest.0.is_empty().then_some(Timestamp { exists, in_full: true })
}

/// None where PyYAML finds no value in the text.
pub fn boolean(text: &str) -> Option<Value> {
    BOOLS.iter().find(|(word, _)| text.eq_ignore_ascii_case(word)).map(|(_, value)| Value::Bool(*value))
}

/// `0b`, `0x`, a leading 0 for octal, `1:30` to the base of 60, and Python's own integers.
pub fn integer(text: &str) -> Option<Value> {
    let text = text.replace('_', "");
    let (negative, digits) = split_sign(&text);
    if digits.len() > 4 * python::MAX_DIGITS {
        return None; // Whatever the base: more decimal digits than can be written.
    }
    let int = if let Some(digits) = digits.strip_prefix("0b") {
        python::parse_int_to(digits, 2)
    } else if let Some(digits) = digits.strip_prefix("0x") {
        python::parse_int_to(digits, 16)
    } else if digits == "0" {
        Some(Int::from(0))
    } else if digits.starts_with('0') {
        python::parse_int_to(digits, 8)
    } else if digits.as_bytes().contains(&b':') {
        sixties(digits)
    } else if digits.is_empty() {
        None
    } else {
        python::parse_int(digits)
    }?;
    Some(Value::Int(if negative { int.negated() } else { int }))
}

/// An integer that Python reads, for its base is a power of 2, but does not write: it has far more digits than it may.
pub fn is_too_long(text: &str) -> bool {
    let text = text.replace('_', "");
    let (_, digits) = split_sign(&text);
    let (digits, base) = match digits.split_at_checked(2) {
        Some(("0b", digits)) => (digits, 2),
        Some(("0x", digits)) => (digits, 16),
        Some((octal, _)) if octal.starts_with('0') => (digits, 8),
        _ => return false,
    };
    digits.len() > 4 * python::MAX_DIGITS && digits.chars().all(|c| c.is_digit(base))
}

fn sixties(digits: &str) -> Option<Int> {
    let mut sum = Natural::from(0);
    for part in digits.split(':') {
        // With a sign before a part there would be more to do: only an explicit tag lets one in.
        let part = python::parse_int(part).filter(|part| *part >= Int::from(0))?.to_string();
        sum.multiply_add(60, 0);
        sum.add(&Natural::parse(&part, 10)?);
    }
    Int::parse(&sum.to_decimal())
}

pub fn float(text: &str) -> Option<Value> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let (negative, digits) = split_sign(&text);
    let size = match digits {
        "" => return None,
        ".inf" => f64::INFINITY,
        ".nan" => return Some(Value::Float(f64::NAN)),
        _ if digits.as_bytes().contains(&b':') => {
            let mut sum = 0.0;
            let mut base = Natural::from(1);
            for part in digits.rsplit(':') {
                sum += python::parse_float(part)? * Int::parse(&base.to_decimal())?.to_f64()?;
                base.multiply_add(60, 0);
            }
            sum
        }
        _ => python::parse_float(digits)?,
    };
    Some(Value::Float(if negative { -size } else { size }))
}

/// Whether Python's base64 module decodes the text, which passes over characters that mean nothing.
pub fn is_base64(text: &str) -> bool {
    let (mut place, mut pads) = (0, 0);
    for c in text.chars() {
        match c {
            '=' if place >= 2 => {
                pads += 1;
                if place + pads >= 4 {
                    return text.is_ascii();
                }
            }
            'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' => {
                pads = 0;
                place = (place + 1) % 4;
            }
            _ => (),
        }
    }
    place == 0 && text.is_ascii()
}
