//! Waves (runder): one round of a survey with one form version, and the areas that each asks in. Every change of what a wave is
//! names the version of it that the change was made on.

use std::collections::HashMap;

use entity::wave::{self, Column, Entity};
use entity::wave_area;
use jiff::civil::Date;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use uuid::Uuid;

use super::change::{self, Topic};
use super::{Error, LinkCode, Reads, Tx, day, hours};

pub use super::hours::Hours;

use wave_area::Column as Asks;

const TABLE: &str = "wave";

/// A wave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    /// Identity.
    pub id: Uuid,
    /// The programme that asks.
    pub programme_id: Uuid,
    /// The form asked.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Name, as staff call it.
    pub name: String,
    /// The secret part of the open link.
    pub code: LinkCode,
    /// What is kept of who answered.
    pub identity: Identity,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// How it asks.
    pub terms: Terms,
    /// How far its life has come.
    pub state: State,
    /// Whether its link works before it opens, and keeps nothing.
    pub is_tested: bool,
    /// How often it was changed, and one more.
    pub version: i32,
}

/// How a wave asks. By default everyone who has the link, everywhere in the programme, in all languages of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// How people get in.
    pub access: Access,
    /// When it opens on its first day and closes on its last; as these days begin and end, if that is open.
    pub hours: Hours,
    /// The areas that it asks in, each once; none means the whole programme.
    pub areas: Vec<Uuid>,
    /// The languages that are offered, each once; none means all that the form has.
    pub languages: Vec<String>,
    /// How many answers are hoped for.
    pub target: Option<i32>,
    /// Whether one browser may answer more than once, if the link is open.
    pub several_a_browser: bool,
    /// What residents are told of their data.
    pub notice: Notice,
}

/// What residents are told of their data before the first question, beside what the form says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notice {
    /// What allows it.
    pub legal_basis: Option<LegalBasis>,
    /// Who decides what becomes of the answers.
    pub controller: Option<String>,
    /// Where one asks about that.
    pub contact: Option<String>,
    /// Months after the last day for which answers are kept that are not anonymous; if it is open, nobody deletes them.
    pub kept_months: Option<i32>,
}

/// What allows to keep answers of people who can be known (GDPR, article 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LegalBasis {
    /// Who answers agrees.
    Consent,
    /// It is a task in the public interest.
    PublicTask,
    /// The interest in asking weighs more.
    LegitimateInterest,
}

/// What is kept of who answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// Nothing.
    Anonymous,
    /// Known to a few, never shown.
    Confidential,
    /// Known.
    Identified,
}

/// How people get in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Everyone who has the link.
    #[default]
    OpenLink,
    /// Who was given a code of their own, once.
    Code,
    /// Those who work here and write down what people say, and programs.
    StaffOnly,
    /// Whoever comes by a tablet that stands somewhere.
    Kiosk,
}

/// How far the life of a wave has come. Between its days it opens and closes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is being set up.
    Draft,
    /// It asks from its first day to its last.
    Open,
    /// It was closed.
    Closed,
    /// It is done with.
    Archived,
}

impl Identity {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Anonymous, Self::Confidential, Self::Identified];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|identity| identity.as_str() == name)
    }

    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::Confidential => "confidential",
            Self::Identified => "identified",
        }
    }
}

impl Access {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OpenLink, Self::Code, Self::StaffOnly, Self::Kiosk];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|access| access.as_str() == name)
    }

    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OpenLink => "open_link",
            Self::Code => "code",
            Self::StaffOnly => "staff_only",
            Self::Kiosk => "kiosk",
        }
    }

    /// Whether the link of the wave is all that one needs.
    pub fn is_by_link(self) -> bool {
        matches!(self, Self::OpenLink | Self::Kiosk)
    }
}

impl LegalBasis {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Consent, Self::PublicTask, Self::LegitimateInterest];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|basis| basis.as_str() == name)
    }

    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Consent => "consent",
            Self::PublicTask => "public_task",
            Self::LegitimateInterest => "legitimate_interest",
        }
    }
}

impl State {
    /// All of them, in the order of a wave's life.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Open, Self::Closed, Self::Archived];

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// As stored and as the API says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Archived => "archived",
        }
    }
}

/// Adds a wave.
pub async fn insert(tx: &Tx, new: &Wave) -> Result<(), Error> {
    let row = wave::ActiveModel {
        id: Set(new.id),
        programme_id: Set(new.programme_id),
        code: Set(new.code.as_str().to_owned()),
        version: Set(new.version),
        ..changeable(new)
    };
    Entity::insert(row).exec_without_returning(tx.connection()).await?;
    insert_areas(tx, new).await
}

/// Changes a wave that is still of the version that `changed` says, and counts that up. `false` if it is not.
pub async fn update(tx: &Tx, changed: &Wave) -> Result<bool, Error> {
    let update = Entity::update_many()
        .set(wave::ActiveModel { version: Set(changed.version + 1), ..changeable(changed) })
        .filter(Column::Id.eq(changed.id))
        .filter(Column::Version.eq(changed.version));
    if update.exec(tx.connection()).await?.rows_affected != 1 {
        return Ok(false);
    }
    wave_area::Entity::delete_many().filter(Asks::WaveId.eq(changed.id)).exec(tx.connection()).await?;
    insert_areas(tx, changed).await?;
    change::announce(tx, Topic::Waves).await?;
    Ok(true)
}

/// One wave.
pub async fn find(from: &impl Reads, id: Uuid) -> Result<Option<Wave>, Error> {
    let row = Entity::find_by_id(id).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(read_all(from, row.into_iter().collect()).await?.pop())
}

/// One wave; until the transaction ends, nobody else changes it.
pub async fn lock(tx: &Tx, id: Uuid) -> Result<Option<Wave>, Error> {
    // SQLite knows no such thing and needs none: there is one writer.
    let row = Entity::find_by_id(id).lock_exclusive().one(tx.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(read_all(tx, row.into_iter().collect()).await?.pop())
}

/// The wave of a link.
pub async fn find_by_code(from: &impl Reads, code: &LinkCode) -> Result<Option<Wave>, Error> {
    let query = Entity::find().filter(Column::Code.eq(code.as_str()));
    let row = query.one(from.connection()).await.map_err(Error::reading(TABLE))?;
    Ok(read_all(from, row.into_iter().collect()).await?.pop())
}

/// All waves, the newest first.
pub async fn list(from: &impl Reads) -> Result<Vec<Wave>, Error> {
    let query = Entity::find().order_by_desc(Column::StartsOn).order_by_asc(Column::Name).order_by_asc(Column::Id);
    read_all(from, query.all(from.connection()).await.map_err(Error::reading(TABLE))?).await
}

/// The waves of one form version that ask between their days.
pub async fn asking(from: &impl Reads, form_id: &str, version: &str) -> Result<Vec<Wave>, Error> {
    let query = Entity::find()
        .filter(Column::FormId.eq(form_id))
        .filter(Column::FormVersion.eq(version))
        .filter(Column::State.eq(State::Open.as_str()));
    read_all(from, query.all(from.connection()).await.map_err(Error::reading(TABLE))?).await
}

async fn insert_areas(tx: &Tx, wave: &Wave) -> Result<(), Error> {
    if wave.terms.areas.is_empty() {
        return Ok(());
    }
    let row = |area: &Uuid| wave_area::ActiveModel { wave_id: Set(wave.id), area_id: Set(*area) };
    let rows = wave.terms.areas.iter().map(row);
    wave_area::Entity::insert_many(rows).exec_without_returning(tx.connection()).await?;
    Ok(())
}

/// All that may change of a wave, but for its version.
fn changeable(wave: &Wave) -> wave::ActiveModel {
    let Terms { access, hours, languages, target, several_a_browser, notice, areas: _ } = &wave.terms;
    wave::ActiveModel {
        form_id: Set(wave.form_id.clone()),
        form_version: Set(wave.form_version.clone()),
        name: Set(wave.name.clone()),
        identity: Set(wave.identity.as_str().to_owned()),
        access: Set(access.as_str().to_owned()),
        starts_on: Set(day::to_column(wave.starts_on)),
        ends_on: Set(day::to_column(wave.ends_on)),
        opens_at: Set(hours.from.map(hours::to_column)),
        closes_at: Set(hours.to.map(hours::to_column)),
        languages: Set(languages.join(" ")),
        target: Set(*target),
        several_a_browser: Set(*several_a_browser),
        legal_basis: Set(notice.legal_basis.map(|basis| basis.as_str().to_owned())),
        controller: Set(notice.controller.clone()),
        contact: Set(notice.contact.clone()),
        kept_months: Set(notice.kept_months),
        state: Set(wave.state.as_str().to_owned()),
        is_tested: Set(wave.is_tested),
        ..Default::default()
    }
}

async fn read_all(from: &impl Reads, rows: Vec<wave::Model>) -> Result<Vec<Wave>, Error> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let query =
        wave_area::Entity::find().filter(Asks::WaveId.is_in(rows.iter().map(|row| row.id))).order_by_asc(Asks::AreaId);
    let mut areas: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in query.all(from.connection()).await.map_err(Error::reading("wave_area"))? {
        areas.entry(row.wave_id).or_default().push(row.area_id);
    }
    let with_areas = |row: wave::Model| {
        let areas = areas.remove(&row.id).unwrap_or_default();
        read(row, areas)
    };
    rows.into_iter().map(with_areas).collect()
}

fn read(row: wave::Model, areas: Vec<Uuid>) -> Result<Wave, Error> {
    let bad = |column| Error::bad_row(TABLE, column, &row.id);
    let read_time = |text: &Option<String>, column| hours::from_column(text.as_deref(), TABLE, column, &row.id);
    let hours = Hours { from: read_time(&row.opens_at, "opens_at")?, to: read_time(&row.closes_at, "closes_at")? };
    let legal_basis = row.legal_basis.as_deref();
    let legal_basis = legal_basis.map(|name| LegalBasis::named(name).ok_or_else(|| bad("legal_basis"))).transpose()?;
    Ok(Wave {
        code: LinkCode::parse(&row.code).ok_or_else(|| bad("code"))?,
        identity: Identity::named(&row.identity).ok_or_else(|| bad("identity"))?,
        starts_on: day::from_column(row.starts_on, TABLE, "starts_on", &row.id)?,
        ends_on: day::from_column(row.ends_on, TABLE, "ends_on", &row.id)?,
        terms: Terms {
            access: Access::named(&row.access).ok_or_else(|| bad("access"))?,
            hours,
            areas,
            languages: row.languages.split_whitespace().map(ToOwned::to_owned).collect(),
            target: row.target,
            several_a_browser: row.several_a_browser,
            notice: Notice {
                legal_basis,
                controller: row.controller,
                contact: row.contact,
                kept_months: row.kept_months,
            },
        },
        state: State::named(&row.state).ok_or_else(|| bad("state"))?,
        id: row.id,
        programme_id: row.programme_id,
        form_id: row.form_id,
        form_version: row.form_version,
        name: row.name,
        is_tested: row.is_tested,
        version: row.version,
    })
}
