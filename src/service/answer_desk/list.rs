//! Answers one below the other: those of the places where somebody may read some, as far as they were asked for, page by page.

use std::collections::HashMap;

use jiff::civil::Date;
use uuid::Uuid;

use super::is_withheld;
use super::place::Geography;
use crate::access::{Actor, Permission, Place};
use crate::service::Services;
use crate::service::findings::labels::FORM;
use crate::store::response_list::{self, Asked, Listed};
use crate::store::{Error, walk};

/// Which answers are asked for. An address keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those to one form.
    pub form_id: Option<String>,
    /// Those of one area.
    pub area: Option<Uuid>,
    /// Those from a day on.
    pub from: Option<Date>,
    /// Those until a day.
    pub until: Option<Date>,
    /// Those that a person has to look at.
    pub only_review: bool,
}

/// An answer in a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The answer.
    pub answer: Listed,
    /// Where it belongs.
    pub place: Place,
    /// What that is called; nothing where it is the whole installation.
    pub place_name: String,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct Page {
    /// The latest day first.
    pub entries: Vec<Entry>,
    /// What the next page begins behind, if there may be more.
    pub next: Option<Key>,
    /// The areas by which one may ask.
    pub areas: Vec<(Uuid, String)>,
}

/// The place of an answer in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its day.
    pub on: Date,
    /// Its identity.
    pub id: Uuid,
}

/// So many are on a page.
pub const PAGE: usize = 50;
/// So many are looked through for one page at most; who asks for the next goes on behind them.
const MOST_LOOKED_AT: usize = 2_000;
const AT_ONCE: u64 = 200;

/// A page of answers, behind another one if there is one.
pub async fn list(services: &Services, actor: &Actor, filter: &Filter, after: Option<Key>) -> Result<Page, Error> {
    let geography = Geography::read(&services.db).await?;
    let mut asked = Asked {
        waves: geography.waves.keys().copied().collect(),
        form_id: filter.form_id.clone(),
        from: filter.from,
        until: filter.until,
        only_review: filter.only_review,
        after: after.map(|key| (key.on, key.id)),
    };
    let (mut entries, mut looked_at, mut next) = (Vec::new(), 0, None);
    'looking: loop {
        let batch = response_list::list(&services.db, &asked, AT_ONCE).await?;
        let is_last = (batch.len() as u64) < AT_ONCE;
        looked_at += batch.len();
        let walked = areas_of_walks(services, &batch).await?;
        for answer in batch {
            let key = Key { on: answer.period_starts_on, id: answer.id };
            if entries.len() == PAGE {
                break 'looking;
            }
            asked.after = Some((key.on, key.id));
            next = Some(key);
            let place = geography.of(answer.wave_id, walked.get(&answer.id).copied(), &answer.answers);
            let is_there = filter.area.is_none_or(|wanted| matches!(place, Place::Area { area, .. } if area == wanted));
            if is_there && !is_withheld(&answer.answers) && actor.may(Permission::ReadAnswers, &place) {
                entries.push(Entry { answer, place_name: geography.name(&place).to_owned(), place });
            }
        }
        if is_last {
            next = None;
        }
        if is_last || looked_at >= MOST_LOOKED_AT {
            break;
        }
    }
    let may_read = |place: Place| actor.may(Permission::ReadAnswers, &place);
    let areas = geography.areas.iter().filter(|area| may_read(area.place()));
    Ok(Page { entries, next, areas: areas.map(|area| (area.id, area.name.clone())).collect() })
}

async fn areas_of_walks(services: &Services, batch: &[Listed]) -> Result<HashMap<Uuid, Uuid>, Error> {
    let ids: Vec<Uuid> = batch.iter().filter(|answer| answer.form_id == FORM).map(|answer| answer.id).collect();
    if ids.is_empty() { Ok(HashMap::new()) } else { walk::areas(&services.db, &ids).await }
}
