//! Weights of rows: they make rows look like the residents, stand in every file, and whoever has the rows can work them out again.

use std::collections::BTreeMap;
use std::io::Write as _;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use nabosvar::access::Actor;
use nabosvar::service::microdata::{Export, Extent};
use nabosvar::service::releases::make;
use nabosvar::store::population::{self, Ages, Figure};
use nabosvar::store::{place, registration::Gender};
use serde_json::{Value, json};

use crate::microdata::{PEOPLE, Survey, content, researcher, rows};

const PLAN: &str = r#"
form_id: tryghed
population: { question: eligible, is: "yes" }
place: { area: area, department: home/department }
breakdowns:
  - name: age
    question: age
    ordered: true
    categories:
      - { code: young, of: [from_18_to_29, from_30_to_44] }
      - { code: old, of: [from_45_to_59, from_60_to_74, from_75] }
    residents: { young: 18-44, old: 45+ }
  - { name: gender, question: about_you/gender, residents: { woman: women, man: men } }
tables: [[department], [age], [gender]]
answers:
  - question: taking_part/volunteer
"#;

/// Of a thousand residents of each department, how many are below 45 years, and how many from there on.
type ByAge = [i32; 2];

impl Survey {
    /// Figures by age, and by gender as well if there is a share of women in percent.
    async fn with_residents(self, by_age: ByAge, women: Option<i32>) -> Self {
        let tx = self.services.db.begin().await.unwrap();
        for area in place::areas(&self.services.db, self.wave.programme_id).await.unwrap() {
            for department in place::departments(&self.services.db, area.id).await.unwrap() {
                let known = population::of_places(&self.services.db, &[department.id]).await.unwrap().remove(0);
                let figure = |ages: &str, gender: Option<Gender>, thousandths: i32| {
                    let (ages, residents) = (Ages::parse(ages), known.residents * thousandths / 1_000);
                    Figure { ages, gender, residents, ..known.clone() }
                };
                for (ages, share) in ["18-44", "45-"].into_iter().zip(by_age) {
                    let figures = match women {
                        Some(women) => vec![
                            figure(ages, Some(Gender::Women), share * women / 100),
                            figure(ages, Some(Gender::Men), share * (100 - women) / 100),
                        ],
                        None => vec![figure(ages, None, share)],
                    };
                    for figure in figures {
                        assert!(population::insert(&tx, &figure).await.unwrap());
                    }
                }
            }
        }
        tx.commit().await.unwrap();
        self.archive().await;
        make::make(&self.services, &Actor::operator(), self.wave.id, PLAN).await.unwrap();
        self
    }

    async fn rows_of_plan(&self) -> Export {
        self.export(&researcher(), Extent::default()).await.unwrap()
    }
}

fn book(export: &Export) -> Value {
    serde_json::from_slice(content(export, "codebook.json")).unwrap()
}

type Row = BTreeMap<String, String>;

/// The weights again, from the rows and what the codebook says of residents, row by row and without bounds.
fn worked_out(rows: &[Row], margins: &[Value]) -> Vec<f64> {
    let mut weights = vec![1.0; rows.len()];
    for _ in 0..500 {
        for margin in margins {
            let variable = margin["variable"].as_str().unwrap();
            let is_within = |row: &Row| margin["within"].as_str().is_none_or(|area| row["area"] == area);
            let categories = margin["categories"].as_array().unwrap();
            let category = |row: &Row| {
                let has = |one: &Value| one["codes"].as_array().unwrap().contains(&json!(row[variable]));
                is_within(row).then(|| categories.iter().position(has)).flatten()
            };
            let own: Vec<Option<usize>> = rows.iter().map(category).collect();
            let sum = |of: Option<usize>, weights: &[f64]| -> f64 {
                let is_it = |at: &&usize| own[**at].is_some() && of.is_none_or(|of| own[**at] == Some(of));
                (0..rows.len()).collect::<Vec<_>>().iter().filter(is_it).map(|at| weights[*at]).sum()
            };
            let (all, before) = (sum(None, &weights), weights.clone());
            for (weight, own) in weights.iter_mut().zip(&own) {
                if let Some(own) = own {
                    let share = categories[*own]["residents"].as_f64().unwrap() / margin["residents"].as_f64().unwrap();
                    *weight *= share * all / sum(Some(*own), &before);
                }
            }
        }
    }
    weights
}

#[tokio::test]
async fn weights_follow_from_the_rows_and_figures_of_residents_and_from_nothing_else() {
    let survey = Survey::answered().await.with_residents([250, 500], Some(55)).await;
    let (export, again) = (survey.rows_of_plan().await, survey.rows_of_plan().await);
    let (shown, book) = (rows(content(&export, "microdata.csv")), book(&export));
    let told = &book["weight"];
    assert_eq!((&told["column"], &told["digits"]), (&json!("weight"), &json!(4)));
    let margins = told["margins"].as_array().unwrap();
    let name = |margin: &Value| format!("{} {}", margin["variable"], margin["within"]).replace('"', "");
    let names: Vec<String> = margins.iter().map(name).collect();
    assert_eq!(names, ["area null", "department ringparken", "age null", "gender null"]);
    assert_eq!(margins[1]["not_shown"], json!(["a24", "a32"]), "who lives there counts with the area");
    // Nobody of the others of its area is shown, so there is nothing to divide.
    assert!(
        told["left_out"].as_array().unwrap().iter().any(|one| one["within"] == "motalavej" && one["why"] == "alone")
    );
    assert!(shown.iter().any(|row| row["gender"] == "withheld"), "three of another gender, and who keeps them company");
    let weights: Vec<f64> = shown.iter().map(|row| row["weight"].parse().unwrap()).collect();
    for (weight, wanted) in weights.iter().zip(worked_out(&shown, margins)) {
        assert!((weight - wanted).abs() < 1e-3, "{weight} is not {wanted}");
    }
    let sum: f64 = weights.iter().sum();
    assert!((sum - 240.0).abs() < 0.02, "{sum}");
    for margin in margins {
        for category in margin["categories"].as_array().unwrap() {
            let [of_residents, weighted] =
                ["share_of_residents", "share_weighted"].map(|share| category[share].as_f64().unwrap());
            assert!((of_residents - weighted).abs() < 2e-4, "{category}");
        }
    }
    // Kish: 1 + cv².
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    let effect = squares * 240.0 / (sum * sum);
    assert!((told["design_effect"].as_f64().unwrap() - effect).abs() < 1e-4 && effect > 1.0, "{effect}");
    assert!((told["effective_sample"].as_f64().unwrap() - 240.0 / effect).abs() < 0.01);
    // Another export has another order, and the same weight for the same keys.
    let by_keys = |rows: &[Row]| -> BTreeMap<[String; 4], String> {
        let keys = |row: &Row| ["area", "department", "age", "gender"].map(|key| row[key].clone());
        rows.iter().map(|row| (keys(row), row["weight"].clone())).collect()
    };
    let other = rows(content(&again, "microdata.csv"));
    assert_eq!(by_keys(&shown), by_keys(&other));
    assert!(
        shown.iter().all(|row| by_keys(&shown)[&["area", "department", "age", "gender"].map(|key| row[key].clone())]
            == row["weight"])
    );
    assert_eq!(told, &self::book(&again)["weight"]);
    survey.strike().await;
}

#[tokio::test]
async fn every_file_has_weights_as_numbers_and_a_key_without_residents_is_left_out() {
    let survey = Survey::answered().await.with_residents([450, 300], None).await;
    let export = survey.rows_of_plan().await;
    let book = book(&export);
    let left_out = book["weight"]["left_out"].as_array().unwrap();
    let gender = left_out.iter().find(|one| one["variable"] == "gender").unwrap();
    assert_eq!((&gender["why"], gender["note"].as_str().unwrap().is_empty()), (&json!("residents"), false));
    // Few of the last area answered, and of them few are young: they would count for more than five.
    assert!(book["weight"]["rows_at_a_bound"].as_u64().unwrap() > 0, "{}", book["weight"]);
    let plain = rows(content(&export, "microdata.csv"));
    assert_eq!(plain.iter().map(|row| row["weight"].as_str()).max(), Some("5"));
    let danish = String::from_utf8(content(&export, "mikrodata.csv").to_vec()).unwrap();
    assert!(danish.starts_with("\u{feff}row;weight;area;department;"), "{danish}");
    let second = danish.lines().nth(1).unwrap().split(';').nth(1).unwrap();
    assert_eq!(second, plain[0]["weight"].replace('.', ","));

    let mut file = tempfile::tempfile().unwrap();
    file.write_all(content(&export, "microdata.parquet")).unwrap();
    let read = SerializedFileReader::new(file).unwrap();
    let mut weights = Vec::new();
    for row in read.get_row_iter(None).unwrap() {
        let columns = row.unwrap().into_columns();
        assert_eq!((columns[0].0.as_str(), columns[1].0.as_str()), ("row", "weight"));
        let Field::Double(weight) = columns[1].1 else { panic!("it is a number") };
        weights.push(weight.to_string());
    }
    assert_eq!(weights, plain.iter().map(|row| row["weight"].clone()).collect::<Vec<_>>());
    assert_eq!(weights.len(), PEOPLE);

    let program = String::from_utf8(content(&export, "microdata.sps").to_vec()).unwrap();
    for part in [
        "SET DECIMAL=DOT.",
        "    row F10.0\n    weight F10.0\n    text_1 ",
        "FORMATS weight (F8.4).",
        "WEIGHT BY weight",
    ] {
        assert!(program.contains(part), "{part}:\n{program}");
    }
    let table = rows(content(&export, "codebook.csv"));
    let of_weight: Vec<&Row> = table.iter().filter(|line| line["role"] == "weight").collect();
    let line = |code: &str| &of_weight.iter().find(|line| line["code"] == code).unwrap()["code_label"];
    assert!(line("area=sydbyen").starts_with("Residents: 900. Rows: "), "{}", line("area=sydbyen"));
    assert!(line("design_effect").parse::<f64>().unwrap() >= 1.0);
    assert!(of_weight.iter().any(|line| line["code_label"].contains("raking")));
    survey.strike().await;
}

#[tokio::test]
async fn without_figures_of_residents_there_is_no_weight_and_the_codebook_says_so() {
    let survey = Survey::released().await;
    let export = survey.rows_of_plan().await;
    assert!(!rows(content(&export, "microdata.csv"))[0].contains_key("weight"));
    let book = book(&export);
    assert_eq!((&book["weight"]["column"], &book["weight"]["why"]), (&Value::Null, &json!("residents")));
    let said = |note: &Value| note.as_str().unwrap().starts_with("There is no weight");
    assert!(book["notes"].as_array().unwrap().iter().any(said));
    let program = String::from_utf8(content(&export, "microdata.sps").to_vec()).unwrap();
    assert!(program.contains("* There is no weight") && !program.contains("weight F10.0"), "{program}");
    survey.strike().await;
}
