//! What one mail is made of. Nothing that a person typed can become a header: an address and a subject are one line each
//! before they are anything.

use std::fmt::{self, Debug, Display, Formatter};
use std::str::FromStr;

use uuid::Uuid;

/// The address of one mailbox. `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Address(lettre::Address);

/// A text that cannot be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an address of mail looks like name@example.org")]
pub struct NotAnAddress;

/// What stands above a mail: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

/// A mail, before anyone has tried to send it. `Debug` does not show what is in it.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// Identity; what mail programs know the mail by is made of it, so that a mail that comes twice is seen to be one.
    pub id: Uuid,
    /// Who gets it.
    pub to: Address,
    /// What stands above it.
    pub subject: Subject,
    /// The body as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
    /// An appointment that goes with it, as iCalendar (RFC 5545) has it, with the method of RFC 5546 if it has one.
    pub calendar: Option<String>,
    /// Where who gets it stops mails of its kind, with one request (RFC 8058).
    pub stop: Option<String>,
}

/// The longest address that SMTP carries (RFC 5321).
const MOST_OF_ADDRESS: usize = 254;
/// Longer subjects are cut: no mail program shows more.
const MOST_OF_SUBJECT: usize = 200;

impl Address {
    pub(super) fn as_lettre(&self) -> &lettre::Address {
        &self.0
    }
}

impl FromStr for Address {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let text = text.trim();
        // Servers that take other letters are rare, and none of ours asks them whether they do.
        let is_plain = text.len() <= MOST_OF_ADDRESS && text.bytes().all(|byte| byte.is_ascii_graphic());
        let address: lettre::Address = text.parse().map_err(|_| NotAnAddress)?;
        // One at another machine's name, not at a number or at this machine.
        if is_plain && address.domain().contains('.') && !address.domain().starts_with('[') {
            Ok(Self(address))
        } else {
            Err(NotAnAddress)
        }
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(&self.0, f)
    }
}

impl Debug for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Address(not shown)")
    }
}

impl Subject {
    /// One line of any text.
    pub fn of(text: &str) -> Self {
        let line: String =
            text.chars().map(|letter| if is_break(letter) { ' ' } else { letter }).take(MOST_OF_SUBJECT).collect();
        Self(line.trim().to_owned())
    }

    /// The line.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Also the two that only Unicode calls the end of a line.
fn is_break(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}')
}

impl Debug for Message {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("id", &self.id).finish_non_exhaustive()
    }
}
