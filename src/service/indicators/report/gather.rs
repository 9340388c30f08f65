//! Brings together what a report says: what was held and who came, held against the sub-goals; milestones; findings; new figures.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::content::{Changed, Content, Day, Due, Findings, Goal};
use crate::service::Services;
use crate::service::indicators::observation::{self, Observation, Series};
use crate::store::activity::{self, Activity};
use crate::store::activity_session::{self, Session, State};
use crate::store::agreement::{self, Milestone, SubGoal};
use crate::store::finding::{self, Kind, Status};
use crate::store::registration::{self, Registration};
use crate::store::{Error, place};

/// Sub-goals by focus area and name; activities that name none come last.
type Goals = BTreeMap<(&'static str, bool, String), Goal>;

/// What there is to say of a programme's month, on the day on which it is said.
pub(super) async fn gather(services: &Services, programme: Uuid, month: Date) -> Result<Content, Error> {
    let (db, today) = (&services.db, services.clock.today());
    let areas: Vec<Uuid> = place::areas(db, programme).await?.into_iter().map(|area| area.id).collect();
    let activities = activity::list(db, &areas).await?;
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
    let before = month.saturating_sub(1.month());
    for (activity, registration) in &self::held(services, &activities, (before, before.last_of_month())).await? {
        let came = registration.as_ref().map_or(0, came);
        goal(&mut goals, activity.plan.focus_area.as_str(), activity.plan.sub_goal.as_deref()).before += came;
    }
    let milestones = agreement::milestones(db, programme).await?;
    let milestones = milestones.into_iter().filter(|one| one.reached_on.is_none_or(|on| on >= month)).map(due);
    let all = observation::for_everybody(services, programme).await?;
    Ok(Content {
        goals: goals.into_values().collect(),
        milestones: milestones.collect(),
        findings: findings(services, &areas, month, today).await?,
        changed: all.iter().filter_map(|(series, observed)| changed(series, observed, month)).collect(),
    })
}

fn goal<'g>(goals: &'g mut Goals, focus_area: &'static str, sub_goal: Option<&str>) -> &'g mut Goal {
    // People write the same name in many ways.
    let key = sub_goal.map(|name| name.trim().to_lowercase()).unwrap_or_default();
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

/// What was observed of everybody in a place since a month began, held against the time before.
fn changed(series: &Series, observed: &[Observation], month: Date) -> Option<Changed> {
    let (last, before) = observed.split_last()?;
    if !series.whom.is_empty() || last.made_on < month {
        return None;
    }
    let figure = last.observed.figure;
    Some(Changed {
        indicator: series.indicator.clone(),
        area: series.area_id,
        period: (Day(last.observed.period.0), Day(last.observed.period.1)),
        value: figure.map(|figure| figure.value),
        interval: figure.and_then(|figure| figure.interval),
        respondents: figure.and_then(|figure| figure.respondents),
        before: before.last().and_then(|one| one.observed.figure).map(|figure| figure.value),
    })
}
