//! What was registered of activities in a month, by area and focus area. How often there was something is no secret; who came and who
//! helped are people.

use std::collections::HashMap;

use uuid::Uuid;

use super::monthly::{Counted, Month};
use super::people::{Counts, FOCUS_AREA, People};
use crate::service::Services;
use crate::service::indicators::definition::Attended;
use crate::store::activity::FocusArea;
use crate::store::activity_session::{self, State};
use crate::store::registration::{self, Registration};
use crate::store::{self, activity};

/// The sessions of a month, and of who was there what tells on nobody.
pub(super) struct Attendance {
    areas: Vec<Uuid>,
    sessions: Vec<Held>,
    people: People,
}

/// A session that was held.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// Its area; none, if it was for several.
    pub(super) area: Option<Uuid>,
    pub(super) focus_area: FocusArea,
    /// Nothing, as long as it is not registered.
    pub(super) counts: Option<Counts>,
}

/// A place and what it was about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) area_id: Option<Uuid>,
    pub(super) focus_area: Option<FocusArea>,
}

impl Attendance {
    /// Nothing, if there were no activities yet: before, nobody is no figure.
    pub(super) async fn load(services: &Services, month: &Month) -> Result<Option<Self>, store::Error> {
        let activities = activity::list(&services.db, &month.areas).await?;
        let by_id: HashMap<Uuid, &activity::Activity> = activities.iter().map(|one| (one.id, one)).collect();
        let ids: Vec<Uuid> = activities.iter().map(|one| one.id).collect();
        let sessions = activity_session::between(&services.db, &ids, month.days.0, month.days.1).await?;
        let written: Vec<Uuid> = sessions.iter().filter_map(|session| session.registration_id).collect();
        let written = registration::list(&services.db, &written).await?;
        let written: HashMap<Uuid, Registration> = written.into_iter().map(|one| (one.id, one)).collect();
        let held = sessions.into_iter().filter_map(|session| {
            let activity = by_id.get(&session.activity_id)?;
            let registered = session.registration_id.and_then(|id| written.get(&id));
            let took_place = registered.is_some() || session.state == State::Planned;
            let area = match activity.areas[..] {
                [area] => Some(area),
                _ => None,
            };
            let (focus_area, counts) = (activity.plan.focus_area, registered.map(Counts::of));
            took_place.then_some(Held { area, focus_area, counts })
        });
        let sessions: Vec<Held> = held.collect();
        if sessions.is_empty() && !activities.iter().any(|one| one.created_on <= month.days.1) {
            return Ok(None);
        }
        Ok(Some(Self::of(services, month.areas.clone(), sessions).await))
    }

    async fn of(services: &Services, areas: Vec<Uuid>, sessions: Vec<Held>) -> Self {
        let (places, held) = (areas.clone(), sessions.clone());
        let people = services.compiling.run(move || People::protect(&places, &held)).await;
        Self { areas, sessions, people }
    }

    /// Everybody, each focus area, each area, each focus area in each area.
    pub(super) fn count(&self, what: Attended) -> Vec<Counted> {
        let groups = groups(&self.areas).into_iter();
        groups.filter_map(|group| counted(&self.sessions, &self.people, what, group)).collect()
    }
}

pub(super) fn groups(areas: &[Uuid]) -> Vec<Group> {
    let places = std::iter::once(None).chain(areas.iter().copied().map(Some));
    let focus = || std::iter::once(None).chain(FocusArea::ALL.into_iter().map(Some));
    places.flat_map(|area_id| focus().map(move |focus_area| Group { area_id, focus_area })).collect()
}

/// What is told of a group; nothing, if there was something and nobody wrote down what is counted.
pub(super) fn counted(sessions: &[Held], people: &People, what: Attended, group: Group) -> Option<Counted> {
    let held: Vec<&Held> = sessions.iter().filter(|held| group.holds(held)).collect();
    let told = held.iter().filter(|held| held.tells(what)).count();
    if told == 0 && !held.is_empty() {
        return None;
    }
    let value = match what {
        _ if held.is_empty() => Some(0),
        Attended::Sessions => Some(held.len() as u64),
        _ => people.shown(what, group),
    };
    Some(Counted {
        area_id: group.area_id,
        whom: group.focus_area.map(|focus| (FOCUS_AREA, focus.as_str().to_owned())),
        value: value.map(|value| as_value(value, told as u64)),
        is_partial: told < held.len(),
    })
}

impl Group {
    pub(super) fn holds(self, held: &Held) -> bool {
        self.area_id.is_none_or(|area| held.area == Some(area))
            && self.focus_area.is_none_or(|focus| held.focus_area == focus)
    }
}

impl Held {
    /// Whether it is known of it what is counted.
    fn tells(&self, what: Attended) -> bool {
        match what {
            Attended::Sessions => true,
            Attended::Participants => self.counts.is_some(),
            Attended::FirstTimers => self.counts.is_some_and(|counts| counts.new.is_some()),
            Attended::Volunteers => self.counts.is_some_and(|counts| counts.helped.is_some()),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 people in a month")]
fn as_value(count: u64, of: u64) -> (f64, u64) {
    (count as f64, of)
}
