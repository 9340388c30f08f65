//! What a message to somebody who is invited says: who asks, the way in, until when, and how to hear no more.

use forms::locale::Locale;
use uuid::Uuid;

use super::reach::Reach;
use crate::mail::{Letter, Parcel, Sms, SmsLength};
use crate::service::Services;
use crate::service::invitations::{self, Invitation, stop_link};
use crate::service::waves::{Identity, Wave};
use crate::store::invitation_mail::FIRST;
use crate::words::{say, say_with};

/// What a message is written from.
#[derive(Clone, Copy)]
pub(super) struct Draft<'a> {
    /// What it asks to.
    pub(super) wave: &'a Wave,
    /// Who asks.
    pub(super) sender: &'a str,
    /// Who is asked.
    pub(super) to: &'a Invitation,
    /// In which round.
    pub(super) number: i32,
    /// What nobody else may read.
    pub(super) secrets: &'a Secrets,
}

/// What of a message is for nobody but who gets it.
pub(super) struct Secrets {
    code: String,
    link: String,
    stop: String,
    short_stop: String,
    typed_at: String,
}

impl Secrets {
    pub(super) fn of(services: &Services, invited: &Invitation) -> Self {
        Self {
            code: invitations::code(services, invited).on_paper(),
            link: invitations::link(services, invited),
            stop: stop_link::address(services, invited.id),
            short_stop: stop_link::short(services, invited.id),
            typed_at: typed_at(&services.base),
        }
    }

    /// What stands in their place where others look.
    pub(super) fn hidden(base: &str) -> Self {
        Self {
            code: [5, 5, 4].map(hidden).join("-"),
            link: format!("{base}/i/{}", hidden(14)),
            stop: format!("{base}/stop/{}", hidden(14)),
            short_stop: format!("{base}/stop/{}", hidden(39)),
            typed_at: typed_at(base),
        }
    }
}

/// Stands for each letter that is hidden.
const HIDDEN: char = '•';

impl Draft<'_> {
    /// The message of an identity, by a way.
    pub(super) fn parcel(self, id: Uuid, reach: Reach) -> Parcel {
        match reach {
            Reach::Mail(to) => Parcel::Mail(letter(self).to(id, to)),
            Reach::DigitalPost(to) => Parcel::DigitalPost(letter(self).posted(id, to)),
            Reach::Sms(to) => {
                let language = self.to.contact.language.clone();
                Parcel::Sms(Sms { id, to, language, text: text(self) })
            }
        }
    }
}

/// How long an SMS is when nothing of it is hidden; nothing of what is none.
pub fn sms_length(parcel: &Parcel) -> Option<SmsLength> {
    match parcel {
        Parcel::Sms(sms) => Some(SmsLength::of(&sms.text.replace(HIDDEN, "0"))),
        Parcel::Mail(_) | Parcel::DigitalPost(_) => None,
    }
}

/// So little that it costs no more than it must: links stand alone, where every phone knows where they end.
fn text(Draft { wave, sender, to, number, secrets }: Draft<'_>) -> String {
    let language = to.contact.language.as_str();
    let with = |key: &str, name: &str, value: &str| say_with(language, key, &[(name, value.into())]);
    let is_reminder = number > FIRST;
    let mut first = with(if is_reminder { "texted-reminder" } else { "texted-first" }, "programme", sender);
    if wave.identity == Identity::Anonymous {
        first = format!("{first} {}", say(language, "texted-anonymous"));
    }
    let answer = with("texted-answer", "date", &Locale::of(language).date(wave.ends_on));
    let stop = say(language, "texted-stop");
    format!("{first}\n{answer}\n{}\n{stop}\n{}", secrets.link, secrets.short_stop)
}

fn letter(Draft { wave, sender, to, number, secrets }: Draft<'_>) -> Letter {
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

fn hidden(letters: usize) -> String {
    HIDDEN.to_string().repeat(letters)
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
