//! The model of a form after XLSForm: checked, immutable, ready to be asked.

mod choices;
mod kinds;

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::{
    fault::Position,
    text::{Language, Text},
};
use crate::{
    expression::Expression,
    tree::{Name, Tree},
};

pub(crate) use choices::{Choice, ChoiceList, ListSource, Missing};
pub(crate) use kinds::{Metadata, QuestionKind, Range};

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
    /// Settings that mean something to other clients alone, kept for them, by their names in XLSForm.
    pub(crate) client_settings: Vec<(String, String)>,
    /// A list may hold the same code more than once; a `choice_filter` then sees to it that it is offered once.
    pub(crate) has_choice_duplicates: bool,
    pub(crate) choice_lists: Vec<ChoiceList>,
    /// Where each list stands in `choice_lists`.
    pub(crate) list_places: HashMap<String, usize>,
    /// Every row, each after the row it stands in; the first is the form itself.
    pub(crate) items: Vec<Item>,
    /// What has to be computed, in an order in which each comes after all that it needs.
    pub(crate) steps: Vec<Step>,
    /// For each row, its step that has a value, if it has one.
    pub(crate) value_steps: Vec<Option<usize>>,
    /// For each row, where the list that it offers stands in `choice_lists`.
    pub(crate) offered_lists: Vec<Option<usize>>,
    /// For each row, what its element is called.
    pub(crate) element_names: Vec<Arc<Name>>,
    /// What stands in the place of the document saved before this one, made when it is asked for.
    pub(crate) nothing_saved: OnceLock<Tree>,
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
    /// Whether other clients play the sound or the film by themselves: `audio` or `video`.
    pub(crate) autoplay: Option<String>,
    /// What is written into an `XForm` as it is, by where: `bind::odk:length`.
    pub(crate) client: Vec<(String, String)>,
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
    pub(crate) media: Media,
    /// What other clients say where the device lacks an app that the question needs.
    pub(crate) no_app_error: Text,
    /// The `${name}` that stand in any of the texts, with the path that leads to their value.
    pub(crate) outputs: Vec<(String, Formula)>,
}

/// Files that belong to a question or a choice, in every language.
#[derive(Debug, Default)]
pub(crate) struct Media {
    pub(crate) image: Text,
    pub(crate) audio: Text,
    pub(crate) video: Text,
    /// The picture that clients show where somebody wants to see more than `image` does.
    pub(crate) big_image: Text,
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
    /// The questions that have to change for the value to be computed anew; empty if whatever it reads does that.
    pub(crate) triggers: Vec<ItemId>,
    /// The questions that this one is a trigger of.
    pub(crate) triggered: Vec<ItemId>,
    /// The order of the choices is a matter of chance.
    pub(crate) shuffle: Option<Shuffle>,
    /// Parameters that mean something to other clients alone, kept for them; and the numbers of a range as they were written.
    pub(crate) parameters: Vec<(String, String)>,
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
    /// The rows that it reads.
    pub(crate) reads: Vec<ItemId>,
}

/// `yes`, `no`, or an expression that says which.
#[derive(Debug)]
pub(crate) enum Condition {
    Never,
    Always,
    When(Formula),
}

/// How the choices of a select are put in an order of their own for each who answers.
#[derive(Debug)]
pub(crate) struct Shuffle {
    /// What the order follows from; without, it is another for each answer document.
    pub(crate) seed: Option<Formula>,
}

/// What a question holds before anybody has answered it.
#[derive(Debug)]
pub(crate) enum DefaultValue {
    Literal(String),
    /// Evaluated once, when the answer document is made.
    Dynamic(Formula),
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

    /// The document saved before this one, which is not kept: every question once, and empty.
    pub(crate) fn nothing_saved(&self) -> &Tree {
        self.nothing_saved.get_or_init(|| {
            let mut tree = Tree::new();
            let mut nodes = Vec::new();
            for item in &self.items {
                let parent = item.parent.map_or(tree.root(), |parent| nodes[parent.0]);
                nodes.push(tree.add_element(parent, &item.name));
            }
            tree
        })
    }

    /// Notes what an answer document would otherwise have to look for.
    pub(crate) fn complete(&mut self) {
        self.element_names = self.items.iter().map(|item| Arc::new(Name::plain(&item.name))).collect();
        let list = |item: &Item| self.list_places.get(item.question()?.kind.list()?).copied();
        self.offered_lists = self.items.iter().map(list).collect();
        self.value_steps = vec![None; self.items.len()];
        for (index, step) in self.steps.iter().enumerate().filter(|(_, step)| step.kind == StepKind::Value) {
            self.value_steps[step.item.0] = Some(index);
        }
    }

    pub(crate) fn item(&self, id: ItemId) -> &Item {
        &self.items[id.0]
    }

    /// The list that a row offers.
    pub(crate) fn list_of(&self, id: ItemId) -> Option<&ChoiceList> {
        self.offered_lists[id.0].map(|place| &self.choice_lists[place])
    }

    pub(crate) fn choice_list(&self, name: &str) -> Option<&ChoiceList> {
        self.list_places.get(name).map(|place| &self.choice_lists[*place])
    }

    /// `id` and every row it stands in, the innermost first.
    pub(crate) fn lineage(&self, id: ItemId) -> impl Iterator<Item = ItemId> {
        std::iter::successors(Some(id), |id| self.item(*id).parent)
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

    /// Whether anybody gets to see it: what only comes about by itself has no place on a page.
    pub(crate) fn is_shown(&self) -> bool {
        let Some(question) = self.question() else { return false };
        let has_words = !self.texts.label.is_empty() || !self.texts.hint.is_empty() || !self.texts.media.is_empty();
        let has_place = question.kind.is_asked() || question.kind == QuestionKind::Note;
        has_place && (has_words || !question.comes_about())
    }

    pub(crate) fn children(&self) -> &[ItemId] {
        match &self.kind {
            ItemKind::Group { children } | ItemKind::Repeat { children, .. } => children,
            ItemKind::Question(_) => &[],
        }
    }

    /// Every expression of the row, without those in its texts.
    pub(crate) fn formulas(&self) -> Vec<&Formula> {
        let mut found = Vec::from_iter(&self.relevant);
        match &self.kind {
            ItemKind::Group { .. } => {}
            ItemKind::Repeat { count, .. } => found.extend(count),
            ItemKind::Question(question) => {
                found.extend(
                    [&question.constraint, &question.calculation, &question.choice_filter].into_iter().flatten(),
                );
                found.extend([&question.required, &question.read_only].into_iter().filter_map(Condition::formula));
                if let Some(DefaultValue::Dynamic(formula)) = &question.default {
                    found.push(formula);
                }
            }
        }
        found
    }

    pub(crate) fn has_appearance(&self, name: &str) -> bool {
        self.appearance.iter().any(|appearance| appearance == name)
    }
}

impl Condition {
    /// The expression that says whether.
    pub(crate) fn formula(&self) -> Option<&Formula> {
        match self {
            Self::When(formula) => Some(formula),
            Self::Never | Self::Always => None,
        }
    }
}

impl Question {
    /// Whether its value follows from others at any time, so that nobody may set it.
    ///
    /// With a trigger, the calculation puts a value in now and then; in between, the question is like any other.
    pub(crate) fn is_calculated(&self) -> bool {
        self.calculation.is_some() && self.triggers.is_empty()
    }

    /// A parameter that the form keeps for other clients.
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a value is put in without anybody typing it, always or now and then.
    pub(crate) fn comes_about(&self) -> bool {
        self.calculation.is_some() || !self.triggers.is_empty()
    }
}

impl Media {
    /// Whether there is no file at all.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_name().iter().all(|(_, text)| text.is_empty())
    }

    /// Each file with the name of its column.
    pub(crate) fn by_name(&self) -> [(&'static str, &Text); 4] {
        [("image", &self.image), ("audio", &self.audio), ("video", &self.video), ("big-image", &self.big_image)]
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
