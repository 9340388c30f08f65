//! Where somebody types the personal code of a letter, who does not scan it.

use std::sync::Arc;

use forms::locale::Locale;
use maud::html;
use poem::http::StatusCode;
use poem::web::Form;
use poem::{Endpoint, EndpointExt, FromRequest, Request, Response, Route, get};

use super::failure::{Failure, Place};
use super::link::Door;
use super::plain::Plain;
use super::see_other;
use super::visit::Site;
use crate::http::browser;
use crate::http::document::respond;
use crate::service::invitations::LANGUAGES;
use crate::words::say;

/// What is asked of the address.
#[derive(Default, serde::Deserialize)]
struct Asked {
    #[serde(default)]
    language: String,
}

/// What was typed.
#[derive(serde::Deserialize)]
struct Typed {
    #[serde(default)]
    code: String,
}

/// More letters are no code, however many spaces somebody puts between them.
const MOST: usize = 60;

pub(super) fn routes(route: Route, site: &Arc<Site>) -> Route {
    route.at(Door::Personal.path(), get(answering(site, ask)).post(answering(site, take)))
}

fn answering<F, Fut>(site: &Arc<Site>, handle: F) -> impl Endpoint<Output = Response> + use<F, Fut>
where
    F: Fn(Arc<Site>, &'static str, Request) -> Fut + Send + Sync + Clone + 'static,
    Fut: Future<Output = Result<Response, Failure>> + Send,
{
    let site = Arc::clone(site);
    poem::endpoint::make(move |request: Request| {
        let (site, handle, language) = (Arc::clone(&site), handle.clone(), language(&request));
        async move {
            let done = handle(site, language, request).await;
            Ok::<_, poem::Error>(done.unwrap_or_else(|failure| failure.page(Place::Language(language))))
        }
    })
    .map_to_response()
}

async fn ask(_: Arc<Site>, language: &'static str, _: Request) -> Result<Response, Failure> {
    Ok(page(language, "", None))
}

/// Goes to what the code opens; what is wrong with it is said beside what was typed.
async fn take(site: Arc<Site>, language: &'static str, request: Request) -> Result<Response, Failure> {
    if !browser::is_from_here(request.headers(), site.public_url.as_deref()) {
        return Err(Failure::FromElsewhere);
    }
    let (request, mut body) = request.split();
    let Form(Typed { code }) = Form::from_request(&request, &mut body).await.map_err(|_| Failure::NoForm)?;
    let code: String = code.chars().take(MOST).collect();
    match site.open(Door::Personal, &code).await {
        Ok(link) => Ok(see_other(&request, &link.root())),
        Err(Failure::Mistyped) => Ok(page(language, &code, Some("invited-mistyped-text"))),
        Err(Failure::UnknownCode) => Ok(page(language, &code, Some("invited-unknown-text"))),
        Err(failure) => Err(failure),
    }
}

fn page(language: &'static str, typed: &str, wrong: Option<&str>) -> Response {
    let title = say(language, "invited-enter-title");
    let others = LANGUAGES.into_iter().filter(|other| *other != language);
    let path = Door::Personal.path();
    let plain = Plain {
        language,
        title: &title,
        programme: None,
        demo: "",
        others: others.map(|other| (other, format!("{path}?language={other}"))).collect(),
    };
    let status = if wrong.is_none() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let described = if wrong.is_none() { "code-hint" } else { "code-hint code-wrong" };
    respond(
        status,
        plain.around(&html! {
            h1 { (title) }
            form method="post" action={ (path) "?language=" (language) } novalidate {
                div.question.has-problem[wrong.is_some()] {
                    label for="code" { (say(language, "invited-enter-code")) }
                    p #code-hint.hint { (say(language, "invited-enter-hint")) }
                    @if let Some(wrong) = wrong { p #code-wrong.wrong role="alert" { (say(language, wrong)) } }
                    input.field #code name="code" type="text" value=(typed) maxlength=(MOST) dir="ltr" autocomplete="off"
                        autocapitalize="characters" spellcheck="false" aria-invalid=[wrong.map(|_| "true")]
                        aria-describedby=(described);
                }
                p.actions { button.button { (say(language, "invited-enter-go")) } }
            }
        }),
    )
}

/// The one that was chosen, else the one that the browser likes best.
fn language(request: &Request) -> &'static str {
    let known = |code: &str| LANGUAGES.into_iter().find(|language| *language == code);
    let asked: Asked = request.params().unwrap_or_default();
    known(&asked.language)
        .or_else(|| browser::languages(request.headers()).find_map(known))
        .unwrap_or(Locale::of(LANGUAGES[0]).code())
}
