//! Who signed up for a session, the links that they reach it by, and what they agreed to. All of it goes together.

use std::fmt::{self, Debug, Formatter};

use entity::{sign_up, sign_up_consent, sign_up_link};
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx, day};

use sign_up::{Column, Entity};
use sign_up_consent::Column as Agreed;
use sign_up_link::Column as Linked;

const TABLE: &str = "sign_up";
const CONSENTS: &str = "sign_up_consent";

/// One sign-up. `Debug` does not show whose.
#[derive(Clone, PartialEq, Eq)]
pub struct SignUp {
    /// Identity: random.
    pub id: Uuid,
    /// The session.
    pub session_id: Uuid,
    /// The order in which people signed up.
    pub number: i32,
    /// What to call them.
    pub name: String,
    /// Where they read mail, if they do.
    pub email: Option<String>,
    /// How else to reach them: of who reads no mail, and not even always of those.
    pub phone: Option<String>,
    /// Who comes.
    pub party: Party,
    /// The language that they read.
    pub language: String,
    /// Whether there is room for them.
    pub state: State,
    /// The day on which they said by their mail that they come.
    pub confirmed_on: Option<Date>,
    /// Whether they were there.
    pub attended: bool,
    /// What one of us still has to tell them, because no mail does.
    pub untold: Option<Untold>,
    /// The day on which they signed up.
    pub created_on: Date,
}

/// Who comes. `Debug` does not show who answers for them.
#[derive(Clone, PartialEq, Eq)]
pub struct Party {
    /// So many adults.
    pub adults: i32,
    /// So many children.
    pub children: i32,
    /// Who answers for children that come alone, with a number to call.
    pub guardian: Option<String>,
}

/// Whether there is room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet.
    Waiting,
    /// They have their places.
    Placed,
}

/// What has become of the places of somebody who gets no mail, and has not been told so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untold {
    /// There is room for them now.
    MovedUp,
    /// The activity is at another time or place.
    Changed,
    /// It does not take place.
    CalledOff,
}

/// That knowledge about somebody may be passed on, in the words that were agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Identity: random.
    pub id: Uuid,
    /// Whose it is.
    pub sign_up_id: Uuid,
    /// To whom.
    pub party: String,
    /// What for.
    pub purpose: String,
    /// The day on which it was given.
    pub given_on: Date,
    /// The day on which it was taken back.
    pub withdrawn_on: Option<Date>,
}

impl Debug for SignUp {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignUp").field("id", &self.id).field("state", &self.state).finish_non_exhaustive()
    }
}

impl Debug for Party {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Party").field("people", &self.people()).finish_non_exhaustive()
    }
}

impl Party {
    /// How many places they need.
    pub fn people(&self) -> i32 {
        self.adults + self.children
    }
}

impl State {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Waiting, Self::Placed];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Placed => "placed",
        }
    }

    /// The state of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }
}

impl Untold {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::MovedUp, Self::Changed, Self::CalledOff];

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MovedUp => "moved_up",
            Self::Changed => "changed",
            Self::CalledOff => "called_off",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|untold| untold.as_str() == name)
    }
}

/// Adds a sign-up.
pub async fn insert(tx: &Tx, new: &SignUp) -> Result<(), Error> {
    let row = sign_up::ActiveModel {
        id: Set(new.id),
        session_id: Set(new.session_id),
        number: Set(new.number),
        name: Set(new.name.clone()),
        email: Set(new.email.clone()),
        phone: Set(new.phone.clone()),
        adults: Set(new.party.adults),
        children: Set(new.party.children),
        guardian: Set(new.party.guardian.clone()),
        language: Set(new.language.clone()),
        state: Set(new.state.as_str().to_owned()),
        confirmed_on: Set(new.confirmed_on.map(day::to_column)),
        attended: Set(new.attended),
        untold: Set(new.untold.map(|untold| untold.as_str().to_owned())),
        created_on: Set(day::to_column(new.created_on)),
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// One sign-up.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<SignUp>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

/// The sign-up that a link leads to.
pub async fn find_by_link(from: &impl Reads, hash: Digest) -> Result<Option<SignUp>, Error> {
    let query = sign_up_link::Entity::find_by_id(hash.to_column());
    match query.one(from.connection()).await.map_err(Error::reading("sign_up_link"))? {
        Some(link) => find(from, link.sign_up_id).await,
        None => Ok(None),
    }
}

/// The sign-ups for some sessions, in the order in which they came.
pub async fn of_sessions(from: &impl Reads, sessions: &[Uuid]) -> Result<Vec<SignUp>, Error> {
    let query = Entity::find()
        .filter(Column::SessionId.is_in(sessions.iter().copied()))
        .order_by_asc(Column::SessionId)
        .order_by_asc(Column::Number);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Lets a link lead to a sign-up.
pub async fn insert_link(tx: &Tx, hash: Digest, sign_up: Uuid) -> Result<(), Error> {
    let row = sign_up_link::ActiveModel { hash: Set(hash.to_column()), sign_up_id: Set(sign_up) };
    sign_up_link::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// How many links lead to a sign-up.
pub async fn count_links(from: &impl Reads, sign_up: Uuid) -> Result<i32, Error> {
    let query = sign_up_link::Entity::find().filter(Linked::SignUpId.eq(sign_up));
    Ok(i32::try_from(query.count(from.connection()).await?).unwrap_or(i32::MAX))
}

/// Changes what may change of a sign-up.
pub async fn update(tx: &Tx, changed: &SignUp) -> Result<(), Error> {
    let row = sign_up::ActiveModel {
        adults: Set(changed.party.adults),
        children: Set(changed.party.children),
        guardian: Set(changed.party.guardian.clone()),
        state: Set(changed.state.as_str().to_owned()),
        confirmed_on: Set(changed.confirmed_on.map(day::to_column)),
        attended: Set(changed.attended),
        ..Default::default()
    };
    Entity::update_many().set(row).filter(Column::Id.eq(changed.id)).exec(tx.connection()).await?;
    Ok(())
}

/// Notes what somebody still has to be told; nothing, once they have been.
pub async fn set_untold(tx: &Tx, id: Uuid, untold: Option<Untold>) -> Result<(), Error> {
    let row =
        sign_up::ActiveModel { untold: Set(untold.map(|untold| untold.as_str().to_owned())), ..Default::default() };
    Entity::update_many().set(row).filter(Column::Id.eq(id)).exec(tx.connection()).await?;
    Ok(())
}

/// Those who still have to be told something, of whatever session.
pub async fn all_untold(from: &impl Reads) -> Result<Vec<SignUp>, Error> {
    let query = Entity::find().filter(Column::Untold.is_not_null()).order_by_asc(Column::SessionId);
    query.all(from.connection()).await.map_err(Error::reading(TABLE))?.into_iter().map(read).collect()
}

/// Removes sign-ups with all that belongs to them.
pub async fn remove(tx: &Tx, sign_ups: &[Uuid]) -> Result<(), Error> {
    let of = || sign_ups.iter().copied();
    sign_up_consent::Entity::delete_many().filter(Agreed::SignUpId.is_in(of())).exec(tx.connection()).await?;
    sign_up_link::Entity::delete_many().filter(Linked::SignUpId.is_in(of())).exec(tx.connection()).await?;
    Entity::delete_many().filter(Column::Id.is_in(of())).exec(tx.connection()).await?;
    Ok(())
}

/// Up to `most` sign-ups for sessions that were held before a day.
pub async fn of_sessions_before(from: &impl Reads, than: Date, most: u64) -> Result<Vec<Uuid>, Error> {
    use entity::activity_session;
    let over = activity_session::Entity::find()
        .select_only()
        .column(activity_session::Column::Id)
        .filter(activity_session::Column::HeldOn.lt(day::to_column(than)));
    let query = Entity::find()
        .filter(Column::SessionId.in_subquery(sea_orm::QueryTrait::into_query(over)))
        .order_by_asc(Column::Id)
        .limit(most);
    let rows = query.all(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// Notes that somebody agreed.
pub async fn insert_consent(tx: &Tx, new: &Consent) -> Result<(), Error> {
    let row = sign_up_consent::ActiveModel {
        id: Set(new.id),
        sign_up_id: Set(new.sign_up_id),
        party: Set(new.party.clone()),
        purpose: Set(new.purpose.clone()),
        given_on: Set(day::to_column(new.given_on)),
        withdrawn_on: Set(new.withdrawn_on.map(day::to_column)),
    };
    sign_up_consent::Entity::insert(row).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// What was agreed to in some sign-ups, also what was taken back.
pub async fn consents(from: &impl Reads, sign_ups: &[Uuid]) -> Result<Vec<Consent>, Error> {
    let query = sign_up_consent::Entity::find()
        .filter(Agreed::SignUpId.is_in(sign_ups.iter().copied()))
        .order_by_asc(Agreed::GivenOn)
        .order_by_asc(Agreed::Id);
    let rows = query.all(from.connection()).await.map_err(Error::reading(CONSENTS))?;
    rows.into_iter().map(read_consent).collect()
}

/// Notes that somebody no longer agrees to anything.
pub async fn withdraw_consents(tx: &Tx, sign_up: Uuid, on: Date) -> Result<(), Error> {
    let update = sign_up_consent::Entity::update_many()
        .col_expr(Agreed::WithdrawnOn, Expr::value(day::to_column(on)))
        .filter(Agreed::SignUpId.eq(sign_up).and(Agreed::WithdrawnOn.is_null()));
    update.exec(tx.connection()).await?;
    Ok(())
}

fn read(row: sign_up::Model) -> Result<SignUp, Error> {
    let read_day = |day, column| day::from_column(day, TABLE, column, &row.id);
    Ok(SignUp {
        state: State::named(&row.state).ok_or_else(|| Error::bad_row(TABLE, "state", &row.id))?,
        untold: row.untold.map(|name| read_untold(&name, &row.id)).transpose()?,
        confirmed_on: row.confirmed_on.map(|day| read_day(day, "confirmed_on")).transpose()?,
        created_on: read_day(row.created_on, "created_on")?,
        party: Party { adults: row.adults, children: row.children, guardian: row.guardian },
        id: row.id,
        session_id: row.session_id,
        number: row.number,
        name: row.name,
        email: row.email,
        phone: row.phone,
        language: row.language,
        attended: row.attended,
    })
}

fn read_untold(name: &str, id: &Uuid) -> Result<Untold, Error> {
    Untold::named(name).ok_or_else(|| Error::bad_row(TABLE, "untold", id))
}

fn read_consent(row: sign_up_consent::Model) -> Result<Consent, Error> {
    let read_day = |day, column| day::from_column(day, CONSENTS, column, &row.id);
    Ok(Consent {
        given_on: read_day(row.given_on, "given_on")?,
        withdrawn_on: row.withdrawn_on.map(|day| read_day(day, "withdrawn_on")).transpose()?,
        id: row.id,
        sign_up_id: row.sign_up_id,
        party: row.party,
        purpose: row.purpose,
    })
}
