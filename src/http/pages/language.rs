//! The first page behind the link: which language, each by its own name.

use std::sync::Arc;

use forms::locale::{self, Locale};
use maud::html;
use poem::{Request, Response};

use super::failure::Failure;
use super::frame::{Frame, WayOut};
use super::kiosk;
use super::visit::Visit;

pub(super) async fn show(visit: Arc<Visit>, _: Request) -> Result<Response, Failure> {
    let is_kiosk = visit.link.is_kiosk();
    if is_kiosk {
        kiosk::begin_anew(&visit).await?;
    }
    let draft = visit.beginning().await?;
    let languages = visit.link.languages();
    // Those who come with another language find at least one of these lines.
    let greetings = languages.iter().filter(|language| language.code != visit.language);
    let title = visit.words("choose-language");
    let way_out = if draft.is_some() { WayOut::Shown } else { WayOut::Left };
    let mut response = Frame { way_out, ..Frame::of(&visit, &title) }.around(&html! {
        h1 { (title) }
        p.greetings {
            @for language in greetings {
                span lang=(language.code) dir="auto" { (locale::message(&language.code, "choose-language", &[])) }
            }
        }
        ul.languages {
            @for language in &languages {
                @let locale = Locale::of(&language.code);
                li {
                    a lang=(language.code) hreflang=(language.code) dir=(locale.direction().attribute())
                        href={ (visit.root()) "/" (language.code) }
                    {
                        span { (if locale.code() == language.code { locale.name() } else { &language.code }) }
                        @if language.is_draft { span.draft { (locale::message(&language.code, "draft-mark", &[])) } }
                    }
                }
            }
        }
    });
    if is_kiosk {
        visit.take_back(&mut response);
    }
    Ok(response)
}
