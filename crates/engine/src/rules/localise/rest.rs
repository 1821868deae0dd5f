//! Small systems of equations and bounds over integers that no single relation settles: whether there is a solution, and
//! between which values each unknown lies.
//!
//! Equations are used up to replace unknowns; what is left are bounds, of which unknowns are eliminated one by one (Fourier
//! and Motzkin). With factors of one, as sums of cells have them, a bound that is met by a fraction is met by an integer as
//! well. Where other factors come about, one of an unknown's integers is tried after another.

use super::LARGEST;

/// Up to so many integers of an unknown are tried.
const TRIED: i128 = 1000;

/// A sum of unknowns times factors plus a constant, which is to be zero, or not below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) factors: [i128; LARGEST],
    pub(super) constant: i128,
}

impl Form {
    fn divisor(&self) -> i128 {
        self.factors.iter().fold(0, |divisor, &factor| gcd(divisor, factor.abs()))
    }

    /// Puts `unknown = ±(form without it)` in, where `unit` is its factor there.
    fn replace(&mut self, unknown: usize, by: &Self) {
        let times = self.factors[unknown] * by.factors[unknown];
        for (factor, other) in self.factors.iter_mut().zip(by.factors) {
            *factor -= times * other;
        }
        self.constant -= times * by.constant;
    }

    /// Two bounds added up so that an unknown falls out, one of them limiting it from below and one from above.
    fn combine(&self, other: &Self, unknown: usize) -> Self {
        let (a, b) = (self.factors[unknown], -other.factors[unknown]);
        let mut sum = Self { factors: [0; LARGEST], constant: b * self.constant + a * other.constant };
        for (at, factor) in sum.factors.iter_mut().enumerate() {
            *factor = b * self.factors[at] + a * other.factors[at];
        }
        sum
    }

    fn with(&self, unknown: usize, value: i128) -> Self {
        let mut form = *self;
        form.constant += form.factors[unknown] * value;
        form.factors[unknown] = 0;
        form
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Unknowns that equations replace, each with its equation.
type Replaced = Vec<(usize, Form)>;

/// Bounds after the equations were used up; `None` where they contradict each other. What a used-up equation says of its
/// unknown is kept beside.
fn reduce(equations: &[Form], bounds: &[Form]) -> Option<(Vec<Form>, Replaced)> {
    let (mut equations, mut bounds) = (equations.to_vec(), bounds.to_vec());
    let mut replaced: Replaced = Vec::new();
    loop {
        for form in &mut equations {
            let divisor = form.divisor();
            if divisor == 0 {
                if form.constant != 0 {
                    return None;
                }
                continue;
            }
            if form.constant % divisor != 0 {
                return None;
            }
            form.factors.iter_mut().for_each(|factor| *factor /= divisor);
            form.constant /= divisor;
        }
        equations.retain(|form| form.divisor() != 0);
        let unit = |form: &Form| form.factors.iter().position(|factor| factor.abs() == 1);
        let found = equations.iter().enumerate().find_map(|(at, form)| Some((at, unit(form)?)));
        let Some((at, unknown)) = found else { break };
        let by = equations.swap_remove(at);
        equations.iter_mut().chain(&mut bounds).for_each(|form| form.replace(unknown, &by));
        replaced.iter_mut().for_each(|(_, form)| form.replace(unknown, &by));
        replaced.push((unknown, by));
    }
    for form in equations {
        bounds.push(form);
        bounds.push(Form { factors: form.factors.map(|factor| -factor), constant: -form.constant });
    }
    Some((bounds, replaced))
}

/// Divides bounds by what their factors share, rounding towards what integers can reach; `None` where one cannot be met.
fn tighten(bounds: Vec<Form>) -> Option<Vec<Form>> {
    let mut kept: Vec<Form> = Vec::with_capacity(bounds.len());
    for mut form in bounds {
        let divisor = form.divisor();
        if divisor == 0 {
            if form.constant < 0 {
                return None;
            }
            continue;
        }
        form.factors.iter_mut().for_each(|factor| *factor /= divisor);
        form.constant = form.constant.div_euclid(divisor);
        match kept.iter_mut().find(|other| other.factors == form.factors) {
            Some(other) => other.constant = other.constant.min(form.constant),
            None => kept.push(form),
        }
    }
    Some(kept)
}

/// Eliminates an unknown; says whether integers lost nothing by it.
fn eliminate(bounds: &[Form], unknown: usize) -> (Vec<Form>, bool) {
    let lower = || bounds.iter().filter(|form| form.factors[unknown] > 0);
    let upper = || bounds.iter().filter(|form| form.factors[unknown] < 0);
    let mut rest: Vec<Form> = bounds.iter().filter(|form| form.factors[unknown] == 0).copied().collect();
    let is_exact = lower().all(|form| form.factors[unknown] == 1) || upper().all(|form| form.factors[unknown] == -1);
    for form in lower() {
        rest.extend(upper().map(|other| form.combine(other, unknown)));
    }
    (rest, is_exact)
}

/// Whether integers meet all equations and bounds.
pub(super) fn is_possible(equations: &[Form], bounds: &[Form], unknowns: &[usize]) -> bool {
    let Some((reduced, _)) = reduce(equations, bounds) else { return false };
    let Some(mut reduced) = tighten(reduced) else { return false };
    let mut exact = true;
    for &unknown in unknowns {
        let (rest, is_exact) = eliminate(&reduced, unknown);
        exact &= is_exact;
        match tighten(rest) {
            Some(rest) => reduced = rest,
            None => return false,
        }
    }
    exact || tried(equations, bounds, unknowns)
}

/// Tries the integers of one unknown. Where there are too many, fractions that fit are taken to have integers beside them.
fn tried(equations: &[Form], bounds: &[Form], unknowns: &[usize]) -> bool {
    let ranges = unknowns.iter().map(|&unknown| (unknown, range(equations, bounds, unknowns, unknown)));
    let finite = ranges.filter_map(|(unknown, (least, most))| Some((most? - least?, least?, most?, unknown)));
    let Some((_, least, most, unknown)) = finite.min().filter(|&(width, ..)| width <= TRIED) else { return true };
    let others: Vec<usize> = unknowns.iter().copied().filter(|&other| other != unknown).collect();
    (least..=most).any(|value| {
        let put = |forms: &[Form]| -> Vec<Form> { forms.iter().map(|form| form.with(unknown, value)).collect() };
        is_possible(&put(equations), &put(bounds), &others)
    })
}

/// The least and the most that an unknown can be, of a system that has a solution; `None` where nothing limits it.
pub(super) fn range(
    equations: &[Form],
    bounds: &[Form],
    unknowns: &[usize],
    of: usize,
) -> (Option<i128>, Option<i128>) {
    // An unknown that is replaced is spoken of by what replaces it, so it is bound to a name that no equation uses up.
    let Some((mut reduced, replaced)) = reduce(equations, bounds) else { return (None, None) };
    if let Some((_, by)) = replaced.iter().find(|&&(unknown, _)| unknown == of) {
        let negated = Form { factors: by.factors.map(|factor| -factor), constant: -by.constant };
        reduced.extend([*by, negated]);
    }
    let Some(mut reduced) = tighten(reduced) else { return (None, None) };
    for &unknown in unknowns.iter().filter(|&&unknown| unknown != of) {
        match tighten(eliminate(&reduced, unknown).0) {
            Some(rest) => reduced = rest,
            None => return (None, None),
        }
    }
    let (mut least, mut most): (Option<i128>, Option<i128>) = (None, None);
    for form in &reduced {
        match form.factors[of] {
            0 => {}
            factor if factor > 0 => {
                let bound = -form.constant.div_euclid(factor);
                least = Some(least.map_or(bound, |least| least.max(bound)));
            }
            factor => {
                let bound = form.constant.div_euclid(-factor);
                most = Some(most.map_or(bound, |most| most.min(bound)));
            }
        }
    }
    (least, most)
}
