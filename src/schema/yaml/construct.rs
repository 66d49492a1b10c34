//! From nodes to values, as PyYAML's constructor makes them and Python's json module writes them.
//!
//! Collections are filled after what holds them, first come, first filled: a merge changes nodes for whoever reads
//! them later.

use std::collections::VecDeque;

use super::composer::{CORE, Content, Document, Node, NodeId};
use super::scalar;
use super::{MAX_BYTES, MAX_DEPTH, MAX_VALUES, Mark, Result};
use crate::schema::float;
use crate::schema::json;
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::{self, Dict, Value};

/// The value of a document: a dict.
pub fn construct_mapping(document: Document) -> Result<Value> {
    made(document, |root| root.is_some_and(|made| matches!(made, Made::Dict(_))))
}

/// The value of a document, whatever it is; null for a text of comments alone.
pub fn construct(document: Document) -> Result<Value> {
    made(document, |_| true)
}

/// `is_wanted`: of what stands at the root, if there is one.
fn made(document: Document, is_wanted: fn(Option<&Made>) -> bool) -> Result<Value> {
    let made = document.nodes.iter().map(|_| Made::Nothing).collect();
    let mut constructor = Constructor { nodes: document.nodes, made, waiting: VecDeque::new(), looked_at: 0 };
    if let Some(root) = document.root {
        constructor.object(root)?;
        while let Some(node) = constructor.waiting.pop_front() {
            constructor.fill(node)?;
        }
    }
    let root = document.root.map(|root| &constructor.made[root]);
    if !is_wanted(root) {
        let what = root.map_or("empty", Made::name);
        return Mark::default().error(format!("expected a mapping of names to values, but the text is {what}"));
    }
    document.root.map_or(Ok(Value::None), |root| constructor.value(root, &mut Size::default(), 1))
}

/// What stands in a node's place; collections hold the places of what they hold.
enum Made {
    Nothing,
    Scalar(Value),
    List(Vec<NodeId>),
    Dict(Vec<(NodeId, NodeId)>),
    /// What JSON cannot hold.
    Other(&'static str),
}

impl Made {
    fn name(&self) -> &'static str {
        match self {
            Made::Scalar(Value::None) | Made::Nothing => "null",
            Made::Scalar(Value::Str(_)) => "a string",
            Made::Scalar(Value::Bool(_)) => "a bool",
            Made::Scalar(_) => "a number",
            Made::List(_) => "a list",
            Made::Dict(_) => "a mapping",
            Made::Other(name) => name,
        }
    }
}

/// Of all values so far, each alias counted anew.
#[derive(Default)]
struct Size {
    values: usize,
    /// Of their texts, in bytes.
    text: usize,
}

struct Constructor {
    nodes: Vec<Node>,
    /// By node; behind them the pairs of ordered maps, which are no nodes.
    made: Vec<Made>,
    /// Collections still to be filled.
    waiting: VecDeque<NodeId>,
    /// Mappings and their pairs that merge keys have copied, or among which a scalar was looked for.
    looked_at: usize,
}

/// In place of a merge key that is done with, until all of them are removed at once.
const DONE: NodeId = usize::MAX;

impl Constructor {
    fn object(&mut self, id: NodeId) -> Result<()> {
        if !matches!(self.made[id], Made::Nothing) {
            return Ok(());
        }
        let Node { tag, mark, .. } = &self.nodes[id];
        let (mark, name) = (*mark, tag.strip_prefix(CORE).unwrap_or("").to_owned());
        let made = match name.as_str() {
            "seq" | "omap" | "pairs" => Made::List(Vec::new()),
            "map" => Made::Dict(Vec::new()),
            "set" => Made::Other("a set"),
            "null" | "bool" | "int" | "float" | "str" | "binary" | "timestamp" => {
                let text = self.scalar(id)?;
                scalar_value(&name, text)
                    .map_or_else(|| mark.error(format!("'{}' is no {name}", text.to_text())), Ok)?
            }
            _ => return mark.error(format!("could not determine a constructor for the tag '{tag}'")),
        };
        if matches!(made, Made::List(_) | Made::Dict(_) | Made::Other("a set")) {
            self.waiting.push_back(id);
        }
        self.made[id] = made;
        Ok(())
    }

    /// The text of a scalar; a mapping with the key `=` stands for that key's value.
    fn scalar(&mut self, mut id: NodeId) -> Result<&PyStr> {
        while let Content::Mapping(pairs) = &self.nodes[id].content {
            let value = pairs.iter().find(|(key, _)| self.is_tagged(*key, "value")).map(|(_, value)| *value);
            let mark = self.look_at(id)?;
            let Some(value) = value else {
                return mark.error("expected a scalar, but found a mapping");
            };
            id = value;
        }
        match &self.nodes[id].content {
            Content::Scalar(text) => Ok(text),
            _ => self.nodes[id].mark.error("expected a scalar, but found a collection"),
        }
    }

    /// Counts a mapping that is gone through, with aliases perhaps many times.
    fn look_at(&mut self, id: NodeId) -> Result<Mark> {
        let Node { mark, content, .. } = &self.nodes[id];
        let pairs = if let Content::Mapping(pairs) = content { pairs.len() } else { 0 };
        self.looked_at += 1 + pairs;
        if self.looked_at > MAX_VALUES {
            return mark.error(format!("merges more than {MAX_VALUES} values"));
        }
        Ok(*mark)
    }

    fn is_tagged(&self, id: NodeId, name: &str) -> bool {
        self.nodes[id].tag.strip_prefix(CORE) == Some(name)
    }

    fn fill(&mut self, id: NodeId) -> Result<()> {
        let mark = self.nodes[id].mark;
        if self.is_tagged(id, "map") || self.is_tagged(id, "set") {
            self.flatten(id, 0)?;
            let Content::Mapping(pairs) = &self.nodes[id].content else {
                return mark.error("expected a mapping, but found something else");
            };
            let pairs = pairs.clone();
            for (key, value) in &pairs {
                self.object(*key)?;
                if matches!(self.made[*key], Made::List(_) | Made::Dict(_) | Made::Other("a set")) {
                    return self.nodes[*key].mark.error("found unhashable key");
                }
                self.object(*value)?;
            }
            if self.is_tagged(id, "map") {
                // Merges bring the same key many times: its text is looked at once.
                let nodes: Vec<_> = pairs.iter().map(|(key, _)| key.to_ne_bytes()).collect();
                let nodes = value::distinct_indices(nodes.iter().map(|node| &node[..]));
                let keys = value::distinct(nodes.clone(), pairs.clone());
                let keys: Vec<PyStr> = keys.into_iter().map(|(key, _)| self.identity(key)).collect();
                let equal = value::distinct_indices(keys.iter().map(PyStr::as_bytes));
                self.made[id] = Made::Dict(value::distinct(nodes.into_iter().map(|n| equal[n]).collect(), pairs));
            }
            return Ok(());
        }
        let Content::Sequence(items) = &self.nodes[id].content else {
            return mark.error("expected a list, but found something else");
        };
        let mut items = items.clone();
        for item in &mut items {
            if self.is_tagged(id, "seq") {
                self.object(*item)?;
                continue;
            }
            // An ordered map, which becomes a list of pairs.
            let (key, value) = match &self.nodes[*item].content {
                Content::Mapping(pairs) if pairs.len() == 1 => pairs[0],
                _ => return self.nodes[*item].mark.error("expected a mapping of one pair"),
            };
            self.object(key)?;
            self.object(value)?;
            self.made.push(Made::List(vec![key, value]));
            *item = self.made.len() - 1;
        }
        self.made[id] = Made::List(items);
        Ok(())
    }

    /// Puts the pairs that merge keys (`<<`) bring before the mapping's own.
    fn flatten(&mut self, id: NodeId, depth: u32) -> Result<()> {
        let mark = self.nodes[id].mark;
        if depth > MAX_DEPTH {
            return mark.error(format!("merges nested more than {MAX_DEPTH} deep"));
        }
        let mut merge = Vec::new();
        let mut index = 0;
        while let Content::Mapping(pairs) = &self.nodes[id].content
            && let Some((key, value)) = pairs.get(index).copied()
        {
            index += 1;
            if key == DONE {
                continue;
            }
            if self.is_tagged(key, "value") {
                self.nodes[key].tag = CORE.to_owned() + "str";
            }
            if !self.is_tagged(key, "merge") {
                continue;
            }
            if let Content::Mapping(pairs) = &mut self.nodes[id].content {
                // A mapping that merges itself must not find this key again.
                pairs[index - 1].0 = DONE;
            }
            let sources = match &self.nodes[value].content {
                Content::Sequence(items) => items.clone(),
                _ => vec![value],
            };
            for source in &sources {
                if !matches!(self.nodes[*source].content, Content::Mapping(_)) {
                    return self.nodes[*source].mark.error("expected a mapping or list of mappings for merging");
                }
                self.flatten(*source, depth + 1)?;
                self.look_at(*source)?;
            }
            // Of several mappings the first one wins: it comes last.
            for source in sources.into_iter().rev() {
                if let Content::Mapping(pairs) = &self.nodes[source].content {
                    merge.extend(pairs.iter().copied());
                }
            }
        }
        if let Content::Mapping(pairs) = &mut self.nodes[id].content {
            pairs.retain(|(key, _)| *key != DONE);
            merge.append(pairs);
            *pairs = merge;
        }
        Ok(())
    }

    /// The same for keys that Python takes for equal: `1`, `1.0` and `true`, but not `"1"`.
    fn identity(&self, id: NodeId) -> PyStr {
        match &self.made[id] {
            Made::Scalar(Value::Str(text)) => {
                let mut identity = PyStr::from("'");
                identity.push(text);
                identity
            }
            Made::Scalar(Value::Bool(flag)) => u8::from(*flag).to_string().into(),
            Made::Scalar(Value::Float(x)) if x.is_finite() && x.fract() == 0.0 => {
                let sign = if *x < 0.0 { "-" } else { "" };
                format!("{sign}{}", float::whole(*x)).into()
            }
            Made::Scalar(value) if !matches!(value, Value::Float(x) if x.is_nan()) => python::repr(value),
            // Not a number is itself alone; what is neither number nor text, JSON refuses as a key.
            _ => format!("#{id}").into(),
        }
    }

    /// The value in a node's place.
    fn value(&self, id: NodeId, size: &mut Size, depth: u32) -> Result<Value> {
        let mark = self.nodes.get(id).map_or_else(Mark::default, |node| node.mark);
        size.values += 1;
        if size.values > MAX_VALUES {
            return mark.error(format!("more than {MAX_VALUES} values, aliases included"));
        }
        if depth > MAX_DEPTH {
            return mark.error(format!("nested more than {MAX_DEPTH} deep, or within itself"));
        }
        Ok(match &self.made[id] {
            Made::Scalar(Value::Int(n)) if n.digits() > python::MAX_DIGITS => {
                return mark.error(format!("more than {} digits", python::MAX_DIGITS));
            }
            Made::Scalar(value) => {
                size.text += value.as_str().map_or(0, |text| text.as_bytes().len());
                if size.text > MAX_BYTES {
                    return mark.error(format!("more than {MAX_BYTES} bytes of text, aliases included"));
                }
                value.clone()
            }
            Made::List(items) => {
                Value::List(items.iter().map(|item| self.value(*item, size, depth + 1)).collect::<Result<_>>()?)
            }
            Made::Dict(pairs) => {
                let mut entries = Vec::new();
                for (key, value) in pairs {
                    let key = match self.value(*key, size, depth + 1)? {
                        Value::Str(text) => text,
                        other => json::write(&other).into(),
                    };
                    entries.push((key, self.value(*value, size, depth + 1)?));
                }
                Value::Dict(Dict::of_pairs(entries))
            }
            other => {
                let hint = if other.name() == "a date" { "; in quotes it stays text" } else { "" };
                return mark.error(format!("JSON cannot hold {}{hint}", other.name()));
            }
        })
    }
}

/// None where PyYAML raises an error.
fn scalar_value(name: &str, text: &PyStr) -> Option<Made> {
    // Lone surrogates stand in no number and in no word.
    let plain = text.to_text();
    Some(Made::Scalar(match name {
        "null" => Value::None,
        "str" => Value::Str(text.clone()),
        "bool" => scalar::boolean(&plain)?,
        // It may be replaced by a later equal key, and then does no harm.
        "int" if scalar::is_too_long(&plain) => return Some(Made::Other("a number of so many digits")),
        "int" => scalar::integer(&plain)?,
        "float" => scalar::float(&plain)?,
        "binary" => return scalar::is_base64(&plain).then_some(Made::Other("binary data")),
        _ => {
            let body = plain.strip_suffix('\n').unwrap_or(&plain);
            return scalar::timestamp(body.as_bytes())?.exists.then_some(Made::Other("a date"));
        }
    }))
}
