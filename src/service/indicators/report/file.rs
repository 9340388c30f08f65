//! A report as a workbook: one line for each thing that it says.

use std::borrow::Cow;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::Report;
use super::content::{Content, Due, Goal};
use crate::service::indicators::short_of;
use crate::service::spreadsheet::{Cell, Error, Table};
use crate::words::say;

/// The columns, by the names of their messages.
const COLUMNS: [&str; 9] =
    ["kind", "focus-area", "name", "value", "before", "wanted", "sessions", "volunteers", "date"];

/// The report in a language, with the names of areas.
pub fn workbook(
    report: &Report,
    content: &Content,
    language: &str,
    areas: &BTreeMap<Uuid, String>,
) -> Result<Vec<u8>, Error> {
    let kind = |kind: &str| Cell::Text(say(language, &format!("report-kind-{kind}")));
    let focus = |name: &str| Cell::Text(say(language, &format!("activity-focus-{name}")));
    let goal = |goal: &Goal| {
        let name = goal.sub_goal.clone().unwrap_or_else(|| say(language, "report-no-sub-goal"));
        let (value, before) = (count(Some(goal.participants)), count(Some(goal.before)));
        let others = [count(goal.wanted), count(Some(goal.sessions)), count(Some(goal.volunteers)), Cell::Nothing];
        [vec![kind("participants"), focus(&goal.focus_area), Cell::Text(name), value, before], others.into()].concat()
    };
    let due = |due: &Due| {
        let standing = say(language, &format!("report-standing-{}", due.standing(report.made_on).as_str()));
        let mut cells =
            vec![kind("milestone"), focus(&due.focus_area), Cell::Text(due.name.clone()), Cell::Text(standing)];
        cells.resize(COLUMNS.len() - 1, Cell::Nothing);
        cells.push(Cell::Day(due.reached_on.unwrap_or(due.due_on).0));
        cells
    };
    let finding = |(name, number): (&str, u64)| {
        let mut cells = vec![kind("finding"), Cell::Nothing, Cell::Text(say(language, &format!("report-{name}")))];
        cells.push(count(Some(number)));
        cells.resize(COLUMNS.len(), Cell::Nothing);
        cells
    };
    let changed = content.changed.iter().map(|one| {
        let place = one.area.and_then(|area| areas.get(&area)).cloned();
        let place = place.unwrap_or_else(|| say(language, "graph-whole-programme"));
        let value = |value: Option<f64>| value.map_or(Cell::Nothing, Cell::Number);
        let name = Cell::Text(format!("{}, {place}", short_of(&one.indicator, language)));
        let mut cells = vec![kind("indicator"), Cell::Nothing, name, value(one.value), value(one.before)];
        cells.resize(COLUMNS.len() - 1, Cell::Nothing);
        cells.push(Cell::Day(one.period.1.0));
        cells
    });
    let super::Findings { found, open, overdue } = content.findings;
    let findings = [("found", found), ("open", open), ("overdue", overdue)];
    let rows = content.goals.iter().map(goal).chain(content.milestones.iter().map(due));
    let rows = rows.chain(findings.into_iter().map(finding)).chain(changed);
    let names = COLUMNS.map(|name| Cow::from(say(language, &format!("report-column-{name}")))).to_vec();
    Table { names, rows: rows.collect() }.workbook(&say(language, "report-sheet"), report.made_on)
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts so many")]
fn count(count: Option<u64>) -> Cell {
    count.map_or(Cell::Nothing, |count| Cell::Number(count as f64))
}
