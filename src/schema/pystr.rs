//! A Python string: any sequence of code points, lone surrogates included.

use std::borrow::{Borrow, Cow};
use std::fmt;

/// A string as Python holds it, in WTF-8: UTF-8 that may also hold lone surrogates.
///
/// Python's json module reads and writes `"\ud800"`, which no Rust `String` can hold. The order of the bytes is the
/// order of the code points, as in Python's `sorted`.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PyStr(Vec<u8>);

impl PyStr {
    pub fn new() -> PyStr {
        PyStr::default()
    }

    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The text for people to read: lone surrogates become U+FFFD.
    pub fn to_text(&self) -> Cow<'_, str> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => Cow::Owned(
                self.code_points().map(|c| char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER)).collect(),
            ),
        }
    }

    /// The same, where it is at hand.
    pub fn into_text(self) -> String {
        String::from_utf8(self.0).unwrap_or_else(|error| PyStr(error.into_bytes()).to_text().into_owned())
    }

    pub(super) fn with_capacity(bytes: usize) -> PyStr {
        PyStr(Vec::with_capacity(bytes))
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub(super) fn push_ascii(&mut self, byte: u8) {
        debug_assert!(byte.is_ascii());
        self.0.push(byte);
    }

    pub fn push_str(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Appends another string; a high surrogate at the end and a low one at the start stay two code points, as in Python.
    pub fn push(&mut self, other: &PyStr) {
        self.0.extend_from_slice(&other.0);
    }

    /// Appends a code point, up to U+10FFFF, surrogates included.
    pub fn push_code_point(&mut self, c: u32) {
        match char::from_u32(c) {
            Some(c) => self.0.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            None => self.0.extend_from_slice(&[
                0xe0 | (c >> 12) as u8,
                0x80 | (c >> 6 & 0x3f) as u8,
                0x80 | (c & 0x3f) as u8,
            ]),
        }
    }

    /// As JavaScript holds it.
    pub fn utf16(&self) -> Vec<u16> {
        let units = |c: u32| match char::from_u32(c) {
            Some(c) => c.encode_utf16(&mut [0; 2]).to_vec(),
            None => vec![c as u16],
        };
        self.code_points().flat_map(units).collect()
    }

    pub fn code_points(&self) -> impl Iterator<Item = u32> + '_ {
        let mut bytes = self.0.iter().map(|b| u32::from(*b));
        std::iter::from_fn(move || {
            let first = bytes.next()?;
            let (mut c, more) = match first {
                0..0x80 => (first, 0),
                0x80..0xe0 => (first & 0x1f, 1),
                0xe0..0xf0 => (first & 0x0f, 2),
                _ => (first & 0x07, 3),
            };
            for _ in 0..more {
                c = c << 6 | bytes.next()? & 0x3f;
            }
            Some(c)
        })
    }
}

/// From WTF-8.
impl From<Cow<'_, [u8]>> for PyStr {
    fn from(bytes: Cow<[u8]>) -> PyStr {
        PyStr(bytes.into_owned())
    }
}

impl Borrow<[u8]> for PyStr {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl From<&str> for PyStr {
    fn from(text: &str) -> PyStr {
        PyStr(text.as_bytes().to_vec())
    }
}

impl From<String> for PyStr {
    fn from(text: String) -> PyStr {
        PyStr(text.into_bytes())
    }
}

impl PartialEq<str> for PyStr {
    fn eq(&self, other: &str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl fmt::Debug for PyStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_text().fmt(f)
    }
}

/// How many characters at the start are printable ASCII that stands for itself between double quotes. Most of a text is
/// such: they are looked at by eights.
pub fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::MAX / 255;
    // Both set the top bit of the first byte that is below `n`, or not below 0x7f. Of the bytes behind it they say nothing.
    let below = |x: u64, n: u64| x.wrapping_sub(n * ONES) & !x;
    let above = |x: u64| x.wrapping_add(ONES) | x;
    let (chunks, rest) = bytes.as_chunks();
    for (i, chunk) in chunks.iter().enumerate() {
        let x = u64::from_le_bytes(*chunk);
        let special = below(x, 0x20) | below(x ^ (ONES * 0x22), 1) | below(x ^ (ONES * 0x5c), 1) | above(x);
        let found = special & (ONES << 7);
        if found != 0 {
            return i * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let plain = |b: &&u8| matches!(**b, b' '..=b'~') && !matches!(**b, b'"' | b'\\');
    chunks.len() * 8 + rest.iter().take_while(plain).count()
}
