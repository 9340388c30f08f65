//! The model of a form after XLSForm: checked, immutable, ready to be asked.

use super::{
    fault::{At, Position},
    text::{Language, Text},
};
use crate::{
    expression::{Expression, Node},
    tree::Tree,
};

/// What a form is called in its own answer document, as XLSForm does by default.
pub(crate) const ROOT_NAME: &str = "data";

/// One version of a form. Made by [`Form::from_yaml`]; every reference in it is known to lead somewhere.
#[derive(Debug)]
pub struct Form {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) title: Text,
    pub(crate) purpose: Text,
    pub(crate) attribution: Text,
    pub(crate) minutes: Option<u32>,
    pub(crate) audience: Audience,
    pub(crate) default_language: String,
    /// The author did not say which language is the default one; clients take the first.
    pub(crate) default_is_guessed: bool,
    pub(crate) languages: Vec<Language>,
    pub(crate) instance_name: Option<Formula>,
    /// A list may hold the same code more than once; a `choice_filter` then sees to it that it is offered once.
    pub(crate) has_choice_duplicates: bool,
    pub(crate) choice_lists: Vec<ChoiceList>,
    /// Every row, each after the row it stands in; the first is the form itself.
    pub(crate) items: Vec<Item>,
    /// What has to be computed, in an order in which each comes after all that it needs.
    pub(crate) steps: Vec<Step>,
}

/// Who fills the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// People who live in the area, on their own phones.
    Resident,
    /// People who work in the area.
    Staff,
}

/// Names a row of a form; it means something only together with that form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ItemId(pub(crate) usize);

/// A row of the survey.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) name: String,
    /// Names from the form downwards, such as `background/age_band`; empty for the form itself.
    pub(crate) path: String,
    pub(crate) parent: Option<ItemId>,
    pub(crate) texts: Texts,
    pub(crate) relevant: Option<Formula>,
    pub(crate) appearance: Vec<String>,
    pub(crate) kind: ItemKind,
}

/// What a row says to people.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) label: Text,
    pub(crate) hint: Text,
    pub(crate) guidance_hint: Text,
    pub(crate) required_message: Text,
    pub(crate) constraint_message: Text,
    pub(crate) image: Text,
    pub(crate) audio: Text,
    /// The `${name}` that stand in any of the texts, with the path that leads to their value.
    pub(crate) outputs: Vec<(String, Formula)>,
}

/// The three kinds of row.
#[derive(Debug)]
pub(crate) enum ItemKind {
    Group { children: Vec<ItemId> },
    Repeat { children: Vec<ItemId>, count: Option<Formula> },
    Question(Box<Question>),
}

/// What makes a row a question.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) kind: QuestionKind,
    pub(crate) required: Condition,
    pub(crate) constraint: Option<Formula>,
    pub(crate) calculation: Option<Formula>,
    pub(crate) default: Option<DefaultValue>,
    pub(crate) choice_filter: Option<Formula>,
    pub(crate) read_only: Condition,
    pub(crate) is_sensitive: bool,
    /// The text behind "other, please say", which an `or_other` above it stands for.
    pub(crate) is_other_text: bool,
}

/// An expression as it was written and as it is evaluated, with paths in the place of its `${name}`.
#[derive(Debug)]
pub(crate) struct Formula {
    pub(crate) source: String,
    pub(crate) position: Position,
    pub(crate) expression: Expression,
}

/// `yes`, `no`, or an expression that says which.
#[derive(Debug)]
pub(crate) enum Condition {
    Never,
    Always,
    When(Formula),
}

/// What a question holds before anybody has answered it.
#[derive(Debug)]
pub(crate) enum DefaultValue {
    Literal(String),
    /// Evaluated once, when the answer document is made.
    Dynamic(Formula),
}

/// The types of question, with what belongs to one type alone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum QuestionKind {
    Text,
    Integer,
    Decimal,
    SelectOne { list: String, or_other: bool },
    SelectMultiple { list: String, or_other: bool },
    Range(Range),
    Date,
    Time,
    DateTime,
    Note,
    Acknowledge,
    Calculate,
    Hidden,
    Image,
    Geopoint,
}

/// The numbers that a `range` offers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Range {
    pub(crate) start: f64,
    pub(crate) end: f64,
    pub(crate) step: f64,
}

/// A list of choices.
#[derive(Debug)]
pub(crate) struct ChoiceList {
    pub(crate) name: String,
    pub(crate) choices: Vec<Choice>,
    /// The `${name}` in the labels of the choices; who offers them looks from its own place.
    pub(crate) outputs: Vec<At<String>>,
    /// The list as expressions see it: `instance('name')/root/item`, with a child for each column.
    pub(crate) document: Tree,
}

/// One choice.
#[derive(Debug)]
pub(crate) struct Choice {
    pub(crate) position: Position,
    pub(crate) name: String,
    pub(crate) label: Text,
    pub(crate) image: Text,
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

/// One thing to compute, of every instance of a row.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) item: ItemId,
    pub(crate) kind: StepKind,
    /// The later steps that have to be done again when this one changes something.
    pub(crate) dependants: Vec<usize>,
}

/// What a step computes. A question that somebody answers has a `Value` step, too: what depends on the answer hangs on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StepKind {
    Relevance,
    Count,
    Value,
}

impl Form {
    /// What the form is called in addresses and in the export.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Which version this is; its content never changes.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// What the form is called.
    pub fn title(&self) -> &Text {
        &self.title
    }

    /// What the answers are used for.
    pub fn purpose(&self) -> &Text {
        &self.purpose
    }

    /// Whose work the form builds on; empty if nobody has to be named.
    pub fn attribution(&self) -> &Text {
        &self.attribution
    }

    /// How many minutes it takes, if the form says so.
    pub fn minutes(&self) -> Option<u32> {
        self.minutes
    }

    /// Who fills it.
    pub fn audience(&self) -> Audience {
        self.audience
    }

    /// The language that every text exists in.
    pub fn default_language(&self) -> &str {
        &self.default_language
    }

    /// The languages, the default one among them, in the order of the form.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// Whether `code` is one of the form's languages.
    pub fn has_language(&self, code: &str) -> bool {
        self.languages.iter().any(|language| language.code == code)
    }

    pub(crate) fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0]
    }

    pub(crate) fn choice_list(&self, name: &str) -> Option<&ChoiceList> {
        self.choice_lists.iter().find(|list| list.name == name)
    }

    /// `id` and every row it stands in, the innermost first.
    pub(crate) fn lineage(&self, id: ItemId) -> impl Iterator<Item = ItemId> {
        std::iter::successors(Some(id), |id| self.item(*id).parent)
    }
}

impl ChoiceList {
    /// The choice of this code.
    pub(crate) fn choice(&self, name: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.name == name)
    }

    /// Each choice with its element.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (&Choice, Node<'_>)> {
        let root = self.document.document_element().into_iter();
        let elements = root.flat_map(|root| self.document.elements(root));
        self.choices.iter().zip(elements.map(|element| Node::new(&self.document, element)))
    }

    /// Makes the document anew from the choices.
    pub(crate) fn build_document(&mut self) {
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
        self.document = document;
    }
}

impl ItemId {
    /// The form itself.
    pub(crate) const ROOT: Self = Self(0);
}

impl Item {
    pub(crate) fn question(&self) -> Option<&Question> {
        match &self.kind {
            ItemKind::Question(question) => Some(question),
            ItemKind::Group { .. } | ItemKind::Repeat { .. } => None,
        }
    }

    pub(crate) fn children(&self) -> &[ItemId] {
        match &self.kind {
            ItemKind::Group { children } | ItemKind::Repeat { children, .. } => children,
            ItemKind::Question(_) => &[],
        }
    }

    pub(crate) fn has_appearance(&self, name: &str) -> bool {
        self.appearance.iter().any(|appearance| appearance == name)
    }
}

impl QuestionKind {
    /// The list of a select.
    pub(crate) fn list(&self) -> Option<&str> {
        match self {
            Self::SelectOne { list, .. } | Self::SelectMultiple { list, .. } => Some(list),
            _ => None,
        }
    }

    /// Whether a person answers it on a page.
    pub(crate) fn is_asked(&self) -> bool {
        !matches!(self, Self::Calculate | Self::Hidden | Self::Note)
    }
}

impl Audience {
    /// How a definition says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::Staff => "staff",
        }
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
