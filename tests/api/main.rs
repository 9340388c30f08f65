//! The server over HTTP, as its clients meet it: one file a resource.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand, as tests do")]

mod activities;
mod anonymity;
mod answered;
mod areas;
mod attachments;
mod crawl;
#[path = "../database/mod.rs"]
mod database;
mod docs;
mod drafts;
mod errors;
mod feeds;
mod figures;
mod findings;
mod flood;
mod forgotten;
mod forms;
mod harness;
mod health;
mod hostile;
mod idempotency;
mod indicator_pages;
mod indicators;
#[path = "../invented/mod.rs"]
mod invented;
#[path = "../invented/activities.rs"]
mod invented_activities;
#[path = "../invented/linked.rs"]
mod invented_linked;
#[path = "../invented/observations.rs"]
mod invented_observations;
#[path = "../invented/releases.rs"]
mod invented_releases;
#[path = "../invented/walks.rs"]
mod invented_walks;
mod invitation_mails;
mod log;
mod marks;
mod metrics;
mod microdata;
mod own;
mod pages;
#[path = "../past/mod.rs"]
mod past;
mod people;
mod permissions;
mod personal_codes;
#[path = "../invented/pictures.rs"]
mod pictures;
mod plans;
mod preview;
mod problem;
mod processing;
mod programmes;
mod provider;
mod quarantine;
mod receipt;
#[expect(dead_code, reason = "on the way to this server little happens")]
#[path = "../invented/receiver.rs"]
mod receiver;
mod records;
mod register_figures;
mod release_requests;
mod releases;
mod reports;
mod responses;
mod revisions;
mod rights;
mod satisfaction;
mod second_factor;
#[path = "../invented/sending.rs"]
mod sending;
mod sign_ups;
mod staff;
mod staff_answers;
mod staff_forms;
mod staff_interviews;
mod staff_tokens;
mod staff_waves;
mod told;
mod transport;
mod validate;
mod versions;
mod walks;
mod walks_again;
mod walks_guests;
mod walks_photos;
mod waves;
#[path = "../invented/yearly.rs"]
mod yearly;
