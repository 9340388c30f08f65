//! Who is asked along on a walk, as a browser without scripts sends it.

use nabosvar::access::Role;
use nabosvar::store::walk;
use reqwest::StatusCode;
use uuid::Uuid;

use crate::pages::location;
use crate::walks::{Scene, area, value};

async fn add(scene: &Scene, path: &str, id: &str, name: &str, email: &str) -> reqwest::Response {
    scene.send(path, &[("id", id), ("name", name), ("email", email), ("language", "en")]).await
}

#[tokio::test]
async fn somebody_is_asked_along_once_in_their_language_and_let_off_again() {
    let scene = Scene::set().await;
    let walk = scene.planned().await;
    let path = format!("{walk}/guests");
    let page = scene.page(&path).await;
    assert!(page.contains("Ingen er inviteret endnu") && page.contains("<option value=\"en\""), "{page}");
    let id = value(&page, "id").to_owned();
    for _ in 0..2 {
        assert_eq!(location(&add(&scene, &path, &id, "Bestyrelsen <opdigtet>", "Board@example.dk").await), path);
    }
    let page = scene.page(&path).await;
    assert_eq!(page.matches("Bestyrelsen &lt;opdigtet&gt; · ").count(), 1, "{page}");
    assert!(page.contains("English") && page.contains("Der er ikke sat en mailserver op"), "{page}");
    let guests = walk::invitations(&scene.app.services.db, scene.walk(&walk).await.id).await.unwrap();
    assert_eq!((guests.len(), guests[0].language.as_str()), (1, "en"));
    let told = scene.send(&format!("{path}/tell"), &[]).await;
    assert_eq!(told.status(), StatusCode::UNPROCESSABLE_ENTITY, "nobody sends mails here");
    for guest in [Uuid::from_u128(1), guests[0].id, guests[0].id] {
        assert_eq!(location(&scene.send(&format!("{path}/remove"), &[("guest", &guest.to_string())]).await), path);
    }
    assert!(scene.page(&path).await.contains("Ingen er inviteret endnu"));
    scene.app.stop().await;
}

#[tokio::test]
async fn what_is_wrong_with_a_guest_is_told_beside_the_field() {
    let scene = Scene::set().await;
    let walk = scene.planned().await;
    let path = format!("{walk}/guests");
    let id = value(&scene.page(&path).await, "id").to_owned();
    let long = "å".repeat(121);
    for (name, email, field) in [
        ("", "board@example.dk", "name"),
        (long.as_str(), "", "name"),
        ("Bcc: alle@example.dk\r\nX: y", "", "name"),
        ("Bestyrelsen", "ingen adresse", "email"),
        ("Bestyrelsen", "a@example.dk\r\nBcc: b@example.dk", "email"),
    ] {
        let wrong = add(&scene, &path, &id, name, email).await;
        assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY, "{name:?} {email:?}");
        let page = wrong.text().await.unwrap();
        assert!(page.contains(&format!("id=\"{field}-wrong\"")) && value(&page, "id") == id, "{page}");
        assert!(page.contains("<option value=\"en\" selected"), "what was chosen stays: {page}");
    }
    assert_eq!(scene.send(&format!("{path}/remove"), &[("guest", "1")]).await.status(), StatusCode::BAD_REQUEST);
    assert!(walk::invitations(&scene.app.services.db, scene.walk(&walk).await.id).await.unwrap().is_empty());
    location(&scene.send(&format!("{walk}/start"), &[]).await);
    assert_eq!(location(&add(&scene, &path, &id, "For sent", "").await), walk, "the walk has begun");
    scene.app.stop().await;
}

#[tokio::test]
async fn who_is_asked_along_is_nobody_elses_business() {
    let scene = Scene::set().await;
    let walk = scene.planned().await;
    let path = format!("{walk}/guests");
    location(&add(&scene, &path, &Uuid::from_u128(3).to_string(), "Opdigtet", "opdigtet@example.dk").await);
    let next_door = area(&scene.app, "Sydbyen").await;
    let stranger = scene.app.staff(Role::Coordinator, next_door.place()).await;
    let reader = scene.app.staff(Role::Reader, scene.area.place()).await;
    for (browser, refused) in [(&stranger, StatusCode::NOT_FOUND), (&reader, StatusCode::FORBIDDEN)] {
        assert_eq!(browser.get(scene.app.url(&path)).send().await.unwrap().status(), refused);
        for end in ["", "/remove", "/tell"] {
            let fields = [
                ("id", Uuid::from_u128(4).to_string()),
                ("name", "X".to_owned()),
                ("guest", Uuid::from_u128(3).to_string()),
            ];
            let reply = browser.post(scene.app.url(&format!("{path}{end}"))).form(&fields).send().await.unwrap();
            assert!(
                reply.status() == refused || (end == "/tell" && reply.status() == StatusCode::UNPROCESSABLE_ENTITY),
                "{end}: {}",
                reply.status()
            );
        }
    }
    assert_eq!(walk::invitations(&scene.app.services.db, scene.walk(&walk).await.id).await.unwrap().len(), 1);
    scene.app.stop().await;
}
