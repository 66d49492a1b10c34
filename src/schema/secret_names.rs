//! Which options hold secrets, as far as their names tell.
//!
//! `jupyter_dask_gateway/widget/secret_names.py` says the same for what Python saves in notebooks; `tests/fixtures/secret_names.json`
//! holds the two together.

use super::value::Value;

/// Anywhere in a word: `dbpassword`.
const PARTS: [&str; 5] = ["password", "passwd", "passphrase", "secret", "credential"];
/// A whole word, or its plural: "key" is no part of "monkey" and "keyboard".
const WORDS: [&str; 6] = ["key", "apikey", "accesskey", "privatekey", "sshkey", "pwd"];
/// The end of a word, or of its plural: `apitoken`, but no "tokenizer".
const END: &str = "token";

/// Whether an option of this name or label holds a secret. Only letters of ASCII count; all else, a change from a small letter to
/// a capital one, and the last of several capitals before a small letter part words: `api_key`, `apiKey` and `APIKey` are two.
pub fn is_secret_name(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_alphabetic()).any(|run| {
        let lower = run.to_ascii_lowercase();
        PARTS.iter().any(|part| lower.contains(part))
            || is_secret_word(&lower)
            || words(run).iter().any(|word| is_secret_word(&word.to_ascii_lowercase()))
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

fn is_secret_word(word: &str) -> bool {
    let one = word.strip_suffix('s').unwrap_or(word);
    WORDS.contains(&one) || one.ends_with(END)
}

/// The words of letters without anything between them.
fn words(run: &str) -> Vec<&str> {
    let is = |at: usize, test: fn(&u8) -> bool| run.as_bytes().get(at).is_some_and(test);
    let (mut words, mut start) = (Vec::new(), 0);
    for at in 1..run.len() {
        let parted = is(at - 1, u8::is_ascii_lowercase) || is(at + 1, u8::is_ascii_lowercase);
        if is(at, u8::is_ascii_uppercase) && parted {
            words.push(&run[start..at]);
            start = at;
        }
    }
    words.push(&run[start..]);
    words
}
