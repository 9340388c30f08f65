//! Questions that are answered by a tap on a plan: a text question with the appearance `plan`, of which the answer is how far
//! from the left and from the top the place is, as shares of the plan: `0.25 0.5`.
//!
//! The picture is a button, so that it takes a tap without scripts: a browser then says which of its dots was hit. A script
//! may put a map in the place of what is here, and writes the answer into the field.

use maud::{Markup, html};

use super::{Typed, field::Field, name, sequence::Page};
use crate::{
    definition::form::QuestionKind,
    instance::{CellId, Instance},
    locale,
};

/// A plan that people can tap on.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// The address of the picture.
    pub picture: &'a str,
    /// Its dots from left to right.
    pub width: u32,
    /// Its dots from top to bottom.
    pub height: u32,
    /// For a script that shows where the device is, if it is known how the plan lies on earth.
    pub fit: Option<&'a str>,
}

/// As wide as the smallest phone shows it. A browser counts the dots as it shows them, so it shows no others.
const WIDTH: u32 = 280;

impl Plan<'_> {
    fn shown_height(&self) -> u32 {
        WIDTH.saturating_mul(self.height).div_ceil(self.width.max(1)).max(1)
    }
}

impl Page {
    /// Whether the page asks for a tap on a plan.
    pub fn asks_for_plan(&self, instance: &Instance<'_>) -> bool {
        self.answered_here(instance).into_iter().any(|(cell, kind)| is_plan(instance, cell, kind))
    }

    /// Whether a plan on the page was tapped on, and nobody has said yet that the page is done. A browser also says so where
    /// somebody pressed Enter, but then it was the corner that was hit.
    pub fn is_tapped(&self, instance: &Instance<'_>, typed: &Typed) -> bool {
        let asked = self.answered_here(instance).into_iter().filter(|(cell, kind)| is_plan(instance, *cell, kind));
        asked.map(|(cell, _)| name(instance, cell)).any(|name| tapped(&name, typed).is_some())
    }
}

/// Whether a question is answered by a tap on a plan.
pub(super) fn is_plan(instance: &Instance<'_>, cell: CellId, kind: &QuestionKind) -> bool {
    *kind == QuestionKind::Text && instance.item(cell).has_appearance("plan")
}

/// Takes what was sent for one: another place, that there is none any more, or nothing where no plan was shown.
pub(super) fn take(instance: &mut Instance<'_>, cell: CellId, typed: &Typed) {
    let name = name(instance, cell);
    if let Some(place) = tapped(&name, typed) {
        instance.set_text(cell, &place);
    } else if typed.first(&remove_name(&name)).is_some() {
        instance.set_text(cell, "");
    } else if let Some(written) = typed.first(&name) {
        instance.set_text(cell, written.trim());
    }
}

/// The place that was tapped on, out of the dots that the browser says and how many there were.
fn tapped(name: &str, typed: &Typed) -> Option<String> {
    let number = |end: &str| typed.first(&format!("{name}:{end}"))?.trim().parse::<u32>().ok();
    let (x, y) = (number("tap.x")?, number("tap.y")?);
    let (width, height) = (number("wide")?.max(1), number("high")?.max(1));
    let share = |dot: u32, of: u32| (f64::from(dot) / f64::from(of)).min(1.0);
    ((x, y) != (0, 0)).then(|| format!("{:.4} {:.4}", share(x, width), share(y, height)))
}

fn remove_name(name: &str) -> String {
    format!("{name}:remove")
}

/// An answer as shares of the width and the height.
fn shares(answer: &str) -> Option<(f64, f64)> {
    let (x, y) = answer.split_once(' ')?;
    let share = |text: &str| text.parse::<f64>().ok().filter(|share| (0.0..=1.0).contains(share));
    Some((share(x)?, share(y)?))
}

impl Field<'_, '_> {
    /// The plan, with the mark that was set, and the field that a script writes to.
    pub(super) fn plan(&self, plan: Plan<'_>) -> Markup {
        let answer = self.instance.answer(self.cell);
        let height = plan.shown_height();
        let place = |share: f64, of: u32| format!("{:.1}", share * f64::from(of));
        let part = |end: &str| format!("{}:{end}", self.name);
        html! {
            div.plan data-plan=(plan.picture) data-size={ (plan.width) " " (plan.height) } data-fields=(self.name)
                data-fit=[plan.fit] data-name=(self.words("plan-mark")) data-keys=(self.words("plan-keys"))
                data-put=(self.words("plan-put")) data-remove=(self.words("plan-remove"))
                data-closer=(self.words("plan-closer")) data-farther=(self.words("plan-farther"))
            {
                input type="image" name=(part("tap")) src=(plan.picture) alt=(self.words("plan-tap"))
                    width=(WIDTH) height=(height) aria-describedby=(self.described_by());
                @if let Some((x, y)) = shares(&answer) {
                    svg aria-hidden="true" viewBox={ "0 0 " (WIDTH) " " (height) } width=(WIDTH) height=(height) {
                        circle cx=(place(x, WIDTH)) cy=(place(y, height)) r="9" {}
                    }
                    div.answers {
                        label.choice {
                            input type="checkbox" name=(part("remove")) value="yes";
                            span { (self.words("plan-remove")) }
                        }
                    }
                }
                input type="hidden" name=(part("wide")) value=(WIDTH);
                input type="hidden" name=(part("high")) value=(height);
            }
            input type="hidden" name=(self.name) id=(self.name) value=(answer);
        }
    }
}

/// What is said of an answer.
pub(super) fn in_words(language: &str) -> String {
    locale::message(language, "plan-marked", &[])
}
