//! Who is written to by mail, and when a wave reminds. A round of reminders is noted of everybody whom it may concern, whether
//! they have answered or not, so that no row here says who has.

use std::collections::HashMap;

use entity::invitation::{Column as Invited, Entity as Invitations};
use entity::invitation_mail::{self, Column, Entity};
use entity::wave_reminder::{self, Column as Reminds};
use jiff::civil::Date;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Error, Reads, Tx, day};

const TABLE: &str = "invitation_mail";
/// Rows in one statement: far below the parameters that either database takes.
const AT_ONCE: usize = 1_000;

/// The number of the first mail; reminders follow.
pub const FIRST: i32 = 0;

/// Notes that these are written to: the first time, or in a reminder of this number. Fails if one of them was.
pub async fn note(tx: &Tx, invitations: &[Uuid], number: i32, on: Date) -> Result<(), Error> {
    for part in invitations.chunks(AT_ONCE) {
        let rows = part.iter().map(|id| invitation_mail::ActiveModel {
            invitation_id: Set(*id),
            number: Set(number),
            sent_on: Set(day::to_column(on)),
        });
        Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}

/// What the invitations of a wave were written to for, and when: by invitation, the first time first.
pub async fn of_wave(from: &impl Reads, wave: Uuid) -> Result<HashMap<Uuid, Vec<(i32, Date)>>, Error> {
    let of_wave = Query::select().column(Invited::Id).from(Invitations).and_where(Invited::WaveId.eq(wave)).to_owned();
    let query = Entity::find().filter(Column::InvitationId.in_subquery(of_wave)).order_by_asc(Column::Number);
    let mut mails: HashMap<Uuid, Vec<(i32, Date)>> = HashMap::new();
    for row in query.all(from.connection()).await.map_err(Error::reading(TABLE))? {
        let on = day::from_column(row.sent_on, TABLE, "sent_on", &row.invitation_id)?;
        mails.entry(row.invitation_id).or_default().push((row.number, on));
    }
    Ok(mails)
}

/// Forgets that those were written to whose first mail was refused.
pub async fn forget_refused(tx: &Tx, wave: Uuid) -> Result<(), Error> {
    let refused = Invited::WaveId.eq(wave).and(Invited::Refusal.is_not_null());
    let refused = Query::select().column(Invited::Id).from(Invitations).and_where(refused).to_owned();
    let delete = Entity::delete_many().filter(Column::Number.eq(FIRST).and(Column::InvitationId.in_subquery(refused)));
    delete.exec(tx.connection()).await?;
    Ok(())
}

/// The days on which a wave reminds, the first one first. The first has the number 1.
pub async fn reminders(from: &impl Reads, wave: Uuid) -> Result<Vec<Date>, Error> {
    let query = wave_reminder::Entity::find().filter(Reminds::WaveId.eq(wave)).order_by_asc(Reminds::Number);
    let rows = query.all(from.connection()).await.map_err(Error::reading("wave_reminder"))?;
    let read_day = |row: wave_reminder::Model| day::from_column(row.reminds_on, "wave_reminder", "reminds_on", &wave);
    rows.into_iter().map(read_day).collect()
}

/// The waves that have to remind by a day, or had to.
pub async fn reminding(from: &impl Reads, by: Date) -> Result<Vec<Uuid>, Error> {
    let query = wave_reminder::Entity::find().select_only().column(Reminds::WaveId).distinct();
    let query = query.filter(Reminds::RemindsOn.lte(day::to_column(by)));
    query.into_tuple().all(from.connection()).await.map_err(Error::reading("wave_reminder"))
}

/// Lets a wave remind on these days and on no others.
pub async fn set_reminders(tx: &Tx, wave: Uuid, days: &[Date]) -> Result<(), Error> {
    wave_reminder::Entity::delete_many().filter(Reminds::WaveId.eq(wave)).exec(tx.connection()).await?;
    let rows = (1..).zip(days).map(|(number, on)| wave_reminder::ActiveModel {
        wave_id: Set(wave),
        number: Set(number),
        reminds_on: Set(day::to_column(*on)),
    });
    if !days.is_empty() {
        wave_reminder::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    }
    Ok(())
}
