//! Brings together what a report says: what was held and who came, held against the sub-goals; milestones; findings; new figures.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::content::{Changed, Content, Day, Due, Earlier, Findings, Goal};
use super::promise::plain;
use crate::service::Services;
use crate::service::indicators::compare::{self, Change};
use crate::service::indicators::observation::{self, AllSeries, Figure, Observation, Observed, Series};
use crate::service::indicators::{self, Definition};
use crate::store::activity::{self, Activity};
use crate::store::activity_session::{self, Session, State};
use crate::store::agreement::{self, Milestone, SubGoal};
use crate::store::finding::{self, Kind, Status};
use crate::store::registration::{self, Registration};
use crate::store::{Error, place, wave};

/// Sub-goals by focus area and name; activities that name none come last.
type Goals = BTreeMap<(&'static str, bool, String), Goal>;

/// Nothing was held before.
const EARLIEST: Date = Date::constant(1990, 1, 1);

/// What the report before knew.
pub(super) struct Before {
    /// The day on which it was made.
    pub(super) made_on: Date,
    /// Number of the last observation that was there, if it tells.
    pub(super) seen: Option<i64>,
}

/// What there is to say of a programme's month, on the day on which it is said; nothing of a month before the programme began.
pub(super) async fn gather(
    services: &Services,
    programme: Uuid,
    month: Date,
    before: Option<&Before>,
) -> Result<Option<Content>, Error> {
    let (db, today) = (&services.db, services.clock.today());
    let areas: Vec<Uuid> = place::areas(db, programme).await?.into_iter().map(|area| area.id).collect();
    let activities = activity::list(db, &areas).await?;
    let all = observation::for_everybody(services, programme).await?;
    let milestones = agreement::milestones(db, programme).await?;
    let is_promised = milestones.iter().any(|one| one.due_on <= month.last_of_month());
    if before.is_none() && !is_promised && !has_begun(services, (programme, &areas), &activities, &all, month).await? {
        return Ok(None);
    }
    let mut goals = Goals::new();
    for SubGoal { focus_area, name, participants, .. } in agreement::sub_goals(db, programme).await? {
        goal(&mut goals, focus_area.as_str(), Some(&name)).wanted = u64::try_from(participants).ok();
    }
    let held = held(services, &activities, (month, month.last_of_month())).await?;
    for (activity, registration) in &held {
        let goal = goal(&mut goals, activity.plan.focus_area.as_str(), activity.plan.sub_goal.as_deref());
        goal.sessions += 1;
        goal.unregistered += u64::from(registration.is_none());
        if let Some(registration) = registration {
            goal.participants += came(registration);
            goal.volunteers += positive(registration.volunteers);
            goal.first_timers += positive(registration.first_timers);
        }
    }
    let last = month.saturating_sub(1.month());
    for (activity, registration) in &self::held(services, &activities, (last, last.last_of_month())).await? {
        let came = registration.as_ref().map_or(0, came);
        goal(&mut goals, activity.plan.focus_area.as_str(), activity.plan.sub_goal.as_deref()).before += came;
    }
    let milestones = milestones.into_iter().filter(|one| one.reached_on.is_none_or(|on| on >= month)).map(due);
    let (definitions, numbers) = (indicators::definitions(), all.values().flatten().map(|one| one.number));
    let mut changes = Vec::new();
    for (series, observed) in all.iter().filter(|(series, _)| series.whom.is_empty()) {
        let news = news(observed, before).into_iter();
        changes.extend(news.filter_map(|up_to| changed(series, up_to, &definitions)));
    }
    Ok(Some(Content {
        goals: goals.into_values().collect(),
        milestones: milestones.collect(),
        findings: findings(services, &areas, month, today).await?,
        seen: Some(numbers.max().max(before.and_then(|before| before.seen)).unwrap_or_default()),
        since: before.map(|before| Day(before.made_on)),
        changed: changes,
    }))
}

/// Whether there was anything of a programme by the end of a month: a session, a finding, a survey, or something observed.
async fn has_begun(
    services: &Services,
    (programme, areas): (Uuid, &[Uuid]),
    activities: &[Activity],
    observed: &AllSeries,
    month: Date,
) -> Result<bool, Error> {
    let (db, last) = (&services.db, month.last_of_month());
    let ids: Vec<Uuid> = activities.iter().map(|activity| activity.id).collect();
    Ok(observed.values().flatten().any(|one| one.observed.period.0 <= last)
        || wave::list(db).await?.iter().any(|one| one.programme_id == programme && one.starts_on <= last)
        || finding::list(db, areas).await?.iter().any(|one| one.found_on <= last)
        || !activity_session::between(db, &ids, EARLIEST, last).await?.is_empty())
}

/// Each time of a series that the report before did not know, after those before it: also an earlier one, of which something was told
/// late. The first report, and one behind a report that does not tell what it knew, has only the last one of each.
fn news<'o>(observed: &'o [Observation], before: Option<&Before>) -> Vec<&'o [Observation]> {
    let is_told = |at: &usize| {
        let is_last = at + 1 == observed.len();
        before.map_or(is_last, |before| (is_last || before.seen.is_some()) && is_new(&observed[*at], before))
    };
    (0..observed.len()).filter(is_told).map(|at| &observed[..=at]).collect()
}

/// Whether the report before did not know it. If it does not tell what it knew, something may be told twice rather than never.
fn is_new(observation: &Observation, before: &Before) -> bool {
    match before.seen {
        Some(seen) => observation.number > seen,
        None => observation.made_on >= before.made_on,
    }
}

fn goal<'g>(goals: &'g mut Goals, focus_area: &'static str, sub_goal: Option<&str>) -> &'g mut Goal {
    let key = sub_goal.map(plain).unwrap_or_default();
    let new = || Goal {
        focus_area: focus_area.to_owned(),
        sub_goal: sub_goal.map(|name| name.trim().to_owned()),
        ..Goal::default()
    };
    goals.entry((focus_area, sub_goal.is_none(), key)).or_insert_with(new)
}

/// The sessions of some days that were held, each with who came, if somebody has said so.
async fn held<'a>(
    services: &Services,
    activities: &'a [Activity],
    (first, last): (Date, Date),
) -> Result<Vec<(&'a Activity, Option<Registration>)>, Error> {
    let ids: Vec<Uuid> = activities.iter().map(|activity| activity.id).collect();
    let last = last.min(services.clock.today());
    let mut sessions = activity_session::between(&services.db, &ids, first, last).await?;
    sessions.retain(|session| session.state == State::Planned);
    let registered: Vec<Uuid> = sessions.iter().filter_map(|session| session.registration_id).collect();
    let registrations = registration::list(&services.db, &registered).await?;
    let with = |session: &Session| {
        let activity = activities.iter().find(|activity| activity.id == session.activity_id)?;
        let registration = registrations.iter().find(|one| Some(one.id) == session.registration_id);
        Some((activity, registration.cloned()))
    };
    Ok(sessions.iter().filter_map(with).collect())
}

fn came(registration: &Registration) -> u64 {
    registration.counts.iter().map(|count| positive(Some(count.people))).sum()
}

fn positive(count: Option<i32>) -> u64 {
    count.and_then(|count| u64::try_from(count).ok()).unwrap_or_default()
}

fn due(milestone: Milestone) -> Due {
    let Milestone { focus_area, name, due_on, reached_on, .. } = milestone;
    Due { focus_area: focus_area.as_str().to_owned(), name, due_on: Day(due_on), reached_on: reached_on.map(Day) }
}

async fn findings(services: &Services, areas: &[Uuid], month: Date, today: Date) -> Result<Findings, Error> {
    let mut findings = Findings::default();
    let seen_to = [Status::Done, Status::Verified, Status::Refused];
    for one in finding::list(&services.db, areas).await?.iter().filter(|one| one.kind == Kind::Problem) {
        findings.found += u64::from(one.found_on.first_of_month() == month);
        let is_open = !seen_to.contains(&one.status);
        findings.open += u64::from(is_open);
        findings.overdue += u64::from(is_open && one.deadline.is_some_and(|deadline| deadline < today));
    }
    Ok(findings)
}

/// What was observed of everybody in a place, held against the time before.
fn changed(series: &Series, observed: &[Observation], definitions: &[Definition]) -> Option<Changed> {
    let last = observed.last()?;
    let definition = definitions.iter().rfind(|one| one.id == series.indicator);
    let before = definition.and_then(|definition| compare::before(definition, observed));
    let is_broken = definition.is_some_and(|one| matches!(compare::since_last(one, observed), Change::Broken { .. }));
    let (figure, before) = (last.observed.figure, before.map(|one| &one.observed));
    let earlier = |before: &Observed| {
        let Figure { interval, respondents, .. } = before.figure?;
        Some(Earlier { until: Day(before.period.1), interval, respondents })
    };
    Some(Changed {
        indicator: series.indicator.clone(),
        area: series.area_id,
        period: (Day(last.observed.period.0), Day(last.observed.period.1)),
        value: figure.map(|figure| figure.value),
        interval: figure.and_then(|figure| figure.interval),
        respondents: figure.and_then(|figure| figure.respondents),
        before: before.and_then(|one| one.figure).map(|figure| figure.value),
        earlier: before.and_then(earlier),
        is_broken,
    })
}
