//! Signing up in a browser without scripts, in the languages of the residents, and everything behind the link in the mail.

use jiff::civil::date;
use nabosvar::access::{Actor, Role};
use nabosvar::mail::{Memory, Transport};
use nabosvar::service::activities::plan;
use nabosvar::store::activity_session;
use nabosvar::store::place::Area;
use reqwest::{Method, Response, StatusCode};
use uuid::Uuid;

use crate::harness::TestApp;
use crate::invented_activities as made;
use crate::pages::{hidden, location};

/// An activity with two places on 24 November 2026, and the mails that were sent.
struct Scene {
    app: TestApp,
    sent: Memory,
    area: Area,
    code: String,
    session: Uuid,
}

impl Scene {
    async fn set() -> Self {
        let sent = Memory::default();
        let app = TestApp::start_mailing(Transport::Memory(sent.clone())).await;
        let area = app.area("Opdigtet Nord").await;
        let services = &app.services;
        let offer = made::offer(&made::written(&[area.id]));
        let activity = plan::create(services, &Actor::operator(), services.clock.identity(), &offer).await.unwrap();
        let session = activity_session::on_day(&services.db, activity.id, date(2026, 11, 24)).await.unwrap().unwrap();
        Self { code: activity.code.as_str().to_owned(), session: session.id, area, app, sent }
    }

    fn form(&self, language: &str) -> String {
        format!("/a/{}/{language}/{}", self.code, self.session)
    }

    async fn get(&self, path: &str) -> String {
        let reply = self.app.get(path).await;
        assert_eq!(reply.status(), StatusCode::OK, "{path}");
        assert_eq!(reply.headers()["cache-control"], "no-store");
        reply.text().await.unwrap()
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Response {
        self.app.request(Method::POST, path).form(fields).send().await.unwrap()
    }

    /// Sends the form, and gives the page that says what one has got.
    async fn apply(&self, id: &str, email: &str, adults: &str) -> String {
        let fields = [("id", id), ("name", "Opdigtet Beboer"), ("email", email), ("adults", adults), ("agrees", "yes")];
        self.get(location(&self.post(&self.form("da"), &fields).await)).await
    }

    /// The path of the link in the next mail to somebody.
    async fn link(&self, email: &str) -> String {
        loop {
            self.sent.added().await;
            let mails = self.sent.take();
            let Some(mail) = mails.iter().find(|mail| mail.to.to_string() == email) else { continue };
            let link = mail.text.lines().find(|line| line.contains("/p/")).expect("a link");
            assert!(link.starts_with(&self.app.url("/p/")), "{link}");
            return format!("/p/{}", link.split("/p/").nth(1).unwrap());
        }
    }
}

#[tokio::test]
async fn one_signs_up_overflows_moves_up_and_leaves_with_the_links_in_the_mails() {
    let scene = Scene::set().await;
    let [first, second] = ["first@invented.example", "second@invented.example"];
    let id = Uuid::from_u128(1).to_string();
    let page = scene.apply(&id, first, "2").await;
    assert!(page.contains("Der er plads til jer") && page.contains(first), "{page}");
    assert_eq!(scene.apply(&id, first, "2").await, page, "a second click");
    let own = scene.link(first).await;
    let waiting = scene.apply(&Uuid::from_u128(2).to_string(), second, "1").await;
    assert!(waiting.contains("I er nummer 1 på ventelisten"), "{waiting}");
    let theirs = scene.link(second).await;
    assert!(scene.get(&theirs).await.contains("I er nummer 1 på ventelisten"));
    assert_eq!(location(&scene.app.get(&format!("{own}/change")).await), own);
    let more = scene.post(&format!("{own}/change"), &[("adults", "3")]).await;
    assert_eq!(more.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(more.text().await.unwrap().contains("Der er kun plads til 0 flere."));
    let confirmed = scene.get(location(&scene.post(&format!("{own}/confirm"), &[]).await)).await;
    assert!(confirmed.contains("Du sagde 21. november 2026, at I kommer."), "{confirmed}");
    let withdrawn = scene.get(location(&scene.post(&format!("{own}/withdraw"), &[]).await)).await;
    assert!(withdrawn.contains("Du trak det tilbage 21. november 2026."), "{withdrawn}");
    for _ in 0..2 {
        let left = location(&scene.post(&format!("{own}/leave"), &[]).await).to_owned();
        assert!(scene.get(&left).await.contains("Dine oplysninger er slettet."));
    }
    assert_eq!(scene.app.get(&own).await.status(), StatusCode::NOT_FOUND);
    let moved = scene.link(second).await;
    assert_ne!(moved, theirs);
    for path in [moved, theirs] {
        assert!(scene.get(&path).await.contains("Der er plads til jer."));
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn what_was_typed_wrong_is_said_beside_the_field_in_each_language() {
    let scene = Scene::set().await;
    for (language, words) in [("da", "Skriv dit navn"), ("en", "Write your name"), ("ar", "يرجى كتابة اسمك")]
    {
        let page = scene.get(&scene.form(language)).await;
        assert!(page.contains(&format!("<html lang=\"{language}\"")) && page.contains("Opdigtet fællesspisning"));
        let id = Uuid::from_u128(3).to_string();
        let typed = [("id", id.as_str()), ("email", "\"><script>"), ("children", "٢")];
        let refused = scene.post(&scene.form(language), &typed).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = refused.text().await.unwrap();
        for field in ["name", "email", "guardian"] {
            assert!(page.contains(&format!("href=\"#{field}\"")), "{field}");
        }
        assert!(page.contains(words) && page.contains("value=\"٢\"") && !page.contains("<script>"), "{page}");
    }
    scene.app.stop().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_there_and_forms_of_others_do_nothing() {
    let scene = Scene::set().await;
    let base = format!("/a/{}", scene.code);
    let asked = scene.app.request(Method::GET, &base).header("accept-language", "so,en;q=0.8");
    assert_eq!(location(&asked.send().await.unwrap()), format!("{base}/so"));
    assert_eq!(location(&scene.app.get(&format!("{base}/da/{}", Uuid::nil())).await), format!("{base}/da"));
    let nobody = Uuid::nil();
    for path in [
        "/a/0000000000000",
        "/a/x/da",
        "/p/guessed",
        "/p/guessed/da",
        &format!("{base}/xx"),
        &format!("{base}/da/x"),
        &format!("{base}/da/done/{nobody}"),
    ] {
        assert_eq!(scene.app.get(path).await.status(), StatusCode::NOT_FOUND, "{path}");
    }
    for end in ["confirm", "change", "agree", "withdraw"] {
        let reply = scene.post(&format!("/p/guessed/da/{end}"), &[("adults", "1")]).await;
        assert_eq!(reply.status(), StatusCode::NOT_FOUND, "{end}");
    }
    let foreign = scene.app.request(Method::POST, &scene.form("da")).header("origin", "https://evil.example");
    assert_eq!(foreign.form(&[("id", "x")]).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let no_form = scene.post(&scene.form("da"), &[("name", "Opdigtet")]).await;
    assert_eq!(no_form.status(), StatusCode::BAD_REQUEST);
    scene.app.stop().await;
}

#[tokio::test]
async fn staff_sign_up_who_calls_and_are_told_whom_to_tell() {
    let scene = Scene::set().await;
    let coordinator = scene.app.staff(Role::Coordinator, scene.area.place()).await;
    let people = format!("/staff/sessions/{}/people", scene.session);
    let new = format!("{people}/new");
    let typed = |page: &str, name: &str, adults: &str| {
        let id = hidden(page, "id").to_owned();
        [("id", id), ("name", name.to_owned()), ("adults", adults.to_owned()), ("phone", "00 00 00 00".to_owned())]
    };
    let send = |fields: [(&'static str, String); 4]| {
        let fields = fields.map(|(name, value)| (name, value));
        coordinator.post(scene.app.url(&new)).form(&fields).send()
    };
    let blank = scene.app.page(&coordinator, &new).await;
    assert!(blank.contains("Læs det højt"), "{blank}");
    let refused = send(typed(&blank, "", "mange")).await.unwrap();
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("href=\"#name\"") && page.contains("href=\"#adults\"") && page.contains("value=\"mange\""),
        "{page}"
    );
    let done = send(typed(&blank, "Opdigtet <b>Kalder", "2")).await.unwrap();
    let placed = scene.app.page(&coordinator, location(&done)).await;
    assert!(
        placed.contains("Opdigtet &lt;b&gt;Kalder er tilmeldt og har plads.")
            && placed.contains("Sig det til personen nu"),
        "{placed}"
    );
    let next = send(typed(&scene.app.page(&coordinator, &new).await, "Opdigtet Ventende", "1")).await.unwrap();
    let waiting = scene.app.page(&coordinator, location(&next)).await;
    assert!(waiting.contains("står på ventelisten") && !waiting.contains("De skal have besked"), "{waiting}");
    let first = location(&done).split("new=").nth(1).unwrap().to_owned();
    let second = location(&next).split("new=").nth(1).unwrap().to_owned();
    scene.app.send(&coordinator, &format!("{people}/{first}/remove"), &[]).await;
    let page = scene.app.page(&coordinator, &people).await;
    assert!(page.contains("De skal have besked af jer") && page.contains("Har fået plads fra ventelisten."), "{page}");
    assert!(scene.app.page(&coordinator, "/staff").await.contains("Én tilmeldt skal have besked af jer"));
    scene.app.send(&coordinator, &format!("{people}/{second}/told"), &[]).await;
    assert!(!scene.app.page(&coordinator, &people).await.contains("De skal have besked"));
    assert!(scene.sent.take().is_empty(), "nobody has an address");
    let reader = scene.app.staff(Role::Reader, scene.area.place()).await;
    assert_eq!(reader.get(scene.app.url(&new)).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    scene.app.stop().await;
}
