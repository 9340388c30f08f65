//! Makes a release: counts, protects, audits, and keeps what passed. It fails closed: what is not proven safe is not written.

use serde::{Deserialize, Serialize};
use stats::cube::Tally;
use stats::disclosure::audit::{Disclosure, audit, audit_rounded};
use stats::disclosure::{Published, Rounded, Unprotectable, protect};
use uuid::Uuid;

use super::cube::{Cube, Misfit};
use super::meaning::Meaning;
use super::plan::{Figures, ReleasePlan, Unreadable};
use super::residents::{Residents, of_groups};
use super::snapshot;
use super::territory::Territory;
use crate::access::{Actor, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::waves::figures::SMALLEST;
use crate::service::waves::{self, Standing, Wave, standing};
use crate::service::{Services, catalogue, invitations};
use crate::store::release::{self, Release};
use crate::store::{self, invitation, place, wave};

/// Why there is no release.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such wave for the actor.
    #[error("there is no such wave")]
    NotFound,
    /// Answers can still come, or be taken back.
    #[error("the wave is not archived, so answers can still come or be taken back")]
    NotArchived,
    /// Nobody who counts has answered, or their answers were deleted because their time was over: zeros would be no figures.
    #[error("there is no answer to count")]
    Nobody,
    /// It was released, by another plan. Two plans over the same people would have to be protected together.
    #[error("the wave was released by another plan, as {0}")]
    Released(Uuid),
    /// The plan cannot be read.
    #[error("the plan cannot be read")]
    Unreadable(#[from] Unreadable),
    /// The plan does not fit the form.
    #[error("the plan does not fit the form")]
    Misfit(#[from] Misfit),
    /// Nothing would be safe.
    #[error("these tables cannot be protected; coarser ones may be")]
    Unprotectable(#[from] Unprotectable),
    /// The auditor found something, which is a mistake of this program.
    #[error("the auditor does not let it pass: {}", .0.first().map(ToString::to_string).unwrap_or_default())]
    Audit(Vec<Disclosure>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What a plan would make of a wave: how much of each table would be shown, and no count.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// How many answers count, in steps of ten, the rest left out.
    pub answers: u64,
    /// Each table by its variables, with its cells and how many of them would be shown.
    pub tables: Vec<(Vec<String>, usize, usize)>,
    /// What share of all cells would be shown.
    pub shown: f64,
}

/// What was counted, beside the figures themselves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Counted {
    /// Answers of the wave that count.
    pub answers: u64,
    /// Sums that the auditor tried.
    pub audited_sums: usize,
    /// What the codes mean.
    #[serde(default)]
    pub(super) meaning: Meaning,
    /// How many people belong to each group that is counted.
    #[serde(default)]
    pub residents: Vec<Residents>,
    /// What is said of a cell that is shown.
    #[serde(default)]
    pub figures: Figures,
    /// How many were invited by a code of their own, where they are not few.
    #[serde(default)]
    pub invited: Option<u64>,
}

/// Whether a release gives counts, and not percentages alone.
pub(in crate::service) fn has_counts(release: &Release) -> Result<bool, serde_json::Error> {
    let counted: Counted = serde_json::from_str(&release.counted)?;
    Ok(counted.figures == Figures::Counts)
}

/// Says what a plan would make of a wave as it is now. Nothing is kept.
pub async fn dry_run(services: &Services, actor: &Actor, wave: Uuid, plan: &str) -> Result<Tried, Error> {
    let wave = find(services, actor, wave).await?;
    let (published, counted) = protected(services, &wave, &ReleasePlan::parse(plan)?).await?;
    let plan = published.plan();
    let tables = plan.tables().iter().map(|table| {
        let cells = plan.cells_of(table);
        let shown = cells.iter().filter(|cell| published.count(cell).flatten().is_some()).count();
        let names = table.iter().map(|(variable, _)| plan.variables()[*variable].name.clone());
        (names.collect(), cells.len(), shown)
    });
    let tables = tables.collect();
    Ok(Tried { answers: counted.answers / 10 * 10, tables, shown: published.shown_share() })
}

/// Releases a wave that is archived. Again with the same plan gives the release that there is.
pub async fn make(services: &Services, actor: &Actor, wave: Uuid, plan: &str) -> Result<Release, Error> {
    let wave = find(services, actor, wave).await?;
    if let Some(made) = release::of_wave(&services.db, wave.id).await? {
        return same(made, plan);
    }
    if standing(&wave, &services.clock.now()) != Standing::Archived {
        return Err(Error::NotArchived);
    }
    let (published, counted) = protected(services, &wave, &ReleasePlan::parse(plan)?).await?;
    if counted.answers == 0 {
        return Err(Error::Nobody);
    }
    let made = Release {
        id: services.clock.identity(),
        wave_id: wave.id,
        made_on: services.clock.today(),
        software: env!("CARGO_PKG_VERSION").to_owned(),
        plan: plan.to_owned(),
        published: written(&published),
        counted: written(&counted),
    };
    let tx = services.db.begin().await?;
    // Nobody takes the wave out of the archive, so what was counted is what there is.
    wave::lock(&tx, wave.id).await?.ok_or(Error::NotFound)?;
    if !release::insert(&tx, &made).await? {
        let other = release::of_wave(&tx, wave.id).await?.ok_or(Error::NotFound)?;
        return same(other, plan);
    }
    audit::record(services, &tx, actor, Action::Published, Object::Release(made.id)).await?;
    tx.commit().await?;
    Ok(made)
}

fn written(told: &impl Serialize) -> String {
    serde_json::to_string(told).expect("names and numbers can be written")
}

fn same(made: Release, plan: &str) -> Result<Release, Error> {
    if made.plan == plan { Ok(made) } else { Err(Error::Released(made.id)) }
}

async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let found = wave::find(&services.db, id).await?;
    found.filter(|wave| waves::may_in_all(actor, Permission::MakeReleases, wave)).ok_or(Error::NotFound)
}

async fn protected(services: &Services, wave: &Wave, plan: &ReleasePlan) -> Result<(Published, Counted), Error> {
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // A foreign key sees to it that it is there.
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let territory = Territory::load(services, wave.programme_id, &wave.terms.areas, wave.ends_on).await?;
    let cube = Cube::new(plan, &form.form, &territory)?;
    let programme = place::programme(&services.db, wave.programme_id).await?;
    let programme = programme.ok_or_else(|| store::Error::bad_row("wave", "programme_id", &wave.id))?;
    let meaning = Meaning::of(wave, &programme.name, plan, &form.form, &territory);
    let records = snapshot::read(services, wave.id, &form.form, &cube).await?;
    let answers = records.len() as u64;
    let residents = of_groups(plan, &cube.plan, &territory);
    let invited = invited(services, wave).await?;
    let (rules, figures) = (plan.thresholds, plan.figures());
    let work = move || {
        let tally = Tally::count(cube.plan, 0, records).expect("each record is read by the plan's own variables");
        let published = protect(&tally, rules, &[])?;
        let audited = audit(&published, &[]).map_err(Error::Audit)?;
        if figures == Figures::Rounded {
            audit_rounded(&Rounded::of(&published)).map_err(Error::Audit)?;
        }
        Ok((published, Counted { answers, audited_sums: audited.sums, meaning, residents, figures, invited }))
    };
    services.compiling.run(work).await
}

async fn invited(services: &Services, wave: &Wave) -> Result<Option<u64>, store::Error> {
    if !invitations::is_by_code(wave) {
        return Ok(None);
    }
    let invited = invitation::of_wave(&services.db, wave.id).await?.len() as u64;
    Ok((invited >= SMALLEST).then_some(invited))
}
