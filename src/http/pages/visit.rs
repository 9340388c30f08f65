//! Who comes where: what stands behind the link, the language, and the half-filled answers behind the cookie.

use std::borrow::Cow;
use std::sync::Arc;

use forms::locale::{self, Locale};
use forms::page::{self, Addresses};
use forms::{Form, Instance, Language, Surroundings};
use poem::http::{HeaderMap, Method, header};
use poem::{Request, Response};
use serde_json::Value;
use uuid::Uuid;

use super::failure::Failure;
use super::held::Held;
use super::link::{Door, Link};
use crate::access::{Actor, Who};
use crate::config::Config;
use crate::http::browser;
use crate::http::metrics::Metrics;
use crate::http::middleware::RequestId;
use crate::service::answers::draft::{self, Draft};
use crate::service::answers::receipt::ReceiptCode;
use crate::service::pace::Pace;
use crate::service::plans::Plan;
use crate::service::{Key, Services};
use crate::{store, words};

/// What every page needs of the server.
pub(crate) struct Site {
    pub(super) services: Services,
    pub(super) metrics: Metrics,
    /// The address that people use, if the settings say it: `https://svar.example.dk`.
    pub(super) public_url: Option<String>,
    /// Those who begin to answer at the door of an activity, and personal codes that are none.
    pub(super) pace: Pace,
    /// Receipts that were typed and lead nowhere.
    pub(super) guesses: Pace,
    /// Whether pages of a look at a form load themselves again when it has changed.
    pub(super) reloads_previews: bool,
}

/// One request of a resident.
pub(super) struct Visit {
    pub(super) site: Arc<Site>,
    pub(super) link: Link,
    /// One of the form's languages.
    pub(super) language: String,
    pub(super) request_id: String,
    pub(super) cookie: Option<Key>,
}

/// Half-filled answers, and where they are kept.
pub(super) struct Begun {
    pub(super) draft: Draft,
    keeper: Keeper,
}

enum Keeper {
    /// On the server, for the phone with this cookie.
    Phone(Key),
    /// With what staff fill the form for, as it was when it was read.
    Staff(Box<Held>),
}

/// Without this cookie, nobody could go on with what they have begun.
const COOKIE: &str = "nabosvar";
/// This one takes the receipt to the thanks and ends there. In the address it would stay in the browser's history and in the
/// logs of every machine on the way.
const RECEIPT: &str = "nabosvar-receipt";
/// The thanks come at once, also on a slow line.
const RECEIPT_SECONDS: u64 = 10 * 60;
/// More people do not stand at one door.
const MOST: u32 = 60;
/// Personal codes that are none are counted together: no wave has this identity.
const GUESSES: Uuid = Uuid::nil();

impl Site {
    pub(crate) fn new(services: Services, config: &Config, metrics: Metrics) -> Self {
        let reloads_previews = config.reloads_previews;
        let public_url = config.public_url.clone();
        let [pace, guesses] = [MOST, MOST].map(Pace::of);
        Self { services, metrics, public_url, pace, guesses, reloads_previews }
    }

    /// What stands behind a code. Who guesses personal codes has to wait in the end; who has one never does.
    pub(super) async fn open(&self, door: Door, code: &str) -> Result<Link, Failure> {
        match door.open(&self.services, code).await {
            Err(Failure::UnknownCode) => {
                self.pace.admit(GUESSES, self.services.clock.now().timestamp())?;
                Err(Failure::UnknownCode)
            }
            opened => opened,
        }
    }

    fn is_secure(&self) -> bool {
        self.public_url.as_ref().is_some_and(|url| url.starts_with("https:"))
    }
}

impl Visit {
    /// Of a request to an address below the door and `:code`.
    pub(super) async fn of(site: &Arc<Site>, door: Door, request: &Request) -> Result<Self, Failure> {
        if *request.method() == Method::POST && !browser::is_from_here(request.headers(), site.public_url.as_deref()) {
            return Err(Failure::FromElsewhere);
        }
        let code = request.raw_path_param("code").unwrap_or_default();
        let link = site.open(door, code).await?;
        let root = link.root();
        if root.rsplit('/').next() != Some(code) {
            // Typed in another way: the cookie belongs to one way of writing it.
            return Err(Failure::Elsewhere(root));
        }
        Self::behind(site, link, request)
    }

    /// Of a request to a page behind a link.
    pub(super) fn behind(site: &Arc<Site>, link: Link, request: &Request) -> Result<Self, Failure> {
        let languages = link.languages();
        let language = match request.raw_path_param("language") {
            Some(wanted) if languages.iter().any(|language| language.code == wanted) => wanted.to_owned(),
            Some(_) => return Err(Failure::UnknownPage),
            None => preferred(request.headers(), &languages, link.form().default_language()).to_owned(),
        };
        let request_id = request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default();
        let cookie = browser::cookie(request.headers(), &cookie_name(&link)).map(Key::received);
        Ok(Self { site: Arc::clone(site), link, language, request_id, cookie })
    }

    pub(super) fn services(&self) -> &Services {
        &self.site.services
    }

    pub(super) fn form(&self) -> &Form {
        self.link.form()
    }

    pub(super) fn locale(&self) -> &'static Locale {
        Locale::of(&self.language)
    }

    /// A message in the language of the visit.
    pub(super) fn words(&self, key: &str) -> String {
        locale::message(&self.language, key, &[])
    }

    /// The same of what the program says outside of forms.
    pub(super) fn say(&self, key: &str) -> String {
        words::say(&self.language, key)
    }

    /// The title of a page that has something to correct on it.
    pub(super) fn wrong(&self, title: String) -> String {
        locale::message(&self.language, "page-title-error", &[("title", title.into())])
    }

    /// The address of a page in the language of the visit; of the first one, if `page` is empty.
    pub(super) fn address(&self, page: &str) -> String {
        let separator = if page.is_empty() { "" } else { "/" };
        match self.link.held() {
            // Staff have a language for all pages, and none of them names it.
            Some(_) => format!("{}{separator}{page}", self.root()),
            None => format!("{}/{}{separator}{page}", self.root(), self.language),
        }
    }

    /// Shows something with the addresses of what belongs to the form.
    pub(super) fn with_addresses<R>(&self, show: impl FnOnce(Addresses<'_>) -> R) -> R {
        let (pages, media) = (self.address("q/"), format!("{}/media/", self.root()));
        let photos = self.link.sender().map(|_| self.address("photo/"));
        let plan = self.link.plan();
        let fit = plan.as_ref().and_then(|(plan, _)| plan.fit()).map(|fit| fit.to_string());
        let plan = plan.as_ref().map(|(plan, picture)| {
            let Plan { width, height, .. } = **plan;
            page::Plan { picture, width, height, fit: fit.as_deref() }
        });
        show(Addresses { pages: &pages, media: &media, photos: photos.as_deref(), plan })
    }

    /// The address of the link itself.
    pub(super) fn root(&self) -> String {
        self.link.root()
    }

    /// The half-filled answers of this phone, or of what staff fill the form for, if there are any.
    pub(super) async fn draft(&self) -> Result<Option<Begun>, Failure> {
        if let Link::Held(held) = &self.link {
            return Begun::by_staff(self.services(), &held.0, &held.1).await.map(Some);
        }
        let (Some(cookie), Some(occasion)) = (&self.cookie, self.link.occasion()) else { return Ok(None) };
        let draft = draft::resume(self.services(), occasion, cookie).await?;
        Ok(draft.map(|draft| Begun::on_phone(cookie.clone(), draft)))
    }

    /// The half-filled answers, where there is nothing to do without them.
    pub(super) async fn begun(&self) -> Result<Begun, Failure> {
        self.check_open()?;
        self.draft().await?.ok_or(Failure::Gone)
    }

    pub(super) fn check_open(&self) -> Result<(), Failure> {
        self.link.check_open()
    }

    /// The half-filled answers where something may be begun. Nothing may when the version is retired; who has begun goes on.
    pub(super) async fn beginning(&self) -> Result<Option<Begun>, Failure> {
        self.check_open()?;
        let draft = self.draft().await?;
        self.link.check_asked(self.services(), draft.as_ref()).await?;
        Ok(draft)
    }

    /// What an instance has to be told.
    pub(super) fn surroundings(&self, draft: &Draft) -> Surroundings {
        Surroundings { now: self.services().clock.now(), seed: draft.seed(), language: self.language.clone() }
    }

    /// The answers of a draft. What an older program wrote and this one cannot read is left out.
    pub(super) fn instance(&self, draft: &Draft) -> Instance<'_> {
        Instance::resume(self.form(), &draft.answers, &self.surroundings(draft)).0
    }

    /// Saves the answers, and the language they are now given in.
    pub(super) async fn save(&self, begun: &Begun, answers: Value) -> Result<(), Failure> {
        match (&begun.keeper, self.link.occasion()) {
            (Keeper::Phone(cookie), Some(occasion)) => {
                let changed = Draft { answers, language: self.language.clone(), ..begun.draft.clone() };
                let is_there = draft::save(self.services(), occasion, cookie, &changed).await?;
                if is_there { Ok(()) } else { Err(Failure::Gone) }
            }
            (Keeper::Phone(_), None) => Err(Failure::Gone),
            (Keeper::Staff(read), _) => read.save(self.services(), &self.language, &answers).await,
        }
    }

    /// Gives the browser the key to its half-filled answers.
    pub(super) fn hand_out(&self, response: &mut Response, cookie: &Key) {
        let days = self.link.occasion().map_or(0, |occasion| draft::days(self.services(), &occasion));
        self.set_cookie(
            response,
            (&cookie_name(&self.link), cookie.expose()),
            &self.root(),
            u64::from(days) * 24 * 60 * 60,
        );
    }

    /// Takes it back.
    pub(super) fn take_back(&self, response: &mut Response) {
        self.set_cookie(response, (&cookie_name(&self.link), ""), &self.root(), 0);
    }

    /// Gives the browser a receipt on its way to the thanks.
    pub(super) fn hand_out_receipt(&self, response: &mut Response, receipt: &ReceiptCode) {
        let letters = receipt.expose().replace(' ', "-");
        self.set_cookie(response, (RECEIPT, &letters), &self.address("thanks"), RECEIPT_SECONDS);
    }

    /// Takes it back, so that nobody who gets the phone next can see it.
    pub(super) fn take_receipt_back(&self, response: &mut Response) {
        self.set_cookie(response, (RECEIPT, ""), &self.address("thanks"), 0);
    }

    /// Lax and not strict: who comes back by the link in a mail shall find their answers. What changes something is a POST,
    /// and those are checked in [`browser::is_from_here`].
    pub(super) fn set_cookie(&self, response: &mut Response, (name, value): (&str, &str), path: &str, seconds: u64) {
        let secure = if self.site.is_secure() { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        if let Ok(cookie) = cookie.parse() {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
}

impl Begun {
    /// What the phone with a cookie has begun.
    pub(super) fn on_phone(cookie: Key, draft: Draft) -> Self {
        Self { draft, keeper: Keeper::Phone(cookie) }
    }

    /// What staff have written by now, who may all write on the same.
    async fn by_staff(services: &Services, actor: &Actor, known: &Held) -> Result<Self, Failure> {
        let (id, held) = (known.of().id(), known.of().open(services, actor).await?);
        let answers = serde_json::from_str(&held.sheet().answers);
        let answers = answers.map_err(|_| store::Error::bad_row(known.topic(), "answers", &id))?;
        let draft = Draft {
            language: held.sheet().language.clone(),
            answers,
            response_id: id,
            code: None,
            begun: None,
            trapped: false,
        };
        Ok(Self { draft, keeper: Keeper::Staff(Box::new(held)) })
    }

    /// By what a page shows later what it was made of, where several may write.
    pub(super) fn version(&self) -> Option<i32> {
        match &self.keeper {
            Keeper::Phone(_) => None,
            Keeper::Staff(held) => Some(held.version()),
        }
    }
}

/// Two people who work here may use one browser, and neither goes on with what the other writes down.
fn cookie_name(link: &Link) -> Cow<'static, str> {
    match link.interview().map(|interview| interview.actor.who) {
        Some(Who::Person(id)) => Cow::Owned(format!("{COOKIE}-{}", id.simple())),
        _ => Cow::Borrowed(COOKIE),
    }
}

/// The receipt that a browser brings to the thanks.
pub(super) fn receipt(request: &Request) -> Option<ReceiptCode> {
    browser::cookie(request.headers(), RECEIPT).and_then(ReceiptCode::parse)
}

/// The language that the browser likes best of those that are offered; the form's own, if that is.
fn preferred<'f>(headers: &HeaderMap, offered: &[&'f Language], own: &'f str) -> &'f str {
    let known = |code: &str| offered.iter().find(|language| language.code == code);
    let first = || offered.first().map_or(own, |language| &language.code);
    browser::languages(headers).find_map(known).or_else(|| known(own)).map_or_else(first, |language| &language.code)
}
