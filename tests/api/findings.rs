//! The pages about findings, as a coordinator's browser without scripts uses them.

use nabosvar::access::{Place, Role};
use nabosvar::service::findings::Words;
use nabosvar::service::findings::life::Action;
use nabosvar::store::finding::{self, Finding, Published, Status};
use reqwest::{Client, Response, StatusCode};
use uuid::Uuid;

use crate::invented;
use crate::pages::location;
use crate::told::Scene;
use crate::{pictures, walks_photos};

/// A browser on the page of the finding.
struct Desk<'a> {
    scene: &'a Scene,
    browser: Client,
}

/// What came back.
struct Page {
    status: StatusCode,
    text: String,
}

impl Page {
    /// A hidden field of the form of a deed.
    fn hidden(&self, deed: &str, name: &str) -> String {
        let form = self.text.split("<form").find(|form| form.contains(&format!("name=\"deed\" value=\"{deed}\"")));
        let after = form.and_then(|form| form.split(&format!("name=\"{name}\" value=\"")).nth(1)).expect("a field");
        after.split('"').next().expect("a value").to_owned()
    }
}

impl<'a> Desk<'a> {
    async fn of(scene: &'a Scene, role: Role) -> Self {
        Self { scene, browser: scene.app.staff(role, scene.area.place()).await }
    }

    fn path(&self) -> String {
        format!("/staff/findings/{}", self.scene.finding.id)
    }

    async fn get(&self, path: &str) -> Page {
        let reply = self.browser.get(self.scene.app.url(path)).send().await.expect("the server replies");
        Page { status: reply.status(), text: reply.text().await.expect("text") }
    }

    /// Sends the form of a deed as the page has it, filled in.
    async fn send(&self, page: &Page, deed: &str, filled: &[(&str, &str)]) -> Page {
        let hidden = |name: &str| page.hidden(deed, name);
        let mut fields = vec![("id".to_owned(), hidden("id")), ("seen".to_owned(), hidden("seen"))];
        fields.push(("deed".to_owned(), deed.to_owned()));
        fields.extend(filled.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let reply = self.browser.post(self.scene.app.url(&self.path())).form(&fields).send().await;
        self.follow(reply.expect("the server replies")).await
    }

    /// Sends a file as the photo of how it looks now.
    async fn send_photo(&self, page: &Page, file: &[u8]) -> Page {
        let id = page.hidden("photo", "id");
        let body = walks_photos::body(&[("id", &id), ("seen", "1"), ("deed", "photo")], "photo", file);
        let request = self.browser.post(self.scene.app.url(&format!("{}/photos", self.path())));
        let reply = request.header("content-type", walks_photos::kind()).body(body).send().await;
        self.follow(reply.expect("the server replies")).await
    }

    async fn follow(&self, reply: Response) -> Page {
        if reply.status() == StatusCode::SEE_OTHER {
            return self.get(location(&reply)).await;
        }
        Page { status: reply.status(), text: reply.text().await.expect("text") }
    }

    async fn does(&self, deed: &str, filled: &[(&str, &str)]) -> Page {
        let page = self.get(&self.path()).await;
        let done = self.send(&page, deed, filled).await;
        assert_eq!(done.status, StatusCode::OK, "{deed}: {}", done.text);
        assert!(done.text.contains("Gemt."), "{deed}");
        done
    }

    async fn finding(&self) -> Finding {
        let found = finding::find(&self.scene.app.services.db, self.scene.finding.id).await;
        found.expect("the database reads").expect("the finding is there")
    }
}

#[tokio::test]
async fn a_coordinator_assigns_finishes_and_shows_a_finding() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene, Role::Coordinator).await;
    let assigned = [
        ("party", "police"),
        ("assignee", "Opdigtet <betjent>"),
        ("address", "betjent@invented.example"),
        ("deadline", "2026-12-24"),
    ];
    let page = desk.does("assign", &assigned).await;
    for shown in
        ["Politiet", "Opdigtet &lt;betjent&gt;", "24. december 2026", "Fordelt", "value=\"betjent@invented.example\""]
    {
        assert!(page.text.contains(shown), "{shown}");
    }
    desk.does("begin", &[]).await;
    desk.does("finish", &[("words", "Den lyser igen")]).await;
    let photo = scene.photos[0].to_string();
    let told = [("said-da", "Lampen lyser ikke."), ("done-da", "Nu lyser den."), ("photo", photo.as_str())];
    desk.does("approve", &told).await;
    assert!(desk.get(&format!("/areas/{}/da", scene.area.id)).await.text.contains("Nu lyser den."));
    let finding = desk.finding().await;
    assert_eq!((finding.status, finding.published), (Status::Done, Published::Approved));
    let page = desk.get(&desk.path()).await;
    assert!(page.text.contains("på den næste vandring") && !page.text.contains("value=\"verify\""), "{}", page.text);
    let hidden = |name| (name, page.hidden("reopen", name));
    let forged = [hidden("id"), hidden("seen"), ("deed", "verify".to_owned())];
    let forged = desk.browser.post(scene.app.url(&desk.path())).form(&forged).send().await.expect("the server replies");
    assert_eq!((forged.status(), desk.finding().await.status), (StatusCode::UNPROCESSABLE_ENTITY, Status::Done));
    scene.app.stop().await;
}

#[tokio::test]
async fn what_does_not_fit_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene, Role::Coordinator).await;
    let page = desk.get(&desk.path()).await;
    let filled = [("party", ""), ("assignee", "Åse"), ("address", "no address"), ("deadline", "2026-11-20")];
    let wrong = desk.send(&page, "assign", &filled).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in
        ["Vælg, hvem der er ansvarlig.", "Det er ikke en e-mailadresse.", "value=\"Åse\"", "href=\"#assign-party\""]
    {
        assert!(wrong.text.contains(shown), "{shown}");
    }
    let over = desk.send(&page, "assign", &[("party", "police"), ("deadline", "2026-11-20")]).await;
    assert!(over.text.contains("Fristen skal være i dag eller senere."));
    let unknown = desk.send(&page, "assign", &[("party", "the_moon")]).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    let without = desk.send(&page, "refuse", &[("words", " \n ")]).await;
    assert!(without.text.contains("Skriv noget her."));
    let half = [("said-da", "a"), ("done-da", "b"), ("said-tr", "c")];
    let texts = desk.send(&page, "approve", &half).await;
    assert!(texts.text.contains("href=\"#approve-done-tr\"") && texts.text.contains(">c</textarea>"));
    assert_eq!(desk.finding().await, scene.finding);
    scene.app.stop().await;
}

#[tokio::test]
async fn who_comes_second_sees_what_the_first_did_and_can_send_again() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene, Role::Coordinator).await;
    let seen = desk.get(&desk.path()).await;
    scene.does(1, Action::Comment(Words::parse("Jeg har ringet til dem").expect("words"))).await;
    let late = desk.send(&seen, "refuse", &[("words", "Det er ikke vores")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    for shown in ["En anden var først", "Jeg har ringet til dem", ">Det er ikke vores</textarea>"] {
        assert!(late.text.contains(shown), "{shown}");
    }
    assert_eq!(desk.finding().await.status, Status::Open);
    let again = desk.send(&late, "refuse", &[("words", "Det er ikke vores")]).await;
    assert_eq!(again.status, StatusCode::OK);
    // The button was pressed twice.
    let twice = desk.send(&late, "refuse", &[("words", "Det er ikke vores")]).await;
    assert_eq!(twice.status, StatusCode::OK);
    assert_eq!(desk.finding().await.version, 3);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_list_keeps_in_its_address_what_was_asked_for_and_gives_the_same_as_a_file() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene, Role::Reader).await;
    let id = scene.finding.id.to_string();
    for query in ["", "?status=open&theme=lighting&view=list", "?text=LAMPE&view=status", "?view=party&status=eaten"] {
        let page = desk.get(&format!("/staff/findings{query}")).await;
        assert!(page.text.contains(&id) && page.text.contains("1 af 1 fund"), "{query}");
    }
    let none = desk.get("/staff/findings?status=done&text=%22%3E%3Cscript%3E").await;
    assert!(!none.text.contains(&id) && none.text.contains("0 af 1 fund") && none.text.contains("Ingen fund passer"));
    assert!(!none.text.contains("<script>"));
    assert!(none.text.contains("/staff/findings/export/csv?status=done&amp;text=%22%3E%3Cscript%3E"));
    for (ending, kind) in
        [("csv", "text/csv"), ("geojson", "application/geo+json"), ("xlsx", "application/vnd.openxml")]
    {
        let path = scene.app.url(&format!("/staff/findings/export/{ending}?status=open"));
        let reply = desk.browser.get(path).send().await.unwrap();
        assert!(reply.headers()["content-type"].to_str().unwrap().starts_with(kind));
        let name = format!("attachment; filename=\"fund-2026-11-21.{ending}\"");
        assert_eq!(reply.headers()["content-disposition"], name);
        assert!(reply.bytes().await.unwrap().len() > 100);
    }
    assert!(desk.get("/staff/findings/export/csv?status=open").await.text.contains(&id));
    assert!(!desk.get("/staff/findings/export/csv?status=done").await.text.contains(&id));
    assert_eq!(desk.get("/staff/findings/export/exe").await.status, StatusCode::NOT_FOUND);
    scene.app.stop().await;
}

#[tokio::test]
async fn who_has_nothing_to_do_there_finds_nothing() {
    let scene = Scene::set().await;
    let own = Desk::of(&scene, Role::Coordinator).await;
    let page = own.get(&own.path()).await;
    let photo = format!("{}/photos/{}", own.path(), scene.photos[0]);
    assert_eq!(own.get(&photo).await.status, StatusCode::OK);
    let elsewhere = Place::Programme(invented::programme(&scene.app.services).await);
    let stranger = Desk { scene: &scene, browser: scene.app.staff(Role::Coordinator, elsewhere).await };
    let reader = Desk::of(&scene, Role::Reader).await;
    for path in [own.path(), photo] {
        let unknown = path.replace(&scene.finding.id.to_string(), &Uuid::from_u128(9).to_string());
        for path in [&path, &unknown] {
            let refused = stranger.get(path).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(stranger.get(&path).await.text, stranger.get(&unknown).await.text);
        assert_eq!(reader.get(&path).await.status, StatusCode::OK);
    }
    assert_eq!(stranger.send(&page, "finish", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(reader.send(&page, "finish", &[]).await.status, StatusCode::FORBIDDEN);
    assert!(stranger.get("/staff/findings").await.text.contains("Der er ingen fund endnu"));
    assert!(!reader.get(&reader.path()).await.text.contains("name=\"deed\""));
    assert_eq!(own.finding().await, scene.finding);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_photo_of_how_it_looks_now_is_added_and_what_is_none_is_refused() {
    let scene = Scene::set().await;
    let desk = Desk::of(&scene, Role::Coordinator).await;
    let page = desk.get(&desk.path()).await;
    for (file, words) in [
        (&b"GIF89a"[..], "Filen er ikke et foto."),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "Filen er ikke et foto."),
        (b"", "Vælg et foto."),
    ] {
        let refused = desk.send_photo(&page, file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.text.contains(words) && refused.text.contains("href=\"#photo-photo\""), "{words}");
    }
    scene.does(1, Action::Comment(Words::parse("Skrevet imens").expect("words"))).await;
    let photo = pictures::photo(9, 6, 120);
    for _ in 0..2 {
        let added = desk.send_photo(&page, &photo.file).await;
        assert_eq!(added.status, StatusCode::OK, "{}", added.text);
        assert_eq!(added.text.matches("Foto bagefter").count(), 3, "the picture, its caption and the choice");
    }
    assert_eq!(desk.finding().await.version, 3);
    assert_eq!(desk.get(&format!("{}/photos/{}", desk.path(), photo.sha256)).await.status, StatusCode::OK);
    let reader = Desk::of(&scene, Role::Reader).await;
    assert_eq!(reader.send_photo(&page, &photo.file).await.status, StatusCode::FORBIDDEN);
    scene.app.stop().await;
}
