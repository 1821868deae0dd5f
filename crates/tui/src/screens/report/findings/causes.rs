//! Findings drawn together by their cause: a person is shown one finding per cause, with its parts.

use crate::rules::Finding;

/// Findings of one cause, as indices into a report's findings; the gravest stands first.
pub type CauseGroup = Vec<usize>;

/// The findings in their order, each with the later ones of its cause. A finding without a cause stands alone.
#[must_use]
pub fn causes(findings: &[Finding]) -> Vec<CauseGroup> {
    let mut found: Vec<CauseGroup> = Vec::new();
    for (index, finding) in findings.iter().enumerate() {
        let same =
            |cause: &&mut CauseGroup| finding.cause_id.is_some() && findings[cause[0]].cause_id == finding.cause_id;
        match found.iter_mut().find(same) {
            Some(cause) => cause.push(index),
            None => found.push(vec![index]),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Severity;

    #[test]
    fn findings_of_one_cause_stand_together_where_the_first_does() {
        let finding = |cause_id| Finding {
            cause_id,
            ..Finding::new("requests.balance", Severity::Error, String::new(), String::new())
        };
        let findings: Vec<Finding> = [Some(1), None, Some(2), Some(1), None, Some(2)].map(finding).into();
        assert_eq!(causes(&findings), [vec![0, 3], vec![1], vec![2, 5], vec![4]]);
        assert!(causes(&[]).is_empty());
    }
}
