//! A form as pages of HTML, from the form, its answers and a language: one question a page, or one `field-list` group.
//!
//! Pure, so that the server and later the phone itself show the same. `sequence` says which pages there are, `render`,
//! `field` and `input` write one, `reading` takes back what was typed on it, `review` lists all answers in words. What stands
//! around a page (its frame, its address, how it is sent) is the caller's.

mod answer;
mod field;
mod input;
mod photo;
mod plan;
mod rank;
mod reading;
mod render;
mod review;
mod sequence;

pub use photo::Photo;
pub use plan::Plan;
pub use reading::Typed;
pub use render::Addresses;
pub use review::{Reviewed, review};
pub use sequence::{Page, pages};

use crate::instance::{CellId, Instance};

/// The name of a question in HTML and in addresses: its path with `.2` instead of `[2]`, which no address has to escape.
fn name(instance: &Instance<'_>, cell: CellId) -> String {
    instance.path(cell).replace('[', ".").replace(']', "")
}

/// What a person is asked; its name where the author wrote no label.
fn label(instance: &Instance<'_>, cell: CellId) -> String {
    let item = instance.item(cell);
    instance.words(cell, &item.texts.label).unwrap_or_else(|| item.name.clone())
}
