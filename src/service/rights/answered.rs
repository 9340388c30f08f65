//! Answers that name somebody: those of waves that are not anonymous, and forms of staff, as far as whoever looks may read them.
//! What is written down on walks is about places and is looked after there.

use serde_json::json;
use uuid::Uuid;

use super::sought::Sought;
use super::{Item, MOST, Thing, item};
use crate::access::{Actor, Permission};
use crate::service::Services;
use crate::service::answer_desk::place::Geography;
use crate::service::answer_desk::{self, is_withheld, read};
use crate::service::answers::known;
use crate::service::findings::labels::FORM;
use crate::store;
use crate::store::response::Marks;
use crate::store::response_list::{self, Asked};

/// Answers that are looked through at a time.
const AT_ONCE: u64 = 500;

/// Those that say what is looked for, and those that it leads to by itself.
pub(super) async fn find(services: &Services, actor: &Actor, sought: &Sought) -> Result<Vec<Item>, store::Error> {
    let geography = Geography::read(&services.db).await?;
    let mut asked = Asked { waves: geography.waves.keys().copied().collect(), ..Asked::default() };
    let mut found = sought.answers.clone();
    loop {
        let batch = response_list::list(&services.db, &asked, AT_ONCE).await?;
        let is_last = (batch.len() as u64) < AT_ONCE;
        for answer in batch {
            asked.after = Some((answer.period_starts_on, answer.id));
            let place = geography.of(answer.wave_id, None, &answer.answers);
            let is_readable =
                answer.form_id != FORM && !is_withheld(&answer.answers) && actor.may(Permission::ReadAnswers, &place);
            if is_readable
                && !found.contains(&answer.id)
                && sought.is_said(&known::document(&answer.answers, answer.id)?)
            {
                found.push(answer.id);
            }
        }
        if is_last || found.len() > MOST {
            break;
        }
    }
    let mut items = Vec::new();
    for id in found {
        items.extend(one(services, actor, id).await?);
    }
    Ok(items)
}

/// One answer with what it said before, if it is there for somebody.
pub(super) async fn one(services: &Services, actor: &Actor, id: Uuid) -> Result<Option<Item>, store::Error> {
    let shown = match read::show(services, actor, id).await {
        Ok(shown) => shown,
        Err(answer_desk::Error::NoAnswer) => return Ok(None),
        Err(answer_desk::Error::Store(error)) => return Err(error),
    };
    let response = &shown.found.response;
    if response.form_id == FORM {
        return Ok(None);
    }
    let said = shown.revisions.iter().map(|revision| known::document(&revision.answers, id));
    let mut said = said.collect::<Result<Vec<_>, _>>()?;
    let now = said.pop();
    let title = shown.found.form.form.title().in_language(&response.language).map(ToOwned::to_owned);
    let says = [
        ("form", json!(title.unwrap_or_else(|| response.form_id.clone()))),
        ("place", json!(shown.found.place_name)),
        ("on", json!(response.period_starts_on.to_string())),
        ("language", json!(response.language)),
        ("marks", json!(Some(response.marks).filter(|marks| *marks != Marks::default()).map(Marks::as_str))),
        ("answers", json!(now)),
        ("earlier", json!(said)),
    ];
    Ok(Some(item(Thing::Answer(id), says)))
}
