//! The rows of a release whose plan wants no counts: whole percentages, bases to the nearest five, and what follows from those two.

use stats::cube::{Cell, Variable};
use stats::disclosure::{Figure, Rounded, Whole};
use stats::estimate::{Level, Proportion, wilson};

use super::tidy::{Row, Share, breakdowns};

/// The row of an answer, without what follows from residents.
pub(super) fn row(rounded: &Rounded, cell: &Cell, variable: &Variable) -> Row {
    let plan = rounded.plan();
    let words = plan.words(cell);
    let figure = rounded.figure(cell).flatten();
    let base = people(rounded, &plan.base(cell));
    Row {
        whom: breakdowns(plan).into_iter().map(|name| words.get(name).map(|code| (*code).to_owned())).collect(),
        question: variable.name.clone(),
        answer: words.get(variable.name.as_str()).copied().unwrap_or_default().to_owned(),
        part_of: None,
        count: None,
        base,
        answered: None,
        share: figure.zip(base).and_then(|(figure, base)| share(rounded, cell, variable, figure, base)),
        residents: None,
        corrected: None,
        weighted: None,
    }
}

/// About how many people are in a group.
pub(super) fn people(rounded: &Rounded, base: &Cell) -> Option<u64> {
    match rounded.figure(base)?? {
        Figure::People(about) => Some(about),
        Figure::Share { .. } => None,
    }
}

fn share(rounded: &Rounded, cell: &Cell, variable: &Variable, figure: Figure, base: u64) -> Option<Share> {
    let Figure::Share { percent, of } = figure else { return None };
    let of = match of {
        Whole::Everybody => base,
        Whole::Answered => {
            let missing = variable.unanswered().into_iter();
            let missing =
                missing.map(|node| percent_of(rounded, cell, variable, variable.code(node))).sum::<Option<u64>>()?;
            // About how many answered, to the nearest five as well.
            (base * 100_u64.checked_sub(missing)? + 250) / 500 * 5
        }
    };
    let (value, sample) = (f64::from(percent) / 100.0, u32::try_from(of).ok()?);
    let interval = wilson(Proportion::new(value, f64::from(sample))?, Level::NinetyFive);
    Some(Share { value, of, low: interval.low, high: interval.high })
}

fn percent_of(rounded: &Rounded, cell: &Cell, variable: &Variable, answer: &str) -> Option<u64> {
    let plan = rounded.plan();
    let base = plan.base(cell);
    let at: Vec<(&str, &str)> = plan.words(&base).into_iter().chain([(variable.name.as_str(), answer)]).collect();
    match rounded.figure(&plan.cell(&at)?)?? {
        Figure::Share { percent, .. } => Some(u64::from(percent)),
        Figure::People(_) => None,
    }
}
