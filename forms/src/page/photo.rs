//! Questions that a photo answers: the field for one, and which a page has. The answer is the digest of a file; the file
//! itself is the caller's to take, to keep and to show.

use maud::{Markup, html};

use super::{Typed, field::Field, name, sequence::Page};
use crate::{
    definition::form::QuestionKind,
    instance::{CellId, Instance},
};

/// A question on a page that a photo answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The name of its field.
    pub name: String,
    /// Where it stands in the answers: `findings[2]/seen/photo`.
    pub path: String,
    /// How many pixels the longer side may have, if the question says so.
    pub max_pixels: Option<u32>,
}

/// What cameras, screens and other programs write. A phone that writes something else makes one of these for us.
const TAKEN: &str = "image/jpeg,image/png,image/webp";

impl Page {
    /// The questions on the page that a photo answers. Where there are some, the page is sent as `multipart/form-data`, and
    /// in the place of a file the caller puts its digest among what was typed.
    pub fn photos(&self, instance: &Instance<'_>) -> Vec<Photo> {
        let asked = self.answered_here(instance).into_iter().filter(|(_, kind)| **kind == QuestionKind::Image);
        let photo = |(cell, _)| {
            let max_pixels = instance.item(cell).question()?.max_pixels();
            Some(Photo { name: name(instance, cell), path: instance.path(cell), max_pixels })
        };
        asked.filter_map(photo).collect()
    }
}

/// Takes what was sent for one: another photo, that there is none any more, or nothing new.
pub(super) fn take(instance: &mut Instance<'_>, cell: CellId, typed: &Typed) {
    let name = name(instance, cell);
    match typed.first(&name).filter(|sent| !sent.is_empty()) {
        Some(sent) => instance.set_text(cell, sent),
        None if typed.first(&remove_name(&name)).is_some() => instance.set_text(cell, ""),
        None => {}
    }
}

/// The name of the box by which a photo is taken away.
fn remove_name(name: &str) -> String {
    format!("{name}:remove")
}

impl Field<'_, '_> {
    /// The photo that was sent, if one was, and a field for one.
    pub(super) fn photo(&self, photos: &str) -> Markup {
        let sent = self.instance.answer(self.cell);
        html! {
            @if !sent.is_empty() {
                img.picture src={ (photos) (sent) } alt=(self.words("photo-sent"));
                div.answers {
                    label.choice {
                        input type="checkbox" name=(remove_name(&self.name)) value="yes";
                        span { (self.words("photo-remove")) }
                    }
                }
            }
            input.field.file type="file" name=(self.name) id=(self.name) accept=(TAKEN)
                required[self.is_required() && sent.is_empty()]
                aria-describedby=(self.described_by()) aria-invalid=[self.problem.map(|_| "true")];
        }
    }
}
