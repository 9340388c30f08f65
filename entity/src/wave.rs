//! Waves (runder): one round of a survey with one form version.

use sea_orm::entity::prelude::*;

/// One row of `wave`.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "wave")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The programme that asks.
    pub programme_id: Uuid,
    /// The form asked.
    pub form_id: String,
    /// Its version.
    pub form_version: String,
    /// Name, as staff call it.
    pub name: String,
    /// The secret part of the open link; unique.
    pub code: String,
    /// `anonymous`, `confidential` or `identified`.
    pub identity: String,
    /// `open_link`, `code`, `staff_only` or `kiosk`.
    pub access: String,
    /// First day.
    pub starts_on: TimeDate,
    /// Last day.
    pub ends_on: TimeDate,
    /// `draft`, `open`, `closed` or `archived`.
    pub state: String,
    /// The time of the first day at which it opens, `HH:MM`; its beginning if it says none.
    pub opens_at: Option<String>,
    /// The time of the last day at which it closes, `HH:MM`; its end if it says none.
    pub closes_at: Option<String>,
    /// The languages that are offered, with spaces between; all that the form has if there are none.
    pub languages: String,
    /// How many answers are hoped for.
    pub target: Option<i32>,
    /// Whether its link works before it opens, and keeps nothing.
    pub is_tested: bool,
    /// What allows it: `consent`, `public_task` or `legitimate_interest`.
    pub legal_basis: Option<String>,
    /// Who decides what becomes of the answers.
    pub controller: Option<String>,
    /// Where one asks about that.
    pub contact: Option<String>,
    /// Months after its last day for which answers are kept that are not anonymous.
    pub kept_months: Option<i32>,
    /// Whether one browser may answer more than once, if its link is open.
    pub several_a_browser: bool,
    /// How often it was changed, and one more.
    pub version: i32,
}

/// None: the store joins by hand where it must.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
