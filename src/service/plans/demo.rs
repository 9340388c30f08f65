//! An invented plan for the demonstration: blocks, paths and lawns that are nowhere.

use uuid::Uuid;

use super::{NONE_YET, Reference};
use crate::access::Actor;
use crate::blob::{self, picture};
use crate::service::Services;
use crate::service::attachments::attach;
use crate::store::{self, Digest};

/// Why there is none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The picture was not drawn.
    #[error("an invented picture cannot be drawn")]
    Picture(#[from] picture::Refusal),
    /// The picture was not kept.
    #[error(transparent)]
    Blob(#[from] blob::Error),
    /// It was not hung up.
    #[error(transparent)]
    Plan(#[from] super::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

type Colour = [u8; 3];
/// From the left, from the top, width, height; in dots.
type Part = (u32, u32, u32, u32, Colour);

const SIZE: (u32, u32) = (1_200, 900);
/// Degrees northwards from the middle to the upper edge, and eastwards to the right one.
const REACH: (f64, f64) = (0.0012, 0.0028);
const LAWN: Colour = [226, 236, 214];
const ROAD: Colour = [205, 205, 205];
const PATH: Colour = [240, 228, 200];
const BLOCK: Colour = [186, 140, 112];
const SHED: Colour = [150, 150, 170];
const SAND: Colour = [245, 215, 130];
const WATER: Colour = [160, 200, 225];

/// What lies above stands further down.
const PARTS: [Part; 19] = [
    (0, 780, 1_200, 70, ROAD),
    (560, 0, 60, 850, ROAD),
    (620, 560, 260, 160, ROAD),
    (60, 250, 1_080, 18, PATH),
    (60, 500, 500, 18, PATH),
    (300, 60, 18, 720, PATH),
    (900, 60, 18, 720, PATH),
    (90, 90, 180, 110, BLOCK),
    (350, 90, 170, 110, BLOCK),
    (90, 310, 180, 110, BLOCK),
    (350, 310, 170, 110, BLOCK),
    (90, 560, 180, 150, BLOCK),
    (350, 560, 170, 150, BLOCK),
    (680, 90, 180, 110, BLOCK),
    (960, 90, 180, 110, BLOCK),
    (960, 310, 180, 200, BLOCK),
    (680, 310, 120, 90, SAND),
    (700, 440, 60, 60, SHED),
    (980, 590, 150, 100, WATER),
];

/// Hangs it up in an area whose middle is known, unless there is a plan.
pub(in crate::service) async fn hang(services: &Services, area: Uuid, middle: (f64, f64)) -> Result<(), Error> {
    if super::of(services, area).await?.is_some() {
        return Ok(());
    }
    let picture = picture::drawn(SIZE.0, SIZE.1, colour)?;
    let kept = attach::put(services, Digest::of(&picture.content), picture).await?;
    attach::name(services, &kept).await?;
    let operator = Actor::operator();
    super::hang(services, &operator, area, NONE_YET, kept.sha256).await?;
    let at = |x: f64, y: f64| Reference {
        x,
        y,
        latitude: middle.0 + REACH.0 * (1.0 - 2.0 * y),
        longitude: middle.1 + REACH.1 * (2.0 * x - 1.0),
    };
    Ok(super::tie(services, &operator, area, NONE_YET + 1, &[at(0.1, 0.1), at(0.9, 0.2), at(0.3, 0.9)]).await?)
}

fn colour(x: u32, y: u32) -> Colour {
    let is_in =
        |(left, top, width, height, _): &&Part| (*left..left + width).contains(&x) && (*top..top + height).contains(&y);
    PARTS.iter().rev().find(is_in).map_or(LAWN, |(.., colour)| *colour)
}
