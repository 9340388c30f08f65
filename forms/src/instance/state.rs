//! The state of a half-filled document, for a client that shows the form itself.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Instance, Violation,
    cells::{CellId, CellKind},
};
use crate::definition::form::Question;

/// What a client has to know to show the form as it stands.
#[derive(Debug, Serialize)]
pub struct State {
    /// The paths of the questions that are asked now, in the order of the form.
    pub relevant: Vec<String>,
    /// What was calculated, by path.
    pub calculated: Map<String, Value>,
    /// In which order the choices of a question are shown, by path, where that is a matter of chance.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub order: Map<String, Value>,
    /// What is wrong so far; a required question that is not answered yet is among it.
    pub violations: Vec<Violation>,
}

impl Instance<'_> {
    /// The state as it follows from the answers.
    pub fn state(&self) -> State {
        let questions: Vec<CellId> =
            self.cells_below(CellId::ROOT).into_iter().filter(|cell| self.is_question(*cell)).collect();
        let relevant = questions.iter().filter(|cell| self.is_relevant(**cell));
        let calculated = relevant.clone().filter(|cell| self.comes_about(**cell));
        State {
            relevant: relevant
                .clone()
                .filter(|cell| self.item(**cell).is_shown())
                .map(|cell| self.path(*cell))
                .collect(),
            calculated: calculated
                .map(|cell| (self.path(*cell), self.answer_to_json(*cell).unwrap_or_default()))
                .collect(),
            order: relevant.filter_map(|cell| Some((self.path(*cell), self.order(*cell)?))).collect(),
            violations: self.violations(),
        }
    }

    /// Every cell below `cell`, in the order of the form.
    pub(super) fn cells_below(&self, cell: CellId) -> Vec<CellId> {
        let mut found = vec![cell];
        for child in self.children(cell) {
            found.extend(self.cells_below(*child));
        }
        found
    }

    fn order(&self, cell: CellId) -> Option<Value> {
        self.item(cell).question()?.shuffle.as_ref()?;
        Some(self.choices(cell).into_iter().map(|choice| choice.name.clone()).collect())
    }

    fn is_question(&self, cell: CellId) -> bool {
        self.kind(cell) == CellKind::Question
    }

    fn comes_about(&self, cell: CellId) -> bool {
        self.item(cell).question().is_some_and(Question::comes_about)
    }
}
