//! Ranges of sums over counts that nobody has seen, and how far another sum can be pushed within them, by an interior point method.

use std::cell::Cell as Counter;
use std::collections::{BTreeMap, BTreeSet};

use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus};

use crate::cube::Cell;
use crate::disclosure::audit::people::Unknowns;
use crate::disclosure::audit::rounded::of_family;
use crate::disclosure::audit::scene::is_feasible;
use crate::disclosure::rounded::{Figure, Rounded, Whole};

/// The people of a cell, less those of another.
pub(super) struct Sum {
    more: Cell,
    less: Option<Cell>,
}

/// All that is published of a family of questions as rows of `weights · counts ≤ most`.
pub(super) struct Ranges {
    /// For each cell, the unknown counts that it is a sum of.
    members: BTreeMap<Cell, Vec<usize>>,
    unknowns: usize,
    matrix: CscMatrix<f64>,
    most: Vec<f64>,
    programmes: Counter<usize>,
}

struct Row {
    weights: BTreeMap<usize, f64>,
    most: f64,
}

/// How far a point may miss a row and still count.
const MISS: f64 = 1e-5;
const ROUNDING: f64 = 1e-4;

impl Sum {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { more: cell.clone(), less: None }
    }

    pub(super) fn rest(around: &Cell, cell: &Cell) -> Self {
        Self { more: around.clone(), less: Some(cell.clone()) }
    }

    /// Whether it is the people of one cell.
    pub(super) fn is_plain(&self) -> bool {
        self.less.is_none()
    }
}

impl Ranges {
    /// Nothing where the tables break down too finely.
    pub(super) fn new(release: &Rounded, family: &[usize]) -> Option<Self> {
        let cells = of_family(release, family);
        let (members, Unknowns { many: unknowns, same }) = members(release, family, &cells)?;
        let mut rows: Vec<Row> =
            (0..unknowns).map(|at| Row { weights: BTreeMap::from([(at, -1.0)]), most: 0.0 }).collect();
        for (one, other) in &same {
            rows.extend([1.0, -1.0].map(|sign| row(&[(one, sign), (other, -sign)], 0.0)));
        }
        let mut largest = 0;
        for (cell, figure) in &cells {
            match figure {
                Some(Figure::People(_)) => {
                    let (least, most) = release.people(cell)?;
                    largest = largest.max(most);
                    rows.push(row(&[(&members[cell], 1.0)], real(most)));
                    rows.push(row(&[(&members[cell], -1.0)], -real(least)));
                }
                Some(Figure::Share { percent, of }) => {
                    rows.extend(share(release, &members, cell, *percent, *of));
                }
                None => {}
            }
        }
        // Where no total is published counts have no end, which no solver likes; this is far beyond any range that matters.
        let all: Vec<usize> = (0..unknowns).collect();
        let answers = real(family.len().max(1) as u64);
        rows.push(row(&[(&all, 1.0)], 10.0 * answers * (real(largest) + 100.0)));
        let (mut down, mut across, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            for (unknown, weight) in row.weights.iter().filter(|(_, weight)| **weight != 0.0) {
                down.push(at);
                across.push(*unknown);
                values.push(*weight);
            }
        }
        let matrix = CscMatrix::new_from_triplets(rows.len(), unknowns, down, across, values);
        let most = rows.iter().map(|row| row.most).collect();
        Some(Self { members, unknowns, matrix, most, programmes: Counter::new(0) })
    }

    /// Whether there are any counts at all that fit.
    pub(super) fn are_possible(&self) -> bool {
        self.push(&[]).is_some()
    }

    /// Counts for which the weighted sums are as large together as can be; nothing where the solver does not find any.
    pub(super) fn push(&self, sums: &[(&Sum, f64)]) -> Option<Vec<f64>> {
        self.programmes.set(self.programmes.get() + 1);
        let mut objective = vec![0.0; self.unknowns];
        for (sum, weight) in sums {
            for (unknown, times) in self.weights(sum) {
                objective[unknown] -= weight * times;
            }
        }
        let settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
        let none = CscMatrix::zeros((self.unknowns, self.unknowns));
        let cones = [NonnegativeConeT(self.most.len())];
        let mut solver = DefaultSolver::new(&none, &objective, &self.matrix, &self.most, &cones, settings).ok()?;
        solver.solve();
        let is_point = matches!(solver.solution.status, SolverStatus::Solved | SolverStatus::AlmostSolved);
        let point = &solver.solution.x;
        (is_point && self.fits(point)).then(|| point.clone())
    }

    /// What a sum is for some counts.
    pub(super) fn value(&self, sum: &Sum, point: &[f64]) -> f64 {
        self.weights(sum).map(|(unknown, times)| times * point[unknown]).sum()
    }

    /// The least and the most that a sum can be.
    pub(super) fn ends(&self, sum: &Sum) -> Option<(u64, u64)> {
        let end = |sign| Some(self.value(sum, &self.push(&[(sum, sign)])?));
        Some(whole(end(-1.0)?, end(1.0)?))
    }

    pub(super) fn programmes(&self) -> usize {
        self.programmes.get()
    }

    fn weights<'a>(&'a self, sum: &'a Sum) -> impl Iterator<Item = (usize, f64)> + 'a {
        let of = |cell: &Cell| self.members.get(cell).into_iter().flatten().copied();
        of(&sum.more).map(|at| (at, 1.0)).chain(sum.less.iter().flat_map(move |less| of(less).map(|at| (at, -1.0))))
    }

    /// Whether a point keeps to everything, but for rounding.
    fn fits(&self, point: &[f64]) -> bool {
        let mut sums = vec![0.0; self.most.len()];
        for (value, ends) in point.iter().zip(self.matrix.colptr.windows(2)) {
            for at in ends[0]..ends[1] {
                sums[self.matrix.rowval[at]] += self.matrix.nzval[at] * value;
            }
        }
        sums.iter().zip(&self.most).all(|(sum, most)| sum - most <= MISS * (1.0 + most.abs()))
    }
}

/// A percentage as a range of the part, and what everybody knows who knows the rules: what is shown of a group and is not none of it
/// is at least so many, and so is the rest.
fn share(release: &Rounded, members: &BTreeMap<Cell, Vec<usize>>, cell: &Cell, percent: u8, of: Whole) -> Vec<Row> {
    let plan = release.plan();
    let Some((variable, _)) = plan.answer(cell) else { return Vec::new() };
    let (base, part) = (&members[&plan.base(cell)], &members[cell]);
    let missing: Vec<&Vec<usize>> = match of {
        Whole::Everybody => Vec::new(),
        Whole::Answered => {
            let categories = plan.variables()[variable].categories.iter().enumerate();
            let missing = categories.filter(|(_, category)| category.missing.is_some());
            missing.filter_map(|(node, _)| members.get(&plan.base(cell).with(variable, node))).collect()
        }
    };
    let bound = |percent: f64, sign: f64| {
        let unanswered = missing.iter().map(|missing| (*missing, sign * percent / 100.0));
        let all: Vec<(&Vec<usize>, f64)> =
            [(part, sign), (base, -sign * percent / 100.0)].into_iter().chain(unanswered).collect();
        row(&all, 0.0)
    };
    let few = real(release.rules().least_count());
    let mut rows = vec![bound(f64::from(percent) + 0.5, 1.0), bound(f64::from(percent) - 0.5, -1.0)];
    if percent > 0 {
        rows.push(row(&[(part, -1.0)], -few));
    }
    if percent < 100 {
        rows.push(row(&[(part, 1.0), (base, -1.0)], -few));
    }
    rows
}

fn row(sums: &[(&Vec<usize>, f64)], most: f64) -> Row {
    let mut weights = BTreeMap::new();
    for (members, weight) in sums {
        for unknown in *members {
            *weights.entry(*unknown).or_insert(0.0) += weight;
        }
    }
    Row { weights, most }
}

/// The unknown counts: what people answered whom no cell tells apart. For each cell, which are in it.
fn members(
    release: &Rounded,
    family: &[usize],
    cells: &BTreeMap<Cell, Option<Figure>>,
) -> Option<(BTreeMap<Cell, Vec<usize>>, Unknowns)> {
    let plan = release.plan();
    let variables = plan.variables();
    let used: BTreeSet<usize> = cells.keys().flat_map(|cell| cell.0.iter().map(|(variable, _)| *variable)).collect();
    let told_apart = |at: usize| used.contains(&at) && !variables[at].is_answer();
    let choices = |at: usize| if told_apart(at) { variables[at].categories.len() } else { 1 };
    let people = (0..variables.len()).map(choices).fold(1, usize::saturating_mul);
    if !is_feasible(plan, family, people, cells.len()) {
        return None;
    }
    let mut corners: Vec<Vec<usize>> = vec![Vec::new()];
    for at in 0..variables.len() {
        let wider = |corner: Vec<usize>| {
            (0..choices(at)).map(move |category| corner.iter().copied().chain([category]).collect())
        };
        corners = corners.into_iter().flat_map(wider).collect();
    }
    corners.retain(|corner| plan.is_possible(|at| told_apart(at).then(|| corner[at])));
    let (mut unknowns, mut known) = (Unknowns::default(), BTreeSet::new());
    let mut inside: Vec<Vec<usize>> = vec![Vec::new(); cells.len()];
    for corner in corners {
        let holds = |cell: &Cell| {
            let mut at = cell.0.iter().filter(|(at, _)| !variables[*at].is_answer());
            at.all(|(at, node)| variables[*at].within(corner[*at], *node))
        };
        let membership: Vec<usize> =
            cells.keys().enumerate().filter(|(_, cell)| holds(cell)).map(|(at, _)| at).collect();
        if known.insert(membership.clone()) {
            let people = unknowns.of_people(plan, family);
            let cells: Vec<&Cell> = cells.keys().collect();
            for cell in membership {
                inside[cell].extend(people.in_cell(plan, cells[cell]));
            }
        }
    }
    Some((cells.keys().cloned().zip(inside).collect(), unknowns))
}

/// Whole numbers within a range, which may be off by rounding.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts are far below 2^52 and not negative"
)]
pub(super) fn whole(low: f64, high: f64) -> (u64, u64) {
    let low = (low - ROUNDING).ceil().max(0.0) as u64;
    (low, ((high + ROUNDING).floor().max(0.0) as u64).max(low))
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn real(value: u64) -> f64 {
    value as f64
}
