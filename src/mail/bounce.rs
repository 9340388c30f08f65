//! A mail that came back: what a mail server reports of one that it could not deliver (RFC 3464). Anybody may send such a thing
//! here, so nothing is believed of it but the identity of a mail, and that only by who can tell whether it is one of ours.

use uuid::Uuid;

/// That a mail will never arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounce {
    /// The mail, as its `Message-ID` says it.
    pub mail: Uuid,
    /// Why, as a status of RFC 3463 that begins with 5.
    pub status: String,
}

/// More of a report is not read: ours are small mails, and what matters stands before what is repeated of them.
pub const MOST_BYTES: usize = 256 * 1024;
/// Parts of a report: what a person reads, what a program reads, the mail, and some more that servers add.
const MOST_PARTS: usize = 10;

/// A part: the fields above it, and what is below.
struct Part<'a> {
    fields: Vec<(String, String)>,
    body: &'a str,
}

impl Bounce {
    /// Reads a report. `None` of anything else: an answer, an absence, a mail that is only late, or a report about another mail.
    pub fn read(mail: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(&mail[..mail.len().min(MOST_BYTES)]).replace("\r\n", "\n");
        let whole = Part::of(&text);
        let kind = whole.field("content-type")?;
        if media_type(kind) != "multipart/report" {
            return None;
        }
        let parts = parts(whole.body, &parameter(kind, "boundary")?);
        let (mut status, mut mail) = (None, None);
        for part in &parts {
            match media_type(part.field("content-type").unwrap_or_default()).as_str() {
                "message/delivery-status" | "message/global-delivery-status" => {
                    status = status.or_else(|| failure(part.body));
                }
                "message/rfc822" | "text/rfc822-headers" | "message/global" | "message/global-headers" => {
                    mail = mail.or_else(|| identity(Part::of(part.body).field("message-id")?));
                }
                _ => {}
            }
        }
        Some(Self { mail: mail?, status: status? })
    }
}

impl<'a> Part<'a> {
    fn of(text: &'a str) -> Self {
        let text = text.trim_start_matches('\n');
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        Self { fields: fields(head), body }
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Names in small letters, and values; a line that begins with a space goes on with the one before.
fn fields(head: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in head.lines() {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    fields
}

fn media_type(kind: &str) -> String {
    kind.split(';').next().unwrap_or_default().trim().to_lowercase()
}

fn parameter(kind: &str, name: &str) -> Option<String> {
    let value = kind.split(';').skip(1).find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        known.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"').to_owned())
    });
    value.filter(|value| !value.is_empty())
}

fn parts<'a>(body: &'a str, boundary: &str) -> Vec<Part<'a>> {
    let (between, end) = (format!("--{boundary}"), format!("--{boundary}--"));
    let (mut parts, mut begun, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive('\n') {
        let mark = line.trim_end();
        if mark == between || mark == end {
            if let Some(begun) = begun {
                parts.push(Part::of(&body[begun..at]));
            }
            begun = (mark == between && parts.len() < MOST_PARTS).then_some(at + line.len());
        }
        at += line.len();
    }
    // A report that was cut off has a part without an end.
    parts.extend(begun.map(|begun| Part::of(&body[begun..])));
    parts
}

/// The status of the first recipient whom a mail will never reach. Before them stands what is about the whole mail.
fn failure(report: &str) -> Option<String> {
    let recipients = report.split("\n\n").map(fields);
    recipients.into_iter().find_map(|fields| {
        let field = |name: &str| fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let status = field("status")?.split_whitespace().next()?;
        let is_final = field("action")?.eq_ignore_ascii_case("failed") && is_permanent(status);
        is_final.then(|| status.to_owned())
    })
}

fn is_permanent(status: &str) -> bool {
    let is_number = |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = status.split('.').collect();
    matches!(parts[..], ["5", subject, detail] if is_number(subject) && is_number(detail))
}

/// What stands before the name of this installation in a `Message-ID`.
fn identity(id: &str) -> Option<Uuid> {
    let inner = id.trim().strip_prefix('<')?.strip_suffix('>')?;
    Uuid::try_parse(inner.split_once('@')?.0).ok()
}

#[cfg(test)]
#[path = "bounce_tests.rs"]
mod tests;
