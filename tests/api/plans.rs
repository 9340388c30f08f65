//! The page about the plan of an area, and a tap on the plan while a walk is held, as a browser without scripts sends it.

use nabosvar::access::Role;
use nabosvar::service::plans;
use reqwest::{Client, Response, StatusCode};

use crate::pages::location;
use crate::walks::{Scene, area, value};
use crate::{pictures, walks_photos};

/// Sends a picture as the plan, to whoever looked at the page.
async fn hang(scene: &Scene, browser: &Client, seen: &str, file: &[u8]) -> Response {
    let body = walks_photos::body(&[("seen", seen)], "picture", file);
    let request = browser.post(scene.app.url(&address(scene))).header("content-type", walks_photos::kind());
    request.body(body).send().await.expect("the server replies")
}

fn address(scene: &Scene) -> String {
    format!("/staff/areas/{}/plan", scene.area.id)
}

#[tokio::test]
async fn a_plan_is_hung_up_tied_to_the_earth_and_shown() {
    let scene = Scene::set().await;
    let path = address(&scene);
    let page = scene.page(&path).await;
    assert!(page.contains("har ingen plan endnu") && value(&page, "seen") == "0", "{page}");
    let picture = pictures::photo(900, 600, 3);
    for _ in 0..2 {
        assert_eq!(location(&hang(&scene, &scene.browser, "0", &picture.file).await), path, "also a second click");
    }
    let page = scene.page(&path).await;
    let source = format!("{path}/picture/{}", picture.sha256);
    assert!(page.contains(&source) && page.contains("width=\"900\" height=\"600\""), "{page}");
    let shown = scene.get(&source).await;
    assert_eq!((shown.status(), &shown.headers()["content-type"]), (StatusCode::OK, &"image/jpeg".parse().unwrap()));
    let another = source.replace(&picture.sha256.to_string(), &"0".repeat(64));
    assert_eq!(scene.get(&another).await.status(), StatusCode::NOT_FOUND);

    let points = format!("{path}/points");
    let typed = |first: &'static str, second: &'static str, earth: &'static str| {
        [("seen", "1"), ("point-1", first), ("earth-1", "55,4 11,35"), ("point-2", second), ("earth-2", earth)]
    };
    for (fields, words, field) in [
        (typed("0,1 0,9", "her", "55,401 11,351"), "Skriv to tal fra 0 til 1", "point-2"),
        (typed("0,1 0,9", "0,9 0,1", ""), "Skriv breddegrad", "earth-2"),
        (typed("0,1 0,9", "", ""), "to eller tre punkter", "point-1"),
        (typed("0,1 0,9", "0,1 0,9", "55,401 11,351"), "for tæt", "point-1"),
        (typed("0,1 0,9", "0,9 1,1", "55,401 11,351"), "uden for planen", "point-1"),
        (typed("0,1 0,9", "0,9 0,1", "11,351 55,401"), "20 kilometer", "point-1"),
        (typed("0,1 0,9", "0,9 0,1", "NaN inf"), "Skriv breddegrad", "earth-2"),
    ] {
        let refused = scene.send(&points, &fields).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = refused.text().await.unwrap();
        assert!(page.contains(words) && page.contains(&format!("href=\"#{field}\"")), "{words}: {page}");
        assert!(page.contains("value=\"0,1 0,9\""), "what was typed stays");
    }
    let right = typed("0,1 0,9", "0,9 0,1", "55,401 11,351");
    for _ in 0..2 {
        assert_eq!(location(&scene.send(&points, &right).await), path);
    }
    let page = scene.page(&path).await;
    assert!(
        page.contains("Planen ved, hvor den ligger")
            && page.contains("data-fit=\"")
            && page.contains("value=\"55.401 11.351\""),
        "{page}"
    );
    let late = scene.send(&points, &typed("0,2 0,9", "0,9 0,1", "55,401 11,351")).await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
    scene.app.stop().await;
}

#[tokio::test]
async fn what_is_no_picture_or_too_large_is_refused_in_words_and_nothing_is_hung_up() {
    let scene = Scene::set().await;
    let picture = pictures::photo(90, 60, 3).file;
    let half = picture[..200].to_vec();
    // A picture that is also a page: only what was seen in it is kept.
    let polyglot = [picture.as_slice(), b"<script>alert(1)</script>"].concat();
    let huge = vec![0; 10 * 1024 * 1024 + 1];
    for (file, words) in [
        (&b""[..], "Vælg et billede."),
        (b"%PDF-1.7 opdigtet", "ikke et billede, der kan bruges"),
        (b"GIF89a", "ikke et billede, der kan bruges"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "ikke et billede, der kan bruges"),
        (&half, "kan ikke læses"),
        (&huge, "højst fylde 10 MB"),
    ] {
        let refused = hang(&scene, &scene.browser, "0", file).await;
        assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = refused.text().await.unwrap();
        assert!(page.contains(words) && page.contains("href=\"#picture\""), "{page}");
    }
    assert_eq!(
        plans::find(&scene.app.services, &nabosvar::access::Actor::operator(), scene.area.id).await.unwrap().plan,
        None
    );
    assert_eq!(hang(&scene, &scene.browser, "x", &polyglot).await.status(), StatusCode::BAD_REQUEST);
    location(&hang(&scene, &scene.browser, "0", &polyglot).await);
    let page = scene.page(&address(&scene)).await;
    let source = page.split("data-plan=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let kept = scene.get(&source).await.bytes().await.unwrap();
    assert!(!kept.windows(7).any(|word| word == b"<script"));
    scene.app.stop().await;
}

#[tokio::test]
async fn who_may_not_change_a_plan_looks_at_it_at_most() {
    let scene = Scene::set().await;
    let picture = pictures::photo(90, 60, 3);
    location(&hang(&scene, &scene.browser, "0", &picture.file).await);
    let path = address(&scene);
    let source = format!("{path}/picture/{}", picture.sha256);
    let reader = scene.app.staff(Role::Reader, scene.area.place()).await;
    let next_door = area(&scene.app, "Sydbyen").await;
    let stranger = scene.app.staff(Role::Coordinator, next_door.place()).await;
    let get = async |browser: &Client, path: &str| browser.get(scene.app.url(path)).send().await.unwrap().status();
    for path in [&path, &source] {
        assert_eq!(get(&reader, path).await, StatusCode::OK);
        assert_eq!(get(&stranger, path).await, StatusCode::NOT_FOUND);
        assert_eq!(get(&crate::people::browser(), path).await, StatusCode::SEE_OTHER);
    }
    let page = reader.get(scene.app.url(&path)).send().await.unwrap().text().await.unwrap();
    assert!(!page.contains("<form method=\"post\" action=\"/staff/areas"), "{page}");
    let other = pictures::photo(90, 60, 90).file;
    assert_eq!(hang(&scene, &reader, "1", &other).await.status(), StatusCode::FORBIDDEN);
    assert_eq!(hang(&scene, &stranger, "1", &other).await.status(), StatusCode::NOT_FOUND);
    let points = scene.app.url(&format!("{path}/points"));
    let send = async |browser: &Client| browser.post(&points).form(&[("seen", "1")]).send().await.unwrap().status();
    assert_eq!((send(&reader).await, send(&stranger).await), (StatusCode::FORBIDDEN, StatusCode::NOT_FOUND));
    assert_eq!(
        hang(&scene, &scene.browser, "0", &other).await.status(),
        StatusCode::CONFLICT,
        "another one hangs there"
    );
    scene.app.stop().await;
}

#[tokio::test]
async fn a_plan_is_taken_down_after_it_was_said_what_becomes_of_the_marks() {
    let scene = Scene::set().await;
    let (path, picture) = (address(&scene), pictures::photo(90, 60, 3));
    let remove = format!("{path}/remove");
    assert_eq!(location(&scene.get(&remove).await), path, "there is nothing to remove");
    location(&hang(&scene, &scene.browser, "0", &picture.file).await);
    let page = scene.page(&remove).await;
    assert!(page.contains("Ingen fund har et mærke på den.") && page.contains(&picture.sha256.to_string()), "{page}");
    let reader = scene.app.staff(Role::Reader, scene.area.place()).await;
    let next_door = area(&scene.app, "Sydbyen").await;
    let stranger = scene.app.staff(Role::Coordinator, next_door.place()).await;
    let sha256 = picture.sha256.to_string();
    for (browser, expected) in [(&reader, StatusCode::FORBIDDEN), (&stranger, StatusCode::NOT_FOUND)] {
        assert_eq!(browser.get(scene.app.url(&remove)).send().await.unwrap().status(), expected);
        assert_eq!(scene.app.send(browser, &remove, &[("picture", &sha256)]).await.status(), expected);
    }
    let other = "0".repeat(64);
    let refused = scene.send(&remove, &[("picture", &other)]).await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert!(refused.text().await.unwrap().contains("En anden har ændret planen imens"));
    assert_eq!(scene.send(&remove, &[("picture", "?")]).await.status(), StatusCode::BAD_REQUEST);
    for _ in 0..2 {
        assert_eq!(location(&scene.send(&remove, &[("picture", &sha256)]).await), path);
    }
    assert!(scene.page(&path).await.contains("har ingen plan endnu"));
    scene.app.stop().await;
}

#[tokio::test]
async fn a_tap_on_the_plan_is_kept_with_what_else_was_chosen_and_shown_again() {
    let scene = Scene::set().await;
    let without = scene.started().await;
    scene.fill(&format!("{without}/form/q/findings.1/kind"), &[("findings.1/kind", "good")]).await;
    let spot = |walk: &str| format!("{walk}/form/q/findings.1/spot");
    let page = scene.page(&spot(&without)).await;
    assert!(!page.contains("På planen") && !page.contains("leaflet"), "no plan, no script: {page}");
    let picture = pictures::photo(900, 600, 3);
    location(&hang(&scene, &scene.browser, "0", &picture.file).await);

    let walk = scene.started().await;
    scene.fill(&format!("{walk}/form/q/findings.1/kind"), &[("findings.1/kind", "good")]).await;
    let page = scene.page(&spot(&walk)).await;
    assert!(page.contains(&format!("data-plan=\"{}/picture/{}\"", address(&scene), picture.sha256)), "{page}");
    assert!(
        page.contains("/assets/leaflet.") && page.contains("type=\"image\"") && page.contains("height=\"187\""),
        "{page}"
    );
    let name = "findings.1/spot/on_plan";
    let (x, y, wide, high) =
        (format!("{name}:tap.x"), format!("{name}:tap.y"), format!("{name}:wide"), format!("{name}:high"));
    let tap = [
        ("findings.1/spot/place_detail", "ved den opdigtede dør"),
        (&x, "80"),
        (&y, "107"),
        (&wide, "320"),
        (&high, "214"),
        (name, ""),
    ];
    assert_eq!(scene.fill(&spot(&walk), &tap).await, spot(&walk), "the place is not chosen yet, and nobody complains");
    let page = scene.page(&spot(&walk)).await;
    assert!(page.contains("<circle cx=\"70.0\" cy=\"93.5\"") && page.contains("ved den opdigtede dør"), "{page}");
    let done = [("findings.1/spot/place", "path"), (name, "0.2500 0.5000"), ("step", "next")];
    assert_eq!(scene.fill(&spot(&walk), &done).await, format!("{walk}/form/q/findings.1/theme"));
    let wrong = scene
        .send(
            &spot(&walk),
            &[
                ("version", value(&scene.page(&spot(&walk)).await, "version")),
                ("findings.1/spot/place", "path"),
                (name, "7 7"),
            ],
        )
        .await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text().await.unwrap().contains("ikke et sted på planen"));
    scene.app.stop().await;
}
