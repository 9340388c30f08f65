//! "I sagde – vi gjorde": what residents of an area raised and what came of it. It needs no link and no login, shows only what
//! was approved, and may be kept by whoever fetches it for as long as a change may take to be seen.

mod followed;

use std::sync::Arc;

use forms::locale::{self, Locale};
use maud::{Markup, html};
use poem::http::{StatusCode, header};
use poem::{Endpoint, EndpointExt, Request, Response, Route, get};
use uuid::Uuid;

use super::plain::Plain;
use super::visit::Site;
use crate::http::document::begin;
use crate::http::{browser, picture};
use crate::service::findings::LANGUAGES;
use crate::service::findings::told::{self, Item, Told};
use crate::store::{self, Digest};
use crate::words::{say, say_with};
use crate::{blob, service::Services};

/// Why there is no such page.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("there is no such area, language or picture")]
    Unknown,
    #[error(transparent)]
    Blob(#[from] blob::Error),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Two minutes late is early enough, and of a link that many follow at once few have to be answered anew.
const KEPT: &str = "public, max-age=120";

pub(super) fn routes(route: Route, site: &Arc<Site>) -> Route {
    route
        .at("/areas/:area", get(answering(site, choose)))
        .at("/areas/:area/:language", get(answering(site, show)))
        .at(format!("/areas/:area/:language{}", followed::END), get(answering(site, followed::show)))
        .at("/areas/:area/photos/:photo", get(answering(site, photo)))
}

fn answering<F, Fut>(site: &Arc<Site>, handle: F) -> impl Endpoint<Output = Response> + use<F, Fut>
where
    F: Fn(Services, Request) -> Fut + Send + Sync + Clone + 'static,
    Fut: Future<Output = Result<Response, Failure>> + Send,
{
    let services = site.services.clone();
    poem::endpoint::make(move |request: Request| {
        let language = preferred(&request);
        let done = handle(services.clone(), request);
        async move { Ok::<_, poem::Error>(done.await.unwrap_or_else(|failure| failure.page(language))) }
    })
    .map_to_response()
}

/// To the page in the language of who comes.
async fn choose(services: Services, request: Request) -> Result<Response, Failure> {
    let area = area(&request)?;
    told::tell(&services, area).await?.ok_or(Failure::Unknown)?;
    let address = format!("/areas/{area}/{}", preferred(&request));
    let response = Response::builder().status(StatusCode::SEE_OTHER).header(header::LOCATION, address);
    Ok(response.finish())
}

async fn show(services: Services, request: Request) -> Result<Response, Failure> {
    let language = known_language(&request)?;
    let told = told::tell(&services, area(&request)?).await?.ok_or(Failure::Unknown)?;
    let page = document(language, &say(language, "told-title"), Some((&told, "")), &content(language, &told));
    let page = page.into_string();
    let response = begin(StatusCode::OK)
        .header(header::CACHE_CONTROL, KEPT)
        .header(header::ETAG, format!("\"{}\"", Digest::of(&page)));
    Ok(response.body(page))
}

async fn photo(services: Services, request: Request) -> Result<Response, Failure> {
    let photo = request.raw_path_param("photo").and_then(Digest::parse).ok_or(Failure::Unknown)?;
    let kept = told::photo(&services, area(&request)?, photo).await?.ok_or(Failure::Unknown)?;
    picture::show(&services, &kept, KEPT).await?.ok_or(Failure::Unknown)
}

fn area(request: &Request) -> Result<Uuid, Failure> {
    request.raw_path_param("area").and_then(|area| area.parse().ok()).ok_or(Failure::Unknown)
}

fn known_language(request: &Request) -> Result<&'static str, Failure> {
    let language = request.raw_path_param("language").unwrap_or_default();
    LANGUAGES.into_iter().find(|known| *known == language).ok_or(Failure::Unknown)
}

fn preferred(request: &Request) -> &'static str {
    let known = |code: &str| LANGUAGES.into_iter().find(|language| *language == code);
    browser::languages(request.headers()).find_map(known).unwrap_or(LANGUAGES[0])
}

fn content(language: &'static str, told: &Told) -> Markup {
    html! {
        p.section { bdi { (told.area.name) } }
        h1 { (say(language, "told-title")) }
        @if told.items.is_empty() {
            p.lead { (say(language, "told-empty")) }
        } @else {
            p.lead { (say(language, "told-lead")) }
            ul.told { @for item in &told.items { li { (card(language, told.area.id, item)) } } }
        }
        p.actions {
            a.button.other href={ "/areas/" (told.area.id) "/" (language) (followed::END) } { (say(language, "followed-title")) }
        }
    }
}

fn card(language: &'static str, area: Uuid, item: &Item) -> Markup {
    let (own, text) = item.texts.for_reader(language);
    // What nobody has translated is marked as what it is, for the voice that reads it aloud and for its direction.
    let own_lang = (own != language).then_some(own);
    let own_dir = own_lang.map(|own| Locale::of(own).direction().attribute());
    let name = item.outcome.map_or("good", told::Outcome::as_str);
    let date = Locale::of(language).date(item.found_on);
    html! {
        p class={ "outcome outcome-" (name) } { (say(language, &format!("told-outcome-{name}"))) }
        dl {
            dt { (say(language, "told-said")) }
            dd.pre lang=[own_lang] dir=[own_dir] { (text.said) }
            @if let Some(done) = &text.done {
                dt { (say(language, "told-done")) }
                dd.pre lang=[own_lang] dir=[own_dir] { (done) }
            }
        }
        @for photo in &item.photos {
            img.picture src={ "/areas/" (area) "/photos/" (photo) } alt=(say(language, "told-photo")) loading="lazy";
        }
        p.hint { (say_with(language, "told-found-on", &[("date", date.into())])) }
    }
}

/// What stands around it, for an area, with how the addresses of its page end, or where there is none.
fn document(language: &'static str, title: &str, told: Option<(&Told, &str)>, content: &Markup) -> Markup {
    let title = told.map_or_else(|| title.to_owned(), |(told, _)| format!("{title} – {}", told.area.name));
    let others = LANGUAGES.into_iter().filter(|other| *other != language);
    let elsewhere = |(told, end): (&Told, &str)| {
        others.map(|other| (other, format!("/areas/{}/{other}{end}", told.area.id))).collect()
    };
    Plain {
        language,
        title: &title,
        programme: told.map(|(told, _)| &told.programme),
        demo: &say(language, "told-demo"),
        others: told.map(elsewhere).unwrap_or_default(),
    }
    .around(content)
}

impl Failure {
    fn page(&self, language: &'static str) -> Response {
        let (status, name) = match self {
            Self::Unknown => (StatusCode::NOT_FOUND, "unknown"),
            Self::Store(error) if error.is_passing() => (StatusCode::SERVICE_UNAVAILABLE, "failed"),
            Self::Store(_) | Self::Blob(_) => (StatusCode::INTERNAL_SERVER_ERROR, "failed"),
        };
        if !matches!(self, Self::Unknown) {
            tracing::error!(error = self as &dyn std::error::Error, "what residents are told could not be shown");
        }
        let title = locale::message(language, &format!("{name}-title"), &[]);
        let content = html! {
            h1 { (title) }
            p.lead { (say(language, &format!("told-{name}"))) }
        };
        begin(status).body(document(language, &title, None, &content).into_string())
    }
}
