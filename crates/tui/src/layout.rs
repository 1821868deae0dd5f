//! Where each pane stands: a pure function of the terminal's size and of what is shown.
//!
//! `update` asks it in order to scroll, `view` in order to draw, so that both agree.

use ratatui::layout::Rect;

use crate::model::{ScreenKind, View};

/// Below this the program says that the terminal is too small.
pub const LEAST: (u16, u16) = (60, 15);
/// From this width on, a pane stands beside the main one.
const SIDE_BY_SIDE: u16 = 100;

/// The panes of one frame. A pane without room has no width or height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// The line at the top.
    pub header: Rect,
    /// The names of a report's views.
    pub tabs: Rect,
    /// List, tables, labels, findings or source text, with its frame.
    pub main: Rect,
    /// What explains the row or cell of the cursor, with its frame.
    pub side: Rect,
    /// Findings below the tables, with their frame.
    pub below: Rect,
    /// Source text below the tables, or the outline beside the source text, with its frame.
    pub below_side: Rect,
    /// The line at the bottom.
    pub footer: Rect,
}

impl Layout {
    /// Whether the terminal is too small to show anything but a sentence that says so.
    #[must_use]
    pub fn too_small((width, height): (u16, u16)) -> bool {
        width < LEAST.0 || height < LEAST.1
    }

    /// The panes of a screen.
    #[must_use]
    pub fn of((width, height): (u16, u16), screen: ScreenKind) -> Self {
        let none = Rect::default();
        let header = Rect::new(0, 0, width, 1.min(height));
        let footer = Rect::new(0, height.saturating_sub(1), width, 1.min(height));
        let wide = width >= SIDE_BY_SIDE;
        let mut layout = Self { header, footer, ..Self::default() };
        match screen {
            ScreenKind::List => {
                let body = Rect::new(0, 1, width, height.saturating_sub(2));
                (layout.main, layout.side) = if wide {
                    beside(body, (width * 36 / 100).clamp(36, 72))
                } else if height >= 20 {
                    above(body, (height / 4).clamp(5, 8))
                } else {
                    (body, none)
                };
            }
            ScreenKind::Record => layout.main = Rect::new(0, 1, width, height.saturating_sub(2)),
            ScreenKind::Report(view) => {
                layout.tabs = Rect::new(0, 1, width, 1);
                let body = Rect::new(0, 2, width, height.saturating_sub(3));
                match view {
                    View::Tables => {
                        let (upper, lower) = if height >= 32 {
                            above(body, (height / 4).clamp(8, 14))
                        } else if !wide && height >= 20 {
                            above(body, 8)
                        } else {
                            (body, none)
                        };
                        if wide {
                            (layout.main, layout.side) = beside(upper, (width * 32 / 100).clamp(34, 64));
                            (layout.below, layout.below_side) = beside(lower, width / 2);
                        } else if height >= 32 {
                            let (tables, inspector) = above(upper, 8);
                            (layout.main, layout.side) = (tables, inspector);
                            layout.below = lower;
                        } else {
                            (layout.main, layout.side) = (upper, lower);
                        }
                    }
                    View::Source if wide => {
                        let beside_text = (width * 38 / 100).clamp(38, 76);
                        (layout.main, layout.side) = beside(body, beside_text);
                        (layout.below_side, layout.side) = above(layout.side, layout.side.height * 3 / 5);
                    }
                    View::Mapping | View::Findings if wide => {
                        (layout.main, layout.side) = beside(body, (width * 38 / 100).clamp(38, 76));
                    }
                    View::Mapping => (layout.main, layout.side) = above(body, (height / 3).clamp(5, 12)),
                    View::Findings | View::Source | View::Record => layout.main = body,
                }
            }
        }
        layout
    }

    /// How many rows the main pane shows inside its frame.
    #[must_use]
    pub fn rows(&self) -> usize {
        usize::from(self.main.height.saturating_sub(2))
    }

    /// How many cells the main pane shows inside its frame.
    #[must_use]
    pub fn cells(&self) -> u16 {
        self.main.width.saturating_sub(2)
    }
}

fn beside(area: Rect, right: u16) -> (Rect, Rect) {
    let right = right.min(area.width);
    let left = area.width - right;
    (Rect { width: left, ..area }, Rect { x: area.x + left, width: right, ..area })
}

fn above(area: Rect, below: u16) -> (Rect, Rect) {
    let below = below.min(area.height);
    let upper = area.height - below;
    (Rect { height: upper, ..area }, Rect { y: area.y + upper, height: below, ..area })
}

/// A window in the middle of the screen.
#[must_use]
pub fn window((width, height): (u16, u16), cells: u16, rows: u16) -> Rect {
    let (cells, rows) = (cells.min(width.saturating_sub(2)), rows.min(height.saturating_sub(2)));
    Rect::new((width - cells) / 2, (height - rows) / 2, cells, rows)
}

/// The window in which a text is read: as high as there is room, as wide as is pleasant to read.
#[must_use]
pub fn text_window(size: (u16, u16)) -> Rect {
    window(size, 100, size.1.saturating_sub(4).max(11))
}

/// Lines of the picker's window that are no choices: its frame, the label and what is typed.
pub const PICKER_OTHER: u16 = 5;

/// How many choices the picker's window shows at once.
#[must_use]
pub fn picker_rows((_, height): (u16, u16)) -> usize {
    usize::from(height.saturating_sub(4 + PICKER_OTHER).clamp(3, 26))
}

/// Lines of the palette's window that are no commands: its frame, what is typed and the line below that.
pub const PALETTE_OTHER: u16 = 4;

/// How many commands the palette's window shows at once.
#[must_use]
pub fn palette_rows((_, height): (u16, u16)) -> usize {
    usize::from(height.saturating_sub(4 + PALETTE_OTHER).clamp(3, 20))
}

/// The window that tells in so many lines what a decision for the whole batch would change.
#[must_use]
pub fn weigh_window(size: (u16, u16), lines: usize) -> Rect {
    let wanted = (lines.min(usize::from(size.1)) as u16).max(4) + 2 + WEIGH_FIXED;
    window(size, 100, wanted.min(size.1.saturating_sub(4)))
}

/// How many of the lines that window shows.
#[must_use]
pub fn weigh_rows(size: (u16, u16), lines: usize) -> usize {
    usize::from(weigh_window(size, lines).height.saturating_sub(2 + WEIGH_FIXED))
}

/// The record: its list, and the pane that shows an entry in full.
#[must_use]
pub fn record_panes(area: Rect) -> (Rect, Rect) {
    if area.width >= WIDE_RECORD {
        beside(area, area.width * 2 / 5)
    } else {
        above(area, (area.height / 3).clamp(6, 12))
    }
}

/// From this width on, an entry of the record is shown in full beside the list.
const WIDE_RECORD: u16 = 160;

/// Lines of that window that stay in sight: the label, the progress, and a blank one.
pub const WEIGH_FIXED: u16 = 3;

/// Cells for the line numbers of source text.
pub const LINE_NUMBERS: u16 = 6;

/// How many cells of source text a framed pane shows in a row.
#[must_use]
pub fn source_cells(pane: Rect) -> usize {
    usize::from(pane.width.saturating_sub(2 + LINE_NUMBERS + 1))
}

/// Lines of the window of learned aliases besides the aliases: its frame, the question, where an alias holds and who taught
/// it, with a blank line after the one and before the other.
pub const KEEP_OTHER: u16 = 8;

/// The window of learned aliases.
#[must_use]
pub fn keep_window(size: (u16, u16), offers: usize) -> Rect {
    window(size, 100, keep_rows(size, offers) as u16 + KEEP_OTHER)
}

/// How many learned aliases its window shows at once.
#[must_use]
pub fn keep_rows(size: (u16, u16), offers: usize) -> usize {
    offers.clamp(1, usize::from(size.1.saturating_sub(4 + KEEP_OTHER)).max(1))
}

/// Lines of the window of findings between reports besides its list: its frame, a rule, and one finding in full.
pub const BETWEEN_OTHER: u16 = 9;

/// The window of findings between reports.
#[must_use]
pub fn between_window(size: (u16, u16), findings: usize) -> Rect {
    window(size, 140, between_rows(size, findings) as u16 + BETWEEN_OTHER)
}

/// The window of two reports beside each other: as large as there is room, as wide as is pleasant to read.
#[must_use]
pub fn beside_window(size: (u16, u16)) -> Rect {
    window(size, 170, size.1.saturating_sub(4).max(11))
}

/// How many findings it lists at once.
#[must_use]
pub fn between_rows(size: (u16, u16), findings: usize) -> usize {
    findings.clamp(1, usize::from(size.1.saturating_sub(4 + BETWEEN_OTHER).max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREENS: [ScreenKind; 7] = [
        ScreenKind::List,
        ScreenKind::Report(View::Tables),
        ScreenKind::Report(View::Mapping),
        ScreenKind::Report(View::Findings),
        ScreenKind::Report(View::Source),
        ScreenKind::Report(View::Record),
        ScreenKind::Record,
    ];

    #[test]
    fn panes_lie_inside_the_screen_and_beside_one_another() {
        for size in [(60, 15), (80, 24), (99, 40), (100, 24), (120, 36), (200, 50), (400, 120)] {
            for screen in SCREENS {
                let layout = Layout::of(size, screen);
                let panes = [
                    layout.header,
                    layout.tabs,
                    layout.main,
                    layout.side,
                    layout.below,
                    layout.below_side,
                    layout.footer,
                ];
                for (i, pane) in panes.iter().enumerate() {
                    assert!(pane.right() <= size.0 && pane.bottom() <= size.1, "{size:?} {screen:?}");
                    for other in &panes[i + 1..] {
                        assert!(pane.intersection(*other).is_empty(), "{size:?} {screen:?} {pane:?} {other:?}");
                    }
                }
                let area: u32 = panes.iter().map(|pane| u32::from(pane.width) * u32::from(pane.height)).sum();
                assert_eq!(area, u32::from(size.0) * u32::from(size.1), "{size:?} {screen:?}");
                assert!(layout.rows() >= 4, "{size:?} {screen:?}");
            }
        }
    }

    #[test]
    fn the_cursor_stays_in_sight() {
        for count in [1, 5, 100] {
            for rows in [1, 3, 10] {
                for cursor in 0..count {
                    for first in [0, 4, 99] {
                        let top = crate::cursor::scroll(first, cursor, rows, count);
                        assert!(top <= cursor && cursor < top + rows, "{count} {rows} {cursor} {first}");
                    }
                }
            }
        }
    }
}
