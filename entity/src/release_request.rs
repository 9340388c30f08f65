//! Who asked for a release, to have a plan tried or a coarser one proposed, and what came of it.

use sea_orm::entity::prelude::*;

/// One row of `release_request`. Moments are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release_request")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// What is asked for.
    pub kind: String,
    /// The wave.
    pub wave_id: Uuid,
    /// The plan, as it was written.
    pub plan: String,
    /// How much a coarser plan is to show, in percent, if one is to be proposed.
    pub share: Option<i32>,
    /// What kind of somebody asked.
    pub actor_kind: String,
    /// Who, if not the installation itself.
    pub actor_id: Option<Uuid>,
    /// The name, as it was.
    pub actor_name: String,
    /// When it was asked.
    pub asked_at: i64,
    /// Whether there is still something to do, and how it ended.
    pub state: String,
    /// How often it was begun.
    pub tries: i32,
    /// Who works on it: new with every claim.
    pub claim: Option<Uuid>,
    /// When the claim is over, unless it is renewed.
    pub claimed_until: Option<i64>,
    /// How far who has the claim is, as JSON text.
    pub progress: Option<String>,
    /// The release that there is now.
    pub release_id: Option<Uuid>,
    /// What the trial or the proposal told, as JSON text.
    pub outcome: Option<String>,
    /// Why nothing came of it, as a name.
    pub failure: Option<String>,
    /// The same in words, where there is more to say.
    pub detail: Option<String>,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
