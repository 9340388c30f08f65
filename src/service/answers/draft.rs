//! Half-filled answers: kept on the server, found again by a random cookie, and gone when they are submitted, cleared or
//! forgotten. Most are on their way to a wave; some were only typed to try a form. Without the cookie nobody can read them.

use std::fmt::{self, Debug, Formatter};

use forms::Form;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::interview;
use super::known::{self, Known};
use super::marks;
use super::receipt::ReceiptCode;
use super::sealing;
use super::submit::{self, Command, Handling, Round};
use crate::access::Actor;
use crate::service::waves::{Access, Identity, Wave};
use crate::service::{Key, PublishedForm, Services, attachments, waves};
use crate::store::response::{Marks, Response};
use crate::store::{self, ByCode, Digest, Entry, Fate, draft, response};

pub use super::submit::Error as Refusal;
pub use crate::store::draft::Occasion;

/// A half-filled answer.
#[derive(Clone)]
pub struct Draft {
    /// Language chosen.
    pub language: String,
    /// All answers given so far, also those that are not relevant at present.
    pub answers: Value,
    /// The identity that the response will get. It follows from the cookie, as its receipt does.
    pub response_id: Uuid,
    /// The hash of the personal code by which somebody came, if they came by one.
    pub code: Option<Digest>,
    /// When it was begun, to the second; an older program did not note it. It goes with the draft.
    pub begun: Option<Timestamp>,
    /// Whether a field was filled that people do not see.
    pub trapped: bool,
}

/// What is sealed of a draft.
#[derive(Serialize, Deserialize)]
struct Document {
    language: String,
    answers: Value,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    begun: Option<i64>,
    #[serde(default)]
    trapped: bool,
}

/// What became of a draft that was submitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is an answer now, and the draft is gone.
    Received,
    /// It was one already: a double click, or a page loaded again.
    AlreadyReceived,
}

/// Why a draft was not submitted.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is neither a draft nor an answer: cleared or expired.
    #[error("the draft is gone")]
    Gone,
    /// The answer was refused.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl Debug for Draft {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("language", &self.language).finish_non_exhaustive()
    }
}

impl From<&Wave> for Occasion {
    fn from(wave: &Wave) -> Self {
        Self::Wave(wave.id)
    }
}

impl Draft {
    /// Chance for this draft alone: the same on every page and when it is submitted.
    pub fn seed(&self) -> u64 {
        known::seed(self.response_id)
    }
}

/// What the key to a draft is made for: no other key of the same cookie is like it.
const PURPOSE: &str = "nabosvar: to seal half-filled answers";
/// What is typed to try a form is kept for the time of a visit.
const PREVIEW_DAYS: u16 = 1;

/// Days for which half-filled answers are kept after their last change.
pub fn days(services: &Services, occasion: &Occasion) -> u16 {
    match occasion {
        Occasion::Wave(_) => services.draft_days,
        Occasion::Preview(_) => PREVIEW_DAYS,
    }
}

/// Starts an empty draft.
pub async fn start(
    services: &Services,
    occasion: impl Into<Occasion>,
    language: &str,
) -> Result<(Key, Draft), store::Error> {
    start_by(services, occasion, language, None).await
}

/// The same for somebody who came by a personal code of which the hash is given, if it is.
pub async fn start_by(
    services: &Services,
    occasion: impl Into<Occasion>,
    language: &str,
    code: Option<Digest>,
) -> Result<(Key, Draft), store::Error> {
    let cookie = Key::new(&services.clock);
    let draft = Draft {
        language: language.to_owned(),
        answers: Value::Object(serde_json::Map::new()),
        response_id: ReceiptCode::of(&cookie).response_id(),
        code,
        begun: Some(services.clock.now().timestamp()),
        trapped: false,
    };
    services.db.store(Entry::NewDraft(row(services, occasion.into(), &cookie, &draft))).await?;
    Ok((cookie, draft))
}

/// The draft of a cookie; `None` if it is gone, is for something else, or is not as it was sealed.
pub async fn resume(
    services: &Services,
    occasion: impl Into<Occasion>,
    cookie: &Key,
) -> Result<Option<Draft>, store::Error> {
    let occasion = occasion.into();
    let found = draft::find(&services.db, cookie.digest()).await?;
    let Some(row) = found.filter(|row| row.occasion == occasion && row.expires_on > services.clock.today()) else {
        return Ok(None);
    };
    let Some(opened) = sealing::open(&cookie.derive(PURPOSE), &about(&occasion), &row.sealed) else {
        return Ok(None);
    };
    let bad_row = || store::Error::bad_row("draft", "sealed", &row.id);
    let Document { language, answers, code, begun, trapped } =
        serde_json::from_slice(&opened).map_err(|_| bad_row())?;
    let code = code.map(|code| Digest::parse(&code).ok_or_else(bad_row)).transpose()?;
    let begun = begun.and_then(|second| Timestamp::from_second(second).ok());
    Ok(Some(Draft { language, answers, response_id: ReceiptCode::of(cookie).response_id(), code, begun, trapped }))
}

/// Saves what a draft says, and keeps it for longer, with the files that the answers refer to. `false` if it is
/// gone, or was submitted meanwhile.
pub async fn save(
    services: &Services,
    occasion: impl Into<Occasion>,
    cookie: &Key,
    draft: &Draft,
) -> Result<bool, store::Error> {
    let changed = row(services, occasion.into(), cookie, draft);
    attachments::keep(services, &draft.answers, changed.expires_on).await?;
    Ok(services.db.store(Entry::Draft(changed)).await? == Fate::Done)
}

/// Forgets a draft at once. Fine if it is gone.
pub async fn clear(services: &Services, cookie: &Key) -> Result<(), store::Error> {
    let tx = services.db.begin().await?;
    draft::remove(&tx, cookie.digest()).await?;
    tx.commit().await
}

/// Makes an answer of a draft: in one transaction the draft goes and the answer comes. `response_id` is the one the last
/// page was shown with; by it, a second submission is told that the first one arrived.
pub async fn submit(
    services: &Services,
    wave: &Wave,
    form: &PublishedForm,
    cookie: &Key,
    response_id: Uuid,
) -> Result<Outcome, Error> {
    submit_by(services, wave, form, cookie, response_id, None).await
}

/// The same for what somebody who works here has written down.
pub(super) async fn submit_by(
    services: &Services,
    wave: &Wave,
    form: &PublishedForm,
    cookie: &Key,
    response_id: Uuid,
    writer: Option<&Actor>,
) -> Result<Outcome, Error> {
    let Some(draft) = resume(services, wave, cookie).await.map_err(Refusal::from)? else {
        return already(services, wave, response_id).await;
    };
    if !waves::is_open(wave, &services.clock.now()) {
        return Err(Refusal::WaveClosed.into());
    }
    let code = draft.code;
    if code.is_none() && wave.terms.access == Access::Code {
        return Err(Refusal::NoWave.into());
    }
    // What staff write down, they type as fast as they like.
    let marks = if writer.is_none() { marks::of(services, &form.form, &draft) } else { Marks::default() };
    let checked = submit::check(services, &form.form, Some(wave), &command(&form.form, draft))?;
    let checked = Response { marks, ..checked };
    let (answer, draft) = (Box::new(checked.clone()), cookie.digest());
    let fate = match (code, writer) {
        (Some(code), _) => services.db.store(Entry::AnswerByCode(answer, ByCode { code, draft: Some(draft) })).await,
        (None, Some(actor)) if wave.identity != Identity::Anonymous => {
            interview::store(services, actor, &checked, draft).await
        }
        (None, _) => services.db.store(Entry::AnswerOfDraft(answer, draft)).await,
    };
    match fate.map_err(Refusal::from)? {
        Fate::Done => Ok(Outcome::Received),
        // Two clicks at once: the other one took the draft first.
        Fate::NoDraft => already(services, wave, response_id).await,
        Fate::Spent => Err(Refusal::CodeSpent.into()),
        Fate::Taken => taken(services, form, cookie, &checked).await,
    }
}

/// An answer is stored under the draft's identity: the draft goes, and if it says something else, it is kept apart.
async fn taken(
    services: &Services,
    form: &PublishedForm,
    cookie: &Key,
    checked: &response::Response,
) -> Result<Outcome, Error> {
    let tx = services.db.begin().await.map_err(Refusal::from)?;
    draft::remove(&tx, cookie.digest()).await.map_err(Refusal::from)?;
    let known = known::look_or_keep_apart(services, &tx, form, checked).await.map_err(Refusal::from)?;
    tx.commit().await.map_err(Refusal::from)?;
    match known {
        Known::Stored(_) => Ok(Outcome::AlreadyReceived),
        Known::Withdrawn => Err(Refusal::Withdrawn.into()),
        Known::Other => Err(Refusal::Conflict.into()),
    }
}

/// The receipt of what the half-filled answer of a cookie became, if that is the answer with this identity.
pub fn receipt(cookie: &Key, response_id: Uuid) -> Option<ReceiptCode> {
    Some(ReceiptCode::of(cookie)).filter(|receipt| receipt.response_id() == response_id)
}

/// Judges what was typed to try a form as an answer would be judged, and forgets it: it never becomes one.
pub async fn rehearse(services: &Services, occasion: Occasion, form: &Form, cookie: &Key) -> Result<(), Error> {
    let draft = resume(services, occasion, cookie).await.map_err(Refusal::from)?.ok_or(Error::Gone)?;
    submit::check(services, form, None, &command(form, draft))?;
    Ok(clear(services, cookie).await.map_err(Refusal::from)?)
}

fn command(form: &Form, draft: Draft) -> Command {
    Command {
        form_id: form.id().to_owned(),
        version: form.version().to_owned(),
        response_id: draft.response_id,
        round: Round::OnlyOpen,
        handling: Handling::Strict,
        language: draft.language,
        body: draft.answers.to_string().into_bytes(),
    }
}

async fn already(services: &Services, wave: &Wave, response_id: Uuid) -> Result<Outcome, Error> {
    let stored = response::find(&services.db, response_id).await.map_err(Refusal::from)?;
    let is_there = stored.is_some_and(|stored| stored.wave_id == Some(wave.id));
    if is_there { Ok(Outcome::AlreadyReceived) } else { Err(Error::Gone) }
}

fn row(services: &Services, occasion: Occasion, cookie: &Key, draft: &Draft) -> draft::Draft {
    // The calendar ends in the year 9999; a draft on its last days would be kept until then.
    let days = i64::from(days(services, &occasion)).days();
    let expires_on = services.clock.today().checked_add(days).unwrap_or(Date::MAX);
    let Draft { language, answers, code, begun, trapped, .. } = draft.clone();
    let begun = begun.map(Timestamp::as_second);
    let document = Document { language, answers, code: code.map(|code| code.to_string()), begun, trapped };
    // A structure of text and JSON has no key that is no text, which is all that could fail.
    let document = serde_json::json!(document).to_string();
    let nonce = services.clock.random();
    let sealed = sealing::seal(&cookie.derive(PURPOSE), nonce, &about(&occasion), document.into_bytes());
    draft::Draft { id: cookie.digest(), occasion, expires_on, sealed }
}

/// What a draft is for: it opens for nothing else.
fn about(occasion: &Occasion) -> Vec<u8> {
    match occasion {
        Occasion::Wave(id) => format!("wave {id}"),
        Occasion::Preview(code) => format!("preview {}", code.as_str()),
    }
    .into_bytes()
}
