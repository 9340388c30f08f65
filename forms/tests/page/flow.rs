//! Which pages come when, and what is taken from them.

use forms::{
    Instance,
    page::{Addresses, Page, Typed, pages, review},
};
use serde_json::json;

use crate::{everything, instance};

fn addresses(instance: &Instance<'_>) -> Vec<String> {
    pages(instance).iter().map(|page| page.address().to_owned()).collect()
}

fn page(instance: &Instance<'_>, address: &str) -> Page {
    pages(instance).into_iter().find(|page| page.address() == address).expect("a page")
}

fn typed(pairs: &[(&str, &str)]) -> Typed {
    Typed::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

/// What was typed on a page, as it stands in the answers or as it was refused.
fn take(language: &str, address: &str, values: &[&str]) -> Result<serde_json::Value, String> {
    let form = everything();
    let mut instance = instance(&form, language);
    let page = page(&instance, address);
    let pairs: Vec<(&str, &str)> = values.iter().map(|value| (address, *value)).collect();
    page.take(&mut instance, &typed(&pairs)).map_err(|violations| violations[0].message.clone())?;
    Ok(instance.answers()[address].clone())
}

#[test]
fn one_question_is_one_page_and_a_field_list_is_one_too() {
    let form = everything();
    let expected = [
        "hello",
        "one",
        "many",
        "listed",
        "long",
        "numbers",
        "few",
        "lots",
        "order",
        "double",
        "day",
        "hour",
        "moment",
        "place",
        "spot",
        "photo",
        "agreed",
        "fixed",
        "finds.1/what",
        "finds",
    ];
    assert_eq!(addresses(&instance(&form, "da")), expected);
}

#[test]
fn a_photo_stays_until_it_is_replaced_or_taken_away() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let page = page(&instance, "photo");
    let asked = page.photos(&instance);
    assert_eq!(
        asked.iter().map(|photo| (photo.name.as_str(), photo.path.as_str())).collect::<Vec<_>>(),
        [("photo", "photo")]
    );
    assert!(self::page(&instance, "one").photos(&instance).is_empty());
    let (first, second) = ("a1".repeat(32), "b2".repeat(32));
    let shown = |instance: &Instance<'_>| page.questions(instance, crate::ADDRESSES, None, &[]).into_string();
    assert!(!shown(&instance).contains("<img"));
    for (sent, expected) in [
        (vec![("photo", first.as_str())], Some(&first)),
        (vec![("photo", "")], Some(&first)),
        (vec![("photo", second.as_str()), ("photo:remove", "yes")], Some(&second)),
        (vec![("photo:remove", "yes")], None),
    ] {
        page.take(&mut instance, &typed(&sent)).expect("it is optional");
        assert_eq!(instance.answers()["photo"].as_str(), expected.map(String::as_str));
        assert_eq!(shown(&instance).contains("<img"), expected.is_some());
    }
    page.take(&mut instance, &typed(&[("photo", &first)])).expect("a digest");
    assert!(shown(&instance).contains(&format!("src=\"/photo/{first}\"")));
    let reviewed = review(&instance).into_iter().find(|reviewed| reviewed.address == "photo").expect("a question");
    assert_eq!((reviewed.answer, reviewed.photo), (vec!["Billedet er sendt".to_owned()], Some(first)));
    page.skip(&mut instance).expect("it is optional");
    assert_eq!(instance.answers().get("photo"), None);
    let elsewhere = Addresses { photos: None, ..crate::ADDRESSES };
    let there = page.questions(&instance, elsewhere, None, &[]).into_string();
    assert!(there.contains("Du kan ikke sende billeder her") && !there.contains("type=\"file\""), "{there}");
}

#[test]
fn a_tap_on_a_plan_is_taken_as_a_share_of_it_and_stays_until_it_is_taken_away() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let page = page(&instance, "spot");
    assert!(page.asks_for_plan(&instance) && !self::page(&instance, "long").asks_for_plan(&instance));
    let shown = |instance: &Instance<'_>| page.questions(instance, crate::ADDRESSES, None, &[]).into_string();
    let before = shown(&instance);
    assert!(before.contains("width=\"280\" height=\"175\"") && !before.contains("<circle"), "{before}");
    let dots =
        |x, y| vec![("spot:tap.x", x), ("spot:tap.y", y), ("spot:wide", "320"), ("spot:high", "200"), ("spot", "")];
    for (sent, is_tapped, expected) in [
        (dots("80", "150"), true, Some("0.2500 0.7500")),
        // Enter was pressed in a field before the picture.
        (
            vec![("spot:tap.x", "0"), ("spot:tap.y", "0"), ("spot:wide", "320"), ("spot", "0.2500 0.7500")],
            false,
            Some("0.2500 0.7500"),
        ),
        // No plan was shown.
        (vec![("other", "1")], false, Some("0.2500 0.7500")),
        (dots("4000000000", "1"), true, Some("1.0000 0.0050")),
        (vec![("spot", " 0.5 0.5 ")], false, Some("0.5 0.5")),
        (vec![("spot", "0.5 0.5"), ("spot:remove", "yes")], false, None),
        (vec![("spot:tap.x", "-1"), ("spot:tap.y", "nan"), ("spot:wide", "0"), ("spot", "")], false, None),
    ] {
        let sent = typed(&sent);
        assert_eq!(page.is_tapped(&instance, &sent), is_tapped, "{sent:?}");
        page.take(&mut instance, &sent).expect("it is optional");
        assert_eq!(instance.answers().get("spot").and_then(|spot| spot.as_str()), expected, "{sent:?}");
        assert_eq!(shown(&instance).contains("<circle"), expected.is_some(), "{sent:?}");
    }
    page.take(&mut instance, &typed(&[("spot", "0.25 0.5")])).expect("a place");
    assert!(shown(&instance).contains("cx=\"70.0\" cy=\"87.5\""));
    let reviewed = review(&instance).into_iter().find(|reviewed| reviewed.address == "spot").expect("a question");
    assert_eq!(reviewed.answer, ["Sat på planen"]);
    let elsewhere = Addresses { plan: None, ..crate::ADDRESSES };
    let there = page.questions(&instance, elsewhere, None, &[]).into_string();
    assert!(there.contains("Her er ingen plan") && !there.contains("type=\"image\""), "{there}");
}

#[test]
fn a_rank_is_read_from_the_places_that_are_chosen() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let page = page(&instance, "order");
    let twice = typed(&[("order:apple", "2"), ("order:pear", "2")]);
    let problems = page.take(&mut instance, &twice).expect_err("two in one place");
    assert_eq!(problems[0].message, "To svar kan ikke have samme plads.");
    let shown = page.questions(&instance, crate::ADDRESSES, Some(&twice), &problems).into_string();
    assert_eq!(shown.matches("value=\"2\" selected").count(), 2, "what was chosen stays: {shown}");
    page.take(&mut instance, &typed(&[("order:apple", "3"), ("order:pear", "1"), ("order:mango", "2")]))
        .expect("an order");
    assert_eq!(instance.answers()["order"], json!(["pear", "apple"]));
    let shown = page.questions(&instance, crate::ADDRESSES, None, &[]).into_string();
    assert!(shown.contains("value=\"1\" selected"), "{shown}");
    let reviewed = review(&instance).into_iter().find(|reviewed| reviewed.address == "order").expect("a question");
    assert_eq!(reviewed.answer, ["1. Pære", "2. Æble"]);
    page.skip(&mut instance).expect("nothing has to be ranked");
    assert_eq!(instance.answers()["order"], json!(null));
}

#[test]
fn what_is_calculated_and_has_a_label_is_shown_and_not_asked() {
    let form = everything();
    let mut instance = instance(&form, "da");
    instance.set("numbers/whole", &json!(4)).expect("a number");
    let page = page(&instance, "double");
    let shown = page.questions(&instance, crate::ADDRESSES, None, &[]).into_string();
    assert!(shown.contains(">8<") && !shown.contains("<input"), "{shown}");
    assert!(review(&instance).iter().all(|reviewed| reviewed.address != "double"));
}

#[test]
fn pictures_sounds_and_films_are_those_of_the_language() {
    let form = everything();
    let instance = instance(&form, "ar");
    let shown = |address| page(&instance, address).questions(&instance, crate::ADDRESSES, None, &[]).into_string();
    let hello = shown("hello");
    assert!(hello.contains(r#"<a href="/media/hello-big.jpg"><img class="picture" src="/media/hello.jpg""#), "{hello}");
    assert!(hello.contains(r#"<video class="picture" controls preload="none" src="/media/hello-ar.mp4""#), "{hello}");
    let one = shown("one");
    assert!(one.contains(r#"</label><audio controls preload="none" src="/media/apple-ar.mp3""#), "{one}");
}

#[test]
fn what_people_type_is_understood_in_their_language() {
    assert_eq!(take("da", "one", &["pear"]), Ok(json!("pear")));
    assert_eq!(take("da", "many", &["pear", "apple"]), Ok(json!(["apple", "pear"])));
    assert_eq!(take("da", "lots", &["12,5"]), Ok(json!(12.5)));
    assert_eq!(take("ar", "lots", &["١٢٫٥"]), Ok(json!(12.5)));
    assert_eq!(take("da", "day", &["24-12-2026"]), Ok(json!("2026-12-24")));
    assert_eq!(take("da", "day", &["2026-12-24"]), Ok(json!("2026-12-24")));
    assert_eq!(take("da", "hour", &["14.05"]), Ok(json!("14:05:00")));
    assert_eq!(take("da", "moment", &["2026-12-24T14:05"]), Ok(json!("2026-12-24T14:05:00+01:00")));
    assert_eq!(take("da", "moment", &["24/7-2026 14.05"]), Ok(json!("2026-07-24T14:05:00+02:00")));
    assert_eq!(take("da", "place", &["55,4, 11,35"]), Ok(json!("55.4 11.35")));
    assert_eq!(take("da", "agreed", &["OK"]), Ok(json!(true)));
    assert_eq!(take("da", "long", &[" To\r\nlinjer "]), Ok(json!("To\nlinjer")));
}

#[test]
fn what_cannot_be_understood_is_said_in_their_language() {
    assert_eq!(take("da", "one", &[]), Err("Dette spørgsmål skal besvares.".to_owned()));
    assert_eq!(take("ar", "one", &[]), Err("يجب الإجابة عن هذا السؤال.".to_owned()));
    assert_eq!(take("da", "day", &["i morgen"]), Err("Skriv en dato, for eksempel 24-12-2026.".to_owned()));
    assert!(take("da", "one", &["banana"]).is_err());
    assert!(take("da", "lots", &["101"]).is_err());
}

#[test]
fn a_page_takes_only_its_own_answers_and_none_that_are_fixed() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let all = typed(&[("one", "pear"), ("long", "smuglet"), ("fixed", "ændret")]);
    page(&instance, "one").take(&mut instance, &all).unwrap();
    page(&instance, "fixed").take(&mut instance, &all).unwrap();
    assert_eq!(instance.answers(), json!({"one": "pear", "fixed": "uændret", "finds": [{}]}));
}

#[test]
fn a_page_with_a_further_question_asks_again() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let before = page(&instance, "numbers");
    before.take(&mut instance, &typed(&[("numbers/whole", "3")])).unwrap();
    assert!(page(&instance, "numbers").asks_only_what(&before));
    before.take(&mut instance, &typed(&[("numbers/whole", "7")])).unwrap();
    assert!(!page(&instance, "numbers").asks_only_what(&before));
    let wrong = before.take(&mut instance, &typed(&[("numbers/whole", "12")])).unwrap_err();
    assert_eq!(wrong[0].message, "Under 10.");
}

#[test]
fn skipping_takes_an_answer_back_but_not_where_one_is_needed() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let (needed, free) = (page(&instance, "one"), page(&instance, "few"));
    assert!(!needed.can_be_skipped(&instance));
    assert!(needed.skip(&mut instance).is_err());
    assert!(free.can_be_skipped(&instance));
    free.take(&mut instance, &typed(&[("few", "3")])).unwrap();
    free.skip(&mut instance).unwrap();
    assert_eq!(instance.answers()["few"], json!(null));
    assert!(!page(&instance, "hello").can_be_skipped(&instance), "there is nothing to skip on a note");
}

#[test]
fn instances_of_a_repeat_come_and_go() {
    let form = everything();
    let mut instance = instance(&form, "da");
    let turns = page(&instance, "finds");
    assert_eq!(turns.add_turn(&mut instance).as_deref(), Some("finds.2"));
    page(&instance, "finds.2/what").take(&mut instance, &typed(&[("finds.2/what", "En lygte")])).unwrap();
    turns.remove_turn(&mut instance, 1);
    turns.remove_turn(&mut instance, 7);
    assert_eq!(instance.answers()["finds"], json!([{"what": "En lygte"}]));
    assert_eq!(page(&instance, "finds.1/what").section(&instance).as_deref(), Some("Fund 1"));
}

#[test]
fn the_review_says_every_answer_in_words() {
    let form = everything();
    let mut instance = instance(&form, "da");
    for (path, answer) in [
        ("one", json!("pear")),
        ("many", json!(["apple", "dont_know"])),
        ("numbers/whole", json!(3)),
        ("lots", json!(12.5)),
        ("day", json!("2026-12-24")),
        ("moment", json!("2026-12-24T14:05:00+01:00")),
        ("agreed", json!(true)),
    ] {
        instance.set(path, &answer).unwrap();
    }
    let lines: Vec<String> = review(&instance)
        .iter()
        .filter(|row| !row.answer.is_empty())
        .map(|row| format!("{}: {}", row.question, row.answer.join("; ")))
        .collect();
    let expected = [
        "Hvilken frugt?: Pære",
        "Hvilke, når pear er valgt?: Æble; Ved ikke",
        "Et helt tal: 3",
        "Lang skala: 12,5",
        "Dag: 24. december 2026",
        "Dag og tid: 24. december 2026 kl. 14:05",
        "Jeg er med på det.: Ja",
    ];
    assert_eq!(lines, expected);
}
