//! The tables as SeaORM entities: columns only. What a column means to the program, and every rule, is in `store` and
//! `service`; how a table is made is in `migration`, which never looks here, so that an old step keeps making the old table.

pub mod account;
pub mod account_device;
pub mod account_link;
pub mod account_session;
pub mod api_token;
pub mod area;
pub mod area_plan;
pub mod attachment;
pub mod audit_entry;
pub mod audit_head;
pub mod change;
pub mod department;
pub mod draft;
pub mod finding;
pub mod finding_event;
pub mod finding_photo;
pub mod finding_reminder;
pub mod form_draft;
pub mod form_version;
pub mod housing_organisation;
pub mod login_attempt;
pub mod mail_message;
pub mod outbox;
pub mod programme;
pub mod quarantine;
pub mod response;
pub mod response_attachment;
pub mod response_revision;
pub mod role_grant;
pub mod schedule;
pub mod walk;
pub mod walk_invitation;
pub mod wave;
