//! How indicators get to other systems: read page by page, or sent to who subscribed. Both tell the same of an observation, and whoever
//! has read up to a number has missed nothing.

mod drop;
pub mod files;
mod nats;
mod page;
pub mod send;
pub mod subscribe;
pub mod told;
mod way;

pub use self::page::{Page, Wanted, page};
