//! What is done again and again, once over all machines: the table, and who sees to it.

use std::time::Duration;

use tokio::sync::watch;

use super::{Failure, guard};
use crate::service::answers::{forget_answers, forget_drafts};
use crate::service::attachments::sweep_attachments;
use crate::service::findings::remind;
use crate::service::indicators::observe;
use crate::service::indicators::report;
use crate::service::invitations::mails;
use crate::service::waves::course;
use crate::service::{Services, accounts, invitations, send_mail, sign_ups};
use crate::store::schedule::{self, LEASE};
use crate::telemetry::in_one_line;

/// One line of the table.
struct Schedule {
    /// Its name in the database and in metrics; never changed.
    name: &'static str,
    every: Duration,
    work: Work,
}

#[derive(Clone, Copy)]
enum Work {
    ForgetAnswers,
    ForgetDrafts,
    ForgetOrder,
    ForgetMails,
    RemindOfFindings,
    RemindOfWaves,
    ForgetSignUps,
    ForgetInvited,
    SweepAttachments,
    ForgetLogins,
    NoteWaves,
    ObserveReleases,
    ObserveMonths,
    MakeReports,
}

const SCHEDULES: [Schedule; 14] = [
    Schedule { name: "forget_answers", every: Duration::from_hours(6), work: Work::ForgetAnswers },
    Schedule { name: "forget_drafts", every: Duration::from_hours(1), work: Work::ForgetDrafts },
    Schedule { name: "forget_order", every: Duration::from_hours(1), work: Work::ForgetOrder },
    Schedule { name: "forget_mails", every: Duration::from_hours(6), work: Work::ForgetMails },
    Schedule { name: "remind_of_findings", every: Duration::from_hours(6), work: Work::RemindOfFindings },
    Schedule { name: "remind_of_waves", every: Duration::from_mins(10), work: Work::RemindOfWaves },
    Schedule { name: "forget_sign_ups", every: Duration::from_hours(6), work: Work::ForgetSignUps },
    Schedule { name: "forget_invited", every: Duration::from_hours(6), work: Work::ForgetInvited },
    Schedule { name: "sweep_attachments", every: Duration::from_hours(6), work: Work::SweepAttachments },
    Schedule { name: "forget_logins", every: Duration::from_hours(6), work: Work::ForgetLogins },
    Schedule { name: "note_waves", every: Duration::from_mins(5), work: Work::NoteWaves },
    Schedule { name: "observe_releases", every: Duration::from_hours(6), work: Work::ObserveReleases },
    Schedule { name: "observe_months", every: Duration::from_hours(1), work: Work::ObserveMonths },
    // After what was observed of the month, which it tells.
    Schedule { name: "make_reports", every: Duration::from_hours(1), work: Work::MakeReports },
];

/// So often every machine looks whether something is due.
const LOOK: Duration = Duration::from_secs(30);
/// Work ends before its lease does.
const LONGEST: Duration = Duration::from_secs(LEASE.as_secs() * 3 / 4);

/// Does what is due until it is told to stop.
pub(super) async fn run(services: Services, mut stopped: watch::Receiver<bool>) {
    let mut looks = tokio::time::interval(LOOK);
    looks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = stopped.changed() => return,
            _ = looks.tick() => {}
        }
        for schedule in &SCHEDULES {
            if *stopped.borrow() {
                return;
            }
            if let Err(failure) = run_if_due(&services, schedule).await {
                tracing::error!(schedule = schedule.name, reason = in_one_line(&*failure), "a schedule failed");
            }
        }
    }
}

async fn run_if_due(services: &Services, schedule: &Schedule) -> Result<(), Failure> {
    let tx = services.db.begin().await?;
    let turn = schedule::take(&tx, &services.clock, schedule.name, schedule.every).await?;
    tx.commit().await?;
    let Some(turn) = turn else { return Ok(()) };
    let outcome = guard(perform(services.clone(), schedule.work), LONGEST).await;
    let tx = services.db.begin().await?;
    let is_ours = match &outcome {
        Ok(_) => schedule::done(&tx, &services.clock, &turn).await?,
        Err(_) => schedule::failed(&tx, &services.clock, &turn).await?,
    };
    tx.commit().await?;
    if !is_ours {
        tracing::warn!(schedule = schedule.name, "a schedule took so long that somebody else has begun it again");
    }
    let count = outcome?;
    tracing::info!(schedule = schedule.name, count, "a schedule ran");
    Ok(())
}

/// Does it, and says how much there was to do. Each may be run twice.
async fn perform(services: Services, work: Work) -> Result<u64, Failure> {
    Ok(match work {
        Work::ForgetAnswers => forget_answers::forget(&services).await?,
        Work::ForgetDrafts => forget_drafts::forget(&services).await?,
        Work::ForgetOrder => services.db.forget_order().await.map(|()| 0)?,
        Work::ForgetMails => send_mail::forget(&services).await?,
        Work::RemindOfFindings => remind::remind(&services).await?,
        Work::RemindOfWaves => mails::by_itself::send(&services).await? + mails::remind::remind(&services).await?,
        Work::ForgetSignUps => sign_ups::forget::forget(&services).await?,
        Work::ForgetInvited => invitations::forget::forget(&services).await?,
        Work::SweepAttachments => sweep_attachments::sweep(&services).await?.total(),
        Work::ForgetLogins => accounts::forget(&services).await?,
        Work::NoteWaves => course::note(&services).await?,
        Work::MakeReports => report::make(&services).await?,
        Work::ObserveReleases => observe::missed(&services).await?,
        Work::ObserveMonths => observe::months(&services).await?,
    })
}
