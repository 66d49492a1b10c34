//! Which options hold secrets, as far as their names tell.
//!
//! `jupyter_dask_gateway/secret_names.py` says the same for what Python saves in notebooks;
//! `tests/fixtures/secret_names.json` holds the two together.

use super::value::Value;

/// Anywhere in a word: `dbpassword`.
const PARTS: [&str; 5] = ["password", "passwd", "passphrase", "secret", "credential"];
/// A whole word, or its plural: "key" is no part of "monkey" and "keyboard".
const WORDS: [&str; 6] = ["key", "apikey", "accesskey", "privatekey", "sshkey", "pwd"];
/// The end of a word, or of its plural: `apitoken`, but no "tokenizer".
const END: &str = "token";

/// Whether an option of this name or label holds a secret.
///
/// Only letters of ASCII count, all else parts words; so do a capital letter behind a small one, and the last of several
/// capitals before a small letter: `api_key`, `apiKey` and `APIKey` are two words.
pub fn is_secret_name(text: &str) -> bool {
    text.as_bytes().split(|b| !b.is_ascii_alphabetic()).any(|letters| {
        let has = |part: &&str| letters.windows(part.len()).any(|it| it.eq_ignore_ascii_case(part.as_bytes()));
        PARTS.iter().any(has) || is_secret_word(letters) || has_secret_word(letters)
    })
}

/// Whether a mapping in this value, or in one that it holds, has a name that looks so.
pub fn has_secret_name(value: &Value) -> bool {
    match value {
        Value::Dict(dict) => dict.iter().any(|(name, item)| is_secret_name(&name.to_text()) || has_secret_name(item)),
        Value::List(items) => items.iter().any(has_secret_name),
        _ => false,
    }
}

fn is_secret_word(word: &[u8]) -> bool {
    let one = word.strip_suffix(b"s").or(word.strip_suffix(b"S")).unwrap_or(word);
    let end = &one[one.len().saturating_sub(END.len())..];
    end.eq_ignore_ascii_case(END.as_bytes()) || WORDS.iter().any(|it| one.eq_ignore_ascii_case(it.as_bytes()))
}

/// Whether one of the words is such that stand without anything between them.
fn has_secret_word(letters: &[u8]) -> bool {
    let is_small = |at: usize| letters.get(at).is_some_and(u8::is_ascii_lowercase);
    let mut start = 0;
    for at in 1..letters.len() {
        if !is_small(at) && (is_small(at - 1) || is_small(at + 1)) {
            if is_secret_word(&letters[start..at]) {
                return true;
            }
            start = at;
        }
    }
    is_secret_word(&letters[start..])
}
