//! The official table in words, for the page and for its files: numbers as people read them, and what a change amounts to.

use forms::locale::Locale;

use super::{Certainty, Change, Observing, Official, Row, Told};
use crate::service::indicators::compare;
use crate::service::indicators::observation::Status;
use crate::service::indicators::register::Unit;
use crate::words::{say, say_with};

/// The columns after the one that names the row: each with the key of its heading.
pub const COLUMNS: [&str; 6] = ["baseline", "municipality-baseline", "latest", "municipality", "target", "change"];

/// A cell: what it says, and what is said beside it in small letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spoken {
    /// The value, or that there is none.
    pub value: String,
    /// Interval, number of people and day.
    pub beside: Vec<String>,
}

/// The cells of a row, in the order of [`COLUMNS`]; nothing where nothing is known.
pub fn cells(language: &str, row: &Row) -> [Option<Spoken>; 6] {
    let told = |told: &Option<Told>| told.as_ref().map(|told| spoken(language, row.indicator.unit, told));
    [
        told(&row.baseline),
        told(&row.municipality_baseline),
        told(&row.latest),
        told(&row.municipality),
        told(&row.target),
        row.change().map(|change| of_change(language, row.indicator.unit, change)),
    ]
}

/// What is said of a row of a survey in plain sentences; nothing of others.
pub fn sentences(language: &str, row: &Row) -> Vec<String> {
    let of =
        |Observing { definition, observed, held }: &Observing| compare::sentences(definition, language, observed, held);
    row.observed.as_ref().map(of).unwrap_or_default()
}

/// A value in its unit.
pub fn value(language: &str, unit: Unit, value: f64) -> String {
    match unit {
        Unit::Share => say_with(language, "figure-percent", &[("number", number(language, 100.0 * value).into())]),
        Unit::Grade => Locale::of(language).number(&format!("{value:.1}")),
    }
}

/// Whose table it is.
pub fn place(language: &str, official: &Official) -> String {
    let area = official.areas.iter().find(|area| official.area == Some(area.id));
    area.map_or_else(|| say(language, "figure-all-areas"), |area| area.name.clone())
}

fn spoken(language: &str, unit: Unit, told: &Told) -> Spoken {
    let mut beside = Vec::new();
    let value = match &told.figure {
        None => say(language, "figure-hidden"),
        Some(figure) => {
            if let Some((low, high)) = figure.interval {
                beside.push(interval(language, unit, low, high));
            }
            if let Some(count) = figure.respondents {
                beside.push(match told.basis {
                    Some(basis) => basis.told(language, count),
                    None => say_with(language, "figure-people", &[("count", count.into())]),
                });
            }
            // An estimate is not surer than to the whole per cent.
            let is_estimate = figure.interval.is_some() && unit == Unit::Share;
            self::value(language, unit, if is_estimate { (100.0 * figure.value).round() / 100.0 } else { figure.value })
        }
    };
    if told.status == Status::Unreliable {
        beside.push(say(language, "figure-unreliable"));
    }
    beside.push(Locale::of(language).short_date(told.on));
    if told.is_of_all {
        beside.push(say(language, "figure-all-areas"));
    }
    Spoken { value, beside }
}

/// The ends of an interval, as whole as its value is told.
fn interval(language: &str, unit: Unit, low: f64, high: f64) -> String {
    match unit {
        Unit::Share => {
            let ends = [("low", (100.0 * low).round().into()), ("high", (100.0 * high).round().into())];
            say_with(language, "figure-interval", &ends)
        }
        Unit::Grade => format!("{}–{}", number(language, low), number(language, high)),
    }
}

fn of_change(language: &str, unit: Unit, change: Change) -> Spoken {
    let sign = if change.by < 0.0 { "−" } else { "+" };
    let value = match unit {
        Unit::Share => {
            let number = format!("{sign}{}", number(language, (100.0 * change.by).abs()));
            say_with(language, "figure-points", &[("number", number.into())])
        }
        Unit::Grade => format!("{sign}{}", number(language, change.by.abs())),
    };
    let key = match (change.certainty, change.is_good) {
        (Certainty::Unknown, _) => "figure-change-unknown",
        (Certainty::Within, _) => "figure-change-within",
        (Certainty::Counted, _) if change.by == 0.0 => "figure-change-none",
        (_, true) => "figure-change-better",
        (_, false) => "figure-change-worse",
    };
    Spoken { value, beside: vec![say(language, key)] }
}

/// With at most one digit after the comma.
fn number(language: &str, value: f64) -> String {
    let text = format!("{value:.1}");
    Locale::of(language).number(text.strip_suffix(".0").unwrap_or(&text))
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;

    use super::*;
    use crate::chart::Basis;
    use crate::store::observation::Figure;

    fn told(value: f64, interval: Option<(f64, f64)>, source: Option<&str>) -> Told {
        let figure = Some(Figure { value, interval, respondents: Some(293) });
        let basis = source.is_none().then_some(Basis::Answers);
        let (status, source) = (Status::Free, source.map(ToOwned::to_owned));
        Told { figure, status, on: Date::constant(2026, 11, 22), source, basis, is_of_all: false }
    }

    #[test]
    fn a_figure_of_a_register_is_told_as_it_stands_there_and_an_estimate_with_its_interval() {
        let of = |language, told: &Told| spoken(language, Unit::Share, told);
        let register = of("da", &told(0.365, None, Some("Opdigtet")));
        assert_eq!(
            (register.value.as_str(), register.beside),
            ("36,5 %", vec!["293 personer".to_owned(), "22-11-2026".to_owned()])
        );
        let estimate = of("en", &told(0.7214, Some((0.66, 0.77)), None));
        assert_eq!(estimate.value, "72%");
        assert_eq!(estimate.beside[..2], ["66–77%", "293 answers"]);
        let hidden = Told { figure: None, status: Status::Hidden, ..told(0.0, None, None) };
        assert_eq!(of("da", &hidden), Spoken { value: "skjult".to_owned(), beside: vec!["22-11-2026".to_owned()] });
    }

    #[test]
    fn a_change_that_may_be_chance_is_called_neither_better_nor_worse() {
        let of = |by, is_good, certainty| of_change("da", Unit::Share, Change { by, is_good, certainty });
        assert_eq!(of(0.024, true, Certainty::Counted).value, "+2,4 procentpoint");
        assert_eq!(of(-0.02, true, Certainty::Counted).beside, ["bedre"]);
        assert_eq!(of(-0.02, false, Certainty::Beyond).beside, ["dårligere"]);
        assert_eq!(of(-0.02, true, Certainty::Within).beside, ["inden for usikkerheden"]);
        let grade = Change { by: -0.25, is_good: false, certainty: Certainty::Counted };
        assert_eq!(of_change("da", Unit::Grade, grade).value, "−0,2");
        assert_eq!(of(0.0, false, Certainty::Counted).beside, ["uændret"]);
    }
}
