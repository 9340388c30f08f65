//! A release as rows: one for each count of an answer, with whom it counts, what it is a share of, and how sure that share is.
//! Nothing here is more than follows from the cells that are shown; without counts, than follows from percentages and rounded bases.

use std::collections::{BTreeMap, BTreeSet};

use stats::cube::{Category, Cell, Plan, Variable};
use stats::disclosure::{Method, Published, Rounded};
use stats::estimate::{Interval, Level, Proportion, wilson};

use super::coarse;
use super::make::Counted;
use super::meaning::Meaning;
use super::plan::Figures;
use super::weighting::{Weighted, Weighting};
use crate::words::say_with;

/// One count.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// For each variable that breaks down, the category or group; nothing for everybody.
    pub(super) whom: Vec<Option<String>>,
    pub(super) question: String,
    pub(super) answer: String,
    /// The answer that this one is a part of, so that it is not counted twice; nothing for those that add up to all.
    pub(super) part_of: Option<String>,
    pub(super) count: Option<u64>,
    /// How many count in this group, whatever they answered; about how many, where there are no counts.
    pub(super) base: Option<u64>,
    /// How many of them answered the question.
    pub(super) answered: Option<u64>,
    /// What share of those who answered the count is; where that number is hidden, and for what stands for no answer, of all.
    pub(super) share: Option<Share>,
    /// How many people live there who belong to the group, as far as somebody has said so.
    pub(super) residents: Option<u64>,
    /// The same interval as if those who answered had been drawn from those who live there: narrower, the more of them answered.
    pub(super) corrected: Option<Interval>,
    /// The share weighted by how many live there of each age, gender or place.
    pub(super) weighted: Option<Weighted>,
}

/// A share, with its 95 % interval after Wilson, as if those who answered had been drawn from very many.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    pub(super) value: f64,
    pub(super) of: u64,
    pub(super) low: f64,
    pub(super) high: f64,
}

/// From this width of its interval on a share is called unreliable.
pub(in crate::service) const WIDE: f64 = 0.2;

impl Row {
    /// How far the figure can be used, by the code list `OBS_STATUS` of SDMX: normal, low reliability, suppressed.
    pub(super) fn observation(&self) -> &'static str {
        match self.share {
            _ if !self.is_shown() => "Q",
            Some(share) if share.high - share.low > WIDE => "U",
            _ => "A",
        }
    }

    /// Whether it is confidential, by the code list `CONF_STATUS` of SDMX: free, or not for publication.
    pub(super) fn confidentiality(&self) -> &'static str {
        if self.is_shown() { "F" } else { "C" }
    }

    /// The answer as it stands in tables for people: one that is a part of another says so, because it would seem to stand beside it.
    pub(super) fn in_words(&self, meaning: &Meaning, language: &'static str) -> String {
        let answer = meaning.code(&self.question, &self.answer, language);
        match self.part_of {
            Some(_) => say_with(language, "tables-part-of", &[("answer", answer.into())]),
            None => answer.to_owned(),
        }
    }

    /// Without counts, a percentage is what is shown.
    fn is_shown(&self) -> bool {
        self.count.is_some() || self.share.is_some()
    }
}

/// The names of the columns that say whom a row counts.
pub(super) fn breakdowns(plan: &Plan) -> Vec<&str> {
    plan.breakdowns().into_iter().map(|at| plan.variables()[at].name.as_str()).collect()
}

/// The questions that are told: those in a table. Others are part of a plan because some of these hang on them.
pub(super) fn questions(plan: &Plan) -> Vec<&Variable> {
    let in_a_table: BTreeSet<usize> = plan.tables().iter().flatten().map(|(at, _)| *at).collect();
    plan.answers().into_iter().filter(|at| in_a_table.contains(at)).map(|at| &plan.variables()[at]).collect()
}

/// All rows, in the order of the plan's cells.
pub(super) fn rows(published: &Published, counted: &Counted) -> Vec<Row> {
    let plan = published.plan();
    let mut weighting = Weighting::new(published, &counted.background.residents);
    let rounded = (counted.background.figures == Figures::Rounded).then(|| Rounded::of(published));
    let answers = published.cells().filter_map(|(cell, count)| Some((cell, count, plan.answer(cell)?.0)));
    let row = |(cell, count, variable): (_, _, usize)| {
        let variable = &plan.variables()[variable];
        let whom = plan.words(&plan.base(cell)).into_iter().map(|(name, code)| (name.to_owned(), code.to_owned()));
        let whom = whom.collect();
        let mut row = match &rounded {
            Some(rounded) => coarse::row(rounded, cell, variable),
            None => row(published, cell, count, variable),
        };
        let node = variable.node(&row.answer);
        let is_missing = node.is_some_and(|node| variable.is_missing(node));
        row.part_of = node.and_then(|node| variable.parent(node)).map(|around| variable.code(around).to_owned());
        row.residents = weighting.residents(&whom);
        row.corrected = row.share.zip(row.residents).and_then(|(share, residents)| share.in_population(residents));
        // Weighted by exact counts, it would tell of them.
        if rounded.is_none() && row.share.is_some() && !is_missing {
            row.weighted = weighting.share(&whom, variable, &row.answer);
        }
        row
    };
    answers.map(row).collect()
}

fn row(published: &Published, cell: &Cell, count: Option<u64>, variable: &Variable) -> Row {
    let plan = published.plan();
    let words = plan.words(cell);
    let answer = words.get(variable.name.as_str()).copied().unwrap_or_default();
    let shown = |answer: Option<&str>| {
        let mut at: BTreeMap<&str, &str> = words.clone();
        match answer {
            Some(answer) => at.insert(&variable.name, answer),
            None => at.remove(variable.name.as_str()),
        };
        let at: Vec<(&str, &str)> = at.into_iter().collect();
        published.count(&plan.cell(&at)?).flatten()
    };
    let is_missing = variable.node(answer).is_some_and(|node| variable.is_missing(node));
    let base = shown(None);
    let mut missing = variable.unanswered().into_iter().map(|node| shown(Some(variable.code(node))));
    let answered = base.and_then(|all| missing.try_fold(all, |left, missing| left.checked_sub(missing?)));
    // Where counts are changed, those of one question go together better than with who took part.
    let of_question = |is_counted: fn(&Category) -> bool| {
        let counted = variable.categories.iter().filter(|one| is_counted(one));
        counted.map(|one| shown(Some(&one.code))).sum::<Option<u64>>()
    };
    let (answered, everybody) = match published.method() {
        Method::Suppression => (answered, base),
        Method::CellKey { .. } | Method::SmallCountRounding { .. } => {
            (of_question(|one| one.missing.is_none()), of_question(|_| true))
        }
    };
    let of = if is_missing { everybody } else { answered.or(base) };
    // What an earlier version showed of fewer stays a count, and is no share.
    let of = of.filter(|of| *of >= published.rules().least_base());
    Row {
        whom: breakdowns(plan).into_iter().map(|name| words.get(name).map(|code| (*code).to_owned())).collect(),
        question: variable.name.clone(),
        answer: answer.to_owned(),
        part_of: None,
        count,
        base,
        answered,
        share: count.zip(of).and_then(|(count, of)| share(count, of)),
        residents: None,
        corrected: None,
        weighted: None,
    }
}

impl Share {
    /// The interval with the finite population correction. Where more answered than live there, the figure is out of date and says
    /// nothing.
    fn in_population(self, residents: u64) -> Option<Interval> {
        let (of, residents) = (u32::try_from(self.of).ok()?, u32::try_from(residents).ok()?);
        if of > residents {
            return None;
        }
        let share = Proportion::new(self.value, f64::from(of))?;
        let exact = Interval { low: self.value, high: self.value };
        let corrected = share.in_population(f64::from(of), f64::from(residents));
        Some(corrected.map_or(exact, |share| wilson(share, Level::NinetyFive)))
    }
}

fn share(count: u64, base: u64) -> Option<Share> {
    let proportion = Proportion::of(u32::try_from(count).ok()?, u32::try_from(base).ok()?)?;
    let interval = wilson(proportion, Level::NinetyFive);
    Some(Share { of: base, value: proportion.share(), low: interval.low, high: interval.high })
}
