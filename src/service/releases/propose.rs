//! Coarser plans: proposed until enough would be shown, or made of one that cannot be protected as it is.

use std::collections::BTreeMap;

use stats::disclosure::Unprotectable;
use stats::disclosure::audit::Disclosure;
use uuid::Uuid;

use super::coarser::{Losses, Step, coarsen, take_out};
use super::ledger::Ledger;
use super::make::{self, Error, Tried, counted, find, protected};
use super::plan::ReleasePlan;
use super::progress::Progress;
use crate::access::Actor;
use crate::service::Services;
use crate::store::Digest;
use crate::store::release::{self, Release};

/// A plan that shows more, because it asks for less.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The plan as YAML, without the comments of the one before.
    pub plan: String,
    /// What it does otherwise, in order.
    pub steps: Vec<Step>,
    /// What would be shown; nothing where even this plan cannot be protected.
    pub tried: Option<Tried>,
}

/// More steps are not taken: each protects a whole release.
pub const MOST_STEPS: usize = 12;

/// Makes a plan coarser where it loses most, until a share of the cells would be shown, no step is left or [`MOST_STEPS`] are taken.
/// It looks at nothing but what would be shown, so that the plan itself tells of nobody.
pub async fn propose(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    plan: &str,
    share: f64,
) -> Result<Proposal, Error> {
    propose_watched(services, actor, wave, (plan, share), &Progress::default()).await
}

/// The same, for somebody who wants to see how far it is.
pub(super) async fn propose_watched(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    (plan, share): (&str, f64),
    progress: &Progress,
) -> Result<Proposal, Error> {
    let wave = find(services, actor, wave).await?;
    let ledger = Ledger::load(&services.db, wave.id).await?;
    if let Some(last) = ledger.last() {
        // What is out was counted by a plan that nothing coarser can replace.
        return Err(Error::Released(last.id));
    }
    let (mut plan, mut steps) = (ReleasePlan::parse(plan)?, Vec::new());
    loop {
        progress.begin_plan(steps.len() + 1);
        let (prepared, snapshot) = counted(services, &wave, &plan, &ledger).await?;
        let tables = prepared.cube.plan.clone();
        let (tried, step) = match protected(services, prepared, snapshot.records, &ledger, progress).await {
            Ok((published, counted)) => {
                let losses = Losses::of(&published);
                let mut coarser = plan.clone();
                let step = losses.worst().and_then(|by| coarsen(&mut coarser, &tables, by, Some(&losses)));
                (Some(Tried::of(&published, &counted)), step.map(|step| (coarser, step)))
            }
            Err(error) => {
                let mut coarser = plan.clone();
                let step = given_away(&error).and_then(|cell| take_out(&mut coarser, &cell));
                (None, Some((coarser, step.ok_or(error)?)))
            }
        };
        let is_enough = tried.as_ref().is_some_and(|tried| tried.shown >= share);
        match step {
            Some((coarser, step)) if !is_enough && steps.len() < MOST_STEPS => {
                plan = coarser;
                steps.push(step);
            }
            _ => return Ok(Proposal { plan: plan.to_yaml(), steps, tried }),
        }
    }
}

/// Releases a wave like [`make::make`]. Tables that cannot be protected are left out, and the plan that the release keeps says which.
pub async fn make_coarser(
    services: &Services,
    actor: &Actor,
    wave: Uuid,
    plan: &str,
) -> Result<(Release, Vec<Step>), Error> {
    let wave = find(services, actor, wave).await?;
    let made_of = format!("# Made coarser of the plan with SHA-256 {}", Digest::of(plan));
    let last = release::of_wave(&services.db, wave.id).await?.filter(|last| last.plan.starts_with(&made_of));
    if let Some(last) = last {
        // What is out keeps its plan, and so do its revisions.
        return Ok((make::make(services, actor, wave.id, &last.plan).await?, Vec::new()));
    }
    let (mut text, mut steps) = (plan.to_owned(), Vec::new());
    let mut coarser = ReleasePlan::parse(plan)?;
    loop {
        let error = match make::make(services, actor, wave.id, &text).await {
            Ok(made) => return Ok((made, steps)),
            Err(error) => error,
        };
        let cell = given_away(&error).filter(|_| steps.len() < MOST_STEPS);
        let Some(step) = cell.and_then(|cell| take_out(&mut coarser, &cell)) else { return Err(error) };
        steps.push(step);
        let left_out: Vec<String> = steps.iter().map(|step| format!("# {step}\n")).collect();
        text = format!("{made_of}:\n{}{}", left_out.concat(), coarser.to_yaml());
    }
}

/// A cell that stands in the way of a release.
fn given_away(error: &Error) -> Option<BTreeMap<String, String>> {
    match error {
        Error::Unprotectable(Unprotectable::Recoverable(cell)) => Some(cell.clone()),
        Error::Audit(found) => found.iter().find_map(Disclosure::cell).cloned(),
        _ => None,
    }
}
