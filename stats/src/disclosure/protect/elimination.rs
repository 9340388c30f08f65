//! Exact linear algebra: whether a sum of atoms follows from other sums, in the field of 2⁶¹ − 1 elements.
//!
//! A row that follows over the rational numbers follows here as well, unless the prime divides the denominator that is
//! needed; one that follows only here is hidden without need. Nothing is ever shown on the word of this file alone: what it
//! lets through still has to be proven in whole numbers.

/// A prime, 2⁶¹ − 1.
const PRIME: u64 = (1 << 61) - 1;

/// A row by its entries that are not zero, by column.
pub(super) type Sparse = Vec<(usize, u64)>;

/// Rows whose sums are public, in echelon form, and those that must not follow from them.
pub(super) struct Elimination {
    columns: usize,
    /// For each column, the public row that begins there.
    pivots: Vec<Option<Sparse>>,
    /// The guarded rows less what is public of them, each scaled to begin with 1.
    secrets: Vec<Sparse>,
}

impl Elimination {
    pub(super) fn new(columns: usize) -> Self {
        Self { columns, pivots: vec![None; columns], secrets: Vec::new() }
    }

    /// Makes a row public, whatever follows from it.
    pub(super) fn publish(&mut self, atoms: &[usize]) {
        let rest = self.rest(atoms);
        if let Some((column, _)) = rest.first().copied() {
            self.take_from_secrets(column, &rest);
            self.pivots[column] = Some(rest);
        }
    }

    /// Makes a row public unless a secret would then follow. Says whether it did.
    pub(super) fn publish_unless_it_tells(&mut self, atoms: &[usize]) -> bool {
        let rest = self.rest(atoms);
        let Some((column, _)) = rest.first().copied() else { return true };
        if self.secrets.contains(&rest) {
            return false;
        }
        self.take_from_secrets(column, &rest);
        self.pivots[column] = Some(rest);
        true
    }

    /// Adds a row that must not follow from public ones. Says whether it does already.
    pub(super) fn guard(&mut self, atoms: &[usize]) -> bool {
        let rest = self.rest(atoms);
        let known = rest.is_empty();
        if !known && !self.secrets.contains(&rest) {
            self.secrets.push(rest);
        }
        known
    }

    /// Whether a row follows from the public ones.
    pub(super) fn follows(&self, atoms: &[usize]) -> bool {
        self.rest(atoms).is_empty()
    }

    /// What is left of a row when all that is public is taken from it, scaled to begin with 1.
    pub(super) fn rest(&self, atoms: &[usize]) -> Sparse {
        let mut dense = vec![0_u64; self.columns];
        for atom in atoms {
            dense[*atom] = 1;
        }
        let first = atoms.iter().copied().min().unwrap_or(self.columns);
        for column in first..self.columns {
            let factor = dense[column];
            if factor == 0 {
                continue;
            }
            if let Some(pivot) = &self.pivots[column] {
                for (at, value) in pivot {
                    dense[*at] = minus(dense[*at], times(factor, *value));
                }
            }
        }
        scaled(dense.into_iter().enumerate().filter(|(_, value)| *value != 0).collect())
    }

    fn take_from_secrets(&mut self, column: usize, public: &Sparse) {
        for secret in &mut self.secrets {
            if let Ok(at) = secret.binary_search_by_key(&column, |(at, _)| *at) {
                let factor = secret[at].1;
                *secret = scaled(less(secret, public, factor));
            }
        }
        self.secrets.retain(|secret| !secret.is_empty());
    }
}

/// A row less so many times another one.
pub(super) fn less(row: &Sparse, public: &Sparse, factor: u64) -> Sparse {
    let (mut row, mut public) = (row.iter().copied().peekable(), public.iter().copied().peekable());
    let mut rest = Sparse::new();
    loop {
        let (column, value) = match (row.peek().copied(), public.peek().copied()) {
            (None, None) => return rest,
            (Some((at, value)), other) if other.is_none_or(|(column, _)| at < column) => {
                row.next();
                (at, value)
            }
            (one, Some((at, value))) => {
                public.next();
                let there = one.filter(|(column, _)| *column == at);
                if there.is_some() {
                    row.next();
                }
                (at, minus(there.map_or(0, |(_, value)| value), times(factor, value)))
            }
            (Some(_), None) => unreachable!("taken by the first arm"),
        };
        if value != 0 {
            rest.push((column, value));
        }
    }
}

fn scaled(row: Sparse) -> Sparse {
    scaled_with(row, Sparse::new()).0
}

/// A row scaled to begin with 1, and another one as many times larger.
pub(super) fn scaled_with(mut row: Sparse, mut other: Sparse) -> (Sparse, Sparse) {
    if let Some((_, first)) = row.first().copied()
        && first != 1
    {
        let inverse = power(first, PRIME - 2);
        for (_, value) in row.iter_mut().chain(&mut other) {
            *value = times(*value, inverse);
        }
    }
    (row, other)
}

#[expect(clippy::cast_possible_truncation, reason = "the lower and the upper bits of a product are taken apart")]
fn times(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    // 2⁶¹ is one more than the prime, so the upper bits count as much as the lower ones.
    let sum = (product as u64 & PRIME) + (product >> 61) as u64;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn minus(a: u64, b: u64) -> u64 {
    if a >= b { a - b } else { a + PRIME - b }
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent /= 2;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_follows_from_a_total_and_the_other_part() {
        let mut elimination = Elimination::new(4);
        elimination.publish(&[0, 1, 2, 3]);
        assert!(!elimination.guard(&[0, 1]));
        assert!(!elimination.publish_unless_it_tells(&[2, 3]));
        assert!(elimination.publish_unless_it_tells(&[0]));
        assert!(!elimination.publish_unless_it_tells(&[1]));
        assert!(elimination.publish_unless_it_tells(&[2]));
        assert!(!elimination.follows(&[0, 1]));
        assert!(elimination.follows(&[1, 2, 3]));
    }

    #[test]
    fn numbers_have_inverses() {
        for number in [1, 2, 3, 12_345, PRIME - 1] {
            assert_eq!(times(number, power(number, PRIME - 2)), 1);
        }
    }
}
