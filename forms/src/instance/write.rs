//! Writes answers as JSON: what counts, for a submission, or everything, for a draft.

use serde_json::{Map, Value};

use super::{
    Instance,
    cells::{CellId, CellKind},
    lexical,
};
use crate::definition::form::QuestionKind;

impl Instance<'_> {
    /// What is relevant and answered, calculated values among it.
    pub fn answers(&self) -> Value {
        Value::Object(self.group(CellId::ROOT, false))
    }

    /// Everything that was answered, also what is not relevant at the moment: a change of mind brings it back.
    pub fn all_answers(&self) -> Value {
        Value::Object(self.group(CellId::ROOT, true))
    }

    fn group(&self, cell: CellId, with_irrelevant: bool) -> Map<String, Value> {
        let shown = self.children(cell).iter().filter(|child| with_irrelevant || self.cells.get(**child).is_wanted);
        let mut members = Map::with_capacity(self.children(cell).len());
        members.extend(
            shown.filter_map(|child| Some((self.item(*child).name.clone(), self.member(*child, with_irrelevant)?))),
        );
        members
    }

    fn member(&self, cell: CellId, with_irrelevant: bool) -> Option<Value> {
        match self.kind(cell) {
            CellKind::Group | CellKind::Occurrence => {
                let members = self.group(cell, with_irrelevant);
                (!members.is_empty()).then(|| Value::Object(members))
            }
            CellKind::Anchor => {
                let occurrences =
                    self.children(cell).iter().map(|child| Value::Object(self.group(*child, with_irrelevant)));
                let occurrences: Vec<Value> = occurrences.collect();
                (!occurrences.is_empty()).then(|| Value::Array(occurrences))
            }
            CellKind::Question => self.answer_to_json(cell),
        }
    }

    /// The answer to one question as JSON; nothing if there is none.
    pub(super) fn answer_to_json(&self, cell: CellId) -> Option<Value> {
        let answer = self.tree.text(self.cells.get(cell).node);
        let question = self.item(cell).question()?;
        if answer.is_empty() || question.kind == QuestionKind::Note {
            return None;
        }
        Some(lexical::to_json(&question.kind, &answer, self.cells.get(cell).is_number))
    }
}
