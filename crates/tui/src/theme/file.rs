//! A theme file: TOML with a table for each role. Read by hand, so that a complaint names line, role and what is allowed
//! in the person's own language.

use std::ops::Range;
use std::path::Path;

use ratatui::style::{Color, Modifier};
use toml::de::{DeTable, DeValue};

use super::Role;
use crate::settings::{Origin, Problem};
use crate::text::nearest::nearest;

/// The key by which a theme names the one that it builds on; `base` is a role.
const BUILDS_ON: &str = "inherits";

/// What a role's table may say besides its colours.
const MODIFIERS: [(&str, Modifier); 5] = [
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
];

/// A style as it was written, before it is fitted to the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct RawStyle {
    /// Colour of the letters.
    pub(super) fg: Option<Color>,
    /// Colour of the ground.
    pub(super) bg: Option<Color>,
    /// Weight, slant and the like.
    pub(super) modifiers: Modifier,
}

/// What a theme file says.
#[derive(Debug, Clone)]
pub(super) struct ThemeFile {
    /// The theme that answers for the roles that this one leaves out, with the place where it is named.
    pub(super) inherits: Option<(String, Origin)>,
    /// A style for each role that is there, in the order of [`Role::ALL`].
    pub(super) styles: Vec<Option<RawStyle>>,
    /// What is wrong.
    pub(super) problems: Vec<Problem>,
}

/// Reads a theme file's text.
pub(super) fn parse(path: &Path, text: &str) -> ThemeFile {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let found = ThemeFile { inherits: None, styles: vec![None; Role::ALL.len()], problems: Vec::new() };
    let mut reader = Reader { path, text, found };
    match DeTable::parse(text) {
        Ok(table) => reader.theme(table.get_ref()),
        Err(error) => {
            let words = error.message().trim_end().replace('\n', "; ");
            reader.complain(
                error.span().unwrap_or(0..0),
                format!("此处不合 TOML 语法（{words}）。样式写作 [角色] 一行，其下 fg = \"#rrggbb\"。"),
                format!("this is no TOML ({words}); write [role], and below it fg = \"#rrggbb\""),
            );
        }
    }
    reader.found
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    found: ThemeFile,
}

impl Reader<'_> {
    fn theme(&mut self, table: &DeTable) {
        for (name, value) in table {
            let role = Role::ALL.iter().position(|role| role.name() == name.get_ref().as_ref());
            match (role, value.get_ref()) {
                (Some(role), DeValue::Table(fields)) => {
                    let style = self.style(name.get_ref(), fields);
                    self.found.styles[role] = Some(style);
                }
                (Some(_), _) => self.complain(
                    value.span(),
                    format!("角色“{0}”应为单独一段，以 [{0}] 开头；要以另一配色为底，写 inherits = \"dark\"。", name.get_ref()),
                    format!(
                        "the role {0} is a section of its own: begin it with [{0}]; to build on a theme, write inherits = \"dark\"",
                        name.get_ref()
                    ),
                ),
                (None, DeValue::String(base)) if name.get_ref() == BUILDS_ON => {
                    self.found.inherits = Some((base.to_string(), self.origin(value.span())));
                }
                (None, _) => self.unknown(name.get_ref(), name.span()),
            }
        }
    }

    fn style(&mut self, role: &str, fields: &DeTable) -> RawStyle {
        let mut style = RawStyle::default();
        for (name, value) in fields {
            let modifier = MODIFIERS.iter().find(|modifier| modifier.0 == name.get_ref().as_ref());
            match (name.get_ref().as_ref(), value.get_ref(), modifier) {
                ("fg", DeValue::String(colour), _) => style.fg = self.colour(role, colour, value.span()),
                ("bg", DeValue::String(colour), _) => style.bg = self.colour(role, colour, value.span()),
                (_, DeValue::Boolean(on), Some((_, modifier))) => style.modifiers.set(*modifier, *on),
                (_, _, Some((name, _))) => self.complain(
                    value.span(),
                    format!("角色“{role}”的 {name} 应写 true 或 false，不加引号。"),
                    format!("{name} of the role {role} is true or false, without quotation marks"),
                ),
                ("fg" | "bg", ..) => self.no_colour(role, value.get_ref().type_str(), value.span()),
                (name, ..) => self.complain(
                    value.span(),
                    format!(
                        "角色“{role}”没有“{name}”这一项，可用的有：fg、bg、bold、dim、italic、underline、reverse。"
                    ),
                    format!("the role {role} has no {name}; there are: fg, bg, bold, dim, italic, underline, reverse"),
                ),
            }
        }
        style
    }

    fn colour(&mut self, role: &str, text: &str, span: Range<usize>) -> Option<Color> {
        let colour = text.parse().ok();
        if colour.is_none() {
            self.no_colour(role, text, span);
        }
        colour
    }

    fn no_colour(&mut self, role: &str, text: &str, span: Range<usize>) {
        self.complain(
            span,
            format!("角色“{role}”的“{text}”不是颜色，请写 \"#rrggbb\" 或 \"red\" 一类的英文名。"),
            format!("{text:?} of the role {role} is no colour; write \"#rrggbb\" or a name such as \"red\""),
        );
    }

    fn unknown(&mut self, name: &str, span: Range<usize>) {
        let (zh, en) = match nearest(name, Role::ALL.iter().map(|role| role.name())) {
            Some(near) => (format!("是否要写“{near}”？"), format!("; did you mean {near}?")),
            None => (String::new(), String::new()),
        };
        self.complain(
            span,
            format!("没有“{name}”这个角色。{zh}全部角色见内置配色的文件。"),
            format!("there is no role {name}{en}"),
        );
    }

    fn complain(&mut self, span: Range<usize>, zh: String, en: String) {
        let origin = self.origin(span);
        self.found.problems.push(Problem::new(origin, zh, en));
    }

    fn origin(&self, span: Range<usize>) -> Origin {
        Origin::at(self.path, self.text, span.start)
    }
}
