//! What is refused, and what a damage looks like.

use std::fs;
use std::path::Path;
use std::process::Output;

use nabosvar::store::Digest;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::{Installed, past, text, words};

/// Inserts rows that no command makes.
async fn execute(installed: &Installed, statement: &str) {
    let past = past::connect(&installed.location()).await;
    past.execute_unprepared(statement).await.unwrap();
    past.close().await.unwrap();
}

fn hex(installed: &Installed, digest: Digest) -> String {
    if installed.is_postgres() { format!("'\\x{digest}'") } else { format!("X'{digest}'") }
}

/// A file of an answer, with its row.
async fn attach(installed: &Installed, blob: Uuid, content: &str) {
    let kept = installed.path("data/attachments/kept");
    fs::create_dir_all(&kept).unwrap();
    fs::write(kept.join(blob.to_string()), content).unwrap();
    let sha256 = hex(installed, Digest::of(content));
    let id = if installed.is_postgres() { format!("'{blob}'") } else { format!("X'{}'", blob.simple()) };
    let columns = "sha256, blob, size, media_type, width, height, kept_sha256";
    let values = format!("{sha256}, {id}, {}, 'image/png', 1, 1, {sha256}", content.len());
    execute(installed, &format!("INSERT INTO attachment ({columns}) VALUES ({values})")).await;
}

fn refused(output: &Output, code: i32, why: &str) {
    assert_eq!(output.status.code(), Some(code), "{}", words(output));
    assert!(words(output).contains(why), "{why}: {}", words(output));
}

fn succeeded(output: &Output) {
    assert!(output.status.success(), "{}", words(output));
}

#[tokio::test]
async fn a_backup_holds_the_files_that_its_rows_name_and_no_others() {
    let installed = Installed::with_form().await;
    let blobs = [1, 2, 3].map(Uuid::from_u128);
    attach(&installed, blobs[0], "invented one").await;
    attach(&installed, blobs[1], "invented two").await;
    fs::write(installed.path("data/attachments/kept").join(blobs[2].to_string()), "nobody's").unwrap();
    fs::write(installed.path("data/attachments/kept/on-its-way#1"), "half").unwrap();
    succeeded(&installed.run(&["backup", "copy"]));
    let mut names: Vec<_> =
        fs::read_dir(installed.path("copy/kept")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [blobs[0].to_string().as_str(), blobs[1].to_string().as_str()]);
    nobody_else_reads(&installed.path("copy"));

    let restored = Installed::nothing().await;
    succeeded(&restored.run(&["restore", text(&installed.path("copy"))]));
    succeeded(&restored.run(&["verify"]));
    nobody_else_reads(&restored.path("data"));
    let back = restored.path("data/attachments/kept").join(blobs[1].to_string());
    assert_eq!(fs::read_to_string(&back).unwrap(), "invented two");
    fs::write(&back, "something else").unwrap();
    refused(&restored.run(&["verify"]), 3, "is not what its row says");
    fs::remove_file(&back).unwrap();
    refused(&restored.run(&["verify"]), 3, "cannot be read");
    refused(&restored.run(&["backup", "again"]), 1, "is missing");
    assert!(!restored.path("again").exists(), "half a backup is none");
    restored.remove().await;
    installed.remove().await;
}

#[cfg(unix)]
fn nobody_else_reads(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o077;
    assert_eq!(mode(folder), 0);
    for entry in fs::read_dir(folder).unwrap() {
        assert_eq!(mode(&entry.unwrap().path()), 0);
    }
}

#[tokio::test]
async fn a_damaged_backup_or_one_that_is_not_finished_is_not_restored() {
    let installed = Installed::with_form().await;
    succeeded(&installed.run(&["backup", "copy"]));
    refused(&installed.run(&["backup", "copy"]), 1, "is not empty");
    let copied = installed.path("copy");
    let manifest = fs::read_to_string(copied.join("manifest.json")).unwrap();
    let restored = Installed::nothing().await;
    let restore = || restored.run(&["restore", text(&copied)]);

    let newer = manifest.replace("m00", "m99");
    fs::write(copied.join("manifest.json"), newer).unwrap();
    refused(&restore(), 1, "newer program");
    fs::write(copied.join("manifest.json"), manifest.replace("database.", "../database.")).unwrap();
    refused(&restore(), 1, "not one that this program can read");
    fs::remove_file(copied.join("manifest.json")).unwrap();
    refused(&restore(), 1, "no finished backup");
    refused(&restored.run(&["verify", text(&copied)]), 1, "no finished backup");

    fs::write(copied.join("manifest.json"), &manifest).unwrap();
    let name = if installed.is_postgres() { "database.dump" } else { "database.sqlite" };
    let mut bytes = fs::read(copied.join(name)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(copied.join(name), bytes).unwrap();
    refused(&restore(), 1, "the backup is damaged");
    refused(&restored.run(&["verify", text(&copied)]), 3, "is not what the manifest says");
    assert!(!restored.path("data").exists(), "nothing was touched");
    restored.remove().await;
    installed.remove().await;
}

#[tokio::test]
async fn what_is_there_is_not_overwritten() {
    let installed = Installed::with_form().await;
    succeeded(&installed.run(&["backup", "copy"]));
    refused(&installed.run(&["restore", "copy"]), 1, if installed.is_postgres() { "has tables" } else { "--replace" });
    if installed.is_postgres() {
        refused(&installed.run(&["restore", "copy", "--replace"]), 1, "make an empty one");
    } else {
        succeeded(&installed.run(&["programme", "create", "Invented later"]));
        let held = past::connect(&installed.location()).await;
        held.execute_unprepared("SELECT COUNT(*) FROM programme").await.unwrap();
        refused(&installed.run(&["restore", "copy", "--replace"]), 1, "stop the server first");
        held.close().await.unwrap();
        let done = installed.run(&["restore", "copy", "--replace"]);
        succeeded(&done);
        assert!(words(&done).contains("replaced-"), "{}", words(&done));
        let aside = fs::read_dir(installed.path("data")).unwrap().map(|entry| entry.unwrap().path());
        let aside = aside.filter(|path| text(path).contains("replaced-")).collect::<Vec<_>>();
        assert!(aside[0].join("nabosvar.sqlite").exists());
        succeeded(&installed.run(&["verify"]));
    }
    installed.remove().await;
}

#[tokio::test]
async fn an_interrupted_restore_is_not_taken_for_a_finished_one() {
    let installed = Installed::with_form().await;
    succeeded(&installed.run(&["backup", "copy"]));
    let restored = Installed::nothing().await;
    fs::create_dir_all(restored.path("data/attachments/kept")).unwrap();
    fs::write(restored.path("data/attachments/kept/00000000-0000-0000-0000-000000000001"), "half").unwrap();
    fs::write(restored.path("data/restore-unfinished"), "").unwrap();
    for command in [&["serve"][..], &["migrate"], &["verify"], &["backup", "copy"]] {
        refused(&restored.run(command), 1, "was interrupted: run it again");
    }
    succeeded(&restored.run(&["restore", text(&installed.path("copy"))]));
    succeeded(&restored.run(&["verify"]));
    restored.remove().await;
    installed.remove().await;
}

#[tokio::test]
async fn an_answer_that_somebody_changed_is_found() {
    let installed = Installed::with_form().await;
    let (id, answers) = (Uuid::from_u128(7), "{}");
    let key = if installed.is_postgres() { format!("'{id}'") } else { format!("X'{}'", id.simple()) };
    let columns = "id, form_id, form_version, language, answers, sha256, period_starts_on, review, revision";
    let digest = hex(&installed, Digest::of_answers("invented", "1", None, answers));
    let values = format!("{key}, 'invented', '1', 'en', '{answers}', {digest}, '2026-11-21', 'none', 1");
    execute(&installed, &format!("INSERT INTO response ({columns}) VALUES ({values})")).await;
    succeeded(&installed.run(&["verify"]));
    execute(&installed, "UPDATE response SET answers = '{\"name\":\"Somebody\"}'").await;
    refused(&installed.run(&["verify"]), 3, &format!("response {id} is not what its digest says"));
    installed.remove().await;
}

#[tokio::test]
async fn without_an_installation_there_is_no_backup() {
    let nothing = Installed::nothing().await;
    let why = if nothing.is_postgres() { "no database of Nabosvar" } else { "there is no database at" };
    for command in [&["backup", "copy"][..], &["verify"]] {
        refused(&nothing.run(command), 1, why);
    }
    assert!(!nothing.path("copy").exists());
    assert!(!nothing.path("data").exists());
    nothing.remove().await;
}

#[tokio::test]
async fn a_program_of_postgres_that_is_not_there_is_named() {
    let installed = Installed::with_form().await;
    if installed.is_postgres() {
        let mut command = installed.command(&["backup", "copy"]);
        let output = command.env("PATH", "/invented").output().unwrap();
        refused(&output, 1, "pg_dump cannot be run");
        assert!(!installed.path("copy").exists());
    }
    installed.remove().await;
}
