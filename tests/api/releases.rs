//! Releases as programs and people meet them: asked for, made by the worker, read whole and in parts.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::ToSpan as _;
use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::accounts::tokens;
use nabosvar::service::waves::Wave;
use nabosvar::store::Digest;
use nabosvar::store::release::{self, Release};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::{Value, json};
use stats::disclosure::Published;
use stats::disclosure::audit::audit;

use crate::harness::TestApp;
use crate::invented_releases::{PLAN, archived, archived_with};
use crate::{invented, invented_linked, problem};

/// A server with an archived wave, and an analyst's token.
pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) wave: Wave,
    token: String,
}

impl Scene {
    pub(crate) async fn set(people: usize) -> Self {
        let app = TestApp::start().await;
        let wave = archived(&app.services, people).await;
        Self::with(app, wave).await
    }

    async fn with(app: TestApp, wave: Wave) -> Self {
        let (token, _) =
            tokens::create(&app.services, &Actor::operator(), invented::token(Role::Analyst)).await.unwrap();
        Self { app, wave, token: token.expose().to_owned() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.app.request(method, &format!("/api/v1{path}")).bearer_auth(&self.token)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(Method::GET, path).send().await.unwrap()
    }

    pub(crate) async fn ask(&self, path: &str, key: &str, plan: &str) -> Response {
        let body = json!({ "wave": self.wave.id, "plan": plan });
        self.request(Method::POST, path).header("idempotency-key", key).json(&body).send().await.unwrap()
    }

    /// Sends a plan to be tried by the form of the page.
    async fn try_on_page(&self, analyst: &reqwest::Client, plan: &str) -> Response {
        let page = self.app.page(analyst, &format!("/staff/releases/new?wave={}", self.wave.id)).await;
        let request = page.split(r#"name="request" value=""#).nth(1).unwrap().split('"').next().unwrap();
        let form = reqwest::multipart::Form::new()
            .text("wave", self.wave.id.to_string())
            .text("request", request.to_owned())
            .text("plan", plan.to_owned());
        analyst.post(self.app.url("/staff/releases/new")).multipart(form).send().await.unwrap()
    }

    /// Looks at the page of a request until it is done: the page, or where it leads.
    async fn wait(&self, analyst: &reqwest::Client, address: &str) -> String {
        loop {
            let reply = analyst.get(self.app.url(address)).send().await.unwrap();
            if reply.status() == StatusCode::SEE_OTHER {
                return reply.headers()["location"].to_str().unwrap().to_owned();
            }
            let page = reply.text().await.unwrap();
            if !page.contains("Se, om den er færdig") {
                return page;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Looks again until the request is done, one way or the other.
    pub(crate) async fn done(&self, asked: Response) -> Value {
        assert_eq!(asked.status(), StatusCode::ACCEPTED);
        let location = asked.headers()["location"].to_str().unwrap().to_owned();
        loop {
            let document: Value = self.get(location.strip_prefix("/api/v1").unwrap()).await.json().await.unwrap();
            match document["state"].as_str().unwrap() {
                "waiting" | "running" => tokio::time::sleep(Duration::from_millis(20)).await,
                _ => return document,
            }
        }
    }
}

#[tokio::test]
async fn a_plan_is_tried_the_wave_released_and_its_files_read_in_parts() {
    let scene = Scene::set(90).await;
    let tried = scene.done(scene.ask("/release-trials", "a", PLAN).await).await;
    assert_eq!((&tried["state"], &tried["trial"]["answers"]), (&json!("done"), &json!(90)));
    assert_eq!(tried["trial"]["tables"][0]["shown"], 100);
    let made = scene.done(scene.ask("/releases", "a", PLAN).await).await;
    assert_eq!((&made["kind"], &made["state"]), (&json!("release"), &json!("done")), "{made}");
    let again = scene.done(scene.ask("/releases", "a", PLAN).await).await;
    assert_eq!(again, made);
    assert_eq!(scene.done(scene.ask("/releases", "b", PLAN).await).await["release"], made["release"]);
    let other = scene.ask("/releases", "a", &format!("{PLAN}\n")).await;
    assert_eq!(problem::code(other).await, "422 idempotency_key_reused");
    assert_eq!(problem::code(scene.ask("/releases", "c", &format!("{PLAN}\n")).await).await, "409 released_otherwise");

    let path = format!("/releases/{}", made["release"].as_str().unwrap());
    let list: Value = scene.get(&format!("/releases?wave={}", scene.wave.id)).await.json().await.unwrap();
    assert_eq!(list["releases"][0]["id"], made["release"]);
    let none: Value = scene.get(&format!("/releases?wave={}", uuid::Uuid::nil())).await.json().await.unwrap();
    assert_eq!(none["releases"], json!([]));
    let release: Value = scene.get(&path).await.json().await.unwrap();
    assert_eq!((&release["plan"], &release["snapshot"]), (&json!(PLAN), &json!(0)));
    for file in release["files"].as_array().unwrap() {
        let reply = scene.get(&format!("{path}/files/{}", file["name"].as_str().unwrap())).await;
        assert_eq!(reply.headers()["content-type"].to_str().unwrap(), file["media_type"].as_str().unwrap());
        assert_eq!(reply.headers()["cache-control"], "private, max-age=31536000, immutable");
        assert!(reply.headers()["content-disposition"].to_str().unwrap().starts_with("attachment; filename="));
        let sha256 = file["sha256"].as_str().unwrap();
        assert_eq!(reply.headers()["etag"], format!("\"{sha256}\""));
        let content = reply.bytes().await.unwrap();
        assert_eq!(
            (content.len() as u64, Digest::of(&content).to_string().as_str()),
            (file["size"].as_u64().unwrap(), sha256)
        );
    }
    parts(&scene, &format!("{path}/files/tables.csv")).await;
    let absent = scene.get(&format!("{path}/files/answers.csv")).await;
    assert_eq!(problem::code(absent).await, "404 release_not_found");
    scene.app.stop().await;
}

#[tokio::test]
async fn a_plan_of_questions_that_tell_on_each_other_is_released_and_its_file_says_how_they_do() {
    let app = TestApp::start().await;
    let mut chance = fastrand::Rng::with_seed(7);
    let answers = std::iter::repeat_with(|| invented_linked::answers(&mut chance)).take(200);
    let wave = archived_with(&app.services, invented_linked::FORM, answers).await;
    let scene = Scene::with(app, wave).await;
    let made = scene.done(scene.ask("/releases", "a", &invented_linked::beside()).await).await;
    assert_eq!((&made["kind"], &made["state"]), (&json!("release"), &json!("done")), "{made}");
    let path = format!("/releases/{}", made["release"].as_str().unwrap());
    let release: Value = scene.get(&path).await.json().await.unwrap();
    let files = release["files"].as_array().unwrap().iter().map(|file| file["name"].as_str().unwrap());
    for file in files {
        let reply = scene.get(&format!("{path}/files/{file}")).await;
        assert_eq!(reply.status(), StatusCode::OK, "{file}");
    }
    let text = scene.get(&format!("{path}/files/release.json")).await.text().await.unwrap();
    let published: Published = serde_json::from_str(&text).unwrap();
    assert_eq!(audit(&published, &[]).err(), None);
    let told: Value = serde_json::from_str(&text).unwrap();
    let by_filter = json!({ "not_asked": ["no", "seldom", "no_answer"] });
    let by_question = json!({ "not_asked": ["not_asked"], "no_answer": ["no_answer"] });
    let [filter, paths, stairs, evening] = ["felt", "unsafe/where:paths", "unsafe/where:stairs", "unsafe/evening"];
    let links = json!([
        { "answer": paths, "with": filter, "same": by_filter },
        { "answer": stairs, "with": paths, "same": by_question },
        { "answer": evening, "with": filter, "same": by_filter },
    ]);
    assert_eq!(told["plan"]["links"], links);
    let table = scene.get(&format!("{path}/files/tables.csv")).await.text().await.unwrap();
    let mut table = csv::Reader::from_reader(table.as_bytes());
    let at = table.headers().unwrap().iter().position(|name| name == "question").unwrap();
    let questions: BTreeSet<String> = table.records().map(|row| row.unwrap()[at].to_owned()).collect();
    assert_eq!(questions, [filter, paths, stairs, evening].map(str::to_owned).into());
    scene.app.stop().await;
}

async fn parts(scene: &Scene, file: &str) {
    let whole = scene.get(file).await;
    let tag = whole.headers()["etag"].to_str().unwrap().to_owned();
    let content = whole.bytes().await.unwrap();
    let get = |headers: &[(&str, &str)]| {
        let request = headers
            .iter()
            .fold(scene.request(Method::GET, file), |request, (name, value)| request.header(*name, *value));
        async { request.send().await.unwrap() }
    };
    let part = get(&[("range", "bytes=10-19"), ("if-range", &tag), ("accept-encoding", "gzip")]).await;
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.headers()["content-range"], format!("bytes 10-19/{}", content.len()));
    assert_eq!(part.headers()["etag"], tag);
    assert_eq!(part.bytes().await.unwrap(), content[10..20]);
    let rest = get(&[("range", "bytes=20-")]).await;
    assert_eq!(rest.bytes().await.unwrap(), content[20..]);
    let other = get(&[("range", "bytes=10-19"), ("if-range", "\"another\"")]).await;
    assert_eq!((other.status(), other.bytes().await.unwrap()), (StatusCode::OK, content.clone()));
    let behind = get(&[("range", "bytes=999999-")]).await;
    assert_eq!(behind.headers()["content-range"], format!("bytes */{}", content.len()));
    assert_eq!(problem::code(behind).await, "416 range_unsatisfiable");
    for range in ["bytes=0-", "bytes=10-19"] {
        let known = get(&[("if-none-match", &tag), ("range", range)]).await;
        assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
        assert!(!known.headers().contains_key("content-range"));
    }
}

/// A plan of which little is shown, because one of its groups is small.
const FINE: &str = "form_id: invented\nbreakdowns:\n  - { name: shade, question: shade }\ntables: [[shade]]\nanswers:\n  - question: colours\n    only: red\n";

#[tokio::test]
async fn a_coarser_plan_is_proposed_to_a_program() {
    let scene = Scene::set(48).await;
    let ask = async |share: u8| {
        let body = json!({ "wave": scene.wave.id, "plan": FINE, "share": share });
        let request = scene.request(Method::POST, "/release-proposals").header("idempotency-key", "a");
        request.json(&body).send().await.unwrap()
    };
    assert_eq!(problem::code(ask(55).await).await, "400 request_invalid");
    let done = scene.done(ask(90).await).await;
    assert_eq!([&done["kind"], &done["share"], &done["trial"]], [&json!("proposal"), &json!(90), &Value::Null]);
    let proposal = &done["proposal"];
    assert_eq!(proposal["steps"][0]["words"], "by shade: left out", "{done}");
    assert_eq!([&proposal["steps"][0]["kind"], &proposal["steps"][0]["by"]], [&json!("without"), &json!(["shade"])]);
    assert_eq!([&proposal["is_enough"], &proposal["trial"]["shown"]], [&json!(true), &json!(100)]);
    let tried = scene.done(scene.ask("/release-trials", "b", proposal["plan"].as_str().unwrap()).await).await;
    assert_eq!(tried["trial"], proposal["trial"], "it shows what it says");
    assert_eq!(problem::code(ask(80).await).await, "422 idempotency_key_reused");
    scene.app.stop().await;
}

#[tokio::test]
async fn an_analyst_takes_a_coarser_plan_over_on_pages() {
    let scene = Scene::set(48).await;
    let app = &scene.app;
    let analyst = app.staff(Role::Analyst, Place::Programme(scene.wave.programme_id)).await;
    let tried = scene.try_on_page(&analyst, FINE).await.headers()["location"].to_str().unwrap().to_owned();
    let page = scene.wait(&analyst, &tried).await;
    assert!(page.contains("En grovere plan") && page.contains("mindst 90 % af felterne"), "{page}");
    let coarser = format!("{tried}/coarser");
    assert_eq!(app.send(&analyst, &coarser, &[("share", "55")]).await.status(), StatusCode::BAD_REQUEST);
    let asked = app.send(&analyst, &coarser, &[("share", "90")]).await.headers()["location"].clone();
    let twice = app.send(&analyst, &coarser, &[("share", "90")]).await;
    assert_eq!(twice.headers()["location"], asked, "two taps ask once");
    let asked = asked.to_str().unwrap();
    let page = scene.wait(&analyst, asked).await;
    for said in ["100 % af felterne", "Der deles ikke mere op efter shade", "Ret i planen"] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let like = page.split("href=\"").filter_map(|rest| rest.split('"').next()).find(|way| way.contains("like="));
    let changed = app.page(&analyst, &like.unwrap().replace("&amp;", "&")).await;
    assert!(changed.contains("planen, du kom fra") && changed.contains("question: colours"), "{changed}");
    let asked = app.send(&analyst, &format!("{asked}/release"), &[]).await;
    let release = scene.wait(&analyst, asked.headers()["location"].to_str().unwrap()).await;
    let release = app.page(&analyst, &release).await;
    assert!(!release.contains("- - shade"), "it was released by the coarser plan: {release}");
    let late = app.send(&analyst, &coarser, &[("share", "100")]).await;
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().await.unwrap().contains("allerede offentliggjort"));
    scene.app.stop().await;
}

#[tokio::test]
async fn a_long_list_is_told_in_parts() {
    let scene = Scene::set(0).await;
    let (app, services) = (&scene.app, &scene.app.services);
    let tx = services.db.begin().await.unwrap();
    let mut ids = Vec::new();
    for snapshot in 0..102_u32 {
        let [plan, published, counted] = ["", "{}", "{}"].map(ToOwned::to_owned);
        // Two on each day.
        let made_on = services.clock.today().checked_add((i64::from(snapshot) / 2).days()).unwrap();
        let (id, software) = (services.clock.identity(), "0.0.0".to_owned());
        let made = Release { id, wave_id: scene.wave.id, snapshot, made_on, software, plan, published, counted };
        assert!(release::insert(&tx, &made).await.unwrap());
        ids.push(id.to_string());
    }
    tx.commit().await.unwrap();
    let listed = async |query: &str| {
        let list: Value = scene.get(&format!("/releases?{query}")).await.json().await.unwrap();
        let ids = list["releases"].as_array().unwrap().iter().map(|release| release["id"].as_str().unwrap().to_owned());
        (ids.collect::<Vec<_>>(), list["next"].as_str().map(ToOwned::to_owned))
    };
    let last: Value = scene.get(&format!("/releases?after={}", ids[100])).await.json().await.unwrap();
    assert_eq!(last["releases"][0]["snapshot"], 101, "each says which revision it is");
    assert_eq!(listed("").await, (ids[..100].to_vec(), Some(ids[99].clone())));
    assert_eq!(listed(&format!("after={}", ids[99])).await, (ids[100..].to_vec(), None));
    let middle = format!("wave={}&limit=3&after={}", scene.wave.id, ids[4]);
    assert_eq!(listed(&middle).await, (ids[5..8].to_vec(), Some(ids[7].clone())));
    let unknown = scene.get("/releases?after=1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21").await;
    assert_eq!(problem::code(unknown).await, "404 release_not_found");
    let elsewhere = Place::Programme(invented::programme(services).await);
    let stranger = app.staff(Role::Reader, elsewhere).await;
    let behind = format!("/staff/releases?behind={}", ids[50]);
    assert_eq!(stranger.get(app.url(&behind)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert!(!app.page(&stranger, "/staff/releases").await.contains(&ids[101]));
    let reader = app.staff(Role::Reader, Place::Programme(scene.wave.programme_id)).await;
    let newest = app.page(&reader, "/staff/releases").await;
    assert!(newest.contains(&ids[101]) && newest.contains(&ids[2]) && !newest.contains(&ids[1]), "{newest}");
    let older = app.page(&reader, &format!("/staff/releases?behind={}", ids[2])).await;
    assert!(older.contains(&ids[1]) && older.contains(&ids[0]) && older.contains("De nyeste"), "{older}");
    assert!(!older.contains(&ids[2]) && !older.contains("Ældre"), "{older}");
    scene.app.stop().await;
}

#[tokio::test]
async fn a_page_says_in_danish_what_is_wrong_with_a_plan() {
    let scene = Scene::set(90).await;
    let analyst = scene.app.staff(Role::Analyst, Place::Programme(scene.wave.programme_id)).await;
    for (wrong, said) in [
        ("tables: [".to_owned(), "Planen kan ikke læses"),
        (PLAN.replace("invented", "another"), "Planen passer ikke til skemaet: Planen er lavet til skemaet"),
        (PLAN.replace("colours", "flavours"), "Skemaet har intet spørgsmål"),
        (PLAN.replace("    only: red\n", ""), "colours kan have flere svar, og hvem der har svaret"),
        (PLAN.replace("[[]]", "[[area]]"), "En tabel nævner"),
        (format!("{PLAN}breakdowns: [{{ name: a, language: [so] }}]\n"), "ikke stillet på sproget so"),
        (format!("{PLAN}breakdowns: [{{ name: a, language: [en, da] }}]\n"), "en, da er alle de sprog"),
    ] {
        let refused = scene.try_on_page(&analyst, &wrong).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text().await.unwrap();
        assert!(page.contains(said), "{said}: {page}");
        assert!(page.contains("planen, som du sendte den") && !page.contains("følger med skemaet. Du kan"), "{page}");
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn an_analyst_of_a_programme_releases_and_a_reader_reads_on_pages() {
    let scene = Scene::set(90).await;
    let app = &scene.app;
    let here = Place::Programme(scene.wave.programme_id);
    let analyst = app.staff(Role::Analyst, here).await;
    let reader = app.staff(Role::Reader, here).await;
    let elsewhere = Place::Programme(invented::programme(&app.services).await);
    let stranger = app.staff(Role::Analyst, elsewhere).await;
    let new = format!("/staff/releases/new?wave={}", scene.wave.id);
    assert_eq!(stranger.get(app.url(&new)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(reader.get(app.url(&new)).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let tried = scene.try_on_page(&analyst, &PLAN.replace('\n', "\r\n")).await;
    let address = tried.headers()["location"].to_str().unwrap().to_owned();
    assert!(scene.wait(&analyst, &address).await.contains("100 % af felterne"));
    let confirm = format!("{address}/release");
    let asked = app.page(&analyst, &confirm).await;
    assert!(asked.contains("Det kan ikke gøres om") && asked.contains("uden at logge ind"), "{asked}");
    let asked = app.send(&analyst, &confirm, &[]).await;
    let asked = asked.headers()["location"].to_str().unwrap().to_owned();
    let twice = app.send(&analyst, &confirm, &[]).await;
    assert_eq!(twice.headers()["location"].to_str().unwrap(), asked);
    let release = scene.wait(&analyst, &asked).await;
    let page = app.page(&reader, &release).await;
    for shown in ["Rød", "67 %", "tables.csv"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let part = async |range: &str| {
        reader.get(app.url(&format!("{release}/files/tables.csv"))).header("range", range).send().await.unwrap()
    };
    assert_eq!(part("bytes=0-9").await.status(), StatusCode::PARTIAL_CONTENT);
    let beyond = part("bytes=10000000-").await;
    assert_eq!(beyond.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    assert!(beyond.headers()["content-range"].to_str().unwrap().starts_with("bytes */"));
    assert_eq!(stranger.get(app.url(&release)).send().await.unwrap().status(), StatusCode::NOT_FOUND);
    let wave = app.page(&analyst, &format!("/staff/waves/{}", scene.wave.id)).await;
    assert!(wave.contains(&release), "the wave leads to its release");
    scene.app.stop().await;
}
