//! How long an answer asks to wait: the header `Retry-After`, as proxies and rate limits send it.

/// The longest wait that is kept to, in seconds. Whoever asks for more has a mistake in its configuration, or is hostile.
pub const MAX_SECONDS: u32 = 3_600;

/// Seconds to wait. None: the header says nothing that can be kept to.
///
/// The header has a number of seconds or a date. A date is by the clock of whoever answered, so it counts from `sent`, the moment of the answer by that
/// same clock as far as that is known, in milliseconds since 1970. `parse_date` gives a date in the same.
pub fn seconds(header: &str, sent: f64, parse_date: impl FnOnce(&str) -> Option<f64>) -> Option<u32> {
    let header = header.trim();
    let wait = if header.bytes().all(|b| b.is_ascii_digit()) {
        // Not as a float: reading one takes 20 KB of WebAssembly.
        f64::from(header.parse::<u32>().ok()?)
    } else if header.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // All dates of HTTP begin with a day of the week; what else would pass for a date is none here.
        ((parse_date(header)? - sent) / 1_000.0).ceil()
    } else {
        return None;
    };
    (wait > 0.0 && wait <= f64::from(MAX_SECONDS)).then_some(wait as u32)
}
