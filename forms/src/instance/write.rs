//! Writes answers as JSON: what counts, for a submission, or everything, for a draft.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use super::{
    Instance,
    cells::{CellId, CellKind},
    lexical,
};
use crate::definition::form::QuestionKind;

/// A cell of an instance on its way to JSON.
struct Written<'i, 'f> {
    instance: &'i Instance<'f>,
    cell: CellId,
    with_irrelevant: bool,
}

impl<'f> Instance<'f> {
    /// What is relevant and answered, calculated values among it.
    pub fn answers(&self) -> Value {
        as_value(&self.written(CellId::ROOT, false))
    }

    /// Everything that was answered, also what is not relevant at the moment: a change of mind brings it back.
    pub fn all_answers(&self) -> Value {
        as_value(&self.written(CellId::ROOT, true))
    }

    /// [`Instance::answers`] as text, made without the value.
    pub(super) fn answers_text(&self) -> String {
        // Names are text and numbers finite, so there is nothing that JSON could not say.
        serde_json::to_string(&self.written(CellId::ROOT, false)).unwrap_or_default()
    }

    /// The answer to one question as JSON; nothing if there is none.
    pub(super) fn answer_to_json(&self, cell: CellId) -> Option<Value> {
        let written = self.written(cell, true);
        (self.kind(cell) == CellKind::Question && written.is_there()).then(|| as_value(&written))
    }

    fn written<'i>(&'i self, cell: CellId, with_irrelevant: bool) -> Written<'i, 'f> {
        Written { instance: self, cell, with_irrelevant }
    }
}

impl Written<'_, '_> {
    fn members(&self) -> impl Iterator<Item = Self> {
        let Self { instance, with_irrelevant, .. } = *self;
        let children = self.instance.children(self.cell).iter();
        let shown = children.filter(move |child| with_irrelevant || instance.cells.get(**child).is_wanted);
        shown.map(move |child| instance.written(*child, with_irrelevant)).filter(Self::is_there)
    }

    /// Whether there is anything to write. An instance of a repeat is there, whatever is in it.
    fn is_there(&self) -> bool {
        match self.instance.kind(self.cell) {
            CellKind::Group => self.members().next().is_some(),
            CellKind::Anchor => !self.instance.children(self.cell).is_empty(),
            CellKind::Occurrence => true,
            CellKind::Question => {
                let is_note = |kind: &QuestionKind| *kind == QuestionKind::Note;
                let question = self.instance.item(self.cell).question();
                question.is_some_and(|question| !is_note(&question.kind)) && !self.text().is_empty()
            }
        }
    }

    fn text(&self) -> std::borrow::Cow<'_, str> {
        self.instance.tree.text(self.instance.cells.get(self.cell).node)
    }
}

impl Serialize for Written<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let item = self.instance.item(self.cell);
        match (self.instance.kind(self.cell), item.question()) {
            (CellKind::Question, Some(question)) => {
                let is_number = self.instance.cells.get(self.cell).is_number;
                lexical::write(&question.kind, &self.text(), is_number, serializer)
            }
            (CellKind::Anchor, _) => {
                let all = self.instance.children(self.cell).iter();
                serializer.collect_seq(all.map(|child| self.instance.written(*child, self.with_irrelevant)))
            }
            _ => {
                let mut object = serializer.serialize_map(None)?;
                for member in self.members() {
                    object.serialize_entry(&self.instance.item(member.cell).name, &member)?;
                }
                object.end()
            }
        }
    }
}

fn as_value(written: &Written<'_, '_>) -> Value {
    serde_json::to_value(written).unwrap_or_default()
}
