//! `bounce`: what a mail server hands to the program.

use std::io::Write;
use std::process::Stdio;

use tempfile::TempDir;

use crate::{nabosvar, run, text};

/// What the program says to a mail.
fn bounced(folder: &TempDir, mail: &[u8]) -> (Option<i32>, String) {
    let mut command = nabosvar(folder.path(), &["bounce"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut program = command.spawn().expect("the program starts");
    program.stdin.take().expect("an input").write_all(mail).expect("it reads all that it is given");
    let output = program.wait_with_output().expect("it ends");
    (output.status.code(), text(&output.stdout).to_owned())
}

fn report() -> String {
    "Content-Type: multipart/report; report-type=delivery-status; boundary=x\n\n\
     --x\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; invented.example\n\n\
     Final-Recipient: rfc822; nobody@invented.example\nAction: failed\nStatus: 5.1.1\n\n\
     --x\nContent-Type: text/rfc822-headers\n\nMessage-ID: <8e03978e-40d5-43e8-bc93-6894a57f9324@invented.example>\n\n--x--\n"
        .to_owned()
}

#[test]
fn a_report_of_a_mail_that_is_none_of_ours_is_taken_in_silence() {
    let folder = TempDir::new().expect("a folder");
    assert!(run(folder.path(), &["migrate"]).status.success());
    assert_eq!(bounced(&folder, report().as_bytes()), (Some(0), String::new()));
}

#[test]
fn what_is_no_report_opens_nothing_and_is_heard_to_its_end() {
    let folder = TempDir::new().expect("a folder");
    let answer = "Subject: Tak\n\nJeg svarer gerne.\n";
    for mail in [Vec::new(), answer.as_bytes().to_vec(), vec![0xff; 4 << 20]] {
        assert_eq!(bounced(&folder, &mail), (Some(0), String::new()));
    }
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_mail_server_is_asked_to_try_later_when_the_database_is_not_there() {
    let folder = TempDir::new().expect("a folder");
    std::fs::write(folder.path().join("data"), "no folder").expect("a file");
    assert_eq!(bounced(&folder, report().as_bytes()).0, Some(75));
}
