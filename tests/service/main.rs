//! The use cases over a real database, without HTTP: what is stored, and what is refused.

#[path = "../database/mod.rs"]
mod database;
mod demo;
mod draft;
mod forms;
#[path = "../invented/mod.rs"]
mod invented;
mod submit;
mod tokens;
mod waves;
