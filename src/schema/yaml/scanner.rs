//! From characters to tokens, as PyYAML's scanner sees them.
//!
//! Tokens are made one at a time, when the composer asks: of two mistakes in a text the first one is told.

use super::{Mark, Result};
use crate::schema::pystr::PyStr;
use crate::schema::python;
use crate::schema::value::Value;

/// A key without `?` must end within so many characters, on its line.
const LONGEST_KEY: usize = 1024;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    StreamEnd,
    YamlDirective,
    TagDirective,
    OtherDirective,
    DocumentStart,
    DocumentEnd,
    BlockSequenceStart,
    BlockMappingStart,
    BlockEnd,
    SequenceStart,
    SequenceEnd,
    MappingStart,
    MappingEnd,
    BlockEntry,
    Entry,
    Key,
    Value,
    Alias,
    Anchor,
    Tag,
    /// Quoted, or a block.
    Scalar,
    Plain,
}

impl Kind {
    /// For messages.
    pub fn name(self) -> &'static str {
        match self {
            Kind::StreamEnd => "the end",
            Kind::YamlDirective | Kind::TagDirective | Kind::OtherDirective => "a directive",
            Kind::DocumentStart => "'---'",
            Kind::DocumentEnd => "'...'",
            Kind::BlockSequenceStart => "a list",
            Kind::BlockMappingStart => "a mapping",
            Kind::BlockEnd => "the end of the block",
            Kind::SequenceStart => "'['",
            Kind::SequenceEnd => "']'",
            Kind::MappingStart => "'{'",
            Kind::MappingEnd => "'}'",
            Kind::BlockEntry => "'-'",
            Kind::Entry => "','",
            Kind::Key => "a key",
            Kind::Value => "':'",
            Kind::Alias => "an alias",
            Kind::Anchor => "an anchor",
            Kind::Tag => "a tag",
            Kind::Scalar | Kind::Plain => "a value",
        }
    }
}

#[derive(Debug)]
pub struct Token {
    pub kind: Kind,
    pub mark: Mark,
    /// A scalar's value, a name, a tag's end, a directive's value.
    pub text: PyStr,
    /// A tag's or tag directive's handle: `!`, `!!` or `!name!`.
    pub handle: Option<String>,
    /// Where it stands in the text, from and to, in characters. Only of what [`super::quote`] asks for: plain and quoted
    /// scalars, tags, and the `:` of a value.
    pub span: Option<Span>,
}

/// A place in the text, from and to, in characters.
pub type Span = (usize, usize);

/// Where a key without `?` may have begun: only the `:` behind it tells.
struct SimpleKey {
    flow_level: i32,
    token: usize,
    required: bool,
    at: usize,
    mark: Mark,
}

pub struct Scanner {
    /// Ends with NUL, which cannot stand in a text.
    text: Vec<char>,
    at: usize,
    mark: Mark,
    tokens: Vec<Token>,
    taken: usize,
    done: bool,
    /// Open brackets; below zero after one too many closed.
    flow_level: i32,
    indent: i32,
    indents: Vec<i32>,
    allow_simple_key: bool,
    simple_keys: Vec<SimpleKey>,
}

impl Scanner {
    pub fn new(mut text: Vec<char>) -> Scanner {
        text.push('\0');
        Scanner {
            text,
            at: 0,
            mark: Mark::default(),
            tokens: Vec::new(),
            taken: 0,
            done: false,
            flow_level: 0,
            indent: -1,
            indents: Vec::new(),
            allow_simple_key: true,
            simple_keys: Vec::new(),
        }
    }

    /// The next token's kind and place.
    pub fn peek(&mut self) -> Result<(Kind, Mark)> {
        while self.needs_more()? {
            self.fetch()?;
        }
        let token = &self.tokens[0];
        Ok((token.kind, token.mark))
    }

    pub fn take(&mut self) -> Result<Token> {
        self.peek()?;
        self.taken += 1;
        Ok(self.tokens.remove(0))
    }

    fn needs_more(&mut self) -> Result<bool> {
        if self.done {
            return Ok(false);
        }
        if self.tokens.is_empty() {
            return Ok(true);
        }
        self.drop_stale_keys()?;
        // The next token may turn out to be a key, before which another token belongs.
        Ok(self.simple_keys.iter().any(|key| key.token == self.taken))
    }

    fn fetch(&mut self) -> Result<()> {
        self.skip_to_token();
        self.drop_stale_keys()?;
        self.unwind(self.column());
        let at_start = self.mark.column == 0;
        let spaced = is_blank_or_end(self.ahead(1));
        let flow = self.flow_level != 0;
        match self.ahead(0) {
            '\0' => {
                self.end_blocks()?;
                self.simple_keys.clear();
                self.done = true;
                self.push(Kind::StreamEnd, self.mark);
            }
            '%' if at_start => {
                self.end_blocks()?;
                self.directive()?;
            }
            c @ ('-' | '.') if at_start && self.at_separator() => {
                self.end_blocks()?;
                self.indicator(if c == '-' { Kind::DocumentStart } else { Kind::DocumentEnd }, 3);
            }
            c @ ('[' | '{') => {
                self.save_key()?;
                self.flow_level += 1;
                self.allow_simple_key = true;
                self.indicator(if c == '[' { Kind::SequenceStart } else { Kind::MappingStart }, 1);
            }
            c @ (']' | '}') => {
                self.forget_key()?;
                self.flow_level -= 1;
                self.allow_simple_key = false;
                self.indicator(if c == ']' { Kind::SequenceEnd } else { Kind::MappingEnd }, 1);
            }
            ',' => {
                self.allow_simple_key = true;
                self.forget_key()?;
                self.indicator(Kind::Entry, 1);
            }
            '-' if spaced => {
                self.open_block(Kind::BlockSequenceStart, "sequence entries are not allowed here")?;
                self.allow_simple_key = true;
                self.forget_key()?;
                self.indicator(Kind::BlockEntry, 1);
            }
            '?' if flow || spaced => {
                self.open_block(Kind::BlockMappingStart, "mapping keys are not allowed here")?;
                self.allow_simple_key = !flow;
                self.forget_key()?;
                self.indicator(Kind::Key, 1);
            }
            ':' if flow || spaced => self.value()?,
            c @ ('*' | '&') => {
                self.begin_node()?;
                self.anchor(if c == '*' { Kind::Alias } else { Kind::Anchor })?;
            }
            '!' => {
                self.begin_node()?;
                self.tag()?;
            }
            c @ ('|' | '>') if !flow => {
                self.allow_simple_key = true;
                self.forget_key()?;
                self.block_scalar(c == '>')?;
            }
            c @ ('\'' | '"') => {
                self.begin_node()?;
                self.quoted(c)?;
            }
            c if !is_blank_or_end(c) && !is_in(c, "-?:,[]{}#&*!|>'\"%@`")
                || !spaced && (c == '-' || !flow && matches!(c, '?' | ':')) =>
            {
                self.begin_node()?;
                self.plain();
            }
            _ => return self.unexpected("found", " that cannot start any token"),
        }
        Ok(())
    }

    // Characters.

    fn ahead(&self, n: usize) -> char {
        self.text.get(self.at + n).copied().unwrap_or('\0')
    }

    fn column(&self) -> i32 {
        self.mark.column as i32
    }

    fn forward(&mut self, n: usize) {
        for _ in 0..n {
            self.mark.pass(self.ahead(0), self.ahead(1) == '\n');
            self.at += 1;
        }
    }

    /// Passes over characters for as long as they are wanted, and keeps them.
    fn run(&mut self, wanted: fn(char) -> bool, into: &mut PyStr) -> usize {
        let start = self.at;
        while wanted(self.ahead(0)) {
            into.push_code_point(self.ahead(0) as u32);
            self.forward(1);
        }
        self.at - start
    }

    fn skip(&mut self, wanted: fn(char) -> bool) {
        while wanted(self.ahead(0)) {
            self.forward(1);
        }
    }

    fn skip_comment(&mut self) {
        if self.ahead(0) == '#' {
            self.skip(|c| !is_break_or_end(c));
        }
    }

    /// Passes over a line break, if there is one: a line feed for all but the two separators of Unicode.
    fn line_break(&mut self) -> Option<char> {
        let c = self.ahead(0);
        if !is_break(c) {
            return None;
        }
        self.forward(if c == '\r' && self.ahead(1) == '\n' { 2 } else { 1 });
        Some(if matches!(c, '\u{2028}' | '\u{2029}') { c } else { '\n' })
    }

    /// At `---` or `...`, with nothing close behind.
    fn at_separator(&self) -> bool {
        let c = self.ahead(0);
        matches!(c, '-' | '.') && self.ahead(1) == c && self.ahead(2) == c && is_blank_or_end(self.ahead(3))
    }

    fn skip_to_token(&mut self) {
        if self.at == 0 && self.ahead(0) == '\u{feff}' {
            self.forward(1);
        }
        loop {
            self.skip(|c| c == ' ');
            self.skip_comment();
            if self.line_break().is_none() {
                return;
            }
            if self.flow_level == 0 {
                self.allow_simple_key = true;
            }
        }
    }

    /// An error about the character `n` places ahead.
    fn unexpected_at<T>(&self, n: usize, before: &str, after: &str) -> Result<T> {
        let c = self.ahead(n);
        let shown = match c {
            '\0' => "the end".into(),
            _ => python::repr(&Value::str(c.encode_utf8(&mut [0; 4]))),
        };
        self.mark.error(format!("{before} {}{after}", shown.to_text()))
    }

    fn unexpected<T>(&self, before: &str, after: &str) -> Result<T> {
        self.unexpected_at(0, before, after)
    }

    // Keys and blocks.

    fn drop_stale_keys(&mut self) -> Result<()> {
        let (line, at) = (self.mark.line, self.at);
        let is_stale = |key: &SimpleKey| key.mark.line != line || at - key.at > LONGEST_KEY;
        if self.simple_keys.iter().any(|key| key.required && is_stale(key)) {
            return self.no_colon();
        }
        self.simple_keys.retain(|key| !is_stale(key));
        Ok(())
    }

    fn no_colon<T>(&self) -> Result<T> {
        self.mark.error("could not find expected ':'")
    }

    fn save_key(&mut self) -> Result<()> {
        if self.allow_simple_key {
            let required = self.flow_level == 0 && self.indent == self.column();
            self.forget_key()?;
            self.simple_keys.push(SimpleKey {
                flow_level: self.flow_level,
                token: self.taken + self.tokens.len(),
                required,
                at: self.at,
                mark: self.mark,
            });
        }
        Ok(())
    }

    /// Before a scalar, or what belongs to one: it may be a key, within it no other begins.
    fn begin_node(&mut self) -> Result<()> {
        self.save_key()?;
        self.allow_simple_key = false;
        Ok(())
    }

    fn take_key(&mut self) -> Option<SimpleKey> {
        let place = self.simple_keys.iter().position(|key| key.flow_level == self.flow_level)?;
        Some(self.simple_keys.remove(place))
    }

    fn forget_key(&mut self) -> Result<()> {
        match self.take_key() {
            Some(key) if key.required => self.no_colon(),
            _ => Ok(()),
        }
    }

    fn unwind(&mut self, column: i32) {
        while self.flow_level == 0 && self.indent > column {
            self.indent = self.indents.pop().unwrap_or(-1);
            self.push(Kind::BlockEnd, self.mark);
        }
    }

    /// Before what ends all blocks of a document.
    fn end_blocks(&mut self) -> Result<()> {
        self.unwind(-1);
        self.forget_key()?;
        self.allow_simple_key = false;
        Ok(())
    }

    fn add_indent(&mut self, column: i32) -> bool {
        let deeper = self.indent < column;
        if deeper {
            self.indents.push(self.indent);
            self.indent = column;
        }
        deeper
    }

    /// Outside brackets: begins a block here, unless one is open at this column.
    fn open_block(&mut self, kind: Kind, otherwise: &str) -> Result<()> {
        if self.flow_level == 0 {
            if !self.allow_simple_key {
                return self.mark.error(otherwise);
            }
            if self.add_indent(self.column()) {
                self.push(kind, self.mark);
            }
        }
        Ok(())
    }

    fn value(&mut self) -> Result<()> {
        let flow = self.flow_level != 0;
        if let Some(key) = self.take_key() {
            let place = key.token - self.taken;
            self.tokens.insert(place, bare(Kind::Key, key.mark));
            if !flow && self.add_indent(key.mark.column as i32) {
                self.tokens.insert(place, bare(Kind::BlockMappingStart, key.mark));
            }
            self.allow_simple_key = false;
        } else {
            self.open_block(Kind::BlockMappingStart, "mapping values are not allowed here")?;
            self.allow_simple_key = !flow;
            self.forget_key()?;
        }
        self.tokens.push(Token { span: Some((self.at, self.at + 1)), ..bare(Kind::Value, self.mark) });
        self.forward(1);
        Ok(())
    }

    // Tokens.

    fn push(&mut self, kind: Kind, mark: Mark) {
        self.tokens.push(bare(kind, mark));
    }

    fn push_text(&mut self, kind: Kind, mark: Mark, text: PyStr) {
        self.tokens.push(Token { text, ..bare(kind, mark) });
    }

    fn indicator(&mut self, kind: Kind, length: usize) {
        self.push(kind, self.mark);
        self.forward(length);
    }

    fn anchor(&mut self, kind: Kind) -> Result<()> {
        let mark = self.mark;
        self.forward(1);
        let mut name = PyStr::new();
        if self.run(is_word, &mut name) == 0 || !is_blank_or_end(self.ahead(0)) && !is_in(self.ahead(0), "?:,]}%@`") {
            return self.unexpected("expected alphabetic or numeric character, but found", "");
        }
        self.push_text(kind, mark, name);
        Ok(())
    }

    fn tag(&mut self) -> Result<()> {
        let (mark, start) = (self.mark, self.at);
        let mut handle = None;
        let mut suffix = PyStr::new();
        if self.ahead(1) == '<' {
            self.forward(2);
            self.uri(&mut suffix)?;
            if self.ahead(0) != '>' {
                return self.unexpected("expected '>', but found", "");
            }
            self.forward(1);
        } else if is_blank_or_end(self.ahead(1)) {
            suffix.push_str("!");
            self.forward(1);
        } else {
            let mut n = 1;
            while self.ahead(n) != '!' && !is_space_or_end(self.ahead(n)) {
                n += 1;
            }
            if self.ahead(n) == '!' {
                handle = Some(self.tag_handle()?);
            } else {
                handle = Some("!".into());
                self.forward(1);
            }
            self.uri(&mut suffix)?;
        }
        if !is_space_or_end(self.ahead(0)) {
            return self.unexpected("expected ' ', but found", "");
        }
        self.tokens.push(Token { text: suffix, handle, span: Some((start, self.at)), ..bare(Kind::Tag, mark) });
        Ok(())
    }

    fn tag_handle(&mut self) -> Result<String> {
        if self.ahead(0) != '!' {
            return self.unexpected("expected '!', but found", "");
        }
        let mut handle = PyStr::from("!");
        self.forward(1);
        if self.ahead(0) != ' ' {
            self.run(is_word, &mut handle);
            if self.ahead(0) != '!' {
                return self.unexpected("expected '!', but found", "");
            }
            self.forward(1);
            handle.push_str("!");
        }
        Ok(handle.to_text().into_owned())
    }

    fn uri(&mut self, into: &mut PyStr) -> Result<()> {
        let start = self.at;
        loop {
            self.run(|c| is_word(c) || is_in(c, ";/?:@&=+$,_.!~*'()[]"), into);
            if self.ahead(0) != '%' {
                break;
            }
            let mark = self.mark;
            let mut bytes = Vec::new();
            while self.ahead(0) == '%' {
                self.forward(1);
                bytes.push(self.hex(2, "expected URI escape sequence of 2 hexadecimal numbers, but found")? as u8);
            }
            match String::from_utf8(bytes) {
                Ok(text) => into.push_str(&text),
                Err(_) => return mark.error("the escapes are not UTF-8"),
            }
        }
        if self.at == start {
            return self.unexpected("expected URI, but found", "");
        }
        Ok(())
    }

    fn hex(&mut self, length: usize, otherwise: &str) -> Result<u32> {
        let mut code = 0u32;
        for n in 0..length {
            let Some(digit) = self.ahead(n).to_digit(16) else {
                return self.unexpected_at(n, otherwise, "");
            };
            code = code << 4 | digit;
        }
        self.forward(length);
        Ok(code)
    }

    fn directive(&mut self) -> Result<()> {
        let mark = self.mark;
        self.forward(1);
        let mut name = PyStr::new();
        if self.run(is_word, &mut name) == 0 || !is_space_or_end(self.ahead(0)) {
            return self.unexpected("expected alphabetic or numeric character, but found", "");
        }
        let mut token = bare(Kind::OtherDirective, mark);
        if name == *"YAML" {
            self.skip(|c| c == ' ');
            let mut minor = PyStr::new();
            for (number, end) in [(&mut token.text, "'.'"), (&mut minor, "' '")] {
                if self.run(|c| c.is_ascii_digit(), number) == 0 {
                    return self.unexpected("expected a digit, but found", "");
                }
                let ended = if end == "'.'" { self.ahead(0) == '.' } else { is_space_or_end(self.ahead(0)) };
                if !ended {
                    return self.unexpected(&format!("expected a digit or {end}, but found"), "");
                }
                self.forward(usize::from(end == "'.'"));
            }
            token.kind = Kind::YamlDirective;
        } else if name == *"TAG" {
            self.skip(|c| c == ' ');
            token.handle = Some(self.tag_handle()?);
            if self.ahead(0) != ' ' {
                return self.unexpected("expected ' ', but found", "");
            }
            self.skip(|c| c == ' ');
            self.uri(&mut token.text)?;
            if !is_space_or_end(self.ahead(0)) {
                return self.unexpected("expected ' ', but found", "");
            }
            token.kind = Kind::TagDirective;
        } else {
            self.skip(|c| !is_break_or_end(c));
        }
        self.rest_of_line()?;
        self.tokens.push(token);
        Ok(())
    }

    /// Nothing but a comment may follow on this line.
    fn rest_of_line(&mut self) -> Result<()> {
        self.skip(|c| c == ' ');
        self.skip_comment();
        if !is_break_or_end(self.ahead(0)) {
            return self.unexpected("expected a comment or a line break, but found", "");
        }
        self.line_break();
        Ok(())
    }

    fn block_scalar(&mut self, folded: bool) -> Result<()> {
        let mark = self.mark;
        self.forward(1);
        // `+` keeps all line breaks at the end, `-` none, and without them one stays.
        let (mut chomping, mut increment) = (None, None);
        for _ in 0..2 {
            let c = self.ahead(0);
            match (c, c.to_digit(10)) {
                ('+' | '-', _) if chomping.is_none() => chomping = Some(c == '+'),
                (_, Some(0)) if increment.is_none() => {
                    return self.mark.error("expected indentation indicator in the range 1-9, but found 0");
                }
                (_, Some(digit)) if increment.is_none() => increment = Some(digit as i32),
                _ => break,
            }
            self.forward(1);
        }
        if !is_space_or_end(self.ahead(0)) {
            return self.unexpected("expected chomping or indentation indicators, but found", "");
        }
        self.rest_of_line()?;

        let least = (self.indent + 1).max(1);
        let mut text = PyStr::new();
        let mut breaks = PyStr::new();
        let indent = match increment {
            Some(increment) => {
                let indent = least + increment - 1;
                self.block_breaks(indent, &mut breaks);
                indent
            }
            None => {
                let mut deepest = 0;
                loop {
                    if let Some(c) = self.line_break() {
                        breaks.push_code_point(c as u32);
                    } else if self.ahead(0) == ' ' {
                        self.forward(1);
                        deepest = deepest.max(self.column());
                    } else {
                        break least.max(deepest);
                    }
                }
            }
        };
        let mut line_end = None;
        while self.column() == indent && self.ahead(0) != '\0' {
            text.push(&breaks);
            let leading_space = matches!(self.ahead(0), ' ' | '\t');
            self.run(|c| !is_break_or_end(c), &mut text);
            line_end = self.line_break();
            breaks = PyStr::new();
            self.block_breaks(indent, &mut breaks);
            if self.column() != indent || self.ahead(0) == '\0' {
                break;
            }
            if folded && line_end == Some('\n') && !leading_space && !matches!(self.ahead(0), ' ' | '\t') {
                if breaks.as_bytes().is_empty() {
                    text.push_str(" ");
                }
            } else if let Some(c) = line_end {
                text.push_code_point(c as u32);
            }
        }
        if chomping != Some(false)
            && let Some(c) = line_end
        {
            text.push_code_point(c as u32);
        }
        if chomping == Some(true) {
            text.push(&breaks);
        }
        self.push_text(Kind::Scalar, mark, text);
        Ok(())
    }

    /// Passes over empty lines, and the indentation of the next one.
    fn block_breaks(&mut self, indent: i32, breaks: &mut PyStr) {
        loop {
            while self.column() < indent && self.ahead(0) == ' ' {
                self.forward(1);
            }
            match self.line_break() {
                Some(c) => breaks.push_code_point(c as u32),
                None => return,
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Result<()> {
        let (mark, start) = (self.mark, self.at);
        let mut text = PyStr::new();
        self.forward(1);
        loop {
            self.quoted_word(quote == '"', &mut text)?;
            if self.ahead(0) == quote {
                break;
            }
            let mut spaces = PyStr::new();
            self.run(is_space, &mut spaces);
            if self.ahead(0) == '\0' {
                return self.mark.error("found unexpected end of stream");
            }
            match self.line_break() {
                Some(first) => self.fold(first, &mut text)?,
                None => text.push(&spaces),
            }
        }
        self.forward(1);
        self.tokens.push(Token { text, span: Some((start, self.at)), ..bare(Kind::Scalar, mark) });
        Ok(())
    }

    fn quoted_word(&mut self, double: bool, text: &mut PyStr) -> Result<()> {
        loop {
            self.run(|c| !is_blank_or_end(c) && !matches!(c, '\'' | '"' | '\\'), text);
            match self.ahead(0) {
                '\'' if !double && self.ahead(1) == '\'' => {
                    text.push_str("'");
                    self.forward(2);
                }
                c if double && c == '\'' || !double && matches!(c, '"' | '\\') => {
                    text.push_code_point(c as u32);
                    self.forward(1);
                }
                '\\' if double => self.escape(text)?,
                _ => return Ok(()),
            }
        }
    }

    fn escape(&mut self, text: &mut PyStr) -> Result<()> {
        self.forward(1);
        let c = self.ahead(0);
        let length = match c {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => 0,
        };
        if length > 0 {
            self.forward(1);
            let place = self.mark;
            let code =
                self.hex(length, &format!("expected escape sequence of {length} hexadecimal numbers, but found"))?;
            if code > 0x10_ffff {
                return place.error("beyond U+10FFFF, the last character there is");
            }
            text.push_code_point(code);
            return Ok(());
        }
        if self.line_break().is_some() {
            return self.more_breaks(text);
        }
        let Some(at) = "0abt\tnvfre \"\\/N_LP".find(c) else {
            return self.unexpected("found unknown escape character", "");
        };
        let meant = ['\0', '\x07', '\x08', '\t', '\t', '\n', '\x0b', '\x0c', '\r', '\x1b', ' ', '"', '\\', '/'];
        let beyond = ['\u{85}', '\u{a0}', '\u{2028}', '\u{2029}'];
        text.push_code_point(*meant.get(at).unwrap_or(&beyond[at.saturating_sub(meant.len())]) as u32);
        self.forward(1);
        Ok(())
    }

    /// Behind a line break within quotes: alone it is a space, with empty lines behind it only these stay.
    fn fold(&mut self, first: char, text: &mut PyStr) -> Result<()> {
        let mut breaks = PyStr::new();
        self.more_breaks(&mut breaks)?;
        if first != '\n' {
            text.push_code_point(first as u32);
        } else if breaks.as_bytes().is_empty() {
            text.push_str(" ");
        }
        text.push(&breaks);
        Ok(())
    }

    fn more_breaks(&mut self, breaks: &mut PyStr) -> Result<()> {
        loop {
            if self.at_separator() {
                return self.mark.error("found unexpected document separator");
            }
            self.skip(is_space);
            match self.line_break() {
                Some(c) => breaks.push_code_point(c as u32),
                None => return Ok(()),
            }
        }
    }

    fn plain(&mut self) {
        let (mark, first) = (self.mark, self.at);
        let mut end = self.at;
        let indent = self.indent + 1;
        let flow = self.flow_level != 0;
        let mut text = PyStr::new();
        let mut spaces = PyStr::new();
        while self.ahead(0) != '#' {
            let start = self.at;
            loop {
                let (c, next) = (self.ahead(0), self.ahead(1));
                if is_blank_or_end(c)
                    || c == ':' && (is_blank_or_end(next) || flow && is_in(next, ",[]{}"))
                    || flow && is_in(c, ",?[]{}")
                {
                    break;
                }
                if self.at == start {
                    text.push(&spaces);
                }
                text.push_code_point(c as u32);
                self.forward(1);
            }
            if self.at == start {
                break;
            }
            end = self.at;
            self.allow_simple_key = false;
            spaces = PyStr::new();
            self.plain_spaces(&mut spaces);
            if spaces.as_bytes().is_empty() || !flow && self.column() < indent {
                break;
            }
        }
        self.tokens.push(Token { text, span: Some((first, end)), ..bare(Kind::Plain, mark) });
    }

    /// White space between the words of a plain scalar; none where the scalar must end.
    fn plain_spaces(&mut self, spaces: &mut PyStr) {
        self.run(|c| c == ' ', spaces);
        let Some(first) = self.line_break() else {
            return;
        };
        *spaces = PyStr::new();
        self.allow_simple_key = true;
        let mut breaks = PyStr::new();
        loop {
            if self.at_separator() {
                return;
            }
            self.skip(|c| c == ' ');
            match self.line_break() {
                Some(c) => breaks.push_code_point(c as u32),
                None => break,
            }
        }
        if first != '\n' {
            spaces.push_code_point(first as u32);
        } else if breaks.as_bytes().is_empty() {
            spaces.push_str(" ");
        }
        spaces.push(&breaks);
    }
}

fn bare(kind: Kind, mark: Mark) -> Token {
    Token { kind, mark, text: PyStr::new(), handle: None, span: None }
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_break_or_end(c: char) -> bool {
    c == '\0' || is_break(c)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t')
}

fn is_space_or_end(c: char) -> bool {
    c == ' ' || is_break_or_end(c)
}

fn is_blank_or_end(c: char) -> bool {
    c == '\t' || is_space_or_end(c)
}

fn is_in(c: char, characters: &str) -> bool {
    characters.chars().any(|each| each == c)
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}
