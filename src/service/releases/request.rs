//! Asks for a release of a wave, to have a plan tried, or for a coarser one. All of it takes long, so what is asked is kept and done by a worker; who asked
//! looks what became of it.

use uuid::Uuid;

use super::cube::{Cube, Misfit};
use super::plan::{ReleasePlan, Unreadable};
use super::territory::Territory;
use crate::access::{Actor, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::waves::{self, Standing, Wave, standing};
use crate::service::{Services, catalogue};
use crate::store::{self, release, release_request, wave};

pub use crate::store::release_request::{Kind, Request, Share, State};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Command {
    /// The identity of the request, by which a repetition is known.
    pub id: Uuid,
    /// A release, a trial or a proposal.
    pub kind: Kind,
    /// The wave.
    pub wave: Uuid,
    /// The plan; the one that the form is shipped with, if nothing is said.
    pub plan: Option<String>,
}

/// Why nothing is begun.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave for the actor.
    #[error("there is no such wave")]
    NotFound,
    /// What a trial tells would tell of single answers as they come.
    #[error("the wave still takes answers, or has not begun to")]
    StillAsks,
    /// Answers can still be taken back.
    #[error("the wave is not archived, so answers can still come or be taken back")]
    NotArchived,
    /// It was released, by another plan.
    #[error("the wave was released by another plan, as {0}")]
    Released(Uuid),
    /// The form is shipped without a plan.
    #[error("the form has no plan of its own, so one has to be given")]
    NoPlan,
    /// The plan cannot be read.
    #[error("the plan cannot be read: {0}")]
    Unreadable(#[from] Unreadable),
    /// The plan does not fit the form.
    #[error("the plan does not fit the form: {0}")]
    Misfit(#[from] Misfit),
    /// The plan has more cells than can be protected.
    #[error("the plan has more than {MOST_CELLS} cells")]
    TooLarge,
    /// From each trial a little can be learned of what is hidden.
    #[error("{0} were asked for of this wave, and there are no more")]
    TooMany(u64),
    /// Something else was asked for by this name.
    #[error("another request has this identity")]
    KeyReused,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Of each kind, so many are taken of a wave.
pub const MOST_REQUESTS: u64 = 20;
/// So many coarser plans are proposed for a wave, because each proposal looks at what several plans would show.
pub const MOST_PROPOSALS: u64 = 5;
/// Cells of all tables of a plan. More would take hours to protect.
pub const MOST_CELLS: usize = 20_000;

/// Keeps a request. Again with the same identity gives the one that there is.
pub async fn ask(services: &Services, actor: &Actor, command: Command) -> Result<Request, Error> {
    let Command { id, kind, wave, plan } = command;
    let wave = find_wave(services, actor, wave).await?.ok_or(Error::NotFound)?;
    let plan = plan.or_else(|| shipped(&wave).map(ToOwned::to_owned)).ok_or(Error::NoPlan)?;
    if let Some(known) = release_request::find(&services.db, &services.clock, id).await? {
        return same(known, kind, &wave, &plan);
    }
    check(services, &wave, kind, &plan).await?;
    let asked_at = services.clock.now().timestamp();
    let (wave_id, who, name) = (wave.id, actor.who, actor.name.clone());
    let request = Request { id, kind, wave_id, plan, who, name, asked_at, state: State::Waiting };
    let tx = services.db.begin().await?;
    // Who asks at the same moment waits here, so that nobody is counted out of turn.
    wave::lock(&tx, wave.id).await?.ok_or(Error::NotFound)?;
    if !release_request::insert(&tx, &request).await? {
        let known = release_request::find(&tx, &services.clock, id).await?.ok_or(Error::NotFound)?;
        return same(known, kind, &wave, &request.plan);
    }
    let most = most(kind);
    if release_request::count(&tx, wave.id, kind).await? > most {
        return Err(Error::TooMany(most));
    }
    let object = match kind {
        Kind::Trial => Object::ReleaseTrial(id),
        Kind::Proposal(_) => Object::ReleaseProposal(id),
        Kind::Release => Object::ReleaseRequest(id),
    };
    audit::record(services, &tx, actor, Action::Created, object).await?;
    tx.commit().await?;
    Ok(request)
}

/// One request, for who may make releases of its wave.
pub async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<(Request, Wave)>, store::Error> {
    let Some(request) = release_request::find(&services.db, &services.clock, id).await? else { return Ok(None) };
    Ok(find_wave(services, actor, request.wave_id).await?.map(|wave| (request, wave)))
}

/// The requests about a wave, the newest first.
pub async fn of_wave(services: &Services, wave: &Wave) -> Result<Vec<Request>, store::Error> {
    release_request::of_wave(&services.db, &services.clock, wave.id).await
}

/// The wave, for who may make releases of it.
pub async fn find_wave(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Wave>, store::Error> {
    let found = wave::find(&services.db, id).await?;
    Ok(found.filter(|wave| waves::may_in_all(actor, Permission::MakeReleases, wave)))
}

/// The plan that the form of a wave is shipped with.
pub fn shipped(wave: &Wave) -> Option<&'static str> {
    forms::library::release_plan(&wave.form_id)
}

/// Whether a wave asks no more, so that plans can be tried.
pub fn can_be_tried(services: &Services, wave: &Wave) -> bool {
    matches!(standing(wave, &services.clock.now()), Standing::Over | Standing::Archived)
}

fn most(kind: Kind) -> u64 {
    match kind {
        Kind::Trial | Kind::Release => MOST_REQUESTS,
        Kind::Proposal(_) => MOST_PROPOSALS,
    }
}

fn same(known: Request, kind: Kind, wave: &Wave, plan: &str) -> Result<Request, Error> {
    let is_same = known.kind == kind && known.wave_id == wave.id && known.plan == plan;
    if is_same { Ok(known) } else { Err(Error::KeyReused) }
}

/// What is known to fail fails here, where somebody can do something about it.
async fn check(services: &Services, wave: &Wave, kind: Kind, plan: &str) -> Result<(), Error> {
    match kind {
        Kind::Trial | Kind::Proposal(_) if !can_be_tried(services, wave) => return Err(Error::StillAsks),
        Kind::Release if standing(wave, &services.clock.now()) != Standing::Archived => return Err(Error::NotArchived),
        _ => {}
    }
    if let Some(made) = release::of_wave(&services.db, wave.id).await?
        && (made.plan != plan || matches!(kind, Kind::Proposal(_)))
    {
        return Err(Error::Released(made.id));
    }
    let plan = ReleasePlan::parse(plan)?;
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // A foreign key sees to it that it is there.
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let territory = Territory::load(services, wave.programme_id, &wave.terms.areas, wave.ends_on).await?;
    let cube = Cube::new(&plan, &form.form, &territory, &wave.terms.languages)?;
    if cube.plan.size() > MOST_CELLS { Err(Error::TooLarge) } else { Ok(()) }
}
