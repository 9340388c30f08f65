//! Who is on the way to a provider and back.

use sea_orm::entity::prelude::*;

/// One row of `provider_trip`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "provider_trip")]
pub struct Model {
    /// SHA-256 of what the browser has.
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    /// What the provider has to send back in the address.
    pub state: String,
    /// What the provider has to sign.
    pub nonce: String,
    /// What proves that it is we who ask for the token.
    pub verifier: String,
    /// Where to go on, on pages of ours; empty for the start.
    pub return_to: String,
    /// When it is too late.
    pub expires_at: i64,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
