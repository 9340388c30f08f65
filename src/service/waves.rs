//! Waves as people meet them: the list, one by its link, and how many have answered.

use std::sync::Arc;

use jiff::civil::Date;
use uuid::Uuid;

use super::{PublishedForm, Services, catalogue};
use crate::store::response::{self, Response};
use crate::store::{self, LinkCode, Reads, attachment, place, wave};

pub use crate::store::place::Programme;
pub use crate::store::wave::{Access, Identity, State, Wave};

/// How far a wave is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// The wave.
    pub wave: Wave,
    /// Answers so far.
    pub answers: u64,
    /// How many of them still lack a picture that they refer to.
    pub incomplete: u64,
}

/// Everything that stands behind an open link.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// The wave.
    pub wave: Wave,
    /// Who asks.
    pub programme: Programme,
    /// What is asked.
    pub form: Arc<PublishedForm>,
    /// Whether it takes answers today.
    pub is_open: bool,
}

/// All waves, the newest first.
pub async fn list(services: &Services) -> Result<Vec<Wave>, store::Error> {
    wave::list(&services.db).await
}

/// All programmes, by name.
pub async fn programmes(services: &Services) -> Result<Vec<Programme>, store::Error> {
    place::programmes(&services.db).await
}

/// The open link of a wave. `base` has no slash at its end.
pub fn link(wave: &Wave, base: &str) -> String {
    format!("{base}/s/{}", wave.code.as_str())
}

/// One wave; `None` if there is none of this identity.
pub async fn find(services: &Services, id: Uuid) -> Result<Option<Wave>, store::Error> {
    wave::find(&services.db, id).await
}

/// The wave that an answer is of, if it is of one.
pub(super) async fn of(from: &impl Reads, answer: &Response) -> Result<Option<Wave>, store::Error> {
    match answer.wave_id {
        Some(id) => wave::find(from, id).await,
        None => Ok(None),
    }
}

/// How many have answered a wave; `None` if there is none of this identity.
pub async fn progress(services: &Services, id: Uuid) -> Result<Option<Progress>, store::Error> {
    let Some(wave) = wave::find(&services.db, id).await? else {
        return Ok(None);
    };
    let answers = response::count(&services.db, id).await?;
    let incomplete = attachment::count_incomplete(&services.db, id, services.clock.today()).await?;
    Ok(Some(Progress { wave, answers, incomplete }))
}

/// The wave of a code, open or not, however the code was typed; `None` if nothing has this code.
pub async fn by_code(services: &Services, code: &str) -> Result<Option<Wave>, store::Error> {
    match LinkCode::parse(code) {
        Some(code) => services.waves.find(&services.db, &code, wave::find_by_code(&services.db, &code)).await,
        None => Ok(None),
    }
}

/// What stands behind the link with a code; `None` if nothing does.
pub async fn invitation(services: &Services, code: &str) -> Result<Option<Invitation>, store::Error> {
    match by_code(services, code).await? {
        Some(wave) => invite(services, wave).await.map(Some),
        None => Ok(None),
    }
}

/// Everything that stands behind the link of a wave.
pub(super) async fn invite(services: &Services, wave: Wave) -> Result<Invitation, store::Error> {
    let programme = place::programme(&services.db, wave.programme_id).await?;
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // Foreign keys see to it that both are there.
    let programme = programme.ok_or_else(|| store::Error::bad_row("wave", "programme_id", &wave.id))?;
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let is_open = is_open(&wave, services.clock.today());
    Ok(Invitation { wave, programme, form, is_open })
}

/// Whether nothing is kept of who answered. Without a wave there is nobody to be anonymous towards.
pub(super) fn is_anonymous(wave: Option<&Wave>) -> bool {
    wave.is_some_and(|wave| wave.identity == Identity::Anonymous)
}

/// Whether a wave takes answers on a day.
pub fn is_open(wave: &Wave, on: Date) -> bool {
    wave.state == State::Open && wave.starts_on <= on && on <= wave.ends_on
}
