//! Pictures of invented figures, as documents: what stands where, and that nothing stands on anything else.

use jiff::civil::date;

use super::*;

fn value(value: f64, interval: (f64, f64), respondents: u64) -> Mark {
    Mark::Value(Value { value, interval: Some(interval), respondents: Some(respondents), is_unreliable: false })
}

fn counted(value: f64) -> Mark {
    Mark::Value(Value { value, interval: None, respondents: None, is_unreliable: false })
}

fn months(language: &str, count: i8) -> Vec<Column> {
    let month = |at: i8| date(2025 + i16::from(at / 12), 1 + at % 12, 1);
    (0..count).map(|at| Column::of(language, (month(at), month(at).last_of_month()))).collect()
}

fn safety(language: &'static str) -> Chart<'static> {
    let unsure = Value { value: 0.71, interval: Some((0.52, 0.86)), respondents: Some(24), is_unreliable: true };
    Chart {
        id: "safety",
        language,
        title: "Opdigtet <tryghed>",
        kind: Kind::Dots,
        unit: Unit::Share,
        basis: Basis::Answers,
        columns: months(language, 3),
        lines: vec![
            Line {
                name: "Opdigtet".to_owned(),
                marks: vec![value(0.62, (0.566, 0.674), 293), Mark::Hidden, Mark::Value(unsure)],
            },
            Line { name: "Alle".to_owned(), marks: vec![value(0.7, (0.67, 0.73), 901), Mark::Nothing, counted(0.75)] },
        ],
        levels: vec![Level { name: "Opdigtet Kommune".to_owned(), value: 0.85 }],
        breaks: Vec::new(),
    }
}

fn sessions(language: &'static str, count: i8, most: f64) -> Chart<'static> {
    let columns = months(language, count);
    let marks = columns.iter().enumerate().map(|(at, _)| counted(if at % 2 == 0 { most } else { 1.0 })).collect();
    let lines = vec![Line { name: "Opdigtet".to_owned(), marks }];
    let (kind, unit, basis, levels) = (Kind::Bars, Unit::Number(0), Basis::Sessions, Vec::new());
    Chart { id: "sessions", language, title: "Gange", kind, unit, basis, columns, lines, levels, breaks: Vec::new() }
}

/// What stands at a height of a picture, by where its middle is.
fn texts(svg: &str, class: &str, y: &str) -> Vec<(f64, String)> {
    let at = format!("y=\"{y}\"");
    let own = svg.split("<text").skip(1).filter(|text| text.contains(class) && text.contains(&at));
    let text = |text: &str| {
        let x = text.split("x=\"").nth(1)?.split('"').next()?.parse().ok()?;
        Some((x, text.split('>').nth(1)?.split('<').next()?.to_owned()))
    };
    own.filter_map(text).collect()
}

#[test]
fn a_picture_has_a_name_a_description_and_its_numbers_under_it() {
    let figure = safety("da").figure().into_string();
    assert!(figure.contains(r#"aria-labelledby="safety-title safety-text""#), "{figure}");
    assert!(figure.contains("Opdigtet &lt;tryghed&gt;") && !figure.contains("<tryghed>"), "{figure}");
    assert!(figure.contains("fra januar 2025 til marts 2025"), "{figure}");
    for told in ["62 % (57–67)", "293 svar", "70 % (67–73)", "Opdigtet Kommune", "85 %", "skjult", "januar 2025"] {
        assert!(figure.split("</svg>").last().unwrap().contains(told), "{told}: {figure}");
    }
    assert!(!figure.contains("style="), "the policy of the pages lets nothing in line through");
}

#[test]
fn what_is_hidden_and_what_is_unsure_look_like_it() {
    let figure = safety("en").figure().into_string();
    let picture = figure.split("</svg>").next().unwrap();
    assert_eq!(picture.matches("•").count(), 1, "{picture}");
    assert_eq!(picture.matches("dot unsure").count(), 1, "{picture}");
    assert!(figure.contains("≈"), "{figure}");
    assert!(!sessions("en", 3, 4.0).figure().into_string().contains("unsure"), "a legend has no more than there is");
}

#[test]
fn in_arabic_time_runs_from_the_right_and_numbers_from_the_left() {
    let months = |language| texts(&safety(language).figure().into_string(), "small", "164");
    let (danish, arabic) = (months("da"), months("ar"));
    assert!(danish[0].0 < danish[2].0 && arabic[0].0 > arabic[2].0, "{danish:?} {arabic:?}");
    assert!(safety("ar").figure().into_string().contains(r#"<bdi dir="ltr">62 % (57–67)</bdi>"#));
}

#[test]
fn labels_never_meet() {
    for count in 1..=60 {
        let figure = sessions("da", count, 1234.0).figure().into_string();
        let months = texts(&figure, "small", "164");
        assert!(months.windows(2).all(|two| two[1].0 - two[0].0 >= 37.9), "{count}: {months:?}");
        assert!(months.len() == usize::try_from(count).unwrap() || months.len() >= 4, "{count}: {months:?}");
    }
}

#[test]
fn bars_begin_at_nothing_and_fit() {
    for most in [1.0, 3.0, 7.0, 99.0, 1234.0] {
        let figure = sessions("da", 12, most).figure().into_string();
        let heights = figure
            .split("<rect class=\"bar\"")
            .skip(1)
            .map(|bar| bar.split("height=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap());
        assert!(heights.clone().all(|height| (0.0..=140.0).contains(&height)), "{most}");
        assert!(heights.clone().next().unwrap() > 60.0, "{most}");
    }
}

#[test]
fn numbers_are_told_in_the_way_of_a_language() {
    assert_eq!(Unit::Number(1).told("da", 6.42), "6,4");
    assert_eq!(Unit::Number(1).told("en", 6.42), "6.4");
    assert_eq!(Unit::Number(0).told("en", -0.2), "0");
    assert_eq!(Unit::Share.told("tr", 0.625), "62 %");
}

#[test]
fn what_a_number_rests_on_has_its_name() {
    let all = [Basis::Answers, Basis::Invited, Basis::Sessions, Basis::Findings];
    let told = all.map(|basis| basis.told("da", 293));
    assert_eq!(told, ["293 svar", "293 inviterede", "293 registrerede gange", "293 fund"]);
    assert_eq!(Basis::Sessions.told("en", 1), "1 registered session");
    let chart = Chart { basis: Basis::Invited, ..safety("da") };
    let figure = chart.figure().into_string();
    assert!(figure.contains("293 inviterede") && !figure.contains("293 svar"), "{figure}");
}

#[test]
fn a_break_is_drawn_between_two_columns_and_said_in_words() {
    for (language, why) in [("da", Some("Der blev spurgt på en anden måde.")), ("ar", None)] {
        let breaks = vec![Break { at: 2, why: why.map(ToOwned::to_owned) }];
        let figure = Chart { breaks, ..safety(language) }.figure().into_string();
        let (picture, below) = figure.split_once("</svg>").unwrap();
        let at = |text: &str| text.split("x1=\"").nth(1).unwrap().split('"').next().unwrap().parse::<f64>().unwrap();
        let lines: Vec<f64> = picture.split("class=\"break\"").skip(1).map(at).collect();
        let months = texts(&figure, "small", "164");
        let (before, after) = (months[1].0.min(months[2].0), months[1].0.max(months[2].0));
        assert_eq!(lines.len(), 2, "{picture}");
        assert!(lines.iter().all(|x| (before..after).contains(x)), "{lines:?} {months:?}");
        let told = Break { at: 2, why: why.map(ToOwned::to_owned) }.told(&safety(language));
        let description = picture.split("<desc").nth(1).unwrap();
        assert!(description.contains(&told) && below.matches(&told).count() == 2, "{told}: {figure}");
    }
    assert!(!safety("da").figure().into_string().contains("break"), "a legend has no more than there is");
}

#[test]
fn nothing_to_show_is_a_table_without_lines_and_no_picture() {
    let chart = Chart { columns: Vec::new(), lines: Vec::new(), levels: Vec::new(), ..safety("da") };
    assert!(!chart.figure().into_string().contains("<svg"));
}
