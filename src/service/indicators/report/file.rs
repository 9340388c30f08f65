//! A report as a workbook: one line for each thing that it says, each figure with what it rests on and how sure it is.

use std::borrow::Cow;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::Report;
use super::content::{Changed, Content, Due, Goal};
use crate::service::indicators::{Definition, definitions, short_of};
use crate::service::spreadsheet::{Cell, Error, Table};
use crate::words::say;

/// The columns, by the names of their messages.
const COLUMNS: [&str; 18] = [
    "kind",
    "focus-area",
    "name",
    "value",
    "low",
    "high",
    "rests-on",
    "before",
    "before-until",
    "before-low",
    "before-high",
    "before-rests-on",
    "wanted",
    "sessions",
    "unregistered",
    "volunteers",
    "from",
    "date",
];

/// The report in a language, with the names of areas.
pub fn workbook(
    report: &Report,
    content: &Content,
    language: &str,
    areas: &BTreeMap<Uuid, String>,
) -> Result<Vec<u8>, Error> {
    let definitions = definitions();
    let kind = |kind: &str| Cell::Text(say(language, &format!("report-kind-{kind}")));
    let focus = |name: &str| Cell::Text(say(language, &format!("activity-focus-{name}")));
    let goal = |goal: &Goal| {
        let name = goal.sub_goal.clone().unwrap_or_else(|| say(language, "report-no-sub-goal"));
        line([
            ("kind", kind("participants")),
            ("focus-area", focus(&goal.focus_area)),
            ("name", Cell::Text(name)),
            ("value", count(Some(goal.participants))),
            ("before", count(Some(goal.before))),
            ("wanted", count(goal.wanted)),
            ("sessions", count(Some(goal.sessions))),
            ("unregistered", count(Some(goal.unregistered))),
            ("volunteers", count(Some(goal.volunteers))),
        ])
    };
    let due = |due: &Due| {
        let standing = say(language, &format!("report-standing-{}", due.standing(report.made_on).as_str()));
        line([
            ("kind", kind("milestone")),
            ("focus-area", focus(&due.focus_area)),
            ("name", Cell::Text(due.name.clone())),
            ("value", Cell::Text(standing)),
            ("date", Cell::Day(due.reached_on.unwrap_or(due.due_on).0)),
        ])
    };
    let finding = |(name, number): (&str, u64)| {
        let name = Cell::Text(say(language, &format!("report-{name}")));
        line([("kind", kind("finding")), ("name", name), ("value", count(Some(number)))])
    };
    let changed = content.changed.iter().map(|one| {
        let place = one.area.and_then(|area| areas.get(&area)).cloned();
        let place = place.unwrap_or_else(|| say(language, "graph-whole-programme"));
        let name = format!("{}, {place}", short_of(&one.indicator, language));
        let definition = definitions.iter().rfind(|definition| definition.id == one.indicator);
        let first = [("kind", kind("indicator")), ("name", Cell::Text(name))];
        line(first.into_iter().chain(anew(one, definition, language)))
    });
    let super::Findings { found, open, overdue } = content.findings;
    let findings = [("found", found), ("open", open), ("overdue", overdue)];
    let rows = content.goals.iter().map(goal).chain(content.milestones.iter().map(due));
    let rows = rows.chain(findings.into_iter().map(finding)).chain(changed);
    let names = COLUMNS.map(|name| Cow::from(say(language, &format!("report-column-{name}")))).to_vec();
    Table { names, rows: rows.collect() }.workbook(&say(language, "report-sheet"), report.made_on)
}

/// The cells of some columns; the others are empty.
fn line(cells: impl IntoIterator<Item = (&'static str, Cell)>) -> Vec<Cell> {
    let mut line: Vec<Cell> = COLUMNS.iter().map(|_| Cell::Nothing).collect();
    for (name, cell) in cells {
        if let Some(at) = COLUMNS.iter().position(|column| *column == name) {
            line[at] = cell;
        }
    }
    line
}

/// A new figure and the one before it, each with its interval and what it rests on.
fn anew(one: &Changed, definition: Option<&Definition>, language: &str) -> Vec<(&'static str, Cell)> {
    let number = |value: Option<f64>| value.map_or(Cell::Nothing, Cell::Number);
    let basis = |count: Option<u64>| {
        let told = count.and_then(|count| Some(definition?.basis().told(language, count)));
        told.map_or(Cell::Nothing, Cell::Text)
    };
    let before = one.earlier.as_ref();
    let interval = before.and_then(|before| before.interval);
    let broken = || Cell::Text(say(language, "report-broken"));
    vec![
        ("value", one.value.map_or_else(|| Cell::Text(say(language, "chart-hidden")), Cell::Number)),
        ("low", number(one.interval.map(|(low, _)| low))),
        ("high", number(one.interval.map(|(_, high)| high))),
        ("rests-on", basis(one.respondents)),
        ("before", if one.is_broken { broken() } else { number(one.before) }),
        ("before-until", before.map_or(Cell::Nothing, |before| Cell::Day(before.until.0))),
        ("before-low", number(interval.map(|(low, _)| low))),
        ("before-high", number(interval.map(|(_, high)| high))),
        ("before-rests-on", basis(before.and_then(|before| before.respondents))),
        ("from", Cell::Day(one.period.0.0)),
        ("date", Cell::Day(one.period.1.0)),
    ]
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts so many")]
fn count(count: Option<u64>) -> Cell {
    count.map_or(Cell::Nothing, |count| Cell::Number(count as f64))
}
