//! The window in which a file is named to export to, and the export while it is under way.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tui_input::Input;

use crate::cursor::Motion;
use crate::effect::{Effect, Export};
use crate::export::log::{Content, Format};
use crate::hit::Hit;
use crate::keymap::{Command, Context};
use crate::layout::window;
use crate::model::{Model, Overlay};
use crate::paint::{bar, cover, frame, put};
use crate::text::lang::Lang;
use crate::theme::Role;
use crate::view::line::Line;
use crate::view::{Scene, input};
use crate::wrap;

/// What can be exported, in the order in which it is offered.
pub const OFFERS: [(Content, Format); 6] = [
    (Content::Log, Format::Markdown),
    (Content::Log, Format::Csv),
    (Content::Log, Format::Json),
    (Content::Ledger, Format::Csv),
    (Content::Ledger, Format::Markdown),
    (Content::Ledger, Format::Json),
];

/// What is exported, and whereto.
#[derive(Debug, Clone)]
pub struct ExportForm {
    /// Position in [`OFFERS`] of what is exported.
    pub choice: usize,
    /// The file's path as typed.
    pub input: Input,
    /// Whether a file is there already and would be replaced.
    pub replaces: bool,
    /// The ticket of the export that is under way, and how many reports it has read.
    pub under_way: Option<(u64, usize)>,
}

impl ExportForm {
    /// A form that offers the review log of a batch.
    #[must_use]
    pub fn new(batch: &str, lang: Lang) -> Self {
        let input = Input::from(file_name(batch, OFFERS[0], lang));
        Self { choice: 0, input, replaces: false, under_way: None }
    }

    /// Chooses another document or format. A name that was proposed is proposed anew; in one that was typed only the
    /// extension follows.
    pub fn choose(&mut self, choice: usize, batch: &str, lang: Lang) {
        let typed = self.input.value().to_owned();
        let proposed = file_name(batch, OFFERS[self.choice], lang);
        let name = match typed.strip_suffix(extension(OFFERS[self.choice].1)) {
            _ if typed == proposed => file_name(batch, OFFERS[choice], lang),
            Some(stem) => format!("{stem}{}", extension(OFFERS[choice].1)),
            None => typed,
        };
        self.choice = choice;
        self.replaces = false;
        self.input = Input::from(name);
    }
}

/// The name that is proposed for an export.
fn file_name(batch: &str, (content, format): (Content, Format), lang: Lang) -> String {
    let what = match content {
        Content::Log => lang.pick("审核记录", "review-log"),
        Content::Ledger => lang.pick("台账", "ledger"),
    };
    format!("{batch}-{what}{}", extension(format))
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Markdown => ".md",
        Format::Csv => ".csv",
        Format::Json => ".json",
    }
}

/// Asks what is to be exported, and whereto.
pub fn show(model: &mut Model) -> Vec<Effect> {
    model.overlay = Some(Overlay::Export(ExportForm::new(&model.place, model.lang)));
    Vec::new()
}

/// Handles a command while a file is named.
pub fn handle_command(model: &mut Model, command: Command) -> Vec<Effect> {
    let (lang, batch) = (model.lang, model.place.clone());
    let Some(Overlay::Export(form)) = &mut model.overlay else { return Vec::new() };
    if let Some((ticket, _)) = form.under_way {
        if command != Command::Back {
            return Vec::new();
        }
        model.overlay = None;
        return vec![Effect::Abandon { ticket }];
    }
    match command {
        Command::Back => model.overlay = None,
        Command::Move(Motion::Up) => form.choose((form.choice + OFFERS.len() - 1) % OFFERS.len(), &batch, lang),
        Command::Move(Motion::Down) | Command::NextView => form.choose((form.choice + 1) % OFFERS.len(), &batch, lang),
        Command::Enter => return begin(model),
        _ => {}
    }
    Vec::new()
}

/// Begins the export. The journal's answers are waited for, so that the export knows of every decision that was made.
fn begin(model: &mut Model) -> Vec<Effect> {
    if !model.pending.is_empty() {
        model.refuse(words::export_waits(model.lang).to_owned());
        return Vec::new();
    }
    let ticket = model.next_ticket();
    let decisions = model.decisions.clone();
    let lang = model.lang;
    let Some(Overlay::Export(form)) = &mut model.overlay else { return Vec::new() };
    let path = form.input.value().trim().to_owned();
    if path.is_empty() {
        model.refuse(words::export_nameless(lang).to_owned());
        return Vec::new();
    }
    form.under_way = Some((ticket, 0));
    let (content, format): (Content, Format) = OFFERS[form.choice];
    // The extension that was typed says what programs will take the file for.
    let format = Format::of(std::path::Path::new(&path)).unwrap_or(format);
    vec![Effect::Export(Box::new(Export { ticket, path, content, format, lang, force: form.replaces, decisions }))]
}

/// Takes up how far an export is.
pub fn exporting(model: &mut Model, ticket: u64, done: usize) -> Vec<Effect> {
    if let Some(Overlay::Export(form)) = &mut model.overlay
        && form.under_way.is_some_and(|(wanted, _)| wanted == ticket)
    {
        form.under_way = Some((ticket, done));
    }
    Vec::new()
}

/// Takes up that an export has ended. Where a file is in the way, the next Enter replaces it.
pub fn exported(model: &mut Model, ticket: u64, result: Result<String, (String, bool)>) -> Vec<Effect> {
    let Some(Overlay::Export(form)) = &mut model.overlay else { return Vec::new() };
    if form.under_way.is_none_or(|(wanted, _)| wanted != ticket) {
        return Vec::new();
    }
    form.under_way = None;
    match result {
        Ok(path) => {
            model.overlay = None;
            let whole = std::path::Path::new(&model.here).join(&path);
            model.say(words::exported(model.lang, &whole.display().to_string()));
        }
        Err((_, true)) => form.replaces = true,
        Err((reason, false)) => model.refuse(reason),
    }
    Vec::new()
}

/// Draws the window. Returns where the terminal's cursor stands.
pub fn render(scene: Scene, form: &ExportForm, buf: &mut Buffer) -> Option<(u16, u16)> {
    let (model, lang) = (scene.model, scene.lang);
    let area = window(model.size, 76, OFFERS.len() as u16 + 7);
    let ground = scene.style(Role::Overlay);
    cover(buf, area, ground);
    let inside = frame(buf, scene.theme, area, (words::export_title(lang), ""), true);
    for (i, &(content, format)) in OFFERS.iter().enumerate() {
        let line = Rect { y: inside.y + i as u16, height: 1, ..inside };
        let look = Line::draw(scene, ground, i == form.choice, line, buf);
        scene.hit(line, Hit::Choice(i));
        let (name, purpose) = words::offer(lang, content, format);
        put(buf, inside.x + 2, line.y, 26, &name, look.ground);
        put(buf, inside.x + 29, line.y, inside.width.saturating_sub(30), purpose, look.on(Role::Dim));
    }
    let y = inside.y + OFFERS.len() as u16 + 1;
    let x = put(buf, inside.x + 2, y, 12, words::export_file(lang), ground.patch(scene.style(Role::Key))) + 1;
    let cursor = input::render(&form.input, (x, y, inside.right().saturating_sub(x + 1)), ground, buf);
    if let Some((_, done)) = form.under_way {
        let count = model.rows.len();
        let after = bar(buf, scene.theme, (inside.x + 2, y + 2, 20), done as f32 / count.max(1) as f32, ground);
        let text = words::exporting(lang, done, count);
        put(buf, after + 1, y + 2, inside.right().saturating_sub(after + 2), &text, ground);
        return None;
    }
    let key = |command| model.keymap.key_for(Context::Export, command);
    let (text, role) = if form.replaces {
        (words::export_exists(lang, &key(crate::keymap::Command::Enter)), Role::Warning)
    } else {
        (words::export_into(lang, &model.here), Role::Dim)
    };
    let rows = wrap::sentence(&text, usize::from(inside.width.saturating_sub(4)));
    for (i, row) in rows.iter().take(2).enumerate() {
        put(buf, inside.x + 2, y + 2 + i as u16, inside.width - 3, row, ground.patch(scene.style(role)));
    }
    Some(cursor)
}

/// What the window says.
mod words {
    use crate::export::log::{Content, Format};
    use crate::text::lang::Lang;

    /// Its title.
    #[must_use]
    pub fn export_title(lang: Lang) -> &'static str {
        lang.pick("导出", "Export")
    }

    /// Before the file's name.
    #[must_use]
    pub fn export_file(lang: Lang) -> &'static str {
        lang.pick("文件", "file")
    }

    /// A document in a format, and what it is good for.
    #[must_use]
    pub fn offer(lang: Lang, content: Content, format: Format) -> (String, &'static str) {
        let document = match content {
            Content::Log => lang.pick("审核记录", "review log"),
            Content::Ledger => lang.pick("台账", "ledger"),
        };
        let (name, purpose) = match (content, format) {
            (Content::Log, Format::Markdown) => (
                "Markdown",
                lang.pick(
                    "逐份写明问题与每个决定，供阅读存档",
                    "report by report, every decision; to read and to file",
                ),
            ),
            (Content::Log, Format::Csv) => {
                ("CSV", lang.pick("每个决定一行，供 WPS、Excel 筛选", "a row for each decision, for spreadsheets"))
            }
            (Content::Log, Format::Json) => ("JSON", lang.pick("供其他程序读取", "for other programs")),
            (Content::Ledger, Format::Csv) => {
                ("CSV", lang.pick("每个问题一行，供 WPS、Excel 填报", "a row for each finding, for spreadsheets"))
            }
            (Content::Ledger, Format::Markdown) => {
                ("Markdown", lang.pick("每个问题一行，供阅读", "a row for each finding, to read"))
            }
            (Content::Ledger, Format::Json) => ("JSON", lang.pick("供其他程序读取", "for other programs")),
        };
        (format!("{document} · {name}"), purpose)
    }

    /// The folder that a name without one means.
    #[must_use]
    pub fn export_into(lang: Lang, folder: &str) -> String {
        lang.pick(
            format!("写到“{folder}”；也可写明其他目录。"),
            format!("Written to {folder}; another folder may be given."),
        )
    }

    /// A file is in the way.
    #[must_use]
    pub fn export_exists(lang: Lang, key: &str) -> String {
        lang.pick(
            format!("已有同名文件，未作改动。再按 {key} 替换它，或改一个名称。"),
            format!("A file of that name is there and was left as it is. {key} again replaces it; or change the name."),
        )
    }

    /// How far the export is.
    #[must_use]
    pub fn exporting(lang: Lang, done: usize, count: usize) -> String {
        lang.pick(format!("正在导出 {done}/{count}，Esc 停止"), format!("exporting {done}/{count}, Esc stops"))
    }

    /// It is done.
    #[must_use]
    pub fn exported(lang: Lang, path: &str) -> String {
        lang.pick(format!("已导出到“{path}”。"), format!("Exported to {path}."))
    }

    /// Decisions are still being written.
    #[must_use]
    pub fn export_waits(lang: Lang) -> &'static str {
        lang.pick("还有决定正在写入，请稍候再导出。", "Decisions are still being written; export in a moment.")
    }

    /// No name was typed.
    #[must_use]
    pub fn export_nameless(lang: Lang) -> &'static str {
        lang.pick("请写明文件名。", "Give a file name.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_follows_the_choice_as_far_as_it_was_not_typed() {
        let mut form = ExportForm::new("年报", Lang::Zh);
        assert_eq!(form.input.value(), "年报-审核记录.md");
        form.choose(3, "年报", Lang::Zh);
        assert_eq!(form.input.value(), "年报-台账.csv");
        form.input = Input::from("二月.csv");
        form.choose(0, "年报", Lang::Zh);
        assert_eq!(form.input.value(), "二月.md");
        form.input = Input::from("二月");
        form.choose(1, "年报", Lang::Zh);
        assert_eq!(form.input.value(), "二月");
    }
}
