//! What a mail to somebody who is invited says: who asks, the way in, until when, and how to hear no more.

use forms::locale::Locale;

use crate::mail::Letter;
use crate::service::Services;
use crate::service::invitations::{self, Invitation, stop_link};
use crate::service::waves::{Identity, Wave};
use crate::store::invitation_mail::FIRST;
use crate::words::{say, say_with};

/// What of a mail is for nobody but who gets it.
pub(super) struct Secrets {
    code: String,
    link: String,
    stop: String,
    typed_at: String,
}

impl Secrets {
    pub(super) fn of(services: &Services, invited: &Invitation) -> Self {
        Self {
            code: invitations::code(services, invited).on_paper(),
            link: invitations::link(services, invited),
            stop: stop_link::address(services, invited.id),
            typed_at: typed_at(&services.base),
        }
    }

    /// What stands in their place where others look.
    pub(super) fn hidden(base: &str) -> Self {
        Self {
            code: "•••••-•••••-••••".to_owned(),
            link: format!("{base}/i/••••••••••••••"),
            stop: format!("{base}/stop/••••••••••••••"),
            typed_at: typed_at(base),
        }
    }
}

/// The mail of a round, without its address. `sender` is who asks.
pub(super) fn letter(wave: &Wave, sender: &str, to: &Invitation, number: i32, secrets: &Secrets) -> Letter {
    let language = to.contact.language.as_str();
    let words = |key: &str| say(language, key);
    let with = |key: &str, name: &str, value: &str| say_with(language, key, &[(name, value.into())]);
    let is_reminder = number > FIRST;
    let subject = if is_reminder { "mailed-reminder-subject" } else { "invited-letter-title" };
    let until = Locale::of(language).date(wave.ends_on);
    let typed =
        [("address", isolated(language, &secrets.typed_at).into()), ("code", isolated(language, &secrets.code).into())];
    let mut letter =
        Letter::new(language, &words(subject)).words(with("mailed-greeting", "name", to.contact.name.as_str()));
    if is_reminder {
        letter = letter.words(words("mailed-reminder"));
    }
    letter = letter.words(with("mailed-who", "programme", sender)).words(words("invited-letter-text"));
    if wave.identity == Identity::Anonymous {
        letter = letter.words(words("invited-letter-anonymous"));
    }
    letter = letter
        .link(words("mailed-answer"), &secrets.link)
        .words(say_with(language, "mailed-type", &typed))
        .words(with("invited-letter-until", "date", &until));
    if let Some(contact) = &wave.terms.notice.contact {
        letter = letter.words(with("invited-letter-questions", "contact", contact));
    }
    letter.words(words("mailed-why")).stop(words("mailed-stop"), &secrets.stop)
}

fn typed_at(base: &str) -> String {
    format!("{}/i", base.split_once("://").map_or(base, |(_, rest)| rest))
}

/// Within letters that run from right to left, a code that begins with a digit would change its order.
fn isolated(language: &str, text: &str) -> String {
    match Locale::of(language).direction().attribute() {
        "rtl" => format!("\u{2066}{text}\u{2069}"),
        _ => text.to_owned(),
    }
}
