//! Answers that are large in one way each, and forms whose expressions make much of little.

use forms::{Form, Instance, Surroundings, ViolationCode};
use jiff::{civil::date, tz::TimeZone};

use crate::growth::{is_linear, lines};

fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}

fn form(choices: &str, survey: &str) -> Form {
    let source = format!(
        "form_id: hostile\nversion: \"1\"\ndefault_language: en\ntitle: Invented\n{choices}\nsurvey:\n{survey}\n"
    );
    Form::from_yaml(&source).unwrap_or_else(|faults| panic!("{faults:?}\n{source}")).0
}

fn joined(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect::<Vec<_>>().join(",")
}

fn grows(name: &str, size: usize, input: impl Fn(usize) -> (Form, String)) {
    is_linear(name, size, input, |(form, body)| {
        let _ = std::hint::black_box(Instance::read(form, body.as_bytes(), &surroundings()));
    });
}

/// A repeat of these rows.
fn repeat(rows: &str) -> String {
    format!("  - type: repeat\n    name: r\n    children:\n{rows}")
}

fn instances(count: usize, members: &str) -> String {
    format!("{{\"r\":[{}]}}", joined(count, |_| format!("{{{members}}}")))
}

#[test]
fn documents() {
    grows("fields that the form does not have", 3000, |n| {
        (form("", "  - { type: text, name: q, label: x }"), format!("{{{}}}", joined(n, |i| format!("\"x{i}\":1"))))
    });
    grows("known fields before unknown ones", 200, |n| {
        let known = lines(n, |i| format!("  - {{ type: text, name: q{i}, label: x }}"));
        let fields = joined(n, |i| format!("\"q{i}\":\"a\"")) + "," + &joined(20 * n, |i| format!("\"x{i}\":1"));
        (form("", &known), format!("{{{fields}}}"))
    });
    grows("codes of one answer", 400, |n| {
        let list = format!("choices:\n  l:\n{}", lines(n, |i| format!("    - {{ name: c{i}, label: a }}")));
        let survey = "  - { type: select_multiple l, name: q, label: x, choice_filter: \"name != 'c1'\" }";
        (form(&list, survey), format!("{{\"q\":[{}]}}", joined(n, |i| format!("\"c{i}\""))))
    });
    grows("answers from one large list", 60, |n| {
        let list = format!("choices:\n  l:\n{}", lines(n, |i| format!("    - {{ name: c{i}, label: a }}")));
        let rows = "      - { type: select_one l, name: q, label: x }\n";
        (form(&list, &repeat(rows)), instances(n, "\"q\":\"c0\""))
    });
    grows("answers that are missing", 100, |n| {
        let rows = lines(20, |i| format!("      - {{ type: text, name: q{i}, label: x, required: true }}"));
        (form("", &repeat(&rows)), instances(n, ""))
    });
    grows("depth", 3000, |n| (form("", "  - { type: text, name: q, label: x }"), "{\"q\":".repeat(n)));
}

#[test]
fn repeats() {
    for (name, cells) in [
        ("in order", "calculation: \"count(../a | /data/q)\""),
        ("relevant", "relevant: \"${q} = 'a'\""),
        ("default", "default: \"uuid()\""),
    ] {
        grows(name, 60, |n| {
            let rows =
                format!("      - {{ type: text, name: a, label: x }}\n      - {{ type: hidden, name: b, {cells} }}\n");
            let survey = format!("  - {{ type: text, name: q, label: x }}\n{}", repeat(&rows));
            (form("", &survey), instances(n, "\"a\":\"b\""))
        });
    }
    grows("a count", 60, |n| {
        let rows = "      - { type: text, name: a, label: x }\n";
        let survey = format!(
            "  - {{ type: integer, name: n, label: x }}\n  - type: repeat\n    name: r\n    repeat_count: ${{n}}\n    children:\n{rows}"
        );
        (form("", &survey), format!("{{\"n\":{n}}}"))
    });
    grows("repeats side by side", 60, |n| {
        let repeats = lines(20, |i| {
            format!(
                "  - {{ type: repeat, name: r{i}, relevant: \"/data/q = ''\", children: [{{ type: text, name: a{i}, label: x }}] }}"
            )
        });
        let survey = format!("  - {{ type: text, name: q, label: x }}\n{repeats}");
        let given = joined(20, |i| format!("\"r{i}\":[{}]", joined(n, |_| "{}".to_owned())));
        (form("", &survey), format!("{{{given}}}"))
    });
}

/// Each instance may look at all others; how much all of them look at has an end.
#[test]
fn answers_to_a_form_that_takes_too_long_are_refused_with_the_expression() {
    for expression in
        ["count(//*[count(//*) > 0])", "string-length(string(/data))", "regex(/data/long, '(a|b|ab)*c{9}{9}{9}')"]
    {
        let rows = lines(20, |i| format!("      - {{ type: text, name: b{i}, label: x, required: \"{expression}\" }}"));
        let form = form("", &format!("  - {{ type: text, name: long, label: x }}\n{}", repeat(&rows)));
        let body = |count| {
            let members = "\"a\":\"b\"";
            format!("{{\"long\":\"{}\",\"r\":[{}]}}", "ab".repeat(1_000), joined(count, |_| format!("{{{members}}}")))
        };
        let read = |count| Instance::read(&form, body(count).as_bytes(), &surroundings());
        let is_costly = |violation: &forms::Violation| violation.code == ViolationCode::TooCostly;
        assert!(!read(1).is_err_and(|violations| violations.iter().any(is_costly)), "{expression}");
        let violations = read(1_000).expect_err(expression);
        let costly = violations.iter().find(|violation| is_costly(violation)).expect(expression);
        assert!(costly.message.contains(expression), "{}", costly.message);
        assert!(costly.path.starts_with("r["), "{}", costly.path);
    }
}
