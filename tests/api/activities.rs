//! Activities as staff see them in a browser without scripts: planned, registered, taken back, and only their own.

use nabosvar::access::{Place, Role};
use nabosvar::store::place::Area;
use reqwest::{Client, Response, StatusCode};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::invented;
use crate::pages::{hidden, location};

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

    /// Plans an activity of every Tuesday in November, and gives its address.
    async fn plan(&self) -> String {
        let page = self.get("/staff/activities/new").await;
        let (id, area) = (hidden(&page, "id"), self.area.id.to_string());
        let mut fields = fields(id, &area);
        fields.retain(|(name, _)| *name != "place");
        let refused = self.post("/staff/activities/new", &fields).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text().await.unwrap();
        assert!(page.contains("href=\"#place\"") && page.contains("value=\"Opdigtet &lt;b&gt;caf\u{e9}\""), "{page}");
        fields.push(("place", "Det opdigtede beboerhus"));
        let done = self.post("/staff/activities/new", &fields).await;
        let twice = self.post("/staff/activities/new", &fields).await;
        assert_eq!(location(&done), location(&twice));
        location(&done).to_owned()
    }
}

fn fields<'f>(id: &'f str, area: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("id", id),
        ("name", "Opdigtet <b>café"),
        ("focus_area", "education"),
        ("areas", area),
        ("place", "Det opdigtede beboerhus"),
        ("every", "week"),
        ("first_on", "2026-11-03"),
        ("last_on", "2026-11-24"),
    ]
}

/// The address of the first session of a page that can be registered.
fn session(page: &str) -> String {
    let link = page.split("href=\"/staff/sessions/").nth(1).expect("a session");
    format!("/staff/sessions/{}", link.split('"').next().unwrap())
}

#[tokio::test]
async fn an_activity_is_planned_a_session_registered_and_taken_back() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    let page = scene.get(&activity).await;
    assert!(
        page.contains("Opdigtet &lt;b&gt;café") && page.contains("3 gange mangler at blive registreret."),
        "{page}"
    );
    let session = session(&page);
    let sheet = scene.get(&session).await;
    let (id, seen) = (hidden(&sheet, "id"), "");
    let typed = |women: &'static str| {
        let mut fields = vec![("id", id), ("seen", seen), ("age_6_12-women", women), ("age_60-men", "2")];
        fields.extend([("first_timers", "1"), ("volunteers", "2"), ("note", "en opdigtet note")]);
        fields
    };
    let refused = scene.post(&session, &typed("mange")).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(page.contains("value=\"mange\"") && page.contains("en opdigtet note"), "what was typed is still there");
    let saved = location(&scene.post(&session, &typed("5")).await).to_owned();
    assert_eq!(location(&scene.post(&session, &typed("5")).await), saved, "a second click");
    let month = scene.get(&saved).await;
    assert!(month.contains("Antal deltagere: 7.") && month.contains("2 gange mangler"), "{month}");

    // Somebody who still has the old page open.
    let mut late = typed("9");
    let other = Uuid::from_u128(9).to_string();
    late[0] = ("id", &other);
    let conflict = scene.post(&session, &late).await;
    assert_eq!(conflict.status(), StatusCode::CONFLICT);
    assert_eq!(hidden(&conflict.text().await.unwrap(), "seen"), id);

    let next = scene.get(&self::session(&scene.get(&activity).await.replace(&session, ""))).await;
    assert!(
        next.contains("Tallene er fra sidste gang")
            && next.contains(
                "name=\"age_6_12-women\" type=\"number\" inputmode=\"numeric\" min=\"0\" max=\"1000\" value=\"5\""
            ),
        "{next}"
    );
    let undone = location(&scene.post(&format!("{session}/undo"), &[("registration", id)]).await).to_owned();
    assert_eq!(location(&scene.post(&format!("{session}/undo"), &[("registration", id)]).await), undone);
    assert!(scene.get(&undone).await.contains("3 gange mangler"));
    scene.app.stop().await;
}

#[tokio::test]
async fn what_changed_meanwhile_is_shown_and_not_written_over() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    let edit = format!("{activity}/edit");
    let version = hidden(&scene.get(&edit).await, "version").to_owned();
    let area = scene.area.id.to_string();
    let mut changed = fields("", &area);
    changed.push(("version", &version));
    changed[1] = ("name", "Opdigtet klub");
    assert_eq!(location(&scene.post(&edit, &changed).await), activity);
    changed[1] = ("name", "Opdigtet værksted");
    let late = scene.post(&edit, &changed).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
    let page = late.text().await.unwrap();
    assert!(page.contains("En anden har rettet") && page.contains("value=\"Opdigtet klub\""), "{page}");
    let ended = location(&scene.post(&format!("{activity}/end"), &[("version", "2")]).await).to_owned();
    assert!(scene.get(&ended).await.contains("blev afsluttet"));
    changed[1] = ("takes_sign_ups", "yes");
    changed.push(("name", "Opdigtet klub"));
    let last = changed.len() - 2;
    changed[last] = ("version", "3");
    let without_mail = scene.post(&edit, &changed).await;
    assert_eq!(without_mail.status(), StatusCode::CONFLICT);
    assert!(without_mail.text().await.unwrap().contains("Der kan ikke sendes mails"));
    scene.app.stop().await;
}

#[tokio::test]
async fn who_works_elsewhere_finds_nothing() {
    let scene = Scene::set().await;
    let activity = scene.plan().await;
    let session = session(&scene.get(&activity).await);
    let area = scene.area.id.to_string();
    let month = scene.other.get(scene.app.url("/staff/activities")).send().await.unwrap().text().await.unwrap();
    assert!(!month.contains("Opdigtet &lt;b&gt;café"));
    let edit = format!("{activity}/edit");
    for path in [&activity, &edit, &session, &format!("{session}/people"), &format!("{session}/people/new")] {
        let reply = scene.other.get(scene.app.url(path)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
    }
    let id = Uuid::from_u128(7).to_string();
    for (path, fields) in [
        (edit.clone(), [fields("", &area), vec![("version", "1")]].concat()),
        (format!("{activity}/end"), vec![("version", "1")]),
        (format!("{activity}/days"), vec![("on", "2026-12-24")]),
        (session.clone(), vec![("id", id.as_str())]),
        (format!("{session}/undo"), vec![("registration", id.as_str())]),
        (format!("{session}/cancel"), Vec::new()),
        (format!("{session}/people"), Vec::new()),
        (format!("{session}/people/new"), vec![("id", id.as_str())]),
        (format!("{session}/people/{id}/told"), Vec::new()),
        (format!("{session}/people/{id}/withdraw"), Vec::new()),
        (format!("{session}/people/{id}/remove"), Vec::new()),
        ("/staff/activities/new".to_owned(), fields(&id, &area)),
    ] {
        let reply = scene.other.post(scene.app.url(&path)).form(&fields).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn the_sessions_of_a_year_are_fetched_by_who_reads_what_was_collected() {
    let scene = Scene::set().await;
    scene.plan().await;
    assert!(scene.get("/staff/activities").await.contains("/staff/activities/export/danish.csv?year=2026"));
    let analyst = scene.app.staff(Role::Analyst, scene.area.place()).await;
    let get =
        |client: &Client, path: &str| client.get(scene.app.url(&format!("/staff/activities/export/{path}"))).send();
    let file = get(&analyst, "csv?year=2026").await.unwrap();
    assert_eq!(file.headers()["content-disposition"], "attachment; filename=\"gange-2026.csv\"");
    assert_eq!(file.headers()["content-type"], "text/csv; charset=utf-8");
    assert_eq!(file.text().await.unwrap().lines().count(), 1 + 4);
    for path in ["exe?year=2026", "csv", "csv?year=now"] {
        assert_eq!(get(&analyst, path).await.unwrap().status(), StatusCode::NOT_FOUND, "{path}");
    }
    let reader = scene.app.staff(Role::Reader, scene.area.place()).await;
    assert_eq!(get(&reader, "csv?year=2026").await.unwrap().status(), StatusCode::FORBIDDEN);
    scene.app.stop().await;
}
