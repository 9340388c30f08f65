//! What the HTML of pages must hold to, whatever the form.

use std::collections::HashSet;

use forms::{
    Form, Instance,
    page::{Page, Reviewed, Typed, pages, review},
};
use serde_json::json;

use crate::{ADDRESSES, everything, instance};

/// The values of an attribute, in order.
fn attribute<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    let mark = format!(" {name}=\"");
    html.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn html(instance: &Instance<'_>, page: &Page, typed: Option<&Typed>) -> String {
    let violations = page.violations(instance);
    let questions = page.questions(instance, ADDRESSES, typed, &violations).into_string();
    questions + &page.actions(instance).into_string()
}

fn check(html: &str, what: &str) {
    let ids = attribute(html, "id");
    let known: HashSet<&str> = ids.iter().copied().collect();
    assert_eq!(known.len(), ids.len(), "{what}: an id stands twice: {ids:?}");
    let described = attribute(html, "aria-describedby").into_iter().flat_map(|all| all.split(' '));
    let labels = attribute(html, "for").into_iter().chain(attribute(html, "aria-labelledby"));
    let links = attribute(html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
    for id in described.chain(labels).chain(links) {
        assert!(known.contains(id), "{what}: nothing has the id {id}");
    }
    assert_eq!(html.matches("<h1>").count(), 1, "{what}: one heading says what the page is about");
    assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("onclick"), "{what}: inline code");
    assert!(!html.contains("${"), "{what}: a value was not put in");
}

#[test]
fn every_page_of_every_form_is_sound_in_every_language_with_and_without_mistakes() {
    let shipped = forms::library::all().iter().map(|shipped| Form::from_yaml(shipped.source).unwrap().0);
    for form in shipped.chain([everything()]) {
        for language in form.languages() {
            let mut instance = instance(&form, &language.code);
            let mut at = 0;
            while let Some(page) = pages(&instance).get(at).cloned() {
                let what = format!("{} {} {}", form.id(), language.code, page.address());
                check(&html(&instance, &page, None), &what);
                assert!(!page.title(&instance).is_empty(), "{what}: no title");
                // The first choice of everything, so that as many pages as can be come up.
                let first = attribute(&html(&instance, &page, None), "value").first().map(|value| (*value).to_owned());
                let answers = first.map(|value| (page.address().to_owned(), value)).into_iter().collect();
                let typed = Typed::new(answers);
                page.take(&mut instance, &typed).ok();
                check(&html(&instance, &page, Some(&typed)), &what);
                at += 1;
            }
            let list = Reviewed::list(&review(&instance), &language.code, ADDRESSES).into_string();
            assert!(list.contains("?to="), "{} {}: nothing can be changed", form.id(), language.code);
        }
    }
}

#[test]
fn the_mistake_stands_beside_the_field_and_what_was_typed_stays() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let page = pages(&instance).into_iter().find(|page| page.address() == "day").unwrap();
    let typed = Typed::new(vec![("day".into(), "31-02-2026 <b>".into())]);
    let violations = page.take(&mut instance, &typed).unwrap_err();
    insta::assert_snapshot!(
        page.questions(&instance, ADDRESSES, Some(&typed), &violations).into_string().replace("><", ">\n<")
    );
}

#[test]
fn a_question_with_choices_is_a_group_with_a_legend() {
    let form = everything();
    let mut instance = instance(&form, "ar");
    instance.set("one", &json!("pear")).unwrap();
    let page = pages(&instance).into_iter().find(|page| page.address() == "one").unwrap();
    insta::assert_snapshot!(html(&instance, &page, None).replace("><", ">\n<"));
}
