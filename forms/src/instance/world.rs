//! What expressions may ask of the form around the answers: its lists, its words, chance.

use super::Instance;
use crate::{
    definition::{
        Text,
        form::{Choice, ItemId},
    },
    expression::{Host, LAST_SAVED_INSTANCE, Node},
    locale::Locale,
};

pub(super) struct World<'w, 'f>(pub(super) &'w Instance<'f>);

impl<'w> Host<'w> for World<'w, '_> {
    fn instance(&self, name: &str) -> Option<Node<'w>> {
        if name == LAST_SAVED_INSTANCE {
            return Some(Node::root_of(self.0.form.nothing_saved()));
        }
        self.0.form.choice_list(name).map(|list| Node::root_of(&list.document))
    }

    fn fixed(&self, row: usize) -> Option<Option<Node<'w>>> {
        let cell = *self.0.cells.of_item(ItemId(row)).first()?;
        Some(self.0.is_relevant(cell).then(|| Node::new(&self.0.tree, self.0.cells.get(cell).node)))
    }

    fn choice_name(&self, question: Node<'w>, value: &str) -> Option<String> {
        let cell = self.0.cells.of_node(question.id)?;
        let choice = self.0.list(cell)?.choice(value)?;
        self.0.words(cell, &choice.label).or_else(|| Some(choice.name.clone()))
    }

    /// Texts have the identifiers that the XForm of the form gives them: `/data/group/name:label`, `list-0`.
    fn itext(&self, id: &str) -> Option<String> {
        match id.split_once(':') {
            Some((path, which)) => self.text_of_row(path, which),
            None => self.label_of_choice(id),
        }
    }

    /// `SplitMix64` (Steele, Lea and Flood 2014), which needs no more state than the seed.
    fn random(&self) -> u64 {
        let state = self.0.random.get().wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0.random.set(state);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn month(&self, number: usize) -> String {
        self.locale().short_month(number)
    }

    fn weekday(&self, number: usize) -> String {
        self.locale().short_weekday(number)
    }
}

impl World<'_, '_> {
    fn locale(&self) -> &'static Locale {
        Locale::of(&self.0.surroundings.language)
    }

    fn text_of_row(&self, path: &str, which: &str) -> Option<String> {
        let form = self.0.form;
        let mut names = path.strip_prefix('/')?.split('/');
        names.next().filter(|root| *root == form.item(ItemId::ROOT).name)?;
        let found = names.try_fold(ItemId::ROOT, |id, name| {
            form.item(id).children().iter().copied().find(|child| form.item(*child).name == name)
        })?;
        let texts = &form.item(found).texts;
        let text = match which {
            "label" => &texts.label,
            "hint" => &texts.hint,
            "jr:constraintMsg" => &texts.constraint_message,
            "jr:requiredMsg" => &texts.required_message,
            "jr:noAppErrorString" => &texts.no_app_error,
            _ => return None,
        };
        self.said(found, text)
    }

    fn label_of_choice(&self, id: &str) -> Option<String> {
        let (list, place) = id.rsplit_once('-')?;
        let choice: &Choice = self.0.form.choice_list(list)?.choices.get(place.parse::<usize>().ok()?)?;
        let offers = |id: &ItemId| self.0.form.item(*id).question().and_then(|it| it.kind.list()) == Some(list);
        let plain = choice.label.in_language(self.0.language()).filter(|label| !label.contains("${"));
        plain.map(str::to_owned).or_else(|| {
            // The values in a label are those that whoever offers it sees.
            self.said((0..self.0.form.items.len()).map(ItemId).find(offers)?, &choice.label)
        })
    }

    /// A text as the first instance of a row says it.
    fn said(&self, row: ItemId, text: &Text) -> Option<String> {
        self.0.words(*self.0.cells.of_item(row).first()?, text)
    }
}
