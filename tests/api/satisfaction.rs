//! Saying how it was, from the code at the door to the thanks: without a login, without scripts, without a trace.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::activities::offer::Written;
use nabosvar::service::activities::{Activity, plan};
use nabosvar::service::catalogue::publish_form;
use reqwest::header::SET_COOKIE;
use reqwest::{Client, Method, Response, StatusCode};

use crate::harness::TestApp;
use crate::pages::location;
use crate::{invented, invented_activities as made};

/// An activity of every Tuesday, and who works with it.
struct Scene {
    app: TestApp,
    activity: Activity,
    own: Client,
}

impl Scene {
    /// At the session of 17 November.
    async fn set() -> Self {
        let app = TestApp::start().await;
        let services = &app.services;
        publish_form::publish_shipped(services).await.unwrap();
        let area = app.area("Opdigtet Nord").await;
        let own = app.staff(Role::Coordinator, area.place()).await;
        let written = Written { takes_sign_ups: false, ..made::written(&[area.id]) };
        let activity = plan::create(services, &Actor::operator(), services.clock.identity(), &made::offer(&written))
            .await
            .unwrap();
        services.clock.set(&"2026-11-17T18:00:00+01:00[Europe/Copenhagen]".parse().unwrap());
        Self { app, activity, own }
    }

    fn door(&self) -> String {
        self.app.url(&format!("/staff/activities/{}/door", self.activity.id))
    }

    /// Asks at the door, and gives the path that the code there leads to.
    async fn ask(&self) -> String {
        for _ in 0..2 {
            let done = self.own.post(self.door()).send().await.unwrap();
            assert_eq!(done.status(), StatusCode::SEE_OTHER);
        }
        format!("/t/{}", self.activity.code.as_str())
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.app.request(Method::POST, path).form(fields).send().await.unwrap()
    }
}

#[tokio::test]
async fn one_reads_the_code_answers_three_questions_and_a_second_of_the_family_does() {
    let scene = Scene::set().await;
    let page = scene.own.get(scene.door()).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains("<svg") && page.contains("Spørg ved døren"), "{page}");
    let link = scene.ask().await;
    let page = scene.own.get(scene.door()).send().await.unwrap().text().await.unwrap();
    assert!(page.contains("<svg") && page.contains(&scene.app.url(&link)) && page.contains("lang=\"ar\" dir=\"rtl\""));
    assert!(page.contains("4. kvartal 2026") && page.contains("Svar: 0."), "{page}");
    for number in 1..=2 {
        let start = scene.app.get(&format!("{link}/so")).await.text().await.unwrap();
        assert!(start.contains("Opdigtet fællesspisning"), "one is told what one is asked about: {start}");
        let begun = scene.post(&format!("{link}/so"), &[]).await;
        let cookie = begun.headers()[SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains(&format!("Path={link};")), "{cookie}");
        let mut at = location(&begun).to_owned();
        for (name, value) in [("satisfied", "satisfied"), ("again", "yes"), ("better", "")] {
            assert!(at.ends_with(&format!("/q/{name}")), "{at}");
            at = location(&scene.post(&at, &[(name, value), ("step", "next")]).await).to_owned();
        }
        let review = scene.app.get(&at).await.text().await.unwrap();
        let id = review.split("name=\"response\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_eq!(location(&scene.post(&at, &[("response", id)]).await), format!("{link}/so/thanks"));
        let page = scene.own.get(scene.door()).send().await.unwrap().text().await.unwrap();
        assert!(page.contains(&format!("Svar: {number}.")), "{page}");
    }
    scene.app.services.clock.set(&"2027-01-04T12:00:00+01:00[Europe/Copenhagen]".parse().unwrap());
    let closed = scene.app.get(&format!("{link}/so")).await;
    assert_eq!(closed.status(), StatusCode::GONE);
    let own = scene.app.staff(Role::Reader, Place::Installation).await;
    let page = own.get(scene.door()).send().await.unwrap().text().await.unwrap();
    assert_eq!(page.matches("For få svar.").count(), 2, "{page}");
    scene.app.stop().await;
}

#[tokio::test]
async fn a_flood_is_turned_away_in_the_language_of_who_comes() {
    let scene = Scene::set().await;
    let link = scene.ask().await;
    let client = |_| reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).no_proxy().build().unwrap();
    for number in 0..60 {
        let begun = client(number).post(scene.app.url(&format!("{link}/tr"))).send().await.unwrap();
        assert_eq!(begun.status(), StatusCode::SEE_OTHER, "{number}");
    }
    let turned = client(60).post(scene.app.url(&format!("{link}/tr"))).send().await.unwrap();
    assert_eq!(turned.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(turned.headers()["retry-after"], "600");
    assert!(turned.text().await.unwrap().contains("10 dakika sonra tekrar deneyin."));
    scene.app.stop().await;
}

#[tokio::test]
async fn who_works_elsewhere_finds_no_door_and_a_reader_opens_none() {
    let scene = Scene::set().await;
    let elsewhere = invented::programme(&scene.app.services).await;
    let other = scene.app.staff(Role::Coordinator, Place::Programme(elsewhere)).await;
    for request in [other.get(scene.door()), other.post(scene.door())] {
        assert_eq!(request.send().await.unwrap().status(), StatusCode::NOT_FOUND);
    }
    let reader = scene.app.staff(Role::Reader, Place::Installation).await;
    assert_eq!(reader.get(scene.door()).send().await.unwrap().status(), StatusCode::OK);
    assert_eq!(reader.post(scene.door()).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let link = format!("/t/{}", scene.activity.code.as_str());
    assert_eq!(scene.app.get(&link).await.status(), StatusCode::NOT_FOUND, "nobody is asked there yet");
    scene.app.stop().await;
}
