//! Other populations without a linear programme: from the truth, a few people at a time change places along moves that fit all
//! that is public, until a row has moved far enough. It is the primal simplex method in whole numbers, started at the truth and
//! with the moves of the last search, which is why it takes a small part of the time of a programme that knows neither. What it
//! finds is checked in whole numbers; where it gives up, nothing follows from that.

use crate::disclosure::protect::block::{Block, Witness};
use crate::disclosure::protect::program::{Target, Way, Wish};

/// Each of some atoms (the dependent ones) as it moves with all others, so that all that is public stays as it is.
pub(super) struct Moves {
    /// The atoms that may move.
    atoms: Vec<usize>,
    /// Sums that stay zero, each with one dependent atom that stands in no other: for each atom what each sum takes of it, because
    /// most searches ask of one atom.
    columns: Vec<Vec<i64>>,
    /// Which atom each sum is of.
    dependent: Vec<usize>,
    /// What each sum takes of that.
    own: Vec<i64>,
    is_dependent: Vec<bool>,
    /// Atoms that could only move by parts of people, and therefore do not.
    frozen: Vec<usize>,
    /// Where the next search begins.
    next: usize,
}

/// What a search has come to.
pub(super) enum Found {
    /// The wish came true.
    Reached(Witness),
    /// This is as far as anything goes.
    Furthest(Option<Witness>),
    /// Nobody knows.
    Unknown,
}

/// A prime, 2³¹ − 1.
const PRIME: u64 = (1 << 31) - 1;
/// Numbers beyond this are not expected, and would be rounded by nobody.
const MOST_AT_ONCE: i64 = 1_000;
/// Atoms that move by smaller parts of people than this are left where they are.
const MOST_PARTS: i64 = 12;
/// How often atoms are exchanged without anybody moving before a search is given up.
const MOST_EXCHANGES: usize = 200;
/// How many atoms are tried before some are exchanged.
const MOST_TRIED: usize = 10;

/// A population on the way.
struct Walk {
    at: Vec<i64>,
    least: Vec<i64>,
    most: Vec<i64>,
    /// How far the row moves for one more in each atom that is not dependent, in parts of one.
    gain: Vec<i64>,
    parts: i64,
    missing: i64,
}

enum Step {
    Moved,
    /// Nobody can move before this row's atom is exchanged for that one.
    Exchange(usize, usize),
    Furthest,
}

impl Moves {
    pub(super) fn new(block: &Block) -> Self {
        let mut movable: Vec<bool> =
            block.truth.iter().zip(&block.room).map(|(truth, room)| truth + room > 0).collect();
        for row in block.rows.iter().filter(|row| row.is_public() && row.value == 0) {
            row.atoms.iter().for_each(|atom| movable[*atom] = false);
        }
        let mut atoms: Vec<usize> = (0..movable.len()).filter(|atom| movable[*atom]).collect();
        // Full atoms have room both ways, so they are the ones to give and take.
        atoms.sort_by_key(|atom| std::cmp::Reverse(block.truth[*atom]));
        let mut column = vec![None; movable.len()];
        atoms.iter().enumerate().for_each(|(at, atom)| column[*atom] = Some(at));
        let public = block.rows.iter().filter(|row| row.is_public()).map(|row| &row.atoms);
        let rows = block.known.iter().chain(public).map(|sum| {
            let mut row = vec![0; atoms.len()];
            sum.iter().filter_map(|atom| column[*atom]).for_each(|at| row[at] = 1);
            row
        });
        let rows = solved(rows.collect(), atoms.len());
        let rows: Vec<(Vec<Option<i64>>, usize)> = rows.iter().map(|(row, own)| (whole_row(row), *own)).collect();
        let is_broken = |at: &usize| rows.iter().any(|(row, _)| row[*at].is_none());
        let frozen: Vec<usize> = (0..atoms.len()).filter(is_broken).collect();
        let mut moves = Self {
            is_dependent: vec![false; atoms.len()],
            columns: vec![vec![0; rows.len()]; atoms.len()],
            atoms,
            dependent: Vec::new(),
            own: Vec::new(),
            frozen,
            next: 0,
        };
        for (at, (row, dependent)) in rows.into_iter().enumerate() {
            for (column, value) in moves.columns.iter_mut().zip(row) {
                column[at] = value.unwrap_or_default();
            }
            moves.own.push(moves.columns[dependent][at]);
            moves.dependent.push(dependent);
            moves.is_dependent[dependent] = true;
        }
        moves
    }

    /// A population that does what is wished; where it can, one in which no atom loses its last.
    pub(super) fn reach(&mut self, block: &Block, wish: Wish<'_>) -> Found {
        let Some(target) = wish.target.filter(|_| wish.known.is_none()) else { return Found::Unknown };
        let mut walk = self.start(block, target);
        self.frozen.iter().for_each(|at| walk.most[*at] = 0);
        let mut furthest = false;
        // Nobody knows better, then only those who matter do, then only those who must.
        let mut stays = vec![true; block.truth.len()];
        for still in [None, Some([wish.kept, wish.spared]), Some([wish.kept, &[]])] {
            if let Some(still) = still {
                stays.fill(false);
                still.into_iter().flatten().for_each(|atom| stays[*atom] = true);
            }
            for (least, atom) in walk.least.iter_mut().zip(&self.atoms) {
                let truth = block.truth[*atom];
                *least = -i64::from(if stays[*atom] { truth.saturating_sub(1) } else { truth });
            }
            self.frozen.iter().for_each(|at| walk.least[*at] = 0);
            furthest = self.walk(&mut walk);
            if walk.missing <= 0 {
                break;
            }
        }
        let mut witness = vec![0; block.truth.len()];
        self.atoms.iter().zip(&walk.at).for_each(|(atom, more)| witness[*atom] = *more);
        if !block.is_witness(&witness, None) {
            return Found::Unknown;
        }
        let moved = walk.missing < i64::try_from(target.far).unwrap_or(i64::MAX);
        match (walk.missing <= 0, furthest && self.frozen.is_empty()) {
            (true, _) => Found::Reached(witness),
            (false, true) => Found::Furthest(moved.then_some(witness)),
            (false, false) => Found::Unknown,
        }
    }

    fn start(&self, block: &Block, Target { row, way, far }: Target) -> Walk {
        let mut gain = vec![0; block.truth.len()];
        let sign = if way == Way::Up { 1 } else { -1 };
        block.rows[row].atoms.iter().for_each(|atom| gain[*atom] = sign);
        let mut gain: Vec<i64> = self.atoms.iter().map(|atom| gain[*atom]).collect();
        // The sums are taken from it as often as it takes of their dependent atoms.
        let moved = |at: &usize| gain[self.dependent[*at]] != 0;
        let sums: Vec<usize> = (0..self.own.len()).filter(moved).collect();
        let mut parts = sums.iter().fold(1, |parts, at| parts / divisor(parts, self.own[*at]) * self.own[*at]);
        let times = |at: &usize| (*at, gain[self.dependent[*at]] * parts / self.own[*at]);
        let sums: Vec<(usize, i64)> = sums.iter().map(times).collect();
        for (gain, column) in gain.iter_mut().zip(&self.columns) {
            *gain = *gain * parts - sums.iter().map(|(at, times)| times * column[*at]).sum::<i64>();
        }
        if parts > 1 {
            parts = reduce(&mut gain, parts);
        }
        Walk {
            at: vec![0; self.atoms.len()],
            least: vec![0; self.atoms.len()],
            most: self.atoms.iter().map(|atom| i64::from(block.room[*atom])).collect(),
            gain,
            parts,
            missing: i64::try_from(far).unwrap_or(i64::MAX),
        }
    }

    /// Whether it went on until nothing went any further.
    fn walk(&mut self, walk: &mut Walk) -> bool {
        let mut exchanges = 0;
        while walk.missing > 0 {
            match self.step(walk) {
                Step::Moved => {}
                Step::Furthest => return true,
                Step::Exchange(row, atom) => {
                    exchanges += 1;
                    if exchanges > MOST_EXCHANGES || !self.exchange(row, atom, walk) {
                        return false;
                    }
                }
            }
        }
        false
    }

    fn step(&mut self, walk: &mut Walk) -> Step {
        let (mut instead, mut tried) = (Step::Furthest, 0);
        for offset in 0..self.atoms.len() {
            let atom = (self.next + offset) % self.atoms.len();
            let gain = walk.gain[atom];
            if gain == 0 || self.is_dependent[atom] {
                continue;
            }
            let sign = gain.signum();
            let own = if sign > 0 { walk.most[atom] - walk.at[atom] } else { walk.at[atom] - walk.least[atom] };
            if own <= 0 {
                continue;
            }
            let needed = (walk.missing * walk.parts + gain.abs() - 1) / gain.abs();
            let (room, parts, tight) = self.room(walk, atom, sign);
            let times = own.min(room).min((needed + parts - 1) / parts * parts) / parts * parts;
            if times > 0 {
                walk.at[atom] += sign * times;
                for (at, value) in self.columns[atom].iter().enumerate().filter(|(_, value)| **value != 0) {
                    walk.at[self.dependent[at]] -= sign * times * value / self.own[at];
                }
                walk.missing -= gain.abs() * times / walk.parts;
                self.next = atom;
                return Step::Moved;
            }
            if let (Some(row), Step::Furthest) = (tight, &instead) {
                instead = Step::Exchange(row, atom);
            }
            tried += 1;
            if tried > MOST_TRIED && matches!(instead, Step::Exchange(..)) {
                break;
            }
        }
        instead
    }

    /// How often an atom can take one more, or one fewer, before a dependent one is at its end; how many at a time, so that
    /// all are whole; and the row that stands in the way most.
    fn room(&self, walk: &Walk, atom: usize, sign: i64) -> (i64, i64, Option<usize>) {
        let (mut least, mut parts, mut tight) = (i64::MAX, 1, None);
        for (at, fewer) in self.columns[atom].iter().enumerate().filter(|(_, fewer)| **fewer != 0) {
            let (dependent, own) = (self.dependent[at], self.own[at]);
            let there = walk.at[dependent];
            let room = if sign * fewer < 0 { walk.most[dependent] - there } else { there - walk.least[dependent] };
            let room = room * own / fewer.abs();
            let part = own / divisor(fewer.abs(), own);
            parts *= part / divisor(part, parts);
            if room < least || (room == least && fewer.abs() == 1) {
                (least, tight) = (room, Some(at));
                if room == 0 && fewer.abs() == 1 && own == 1 {
                    break;
                }
            }
        }
        (least, parts, tight)
    }

    /// Makes another atom the dependent one of a row; not where numbers would grow beyond what is expected.
    fn exchange(&mut self, row: usize, atom: usize, walk: &mut Walk) -> bool {
        let mut pivot: Vec<i64> = self.columns.iter().map(|column| column[row]).collect();
        let sign = pivot[atom].signum();
        for value in &mut pivot {
            *value *= sign;
        }
        reduce(&mut pivot, 0);
        let others: Vec<(usize, i64)> = self.columns[atom].iter().copied().enumerate().collect();
        let others: Vec<(usize, i64)> = others.into_iter().filter(|(at, factor)| *at != row && *factor != 0).collect();
        let pivot_at: Vec<(usize, i64)> = pivot.iter().copied().enumerate().filter(|(_, value)| *value != 0).collect();
        if pivot[atom] > MOST_PARTS || pivot_at.iter().any(|(_, value)| value.abs() > MOST_AT_ONCE) {
            return false;
        }
        let is_done =
            if pivot[atom] == 1 { self.take_whole(&pivot_at, &others) } else { self.take_parts(&pivot, atom, &others) };
        if !is_done {
            return false;
        }
        walk.parts = without(&mut walk.gain, &pivot, atom, walk.parts);
        for (at, value) in pivot_at {
            self.columns[at][row] = value;
        }
        self.own[row] = pivot[atom];
        self.is_dependent[self.dependent[row]] = false;
        self.is_dependent[atom] = true;
        self.dependent[row] = atom;
        self.next = atom;
        true
    }

    /// Takes a row from others, each so many times; not where that gives large numbers. What is zero in it stays as it is.
    fn take_whole(&mut self, pivot: &[(usize, i64)], others: &[(usize, i64)]) -> bool {
        let is_small = |(column, value): &(usize, i64)| {
            let column = &self.columns[*column];
            others.iter().all(|(at, factor)| (column[*at] - factor * value).abs() <= MOST_AT_ONCE)
        };
        if !pivot.iter().all(is_small) {
            return false;
        }
        for (column, value) in pivot {
            let column = &mut self.columns[*column];
            for (at, factor) in others {
                column[*at] -= factor * value;
            }
        }
        true
    }

    /// The same where the row has more than one of the atom that the others are to lose.
    fn take_parts(&mut self, pivot: &[i64], atom: usize, others: &[(usize, i64)]) -> bool {
        let mut changed = Vec::new();
        for (at, _) in others {
            let mut other: Vec<i64> = self.columns.iter().map(|column| column[*at]).collect();
            without(&mut other, pivot, atom, 0);
            let is_small = other.iter().all(|value| value.abs() <= MOST_AT_ONCE);
            if other[self.dependent[*at]] > MOST_PARTS || !is_small {
                return false;
            }
            changed.push((*at, other));
        }
        for (at, other) in changed {
            self.own[at] = other[self.dependent[at]];
            for (column, value) in self.columns.iter_mut().zip(other) {
                column[at] = value;
            }
        }
        true
    }
}

/// Takes a row from a sum as often as it rids the sum of an atom. In parts of one, where the sum is that; gives those back.
fn without(sum: &mut [i64], row: &[i64], atom: usize, parts: i64) -> i64 {
    let (factor, own) = (sum[atom], row[atom]);
    if factor == 0 {
        return parts;
    }
    if own == 1 {
        sum.iter_mut().zip(row).for_each(|(value, other)| *value -= factor * other);
        return parts;
    }
    sum.iter_mut().zip(row).for_each(|(value, other)| *value = *value * own - factor * other);
    reduce(sum, parts * own)
}

/// Divides by what all numbers have in common.
fn reduce(sum: &mut [i64], parts: i64) -> i64 {
    let common = sum.iter().fold(parts, |common, value| if common == 1 { 1 } else { divisor(value.abs(), common) });
    if common > 1 {
        for value in sum.iter_mut() {
            *value /= common;
        }
        return parts / common;
    }
    parts
}

fn divisor(a: i64, b: i64) -> i64 {
    if b == 0 { a } else { divisor(b, a % b) }
}

/// Brings rows to the form in which each has a column of its own, the first ones that can be had.
fn solved(mut rows: Vec<Vec<u64>>, columns: usize) -> Vec<(Vec<u64>, usize)> {
    let mut done = Vec::new();
    for column in 0..columns {
        let candidates = (0..rows.len()).filter(|at| rows[*at][column] != 0);
        let shortest = candidates.min_by_key(|at| rows[*at].iter().filter(|value| **value != 0).count());
        let Some(chosen) = shortest else { continue };
        let mut row = rows.swap_remove(chosen);
        let inverse = power(row[column], PRIME - 2);
        for value in &mut row {
            *value = *value * inverse % PRIME;
        }
        let pivot: Vec<(usize, u64)> = row.iter().copied().enumerate().filter(|(_, value)| *value != 0).collect();
        for other in rows.iter_mut().chain(done.iter_mut().map(|(row, _)| row)) {
            let factor = other[column];
            for (at, value) in pivot.iter().filter(|_| factor != 0) {
                other[*at] = (other[*at] + (PRIME - factor) * value) % PRIME;
            }
        }
        done.push((row, column));
    }
    done
}

/// A row in whole numbers, with nothing where there are none that are small.
fn whole_row(row: &[u64]) -> Vec<Option<i64>> {
    let times = |parts: u64| -> Vec<Option<i64>> { row.iter().map(|value| small(value * parts % PRIME)).collect() };
    let whole = (1..=6).map(times).find(|row| row.iter().all(Option::is_some));
    whole.unwrap_or_else(|| times(1))
}

fn small(value: u64) -> Option<i64> {
    let size = i64::try_from(value.min(PRIME - value)).ok().filter(|size| *size <= MOST_AT_ONCE)?;
    Some(if value <= PRIME / 2 { size } else { -size })
}

fn power(mut base: u64, mut exponent: u64) -> u64 {
    let mut result = 1;
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    result
}
