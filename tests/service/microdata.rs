//! Rows of a wave: who gets them and what for, and what nobody can see in them.

use std::collections::{BTreeMap, BTreeSet};

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::audit;
use nabosvar::service::microdata::{self, Error, Export, Extent, Request, zip};
use nabosvar::service::releases::make;
use nabosvar::service::waves::{Wave, life};
use nabosvar::service::{Services, demo};
use nabosvar::store::response;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::{invented, one_wave};

/// A plan with few cells, so that the release before the rows is quick.
const PLAN: &str = r#"
form_id: tryghed
population: { question: eligible, is: "yes" }
place: { area: area, department: home/department }
breakdowns:
  - name: age
    question: age
    categories:
      - { code: young, of: [from_18_to_29, from_30_to_44] }
      - { code: old, of: [from_45_to_59, from_60_to_74, from_75] }
  - { name: gender, question: about_you/gender }
tables: [[gender]]
answers:
  - question: taking_part/volunteer
    sensitive: true
  - question: safety/basic_safety
"#;
const REASON: &str = "Opdigtet artikel om tryghed, aftale 12/2026";
pub(crate) const PEOPLE: usize = 240;

/// The demonstration's survey, answered by invented people, archived and released.
pub(crate) struct Survey {
    database: TestDatabase,
    pub(crate) services: Services,
    pub(crate) wave: Wave,
    /// Identities in the order in which the answers came.
    ids: Vec<Uuid>,
}

impl Survey {
    pub(crate) async fn answered() -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        let wave = demo::seed(&services).await.unwrap();
        let mut chance = fastrand::Rng::with_seed(9);
        let tx = services.db.begin().await.unwrap();
        let mut ids = Vec::new();
        for number in 0..PEOPLE {
            let new = one_wave::response(&services, &wave, &answers(number, &mut chance));
            assert!(response::insert(&tx, &new).await.unwrap());
            ids.push(new.id);
        }
        tx.commit().await.unwrap();
        Self { database, services, wave, ids }
    }

    pub(crate) async fn released() -> Self {
        let survey = Self::answered().await;
        survey.archive().await;
        make::make(&survey.services, &Actor::operator(), survey.wave.id, PLAN).await.unwrap();
        survey
    }

    pub(crate) async fn archive(&self) {
        life::close(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
        life::archive(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
    }

    pub(crate) async fn export(&self, actor: &Actor, extent: Extent) -> Result<Export, Error> {
        let reason = REASON.parse().unwrap();
        let request = Request { wave: self.wave.id, reason, extent, language: "en".to_owned() };
        microdata::export(&self.services, actor, &request).await
    }

    pub(crate) async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

/// What somebody invented says. Their text names them, which is how the tests find them again.
fn answers(number: usize, chance: &mut fastrand::Rng) -> Value {
    let (area, department) = [("motalavej", "a15"), ("ringparken", "a23"), ("ringparken", "a26"), ("sydbyen", "a12")]
        [chance.usize(..4).min(chance.usize(..4))];
    let age = ["from_18_to_29", "from_45_to_59", "from_75"][chance.usize(..3)];
    let help = ["none", "one_or_two", "six_or_more"][chance.usize(..3)];
    let volunteer = ["no", "no", "yes", "dont_know"][chance.usize(..4)];
    let gender = if number < 3 { "other" } else { ["woman", "man"][chance.usize(..2)] };
    json!({
        "area": area,
        "eligible": "yes",
        "age": age,
        "home": { "department": department },
        "safety": { "basic_safety": (1 + chance.u8(..7).min(chance.u8(..7))).to_string() },
        "neighbours": { "help": help },
        "taking_part": { "volunteer": volunteer },
        "about_you": { "gender": gender },
        "ideas": format!("Opdigtet idé {number}."),
    })
}

pub(crate) fn researcher() -> Actor {
    let grants = vec![Grant { role: Role::Researcher, place: Place::Installation }];
    Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet Forsker".to_owned(), grants }
}

pub(crate) fn content<'e>(export: &'e Export, name: &str) -> &'e [u8] {
    &export.files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("no {name}")).content
}

/// The rows, each by the names of its columns.
pub(crate) fn rows(file: &[u8]) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(file).deserialize().map(Result::unwrap).collect()
}

#[tokio::test]
async fn only_who_was_given_it_by_name_gets_rows_and_the_log_says_what_for() {
    let survey = Survey::answered().await;
    let refused = survey.export(&researcher(), Extent::default()).await;
    assert!(matches!(refused, Err(Error::NotArchived)), "answers still come");
    survey.archive().await;
    let refused = survey.export(&researcher(), Extent::default()).await;
    assert!(matches!(refused, Err(Error::NotReleased)), "no plan says what may be told");
    make::make(&survey.services, &Actor::operator(), survey.wave.id, PLAN).await.unwrap();
    for role in Role::ALL.into_iter().filter(|role| *role != Role::Researcher) {
        let grants = vec![Grant { role, place: Place::Installation }];
        let other = Actor { grants, ..researcher() };
        assert!(matches!(survey.export(&other, Extent::default()).await, Err(Error::NotFound)), "{role:?}");
        assert!(microdata::offers(&survey.services, &other).await.unwrap().is_empty());
    }
    let elsewhere = Grant { role: Role::Researcher, place: Place::Programme(Uuid::from_u128(9)) };
    let stranger = Actor { grants: vec![elsewhere], ..researcher() };
    assert!(matches!(survey.export(&stranger, Extent::default()).await, Err(Error::NotFound)));
    assert_eq!(microdata::offers(&survey.services, &researcher()).await.unwrap().len(), 1);

    let before = audit::before(&survey.services, &Actor::operator(), i64::MAX, 1).await.unwrap()[0].number;
    let export = survey.export(&researcher(), Extent::default()).await.unwrap();
    let entry = audit::before(&survey.services, &Actor::operator(), i64::MAX, 1).await.unwrap().remove(0);
    assert_eq!(entry.number, before + 1, "those who were refused left nothing, and one entry is one export");
    let (deed, object) = (&entry.deed, format!("{} plan {}", survey.wave.id, export.id));
    assert_eq!((deed.actor_name.as_str(), deed.action.as_str()), ("Opdigtet Forsker", "handed_out"));
    assert_eq!((deed.object_kind.as_str(), &deed.object_id, deed.detail.as_str()), ("microdata", &object, REASON));
    survey.strike().await;
}

#[tokio::test]
async fn nobody_stands_alone_and_every_row_says_what_somebody_said() {
    let survey = Survey::released().await;
    let export = survey.export(&researcher(), Extent::default()).await.unwrap();
    let rows = rows(content(&export, "microdata.csv"));
    assert_eq!(rows.len(), PEOPLE);
    let mut groups: BTreeMap<[&str; 4], usize> = BTreeMap::new();
    for row in &rows {
        *groups.entry(["area", "department", "age", "gender"].map(|key| row[key].as_str())).or_default() += 1;
        assert!(row["area"] != "withheld" || row["department"] == "withheld");
        assert!(["young", "old", "withheld"].contains(&row["age"].as_str()), "no finer than the plan has it");
        // Three people of another gender are too few to be told.
        assert_ne!(row["gender"], "other");
    }
    assert!(groups.values().all(|people| *people >= 5), "{groups:?}");
    let manifest: Value = serde_json::from_slice(content(&export, "manifest.json")).unwrap();
    assert_eq!(manifest["risk"]["rows_of_the_rarest"], json!(groups.values().min()));
    assert_eq!((&manifest["purpose"], &manifest["content"]), (&json!(REASON), &json!("plan")));
    let columns: BTreeSet<&str> = rows[0].keys().map(String::as_str).collect();
    let wanted = ["row", "area", "department", "age", "gender", "safety/basic_safety", "taking_part/volunteer"];
    assert_eq!(columns, BTreeSet::from(wanted), "what nobody asked for is not there");
    let count = |code: &str| rows.iter().filter(|row| row["taking_part/volunteer"] == code).count();
    assert_eq!(["yes", "no", "dont_know", "withheld"].map(count).iter().sum::<usize>(), PEOPLE);

    let book: Value = serde_json::from_slice(content(&export, "codebook.json")).unwrap();
    let left_out = book["left_out"].as_array().unwrap();
    let why = |path: &str| left_out.iter().find(|one| one["question"] == path).map(|one| one["why"].as_str().unwrap());
    assert_eq!((why("ideas"), why("neighbours/help")), (Some("free_text"), Some("not_in_plan")));
    let known: BTreeSet<String> = book["variables"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|variable| {
            let codes = variable["codes"].as_array().unwrap().iter();
            codes.map(|code| format!("{}={}", variable["name"].as_str().unwrap(), code["code"].as_str().unwrap()))
        })
        .collect();
    let is_explained = |name: &String, code: &String| code == "withheld" || known.contains(&format!("{name}={code}"));
    assert!(rows.iter().flatten().all(|(name, code)| name == "row" || is_explained(name, code)));
    survey.strike().await;
}

#[tokio::test]
async fn the_language_that_a_release_breaks_down_by_is_in_no_row() {
    let survey = Survey::answered().await;
    survey.archive().await;
    let plan = PLAN.replace("tables:", "  - { name: language, language: [da, en] }\ntables:");
    make::make(&survey.services, &Actor::operator(), survey.wave.id, &plan).await.unwrap();
    let export = survey.export(&researcher(), Extent { all_questions: true, free_text: false }).await.unwrap();
    let rows = rows(content(&export, "microdata.csv"));
    assert!(rows.len() == PEOPLE && !rows[0].contains_key("language"), "{:?}", rows[0].keys());
    let book: Value = serde_json::from_slice(content(&export, "codebook.json")).unwrap();
    let left_out = book["left_out"].as_array().unwrap().iter().find(|one| one["question"] == "language").unwrap();
    assert_eq!(left_out["why"], "language");
    assert!(left_out["note"].as_str().unwrap().starts_with("The language of the answer"), "{left_out}");
    survey.strike().await;
}

#[tokio::test]
async fn nothing_leads_from_a_row_to_an_answer_nor_from_one_export_to_another() {
    let survey = Survey::released().await;
    let extent = Extent { all_questions: true, free_text: true };
    let (one, other) =
        (survey.export(&researcher(), extent).await.unwrap(), survey.export(&researcher(), extent).await.unwrap());
    assert!(one.name.ends_with("-with-free-text"), "{}", one.name);
    for file in &one.files {
        let text = String::from_utf8_lossy(&file.content);
        assert!(!survey.ids.iter().any(|id| text.contains(&id.to_string())), "{}", file.name);
        assert!(!text.contains(survey.wave.code.as_str()), "{}", file.name);
    }
    // Who wrote their own text into their answer knows their row, and so do these tests: its place tells nothing of when the
    // answer came, or under which identity.
    let places = |export: &Export| -> (Vec<usize>, Vec<u64>) {
        let rows = rows(content(export, "microdata-with-free-text.csv"));
        let person =
            |row: &BTreeMap<String, String>| row["ideas"].split([' ', '.']).nth(2).unwrap().parse::<usize>().unwrap();
        (rows.iter().map(person).collect(), rows.iter().map(|row| row["row"].parse().unwrap()).collect())
    };
    let ((came, numbers), (came_again, others)) = (places(&one), places(&other));
    assert_eq!(came.iter().collect::<BTreeSet<_>>().len(), PEOPLE);
    assert!(numbers.iter().all(|number| !others.contains(number)), "a number is used once");
    let mut by_id: Vec<usize> = (0..PEOPLE).collect();
    by_id.sort_by_key(|person| survey.ids[*person]);
    let place_of = |order: &[usize], person: &usize| order.iter().position(|one| one == person).unwrap();
    let in_order: Vec<usize> = (0..PEOPLE).collect();
    for (what, order) in [("arrival", &in_order), ("identity", &by_id), ("the other export", &came_again)] {
        let pairs = came.iter().enumerate().map(|(place, person)| (place, place_of(order, person)));
        let correlation = spearman(&pairs.collect::<Vec<_>>());
        // Four standard errors of what chance gives among 240 people.
        assert!(correlation.abs() < 0.26, "the order tells of {what}: {correlation}");
    }
    survey.strike().await;
}

#[expect(clippy::cast_precision_loss, reason = "places are small numbers")]
fn spearman(pairs: &[(usize, usize)]) -> f64 {
    let many = pairs.len() as f64;
    let apart: f64 = pairs.iter().map(|(one, other)| (*one as f64 - *other as f64).powi(2)).sum();
    1.0 - 6.0 * apart / (many * (many * many - 1.0))
}

#[tokio::test]
async fn what_is_asked_for_comes_along_and_is_marked_and_all_files_have_the_same_rows() {
    let survey = Survey::released().await;
    let extent = Extent { all_questions: true, free_text: false };
    let export = survey.export(&researcher(), extent).await.unwrap();
    let names: Vec<&str> = export.files.iter().map(|file| file.name.as_str()).collect();
    let wanted = [
        "microdata.csv",
        "mikrodata.csv",
        "microdata.parquet",
        "codebook.json",
        "codebook.csv",
        "kodebog.csv",
        "microdata.sps",
        "manifest.json",
    ];
    assert_eq!(names, wanted);
    let plain = rows(content(&export, "microdata.csv"));
    assert!(plain[0].contains_key("neighbours/help") && !plain[0].contains_key("ideas"));
    // Whether somebody was asked where they volunteer says whether they do.
    let is_withheld = |row: &BTreeMap<String, String>, column: &str| row[column] == "withheld";
    let [volunteer, here] = ["taking_part/volunteer", "taking_part/volunteer_where:here"];
    assert!(plain.iter().any(|row| is_withheld(row, volunteer)), "it is sensitive");
    assert!(plain.iter().all(|row| is_withheld(row, volunteer) == is_withheld(row, here)));
    assert!(!export.files.iter().any(|file| String::from_utf8_lossy(&file.content).contains("Opdigtet idé")));
    let danish = String::from_utf8(content(&export, "mikrodata.csv").to_vec()).unwrap();
    assert!(danish.starts_with("\u{feff}row;area;department;age;gender;"));
    assert_eq!(danish.lines().count(), PEOPLE + 1);
    let program = String::from_utf8(content(&export, "microdata.sps").to_vec()).unwrap();
    for part in ["/FILE='microdata.csv'", "MISSING VALUES safety_basic_safety (LO THRU -1).", "('no'=2)", "('7'=7)"] {
        assert!(program.contains(part), "{part}:\n{program}");
    }
    let packed = zip(&export.files).unwrap();
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
    assert_eq!(archive.len(), export.files.len());
    let mut unpacked = Vec::new();
    std::io::Read::read_to_end(&mut archive.by_name("microdata.csv").unwrap(), &mut unpacked).unwrap();
    assert_eq!(unpacked, content(&export, "microdata.csv"));

    let with_text = survey.export(&researcher(), Extent { all_questions: false, free_text: true }).await.unwrap();
    let book: Value = serde_json::from_slice(content(&with_text, "codebook.json")).unwrap();
    let ideas = book["variables"].as_array().unwrap().iter().find(|one| one["name"] == "ideas").unwrap();
    assert_eq!(ideas["role"], "free_text");
    assert!(ideas["warning"].as_str().unwrap().contains("may say who wrote them"));
    survey.strike().await;
}

#[tokio::test]
async fn what_a_plan_does_not_tell_of_people_is_no_column_either() {
    let survey = Survey::answered().await;
    survey.archive().await;
    let plan = "form_id: tryghed\npopulation: { question: eligible, is: \"yes\" }\ntables: [[]]\n\
                answers: [{ question: safety/basic_safety }]\n";
    make::make(&survey.services, &Actor::operator(), survey.wave.id, plan).await.unwrap();
    let extent = Extent { all_questions: true, free_text: false };
    let export = survey.export(&researcher(), extent).await.unwrap();
    let rows = rows(content(&export, "microdata.csv"));
    assert!(rows[0].contains_key("life/satisfied_life"));
    let book: Value = serde_json::from_slice(content(&export, "codebook.json")).unwrap();
    let left_out = book["left_out"].as_array().unwrap();
    for (question, why) in [("area", "place"), ("home/department", "place"), ("age", "people")] {
        assert!(!rows[0].contains_key(question), "{question}");
        assert!(left_out.iter().any(|one| one["question"] == question && one["why"] == why), "{question}");
    }
    survey.strike().await;
}
