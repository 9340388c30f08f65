//! Releases by the methods that change counts instead of hiding some: chosen in the plan, kept, audited and written as others are.

use nabosvar::service::releases::make::Error;
use nabosvar::service::releases::{Release, files};
use serde_json::Value;
use stats::disclosure::audit::audit;
use stats::disclosure::{Method, Published, Unprotectable};

use crate::releases::{PLAN, Survey};

const NOISE: &str = "method: { cell_key: { most: 4, variance: 2 } }\n";
const ROUNDED: &str = "method: { small_count_rounding: { base: 5 } }\n";

fn content(release: &Release, name: &str) -> Vec<u8> {
    files(release).unwrap().into_iter().find(|file| file.name == name).unwrap().content
}

#[tokio::test]
async fn a_plan_chooses_noise_and_every_file_tells_of_it() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(&format!("{PLAN}{NOISE}")).await.unwrap();
    assert_eq!(survey.make(&format!("{PLAN}{NOISE}")).await.unwrap(), made, "again gives what there is");
    let published: Published = serde_json::from_slice(&content(&made, "release.json")).unwrap();
    assert_eq!(published.method(), Method::CellKey { most: 4, variance: 2.0 });
    assert_eq!(audit(&published, &[]).err(), None);
    let manifest: Value = serde_json::from_slice(&content(&made, "manifest.json")).unwrap();
    assert!(manifest["method"]["name"].as_str().unwrap().starts_with("cell-key method"));
    assert_eq!(manifest["method"]["parameters"]["largest_change"], 4);
    let living_here = survey.said.iter().filter(|said| said["area"] != "elsewhere");
    let areas = ["motalavej", "ringparken", "sydbyen"];
    for area in areas {
        let truth = living_here.clone().filter(|said| said["area"] == area).count() as u64;
        let told = published.count(&published.plan().cell(&[("department", area)]).unwrap()).flatten().unwrap();
        assert!(told.abs_diff(truth) <= 4, "{area}: {told} {truth}");
    }
    shares_are_of_their_question(&made);
    survey.strike().await;
}

#[tokio::test]
async fn a_plan_chooses_rounding_and_no_small_count_is_left() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(&format!("{PLAN}{ROUNDED}")).await.unwrap();
    let published: Published = serde_json::from_slice(&content(&made, "release.json")).unwrap();
    assert!(published.cells().all(|(_, count)| !count.is_some_and(|count| (1..5).contains(&count))));
    assert!(published.shown_share() > 0.5, "{}", published.shown_share());
    assert_eq!(audit(&published, &[]).err(), None);
    shares_are_of_their_question(&made);
    survey.strike().await;
}

#[tokio::test]
async fn what_is_sensitive_is_told_by_no_changed_count() {
    let survey = Survey::answered(60).await;
    survey.archive().await;
    let plan = format!("{}{NOISE}", PLAN.replace("taking_part/volunteer", "life/lonely"));
    let refused = survey.make(&plan).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Unprotectable(Unprotectable::Sensitive(name)) if name == "life/lonely"),
        "{refused}"
    );
    assert!(refused.to_string().contains("life/lonely is sensitive"), "{refused}");
    survey.strike().await;
}

/// What is shown of a question adds up to everybody who answered it, whatever was done to the counts.
fn shares_are_of_their_question(release: &Release) {
    let table = content(release, "tables.csv");
    let mut table = csv::Reader::from_reader(&table[..]);
    let header = table.headers().unwrap().clone();
    let at = |column: &str| header.iter().position(|name| name == column).unwrap();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    let all = rows.iter().filter(|row| row[at("department")].is_empty() && row[at("gender")].is_empty());
    let answers =
        all.filter(|row| &row[at("question")] == "taking_part/volunteer" && &row[at("answer")] != "no_answer");
    let (mut sum, mut answered) = (0, 0);
    for row in answers {
        sum += row[at("count")].parse::<u64>().unwrap();
        answered = row[at("answered")].parse().unwrap();
        let (count, share): (f64, f64) = (row[at("count")].parse().unwrap(), row[at("share")].parse().unwrap());
        assert_eq!(row[at("share_of")], row[at("answered")]);
        assert!((share - count / row[at("share_of")].parse::<f64>().unwrap()).abs() < 1e-4);
    }
    assert!(sum == answered && sum > 150, "{sum} {answered}");
}
