//! What each thing on the screen looks like: code asks for a [`Role`], a theme file answers with a style.
//!
//! The files in `themes/` are embedded, and users may have their own. Every theme answers for every role and for no
//! other; a test holds that. Which theme is in force is for the settings and the model to say.

mod file;
mod own;

use ratatui::style::{Color, Modifier, Style};

pub use own::Themes;

use file::{RawStyle, ThemeFile};

/// The embedded themes, by name, in the order in which they are cycled.
pub const THEMES: [(&str, &str); 3] = [
    ("dark", include_str!("../../../themes/dark.toml")),
    ("light", include_str!("../../../themes/light.toml")),
    ("high-contrast", include_str!("../../../themes/high-contrast.toml")),
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
    #[must_use]
    pub fn named(name: &str, depth: Depth) -> Self {
        Themes::embedded().theme(name, depth)
    }

    /// The theme of these styles, one for each role.
    fn new(raw: &[RawStyle], depth: Depth) -> Self {
        let styled = Role::ALL.iter().zip(raw).map(|(role, raw)| {
            let style = style(raw, depth);
            // Without colours, what stands on a ground of its own is shown in reverse video.
            if depth == Depth::None && raw.bg.is_some() && !matches!(role, Role::Base | Role::Overlay) {
                return style.add_modifier(Modifier::REVERSED);
            }
            style
        });
        Self { styles: styled.collect() }
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }
}

fn style(raw: &RawStyle, depth: Depth) -> Style {
    let fit = |colour: Option<Color>| colour.and_then(|colour| fit(colour, depth));
    Style { fg: fit(raw.fg), bg: fit(raw.bg), ..Style::new().add_modifier(raw.modifiers) }
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
    fn colours_fall_to_the_nearest_of_the_palette() {
        for (rgb, index) in [((0, 0, 0), 16), ((255, 255, 255), 231), ((255, 0, 0), 196), ((118, 118, 118), 243)] {
            assert_eq!(nearest(rgb.0, rgb.1, rgb.2), index, "{rgb:?}");
        }
    }

    /// Relative luminance and contrast as WCAG 2 defines them.
    fn contrast(a: Color, b: Color) -> f64 {
        let luminance = |colour: Color| {
            let Color::Rgb(red, green, blue) = colour else { panic!("{colour:?} is not written as #rrggbb") };
            let part = |value: u8| {
                let value = f64::from(value) / 255.0;
                if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
        };
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Lines, marks of emptiness and explanations, which may stand back.
    const FAINT: [Role; 8] = [
        Role::Dim,
        Role::Border,
        Role::BorderFocus,
        Role::BarFull,
        Role::BarEmpty,
        Role::Rule,
        Role::Missing,
        Role::LineNumber,
    ];

    /// What is drawn with lines and blocks.
    const LINES: [Role; 5] = [Role::Border, Role::BorderFocus, Role::BarFull, Role::BarEmpty, Role::Rule];

    #[test]
    fn every_theme_can_be_read() {
        let mut complaints = Vec::new();
        for (name, _) in THEMES {
            let theme = Theme::named(name, Depth::True);
            let (text, faint): (f64, f64) = if name == "high-contrast" { (7.0, 4.5) } else { (4.5, 3.0) };
            let base = theme.style(Role::Base);
            let cursor = theme.style(Role::Cursor);
            for &role in Role::ALL {
                let style = theme.style(role);
                let least = if FAINT.contains(&role) { faint } else { text };
                let fg = style.fg.or(base.fg).unwrap();
                let mut grounds = vec![("its ground", style.bg.or(base.bg).unwrap(), least)];
                if style.bg.is_none() {
                    // Text of any role may stand in a window or under the cursor, unless the cursor has its own colour.
                    grounds.push(("overlay", theme.style(Role::Overlay).bg.unwrap(), least));
                    // Frames and bars never lie under it.
                    if cursor.fg.is_none() && !LINES.contains(&role) {
                        grounds.push(("cursor", cursor.bg.unwrap(), least));
                    }
                }
                for (ground, bg, least) in grounds {
                    let found = contrast(fg, bg);
                    if found < least {
                        complaints.push(format!("{name}: {} on {ground}: {found:.2} < {least}", role.name()));
                    }
                }
            }
        }
        assert!(complaints.is_empty(), "\n{}", complaints.join("\n"));
    }
}
