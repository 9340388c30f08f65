//! What waits for somebody who has just come in: walks that were begun, sessions that nobody has registered, residents whom no
//! mail tells of their place, answers that break rules or came twice, findings that are late, new, or of which the residents have
//! not heard; and what comes in the next days.

use jiff::ToSpan;
use jiff::civil::Date;

use super::Services;
use super::activities::month::{self, Line, Standing};
use super::activities::{Activity, Session};
use super::answers::interview;
use super::findings::{Filter, read};
use super::sign_ups::untold;
use super::waves::Wave;
use super::{activities, answer_desk, walks};
use crate::access::{Actor, Permission};
use crate::store::Error;
use crate::store::finding::{Finding, Kind, Status};
use walks::{Located, State};

/// All of it.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Walks that were begun and are not ended.
    pub running: Vec<Located>,
    /// Sessions that this person could register, the latest first.
    pub unregistered: Vec<Line>,
    /// Sessions of which this person has to tell somebody something whom no mail reaches, and how many those are.
    pub untold: Vec<(Activity, Session, usize)>,
    /// Waves in which this person writes down what people say.
    pub interviews: Vec<Wave>,
    /// How many answers and cases this person has to look at.
    pub answers: answer_desk::waiting::Waiting,
    /// How many findings wait for what, and which they are. None of these is empty.
    pub findings: Vec<(Step, Filter, usize)>,
    /// Walks of the next days, the next first.
    pub walks: Vec<Located>,
    /// Sessions of the next days, the next first.
    pub sessions: Vec<Line>,
    /// How many problems stand where, for those who follow them.
    pub standing: Vec<(Status, usize)>,
}

/// What a finding waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Its deadline is over.
    Overdue,
    /// Nobody has it.
    Open,
    /// Somebody has to look whether it is done.
    Done,
    /// The residents have not heard what came of it.
    Untold,
}

/// How many days ahead one looks.
const AHEAD: i64 = 14;

/// How many days back a session can still be remembered well enough to be counted.
const BACK: i64 = 31;

/// Reads it. What somebody may not do does not wait for them.
pub async fn read(services: &Services, actor: &Actor) -> Result<Waiting, Error> {
    let today = services.clock.today();
    let (first, last) = (today.saturating_sub(BACK.days()), today.saturating_add(AHEAD.days()));
    let (running, mut walks): (Vec<_>, Vec<_>) = walks::list(services, actor)
        .await?
        .into_iter()
        .filter(|located| is_near(located, today, last))
        .partition(|located| located.walk.state == State::Running);
    walks.sort_by_key(|located| (located.walk.plan.on, located.walk.plan.at));
    let holds = |located: &Located| actor.may(Permission::HoldWalks, &located.area.place());
    let lines = month::between(services, actor, first, last, None).await?;
    let registers = |line: &Line| activities::may(actor, Permission::RegisterActivities, &line.activity);
    let (unregistered, sessions): (Vec<_>, Vec<_>) = lines
        .into_iter()
        .filter(|line| line.standing == Standing::ToCome || line.standing == Standing::Missing && registers(line))
        .partition(|line| line.standing == Standing::Missing);
    let listed = read::list(services, actor, &Filter::default()).await?;
    Ok(Waiting {
        running: running.into_iter().filter(holds).collect(),
        unregistered: unregistered.into_iter().rev().collect(),
        untold: untold::list(services, actor).await?,
        interviews: interview::open_to(services, actor).await?,
        answers: answer_desk::waiting::read(services, actor).await?,
        findings: steps(actor, &listed, today),
        walks,
        sessions,
        standing: standing(&listed.findings),
    })
}

impl Waiting {
    /// Whether nothing has to be done.
    pub fn is_empty(&self) -> bool {
        let Self { running, unregistered, untold, interviews, answers, findings, .. } = self;
        running.is_empty()
            && unregistered.is_empty()
            && untold.is_empty()
            && interviews.is_empty()
            && answers.reviews.is_none()
            && answers.cases.is_none()
            && findings.is_empty()
    }
}

impl Step {
    /// In the order in which they are urgent.
    pub const ALL: [Self; 4] = [Self::Overdue, Self::Open, Self::Done, Self::Untold];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Open => "open",
            Self::Done => "done",
            Self::Untold => "untold",
        }
    }

    /// Which findings wait for it.
    pub fn filter(self) -> Filter {
        match self {
            Self::Overdue => Filter { overdue: true, ..Filter::default() },
            Self::Open => Filter { status: Some(Status::Open), ..Filter::default() },
            Self::Done => Filter { status: Some(Status::Done), ..Filter::default() },
            Self::Untold => Filter { untold: true, ..Filter::default() },
        }
    }

    /// Who takes it.
    fn needs(self) -> Permission {
        match self {
            Self::Overdue | Self::Open | Self::Done => Permission::HandleFindings,
            Self::Untold => Permission::ApproveFindings,
        }
    }
}

fn is_near(located: &Located, today: Date, last: Date) -> bool {
    match located.walk.state {
        State::Running => true,
        State::Planned => (today..=last).contains(&located.walk.plan.on),
        State::Ended | State::Cancelled => false,
    }
}

fn steps(actor: &Actor, listed: &read::Listed, today: Date) -> Vec<(Step, Filter, usize)> {
    let count = |step: Step| {
        let filter = step.filter();
        let may = |finding: &&Finding| {
            let area = listed.areas.iter().find(|area| area.id == finding.area_id);
            area.is_some_and(|area| actor.may(step.needs(), &area.place()))
        };
        let findings = listed.findings.iter().filter(may).filter(|finding| filter.lets_through(finding, today)).count();
        (step, filter, findings)
    };
    Step::ALL.into_iter().map(count).filter(|(_, _, findings)| *findings > 0).collect()
}

fn standing(findings: &[Finding]) -> Vec<(Status, usize)> {
    let at = |status: Status| {
        let here = |finding: &&Finding| finding.kind == Kind::Problem && finding.status == status;
        (status, findings.iter().filter(here).count())
    };
    Status::ALL.into_iter().map(at).filter(|(_, findings)| *findings > 0).collect()
}
