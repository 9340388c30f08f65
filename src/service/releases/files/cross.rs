//! The rows of a release as people read them: for each question a table with a line a group and a column an answer.

use std::collections::{BTreeMap, BTreeSet};

use stats::cube::Variable;
use stats::disclosure::Published;

use crate::service::releases::tidy::{Row, breakdowns, questions};

/// The table of one question.
pub(super) struct Cross<'r> {
    pub(super) question: &'r str,
    /// The places, among the variables that break down, of those that break it down.
    pub(super) by: Vec<usize>,
    /// Everybody first, then by one variable each, then by several.
    pub(super) groups: Vec<Group<'r>>,
}

/// A group of people.
pub(super) struct Group<'r> {
    pub(super) whom: &'r [Option<String>],
    /// One for each answer, a part of another behind it; in the same order for all groups.
    pub(super) rows: Vec<&'r Row>,
}

/// The codes of a variable in the order in which people read them: an area, and then its departments.
pub(in crate::service::releases) fn ordered(variable: &Variable) -> Vec<&str> {
    let first = |group: &stats::cube::Group| {
        variable.categories.iter().position(|category| group.members.contains(&category.code)).unwrap_or_default()
    };
    // Of two groups that begin with the same category, the larger one holds the other.
    let groups = variable.groups.iter().map(|one| ((first(one), usize::MAX - one.members.len()), one.code.as_str()));
    let categories = variable.categories.iter().enumerate().map(|(at, one)| ((at, usize::MAX), one.code.as_str()));
    groups.chain(categories).collect::<BTreeMap<_, _>>().into_values().collect()
}

/// One table for each question, in the order of the plan.
pub(super) fn crosses<'r>(published: &'r Published, rows: &'r [Row]) -> Vec<Cross<'r>> {
    let plan = published.plan();
    let orders: Vec<Vec<&str>> = breakdowns(plan)
        .iter()
        .filter_map(|name| plan.variables().iter().find(|variable| variable.name == *name))
        .map(ordered)
        .collect();
    let place = |row: &Row| {
        let at = row.whom.iter().zip(&orders);
        let places: Vec<Option<usize>> = at
            .map(|(code, order)| code.as_ref().and_then(|code| order.iter().position(|known| known == code)))
            .collect();
        (places.iter().flatten().count(), places.iter().map(Option::is_none).collect::<Vec<_>>(), places)
    };
    let of_question = |variable: &'r Variable| {
        let mut groups: BTreeMap<_, Group<'r>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.question == variable.name) {
            let group = groups.entry(place(row)).or_insert_with(|| Group { whom: &row.whom, rows: Vec::new() });
            group.rows.push(row);
        }
        let mut groups: Vec<Group<'r>> = groups.into_values().collect();
        let answers = ordered(variable);
        for group in &mut groups {
            group.rows.sort_by_key(|row| answers.iter().position(|code| *code == row.answer));
        }
        let by: BTreeSet<usize> = groups.iter().flat_map(|group| present(group.whom)).collect();
        Cross { question: &variable.name, by: by.into_iter().collect(), groups }
    };
    questions(plan).into_iter().map(of_question).collect()
}

fn present(whom: &[Option<String>]) -> impl Iterator<Item = usize> + '_ {
    whom.iter().enumerate().filter(|(_, code)| code.is_some()).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::super::Content;
    use super::super::test_release::release;
    use super::*;

    #[test]
    fn a_question_has_a_line_for_everybody_and_areas_before_their_departments() {
        let release = release();
        let content = Content::read(&release).unwrap();
        let crosses = crosses(&content.published, &content.rows);
        assert_eq!(crosses.len(), 1);
        assert_eq!((crosses[0].question, crosses[0].by.as_slice()), ("home/safe", &[0][..]));
        let whom = |group: &Group<'_>| group.whom[0].clone().unwrap_or_default();
        assert_eq!(crosses[0].groups.iter().map(whom).collect::<Vec<_>>(), ["", "a", "a1", "a2", "b", "b1"]);
        for group in &crosses[0].groups {
            let answers: Vec<&str> = group.rows.iter().map(|row| row.answer.as_str()).collect();
            assert_eq!(answers, ["safe", "=unsafe", "no_answer"], "every line has every answer");
        }
    }
}
