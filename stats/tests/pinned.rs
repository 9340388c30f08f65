//! What is hidden of invented people, pinned: whoever makes protecting faster sees here whether it still hides the same.

#[path = "../examples/release/invented.rs"]
mod invented;

use stats::cube::Tally;
use stats::disclosure::audit::audit;
use stats::disclosure::{Rules, protect};

/// How many cells there are and how many of them are shown, with a sum that another choice of as many would change.
fn shown(tally: &Tally) -> (usize, usize, u64) {
    let published = protect(tally, Rules::default(), &[]).expect("it can be protected");
    assert_eq!(audit(&published, &[]).err(), None);
    let shown: Vec<usize> =
        published.cells().enumerate().filter(|(_, (_, count))| count.is_some()).map(|(at, _)| at).collect();
    let sum = shown.iter().fold(0, |sum: u64, at| sum.wrapping_mul(31).wrapping_add(*at as u64));
    (published.cells().count(), shown.len(), sum)
}

#[test]
fn four_questions_by_place_age_and_gender_hide_what_they_always_hid() {
    assert_eq!(shown(&invented::tally(900, (9, 4), 4)), (1431, 427, 11_667_178_605_647_767_833));
}

#[test]
fn codes_of_one_question_hide_what_they_always_hid() {
    assert_eq!(shown(&invented::multiple(900, (9, 4), 4)), (544, 191, 18_290_376_149_241_386_743));
}
