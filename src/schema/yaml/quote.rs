//! Makes texts of the values in a text, as they were typed.

use super::composer::{self, CORE, Content};
use super::write::in_quotes;
use super::{Result, characters, moved, strip};

/// The text of a mapping with its values in quotes that YAML reads as numbers, bools, dates or null: `A: 3.10 # why` becomes
/// `A: "3.10" # why`. Only values of the mapping itself, not of what it holds; all else stays as it is.
pub fn quote(text: &str) -> Result<String> {
    let (before, stripped, behind) = strip(text);
    let read = characters(stripped).and_then(|characters| Ok((composer::compose(characters.clone())?, characters)));
    let (document, characters) = read.map_err(|error| moved(error, before))?;
    let mut edits = Vec::new();
    if let Some(Content::Mapping(pairs)) = document.root.map(|root| &document.nodes[root].content) {
        for (_, value) in pairs {
            let node = &document.nodes[*value];
            if let (Content::Scalar(text), Some((start, end))) = (&node.content, node.written)
                && node.tag.strip_prefix(CORE) != Some("str")
            {
                let space = if start == end { " " } else { "" };
                edits.push((start, end, format!("{space}{}", in_quotes(text))));
            }
        }
    }
    // An alias leads to a place that was found before.
    edits.sort_unstable();
    edits.dedup();
    let mut quoted = before.to_owned();
    let mut at = 0;
    for (start, end, text) in edits {
        quoted.extend(&characters[at..start]);
        quoted.push_str(&text);
        at = end;
    }
    quoted.extend(&characters[at..]);
    Ok(quoted + behind)
}
