//! `release`: attacked from files alone, and nothing made of what is not there.

use std::fs;

use stats::cube::{Category, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Figure, Published, Rounded, Rules, Whole, protect};
use tempfile::TempDir;

use crate::{run, text};

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let category = |code: &&str| Category { code: (*code).to_owned(), residents: None, missing: None };
    Variable { name: name.to_owned(), role, categories: codes.iter().map(category).collect(), groups: Vec::new() }
}

/// Invented people: 40 in each of two places, of whom few in the first are unsafe.
fn published() -> Published {
    let variables = vec![
        variable("place", Role::Breakdown, &["north", "south"]),
        variable("safe", Role::Answer { sensitive: false }, &["safe", "neither", "unsafe"]),
    ];
    let plan = Plan::parse(variables, &[Table::of(&["place", "safe"])]).expect("the plan fits");
    let of = |place, counts: [usize; 3]| {
        let answers = counts.into_iter().enumerate().flat_map(|(answer, many)| std::iter::repeat_n(answer, many));
        answers.map(move |answer| Record { categories: vec![place, answer], presence: Presence::default() })
    };
    let records: Vec<Record> = of(0, [28, 9, 3]).chain(of(1, [14, 12, 14])).collect();
    let tally = Tally::count(plan, 0, records).expect("the records fit");
    protect(&tally, Rules::default(), &[]).expect("it can be protected")
}

#[test]
fn a_release_is_attacked_from_its_file_and_an_edited_one_fails() {
    let folder = TempDir::new().unwrap();
    let published = published();
    let write = |name: &str, release: &Published| {
        fs::write(folder.path().join(name), serde_json::to_string(release).unwrap()).unwrap();
    };
    write("release.json", &published);
    let passed = run(folder.path(), &["release", "audit", "release.json"]);
    assert!(passed.status.success(), "{}", text(&passed.stdout));
    assert!(text(&passed.stderr).contains("nothing can be worked out"), "{}", text(&passed.stderr));
    let cell = published.plan().cell(&[("place", "north"), ("safe", "unsafe")]).unwrap();
    assert_eq!(published.count(&cell), Some(None));
    write("edited.json", &published.edited(&cell, Some(3)));
    let failed = run(folder.path(), &["release", "audit", "edited.json"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stdout).contains("unsafe"), "{}", text(&failed.stdout));
    let rounded = Rounded::of(&published);
    let write = |name: &str, release: &Rounded| {
        fs::write(folder.path().join(name), serde_json::to_string(release).unwrap()).unwrap();
    };
    write("rounded.json", &rounded);
    let passed = run(folder.path(), &["release", "audit", "rounded.json"]);
    assert!(passed.status.success(), "{}", text(&passed.stdout));
    write("few.json", &rounded.edited(&cell, Some(Figure::Share { percent: 8, of: Whole::Everybody })));
    let failed = run(folder.path(), &["release", "audit", "few.json"]);
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stdout).contains("unsafe"), "{}", text(&failed.stdout));
    for others in [["few.json", "rounded.json"], ["release.json", "rounded.json"]] {
        let together = run(folder.path(), &["release", "audit", others[0], others[1]]);
        assert!(!together.status.success());
        assert!(text(&together.stderr).contains("not audited together"), "{}", text(&together.stderr));
    }
    fs::write(folder.path().join("half.json"), "{\"plan\": ").unwrap();
    let half = run(folder.path(), &["release", "audit", "half.json"]);
    assert!(!half.status.success());
    assert!(text(&half.stderr).contains("half.json"), "{}", text(&half.stderr));
    assert!(!folder.path().join("data").exists(), "files need no database");
}

#[test]
fn files_in_the_wrong_order_or_of_no_people_are_no_way_around_the_auditor() {
    let folder = TempDir::new().unwrap();
    let first = published();
    let mut later = serde_json::to_value(&first).unwrap();
    later["snapshot"] = serde_json::json!(1);
    let all = later["cells"].as_array_mut().unwrap().iter_mut().find(|cell| cell["at"] == serde_json::json!({}));
    all.unwrap()["count"] = serde_json::json!(82);
    let mut large = later.clone();
    large["cells"][0]["count"] = serde_json::json!(u64::MAX);
    let files = [("first.json", serde_json::to_value(&first).unwrap()), ("later.json", later), ("large.json", large)];
    for (name, file) in files {
        fs::write(folder.path().join(name), file.to_string()).unwrap();
    }
    let [found, again] = [["first.json", "later.json"], ["later.json", "first.json"]].map(|[one, other]| {
        let output = run(folder.path(), &["release", "audit", one, other]);
        assert_eq!(output.status.code(), Some(1));
        text(&output.stdout).to_owned()
    });
    assert!(!found.is_empty());
    assert_eq!(found, again);
    let large = run(folder.path(), &["release", "audit", "large.json"]);
    assert!(text(&large.stderr).contains("a count is above"), "{}", text(&large.stderr));
}

#[test]
fn what_is_not_there_is_not_released() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("plan.yaml"), forms::library::release_plan("tryghed").unwrap()).unwrap();
    let wave = "00000000-0000-0000-0000-000000000009";
    for command in [["release", "plan", wave, "plan.yaml"], ["release", "make", wave, "plan.yaml"]] {
        let output = run(folder.path(), &command);
        assert!(!output.status.success());
        assert!(text(&output.stderr).contains("there is no such wave"), "{}", text(&output.stderr));
    }
    let output = run(folder.path(), &["release", "export", wave, "out"]);
    assert!(text(&output.stderr).contains("there is no such release"), "{}", text(&output.stderr));
    assert!(!folder.path().join("out").exists());
    assert_eq!(text(&run(folder.path(), &["release", "list"]).stdout), "");
}

#[test]
fn a_plan_with_a_filter_and_its_follow_ups_is_tried() {
    let folder = TempDir::new().unwrap();
    let form = r#"
form_id: invented
version: "1"
default_language: da
title: Opdigtet
choices:
  yes_no:
    - { name: "yes", label: "Ja" }
    - { name: "no", label: "Nej" }
survey:
  - { type: select_one yes_no, name: felt, label: "Utryg?" }
  - { type: select_one yes_no, name: evening, label: "Om aftenen?", relevant: "${felt} = 'yes'" }
  - { type: select_multiple yes_no, name: said, label: "Sagt?", relevant: "${felt} = 'yes'" }
"#;
    fs::write(folder.path().join("form.yaml"), form).unwrap();
    assert!(run(folder.path(), &["programme", "create", "Opdigtet"]).status.success());
    let published = run(folder.path(), &["form", "publish", "form.yaml"]);
    assert!(published.status.success(), "{}", text(&published.stderr));
    let open = ["wave", "open", "Opdigtet", "--form", "invented", "--version", "1"];
    let opened = run(folder.path(), &[&open[..], &["--from", "2026-11-01", "--to", "2026-11-30"]].concat());
    let wave = text(&opened.stdout).split_whitespace().next().unwrap();
    let tried = |answers: &str| {
        let plan = format!("form_id: invented\ntables: [[]]\nanswers: [{answers}]\n");
        fs::write(folder.path().join("plan.yaml"), plan).unwrap();
        run(folder.path(), &["release", "plan", wave, "plan.yaml"])
    };
    let fits = tried("{ question: evening }, { question: felt }, { question: said, only: [\"no\"] }");
    let tables: Vec<&str> = text(&fits.stdout).lines().filter_map(|line| line.split_whitespace().last()).collect();
    assert_eq!(tables, ["felt", "evening", "said:no"], "{}", text(&fits.stderr));
    let refused = tried("{ question: felt }, { question: said }");
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("said takes several answers"), "{}", text(&refused.stderr));
}
