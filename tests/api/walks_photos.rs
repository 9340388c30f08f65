//! Photos that are sent with a page, by staff on a walk and by residents: kept, shown to who sent them, and refused in words.

use image::GenericImageView;
use reqwest::{Method, Response, StatusCode};

use crate::harness::TestApp;
use crate::pages::location;
use crate::pictures;
use crate::walks::{Scene, add_finding, value};

const BOUNDARY: &str = "an-invented-boundary";

/// A page with a file on it, as browsers send one. No bytes: no file was chosen.
pub(crate) async fn send(scene: &Scene, path: &str, fields: &[(&str, &str)], name: &str, file: &[u8]) -> Response {
    let request = scene.browser.post(scene.app.url(path));
    request.header("content-type", kind()).body(body(fields, name, file)).send().await.unwrap()
}

pub(crate) fn kind() -> String {
    format!("multipart/form-data; boundary={BOUNDARY}")
}

pub(crate) fn body(fields: &[(&str, &str)], name: &str, file: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let file_name = if file.is_empty() { "" } else { "billede.jpg" };
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    );
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    body
}

#[tokio::test]
async fn a_photo_of_a_walk_is_shown_small_and_in_full_to_who_may_see_the_walk() {
    let scene = Scene::set().await;
    let photo = pictures::photo(900, 600, 3);
    let walk = scene.started().await;
    add_finding(&scene, &walk, 1, "good", Some(&photo)).await;
    let running = scene.get(&format!("{walk}/form/photo/{}", photo.sha256)).await;
    assert_eq!(
        (running.status(), &running.headers()["content-type"]),
        (StatusCode::OK, &"image/jpeg".parse().unwrap())
    );
    assert_eq!(image::load_from_memory(&running.bytes().await.unwrap()).unwrap().dimensions(), (480, 320));
    let other = pictures::photo(90, 60, 4);
    let unknown = scene.get(&format!("{walk}/form/photo/{}", other.sha256)).await;
    assert_eq!(unknown.status(), StatusCode::NOT_FOUND);

    let review = scene.page(&format!("{walk}/form/review")).await;
    scene.send(&format!("{walk}/form/review"), &[("version", value(&review, "version"))]).await;
    let path = format!("{walk}/photos/{}", photo.sha256);
    let full = scene.get(&format!("{path}?full")).await.bytes().await.unwrap();
    assert_eq!(image::load_from_memory(&full).unwrap().dimensions(), (900, 600));
    assert_eq!(image::load_from_memory(&scene.get(&path).await.bytes().await.unwrap()).unwrap().width(), 480);
    assert_eq!(scene.get(&format!("{walk}/photos/{}", other.sha256)).await.status(), StatusCode::NOT_FOUND);
    let nobody = crate::people::browser().get(scene.app.url(&path)).send().await.unwrap();
    assert_eq!(nobody.status(), StatusCode::SEE_OTHER);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_file_that_is_no_photo_is_refused_beside_its_field_and_what_was_typed_is_kept() {
    let scene = Scene::set().await;
    let walk = scene.started().await;
    add_finding(&scene, &walk, 1, "good", None).await;
    let path = format!("{walk}/form/q/findings.1/seen");
    let half = pictures::photo(90, 60, 3).file[..200].to_vec();
    let huge = vec![0; 10 * 1024 * 1024 + 1];
    for (file, words) in [
        (b"%PDF-1.7 opdigtet".as_slice(), "ikke et billede"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "ikke et billede"),
        (&half, "i stykker"),
        (&huge, "højst fylde 10 MB"),
    ] {
        let page = scene.page(&path).await;
        let fields = [("version", value(&page, "version")), ("findings.1/seen/observation", "Skrevet om")];
        let reply = send(&scene, &path, &fields, "findings.1/seen/photo", file).await;
        assert_eq!(reply.status(), StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = reply.text().await.unwrap();
        assert!(page.contains(words) && page.contains("Skrevet om"), "{page}");
    }
    let page = scene.page(&path).await;
    assert!(page.contains("Skrevet om") && !page.contains("<img class=\"picture\""), "{page}");
    scene.app.stop().await;
}

#[tokio::test]
async fn a_digest_that_is_typed_shows_nobody_a_photo_of_somebody_else() {
    let scene = Scene::set().await;
    let walk = scene.started().await;
    let photo = pictures::photo(90, 60, 3);
    add_finding(&scene, &walk, 1, "good", Some(&photo)).await;
    let other = scene.started().await;
    add_finding(&scene, &other, 1, "good", None).await;
    let path = format!("{other}/form/q/findings.1/seen");
    let page = scene.page(&path).await;
    let digest = photo.sha256.to_string();
    let fields = [
        ("version", value(&page, "version")),
        ("findings.1/seen/observation", "Opdigtet"),
        ("findings.1/seen/photo", digest.as_str()),
    ];
    location(&scene.send(&path, &fields).await);
    assert_eq!(scene.get(&format!("{other}/form/photo/{digest}")).await.status(), StatusCode::NOT_FOUND);
    scene.app.stop().await;
}

#[tokio::test]
async fn a_resident_sends_a_photo_with_a_page_and_it_stays_with_the_answers() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let link = format!("/s/{}/da", wave.code.as_str());
    let begun = app.request(Method::POST, &link).send().await.unwrap();
    assert_eq!(location(&begun), format!("{link}/q/photo"));
    let photo = pictures::photo(120, 60, 7);
    let post = |body: Vec<u8>| {
        app.request(Method::POST, &format!("{link}/q/photo")).header("content-type", kind()).body(body).send()
    };
    let sent = post(body(&[("step", "next")], "photo", &photo.file)).await.unwrap();
    assert_eq!(location(&sent), format!("{link}/q/other"));
    let shown = app.get(&format!("{link}/q/photo")).await.text().await.unwrap();
    assert!(shown.contains(&format!("{link}/photo/{}", photo.sha256)), "{shown}");
    let picture = app.get(&format!("{link}/photo/{}", photo.sha256)).await;
    assert_eq!(picture.headers()["cache-control"], "no-store");
    assert_eq!(
        image::load_from_memory(&picture.bytes().await.unwrap()).unwrap().width(),
        64,
        "as the question wants it"
    );
    let kept = post(body(&[("step", "next")], "photo", &[])).await.unwrap();
    assert_eq!(location(&kept), format!("{link}/q/other"));
    app.request(Method::POST, &format!("{link}/q/other")).form(&[("step", "skip")]).send().await.unwrap();
    let review = app.get(&format!("{link}/review")).await.text().await.unwrap();
    let fields = [("response", crate::pages::response_of(&review))];
    let thanks = app.request(Method::POST, &format!("{link}/review")).form(&fields).send().await.unwrap();
    assert_eq!(location(&thanks), format!("{link}/thanks"));
    let path = format!("/api/v1/waves/{}/progress", wave.id);
    let progress: serde_json::Value =
        app.authorised(Method::GET, &path).await.send().await.unwrap().json().await.unwrap();
    assert_eq!((&progress["answers"], &progress["incomplete"]), (&1.into(), &0.into()));
    assert_eq!(app.get(&format!("{link}/photo/{}", photo.sha256)).await.status(), StatusCode::NOT_FOUND);
    app.stop().await;
}
