//! The files that answers refer to: an answer holds the digest of a file, and the file comes by itself, before or after it.

use fluent_bundle::FluentValue;

use super::{
    Instance, Violation, ViolationCode,
    cells::{CellId, CellKind},
};
use crate::{
    definition::{
        Form,
        form::{Question, QuestionKind},
    },
    locale,
};

/// A walk with many findings has room, and nobody fills a disk with one answer.
pub(super) const MAX_FILES: usize = 100;

/// A file that an answer refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// The question that it answers: `findings[2]/photo`.
    pub path: String,
    /// SHA-256 of the file as the client has it: 64 lowercase hexadecimal digits.
    pub sha256: String,
    /// How many pixels the longer side of the picture may have, if the question says so.
    pub max_pixels: Option<u32>,
}

impl Form {
    /// Whether any question is answered with a picture.
    pub fn takes_pictures(&self) -> bool {
        self.pictures().next().is_some()
    }

    /// How many pixels the longer side of any picture of this form may have; nothing where a question sets no limit.
    pub fn max_pixels(&self) -> Option<u32> {
        self.pictures().map(Question::max_pixels).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    fn pictures(&self) -> impl Iterator<Item = &Question> {
        self.items.iter().filter_map(|item| item.question()).filter(|question| question.kind == QuestionKind::Image)
    }
}

impl Question {
    /// A limit below one pixel is none.
    pub(crate) fn max_pixels(&self) -> Option<u32> {
        self.parameter("max-pixels")?.parse().ok().filter(|pixels| *pixels > 0)
    }
}

impl Instance<'_> {
    /// The files that the relevant answers refer to, in the order of the form.
    pub fn attached(&self) -> Vec<Attached> {
        let mut found = Vec::new();
        if self.form.takes_pictures() {
            self.collect_attached(CellId::ROOT, &mut found);
        }
        found
    }

    /// What is wrong with more files than one answer may have.
    pub(super) fn too_many(&self, attached: &[Attached]) -> Option<Violation> {
        let first = attached.get(MAX_FILES)?;
        let limit = [("limit", FluentValue::from(MAX_FILES))];
        let message = locale::message(self.language(), "violation-too-many-pictures", &limit);
        Some(Violation { path: first.path.clone(), code: ViolationCode::TooMany, message })
    }

    fn collect_attached(&self, cell: CellId, found: &mut Vec<Attached>) {
        for child in self.children(cell).iter().copied().filter(|child| self.cells.get(*child).is_wanted) {
            if self.kind(child) != CellKind::Question {
                self.collect_attached(child, found);
                continue;
            }
            let Some(question) = self.item(child).question().filter(|it| it.kind == QuestionKind::Image) else {
                continue;
            };
            let sha256 = self.answer(child);
            if !sha256.is_empty() {
                found.push(Attached { path: self.path(child), sha256, max_pixels: question.max_pixels() });
            }
        }
    }
}
