//! Paragraphs under construction, one after another, in the body, a cell, a text box or a note.

use super::look::Look;
use super::numbering::Numbering;
use super::styles::{ListPlace, Styles};
use super::table::tell;
use crate::document::Block;
use crate::document::colour::Paper;
use crate::document::level::Levels;
use crate::document::line::BREAK;

/// A paragraph under construction.
#[derive(Debug, Default)]
pub struct Paragraph {
    /// Its text so far, `\n` where a line ends.
    pub text: String,
    /// How its text stood so far.
    pub levels: Levels,
    /// What hangs on it and stands after it: its text boxes.
    pub after: Vec<Block>,
    /// Its style.
    pub style: Option<String>,
    /// What its shading makes of the paper.
    pub paper: Option<Paper>,
    /// The list it says to be in.
    pub place: ListPlace,
    /// Whether its end was deleted or is hidden, so that the next paragraph goes on with it.
    pub goes_on: bool,
    /// Its hidden text.
    pub hidden: String,
}

/// Paragraphs and tables one after another.
#[derive(Debug, Default)]
pub struct Flow {
    /// What is done.
    pub blocks: Vec<Block>,
    paragraph: Option<Paragraph>,
    /// A paragraph whose end is gone: the next begins with it.
    carried: Option<Paragraph>,
    /// Fields that are open, each with whether its result has begun.
    fields: Vec<bool>,
    /// How the run that is open looks.
    pub run: Look,
    /// What it stands on.
    pub paper: Paper,
    /// Whether signs of fonts stand in it.
    pub has_symbols: bool,
}

impl Flow {
    /// An empty one.
    pub fn on(paper: Paper) -> Self {
        Self { paper, ..Self::default() }
    }

    /// How text of the open run looks, and what it stands on.
    pub fn look(&mut self, styles: &Styles) -> (Look, Paper) {
        let (run, paper) = (self.run, self.paper);
        let paragraph = self.paragraph();
        let of_style = paragraph.style.as_deref().map(|style| styles.look(style)).unwrap_or_default();
        (run.on(paragraph.paper).or(of_style), paper)
    }

    /// The open paragraph; text outside of any begins one.
    pub fn paragraph(&mut self) -> &mut Paragraph {
        self.paragraph.get_or_insert_default()
    }

    /// Begins a paragraph.
    pub fn begin(&mut self, lists: &mut Lists<'_>) {
        self.end(lists);
        let Paragraph { text, levels, after, hidden, .. } = self.carried.take().unwrap_or_default();
        self.paragraph = Some(Paragraph { text, levels, after, hidden, ..Paragraph::default() });
        self.run = Look::default();
    }

    /// Ends the open paragraph, if one is.
    pub fn end(&mut self, lists: &mut Lists<'_>) {
        let Some(paragraph) = self.paragraph.take() else { return };
        // A field whose result has not begun by now never shows one: what follows is text again.
        self.fields.retain(|has_result| *has_result);
        if paragraph.goes_on {
            self.carried = Some(paragraph);
        } else {
            self.close(paragraph, lists);
        }
    }

    /// Ends everything: what follows cannot be a part of it.
    pub fn finish(&mut self, lists: &mut Lists<'_>) {
        self.end(lists);
        if let Some(carried) = self.carried.take() {
            self.close(Paragraph { place: ListPlace { list: Some("0".to_owned()), level: None }, ..carried }, lists);
        }
    }

    fn close(&mut self, mut paragraph: Paragraph, lists: &mut Lists<'_>) {
        tell(&paragraph.hidden, lists.hidden);
        let is_hidden = paragraph.text.is_empty() && !paragraph.hidden.is_empty();
        if let Some(number) = lists.number(&paragraph).filter(|number| !number.is_empty() && !is_hidden) {
            // A number before a number must stay two.
            let text = paragraph.text.trim_start();
            let is_before_number = text.starts_with(|char: char| char.is_numeric() || "+-－＋.．".contains(char));
            let gap = match number.ends_with(char::is_alphanumeric) {
                _ if text.is_empty() => "",
                true if is_before_number && number.ends_with(char::is_numeric) => BREAK,
                false if !is_before_number => "",
                _ => " ",
            };
            paragraph.text = format!("{number}{gap}{}", paragraph.text);
        }
        if !is_hidden {
            let text = paragraph.text.strip_suffix('\n').unwrap_or(&paragraph.text);
            for line in text.split('\n') {
                let is_blank = line.trim().is_empty();
                // One blank line says as much as many.
                if !(is_blank && matches!(self.blocks.last(), Some(Block::Line(last)) if last.is_empty())) {
                    *lists.lines += 1;
                    self.blocks.push(Block::Line(if is_blank { String::new() } else { line.to_owned() }));
                }
            }
        }
        self.blocks.append(&mut paragraph.after);
    }

    /// A field begins: what stands before its result is an instruction.
    pub fn field_begins(&mut self) {
        self.fields.push(false);
    }

    /// The result of the field that began last begins.
    pub fn result_begins(&mut self) {
        if let Some(has_result) = self.fields.last_mut() {
            *has_result = true;
        }
    }

    /// The field that began last ends.
    pub fn field_ends(&mut self) {
        self.fields.pop();
    }

    /// Whether what comes now is an instruction and not shown.
    pub fn is_instruction(&self) -> bool {
        self.fields.contains(&false)
    }
}

/// What all paragraphs of a document share.
pub struct Lists<'a> {
    /// Its styles.
    pub styles: &'a Styles,
    /// Its lists.
    pub numbering: &'a mut Numbering,
    /// Text that was left out.
    pub hidden: &'a mut Vec<String>,
    /// How many lines there are so far.
    pub lines: &'a mut usize,
}

impl Lists<'_> {
    /// Counts a paragraph in its list and gives its number.
    fn number(&mut self, paragraph: &Paragraph) -> Option<String> {
        let style = paragraph.style.as_deref().or(self.styles.default_paragraph());
        let of_style = style.and_then(|style| self.styles.list_of(style));
        let own = &paragraph.place;
        let list = own.list.as_deref().or(of_style.and_then(|(place, _)| place.list.as_deref()))?;
        if list == "0" {
            return None;
        }
        let linked = of_style.and_then(|(_, by)| self.numbering.level_of_style(list, by));
        let level = own.level.or(linked).or(of_style.and_then(|(place, _)| place.level)).unwrap_or(0);
        self.numbering.next(list, level)
    }
}
