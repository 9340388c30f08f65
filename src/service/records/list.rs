//! The records as they are looked for: the notes of a month, and the activities of a year with how far their evaluation is.

use jiff::civil::Date;
use uuid::Uuid;

use super::{Kind, Record, Response, Subject, is_for, said};
use crate::access::Actor;
use crate::service::Services;
use crate::service::activities::{self, Activity};
use crate::store::place::Area;
use crate::store::{self, activity_session, record};

/// A note of the log book.
#[derive(Clone, Debug)]
pub struct Note {
    /// The note.
    pub record: Record,
    /// The area that it is about.
    pub area: Area,
    /// What it said when it was last finished.
    pub said: Option<Response>,
}

/// The notes of a month.
#[derive(Clone, Debug)]
pub struct Month {
    /// The first day of the month.
    pub first: Date,
    /// The areas that somebody may read about.
    pub areas: Vec<Area>,
    /// The notes, the latest first.
    pub notes: Vec<Note>,
}

/// An activity, and how far its evaluation of a year is.
#[derive(Clone, Debug)]
pub struct Evaluated {
    /// The activity, with the year.
    pub subject: Subject,
    /// Its evaluation, if it was begun.
    pub record: Option<Record>,
}

/// The notes of the month in which a day lies, of all areas that somebody may read about, or of one.
pub async fn month(services: &Services, actor: &Actor, day: Date, of: Option<Uuid>) -> Result<Month, store::Error> {
    let areas = activities::areas(services, actor, Kind::Note.reading()).await?;
    let wanted = areas.iter().map(|area| area.id).filter(|id| of.is_none_or(|of| *id == of)).collect::<Vec<_>>();
    let (first, last) = (day.first_of_month(), day.last_of_month());
    let mut notes = Vec::new();
    for record in record::of_areas(&services.db, &wanted, first, last).await? {
        let record::About::Area(area) = record.about else { continue };
        let said = said(&services.db, &record).await?;
        if let Some(area) = areas.iter().find(|known| known.id == area)
            && is_for(actor, &record, said.as_ref())
        {
            notes.push(Note { record, area: area.clone(), said });
        }
    }
    Ok(Month { first, areas, notes })
}

/// The activities of a year that somebody may look at, by name, each with its evaluation. Those that were not held in the
/// year are not in it.
pub async fn year(services: &Services, actor: &Actor, year: i16) -> Result<Vec<Evaluated>, store::Error> {
    let (Ok(first), Ok(last)) = (Date::new(year, 1, 1), Date::new(year, 12, 31)) else { return Ok(Vec::new()) };
    let activities = activities::list(services, actor).await?;
    let ids: Vec<Uuid> = activities.iter().map(|activity| activity.id).collect();
    let until = last.min(services.clock.today());
    let held = activity_session::between(&services.db, &ids, first, until).await?;
    let records = record::of_year(&services.db, &ids, year.into()).await?;
    let evaluation = |activity: &Activity| {
        let is_it = |record: &&Record| record.about == record::About::Year(activity.id, year.into());
        records.iter().find(is_it).cloned()
    };
    let is_of_year = |activity: &Activity| {
        held.iter().any(|session| session.activity_id == activity.id) || evaluation(activity).is_some()
    };
    let of_year = activities.into_iter().filter(is_of_year);
    let evaluated = of_year.map(|activity| {
        let record = evaluation(&activity);
        Evaluated { subject: Subject::Year(Box::new(activity), year.into()), record }
    });
    Ok(evaluated.collect())
}
