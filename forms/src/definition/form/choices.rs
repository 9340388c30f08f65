//! Choice lists: the codes that a select takes, with their words and columns.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    super::{
        fault::{At, Position},
        table::Table,
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
    pub(crate) source: ListSource,
    pub(crate) choices: Vec<Choice>,
    /// The `${name}` in the labels of the choices; who offers them looks from its own place.
    pub(crate) outputs: Vec<At<String>>,
    /// The list as expressions see it: `instance('name')/root/item`, with a child for each column.
    pub(crate) document: Arc<Tree>,
    /// The `item` of each choice.
    pub(crate) rows: Vec<NodeId>,
    /// Where the choices of each code stand; more than one if the form allows duplicates.
    pub(crate) places: BTreeMap<String, Vec<usize>>,
}

/// Where the choices of a list come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ListSource {
    /// They are written in the definition.
    Written,
    /// A file as it is, such as `places.csv`, for `instance('places')` and `pulldata()`. By itself it offers nothing.
    File { file: String },
    /// What a select offers of a file that the list `instance` holds: each row, by the columns with code and label.
    Columns { instance: String, file: String, value: String, label: String },
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
        self.choices.iter().zip(&self.rows).map(|(choice, row)| (choice, Node::new(&self.document, *row)))
    }

    /// Each choice of this code with its element.
    pub(crate) fn rows_of(&self, name: &str) -> impl Iterator<Item = (&Choice, Node<'_>)> {
        self.places.get(name).into_iter().flatten().map(|place| self.row(*place))
    }

    /// Where in the list the first choice of this code stands.
    pub(crate) fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name)?.first().copied()
    }

    /// The names of the columns that expressions may ask for.
    pub(crate) fn columns(&self) -> BTreeSet<&str> {
        let cells = self.elements().flat_map(|row| self.document.elements(row));
        cells.map(|cell| self.document.name(cell)).collect()
    }

    /// The columns of a file and its rows.
    pub(crate) fn table(&self) -> Table {
        let cells = |row| self.document.elements(row);
        let columns = self.elements().next().into_iter().flat_map(cells);
        let text = |row| cells(row).map(|cell| self.document.text(cell).into_owned()).collect();
        Table {
            columns: columns.map(|cell| self.document.name(cell).to_owned()).collect(),
            rows: self.elements().map(text).collect(),
        }
    }

    fn elements(&self) -> impl Iterator<Item = NodeId> {
        let root = self.document.document_element().into_iter();
        root.flat_map(|root| self.document.elements(root))
    }

    fn row(&self, place: usize) -> (&Choice, Node<'_>) {
        (&self.choices[place], Node::new(&self.document, self.rows[place]))
    }

    /// Makes what follows from the choices: where to find each, and of a written list the document.
    pub(crate) fn complete(&mut self) {
        if self.source == ListSource::Written {
            self.build_document();
        }
        self.rows = self.elements().collect();
        self.places.clear();
        for (place, choice) in self.choices.iter().enumerate() {
            self.places.entry(choice.name.clone()).or_default().push(place);
        }
    }

    fn build_document(&mut self) {
        let mut document = Tree::new();
        let root = document.add_element(document.root(), "root");
        for choice in &self.choices {
            let item = document.add_element(root, "item");
            let label = choice.label.translations().next().map_or("", |(_, label)| label);
            let columns = choice.columns.iter().map(|(column, cell)| (column.as_str(), cell.as_str()));
            for (column, cell) in [("name", choice.name.as_str()), ("label", label)].into_iter().chain(columns) {
                let element = document.add_element(item, column);
                document.set_text(element, cell);
            }
        }
        self.document = Arc::new(document);
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
