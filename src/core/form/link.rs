//! Options in a link: `1.` and base64url of JSON as Python writes it. Whoever opens one gets them into the form; nothing is launched, and no
//! cluster is named in it.

use super::preset::LinkProblem;
use super::source::{Fill, Source};
use crate::core::workers::Workers;
use crate::schema::json;
use crate::schema::value::{Dict, Value};

/// Characters of the whole: some servers and mail programs take no more.
pub const LONGEST: usize = 8_000;
/// What comes before the point.
const VERSION: &str = "1";
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `preset`: what the options were chosen by, or nothing.
pub fn make(options: Dict, workers: Option<Workers>, preset: &str) -> Result<String, LinkProblem> {
    let mut members = vec![("options".into(), Value::Dict(options))];
    members.extend(workers.map(|workers| ("workers".into(), workers.to_value())));
    members.extend((!preset.is_empty()).then(|| ("preset".into(), Value::str(preset))));
    let mut link = format!("{VERSION}.");
    encode(&mut link, json::write(&Value::Dict(Dict::of_pairs(members))).as_bytes());
    if link.len() > LONGEST { Err(LinkProblem::TooLong) } else { Ok(link) }
}

/// Reads one, from wherever it came.
pub fn read(link: &str) -> Result<Fill, LinkProblem> {
    let link = link.trim();
    if link.len() > LONGEST {
        return Err(LinkProblem::TooLong);
    }
    match link.split_once('.') {
        Some((VERSION, data)) => {
            let bytes = decode(data.as_bytes()).ok_or(LinkProblem::Damaged)?;
            String::from_utf8(bytes).ok().and_then(|text| read_text(&text)).ok_or(LinkProblem::Damaged)
        }
        Some((version, _)) if !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit()) => {
            Err(LinkProblem::Newer)
        }
        _ => Err(LinkProblem::Damaged),
    }
}

fn read_text(text: &str) -> Option<Fill> {
    let Ok(Value::Dict(whole)) = json::parse(text) else { return None };
    let workers = match whole.item("workers") {
        None | Some(Value::None) => None,
        Some(workers) => Some(Workers::read(workers)?),
    };
    let name = match whole.item("preset") {
        None => String::new(),
        Some(name) => name.as_str()?.to_text().into_owned(),
    };
    let options = whole.item("options")?.as_dict()?.clone();
    Some(Fill { source: Source::Link, name, options, workers })
}

/// base64url without padding.
fn encode(out: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..=chunk.len() as u32 {
            out.push(char::from(DIGITS[(bits >> (18 - 6 * place)) as usize & 63]));
        }
    }
}

/// None: a character that is no digit, or too few of them.
fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.chunks(4) {
        let mut bits = 0;
        for digit in chunk {
            let value = DIGITS.iter().position(|it| it == digit)? as u32;
            bits = bits << 6 | value;
        }
        bits <<= 6 * (4 - chunk.len());
        let whole = chunk.len().checked_sub(1).filter(|count| *count > 0)?;
        bytes.extend(bits.to_be_bytes().iter().skip(1).take(whole));
    }
    Some(bytes)
}
