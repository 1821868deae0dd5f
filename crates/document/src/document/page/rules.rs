//! Ruling lines made straight: pieces of one line joined, double lines made one, the lines of neighbouring cells snapped
//! together, however a program draws them.

use super::tuning::Tuning;
use super::{Page, Rule};

/// More lines than these make a drawing.
const MOST: usize = 6000;

/// A straight line: `at` is its y where it runs across and its x where it runs down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Span {
    /// Where it lies.
    pub at: f32,
    /// Where it begins.
    pub from: f32,
    /// Where it ends.
    pub to: f32,
}

/// The lines of a page that run across and down, each in order of place; none where there are too many.
pub fn straighten(page: &Page) -> (Vec<Span>, Vec<Span>) {
    let is_sound = |rule: &&Rule| {
        [rule.x0, rule.y0, rule.x1, rule.y1].iter().all(|place| place.is_finite() && place.abs() < 20_000.0)
    };
    let (mut across, mut down) = (Vec::new(), Vec::new());
    for rule in page.rules.iter().filter(is_sound) {
        let (x0, x1) = (rule.x0.min(rule.x1), rule.x0.max(rule.x1));
        let (y0, y1) = (rule.y0.min(rule.y1), rule.y0.max(rule.y1));
        if x1 - x0 >= y1 - y0 {
            across.push(Span { at: (y0 + y1) / 2.0, from: x0, to: x1 });
        } else {
            down.push(Span { at: (x0 + x1) / 2.0, from: y0, to: y1 });
        }
    }
    let (across, down) = (joined(across), joined(down));
    if across.len() + down.len() > MOST { (Vec::new(), Vec::new()) } else { (across, down) }
}

fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    let Tuning { near_lines: near, near_lines_all, line_gap, shortest_line, .. } = *Tuning::get();
    spans.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)).then(a.to.total_cmp(&b.to)));
    let mut joined = Vec::new();
    let mut start = 0;
    while start < spans.len() {
        let apart = |i: &usize| {
            spans[*i].at - spans[*i - 1].at > near || spans[*i].at - spans[start].at > near_lines_all * near
        };
        let end = (start + 1..spans.len()).find(apart).unwrap_or(spans.len());
        let group = &mut spans[start..end];
        let length: f32 = group.iter().map(|span| span.to - span.from + 0.01).sum();
        let at = group.iter().map(|span| span.at * (span.to - span.from + 0.01)).sum::<f32>() / length;
        group.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut under_way = Span { at, ..group[0] };
        for span in &group[1..] {
            if span.from - under_way.to <= line_gap {
                under_way.to = under_way.to.max(span.to);
            } else {
                joined.push(under_way);
                under_way = Span { at, ..*span };
            }
        }
        joined.push(under_way);
        start = end;
    }
    joined.retain(|span| span.to - span.from >= shortest_line);
    joined
}
