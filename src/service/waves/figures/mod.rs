//! How many of those who were invited to a wave have answered it, in the terms of AAPOR (*Standard Definitions*): for the wave
//! and for its areas. Codes that are spent are counted and never whose; answers are counted and never which.

mod protect;

use std::collections::HashMap;

use forms::page::review;
use forms::{Form, Instance};
use stats::disclosure::{Published, Rules};
use stats::estimate::Dispositions;
use uuid::Uuid;

use self::protect::Step;
use super::{Standing, Wave, standing};
use crate::access::{Actor, Permission};
use crate::service::answers::known;
use crate::service::{Services, catalogue, invitations};
use crate::store::response::{self, Answer};
use crate::store::{self, invitation, release, unspent_code, wave};

pub use self::protect::{Group, Range, SMALLEST};

/// What is told of a wave.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The wave.
    pub wave: Wave,
    /// Answers that count.
    pub answered: u64,
    /// How many of them are complete and partial; nothing, where there are few.
    pub kinds: Option<Kinds>,
    /// What share of those who were asked that is; nothing, where nobody knows who was, or few were.
    pub rates: Option<Rates>,
    /// The same of areas, where it tells nothing of single people.
    pub areas: Vec<OfAreas>,
}

/// Complete answers, and partial ones: less than half of what was asked is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// I.
    pub complete: Range,
    /// P.
    pub partial: Range,
}

/// Response rates. Whoever has not answered counts as one of whom nobody knows whether they belong to those asked: the least that a
/// rate can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// How many were asked: a range where a wave asks no more and few, or none, did not answer.
    pub invited: Range,
    /// Response rate 1, of complete answers alone: at least and at most. Nothing, where it is not told how many are.
    pub rate_1: Option<(f64, f64)>,
    /// Response rate 2, of partial answers as well: at least and at most.
    pub rate_2: (f64, f64),
}

/// What is told of one area, or of several together.
#[derive(Clone, Debug, PartialEq)]
pub struct OfAreas {
    /// Which; of some people nobody knows where they live.
    pub areas: Vec<Option<Uuid>>,
    /// How many were asked.
    pub invited: u64,
    /// How many have answered.
    pub answered: Range,
    /// Response rate 2, at least and at most.
    pub rate_2: (f64, f64),
}

/// Answers that are read at a time.
const AT_ONCE: u64 = 200;

/// The figures of a wave for who may look at it; `None` if there is none for them.
pub async fn figures(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Figures>, store::Error> {
    let found = wave::find(&services.db, id).await?;
    let Some(wave) = found.filter(|wave| super::may_in_some(actor, Permission::ReadForms, wave)) else {
        return Ok(None);
    };
    let step = match standing(&wave, &services.clock.now()) {
        Standing::Over | Standing::Archived => Step::Over,
        Standing::Draft | Standing::Waiting | Standing::Open => Step::Open,
    };
    let (answered, partial) = count(services, &wave).await?;
    let kinds = (answered >= SMALLEST).then(|| Kinds {
        complete: Range::of(answered - partial, answered, step),
        partial: Range::of(partial, answered, step),
    });
    let invited = invitations::how_many(services, &wave).await?.filter(|invited| *invited >= SMALLEST);
    let invited = match (invited, step) {
        (Some(invited), Step::Over) => Range::of_asked(invited, answered, few(services, &wave).await?),
        (invited, _) => invited.map(Range::exactly),
    };
    let rates = invited.map(|invited| rates(invited, answered, kinds));
    // How many were asked of each is how many were asked of all.
    let is_told = rates.is_some_and(|rates| rates.invited.only().is_some());
    let areas = if is_told { areas(groups(services, &wave).await?, step) } else { Vec::new() };
    Ok(Some(Figures { wave, answered, kinds, rates, areas }))
}

fn rates(invited: Range, answered: u64, kinds: Option<Kinds>) -> Rates {
    let between = |least: u64, most: u64| (share(least, invited.to), share(most.min(invited.from), invited.from));
    Rates {
        invited,
        rate_1: kinds.map(|kinds| between(kinds.complete.from.min(invited.to), kinds.complete.to)),
        // Who was erased after they answered is not among those asked any more.
        rate_2: between(answered.min(invited.to), answered),
    }
}

fn areas(groups: Vec<Group>, step: Step) -> Vec<OfAreas> {
    let merged = protect::merged(groups);
    let told = protect::told(&merged, step).into_iter().zip(merged);
    let of_areas = |(answered, group): (Range, Group)| OfAreas {
        rate_2: ends(answered, group.invited),
        answered,
        invited: group.invited,
        areas: group.areas,
    };
    told.map(of_areas).collect()
}

/// Up to how many who did not answer are few: as many as what was released of the wave says, and five of one that was not.
async fn few(services: &Services, wave: &Wave) -> Result<u64, store::Error> {
    let Some(release) = release::of_wave(&services.db, wave.id).await? else {
        return Ok(Rules::default().least_count());
    };
    let bad = |_| store::Error::bad_row("release", "published", &release.id);
    let published: Published = serde_json::from_str(&release.published).map_err(bad)?;
    Ok(published.rules().least_count())
}

/// Who was asked, by area, and how many of them have spent their code.
async fn groups(services: &Services, wave: &Wave) -> Result<Vec<Group>, store::Error> {
    let unspent = unspent_code::of_wave(&services.db, wave.id).await?;
    let mut groups: HashMap<Option<Uuid>, Group> = HashMap::new();
    for invited in invitation::of_wave(&services.db, wave.id).await? {
        let area = invited.contact.area_id;
        let group = groups.entry(area).or_insert_with(|| Group { areas: vec![area], invited: 0, answered: 0 });
        let hash = services.secret_key.hash(&invitations::code(services, &invited));
        group.invited += 1;
        group.answered += u64::from(!unspent.contains(&hash));
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    // Of groups of one size, the same are put together every time.
    groups.sort_by(|one, other| one.areas.cmp(&other.areas));
    Ok(groups)
}

/// How many answers a wave has, and how many of them are partial.
async fn count(services: &Services, wave: &Wave) -> Result<(u64, u64), store::Error> {
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // A foreign key sees to it that it is there.
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let (mut all, mut partial, mut after) = (0, 0, None);
    loop {
        let page = response::page_of_wave(&services.db, wave.id, after, AT_ONCE).await?;
        all += page.len() as u64;
        for answer in &page {
            partial += u64::from(is_partial(services, &form.form, answer)?);
        }
        match page.last() {
            Some(last) if page.len() as u64 == AT_ONCE => after = Some(last.id),
            _ => return Ok((all, partial)),
        }
    }
}

/// Whether less than half of what was asked is answered. That one does not know or does not want to say is an answer.
fn is_partial(services: &Services, form: &Form, answer: &Answer) -> Result<bool, store::Error> {
    let answers = known::document(&answer.answers, answer.id)?;
    let surroundings = known::surroundings(services, answer.id, &answer.language);
    let asked = review(&Instance::resume(form, &answers, &surroundings).0);
    let answered = asked.iter().filter(|row| !row.answer.is_empty() || row.photo.is_some()).count();
    Ok(2 * answered < asked.len())
}

/// Of so many who were asked, these have answered: a share by the formulas of AAPOR.
fn share(answered: u64, invited: u64) -> f64 {
    let number = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    let complete = number(answered);
    let unknown_other = number(invited.saturating_sub(answered));
    Dispositions { complete, unknown_other, ..Dispositions::default() }.rate_1().unwrap_or_default()
}

fn ends(range: Range, invited: u64) -> (f64, f64) {
    (share(range.from.min(invited), invited), share(range.to.min(invited), invited))
}
