//! The server over HTTP, as its clients meet it: one file a resource.

#[path = "../database/mod.rs"]
mod database;
mod docs;
mod drafts;
mod errors;
mod forms;
mod harness;
mod health;
#[path = "../invented/mod.rs"]
mod invented;
mod log;
mod metrics;
mod pages;
#[path = "../past/mod.rs"]
mod past;
mod preview;
mod problem;
mod programmes;
mod responses;
mod transport;
mod validate;
mod versions;
mod waves;
