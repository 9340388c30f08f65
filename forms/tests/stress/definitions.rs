//! Definitions that are large in one way each.

use std::fmt::Write;

use forms::Form;

use crate::growth::{is_linear, lines};

fn form(choices: &str, survey: &str) -> String {
    format!(
        "form_id: hostile\nversion: \"1\"\ndefault_language: en\ntitle: Invented\nchoices:\n{choices}\nsurvey:\n{survey}\n"
    )
}

fn text(name: &str, cells: &str) -> String {
    format!("  - {{ type: text, name: {name}, label: x, {cells} }}")
}

fn grows(name: &str, size: usize, source: impl Fn(usize) -> String) {
    is_linear(name, size, source, |text| {
        let _ = std::hint::black_box(Form::from_yaml(text));
    });
}

const LIST: &str = "  l: [{ name: a, label: a }]";

#[test]
fn keys() {
    grows("keys of one mapping", 666, |n| lines(n, |i| format!("k{i}: 1")));
    grows("the same key", 666, |n| lines(n, |_| "title: 1".to_owned()));
    grows("columns of a choice", 666, |n| {
        form(
            &format!("  l:\n    - name: a\n      label: a\n{}", lines(n, |i| format!("      c{i}: 1"))),
            &text("q", ""),
        )
    });
    grows("languages", 166, |n| {
        let languages = (0..n).map(|i| format!("l{i:06}: {{}}")).collect::<Vec<_>>().join(", ");
        format!(
            "form_id: a\nversion: \"1\"\ndefault_language: da\nlanguages: {{ {languages} }}\ntitle: a\nsurvey:\n{}",
            text("q", "")
        )
    });
    grows("languages of a label", 333, |n| {
        let label = (0..n).map(|i| format!("l{i:06}: x")).collect::<Vec<_>>().join(", ");
        form(LIST, &format!("  - {{ type: text, name: q, label: {{ {label} }} }}"))
    });
}

#[test]
fn choices() {
    grows("lists", 100, |n| form(&lines(n, |i| format!("  l{i}: [{{ name: a, label: a }}]")), &text("q", "")));
    grows("choices", 333, |n| {
        form(&format!("  l:\n{}", lines(n, |i| format!("    - {{ name: c{i}, label: a }}"))), &text("q", ""))
    });
    grows("choices of one name", 333, |n| {
        form(&format!("  l:\n{}", lines(n, |_| "    - { name: a, label: a }".to_owned())), &text("q", ""))
    });
    grows("questions with one large list", 33, |n| {
        let list = format!("  l:\n{}", lines(400, |i| format!("    - {{ name: c{i}, label: \"a ${{q0}}\" }}")));
        form(&list, &lines(n, |i| format!("  - {{ type: select_multiple l or_other, name: q{i}, label: x }}")))
    });
    grows("questions with lists that are not there", 100, |n| {
        let lists = lines(n, |i| format!("  list_{i}: [{{ name: a, label: a }}]"));
        form(&lists, &lines(n, |i| format!("  - {{ type: select_one listt{i}, name: q{i}, label: x }}")))
    });
    grows("columns that a filter does not find", 66, |n| {
        let columns = (0..n).map(|i| format!("c{i}: 1")).collect::<Vec<_>>().join(", ");
        let filter = (0..n).map(|i| format!("d{i}")).collect::<Vec<_>>().join(" and ");
        let list = format!("  l: [{{ name: a, label: a, {columns} }}]");
        form(&list, &format!("  - {{ type: select_one l, name: q, label: x, choice_filter: \"{filter}\" }}"))
    });
}

#[test]
fn texts() {
    grows("values in one label", 333, |n| {
        let label = (0..n).fold(String::new(), |mut label, i| {
            let _ = write!(label, "${{q{i}}}");
            label
        });
        form(LIST, &format!("  - {{ type: note, name: n, label: \"{label}\" }}"))
    });
    grows("values in the labels of choices", 20, |n| {
        let list = format!("  l:\n{}", lines(n, |i| format!("    - {{ name: c{i}, label: \"${{q{i}}}\" }}")));
        form(&list, &lines(100, |i| format!("  - {{ type: select_one l, name: q{i}, label: x }}")))
    });
    grows("one long text", 16666, |n| form(LIST, &text("q", &format!("hint: \"{}\"", "ø ".repeat(n)))));
}

#[test]
fn names() {
    grows("names that lead nowhere", 100, |n| {
        form(LIST, &lines(n, |i| text(&format!("question{i}"), &format!("relevant: \"${{questoin{i}}} = 1\""))))
    });
    grows("one expression of many names", 333, |n| {
        let sum = vec!["${q}"; n].join(" + ");
        form(LIST, &format!("{}\n{}", text("q", ""), text("r", &format!("relevant: \"{sum}\""))))
    });
    grows("one expression of many wrong names", 333, |n| {
        let sum = (0..n).map(|i| format!("${{x{i}}}")).collect::<Vec<_>>().join(" + ");
        form(LIST, &text("r", &format!("relevant: \"{sum}\"")))
    });
    grows("functions that are not there", 333, |n| {
        let sum = vec!["slected()"; n].join(" + ");
        form(LIST, &text("r", &format!("relevant: \"{sum}\"")))
    });
    grows("one name in every group", 33, |n| {
        let groups =
            lines(n, |i| format!("  - {{ type: group, name: g{i}, children: [{{ type: text, name: q, label: x }}] }}"));
        form(LIST, &format!("{groups}{}", text("r", "relevant: \"/data/g1/q = 1\"")))
    });
}

#[test]
fn dependencies() {
    grows("a chain", 66, |n| {
        form(LIST, &lines(n, |i| text(&format!("q{i}"), &format!("relevant: \"${{q{}}} = 'a'\"", (i + 1).min(n - 1)))))
    });
    grows("a circle", 66, |n| {
        form(LIST, &lines(n, |i| text(&format!("q{i}"), &format!("relevant: \"${{q{}}} = 'a'\"", (i + 1) % n))))
    });
}

/// What each row looks at may grow with the form; how much all of them look at has an end.
#[test]
fn a_form_whose_rows_all_look_at_all_is_refused_with_the_expression_that_is_too_much() {
    for path in ["count(/data/*/following::*)", "count(//*[//*[//*[//*]]])"] {
        let rows = |count| lines(count, |i| text(&format!("q{i}"), &format!("constraint: \"{path} > 1\"")));
        assert!(Form::from_yaml(&form(LIST, &rows(20))).is_ok(), "{path}");
        let faults = Form::from_yaml(&form(LIST, &rows(1_500))).map(drop).expect_err(path);
        assert_eq!(faults.len(), 1, "{path}");
        let shown = faults[0].to_string();
        assert!(
            shown.ends_with("error: the expressions of this form are too long or look at too much, up to this one"),
            "{shown}"
        );
    }
}

#[test]
fn expressions_that_are_too_long_together_are_refused() {
    let long = format!("constraint: \"{}1\"", "1 + ".repeat(8_000));
    let rows = |count| lines(count, |i| text(&format!("q{i}"), &long));
    assert_eq!(Form::from_yaml(&form(LIST, &rows(10))).map(drop), Ok(()));
    let faults = Form::from_yaml(&form(LIST, &rows(20))).map(drop).expect_err("640 KB");
    assert!(
        faults[0].to_string().ends_with("the expressions of a form are at most 512 KiB long, all together"),
        "{faults:?}"
    );
}

#[test]
fn patterns() {
    grows("patterns in one expression", 20, |n| {
        let all = vec!["regex(., 'a{9}{9}{5}')"; n].join(" or ");
        form(LIST, &text("q", &format!("constraint: \"{all}\"")))
    });
    grows("patterns in many expressions", 20, |n| {
        form(LIST, &lines(n, |i| text(&format!("q{i}"), "constraint: \"regex(., 'a{9}{9}{5}')\"")))
    });
    grows("groups of a pattern", 333, |n| {
        form(LIST, &text("q", &format!("constraint: \"regex(., '{}')\"", "()".repeat(n))))
    });
}

#[test]
fn yaml() {
    for (name, unit) in [
        ("brackets", "["),
        ("braces", "{"),
        ("dashes", "- "),
        ("questions", "? "),
        ("anchors", "&a "),
        ("aliases", "*a "),
        ("tags", "!a "),
        ("comments", "#\n"),
        ("quotes", "''"),
        ("colons", ":"),
        ("commas", "[,"),
        ("tabs", "\t"),
        ("percent", "%A\n"),
        ("documents", "---\n"),
        ("keys", "a: b: "),
        ("bars", "|\n"),
        ("lines of spaces", "\n "),
        ("flow pairs", "a:,"),
    ] {
        grows(name, 666, |n| unit.repeat(n));
        grows(name, 666, |n| format!("title: {}", unit.repeat(n)));
        grows(name, 666, |n| format!("title: [{}", unit.repeat(n)));
    }
}
