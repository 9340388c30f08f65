//! The pages about answers, as a browser without scripts uses them: one is opened, changed, looked at and settled.

use nabosvar::access::{Place, Role};
use nabosvar::service::catalogue::publish_form;
use nabosvar::store::place::{self, Area};
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::invented;
use crate::pages::{hidden, location};

/// A note in the log book of an area, and somebody who works there.
struct Scene {
    app: TestApp,
    area: Area,
    browser: Client,
    answer: Uuid,
}

fn note(what: &str) -> Value {
    json!({
        "when_and_where": { "happened_on": "2026-11-20", "area": "opdigtet_nord" },
        "kind": "idea",
        "about_person": "no",
        "what": what,
        "next_step": "none",
    })
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        // The shipped log book, with the invented area among its choices.
        let shipped =
            forms::library::all().iter().find(|shipped| shipped.name == "logbog").expect("it is shipped").source;
        let source = shipped.replace("name: motalavej", "name: opdigtet_nord");
        publish_form::publish(&app.services, &nabosvar::access::Actor::operator(), &source).await.expect("it is right");
        let programme_id = invented::programme(&app.services).await;
        let (name, municipality) = ("Opdigtet Nord".to_owned(), "Opdigtet".to_owned());
        let area = Area { id: app.services.clock.identity(), programme_id, name, municipality };
        let tx = app.services.db.begin().await.expect("a transaction");
        place::insert_area(&tx, &area).await.expect("the area is stored");
        tx.commit().await.expect("the transaction commits");
        let browser = app.staff(Role::Coordinator, area.place()).await;
        let answer = app.services.clock.identity();
        let scene = Self { app, area, browser, answer };
        assert_eq!(scene.send(answer, &note("En opdigtet idé"), "").await.status(), StatusCode::CREATED);
        scene
    }

    /// Sends a note as a program of staff does.
    async fn send(&self, id: Uuid, note: &Value, prefer: &str) -> Response {
        let path = format!("/api/v1/forms/logbog/versions/2026-1/responses/{id}");
        let request = self.app.authorised(Method::PUT, &path).await.header("prefer", prefer).json(note);
        request.send().await.expect("the server replies")
    }

    fn path(&self, rest: &str) -> String {
        format!("/staff/answers/{}{rest}", self.answer)
    }

    async fn get(&self, path: &str) -> (StatusCode, String) {
        read(self.browser.get(self.app.url(path)).send().await.expect("the server replies")).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let reply = self.browser.post(self.app.url(path)).form(fields).send().await.expect("the server replies");
        if reply.status() == StatusCode::SEE_OTHER {
            return self.get(location(&reply)).await;
        }
        read(reply).await
    }
}

async fn read(reply: Response) -> (StatusCode, String) {
    (reply.status(), reply.text().await.expect("text"))
}

#[tokio::test]
async fn an_answer_is_read_in_words_changed_and_what_it_said_stays() {
    let scene = Scene::set().await;
    let (_, list) = scene.get("/staff/answers?form=logbog&from=2026-11-01&review=").await;
    assert!(list.contains(&scene.path("")) && list.contains("Logbog") && list.contains("Opdigtet Nord"), "{list}");
    let (_, none) = scene.get("/staff/answers?until=2026-11-01&form=%22%3E%3Cscript%3E&after=x").await;
    assert!(!none.contains(&scene.path("")) && !none.contains("<script>"), "{none}");
    let (status, page) = scene.get(&scene.path("")).await;
    assert_eq!(status, StatusCode::OK);
    for shown in ["Hvad skete der?", "En opdigtet idé", "Idé", "Svaret er, som det kom", "/q/what?to=what"] {
        assert!(page.contains(shown), "{shown}: {page}");
    }
    let (_, seen) = scene.get(&scene.path("/q/what")).await;
    let base = hidden(&seen, "-seen").to_owned();
    let change = |what: &'static str| [("-seen", base.clone()), ("what", what.to_owned())];
    let empty: Vec<_> = change("").into_iter().collect();
    let empty: Vec<(&str, &str)> = empty.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let (status, wrong) = scene.post(&scene.path("/q/what"), &empty).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.contains("Skriv, hvad der skete.") && wrong.contains("Gem alligevel"), "{wrong}");
    let (status, done) = scene.post(&scene.path("/q/what"), &[("-seen", &base), ("what", "Noget andet <b>")]).await;
    assert_eq!(status, StatusCode::OK);
    for shown in ["Gemt.", "Noget andet &lt;b&gt;", "<del>En opdigtet idé</del>", "Opdigtet Person"] {
        assert!(done.contains(shown), "{shown}: {done}");
    }
    let (status, late) = scene.post(&scene.path("/q/what"), &[("-seen", &base), ("what", "For sent")]).await;
    assert_eq!(status, StatusCode::CONFLICT);
    assert!(late.contains("En anden var først") && late.contains("Noget andet") && late.contains("For sent"), "{late}");
    let (status, again) =
        scene.post(&scene.path("/q/what"), &[("-seen", hidden(&late, "-seen")), ("what", "For sent")]).await;
    assert!(status == StatusCode::OK && again.contains("For sent"), "{again}");
    scene.app.stop().await;
}

#[tokio::test]
async fn what_a_change_brings_up_is_asked_before_anything_is_kept() {
    let scene = Scene::set().await;
    let (_, seen) = scene.get(&scene.path("/q/about_person")).await;
    let base = hidden(&seen, "-seen").to_owned();
    let (status, asked) =
        scene.post(&scene.path("/q/about_person"), &[("-seen", &base), ("about_person", "yes")]).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.contains("sagt ja til") && asked.contains("/q/consent"), "{asked}");
    assert!(scene.get(&scene.path("")).await.1.contains("Svaret er, som det kom"));
    let answers = hidden(&asked, "-answers").replace("&quot;", "\"").replace("&amp;", "&");
    let fields = [("-seen", base.as_str()), ("-answers", &answers), ("consent", "yes")];
    let (status, done) = scene.post(&scene.path("/q/consent"), &fields).await;
    assert!(status == StatusCode::OK && done.contains("<ins>Ja</ins>"), "{done}");
    let foreign = [("-seen", hidden(&scene.get(&scene.path("/q/kind")).await.1, "-seen").to_owned())];
    let (status, _) = scene.post(&scene.path("/q/unheard-of"), &[("-seen", &foreign[0].1)]).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_late_answer_that_breaks_rules_is_looked_at_and_accepted_for_a_reason() {
    let scene = Scene::set().await;
    let id = scene.app.services.clock.identity();
    let mut late = note("En sen idé");
    late["when_and_where"]["happened_on"] = json!("2027-01-01");
    assert_eq!(scene.send(id, &late, "").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let kept = scene.send(id, &late, "respond-async, handling=lenient").await;
    assert_eq!(kept.status(), StatusCode::CREATED);
    assert_eq!(kept.json::<Value>().await.unwrap()["review"], "needed");
    let path = format!("/api/v1/forms/logbog/versions/2026-1/responses/{id}");
    let read: Value = scene.app.authorised(Method::GET, &path).await.send().await.unwrap().json().await.unwrap();
    assert_eq!(read["violations"][0]["path"], "when_and_where/happened_on");

    let (_, list) = scene.get("/staff/answers?review=needed").await;
    assert!(list.contains(&id.to_string()) && !list.contains(&scene.answer.to_string()), "{list}");
    let one = format!("/staff/answers/{id}");
    let (_, page) = scene.get(&one).await;
    assert!(page.contains("Hvilken dag skete det?") && page.contains("Datoen kan ikke ligge efter i dag."), "{page}");
    let seen = hidden(&page, "seen").to_owned();
    let (status, wrong) = scene.post(&format!("{one}/review"), &[("seen", &seen), ("reason", " ")]).await;
    assert!(status == StatusCode::UNPROCESSABLE_ENTITY && wrong.contains("href=\"#accept-reason\""), "{wrong}");
    let accepted = [("seen", seen.as_str()), ("reason", "Uret stod forkert")];
    let (status, done) = scene.post(&format!("{one}/review"), &accepted).await;
    assert_eq!(status, StatusCode::OK);
    assert!(done.contains("Uret stod forkert") && !done.contains("Skal gennemgås"), "{done}");
    let admin = scene.app.staff(Role::Administrator, Place::Installation).await;
    let log = admin.get(scene.app.url("/staff/log")).send().await.unwrap().text().await.unwrap();
    assert!(log.contains("Gennemgået") && log.contains(&id.to_string()) && !log.contains("Uret"), "{log}");
    scene.app.stop().await;
}

#[tokio::test]
async fn what_came_twice_is_seen_side_by_side_and_settled_once() {
    let scene = Scene::set().await;
    assert_eq!(scene.send(scene.answer, &note("En anden idé"), "").await.status(), StatusCode::CONFLICT);
    let (_, list) = scene.get("/staff/quarantine").await;
    let case = list.split("/staff/quarantine/").nth(1).expect("a case").split('"').next().unwrap().to_owned();
    let one = format!("/staff/quarantine/{case}");
    let (_, page) = scene.get(&one).await;
    assert!(
        page.contains("En opdigtet idé") && page.contains("En anden idé") && page.contains("ét spørgsmål"),
        "{page}"
    );
    let first = hidden(&page, "first").to_owned();
    let stale = [("resolution", "take_second"), ("first", "ab")];
    assert_eq!(scene.post(&one, &stale).await.0, StatusCode::CONFLICT);
    let take = [("resolution", "take_second"), ("first", first.as_str())];
    for _ in 0..2 {
        let (status, done) = scene.post(&one, &take).await;
        assert!(status == StatusCode::OK && done.contains("Afgjort."), "{done}");
    }
    let (status, other) = scene.post(&one, &[("resolution", "split"), ("first", &first)]).await;
    assert!(status == StatusCode::CONFLICT && other.contains("Det er afgjort."), "{other}");
    assert!(scene.get(&scene.path("")).await.1.contains("Rettet til det, der kom senere"));
    scene.app.stop().await;
}

#[tokio::test]
async fn answers_of_other_places_are_not_there() {
    let scene = Scene::set().await;
    assert_eq!(scene.send(scene.answer, &note("En anden idé"), "").await.status(), StatusCode::CONFLICT);
    let (_, list) = scene.get("/staff/quarantine").await;
    let case = list.split("/staff/quarantine/").nth(1).expect("a case").split('"').next().unwrap().to_owned();
    let elsewhere =
        Area { id: scene.app.services.clock.identity(), name: "Opdigtet Syd".to_owned(), ..scene.area.clone() };
    let tx = scene.app.services.db.begin().await.unwrap();
    place::insert_area(&tx, &elsewhere).await.unwrap();
    tx.commit().await.unwrap();
    let stranger = scene.app.staff(Role::Coordinator, elsewhere.place()).await;
    let (answer, question, review) = (scene.path(""), scene.path("/q/what"), scene.path("/review"));
    let settle = format!("/staff/quarantine/{case}");
    let fields =
        [("resolution", "split"), ("first", "a"), ("-seen", "a"), ("what", "b"), ("seen", "a"), ("reason", "c")];
    for (method, path) in [
        (Method::GET, &answer),
        (Method::GET, &question),
        (Method::POST, &question),
        (Method::POST, &review),
        (Method::GET, &settle),
        (Method::POST, &settle),
    ] {
        let reply = stranger.request(method.clone(), scene.app.url(path)).form(&fields).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{method} {path}");
    }
    let list = stranger.get(scene.app.url("/staff/answers")).send().await.unwrap().text().await.unwrap();
    assert!(!list.contains(&scene.answer.to_string()) && !list.contains("Opdigtet Nord"), "{list}");
    let analyst = scene.app.staff(Role::Analyst, scene.area.place()).await;
    let page = analyst.get(scene.app.url(&answer)).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("En opdigtet idé") && !page.contains("/q/what"), "{page}");
    scene.app.stop().await;
}
