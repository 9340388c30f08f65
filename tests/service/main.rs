//! The use cases over a real database, without HTTP: what is stored, and what is refused.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail where they stand, as tests do")]

mod accounts;
mod activities;
mod activities_export;
mod anonymity;
mod answer_desk;
mod attachments;
#[expect(dead_code, reason = "what respondents know of themselves is tried on the thousand")]
#[path = "../../stats/tests/recovery/attacker.rs"]
mod attacker;
mod audit;
mod bad_rows;
mod changes;
mod codes;
#[path = "../database/mod.rs"]
mod database;
mod demo;
mod draft;
mod feed;
mod figures;
mod findings;
mod findings_told;
mod form_drafts;
mod forms;
mod gateway;
mod indicator_files;
mod indicators;
mod indicators_monthly;
mod intake;
mod interviews;
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
mod mail;
mod microdata;
mod microdata_weights;
mod model;
mod official_table;
mod one_wave;
mod outbox;
mod own_account;
#[path = "../past/mod.rs"]
mod past;
#[path = "../invented/pictures.rs"]
mod pictures;
mod places;
mod plans;
mod provider_link;
mod quarantine;
#[path = "../invented/receiver.rs"]
mod receiver;
mod records;
mod register_figures;
#[cfg(feature = "nats")]
#[path = "../invented/relay.rs"]
mod relay;
mod release_files;
mod release_languages;
mod release_links;
mod release_methods;
mod release_missing;
mod release_requests;
mod releases;
mod reports;
mod retire;
mod revise;
mod revisions;
mod satisfaction;
mod second_factor;
#[path = "../invented/sending.rs"]
mod sending;
mod sign_ups;
mod sign_ups_by_staff;
mod stage;
mod submit;
mod take_back;
mod tokens;
mod waiting;
mod walks;
mod walks_invitations;
mod walks_rows;
mod wave_ends;
mod waves;
mod withdraw;
#[path = "../invented/yearly.rs"]
mod yearly;
