//! Which of the questions that are counted hang on which: on the one because of whose answer they are asked, or on one that is asked of
//! the same people. What hangs together is a tree, and that is all that two of its questions have in common.

use std::collections::BTreeSet;

use forms::Asking;

use super::linked::Links;

/// A question that is counted, or by whose answers others of them are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Node<'f> {
    pub(super) question: &'f str,
    /// Whether the plan counts it.
    pub(super) is_counted: bool,
    /// An earlier one that it hangs on.
    pub(super) tie: Option<Tie<'f>>,
}

/// How one question hangs on another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tie<'f> {
    pub(super) on: &'f str,
    /// What has to hold of the other's answer; nothing, where it is asked of the same people.
    pub(super) conditions: BTreeSet<Asking<'f>>,
    /// Whether nobody is asked it who is not asked the other.
    pub(super) is_within: bool,
}

/// The questions of a plan, each behind the one that it hangs on. `Err` names two that tell on each other in another way.
pub(super) fn forest<'f>(
    links: &Links<'f>,
    counted: &[&'f str],
    can_be_tried: impl Fn(&str) -> bool,
    is_place: impl Fn(&str) -> bool,
) -> Result<Vec<Node<'f>>, (&'f str, &'f str)> {
    let is_counted = |question: &str| counted.contains(&question);
    let (mut questions, mut named) = (counted.to_vec(), None);
    loop {
        let ties: Vec<Option<Tie<'f>>> = ties(links, &questions);
        let roots = (0..questions.len()).filter(|at| ties[*at].is_none()).map(|at| questions[at]);
        let Some((one, other)) = that_meet(links, &roots.collect::<Vec<_>>(), &is_place) else {
            return Ok(in_order(&questions, &ties, is_counted));
        };
        // By which both may be asked, or by which one of them hangs on the other.
        let between = [one, other].into_iter().filter_map(|question| asked_by(links, question));
        let new = between.into_iter().find(|question| !questions.contains(question) && can_be_tried(question));
        // Those that the plan names say more than what was put between them.
        if is_counted(one) && is_counted(other) {
            named = Some((one, other));
        }
        questions.push(new.ok_or(named.unwrap_or((one, other)))?);
    }
}

/// On which of the others each question hangs.
fn ties<'f>(links: &Links<'f>, questions: &[&'f str]) -> Vec<Option<Tie<'f>>> {
    let by_answer = |question: &&'f str| questions.iter().find_map(|on| by_its_answer(links, question, on));
    let mut ties: Vec<Option<Tie<'f>>> = questions.iter().map(by_answer).collect();
    for at in 1..questions.len() {
        if ties[at].is_none() {
            let earlier = (0..at).filter(|earlier| ties[*earlier].is_none());
            let like = earlier.map(|earlier| questions[earlier]).find(|on| is_asked_alike(links, questions[at], on));
            ties[at] = like.map(|on| Tie { on, conditions: BTreeSet::new(), is_within: true });
        }
    }
    ties
}

/// How a question is asked because of the answer to another, if it is that answer alone.
fn by_its_answer<'f>(links: &Links<'f>, question: &str, on: &'f str) -> Option<Tie<'f>> {
    let (own, others) = (links.conditions(question), links.conditions(on));
    let conditions: BTreeSet<Asking<'f>> = own.difference(&others).map(|one| (*one).clone()).collect();
    let is_within = !others.is_empty() && others.is_subset(&own);
    let is_by_it = !conditions.is_empty() && conditions.iter().all(|one| one.reads == BTreeSet::from([on]));
    let hangs = is_by_it && (is_within || own.is_disjoint(&others)) && !links.is_made(question);
    hangs.then_some(Tie { on, conditions, is_within })
}

/// Whether two questions are asked of the same people, by the same words of the form.
fn is_asked_alike(links: &Links<'_>, question: &str, on: &str) -> bool {
    let (own, others) = (links.conditions(question), links.conditions(on));
    !own.is_empty() && own == others && !links.is_made(question) && !links.is_made(on)
}

/// Two of these questions that have something in common.
fn that_meet<'f>(links: &Links<'f>, roots: &[&'f str], is_place: &impl Fn(&str) -> bool) -> Option<(&'f str, &'f str)> {
    let pairs = roots.iter().enumerate().flat_map(|(at, other)| roots[..at].iter().map(move |one| (*one, *other)));
    let meet = |(one, other): &(&str, &str)| links.between(one, other).into_iter().any(|source| !is_place(source));
    pairs.into_iter().find(meet)
}

/// The one question by whose answer another is asked, if it is one.
fn asked_by<'f>(links: &Links<'f>, question: &str) -> Option<&'f str> {
    let conditions = links.conditions(question);
    let candidates: BTreeSet<&'f str> = conditions.iter().flat_map(|one| one.reads.iter().copied()).collect();
    candidates.into_iter().find(|on| by_its_answer(links, question, on).is_some())
}

/// Each behind the one that it hangs on, and else as they are.
fn in_order<'f>(questions: &[&'f str], ties: &[Option<Tie<'f>>], is_counted: impl Fn(&str) -> bool) -> Vec<Node<'f>> {
    let mut found: Vec<Node<'f>> = Vec::new();
    let is_there = |found: &[Node<'f>], question: &str| found.iter().any(|node| node.question == question);
    let is_next = |found: &[Node<'f>], at: usize| {
        !is_there(found, questions[at]) && ties[at].as_ref().is_none_or(|tie| is_there(found, tie.on))
    };
    while let Some(at) = (0..questions.len()).find(|at| is_next(&found, *at)) {
        let question = questions[at];
        found.push(Node { question, is_counted: is_counted(question), tie: ties[at].clone() });
    }
    found
}
