//! Sums of atoms in floating-point numbers, brought to a form in which each tells how one atom moves with others.

/// Numbers nearer to a whole one than this are meant to be it; whoever goes by them is checked in whole numbers.
pub(super) const NEAR: f64 = 1e-7;

/// A number that is nothing but for rounding is nothing.
pub(super) fn cleared(value: f64) -> f64 {
    if value.abs() < NEAR { 0.0 } else { value }
}

/// A row by its values, and how many of them are not nothing: the shortest row is looked for again and again.
pub(super) struct Sum {
    values: Vec<f64>,
    length: usize,
}

impl Sum {
    pub(super) fn new(values: Vec<f64>) -> Self {
        let length = values.iter().filter(|value| **value != 0.0).count();
        Self { values, length }
    }

    /// Takes another row away so many times, which has values in some places only.
    fn take(&mut self, other: &Self, places: &[usize], times: f64) {
        for at in places {
            let value = &mut self.values[*at];
            self.length -= usize::from(*value != 0.0);
            *value = cleared(*value - times * other.values[*at]);
            self.length += usize::from(*value != 0.0);
        }
    }
}

/// Brings rows to the form in which each has a column of its own, the first ones that can be had.
pub(super) fn reduced(mut rows: Vec<Sum>, columns: usize) -> Vec<(Vec<f64>, usize)> {
    let mut done: Vec<(Sum, usize)> = Vec::new();
    for column in 0..columns {
        let candidates = (0..rows.len()).filter(|at| rows[*at].values[column] != 0.0);
        let Some(chosen) = candidates.min_by_key(|at| rows[*at].length) else { continue };
        let mut row = rows.swap_remove(chosen);
        let own = row.values[column];
        for value in &mut row.values {
            *value /= own;
        }
        let of_row: Vec<usize> = (0..columns).filter(|at| row.values[*at] != 0.0).collect();
        for other in rows.iter_mut().chain(done.iter_mut().map(|(row, _)| row)) {
            let factor = other.values[column];
            if factor != 0.0 {
                other.take(&row, &of_row, factor);
            }
        }
        done.push((row, column));
    }
    done.into_iter().map(|(row, column)| (row.values, column)).collect()
}
