//! Makes a release: counts, protects, audits, and keeps what passed. It fails closed: what is not proven safe is not written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use stats::cube::{Detail, Tally};
use stats::disclosure::audit::{Disclosure, Part, audit_each, audit_rounded};
use stats::disclosure::perturb::{Keys, protect_by};
use stats::disclosure::{Identity, Method, Published, Question, Rounded, Rules, Unprotectable};
use uuid::Uuid;

use super::cube::{AREA, Cube, Misfit};
use super::ledger::Ledger;
use super::meaning::Meaning;
use super::plan::{Figures, ReleasePlan, Unreadable};
use super::progress::{Progress, Stage};
use super::request::MOST_CELLS;
use super::residents::{Residents, of_groups};
use super::snapshot::{self, Keyed, Snapshot};
use super::territory::Territory;
use crate::access::{Actor, Permission};
use crate::service::audit::{self, Action, Object};
use crate::service::indicators::observe;
use crate::service::waves::figures::SMALLEST;
use crate::service::waves::{self, Standing, Wave, standing};
use crate::service::{Services, catalogue, invitations};
use crate::store::release::{self, Release};
use crate::store::{self, place, release_answer, wave};

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
    /// Answers were taken back or deleted since. Nothing is kept of them, so a revision could not be protected for them.
    #[error("answers that the release {0} counted were taken back or deleted since, so there is no revision of it")]
    Gone(Uuid),
    /// So little has changed that a revision would tell of whom.
    #[error("too few answers have come or changed since the release {0} for a revision of it")]
    TooLittle(Uuid),
    /// The plan cannot be read.
    #[error("the plan cannot be read")]
    Unreadable(#[from] Unreadable),
    /// The plan does not fit the form.
    #[error("the plan does not fit the form")]
    Misfit(#[from] Misfit),
    /// The plan has more cells than can be protected.
    #[error("the plan has more than {MOST_CELLS} cells")]
    TooLarge,
    /// Nothing would be safe. Its cause names the cell, so it is not told as one.
    #[error("{}", cannot_be_protected(.0))]
    Unprotectable(Unprotectable),
    /// The auditor found something, which is a mistake of this program.
    #[error("the auditor does not let {} pass; a coarser plan may", not_passed(.0))]
    Audit(Vec<Disclosure>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<Unprotectable> for Error {
    fn from(why: Unprotectable) -> Self {
        Self::Unprotectable(why)
    }
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
    /// What files say beside the figures.
    #[serde(flatten)]
    pub(super) background: Background,
}

/// What is known of a release beside its figures. It is kept with it, so that its files follow from what is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Background {
    /// What the codes mean.
    pub(super) meaning: Meaning,
    /// How many people belong to each group that is counted.
    pub(super) residents: Vec<Residents>,
    /// What is said of a cell that is shown.
    pub(super) figures: Figures,
    /// How many were invited by a code of their own, where they are not few.
    pub(super) invited: Option<u64>,
    /// How many of them had answered, those who do not count among them. No file has it.
    pub(super) all_answers: Option<u64>,
}

/// What is to be counted, and by which rules.
pub(super) struct Prepared {
    pub(super) cube: Cube,
    pub(super) rules: Rules,
    method: Method,
    background: Background,
}

/// Whether a release gives counts, and not percentages alone.
pub(in crate::service) fn has_counts(release: &Release) -> Result<bool, serde_json::Error> {
    let counted: Counted = serde_json::from_str(&release.counted)?;
    Ok(counted.background.figures == Figures::Counts)
}

/// How many people belonged to the groups of a release when it was made.
pub(in crate::service) fn residents(release: &Release) -> Result<Vec<Residents>, serde_json::Error> {
    let counted: Counted = serde_json::from_str(&release.counted)?;
    Ok(counted.background.residents)
}

/// Says what a plan would make of a wave as it is now, beside what was released of it before. Nothing is kept.
pub async fn dry_run(services: &Services, actor: &Actor, wave: Uuid, plan: &str) -> Result<Tried, Error> {
    dry_run_watched(services, actor, wave, plan, &Progress::default()).await
}

/// The same, for somebody who wants to see how far it is.
pub(super) async fn dry_run_watched(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    plan: &str,
    progress: &Progress,
) -> Result<Tried, Error> {
    let wave = find(services, actor, wave).await?;
    let ledger = Ledger::load(&services.db, wave.id).await?;
    ledger.keeps_to(plan)?;
    let (prepared, snapshot) = counted(services, &wave, &ReleasePlan::parse(plan)?, &ledger).await?;
    let (published, counted) = protected(services, prepared, snapshot.records, &ledger, progress).await?;
    Ok(Tried::of(&published, &counted))
}

impl Tried {
    pub(super) fn of(published: &Published, counted: &Counted) -> Self {
        let plan = published.plan();
        let tables = plan.tables().iter().map(|table| {
            let cells = plan.cells_of(table);
            let shown = cells.iter().filter(|cell| published.count(cell).flatten().is_some()).count();
            // Only places are told in groups, and a plan calls those areas.
            let names = table.iter().map(|(variable, detail)| match detail {
                Detail::Groups => AREA.to_owned(),
                Detail::Categories => plan.variables()[*variable].name.clone(),
            });
            (names.collect(), cells.len(), shown)
        });
        Self { answers: counted.answers / 10 * 10, tables: tables.collect(), shown: published.shown_share() }
    }
}

/// Which table it is about, where it is about one.
fn cannot_be_protected(why: &Unprotectable) -> String {
    match why {
        Unprotectable::Recoverable(cell) => format!("{} cannot be protected; a coarser plan may be", table(cell)),
        Unprotectable::Ledger(cell) => format!("an earlier release and the answers disagree about {}", table(cell)),
        Unprotectable::OtherPlan
        | Unprotectable::TooFine
        | Unprotectable::Changed
        | Unprotectable::Sensitive(_)
        | Unprotectable::Linked(..)
        | Unprotectable::Method(_) => why.to_string(),
    }
}

/// The first table of those that do not pass. What was found in it would tell of somebody.
fn not_passed(found: &[Disclosure]) -> String {
    found.iter().find_map(Disclosure::cell).map_or_else(|| "these tables".to_owned(), table)
}

/// The table of a cell, by the question and what it is broken down by.
fn table(cell: &BTreeMap<String, String>) -> String {
    if cell.is_empty() {
        return "the number of all who count".to_owned();
    }
    let names: Vec<&str> = cell.keys().map(String::as_str).collect();
    format!("the table {}", names.join(" × "))
}

/// Releases a wave that is archived. Again with the same plan gives the release that there is, or a revision of it where enough
/// answers have come or changed since. A plan that this version refuses is refused also where an earlier version released the wave by it: who
/// counts follows from the plan, and with it whether anything has come. What is out stays, and so do its files.
pub async fn make(services: &Services, actor: &Actor, wave: Uuid, plan: &str) -> Result<Release, Error> {
    make_watched(services, actor, wave, plan, &Progress::default()).await
}

/// The same, for somebody who wants to see how far it is.
pub(super) async fn make_watched(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    plan: &str,
    progress: &Progress,
) -> Result<Release, Error> {
    let wave = find(services, actor, wave).await?;
    if standing(&wave, &services.clock.now()) != Standing::Archived {
        return Err(Error::NotArchived);
    }
    let ledger = Ledger::load(&services.db, wave.id).await?;
    ledger.keeps_to(plan)?;
    let (prepared, snapshot) = counted(services, &wave, &ReleasePlan::parse(plan)?, &ledger).await?;
    if let Some(last) = is_as_released(&ledger, &snapshot, prepared.rules)? {
        return Ok(last);
    }
    let Snapshot { records, counted: answers, .. } = snapshot;
    let (published, counted) = protected(services, prepared, records, &ledger, progress).await?;
    if counted.answers == 0 {
        return Err(Error::Nobody);
    }
    let id = services.clock.identity();
    let published = published.identified(Identity { wave: wave.id.to_string(), release: id.to_string() });
    let made = Release {
        id,
        wave_id: wave.id,
        snapshot: ledger.next(),
        made_on: services.clock.today(),
        software: env!("CARGO_PKG_VERSION").to_owned(),
        plan: plan.to_owned(),
        published: written(&published),
        counted: written(&counted),
    };
    progress.begin(Stage::Writing, 0);
    keep(services, actor, made, answers).await
}

/// The last release, if nothing has come or changed since; nothing if there is to be another one.
fn is_as_released(ledger: &Ledger, snapshot: &Snapshot, rules: Rules) -> Result<Option<Release>, Error> {
    let Some(last) = ledger.last() else { return Ok(None) };
    let moved = [snapshot.new, snapshot.old];
    if moved == [0, 0] {
        return Ok(Some(last.clone()));
    }
    if ledger.lacks_answers() {
        return Err(Error::Gone(last.id));
    }
    if moved.iter().any(|moved| (1..rules.least_count()).contains(moved)) {
        return Err(Error::TooLittle(last.id));
    }
    Ok(None)
}

async fn keep(services: &Services, actor: &Actor, made: Release, answers: Vec<(Uuid, i32)>) -> Result<Release, Error> {
    let observed = observe::of_release(services, &made).await?;
    let tx = services.db.begin().await?;
    wave::lock(&tx, made.wave_id).await?.ok_or(Error::NotFound)?;
    if !release::insert(&tx, &made).await? {
        // Somebody made one meanwhile. What has come since is for the next.
        let other = release::of_wave(&tx, made.wave_id).await?.ok_or(Error::NotFound)?;
        return same(other, &made.plan);
    }
    release_answer::insert(&tx, made.id, answers).await?;
    observe::keep(services, &tx, &observed).await?;
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

pub(super) async fn find(services: &Services, actor: &Actor, id: Uuid) -> Result<Wave, Error> {
    let found = wave::find(&services.db, id).await?;
    found.filter(|wave| waves::may_in_all(actor, Permission::MakeReleases, wave)).ok_or(Error::NotFound)
}

/// What is to be counted.
pub(super) async fn counted(
    services: &Services,
    wave: &Wave,
    plan: &ReleasePlan,
    ledger: &Ledger,
) -> Result<(Prepared, Snapshot), Error> {
    let form = catalogue::find(services, &wave.form_id, &wave.form_version).await?;
    // A foreign key sees to it that it is there.
    let form = form.ok_or_else(|| store::Error::bad_row("wave", "form_version", &wave.id))?;
    let territory = Territory::load(services, wave.programme_id, &wave.terms.areas, wave.ends_on).await?;
    let cube = Cube::new(plan, &form.form, &territory, &wave.terms.languages)?;
    if cube.plan.size() > MOST_CELLS {
        return Err(Error::TooLarge);
    }
    let programme = place::programme(&services.db, wave.programme_id).await?;
    let programme = programme.ok_or_else(|| store::Error::bad_row("wave", "programme_id", &wave.id))?;
    let snapshot = snapshot::read(services, wave.id, &form.form, &cube, ledger).await?;
    let background = Background {
        meaning: Meaning::of(wave, &programme.name, plan, &form.form, &territory),
        residents: of_groups(plan, &cube.plan, &territory),
        figures: plan.figures(),
        invited: invitations::how_many(services, wave).await?.filter(|invited| *invited >= SMALLEST),
        all_answers: invitations::is_by_code(wave).then_some(snapshot.all),
    };
    Ok((Prepared { cube, rules: plan.thresholds, method: plan.method, background }, snapshot))
}

/// Protects what is counted together with all that was released before, and has it audited together with that.
pub(super) async fn protected(
    services: &Services,
    prepared: Prepared,
    records: Vec<Keyed>,
    ledger: &Ledger,
    progress: &Progress,
) -> Result<(Published, Counted), Error> {
    let Prepared { cube, rules, method, mut background } = prepared;
    let (number, earlier, told_invited) = (ledger.next(), ledger.published(), ledger.told_invited());
    // With it, an earlier release, or the page of the wave as it was then, would tell how few had not answered.
    background.invited.take_if(|invited| ledger.leaves_few(*invited));
    let answers = records.iter().filter(|(record, _)| record.presence.in_snapshot(number)).count() as u64;
    let last = ledger.last().map(|last| last.id);
    let progress = progress.clone();
    let work = move || {
        let tally = Tally::count(cube.plan, number, records.iter().map(|(record, _)| record.clone()))
            .expect("each record is read by the plan's own variables");
        let keys = Keys::of(&tally, records.iter().map(|(record, key)| (record, *key)));
        // Who took part is protected before the first question.
        progress.begin(Stage::Protecting, tally.plan().families().len());
        let each = |many, work: &(dyn Fn(usize) -> Question + Sync)| progress.pieces(Stage::Protecting, many, work);
        let published = protect_by(method, &tally, rules, &earlier, &keys, each)?;
        let tells_of_few = |is: bool| last.filter(|_| is).map_or(Ok(()), |last| Err(Error::TooLittle(last)));
        tells_of_few(told_invited.is_some_and(|invited| background.leaves_few(invited, &published)))?;
        let each = |many, work: &(dyn Fn(usize) -> Part + Sync)| progress.pieces(Stage::Attacking, many, work);
        let attacked = audit_each(&published, &earlier, each);
        tells_of_few(attacked.differs_by_few)?;
        let audited = attacked.outcome.map_err(Error::Audit)?;
        if background.figures == Figures::Rounded {
            audit_rounded(&Rounded::of(&published)).map_err(Error::Audit)?;
        }
        Ok((published, Counted { answers, audited_sums: audited.sums, background }))
    };
    services.compiling.run(work).await
}
