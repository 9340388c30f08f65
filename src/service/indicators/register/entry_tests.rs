//! What people type is read as they meant it, or refused: nothing is guessed.

use super::*;

const AREA: Uuid = Uuid::from_u128(7);
const GOOD: Typed<'_> = Typed {
    indicator: "7",
    kind: "",
    area: "",
    municipality: "",
    value: "36 %",
    unit: "",
    people: "",
    on: "01-01-2026",
    source: "Opdigtet register",
};

fn around() -> Around {
    Around {
        indicators: crate::service::indicators::register::all(),
        areas: vec![("opdigtet nord".to_owned(), AREA), ("on".to_owned(), AREA), ("to".to_owned(), Uuid::nil())],
        municipalities: vec!["Opdigtet Øby".to_owned()],
        today: Date::constant(2026, 11, 22),
    }
}

fn read(typed: Typed<'_>) -> Result<(About, Said), Wrong> {
    around().read(&typed)
}

fn value(value: &str, unit: &str) -> Result<f64, Wrong> {
    read(Typed { value, unit, ..GOOD }).map(|(_, said)| said.value.unwrap_or(f64::NAN))
}

#[test]
fn a_share_is_per_cent_or_says_that_it_is_none() {
    for (text, unit, is) in [
        ("36 %", "", 0.36),
        ("36,5", "", 0.365),
        ("36.5\u{a0}%", "procent", 0.365),
        ("0", "", 0.0),
        ("100", "", 1.0),
        ("0,4 %", "", 0.004),
        ("1", "pct.", 0.01),
        ("0,4", "andel", 0.4),
        ("1", "Andel", 1.0),
    ] {
        assert!(value(text, unit).is_ok_and(|value| (value - is).abs() < 1e-12), "{text} {unit}");
    }
    // 40 per cent in a cell of a workbook is 0.4, and so is four tenths of a per cent that somebody typed.
    for (text, unit) in [("0,4", ""), ("1", ""), ("40 %", "andel"), ("40", "kroner")] {
        assert_eq!(value(text, unit), Err(Wrong::Percent), "{text} {unit}");
    }
    for (text, unit) in [("101", ""), ("-1", ""), ("1,1", "andel")] {
        assert_eq!(value(text, unit), Err(Wrong::Range), "{text} {unit}");
    }
    for text in ["", "%", "ca. 36", "36-40", "1.234,5", "3 6,", "1e2", "NaN", "inf", "٣٦", "#REF!", "9999999999"] {
        assert_eq!(value(text, ""), Err(Wrong::Value), "{text}");
    }
}

#[test]
fn grades_are_on_their_scale() {
    let value = |value| read(Typed { indicator: "2", value, ..GOOD }).map(|(_, said)| said.value);
    assert_eq!((value("5,4"), value("-3"), value("12.0")), (Ok(Some(5.4)), Ok(Some(-3.0)), Ok(Some(12.0))));
    assert_eq!((value("12,1"), value("-4")), (Err(Wrong::Range), Err(Wrong::Range)));
    assert_eq!(value("5 %"), Err(Wrong::Value));
}

#[test]
fn an_indicator_is_its_row_in_the_official_table_or_its_name() {
    let named = |indicator| read(Typed { indicator, ..GOOD }).map(|(about, _)| about.indicator);
    for text in ["7", "7.", " 7 ", "basic_safety"] {
        assert_eq!(named(text).as_deref(), Ok("basic_safety"), "{text}");
    }
    assert_eq!(named("9").as_deref(), Ok("voted"));
    for text in ["", "0", "10", "grundlæggende"] {
        assert_eq!(named(text), Err(Wrong::Indicator), "{text}");
    }
}

#[test]
fn a_place_is_an_area_a_municipality_or_all_of_the_programme() {
    let whose = |area, municipality| read(Typed { area, municipality, ..GOOD }).map(|(about, _)| about.whose);
    for text in ["Opdigtet Nord", " on "] {
        assert_eq!(whose(text, ""), Ok(Whose::Area(AREA)), "{text}");
    }
    for text in ["", "alle", "I alt"] {
        assert_eq!(whose(text, ""), Ok(Whose::Programme), "{text}");
    }
    for text in ["Opdigtet Øby", "opdigtet øby kommune"] {
        assert_eq!(whose("", text), Ok(Whose::Municipality("Opdigtet Øby".to_owned())), "{text}");
    }
    // Whichever way an area was spelled, it is one municipality, and its figures are one series.
    for known in ["Opdigtet Øby", "Opdigtet Øby Kommune", "opdigtet øby KOMMUNE "] {
        let around = Around { municipalities: vec![known.to_owned()], ..around() };
        for municipality in ["Opdigtet Øby", "OPDIGTET ØBY", " opdigtet øby kommune "] {
            let (about, _) = around.read(&Typed { municipality, ..GOOD }).unwrap();
            let Whose::Municipality(name) = about.whose else { panic!("{municipality}") };
            assert_eq!(name.to_lowercase(), "opdigtet øby", "{known}, {municipality}");
        }
    }
    for (area, municipality) in [("Syd", ""), ("", "Anden Kommune"), ("", "kommune"), ("on", "Opdigtet Øby")] {
        assert_eq!(whose(area, municipality), Err(Wrong::Place), "{area} {municipality}");
    }
}

#[test]
fn only_a_target_is_of_a_day_to_come() {
    let on = |kind, on| read(Typed { kind, on, ..GOOD }).map(|(about, _)| (about.kind, about.on.to_string()));
    assert_eq!(on("Basistal", "2026-11-22"), Ok((Kind::Baseline, "2026-11-22".to_owned())));
    assert_eq!(on("mål", "31.12.2029"), Ok((Kind::Target, "2029-12-31".to_owned())));
    assert_eq!(on("", "2026-11-23"), Err(Wrong::Future));
    assert_eq!(on("baseline", "31-12-2029"), Err(Wrong::Future));
    for text in ["", "2026", "31-02-2026", "01-01-1889", "01-01-9999"] {
        assert_eq!(on("mål", text), Err(Wrong::Day), "{text}");
    }
    assert_eq!(on("prognose", "2026-01-01"), Err(Wrong::Kind));
}

#[test]
fn a_figure_says_where_it_comes_from_and_is_of_no_handful_of_people() {
    let people = |people| read(Typed { people, ..GOOD }).map(|(_, said)| said.people);
    assert_eq!((people(""), people("10"), people("26088")), (Ok(None), Ok(Some(10)), Ok(Some(26_088))));
    assert_eq!(people("9"), Err(Wrong::Few));
    for text in ["-1", "mange", "1.5", "99999999999999999999"] {
        assert_eq!(people(text), Err(Wrong::People), "{text}");
    }
    for source in ["", " ", "a\u{0}b"] {
        assert_eq!(read(Typed { source, ..GOOD }), Err(Wrong::Source), "{source:?}");
    }
}
