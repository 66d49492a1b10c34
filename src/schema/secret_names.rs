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
            || words(run).any(|it| is_secret_word(&it))
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

/// The words of letters without anything between them, in small letters.
fn words(run: &str) -> impl Iterator<Item = String> {
    let bytes = run.as_bytes();
    let is_start = |i: usize| {
        let upper = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_uppercase);
        let lower = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_lowercase);
        upper(i) && (lower(i - 1) || lower(i + 1))
    };
    let mut rest = 0;
    (1..=bytes.len()).filter_map(move |i| {
        (i == bytes.len() || is_start(i)).then(|| run[std::mem::replace(&mut rest, i)..i].to_ascii_lowercase())
    })
}
