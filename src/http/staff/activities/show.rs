//! One activity: what it is, the link for residents, its sessions, and what can be done with it.

use std::sync::Arc;

use forms::locale::Locale;
use maud::{Markup, html};
use poem::{Request, Response};
use uuid::Uuid;

use super::{address, month, month_address, people_address};
use crate::access::Permission;
use crate::http::staff::failure::Failure;
use crate::http::staff::frame::Frame;
use crate::http::staff::visit::{Visit, parameter};
use crate::service::activities::month::{Month, Standing};
use crate::service::activities::{self, Activity, read_day};

/// What the address of the page says.
#[derive(Default, serde::Deserialize)]
struct Asked {
    /// `2026-11`.
    #[serde(default)]
    month: String,
}

pub(super) async fn show(visit: Arc<Visit>, request: Request) -> Result<Response, Failure> {
    let (services, actor) = (visit.services(), visit.actor()?);
    let id: Uuid = parameter(&request, "activity")?;
    let found = activities::find(&services.db, actor, Permission::ReadActivities, id).await?;
    let activity = found.ok_or(Failure::NotFound)?;
    let asked: Asked = request.params().unwrap_or_default();
    let day = read_day(&format!("{}-01", asked.month)).unwrap_or_else(|| services.clock.today());
    let shown = activities::month::month(services, actor, day, Some(id)).await?;
    let may_register = activities::may(actor, Permission::RegisterActivities, &activity);
    let may_see_people = activities::may(actor, Permission::ReadContacts, &activity) && activity.plan.takes_sign_ups;
    let title = activity.plan.name.clone();
    Ok(Frame::of(&visit, &title).around(&html! {
        h1 { (title) }
        @if let Some(ended) = activity.ended_on {
            p.note { (visit.say_with("activity-ended", &[("date", Locale::of(visit.language).date(ended).into())])) }
        }
        (facts(&visit, &activity))
        p.actions { a.button.other href={ (address(activity.id)) "/door" } { (visit.say("activity-door")) } }
        (month::months(&visit, shown.first, month_address))
        (month::lines(&visit, &shown, may_register))
        @if may_see_people { (doors(&visit, &shown)) }
        @if may_register { (deeds(&visit, &activity)) }
    }))
}

fn facts(visit: &Visit, activity: &Activity) -> Markup {
    let plan = &activity.plan;
    let locale = Locale::of(visit.language);
    let hours = [plan.hours.from, plan.hours.to].into_iter().flatten().map(|time| locale.time(time));
    let hours = hours.collect::<Vec<_>>().join("–");
    let fact = |label: &str, words: &str| html! { div { dt { (visit.say(label)) } dd { (words) } } };
    let link = format!("{}/a/{}", visit.services().base, activity.code.as_str());
    html! {
        dl.facts {
            (fact("activity-focus-area", &visit.say(&format!("activity-focus-{}", plan.focus_area.as_str()))))
            @if let Some(goal) = &plan.sub_goal { (fact("activity-sub-goal", goal)) }
            (fact("activity-place", &plan.place))
            @if !hours.is_empty() { (fact("activity-hours", &hours)) }
            @if let Some(places) = plan.places { (fact("activity-places", &places.to_string())) }
            @if plan.takes_sign_ups {
                div { dt { (visit.say("activity-link")) } dd { a href=(link) { (link) } } }
            }
            @if let Some(request) = &plan.request {
                (fact("activity-consent", &format!("{}: {}", request.party, request.purpose)))
            }
        }
    }
}

/// The way to the list of who comes, for each session of the month.
fn doors(visit: &Visit, month: &Month) -> Markup {
    let locale = Locale::of(visit.language);
    html! {
        section.after {
            h2 { (visit.say("activity-who-comes")) }
            ul.rows {
                @for line in month.lines.iter().filter(|line| line.standing != Standing::CalledOff) {
                    li {
                        a href=(people_address(line.session.id)) { (locale.date(line.session.on)) }
                    }
                }
            }
        }
    }
}

fn deeds(visit: &Visit, activity: &Activity) -> Markup {
    let at = address(activity.id);
    html! {
        section.after {
            h2 { (visit.say("activity-do")) }
            form.in-line method="post" action={ (at) "/days" } {
                div {
                    label for="on" { (visit.say("activity-add-day")) }
                    input.field.short #on type="date" name="on" required;
                }
                button.button.other { (visit.say("activity-add")) }
            }
            p.actions { a.button.other href={ (at) "/edit" } { (visit.say("activity-edit")) } }
            @if activity.ended_on.is_none() {
                details {
                    summary { (visit.say("activity-end")) }
                    p { (visit.say("activity-end-text")) }
                    form method="post" action={ (at) "/end" } {
                        input type="hidden" name="version" value=(activity.version);
                        p.actions { button.button { (visit.say("activity-end-yes")) } }
                    }
                }
            }
        }
    }
}
