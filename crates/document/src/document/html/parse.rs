//! From markup to a tree. The tokens are the standard's; where broken markup leaves the place of an element open, the rules
//! are our own and think of tables: what stands in a row stays in it, a cell outside of any table makes one, a table that is
//! never closed ends where the page goes on. The standard's tree construction moves such text before the table, drops such
//! cells, and takes time that grows with the square of the nesting.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag as Token, TagKind, Token as Any, TokenSink, TokenSinkResult, Tokenizer};
use html5ever::{Attribute, LocalName};

use super::tag::{Raw, Tag, is_void, raw};
use super::tree::{Element, Id, Tree};

/// How deep elements are nested; deeper ones lie beside each other. Parts of tables may lie a little deeper.
const DEEPEST: usize = 160;
const DEEPEST_TABLE: usize = 220;

/// Most attributes of one tag, by the marks between them: the tokeniser compares each with all before it.
const ATTRIBUTES: usize = 1024;

/// Longest text that stands in a row beside its cells and is taken as a cell whose tag was lost, in bytes.
const LOST_CELL: usize = 120;

/// The tree of a page, and whether it was cut at so many places.
pub fn parse(markup: &str, most: usize) -> (Tree, bool) {
    let builder = Builder { state: RefCell::new(State::new(most)) };
    let tokenizer = Tokenizer::new(builder, Default::default());
    let input = BufferQueue::default();
    input.push_back((&*tamed(markup)).into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let state = tokenizer.sink.state.into_inner();
    (state.tree, state.is_full)
}

/// Ends tags that go on for ever.
fn tamed(markup: &str) -> Cow<'_, str> {
    let bytes = markup.as_bytes();
    let mut tamed = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(opens) = memchr::memchr(b'<', &bytes[at..]) {
        at += opens + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let mut marks = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'>' => break,
                b' ' | b'\t' | b'\n' | b'\r' | 0x0C | b'/' | b'"' | b'\'' => marks += 1,
                _ => {}
            }
            at += 1;
            if marks == 2 * ATTRIBUTES {
                tamed.push_str(&markup[copied..at]);
                tamed.push('>');
                copied = at;
                break;
            }
        }
    }
    if tamed.is_empty() {
        return Cow::Borrowed(markup);
    }
    tamed.push_str(&markup[copied..]);
    Cow::Owned(tamed)
}

struct Builder {
    state: RefCell<State>,
}

impl TokenSink for Builder {
    type Handle = ();

    fn process_token(&self, token: Any, _line: u64) -> TokenSinkResult<()> {
        let mut state = self.state.borrow_mut();
        if state.is_full {
            return TokenSinkResult::Continue;
        }
        match token {
            Any::TagToken(tag) if tag.kind == TagKind::StartTag => return state.start(&tag),
            Any::TagToken(tag) => state.end(&tag.name),
            Any::CharacterTokens(text) => state.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// An element that is not closed yet.
struct Open {
    id: Id,
    tag: Tag,
    name: LocalName,
    /// Whether its tag is not in the file.
    is_implied: bool,
}

struct State {
    tree: Tree,
    open: Vec<Open>,
    /// Elements that lie too deep to be opened, by name.
    unopened: HashMap<LocalName, usize>,
    most: usize,
    is_full: bool,
}

impl State {
    fn new(most: usize) -> Self {
        let page = Open { id: 0, tag: Tag::Page, name: LocalName::from("html"), is_implied: true };
        Self { tree: Tree::new(), open: vec![page], unopened: HashMap::new(), most, is_full: false }
    }

    fn top(&self) -> &Open {
        self.open.last().expect("the page is never closed")
    }

    /// The innermost open part of a table.
    fn part(&self) -> Option<usize> {
        self.open.iter().rposition(|open| open.tag.is_table_part())
    }

    fn innermost(&self, wanted: impl Fn(Tag) -> bool) -> Option<usize> {
        self.open.iter().rposition(|open| wanted(open.tag))
    }

    fn push(&mut self, tag: Tag, name: &LocalName, attributes: &[Attribute], is_implied: bool) {
        let attributes = pairs(attributes);
        let id = self.tree.push(self.top().id, Element::new(tag, name.clone(), attributes));
        self.is_full = self.tree.len() >= self.most;
        let deepest = if tag.is_table_part() { DEEPEST_TABLE } else { DEEPEST };
        if is_void(name) || tag == Tag::Column {
        } else if self.open.len() < deepest || raw(name).is_some() {
            self.open.push(Open { id, tag, name: name.clone(), is_implied });
        } else {
            *self.unopened.entry(name.clone()).or_default() += 1;
        }
    }

    fn imply(&mut self, tag: Tag, name: &str) {
        self.push(tag, &LocalName::from(name), &[], true);
    }

    fn start(&mut self, token: &Token) -> TokenSinkResult<()> {
        let tag = Tag::of(&token.name);
        if self.top().tag == Tag::Title {
            self.open.pop();
        }
        match tag {
            Tag::Page => {
                if &*token.name == "body" {
                    self.tree.dress(pairs(&token.attrs));
                }
                return TokenSinkResult::Continue;
            }
            Tag::Cell | Tag::Row | Tag::Section(_) | Tag::Caption | Tag::Column => self.make_room(tag),
            _ => self.close_before(tag),
        }
        self.push(tag, &token.name, &token.attrs, false);
        // Names with a prefix, and everything in drawings, may close themselves.
        let is_foreign = || token.name.contains(':') || self.open.iter().any(|open| &*open.name == "svg");
        if token.self_closing && !is_void(&token.name) && is_foreign() && self.top().name == token.name {
            self.open.pop();
        }
        match raw(&token.name) {
            Some(Raw::Text) => TokenSinkResult::RawData(RawKind::Rawtext),
            Some(Raw::References) => TokenSinkResult::RawData(RawKind::Rcdata),
            Some(Raw::Script) => TokenSinkResult::RawData(RawKind::ScriptData),
            None if &*token.name == "plaintext" => TokenSinkResult::Plaintext,
            None => TokenSinkResult::Continue,
        }
    }

    /// Makes the stack such that a part of a table can be opened.
    fn make_room(&mut self, tag: Tag) {
        let table = self.innermost(|open| open == Tag::Table).unwrap_or_else(|| {
            self.close_before(Tag::Table);
            self.imply(Tag::Table, "table");
            self.open.len() - 1
        });
        let section = self.innermost(|open| matches!(open, Tag::Section(_))).filter(|at| *at > table);
        let row = self.innermost(|open| open == Tag::Row).filter(|at| *at > table);
        let rows = section.unwrap_or(table);
        match tag {
            Tag::Cell if row.is_some() => self.open.truncate(row.unwrap_or(rows) + 1),
            Tag::Cell => {
                self.open.truncate(rows + 1);
                self.imply(Tag::Row, "tr");
            }
            Tag::Row => self.open.truncate(rows + 1),
            _ => self.open.truncate(table + 1),
        }
    }

    /// Closes what cannot hold an element that begins.
    fn close_before(&mut self, tag: Tag) {
        let part = self.part();
        let floor = part.map_or(0, |at| at + 1);
        if let Some(at) = part
            && matches!(self.open[at].tag, Tag::Table | Tag::Section(_) | Tag::Row)
        {
            let table = self.innermost(|open| open == Tag::Table).unwrap_or(at);
            // A table that begins beside the cells of another ends it; so does any block, where a cell alone made it.
            if tag == Tag::Table || (tag.is_block() && self.open[table].is_implied) {
                self.open.truncate(table);
                return self.close_before(tag);
            }
        }
        let within = |wanted: &dyn Fn(Tag) -> bool, stop: &dyn Fn(Tag) -> bool| {
            let at = self.open[floor..].iter().rposition(|open| wanted(open.tag) || stop(open.tag))?;
            wanted(self.open[floor + at].tag).then_some(floor + at)
        };
        let closed = match tag {
            Tag::Item => within(&|open| open == Tag::Item, &|open| matches!(open, Tag::List(_))),
            Tag::Link => within(&|open| open == Tag::Link, &Tag::is_block),
            Tag::Choice => within(&|open| open == Tag::Choice, &|open| open == Tag::Select),
            Tag::Heading if self.top().tag == Tag::Heading => Some(self.open.len() - 1),
            _ => None,
        };
        let paragraph = if tag.is_block() { within(&|open| open == Tag::Paragraph, &Tag::is_table_part) } else { None };
        if let Some(at) = closed.into_iter().chain(paragraph).min() {
            self.open.truncate(at);
        }
    }

    fn end(&mut self, name: &LocalName) {
        let tag = Tag::of(name);
        let table = self.innermost(|open| open == Tag::Table);
        match tag {
            Tag::Page | Tag::Column => {}
            Tag::Break => self.break_line(),
            Tag::Table | Tag::Section(_) | Tag::Row | Tag::Cell | Tag::Caption => {
                let is_alike = |open: Tag| open == tag || matches!((open, tag), (Tag::Section(_), Tag::Section(_)));
                if let Some(at) = self.innermost(is_alike).filter(|at| Some(*at) >= table) {
                    self.open.truncate(at);
                }
            }
            _ => {
                if let Some(unopened) = self.unopened.get_mut(name).filter(|count| **count > 0) {
                    *unopened -= 1;
                    return self.break_line();
                }
                self.close(tag, name);
            }
        }
    }

    fn close(&mut self, tag: Tag, name: &LocalName) {
        let is_it = |open: &Open| open.name == *name || (tag == Tag::Heading && open.tag == Tag::Heading);
        let stops = |open: &Open| open.tag.is_table_part() || (!tag.is_block() && open.tag.is_block());
        let at = self.open.iter().rposition(|open| is_it(open) || stops(open));
        if let Some(at) = at.filter(|at| is_it(&self.open[*at])) {
            return self.open.truncate(at);
        }
        if tag == Tag::Paragraph {
            return self.break_line();
        }
        let Some(at) = at else { return };
        // Between rows, the end of a block around the table is also the table's.
        let between = matches!(self.open[at].tag, Tag::Table | Tag::Section(_) | Tag::Row);
        let table = self.innermost(|open| open == Tag::Table).unwrap_or(0);
        if between
            && tag.is_block()
            && let Some(outer) = self.open[..table].iter().rposition(|open| is_it(open) || open.tag.is_table_part())
            && is_it(&self.open[outer])
        {
            self.open.truncate(outer);
        }
    }

    fn break_line(&mut self) {
        self.tree.push(self.top().id, Element::new(Tag::Break, LocalName::from("br"), std::iter::empty()));
    }

    fn text(&mut self, text: &str) {
        let part = self.part().map(|at| (at, self.open[at].tag));
        // Text of scripts and fields is theirs, wherever they stand.
        if let Some((at, tag @ (Tag::Table | Tag::Section(_) | Tag::Row))) = part
            && raw(&self.top().name).is_none()
        {
            if text.chars().all(super::is_blank) && at + 1 == self.open.len() {
                return;
            }
            if self.open[at].is_implied && at + 1 == self.open.len() {
                self.open.truncate(self.innermost(|open| open == Tag::Table).unwrap_or(at));
            } else if tag == Tag::Row && text.len() <= LOST_CELL && text.chars().any(char::is_alphanumeric) {
                self.open.truncate(at + 1);
                self.imply(Tag::Cell, "td");
            }
        }
        self.tree.push_text(self.top().id, text);
    }
}

fn pairs(attributes: &[Attribute]) -> impl Iterator<Item = (&str, &str)> {
    attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
}

#[cfg(test)]
mod tests {
    use super::super::tree::What;
    use super::*;

    /// The tree in brackets, each element as the first letters of what it is.
    fn picture(tree: &Tree, id: Id) -> String {
        match tree.what(id) {
            What::Text(range) => tree.text(range).trim().to_owned(),
            What::Element(element) => {
                let name: String = format!("{:?}", element.tag).chars().take(2).collect();
                let inner: Vec<String> = tree.children(id).map(|child| picture(tree, child)).collect();
                format!("{name}[{}]", inner.join(" ").trim())
            }
        }
    }

    #[test]
    fn broken_markup_keeps_its_cells() {
        for (markup, expected) in [
            ("<table><tr><td>a<td>b<tr><td>c</table>d", "Pa[Ta[Ro[Ce[a] Ce[b]] Ro[Ce[c]]] d]"),
            ("<div><td>a</td><td>1</td></div><p>b", "Pa[Bl[Ta[Ro[Ce[a] Ce[1]]]] Pa[b]]"),
            ("<tr>a</td><td>1</td></tr>b", "Pa[Ta[Ro[Ce[a] Ce[1]]] b]"),
            ("<td>a</td>b<td>1</td>", "Pa[Ta[Ro[Ce[a]]] b Ta[Ro[Ce[1]]]]"),
            ("<table><tr>a</td><td>1</td></tr></table>", "Pa[Ta[Ro[Ce[a] Ce[1]]]]"),
            ("<table><tr><b><td>a</b></td>&nbsp;<td>1</table>", "Pa[Ta[Ro[In[] Ce[a] Ce[1]]]]"),
            ("<table><tr><td>a</tr><p>b<h2>c<table><td>1", "Pa[Ta[Ro[Ce[a]] Pa[b] He[c]] Ta[Ro[Ce[1]]]]"),
            ("<div><table><tr><td>a</tr></div>b", "Pa[Bl[Ta[Ro[Ce[a]]]] b]"),
            ("<td><table><td>a</table>b</td></table></div>c", "Pa[Ta[Ro[Ce[Ta[Ro[Ce[a]]] b]]] c]"),
            ("<p>a<div>b</p>c</div></i>d", "Pa[Pa[a] Bl[b Br[] c] d]"),
            ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "Pa[Li[It[a] It[b Li[It[c]]] It[d]]]"),
            ("<a>a<a>b</a>c", "Pa[Li[a] Li[b] c]"),
            ("<title>a<table><tr><td>1</td", "Pa[Ti[a] Ta[Ro[Ce[1]]]]"),
            ("<p>a<!-- b --><o:p/>c<script>if (a<b) '</p>'</script>d", "Pa[Pa[a In[] c Un[if (a<b) '</p>'] d]]"),
        ] {
            let (tree, _) = parse(markup, 1000);
            assert_eq!(picture(&tree, 0), expected, "{markup}");
        }
    }

    #[test]
    fn hostile_markup_stays_small() {
        let deep = format!("{}a{}b", "<div>".repeat(10_000), "</div>".repeat(10_000));
        let (tree, _) = parse(&deep, 1 << 20);
        assert!(tree.all_text(0).starts_with("ab"));
        let names: String = (0..100_000).map(|i| format!(" a{i}")).collect();
        parse(&format!("<p{names}>a"), 1 << 20);
        let (_, is_full) = parse(&"<b>".repeat(1000), 100);
        assert!(is_full);
    }
}
