//! Whether a sum follows exactly from published ones, and its value then: elimination over two prime fields at once, which
//! also finds equations that contradict each other.

use crate::disclosure::audit::scene::Equation;

/// Two primes just below 2³¹.
const PRIMES: [u64; 2] = [2_147_483_647, 2_147_483_629];

/// Equations, each brought to begin where no other does.
pub(super) struct Equations {
    fields: [Field; 2],
    /// Which of the equations said something that those before it did not.
    pub(super) independent: Vec<usize>,
}

struct Field {
    prime: u64,
    unknowns: usize,
    /// By the last unknown of each.
    rows: Vec<Option<Row>>,
}

/// The coefficients of all unknowns but the last, and the right-hand side.
type Row = (Vec<(usize, u64)>, u64);

/// The equations contradict each other.
#[derive(Debug)]
pub(super) struct Contradiction;

impl Equations {
    pub(super) fn new(unknowns: usize, equations: &[Equation]) -> Result<Self, Contradiction> {
        let field = |prime| Field { prime, unknowns, rows: vec![None; unknowns] };
        let mut all = Self { fields: PRIMES.map(field), independent: Vec::new() };
        let mut order: Vec<usize> = (0..equations.len()).collect();
        order.sort_by_key(|at| equations[*at].len());
        for at in order {
            let news = [all.fields[0].add(&equations[at])?, all.fields[1].add(&equations[at])?];
            if news.contains(&true) {
                all.independent.push(at);
            }
        }
        Ok(all)
    }

    /// The value of a sum if it follows: in either field, because what only seems to follow is given away as well.
    pub(super) fn value(&self, sum: &[usize]) -> Option<u64> {
        let values = self.fields.iter().filter_map(|field| {
            let (rest, value) = field.reduced(sum.iter().map(|unknown| (*unknown, 1)), 0);
            rest.iter().all(|coefficient| *coefficient == 0).then(|| (field.prime - value) % field.prime)
        });
        values.min()
    }
}

impl Field {
    /// Whether the equation is news.
    fn add(&mut self, equation: &Equation) -> Result<bool, Contradiction> {
        let (rest, value) = self.reduced(equation.terms(), equation.count % self.prime);
        let Some(last) = rest.iter().rposition(|coefficient| *coefficient != 0) else {
            return if value == 0 { Ok(false) } else { Err(Contradiction) };
        };
        let inverse = self.inverse(rest[last]);
        let others = rest[..last].iter().enumerate().filter(|(_, coefficient)| **coefficient != 0);
        let others = others.map(|(at, coefficient)| (at, coefficient * inverse % self.prime)).collect();
        self.rows[last] = Some((others, value * inverse % self.prime));
        Ok(true)
    }

    /// An equation with everything taken out that is known, from the last unknown to the first.
    fn reduced(&self, terms: impl Iterator<Item = (usize, i8)>, count: u64) -> (Vec<u64>, u64) {
        let mut rest = vec![0_u64; self.unknowns];
        let (mut value, mut last) = (count, 0);
        for (unknown, sign) in terms {
            rest[unknown] = if sign > 0 { 1 } else { self.prime - 1 };
            last = last.max(unknown + 1);
        }
        for at in (0..last).rev() {
            let factor = rest[at];
            if factor == 0 {
                continue;
            }
            if let Some((others, known)) = &self.rows[at] {
                rest[at] = 0;
                for (other, coefficient) in others {
                    rest[*other] = (rest[*other] + (self.prime - factor) * coefficient) % self.prime;
                }
                value = (value + (self.prime - factor) * known) % self.prime;
            }
        }
        (rest, value)
    }

    /// By Euclid's algorithm.
    fn inverse(&self, number: u64) -> u64 {
        let prime = i128::from(self.prime);
        let (mut a, mut b, mut x, mut y) = (i128::from(number), prime, 1_i128, 0_i128);
        while b != 0 {
            let times = a / b;
            (a, b) = (b, a - times * b);
            (x, y) = (y, x - times * y);
        }
        u64::try_from(x.rem_euclid(prime)).expect("a rest is below the prime")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_follows_from_the_whole_and_the_other_part() {
        let sums = [(vec![0, 1, 2, 3], 30), (vec![2, 3], 12), (vec![0], 7)];
        let equations = Equations::new(4, &sums.map(|(sum, count)| Equation::of(sum, count))).expect("they agree");
        assert_eq!(equations.value(&[0, 1]), Some(18));
        assert_eq!(equations.value(&[1]), Some(11));
        assert_eq!(equations.value(&[2]), None);
        assert_eq!(equations.value(&[]), Some(0));
    }

    #[test]
    fn contradictions_are_found() {
        let sums = [(vec![0, 1], 3), (vec![0], 1), (vec![1], 1)];
        assert!(Equations::new(2, &sums.map(|(sum, count)| Equation::of(sum, count))).is_err());
    }

    #[test]
    fn what_two_sums_have_in_common_is_taken_over() {
        let same = Equation { more: vec![0], less: vec![1, 2], count: 0 };
        let told = [Equation::of(vec![1], 4), Equation::of(vec![2], 3), same];
        assert_eq!(Equations::new(3, &told).expect("they agree").value(&[0]), Some(7));
        assert!(Equations::new(3, &[&told[..], &[Equation::of(vec![0], 8)]].concat()).is_err());
    }

    #[test]
    fn numbers_have_inverses_in_both_fields() {
        for field in Equations::new(1, &[]).expect("nothing disagrees").fields {
            for number in [1, 2, 77, field.prime - 1] {
                assert_eq!(number * field.inverse(number) % field.prime, 1);
            }
        }
    }
}
