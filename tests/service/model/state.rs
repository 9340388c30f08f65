//! The model: answers in memory, and the rules as briefly as they can be said.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use nabosvar::service::answers::settle::Resolution;

use super::operation::{Content, Operation, Place, Reply, Said, Slot, Target};

/// Every answer, with what was split off, and every case.
#[derive(Clone, Debug, Default)]
pub(super) struct State {
    answers: BTreeMap<Target, Answer>,
    cases: BTreeMap<(Slot, Said), Option<Resolution>>,
}

/// What can be seen of the state from outside.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// What each answer says and said, the oldest first; nothing if it was taken back.
    pub(super) answers: BTreeMap<Target, Vec<Said>>,
    /// What became of each case.
    pub(super) cases: BTreeMap<(Slot, Said), Option<String>>,
    /// The pictures that each answer refers to, and those that are kept under its identity.
    pub(super) pictures: BTreeMap<Target, [BTreeSet<usize>; 2]>,
    /// How many answers count in each wave.
    pub(super) counts: BTreeMap<Place, u64>,
}

/// The place, and what it says and said there, the oldest first; nothing if it was taken back.
#[derive(Clone, Debug)]
struct Answer(Place, Vec<Content>);

impl State {
    /// Does it, and says what is replied.
    pub(super) fn carry_out(&mut self, operation: &Operation) -> Reply {
        match *operation {
            Operation::Put(slot, said) => self.put(slot, said),
            Operation::Edit { target, base, content } => self.edit(target, base, content),
            Operation::KeepFirst(slot, said) => self.settle(slot, said, Resolution::KeepFirst, Content::A),
            Operation::TakeSecond(slot, said, first) => self.settle(slot, said, Resolution::TakeSecond, first),
            Operation::Split(slot, said) => self.settle(slot, said, Resolution::Split, Content::A),
            Operation::Withdraw(target) => self.withdraw(target),
        }
    }

    pub(super) fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        for (target, Answer(place, contents)) in &self.answers {
            if self.reach(*target) {
                seen.answers.insert(*target, contents.iter().map(|content| (*place, *content)).collect());
                seen.pictures.insert(*target, self.pictures(*target, contents));
            }
            *seen.counts.entry(*place).or_default() += u64::from(!contents.is_empty());
        }
        seen.counts.retain(|_, count| *count > 0);
        let name = |resolution: &Option<Resolution>| resolution.map(|resolution| resolution.as_str().to_owned());
        seen.cases = self.cases.iter().map(|(case, resolution)| (*case, name(resolution))).collect();
        seen
    }

    /// What is kept is what the answer says and said, and what waits in open cases.
    fn pictures(&self, target: Target, contents: &[Content]) -> [BTreeSet<usize>; 2] {
        let of = |contents: &[Content]| contents.iter().flat_map(|content| content.pictures()).copied().collect();
        let cases = self.cases.iter().filter(|((slot, _), settled)| target == Target::Own(*slot) && settled.is_none());
        let kept: Vec<Content> = contents.iter().copied().chain(cases.map(|((_, said), _)| said.1)).collect();
        [of(contents.last().map(std::slice::from_ref).unwrap_or_default()), of(&kept)]
    }

    fn put(&mut self, slot: Slot, (place, content): Said) -> Reply {
        let own = Target::Own(slot);
        if let Entry::Vacant(free) = self.answers.entry(own) {
            free.insert(Answer(place, vec![content]));
            return Reply::Created;
        }
        let split = Target::Split(slot, (place, content));
        for target in [own, split].into_iter().filter(|target| self.reach(*target)) {
            match self.answers.get(&target) {
                Some(Answer(_, contents)) if contents.is_empty() => return Reply::Withdrawn,
                Some(Answer(there, contents)) if *there == place => {
                    let newest = contents.len() - 1;
                    let found = contents.iter().position(|it| *it == content);
                    let found = if contents[newest] == content { Some(newest) } else { found };
                    if let Some(found) = found {
                        return Reply::Known(target, found + 1);
                    }
                }
                _ => {}
            }
        }
        self.cases.entry((slot, (place, content))).or_insert(None);
        Reply::Conflict
    }

    fn edit(&mut self, target: Target, base: Content, content: Content) -> Reply {
        if !self.reach(target) {
            return Reply::Stale;
        }
        let Some(Answer(place, contents)) = self.answers.get_mut(&target) else { return Reply::Stale };
        let Some((newest, earlier)) = contents.split_last() else { return Reply::Withdrawn };
        if *place == Place::Anonymous {
            return Reply::Anonymous;
        }
        if *newest == content {
            return Reply::Known(target, contents.len());
        }
        if *newest == base {
            contents.push(content);
            return Reply::Revised(contents.len());
        }
        match earlier.windows(2).position(|pair| pair == [base, content]) {
            Some(before) => Reply::Known(target, before + 2),
            None => Reply::Stale,
        }
    }

    fn settle(&mut self, slot: Slot, said: Said, resolution: Resolution, first: Content) -> Reply {
        let Some(case) = self.cases.get_mut(&(slot, said)) else { return Reply::NoCase };
        match *case {
            Some(before) if before == resolution => return Reply::Settled(resolution),
            Some(before) => return Reply::SettledBefore(before),
            None => {}
        }
        match resolution {
            Resolution::KeepFirst => {}
            Resolution::TakeSecond => {
                let Some(Answer(place, contents)) = self.answers.get_mut(&Target::Own(slot)) else {
                    return Reply::NoCase;
                };
                let newest = contents[contents.len() - 1];
                if *place == Place::Anonymous {
                    return Reply::Anonymous;
                }
                if *place != said.0 {
                    return Reply::Elsewhere;
                }
                if newest != said.1 {
                    if newest != first {
                        return Reply::Stale;
                    }
                    contents.push(said.1);
                }
            }
            Resolution::Split => {
                self.answers.insert(Target::Split(slot, said), Answer(said.0, vec![said.1]));
            }
        }
        *case = Some(resolution);
        Reply::Settled(resolution)
    }

    fn withdraw(&mut self, target: Target) -> Reply {
        if !self.reach(target) {
            return Reply::NotFound;
        }
        match self.answers.get_mut(&target) {
            None => return Reply::NotFound,
            Some(Answer(_, contents)) if contents.is_empty() => return Reply::Gone,
            Some(Answer(Place::Anonymous, _)) => return Reply::Anonymous,
            Some(Answer(_, contents)) => contents.clear(),
        }
        if let Target::Own(own) = target {
            self.cases.retain(|(slot, _), _| *slot != own);
        }
        Reply::Gone
    }

    /// Whether a target can be named: what was split off is found by its case.
    fn reach(&self, target: Target) -> bool {
        match target {
            Target::Own(_) => true,
            Target::Split(slot, said) => self.cases.get(&(slot, said)) == Some(&Some(Resolution::Split)),
        }
    }
}
