//! Writes the fields of one question.

use std::collections::HashSet;

use maud::{Markup, html};

use super::{answer, field::Field};
use crate::{
    definition::form::{Choice, QuestionKind, Range},
    expression::number_to_text,
};

/// The most numbers of a range that are offered as choices; beyond, the number is typed.
const MOST_CHOICES: f64 = 12.0;

impl Range {
    /// Whether its numbers are offered as choices.
    pub(super) fn is_offered(&self) -> bool {
        self.steps() < MOST_CHOICES
    }

    fn steps(&self) -> f64 {
        ((self.end - self.start) / self.step).round()
    }

    fn numbers(&self) -> impl Iterator<Item = String> {
        let steps = (0..).map(f64::from).take_while(|step| *step <= self.steps());
        steps.map(|step| number_to_text(self.start + step * self.step))
    }
}

impl Field<'_, '_> {
    pub(super) fn choices(&self, kind: &str) -> Markup {
        let chosen: HashSet<String> = self.chosen().into_iter().collect();
        html! {
            div.answers {
                @for (index, choice) in self.instance.choices(self.cell).iter().enumerate() {
                    label.choice.apart[choice.missing.is_some()] {
                        input type=(kind) name=(self.name) value=(choice.name) id=(self.id(index))
                            checked[chosen.contains(&choice.name)]
                            required[kind == "radio" && self.is_required()]
                            aria-invalid=[self.problem.filter(|_| kind == "checkbox").map(|_| "true")];
                        @if let Some(file) = self.file(&choice.media.image) { img src=(file) alt=""; }
                        span { (self.choice_label(choice)) }
                    }
                    // Beside the label: a press on the player must not choose the answer.
                    (self.sounds(&choice.media, "listen-answer", "watch-answer"))
                }
            }
        }
    }

    pub(super) fn select(&self) -> Markup {
        let chosen: HashSet<String> = self.chosen().into_iter().collect();
        html! {
            select.field name=(self.name) id=(self.name) required[self.is_required()]
                aria-describedby=(self.described_by()) aria-invalid=[self.problem.map(|_| "true")]
            {
                option value="" { (self.words("nothing-chosen")) }
                @for choice in self.instance.choices(self.cell) {
                    option value=(choice.name) selected[chosen.contains(&choice.name)] { (self.choice_label(choice)) }
                }
            }
        }
    }

    pub(super) fn scale(&self, range: &Range) -> Markup {
        let chosen = self.chosen();
        html! {
            div.answers.scale {
                @for (index, number) in range.numbers().enumerate() {
                    label.choice {
                        input type="radio" name=(self.name) value=(number) id=(self.id(index))
                            checked[chosen.contains(&number)] required[self.is_required()];
                        span { (self.locale().number(&number)) }
                    }
                }
            }
        }
    }

    pub(super) fn box_to_tick(&self) -> Markup {
        html! {
            div.answers {
                label.choice {
                    input type="checkbox" name=(self.name) value="OK" id=(self.name)
                        checked[!self.chosen().is_empty()] required[self.is_required()]
                        aria-invalid=[self.problem.map(|_| "true")];
                    span { (self.words("acknowledge")) }
                }
            }
        }
    }

    pub(super) fn input(&self, kind: &QuestionKind) -> Markup {
        let item = self.instance.item(self.cell);
        let invalid = self.problem.map(|_| "true");
        let is_text = *kind == QuestionKind::Text;
        // For a script that asks the device.
        let is_place = *kind == QuestionKind::Geopoint;
        let inputmode = match kind {
            QuestionKind::Integer => Some("numeric"),
            QuestionKind::Decimal | QuestionKind::Range(_) => Some("decimal"),
            QuestionKind::Text if item.has_appearance("numbers") => Some("tel"),
            _ => None,
        };
        html! {
            @if is_text && item.has_appearance("multiline") {
                textarea.field name=(self.name) id=(self.name) rows="5" dir="auto" autocomplete="off"
                    required[self.is_required()] aria-describedby=(self.described_by()) aria-invalid=[invalid]
                { (self.value()) }
            } @else {
                input.field.short[!is_text] type=(self.input_type(kind)) name=(self.name) id=(self.name)
                    data-position=[is_place.then(|| self.words("position-here"))]
                    data-position-unknown=[is_place.then(|| self.words("position-unknown"))]
                    value=(self.value()) autocomplete="off" inputmode=[inputmode] dir=[is_text.then_some("auto")]
                    required[self.is_required()] aria-describedby=(self.described_by()) aria-invalid=[invalid];
            }
        }
    }

    /// A picker, but for something that it would not show: that stays typed, to be corrected.
    pub(super) fn input_type(&self, kind: &QuestionKind) -> &'static str {
        let (picker, length) = match kind {
            QuestionKind::Date => ("date", "2026-12-24".len()),
            QuestionKind::Time => ("time", "14:30".len()),
            QuestionKind::DateTime => ("datetime-local", "2026-12-24T14:30".len()),
            _ => return "text",
        };
        let value = self.value();
        let is_understood = value.len() == length && answer::as_meant(self.instance, kind, &value).starts_with(&value);
        if value.is_empty() || is_understood { picker } else { "text" }
    }

    /// What stands in the fields: what was typed, else the answer.
    fn chosen(&self) -> Vec<String> {
        if let Some(typed) = self.typed {
            return typed.all(&self.name).map(str::to_owned).collect();
        }
        let answer = self.instance.answer(self.cell);
        match &self.question.kind {
            _ if answer.is_empty() => Vec::new(),
            QuestionKind::SelectMultiple { .. } => answer.split_whitespace().map(str::to_owned).collect(),
            QuestionKind::Range(range) if range.is_offered() => vec![answer],
            kind => vec![answer::in_field(kind, &answer, self.locale())],
        }
    }

    fn value(&self) -> String {
        self.chosen().into_iter().next().unwrap_or_default()
    }

    /// The first field has the name itself, so that a link to the question leads to it.
    pub(super) fn id(&self, index: usize) -> String {
        if index == 0 { self.name.clone() } else { format!("{}:{index}", self.name) }
    }

    pub(super) fn choice_label(&self, choice: &Choice) -> String {
        self.instance.words(self.cell, &choice.label).unwrap_or_else(|| choice.name.clone())
    }
}
