//! What the texts of integers and floats have in common.

/// Whether a minus stands before it, and what stands behind the sign, if there is one.
pub fn split_sign(text: &str) -> (bool, &str) {
    (text.starts_with('-'), text.strip_prefix(['+', '-']).unwrap_or(text))
}

/// At least one ASCII digit, and nothing else.
pub fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
