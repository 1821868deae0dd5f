//! What each thing on the screen looks like: code asks for a [`Role`], a theme file answers with a style.
//!
//! The files in `themes/` are embedded. Every theme answers for every role and for no other; a test holds that. Which
//! theme is in force is for the settings and the model to say.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// The embedded themes, by name, in the order in which they are cycled.
pub const THEMES: [(&str, &str); 3] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
];

macro_rules! roles {
    ($($(#[doc = $doc:literal])* $role:ident => $name:literal,)*) => {
        /// What a piece of the screen means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Role { $($(#[doc = $doc])* $role,)* }

        impl Role {
            /// Every role, in the order of the theme files.
            pub const ALL: &'static [Self] = &[$(Self::$role,)*];

            /// The role's key in a theme file.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$role => $name,)* }
            }
        }
    };
}

roles! {
    /// Ordinary text and the ground that it stands on.
    Base => "base",
    /// Text of lesser weight: ids, explanations, marks of emptiness.
    Dim => "dim",
    /// Headings inside a pane.
    Heading => "heading",
    /// The line at the top.
    Header => "header",
    /// The program's name.
    Brand => "brand",
    /// The part of a bar that is filled.
    BarFull => "bar-full",
    /// The part of a bar that is not.
    BarEmpty => "bar-empty",
    /// Frames of panes.
    Border => "border",
    /// The frame of the pane that keys act on.
    BorderFocus => "border-focus",
    /// Titles of panes.
    Title => "title",
    /// The view that is shown, among the names of views.
    Tab => "tab",
    /// The row that the cursor is on.
    Cursor => "cursor",
    /// The table cell that the cursor is on.
    CellCursor => "cell-cursor",
    /// Errors.
    Error => "error",
    /// Warnings.
    Warning => "warning",
    /// Notices.
    Notice => "notice",
    /// What is in order.
    Good => "good",
    /// What cannot be assessed by machine.
    Neutral => "neutral",
    /// Files that cannot be read.
    Unreadable => "unreadable",
    /// What the engine does not vouch for.
    Doubt => "doubt",
    /// Cells that a broken relation speaks of without being suspected.
    Involved => "involved",
    /// Cells that the document does not have, and blank ones.
    Missing => "missing",
    /// Text standing where a number should.
    Misplaced => "misplaced",
    /// Labels and headers of tables.
    Label => "label",
    /// Rules between the cells of a table.
    Rule => "rule",
    /// Decisions of a reviewer.
    Decided => "decided",
    /// Decisions that are not yet on disk.
    Pending => "pending",
    /// Letters that a filter found.
    Match => "match",
    /// The place in the source text that is spoken of.
    Mark => "mark",
    /// Line numbers.
    LineNumber => "line-number",
    /// Keys in the footer and in help.
    Key => "key",
    /// Words in the footer.
    Footer => "footer",
    /// Windows laid over the screen.
    Overlay => "overlay",
    /// Sentences that tell what happened.
    Message => "message",
}

/// Why a theme cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ThemeError {
    /// The file is no theme.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A colour is neither a name nor `#rrggbb`.
    #[error("`{0}` is no colour: give a name such as `red` or `#rrggbb`")]
    Colour(String),
    /// A role has no style.
    #[error("the role `{0}` has no style")]
    Absent(&'static str),
    /// A role is unknown.
    #[error("there is no role `{0}`")]
    Unknown(String),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct RawStyle {
    fg: Option<String>,
    bg: Option<String>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reverse: bool,
}

/// How many colours the terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None: `NO_COLOR`. Signs and modifiers stay.
    None,
    /// The palette of 256.
    Indexed,
    /// Any.
    True,
}

/// A style for every role.
#[derive(Debug, Clone)]
pub struct Theme {
    styles: Vec<Style>,
}

impl Theme {
    /// An embedded theme by name; the first one where there is none of that name.
    ///
    /// # Panics
    /// Never in a released binary: a test parses every embedded theme.
    #[must_use]
    pub fn named(name: &str, depth: Depth) -> Self {
        let text = THEMES.iter().find(|theme| theme.0 == name).unwrap_or(&THEMES[0]).1;
        Self::parse(text, depth).expect("the embedded themes parse")
    }

    /// Reads a theme file.
    ///
    /// # Errors
    /// Where it is no TOML, or lacks a role, or names one that there is not, or a colour cannot be read.
    pub fn parse(text: &str, depth: Depth) -> Result<Self, ThemeError> {
        let mut raw: BTreeMap<String, RawStyle> = toml::from_str(text)?;
        let mut styles = Vec::with_capacity(Role::ALL.len());
        for role in Role::ALL {
            let raw = raw.remove(role.name()).ok_or(ThemeError::Absent(role.name()))?;
            let mut style = style(&raw, depth)?;
            // Without colours, what stands on a ground of its own is shown in reverse video.
            if depth == Depth::None && raw.bg.is_some() && !matches!(role, Role::Base | Role::Overlay) {
                style = style.add_modifier(Modifier::REVERSED);
            }
            styles.push(style);
        }
        match raw.into_keys().next() {
            Some(unknown) => Err(ThemeError::Unknown(unknown)),
            None => Ok(Self { styles }),
        }
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

/// The name of the theme after this one.
#[must_use]
pub fn next(name: &str) -> &'static str {
    let at = THEMES.iter().position(|theme| theme.0 == name).unwrap_or(0);
    THEMES[(at + 1) % THEMES.len()].0
}

fn style(raw: &RawStyle, depth: Depth) -> Result<Style, ThemeError> {
    let mut style = Style::new();
    if let Some(name) = &raw.fg {
        style.fg = fit(colour(name)?, depth);
    }
    if let Some(name) = &raw.bg {
        style.bg = fit(colour(name)?, depth);
    }
    for (wanted, modifier) in [
        (raw.bold, Modifier::BOLD),
        (raw.dim, Modifier::DIM),
        (raw.italic, Modifier::ITALIC),
        (raw.underline, Modifier::UNDERLINED),
        (raw.reverse, Modifier::REVERSED),
    ] {
        if wanted {
            style = style.add_modifier(modifier);
        }
    }
    Ok(style)
}

fn colour(name: &str) -> Result<Color, ThemeError> {
    name.parse().map_err(|_| ThemeError::Colour(name.to_owned()))
}

/// The colour as the terminal can show it.
fn fit(colour: Color, depth: Depth) -> Option<Color> {
    match (depth, colour) {
        (Depth::None, _) => None,
        (Depth::Indexed, Color::Rgb(red, green, blue)) => Some(Color::Indexed(nearest(red, green, blue))),
        _ => Some(colour),
    }
}

/// The nearest colour of the 256-colour palette: its 6×6×6 cube or its ramp of 24 greys.
fn nearest(red: u8, green: u8, blue: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let step = |value: u8| (0..6).min_by_key(|&i| STEPS[i].abs_diff(value)).unwrap_or(0);
    let distance = |r: u8, g: u8, b: u8| {
        [(r, red), (g, green), (b, blue)].iter().map(|(a, b)| u32::from(a.abs_diff(*b)).pow(2)).sum::<u32>()
    };
    let (r, g, b) = (step(red), step(green), step(blue));
    let grey = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
    let ramp = (grey.saturating_sub(3) / 10).min(23) as u8;
    let level = 8 + ramp * 10;
    if distance(level, level, level) < distance(STEPS[r], STEPS[g], STEPS[b]) {
        232 + ramp
    } else {
        (16 + 36 * r + 6 * g + b) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_answers_for_every_role_and_no_other() {
        for (name, text) in THEMES {
            if let Err(error) = Theme::parse(text, Depth::True) {
                panic!("themes/{name}.toml: {error}");
            }
        }
        let unknown = format!("{}\n[no-such-role]\nbold = true\n", THEMES[0].1);
        assert!(
            matches!(Theme::parse(&unknown, Depth::True), Err(ThemeError::Unknown(role)) if role == "no-such-role")
        );
        let absent = THEMES[0].1.replace("[mark]", "[base2]");
        assert!(matches!(Theme::parse(&absent, Depth::True), Err(ThemeError::Absent("mark"))));
    }

    #[test]
    fn without_colours_only_modifiers_stay() {
        for (name, _) in THEMES {
            let theme = Theme::named(name, Depth::None);
            for &role in Role::ALL {
                assert_eq!((theme.style(role).fg, theme.style(role).bg), (None, None), "{name} {}", role.name());
            }
            for role in [Role::Cursor, Role::CellCursor, Role::Mark] {
                assert!(!theme.style(role).add_modifier.is_empty(), "{name}: {} is told by colour alone", role.name());
            }
        }
    }

    #[test]
    fn themes_follow_one_another_in_a_ring() {
        assert_eq!(next(next(next("dark"))), "dark");
    }

    #[test]
    fn colours_fall_to_the_nearest_of_the_palette() {
        for (rgb, index) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((255, 0, 0), 196), ((118, 118, 118), 243)] {
            assert_eq!(nearest(rgb.0, rgb.1, rgb.2), index, "{rgb:?}");
        }
    }
}
