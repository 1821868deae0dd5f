//! Web pages, and web pages saved with their parts in one file: charset, tree, what is seen, and the report inside a site's
//! page.

mod cascade;
mod declared;
mod fields;
mod flow;
mod grid;
mod lines;
mod list;
mod looks;
mod mime;
mod parse;
mod style;
mod survey;
mod table;
mod tag;
mod tree;

use crate::source::{self, Budget, Decoded, Kind, Limits, Undecodable};

use super::content::{Block, Content};
use super::line::is_blank;
use super::{Remark, Unreadable};
use flow::{Flow, Met};
use looks::Looks;
use survey::Survey;
use tag::Tag;
use tree::{Id, Tree};

/// Elements and texts of a page for each cell that a file may have.
const NODES_PER_CELL: usize = 20;

/// How much text a page has on its own at most, in characters, of which one must say that it only frames others.
const LITTLE_TEXT: usize = 400;

/// How many cells with figures make a table of figures.
const FIGURES: usize = 3;

/// A page as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// What it holds.
    pub content: Content,
    /// Name of its encoding.
    pub encoding: &'static str,
    /// How many NUL characters were left out.
    pub nul_bytes: usize,
}

/// Reads a web page or a web archive.
///
/// # Errors
/// Where it holds no text at all.
pub fn read(bytes: &[u8], kind: Kind, budget: &Budget) -> Result<Page, Unreadable> {
    let limits = &budget.limits;
    let mut sight = if kind == Kind::Mht { archive(bytes, limits)? } else { sight(bytes, None, limits)? };
    let Sight { page, met, .. } = &mut sight;
    let remarks = &mut page.content.remarks;
    if !has_figures(&page.content.blocks) && chars(&page.content.blocks) < LITTLE_TEXT && !met.frames.is_empty() {
        remarks.push(Remark::Frames(std::mem::take(&mut met.frames)));
    }
    if page.content.blocks.is_empty() && remarks.is_empty() {
        return Err(match met.pictures {
            0 => Undecodable { kind: Kind::NoText }.into(),
            _ => Unreadable::Scanned(kind),
        });
    }
    if met.pictures > 0 && !has_figures(&page.content.blocks) {
        remarks.push(Remark::Embedded(met.pictures));
    }
    if !met.hidden.is_empty() {
        remarks.push(Remark::Hidden(std::mem::take(&mut met.hidden)));
    }
    if met.is_cut {
        remarks.push(Remark::Cut { setting: "limits.cells", limit: u64::from(limits.cells) });
    }
    Ok(sight.page)
}

/// A page with what was met on it.
#[derive(Default)]
struct Sight {
    page: Page,
    met: Met,
}

/// Reads a web archive: its first page and, where that only frames others, those that lie in the archive.
fn archive(bytes: &[u8], limits: &Limits) -> Result<Sight, Unreadable> {
    let parts = mime::parts(bytes);
    let is_page = |part: &&mime::Part| part.kind.contains("html") || part.kind.is_empty();
    let mut pages = parts.iter().filter(is_page);
    let Some(first) = pages.next() else {
        let Some(text) = parts.first() else { return Err(Unreadable::Damaged(Kind::Mht)) };
        return sight(&text.body, text.charset.as_deref(), limits);
    };
    let mut whole = sight(&first.body, first.charset.as_deref(), limits)?;
    let is_frame = !whole.met.frames.is_empty() && chars(&whole.page.content.blocks) < LITTLE_TEXT;
    // The sheets of a workbook are pages of which a frame shows the first.
    for part in pages.filter(|part| is_frame && !part.name.to_ascii_lowercase().starts_with("tabstrip")) {
        let left = Limits { cells: limits.cells.saturating_sub(whole.met.cells), ..*limits };
        let Ok(inner) = sight(&part.body, part.charset.as_deref(), &left) else { continue };
        if inner.page.content.blocks.is_empty() {
            continue;
        }
        whole.met.frames.clear();
        whole.met.cells += inner.met.cells;
        whole.met.pictures += inner.met.pictures;
        whole.met.is_cut |= inner.met.is_cut;
        whole.met.hidden.extend(inner.met.hidden);
        whole.page.content.blocks.extend(inner.page.content.blocks);
    }
    Ok(whole)
}

/// Reads one page.
fn sight(bytes: &[u8], charset: Option<&str>, limits: &Limits) -> Result<Sight, Unreadable> {
    let Decoded { text, encoding, nul_bytes, .. } = source::decode_markup(bytes, charset)?;
    let is_text = !text.trim_start().starts_with('<');
    let (tree, is_full) = parse::parse(&text, limits.cells as usize * NODES_PER_CELL);
    let looks = Looks::of(&tree);
    let survey = Survey::of(&tree, &looks);
    let look = |shows_hidden| {
        let mut flow = Flow::new(&tree, &looks, &survey, limits.cells, shows_hidden);
        let mut blocks = flow.page(is_text);
        blocks.retain(|block| !matches!(block, Block::Line(line) if survey::is_furniture_line(line)));
        (blocks, flow.met)
    };
    let (mut blocks, mut met) = look(false);
    // A script may show what the page hides at first: where the figures are hidden, they are read all the same.
    if !has_figures(&blocks) && met.hides_tables {
        let all = look(true);
        if has_figures(&all.0) {
            (blocks, met) = all;
        }
    }
    if let Some(title) = lacking_title(&tree, &blocks) {
        blocks.insert(0, Block::Line(title));
    }
    met.is_cut |= is_full;
    let content = Content { blocks, ..Content::default() };
    Ok(Sight { page: Page { content, encoding, nul_bytes }, met })
}

/// The report's title, where it stands in the page's head alone.
fn lacking_title(tree: &Tree, blocks: &[Block]) -> Option<String> {
    let is_title = |text: &str| {
        let is_one = text.contains("年度报告") || text.contains("年度報告") || text.contains("年报");
        is_one && text.contains('年') && text.chars().count() <= 60 && !text.contains('。')
    };
    let has_one = |block: &Block| match block {
        Block::Line(line) => is_title(line),
        Block::Table(table) => table.rows.iter().flatten().any(|cell| is_title(&cell.text)),
        _ => false,
    };
    if blocks.iter().any(has_one) {
        return None;
    }
    let is_element = |id: &Id, tag: Tag| tree.element(*id).is_some_and(|element| element.tag == tag);
    let id = (1..tree.len() as Id).find(|id| is_element(id, Tag::Title))?;
    let title = tree.all_text(id);
    let part = title
        .split(['_', '|', '-', '—', '–', '\n'])
        .map(|part| part.trim_matches(is_blank))
        .find(|part| is_title(part))?;
    Some(part.to_owned())
}

fn has_figures(blocks: &[Block]) -> bool {
    let figures = |block: &Block| match block {
        Block::Table(table) => {
            table.rows.iter().flatten().filter(|cell| cell.text.contains(|c: char| c.is_numeric())).count()
        }
        _ => 0,
    };
    blocks.iter().map(figures).sum::<usize>() >= FIGURES
}

fn chars(blocks: &[Block]) -> usize {
    let chars = |block: &Block| match block {
        Block::Line(line) => line.chars().count(),
        Block::Table(table) => table.rows.iter().flatten().map(|cell| cell.text.chars().count()).sum(),
        _ => 0,
    };
    blocks.iter().map(chars).sum()
}

#[cfg(test)]
mod tests;
