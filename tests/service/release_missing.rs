//! Those who gave no answer, where a release tells why: beside all of them, and no part of what others said.

use std::io::Cursor;

use calamine::{Reader, Xlsx};
use nabosvar::service::indicators::{self, Observation};
use nabosvar::service::releases::shown::{Line, look};
use nabosvar::service::releases::{Release, files};
use serde_json::json;
use stats::disclosure::Published;
use stats::disclosure::audit::audit;

use crate::releases::{PLAN, Survey, invented_people};

/// A release of the same people, of whom some do not know, some do not say and some leave it out; and what it tells of an indicator.
async fn released(plan: &str) -> (Release, Vec<Observation>) {
    let survey = asked().await;
    let made = survey.make(plan).await.unwrap();
    let told = indicators::of_release(&survey.services, &made).await.unwrap();
    let (_, told) = told.into_iter().find(|(definition, _)| definition.id == "voluntary_work").unwrap();
    survey.strike().await;
    (made, told.unwrap())
}

async fn asked() -> Survey {
    let mut said = invented_people(260);
    let counted = said.iter_mut().filter(|one| one["area"] != "elsewhere");
    for (at, one) in counted.enumerate().filter(|(at, _)| at % 12 == 0) {
        one["taking_part"]["volunteer"] = json!(if at % 24 == 0 { "declined" } else { "" });
    }
    let survey = Survey::of(said).await;
    survey.archive().await;
    survey
}

fn content(release: &Release, name: &str) -> Vec<u8> {
    files(release).unwrap().into_iter().find(|file| file.name == name).unwrap().content
}

#[tokio::test]
async fn why_nobody_answered_is_told_beside_all_who_gave_none_and_changes_no_share() {
    let (together, of_together) = released(PLAN).await;
    let (apart, of_apart) = released(&format!("{PLAN}missing: apart\n")).await;
    assert_eq!(of_together[0], of_apart[0], "of everybody");
    let read = |made: &Release| serde_json::from_str::<Published>(&made.published).unwrap();
    let (together, nested) = (read(&together), read(&apart));
    assert_eq!(audit(&nested, &[]).err(), None);
    let count = |published: &Published, code: &str| {
        published.count(&published.plan().cell(&[("taking_part/volunteer", code)]).unwrap()).unwrap()
    };
    let [none, unsure, silent] = ["no_answer", "dont_know", "declined"].map(|code| count(&nested, code).unwrap());
    assert_eq!(none, unsure + silent);
    assert_eq!(count(&together, "no_answer"), Some(none));
    let codebook = String::from_utf8(content(&apart, "codebook.xml")).unwrap();
    assert_eq!(codebook.matches("<catgryGrp catgry=").count(), 2, "a group a question: {codebook}");
}

#[tokio::test]
async fn rows_without_what_they_are_a_part_of_add_up_to_all() {
    let (made, _) = released(&format!("{PLAN}missing: apart\n")).await;
    let table = content(&made, "tables.csv");
    let mut table = csv::Reader::from_reader(&table[..]);
    let header = table.headers().unwrap().clone();
    let at = |column: &str| header.iter().position(|name| name == column).unwrap();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let is_of_all = |row: &&csv::StringRecord| {
        let whom = [&row[at("department")], &row[at("gender")]];
        whom == ["", ""] && &row[at("question")] == "taking_part/volunteer"
    };
    let of_all: Vec<_> = rows.iter().filter(is_of_all).collect();
    let number = |row: &csv::StringRecord, column: &str| row[at(column)].parse::<u64>().unwrap();
    let once = || of_all.iter().filter(|row| row[at("part_of")].is_empty());
    assert_eq!(once().map(|row| number(row, "count")).sum::<u64>(), number(of_all[0], "base"));
    let gave_one = once().filter(|row| &row[at("answer")] != "no_answer");
    let answered: u64 = gave_one.map(|row| number(row, "count")).sum();
    for row in &of_all {
        let is_answer = ["yes", "no"].contains(&&row[at("answer")]);
        assert_eq!(number(row, "answered"), answered);
        assert_eq!(number(row, "share_of"), number(row, if is_answer { "answered" } else { "base" }));
    }
    let parts = of_all.iter().filter(|row| &row[at("part_of")] == "no_answer");
    assert_eq!(parts.map(|row| &row[at("answer")]).collect::<Vec<_>>(), ["dont_know", "declined"]);
}

#[tokio::test]
async fn people_read_below_all_who_gave_no_answer_why_they_gave_none_and_that_it_is_a_part() {
    let survey = asked().await;
    let made = survey.make(&format!("{PLAN}missing: apart\n")).await.unwrap();
    let page = look(&survey.services, made.clone(), "da", 0).await.unwrap();
    let at = page.questions.iter().position(|one| one.label.contains("frivilligt")).unwrap();
    let page = look(&survey.services, made.clone(), "da", at).await.unwrap();
    let silent = ["Ikke besvaret i alt", "heraf: Ved ikke", "heraf: Ville ikke svare, eller sprang over"];
    let groups = page.ways.iter().flat_map(|way| &way.groups);
    for lines in groups.map(|group| &group.lines) {
        let words: Vec<&str> = lines.iter().map(|line| line.answer.as_str()).collect();
        assert!(words.ends_with(&silent), "{words:?}");
        let is_part = |line: &Line| line.answer.starts_with("heraf");
        assert!(lines.iter().all(|line| line.is_part == is_part(line)), "{lines:?}");
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(content(&made, "tabeller.xlsx"))).unwrap();
    let (_, sheet) = book.worksheets().swap_remove(1 + at);
    let head: Vec<String> = sheet.rows().nth(3).unwrap().iter().map(ToString::to_string).collect();
    for what in ["%", "antal"] {
        let wanted = silent.map(|answer| format!("{answer}, {what}"));
        assert!(head.windows(3).any(|three| three == wanted), "{head:?}");
    }
    survey.strike().await;
}
