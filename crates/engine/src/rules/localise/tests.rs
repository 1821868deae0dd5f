//! Tables drawn with characters and what is found in them, and the search held against trying every set and every value.

use proptest::prelude::*;

use super::*;

impl Change {
    /// The value where only one will do.
    fn value(self) -> Option<i128> {
        self.least.filter(|_| self.least == self.most)
    }
}

/// A table of results: rows of figures, the first one received, the last but one the total of those between, the last one
/// carried forward; the last column is the total of the others.
fn table(rows: &[&[i128]]) -> Problem {
    let width = rows[0].len();
    let cells = rows.iter().flat_map(|row| row.iter());
    let cells = cells.map(|&value| Cell { value, least: Some(0), step: 1, weight: 1 }).collect();
    let at = |row: usize, column: usize| row * width + column;
    let mut relations = Vec::new();
    let equation = |terms| Relation { terms, is_equation: true, constant: 0 };
    let (total, forward) = (rows.len() - 2, rows.len() - 1);
    for column in 0..width {
        relations.push(equation(vec![(at(0, column), 1), (at(total, column), -1), (at(forward, column), -1)]));
    }
    for row in 0..rows.len() {
        let terms = (0..width).map(|column| (at(row, column), if column + 1 == width { -1 } else { 1 }));
        relations.push(equation(terms.collect()));
    }
    for column in 0..width {
        let leaves = (1..total).map(|row| (at(row, column), 1));
        relations.push(equation(leaves.chain([(at(total, column), -1)]).collect()));
    }
    Problem { cells, relations }
}

/// Sets in a small notation: `3=5` is a cell and its value, `3=0..2` one that is not determined.
fn written(answer: &Answer) -> String {
    let change = |change: &Change| match (change.least, change.most) {
        (Some(least), Some(most)) if least == most => format!("{}={least}", change.cell),
        (least, most) => {
            let bound = |bound: Option<i128>| bound.map_or(String::new(), |bound| bound.to_string());
            format!("{}={}..{}", change.cell, bound(least), bound(most))
        }
    };
    let set = |set: &Set| set.changes.iter().map(change).collect::<Vec<_>>().join(" ");
    answer.sets.iter().map(set).collect::<Vec<_>>().join(" | ")
}

#[test]
fn the_cell_in_two_broken_sums_is_found_with_its_value() {
    // 12 was 21.
    let problem = table(&[&[21, 0, 21], &[12, 0, 21], &[0, 0, 0], &[21, 0, 21], &[0, 0, 0]]);
    assert_eq!(written(&solve(&problem, 1000)), "3=21");
}

#[test]
fn equal_rows_are_told_one_by_one() {
    // Nothing tells which of the two empty rows lacks the 1, with its total.
    let problem = table(&[&[3, 0, 3], &[2, 0, 2], &[0, 0, 0], &[0, 0, 0], &[3, 0, 3], &[0, 0, 0]]);
    let answer = solve(&problem, 1000);
    assert_eq!((answer.fewest, answer.count), (2, 3));
    assert_eq!(written(&answer), "3=3 5=3 | 6=1 8=1 | 9=1 11=1");
}

#[test]
fn what_one_relation_leaves_open_is_a_range() {
    let cell = |value, least| Cell { value, least, step: 1, weight: 1 };
    let bound = Relation { terms: vec![(0, 1), (1, 1)], is_equation: false, constant: 0 };
    let problem = Problem { cells: vec![cell(1, Some(0)), cell(-4, None)], relations: vec![bound] };
    assert_eq!(written(&solve(&problem, 100)), "0=4.. | 1=-1..");
}

#[test]
fn two_cells_that_only_their_sum_binds_have_ranges_together() {
    let cell = |value| Cell { value, least: Some(0), step: 1, weight: 1 };
    // 3 + 4 are to be 2: neither alone can do it.
    let sum = Relation { terms: vec![(0, 1), (1, 1)], is_equation: true, constant: 2 };
    let problem = Problem { cells: vec![cell(3), cell(4)], relations: vec![sum] };
    assert_eq!(written(&solve(&problem, 100)), "0=0..2 1=0..2");
}

#[test]
fn a_cell_that_may_not_be_what_it_is_stands_in_every_set() {
    // The sums hold, but a count cannot be negative.
    let cell = |value| Cell { value, least: Some(0), step: 1, weight: 1 };
    let sum = Relation { terms: vec![(0, 1), (1, 1), (2, -1)], is_equation: true, constant: 0 };
    let problem = Problem { cells: vec![cell(-4), cell(4), cell(0)], relations: vec![sum] };
    assert_eq!(written(&solve(&problem, 100)), "0=0.. 2=4.. | 0=0 1=0");
}

#[test]
fn decimals_are_kept_in_their_steps() {
    // Hundredths: a whole number and an amount are to make 2.50.
    let cell = |value, step| Cell { value, least: Some(0), step, weight: 1 };
    let sum = Relation { terms: vec![(0, 1), (1, 1)], is_equation: true, constant: 250 };
    let problem = Problem { cells: vec![cell(100, 100), cell(125, 1)], relations: vec![sum] };
    assert_eq!(written(&solve(&problem, 100)), "1=150");
}

#[test]
fn a_search_that_is_given_up_says_how_far_it_came() {
    let problem = table(&[&[9, 7, 2], &[1, 5, 3], &[8, 0, 6], &[4, 4, 4], &[3, 2, 7]]);
    let answer = solve(&problem, 3);
    assert!(answer.sets.is_empty() && answer.fewest > 1);
    assert_eq!(solve(&Problem { cells: vec![problem.cells[0].clone(); 300], ..problem }, 9).sets, []);
}

/// Every smallest set by trying them all with all values up to a bound; `None` where none of up to three cells will do.
fn by_hand(problem: &Problem, most: i128) -> Option<Vec<Vec<usize>>> {
    let cells: Vec<usize> = (0..problem.cells.len()).collect();
    (1..=3).find_map(|size| {
        let mut found = Vec::new();
        let mut chosen = vec![0; size];
        pick(&cells, 0, 0, &mut chosen, &mut |set| {
            if tried(problem, set, most) {
                found.push(set.to_vec());
            }
        });
        (!found.is_empty()).then_some(found)
    })
}

fn pick(cells: &[usize], from: usize, at: usize, chosen: &mut Vec<usize>, then: &mut impl FnMut(&[usize])) {
    if at == chosen.len() {
        then(chosen);
        return;
    }
    for &cell in &cells[from..] {
        chosen[at] = cell;
        pick(cells, cell + 1, at + 1, chosen, then);
    }
}

fn tried(problem: &Problem, set: &[usize], most: i128) -> bool {
    let untouched = |relation: &&Relation| relation.terms.iter().all(|(cell, _)| !set.contains(cell));
    if !problem.relations.iter().filter(untouched).all(|relation| problem.holds(relation)) {
        return false;
    }
    let mut problem = problem.clone();
    let touched: Vec<Relation> = problem.relations.iter().filter(|relation| !untouched(relation)).cloned().collect();
    let mut values = vec![0; set.len()];
    loop {
        for (&cell, &value) in set.iter().zip(&values) {
            problem.cells[cell].value = value;
        }
        if touched.iter().all(|relation| problem.holds(relation)) {
            return true;
        }
        let Some(at) = values.iter().position(|&value| value < most) else { return false };
        values[at] += 1;
        values[..at].fill(0);
    }
}

/// Small tables that are right but for some cells, and tables that are mostly wrong.
fn tables() -> impl Strategy<Value = Problem> {
    let leaves = prop::collection::vec(prop::sample::select(vec![0i128, 0, 0, 1, 2]), 6);
    let forward = prop::collection::vec(prop::sample::select(vec![0i128, 0, 1]), 2);
    let faults = prop::collection::vec((0usize..18, 0i128..4), 1..4);
    let untried = prop::collection::vec(any::<prop::sample::Index>(), 0..4);
    (leaves, forward, faults, untried).prop_map(|(leaves, forward, faults, untried)| {
        let mut rows = vec![[0i128; 3]; 6];
        for column in 0..2 {
            for row in 0..3 {
                rows[1 + row][column] = leaves[2 * row + column];
            }
            rows[4][column] = (1..4).map(|row| rows[row][column]).sum();
            rows[5][column] = forward[column];
            rows[0][column] = rows[4][column] + rows[5][column];
        }
        rows.iter_mut().for_each(|row| row[2] = row[0] + row[1]);
        let rows: Vec<&[i128]> = rows.iter().map(|row| &row[..]).collect();
        let mut problem = table(&rows);
        faults.into_iter().for_each(|(cell, value)| problem.cells[cell].value = value);
        for at in untried {
            let at = at.index(problem.relations.len());
            problem.relations.remove(at);
        }
        problem
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_sets_found_are_those_that_trying_everything_finds(problem in tables()) {
        prop_assume!(problem.relations.iter().any(|relation| !problem.holds(relation)));
        let answer = solve(&problem, 100_000);
        let found: Vec<Vec<usize>> =
            answer.sets.iter().map(|set| set.changes.iter().map(|change| change.cell).collect()).collect();
        match by_hand(&problem, 16) {
            Some(expected) => {
                let mut sorted = found.clone();
                sorted.sort();
                prop_assert_eq!(answer.count, expected.len());
                prop_assert_eq!(sorted, expected);
            }
            None => prop_assert!(answer.fewest > 3),
        }
    }

    #[test]
    fn the_values_named_make_everything_hold_and_others_do_not(problem in tables()) {
        for set in solve(&problem, 100_000).sets {
            if set.changes.iter().all(|change| change.value().is_some()) {
                let mut mended = problem.clone();
                for change in &set.changes {
                    prop_assert_ne!(change.value(), Some(problem.cells[change.cell].value));
                    mended.cells[change.cell].value = change.value().unwrap();
                }
                prop_assert!(mended.relations.iter().all(|relation| mended.holds(relation)));
                prop_assert!(mended.cells.iter().all(|cell| cell.allows(cell.value)));
            }
        }
    }
}
