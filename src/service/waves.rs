//! Waves as people meet them: the list, one by its link, whether it takes answers, and how many have answered.

use std::sync::Arc;

use forms::{Audience, Form, Language};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Zoned};
use uuid::Uuid;

use super::activities::satisfaction;
use super::{PublishedForm, Services, catalogue};
use crate::access::{Actor, Permission, Place};
use crate::store::response::{self, Response};
use crate::store::{self, LinkCode, Reads, attachment, place, wave};

pub use crate::store::place::Programme;
pub use crate::store::wave::{Access, Hours, Identity, LegalBasis, Notice, State, Terms, Wave};

pub mod course;
pub mod end;
pub mod figures;
pub mod life;
pub mod written;

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

/// Where a wave is between its beginning and its end, at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is being set up.
    Draft,
    /// It opens by itself when its time comes.
    Waiting,
    /// It takes answers.
    Open,
    /// It was closed, or its time is over.
    Over,
    /// It is done with.
    Archived,
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
    /// Whether it takes answers now.
    pub is_open: bool,
    /// Whether it is only tried now: what is answered is looked at and forgotten.
    pub is_tested: bool,
}

/// A wave in a list.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The wave.
    pub wave: Wave,
    /// Answers so far.
    pub answers: u64,
}

/// All waves, the newest first.
pub async fn list(services: &Services) -> Result<Vec<Wave>, store::Error> {
    wave::list(&services.db).await
}

/// The waves that somebody may look at, the newest first, with their answers. Those about activities have pages of their own.
pub async fn overview(services: &Services, actor: &Actor) -> Result<Vec<Counted>, store::Error> {
    let mut waves = wave::list(&services.db).await?;
    waves.retain(|wave| wave.form_id != satisfaction::FORM && may_in_some(actor, Permission::ReadForms, wave));
    let counts = response::count_by_wave(&services.db).await?;
    let counted = |wave: Wave| Counted { answers: counts.get(&wave.id).copied().unwrap_or_default(), wave };
    Ok(waves.into_iter().map(counted).collect())
}

/// Whether a form is one that waves ask.
pub fn is_asked(form: &Form) -> bool {
    form.audience() == Audience::Resident && form.id() != satisfaction::FORM
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

/// The wave that the link with a code leads into; `None` if nothing has this code, or the link alone opens nothing.
pub async fn by_link(services: &Services, code: &str) -> Result<Option<Wave>, store::Error> {
    Ok(by_code(services, code).await?.filter(|wave| wave.terms.access.is_by_link()))
}

/// What stands behind the link with a code; `None` if nothing does.
pub async fn invitation(services: &Services, code: &str) -> Result<Option<Invitation>, store::Error> {
    match by_link(services, code).await? {
        Some(wave) => invite(services, wave).await.map(Some),
        None => Ok(None),
    }
}

/// Everything that stands behind the link of a wave, whoever may come by it.
pub async fn invite(services: &Services, wave: Wave) -> Result<Invitation, store::Error> {
    let programme = place::programme(&services.db, wave.programme_id).await?;
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // Foreign keys see to it that both are there.
    let programme = programme.ok_or_else(|| store::Error::bad_row("wave", "programme_id", &wave.id))?;
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let now = services.clock.now();
    let (is_open, is_tested) = (is_open(&wave, &now), is_tested(&wave, &now));
    Ok(Invitation { wave, programme, form, is_open, is_tested })
}

/// The languages that a wave offers, in the order of its form.
pub fn languages(invitation: &Invitation) -> impl Iterator<Item = &Language> {
    let offered = &invitation.wave.terms.languages;
    let languages = invitation.form.form.languages().iter();
    languages.filter(move |language| offered.is_empty() || offered.contains(&language.code))
}

/// Whether nothing is kept of who answered. Without a wave there is nobody to be anonymous towards.
pub(super) fn is_anonymous(wave: Option<&Wave>) -> bool {
    wave.is_some_and(|wave| wave.identity == Identity::Anonymous)
}

/// Whether the figures of a wave may be out, so that no answer leaves it any more.
pub(super) fn is_released(wave: &Wave) -> bool {
    wave.state == State::Archived
}

/// Whether a wave takes answers at a moment.
pub fn is_open(wave: &Wave, now: &Zoned) -> bool {
    standing(wave, now) == Standing::Open
}

/// Whether the link of a wave is being tried: what is answered by it is looked at and forgotten.
pub fn is_tested(wave: &Wave, now: &Zoned) -> bool {
    wave.is_tested && matches!(standing(wave, now), Standing::Draft | Standing::Waiting)
}

/// Where a wave is at a moment. The days and hours that it states are those of the zone of `now`.
pub fn standing(wave: &Wave, now: &Zoned) -> Standing {
    match wave.state {
        State::Draft => Standing::Draft,
        State::Open if closes(wave.ends_on, wave.terms.hours, now.time_zone()) <= *now => Standing::Over,
        State::Open if *now < opens(wave.starts_on, wave.terms.hours, now.time_zone()) => Standing::Waiting,
        State::Open => Standing::Open,
        State::Closed => Standing::Over,
        State::Archived => Standing::Archived,
    }
}

/// The moment at which a wave opens. An hour that a day lacks or has twice, because the clock is set, counts as the same moment
/// for everybody.
pub fn opens(starts_on: Date, hours: Hours, zone: &TimeZone) -> Zoned {
    moment(starts_on.to_datetime(hours.from.unwrap_or_default()), zone)
}

/// The moment at which a wave closes.
pub fn closes(ends_on: Date, hours: Hours, zone: &TimeZone) -> Zoned {
    let next = || ends_on.saturating_add(1.day()).to_datetime(Time::midnight());
    moment(hours.to.map_or_else(next, |until| ends_on.to_datetime(until)), zone)
}

/// The last moment that there is, for what lies behind it.
fn moment(at: DateTime, zone: &TimeZone) -> Zoned {
    at.to_zoned(zone.clone()).unwrap_or_else(|_| Timestamp::MAX.to_zoned(zone.clone()))
}

/// The last day on which answers of a wave are kept; `None` if no day is set, or nothing is known that would have to go.
pub fn kept_until(wave: &Wave) -> Option<Date> {
    let months = wave.terms.notice.kept_months.filter(|_| wave.identity != Identity::Anonymous)?;
    Some(wave.ends_on.saturating_add(months.months()))
}

/// Where a wave asks: its areas, or else its programme.
pub fn places(wave: &Wave) -> Vec<Place> {
    let programme = wave.programme_id;
    if wave.terms.areas.is_empty() {
        return vec![Place::Programme(programme)];
    }
    wave.terms.areas.iter().map(|area| Place::Area { programme, area: *area }).collect()
}

/// Whether somebody may do something everywhere that a wave asks: what changes it needs that.
pub fn may_in_all(actor: &Actor, permission: Permission, wave: &Wave) -> bool {
    places(wave).iter().all(|place| actor.may(permission, place))
}

/// Whether somebody may do something where a wave asks, at least in a part of it: enough to look at it.
pub fn may_in_some(actor: &Actor, permission: Permission, wave: &Wave) -> bool {
    places(wave).iter().any(|place| actor.may(permission, place))
}
