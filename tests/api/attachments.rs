//! Pictures over HTTP: sent whole or in parts, before or after their answer, read as they are kept.

use nabosvar::service::waves::Wave;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use crate::harness::TestApp;
use crate::pictures::{self, Photo};
use crate::problem;

const PART: usize = 64 * 1024;

fn path(photo: &Photo) -> String {
    format!("/api/v1/attachments/{}", photo.sha256)
}

fn with_code(photo: &Photo, wave: &Wave) -> String {
    format!("{}?wave={}", path(photo), wave.code.as_str())
}

async fn put(app: &TestApp, path: &str, body: impl Into<reqwest::Body>) -> Response {
    app.request(Method::PUT, path).body(body).send().await.expect("the server replies")
}

/// Sends the bytes from `start` to before `end` of a file.
async fn put_part(app: &TestApp, path: &str, photo: &Photo, start: usize, end: usize) -> Response {
    let range = format!("bytes {start}-{}/{}", end - 1, photo.file.len());
    let part = photo.file[start..end].to_vec();
    app.request(Method::PUT, path).header("content-range", range).body(part).send().await.expect("the server replies")
}

/// What `HEAD` says: `?0 65536` or `?1`.
async fn state(app: &TestApp, path: &str) -> String {
    let reply = app.request(Method::HEAD, path).send().await.expect("the server replies");
    assert_eq!(reply.status(), StatusCode::NO_CONTENT);
    let header =
        |name| reply.headers().get(name).map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default();
    format!("{} {}", header("upload-complete"), header("upload-offset")).trim().to_owned()
}

/// Sends an answer with these pictures, and says what the receipt finds missing.
async fn answer(app: &TestApp, wave: &Wave, id: &str, answers: &Value) -> (StatusCode, Vec<String>) {
    let path = format!("/api/v1/forms/pictures/versions/1/responses/{id}?wave={}", wave.code.as_str());
    let reply = app.request(Method::PUT, &path).json(answers).send().await.expect("the server replies");
    let status = reply.status();
    let receipt: Value = reply.json().await.expect("JSON");
    let missing =
        receipt["missing"].as_array().expect("a list").iter().map(|name| name.as_str().expect("a name").to_owned());
    (status, missing.collect())
}

async fn progress(app: &TestApp, wave: &Wave) -> (u64, u64) {
    let path = format!("/api/v1/waves/{}/progress", wave.id);
    let progress: Value =
        app.authorised(Method::GET, &path).await.send().await.expect("the server replies").json().await.expect("JSON");
    let count = |name: &str| progress[name].as_u64().expect("a number");
    (count("answers"), count("incomplete"))
}

#[tokio::test]
async fn a_picture_is_kept_once_and_read_as_it_is_kept() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let photo = pictures::photo(120, 60, 7);
    assert_eq!(state(&app, &with_code(&photo, &wave)).await, "?0 0");
    let created = put(&app, &with_code(&photo, &wave), photo.file.clone()).await;
    assert_eq!(created.status(), StatusCode::CREATED);
    let expected = json!({ "sha256": photo.sha256.to_string(), "complete": true });
    assert_eq!(created.json::<Value>().await.unwrap(), expected);
    assert_eq!(put(&app, &with_code(&photo, &wave), photo.file.clone()).await.status(), StatusCode::OK);
    assert_eq!(state(&app, &with_code(&photo, &wave)).await, "?1");

    let read = app.authorised(Method::GET, &path(&photo)).await.send().await.unwrap();
    assert_eq!(read.status(), StatusCode::OK);
    let header = |name| read.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "image/jpeg");
    assert_eq!(header("cache-control"), "private, no-cache");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-disposition"), format!("attachment; filename=\"{}.jpg\"", photo.sha256));
    let (tag, length) = (header("etag"), header("content-length"));
    let kept = read.bytes().await.unwrap();
    assert_eq!(length, kept.len().to_string());
    assert_ne!(kept, photo.file);
    let seen = image::load_from_memory(&kept).unwrap();
    assert_eq!((seen.width(), seen.height()), (100, 50), "as large as the largest that the form wants");
    let known = app.authorised(Method::GET, &path(&photo)).await.header("if-none-match", tag).send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    app.stop().await;
}

#[tokio::test]
async fn an_answer_is_incomplete_until_its_pictures_are_there_whichever_comes_first() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let (before, after) = (pictures::photo(90, 90, 1), pictures::photo(90, 90, 2));
    assert_eq!(put(&app, &with_code(&before, &wave), before.file.clone()).await.status(), StatusCode::CREATED);
    let id = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";
    let answers = json!({ "photo": after.sha256.to_string(), "other": before.sha256.to_string() });
    let (status, missing) = answer(&app, &wave, id, &answers).await;
    assert_eq!((status, missing), (StatusCode::CREATED, vec![after.sha256.to_string()]));
    assert_eq!(progress(&app, &wave).await, (1, 1));

    assert_eq!(put(&app, &with_code(&after, &wave), after.file.clone()).await.status(), StatusCode::CREATED);
    assert_eq!(answer(&app, &wave, id, &answers).await, (StatusCode::OK, Vec::new()));
    assert_eq!(progress(&app, &wave).await, (1, 0));
    // The question that it answers wants it smaller than the other one does.
    let read = app.authorised(Method::GET, &path(&after)).await.send().await.unwrap();
    assert_eq!(image::load_from_memory(&read.bytes().await.unwrap()).unwrap().width(), 64);
    app.stop().await;
}

#[tokio::test]
async fn a_large_picture_comes_in_parts_and_goes_on_after_a_break() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let photo = pictures::noise(260, 3);
    let (path, length) = (with_code(&photo, &wave), photo.file.len());
    assert!(length > 3 * PART);
    let part = put_part(&app, &path, &photo, 0, PART).await;
    assert_eq!(part.status(), StatusCode::ACCEPTED);
    let expected = json!({ "sha256": photo.sha256.to_string(), "complete": false, "offset": PART });
    assert_eq!(part.json::<Value>().await.unwrap(), expected);
    assert_eq!(state(&app, &path).await, format!("?0 {PART}"));

    // The reply was lost, or something in between.
    assert_eq!(put_part(&app, &path, &photo, 0, PART).await.json::<Value>().await.unwrap(), expected);
    assert_eq!(problem::code(put_part(&app, &path, &photo, 0, PART + 1).await).await, "409 attachment_offset");
    let gap = put_part(&app, &path, &photo, 2 * PART, length).await;
    assert_eq!(problem::read(gap).await.1["detail"], format!("{PART} bytes are there."));
    let crumb = put_part(&app, &path, &photo, PART, PART + 1).await;
    assert_eq!(problem::code(crumb).await, "400 parameter_invalid");

    assert_eq!(put_part(&app, &path, &photo, PART, 2 * PART).await.status(), StatusCode::ACCEPTED);
    assert_eq!(put_part(&app, &path, &photo, 2 * PART, length).await.status(), StatusCode::CREATED);
    assert_eq!(state(&app, &path).await, "?1");
    let parts = app.services.attachments.blobs.parts(photo.sha256).await.unwrap();
    assert!(parts.is_empty(), "{parts:?}");
    app.stop().await;
}

#[tokio::test]
async fn parts_that_do_not_make_the_file_are_forgotten() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let (photo, other) = (pictures::noise(260, 4), pictures::noise(260, 5));
    let (path, length) = (with_code(&photo, &wave), photo.file.len());
    assert_eq!(put_part(&app, &path, &other, 0, PART).await.status(), StatusCode::ACCEPTED);
    let range = format!("bytes {PART}-{}/{length}", length - 1);
    let rest = photo.file[PART..].to_vec();
    let rest = app.request(Method::PUT, &path).header("content-range", range).body(rest).send().await.unwrap();
    assert_eq!(problem::code(rest).await, "422 attachment_digest");
    assert_eq!(state(&app, &path).await, "?0 0");
    assert_eq!(put(&app, &path, photo.file.clone()).await.status(), StatusCode::CREATED);
    app.stop().await;
}

#[tokio::test]
async fn what_is_no_picture_or_another_one_is_refused_by_name() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let photo = pictures::photo(20, 20, 9);
    let mut changed = photo.file.clone();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(problem::code(put(&app, &with_code(&photo, &wave), changed).await).await, "422 attachment_digest");

    let heic = [&[0, 0, 0, 0x18], b"ftypheic".as_slice(), &[0; 4], b"mif1heic"].concat();
    let heic = Photo { sha256: nabosvar::store::Digest::of(&heic), file: heic };
    let refused = app.request(Method::PUT, &with_code(&heic, &wave)).header("content-type", "image/jpeg");
    let (status, document) = problem::read(refused.body(heic.file.clone()).send().await.unwrap()).await;
    assert_eq!((status, &document["code"]), (StatusCode::UNSUPPORTED_MEDIA_TYPE, &json!("attachment_type")));
    assert_eq!(document["detail"], "It is image/heif.");

    let half = Photo { sha256: nabosvar::store::Digest::of(&photo.file[..200]), file: photo.file[..200].to_vec() };
    assert_eq!(
        problem::code(put(&app, &with_code(&half, &wave), half.file.clone()).await).await,
        "422 attachment_damaged"
    );
    for photo in [&photo, &heic, &half] {
        assert_eq!(state(&app, &with_code(photo, &wave)).await, "?0 0");
        let read = app.authorised(Method::GET, &path(photo)).await.send().await.unwrap();
        assert_eq!(problem::code(read).await, "404 attachment_not_found");
    }
    app.stop().await;
}

#[tokio::test]
async fn only_who_may_answer_with_pictures_may_send_them_and_only_programs_read_them() {
    let app = TestApp::start().await;
    let (wave, without) = (pictures::wave(&app.services).await, app.wave().await);
    let photo = pictures::photo(20, 20, 9);
    let send = |path: String| put(&app, Box::leak(path.into_boxed_str()), photo.file.clone());
    assert_eq!(problem::code(send(path(&photo)).await).await, "401 token_missing");
    assert_eq!(problem::code(send(with_code(&photo, &without)).await).await, "403 pictures_not_asked");
    assert_eq!(problem::code(send(format!("{}?wave=none", path(&photo))).await).await, "404 wave_not_found");
    let bad = format!("/api/v1/attachments/{}?wave={}", "A".repeat(64), wave.code.as_str());
    assert_eq!(problem::code(send(bad).await).await, "400 parameter_invalid");
    let read = app.get(&with_code(&photo, &wave)).await;
    assert_eq!(problem::code(read).await, "401 token_missing");
    let with_token = app.authorised(Method::PUT, &path(&photo)).await.body(photo.file.clone()).send().await.unwrap();
    assert_eq!(with_token.status(), StatusCode::CREATED);
    app.stop().await;
}

#[tokio::test]
async fn after_the_end_of_a_wave_only_pictures_come_that_its_answers_wait_for() {
    let app = TestApp::start().await;
    // One day and no thousand years: the sweeping in the background would take a file that is being written for one that was left.
    let (today, tomorrow) = (app.services.clock.today(), app.services.clock.now().tomorrow().expect("a day"));
    let wave = pictures::wave_until(&app.services, today).await;
    let (awaited, other) = (pictures::photo(20, 20, 1), pictures::photo(20, 20, 2));
    let id = "1b4e28ba-2fa1-4d8e-8f3a-6b9d5f0c7a21";
    let (status, _) = answer(&app, &wave, id, &json!({ "photo": awaited.sha256.to_string() })).await;
    assert_eq!(status, StatusCode::CREATED);
    app.services.clock.set(&tomorrow);
    assert_eq!(put(&app, &with_code(&awaited, &wave), awaited.file.clone()).await.status(), StatusCode::CREATED);
    assert_eq!(problem::code(put(&app, &with_code(&other, &wave), other.file.clone()).await).await, "403 wave_closed");
    app.stop().await;
}

#[tokio::test]
async fn nobody_fills_the_disk_with_pictures_that_no_answer_refers_to() {
    let app = TestApp::start().await;
    let wave = pictures::wave(&app.services).await;
    let too_large = app.request(Method::PUT, &with_code(&pictures::photo(20, 20, 1), &wave));
    let too_large = too_large.body(vec![0; 10 * 1024 * 1024 + 1]).send().await;
    // The server may hang up while the client still sends.
    if let Ok(reply) = too_large {
        assert_eq!(problem::code(reply).await, "413 body_too_large");
    }
    let waiting = pictures::noise(400, 1);
    let part = put_part(&app, &with_code(&waiting, &wave), &waiting, 0, 7 * PART).await;
    assert_eq!(part.status(), StatusCode::ACCEPTED);
    let full = pictures::noise(480, 2);
    let refused = put(&app, &with_code(&full, &wave), full.file.clone()).await;
    assert_eq!(problem::code(refused).await, "507 attachment_room");
    let small = pictures::photo(20, 20, 3);
    assert_eq!(put(&app, &with_code(&small, &wave), small.file.clone()).await.status(), StatusCode::CREATED);
    let program = app.authorised(Method::PUT, &path(&full)).await.body(full.file.clone()).send().await.unwrap();
    assert_eq!(program.status(), StatusCode::CREATED);
    app.stop().await;
}
