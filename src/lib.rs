//! The server: surveys and data collection for the people who live and work in housing areas.
//!
//! Each room may use only those that stand left of it; `tests/architecture.rs` holds them to it:
//! `access, client, clock, event, telemetry, words` and the crate `forms` → `blob, chart, config, mail, oidc, store` → `service` → `worker, http` → `app` → `cli`.
//!
//! | room | what it is for |
//! |---|---|
//! | [`access`] | who may do what, and where: roles and places |
//! | [`client`] | asking somebody else over HTTP, and handing messages to streams |
//! | [`clock`] | time and chance, so that everything else is given both |
//! | [`event`] | what happened and still has to have consequences |
//! | [`telemetry`] | how logs are written |
//! | [`words`] | what is said to people outside of forms, in each language |
//! | [`blob`] | the object store: files that answers refer to, and the pictures among them |
//! | [`chart`] | pictures of figures, each with its numbers under it |
//! | [`config`] | settings from command line, environment and file |
//! | [`mail`] | mails, SMS, Digital Post: how one is written, and how it leaves |
//! | [`oidc`] | a provider that says who somebody is |
//! | [`store`] | the database: the only SQL |
//! | [`service`] | one use case a file; the rules that are not about a single form |
//! | [`worker`] | what happens without a request: consequences of events, what is done again and again |
//! | [`http`] | requests into use cases, outcomes into responses: the API, its documentation, the pages |
//! | [`app`] | wiring: opens, serves, closes |
//! | [`cli`] | the commands |
//!
//! The crates `forms` (what a form is, what an answer may be, how a page looks) and `stats` (what may be said about many answers) know
//! nothing of the server; `entity` holds columns and `migration` how they came to be.

pub mod access;
pub mod app;
pub mod blob;
pub mod chart;
pub mod cli;
pub mod client;
pub mod clock;
pub mod config;
pub mod event;
pub mod http;
pub mod mail;
pub mod oidc;
pub mod service;
pub mod store;
pub mod telemetry;
pub mod words;
pub mod worker;
