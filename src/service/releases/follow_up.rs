//! Who is asked a question because of an earlier one, as categories: those who are not asked are those of certain categories of the
//! other, which is found out by trying each of its answers.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use forms::{Asking, Code, Form};
use stats::cube::{Link, Variable};

use super::cube::Misfit;
use super::tied::Tie;
use super::variable::{Missing, chosen_category};

/// Categories of a variable that hold the same people as categories of an earlier one.
pub(super) struct Bond {
    with: usize,
    same: BTreeMap<usize, Vec<usize>>,
    /// For who is in none of these categories of the other and would be in one of these here.
    otherwise: usize,
}

/// Who is asked a question.
pub(super) enum Whom {
    /// Everybody who counts.
    All,
    /// Some of them.
    Some,
    /// Those who are in none of these categories of an earlier variable.
    By(usize, Vec<usize>),
}

/// A question that is counted already.
pub(super) struct Placed {
    /// The number of its variable; of one with several answers, of the first.
    pub(super) first: usize,
    pub(super) how: How,
    pub(super) missing: Missing,
}

/// How its answers fall into categories.
pub(super) enum How {
    /// By their codes.
    Codes(HashMap<String, usize>),
    /// One variable for each of these codes; and the categories of those that mean that there is no answer.
    Chosen(Vec<String>, HashMap<String, usize>),
    Number,
}

/// An answer to a question as XForms writes it, or nothing for who is not asked it.
type Given = Option<String>;

/// Of a question with more codes it is not tried what each choice of them does.
const MOST_CODES: usize = 12;

impl Bond {
    /// Who is not asked is who is in these categories of another variable.
    pub(super) fn not_asked(with: usize, others: Vec<usize>, missing: Missing) -> Option<Self> {
        Some(Self { with, same: BTreeMap::from([(missing.not_asked?, others)]), otherwise: missing.declined })
    }

    /// From this category on, both are the same.
    pub(super) fn alike(with: usize, from: usize, many: usize) -> Self {
        Self { with, same: (from..many).map(|at| (at, vec![at])).collect(), otherwise: from - 1 }
    }

    /// The category of somebody by what they answered here and by those of the variables before, so that they fit whatever a document
    /// holds that is older, or was not cleaned up.
    pub(super) fn category(&self, own: usize, before: &[usize]) -> usize {
        let there = before[self.with];
        let same = self.same.iter().find(|(_, others)| others.contains(&there));
        match same {
            Some((here, _)) => *here,
            None if self.same.contains_key(&own) => self.otherwise,
            None => own,
        }
    }

    /// The number of the earlier variable.
    pub(super) fn with(&self) -> usize {
        self.with
    }

    pub(super) fn link(&self, variables: &[Variable], at: usize) -> Link {
        let code = |variable: usize, category: usize| variables[variable].categories[category].code.clone();
        let others = |others: &Vec<usize>| others.iter().map(|other| code(self.with, *other)).collect();
        let same = self.same.iter().map(|(here, there)| (code(at, *here), others(there))).collect();
        Link { answer: variables[at].name.clone(), with: variables[self.with].name.clone(), same }
    }
}

impl Whom {
    pub(super) fn is_all(&self) -> bool {
        matches!(self, Self::All)
    }

    /// How its variable follows from another.
    pub(super) fn bond(&self, missing: Missing) -> Option<Bond> {
        match self {
            Self::By(with, others) => Bond::not_asked(*with, others.clone(), missing),
            Self::All | Self::Some => None,
        }
    }
}

impl Placed {
    /// Who is asked a question that hangs on this one.
    pub(super) fn whom(
        &self,
        form: &Form,
        (question, tie): (&str, &Tie<'_>),
        codes: &[Code],
        variables: &[Variable],
    ) -> Result<Whom, Misfit> {
        let by = |first: usize, not_asked: BTreeSet<usize>| match not_asked.len() {
            0 => Ok(Whom::All),
            many if many == variables[first].categories.len() => Err(tells(question, tie.on)),
            _ => Ok(Whom::By(first, not_asked.into_iter().collect())),
        };
        let without = || self.missing.not_asked.filter(|_| tie.is_within).into_iter().collect::<BTreeSet<usize>>();
        if tie.conditions.is_empty() {
            return by(self.first, without());
        }
        let (counted, meant) = match &self.how {
            How::Number => return Err(tells(question, tie.on)),
            How::Codes(known) => {
                let given = codes.iter().filter_map(|code| Some((*known.get(&code.code)?, Some(code.code.clone()))));
                let mixed = |category: usize| {
                    let code = variables[self.first].categories[category].code.clone();
                    Misfit::Mixed([question.to_owned(), tie.on.to_owned(), code])
                };
                let found = self.tried(form, question, tie, given.collect())?;
                return by(self.first, settled(found).map_err(mixed)?.union(&without()).copied().collect());
            }
            How::Chosen(counted, meant) => (counted, meant),
        };
        let sets = choices(codes).ok_or_else(|| tells(question, tie.on))?;
        for (at, code) in counted.iter().enumerate() {
            let category = |chosen: &Vec<&str>| chosen_category(chosen, code, meant).unwrap_or(self.missing.declined);
            let given = sets.iter().map(|chosen| (category(chosen), Some(chosen.join(" ")))).collect();
            if let Ok(not_asked) = settled(self.tried(form, question, tie, given)?) {
                return by(self.first + at, not_asked.union(&without()).copied().collect());
            }
        }
        Err(tells(question, tie.on))
    }

    /// Whether the question is asked, for answers to this one with their categories and for none.
    fn tried(
        &self,
        form: &Form,
        question: &str,
        tie: &Tie<'_>,
        mut given: Vec<(usize, Given)>,
    ) -> Result<Vec<(usize, bool)>, Misfit> {
        given.push((self.missing.declined, Some(String::new())));
        given.extend(self.missing.not_asked.filter(|_| !tie.is_within).map(|category| (category, None)));
        let conditions: Vec<&Asking<'_>> = tie.conditions.iter().collect();
        let (categories, given): (Vec<usize>, Vec<Given>) = given.into_iter().unzip();
        let asked = form.held(question, &conditions, tie.on, &given).ok_or_else(|| tells(question, tie.on))?;
        Ok(categories.into_iter().zip(asked).collect())
    }
}

/// The categories of which nobody is asked. `Err` names one of which some are.
fn settled(tried: Vec<(usize, bool)>) -> Result<BTreeSet<usize>, usize> {
    let (asked, not_asked): (Vec<_>, Vec<_>) = tried.into_iter().partition(|(_, is_asked)| *is_asked);
    let [asked, not_asked] = [asked, not_asked].map(|all| all.into_iter().map(|(at, _)| at).collect::<BTreeSet<_>>());
    match asked.intersection(&not_asked).next() {
        Some(both) => Err(*both),
        None => Ok(not_asked),
    }
}

/// Each choice of some of these codes, those that mean that there is no answer by themselves; nothing, if there are too many. Who chose
/// such a code beside others gave no answer.
fn choices(codes: &[Code]) -> Option<Vec<Vec<&str>>> {
    let (answers, missing): (Vec<&Code>, Vec<&Code>) = codes.iter().partition(|code| code.missing.is_none());
    let sets = 1_usize..1 << Some(answers.len()).filter(|many| *many <= MOST_CODES)?;
    let chosen = |set: usize| answers.iter().enumerate().filter(move |(at, _)| set >> at & 1 == 1);
    let sets = sets.map(|set| chosen(set).map(|(_, code)| code.code.as_str()).collect());
    Some(sets.chain(missing.into_iter().map(|code| vec![code.code.as_str()])).collect())
}

fn tells(question: &str, on: &str) -> Misfit {
    Misfit::Follows(question.to_owned(), on.to_owned())
}

#[cfg(test)]
#[path = "follow_up_tests.rs"]
mod tests;
