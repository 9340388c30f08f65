//! What holds for all files of a release.

use super::test_release::release;
use super::*;
use crate::store::Digest;

fn text(name: &str) -> String {
    String::from_utf8(file(&release(), name).unwrap().expect("there is such a file").content).unwrap()
}

#[test]
fn files_are_the_same_to_the_byte_when_they_are_made_again_and_one_by_one() {
    let all = files(&release()).unwrap();
    assert_eq!(all, files(&release()).unwrap());
    assert_eq!(
        all.iter().map(|file| (file.name, file.media_type)).collect::<Vec<_>>(),
        file_names().collect::<Vec<_>>()
    );
    for one in all {
        assert_eq!(file(&release(), one.name).unwrap().as_ref(), Some(&one));
    }
    assert_eq!(file(&release(), "../plan.yaml").unwrap(), None);
}

#[test]
fn tables_have_words_beside_codes_and_nothing_in_them_is_a_formula() {
    let table = text("tables.csv");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(
        lines[0],
        "department,department_label,question,question_label,answer,answer_label,part_of,count,base,answered,share,share_of,low,\
         high,residents,corrected_low,corrected_high,weighted_share,weighted_low,weighted_high,weighted_corrected_low,\
         weighted_corrected_high,effective_sample,design_effect,weighted_by,obs_status,conf_status,wave,\
         wave_from,wave_until"
    );
    assert!(table.contains("\r\nb,'=Øst,home/safe,Føler du dig tryg?,'=unsafe,Utryg,"));
    assert!(table.contains(",Q,C,"), "something is hidden");
    insta::assert_snapshot!(table.replace('\r', ""));
    let danish = text("tabeller.csv");
    assert!(danish.starts_with("\u{feff}department;department_label;question;"));
    assert!(danish.contains(";102;140;127;0,80"), "{danish}");
    assert_eq!(danish.lines().count(), lines.len());
}

#[test]
fn a_release_from_before_words_were_kept_has_codes_alone() {
    let old = Release { counted: r#"{"answers":140,"audited_sums":17}"#.to_owned(), ..release() };
    let table = file(&old, "tables.csv").unwrap().unwrap().content;
    assert!(String::from_utf8(table).unwrap().contains("a1,a1,home/safe,home/safe,safe,safe,"));
    assert_eq!(files(&old).unwrap().len(), file_names().count());
    let torn = Release { published: "{".to_owned(), ..release() };
    assert!(files(&torn).unwrap_err().to_string().contains("cannot be written"));
}

#[test]
fn the_manifest_tells_of_each_file_and_not_of_a_hidden_total() {
    let manifest: serde_json::Value = serde_json::from_str(&text("manifest.json")).unwrap();
    for file in files(&release()).unwrap().iter().filter(|file| file.name != MANIFEST) {
        assert_eq!(manifest["sha256"][file.name], Digest::of(&file.content).to_string(), "{}", file.name);
    }
    assert_eq!(manifest["plan"]["sha256"], manifest["sha256"]["plan.yaml"]);
    assert_eq!(manifest["answers"], 140);
    let published: Published = serde_json::from_str(&release().published).unwrap();
    let hidden = published.edited(&published.plan().cell(&[]).unwrap(), None);
    let hidden = Release { published: serde_json::to_string(&hidden).unwrap(), ..release() };
    let told = String::from_utf8(file(&hidden, MANIFEST).unwrap().unwrap().content).unwrap();
    assert!(told.contains("\"answers\": null"));
    assert!(!told.contains("140"), "the number of answers is kept and not told: {told}");
    let mut manifest = manifest;
    manifest["sha256"] = serde_json::Value::Null;
    insta::assert_snapshot!(format!("{manifest:#}"));
}

#[test]
fn a_response_rate_tells_neither_what_is_hidden_nor_that_few_did_not_answer() {
    let exact: Published = serde_json::from_str(&release().published).unwrap();
    let told = |invited: u32, published: &serde_json::Value, figures: &str| {
        let mut counted: serde_json::Value = serde_json::from_str(&release().counted).unwrap();
        (counted["invited"], counted["figures"]) = (invited.into(), figures.into());
        let (counted, published) = (counted.to_string(), published.to_string());
        let manifest = file(&Release { published, counted, ..release() }, MANIFEST).unwrap().unwrap();
        let manifest: serde_json::Value = serde_json::from_slice(&manifest.content).unwrap();
        (manifest["invited"].as_u64(), manifest["response_rate"].as_f64())
    };
    let counts = serde_json::to_value(&exact).unwrap();
    assert_eq!(told(200, &counts, "counts"), (Some(200), Some(0.7)));
    assert_eq!(told(140, &counts, "counts"), (Some(140), Some(1.0)), "everybody");
    assert_eq!(told(144, &counts, "counts"), (None, None), "four did not answer");
    assert_eq!(told(145, &counts, "counts"), (Some(145), Some(0.9655)));
    let hidden = exact.edited(&exact.plan().cell(&[]).unwrap(), None);
    assert_eq!(told(200, &serde_json::to_value(hidden).unwrap(), "counts"), (None, None));
    assert_eq!(told(200, &counts, "rounded"), (None, None), "an exact rate tells an exact base");
    let mut changed = counts;
    changed["method"] = serde_json::json!({ "cell_key": { "most": 4, "variance": 2.0 } });
    assert_eq!(told(200, &changed, "counts"), (None, None), "of counts that are changed");
}
