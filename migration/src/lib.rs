//! How the database came to be: one file a step, append-only. A step that has left this repository is never edited; what
//! it got wrong is put right by a later one. Steps name tables and columns themselves and never look at `entity`, so that
//! an old step goes on making the old table. Every step goes up and down on SQLite and on PostgreSQL.

pub use sea_orm_migration::prelude::*;

mod m0001_places;
mod m0002_forms;
mod m0003_answers;
mod m0004_api_tokens;
mod m0005_form_drafts;
mod m0006_attachments;
mod m0007_revisions;
mod m0008_outbox;
mod m0009_changes;
mod m0010_audit;
mod m0011_walks;
mod m0012_mail;
mod m0013_accounts;
mod m0015_findings;
mod m0016_activities;
mod m0017_token_roles;
mod m0018_second_factor;
mod m0019_reviews;
mod m0020_reinspection;
mod m0021_records;
mod m0022_provider;
mod m0023_waves;
mod m0024_invitations;
mod m0025_sealed_drafts;
mod m0026_figures;
mod m0027_notices;
mod m0028_mail_attempts;
mod m0030_browsers;
mod m0031_sign_ups_by_staff;
mod m0032_marks;
mod m0034_post_references;
mod m0035_sending;
mod m0036_statistics;
mod m0037_releases;
mod m0038_release_requests;
mod m0039_release_snapshots;
mod m0040_observations;
mod m0041_register_figures;
mod m0042_subscriptions;
mod m0043_reports;
mod m0044_invited;
mod m0045_release_proposals;
mod m0046_release_progress;

/// The steps in order.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_places::Migration),
            Box::new(m0002_forms::Migration),
            Box::new(m0003_answers::Migration),
            Box::new(m0004_api_tokens::Migration),
            Box::new(m0005_form_drafts::Migration),
            Box::new(m0006_attachments::Migration),
            Box::new(m0007_revisions::Migration),
            Box::new(m0008_outbox::Migration),
            Box::new(m0009_changes::Migration),
            Box::new(m0010_audit::Migration),
            Box::new(m0011_walks::Migration),
            Box::new(m0012_mail::Migration),
            Box::new(m0013_accounts::Migration),
            Box::new(m0015_findings::Migration),
            Box::new(m0016_activities::Migration),
            Box::new(m0017_token_roles::Migration),
            Box::new(m0018_second_factor::Migration),
            Box::new(m0019_reviews::Migration),
            Box::new(m0020_reinspection::Migration),
            Box::new(m0021_records::Migration),
            Box::new(m0022_provider::Migration),
            Box::new(m0023_waves::Migration),
            Box::new(m0024_invitations::Migration),
            Box::new(m0025_sealed_drafts::Migration),
            Box::new(m0026_figures::Migration),
            Box::new(m0027_notices::Migration),
            Box::new(m0028_mail_attempts::Migration),
            Box::new(m0030_browsers::Migration),
            Box::new(m0031_sign_ups_by_staff::Migration),
            Box::new(m0032_marks::Migration),
            Box::new(m0034_post_references::Migration),
            Box::new(m0035_sending::Migration),
            Box::new(m0036_statistics::Migration),
            Box::new(m0037_releases::Migration),
            Box::new(m0038_release_requests::Migration),
            Box::new(m0039_release_snapshots::Migration),
            Box::new(m0040_observations::Migration),
            Box::new(m0041_register_figures::Migration),
            Box::new(m0042_subscriptions::Migration),
            Box::new(m0043_reports::Migration),
            Box::new(m0044_invited::Migration),
            Box::new(m0045_release_proposals::Migration),
            Box::new(m0046_release_progress::Migration),
        ]
    }
}
