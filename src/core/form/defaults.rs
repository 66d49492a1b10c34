//! What is to be said of the options that dask's configuration sets for every cluster, besides what a field says of its own.

use crate::core::connection::config::GatewayConfig;
use crate::core::messages::Message;
use crate::schema::pystr::PyStr;
use crate::schema::spec::Field;

/// Those that the gateway does not publish, and which of its own were meant by them.
pub fn remarks(published: &[Field], config: &GatewayConfig) -> Vec<Message> {
    let is_published = |name: &PyStr| published.iter().any(|field| field.name == *name);
    let configured = config.options.iter().chain(config.option_problems.iter()).map(|(name, _)| name);
    let mut remarks = Vec::new();
    let mut unknown = Vec::new();
    for name in configured.filter(|name| !is_published(name)) {
        match published.iter().find(|field| are_alike(&field.name, name)) {
            Some(meant) => remarks.push(Message::MisspeltDefault {
                set: name.to_text().into_owned(),
                published: meant.name.to_text().into_owned(),
            }),
            None => unknown.push(name.to_text()),
        }
    }
    if !unknown.is_empty() {
        remarks.push(Message::UnknownDefaults { names: unknown.join(", ") });
    }
    remarks
}

/// Whether dask, or who writes its configuration, may take one for the other: environment variables become names in small
/// letters, and `-` is written for `_`.
fn are_alike(one: &PyStr, other: &PyStr) -> bool {
    let folded = |byte: &u8| if *byte == b'-' { b'_' } else { byte.to_ascii_lowercase() };
    one.as_bytes().iter().map(folded).eq(other.as_bytes().iter().map(folded))
}
