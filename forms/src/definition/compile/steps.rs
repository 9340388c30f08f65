//! The order of recalculation: every step after all that it needs, and the cycles that make an order impossible.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{
        fault::{Faults, Position},
        form::{Form, ItemId, ItemKind, Step, StepKind},
    },
    formulas::Reads,
    outline::Outline,
};

/// How many members of a circle are named.
const MAX_NAMED: usize = 20;

type Key = (ItemId, StepKind);

/// Sorts the steps of `form`. A cycle is a fault that shows its path; its steps are left out.
pub(super) fn order(form: &Form, outline: &Outline, reads: &[Reads], faults: &mut Faults) -> Vec<Step> {
    let graph = Graph::new(form, outline, reads);
    let sorted = graph.sorted();
    if sorted.len() < graph.needs.len() {
        graph.report_cycles(&sorted, form, reads, faults);
    }
    let places: BTreeMap<Key, usize> = sorted.iter().enumerate().map(|(place, key)| (*key, place)).collect();
    let mut steps: Vec<Step> =
        sorted.iter().map(|(item, kind)| Step { item: *item, kind: *kind, dependants: Vec::new() }).collect();
    for (key, needs) in &graph.needs {
        let Some(place) = places.get(key) else { continue };
        for need in needs.iter().filter_map(|need| places.get(need)) {
            steps[*need].dependants.push(*place);
        }
    }
    steps
}

/// What each step needs to have been done before it.
struct Graph {
    needs: BTreeMap<Key, BTreeSet<Key>>,
}

impl Graph {
    fn new(form: &Form, outline: &Outline, reads: &[Reads]) -> Self {
        let mut needs: BTreeMap<Key, BTreeSet<Key>> = BTreeMap::new();
        for (index, item) in form.items.iter().enumerate() {
            let kind = match item.kind {
                ItemKind::Question(_) => StepKind::Value,
                ItemKind::Repeat { .. } => StepKind::Count,
                ItemKind::Group { .. } => continue,
            };
            needs.insert((ItemId(index), kind), BTreeSet::new());
        }
        for read in reads {
            needs.entry((read.item, read.kind)).or_default();
        }
        let mut graph = Self { needs };
        for read in reads {
            let around_reader: BTreeSet<ItemId> = outline.lineage(read.item).collect();
            let needed: BTreeSet<Key> =
                read.targets.iter().flat_map(|target| graph.needed(outline, &around_reader, *target)).collect();
            graph.needs.entry((read.item, read.kind)).or_default().extend(needed);
        }
        graph.needs_counts(outline);
        graph
    }

    /// What stands in a repeat exists only once the repeat has its instances.
    fn needs_counts(&mut self, outline: &Outline) {
        let counted: BTreeSet<ItemId> =
            self.needs.keys().filter(|(_, kind)| *kind == StepKind::Count).map(|(id, _)| *id).collect();
        for ((item, _), needs) in &mut self.needs {
            let around = outline.lineage(*item).skip(1).filter(|id| counted.contains(id));
            needs.extend(around.map(|id| (id, StepKind::Count)));
        }
        let judged: BTreeSet<ItemId> =
            self.needs.keys().filter(|(_, kind)| *kind == StepKind::Relevance).map(|(id, _)| *id).collect();
        // A count means nothing while its repeat is out of sight.
        for ((item, _), needs) in self.needs.iter_mut().filter(|((_, kind), _)| *kind == StepKind::Count) {
            let around = outline.lineage(*item).filter(|id| judged.contains(id));
            needs.extend(around.map(|id| (id, StepKind::Relevance)));
        }
    }

    /// What has to be known before `target` can be read from `reader`: its value, whether it and everything around it is
    /// relevant, and how many instances there are of the repeats that the reader does not stand in itself.
    fn needed(&self, outline: &Outline, around_reader: &BTreeSet<ItemId>, target: ItemId) -> Vec<Key> {
        let relevance = outline.lineage(target).map(|id| (id, StepKind::Relevance));
        let is_counted = |id: &ItemId| *id == target || !around_reader.contains(id);
        let counts = outline.lineage(target).filter(is_counted).map(|id| (id, StepKind::Count));
        let all = std::iter::once((target, StepKind::Value)).chain(relevance).chain(counts);
        all.filter(|key| self.needs.contains_key(key)).collect()
    }

    /// Kahn's algorithm; steps that are free at the same time go in the order of the form.
    fn sorted(&self) -> Vec<Key> {
        let mut open: BTreeMap<Key, usize> = self.needs.iter().map(|(key, needs)| (*key, needs.len())).collect();
        let mut dependants: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
        for (key, needs) in &self.needs {
            for need in needs {
                dependants.entry(*need).or_default().push(*key);
            }
        }
        let mut free: BTreeSet<Key> = open.iter().filter(|(_, count)| **count == 0).map(|(key, _)| *key).collect();
        let mut sorted = Vec::new();
        while let Some(key) = free.pop_first() {
            sorted.push(key);
            for dependant in dependants.get(&key).into_iter().flatten() {
                let Some(count) = open.get_mut(dependant) else { continue };
                *count -= 1;
                if *count == 0 {
                    free.insert(*dependant);
                }
            }
        }
        sorted
    }

    /// Walks back from each step that could not be placed until one comes again: between the two is a cycle. Each step is
    /// walked over once, so that cycles that share no step are all told.
    fn report_cycles(&self, sorted: &[Key], form: &Form, reads: &[Reads], faults: &mut Faults) {
        let placed: BTreeSet<Key> = sorted.iter().copied().collect();
        let is_stuck = |key: &&Key| !placed.contains(key);
        let positions: BTreeMap<Key, Position> =
            reads.iter().rev().map(|read| ((read.item, read.kind), read.position)).collect();
        let mut walked = BTreeSet::new();
        for start in self.needs.keys().filter(is_stuck) {
            let mut walk = Vec::new();
            let mut next = Some(start);
            while let Some(key) = next.filter(|key| walked.insert(**key)) {
                walk.push(*key);
                next = self.needs.get(key).and_then(|needs| needs.iter().find(is_stuck));
            }
            // Where the walk ends on an earlier one, that has told the cycle.
            let Some(first) = next.and_then(|next| walk.iter().position(|key| key == next)) else { continue };
            report_cycle(&walk[first..], form, &positions, faults);
        }
    }
}

fn report_cycle(cycle: &[Key], form: &Form, positions: &BTreeMap<Key, Position>, faults: &mut Faults) {
    let path = |key: &Key| form.item(key.0).path.as_str();
    let mut names: Vec<&str> = cycle.iter().take(MAX_NAMED).map(path).collect();
    if cycle.len() > MAX_NAMED {
        names.push("…");
    }
    names.extend(cycle.first().map(path));
    let position = cycle.iter().filter_map(|key| positions.get(key)).min();
    let message = format!("these depend on each other in a circle: {}", names.join(" → "));
    faults.error(position.copied().unwrap_or_default(), message);
}
