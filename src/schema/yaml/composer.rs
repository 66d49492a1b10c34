//! From tokens to nodes, as PyYAML's parser and composer see them: tags resolved, aliases pointing to their anchors.

use std::collections::BTreeMap;

use super::scalar;
use super::scanner::{Kind, Scanner, Span, Token};
use super::{MAX_DEPTH, MAX_HANDLES, MAX_TAG, MAX_VALUES, Mark, Result};
use crate::schema::pystr::PyStr;

/// A node's place in [`Document::nodes`].
pub type NodeId = usize;

pub struct Document {
    pub nodes: Vec<Node>,
    /// None for a text of comments alone.
    pub root: Option<NodeId>,
}

pub struct Node {
    /// In full, as in `tag:yaml.org,2002:str`.
    pub tag: String,
    pub mark: Mark,
    pub content: Content,
    /// Where a scalar stands in the text with its tag, in characters; a value that is left out, behind its `:`. None: it is
    /// neither plain nor quoted, or not all there.
    pub written: Option<Span>,
}

pub enum Content {
    Scalar(PyStr),
    Sequence(Vec<NodeId>),
    Mapping(Vec<(NodeId, NodeId)>),
}

/// YAML's own tags begin with this.
pub const CORE: &str = "tag:yaml.org,2002:";

/// The one document of a text.
pub fn compose(text: Vec<char>) -> Result<Document> {
    let mut composer = Composer {
        scanner: Scanner::new(text),
        nodes: Vec::new(),
        anchors: BTreeMap::new(),
        handles: default_handles(),
        depth: 0,
    };
    let root = composer.document()?;
    Ok(Document { nodes: composer.nodes, root })
}

fn default_handles() -> Vec<(String, String)> {
    vec![("!".into(), "!".into()), ("!!".into(), CORE.into())]
}

struct Composer {
    scanner: Scanner,
    nodes: Vec<Node>,
    anchors: BTreeMap<PyStr, NodeId>,
    /// Tag handles and what they stand for; the last of equal ones counts.
    handles: Vec<(String, String)>,
    depth: u32,
}

impl Composer {
    fn document(&mut self) -> Result<Option<NodeId>> {
        const ENDS: [Kind; 6] = [
            Kind::YamlDirective,
            Kind::TagDirective,
            Kind::OtherDirective,
            Kind::DocumentStart,
            Kind::DocumentEnd,
            Kind::StreamEnd,
        ];
        let root = if self.is(&[Kind::StreamEnd])? {
            return Ok(None);
        } else if self.is(&ENDS[..4])? {
            self.document_start()?;
            self.node_unless(&ENDS, true, false)?
        } else {
            self.node(true, false)?
        };
        while self.is(&[Kind::DocumentEnd])? {
            self.scanner.take()?;
        }
        if self.is(&[Kind::StreamEnd])? {
            return Ok(Some(root));
        }
        let (_, mark) = self.scanner.peek()?;
        self.document_start()?;
        mark.error("expected a single document, but found another one")
    }

    /// Directives and `---`.
    fn document_start(&mut self) -> Result<()> {
        let mut version = false;
        let mut declared: Vec<(String, String)> = Vec::new();
        loop {
            let token = self.scanner.take()?;
            match (token.kind, token.handle) {
                (Kind::YamlDirective, _) => {
                    if version {
                        return token.mark.error("found duplicate YAML directive");
                    }
                    if token.text.to_text().trim_start_matches('0') != "1" {
                        return token.mark.error("found incompatible YAML document (version 1.* is required)");
                    }
                    version = true;
                }
                (Kind::TagDirective, Some(handle)) => {
                    if declared.iter().any(|(known, _)| *known == handle) {
                        return token.mark.error(format!("duplicate tag handle '{handle}'"));
                    }
                    if declared.len() >= MAX_HANDLES {
                        return token.mark.error(format!("more than {MAX_HANDLES} tag handles"));
                    }
                    declared.push((handle, token.text.to_text().into_owned()));
                }
                (Kind::OtherDirective, _) => (),
                (Kind::DocumentStart, _) => break,
                (kind, _) => {
                    let is_directed = version || !declared.is_empty();
                    let expected = if is_directed { "'---'" } else { "lines like “name: value”" };
                    return token.mark.error(format!("expected {expected}, but found {}", kind.name()));
                }
            }
        }
        self.handles = default_handles();
        self.handles.append(&mut declared);
        Ok(())
    }

    fn is(&mut self, kinds: &[Kind]) -> Result<bool> {
        Ok(kinds.contains(&self.scanner.peek()?.0))
    }

    fn unexpected<T>(&mut self, expected: &str) -> Result<T> {
        let (kind, mark) = self.scanner.peek()?;
        mark.error(format!("expected {expected}, but found {}", kind.name()))
    }

    fn add(&mut self, tag: String, mark: Mark, content: Content) -> Result<NodeId> {
        if self.nodes.len() >= MAX_VALUES {
            return mark.error(format!("more than {MAX_VALUES} values"));
        }
        self.nodes.push(Node { tag, mark, content, written: None });
        Ok(self.nodes.len() - 1)
    }

    /// What is left out, is null.
    fn empty(&mut self) -> Result<NodeId> {
        let (_, mark) = self.scanner.peek()?;
        self.add(CORE.to_owned() + "null", mark, Content::Scalar(PyStr::new()))
    }

    /// A value of which there is the colon alone.
    fn left_out(&mut self, colon: Token) -> Result<NodeId> {
        let node = self.empty()?;
        self.nodes[node].written = colon.span.map(|(_, end)| (end, end));
        Ok(node)
    }

    /// `block`: a block may stand here. `indentless`: also a list that is indented no deeper than its key.
    fn node(&mut self, block: bool, indentless: bool) -> Result<NodeId> {
        let (kind, mark) = self.scanner.peek()?;
        if kind == Kind::Alias {
            let name = self.scanner.take()?.text;
            return match self.anchors.get(&name) {
                Some(node) => Ok(*node),
                None => mark.error(format!("found undefined alias '{}'", name.to_text())),
            };
        }
        let (mut anchor, mut tag) = (None, None);
        for _ in 0..2 {
            match self.scanner.peek()?.0 {
                Kind::Anchor if anchor.is_none() => anchor = Some(self.scanner.take()?.text),
                Kind::Tag if tag.is_none() => tag = Some(self.scanner.take()?),
                _ => break,
            }
        }
        let explicit = anchor.is_some() || tag.is_some();
        let has_anchor = anchor.is_some();
        let tag_span = tag.as_ref().and_then(|tag| tag.span);
        let tag = tag.map(|tag| self.full_tag(tag)).transpose()?;
        let (kind, _) = self.scanner.peek()?;
        let is_content = match kind {
            Kind::Scalar | Kind::Plain | Kind::SequenceStart | Kind::MappingStart => true,
            Kind::BlockSequenceStart | Kind::BlockMappingStart => block,
            Kind::BlockEntry => indentless,
            _ => false,
        };
        if !is_content && !explicit {
            return self.unexpected("a value");
        }
        if let Some(name) = &anchor
            && self.anchors.contains_key(name)
        {
            return mark.error(format!("found duplicate anchor '{}'", name.to_text()));
        }
        let node = self.add(String::new(), mark, Content::Scalar(PyStr::new()))?;
        // Known before its content is: a node may hold itself, if only to be refused later.
        if let Some(name) = anchor {
            self.anchors.insert(name, node);
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return mark.error(format!("nested more than {MAX_DEPTH} deep"));
        }
        let implied = match kind {
            _ if !is_content => "null",
            Kind::Scalar | Kind::Plain => {
                let Token { text, span, .. } = self.scanner.take()?;
                self.nodes[node].written = match (span, tag_span) {
                    (Some(span), None) => Some(span),
                    (Some((_, end)), Some((start, _))) if !has_anchor => Some((start, end)),
                    _ => None,
                };
                // A lone `!` has a quoted text read as if it were plain.
                let is_read = tag.as_ref().map_or(kind == Kind::Plain, |tag| tag == "!");
                let implied = if is_read { scalar::resolve(text.as_bytes()) } else { "str" };
                self.nodes[node].content = Content::Scalar(text);
                implied
            }
            Kind::MappingStart | Kind::BlockMappingStart => {
                let pairs = if kind == Kind::MappingStart { self.flow_mapping()? } else { self.block_mapping()? };
                self.nodes[node].content = Content::Mapping(pairs);
                "map"
            }
            _ => {
                let items = match kind {
                    Kind::SequenceStart => self.flow_sequence()?,
                    _ => self.block_sequence(kind == Kind::BlockEntry)?,
                };
                self.nodes[node].content = Content::Sequence(items);
                "seq"
            }
        };
        self.nodes[node].tag = tag.filter(|tag| tag != "!").unwrap_or_else(|| CORE.to_owned() + implied);
        self.depth -= 1;
        Ok(node)
    }

    fn full_tag(&self, token: Token) -> Result<String> {
        let end = token.text.to_text();
        let Some(handle) = token.handle else {
            return Ok(end.into_owned());
        };
        match self.handles.iter().rev().find(|(known, _)| *known == handle) {
            Some((_, prefix)) if prefix.len() + end.len() > MAX_TAG => {
                token.mark.error(format!("a tag of more than {MAX_TAG} bytes"))
            }
            Some((_, prefix)) => Ok(format!("{prefix}{end}")),
            None => token.mark.error(format!("found undefined tag handle '{handle}'")),
        }
    }

    /// A node, or nothing before one of these.
    fn node_unless(&mut self, kinds: &[Kind], block: bool, indentless: bool) -> Result<NodeId> {
        if self.is(kinds)? { self.empty() } else { self.node(block, indentless) }
    }

    fn block_sequence(&mut self, indentless: bool) -> Result<Vec<NodeId>> {
        let mut items = Vec::new();
        let mut ends = vec![Kind::BlockEntry, Kind::BlockEnd];
        if indentless {
            ends.extend([Kind::Key, Kind::Value]);
        } else {
            self.scanner.take()?;
        }
        while self.is(&[Kind::BlockEntry])? {
            self.scanner.take()?;
            items.push(self.node_unless(&ends, true, false)?);
        }
        if !indentless {
            self.block_end()?;
        }
        Ok(items)
    }

    fn block_mapping(&mut self) -> Result<Vec<(NodeId, NodeId)>> {
        const ENDS: [Kind; 3] = [Kind::Key, Kind::Value, Kind::BlockEnd];
        let mut pairs = Vec::new();
        self.scanner.take()?;
        while self.is(&[Kind::Key])? {
            self.scanner.take()?;
            let key = self.node_unless(&ENDS, true, true)?;
            let value = if self.is(&[Kind::Value])? {
                let colon = self.scanner.take()?;
                if self.is(&ENDS)? { self.left_out(colon)? } else { self.node(true, true)? }
            } else {
                self.empty()?
            };
            pairs.push((key, value));
        }
        self.block_end()?;
        Ok(pairs)
    }

    fn block_end(&mut self) -> Result<()> {
        if !self.is(&[Kind::BlockEnd])? {
            return self.unexpected("the end of the block");
        }
        self.scanner.take().map(drop)
    }

    fn flow_sequence(&mut self) -> Result<Vec<NodeId>> {
        let mut items = Vec::new();
        self.scanner.take()?;
        while self.next_in_flow(Kind::SequenceEnd, items.is_empty(), "',' or ']'")? {
            let (kind, mark) = self.scanner.peek()?;
            if kind == Kind::Key {
                // A mapping of one pair.
                let pair = self.flow_pair(Kind::SequenceEnd)?;
                items.push(self.add(CORE.to_owned() + "map", mark, Content::Mapping(vec![pair]))?);
            } else {
                items.push(self.node(false, false)?);
            }
        }
        Ok(items)
    }

    fn flow_mapping(&mut self) -> Result<Vec<(NodeId, NodeId)>> {
        let mut pairs = Vec::new();
        self.scanner.take()?;
        while self.next_in_flow(Kind::MappingEnd, pairs.is_empty(), "',' or '}'")? {
            let pair = if self.is(&[Kind::Key])? {
                self.flow_pair(Kind::MappingEnd)?
            } else {
                (self.node(false, false)?, self.empty()?)
            };
            pairs.push(pair);
        }
        Ok(pairs)
    }

    /// Whether there is another entry before the closing bracket, which is taken.
    fn next_in_flow(&mut self, end: Kind, first: bool, expected: &str) -> Result<bool> {
        if !first && !self.is(&[end])? {
            if !self.is(&[Kind::Entry])? {
                return self.unexpected(expected);
            }
            self.scanner.take()?;
        }
        let more = !self.is(&[end])?;
        if !more {
            self.scanner.take()?;
        }
        Ok(more)
    }

    fn flow_pair(&mut self, end: Kind) -> Result<(NodeId, NodeId)> {
        self.scanner.take()?;
        let key = self.node_unless(&[Kind::Value, Kind::Entry, end], false, false)?;
        let value = if self.is(&[Kind::Value])? {
            let colon = self.scanner.take()?;
            if self.is(&[Kind::Entry, end])? { self.left_out(colon)? } else { self.node(false, false)? }
        } else {
            self.empty()?
        };
        Ok((key, value))
    }
}
