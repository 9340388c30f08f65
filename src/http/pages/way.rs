//! Which page comes next.

use forms::page::Page;

/// Where to go from a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next<'a> {
    /// To another page; `until` is the page after which to return to the review, if one came from there.
    Page { address: &'a str, until: Option<&'a str> },
    /// To the last look at the answers.
    Review,
}

/// From the page at `current`, which was answered: `before` and `after` are the pages as they were and as they are now.
///
/// Who came from the review to change one answer (`until`) goes back to it at once, but not before having seen the
/// questions that the change has brought up.
pub(super) fn next<'a>(before: &[Page], after: &'a [Page], current: &str, until: Option<&str>) -> Next<'a> {
    let index = |address: &str| after.iter().position(|page| page.address() == address);
    let Some(here) = index(current) else {
        return resume(after, |_| false);
    };
    let was = before.iter().find(|page| page.address() == current);
    let is_new = |page: &Page| before.iter().all(|known| known.address() != page.address());
    let next = if was.is_some_and(|was| after[here].asks_only_what(was)) { here + 1 } else { here };
    let Some(until) = until else {
        return after.get(next).map_or(Next::Review, |page| Next::Page { address: page.address(), until: None });
    };
    let last_new = after.iter().rposition(is_new);
    let end = last_new.max(index(until)).unwrap_or(here);
    match after.get(next) {
        Some(page) if next <= end => Next::Page { address: page.address(), until: Some(after[end].address()) },
        _ => Next::Review,
    }
}

/// Where someone left off: behind the last page that has an answer.
pub(super) fn resume(pages: &[Page], is_answered: impl Fn(&Page) -> bool) -> Next<'_> {
    let next = pages.iter().rposition(is_answered).map_or(0, |last| last + 1);
    pages.get(next).map_or(Next::Review, |page| Next::Page { address: page.address(), until: None })
}

#[cfg(test)]
mod tests {
    use forms::page::pages;
    use forms::{Form, Instance, Surroundings};
    use serde_json::json;

    use super::*;

    const FORM: &str = "
        form_id: invented
        version: '1'
        default_language: da
        languages: { da: {} }
        title: { da: Opdigtet }
        survey:
          - { type: integer, name: a, label: { da: A } }
          - { type: text, name: b, label: { da: B }, relevant: '${a} > 1' }
          - { type: text, name: c, label: { da: C } }
          - { type: text, name: d, label: { da: D }, relevant: '${a} > 1' }
          - { type: text, name: e, label: { da: E } }
    ";

    /// The pages when `a` has been answered so.
    fn with(form: &Form, a: u32) -> Vec<Page> {
        let now = "2026-11-21T12:00:00+01:00[Europe/Copenhagen]".parse().expect("a moment");
        let mut instance = Instance::new(form, &Surroundings { now, seed: 1, language: "da".to_owned() });
        instance.set("a", &json!(a)).expect("a number");
        pages(&instance)
    }

    fn page<'a>(address: &'a str, until: Option<&'a str>) -> Next<'a> {
        Next::Page { address, until }
    }

    #[test]
    fn one_goes_from_page_to_page_and_then_to_the_review() {
        let form = Form::from_yaml(FORM).expect("the invented form is right").0;
        let (few, many) = (with(&form, 1), with(&form, 2));
        assert_eq!(next(&few, &few, "a", None), page("c", None));
        assert_eq!(next(&few, &many, "a", None), page("b", None));
        assert_eq!(next(&many, &many, "e", None), Next::Review);
    }

    #[test]
    fn who_changes_one_answer_sees_what_it_brings_up_and_returns() {
        let form = Form::from_yaml(FORM).expect("the invented form is right").0;
        let (few, many) = (with(&form, 1), with(&form, 2));
        assert_eq!(next(&many, &many, "a", Some("a")), Next::Review);
        assert_eq!(next(&many, &few, "a", Some("a")), Next::Review);
        assert_eq!(next(&few, &many, "a", Some("a")), page("b", Some("d")));
        assert_eq!(next(&many, &many, "b", Some("d")), page("c", Some("d")));
        assert_eq!(next(&many, &many, "d", Some("d")), Next::Review);
    }

    #[test]
    fn who_comes_back_goes_on_behind_the_last_answer() {
        let form = Form::from_yaml(FORM).expect("the invented form is right").0;
        let pages = with(&form, 1);
        assert_eq!(resume(&pages, |_| false), page("a", None));
        assert_eq!(resume(&pages, |page| page.address() == "c"), page("e", None));
        assert_eq!(resume(&pages, |page| page.address() == "e"), Next::Review);
    }
}
