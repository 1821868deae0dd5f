//! Beside tables that show a supposition: what is supposed, which values change, and what comes of the checks.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::model::{OpenReport, WhatIf};
use crate::paint::{frame, put};
use crate::rules::{NewValue, Outcome, changes_in_words, rule};
use crate::theme::Role;
use crate::view::about::Paragraph;
use crate::view::{Scene, arithmetic, inspector};
use crate::words;

/// Draws the pane.
pub fn render(scene: Scene, report: &OpenReport, what_if: &WhatIf, area: Rect, buf: &mut Buffer) {
    if area.height < 3 {
        return;
    }
    let rows = inspector::lay_out(&told(scene, report, what_if), area.width.saturating_sub(2), 0);
    let inside = frame(buf, scene.theme, area, (words::what_if(scene.lang), &position(what_if)), true);
    inspector::draw(scene, &rows, inside, scene.style(Role::Base), buf);
    if rows.len() > usize::from(inside.height) {
        let y = inside.bottom().saturating_sub(1);
        put(buf, inside.right().saturating_sub(1), y, 1, "…", scene.style(Role::Dim));
    }
}

/// Which supposition of how many.
pub fn position(what_if: &WhatIf) -> String {
    format!("{}/{}", what_if.at + 1, what_if.suppositions.len())
}

/// How many relations hold and are broken, before and then.
pub fn counts(scene: Scene, what_if: &WhatIf) -> String {
    let [before, then] = what_if.counts();
    words::counts_then(scene.lang, before, then)
}

fn told(scene: Scene, report: &OpenReport, what_if: &WhatIf) -> Vec<Paragraph> {
    let lang = scene.lang;
    let here = what_if.here();
    let say = |head: &str, text: String, head_role: Role, role: Role| Paragraph {
        head: head.to_owned(),
        head_role,
        text,
        role,
        bar: None,
    };
    let from = |cell| report.report().cell(cell).and_then(|cell| cell.value).unwrap_or_default();
    let new =
        here.changes.iter().map(|&(cell, to)| NewValue { cell, from: from(cell), least: Some(to), most: Some(to) });
    let changes = changes_in_words(&new.collect::<Vec<_>>());
    let is_told = here.zh == changes.zh;
    let mut told = vec![say("→", changes.get(lang).to_owned(), Role::Key, Role::Heading)];
    for (relation, outcome) in what_if.told() {
        let (mark, role) = match outcome {
            Outcome::Broken => ("✗", Role::Error),
            _ => ("✓", Role::Good),
        };
        let place = crate::rules::relation_name(relation);
        let arithmetic = arithmetic::write(relation, &what_if.report, outcome, lang);
        let flaw = rule(relation.rule).filter(|_| outcome == Outcome::Broken).map(|doc| doc.title.get(lang));
        let flaw = flaw.map_or(String::new(), |flaw| format!("  {flaw}"));
        told.push(say(mark, format!("{}  {arithmetic}{flaw}", place.get(lang)), role, Role::Base));
    }
    if !is_told {
        told.push(say("", lang.pick(&here.zh, &here.en).clone(), Role::Base, Role::Label));
    }
    if here.ways > 1 {
        told.push(say("", words::one_of_ways(lang, here.ways), Role::Base, Role::Dim));
    }
    told.push(say("", words::only_supposed(lang).to_owned(), Role::Base, Role::Dim));
    told
}
