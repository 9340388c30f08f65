//! Links by which people reach their sign-up: one a mail, hash only.

use sea_orm::entity::prelude::*;

/// One row of `sign_up_link`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sign_up_link")]
pub struct Model {
    /// Digest of the secret part of the link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// The sign-up.
    pub sign_up_id: Uuid,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
