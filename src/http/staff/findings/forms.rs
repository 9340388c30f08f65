//! The forms for what can be done about a finding now: the next step first and open, the others a tap away.

use forms::locale::Locale;
use maud::{Markup, html};

use super::address;
use super::show::Sent;
use crate::http::staff::fields::{Field, Problem};
use crate::http::staff::visit::Visit;
use crate::service::findings::labels::{Labels, RESPONSIBLE};
use crate::service::findings::read::Shown;
use crate::service::findings::{LANGUAGES, MOST_LETTERS, Part, PublicTexts};
use crate::store::finding::{Published, Status, Taken};
use crate::store::finding_event::Deed;

/// One form that is about to be written.
struct Form<'a> {
    visit: &'a Visit,
    shown: &'a Shown,
    labels: &'a Labels,
    sent: &'a Sent,
    deed: Deed,
}

/// Names and addresses that people have are shorter.
const MOST_OF_NAME: usize = 120;
const MOST_OF_ADDRESS: usize = 254;

/// In the order in which they are offered.
const STEPS: [Deed; 6] = [Deed::Assign, Deed::Begin, Deed::Finish, Deed::Postpone, Deed::Refuse, Deed::Reopen];

/// All that this person may do.
pub(super) fn all(visit: &Visit, shown: &Shown, labels: &Labels, sent: &Sent) -> Markup {
    let form = |deed| Form { visit, shown, labels, sent, deed };
    let possible = |deed: &Deed| shown.deeds.contains(deed);
    let steps: Vec<Deed> = STEPS.into_iter().filter(possible).collect();
    // A finding that somebody has is not assigned again, but begun or finished.
    let next = steps.iter().copied().find(|deed| *deed != Deed::Assign || shown.finding.assignee.is_none());
    html! {
        @if !steps.is_empty() {
            h2 { (visit.say("finding-next")) }
            @if shown.finding.status == Status::Done { p.hint { (visit.say("finding-verified-on-walk")) } }
            @for deed in steps { (form(deed).written(Some(deed) == next)) }
        }
        @for deed in [Deed::Comment, Deed::AddPhoto] { @if possible(&deed) { (form(deed).written(false)) } }
        @if possible(&Deed::Approve) {
            h2 { (visit.say("finding-residents")) }
            p.hint { (visit.say(if shown.finding.published == Published::Approved { "finding-residents-see" } else { "finding-residents-do-not" })) }
            p { a.aside href={ "/areas/" (shown.area.id) "/" (visit.language) } { (visit.say("finding-residents-page")) } }
            (form(Deed::Approve).written(false))
            @if possible(&Deed::Withdraw) { (form(Deed::Withdraw).written(false)) }
        }
    }
}

impl Form<'_> {
    fn written(&self, is_next: bool) -> Markup {
        let is_sent = self.sent.deed == Some(self.deed);
        let is_again = self.deed == Deed::Approve && self.shown.finding.published == Published::Approved;
        let deed = if is_again { "rewrite" } else { self.deed.as_str() };
        let name = self.visit.say(&format!("finding-do-{deed}"));
        html! {
            details.deed open[is_next || is_sent] {
                summary { (&name) }
                form method="post" action=(self.address()) enctype=[self.brings_file().then_some("multipart/form-data")] {
                    // Made anew each time the form is shown: the same one twice is one click too many.
                    input type="hidden" name="id" value=(self.visit.services().clock.identity());
                    input type="hidden" name="seen" value=(self.shown.finding.version);
                    input type="hidden" name="deed" value=(self.deed.as_str());
                    (self.fields())
                    p.actions { button.button { (if matches!(self.deed, Deed::Comment | Deed::AddPhoto) { self.visit.say("staff-save") } else { name }) } }
                }
            }
        }
    }

    /// Where it is sent.
    fn address(&self) -> String {
        let end = if self.brings_file() { "/photos" } else { "" };
        address(self.shown.finding.id) + end
    }

    fn brings_file(&self) -> bool {
        self.deed == Deed::AddPhoto
    }

    fn fields(&self) -> Markup {
        match self.deed {
            Deed::Assign => self.assignment(),
            Deed::Refuse | Deed::Reopen => self.words("finding-reason", false),
            Deed::Comment => self.words("finding-comment", false),
            Deed::Finish => self.words("finding-comment", true),
            Deed::Postpone => self.deadline(),
            Deed::Approve => self.public_texts(),
            Deed::AddPhoto => self.field("photo", self.visit.say("finding-photo")).picture(),
            Deed::Begin | Deed::Withdraw | Deed::Verify => html! {},
        }
    }

    fn assignment(&self) -> Markup {
        let finding = &self.shown.finding;
        let party = self.value("party", finding.party.as_deref());
        let assignee = self.value("assignee", finding.assignee.as_deref());
        let email = self.value("address", finding.assignee_address.as_deref());
        html! {
            (self.field("party", self.visit.say("finding-party")).value(party)
                .choice(Some(&self.visit.say("staff-choose")), self.labels.all(RESPONSIBLE)))
            (self.field("assignee", self.visit.say("finding-assignee")).value(assignee).optional(self.visit)
                .line("text", MOST_OF_NAME))
            (self.field("address", self.visit.say("finding-address")).value(email).optional(self.visit)
                .line("email", MOST_OF_ADDRESS))
            (self.deadline())
        }
    }

    fn deadline(&self) -> Markup {
        let day = self.shown.finding.deadline.map(|day| day.to_string());
        let value = self.value("deadline", day.as_deref());
        let label = self.visit.say("finding-deadline");
        self.field("deadline", label).value(value).optional(self.visit).line("date", 10)
    }

    fn words(&self, key: &str, is_optional: bool) -> Markup {
        let value = self.value("words", None);
        let field = self.field("words", self.visit.say(key)).value(value);
        let field = if is_optional { field.optional(self.visit) } else { field };
        field.lines(3, MOST_LETTERS)
    }

    /// Danish first and always; the other languages behind a tap.
    fn public_texts(&self) -> Markup {
        let finding = &self.shown.finding;
        let before = finding.public_text.as_deref().and_then(PublicTexts::from_column);
        let both = |language: &'static str| {
            let text = before.as_ref().and_then(|texts| texts.exactly(language));
            let (said, done) = match text {
                Some(text) => (Some(text.said.as_str()), text.done.as_deref()),
                // What staff wrote is a beginning, in the language that they write.
                None if language == LANGUAGES[0] => {
                    (Some(finding.observation.as_str()), finding.refusal_reason.as_deref())
                }
                None => (None, None),
            };
            html! { (self.public_text(Part::Said, language, said)) (self.public_text(Part::Done, language, done)) }
        };
        let (danish, others) = (LANGUAGES[0], &LANGUAGES[1..]);
        let is_wrong =
            |problem: &Problem| others.iter().any(|language| problem.name.ends_with(&format!("-{language}")));
        html! {
            p.hint { (self.visit.say("finding-public-hint")) }
            (both(danish))
            details open[self.problems().iter().any(is_wrong)] {
                summary { (self.visit.say("finding-other-languages")) }
                @for language in others { (both(language)) }
            }
            (self.public_photos())
        }
    }

    fn public_text(&self, part: Part, language: &'static str, before: Option<&str>) -> Markup {
        let name = format!("{}-{language}", part.as_str());
        let label = format!(
            "{} ({})",
            self.visit.say(&format!("finding-public-{}", part.as_str())),
            Locale::of(language).name()
        );
        let value = self.value(&name, before);
        let is_optional = part == Part::Done || language != LANGUAGES[0];
        let field = self.field(&name, label).value(value).language(language);
        let field = if is_optional { field.optional(self.visit) } else { field };
        field.lines(3, MOST_LETTERS)
    }

    fn public_photos(&self) -> Markup {
        html! {
            @if !self.shown.photos.is_empty() {
                fieldset.question {
                    legend { (self.visit.say("finding-public-photos")) }
                    p.hint { (self.visit.say("finding-public-photos-hint")) }
                    @for (number, photo) in (1..).zip(&self.shown.photos) {
                        @let digest = photo.sha256.to_string();
                        @let is_shown = if self.is_refilled() { self.sent.fields.all("photo").any(|sent| sent == digest) } else { photo.is_public };
                        @let kind = if photo.taken == Taken::Found { "finding-photo-found" } else { "finding-photo-after" };
                        label.choice {
                            input type="checkbox" name="photo" value=(digest) checked[is_shown];
                            img src={ (address(self.shown.finding.id)) "/photos/" (digest) } alt="" loading="lazy";
                            span { (number) ". " (self.visit.say(kind)) }
                        }
                    }
                }
            }
        }
    }

    /// A field of this form without a value.
    fn field<'f>(&'f self, name: &'f str, label: String) -> Field<'f> {
        Field::new(name, label).of(self.deed.as_str()).among(self.problems())
    }

    fn problems(&self) -> &[Problem] {
        if self.is_refilled() { &self.sent.problems } else { &[] }
    }

    /// What was typed, where something was; else what there is.
    fn value<'v>(&'v self, name: &str, there_is: Option<&'v str>) -> &'v str {
        if self.is_refilled() { self.sent.fields.get(name) } else { there_is.unwrap_or_default() }
    }

    fn is_refilled(&self) -> bool {
        self.sent.deed == Some(self.deed)
    }
}
