//! What was registered of activities in a month, by area and focus area. Who came and who helped are people: their counts are protected
//! as tables of a release are, and attacked by its auditor. How often there was something is no secret.

use std::collections::{BTreeMap, HashMap};

use stats::cube::{Category, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::audit;
use stats::disclosure::{Published, Rules, protect};
use uuid::Uuid;

use super::monthly::{Counted, Month};
use crate::service::Services;
use crate::service::indicators::definition::Attended;
use crate::store::activity::FocusArea;
use crate::store::activity_session::{self, State};
use crate::store::registration::{self, Registration};
use crate::store::{self, activity};

const AREA: &str = "area";
const FOCUS_AREA: &str = "focus_area";
/// As the form calls an area that is several.
const SEVERAL: &str = "several";

/// The sessions of a month.
pub(super) struct Attendance {
    areas: Vec<Uuid>,
    sessions: Vec<Held>,
    has_begun: bool,
}

/// A session that was held.
struct Held {
    /// Its area; none, if it was for several.
    area: Option<Uuid>,
    focus_area: FocusArea,
    registered: Option<Registration>,
}

impl Attendance {
    pub(super) async fn load(services: &Services, month: &Month) -> Result<Self, store::Error> {
        let activities = activity::list(&services.db, &month.areas).await?;
        let by_id: HashMap<Uuid, &activity::Activity> = activities.iter().map(|one| (one.id, one)).collect();
        let ids: Vec<Uuid> = activities.iter().map(|one| one.id).collect();
        let sessions = activity_session::between(&services.db, &ids, month.days.0, month.days.1).await?;
        let written: Vec<Uuid> = sessions.iter().filter_map(|session| session.registration_id).collect();
        let written = registration::list(&services.db, &written).await?;
        let mut written: HashMap<Uuid, Registration> = written.into_iter().map(|one| (one.id, one)).collect();
        let held = sessions.into_iter().filter_map(|session| {
            let activity = by_id.get(&session.activity_id)?;
            let registered = session.registration_id.and_then(|id| written.remove(&id));
            let took_place = registered.is_some() || session.state == State::Planned;
            let area = match activity.areas[..] {
                [area] => Some(area),
                _ => None,
            };
            took_place.then_some(Held { area, focus_area: activity.plan.focus_area, registered })
        });
        let has_begun = activities.iter().any(|one| one.created_on <= month.days.1);
        Ok(Self { areas: month.areas.clone(), sessions: held.collect(), has_begun })
    }

    /// Whether there were activities yet: before, nothing is no figure.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun || !self.sessions.is_empty()
    }

    pub(super) async fn count(&self, services: &Services, what: Attended) -> Vec<Counted> {
        if what == Attended::Sessions {
            let value = |of: &[&Held]| Some(as_value(of.len() as u64, of.len() as u64));
            return self.groups().into_iter().map(|group| group.counted(&self.sessions, false, value)).collect();
        }
        let plan = self.plan();
        let records: Vec<Record> = self.sessions.iter().flat_map(|held| self.records(held, what)).collect();
        let published = services.compiling.run(move || published(plan, records)).await;
        let groups = self.groups().into_iter().map(|group| {
            let count = published.as_ref().and_then(|published| group.shown(published));
            let value = |of: &[&Held]| {
                let registered = of.iter().filter(|held| held.registered.is_some()).count();
                count.map(|count| as_value(count, registered as u64))
            };
            group.counted(&self.sessions, true, value)
        });
        groups.collect()
    }

    /// Everybody, each focus area, each area, each focus area in each area.
    fn groups(&self) -> Vec<Group> {
        let places = std::iter::once(None).chain(self.areas.iter().copied().map(Some));
        let focus = || std::iter::once(None).chain(FocusArea::ALL.into_iter().map(Some));
        places.flat_map(|area_id| focus().map(move |focus_area| Group { area_id, focus_area })).collect()
    }

    fn plan(&self) -> Plan {
        let category = |code: String| Category { code, residents: None, missing: None };
        let variable = |name: &str, codes: Vec<String>| Variable {
            name: name.to_owned(),
            role: Role::Breakdown,
            categories: codes.into_iter().map(category).collect(),
            groups: Vec::new(),
        };
        let areas = self.areas.iter().map(Uuid::to_string).chain([SEVERAL.to_owned()]).collect();
        let focus_areas = FocusArea::ALL.map(|one| one.as_str().to_owned()).to_vec();
        let variables = vec![variable(AREA, areas), variable(FOCUS_AREA, focus_areas)];
        Plan::parse(variables, &[Table::of(&[AREA, FOCUS_AREA])]).expect("names differ and are there")
    }

    /// One for each who came; nobody knows who they were, so whoever came twice is two.
    fn records(&self, held: &Held, what: Attended) -> impl Iterator<Item = Record> + use<> {
        let area = held.area.and_then(|area| self.areas.iter().position(|one| *one == area));
        let focus_area = FocusArea::ALL.iter().position(|one| *one == held.focus_area);
        let categories = vec![area.unwrap_or(self.areas.len()), focus_area.unwrap_or_default()];
        let people = held.registered.as_ref().map_or(0, |registered| people(registered, what));
        std::iter::repeat_with(move || Record { categories: categories.clone(), presence: Presence::default() })
            .take(people)
    }
}

/// A place and what it was about.
#[derive(Clone, Copy)]
struct Group {
    area_id: Option<Uuid>,
    focus_area: Option<FocusArea>,
}

impl Group {
    fn holds(self, held: &Held) -> bool {
        self.area_id.is_none_or(|area| held.area == Some(area))
            && self.focus_area.is_none_or(|focus| held.focus_area == focus)
    }

    fn counted(
        self,
        sessions: &[Held],
        needs_registering: bool,
        value: impl Fn(&[&Held]) -> Option<(f64, u64)>,
    ) -> Counted {
        let of: Vec<&Held> = sessions.iter().filter(|held| self.holds(held)).collect();
        Counted {
            area_id: self.area_id,
            whom: self.focus_area.map(|focus| (FOCUS_AREA, focus.as_str().to_owned())),
            value: value(&of),
            is_partial: needs_registering && of.iter().any(|held| held.registered.is_none()),
        }
    }

    fn shown(self, published: &Published) -> Option<u64> {
        let area = self.area_id.map(|area| area.to_string());
        let at: BTreeMap<&str, &str> = area
            .iter()
            .map(|area| (AREA, area.as_str()))
            .chain(self.focus_area.map(|focus| (FOCUS_AREA, focus.as_str())))
            .collect();
        let at: Vec<(&str, &str)> = at.into_iter().collect();
        published.count(&published.plan().cell(&at)?).flatten()
    }
}

/// The counts that tell on nobody. Nothing, if that cannot be proven of any.
fn published(plan: Plan, records: Vec<Record>) -> Option<Published> {
    let tally = Tally::count(plan, 0, records).expect("each record has a category of each variable");
    let published = protect(&tally, Rules::default(), &[]).ok()?;
    audit(&published, &[]).is_ok().then_some(published)
}

fn people(registered: &Registration, what: Attended) -> usize {
    let count = match what {
        Attended::Sessions => 1,
        Attended::Participants => registered.counts.iter().map(|count| count.people).sum(),
        Attended::FirstTimers => registered.first_timers.unwrap_or_default(),
        Attended::Volunteers => registered.volunteers.unwrap_or_default(),
    };
    usize::try_from(count).unwrap_or_default()
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts 2^52 people in a month")]
fn as_value(count: u64, of: u64) -> (f64, u64) {
    (count as f64, of)
}
