//! The languages of a breakdown beside those that a wave asks in: which may be told, and what they are called.

use forms::{Code, Form};

use super::cube::{DEPARTMENT, Misfit};
use super::meaning::Words;
use super::plan::ReleasePlan;

/// The languages that have a name in `locales/language.*.ftl`. Others are called what the form calls them.
const NAMED: [&str; 26] = [
    "am", "ar", "bs", "da", "de", "en", "es", "fa", "fr", "hr", "it", "ku", "lt", "pl", "ps", "pt", "ro", "ru", "so",
    "sr", "sv", "ti", "tr", "uk", "ur", "vi",
];

/// The languages that a wave asks in: some of those of its form, or all.
pub(super) struct Offered<'a> {
    form: &'a Form,
    some: &'a [String],
}

impl<'a> Offered<'a> {
    /// Those of a wave, which names none where it asks in all.
    pub(super) fn new(form: &'a Form, some: &'a [String]) -> Self {
        Self { form, some }
    }

    fn all(&self) -> impl Iterator<Item = &'a str> {
        let (form, some) = (self.form, self.some);
        let codes = form.languages().iter().map(|language| language.code.as_str());
        codes.filter(move |code| some.is_empty() || some.iter().any(|other| other == code))
    }

    /// Languages that are told, as codes of a question. Everybody knows that nobody answered in one that was not offered, and that nobody
    /// is left where all are told: nothing hides behind such zeros.
    pub(super) fn codes(&self, told: &[String]) -> Result<Vec<Code>, Misfit> {
        if let Some(unknown) = told.iter().find(|code| self.all().all(|offered| offered != code.as_str())) {
            return Err(Misfit::NoLanguage(unknown.clone()));
        }
        if self.all().count() == told.len() {
            return Err(Misfit::AllLanguages(told.join(", ")));
        }
        let code = |code: &String| Code { code: code.clone(), label: code.clone(), missing: None };
        Ok(told.iter().map(code).collect())
    }
}

/// Nobody's language is told beside their department: families there are few.
pub(super) fn check_apart(plan: &ReleasePlan) -> Result<(), Misfit> {
    let mut languages = plan.breakdowns.iter().filter(|one| one.question().is_none()).map(|one| &one.name);
    let Some(language) = languages.next() else { return Ok(()) };
    if let Some(again) = languages.next() {
        return Err(Misfit::TwoLanguages(language.clone(), again.clone()));
    }
    let mut tables = plan.answers.iter().flat_map(|answer| plan.tables_of(answer)).chain(&plan.tables);
    let are_both = |table: &Vec<String>| [language, DEPARTMENT].iter().all(|name| table.iter().any(|one| one == name));
    if tables.any(are_both) { Err(Misfit::LanguageOfDepartment(language.clone())) } else { Ok(()) }
}

/// What a language is called.
pub(super) fn name(form: &Form, code: &str) -> Words {
    if NAMED.contains(&code) {
        return Words::own(&format!("language-name-{code}"));
    }
    let known = form.languages().iter().find(|language| language.code == code);
    Words::name(&known.map_or_else(|| code.to_owned(), forms::Language::heading))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "
form_id: invented
version: '1'
default_language: da
languages: { da: {}, en: {}, so: { status: draft }, eo: { name: Esperanto } }
title: Opdigtet
survey:
  - { type: text, name: said, label: Sagt }
";

    fn codes(some: &[&str], told: &[&str]) -> Result<Vec<String>, Misfit> {
        let (form, _) = Form::from_yaml(FORM).unwrap();
        let [some, told] = [some, told].map(|all| all.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        let codes = Offered::new(&form, &some).codes(&told)?;
        Ok(codes.into_iter().map(|code| code.code).collect())
    }

    #[test]
    fn languages_that_were_offered_are_told_and_one_at_least_is_not() {
        assert_eq!(codes(&[], &["so", "da"]).unwrap(), ["so", "da"], "also one whose translation nobody has checked");
        let unknown = |language: &str| Err(Misfit::NoLanguage(language.to_owned()));
        assert_eq!(codes(&[], &["da", "tr"]), unknown("tr"));
        assert_eq!(codes(&[], &["da", "en", "so", "eo", "tr"]), unknown("tr"));
        assert_eq!(codes(&["da", "en"], &["da", "so"]), unknown("so"), "the wave did not ask in it");
        assert_eq!(codes(&["da", "en"], &["en"]).unwrap(), ["en"]);
        let all = |languages: &str| Err(Misfit::AllLanguages(languages.to_owned()));
        assert_eq!(codes(&[], &["da", "en", "so", "eo"]), all("da, en, so, eo"));
        assert_eq!(codes(&["da", "en"], &["en", "da"]), all("en, da"));
    }

    #[test]
    fn languages_have_names_in_danish_and_english_or_those_of_the_form() {
        let (form, _) = Form::from_yaml(FORM).unwrap();
        let names = |code: &str| {
            let words = name(&form, code);
            ["da", "en"].map(|language| words.get(language).unwrap_or_default().to_owned())
        };
        assert_eq!(names("so"), ["Somali", "Somali"]);
        assert_eq!(names("ar"), ["Arabisk", "Arabic"]);
        assert_eq!(names("eo"), ["Esperanto", "Esperanto"]);
        for code in NAMED {
            assert!(names(code).iter().all(|name| !name.is_empty() && !name.contains("language-name")), "{code}");
        }
    }
}
