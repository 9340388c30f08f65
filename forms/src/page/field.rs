//! Writes one question: its words, tied to its fields. The fields themselves are in `input`.

use maud::{Markup, html};

use super::{Addresses, Typed, answer, label, name, plan, sequence::is_answered_here};
use crate::{
    definition::{
        Text,
        form::{Media, Question, QuestionKind},
    },
    expression::number_to_text,
    instance::{CellId, Instance, Violation},
    locale::{self, Locale},
};

/// Which heading a question has: that of the page, or that of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    Page,
    Part,
}

/// A question that is being written.
pub(super) struct Field<'a, 'f> {
    pub(super) instance: &'a Instance<'f>,
    pub(super) cell: CellId,
    pub(super) question: &'f Question,
    heading: Heading,
    addresses: Addresses<'a>,
    pub(super) typed: Option<&'a Typed>,
    /// The id of the first field, and the beginning of all other ids.
    pub(super) name: String,
    pub(super) problem: Option<&'a Violation>,
}

impl<'a, 'f> Field<'a, 'f> {
    /// Nothing if the cell is not a question or note.
    pub(super) fn new(
        instance: &'a Instance<'f>,
        cell: CellId,
        heading: Heading,
        addresses: Addresses<'a>,
        typed: Option<&'a Typed>,
        violations: &'a [Violation],
    ) -> Option<Self> {
        let path = instance.path(cell);
        let problem = violations.iter().find(|violation| violation.path == path);
        let question = instance.item(cell).question()?;
        Some(Self { instance, cell, question, heading, addresses, typed, name: name(instance, cell), problem })
    }

    /// The question with everything that belongs to it.
    pub(super) fn render(&self) -> Markup {
        if self.question.is_calculated() || self.instance.applies(&self.question.read_only, self.cell) {
            return self.plain(&self.fixed());
        }
        let is_list = self.instance.item(self.cell).has_appearance("minimal");
        match &self.question.kind {
            QuestionKind::Note => html! { div.note { (self.plain(&html! {})) } },
            QuestionKind::Image => match self.addresses.photos {
                Some(photos) => self.labelled(&self.photo(photos)),
                None => self.plain(&html! { p.hint { (self.words("photo-not-here")) } }),
            },
            kind if plan::is_plan(self.instance, self.cell, kind) => match (self.addresses.plan, self.heading) {
                (Some(plan), _) => self.plain(&self.plan(plan)),
                (None, Heading::Page) => self.plain(&html! { p.hint { (self.words("plan-not-here")) } }),
                // The list of places is asked beside it.
                (None, Heading::Part) => html! {},
            },
            QuestionKind::SelectOne { .. } if is_list => self.labelled(&self.select()),
            QuestionKind::SelectOne { .. } => self.grouped(Some("radiogroup"), &self.choices("radio")),
            QuestionKind::SelectMultiple { .. } => self.grouped(None, &self.choices("checkbox")),
            QuestionKind::Rank { .. } => self.grouped(None, &self.places()),
            QuestionKind::Acknowledge => self.grouped(None, &self.box_to_tick()),
            QuestionKind::Range(range) if range.is_offered() => self.grouped(Some("radiogroup"), &self.scale(range)),
            kind => self.labelled(&self.input(kind)),
        }
    }

    /// What has no field.
    fn plain(&self, content: &Markup) -> Markup {
        html! { div.question { (self.title(&self.label())) (self.about()) (content) } }
    }

    /// A question with one field: its label is the heading.
    fn labelled(&self, input: &Markup) -> Markup {
        let title = html! { label for=(self.name) { (self.label()) } };
        html! { div.question.has-problem[self.problem.is_some()] { (self.title(&title)) (self.about()) (input) } }
    }

    /// A question with several fields: its heading is their legend.
    fn grouped(&self, role: Option<&str>, inputs: &Markup) -> Markup {
        let is_radio = role.is_some();
        html! {
            fieldset.question.has-problem[self.problem.is_some()] role=[role] aria-describedby=(self.described_by())
                aria-required=[is_radio.then_some(if self.is_required() { "true" } else { "false" })]
                aria-invalid=[self.problem.filter(|_| is_radio).map(|_| "true")]
            {
                legend { (self.title(&self.label())) }
                (self.about())
                (inputs)
            }
        }
    }

    fn title(&self, content: &Markup) -> Markup {
        match self.heading {
            Heading::Page => html! { h1 { (content) } },
            Heading::Part => html! { h2 { (content) } },
        }
    }

    fn label(&self) -> Markup {
        html! { (label(self.instance, self.cell)) }
    }

    /// Everything between the question and its fields. Each has an id that [`Field::described_by`] names.
    fn about(&self) -> Markup {
        let texts = &self.instance.item(self.cell).texts;
        html! {
            (self.picture(&texts.media))
            (self.sounds(&texts.media, "listen", "watch"))
            @if let Some(hint) = self.hint() { p.hint id={ (self.name) ":hint" } { (hint) } }
            @if is_answered_here(self.instance, self.cell) {
                p.must id={ (self.name) ":must" } { (self.words(if self.is_required() { "required" } else { "optional" })) }
            }
            @if let Some(more) = self.instance.words(self.cell, &texts.guidance_hint) {
                details { summary { (self.words("more-about")) } p { (more) } }
            }
            @if let Some(problem) = self.problem { p.wrong id={ (self.name) ":wrong" } { (problem.message) } }
        }
    }

    /// The picture of the question; a larger one is a link away.
    fn picture(&self, media: &Media) -> Markup {
        let Some(file) = self.file(&media.image) else { return html! {} };
        let picture = html! { img.picture src=(file) alt=(label(self.instance, self.cell)); };
        match self.file(&media.big_image) {
            Some(big) => html! { a href=(big) { (picture) } },
            None => picture,
        }
    }

    /// What is there to listen to and to watch. The keys are those of the words for it.
    pub(super) fn sounds(&self, media: &Media, listen: &str, watch: &str) -> Markup {
        html! {
            @if let Some(file) = self.file(&media.audio) {
                audio controls preload="none" src=(file) aria-label=(self.words(listen)) {}
            }
            @if let Some(file) = self.file(&media.video) {
                video.picture controls preload="none" src=(file) aria-label=(self.words(watch)) {}
            }
        }
    }

    /// The ids of what a screen reader says of a field beside its label.
    pub(super) fn described_by(&self) -> String {
        let is_there = [(":hint", self.hint().is_some()), (":must", true), (":wrong", self.problem.is_some())];
        let ids = is_there.iter().filter(|(_, is_there)| *is_there).map(|(part, _)| format!("{}{part}", self.name));
        ids.collect::<Vec<_>>().join(" ")
    }

    /// What the author says, else what we say where a field alone does not show what it takes.
    fn hint(&self) -> Option<String> {
        let own = self.instance.words(self.cell, &self.instance.item(self.cell).texts.hint);
        let is_typed = |kind| self.input_type(kind) == "text";
        own.or_else(|| match &self.question.kind {
            QuestionKind::SelectMultiple { .. } => Some(self.words("choose-several")),
            QuestionKind::Rank { .. } => Some(self.words("rank-hint")),
            QuestionKind::Geopoint => Some(self.words("geopoint-hint")),
            QuestionKind::Range(range) if !range.is_offered() => {
                let bound = |number| self.locale().number(&number_to_text(number)).into();
                let bounds = [("start", bound(range.start)), ("end", bound(range.end))];
                Some(locale::message(self.instance.language(), "range-hint", &bounds))
            }
            // A date that a picker cannot show is typed.
            kind @ QuestionKind::Date => is_typed(kind).then(|| self.words("date-hint")),
            kind @ QuestionKind::Time => is_typed(kind).then(|| self.words("time-hint")),
            kind @ QuestionKind::DateTime => is_typed(kind).then(|| self.words("date-time-hint")),
            _ => None,
        })
    }

    /// An answer that nobody may change.
    fn fixed(&self) -> Markup {
        html! { @for line in answer::in_words(self.instance, self.cell) { p.lead { (line) } } }
    }

    pub(super) fn is_required(&self) -> bool {
        !self.instance.is_optional(self.cell)
    }

    pub(super) fn file(&self, text: &Text) -> Option<String> {
        let file = text.in_language(self.instance.language())?;
        Some(format!("{}{file}", self.addresses.media))
    }

    pub(super) fn words(&self, key: &str) -> String {
        locale::message(self.instance.language(), key, &[])
    }

    pub(super) fn locale(&self) -> &'static Locale {
        Locale::of(self.instance.language())
    }
}
