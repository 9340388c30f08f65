//! Releases by the language in which somebody answered: told of languages that many answered in, and of no other.

use nabosvar::access::Actor;
use nabosvar::service::answers::submit::submit;
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::releases::make::{Error, dry_run, make};
use nabosvar::service::releases::propose::propose;
use nabosvar::service::releases::shown::look;
use nabosvar::service::releases::{Misfit, Release, files};
use nabosvar::service::waves::{Identity, Terms, Wave, life};
use nabosvar::service::{Services, indicators};
use nabosvar::store::response;
use serde_json::{Value, json};
use stats::disclosure::audit::audit;
use stats::disclosure::{Identity as Named, Published};

use crate::database::TestDatabase;
use crate::{invented, one_wave, sending};

const FORM: &str = r#"
form_id: invented
version: "1"
default_language: da
languages: { da: {}, en: {}, ar: { status: draft }, so: { status: draft }, tr: {} }
title: Opdigtet
choices:
  yes_no:
    - { name: "yes", label: "Ja" }
    - { name: "no", label: "Nej" }
survey:
  - { type: select_one yes_no, name: safe, label: "Tryg?" }
  - { type: select_one yes_no, name: calm, label: "Rolig?" }
"#;

const PLAN: &str = "form_id: invented\nbreakdowns: [{ name: language, language: [da, en, ar, so] }]\n\
    tables: [[language]]\nanswers: [{ question: safe }]\n";

/// How many answered in each language.
const MANY: [(&str, usize); 5] = [("da", 260), ("en", 130), ("ar", 120), ("so", 14), ("tr", 9)];

struct Scene {
    database: TestDatabase,
    services: Services,
    wave: Wave,
}

impl Scene {
    async fn asked(identity: Identity, languages: &[&str]) -> Self {
        let database = TestDatabase::create().await;
        let services = invented::services(&database).await;
        publish_form::publish(&services, &Actor::operator(), FORM).await.unwrap();
        let languages = languages.iter().map(|one| (*one).to_owned()).collect();
        let wave = invented::wave_on(&services, identity, Terms { languages, ..Terms::default() }).await;
        Self { database, services, wave }
    }

    async fn answered() -> Self {
        let scene = Self::asked(Identity::Anonymous, &[]).await;
        let tx = scene.services.db.begin().await.unwrap();
        for (language, many) in MANY {
            for at in 0..many {
                let mut new = one_wave::response(&scene.services, &scene.wave, &said(at));
                language.clone_into(&mut new.language);
                assert!(response::insert(&tx, &new).await.unwrap());
            }
        }
        tx.commit().await.unwrap();
        scene
    }

    async fn archive(&self) {
        life::close(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
        life::archive(&self.services, &Actor::operator(), self.wave.id).await.unwrap();
    }

    async fn make(&self, plan: &str) -> Result<Release, Error> {
        make(&self.services, &Actor::operator(), self.wave.id, plan).await
    }

    async fn misfit(&self, plan: &str) -> Misfit {
        match dry_run(&self.services, &Actor::operator(), self.wave.id, plan).await {
            Err(Error::Misfit(misfit)) => misfit,
            other => panic!("{plan}: {other:?}"),
        }
    }

    async fn strike(self) {
        self.services.db.close().await.unwrap();
        self.database.drop().await;
    }
}

/// Three of ten are not safe.
fn said(at: usize) -> Value {
    let answer = |is: bool| if is { "yes" } else { "no" };
    json!({ "safe": answer(at % 10 > 2), "calm": answer(at.is_multiple_of(2)) })
}

fn published(release: &Release) -> Published {
    serde_json::from_str(&release.published).unwrap()
}

fn count(release: &Published, at: &[(&str, &str)]) -> Option<u64> {
    release.count(&release.plan().cell(at).unwrap()).unwrap()
}

#[tokio::test]
async fn answers_are_told_of_large_languages_and_of_no_small_one() {
    let scene = Scene::answered().await;
    let tried = dry_run(&scene.services, &Actor::operator(), scene.wave.id, PLAN).await.unwrap();
    assert_eq!(tried.answers, 530);
    let coarser = propose(&scene.services, &Actor::operator(), scene.wave.id, PLAN, 1.0).await.unwrap();
    let steps: Vec<String> = coarser.steps.iter().map(ToString::to_string).collect();
    assert_eq!(steps, ["by language: left out"], "languages are no neighbours");
    assert!(coarser.plan.contains("language:") && coarser.tried.is_some_and(|tried| tried.shown > 0.99));
    scene.archive().await;
    let made = scene.make(PLAN).await.unwrap();
    let release = published(&made);
    assert_eq!(audit(&release, &[]).err(), None);
    let in_language = |code| count(&release, &[("language", code)]);
    assert_eq!(
        ["da", "en", "ar", "so", "other"].map(in_language),
        [260, 130, 120, 14, 9].map(Some),
        "Turkish is other"
    );
    let safe = |code| count(&release, &[("language", code), ("safe", "yes")]);
    assert_eq!(["da", "en", "ar", "so", "other"].map(safe), [Some(182), Some(91), Some(84), None, None]);
    assert_eq!(count(&release, &[("safe", "yes")]), Some(182 + 91 + 84 + 8 + 6), "everybody counts among all");

    // A file in which the few are put back does not pass.
    let cell = release.plan().cell(&[("language", "so"), ("safe", "yes")]).unwrap();
    let edited = release.clone().edited(&cell, Some(8)).identified(Named { wave: "w".into(), release: "r".into() });
    assert!(audit(&edited, &[]).is_err());
    scene.strike().await;
}

#[tokio::test]
async fn pages_and_files_name_languages_in_words() {
    let scene = Scene::answered().await;
    scene.archive().await;
    let made = scene.make(PLAN).await.unwrap();
    let written = files(&made).unwrap();
    let content = |name: &str| &written.iter().find(|file| file.name == name).unwrap().content[..];
    let mut table = csv::Reader::from_reader(content("tables.csv"));
    let header = table.headers().unwrap().clone();
    assert_eq!((&header[0], &header[1]), ("language", "language_label"));
    let words: Vec<_> = table.records().map(Result::unwrap).map(|row| (row[0].to_owned(), row[1].to_owned())).collect();
    for (code, label) in [("da", "Dansk"), ("ar", "Arabisk"), ("so", "Somali"), ("other", "Andre sprog")] {
        assert!(words.contains(&(code.to_owned(), label.to_owned())), "{words:?}");
    }
    let text = |name: &str| String::from_utf8(content(name).to_vec()).unwrap();
    for (file, said) in [
        ("tables.json-stat.json", "Sprog, der er svaret på"),
        ("tables.csv-metadata.json", "Language of the answer"),
        ("codebook.xml", "Arabic"),
        ("datapackage.json", "Sprog, der er svaret på"),
        ("tables.sdmx.csv", "language"),
    ] {
        assert!(text(file).contains(said), "{file}");
    }
    let manifest: Value = serde_json::from_slice(content("manifest.json")).unwrap();
    assert_eq!(manifest["method"]["parameters"]["least_bases"], json!({ "language": 100 }));
    let page = look(&scene.services, made.clone(), "en", 0).await.unwrap();
    assert_eq!(page.shown.least_bases(), [("Language of the answer".to_owned(), 100)]);
    let way = page.ways.iter().find(|way| way.by == ["Language of the answer"]).unwrap();
    let groups: Vec<&str> = way.groups.iter().map(|group| group.whom[0].as_str()).collect();
    assert_eq!(groups, ["Danish", "English", "Arabic", "Somali", "Other languages"]);
    assert_eq!(indicators::of_release(&scene.services, &made).await.unwrap().len(), 0, "none is of this form");
    scene.strike().await;
}

#[tokio::test]
async fn languages_are_joined_and_of_more_people_if_the_plan_says_so() {
    let scene = Scene::answered().await;
    scene.archive().await;
    let merged =
        "categories: [{ code: da, of: [da] }, { code: rest, of: [ar, so, tr], label: { da: Flere, en: More } }]";
    let plan = PLAN.replace("[da, en, ar, so] }", &format!("[da, ar, so, tr], {merged}, least_base: 135 }}"));
    let made = scene.make(&plan).await.unwrap();
    let release = published(&made);
    let of = |code| (count(&release, &[("language", code)]), count(&release, &[("language", code), ("safe", "yes")]));
    assert_eq!((of("da").0, of("rest").0, of("other")), (Some(260), Some(143), (Some(130), None)));
    assert!(of("da").1.is_none() || of("rest").1.is_none(), "what is left of everybody would be the others");
    let page = look(&scene.services, made, "da", 0).await.unwrap();
    assert!(page.ways.iter().flat_map(|way| &way.groups).any(|group| group.whom == ["Flere"]));
    scene.strike().await;
}

#[tokio::test]
async fn plans_by_languages_that_tell_too_much_or_nothing_are_refused() {
    let scene = Scene::asked(Identity::Anonymous, &["da", "en", "ar"]).await;
    let with = |languages: &str| PLAN.replace("[da, en, ar, so]", languages);
    assert_eq!(scene.misfit(PLAN).await, Misfit::NoLanguage("so".to_owned()), "the wave does not ask in it");
    assert_eq!(scene.misfit(&with("[da, tlh]")).await, Misfit::NoLanguage("tlh".to_owned()));
    assert_eq!(scene.misfit(&with("[ar, en, da]")).await, Misfit::AllLanguages("ar, en, da".to_owned()));
    let merged = with("[da, en], categories: [{ code: other, of: [da] }]");
    assert!(matches!(scene.misfit(&merged).await, Misfit::Plan(_)), "others are called that");
    let merged = with("[da, en], categories: [{ code: both, of: [da, ar] }]");
    assert_eq!(scene.misfit(&merged).await, Misfit::NoCode("ar".to_owned(), "language".to_owned()));
    let twice = PLAN.replace("[{ name: language", "[{ name: tongue, language: [en] }, { name: language");
    assert_eq!(scene.misfit(&twice).await, Misfit::TwoLanguages("tongue".to_owned(), "language".to_owned()));
    let department = with("[da]").replace("[[language]]", "[[department, language]]");
    assert_eq!(scene.misfit(&department).await, Misfit::LanguageOfDepartment("language".to_owned()));
    let clash = with("[da]").replace("name: language", "name: safe").replace("[[language]]", "[[safe]]");
    assert!(matches!(scene.misfit(&clash).await, Misfit::Plan(_)));
    // One that was not offered and came all the same, by a program, is one of the others.
    let mut command = sending::by_link(&scene.services, &scene.wave, &said(0));
    command.language = "so".to_owned();
    submit(&scene.services, command).await.unwrap();
    assert!(dry_run(&scene.services, &Actor::operator(), scene.wave.id, &with("[da, en]")).await.is_ok());
    scene.strike().await;
}
