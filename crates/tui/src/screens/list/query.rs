//! What is typed to filter the list, tried on a report: every word must be found somewhere in it.
//!
//! Unit, file, title and year are searched for parts. The words for a state (错误, 通过, error, stale …) and for a kind of
//! file (docx, pdf, 图片 …) count only when they are typed whole, in characters, pinyin or English, so that two letters of a place's name do not find half of the
//! batch by its state.

use crate::model::{Row, RowReview};
use crate::review::ReviewState;
use crate::rules::Status;
use crate::source::Kind;
use crate::text::lang::Lang;
use crate::text::pinyin::Finder;
use crate::text::width::sanitize;
use crate::words;

const STATUSES: [Status; 5] =
    [Status::Clean, Status::Warning, Status::Error, Status::NotAssessable, Status::Unreadable];
const REVIEWS: [RowReview; 4] = [
    RowReview::Decided(ReviewState::Open),
    RowReview::Decided(ReviewState::Passed),
    RowReview::Decided(ReviewState::Returned),
    // Of stale decisions the state does not matter here.
    RowReview::Stale(ReviewState::Passed),
];

/// A filter ready to be tried on many reports.
#[derive(Debug)]
pub struct Query {
    words: Vec<Word>,
    only_problems: bool,
}

/// One word, and the states and kinds of file that it is the name of.
#[derive(Debug)]
struct Word {
    finder: Finder,
    statuses: Vec<Status>,
    reviews: Vec<RowReview>,
    kinds: Vec<Kind>,
}

impl Query {
    /// Prepares a filter.
    #[must_use]
    pub fn new(typed: &str, only_problems: bool) -> Self {
        Self { words: typed.split_whitespace().map(Word::new).collect(), only_problems }
    }

    /// Whether a report passes the filter.
    #[must_use]
    pub fn passes(&self, row: &Row) -> bool {
        if self.only_problems && !has_problems(row) {
            return false;
        }
        if self.words.is_empty() {
            return true;
        }
        // What cannot be seen cannot be typed either, so it must not part what is seen.
        let (unit, name) = (sanitize(row.unit()), sanitize(&row.name));
        let summary = row.summary.as_deref();
        let title = summary.and_then(|summary| summary.title.as_deref()).map(sanitize).unwrap_or_default();
        let year = summary.and_then(|summary| summary.year).map(|year| year.to_string()).unwrap_or_default();
        self.words.iter().all(|word| {
            word.finder.matches_among(&[&unit, &name, &title, &year])
                || summary.is_some_and(|summary| word.statuses.contains(&summary.status))
                || summary.is_some_and(|summary| word.kinds.contains(&summary.kind))
                || word.reviews.iter().any(|review| is_same(*review, row.review))
        })
    }
}

impl Word {
    fn new(typed: &str) -> Self {
        let finder = Finder::new(typed);
        let named =
            |name: &dyn Fn(Lang) -> &'static str| [Lang::Zh, Lang::En].iter().any(|&lang| finder.is_whole(name(lang)));
        let statuses = STATUSES.into_iter().filter(|&status| named(&|lang| words::status(status, lang))).collect();
        let reviews = REVIEWS.into_iter().filter(|&review| named(&|lang| words::row_review(review, lang))).collect();
        let is_kind = |kind: &Kind| {
            kind.id().eq_ignore_ascii_case(typed)
                || named(&|lang| kind.name(lang))
                || *kind == Kind::Text && typed == "txt"
        };
        let kinds = Kind::ALL.into_iter().filter(is_kind).collect();
        Self { finder, statuses, reviews, kinds }
    }
}

fn is_same(one: RowReview, other: RowReview) -> bool {
    matches!((one, other), (RowReview::Stale(_), RowReview::Stale(_))) || one == other
}

/// Whether a report has something to look at.
fn has_problems(row: &Row) -> bool {
    row.summary.as_ref().is_some_and(|summary| {
        summary.errors + summary.warnings > 0
            || matches!(summary.status, Status::Unreadable | Status::Error | Status::Warning)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Summary;

    fn row(review: RowReview) -> Row {
        Row {
            name: "政府/smq2019.txt".to_owned(),
            summary: Some(Box::new(Summary {
                unit: Some("思茅区人民政府".to_owned()),
                title: Some("政府信息公开工作年度报告".to_owned()),
                year: Some(2019),
                status: Status::Error,
                errors: 2,
                kind: Kind::Docx,
                ..Summary::default()
            })),
            review,
            ..Row::default()
        }
    }

    #[test]
    fn every_word_is_looked_for_in_all_that_is_known() {
        let passed = RowReview::Decided(ReviewState::Passed);
        for (typed, review, found) in [
            ("", passed, true),
            ("smq", passed, true),
            ("simao", passed, true),
            ("思m区 2019", passed, true),
            ("2018", passed, false),
            ("年度报告 smq2019.TXT", passed, true),
            ("错误", passed, true),
            ("cuowu", passed, true),
            ("ERROR", passed, true),
            ("错误 通过", passed, true),
            ("cw tg smq", passed, true),
            ("警告", passed, false),
            ("warning", passed, false),
            ("待审", passed, false),
            ("待审", RowReview::default(), true),
            ("open", RowReview::default(), true),
            ("退回", RowReview::Decided(ReviewState::Returned), true),
            ("returned 思茅", RowReview::Decided(ReviewState::Returned), true),
            ("通过", RowReview::Stale(ReviewState::Passed), false),
            ("需复核", RowReview::Stale(ReviewState::Returned), true),
            ("stale", RowReview::Stale(ReviewState::Returned), true),
            ("docx", passed, true),
            ("DOCX 思茅", passed, true),
            ("doc", passed, false),
            ("pdf", passed, false),
            ("图片", passed, false),
            ("sta", RowReview::Stale(ReviewState::Returned), false),
        ] {
            assert_eq!(Query::new(typed, false).passes(&row(review)), found, "{typed}");
        }
    }

    #[test]
    fn a_report_that_is_not_read_is_found_by_its_file() {
        let unread = Row { name: "街道/迎春街道2022.txt".to_owned(), ..Row::default() };
        assert!(Query::new("ycjd 2022", false).passes(&unread));
        assert!(!Query::new("ycjd 2022", true).passes(&unread));
    }
}
