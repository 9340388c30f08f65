//! Waves as staff see them in a browser without scripts: set up, tried, opened, closed, and only their own.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{self, Wave};
use nabosvar::store::place::Area;
use reqwest::{Client, Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::invented;
use crate::invented_observations;
use crate::pages::{fill, hidden, location, response_of, root, send};
use crate::problem;

/// The shipped survey, as the choice of forms has it.
const SURVEY: &str = "tryghed 2026-1";

/// An area with its coordinator, and a coordinator of somewhere else.
struct Scene {
    app: TestApp,
    area: Area,
    own: Client,
    other: Client,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let form = invented::FORM.replace("default_language: da\n", "default_language: da\naudience: resident\n");
        publish_form::publish(&app.services, &Actor::operator(), &form).await.unwrap();
        let area = app.area("Opdigtet Nord").await;
        let own = app.staff(Role::Coordinator, area.place()).await;
        let elsewhere = Place::Programme(invented::programme(&app.services).await);
        let other = app.staff(Role::Coordinator, elsewhere).await;
        Self { app, area, own, other }
    }

    async fn get(&self, path: &str) -> String {
        self.app.page(&self.own, path).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.app.send(&self.own, path, fields).await
    }

    /// Sets a wave up with some answers of its form changed, and gives its address.
    async fn set_up(&self, changed: &[(&str, &str)]) -> String {
        let page = self.get("/staff/waves/new").await;
        let (id, area) = (hidden(&page, "id"), self.area.id.to_string());
        let mut fields = vec![
            ("id", id),
            ("name", "Opdigtet <b>måling"),
            ("form", "invented 1"),
            ("areas", &area),
            ("access", "open_link"),
            ("identity", "anonymous"),
            ("starts_on", "2026-12-01"),
            ("ends_on", "2026-12-24"),
        ];
        for (name, value) in changed {
            fields.retain(|(known, _)| known != name);
            fields.push((name, value));
        }
        let done = self.post("/staff/waves/new", &fields).await;
        let twice = self.post("/staff/waves/new", &fields).await;
        assert_eq!(location(&done), location(&twice));
        location(&done).to_owned()
    }

    async fn wave(&self, address: &str) -> Wave {
        let id = address.rsplit('/').next().unwrap().parse().unwrap();
        waves::find(&self.app.services, id).await.unwrap().unwrap()
    }

    async fn answers(&self, wave: &Wave) -> u64 {
        waves::progress(&self.app.services, wave.id).await.unwrap().unwrap().answers
    }

    async fn act(&self, address: &str, deed: &str) -> Response {
        self.post(&format!("{address}/act"), &[("deed", deed)]).await
    }
}

#[tokio::test]
async fn a_wave_is_set_up_with_every_mistake_told_beside_its_field() {
    let scene = Scene::set().await;
    let page = scene.get("/staff/waves/new").await;
    // The only area there is is chosen already.
    assert!(page.contains("checked") && page.contains("Opdigtet Nord"));
    let id = hidden(&page, "id");
    let empty = scene.post("/staff/waves/new", &[("id", id), ("target", "mange"), ("opens_at", "8")]).await;
    assert_eq!(empty.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let told = empty.text().await.unwrap();
    for name in ["name", "form", "areas", "access", "identity", "target", "starts_on", "ends_on", "opens_at"] {
        assert!(told.contains(&format!("href=\"#{name}\"")), "{name}");
    }
    assert!(told.contains("value=\"mange\""));
    let address = scene.set_up(&[("target", "40"), ("languages", "da")]).await;
    let shown = scene.get(&address).await;
    assert!(
        shown.contains("Opdigtet &lt;b&gt;måling") && shown.contains("Kladde") && shown.contains("1. december 2026")
    );
    let version = hidden(&scene.get(&format!("{address}/edit")).await, "version").to_owned();
    let backwards = [
        ("version", version.as_str()),
        ("name", "Ny"),
        ("form", "invented 1"),
        ("areas", &scene.area.id.to_string()),
        ("access", "kiosk"),
        ("identity", "anonymous"),
        ("starts_on", "2026-12-24"),
        ("ends_on", "2026-12-01"),
    ];
    let refused = scene.post(&format!("{address}/edit"), &backwards).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("href=\"#ends_on\""));
    assert_eq!(scene.wave(&address).await.version, 1);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_wave_is_tried_and_then_opened_and_what_was_tried_never_counts() {
    let scene = Scene::set().await;
    let address = scene.set_up(&[("languages", "da")]).await;
    let wave = scene.wave(&address).await;
    let link = root(&wave);
    assert_eq!(scene.app.get(&link).await.status(), StatusCode::GONE);
    assert_eq!(location(&scene.act(&address, "test").await), address);
    assert!(scene.get(&address).await.contains(&format!("{link}\"")));
    assert_eq!(scene.app.get(&format!("{link}/en")).await.status(), StatusCode::NOT_FOUND, "it is not offered");
    let review = fill(&scene.app, &link).await;
    assert!(review.contains("class=\"demo preview\""));
    let sent = send(&scene.app, &format!("{link}/da/review"), &[("response", response_of(&review))]).await;
    assert_eq!(location(&sent), format!("{link}/da/thanks"));
    assert_eq!(scene.answers(&wave).await, 0);
    // What is under way when it opens is of the try, and stays there.
    fill(&scene.app, &link).await;
    assert_eq!(location(&scene.act(&address, "open-now").await), address);
    let gone = send(&scene.app, &format!("{link}/da/review"), &[("response", response_of(&review))]).await;
    assert_ne!(gone.status(), StatusCode::SEE_OTHER);
    let review = fill(&scene.app, &link).await;
    assert!(!review.contains("demo preview"));
    send(&scene.app, &format!("{link}/da/review"), &[("response", response_of(&review))]).await;
    assert_eq!(scene.answers(&wave).await, 1);
    let poster = scene.get(&format!("{address}/poster")).await;
    assert_eq!(poster.matches("class=\"poster\"").count(), 1);
    assert_eq!(scene.act(&address, "archive").await.status(), StatusCode::UNPROCESSABLE_ENTITY);
    for deed in ["close", "close", "archive"] {
        assert_eq!(location(&scene.act(&address, deed).await), address, "{deed}");
    }
    assert!(scene.get("/staff/waves").await.contains("Arkiverede"));
    let id = address.rsplit('/').next().unwrap();
    let copied = scene.get(&format!("/staff/waves/new?copy={id}")).await;
    assert!(copied.contains("value=\"Opdigtet &lt;b&gt;måling\"") && copied.contains("value=\"2026-11-21\""));
    scene.app.stop().await;
}

#[tokio::test]
async fn waves_of_others_are_not_found() {
    let scene = Scene::set().await;
    let address = scene.set_up(&[]).await;
    assert!(
        !scene
            .other
            .get(scene.app.url("/staff/waves"))
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
            .contains("Opdigtet &lt;b&gt;")
    );
    let id = address.rsplit('/').next().unwrap();
    for path in
        [address.clone(), format!("{address}/edit"), format!("{address}/poster"), format!("/staff/waves/new?copy={id}")]
    {
        assert_eq!(
            scene.other.get(scene.app.url(&path)).send().await.unwrap().status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let act = scene.other.post(scene.app.url(&format!("{address}/act"))).form(&[("deed", "open-now")]);
    assert_eq!(act.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    assert_eq!(scene.wave(&address).await.version, 1);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_kiosk_goes_back_to_its_beginning_and_keeps_nothing_of_the_last_answer() {
    let scene = Scene::set().await;
    let address = scene.set_up(&[("access", "kiosk")]).await;
    scene.act(&address, "open-now").await;
    let wave = scene.wave(&address).await;
    let link = root(&wave);
    assert!(scene.get(&address).await.contains(&format!("{link}\"")));
    let refresh = |reply: &Response| reply.headers().get("refresh").map(|value| value.to_str().unwrap().to_owned());
    let idle = Some(format!("300; url={link}"));
    let first = scene.app.get(&link).await;
    assert_eq!((refresh(&first), first.headers()["cache-control"].to_str().unwrap()), (None, "no-store"));
    let review = fill(&scene.app, &link).await;
    let question = scene.app.get(&format!("{link}/da/q/name")).await;
    assert_eq!(refresh(&question), idle);
    let shown = question.text().await.unwrap();
    assert!(shown.contains("value=\"Nobody\"") && !shown.contains(&format!("href=\"{link}\"")));
    // Somebody went away: nobody goes on with what they have begun.
    scene.app.get(&link).await;
    let gone = scene.app.get(&format!("{link}/da/q/name")).await;
    assert_eq!((gone.status(), refresh(&gone)), (StatusCode::NOT_FOUND, idle));
    assert!(!gone.text().await.unwrap().contains("Nobody"));
    assert!(!scene.app.get(&format!("{link}/da")).await.text().await.unwrap().contains("/resume"));
    let late = send(&scene.app, &format!("{link}/da/review"), &[("response", response_of(&review))]).await;
    assert_eq!(late.status(), StatusCode::NOT_FOUND);
    assert_eq!(scene.answers(&wave).await, 0);
    let review = fill(&scene.app, &link).await;
    let sent = send(&scene.app, &format!("{link}/da/review"), &[("response", response_of(&review))]).await;
    let thanks = scene.app.get(location(&sent)).await;
    assert_eq!(refresh(&thanks), Some(format!("60; url={link}")));
    assert!(scene.app.get(&format!("{link}/da/review")).await.status() == StatusCode::SEE_OTHER);
    assert_eq!(scene.answers(&wave).await, 1);
    scene.app.stop().await;
}

#[tokio::test]
async fn who_can_be_known_is_told_who_decides_why_and_until_when() {
    let scene = Scene::set().await;
    let page = scene.get("/staff/waves/new").await;
    let area = scene.area.id.to_string();
    let mut fields = vec![
        ("id", hidden(&page, "id")),
        ("name", "Opdigtet"),
        ("form", "invented 1"),
        ("areas", &area),
        ("access", "open_link"),
        ("identity", "confidential"),
        ("starts_on", "2026-11-01"),
        ("ends_on", "2026-11-30"),
    ];
    let refused = scene.post("/staff/waves/new", &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let told = refused.text().await.unwrap();
    for name in ["controller", "contact", "legal_basis", "kept_months"] {
        assert!(told.contains(&format!("href=\"#{name}\"")), "{name}");
    }
    let notice = [
        ("controller", "Den opdigtede <helhedsplan>"),
        ("contact", "post@invented.example"),
        ("legal_basis", "consent"),
        ("kept_months", "6"),
    ];
    fields.extend(notice);
    let done = scene.post("/staff/waves/new", &fields).await;
    let address = location(&done).to_owned();
    scene.act(&address, "open").await;
    let link = root(&scene.wave(&address).await);
    let start = scene.app.get(&format!("{link}/da")).await.text().await.unwrap();
    for words in ["Den opdigtede &lt;helhedsplan&gt;", "post@invented.example", "Fordi du siger ja", "30. maj 2027"] {
        assert!(start.contains(words), "{words}");
    }
    assert!(scene.app.get(&format!("{link}/en")).await.text().await.unwrap().contains("Because you agree"));
    scene.app.stop().await;
}

#[tokio::test]
async fn an_open_wave_gets_another_end_with_every_mistake_told_beside_its_field() {
    let scene = Scene::set().await;
    let address = scene.set_up(&[]).await;
    let end = format!("{address}/end");
    assert!(!scene.get(&address).await.contains(&end), "a draft is changed as a whole");
    scene.act(&address, "open-now").await;
    assert!(scene.get(&address).await.contains(&end));
    let version = hidden(&scene.get(&end).await, "version").to_owned();
    let send = |ends_on: &'static str, closes_at: &'static str| {
        let fields =
            [("version", version.clone()), ("ends_on", ends_on.to_owned()), ("closes_at", closes_at.to_owned())];
        scene.own.post(scene.app.url(&end)).form(&fields).send()
    };
    for (ends_on, closes_at, field) in
        [("i morgen", "", "ends_on"), ("2026-12-31", "8", "closes_at"), ("2026-11-20", "", "ends_on")]
    {
        let refused = send(ends_on, closes_at).await.unwrap();
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let told = refused.text().await.unwrap();
        assert!(
            told.contains(&format!("href=\"#{field}\"")) && told.contains(&format!("value=\"{ends_on}\"")),
            "{told}"
        );
    }
    for _ in 0..2 {
        assert_eq!(location(&send("2026-12-31", "20:00").await.unwrap()), address);
    }
    assert!(scene.get(&address).await.contains("31. december 2026"));
    let late = send("2027-01-31", "").await.unwrap();
    assert_eq!(late.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.text().await.unwrap().contains("En anden har ændret målingen imens"));
    let fields = [("version", version.as_str()), ("ends_on", "2027-01-31")];
    let other = scene.other.post(scene.app.url(&end)).form(&fields).send().await.unwrap();
    assert_eq!(other.status(), StatusCode::NOT_FOUND);
    scene.app.stop().await;
}

#[tokio::test]
async fn before_it_opens_a_wave_says_how_small_a_change_it_can_show() {
    let scene = Scene::set().await;
    publish_form::publish_shipped(&scene.app.services).await.unwrap();
    invented_observations::keep(&scene.app.services, &scene.area).await;
    let address = scene.set_up(&[("form", SURVEY), ("target", "300")]).await;
    let page = scene.get(&address).await;
    assert!(page.contains("Hvor små ændringer kan målingen vise?") && page.contains("80 % af 320 svar"), "{page}");
    // The formula for 320 answers before and 300 now gives 8.2 points up and 9.7 down, and they are rounded up.
    assert!(page.contains("9 procentpoint") && page.contains("10 procentpoint"), "{page}");
    // A program that plans it asks for as many answers as it likes.
    let wave = address.rsplit('/').next().unwrap();
    let ask = async |wave: &str, answers: &str| {
        let path = format!("/api/v1/waves/{wave}/smallest-changes?answers={answers}");
        scene.app.authorised(Method::GET, &path).await.send().await.unwrap()
    };
    let told: Value = ask(wave, "300").await.json().await.unwrap();
    let safety = &told["indicators"][0];
    assert_eq!((&safety["indicator"], &safety["before_answers"]), (&json!("basic_safety"), &json!(320)));
    let of = |told: &Value, name: &str| told["indicators"][0][name].as_f64().unwrap();
    assert!((of(&told, "rise") - 0.082).abs() < 5e-4 && (of(&told, "fall") - 0.097).abs() < 5e-4, "{told}");
    let more: Value = ask(wave, "900").await.json().await.unwrap();
    assert!(of(&more, "rise") < of(&told, "rise"), "{more}");
    for (wave, answers, code) in [
        (wave, "0", "400 parameter_invalid"),
        (wave, "1000001", "400 parameter_invalid"),
        (&uuid::Uuid::from_u128(8).to_string(), "300", "404 wave_not_found"),
    ] {
        assert_eq!(problem::code(ask(wave, answers).await).await, code);
    }
    let without = scene.set_up(&[("form", SURVEY), ("target", "")]).await;
    assert!(!scene.get(&without).await.contains("Hvor små ændringer"));
    scene.app.stop().await;
}
