//! Pictures of figures, as SVG that the server writes, each with its legend and a table of the same numbers under it: neither
//! is to be had without the other. Who cannot tell colours apart goes by shapes, who sees nothing by words.

mod axis;
mod draw;
mod period;
mod told;

use maud::{Markup, html};

use crate::words::{say, say_with};

pub use self::period::{Column, name_of};

/// A picture over time.
#[derive(Clone, Debug)]
pub struct Chart<'a> {
    /// What it is called on its page; no other picture there is called the same.
    pub id: &'a str,
    /// The language of the page.
    pub language: &'static str,
    /// What it shows.
    pub title: &'a str,
    /// How values are drawn.
    pub kind: Kind,
    /// What values are.
    pub unit: Unit,
    /// What they rest on.
    pub basis: Basis,
    /// The periods, the earliest first.
    pub columns: Vec<Column>,
    /// What is shown over them: first what it is about, then what that is held against.
    pub lines: Vec<Line>,
    /// What does not change over time: a figure of the municipality, a target.
    pub levels: Vec<Level>,
    /// Where what is earlier cannot be held against what is later.
    pub breaks: Vec<Break>,
}

/// Where something else was asked or counted from then on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The first column of what is new.
    pub at: usize,
    /// What became different, if somebody has said so in the language of the page.
    pub why: Option<String>,
}

/// How values are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As dots with their intervals: what was estimated.
    Dots,
    /// As bars from nothing: what was counted.
    Bars,
}

/// What values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Shares, 0 to 1, told as percentages. Their axis is always the whole, so that two pictures can be held side by side.
    Share,
    /// Numbers, told with so many decimals.
    Number(u8),
}

/// What values rest on: `293` alone says nothing of how sure they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Answers.
    Answers,
    /// People who were invited.
    Invited,
    /// Sessions of activities of which somebody registered who came.
    Sessions,
    /// Findings of safety walks.
    Findings,
}

/// One thing over time.
#[derive(Clone, Debug)]
pub struct Line {
    /// Whose it is.
    pub name: String,
    /// What there is in each column.
    pub marks: Vec<Mark>,
}

/// What there is in a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// Nothing was observed.
    Nothing,
    /// It would tell on somebody.
    Hidden,
    /// A value.
    Value(Value),
}

/// A value and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// The value.
    pub value: f64,
    /// Both ends of its interval, if it was estimated.
    pub interval: Option<(f64, f64)>,
    /// How many it rests on, if it rests on somebody.
    pub respondents: Option<u64>,
    /// Whether it is so unsure that this has to be said.
    pub is_unreliable: bool,
}

/// What does not change over time.
#[derive(Clone, Debug)]
pub struct Level {
    /// What it is, with its date and source if it has them.
    pub name: String,
    /// How high it is.
    pub value: f64,
}

/// The sign that stands for what is hidden, here and in tables.
const HIDDEN: &str = "•";

impl Chart<'_> {
    /// The picture with its legend and its table.
    pub fn figure(&self) -> Markup {
        html! {
            figure.graph {
                @if !self.columns.is_empty() {
                    (draw::picture(self))
                    figcaption { (self.legend()) }
                }
                (told::table(self))
            }
        }
    }

    fn legend(&self) -> Markup {
        let values = || self.lines.iter().flat_map(|line| &line.marks);
        let is_unsure = values().any(|mark| matches!(mark, Mark::Value(value) if value.is_unreliable));
        html! {
            ul {
                @for (at, line) in self.lines.iter().enumerate() { li { (draw::sign(self.kind, at)) (line.name) } }
                @for (at, level) in self.levels.iter().enumerate() {
                    li { (draw::level_sign(at)) (level.name) ": " (self.unit.told(self.language, level.value)) }
                }
                @for one in &self.breaks { li { (draw::break_sign()) (one.told(self)) } }
                @if is_unsure { li { (draw::unsure_sign(self.kind)) (say(self.language, "chart-unreliable")) } }
                @if values().any(|mark| *mark == Mark::Hidden) {
                    li { span.sign aria-hidden="true" { (HIDDEN) } (say(self.language, "chart-hidden-why")) }
                }
            }
        }
    }

    /// What the picture is, in sentences.
    fn description(&self) -> String {
        let name = |column: Option<&Column>| column.map(|column| column.name.clone()).unwrap_or_default();
        let (first, last) = (name(self.columns.first()), name(self.columns.last()));
        let count = u64::try_from(self.columns.len()).unwrap_or(u64::MAX);
        let told = [("count", count.into()), ("first", first.into()), ("last", last.into())];
        let description = say_with(self.language, "chart-description", &told);
        self.breaks.iter().fold(description, |told, one| format!("{told} {}", one.told(self)))
    }
}

impl Break {
    /// Where it is, and why.
    fn told(&self, chart: &Chart<'_>) -> String {
        let column = chart.columns.get(self.at).map(|column| column.name.clone()).unwrap_or_default();
        let told = say_with(chart.language, "chart-break", &[("from", column.into())]);
        self.why.as_ref().map_or_else(|| told.clone(), |why| format!("{told} {why}"))
    }
}

#[cfg(test)]
mod tests;
