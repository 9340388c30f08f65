//! The answers of a wave as records to count.

use forms::{Form, Instance};
use stats::cube::{Presence, Record};
use uuid::Uuid;

use super::cube::Cube;
use crate::service::Services;
use crate::service::answers::known;
use crate::store;
use crate::store::response::{self, Answer};

/// Answers that are read at a time.
const AT_ONCE: u64 = 200;

/// Everybody who answered a wave and counts.
pub(super) async fn read(
    services: &Services,
    wave: Uuid,
    form: &Form,
    cube: &Cube,
) -> Result<Vec<Record>, store::Error> {
    let (mut records, mut after) = (Vec::new(), None);
    loop {
        let page = response::page_of_wave(&services.db, wave, after, AT_ONCE).await?;
        for answer in &page {
            let categories = categories(services, form, cube, answer)?;
            records.extend(categories.map(|categories| Record { categories, presence: Presence::default() }));
        }
        match page.last() {
            Some(last) if page.len() as u64 == AT_ONCE => after = Some(last.id),
            _ => return Ok(records),
        }
    }
}

fn categories(
    services: &Services,
    form: &Form,
    cube: &Cube,
    answer: &Answer,
) -> Result<Option<Vec<usize>>, store::Error> {
    let answers = known::document(&answer.answers, answer.id)?;
    let surroundings = known::surroundings(services, answer.id, &answer.language);
    let (instance, _) = Instance::resume(form, &answers, &surroundings);
    Ok(cube.categories(&answers, &instance))
}
