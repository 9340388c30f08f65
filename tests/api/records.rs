//! The log book and the self-evaluation in a browser without scripts: begun, written page by page, finished, corrected.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::plan;
use nabosvar::service::catalogue::publish_form;
use nabosvar::store::place::Area;
use reqwest::{Client, StatusCode};

use crate::harness::TestApp;
use crate::pages::{hidden, location};
use crate::{invented, invented_activities as made};

/// An area with an activity, and its coordinator.
struct Scene {
    app: TestApp,
    area: Area,
    own: Client,
}

impl Scene {
    async fn set() -> Self {
        let app = TestApp::start().await;
        let services = &app.services;
        publish_form::publish_shipped(services).await.unwrap();
        let area = app.area("Sydbyen").await;
        let written = Written { takes_sign_ups: false, ..made::written(&[area.id]) };
        let id = services.clock.identity();
        plan::create(services, &Actor::operator(), id, &made::offer(&written)).await.unwrap();
        let own = app.staff(Role::Coordinator, area.place()).await;
        Self { app, area, own }
    }

    async fn get(&self, path: &str) -> String {
        self.app.page(&self.own, path).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> String {
        location(&self.app.send(&self.own, path, fields).await).to_owned()
    }

    /// Fills page after page, from one to the review.
    async fn fill(&self, mut at: String, answers: &[(&str, &str)]) -> String {
        while !at.ends_with("/review") {
            let version = hidden(&self.get(&at).await, "version").to_owned();
            let page = at.rsplit("/q/").next().unwrap().to_owned();
            let below = |name: &str| name == page || name.starts_with(&format!("{page}/"));
            let known = answers.iter().filter(|(name, _)| below(name));
            let mut fields: Vec<_> = known.copied().collect();
            let step = if fields.is_empty() { "skip" } else { "next" };
            fields.extend([("step", step), ("version", &version)]);
            let reply = self.own.post(self.app.url(&at)).form(&fields).send().await.unwrap();
            assert_eq!(reply.status(), StatusCode::SEE_OTHER, "{at}: {}", reply.text().await.unwrap());
            at = location(&reply).to_owned();
        }
        at
    }

    /// Finishes what is on the last page.
    async fn finish(&self, review: &str) -> String {
        let page = self.get(review).await;
        self.post(review, &[("version", hidden(&page, "version")), ("response", hidden(&page, "response"))]).await
    }
}

#[tokio::test]
async fn a_note_is_written_page_by_page_read_in_the_list_and_corrected() {
    let scene = Scene::set().await;
    let list = scene.get("/staff/logbook").await;
    assert!(list.contains("Der er ingen notater i denne måned."), "{list}");
    let (id, area) = (hidden(&list, "id"), scene.area.id.to_string());
    let begun = scene.post("/staff/logbook", &[("id", id), ("area", &area)]).await;
    assert_eq!(begun, format!("/staff/records/{id}/form"));
    let first = location(&scene.own.get(scene.app.url(&begun)).send().await.unwrap()).to_owned();
    assert!(first.ends_with("/q/kind"), "day and area are known: {first}");
    assert!(scene.get(&first).await.contains("Hold pause"));
    assert!(scene.get("/staff/logbook").await.contains("Et notat, du ikke er færdig med"));
    let what = "Et opdigtet <b>møde\r\nmed flere linjer";
    let answers =
        [("kind", "meeting"), ("about_person", "no"), ("what", what), ("next_step", "none"), ("readers", "staff")];
    let review = scene.fill(first, &answers).await;
    let one = scene.finish(&review).await;
    let page = scene.get(&one).await;
    assert!(page.contains("Et opdigtet &lt;b&gt;møde") && page.contains("Sydbyen"), "{page}");
    let list = scene.get("/staff/logbook?month=2026-11").await;
    assert!(list.contains("Et opdigtet &lt;b&gt;møde…") && !list.contains("med flere linjer"), "{list}");
    assert!(!scene.get("/staff/logbook?month=2026-10").await.contains("Et opdigtet"));

    let review = scene.post(&format!("{one}/correct"), &[]).await;
    let kind = review.replace("/review", "/q/kind?to=kind");
    let version = hidden(&scene.get(&kind).await, "version").to_owned();
    let back = scene.post(&kind, &[("kind", "idea"), ("step", "next"), ("version", &version)]).await;
    assert_eq!(scene.finish(&back).await, one);
    let page = scene.get(&one).await;
    assert!(page.contains("Idé") && page.contains("Rettet én gang."), "{page}");
    assert_eq!(location(&scene.own.get(scene.app.url(&back)).send().await.unwrap()), one, "it is finished");
    scene.app.stop().await;
}

#[tokio::test]
async fn an_evaluation_is_begun_from_the_list_finished_and_corrected() {
    let scene = Scene::set().await;
    let list = scene.get("/staff/self-evaluation").await;
    assert!(list.contains("Én aktivitet mangler sin selvevaluering."), "{list}");
    let [id, activity] = ["id", "activity"].map(|name| hidden(&list, name));
    let fields = [("id", id), ("activity", activity), ("year", "2026")];
    let begun = scene.post("/staff/self-evaluation", &fields).await;
    let at = location(&scene.own.get(scene.app.url(&begun)).send().await.unwrap()).to_owned();
    let answers = [("progress", "too_early"), ("next_year", "same")];
    let review = scene.fill(at, &answers).await;
    assert!(scene.get("/staff/self-evaluation").await.contains("I gang"));
    let one = scene.finish(&review).await;
    assert_eq!(one, format!("/staff/records/{id}"));
    let page = scene.get(&one).await;
    assert!(page.contains("Det er for tidligt at sige") && page.contains("Opdigtet fællesspisning 2026"), "{page}");
    let list = scene.get("/staff/self-evaluation").await;
    assert!(list.contains("Alle aktiviteter har deres selvevaluering.") && list.contains("Færdig"), "{list}");
    let review = scene.post(&format!("{one}/correct"), &[]).await;
    scene.finish(&review).await;
    let reader = scene.app.staff(Role::Reader, Place::Installation).await;
    let answer = format!("href=\"/staff/answers/{id}\"");
    assert!(!scene.app.page(&reader, &one).await.contains(&answer), "who may not read answers is not led there");
    let administrator = scene.app.staff(Role::Administrator, Place::Installation).await;
    assert!(scene.app.page(&administrator, &one).await.contains(&answer));
    assert_eq!(administrator.get(scene.app.url(&format!("/staff/answers/{id}"))).send().await.unwrap().status(), 200);
    assert_eq!(reader.get(scene.app.url("/staff/logbook")).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let elsewhere = invented::programme(&scene.app.services).await;
    let other = scene.app.staff(Role::Coordinator, Place::Programme(elsewhere)).await;
    let version = [("version", "9")];
    for request in [
        other.get(scene.app.url(&one)),
        other.post(scene.app.url(&format!("{one}/correct"))),
        other.post(scene.app.url(&format!("{one}/discard"))).form(&version),
        other.post(scene.app.url("/staff/self-evaluation")).form(&fields),
    ] {
        assert_eq!(request.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    }
    for path in [format!("{one}/form"), format!("{one}/form/review")] {
        let reply = other.get(scene.app.url(&path)).send().await.unwrap();
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{path}");
    }
    scene.app.stop().await;
}
