//! Who comes: the session behind the cookie, what that person may do, and the language.

use std::str::FromStr;
use std::sync::Arc;

use poem::http::{Method, header};
use poem::web::Form;
use poem::{FromRequest, Request, Response};
use serde::de::DeserializeOwned;

use super::ROOT;
use super::failure::Failure;
use super::table::Needs;
use crate::access::{Actor, Permission};
use crate::config::Config;
use crate::http::browser;
use crate::http::middleware::RequestId;
use crate::http::pages::FormSite;
use crate::service::accounts::sessions::{self, SignedIn};
use crate::service::{Key, Services};
use crate::words::{self, STAFF_LANGUAGES, Value};

/// What every page needs of the server.
pub(super) struct Site {
    services: Services,
    /// The address that people use, if the settings say it.
    public_url: Option<String>,
    /// For the forms that staff fill on the residents' pages.
    forms: Arc<FormSite>,
}

/// One request of somebody who works here, or wants to.
pub(super) struct Visit {
    site: Arc<Site>,
    signed_in: Option<SignedIn>,
    /// One of the languages for staff.
    pub(super) language: &'static str,
    pub(super) request_id: String,
}

/// A cookie of these pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cookie {
    /// Opens the session. It is gone when the browser is closed.
    Session,
    /// Tells that somebody has logged in here before.
    Device,
    /// Belongs to a trip to the provider and back.
    Trip,
    /// Says whose password was right, while a code is asked for.
    Step,
}

/// A known browser is forgotten after as long as browsers keep a cookie at most.
const DEVICE_SECONDS: u64 = 400 * 24 * 60 * 60;
/// Nobody needs longer to type a code.
const STEP_SECONDS: u64 = 5 * 60;
/// A provider may ask for more than a password.
const TRIP_SECONDS: u64 = 10 * 60;

impl Site {
    pub(super) fn new(services: Services, config: &Config, forms: &Arc<FormSite>) -> Self {
        Self { services, public_url: config.public_url.clone(), forms: Arc::clone(forms) }
    }

    fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https:"))
    }
}

impl Visit {
    pub(super) async fn of(site: &Arc<Site>, request: &Request) -> Result<Self, Failure> {
        if *request.method() == Method::POST && !browser::is_from_here(request.headers(), site.public_url.as_deref()) {
            return Err(Failure::FromElsewhere);
        }
        let mut visit = Self::of_nobody(site, request);
        if let Some(key) = visit.cookie(request, Cookie::Session) {
            visit.signed_in = sessions::find(&site.services, &key).await?;
        }
        if let Some(signed_in) = &visit.signed_in {
            visit.language = known(&signed_in.account.language).unwrap_or(visit.language);
        }
        Ok(visit)
    }

    /// A request of which nothing more is known.
    pub(super) fn of_nobody(site: &Arc<Site>, request: &Request) -> Self {
        let language = browser::languages(request.headers()).find_map(known).unwrap_or(STAFF_LANGUAGES[0]);
        let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        Self { site: Arc::clone(site), signed_in: None, language, request_id }
    }

    /// Lets through who has what a page needs.
    pub(super) fn admit(&self, needs: Needs, request: &Request) -> Result<(), Failure> {
        match (needs, &self.signed_in) {
            (Needs::Nobody, _) | (Needs::Person, Some(_)) => Ok(()),
            (_, Some(signed_in)) if signed_in.owes_second_factor => Err(Failure::SecondFactorFirst),
            (Needs::Account, Some(_)) => Ok(()),
            (Needs::Permission(permission), Some(_)) if self.may_somewhere(permission) => Ok(()),
            (Needs::Permission(_), Some(_)) => Err(Failure::Forbidden),
            (_, None) => Err(Failure::LoggedOut { to: return_address(request) }),
        }
    }

    pub(super) fn services(&self) -> &Services {
        &self.site.services
    }

    /// What the residents' pages need, for a form that staff fill on them.
    pub(super) fn forms(&self) -> &Arc<FormSite> {
        &self.site.forms
    }

    /// Who is logged in, if anybody is.
    pub(super) fn signed_in(&self) -> Option<&SignedIn> {
        self.signed_in.as_ref()
    }

    /// Who does what is done. There is always somebody on a page that needs more than [`Needs::Nobody`].
    pub(super) fn actor(&self) -> Result<&Actor, Failure> {
        let to = || Failure::LoggedOut { to: None };
        self.signed_in.as_ref().map(|signed_in| &signed_in.actor).ok_or_else(to)
    }

    /// Whether something is permitted anywhere, and so worth offering.
    pub(super) fn may_somewhere(&self, permission: Permission) -> bool {
        let may = |signed_in: &SignedIn| !signed_in.owes_second_factor && signed_in.actor.may_somewhere(permission);
        self.signed_in.as_ref().is_some_and(may)
    }

    /// A message in the language of the visit.
    pub(super) fn say(&self, key: &str) -> String {
        words::say(self.language, key)
    }

    /// The same with something put in.
    pub(super) fn say_with(&self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        words::say_with(self.language, key, arguments)
    }

    pub(super) fn cookie(&self, request: &Request, cookie: Cookie) -> Option<Key> {
        browser::cookie(request.headers(), &self.name(cookie)).map(Key::received)
    }

    /// Gives the browser a key to keep.
    pub(super) fn hand_out(&self, response: &mut Response, cookie: Cookie, key: &Key) {
        let lasts = match cookie {
            Cookie::Session => String::new(),
            Cookie::Step => format!("; Max-Age={STEP_SECONDS}"),
            Cookie::Trip => format!("; Max-Age={TRIP_SECONDS}"),
            Cookie::Device => format!("; Max-Age={DEVICE_SECONDS}"),
        };
        self.set_cookie(response, cookie, key.expose(), &lasts);
    }

    /// Takes it back.
    pub(super) fn take_back(&self, response: &mut Response, cookie: Cookie) {
        self.set_cookie(response, cookie, "", "; Max-Age=0");
    }

    /// Lax and not strict: the links in mails lead to these pages. What changes something is a POST, and those are checked.
    fn set_cookie(&self, response: &mut Response, cookie: Cookie, value: &str, lasts: &str) {
        let secure = if self.site.is_secure() { "; Secure" } else { "" };
        let cookie = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax{lasts}{secure}", self.name(cookie));
        if let Ok(cookie) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }

    /// Behind TLS the name itself says that no other host has set it (RFC 6265bis, 4.1.3).
    fn name(&self, cookie: Cookie) -> String {
        let prefix = if self.site.is_secure() { "__Host-" } else { "" };
        let name = match cookie {
            Cookie::Session => "nabosvar-staff",
            Cookie::Device => "nabosvar-device",
            Cookie::Step => "nabosvar-step",
            Cookie::Trip => "nabosvar-trip",
        };
        format!("{prefix}{name}")
    }
}

/// A part of the address. What cannot be one is an address that is not there.
pub(super) fn parameter<T: FromStr>(request: &Request, name: &str) -> Result<T, Failure> {
    request.raw_path_param(name).and_then(|text| text.parse().ok()).ok_or(Failure::NotFound)
}

/// What was filled in. Fields that `T` does not have are left out.
pub(super) async fn form<T: DeserializeOwned + Send>(request: Request) -> Result<T, Failure> {
    let (request, mut body) = request.split();
    let Form(form) = Form::<T>::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    Ok(form)
}

/// An address of ours, to go to after logging in: never one of somebody else.
pub(super) fn own_address(address: &str) -> Option<&str> {
    let is_ours = address == ROOT || address.starts_with("/staff/") || address.starts_with("/staff?");
    let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (is_ours && is_plain && address.len() <= 500).then_some(address)
}

/// An address that tells where to go on from there.
pub(super) fn address_with(address: &str, to: Option<&str>) -> String {
    match to.filter(|to| *to != ROOT) {
        Some(to) => {
            let query = format!("{address}?");
            form_urlencoded::Serializer::for_suffix(query, address.len() + 1).append_pair("to", to).finish()
        }
        None => address.to_owned(),
    }
}

/// Where to go on after logging in: what was to be sent is not sent then.
fn return_address(request: &Request) -> Option<String> {
    let address = request.original_uri().path_and_query()?.as_str();
    (*request.method() == Method::GET).then(|| own_address(address)).flatten().map(ToOwned::to_owned)
}

fn known(language: &str) -> Option<&'static str> {
    STAFF_LANGUAGES.into_iter().find(|one| *one == language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_somebody_else() {
        for address in ["/staff", "/staff/walks/1?year=2026", "/staff?x=1"] {
            assert_eq!(own_address(address), Some(address));
        }
        for address in [
            "",
            "/",
            "//evil.example",
            "/staffx",
            "https://evil.example/staff/",
            "/staff/\\evil.example",
            "/staff/\r\nSet-Cookie: a=b",
            "\t//evil.example",
            "/api/v1/forms",
        ] {
            assert_eq!(own_address(address), None, "{address:?}");
        }
    }
}
