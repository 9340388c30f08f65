//! From a list of addresses over letters to an answer: what staff take in and print, and the way of somebody with a code.

use nabosvar::access::{Actor, Place, Role};
use nabosvar::service::catalogue::publish_form;
use nabosvar::service::invitations::{self, import};
use nabosvar::service::waves::{self, Access, Identity, Terms, Wave};
use nabosvar::store::PersonalCode;
use reqwest::multipart::{Form, Part};
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::invented;
use crate::pages::{fill, location, response_of, send};
use crate::people::browser;

const LIST: &str = "Navn;Adresse;Sprog\nOpdigtet Familie;Opdigtet Allé 1;\nAnden Familie;Opdigtet Allé 2;arabisk\n\
                    Tredje Familie;Opdigtet Allé 3;\n";

/// A wave that is answered with codes.
pub(crate) async fn wave(app: &TestApp) -> Wave {
    publish_form::publish(&app.services, &Actor::operator(), invented::FORM).await.expect("the invented form");
    let terms = Terms { access: Access::Code, ..Terms::default() };
    invented::wave_on(&app.services, Identity::Anonymous, terms).await
}

/// The codes of everybody on [`LIST`], by address.
async fn codes(app: &TestApp, wave: &Wave) -> Vec<String> {
    let actor = Actor::operator();
    import::import(&app.services, &actor, wave.id, LIST.as_bytes()).await.expect("the list is taken");
    let (_, invited) = invitations::list(&app.services, &actor, wave.id).await.expect("a list");
    invited.iter().map(|one| invitations::code(&app.services, one).as_str().to_owned()).collect()
}

async fn upload(app: &TestApp, staff: &Client, wave: &Wave, list: &str) -> reqwest::Response {
    let form = Form::new().part("list", Part::bytes(list.as_bytes().to_vec()).file_name("list.csv"));
    let at = app.url(&format!("/staff/waves/{}/invitations", wave.id));
    staff.post(at).multipart(form).send().await.expect("the server replies")
}

/// With another last letter.
fn mistyped(code: &str) -> String {
    let (rest, last) = code.split_at(13);
    format!("{rest}{}", if last == "7" { "8" } else { "7" })
}

async fn answers(app: &TestApp, wave: &Wave) -> u64 {
    waves::progress(&app.services, wave.id).await.expect("a count").expect("a wave").answers
}

#[tokio::test]
async fn a_list_is_taken_in_whole_or_not_at_all_and_becomes_letters() {
    let app = TestApp::start().await;
    let (wave, staff) = (wave(&app).await, app.staff(Role::Coordinator, Place::Installation).await);
    let at = format!("/staff/waves/{}/invitations", wave.id);
    let wrong = upload(&app, &staff, &wave, &format!("{LIST}Fjerde;;\nFemte;Opdigtet Allé 5;klingon\n")).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = wrong.text().await.unwrap();
    assert!(page.contains("Linje 5: Der er hverken adresse") && page.contains("Linje 6: Vi skriver ikke på"), "{page}");
    assert!(app.page(&staff, &at).await.contains("0 er inviteret."));
    for (added, known) in [(3, 0), (0, 3)] {
        let taken = upload(&app, &staff, &wave, LIST).await;
        assert_eq!(location(&taken), format!("{at}?added={added}&known={known}"));
    }
    let danish = app.page(&staff, &format!("/staff/waves/{}/letters?language=da", wave.id)).await;
    assert!(danish.contains("Opdigtet Allé 1") && danish.contains("Opdigtet Allé 3") && !danish.contains("Allé 2"));
    assert_eq!(danish.matches("<section class=\"letter\">").count(), 2);
    let arabic = app.page(&staff, &format!("/staff/waves/{}/letters?language=ar", wave.id)).await;
    assert!(arabic.contains("dir=\"rtl\"") && arabic.contains("Anden Familie"), "{arabic}");
    let table = app.page(&staff, &format!("/staff/waves/{}/letters.csv", wave.id)).await;
    assert!(table.starts_with("\u{feff}navn;adresse") && table.lines().count() == 4, "{table}");
    for line in table.lines().skip(1) {
        let code = PersonalCode::parse(line.split(';').nth(7).unwrap()).expect("a code");
        assert!(
            line.ends_with(&format!("/i/{}", code.as_str())) && (danish.clone() + &arabic).contains(&code.on_paper())
        );
    }
    let reader = app.staff(Role::Reader, Place::Installation).await;
    assert_eq!(reader.get(app.url(&at)).send().await.unwrap().status(), StatusCode::FORBIDDEN);
    let other = app.staff(Role::Coordinator, Place::Programme(invented::programme(&app.services).await)).await;
    for path in ["invitations", "letters", "letters.csv"] {
        let found = other.get(app.url(&format!("/staff/waves/{}/{path}", wave.id))).send().await.unwrap();
        assert_eq!(found.status(), StatusCode::NOT_FOUND, "{path}");
    }
    app.stop().await;
}

#[tokio::test]
async fn a_code_is_typed_answers_once_and_then_says_that_it_has() {
    let app = TestApp::start().await;
    let wave = wave(&app).await;
    let codes = codes(&app, &wave).await;
    let code = &codes[0];
    let typed = format!(" {}-{} {}", code[..4].to_uppercase(), &code[4..9], &code[9..]);
    assert!(app.get("/i").await.text().await.unwrap().contains("14 bogstaver"));
    let wrong = send(&app, "/i", &[("code", &mistyped(code))]).await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("forkert bogstav"));
    let root = format!("/i/{code}");
    assert_eq!(location(&send(&app, "/i", &[("code", &typed)]).await), root);
    assert_eq!(app.get(&format!("/s/{}", wave.code.as_str())).await.status(), StatusCode::NOT_FOUND);

    // A second phone begins as well, and is too late.
    let late = browser();
    late.post(app.url(&format!("{root}/da"))).header("origin", app.url("")).send().await.unwrap();
    let review = fill(&app, &root).await;
    assert!(app.get(&format!("{root}/da")).await.text().await.unwrap().contains(&format!("{root}/da/resume")));
    let fields = [("response", response_of(&review))];
    let path = format!("{root}/da/review");
    let (first, second) = tokio::join!(send(&app, &path, &fields), send(&app, &path, &fields));
    for reply in [first, second, send(&app, &path, &fields).await] {
        let thanks = location(&reply).to_owned();
        assert!(thanks.starts_with(&format!("{root}/da/thanks")), "{thanks}");
        assert_eq!(app.get(&thanks).await.status(), StatusCode::OK);
    }
    for path in [root.clone(), format!("{root}/da")] {
        let spent = app.get(&path).await;
        assert_eq!(spent.status(), StatusCode::GONE, "{path}");
        assert!(spent.text().await.unwrap().contains("allerede svaret med denne kode"));
    }
    let page = late.get(app.url(&format!("{root}/da/q/name"))).send().await.unwrap();
    assert_eq!(page.status(), StatusCode::GONE);
    assert_eq!(answers(&app, &wave).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn the_api_takes_a_code_where_it_takes_a_link() {
    let app = TestApp::start().await;
    let wave = wave(&app).await;
    let codes = codes(&app, &wave).await;
    let put = |id: uuid::Uuid, code: String, answers: Value| {
        let path = format!("/api/v1/forms/invented/versions/1/responses/{id}?wave={code}");
        let request = app.request(Method::PUT, &path).json(&answers);
        async move {
            let reply = request.send().await.expect("the server replies");
            let status = reply.status().as_u16();
            (status, reply.json::<Value>().await.expect("a body")["code"].as_str().unwrap_or_default().to_owned())
        }
    };
    let (id, nobody) = (app.services.clock.identity(), json!({ "name": "Nobody" }));
    assert_eq!(put(id, mistyped(&codes[0]), nobody.clone()).await, (422, "code_mistyped".to_owned()));
    assert_eq!(put(id, codes[0].clone(), nobody.clone()).await.0, 201);
    assert_eq!(put(id, codes[0].clone(), nobody.clone()).await.0, 200);
    let other = app.services.clock.identity();
    assert_eq!(put(other, codes[0].clone(), nobody.clone()).await, (410, "code_spent".to_owned()));
    assert_eq!(put(id, codes[0].clone(), json!({ "name": "X" })).await, (409, "response_conflict".to_owned()));
    let made_up = PersonalCode::of([9; 13]).as_str().to_owned();
    assert_eq!(put(other, made_up, nobody.clone()).await, (404, "wave_not_found".to_owned()));
    assert_eq!(put(other, wave.code.as_str().to_owned(), nobody).await, (404, "wave_not_found".to_owned()));
    assert_eq!(answers(&app, &wave).await, 1);
    app.stop().await;
}

#[tokio::test]
async fn a_new_code_makes_the_old_one_void_and_gives_no_second_answer() {
    let app = TestApp::start().await;
    let wave = wave(&app).await;
    let codes = codes(&app, &wave).await;
    let actor = Actor::operator();
    let review = fill(&app, &format!("/i/{}", codes[0])).await;
    send(&app, &format!("/i/{}/da/review", codes[0]), &[("response", response_of(&review))]).await;
    let (_, invited) = invitations::list(&app.services, &actor, wave.id).await.unwrap();
    for one in invited.iter().take(2).chain(&invited[..2]) {
        invitations::renew(&app.services, &actor, wave.id, one.id, 1).await.unwrap();
    }
    invitations::erase(&app.services, &actor, wave.id, invited[2].id).await.unwrap();
    let (_, now) = invitations::list(&app.services, &actor, wave.id).await.unwrap();
    assert_eq!(now.iter().map(|one| one.generation).collect::<Vec<_>>(), [2, 2]);
    let status = async |code: &str| app.get(&format!("/i/{code}/da")).await.status().as_u16();
    for code in &codes {
        assert_eq!(status(code).await, 410);
    }
    let new = now.iter().map(|one| invitations::code(&app.services, one).as_str().to_owned()).collect::<Vec<_>>();
    assert_eq!((status(&new[0]).await, status(&new[1]).await), (410, 200));
    app.stop().await;
}

#[tokio::test]
async fn who_was_invited_is_forgotten_a_month_after_the_wave() {
    let app = TestApp::start().await;
    let wave = wave(&app).await;
    codes(&app, &wave).await;
    for (day, kept) in [("2026-12-30", 3), ("2026-12-31", 0)] {
        let noon = format!("{day}T12:00:00+01:00[Europe/Copenhagen]");
        app.services.clock.set(&noon.parse().unwrap());
        // How many it forgets is not said: the server does the same by itself.
        invitations::forget::forget(&app.services).await.unwrap();
        let (_, left) = invitations::list(&app.services, &Actor::operator(), wave.id).await.unwrap();
        assert_eq!(left.len(), kept, "{day}");
    }
    app.stop().await;
}

#[tokio::test]
async fn who_guesses_waits_and_who_has_a_code_never_does() {
    let app = TestApp::start().await;
    let wave = wave(&app).await;
    let codes = codes(&app, &wave).await;
    for guess in 0..60_u8 {
        let code = PersonalCode::of([guess; 13]);
        assert_eq!(app.get(&format!("/i/{}", code.as_str())).await.status(), StatusCode::NOT_FOUND, "{guess}");
    }
    let code = PersonalCode::of([1; 13]);
    assert_eq!(app.get(&format!("/i/{}", code.as_str())).await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(send(&app, "/i", &[("code", code.as_str())]).await.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(app.get(&format!("/i/{}", codes[0])).await.status(), StatusCode::OK);
    app.stop().await;
}
