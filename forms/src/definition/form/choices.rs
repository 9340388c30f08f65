//! Choice lists: the codes that a select takes, with their words and columns.

use std::collections::HashMap;

use super::{
    super::{
        fault::{At, Position},
        text::Text,
    },
    Media,
};
use crate::{
    expression::Node,
    tree::{NodeId, Tree},
};

/// A list of choices.
#[derive(Debug)]
pub(crate) struct ChoiceList {
    pub(crate) name: String,
    /// The file that the choices were read from, such as `places.csv`.
    pub(crate) file: Option<String>,
    pub(crate) choices: Vec<Choice>,
    /// The `${name}` in the labels of the choices; who offers them looks from its own place.
    pub(crate) outputs: Vec<At<String>>,
    /// The list as expressions see it: `instance('name')/root/item`, with a child for each column.
    pub(crate) document: Tree,
    /// The `item` of each choice.
    pub(crate) rows: Vec<NodeId>,
    /// Where the choices of each code stand; more than one if the form allows duplicates.
    pub(crate) places: HashMap<String, Vec<usize>>,
}

/// One choice.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) position: Position,
    pub(crate) name: String,
    pub(crate) label: Text,
    pub(crate) media: Media,
    pub(crate) missing: Option<Missing>,
    /// Columns beside the standard ones, for `choice_filter`.
    pub(crate) columns: Vec<(String, String)>,
    /// Not written by the author: the "other" that an `or_other` adds.
    pub(crate) is_generated: bool,
}

/// Why an answer that is there is no answer to the question; the two are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Missing {
    DontKnow,
    Declined,
}

impl ChoiceList {
    /// The choice of this code.
    pub(crate) fn choice(&self, name: &str) -> Option<&Choice> {
        self.rows_of(name).next().map(|(choice, _)| choice)
    }

    /// Each choice with its element.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&Choice, Node<'_>)> {
        (0..self.rows.len()).map(|place| self.row(place))
    }

    /// Each choice of this code with its element.
    pub(crate) fn rows_of(&self, name: &str) -> impl Iterator<Item = (&Choice, Node<'_>)> {
        self.places.get(name).into_iter().flatten().map(|place| self.row(*place))
    }

    /// Where in the list the first choice of this code stands.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name)?.first().copied()
    }

    fn row(&self, place: usize) -> (&Choice, Node<'_>) {
        (&self.choices[place], Node::new(&self.document, self.rows[place]))
    }

    /// Makes what follows from the choices: their document, and where to find each.
    pub(crate) fn build_document(&mut self) {
        let mut document = Tree::new();
        let root = document.add_element(document.root(), "root");
        (self.rows, self.places) = Default::default();
        for (place, choice) in self.choices.iter().enumerate() {
            let item = document.add_element(root, "item");
            self.rows.push(item);
            self.places.entry(choice.name.clone()).or_default().push(place);
            let label = choice.label.translations().next().map_or("", |(_, label)| label);
            let columns = choice.columns.iter().map(|(column, cell)| (column.as_str(), cell.as_str()));
            for (column, cell) in [("name", choice.name.as_str()), ("label", label)].into_iter().chain(columns) {
                let element = document.add_element(item, column);
                document.set_text(element, cell);
            }
        }
        self.document = document;
    }
}

impl Missing {
    /// How a definition says it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::DontKnow => "dont_know",
            Self::Declined => "declined",
        }
    }
}
