//! What was typed into the forms about a finding, what is wrong with it, and fields that show both.

use maud::{Markup, html};

use crate::http::staff::visit::Visit;

/// What was filled in, by name. A name can be there several times.
#[derive(Default)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

/// What is wrong with a field.
pub(super) struct Problem {
    /// The field.
    pub(super) name: String,
    /// What is said about it.
    pub(super) words: String,
}

/// A field of a form.
pub(super) struct Field<'a> {
    pub(super) visit: &'a Visit,
    /// What tells apart the fields of several forms on one page.
    pub(super) form: &'a str,
    pub(super) name: &'a str,
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    /// The language of what is typed, if it is another one than that of the page.
    pub(super) language: Option<&'a str>,
    pub(super) is_optional: bool,
    pub(super) problems: &'a [Problem],
}

impl Fields {
    /// The first value of a name; nothing typed is nothing.
    pub(super) fn get(&self, name: &str) -> &str {
        self.all(name).next().unwrap_or_default()
    }

    /// All values of a name.
    pub(super) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Field<'_> {
    /// Several lines.
    pub(super) fn lines(&self, most_letters: usize) -> Markup {
        let direction = self.language.map(|language| ::forms::locale::Locale::of(language).direction().attribute());
        self.around(&html! {
            textarea.field id=(self.id()) name=(self.name) rows="3" maxlength=(most_letters) lang=[self.language]
                dir=[direction] aria-invalid=[self.is_wrong()] aria-describedby=[self.described_by()]
            { (self.value) }
        })
    }

    /// One line, of a kind that browsers know.
    pub(super) fn line(&self, kind: &str, most_letters: usize) -> Markup {
        self.around(&html! {
            input.field.short[kind == "date"] id=(self.id()) type=(kind) name=(self.name) value=(self.value)
                maxlength=[(kind != "date").then_some(most_letters)] autocomplete="off"
                aria-invalid=[self.is_wrong()] aria-describedby=[self.described_by()];
        })
    }

    /// One of several.
    pub(super) fn choice(&self, options: &[(String, String)]) -> Markup {
        self.around(&html! {
            select.field id=(self.id()) name=(self.name) aria-invalid=[self.is_wrong()]
                aria-describedby=[self.described_by()]
            {
                option value="" { (self.visit.say("finding-choose")) }
                @for (code, label) in options { option value=(code) selected[code == self.value] { (label) } }
            }
        })
    }

    /// A picture, from a file or the camera.
    pub(super) fn picture(&self) -> Markup {
        self.around(&html! {
            input.field id=(self.id()) type="file" name=(self.name) accept="image/jpeg,image/png,image/webp"
                aria-invalid=[self.is_wrong()] aria-describedby=[self.described_by()];
        })
    }

    fn around(&self, field: &Markup) -> Markup {
        let problem = self.problem();
        html! {
            div.question.has-problem[problem.is_some()] {
                label for=(self.id()) {
                    (self.label)
                    @if self.is_optional { " " span.must { (self.visit.say("finding-optional")) } }
                }
                @if let Some(problem) = problem { p.wrong id={ (self.id()) "-wrong" } { (problem.words) } }
                (field)
            }
        }
    }

    fn id(&self) -> String {
        id(self.form, self.name)
    }

    fn problem(&self) -> Option<&Problem> {
        self.problems.iter().find(|problem| problem.name == self.name)
    }

    fn is_wrong(&self) -> Option<&'static str> {
        self.problem().map(|_| "true")
    }

    fn described_by(&self) -> Option<String> {
        self.problem().map(|_| format!("{}-wrong", self.id()))
    }
}

/// What a field is called on the page.
pub(super) fn id(form: &str, name: &str) -> String {
    format!("{form}-{name}")
}
