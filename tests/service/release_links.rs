//! Releases of questions that tell on each other: a filter, what is asked because of it, and several answers to one question.

use std::collections::{BTreeMap, BTreeSet};

use nabosvar::access::{Actor, Grant, Place, Role, Who};
use nabosvar::service::Services;
use nabosvar::service::answers::revise::revise;
use nabosvar::service::answers::submit::submit;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::microdata::{self, Extent, Request};
use nabosvar::service::releases::make::{Error, dry_run, make};
use nabosvar::service::releases::propose::make_coarser;
use nabosvar::service::releases::shown::look;
use nabosvar::service::releases::{Release, files};
use nabosvar::service::waves::{Identity, Wave, life};
use serde_json::{Value, json};
use stats::disclosure::Published;
use stats::disclosure::audit::audit;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::invented_linked::{FORM, HEAD, answers, beside};
use crate::{invented, sending};

const WITHOUT: &str = "  - question: unsafe/evening\n  - question: calm\n";

/// A wave of the form that invented people have answered.
struct Scene {
    database: TestDatabase,
    services: Services,
    wave: Wave,
    said: Vec<(Uuid, Value)>,
}

impl Scene {
    async fn answered(identity: Identity, people: usize) -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap();
        let wave = invented::another_wave(&services, identity).await;
        let mut scene = Self { database, services, wave, said: Vec::new() };
        let mut chance = fastrand::Rng::with_seed(7);
        for _ in 0..people {
            scene.answer(answers(&mut chance)).await;
        }
        scene
    }

    async fn answer(&mut self, said: Value) {
        let command = sending::by_link(&self.services, &self.wave, &said);
        self.said.push((command.response_id, said));
        submit(&self.services, command).await.unwrap();
    }

    async fn archive(&self) {
        life::close(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
        life::archive(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
    }

    async fn make(&self, plan: &str) -> Result<Release, Error> {
        make(&self.services, &Actor::operator(), self.wave.id, plan).await
    }

    fn many(&self, is: impl Fn(&Value) -> bool) -> u64 {
        self.said.iter().filter(|(_, said)| is(said)).count() as u64
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

fn published(release: &Release) -> Published {
    serde_json::from_str(&release.published).unwrap()
}

fn count(release: &Published, at: &[(&str, &str)]) -> Option<u64> {
    release.count(&release.plan().cell(at).unwrap()).unwrap()
}

fn questions(release: &Release) -> BTreeSet<String> {
    let written = files(release).unwrap();
    let table = &written.iter().find(|file| file.name == "tables.csv").unwrap().content;
    let mut table = csv::Reader::from_reader(&table[..]);
    let at = table.headers().unwrap().iter().position(|name| name == "question").unwrap();
    table.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[tokio::test]
async fn a_filter_is_released_beside_its_follow_ups_and_several_answers() {
    let scene = Scene::answered(Identity::Anonymous, 200).await;
    scene.archive().await;
    let plan = beside();
    let tried = dry_run(&scene.services, &Actor::operator(), scene.wave.id, &plan).await.unwrap();
    assert_eq!(tried.tables.len(), 4);
    let made = scene.make(&plan).await.unwrap();
    let release = published(&made);
    assert_eq!(audit(&release, &[]).err(), None);
    assert_eq!(count(&release, &[("felt", "yes")]), Some(scene.many(|said| said["felt"] == "yes")));
    let not_asked = Some(scene.many(|said| said["felt"] != "yes"));
    let chosen =
        |said: &Value, code: &str| said["unsafe"]["where"].as_array().is_some_and(|all| all.contains(&json!(code)));
    for (code, variable) in [("paths", "unsafe/where:paths"), ("stairs", "unsafe/where:stairs")] {
        assert_eq!(count(&release, &[(variable, code)]), Some(scene.many(|said| chosen(said, code))));
        assert_eq!(count(&release, &[(variable, "not_asked")]), not_asked);
    }
    assert_eq!(count(&release, &[("unsafe/evening", "not_asked")]), not_asked);

    let expected = ["felt", "unsafe/evening", "unsafe/where:paths", "unsafe/where:stairs"];
    assert_eq!(questions(&made), expected.map(str::to_owned).into());
    let page = look(&scene.services, made.clone(), "da", 0).await.unwrap();
    let labels: Vec<String> = page.questions.into_iter().map(|one| one.label).collect();
    assert_eq!(labels, ["Utryg?", "Hvor? – På stier", "Hvor? – I opgangen", "Om aftenen?"]);
    scene.strike().await;
}

#[tokio::test]
async fn a_filter_that_nobody_asked_for_is_in_no_file() {
    let scene = Scene::answered(Identity::Anonymous, 200).await;
    scene.archive().await;
    let made = scene.make(&format!("{HEAD}{WITHOUT}")).await.unwrap();
    let release = published(&made);
    let names: Vec<&str> = release.plan().variables().iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["shade", "felt", "unsafe/evening", "calm"]);
    assert_eq!(questions(&made), ["calm", "unsafe/evening"].map(str::to_owned).into());
    let page = look(&scene.services, made.clone(), "da", 0).await.unwrap();
    let labels: Vec<String> = page.questions.into_iter().map(|one| one.label).collect();
    assert_eq!(labels, ["Om aftenen?", "Rolig?"]);
    for file in files(&made).unwrap() {
        let is_named = String::from_utf8_lossy(&file.content).contains("\"felt\"");
        assert_eq!(is_named, file.name == "release.json", "{}", file.name);
    }
    scene.strike().await;
}

#[tokio::test]
async fn who_corrects_the_filter_is_counted_as_it_was_and_as_it_is() {
    let mut scene = Scene::answered(Identity::Identified, 200).await;
    life::close(&scene.services, &Actor::operator(), scene.wave.id).await.unwrap();
    life::archive(&scene.services, &Actor::operator(), scene.wave.id).await.unwrap();
    let plan = beside();
    let first = scene.make(&plan).await.unwrap();
    let unsafe_: Vec<Uuid> =
        scene.said.iter().filter(|(_, said)| said["felt"] == "yes").map(|(id, _)| *id).take(30).collect();
    for (id, said) in scene.said.iter_mut().filter(|(id, _)| unsafe_.contains(id)) {
        let now = nabosvar::store::response::find(&scene.services.db, *id).await.unwrap().unwrap();
        *said = json!({ "shade": said["shade"], "felt": "no", "calm": "yes" });
        let mut command = sending::by_link(&scene.services, &scene.wave, said);
        command.response_id = *id;
        revise(&scene.services, &Actor::operator(), command, &now.sha256.to_string()).await.unwrap();
    }
    match scene.make(&plan).await {
        Ok(second) => {
            let (first, second) = (published(&first), published(&second));
            assert_eq!(audit(&second, std::slice::from_ref(&first)).err(), None);
            let shown = count(&second, &[("felt", "yes")]);
            assert!(shown.is_none_or(|shown| shown == scene.many(|said| said["felt"] == "yes")), "{shown:?}");
        }
        Err(error) => assert!(matches!(error, Error::Unprotectable(_)), "{error}"),
    }
    scene.strike().await;
}

#[tokio::test]
async fn a_coarser_plan_leaves_a_question_out_that_others_hang_on() {
    let scene = Scene::answered(Identity::Anonymous, 60).await;
    scene.archive().await;
    let plan = format!("{}  - question: calm\n", beside());
    let (made, _) = make_coarser(&scene.services, &Actor::operator(), scene.wave.id, &plan).await.unwrap();
    assert_eq!(audit(&published(&made), &[]).err(), None);
    scene.strike().await;
}

/// The rows of the wave, each by the names of its columns.
async fn rows(scene: &Scene, extent: Extent) -> Vec<BTreeMap<String, String>> {
    let grants = vec![Grant { role: Role::Researcher, place: Place::Installation }];
    let researcher = Actor { who: Who::Person(Uuid::from_u128(7)), name: "Opdigtet Forsker".to_owned(), grants };
    let reason = "Opdigtet artikel om utryghed".parse().unwrap();
    let request = Request { wave: scene.wave.id, reason, extent, language: "en".to_owned() };
    let files = microdata::export(&scene.services, &researcher, &request).await.unwrap().files;
    let rows = &files.iter().find(|file| file.name == "microdata.csv").unwrap().content;
    csv::Reader::from_reader(&rows[..]).deserialize().map(Result::unwrap).collect()
}

#[tokio::test]
async fn no_row_tells_by_a_follow_up_what_is_withheld_of_its_filter() {
    let mut scene = Scene::answered(Identity::Anonymous, 120).await;
    // Few are seldom calm, and few seldom unsafe in the evening: what few said is withheld, and never in the column of the filter.
    for _ in 0..2 {
        scene.answer(json!({ "shade": "dark", "felt": "no", "calm": "seldom" })).await;
        let evening = json!({ "where": ["paths"], "evening": "seldom" });
        scene.answer(json!({ "shade": "dark", "felt": "yes", "unsafe": evening })).await;
    }
    scene.archive().await;
    scene.make(&beside()).await.unwrap();
    let of_plan = ["felt", "unsafe/evening", "unsafe/where:paths", "unsafe/where:stairs", "unsafe/where:other"];
    let of_all = [of_plan.as_slice(), &["calm"]].concat();
    for (all_questions, columns) in [(false, of_plan.to_vec()), (true, of_all)] {
        let rows = rows(&scene, Extent { all_questions, free_text: false }).await;
        assert_eq!(rows.len(), scene.said.len());
        let is_withheld = |row: &BTreeMap<String, String>, column: &str| row[column] == "withheld";
        assert!(rows.iter().any(|row| is_withheld(row, "felt")) && rows.iter().any(|row| !is_withheld(row, "felt")));
        for row in &rows {
            let named: BTreeSet<&str> = row.keys().map(String::as_str).collect();
            let wanted: BTreeSet<&str> = columns.iter().copied().chain(["row", "shade"]).collect();
            assert_eq!(named, wanted);
            let withheld = columns.iter().filter(|column| is_withheld(row, column)).count();
            assert!(withheld == 0 || withheld == columns.len(), "{row:?}");
        }
    }
    scene.strike().await;
}
