//! What somebody wrote of an activity, and what it must be to be one.

use jiff::civil::{Date, Time};
use uuid::Uuid;

use super::{Every, FocusArea, Hours, Plan, Request, Series, series};
use crate::service::Name;

/// As it was typed, field by field.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// What people call it.
    pub name: String,
    /// The name of a focus area.
    pub focus_area: String,
    /// The sub-goal, or nothing.
    pub sub_goal: String,
    /// The areas.
    pub areas: Vec<Uuid>,
    /// Where people meet.
    pub place: String,
    /// `HH:MM`, or nothing.
    pub starts_at: String,
    /// `HH:MM`, or nothing.
    pub ends_at: String,
    /// How often.
    pub every: String,
    /// The first day.
    pub first_on: String,
    /// The last day; nothing for what is held once.
    pub last_on: String,
    /// How many people there is room for, or nothing.
    pub places: String,
    /// Whether residents sign up.
    pub takes_sign_ups: bool,
    /// To whom knowledge is passed on, or nothing.
    pub consent_party: String,
    /// What for.
    pub consent_purpose: String,
}

/// An activity as it may be planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    areas: Vec<Uuid>,
    plan: Plan,
    series: Series,
    days: Vec<Date>,
}

/// What is wrong with one field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It has no name, or no short one.
    Name,
    /// It supports none of the focus areas.
    FocusArea,
    /// The sub-goal is no short line.
    SubGoal,
    /// It is for no area.
    Areas,
    /// Nobody knows where to meet.
    Place,
    /// A time of day is none, or it is over before it begins.
    Hours,
    /// A day is none.
    Days,
    /// The series ends before it starts, or has no end.
    Series,
    /// The number of places is none.
    Places,
    /// Who gets to know is said without what for, or the other way round.
    Request,
}

/// Nowhere is there room for more.
const MOST_PLACES: i32 = 1_000;

impl Offer {
    /// Reads what was written, or says everything that is wrong with it.
    pub fn parse(written: &Written) -> Result<Self, Vec<Fault>> {
        let name = line(&written.name, Fault::Name).and_then(|name| name.ok_or(Fault::Name));
        let focus_area = FocusArea::named(&written.focus_area).ok_or(Fault::FocusArea);
        let sub_goal = line(&written.sub_goal, Fault::SubGoal);
        let areas = areas(&written.areas);
        let place = line(&written.place, Fault::Place).and_then(|place| place.ok_or(Fault::Place));
        let hours = hours(written);
        let days = days(written);
        let places = places(&written.places);
        let request = request(written);
        let faults = [
            name.as_ref().err(),
            focus_area.as_ref().err(),
            sub_goal.as_ref().err(),
            areas.as_ref().err(),
            place.as_ref().err(),
            hours.as_ref().err(),
            days.as_ref().err(),
            places.as_ref().err(),
            request.as_ref().err(),
        ];
        let faults = faults.into_iter().flatten().copied().collect();
        let read = || {
            let (series, days) = days.ok()?;
            let plan = Plan {
                name: name.ok()?,
                focus_area: focus_area.ok()?,
                sub_goal: sub_goal.ok()?,
                place: place.ok()?,
                hours: hours.ok()?,
                places: places.ok()?,
                takes_sign_ups: written.takes_sign_ups,
                request: request.ok()?,
            };
            Some(Self { areas: areas.ok()?, plan, series, days })
        };
        read().ok_or(faults)
    }

    /// The areas that it is for, each once.
    pub(super) fn areas(&self) -> &[Uuid] {
        &self.areas
    }

    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    pub(super) fn series(&self) -> Series {
        self.series
    }

    /// The days on which it is held.
    pub(super) fn days(&self) -> &[Date] {
        &self.days
    }
}

/// One short line, or nothing.
fn line(text: &str, fault: Fault) -> Result<Option<String>, Fault> {
    match text.trim() {
        "" => Ok(None),
        text => text.parse::<Name>().map(|name| Some(name.as_str().to_owned())).map_err(|_| fault),
    }
}

fn areas(written: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    let mut areas = written.to_vec();
    areas.sort_unstable();
    areas.dedup();
    if areas.is_empty() { Err(Fault::Areas) } else { Ok(areas) }
}

fn hours(written: &Written) -> Result<Hours, Fault> {
    let read = |text: &str| match text.trim() {
        "" => Ok(None),
        text => Time::strptime("%H:%M", text).map(Some).map_err(|_| Fault::Hours),
    };
    let hours = Hours { from: read(&written.starts_at)?, to: read(&written.ends_at)? };
    let is_in_order = match (hours.from, hours.to) {
        (Some(from), Some(to)) => from < to,
        (None, Some(_)) => false,
        (_, None) => true,
    };
    if is_in_order { Ok(hours) } else { Err(Fault::Hours) }
}

fn days(written: &Written) -> Result<(Series, Vec<Date>), Fault> {
    let every = Every::named(&written.every).ok_or(Fault::Days)?;
    let first = series::read_day(&written.first_on).ok_or(Fault::Days)?;
    let last = if every == Every::Once { first } else { series::read_day(&written.last_on).ok_or(Fault::Days)? };
    let series = Series { every, first, last };
    series::days(&series).map(|days| (series, days)).ok_or(Fault::Series)
}

fn places(text: &str) -> Result<Option<i32>, Fault> {
    match text.trim() {
        "" => Ok(None),
        text => {
            let places = text.parse().ok().filter(|places| (1..=MOST_PLACES).contains(places));
            places.map(Some).ok_or(Fault::Places)
        }
    }
}

fn request(written: &Written) -> Result<Option<Request>, Fault> {
    let read = |text| line(text, Fault::Request);
    match (read(&written.consent_party)?, read(&written.consent_purpose)?) {
        (Some(party), Some(purpose)) => Ok(Some(Request { party, purpose })),
        (None, None) => Ok(None),
        _ => Err(Fault::Request),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Written {
        let text = str::to_owned;
        Written {
            name: text("Opdigtet lektiecafé"),
            focus_area: text("education"),
            areas: vec![Uuid::from_u128(2), Uuid::from_u128(1), Uuid::from_u128(2)],
            place: text("Det opdigtede beboerhus"),
            starts_at: text("16:00"),
            ends_at: text("18:00"),
            every: text("week"),
            first_on: text("2026-11-24"),
            last_on: text("2026-12-15"),
            places: text("20"),
            ..Written::default()
        }
    }

    #[test]
    fn what_is_right_is_an_offer() {
        let offer = Offer::parse(&written()).unwrap();
        assert_eq!(offer.areas(), [Uuid::from_u128(1), Uuid::from_u128(2)]);
        assert_eq!(offer.days().len(), 4);
        assert_eq!(offer.plan().places, Some(20));
        let once = Written { every: "once".to_owned(), last_on: String::new(), ..written() };
        assert_eq!(Offer::parse(&once).unwrap().days().len(), 1);
    }

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        assert_eq!(
            Offer::parse(&Written::default()).unwrap_err(),
            [Fault::Name, Fault::FocusArea, Fault::Areas, Fault::Place, Fault::Days]
        );
    }

    #[test]
    fn each_fault_is_found() {
        let text = str::to_owned;
        for (wrong, fault) in [
            (Written { name: text("two\nlines"), ..written() }, Fault::Name),
            (Written { focus_area: text("sport"), ..written() }, Fault::FocusArea),
            (Written { sub_goal: "a".repeat(121), ..written() }, Fault::SubGoal),
            (Written { place: text(" "), ..written() }, Fault::Place),
            (Written { ends_at: text("15:59"), ..written() }, Fault::Hours),
            (Written { starts_at: text("25:00"), ..written() }, Fault::Hours),
            (Written { starts_at: String::new(), ..written() }, Fault::Hours),
            (Written { first_on: text("24-11-2026x"), ..written() }, Fault::Days),
            (Written { every: text("day"), ..written() }, Fault::Days),
            (Written { last_on: text("2026-11-23"), ..written() }, Fault::Series),
            (Written { last_on: text("2099-12-31"), ..written() }, Fault::Series),
            (Written { last_on: text("9999-12-31"), ..written() }, Fault::Days),
            (Written { places: text("0"), ..written() }, Fault::Places),
            (Written { places: text("1001"), ..written() }, Fault::Places),
            (Written { consent_party: text("Opdigtet jobcenter"), ..written() }, Fault::Request),
        ] {
            assert_eq!(Offer::parse(&wrong).unwrap_err(), [fault], "{wrong:?}");
        }
    }
}
