//! Other populations without a linear programme: from the truth, a few people at a time change places along moves that fit all
//! that is public, until a row has moved far enough. It is the primal simplex method over whole people, started at the truth and
//! with the moves of the last search, which is why it takes a small part of the time of a programme that knows neither. The moves
//! are floating-point numbers, so what it finds is checked in whole numbers; where it gives up, nothing follows from that.

use crate::disclosure::protect::block::{Block, Witness};
use crate::disclosure::protect::program::{Target, Way, Wish};
use crate::disclosure::protect::reduced::{NEAR, Sum, cleared, reduced};
use crate::disclosure::protect::remembered::{Remembered, Shift};

/// Each of some atoms (the dependent ones) as it moves with all others, so that all that is public stays as it is.
pub(super) struct Moves {
    /// The atoms that may move.
    atoms: Vec<usize>,
    /// Where among them each atom of the block is.
    place: Vec<Option<usize>>,
    /// For each atom how many fewer there are of each dependent one when there is one more of it; nothing for the dependent ones.
    columns: Vec<f64>,
    dependent: Vec<usize>,
    is_dependent: Vec<bool>,
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

/// People move by at most so many at a time because fewer would not be whole.
const MOST_PARTS: i32 = 6;
/// How often atoms are exchanged without anybody moving before a search is given up.
const MOST_EXCHANGES: usize = 60;
/// How many atoms are tried before some are exchanged.
const MOST_TRIED: usize = 10;
/// How often all that is remembered is gone through.
const MOST_REPEATED: usize = 3;

/// A population on the way, in whole people.
struct Walk {
    at: Vec<f64>,
    least: Vec<f64>,
    most: Vec<f64>,
    /// How far the row moves for one more in each atom that is not dependent.
    gain: Vec<f64>,
    /// How far the row moves for one more in an atom while nothing else moves.
    own: Vec<f64>,
    missing: f64,
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
        Self::among(block, &movable)
    }

    /// The same where other people take part, who may be in any atom.
    pub(super) fn of_others(block: &Block) -> Self {
        Self::among(block, &vec![true; block.truth.len()])
    }

    fn among(block: &Block, movable: &[bool]) -> Self {
        let mut atoms: Vec<usize> = (0..movable.len()).filter(|atom| movable[*atom]).collect();
        // Full atoms have room both ways, so they are the ones to give and take.
        atoms.sort_by_key(|atom| std::cmp::Reverse(block.truth[*atom]));
        let mut place = vec![None; movable.len()];
        atoms.iter().enumerate().for_each(|(at, atom)| place[*atom] = Some(at));
        let public = block.rows.iter().filter(|row| row.is_public()).map(|row| &row.atoms);
        let rows = block.known.iter().chain(public).map(|sum| {
            let mut row = vec![0.0; atoms.len()];
            sum.iter().filter_map(|atom| place[*atom]).for_each(|at| row[at] = 1.0);
            row
        });
        let rows = reduced(rows.map(Sum::new).collect(), atoms.len());
        let mut is_dependent = vec![false; atoms.len()];
        for (_, dependent) in &rows {
            is_dependent[*dependent] = true;
        }
        let of = |at: usize| rows.iter().map(move |(row, _)| row[at]);
        let columns = is_dependent.iter().enumerate();
        let columns = columns.flat_map(|(at, own)| of(at).map(move |value| if *own { 0.0 } else { value })).collect();
        let dependent = rows.iter().map(|(_, dependent)| *dependent).collect();
        Self { atoms, place, columns, dependent, is_dependent, next: 0 }
    }

    /// A population that does what is wished; where it can, one in which no atom loses its last.
    pub(super) fn reach(&mut self, block: &Block, wish: Wish<'_>, remembered: &mut Remembered) -> Found {
        let Some(target) = wish.target.filter(|_| wish.known.is_none() && wish.pinned.is_empty()) else {
            return Found::Unknown;
        };
        let Target { row, way, far } = target;
        let far = f64::from(u32::try_from(far).unwrap_or(u32::MAX));
        let sign = if way == Way::Up { 1.0 } else { -1.0 };
        let mut walk = self.start(block, (&block.rows[row].atoms, sign), far);
        // What is done easily leaves everybody's last where they are; the rest only leaves those who matter, and then those who must.
        self.keep(&mut walk, block, |_| true);
        self.repeat(&mut walk, remembered);
        let mut furthest = false;
        for spared in [wish.spared, &[]] {
            if walk.missing < NEAR {
                break;
            }
            self.keep(&mut walk, block, |atom| wish.kept.contains(&atom) || spared.contains(&atom));
            self.repeat(&mut walk, remembered);
            furthest = self.walk(&mut walk, remembered);
        }
        let witness = self.witness(block, &walk.at);
        if !block.is_witness(&witness, None) {
            return Found::Unknown;
        }
        match (walk.missing < NEAR, furthest) {
            (true, _) => Found::Reached(witness),
            (false, true) => Found::Furthest(witness.iter().any(|more| *more != 0).then_some(witness)),
            (false, false) => Found::Unknown,
        }
    }

    /// A population that is like `start` in all that is public, and in which nobody is missing; nothing where it is not found.
    pub(super) fn mend(&mut self, block: &Block, start: &Witness, remembered: &mut Remembered) -> Option<Witness> {
        #[expect(clippy::cast_precision_loss, reason = "counts of people are far below 2^52")]
        let mut at: Vec<f64> = self.atoms.iter().map(|atom| start[*atom] as f64).collect();
        let none: Vec<f64> = self.atoms.iter().map(|atom| -f64::from(block.truth[*atom])).collect();
        for atom in 0..at.len() {
            let missing = none[atom] - at[atom];
            if missing >= NEAR {
                let mut walk = self.start(block, (&[self.atoms[atom]], 1.0), missing);
                walk.least = at.iter().zip(&none).map(|(at, none)| at.min(*none)).collect();
                walk.most.fill(f64::INFINITY);
                walk.at = at;
                self.repeat(&mut walk, remembered);
                self.walk(&mut walk, remembered);
                if walk.missing >= NEAR {
                    return None;
                }
                at = walk.at;
            }
        }
        Some(self.witness(block, &at))
    }

    fn witness(&self, block: &Block, at: &[f64]) -> Witness {
        let mut witness = vec![0; block.truth.len()];
        for (atom, more) in self.atoms.iter().zip(at) {
            #[expect(clippy::cast_possible_truncation, reason = "a move is small, and is checked in whole numbers")]
            let more = more.round() as i64;
            witness[*atom] = more;
        }
        witness
    }

    /// Says whose last one stays.
    fn keep(&self, walk: &mut Walk, block: &Block, stays: impl Fn(usize) -> bool) {
        for (least, atom) in walk.least.iter_mut().zip(&self.atoms) {
            let truth = block.truth[*atom];
            *least = -f64::from(if stays(*atom) { truth.saturating_sub(1) } else { truth });
        }
    }

    /// The truth, from where so many people are missing in some atoms.
    fn start(&self, block: &Block, (atoms, sign): (&[usize], f64), missing: f64) -> Walk {
        let mut gain = vec![0.0; block.truth.len()];
        for atom in atoms {
            gain[*atom] = sign;
        }
        let own: Vec<f64> = self.atoms.iter().map(|atom| gain[*atom]).collect();
        let sums: Vec<usize> = (0..self.dependent.len()).filter(|at| own[self.dependent[*at]] != 0.0).collect();
        let gain = own.iter().enumerate().map(|(at, own)| {
            let column = self.column(at);
            let gain = own - sign * sums.iter().map(|sum| column[*sum]).sum::<f64>();
            if self.is_dependent[at] { 0.0 } else { cleared(gain) }
        });
        Walk {
            at: vec![0.0; self.atoms.len()],
            least: vec![0.0; self.atoms.len()],
            most: self.atoms.iter().map(|atom| f64::from(block.room[*atom])).collect(),
            gain: gain.collect(),
            own,
            missing,
        }
    }

    fn column(&self, atom: usize) -> &[f64] {
        let rows = self.dependent.len();
        &self.columns[atom * rows..(atom + 1) * rows]
    }

    /// Whether it went on until nothing went any further.
    fn walk(&mut self, walk: &mut Walk, remembered: &mut Remembered) -> bool {
        let mut exchanges = 0;
        while walk.missing >= NEAR {
            match self.step(walk, remembered) {
                Step::Moved => {}
                Step::Furthest => return true,
                Step::Exchange(row, atom) => {
                    exchanges += 1;
                    if exchanges > MOST_EXCHANGES {
                        return false;
                    }
                    self.exchange(row, atom, walk);
                }
            }
        }
        false
    }

    fn step(&mut self, walk: &mut Walk, remembered: &mut Remembered) -> Step {
        let (mut instead, mut tried) = (Step::Furthest, 0);
        for offset in 0..self.atoms.len() {
            let atom = (self.next + offset) % self.atoms.len();
            let gain = walk.gain[atom];
            if gain == 0.0 {
                continue;
            }
            let sign = gain.signum();
            let own = if sign > 0.0 { walk.most[atom] - walk.at[atom] } else { walk.at[atom] - walk.least[atom] };
            if own < NEAR {
                continue;
            }
            let (room, tight) = self.room(walk, atom, sign);
            let room = room.min(own);
            let parts = if room + NEAR < 1.0 { None } else { parts(self.column(atom)) };
            if let Some(parts) = parts.filter(|parts| *parts <= room + NEAR) {
                self.take(walk, atom, (sign * parts, room));
                remembered.keep(self.shift(atom, parts));
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

    /// Moves an atom and all that depend on it by as many `parts` (fewer people where it is negative) as are missing and as there is room for.
    fn take(&self, walk: &mut Walk, atom: usize, (parts, room): (f64, f64)) {
        let gain = walk.gain[atom] * parts;
        // At least once: of a rest that is nearly nothing the search would go on for ever.
        let needed = (walk.missing / gain - NEAR).ceil().max(1.0);
        let times = needed.min(((room + NEAR) / parts.abs()).floor());
        walk.at[atom] += times * parts;
        for (fewer, dependent) in self.column(atom).iter().zip(&self.dependent) {
            if *fewer != 0.0 {
                walk.at[*dependent] = (walk.at[*dependent] - times * parts * fewer).round();
            }
        }
        walk.missing -= times * gain;
    }

    /// What moves with some more of an atom.
    fn shift(&self, atom: usize, more: f64) -> Shift {
        let dependent = self.column(atom).iter().zip(&self.dependent).filter(|(fewer, _)| **fewer != 0.0);
        let dependent = dependent.map(|(fewer, dependent)| (self.atoms[*dependent], (-fewer * more).round()));
        std::iter::once((self.atoms[atom], more)).chain(dependent).collect()
    }

    /// Does again what moved people before, as often as it moves the row on.
    fn repeat(&self, walk: &mut Walk, remembered: &Remembered) {
        for _ in 0..MOST_REPEATED {
            let mut any = false;
            for shift in remembered.latest_first() {
                any |= self.repeat_one(walk, shift);
                if walk.missing < NEAR {
                    return;
                }
            }
            if !any {
                return;
            }
        }
    }

    fn repeat_one(&self, walk: &mut Walk, shift: &Shift) -> bool {
        let places = || shift.iter().map(|(atom, by)| self.place[*atom].map(|at| (at, *by)));
        let gain: f64 = places().map(|place| place.map_or(0.0, |(at, by)| walk.own[at] * by)).sum();
        if gain == 0.0 {
            return false;
        }
        let mut times = (walk.missing / gain.abs() - NEAR).ceil();
        for place in places() {
            let Some((at, by)) = place else { return false };
            let by = by * gain.signum();
            let room = if by > 0.0 { walk.most[at] - walk.at[at] } else { walk.at[at] - walk.least[at] };
            times = times.min((room / by.abs() + NEAR).floor());
            if times < 1.0 {
                return false;
            }
        }
        places().flatten().for_each(|(at, by)| walk.at[at] += gain.signum() * times * by);
        walk.missing -= gain.abs() * times;
        true
    }

    /// How often an atom can take one more, or one fewer, before a dependent one is at its end, and the row that stands in the way
    /// most.
    fn room(&self, walk: &Walk, atom: usize, sign: f64) -> (f64, Option<usize>) {
        let (mut least, mut tight) = (f64::INFINITY, None);
        for (at, fewer) in self.column(atom).iter().enumerate().filter(|(_, fewer)| **fewer != 0.0) {
            let dependent = self.dependent[at];
            let there = walk.at[dependent];
            let room = if sign * fewer < 0.0 { walk.most[dependent] - there } else { there - walk.least[dependent] };
            let room = room / fewer.abs();
            let is_one = (fewer.abs() - 1.0).abs() < NEAR;
            if room < least - NEAR || (room < least + NEAR && is_one) {
                (least, tight) = (room, Some(at));
                if room < NEAR && is_one {
                    break;
                }
            }
        }
        (least, tight)
    }

    /// Makes another atom the dependent one of a row.
    fn exchange(&mut self, row: usize, atom: usize, walk: &mut Walk) {
        let rows = self.dependent.len();
        let factors = self.column(atom).to_vec();
        let (pivot, gain) = (factors[row], walk.gain[atom]);
        for (at, column) in self.columns.chunks_exact_mut(rows).enumerate() {
            let times = column[row] / pivot;
            if times == 0.0 || at == atom {
                continue;
            }
            for (value, factor) in column.iter_mut().zip(&factors) {
                *value = cleared(*value - times * factor);
            }
            column[row] = times;
            walk.gain[at] = cleared(walk.gain[at] - times * gain);
        }
        let old = self.dependent[row];
        for (value, factor) in self.columns[old * rows..].iter_mut().zip(&factors) {
            *value = -factor / pivot;
        }
        self.columns[old * rows + row] = 1.0 / pivot;
        walk.gain[old] = -gain / pivot;
        self.columns[atom * rows..(atom + 1) * rows].fill(0.0);
        walk.gain[atom] = 0.0;
        self.is_dependent[old] = false;
        self.is_dependent[atom] = true;
        self.dependent[row] = atom;
        self.next = atom;
    }
}

/// How many have to move at a time so that all are whole; nothing where that is many.
fn parts(column: &[f64]) -> Option<f64> {
    let is_whole = |parts: &f64| column.iter().all(|value| (value * parts - (value * parts).round()).abs() < NEAR);
    (1..=MOST_PARTS).map(f64::from).find(is_whole)
}
