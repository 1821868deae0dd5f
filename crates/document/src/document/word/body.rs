//! Walks through a part with text and makes its lines and tables: what a reader sees once every tracked change is
//! accepted.
//!
//! The walk keeps its own record of what is open, so that nesting costs no stack, and a part that breaks off is closed
//! where it does.

use super::flow::{Flow, Lists};
use super::look::Look;
use super::numbering::Numbering;
use super::styles::Styles;
use super::symbols::{self, symbol};
use super::table::{self, RawCell, RawRow};
use super::xml::{Element, End, Node, Space, Xml, is_on};
use crate::document::Block;
use crate::document::colour::{Paper, is_white};
use crate::document::line::is_blank;
use crate::source::Budget;

/// How deep tables may lie in tables and text boxes in text boxes; what is deeper is read as text around it.
const DEEPEST: usize = 16;

/// Text that a document may hold, for each cell that it may have, in bytes.
const TEXT_PER_CELL: usize = 100;

/// What is seen on the way and not text.
#[derive(Debug, Default)]
pub struct Seen {
    /// Hidden text that was left out.
    pub hidden: Vec<String>,
    /// Pictures and embedded objects.
    pub pictures: u32,
    /// Parts in other formats that stand in the text, as they are referred to.
    pub chunks: Vec<String>,
    /// Whether the part breaks off.
    pub is_broken: bool,
    /// Whether there is more than may be read.
    pub is_cut: bool,
}

/// An element that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// One that only holds others.
    Around,
    Paragraph,
    Run,
    Text,
    Table,
    Row,
    Cell,
    TextBox,
    Object,
    /// Alternatives, and whether one was taken.
    Alternatives(bool),
    /// An alternative, and how much there was before it.
    Alternative(usize),
}

/// A walk under way.
pub(super) struct Walk<'a> {
    pub(super) xml: Xml<'a>,
    budget: &'a Budget,
    pub(super) styles: &'a Styles,
    numbering: &'a mut Numbering,
    open: Vec<Open>,
    /// The tables, rows, cells and text boxes among the open elements.
    places: Vec<Open>,
    flows: Vec<Flow>,
    tables: Vec<Vec<RawRow>>,
    /// What the cells of each open table stand on.
    pub(super) papers: Vec<Paper>,
    seen: Seen,
    /// Objects that are open.
    objects: usize,
    /// Bytes of text and pictures so far.
    made: usize,
    lines: usize,
    cells: usize,
}

/// Reads a part.
pub fn read(text: &str, styles: &Styles, numbering: &mut Numbering, budget: &Budget) -> (Vec<Block>, Seen) {
    let mut walk = Walk {
        xml: Xml::new(text, budget),
        budget,
        styles,
        numbering,
        open: Vec::new(),
        places: Vec::new(),
        flows: vec![Flow::on(if has_drawing_behind(text) { Paper::Other } else { Paper::White })],
        tables: Vec::new(),
        papers: Vec::new(),
        seen: Seen::default(),
        objects: 0,
        made: 0,
        lines: 0,
        cells: 0,
    };
    let most = budget.limits.cells as usize;
    loop {
        if walk.cells > most || walk.lines > most || walk.made > most.saturating_mul(TEXT_PER_CELL) {
            walk.seen.is_cut = true;
            break;
        }
        match walk.xml.next() {
            Node::Open(element) => {
                let open = walk.opened(&element);
                walk.open.extend(open);
            }
            Node::Close => walk.closed(),
            Node::Text(text) if walk.open.last() == Some(&Open::Text) => walk.write(&text),
            Node::Text(_) => {}
            Node::End => break,
        }
    }
    while !walk.open.is_empty() {
        walk.closed();
    }
    walk.seen.is_broken = walk.xml.end() == End::Broken;
    walk.seen.is_cut |= walk.xml.end() == End::Cut;
    let mut flow = walk.flows.pop().unwrap_or_default();
    flow.finish(&mut walk.lists());
    (flow.blocks, walk.seen)
}

impl<'a> Walk<'a> {
    fn lists(&mut self) -> Lists<'_> {
        let Self { styles, numbering, seen, lines, .. } = self;
        Lists { styles, numbering, hidden: &mut seen.hidden, lines }
    }

    pub(super) fn flow(&mut self) -> &mut Flow {
        self.flows.last_mut().expect("the body is a flow that is never taken away on the way")
    }

    /// Does something to the open flow that may end paragraphs.
    fn with_flow(&mut self, act: impl FnOnce(&mut Flow, &mut Lists<'_>)) {
        let mut flow = std::mem::take(self.flow());
        act(&mut flow, &mut self.lists());
        *self.flow() = flow;
    }

    /// What an element that begins is; `None` for one that has been read, or passed over, to its end.
    fn opened(&mut self, element: &Element<'a>) -> Option<Open> {
        match (element.space, element.name()) {
            (Space::Word, name) => self.word_opened(name, element),
            (Space::Compatibility, "AlternateContent") => Some(Open::Alternatives(false)),
            (Space::Compatibility, "Choice" | "Fallback") => match self.open.last() {
                Some(Open::Alternatives(true)) => self.pass(),
                _ => Some(Open::Alternative(self.made)),
            },
            (Space::Picture, "pic") | (Space::Vml, "imagedata") => {
                if self.objects == 0 {
                    self.picture();
                }
                Some(Open::Around)
            }
            (Space::Math, "t") => Some(Open::Text),
            _ => Some(Open::Around),
        }
    }

    fn word_opened(&mut self, name: &str, element: &Element<'a>) -> Option<Open> {
        let open = match name {
            "p" => {
                self.with_flow(Flow::begin);
                Open::Paragraph
            }
            "pPr" => {
                self.paragraph_properties();
                return None;
            }
            "r" => {
                self.flow().run = Look::default();
                Open::Run
            }
            "rPr" if self.open.last() == Some(&Open::Run) => {
                self.run_properties();
                return None;
            }
            "t" => Open::Text,
            "tab" | "ptab" => self.sign("\t"),
            "cr" => self.sign("\n"),
            "br" => self.line_break(element),
            "noBreakHyphen" => self.sign("-"),
            "sym" => {
                self.flow().has_symbols = true;
                self.sign(&symbol(element))
            }
            "fldChar" => {
                match element.attribute("fldCharType").as_deref() {
                    Some("begin") => self.flow().field_begins(),
                    Some("separate") => self.flow().result_begins(),
                    Some("end") => self.flow().field_ends(),
                    _ => {}
                }
                return self.pass();
            }
            "tbl" if self.places.len() < 3 * DEEPEST => {
                self.with_flow(Flow::finish);
                self.tables.push(Vec::new());
                let paper = self.flow().paper;
                self.papers.push(paper);
                self.enter(Open::Table)
            }
            "tr" if self.places.last() == Some(&Open::Table) => {
                self.table().push(RawRow::default());
                self.enter(Open::Row)
            }
            "tc" if self.places.last() == Some(&Open::Row) => {
                self.cells += 1;
                if let Some(row) = self.table().last_mut() {
                    row.cells.push(RawCell::default());
                }
                let paper = self.papers.last().copied().unwrap_or_default();
                self.flows.push(Flow::on(paper));
                self.enter(Open::Cell)
            }
            "tblPr" if self.places.last() == Some(&Open::Table) => {
                self.table_properties();
                return None;
            }
            "trPr" if self.places.last() == Some(&Open::Row) => {
                self.row_properties();
                return None;
            }
            "tcPr" if self.places.last() == Some(&Open::Cell) => {
                self.cell_properties();
                return None;
            }
            "txbxContent" if self.places.len() < 3 * DEEPEST && !self.flow().run.is_hidden() => {
                self.flows.push(Flow::on(Paper::Other));
                self.enter(Open::TextBox)
            }
            "object" => {
                self.picture();
                self.objects += 1;
                Open::Object
            }
            "background" if element.attribute("color").is_some_and(|colour| colour != "auto" && !is_white(&colour)) => {
                self.flow().paper = Paper::Other;
                return self.pass();
            }
            "altChunk" => {
                self.seen.chunks.extend(element.attribute("id"));
                return self.pass();
            }
            // The mark of a note stands behind where it is no number of Word's own.
            "footnoteReference" | "endnoteReference" => {
                if element.attribute("customMarkFollows").is_some_and(|value| is_on(&value)) {
                    self.flow().run.raise();
                }
                return self.pass();
            }
            "footnote" | "endnote" if element.attribute("type").is_some_and(|kind| kind != "normal") => {
                return self.pass();
            }
            // What was deleted or moved away, instructions of fields, readings beside characters, and how things look.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "rt" | "rPr" | "sectPr" | "tblPr"
            | "tblGrid" | "tblPrEx" | "trPr" | "tcPr" | "sdtPr" | "sdtEndPr" | "txbxContent" | "binData" | "ffData" => {
                return self.pass();
            }
            _ => Open::Around,
        };
        Some(open)
    }

    /// Passes over the element that began last.
    fn pass(&mut self) -> Option<Open> {
        self.xml.skip();
        None
    }

    fn enter(&mut self, place: Open) -> Open {
        self.places.push(place);
        place
    }

    pub(super) fn table(&mut self) -> &mut Vec<RawRow> {
        self.tables.last_mut().expect("a table is open")
    }

    /// Ends the element that began last.
    fn closed(&mut self) {
        let Some(open) = self.open.pop() else { return };
        if self.places.last() == Some(&open) && matches!(open, Open::Table | Open::Row | Open::Cell | Open::TextBox) {
            self.places.pop();
        }
        match open {
            Open::Paragraph => self.with_flow(Flow::end),
            Open::Run => self.flow().run = Look::default(),
            Open::Table => {
                let rows = self.tables.pop().unwrap_or_default();
                self.papers.pop();
                let blocks = table::finish(rows, &mut self.seen.hidden);
                self.flow().blocks.extend(blocks);
            }
            Open::Cell | Open::TextBox => {
                self.with_flow(Flow::finish);
                let Flow { mut blocks, has_symbols, .. } = self.flows.pop().unwrap_or_default();
                if has_symbols {
                    blocks.iter_mut().for_each(symbols::drop_beside_number);
                }
                if open == Open::TextBox {
                    self.flow().paragraph().after.extend(blocks);
                } else if let Some(cell) = self.table().last_mut().and_then(|row| row.cells.last_mut()) {
                    cell.blocks = table::in_cell(blocks);
                }
            }
            Open::Object => self.objects -= 1,
            Open::Alternative(before) if self.made > before => {
                if let Some(Open::Alternatives(is_taken)) = self.open.last_mut() {
                    *is_taken = true;
                }
            }
            _ => {}
        }
    }

    fn picture(&mut self) {
        self.seen.pictures += 1;
        self.made += 1;
    }

    fn sign(&mut self, sign: &str) -> Open {
        self.put(sign);
        Open::Around
    }

    /// A break ends a line; where a page or a column ends inside a paragraph, a line does as well.
    fn line_break(&mut self, element: &Element<'_>) -> Open {
        let is_line = element.attribute("type").is_none_or(|kind| kind == "textWrapping");
        if is_line || !self.flow().paragraph().text.is_empty() {
            self.put("\n");
        }
        Open::Around
    }

    /// Writes text as it stands in the file, where line breaks and tabs are blanks.
    fn write(&mut self, text: &str) {
        if text.contains(['\n', '\r', '\t']) {
            self.put(&text.replace(['\n', '\r', '\t'], " "));
        } else {
            self.put(text);
        }
    }

    fn put(&mut self, text: &str) {
        self.made += text.len();
        if !self.budget.hold(text.len()) {
            return;
        }
        let styles = self.styles;
        let flow = self.flow();
        if flow.is_instruction() {
            return;
        }
        let (look, paper) = flow.look(styles);
        let paragraph = flow.paragraph();
        if look.is_unseen(paper) {
            paragraph.hidden.push_str(text);
        } else {
            if let Some(first) = text.chars().find(|c| !is_blank(*c)) {
                paragraph.levels.part(&mut paragraph.text, first, look.level());
            }
            paragraph.text.push_str(text);
        }
    }
}

/// Whether something is drawn behind the text, which may stand on it.
fn has_drawing_behind(text: &str) -> bool {
    ["behindDoc=\"1\"", "behindDoc='1'", "behindDoc=\"true\"", "z-index:-"].iter().any(|mark| text.contains(mark))
}
