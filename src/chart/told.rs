//! The numbers of a picture as a table: what a value is, how sure it is, and how many it rests on, in one cell.

use forms::locale::Locale;
use maud::{Markup, html};

use super::{Basis, Chart, Column, HIDDEN, Mark, Unit, Value};
use crate::words::{say, say_with};

impl Unit {
    /// A value in the way of a language.
    pub fn told(self, language: &str, value: f64) -> String {
        match self {
            Self::Share => format!("{:.0} %", 100.0 * value),
            Self::Number(_) => self.bare(language, value),
        }
    }

    /// A value without its unit.
    pub fn bare(self, language: &str, value: f64) -> String {
        let (value, decimals) = match self {
            Self::Share => (100.0 * value, 0),
            Self::Number(decimals) => (value, usize::from(decimals)),
        };
        // What rounds to nothing has no sign.
        let text = format!("{value:.decimals$}");
        let text = if text.trim_matches(['-', '0', '.']).is_empty() { text.trim_start_matches('-') } else { &text };
        Locale::of(language).number(text)
    }
}

impl Basis {
    /// So many of them, in words.
    pub fn told(self, language: &str, count: u64) -> String {
        let what = match self {
            Self::Answers => "answers",
            Self::Invited => "invited",
            Self::Sessions => "sessions",
            Self::Findings => "findings",
        };
        say_with(language, &format!("chart-of-{what}"), &[("count", count.into())])
    }
}

/// The table.
pub(super) fn table(chart: &Chart<'_>) -> Markup {
    let language = chart.language;
    html! {
        div.graph-numbers tabindex="0" role="region" aria-label=(say_with(language, "chart-table", &[("title", chart.title.into())])) {
            table {
                thead {
                    tr {
                        th scope="col" { (say(language, "chart-column-period")) }
                        @for line in &chart.lines { th scope="col" { (line.name) } }
                    }
                }
                tbody {
                    @for (at, column) in chart.columns.iter().enumerate() {
                        @for one in chart.breaks.iter().filter(|one| one.at == at) {
                            tr { td.broken colspan=(chart.lines.len() + 1) { (one.told(chart)) } }
                        }
                        (row(chart, at, column))
                    }
                    @for level in &chart.levels {
                        tr {
                            th scope="row" { (level.name) }
                            td colspan=(chart.lines.len().max(1)) { bdi dir="ltr" { (chart.unit.told(language, level.value)) } }
                        }
                    }
                }
            }
        }
    }
}

fn row(chart: &Chart<'_>, at: usize, column: &Column) -> Markup {
    html! {
        tr {
            th scope="row" { (column.name) }
            @for line in &chart.lines { td { (mark(chart, line.marks.get(at).copied().unwrap_or(Mark::Nothing))) } }
        }
    }
}

fn mark(chart: &Chart<'_>, mark: Mark) -> Markup {
    let language = chart.language;
    let signed =
        |sign: &str, key: &str| html! { span aria-hidden="true" { (sign) } span.hidden-text { (say(language, key)) } };
    match mark {
        Mark::Nothing => signed("–", "chart-nothing"),
        Mark::Hidden => signed(HIDDEN, "chart-hidden"),
        Mark::Value(value) => html! {
            bdi dir="ltr" { (in_numbers(chart.unit, language, &value)) }
            @if value.is_unreliable { " " (signed("≈", "chart-unreliable")) }
            @if let Some(count) = value.respondents {
                " " span.rests-on { (chart.basis.told(language, count)) }
            }
        },
    }
}

/// `62 % (57–67)`.
pub(super) fn in_numbers(unit: Unit, language: &str, value: &Value) -> String {
    let told = unit.told(language, value.value);
    match value.interval {
        Some((low, high)) => format!("{told} ({}–{})", unit.bare(language, low), unit.bare(language, high)),
        None => told,
    }
}
