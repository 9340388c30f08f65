//! Accounts: who works here, what they were given, and the way in for somebody new; and the tokens of programs.

mod list;
mod new;
mod one;
mod tokens;

use maud::{Markup, html};
use poem::http::Method;
use uuid::Uuid;

use super::failure::Failure;
use super::table::{Needs, Page, page};
use super::visit::Visit;
use crate::access::{Grant, Permission, Place, Role};
use crate::service::accounts::{self, Account};
use crate::service::{Key, places, post};

/// Where the list is.
pub(super) const LIST: &str = "/staff/accounts";

const NEW: &str = "/staff/accounts/new";
const ONE: &str = "/staff/accounts/one/:account";
const ROLES: &str = "/staff/accounts/one/:account/roles";
const LINK: &str = "/staff/accounts/one/:account/link";
const SECOND_FACTOR: &str = "/staff/accounts/one/:account/second-factor";
const PROVIDER: &str = "/staff/accounts/one/:account/provider";
const BLOCK: &str = "/staff/accounts/one/:account/block";

const TOKENS: &str = "/staff/accounts/tokens";
const REVOKE: &str = "/staff/accounts/tokens/:token/revoke";

pub(super) fn pages() -> Vec<Page> {
    let manages = Needs::Permission(Permission::ManageAccounts);
    vec![
        page(Method::GET, LIST, manages, list::show),
        page(Method::GET, NEW, manages, new::show),
        page(Method::POST, NEW, manages, new::create),
        page(Method::GET, ONE, manages, one::show),
        page(Method::POST, ROLES, manages, one::change_roles),
        page(Method::POST, LINK, manages, one::invite),
        page(Method::POST, SECOND_FACTOR, manages, one::reset_second_factor),
        page(Method::POST, PROVIDER, manages, one::end_provider_link),
        page(Method::POST, BLOCK, manages, one::block),
        page(Method::GET, TOKENS, manages, tokens::show),
        page(Method::POST, TOKENS, manages, tokens::create),
        page(Method::POST, REVOKE, manages, tokens::revoke),
    ]
}

/// Places that roles can be given for, with what they are called.
struct Places(Vec<(Place, String)>);

impl Places {
    /// All there are, for names.
    async fn all(visit: &Visit) -> Result<Self, Failure> {
        let mut places = vec![(Place::Installation, visit.say("account-everywhere"))];
        for overview in places::list(visit.services()).await? {
            let name = overview.programme.name;
            places.push((Place::Programme(overview.programme.id), name.clone()));
            places.extend(overview.areas.iter().map(|(area, _)| (area.place(), format!("{name}: {}", area.name))));
        }
        Ok(Self(places))
    }

    fn name(&self, place: &Place) -> &str {
        self.0.iter().find(|(known, _)| known == place).map_or("?", |(_, name)| name)
    }

    /// The place of what a form calls it, among these.
    fn named(&self, value: &str) -> Option<Place> {
        self.0.iter().map(|(place, _)| *place).find(|place| value_of(place) == value)
    }

    /// A choice among those where somebody looks after accounts.
    fn choice(&self, visit: &Visit, chosen: &str) -> Result<Markup, Failure> {
        let actor = visit.actor()?;
        let offered = self.0.iter().filter(|(place, _)| actor.may(Permission::ManageAccounts, place));
        Ok(html! {
            div.question {
                label for="place" { (visit.say("account-place")) }
                select.field #place name="place" {
                    @for (place, name) in offered {
                        @let value = value_of(place);
                        option value=(value) selected[value == chosen] { (name) }
                    }
                }
            }
        })
    }
}

/// A choice among the roles.
fn role_choice(visit: &Visit, chosen: &str) -> Markup {
    html! {
        div.question {
            label for="role" { (visit.say("account-role")) }
            select.field #role name="role" {
                @for role in Role::OF_PEOPLE {
                    option value=(role.as_str()) selected[role.as_str() == chosen] { (role_name(visit, role)) }
                }
            }
        }
    }
}

fn role_name(visit: &Visit, role: Role) -> String {
    visit.say(&format!("account-role-{}", role.as_str()))
}

/// What a form says of a role and a place.
fn grant(places: &Places, role: &str, place: &str) -> Option<Grant> {
    let role = Role::named(role).filter(|role| Role::OF_PEOPLE.contains(role))?;
    Some(Grant { role, place: places.named(place)? })
}

fn value_of(place: &Place) -> String {
    match place {
        Place::Installation => "everything".to_owned(),
        Place::Programme(id) | Place::Area { area: id, .. } => id.to_string(),
    }
}

fn address(pattern: &str, account: Uuid) -> String {
    pattern.replace(":account", &account.to_string())
}

/// Hands a link to its account by mail, or, where nobody sends mails, to who made it.
async fn hand_over(visit: &Visit, account: &Account, key: &Key) -> Result<Markup, Failure> {
    let email = [("email", account.email.as_str().into())];
    match accounts::post_link(visit.services(), account, key).await {
        Ok(()) => Ok(html! { p.lead { (visit.say_with("account-mailed", &email)) } }),
        Err(accounts::PostError::Post(post::Error::NotSetUp)) => Ok(html! {
            p.lead { (visit.say_with("account-hand-over", &email)) }
            p.note { code.address { (accounts::link(key, &visit.services().base)) } }
        }),
        Err(accounts::PostError::Post(post::Error::Store(error)) | accounts::PostError::Store(error)) => {
            Err(error.into())
        }
        Err(accounts::PostError::Address(_)) => Ok(html! { p.lead { (visit.say("account-bad-email")) } }),
    }
}
