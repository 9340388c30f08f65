//! The server over HTTP, as its clients meet it: one file a resource.

#[path = "../database/mod.rs"]
mod database;
mod harness;
mod health;
#[path = "../invented/mod.rs"]
mod invented;
