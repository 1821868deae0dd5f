//! To which reports a rule applies: kinds of units and report years.

use crate::report::{Body, Level, Report, UnitKind};
use crate::rules::Wording;

/// Levels of units, each with its word and the Chinese one.
pub(super) const LEVELS: [(&str, &str, Level); 5] = [
    ("province", "省", Level::Province),
    ("prefecture", "州", Level::Prefecture),
    ("city", "市", Level::City),
    ("county", "县", Level::County),
    ("township", "乡", Level::Township),
];

/// Kinds of units, likewise.
pub(super) const BODIES: [(&str, &str, Body); 5] = [
    ("government", "政府", Body::Government),
    ("office", "政府办公室", Body::GovernmentOffice),
    ("street", "街道", Body::Street),
    ("committee", "管委会", Body::Committee),
    ("department", "部门", Body::Department),
];

/// Conditions; where nothing is said of a matter, anything will do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct When {
    /// Levels of units.
    pub levels: Vec<Level>,
    /// Kinds of units.
    pub bodies: Vec<Body>,
    /// The first report year.
    pub since: Option<i32>,
    /// The last report year.
    pub until: Option<i32>,
}

/// Whether a rule applies to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applies {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The report does not say what it depends on.
    CannotTell(Wording),
}

impl When {
    /// Whether the conditions hold for a report.
    #[must_use]
    pub fn applies(&self, report: &Report) -> Applies {
        let years = self.since.is_some() || self.until.is_some();
        let is_year =
            |year: i32| self.since.is_none_or(|since| since <= year) && self.until.is_none_or(|until| year <= until);
        let kind = if self.levels.is_empty() && self.bodies.is_empty() { None } else { Some(report.unit_kind()) };
        let unit = kind.map_or(Some(true), |kind| kind.and_then(|kind| self.is_for(kind)));
        match (report.year, unit) {
            (Some(year), _) if !is_year(year) => Applies::No,
            (_, Some(false)) => Applies::No,
            (None, _) if years => Applies::CannotTell(Wording {
                zh: "本规则只适用于某些年度，而报告年度不明".to_owned(),
                en: "the rule is for certain years, and the report's year is not known".to_owned(),
            }),
            (_, None) => Applies::CannotTell(Wording {
                zh: "本规则只适用于某类单位，而从单位名称看不出是不是".to_owned(),
                en: "the rule is for certain kinds of units, and the unit's name does not tell whether it is one"
                    .to_owned(),
            }),
            _ => Applies::Yes,
        }
    }

    /// Whether a kind of unit is meant; `None` where its name does not tell.
    fn is_for(&self, kind: UnitKind) -> Option<bool> {
        if !self.bodies.is_empty() && !self.bodies.contains(&kind.body) {
            return Some(false);
        }
        if self.levels.is_empty() {
            return Some(true);
        }
        match kind.level {
            Some(level) if self.levels.contains(&level) => Some(true),
            // 某市 may be a prefecture or a county.
            Some(Level::City) if self.levels.contains(&Level::Prefecture) || self.levels.contains(&Level::County) => {
                None
            }
            Some(_) => Some(false),
            None if kind.body == Body::Committee => Some(false),
            None => None,
        }
    }

    /// Whether no unit can be meant at all: a street is always of a township's level, a zone's committee of none.
    pub(super) fn is_for_nobody(&self) -> bool {
        let is_possible = |body: Body| match body {
            Body::Street => self.levels.contains(&Level::Township),
            Body::Committee => false,
            Body::Government | Body::GovernmentOffice | Body::Department => true,
        };
        !self.levels.is_empty() && !self.bodies.is_empty() && !self.bodies.iter().any(|&body| is_possible(body))
    }

    /// Whether a report can be meant by both.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let apart =
            |until: Option<i32>, since: Option<i32>| until.zip(since).is_some_and(|(until, since)| until < since);
        let bodies = |a: &[Body], b: &[Body]| a.is_empty() || b.is_empty() || a.iter().any(|body| b.contains(body));
        let levels = |a: &[Level], b: &[Level]| a.is_empty() || b.is_empty() || a.iter().any(|level| b.contains(level));
        !apart(self.until, other.since)
            && !apart(other.until, self.since)
            && bodies(&self.bodies, &other.bodies)
            && levels(&self.levels, &other.levels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Quoted;

    fn report(unit: &str, year: Option<i32>) -> Report {
        let unit = (!unit.is_empty()).then(|| Quoted { text: unit.to_owned(), source: Vec::new() });
        Report { unit, year, ..Report::default() }
    }

    #[test]
    fn conditions_hold_or_not_or_cannot_be_told() {
        let streets = When { bodies: vec![Body::Street], since: Some(2021), ..When::default() };
        let counties = When { levels: vec![Level::County], ..When::default() };
        for (when, unit, year, expected) in [
            (&streets, "某某街道办事处", Some(2021), "yes"),
            (&streets, "某某街道办事处", Some(2020), "no"),
            (&streets, "某某街道办事处", None, "?"),
            (&streets, "某某局", None, "no"),
            (&streets, "", Some(2021), "?"),
            (&counties, "某某县人民政府", None, "yes"),
            (&counties, "某某市人民政府", None, "?"),
            (&counties, "某某镇人民政府", None, "no"),
            (&counties, "某某开发区管委会", None, "no"),
            (&counties, "教育局", None, "?"),
            (&When::default(), "", None, "yes"),
        ] {
            let told = match when.applies(&report(unit, year)) {
                Applies::Yes => "yes",
                Applies::No => "no",
                Applies::CannotTell(_) => "?",
            };
            assert_eq!(told, expected, "{unit} {year:?}");
        }
    }

    #[test]
    fn conditions_that_nobody_meets_are_known() {
        let nobody = When { levels: vec![Level::County], bodies: vec![Body::Street], ..When::default() };
        assert!(nobody.is_for_nobody());
        let somebody = When { bodies: vec![Body::Street, Body::Department], ..nobody.clone() };
        assert!(!somebody.is_for_nobody());
        let (early, late) =
            (When { until: Some(2020), ..When::default() }, When { since: Some(2021), ..When::default() });
        assert!(!early.meets(&late) && !late.meets(&early) && early.meets(&When::default()));
    }
}
