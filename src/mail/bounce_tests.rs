//! Reports as mail servers write them, and what only looks like one.

use proptest::prelude::*;

use super::*;

/// As Postfix writes it.
const REPORT: &str = "From: MAILER-DAEMON@mail.invented.example (Mail Delivery System)\r\n\
Subject: Undelivered Mail Returned to Sender\r\n\
To: post@invented.example\r\n\
Auto-Submitted: auto-replied\r\n\
MIME-Version: 1.0\r\n\
Content-Type: multipart/report; report-type=delivery-status;\r\n\
\tboundary=\"4B2C1.1763712000/mail.invented.example\"\r\n\
\r\n\
This is a MIME-encapsulated message.\r\n\
\r\n\
--4B2C1.1763712000/mail.invented.example\r\n\
Content-Description: Notification\r\n\
Content-Type: text/plain; charset=us-ascii\r\n\
\r\n\
Message-ID: <00000000-0000-0000-0000-000000000001@invented.example>\r\n\
I'm sorry to have to inform you that your message could not be delivered.\r\n\
\r\n\
--4B2C1.1763712000/mail.invented.example\r\n\
Content-Description: Delivery report\r\n\
Content-Type: message/delivery-status\r\n\
\r\n\
Reporting-MTA: dns; mail.invented.example\r\n\
X-Postfix-Queue-ID: 4B2C1\r\n\
Arrival-Date: Sat, 21 Nov 2026 12:00:00 +0100 (CET)\r\n\
\r\n\
Final-Recipient: rfc822; nobody@invented.example\r\n\
Original-Recipient: rfc822;nobody@invented.example\r\n\
Action: failed\r\n\
Status: 5.1.1\r\n\
Remote-MTA: dns; mx.invented.example\r\n\
Diagnostic-Code: smtp; 550 5.1.1 <nobody@invented.example>:\r\n\
\x20   Recipient address rejected\r\n\
\r\n\
--4B2C1.1763712000/mail.invented.example\r\n\
Content-Description: Undelivered Message\r\n\
Content-Type: message/rfc822\r\n\
Content-Transfer-Encoding: 8bit\r\n\
\r\n\
Return-Path: <post@invented.example>\r\n\
Message-ID:\r\n\
\x20<8e03978e-40d5-43e8-bc93-6894a57f9324@svar.invented.example>\r\n\
Subject: =?utf-8?b?T3BkaWd0ZXQ=?=\r\n\
\r\n\
Kære opdigtede\r\n\
\r\n\
--4B2C1.1763712000/mail.invented.example--\r\n";

const MAIL: Uuid = Uuid::from_u128(0x8e03_978e_40d5_43e8_bc93_6894_a57f_9324);

fn read(text: &str) -> Option<Bounce> {
    Bounce::read(text.as_bytes())
}

#[test]
fn a_report_says_which_mail_never_arrives_and_why() {
    let expected = Some(Bounce { mail: MAIL, status: "5.1.1".to_owned() });
    assert_eq!(read(REPORT), expected);
    assert_eq!(read(&REPORT.replace("\r\n", "\n")), expected);
    // Others send the head of the mail alone, name things in other letters, and add what they think of it.
    let head = REPORT
        .replace("message/rfc822", "Text/RFC822-Headers; charset=utf-8")
        .replace("Status: 5.1.1", "STATUS:  5.1.1 (no such user)")
        .replace("Action: failed", "action: FAILED")
        .replace("Kære opdigtede\r\n", "");
    assert_eq!(read(&head), expected);
    let cut = &REPORT[..REPORT.find("Kære").unwrap()];
    assert_eq!(read(cut), expected);
    let endless = format!("{cut}{}", "å".repeat(MOST_BYTES));
    assert_eq!(read(&endless), expected);
}

#[test]
fn what_is_no_failure_of_one_mail_is_nothing() {
    let changes = [
        ("multipart/report", "multipart/mixed"),
        ("message/delivery-status", "text/plain"),
        ("message/rfc822", "text/plain"),
        ("Action: failed", "Action: delayed"),
        ("Action: failed", "Action: delivered"),
        ("Status: 5.1.1", "Status: 4.4.1"),
        ("Status: 5.1.1", "Status: 5.1"),
        ("Status: 5.1.1", "Status: 5.1.1<script>"),
        ("Status: 5.1.1", "Status: 5.1.12345"),
        ("8e03978e-40d5-43e8-bc93-6894a57f9324@", "somebody@"),
        ("8e03978e-40d5-43e8-bc93-6894a57f9324@svar.invented.example", "8e03978e-40d5-43e8-bc93-6894a57f9324"),
        ("boundary=", "border="),
        ("boundary=\"4B2C1.1763712000/mail.invented.example\"", "boundary=\"\""),
    ];
    for (from, to) in changes {
        assert!(REPORT.contains(from), "{from}");
        assert_eq!(read(&REPORT.replace(from, to)), None, "{to}");
    }
    for text in ["", "\n\n", "Subject: Tak!\n\nJeg svarer gerne.\n", "Content-Type: multipart/report; boundary=a"] {
        assert_eq!(read(text), None, "{text}");
    }
}

#[test]
fn parts_without_end_are_not_read() {
    let parts = "--4B2C1.1763712000/mail.invented.example\r\n\r\n".repeat(MOST_PARTS);
    let at = REPORT.find("--4B2C1").unwrap();
    assert_eq!(read(&[&REPORT[..at], &parts, &REPORT[at..]].concat()), None);
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes in any::<Vec<u8>>(), at in 0..REPORT.len(), length in 0..200_usize) {
        let mut changed = REPORT.as_bytes().to_vec();
        let end = (at + length).min(changed.len());
        changed.splice(at..end, bytes.iter().copied());
        let _ = Bounce::read(&bytes);
        if let Some(bounce) = Bounce::read(&changed) {
            prop_assert!(is_permanent(&bounce.status));
        }
    }
}
