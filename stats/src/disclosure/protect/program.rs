//! Linear programmes over a block: other populations that fit all that is public and move one row as far as is asked, with
//! as few people changing their place as can be. Few changes are quickly found, are mostly whole people, and leave most
//! respondents where they know themselves to be.

use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, SolveOptions, Variable};

use crate::disclosure::protect::block::{Block, State, Witness};

/// What another population is asked to do.
#[derive(Clone, Copy)]
pub(super) struct Wish<'a> {
    /// The row to move; nothing to be content with any population.
    pub(super) target: Option<Target>,
    /// Atoms that keep at least one person, because an attacker knows that they are in it.
    pub(super) kept: &'a [usize],
    /// Atoms that had better keep one.
    pub(super) spared: &'a [usize],
    /// How far each sum of [`Block::known`] moves, where other people took part.
    pub(super) known: Option<&'a [i64]>,
    /// Rows that move so far and no farther.
    pub(super) pinned: &'a [(usize, i64)],
}

/// Which row moves, which way and how far.
#[derive(Clone, Copy)]
pub(super) struct Target {
    pub(super) row: usize,
    pub(super) way: Way,
    pub(super) far: u64,
}

/// More people or fewer.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Up,
    Down,
}

/// How many branches are tried when the best population has half people in it, before more is hidden instead.
const MOST_BRANCHES: u64 = 30;
const WHOLE: f64 = 1e-6;
/// What it costs to fall short of the wish, in changes of place that would be worth it.
const SHORT: f64 = 1_000.0;
/// What it costs to empty an atom that had better not be.
const SPARED: f64 = 30.0;

/// Another population that does what was wished as far as anything public allows, in whole people.
pub(super) fn move_within(block: &Block, wish: Wish<'_>) -> Option<Witness> {
    let relaxed = Model::new(block, wish, Reach::Public, false);
    relaxed.solved(unprepared()).and_then(|solution| relaxed.people(&solution, wish.known)).or_else(|| {
        let branched = Model::new(block, wish, Reach::Public, true);
        let mut options = SolveOptions::default();
        options.node_limit = Some(MOST_BRANCHES);
        branched.solved(options).and_then(|solution| branched.people(&solution, wish.known))
    })
}

/// The cheapest shown rows to hide so that the wish comes true in full; nothing where not even hiding all of them helps.
pub(super) fn rows_to_hide(block: &Block, wish: Wish<'_>) -> Option<Vec<usize>> {
    let model = Model::new(block, wish, Reach::ByHiding, false);
    let solution = model.solved(unprepared())?;
    let is_moved = |change: &Change| change.terms().any(|(variable, _)| solution.var_value(variable) > WHOLE);
    let moved = model.soft.iter().filter(|(_, change)| is_moved(change));
    Some(moved.map(|(row, _)| *row).collect())
}

/// Preparing a programme takes longer than the steps that it saves, because most take few from the truth.
fn unprepared() -> SolveOptions {
    let mut options = SolveOptions::default();
    options.presolve = false;
    options
}

/// What has to stay as it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// All that is public.
    Public,
    /// All that was published before. What is shown may move for what it costs to hide it, and the wish must come true.
    ByHiding,
}

/// More people and fewer, and whether there is room for that.
#[derive(Clone, Copy)]
struct Change {
    more: (Variable, bool),
    fewer: (Variable, bool),
}

impl Change {
    /// What it does to a sum.
    fn terms(self) -> impl Iterator<Item = (Variable, f64)> {
        let both = [(self.more, 1.0), (self.fewer, -1.0)].into_iter();
        both.filter(|((_, room), _)| *room).map(|((variable, _), sign)| (variable, sign))
    }
}

struct Model<'a> {
    block: &'a Block,
    problem: Problem,
    /// For each atom that may move, how far.
    moves: Vec<Option<Change>>,
    /// Shown rows with how far they move.
    soft: Vec<(usize, Change)>,
    whole: bool,
}

impl<'a> Model<'a> {
    fn new(block: &'a Block, wish: Wish<'_>, reach: Reach, whole: bool) -> Self {
        let problem = Problem::new(OptimizationDirection::Minimize);
        let mut model = Self { block, problem, moves: Vec::new(), soft: Vec::new(), whole };
        model.add_atoms(wish, reach);
        model.add_known(wish);
        model.add_rows(reach);
        for (row, far) in wish.pinned {
            let terms = model.terms(&block.rows[*row].atoms);
            model.problem.add_constraint(&terms[..], ComparisonOp::Eq, signed(*far));
        }
        if let Some(target) = wish.target {
            model.add_target(target, reach);
        }
        model
    }

    fn add_atoms(&mut self, wish: Wish<'_>, reach: Reach) {
        let mut still = vec![false; self.block.truth.len()];
        let empty = |state| state == State::Fixed || (reach == Reach::Public && state == State::Shown);
        for row in self.block.rows.iter().filter(|row| row.value == 0 && empty(row.state)) {
            row.atoms.iter().for_each(|atom| still[*atom] = true);
        }
        let coming = wish.known.and_then(|known| known.iter().copied().max()).unwrap_or(0).max(0);
        for (atom, still) in still.into_iter().enumerate() {
            let truth = self.block.truth[atom];
            let spared = wish.spared.contains(&atom);
            let stays = wish.kept.contains(&atom) || (spared && truth > 1);
            let leave = if stays { truth.saturating_sub(1) } else { truth };
            let room = i64::from(self.block.room[atom]) + coming;
            let movable = !still && (room > 0 || leave > 0);
            // Taking the last one away is what tells respondents that this is not the truth.
            let last = match truth {
                0 => 1.0,
                1 if spared => SPARED,
                _ => 1.0 + 4.0 / f64::from(truth),
            };
            let change = movable.then(|| self.change(1.0, (signed(room), f64::from(leave)), last));
            self.moves.push(change);
        }
    }

    fn change(&mut self, cost: f64, (more, fewer): (f64, f64), cost_of_fewer: f64) -> Change {
        let mut add = |cost: f64, most: f64| {
            if self.whole {
                #[expect(clippy::cast_possible_truncation, reason = "bounds are small whole numbers")]
                (self.problem.add_integer_var(cost, (0, most as i32)), most > 0.0)
            } else {
                (self.problem.add_var(cost, (0.0, most)), most > 0.0)
            }
        };
        // What has no room is in no sum, where each step would look at it. It stays a variable: of two solutions that are equally good
        // the solver takes one by the numbers of the variables.
        Change { more: add(cost, more), fewer: add(cost_of_fewer, fewer) }
    }

    fn add_known(&mut self, wish: Wish<'_>) {
        for (at, atoms) in self.block.known.iter().enumerate() {
            let terms = self.terms(atoms);
            let moved = wish.known.map_or(0, |known| known[at]);
            if !terms.is_empty() || moved != 0 {
                self.problem.add_constraint(&terms[..], ComparisonOp::Eq, signed(moved));
            }
        }
    }

    fn add_rows(&mut self, reach: Reach) {
        for (at, row) in self.block.rows.iter().enumerate().filter(|(_, row)| row.is_public()) {
            let mut terms = self.terms(&row.atoms);
            if terms.is_empty() {
                continue;
            }
            if reach == Reach::ByHiding && row.state == State::Shown {
                let soft = self.change(SHORT * row.cost, (f64::INFINITY, real(row.value)), SHORT * row.cost);
                terms.extend(soft.terms().map(|(variable, sign)| (variable, -sign)));
                self.soft.push((at, soft));
            }
            self.problem.add_constraint(&terms[..], ComparisonOp::Eq, 0.0);
        }
    }

    fn add_target(&mut self, Target { row, way, far }: Target, reach: Reach) {
        let sign = if way == Way::Up { 1.0 } else { -1.0 };
        let mut terms: Vec<_> = self.terms(&self.block.rows[row].atoms);
        for (_, factor) in &mut terms {
            *factor *= sign;
        }
        if reach == Reach::Public {
            terms.push((self.problem.add_var(SHORT, (0.0, real(far))), 1.0));
        }
        self.problem.add_constraint(&terms[..], ComparisonOp::Ge, real(far));
    }

    fn terms(&self, atoms: &[usize]) -> Vec<(Variable, f64)> {
        let changes = atoms.iter().filter_map(|atom| self.moves[*atom]);
        changes.flat_map(Change::terms).collect()
    }

    fn solved(&self, options: SolveOptions) -> Option<Solution> {
        self.problem.solve_with(options).ok()?.into_solution().ok()
    }

    /// The solution in whole people that fit all that is public: as it is, or where it has half people or thirds of them,
    /// with twice or three times as many on the way.
    fn people(&self, solution: &Solution, known: Option<&[i64]>) -> Option<Witness> {
        let multiples: &[f64] = if known.is_none() { &[1.0, 2.0, 3.0] } else { &[1.0] };
        let times = |multiple: &f64| -> Option<Witness> {
            let moved = |change: &Option<Change>| {
                let terms = change.iter().flat_map(|change| change.terms());
                whole(multiple * terms.map(|(variable, sign)| sign * solution.var_value(variable)).sum::<f64>())
            };
            self.moves.iter().map(moved).collect()
        };
        multiples.iter().filter_map(times).find(|witness| self.block.is_witness(witness, known))
    }
}

/// A number of people that is whole but for rounding.
fn whole(value: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "a move is small, and is checked in whole numbers")]
    ((value - value.round()).abs() < WHOLE && value.abs() < 1e9).then(|| value.round() as i64)
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn real(value: u64) -> f64 {
    value as f64
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn signed(value: i64) -> f64 {
    value as f64
}
