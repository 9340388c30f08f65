//! Fields of the forms on these pages: a label, a hint, what is wrong, and the place to type, tied together for those who hear the
//! page; what was typed into them; and what is wrong with all of them, above everything.

use forms::locale::{self, Locale};
use maud::{Markup, html};

use super::visit::Visit;

/// What was filled in: names and values as they come, because a name may come more than once.
#[derive(Default, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

/// What is wrong with a field.
pub(super) struct Problem {
    /// The field's name; none, if it is wrong with no single one.
    pub(super) name: String,
    /// What is said about it.
    pub(super) words: String,
}

/// A field of a form.
pub(super) struct Field<'a> {
    id: String,
    name: &'a str,
    label: String,
    value: &'a str,
    hint: Option<String>,
    problem: Option<&'a str>,
    /// What is said of one that may be left out.
    mark: Option<String>,
    /// The language of what is typed, if it is another one than that of the page.
    language: Option<&'a str>,
}

/// What a field says of itself to those who do not see it.
pub(super) struct Voice {
    pub(super) invalid: Option<&'static str>,
    pub(super) described_by: Option<String>,
}

/// Several things of which one or some are chosen.
pub(super) struct Choices<'a> {
    pub(super) name: &'a str,
    /// What is said above them.
    pub(super) label: String,
    /// `radio` or `checkbox`.
    pub(super) kind: &'a str,
    /// Value and words of each, and whether it is chosen.
    pub(super) options: Vec<(String, String, bool)>,
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

impl Problem {
    pub(super) fn new(visit: &Visit, name: &str, key: &str) -> Self {
        Self { name: name.to_owned(), words: visit.say(key) }
    }
}

impl<'a> Field<'a> {
    /// A field with nothing in it.
    pub(super) fn new(name: &'a str, label: String) -> Self {
        let (id, value) = (name.to_owned(), "");
        Self { id, name, label, value, hint: None, problem: None, mark: None, language: None }
    }

    /// One of the form of this name, of which there are several on the page.
    pub(super) fn of(self, form: &str) -> Self {
        Self { id: id(Some(form), self.name), ..self }
    }

    /// One of several of the same name.
    pub(super) fn identified(self, id: &str) -> Self {
        Self { id: id.to_owned(), ..self }
    }

    pub(super) fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    pub(super) fn hint(self, words: String) -> Self {
        Self { hint: Some(words), ..self }
    }

    /// With what is wrong with it among all that is.
    pub(super) fn among(self, problems: &'a [Problem]) -> Self {
        Self { problem: wrong(self.name, problems), ..self }
    }

    /// One that may be left out.
    pub(super) fn optional(self, visit: &Visit) -> Self {
        Self { mark: Some(visit.say("staff-optional")), ..self }
    }

    pub(super) fn language(self, language: &'a str) -> Self {
        Self { language: Some(language), ..self }
    }

    /// One line, of a kind that browsers know.
    pub(super) fn line(&self, kind: &str, most_letters: usize) -> Markup {
        let is_short = matches!(kind, "date" | "time" | "number");
        self.around(|voice| {
            html! {
                input.field.short[is_short] id=(self.id) type=(kind) name=(self.name) value=(self.value)
                    inputmode=[(kind == "number").then_some("numeric")]
                    maxlength=[(!is_short).then_some(most_letters)] autocomplete="off"
                    aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
            }
        })
    }

    /// Several lines.
    pub(super) fn lines(&self, rows: u8, most_letters: usize) -> Markup {
        let direction = self.language.map(|language| Locale::of(language).direction().attribute());
        self.around(|voice| {
            html! {
                textarea.field id=(self.id) name=(self.name) rows=(rows) maxlength=(most_letters) lang=[self.language]
                    dir=[direction] aria-invalid=[voice.invalid] aria-describedby=[voice.described_by]
                { (self.value) }
            }
        })
    }

    /// One of several; `none` is said where nothing is chosen yet, if that can be.
    pub(super) fn choice(&self, none: Option<&str>, options: &[(String, String)]) -> Markup {
        self.around(|voice| {
            html! {
                select.field id=(self.id) name=(self.name) aria-invalid=[voice.invalid]
                    aria-describedby=[voice.described_by]
                {
                    @if let Some(none) = none { option value="" { (none) } }
                    @for (value, words) in options { option value=(value) selected[value == self.value] { (words) } }
                }
            }
        })
    }

    /// A picture, from a file or the camera.
    pub(super) fn picture(&self) -> Markup {
        self.around(|voice| {
            html! {
                input.field id=(self.id) type="file" name=(self.name) accept="image/jpeg,image/png,image/webp"
                    aria-invalid=[voice.invalid] aria-describedby=[voice.described_by];
            }
        })
    }

    /// What stands around a place to type that is unlike the others. Its id is the field's name, or what `of` made of it.
    pub(super) fn around(&self, input: impl FnOnce(Voice) -> Markup) -> Markup {
        let Self { id, hint, problem, .. } = self;
        html! {
            div.question.has-problem[problem.is_some()] {
                label for=(id) {
                    (self.label)
                    @if let Some(mark) = &self.mark { " " span.must { (mark) } }
                }
                @if let Some(hint) = hint { p.hint id={ (id) "-hint" } { (hint) } }
                @if let Some(problem) = problem { p.wrong id={ (id) "-wrong" } { (problem) } }
                (input(Voice::of(id, hint.is_some(), problem.is_some())))
            }
        }
    }
}

impl Choices<'_> {
    pub(super) fn render(&self, problems: &[Problem]) -> Markup {
        let Self { name, label, kind, options } = self;
        let problem = wrong(name, problems);
        html! {
            fieldset.question.has-problem[problem.is_some()] id=(name) tabindex="-1"
                aria-describedby=[Voice::of(name, false, problem.is_some()).described_by]
            {
                legend { (label) }
                @if let Some(problem) = problem { p.wrong id={ (name) "-wrong" } { (problem) } }
                div.answers {
                    @for (value, words, is_chosen) in options {
                        label.choice {
                            input type=(kind) name=(name) value=(value) checked[*is_chosen];
                            span { (words) }
                        }
                    }
                }
            }
        }
    }
}

impl Voice {
    fn of(id: &str, has_hint: bool, has_problem: bool) -> Self {
        let about = [has_hint.then(|| format!("{id}-hint")), has_problem.then(|| format!("{id}-wrong"))];
        let about: Vec<String> = about.into_iter().flatten().collect();
        Self { invalid: has_problem.then_some("true"), described_by: (!about.is_empty()).then(|| about.join(" ")) }
    }
}

/// All that is wrong with a form, each with the way to its field. Browsers go there first.
pub(super) fn summary(visit: &Visit, form: Option<&str>, problems: &[Problem]) -> Markup {
    html! {
        @if !problems.is_empty() {
            div #problems.problems tabindex="-1" autofocus role="group" aria-labelledby="problems-title" {
                h2 #problems-title { (locale::message(visit.language, "problems", &[])) }
                ul {
                    @for Problem { name, words } in problems {
                        li { @if name.is_empty() { (words) } @else { a href={ "#" (id(form, name)) } { (words) } } }
                    }
                }
            }
        }
    }
}

/// What a field is called on the page, where others of that name may stand in other forms.
fn id(form: Option<&str>, name: &str) -> String {
    form.map_or_else(|| name.to_owned(), |form| format!("{form}-{name}"))
}

fn wrong<'p>(name: &str, problems: &'p [Problem]) -> Option<&'p str> {
    problems.iter().find(|problem| problem.name == name).map(|problem| problem.words.as_str())
}
