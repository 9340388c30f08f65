//! Releases: what is published of a wave, and what is not.

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::answers::submit::{Command, Handling, Round, submit};
use nabosvar::service::releases::make::{self, Error, dry_run};
use nabosvar::service::releases::propose::{MOST_STEPS, make_coarser, propose};
use nabosvar::service::releases::{self, files};
use nabosvar::service::waves::{Identity, Terms, Wave, life};
use nabosvar::service::{Services, demo, open_wave};
use nabosvar::store::response;
use serde_json::{Value, json};
use stats::disclosure::audit::{audit, audit_rounded};
use stats::disclosure::{Published, Rounded};
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented;

/// A plan with two questions, and few enough cells to be quick.
pub(crate) const PLAN: &str = r#"
form_id: tryghed
population: { question: eligible, is: "yes" }
place: { area: area, department: home/department }
breakdowns:
  - { name: gender, question: about_you/gender }
tables: [[area], [gender]]
answers:
  - question: taking_part/volunteer
  - question: safety/basic_safety
    categories:
      - { code: safe, of: ["1", "2", "3"] }
      - { code: neither, of: ["4"] }
      - { code: unsafe, of: ["5", "6", "7"] }
"#;

/// The demonstration's survey, answered by so many invented people.
pub(crate) struct Survey {
    pub(crate) database: TestDatabase,
    pub(crate) services: Services,
    pub(crate) wave: Wave,
    pub(crate) said: Vec<Value>,
    /// The identity of each answer.
    pub(crate) ids: Vec<Uuid>,
}

impl Survey {
    pub(crate) async fn answered(people: usize) -> Self {
        Self::of(invented_people(people)).await
    }

    pub(crate) async fn of(said: Vec<Value>) -> Self {
        let (database, services, wave) = Self::asked().await;
        Self { database, services, wave, said: Vec::new(), ids: Vec::new() }.with(said).await
    }

    /// The same answered by the people of the demonstration, as they answered the last round of it that is over.
    pub(crate) async fn of_the_demonstration() -> Self {
        let (database, services, wave) = Self::asked().await;
        demo::past::seed(&services, wave.programme_id).await.unwrap();
        let past = releases::list(&services, &Actor::operator()).await.unwrap();
        let last = past.iter().max_by_key(|release| release.made_on).map(|release| release.wave_id).unwrap();
        let said = response::answers(&services.db, last).await.unwrap();
        let said = said.iter().map(|said| serde_json::from_str(said).unwrap()).collect();
        Self { database, services, wave, said: Vec::new(), ids: Vec::new() }.with(said).await
    }

    /// The same with answers that can be taken back one by one.
    pub(crate) async fn answered_by_name(people: usize) -> Self {
        let (database, services, demo) = Self::asked().await;
        let command = open_wave::Command {
            programme_id: demo.programme_id,
            form_id: demo.form_id,
            version: demo.form_version,
            name: "Opdigtet måling".parse().unwrap(),
            identity: Identity::Identified,
            starts_on: demo.starts_on,
            ends_on: demo.ends_on,
            terms: Terms::default(),
        };
        let wave = open_wave::open(&services, &Actor::operator(), command).await.unwrap();
        Self { database, services, wave, said: Vec::new(), ids: Vec::new() }.with(invented_people(people)).await
    }

    async fn asked() -> (TestDatabase, Services, Wave) {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        let wave = demo::seed(&services).await.unwrap();
        (database, services, wave)
    }

    async fn with(mut self, said: Vec<Value>) -> Self {
        for answers in said {
            let id = self.services.clock.identity();
            submit(&self.services, self.command(id, &answers)).await.unwrap();
            self.ids.push(id);
            self.said.push(answers);
        }
        self
    }

    pub(crate) fn command(&self, response_id: Uuid, answers: &Value) -> Command {
        Command {
            form_id: self.wave.form_id.clone(),
            version: self.wave.form_version.clone(),
            response_id,
            round: Round::OfCode(self.wave.code.as_str().to_owned()),
            handling: Handling::Strict,
            language: "da".to_owned(),
            body: answers.to_string().into_bytes(),
        }
    }

    pub(crate) async fn archive(&self) {
        life::close(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
        life::archive(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
    }

    pub(crate) async fn make(&self, plan: &str) -> Result<releases::Release, Error> {
        make::make(&self.services, &Actor::operator(), self.wave.id, plan).await
    }

    pub(crate) async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

pub(crate) fn invented_people(many: usize) -> Vec<Value> {
    let mut chance = fastrand::Rng::with_seed(21);
    (0..many).map(|_| answers(&mut chance)).collect()
}

/// What somebody invented says, with a skew like that of real answers. One in twenty lives elsewhere and does not count.
pub(crate) fn answers(chance: &mut fastrand::Rng) -> Value {
    if chance.u8(..20) == 0 {
        return json!({ "area": "elsewhere" });
    }
    let (area, department) = [("motalavej", "a15"), ("ringparken", "a23"), ("ringparken", "a26"), ("sydbyen", "a12")]
        [chance.usize(..4).min(chance.usize(..4))];
    let gender = if chance.u8(..25) == 0 { "other" } else { ["woman", "man"][chance.usize(..2)] };
    let safety = (1 + chance.u8(..7).min(chance.u8(..7))).to_string();
    let volunteer = ["no", "no", "yes", "dont_know"][chance.usize(..4)];
    json!({
        "area": area,
        "age": "from_30_to_44",
        "home": { "department": department },
        "safety": { "basic_safety": safety },
        "taking_part": { "volunteer": volunteer },
        "about_you": { "gender": gender },
    })
}

#[tokio::test]
async fn a_wave_is_released_once_and_hidden_counts_stay_hidden() {
    let survey = Survey::answered(260).await;
    assert!(matches!(survey.make(PLAN).await, Err(Error::NotArchived)), "answers still come");
    let tried = dry_run(&survey.services, &Actor::operator(), survey.wave.id, PLAN).await.unwrap();
    assert_eq!(tried.tables.len(), 4);
    survey.archive().await;
    let made = survey.make(PLAN).await.unwrap();
    assert_eq!(survey.make(PLAN).await.unwrap(), made, "again gives what there is");
    assert!(matches!(survey.make(&format!("{PLAN}\n")).await, Err(Error::Released(id)) if id == made.id));
    let (services, actor) = (&survey.services, Actor::operator());
    let another = dry_run(services, &actor, survey.wave.id, &format!("{PLAN}\n")).await;
    assert!(matches!(another, Err(Error::Released(id)) if id == made.id), "{another:?}");
    let proposed = propose(services, &actor, survey.wave.id, PLAN, 1.0).await;
    assert!(matches!(proposed, Err(Error::Released(id)) if id == made.id), "nothing coarser can replace what is out");

    let published: Published = serde_json::from_str(&made.published).unwrap();
    assert_eq!(audit(&published, &[]).err(), None);
    assert!((published.shown_share() - tried.shown).abs() < 1e-9, "nothing came between");
    let counted = |is: &dyn Fn(&Value) -> bool| {
        survey.said.iter().filter(|said| said["area"] != "elsewhere" && is(said)).count() as u64
    };
    let count = |at: &[(&str, &str)]| published.count(&published.plan().cell(at).unwrap()).unwrap();
    assert_eq!(count(&[]), Some(counted(&|_| true)), "who lives elsewhere does not count");
    let unsafe_ = |said: &Value| said["safety"]["basic_safety"].as_str().is_some_and(|score| score >= "5");
    assert_eq!(count(&[("safety/basic_safety", "unsafe")]), Some(counted(&unsafe_)));
    let in_motalavej = |said: &Value| said["area"] == "motalavej" && said["taking_part"]["volunteer"] == "yes";
    if let Some(shown) = count(&[("department", "motalavej"), ("taking_part/volunteer", "yes")]) {
        assert_eq!(shown, counted(&in_motalavej));
    }
    // Of the few of another gender no answer is told.
    assert_eq!(count(&[("gender", "other"), ("taking_part/volunteer", "yes")]), None);
    survey.strike().await;
}

#[tokio::test]
async fn files_say_the_same_as_the_release_and_are_the_same_again() {
    let survey = Survey::answered(200).await;
    survey.archive().await;
    let made = survey.make(PLAN).await.unwrap();
    let found = releases::find(&survey.services, &Actor::operator(), made.id).await.unwrap().unwrap();
    let written = files(&found).unwrap();
    assert_eq!(written, files(&made).unwrap());
    let content = |name: &str| written.iter().find(|file| file.name == name).unwrap().content.clone();
    let published: Published = serde_json::from_slice(&content("release.json")).unwrap();
    let table = content("tables.csv");
    let table: Vec<_> = csv::Reader::from_reader(&table[..]).into_records().map(Result::unwrap).collect();
    let header = content("tables.csv");
    let header = csv::Reader::from_reader(&header[..]).headers().unwrap().clone();
    let at = |column: &str| header.iter().position(|name| name == column).unwrap();
    let is_of_all = |row: &csv::StringRecord| row[at("department")].is_empty() && row[at("gender")].is_empty();
    let all = table.iter().find(|row| is_of_all(row) && !row[at("share")].is_empty()).unwrap();
    let number = |column: &str| all[at(column)].parse::<f64>().unwrap();
    let cell = published.plan().cell(&[(&all[at("question")], &all[at("answer")])]).unwrap();
    assert_eq!(published.count(&cell).unwrap().unwrap().to_string(), all[at("count")]);
    assert_eq!(&all[at("question_label")], "Har du lavet frivilligt arbejde inden for de sidste 12 måneder?");
    assert!((number("share") - number("count") / number("share_of")).abs() < 1e-4);
    assert!(number("low") < number("share") && number("share") < number("high"));
    let hidden = table.iter().filter(|row| &row[at("conf_status")] == "C");
    assert!(hidden.map(|row| &row[at("count")]).all(str::is_empty));
    let labels: Vec<&str> = table.iter().map(|row| &row[at("department_label")]).collect();
    assert!(labels.contains(&"Motalavej"), "{labels:?}");
    let danish = String::from_utf8(content("tabeller.csv")).unwrap();
    assert!(danish.starts_with("\u{feff}department;department_label;gender;"));
    let manifest: Value = serde_json::from_slice(&content("manifest.json")).unwrap();
    assert_eq!(manifest["sha256"]["tables.csv"].as_str().map(str::len), Some(64));
    survey.strike().await;
}

/// What somebody invented says of how they are: the same to all five questions, or nothing.
fn wellbeing(item: Option<&str>) -> Value {
    let who5 = match item {
        Some(item) => {
            let items =
                ["cheerful", "calm", "active", "rested", "interested"].map(|name| (name.to_owned(), json!(item)));
            json!({ "take": "yes", "items": Value::Object(items.into_iter().collect()) })
        }
        None => json!({ "take": "no" }),
    };
    json!({ "area": "motalavej", "age": "from_30_to_44", "home": { "department": "a15" }, "who5": who5 })
}

#[tokio::test]
async fn a_score_that_the_form_calculates_is_counted_in_bands_and_never_by_department() {
    // Scores of 40, 60 and 80, and those who did not take the module.
    let said = [(Some("2"), 30), (Some("3"), 25), (Some("4"), 25), (None, 40)];
    let said = said.into_iter().flat_map(|(item, people)| (0..people).map(move |_| wellbeing(item)));
    let survey = Survey::of(said.collect()).await;
    survey.archive().await;
    let plan = |table: &str| {
        let head = &PLAN[..PLAN.find("breakdowns:").unwrap()];
        let bands = "[{ code: low, from: 0, to: 50 }, { code: high, from: 51, to: 100 }]";
        format!("{head}tables: [[{table}]]\nanswers:\n  - {{ question: who5/items/score, bands: {bands} }}\n")
    };
    let refused = survey.make(&plan("department")).await.unwrap_err();
    assert!(matches!(refused, Error::Misfit(_)), "{refused}");
    let made = survey.make(&plan("area")).await.unwrap();
    let published: Published = serde_json::from_str(&made.published).unwrap();
    let count = |at: &[(&str, &str)]| published.count(&published.plan().cell(at).unwrap()).unwrap();
    for (answer, people) in [("low", 30), ("high", 50)] {
        assert_eq!(count(&[("department", "motalavej"), ("who5/items/score", answer)]), Some(people), "{answer}");
    }
    // That nobody who took the module left it open tells on all of them, and is hidden.
    assert_eq!(count(&[("department", "motalavej"), ("who5/items/score", "no_answer")]), None);
    survey.strike().await;
}

#[tokio::test]
async fn without_counts_files_have_whole_percentages_and_rounded_bases() {
    let survey = Survey::answered(260).await;
    survey.archive().await;
    let made = survey.make(&format!("{PLAN}percentages: whole\nbases: rounded_to_5\n")).await.unwrap();
    let written = files(&made).unwrap();
    let content = |name: &str| written.iter().find(|file| file.name == name).unwrap().content.clone();
    let rounded: Rounded = serde_json::from_slice(&content("release.json")).unwrap();
    assert_eq!(audit_rounded(&rounded).err(), None);
    assert!(serde_json::from_slice::<Published>(&content("release.json")).is_err());
    let manifest: Value = serde_json::from_slice(&content("manifest.json")).unwrap();
    assert_eq!(manifest["answers"].as_u64().unwrap() % 5, 0);
    assert!(manifest["method"]["name"].as_str().unwrap().contains("rounded to 5"));
    let names: Vec<&str> = written.iter().map(|file| file.name).collect();
    assert!(!names.contains(&"tables.sdmx.csv") && !names.contains(&"tables.json-stat.json"), "they hold counts alone");
    let codebook = String::from_utf8(content("codebook.xml")).unwrap();
    assert!(!codebook.contains("type=\"freq\""), "{codebook}");
    let table = content("tables.csv");
    let mut table = csv::Reader::from_reader(&table[..]);
    let header = table.headers().unwrap().clone();
    let at = |column: &str| header.iter().position(|name| name == column).unwrap();
    let rows: Vec<_> = table.records().map(Result::unwrap).collect();
    assert!(rows.iter().all(|row| row[at("count")].is_empty() && row[at("answered")].is_empty()));
    assert!(rows.iter().any(|row| !row[at("share")].is_empty() && &row[at("conf_status")] == "F"));
    assert!(
        rows.iter()
            .all(|row| row[at("base")].parse::<u64>().is_ok_and(|base| base % 5 == 0) || row[at("base")].is_empty())
    );
    survey.strike().await;
}

#[tokio::test]
async fn strangers_and_plans_that_do_not_fit_make_nothing() {
    let survey = Survey::answered(1).await;
    survey.archive().await;
    let grants = vec![Grant { role: Role::Administrator, place: Place::Programme(Uuid::from_u128(9)) }];
    let stranger = Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet".to_owned(), grants };
    let denied = make::make(&survey.services, &stranger, survey.wave.id, PLAN).await;
    assert!(matches!(denied, Err(Error::NotFound)));
    let told = async |from: &str, to: &str| survey.make(&PLAN.replace(from, to)).await.unwrap_err();
    for (from, to, about) in [
        ("form_id: tryghed", "form_id: logbog", "about the form logbog"),
        ("taking_part/volunteer", "taking_part/volunter", "taking_part/volunter"),
        ("question: taking_part/volunteer", "question: ideas", "ideas"),
        ("\"4\"", "\"8\"", "8 is no answer"),
        ("of: [\"4\"]", "of: [\"3\"]", "3 is no answer"),
        ("      - { code: neither, of: [\"4\"] }\n", "", "4 to safety/basic_safety is in no category"),
        ("[gender]", "[years]", "names years"),
        ("taking_part/volunteer", "life/lonely\n    tables: [[department]]", "life/lonely sensitive"),
        (
            "about_you/gender",
            "about_you/gender, residents: { woman: women, man: women }",
            "residents of gender overlap",
        ),
        ("about_you/gender", "about_you/gender, residents: { girl: women }", "girl is no category of gender"),
        ("question: about_you/gender", "question: life/lonely", "life/lonely sensitive: it is no breakdown"),
        ("taking_part/volunteer", "taking_part/volunteer\n    bands: [{ code: all }]", "is no number"),
        ("taking_part/volunteer", "who5/items/score\n    bands: [{ code: low, from: 5, to: 1 }]", "low is no band"),
        // Departments without the rules of places, and one department as all who count.
        ("question: about_you/gender", "question: home/department", "home/department tells where somebody lives"),
        ("question: eligible, is: \"yes\"", "question: home/department, is: a15", "home/department tells where"),
        ("question: taking_part/volunteer", "question: about_you/gender", "about_you/gender is in the plan twice"),
        // Who answered where they volunteer named a place.
        ("taking_part/volunteer\n", "taking_part/volunteer_where\n", "leave one out"),
        // Who lives elsewhere was not asked.
        ("population: { question: eligible, is: \"yes\" }\n", "", "follow from"),
    ] {
        let error = told(from, to).await;
        let Error::Misfit(misfit) = error else { panic!("{to}: {error}") };
        assert!(misfit.to_string().contains(about), "{misfit}");
    }
    assert!(matches!(told("tables:", "tabels:").await, Error::Unreadable(_)));
    // One answer tells of nobody: what is left of it is hidden, or there is no release.
    if let Ok(made) = survey.make(PLAN).await {
        let published: Published = serde_json::from_str(&made.published).unwrap();
        assert!(published.cells().all(|(cell, count)| count != Some(1) || published.plan().answer(cell).is_none()));
    }
    survey.strike().await;
}

#[tokio::test]
async fn the_shipped_plan_fits_the_shipped_form() {
    let survey = Survey::answered(0).await;
    let plan = forms::library::release_plan("tryghed").unwrap();
    let tried = dry_run(&survey.services, &Actor::operator(), survey.wave.id, plan).await.unwrap();
    assert_eq!((tried.answers, tried.tables.len()), (0, 54));
    survey.archive().await;
    assert!(matches!(survey.make(plan).await, Err(Error::Nobody)), "zeros are no figures");
    survey.strike().await;
}

#[tokio::test]
async fn a_coarser_plan_is_proposed_until_enough_would_be_shown() {
    let survey = Survey::answered(120).await;
    let fine = PLAN.replace("tables: [[area], [gender]]", "tables: [[department], [gender, area]]");
    let propose =
        async |share| propose(&survey.services, &Actor::operator(), survey.wave.id, &fine, share).await.unwrap();
    let as_it_is = propose(0.01).await;
    assert_eq!(as_it_is.steps, []);
    let before = as_it_is.tried.unwrap().shown;
    let proposed = propose(0.8).await;
    let tried = proposed.tried.clone().unwrap();
    assert!(before < 0.8 && tried.shown >= 0.8, "{before} {} {:?}", tried.shown, proposed.steps);
    assert!(!proposed.steps.is_empty() && proposed.steps.len() <= MOST_STEPS);
    let again = dry_run(&survey.services, &Actor::operator(), survey.wave.id, &proposed.plan).await.unwrap();
    assert_eq!(again, tried, "what is written shows what it says");
    assert_eq!(propose(0.8).await, proposed, "the same again");
    let least = propose(1.0).await;
    assert!(least.steps.len() <= MOST_STEPS, "it ends");
    survey.strike().await;
}

#[tokio::test]
async fn nothing_is_left_out_of_what_can_be_protected_as_it_is() {
    let survey = Survey::answered(6).await;
    survey.archive().await;
    let (made, steps) =
        make_coarser(&survey.services, &Actor::operator(), survey.wave.id, PLAN).await.expect("it can be protected");
    assert_eq!((steps, made.plan.as_str()), (Vec::new(), PLAN));
    assert_eq!(survey.make(PLAN).await.unwrap(), made);
    survey.strike().await;
}
