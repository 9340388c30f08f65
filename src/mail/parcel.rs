//! What is handed over to somebody who carries it: a mail, an SMS, or a letter of Digital Post.

use std::fmt::{self, Debug, Formatter};

use uuid::Uuid;

use super::{Message, Phone, PostReference, Subject};

/// One message by one way. `Debug` does not show what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Parcel {
    /// A mail.
    Mail(Message),
    /// An SMS.
    Sms(Sms),
    /// A letter of Digital Post.
    DigitalPost(PostLetter),
}

/// By which way a message goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// By mail.
    Mail,
    /// To a phone.
    Sms,
    /// As Digital Post.
    DigitalPost,
}

/// A text to a phone.
#[derive(Clone, PartialEq, Eq)]
pub struct Sms {
    /// Identity, the same however often it is tried.
    pub id: Uuid,
    /// Who gets it.
    pub to: Phone,
    /// The language that it is in.
    pub language: String,
    /// What it says.
    pub text: String,
}

/// A letter to somebody whom those know who carry it.
#[derive(Clone, PartialEq, Eq)]
pub struct PostLetter {
    /// Identity, the same however often it is tried.
    pub id: Uuid,
    /// Who gets it.
    pub to: PostReference,
    /// The language that it is in.
    pub language: String,
    /// What stands above it.
    pub subject: Subject,
    /// What it says, as plain text.
    pub text: String,
    /// The same as a page.
    pub html: String,
}

impl Way {
    /// All, the one that is taken first at the beginning.
    pub const ALL: [Self; 3] = [Self::Mail, Self::Sms, Self::DigitalPost];

    /// Its name, as it stands in addresses and in what is handed over.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
            Self::DigitalPost => "digital_post",
        }
    }
}

impl Parcel {
    /// By which way it goes.
    pub fn way(&self) -> Way {
        match self {
            Self::Mail(_) => Way::Mail,
            Self::Sms(_) => Way::Sms,
            Self::DigitalPost(_) => Way::DigitalPost,
        }
    }

    /// Who gets it, as staff know them.
    pub fn to(&self) -> String {
        match self {
            Self::Mail(mail) => mail.to.to_string(),
            Self::Sms(sms) => sms.to.to_string(),
            Self::DigitalPost(letter) => letter.to.to_string(),
        }
    }

    /// What stands above it, if anything does.
    pub fn subject(&self) -> Option<&str> {
        match self {
            Self::Mail(mail) => Some(mail.subject.as_str()),
            Self::Sms(_) => None,
            Self::DigitalPost(letter) => Some(letter.subject.as_str()),
        }
    }

    /// What it says, as plain text.
    pub fn text(&self) -> &str {
        match self {
            Self::Mail(mail) => &mail.text,
            Self::Sms(sms) => &sms.text,
            Self::DigitalPost(letter) => &letter.text,
        }
    }

    /// The same as a page, if it is one.
    pub fn html(&self) -> Option<&str> {
        match self {
            Self::Mail(mail) => Some(&mail.html),
            Self::Sms(_) => None,
            Self::DigitalPost(letter) => Some(&letter.html),
        }
    }
}

impl Debug for Sms {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sms").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Debug for PostLetter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("PostLetter").field("id", &self.id).finish_non_exhaustive()
    }
}
