//! A running cluster's figures, which only its scheduler knows.

use super::reply::{Refusal, whole};
use crate::schema::json::Reader;
use crate::schema::value::Value;

/// From `counts.json`.
pub fn workers(text: &str) -> Result<u32, Refusal> {
    let [workers] = figures(text, ["workers"])?;
    Ok(workers as u32)
}

/// Threads and bytes of memory of all workers, from `identity.json`.
pub fn threads_and_memory(text: &str) -> Result<(u32, u64), Refusal> {
    let [threads, memory] = figures(text, ["total_threads", "total_memory"])?;
    Ok((threads as u32, memory as u64))
}

/// Picks numbers out of an object and passes over the rest: `workers` of identity.json can be long.
fn figures<const N: usize>(text: &str, names: [&str; N]) -> Result<[f64; N], Refusal> {
    let mut found = [None; N];
    whole(text, |reader: &mut Reader| {
        reader.object(&mut |reader, key| match names.iter().position(|name| *key == *name.as_bytes()) {
            Some(i) => {
                found[i] = match reader.value()? {
                    Value::Int(n) => n.to_f64(),
                    Value::Float(x) => Some(x),
                    _ => None,
                };
                Ok(())
            }
            None => reader.skip(),
        })
    })?;
    let mut figures = [0.0; N];
    for (i, name) in names.iter().enumerate() {
        figures[i] = found[i].ok_or_else(|| Refusal::Unexpected(format!("no {name}")))?;
    }
    Ok(figures)
}
