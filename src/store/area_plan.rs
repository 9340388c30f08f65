//! Plans of areas: a picture, and where some of its points lie.

use entity::area_plan::{self, Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Set};
use uuid::Uuid;

use super::{Digest, Error, Reads, Tx};

const TABLE: &str = "area_plan";

/// The plan of an area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AreaPlan {
    /// The area.
    pub area_id: Uuid,
    /// The picture, as it was sent.
    pub sha256: Digest,
    /// Points of known position, as JSON text.
    pub points: String,
    /// How often it was changed.
    pub version: i32,
}

/// Adds the first plan of an area. `false` if it has one.
pub async fn insert(tx: &Tx, new: &AreaPlan) -> Result<bool, Error> {
    let row = area_plan::ActiveModel { area_id: Set(new.area_id), version: Set(new.version), ..changeable(new) };
    let insert = Entity::insert(row).on_conflict_do_nothing_on([Column::AreaId]);
    super::inserted(insert.exec_without_returning(tx.connection()).await)
}

/// Changes a plan that is still of the version that `changed` says, and counts that up. `false` if it is not.
pub async fn update(tx: &Tx, changed: &AreaPlan) -> Result<bool, Error> {
    let update = Entity::update_many()
        .set(area_plan::ActiveModel { version: Set(changed.version + 1), ..changeable(changed) })
        .filter(Column::AreaId.eq(changed.area_id))
        .filter(Column::Version.eq(changed.version));
    Ok(update.exec(tx.connection()).await?.rows_affected == 1)
}

/// Removes the plan of an area that still shows a picture. `false` if it does not.
pub async fn remove(tx: &Tx, area: Uuid, picture: Digest) -> Result<bool, Error> {
    let delete = Entity::delete_many().filter(Column::AreaId.eq(area)).filter(Column::Sha256.eq(picture.to_column()));
    Ok(delete.exec(tx.connection()).await?.rows_affected == 1)
}

/// The plan of an area, if it has one.
pub async fn find(from: &impl Reads, area: Uuid) -> Result<Option<AreaPlan>, Error> {
    let row = Entity::find_by_id(area).one(from.connection()).await.map_err(Error::reading(TABLE))?;
    row.map(read).transpose()
}

fn changeable(plan: &AreaPlan) -> area_plan::ActiveModel {
    area_plan::ActiveModel {
        sha256: Set(plan.sha256.to_column()),
        points: Set(plan.points.clone()),
        ..Default::default()
    }
}

fn read(row: area_plan::Model) -> Result<AreaPlan, Error> {
    Ok(AreaPlan {
        sha256: Digest::from_column(&row.sha256, TABLE, "sha256", &row.area_id)?,
        area_id: row.area_id,
        points: row.points,
        version: row.version,
    })
}
