//! The rows of the survey as a flat list in which each knows the row it stands in.

use super::{
    super::{
        fault::{At, Faults, Position},
        form::{Condition, Item, ItemId, ItemKind, ListSource, Question, QuestionKind, Texts},
        raw::RawItem,
        text::Text,
    },
    choices,
    clients::Clients,
    defaults, formulas,
    lists::Lists,
    misplaced, parameters,
    question_kind::{self, RowKind},
    settings::{illegal_name, is_name},
    texts::Translations,
    triggers::Trigger,
};
use crate::locale;

/// A page of XLSForm reserves this group for what the client adds.
const RESERVED: &str = "meta";

/// No person answers more questions; it bounds what a hostile definition can make us compare.
const MAX_ROWS: usize = 2_000;
/// A list counts for each question that offers it; it bounds what a page, a schema or a codebook can grow to.
const MAX_OFFERED: usize = 200_000;

/// What is made of the survey.
pub(super) struct Rows {
    pub(super) items: Vec<Item>,
    /// The `trigger` of every row that has one.
    pub(super) triggers: Vec<Trigger>,
}

/// Makes the items of a form; the first is the form itself, which is called `name`. An `or_other` adds its choice to the
/// list it uses.
pub(super) fn compile(
    name: String,
    survey: Vec<RawItem>,
    lists: &mut Lists<'_>,
    texts: &Translations,
    clients: &Clients,
    faults: &mut Faults,
) -> Rows {
    let root = Item {
        name,
        path: String::new(),
        parent: None,
        texts: Texts::default(),
        relevant: None,
        appearance: Vec::new(),
        autoplay: None,
        client: Vec::new(),
        kind: ItemKind::Group { children: Vec::new() },
    };
    let mut builder = Builder { items: vec![root], triggers: Vec::new(), lists, offered: 0, texts, clients, faults };
    let children = builder.children(survey, ItemId::ROOT);
    builder.items[0].kind = ItemKind::Group { children };
    Rows { items: builder.items, triggers: builder.triggers }
}

struct Builder<'b, 'a> {
    items: Vec<Item>,
    clients: &'b Clients,
    triggers: Vec<Trigger>,
    lists: &'b mut Lists<'a>,
    /// How many choices all questions so far offer.
    offered: usize,
    texts: &'b Translations,
    faults: &'b mut Faults,
}

impl Builder<'_, '_> {
    fn children(&mut self, rows: Vec<RawItem>, parent: ItemId) -> Vec<ItemId> {
        let mut children = Vec::new();
        for row in rows {
            let Some((id, other)) = self.row(row, parent, &children) else { continue };
            children.push(id);
            children.extend(other);
        }
        children
    }

    /// A row, and the text that follows it if it is a select with `or_other`.
    fn row(&mut self, mut raw: RawItem, parent: ItemId, siblings: &[ItemId]) -> Option<(ItemId, Option<ItemId>)> {
        if self.items.len() > MAX_ROWS {
            self.faults.error(raw.position, format!("a form has at most {MAX_ROWS} rows"));
            return None;
        }
        if raw.kind.is_none() {
            self.faults.error(raw.position, "a row has no `type`");
        }
        let kind = raw.kind.as_ref().and_then(|cell| question_kind::read(cell, &raw.parameters, self.faults));
        let name = self.name(&raw, siblings)?;
        let kind = self.with_list(kind?, &raw)?;
        misplaced::report(&raw, &kind, self.faults);
        let position = raw.position;
        let id = ItemId(self.items.len());
        let texts = self.texts(&raw, &kind, &name);
        let relevant = raw.relevant.take().and_then(|cell| formulas::parse(cell, self.faults));
        let appearance = raw.appearance.as_ref().map(|cell| cell.value.split_whitespace().map(str::to_owned).collect());
        self.items.push(Item {
            path: self.path(parent, &name),
            name,
            parent: Some(parent),
            texts,
            relevant,
            appearance: appearance.unwrap_or_default(),
            autoplay: raw.autoplay.take().and_then(|cell| autoplay(cell, self.faults)),
            client: self.clients.of_row(std::mem::take(&mut raw.client), self.faults),
            kind: ItemKind::Group { children: Vec::new() },
        });
        self.triggers.extend(raw.trigger.take().map(|cell| (id, cell)));
        let kind = self.kind(kind, raw, id);
        let other = matches!(&kind, ItemKind::Question(question) if has_other(&question.kind));
        self.items[id.0].kind = kind;
        Some((id, other.then(|| self.other_text(id, parent, siblings, position))))
    }

    fn name(&mut self, raw: &RawItem, siblings: &[ItemId]) -> Option<String> {
        let Some(cell) = &raw.name else {
            self.faults.error(raw.position, "a row has no `name`");
            return None;
        };
        let name = &cell.value;
        if !is_name(name) {
            self.faults.error(cell.position, illegal_name("name", name));
        } else if name == RESERVED {
            self.faults.error(cell.position, format!("`{name}` is reserved for what the device adds"));
        } else if siblings.iter().any(|sibling| self.items[sibling.0].name == *name) {
            self.faults.error(cell.position, format!("there is another `{name}` in the same group"));
        }
        Some(name.clone())
    }

    fn kind(&mut self, kind: RowKind, raw: RawItem, id: ItemId) -> ItemKind {
        match kind {
            RowKind::Group => ItemKind::Group { children: self.group(raw, id) },
            RowKind::Repeat => {
                let mut raw = raw;
                let count = raw.repeat_count.take().and_then(|cell| formulas::parse(cell, self.faults));
                ItemKind::Repeat { children: self.group(raw, id), count }
            }
            // A select from a file has got its list by now.
            RowKind::Question(kind) | RowKind::FromFile(kind) => ItemKind::Question(Box::new(self.question(kind, raw))),
        }
    }

    /// A select from a file as one from the list that the file makes.
    fn with_list(&mut self, kind: RowKind, raw: &RawItem) -> Option<RowKind> {
        let RowKind::FromFile(mut kind) = kind else { return Some(kind) };
        if let QuestionKind::SelectOne { list, .. } | QuestionKind::SelectMultiple { list, .. } = &mut kind {
            let position = raw.kind.as_ref().map_or(raw.position, |cell| cell.position);
            let file = At { value: std::mem::take(list), position };
            let column = |key| parameters::find(&raw.parameters, key);
            *list = self.lists.offered(&file, column("value"), column("label"), self.texts, self.faults)?;
        }
        Some(RowKind::Question(kind))
    }

    fn group(&mut self, raw: RawItem, id: ItemId) -> Vec<ItemId> {
        let position = raw.position;
        let rows = raw.children.map(|children| children.value).unwrap_or_default();
        if rows.is_empty() {
            self.faults.error(position, format!("`{}` has no questions in it", self.items[id.0].name));
        }
        self.children(rows, id)
    }

    fn question(&mut self, kind: QuestionKind, raw: RawItem) -> Question {
        self.check_list(&kind, raw.kind.as_ref());
        if kind == QuestionKind::Calculate && !is_computed(&raw) {
            self.faults.error(raw.position, "a `calculate` needs a `calculation`, or a default that is an expression");
        }
        let list = kind.list().and_then(|list| self.lists.find(list));
        let default = raw.default.map(|cell| defaults::read(cell, &kind, list, self.faults));
        let faults = &mut *self.faults;
        let type_name = raw.kind.as_ref().and_then(|cell| cell.value.split_whitespace().next()).unwrap_or_default();
        let parameters = parameters::read(type_name, raw.parameters, raw.appearance.as_ref(), faults);
        Question {
            kind,
            required: condition(raw.required, faults),
            constraint: raw.constraint.and_then(|cell| formulas::parse(cell, faults)),
            calculation: raw.calculation.and_then(|cell| formulas::parse(cell, faults)),
            default,
            choice_filter: raw.choice_filter.and_then(|cell| formulas::parse(cell, faults)),
            read_only: condition(raw.read_only, faults),
            // Found once every row has its place.
            triggers: Vec::new(),
            triggered: Vec::new(),
            shuffle: parameters.shuffle,
            parameters: parameters.kept,
            is_sensitive: raw.sensitive.is_some_and(|cell| is_yes(&cell, faults)),
            is_other_text: false,
        }
    }

    fn check_list(&mut self, kind: &QuestionKind, cell: Option<&At<String>>) {
        let (Some(list), Some(cell)) = (kind.list(), cell) else { return };
        self.offered += self.lists.find(list).map_or(0, |known| known.choices.len());
        if self.offered > MAX_OFFERED {
            let message = format!("the questions of a form offer at most {MAX_OFFERED} choices, all together");
            self.faults.error(cell.position, message);
            return;
        }
        if let QuestionKind::SelectMultiple { .. } | QuestionKind::Rank { .. } = kind {
            self.report_blanks(list);
        }
        match self.lists.all.iter_mut().find(|known| known.name == list) {
            Some(known) if matches!(known.source, ListSource::File { .. }) => {
                let message =
                    format!("`{list}` is a file: the type is `select_one_from_file`, with the name of the file");
                self.faults.error(cell.position, message);
            }
            Some(known) if has_other(kind) => choices::add_other(known, self.texts),
            Some(_) => {}
            None => {
                let lists = self.lists.all.iter().map(|list| list.name.as_str());
                let help = self.faults.did_you_mean(list, lists, str::to_owned);
                self.faults.error_with_help(cell.position, format!("there is no choice list `{list}`"), help);
            }
        }
    }

    /// The answer to a select of several is a list of names with blanks between.
    fn report_blanks(&mut self, list: &str) {
        let Some(list) = self.lists.find(list) else { return };
        for choice in list.choices.iter().filter(|choice| choice.name.chars().any(char::is_whitespace)) {
            let message = format!(
                "`{}` cannot be the name of a choice of `{}`: it holds no blanks, as answers are lists of names",
                choice.name, list.name
            );
            self.faults.error(choice.position, message);
        }
    }

    /// The text field of an `or_other`; named and shown as XLSForm does.
    fn other_text(&mut self, of: ItemId, parent: ItemId, siblings: &[ItemId], position: Position) -> ItemId {
        let id = ItemId(self.items.len());
        let name = format!("{}_other", self.items[of.0].name);
        if let Some(taken) = siblings.iter().find(|sibling| self.items[sibling.0].name == name) {
            let message = format!("`{name}` is taken, and `or_other` needs it for its text");
            self.faults.error(position, message);
            return *taken;
        }
        let relevant = formulas::generated(format!("selected(../{}, '{}')", self.items[of.0].name, choices::OTHER));
        let label = |code: &str| (code.to_owned(), locale::message(code, "other-please-specify", &[]));
        let codes = self.items[of.0].texts.label.translations().map(|(code, _)| label(code)).collect();
        self.items.push(Item {
            path: self.path(parent, &name),
            name,
            parent: Some(parent),
            texts: Texts { label: Text::new(codes), ..Texts::default() },
            relevant,
            appearance: Vec::new(),
            autoplay: None,
            client: Vec::new(),
            kind: ItemKind::Question(Box::new(Question {
                kind: QuestionKind::Text,
                required: Condition::Never,
                constraint: None,
                calculation: None,
                default: None,
                choice_filter: None,
                read_only: Condition::Never,
                triggers: Vec::new(),
                triggered: Vec::new(),
                shuffle: None,
                parameters: Vec::new(),
                is_sensitive: false,
                is_other_text: true,
            })),
        });
        id
    }

    fn texts(&mut self, raw: &RawItem, kind: &RowKind, name: &str) -> Texts {
        let owner = format!("`{name}`");
        let is_shown = match kind {
            RowKind::Question(kind) => kind.is_asked() || *kind == QuestionKind::Note,
            _ => false,
        };
        let (texts, faults) = (self.texts, &mut *self.faults);
        // A value that comes about by itself need not be told to anybody.
        let is_computed = raw.calculation.is_some() || raw.trigger.is_some();
        let label = if is_shown && raw.media.is_empty() && !is_computed {
            texts.required(&raw.label, &owner, "label", raw.position, faults)
        } else {
            texts.read(&raw.label, &owner, "label", faults)
        };
        let mut found = Texts {
            label,
            hint: texts.read(&raw.hint, &owner, "hint", faults),
            guidance_hint: texts.read(&raw.guidance_hint, &owner, "guidance_hint", faults),
            required_message: texts.read(&raw.required_message, &owner, "required_message", faults),
            constraint_message: texts.read(&raw.constraint_message, &owner, "constraint_message", faults),
            media: texts.media(&raw.media, &owner, faults),
            no_app_error: texts.read(&raw.no_app_error, &owner, "no_app_error_string", faults),
            outputs: Vec::new(),
        };
        let offered = match kind {
            RowKind::Question(kind) => kind.list().and_then(|list| self.lists.find(list)),
            _ => None,
        };
        found.outputs = formulas::outputs(raw, offered.map_or(&[], |list| &list.outputs), faults);
        found
    }

    fn path(&self, parent: ItemId, name: &str) -> String {
        match self.items[parent.0].path.as_str() {
            "" => name.to_owned(),
            above => format!("{above}/{name}"),
        }
    }
}

fn has_other(kind: &QuestionKind) -> bool {
    matches!(kind, QuestionKind::SelectOne { or_other: true, .. } | QuestionKind::SelectMultiple { or_other: true, .. })
}

/// The words that XLSForm takes for yes and no.
fn yes_or_no(cell: &At<String>) -> Option<bool> {
    match cell.value.to_ascii_lowercase().as_str() {
        "yes" | "true" | "true()" => Some(true),
        "no" | "false" | "false()" => Some(false),
        _ => None,
    }
}

pub(super) fn is_yes(cell: &At<String>, faults: &mut Faults) -> bool {
    let answer = yes_or_no(cell);
    if answer.is_none() {
        faults.error(cell.position, format!("`{}` is neither `true` nor `false`", cell.value));
    }
    answer == Some(true)
}

fn condition(cell: Option<At<String>>, faults: &mut Faults) -> Condition {
    let Some(cell) = cell else { return Condition::Never };
    match yes_or_no(&cell) {
        Some(true) => Condition::Always,
        Some(false) => Condition::Never,
        None => formulas::parse(cell, faults).map_or(Condition::Never, Condition::When),
    }
}

fn autoplay(cell: At<String>, faults: &mut Faults) -> Option<String> {
    if matches!(cell.value.as_str(), "audio" | "video") {
        return Some(cell.value);
    }
    faults.error(cell.position, format!("`autoplay` is `audio` or `video`, not `{}`", cell.value));
    None
}

/// Whether a row says how its value comes about: a default that is plain text does not.
fn is_computed(raw: &RawItem) -> bool {
    raw.calculation.is_some()
        || raw.trigger.is_some()
        || raw.default.as_ref().and_then(formulas::parse_dynamic).is_some()
}
