//! Keeping what was brought in: all of it or nothing, and nothing that was said before is replaced unless somebody says why.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::{About, Error, Fault, RegisterFigure, Said, Typed, Wrong, may_change, may_read};
use crate::access::Actor;
use crate::service::audit::{self, Action, Object};
use crate::service::indicators::register::entry::Around;
use crate::service::{Name, Services};
use crate::store::{self, Tx, place, register_figure};

/// What was brought in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Figures that nobody had said.
    pub new: usize,
    /// Figures that said something else before.
    pub changed: usize,
    /// Figures that were known so.
    pub same: usize,
}

/// Who reads so many faults begins with them.
const MOST_FAULTS: usize = 50;
/// Two ways to write a number differ by less.
const TINY: f64 = 1e-9;

/// Keeps one figure. `reason` is why it is to be another one than before, if it is.
pub async fn keep_one(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    typed: &Typed<'_>,
    reason: Option<&Name>,
) -> Result<Report, Error> {
    let tx = begin(services, actor, programme).await?;
    let around = Around::of(services, &tx, programme).await?;
    let entry = around.read(typed).map_err(|what| Error::Wrong(vec![Fault { line: 1, what }]))?;
    keep(services, tx, actor, (programme, &around), vec![(1, entry)], reason).await
}

/// Takes back what was said last of something, as it was seen: with the reason, and it stays in the history. `false` if something
/// else was said of it in the meantime.
pub async fn take_back(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    seen: Uuid,
    reason: &Name,
) -> Result<bool, Error> {
    let tx = begin(services, actor, programme).await?;
    let last = last(&tx, programme).await?.into_values().find(|last| last.id == seen && last.said.value.is_some());
    let Some(last) = last else { return Ok(false) };
    let said = Said { value: None, people: None, source: last.said.source.clone() };
    put(services, &tx, programme, (last.about, said), last.revision + 1, reason.as_str()).await?;
    note(services, &tx, actor, programme, Some(reason)).await?;
    tx.commit().await?;
    Ok(true)
}

/// A transaction for who may change what a programme is held against.
pub(super) async fn begin(services: &Services, actor: &Actor, programme: Uuid) -> Result<Tx, Error> {
    let tx = services.db.begin().await?;
    place::programme(&tx, programme).await?.ok_or(Error::NoProgramme)?;
    if !may_change(actor, programme) {
        return Err(if may_read(actor, programme) { Error::Denied } else { Error::NoProgramme });
    }
    register_figure::lock(&tx, programme).await?;
    Ok(tx)
}

/// Keeps all of what lines of a table say, or tells what is wrong with them.
pub(super) async fn keep(
    services: &Services,
    tx: Tx,
    actor: &Actor,
    (programme, around): (Uuid, &Around),
    entries: Vec<(u64, (About, Said))>,
    reason: Option<&Name>,
) -> Result<Report, Error> {
    let (known, mut report, mut faults) = (last(&tx, programme).await?, Report::default(), Vec::new());
    for (line, (about, said)) in entries {
        let known = known.get(&about);
        match known {
            Some(known) if is_same(&known.said, &said) => {
                report.same += 1;
                continue;
            }
            // Who says again what was taken back says why, too.
            Some(known) if reason.is_none() => {
                faults.push(Fault { line, what: Wrong::Changed(around.unit(&about), known.said.clone()) });
                continue;
            }
            Some(_) => report.changed += 1,
            None => report.new += 1,
        }
        if faults.is_empty() {
            let revision = known.map_or(0, |known| known.revision + 1);
            let why = known.and(reason).map_or("", Name::as_str);
            put(services, &tx, programme, (about, said), revision, why).await?;
        }
    }
    refuse(faults)?;
    if report.new + report.changed > 0 {
        note(services, &tx, actor, programme, reason.filter(|_| report.changed > 0)).await?;
        tx.commit().await?;
    }
    Ok(report)
}

/// Tells the first ones of what is wrong, if anything is.
pub(super) fn refuse(mut faults: Vec<Fault>) -> Result<(), Error> {
    faults.truncate(MOST_FAULTS);
    if faults.is_empty() { Ok(()) } else { Err(Error::Wrong(faults)) }
}

/// The last word on each thing.
async fn last(tx: &Tx, programme: Uuid) -> Result<BTreeMap<About, RegisterFigure>, store::Error> {
    let all = register_figure::of_programme(tx, programme).await?;
    // The last revision of the same thing comes last.
    Ok(all.into_iter().map(|figure| (figure.about.clone(), figure)).collect())
}

async fn put(
    services: &Services,
    tx: &Tx,
    programme_id: Uuid,
    (about, said): (About, Said),
    revision: u32,
    reason: &str,
) -> Result<(), store::Error> {
    let (id, entered_on, reason) = (services.clock.identity(), services.clock.today(), reason.to_owned());
    register_figure::insert(tx, &RegisterFigure { id, programme_id, about, revision, said, reason, entered_on }).await
}

async fn note(
    services: &Services,
    tx: &Tx,
    actor: &Actor,
    programme: Uuid,
    reason: Option<&Name>,
) -> Result<(), store::Error> {
    let (action, object) = (Action::Changed, Object::RegisterFigures(programme));
    audit::record_reason(services, tx, actor, action, object, reason.map_or("", Name::as_str)).await
}

fn is_same(one: &Said, other: &Said) -> bool {
    let is_near = match (one.value, other.value) {
        (Some(one), Some(other)) => (one - other).abs() < TINY,
        (one, other) => one == other,
    };
    is_near && (one.people, &one.source) == (other.people, &other.source)
}
