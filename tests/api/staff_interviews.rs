//! Answers that staff write down for somebody, in a browser without scripts: page by page, stored once, and only where they work.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::waves::{self, Access, Identity, Terms, Wave};
use nabosvar::service::{Name, open_wave};
use nabosvar::store::place::Area;
use reqwest::{Client, Response, StatusCode};

use crate::harness::TestApp;
use crate::invented;
use crate::pages::{location, response_of};

struct Scene {
    app: TestApp,
    wave: Wave,
    root: String,
    own: Client,
}

impl Scene {
    async fn set(identity: Identity) -> Self {
        let app = TestApp::start().await;
        publish_form::publish(&app.services, &Actor::operator(), invented::FORM).await.unwrap();
        let area: Area = app.area("Opdigtet Nord").await;
        let name: Name = "Opdigtede <b>samtaler".parse().unwrap();
        let command = open_wave::Command {
            programme_id: area.programme_id,
            form_id: "invented".to_owned(),
            version: "1".to_owned(),
            name,
            identity,
            starts_on: "2026-11-01".parse().unwrap(),
            ends_on: "2026-11-30".parse().unwrap(),
            terms: Terms { access: Access::StaffOnly, areas: vec![area.id], ..Terms::default() },
        };
        let wave = open_wave::open(&app.services, &Actor::operator(), command).await.unwrap();
        let own = app.staff(Role::Coordinator, area.place()).await;
        let root = format!("/staff/waves/{}/answer", wave.id);
        Self { app, wave, root, own }
    }

    async fn get(&self, path: &str) -> String {
        let reply = self.own.get(self.app.url(path)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::OK, "{path}");
        reply.text().await.unwrap()
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.own.post(self.app.url(path)).form(fields).send().await.unwrap()
    }

    /// From the choice of a language to the last page, which is given.
    async fn fill(&self) -> String {
        let mut at = format!("{}/da", self.root);
        let pages: [&[(&str, &str)]; 4] =
            [&[], &[("name", "Nobody")], &[("age", "42")], &[("colours", "blue"), ("colours", "red")]];
        for fields in pages {
            location(&self.post(&at, fields).await).clone_into(&mut at);
        }
        assert_eq!(at, format!("{}/da/review", self.root));
        self.get(&at).await
    }

    async fn answers(&self) -> u64 {
        waves::progress(&self.app.services, self.wave.id).await.unwrap().unwrap().answers
    }
}

#[tokio::test]
async fn what_somebody_says_is_written_down_page_by_page_and_stored_once() {
    let scene = Scene::set(Identity::Confidential).await;
    let home = format!("/staff/waves/{}", scene.wave.id);
    for path in ["/staff", &home] {
        assert!(scene.get(path).await.contains(&format!("href=\"{}\"", scene.root)), "{path}");
    }
    let first = scene.get(&scene.root).await;
    assert!(first.contains("Tilbage til målingen") && first.contains("hreflang=\"en\""), "{first}");
    let review = scene.fill().await;
    assert!(review.contains("Nobody") && review.contains(&format!("href=\"{home}\"")), "{review}");
    let (send, fields) = (format!("{}/da/review", scene.root), [("response", response_of(&review))]);
    let (one, other) = tokio::join!(scene.post(&send, &fields), scene.post(&send, &fields));
    for reply in [&one, &other, &scene.post(&send, &fields).await] {
        assert!(location(reply).starts_with(&format!("{}/da/thanks", scene.root)));
    }
    assert_eq!(scene.answers().await, 1);
    let thanks = scene.get(location(&one)).await;
    assert!(thanks.contains("Svaret er gemt") && thanks.contains("Skriv et svar mere"), "{thanks}");
    // The form does not ask where somebody lives, so the answer is of the whole programme.
    let reader = scene.app.staff(Role::Coordinator, Place::Programme(scene.wave.programme_id)).await;
    let answer = reader.get(scene.app.url(&format!("/staff/answers/{}", response_of(&review)))).send().await.unwrap();
    let answer = answer.text().await.unwrap();
    assert!(answer.contains("Skrevet ned for den, der svarede") && answer.contains("Opdigtet Person"), "{answer}");
    // The next one begins anew.
    assert!(!scene.get(&format!("{}/da", scene.root)).await.contains("/resume"));
    scene.app.stop().await;
}

#[tokio::test]
async fn it_can_be_left_and_taken_up_again_but_by_nobody_else() {
    let scene = Scene::set(Identity::Anonymous).await;
    scene.fill().await;
    let start = format!("{}/da", scene.root);
    assert!(scene.get(&start).await.contains("/resume"));
    // A colleague at the same computer: the cookies of one browser, and another person.
    let place = Place::Programme(scene.wave.programme_id);
    let email = scene.app.account(Role::Coordinator, place).await;
    scene.app.log_in(&scene.own, &email, crate::people::PASSWORD, "").await;
    assert!(!scene.get(&start).await.contains("/resume"));
    let page = scene.own.get(scene.app.url(&format!("{start}/q/name"))).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::NOT_FOUND);
    assert!(!page.text().await.unwrap().contains("Nobody"));
    waves::life::close(&scene.app.services, &Actor::operator(), scene.wave.id).await.unwrap();
    let closed = scene.own.get(scene.app.url(&start)).send().await.unwrap();
    assert_eq!(closed.status(), StatusCode::GONE);
    assert!(!scene.get("/staff").await.contains(&scene.root));
    assert_eq!(scene.answers().await, 0);
    scene.app.stop().await;
}

#[tokio::test]
async fn who_works_elsewhere_finds_no_such_page() {
    let scene = Scene::set(Identity::Identified).await;
    let elsewhere = Place::Programme(invented::programme(&scene.app.services).await);
    let other = scene.app.staff(Role::Coordinator, elsewhere).await;
    let analyst = scene.app.staff(Role::Analyst, Place::Installation).await;
    let review = scene.fill().await;
    for (path, fields) in [
        (format!("{}/da", scene.root), vec![]),
        (format!("{}/da/q/name", scene.root), vec![("name", "Nobody")]),
        (format!("{}/da/review", scene.root), vec![("response", response_of(&review))]),
    ] {
        let reply = other.get(scene.app.url(&path)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
        let reply = other.post(scene.app.url(&path)).form(&fields).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
        let reply = analyst.post(scene.app.url(&path)).form(&fields).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let shown = analyst.get(scene.app.url(&format!("/staff/waves/{}", scene.wave.id))).send().await.unwrap();
    assert!(!shown.text().await.unwrap().contains(&scene.root));
    assert_eq!(scene.answers().await, 0);
    scene.app.stop().await;
}
