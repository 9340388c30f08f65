//! "I sagde – vi gjorde": what residents of an area raised and what came of it, for everybody who comes by. Nothing is told
//! that a coordinator has not approved, and nothing of who said or did it.

use jiff::civil::Date;
use uuid::Uuid;

use super::PublicTexts;
use crate::service::{Services, attachments};
use crate::store::attachment::Kept;
use crate::store::finding::{self, Finding, Kind, Status};
use crate::store::place::{self, Area, Programme};
use crate::store::{Digest, Error, finding_life};

/// What is told of an area.
#[derive(Clone, Debug)]
pub struct Told {
    /// Who tells it.
    pub programme: Programme,
    /// The area.
    pub area: Area,
    /// What was raised, the latest day first.
    pub items: Vec<Item>,
}

/// One thing that was raised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What came of it; nothing for a good place.
    pub outcome: Option<Outcome>,
    /// The day of the walk.
    pub found_on: Date,
    /// In words.
    pub texts: PublicTexts,
    /// The photos that were marked for everybody, in their order.
    pub photos: Vec<Digest>,
}

/// What came of something, in fewer words than those who work on it need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It was heard.
    Heard,
    /// Somebody sees to it.
    UnderWay,
    /// It is done.
    Done,
    /// It is not going to be done.
    Declined,
}

impl Outcome {
    /// What residents are told of a status.
    pub fn of(status: Status) -> Self {
        match status {
            Status::Open => Self::Heard,
            Status::Assigned | Status::InProgress => Self::UnderWay,
            Status::Done | Status::Verified => Self::Done,
            Status::Refused => Self::Declined,
        }
    }

    /// Its name in messages and style sheets.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Heard => "heard",
            Self::UnderWay => "under-way",
            Self::Done => "done",
            Self::Declined => "declined",
        }
    }
}

/// What is told of an area; `None` if there is no such area.
pub async fn tell(services: &Services, area: Uuid) -> Result<Option<Told>, Error> {
    let db = &services.db;
    let Some(area) = place::area(db, area).await? else { return Ok(None) };
    let Some(programme) = place::programme(db, area.programme_id).await? else { return Ok(None) };
    let findings = finding_life::published(db, area.id).await?;
    let ids: Vec<Uuid> = findings.iter().map(|finding| finding.id).collect();
    let photos = finding::photos(db, &ids).await?;
    let item = |finding: Finding| {
        let of_it = photos.iter().filter(|(id, photo)| *id == finding.id && photo.is_public);
        Ok(Item {
            outcome: (finding.kind == Kind::Problem).then(|| Outcome::of(finding.status)),
            found_on: finding.found_on,
            texts: texts(&finding)?,
            photos: of_it.map(|(_, photo)| photo.sha256).collect(),
        })
    };
    let items = findings.into_iter().map(item).collect::<Result<_, Error>>()?;
    Ok(Some(Told { programme, area, items }))
}

/// A photo that everybody may see: it was marked, and what it shows was approved.
pub async fn photo(services: &Services, area: Uuid, sha256: Digest) -> Result<Option<Kept>, Error> {
    let told = tell(services, area).await?;
    if told.is_some_and(|told| told.items.iter().any(|item| item.photos.contains(&sha256))) {
        return attachments::find(services, sha256).await;
    }
    Ok(None)
}

/// Whatever was approved has words.
fn texts(finding: &Finding) -> Result<PublicTexts, Error> {
    let stored = finding.public_text.as_deref().and_then(PublicTexts::from_column);
    stored.ok_or_else(|| Error::bad_row("finding", "public_text", &finding.id))
}
