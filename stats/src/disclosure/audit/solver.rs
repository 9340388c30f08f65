//! The attacker's linear programmes, by an interior point method.

use std::cell::RefCell;

use clarabel::algebra::CscMatrix;
use clarabel::solver::{
    DefaultSettings, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, SupportedConeT, ZeroConeT,
};

use crate::disclosure::audit::scene::{Equation, Scene};

/// All that holds of the unknowns, ready for one objective after another.
pub(super) struct Programme {
    matrix: CscMatrix<f64>,
    right: Vec<f64>,
    cones: Vec<SupportedConeT<f64>>,
    /// The unknowns that are not zero by themselves, and what stands for them.
    columns: Vec<Option<usize>>,
    width: usize,
    equal: usize,
    without_figures: bool,
    /// What solved the last objective. It solves the next one as well, with half of the work already done.
    ready: RefCell<Option<DefaultSolver<f64>>>,
}

/// How far a point may miss an equation and still count.
const MISS: f64 = 1e-5;

/// What the solver adds to its equations so that they can be solved; first what it takes by itself. With that a few programmes over
/// several releases of answers that tell on each other end at a point that misses an equation, and with more they do not.
const REGULARIZATIONS: [f64; 3] = [1e-8, 1e-7, 1e-6];

impl Programme {
    /// The scene's equations, of which `independent` say everything.
    pub(super) fn new(scene: &Scene, independent: &[usize]) -> Self {
        let within = Self::within(scene, independent, &scene.at_most);
        if scene.at_most.is_empty() || !within.is_impossible() {
            return within;
        }
        // Somewhere more answered than live there by the figures, and nobody knows where.
        Self { without_figures: true, ..Self::within(scene, independent, &[]) }
    }

    fn within(scene: &Scene, independent: &[usize], at_most: &[(Vec<usize>, u64)]) -> Self {
        let empty = empty(scene);
        let mut width = 0;
        let mut column = |empty: &bool| {
            (!empty).then(|| {
                width += 1;
                width - 1
            })
        };
        let columns: Vec<Option<usize>> = empty.iter().map(&mut column).collect();
        let mut rows: Vec<Vec<(usize, f64)>> = Vec::new();
        let mut right = Vec::new();
        let row = |equation: &Equation| -> Vec<(usize, f64)> {
            let terms = equation.terms().filter_map(|(unknown, sign)| Some((columns[unknown]?, f64::from(sign))));
            terms.collect()
        };
        for equation in independent.iter().map(|at| &scene.equal[*at]) {
            let row = row(equation);
            if equation.count > 0 || !row.is_empty() {
                rows.push(row);
                right.push(real(equation.count));
            }
        }
        let equal = rows.len();
        for column in 0..width {
            rows.push(vec![(column, -1.0)]);
            right.push(0.0);
        }
        for (sum, most) in at_most {
            rows.push(sum.iter().filter_map(|unknown| Some((columns[*unknown]?, 1.0))).collect());
            right.push(real(*most));
        }
        // Where no total is published counts have no end, which no solver likes; this is far beyond any interval that matters.
        let most = scene.equal.iter().map(|equation| equation.count).max().unwrap_or(0);
        rows.push((0..width).map(|column| (column, 1.0)).collect());
        right.push(10.0 * real(scene.answers) * (real(most) + 100.0));
        let cones = vec![ZeroConeT(equal), NonnegativeConeT(rows.len() - equal)];
        let (matrix, ready) = (matrix(&rows, width), RefCell::default());
        Self { matrix, right, cones, columns, width, equal, without_figures: false, ready }
    }

    /// The unknowns where the weighted sum is least; nothing where the solver does not find out.
    pub(super) fn least(&self, weights: &[(usize, f64)]) -> Option<Vec<f64>> {
        let (status, point) = self.solved(weights)?;
        matches!(status, SolverStatus::Solved | SolverStatus::AlmostSolved).then_some(point)
    }

    /// Unknowns that fit and are about where the weighted sum is least, also where the solver does not know whether it goes on: they
    /// show what a sum can be, and never what it cannot.
    pub(super) fn towards_least(&self, weights: &[(usize, f64)]) -> Option<Vec<f64>> {
        self.solved(weights).map(|(_, point)| point)
    }

    /// Whether figures of residents are left out because no counts fit them.
    pub(super) fn is_without_figures(&self) -> bool {
        self.without_figures
    }

    /// Whether there is a proof that no counts fit.
    fn is_impossible(&self) -> bool {
        if self.width == 0 {
            return false;
        }
        let settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
        let none = CscMatrix::zeros((self.width, self.width));
        let objective = vec![0.0; self.width];
        let solver = DefaultSolver::new(&none, &objective, &self.matrix, &self.right, &self.cones, settings);
        solver.is_ok_and(|mut solver| {
            solver.solve();
            solver.solution.status == SolverStatus::PrimalInfeasible
        })
    }

    fn solved(&self, weights: &[(usize, f64)]) -> Option<(SolverStatus, Vec<f64>)> {
        if self.width == 0 {
            return Some((SolverStatus::Solved, vec![0.0; self.columns.len()]));
        }
        let mut objective = vec![0.0; self.width];
        for (unknown, weight) in weights {
            if let Some(column) = self.columns[*unknown] {
                objective[column] += weight;
            }
        }
        let (status, point) = self.solved_again(&objective).or_else(|| {
            REGULARIZATIONS.into_iter().find_map(|with| {
                let mut solver = self.solver(&objective, with)?;
                self.solved_by(&mut solver)
            })
        })?;
        let value = |column: &Option<usize>| column.map_or(0.0, |column| point[column].max(0.0));
        Some((status, self.columns.iter().map(value).collect()))
    }

    /// What the solver of the last objective comes to with another one; what is held does not differ.
    fn solved_again(&self, objective: &[f64]) -> Option<(SolverStatus, Vec<f64>)> {
        let mut ready = self.ready.borrow_mut();
        if let Some(solver) = ready.as_mut() {
            solver.update_q(&objective.to_vec()).ok()?;
        } else {
            *ready = self.solver(objective, REGULARIZATIONS[0]);
        }
        self.solved_by(ready.as_mut()?)
    }

    fn solver(&self, objective: &[f64], regularization: f64) -> Option<DefaultSolver<f64>> {
        let mut settings = DefaultSettings { verbose: false, ..DefaultSettings::default() };
        settings.static_regularization_constant = regularization;
        let none = CscMatrix::zeros((self.width, self.width));
        DefaultSolver::new(&none, objective, &self.matrix, &self.right, &self.cones, settings).ok()
    }

    /// What the solver comes to, where that keeps to everything.
    fn solved_by(&self, solver: &mut DefaultSolver<f64>) -> Option<(SolverStatus, Vec<f64>)> {
        solver.solve();
        let (status, point) = (solver.solution.status, &solver.solution.x);
        self.fits(point).then(|| (status, point.clone()))
    }

    /// Whether a point keeps to everything, but for rounding.
    fn fits(&self, point: &[f64]) -> bool {
        let mut sums = vec![0.0; self.right.len()];
        for (value, ends) in point.iter().zip(self.matrix.colptr.windows(2)) {
            for at in ends[0]..ends[1] {
                sums[self.matrix.rowval[at]] += self.matrix.nzval[at] * value;
            }
        }
        sums.iter().zip(&self.right).enumerate().all(|(at, (sum, right))| {
            let miss = if at < self.equal { (sum - right).abs() } else { sum - right };
            miss <= MISS * (1.0 + right.abs())
        })
    }
}

/// The unknowns that nobody is in: those of sums of nobody, and of sums that are the same as such.
fn empty(scene: &Scene) -> Vec<bool> {
    let mut empty = vec![false; scene.unknowns];
    loop {
        let mut any = false;
        for equation in scene.equal.iter().filter(|equation| equation.count == 0) {
            for (unknowns, others) in [(&equation.more, &equation.less), (&equation.less, &equation.more)] {
                if others.iter().all(|other| empty[*other]) {
                    for unknown in unknowns {
                        any |= !std::mem::replace(&mut empty[*unknown], true);
                    }
                }
            }
        }
        if !any {
            return empty;
        }
    }
}

fn matrix(rows: &[Vec<(usize, f64)>], width: usize) -> CscMatrix<f64> {
    let mut columns: Vec<Vec<(usize, f64)>> = vec![Vec::new(); width];
    for (at, row) in rows.iter().enumerate() {
        for (column, value) in row {
            columns[*column].push((at, *value));
        }
    }
    let mut starts = vec![0];
    for column in &columns {
        starts.push(starts[starts.len() - 1] + column.len());
    }
    let (indices, values) = columns.into_iter().flatten().unzip();
    CscMatrix::new(rows.len(), width, starts, indices, values)
}

#[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
fn real(value: u64) -> f64 {
    value as f64
}
