//! Which points of a plan lie where on earth, shown and asked for.

use std::sync::Arc;

use maud::{Markup, html};
use poem::http::StatusCode;
use poem::{Request, Response};
use uuid::Uuid;

use super::picture::source;
use super::{Again, Look, Mark, address, marked, respond};
use crate::http::document;
use crate::http::staff::failure::Failure;
use crate::http::staff::fields::{Field, Fields, Problem};
use crate::http::staff::see_other;
use crate::http::staff::visit::{Visit, form as sent_form, parameter};
use crate::service::plans::{self, Misfit, Plan, Point, Reference};

/// As many as the form has room for.
const MOST: usize = 3;
const MOST_LETTERS: usize = 60;

/// The plan with its known points; for who may change them, a script makes a map of it to tap on.
pub(super) fn chart(visit: &Visit, area: Uuid, plan: &Plan, may_change: bool) -> Markup {
    let mark = |(number, at): (i32, &Reference)| Mark {
        point: Point { x: at.x, y: at.y },
        number: number.to_string(),
        look: Look::Point,
        address: None,
    };
    let marks: Vec<Mark> = (1..).zip(&plan.references).map(mark).collect();
    let picture = marked(visit, area, plan, &marks);
    let fields = (1..=MOST).map(|number| format!("point-{number}")).collect::<Vec<_>>().join(" ");
    let say = |key: &str| forms::locale::message(visit.language, key, &[]);
    html! {
        @if may_change {
            div.plan data-plan=(source(area, plan.sha256)) data-size={ (plan.width) " " (plan.height) }
                data-fields=(fields) data-fit=[plan.fit()] data-name=(say("plan-mark"))
                data-keys=(say("plan-keys")) data-put=(say("plan-put")) data-remove=(say("plan-remove"))
                data-closer=(say("plan-closer")) data-farther=(say("plan-farther")) { (picture) }
            (document::map())
        } @else { (picture) }
    }
}

pub(super) fn form(visit: &Visit, area: Uuid, plan: &Plan, again: &Again) -> Markup {
    let stored = |name: &str, of: fn(&Reference) -> String| {
        let number: usize = name.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(MOST);
        plan.references.get(number.saturating_sub(1)).map(of).unwrap_or_default()
    };
    let value = |name: &str, of| {
        if again.fields.0.is_empty() { stored(name, of) } else { again.fields.get(name).to_owned() }
    };
    let field = |name: &str, label: &str, hint: &str, value: &str| {
        let field = Field::new(name, visit.say(label)).hint(visit.say(hint)).value(value);
        field.among(&again.problems).line("text", MOST_LETTERS)
    };
    html! {
        section.after {
            h2 { (visit.say("plan-points")) }
            p { (visit.say(if plan.references.is_empty() { "plan-points-why" } else { "plan-points-known" })) }
            form.points method="post" action={ (address(area)) "/points" } novalidate {
                input type="hidden" name="seen" value=(plan.version);
                @for number in 1..=MOST {
                    @let (point, earth) = (format!("point-{number}"), format!("earth-{number}"));
                    fieldset.question {
                        legend { (visit.say_with("plan-point", &[("number", number.into())])) }
                        (field(&point, "plan-on-plan", "plan-on-plan-hint", &value(&point, |at| format!("{} {}", at.x, at.y))))
                        (field(&earth, "plan-on-earth", "plan-on-earth-hint", &value(&earth, |at| format!("{} {}", at.latitude, at.longitude))))
                    }
                }
                p.actions { button.button { (visit.say("staff-save")) } }
            }
        }
    }
}

pub(super) async fn tie(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let area = parameter(&request, "area")?;
    let fields: Fields = sent_form(request).await?;
    let seen = fields.get("seen").parse().map_err(|_| Failure::NoForm)?;
    let (status, problems) = match references(&visit, &fields) {
        Err(problems) => (StatusCode::UNPROCESSABLE_ENTITY, problems),
        Ok(references) => match plans::tie(visit.services(), visit.actor()?, area, seen, &references).await {
            Ok(()) => return Ok(see_other(&address(area))),
            Err(plans::Error::Changed) => (StatusCode::CONFLICT, vec![Problem::new(&visit, "", "plan-changed")]),
            Err(plans::Error::Misfit(misfit)) => {
                (StatusCode::UNPROCESSABLE_ENTITY, vec![Problem::new(&visit, "point-1", key(misfit))])
            }
            Err(error) => return Err(error.into()),
        },
    };
    respond(&visit, area, status, &Again { fields, problems }).await
}

/// What was typed, or everything that is wrong with it. A point of which nothing is said is none.
fn references(visit: &Visit, fields: &Fields) -> Result<Vec<Reference>, Vec<Problem>> {
    let (mut references, mut problems) = (Vec::new(), Vec::new());
    for number in 1..=MOST {
        let (point, earth) = (format!("point-{number}"), format!("earth-{number}"));
        let (on_plan, on_earth) = (fields.get(&point).trim(), fields.get(&earth).trim());
        if on_plan.is_empty() && on_earth.is_empty() {
            continue;
        }
        match (pair(on_plan), pair(on_earth)) {
            (Some((x, y)), Some((latitude, longitude))) => references.push(Reference { x, y, latitude, longitude }),
            (None, _) => problems.push(Problem::new(visit, &point, "plan-wrong-point")),
            (_, None) => problems.push(Problem::new(visit, &earth, "plan-wrong-earth")),
        }
    }
    if problems.is_empty() { Ok(references) } else { Err(problems) }
}

/// Two numbers, however people separate them and whichever sign they put before the fraction.
fn pair(typed: &str) -> Option<(f64, f64)> {
    let parts = typed.split([' ', ';']).map(|part| part.trim_matches(',').replace(',', "."));
    let numbers: Vec<f64> =
        parts.filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let &[one, other] = numbers.as_slice() else { return None };
    (one.is_finite() && other.is_finite()).then_some((one, other))
}

fn key(misfit: Misfit) -> &'static str {
    match misfit {
        Misfit::Number => "plan-wrong-number",
        Misfit::NoPlace => "plan-wrong-place",
        Misfit::TooClose => "plan-wrong-close",
        Misfit::TooFar => "plan-wrong-far",
        Misfit::OnALine => "plan-wrong-line",
        Misfit::Distorted => "plan-wrong-distorted",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_are_read_as_people_write_them() {
        for typed in ["55.4 11.25", "55,4 11,25", "55.4, 11.25", "55,4; 11,25", " 55.4  11.25 "] {
            assert_eq!(pair(typed), Some((55.4, 11.25)), "{typed}");
        }
        for typed in ["", "55", "55 11 3", "x y", "NaN 1", "1 inf", "1e999 1"] {
            assert_eq!(pair(typed), None, "{typed}");
        }
    }
}
