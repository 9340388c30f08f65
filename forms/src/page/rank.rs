//! A rank on a page: a place to choose beside each choice, which works with a keyboard and without scripts.

use std::collections::HashMap;

use maud::{Markup, html};

use super::{Typed, field::Field, name};
use crate::{
    definition::form::Choice,
    instance::{CellId, Instance},
};

/// The most places that are offered beside each choice; beyond, the place is typed.
const MOST_PLACES: usize = 30;

/// What was typed in the fields of a rank cannot be an order, as two choices have one place.
pub(super) struct SamePlace;

/// The codes in the order of the places that were chosen for them, with blanks between. Choices without a place are left
/// out, and so are places that nothing has.
pub(super) fn typed_order(instance: &Instance<'_>, cell: CellId, typed: &Typed) -> Result<String, SamePlace> {
    let name = name(instance, cell);
    let place = |choice: &'_ Choice| typed.first(&field_name(&name, choice))?.trim().parse::<u32>().ok();
    let choices = instance.choices(cell);
    let mut placed: Vec<(u32, &str)> =
        choices.iter().filter_map(|choice| Some((place(choice)?, choice.name.as_str()))).collect();
    placed.sort_by_key(|(place, _)| *place);
    if placed.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(SamePlace);
    }
    Ok(placed.into_iter().map(|(_, code)| code).collect::<Vec<_>>().join(" "))
}

/// The name of the field of one choice.
fn field_name(name: &str, choice: &Choice) -> String {
    format!("{name}:{}", choice.name)
}

impl Field<'_, '_> {
    pub(super) fn places(&self) -> Markup {
        let choices = self.instance.choices(self.cell);
        let answer = self.instance.answer(self.cell);
        let order: HashMap<&str, usize> = answer.split_whitespace().zip(1..).collect();
        let chosen = |choice: &Choice| match self.typed {
            Some(typed) => typed.first(&field_name(&self.name, choice)).and_then(|place| place.parse().ok()),
            None => order.get(choice.name.as_str()).copied(),
        };
        html! {
            div.answers {
                @for (index, choice) in choices.iter().enumerate() {
                    div.place {
                        label for=(self.id(index)) {
                            @if let Some(file) = self.file(&choice.media.image) { img src=(file) alt=""; }
                            span { (self.choice_label(choice)) }
                        }
                        (self.place(index, choice, choices.len(), chosen(choice)))
                    }
                }
            }
        }
    }

    fn place(&self, index: usize, choice: &Choice, count: usize, chosen: Option<usize>) -> Markup {
        let (name, invalid) = (field_name(&self.name, choice), self.problem.map(|_| "true"));
        html! {
            @if count > MOST_PLACES {
                input.field.short type="text" inputmode="numeric" autocomplete="off" name=(name) id=(self.id(index))
                    value=[chosen] aria-invalid=[invalid];
            } @else {
                select.field.short name=(name) id=(self.id(index)) aria-invalid=[invalid] {
                    option value="" { (self.words("no-place")) }
                    @for place in 1..=count {
                        option value=(place) selected[chosen == Some(place)] { (self.locale().number(&place.to_string())) }
                    }
                }
            }
        }
    }
}
