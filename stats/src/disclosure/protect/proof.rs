//! Secondary suppression of one block, and the proof that it is enough: populations of whole people that fit everything
//! public and disagree about every row that must stay unknown.

mod reasoned;

use crate::disclosure::primary::Verdict;
use crate::disclosure::protect::block::{Block, State, Witness};
use crate::disclosure::protect::elimination::Elimination;
use crate::disclosure::protect::program::{Target, Way, Wish, move_within, rows_to_hide};
use crate::disclosure::protect::reason::Reasons;
use crate::disclosure::protect::remembered::Remembered;
use crate::disclosure::protect::walk::{Found, Moves};

/// A row that stays recoverable whatever is hidden.
pub(super) struct Recoverable(pub(super) usize);

/// Hides shown rows until no sensitive one follows from the rest by adding and subtracting: the most valuable are shown
/// first, each unless with it a sensitive one would follow.
///
/// Langsrud, "Secondary Cell Suppression by Gaussian Elimination", *Privacy in Statistical Databases* (2024), 87–101.
pub(super) fn suppress(block: &mut Block) -> Result<(), Recoverable> {
    let living = living(block, |state| state == State::Fixed);
    let mut elimination = public_by_itself(block, &living);
    for (at, row) in block.rows.iter().enumerate() {
        if row.is_sensitive() && row.needs_proof() && elimination.guard(&alive(&row.atoms, &living)) {
            return Err(Recoverable(at));
        }
    }
    let mut order: Vec<usize> = (0..block.rows.len()).filter(|at| block.rows[*at].state == State::Shown).collect();
    order.sort_by(|a, b| block.rows[*b].cost.total_cmp(&block.rows[*a].cost).then(a.cmp(b)));
    for at in order {
        if !elimination.publish_unless_it_tells(&alive(&block.rows[at].atoms, &living)) {
            block.rows[at].state = State::Hidden;
        }
    }
    Ok(())
}

/// Proves each row that needs it, and hides more where that fails. The populations that were found are given back.
pub(super) fn prove(block: &mut Block) -> Result<Vec<Witness>, Recoverable> {
    let mut proof =
        Proof { block, pool: Vec::new(), public: None, moves: None, reasons: None, remembered: Remembered::default() };
    loop {
        let hidden = proof.hidden();
        for row in 0..proof.block.rows.len() {
            if proof.block.rows[row].needs_proof() {
                proof.protect(row)?;
            }
        }
        if proof.hidden() == hidden {
            return Ok(proof.pool.into_iter().map(|found| found.witness).collect());
        }
    }
}

struct Proof<'a> {
    block: &'a mut Block,
    pool: Vec<Other>,
    /// What follows from all that is public, as long as nothing more is hidden.
    public: Option<Elimination>,
    /// Moves that fit all that is public, as long as nothing more is hidden.
    moves: Option<Moves>,
    /// What others know who know the rules.
    reasons: Option<Reasons>,
    remembered: Remembered,
}

struct Other {
    witness: Witness,
    /// How far it moves each row.
    shifts: Vec<i64>,
    /// The atoms in which it leaves none of the people who are there.
    emptied: Vec<usize>,
    /// Whether there is a reason in it for what is hidden.
    reasoned: bool,
}

impl Proof<'_> {
    fn protect(&mut self, row: usize) -> Result<(), Recoverable> {
        let level = self.block.rows[row].judgement.level;
        while !self.stretch(row, level, &[]) {
            if self.block.rows[row].judgement.verdict == Verdict::Guarded && self.follows(row) {
                return Ok(());
            }
            self.hide_for(row, level, &[])?;
        }
        if self.block.rows[row].is_sensitive() {
            self.protect_from_within(row, self.level_within(row))?;
        }
        Ok(())
    }

    /// Protects a row from each respondent who, knowing of themselves, can rule out one of the populations that disagree:
    /// looks for others that leave those respondents where they are, for all of them together as long as that helps, and
    /// then for one after another.
    fn protect_from_within(&mut self, row: usize, level: u64) -> Result<(), Recoverable> {
        let mut insiders = self.insiders(row, level);
        while !insiders.is_empty() {
            let mut spared = insiders.concat();
            spared.sort_unstable();
            spared.dedup();
            self.vary(row, level, &spared);
            let before = insiders.len();
            insiders.retain(|insider| self.span(row, insider) < level);
            if insiders.len() == before {
                break;
            }
        }
        for insider in insiders {
            while !self.stretch(row, level, &insider) {
                self.hide_for(row, level, &insider)?;
            }
        }
        Ok(())
    }

    /// Looks for populations in which the row has moved and some respondents have not.
    fn vary(&mut self, row: usize, level: u64, spared: &[usize]) {
        let up = level.min(self.room(row, Way::Up));
        let down = level.min(self.room(row, Way::Down));
        for (way, far) in [(Way::Up, up), (Way::Down, down)] {
            let target = Some(Target { row, way, far });
            let found = self.find(Wish { target, kept: &[], spared, known: None, pinned: &[] });
            let moved = found.as_ref().map_or(0, |witness| self.block.rows[row].shift(witness).unsigned_abs());
            if let Some(witness) = found {
                self.keep(witness);
            }
            if moved >= level {
                return;
            }
        }
    }

    /// The respondents, each as the atoms that they are in, who can rule out one of the two populations that disagree most.
    fn insiders(&self, row: usize, level: u64) -> Vec<Vec<usize>> {
        let pool = || self.pool.iter().filter(|found| found.reasoned);
        let ends = [pool().min_by_key(|found| found.shifts[row]), pool().max_by_key(|found| found.shifts[row])];
        let mut emptied: Vec<usize> = ends.into_iter().flatten().flat_map(|found| &found.emptied).copied().collect();
        emptied.sort_unstable();
        emptied.dedup();
        let mut insiders: Vec<Vec<usize>> = if self.block.respondents.is_empty() {
            emptied.into_iter().map(|atom| vec![atom]).collect()
        } else {
            let is_gone = |atom: &usize| emptied.binary_search(atom).is_ok();
            self.block.respondents.iter().filter(|own| own.iter().any(is_gone)).cloned().collect()
        };
        insiders.retain(|own| self.span(row, own) < level);
        insiders
    }

    /// Whether the row's interval has the level, to one who knows that somebody is in each of the atoms; looks for other
    /// populations where those at hand do not say so.
    fn stretch(&mut self, row: usize, level: u64, kept: &[usize]) -> bool {
        for way in [Way::Up, Way::Down] {
            let missing = level.saturating_sub(self.span(row, kept));
            let there = self.reached(row, way, kept);
            let far = (there + missing).min(self.room(row, way));
            if missing > 0 && far > there {
                let target = Some(Target { row, way, far });
                if let Some(witness) = self.find(Wish { target, kept, spared: &[], known: None, pinned: &[] }) {
                    self.keep(witness);
                }
            }
        }
        if self.span(row, kept) < level && self.block.rows[row].is_sensitive() {
            self.look_for_reasons(row, level, kept);
        }
        self.span(row, kept) >= level
    }

    /// Another population that does what is wished as far as anything public allows: by the moves of the last search, by
    /// others, and by a linear programme where those do not know.
    fn find(&mut self, wish: Wish<'_>) -> Option<Witness> {
        let moves = self.moves.get_or_insert_with(|| Moves::new(self.block));
        let mut found = moves.reach(self.block, wish, &mut self.remembered);
        // Moves of many searches are no longer quite exact, so where they do not know, new ones are tried.
        if matches!(found, Found::Unknown) && wish.spared.is_empty() {
            *moves = Moves::new(self.block);
            found = moves.reach(self.block, wish, &mut self.remembered);
        }
        match found {
            Found::Reached(witness) => Some(witness),
            Found::Furthest(witness) => witness,
            // To spare respondents together is only an attempt.
            Found::Unknown if !wish.spared.is_empty() => None,
            Found::Unknown => move_within(self.block, wish),
        }
    }

    fn hide_for(&mut self, row: usize, level: u64, kept: &[usize]) -> Result<(), Recoverable> {
        self.public = None;
        self.moves = None;
        let ways = [(Way::Up, Way::Down), (Way::Down, Way::Up)];
        let found = ways.into_iter().find_map(|(first, second)| {
            let most = level.min(self.room(row, first));
            let rest = (level - most).min(self.room(row, second));
            let wanted = [(first, most), (second, rest)];
            let (way, far) = wanted.into_iter().find(|(way, far)| self.reached(row, *way, kept) < *far)?;
            // The whole way may be too far whatever is hidden, because the other way has to do its part.
            (self.reached(row, way, kept) + 1..=far).rev().find_map(|far| {
                let target = Some(Target { row, way, far });
                let rows = rows_to_hide(self.block, Wish { target, kept, spared: &[], known: None, pinned: &[] })?;
                (!rows.is_empty()).then_some(rows)
            })
        });
        let found = found.or_else(|| self.rows_for_a_reason(row, level, kept));
        hide(self.block, &found.unwrap_or_default(), row)
    }

    /// How far the populations at hand disagree about a row, to one who knows that somebody is in each of the atoms.
    fn span(&self, row: usize, kept: &[usize]) -> u64 {
        self.reached(row, Way::Up, kept) + self.reached(row, Way::Down, kept)
    }

    fn reached(&self, row: usize, way: Way, kept: &[usize]) -> u64 {
        let any = !self.block.rows[row].is_sensitive();
        let fits =
            |found: &Other| (any || found.reasoned) && kept.iter().all(|at| found.emptied.binary_search(at).is_err());
        let furthest = self.pool.iter().fold(0, |furthest, found| {
            let shift = if way == Way::Up { found.shifts[row] } else { -found.shifts[row] };
            if shift > furthest && fits(found) { shift } else { furthest }
        });
        furthest.unsigned_abs()
    }

    fn room(&self, row: usize, way: Way) -> u64 {
        let row = &self.block.rows[row];
        if way == Way::Up { row.most.saturating_sub(row.value) } else { row.value }
    }

    fn keep(&mut self, witness: Witness) {
        let truth = &self.block.truth;
        let gone = |atom: &usize| truth[*atom] > 0 && i64::from(truth[*atom]) + witness[*atom] == 0;
        let emptied = (0..truth.len()).filter(gone).collect();
        let shifts = self.block.rows.iter().map(|row| row.shift(&witness)).collect();
        let reasoned = self.is_reasoned(&witness);
        self.pool.push(Other { witness, shifts, emptied, reasoned });
    }

    /// Whether a row can be worked out exactly from what is public, as it would be if it were shown.
    fn follows(&mut self, row: usize) -> bool {
        let living = self.living();
        let atoms = alive(&self.block.rows[row].atoms, &living);
        self.public(&living).follows(&atoms)
    }

    fn living(&self) -> Vec<bool> {
        living(self.block, |state| matches!(state, State::Fixed | State::Shown))
    }

    /// All that follows from what is public.
    fn public(&mut self, living: &[bool]) -> &Elimination {
        self.public.get_or_insert_with(|| {
            let mut elimination = public_by_itself(self.block, living);
            for row in self.block.rows.iter().filter(|row| row.state == State::Shown) {
                elimination.publish(&alive(&row.atoms, living));
            }
            elimination
        })
    }

    /// Respondents know of themselves, so of a group of one there is nothing left for its member to find out.
    fn level_within(&self, row: usize) -> u64 {
        let row = &self.block.rows[row];
        row.judgement.level.min(row.unsure.saturating_sub(1))
    }

    fn hidden(&self) -> usize {
        self.block.rows.iter().filter(|row| row.state == State::Hidden).count()
    }
}

/// Hides the rows; where there are none, the cheapest that has to do with `row`.
pub(super) fn hide(block: &mut Block, rows: &[usize], row: usize) -> Result<(), Recoverable> {
    let instead = if rows.is_empty() { block.neighbours(row).first().copied() } else { None };
    let mut any = false;
    for at in rows.iter().copied().chain(instead) {
        block.rows[at].state = State::Hidden;
        any = true;
    }
    if any { Ok(()) } else { Err(Recoverable(row)) }
}

/// What stays public whatever is hidden: what is known and what was published before.
fn public_by_itself(block: &Block, living: &[bool]) -> Elimination {
    let mut elimination = Elimination::new(block.truth.len());
    let rows = block.rows.iter().filter(|row| row.state == State::Fixed);
    for atoms in block.known.iter().chain(rows.map(|row| &row.atoms)) {
        elimination.publish(&alive(atoms, living));
    }
    elimination
}

/// The atoms that are not known to be empty from rows in some states.
fn living(block: &Block, seen: impl Fn(State) -> bool) -> Vec<bool> {
    let mut living: Vec<bool> = block.truth.iter().zip(&block.room).map(|(truth, room)| truth + room > 0).collect();
    for row in block.rows.iter().filter(|row| seen(row.state) && row.value == 0) {
        for atom in &row.atoms {
            living[*atom] = false;
        }
    }
    living
}

fn alive(atoms: &[usize], living: &[bool]) -> Vec<usize> {
    atoms.iter().copied().filter(|atom| living[*atom]).collect()
}
