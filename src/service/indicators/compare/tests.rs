//! Comparisons against published differences, and the sentences of the shipped definitions.

use std::collections::BTreeMap;

use forms::locale::Locale;
use jiff::civil::{Date, date};
use stats::estimate::{Level, Proportion, wilson};
use uuid::Uuid;

use super::*;
use crate::service::indicators::definition::Break;
use crate::service::indicators::definitions;
use crate::service::indicators::observation::{Observed, Series, Status};
use crate::words::say_with;

fn of(count: u32, sample: u32) -> Figure {
    let share = Proportion::of(count, sample).unwrap();
    let interval = wilson(share, Level::NinetyFive);
    let interval = Some((interval.low, interval.high));
    Figure { value: share.share(), interval, respondents: Some(u64::from(sample)) }
}

fn safety() -> Definition {
    definitions().into_iter().find(|one| one.id == "basic_safety").unwrap()
}

fn observation(until: Date, figure: Option<Figure>) -> Observation {
    let series = Series {
        programme_id: Uuid::nil(),
        area_id: None,
        indicator: "basic_safety".to_owned(),
        whom: BTreeMap::new(),
    };
    let status = if figure.is_some() { Status::Free } else { Status::Hidden };
    let (wave_id, release_id, period) = (None, None, (until, until));
    let observed = Observed { series, definition: 1, period, wave_id, release_id, status, figure };
    Observation { number: 1, id: Uuid::nil(), revision: 0, made_on: until, observed }
}

/// Newcombe, *Statistics in Medicine* 17 (1998), 873–890, table II, method 10.
#[test]
fn a_change_has_newcombes_interval() {
    for (now, before, low, high, movement) in [
        (of(56, 70), of(48, 80), 0.0524, 0.3339, Movement::Up),
        (of(9, 10), of(3, 10), 0.1705, 0.8090, Movement::Up),
        (of(5, 56), of(0, 29), -0.0381, 0.1926, Movement::Unsure),
        (of(48, 80), of(56, 70), -0.3339, -0.0524, Movement::Down),
    ] {
        let gap = Gap::between(&now, &Reference::from(&before));
        let (from, to) = gap.interval.unwrap();
        assert!((from - low).abs() < 5e-5 && (to - high).abs() < 5e-5, "{gap:?}");
        assert_eq!(gap.movement, movement);
    }
}

#[test]
fn against_what_is_exact_a_figure_is_as_sure_as_it_is() {
    let figure = of(81, 263);
    let gap = Gap::between(&figure, &Reference { value: 0.36, interval: None });
    let (low, high) = gap.interval.unwrap();
    assert!((low - (0.2553 - 0.36)).abs() < 5e-5 && (high - (0.3662 - 0.36)).abs() < 5e-5, "{gap:?}");
    assert_eq!(gap.movement, Movement::Unsure, "the published end lies above");
    let counted = Figure { value: 40.0, interval: None, respondents: None };
    let gap = Gap::between(&counted, &Reference { value: 50.0, interval: None });
    assert_eq!((gap.interval, gap.movement), (None, Movement::Down));
    assert_eq!(gap.movement.is_good(Direction::Up), Some(false));
}

#[test]
fn what_is_hidden_is_passed_over_and_what_broke_is_said() {
    let safety = safety();
    let (first, last) = (date(2024, 3, 1), date(2026, 3, 1));
    let hidden = observation(date(2025, 3, 1), None);
    let series = [observation(first, Some(of(48, 80))), hidden.clone(), observation(last, Some(of(56, 70)))];
    assert!(matches!(since_last(&safety, &series), Change::Since { until, .. } if until == first));
    assert_eq!(since_last(&safety, &series), since_first(&safety, &series));
    assert_eq!(since_last(&safety, &[series[0].clone(), hidden]), Change::Nothing);
    assert_eq!(since_last(&safety, &series[..1]), Change::Nothing);

    let mut later = series[2].clone();
    later.observed.definition = 2;
    assert_eq!(since_last(&safety, &[series[0].clone(), later]), Change::Broken { until: first });
    let why = BTreeMap::new();
    let broken = Definition { breaks: vec![Break { on: date(2025, 1, 1), why }], ..safety };
    assert_eq!(since_last(&broken, &series), Change::Broken { until: first });
    assert_eq!(before(&broken, &series).map(|one| one.observed.period), None);
    assert_eq!(since_first(&broken, &series), Change::Nothing, "what cannot be compared is no baseline");
    let second = observation(date(2025, 6, 1), Some(of(50, 80)));
    let longer = [series[0].clone(), second.clone(), series[2].clone()];
    assert_eq!(super::first(&broken, &longer), Some(&second), "a series begins anew where it breaks");
    assert!(matches!(since_first(&broken, &longer), Change::Since { until, .. } if until == date(2025, 6, 1)));
    assert!(!is_broken(&broken, &series[1], &series[2]), "both are later");
}

#[test]
fn a_board_reads_how_it_is_and_how_sure_that_is() {
    let safety = safety();
    let series = [observation(date(2025, 3, 1), Some(of(190, 280))), observation(date(2026, 3, 1), Some(of(200, 280)))];
    let now = &series[1].observed;
    let figure = now.figure.unwrap();
    let target = 0.8;
    let held = Held {
        last: since_last(&safety, &series),
        baseline: since_first(&safety, &series),
        municipality: Some(Elsewhere::beside(&figure, 0.87, date(2025, 1, 1))),
        target: Some((target, Gap::between(&figure, &Reference { value: target, interval: None }))),
    };
    let danish = sentences(&safety, "da", now, &held);
    assert_eq!(
        danish,
        [
            "Omkring 7 af 10 beboere føler sig grundlæggende trygge i området.",
            "Svarene giver 71 %; det rigtige tal ligger med 95 % sikkerhed mellem 66 og 76 %.",
            "Ændringen siden målingen til og med 1. marts 2025 ligger inden for usikkerheden.",
            "I kommunen var det 87 % (1. januar 2025) i en anden undersøgelse. Hvor usikkert det er, vides ikke, så forskellen \
             kan være tilfældig.",
            "Der mangler 9 procentpoint til målet på 80 %.",
        ]
    );
    for definition in definitions().into_iter().filter(|one| one.survey().is_some()) {
        for language in ["da", "en", "ar", "tr", "so"] {
            let said = sentences(&definition, language, now, &held);
            assert_eq!(said.len(), 5, "{} in {language}", definition.id);
            assert!(said.iter().all(|one| !one.contains('{') && !one.contains("sentence-")), "{said:?}");
            assert!(said[0].chars().any(|one| one == '7'), "{said:?}");
        }
    }
}

#[test]
fn of_what_nobody_knows_how_sure_it_is_nothing_is_said_to_rise_or_fall() {
    let safety = safety();
    let series = [observation(date(2025, 3, 1), Some(of(190, 280))), observation(date(2026, 3, 1), Some(of(200, 280)))];
    let figure = series[1].observed.figure.unwrap();
    for language in ["da", "en", "ar", "tr", "so"] {
        for (value, is_within) in [(0.7, true), (0.8, false), (0.2, false)] {
            let one = Elsewhere::beside(&figure, value, date(2021, 1, 1));
            assert_eq!(one.is_within, is_within, "{value}");
            let held = Held { baseline: Change::SinceElsewhere(one), municipality: Some(one), ..Held::default() };
            let said = sentences(&safety, language, &series[1].observed, &held);
            let [_, _, baseline, municipality] = said.as_slice() else { panic!("{said:?}") };
            let key = |of: &str| format!("sentence-{of}-{}", if is_within { "unsure" } else { "unknown" });
            let told = [("date", Locale::of(language).date(one.on).into()), ("share", (100.0 * value).round().into())];
            assert_eq!(baseline, &say_with(language, &key("began"), &told), "{language}");
            assert_eq!(municipality, &say_with(language, &key("municipality"), &told), "{language}");
            assert!(baseline.contains("2021"), "a figure has its day: {baseline}");
        }
    }
}

#[test]
fn what_is_hidden_or_unsure_is_said_to_be() {
    let safety = safety();
    let hidden = observation(date(2026, 3, 1), None).observed;
    assert_eq!(sentences(&safety, "en", &hidden, &Held::default()).len(), 1);
    let few = Observed { status: Status::Unreliable, figure: Some(of(20, 25)), ..hidden };
    let said = sentences(&safety, "en", &few, &Held::default());
    assert!(said[2].contains("uncertain"), "{said:?}");
}
