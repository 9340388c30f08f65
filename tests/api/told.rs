//! "I sagde – vi gjorde" over plain HTTP: everybody may read it, and nothing is on it that was not approved.

use nabosvar::access::Actor;
use nabosvar::service::attachments::{Sender, attach};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::findings::life::{Action, Assignment};
use nabosvar::service::findings::{Command, Part, PublicTexts, change};
use nabosvar::store::finding::{self, Finding};
use nabosvar::store::place::{self, Area};
use nabosvar::store::{Digest, walk};
use reqwest::{Method, StatusCode};

use crate::harness::TestApp;
use crate::{invented, invented_walks, pictures};

/// A finding with two photos, and the area that it lies in.
pub(crate) struct Scene {
    pub(crate) app: TestApp,
    pub(crate) area: Area,
    pub(crate) finding: Finding,
    pub(crate) photos: [Digest; 2],
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let app = TestApp::start().await;
        let services = &app.services;
        publish_form::publish_shipped(services).await.expect("the shipped forms are right");
        let programme_id = invented::programme(services).await;
        let (name, municipality) = ("Opdigtet Nord".to_owned(), "Opdigtet".to_owned());
        let area = Area { id: services.clock.identity(), programme_id, name, municipality };
        let ended = invented_walks::walk(services, area.id);
        let finding = Finding { deadline: None, ..invented_walks::finding(services, &ended) };
        let photos = [photo(&app, 3).await, photo(&app, 200).await];
        let tx = services.db.begin().await.expect("a transaction");
        place::insert_area(&tx, &area).await.expect("the area is stored");
        walk::insert(&tx, &ended).await.expect("the walk is stored");
        finding::insert(&tx, &finding, &photos).await.expect("the finding is stored");
        tx.commit().await.expect("the transaction commits");
        Self { app, area, finding, photos }
    }

    pub(crate) async fn does(&self, seen: i32, action: Action) {
        let command = Command { id: self.app.services.clock.identity(), finding: self.finding.id, seen, action };
        change(&self.app.services, &Actor::operator(), command).await.expect("it is what comes next");
    }

    fn path(&self, rest: &str) -> String {
        format!("/areas/{}{rest}", self.area.id)
    }

    async fn page(&self, language: &str) -> String {
        let reply = self.app.get(&self.path(&format!("/{language}"))).await;
        assert_eq!(reply.status(), StatusCode::OK);
        reply.text().await.expect("a page")
    }
}

async fn photo(app: &TestApp, shade: u8) -> Digest {
    let photo = pictures::photo(9, 6, shade);
    let command = attach::Command { sha256: photo.sha256, sender: Sender::Program, span: None, length: None };
    attach::attach(&app.services, command, futures_util::stream::iter([Ok(photo.file)]))
        .await
        .expect("the photo is kept");
    photo.sha256
}

fn texts() -> PublicTexts {
    let typed = |part, language| match (part, language) {
        (Part::Said, "da") => "Lampen <b>lyser</b> ikke.",
        (Part::Done, "da") => "Den lyser igen.",
        (Part::Said, "en") => "The lamp is out.",
        (Part::Done, "en") => "It is lit again.",
        _ => "",
    };
    PublicTexts::parse(typed).expect("texts")
}

#[tokio::test]
async fn everybody_reads_what_was_approved_and_nothing_of_who_and_how() {
    let scene = Scene::set().await;
    let empty = scene.page("da").await;
    assert!(empty.contains("Her er ikke noget at læse endnu"));
    let assignee = Some("Opdigtet betjent".parse().unwrap());
    scene.does(1, Action::Assign(Assignment { party: "police".to_owned(), assignee, ..Assignment::default() })).await;
    scene.does(2, Action::Finish(None)).await;
    assert_eq!(scene.page("da").await, empty, "nobody has approved it");
    scene.does(3, Action::Approve(texts(), vec![scene.photos[0]])).await;
    let danish = scene.page("da").await;
    for shown in ["Lampen &lt;b&gt;lyser&lt;/b&gt; ikke.", "Den lyser igen.", "Udført", "23. november 2026"] {
        assert!(danish.contains(shown), "{shown}");
    }
    for hidden in
        ["betjent", "Opdigtet koordinator", "En opdigtet lampe", "Skift pæren", "police", "<script", "55.4038"]
    {
        assert!(!danish.contains(hidden), "{hidden}");
    }
    assert!(scene.page("en").await.contains("It is lit again."));
    let arabic = scene.page("ar").await;
    assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("lang=\"da\" dir=\"ltr\">Den lyser igen."));
    scene.does(4, Action::Withdraw).await;
    assert_eq!(scene.page("da").await, empty);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_photo_is_given_out_only_if_it_was_marked() {
    let scene = Scene::set().await;
    let [marked, other] = scene.photos.map(|photo| scene.path(&format!("/photos/{photo}")));
    assert_eq!(scene.app.get(&marked).await.status(), StatusCode::NOT_FOUND);
    scene.does(1, Action::Approve(texts(), vec![scene.photos[0]])).await;
    let reply = scene.app.get(&marked).await;
    assert_eq!((reply.status(), &reply.headers()["content-type"]), (StatusCode::OK, &"image/jpeg".parse().unwrap()));
    assert_eq!(reply.headers()["x-content-type-options"], "nosniff");
    assert!(scene.page("da").await.contains(&marked));
    for path in [other, scene.path("/photos/x"), marked.replace(&scene.area.id.to_string(), "x")] {
        assert_eq!(scene.app.get(&path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn the_page_is_kept_for_a_while_and_found_in_the_language_of_who_comes() {
    let scene = Scene::set().await;
    let reply = scene.app.get(&scene.path("/tr")).await;
    assert_eq!(reply.headers()["cache-control"], "public, max-age=120");
    let again = scene.app.request(Method::GET, &scene.path("/tr")).header("if-none-match", &reply.headers()["etag"]);
    assert_eq!(again.send().await.unwrap().status(), StatusCode::NOT_MODIFIED);
    for (accepted, language) in [("so-SO,so;q=0.9,en;q=0.8", "so"), ("pl", "da"), ("", "da")] {
        let asked = scene.app.request(Method::GET, &scene.path("")).header("accept-language", accepted);
        let reply = asked.send().await.unwrap();
        assert_eq!(reply.headers()["location"], scene.path(&format!("/{language}")));
        assert_eq!(reply.headers()["cache-control"], "no-store");
    }
    for path in ["/areas/x", "/areas/00000000-0000-0000-0000-000000000009/da", &scene.path("/xx"), &scene.path("/da/x")]
    {
        assert_eq!(scene.app.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    scene.app.stop().await;
}
