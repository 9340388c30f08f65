//! What the way in which somebody filled a form says of the answer: a machine fills fields that people do not see, and whoever is
//! done before the questions can be read has not read them. It is only said, never a reason to refuse: people who read with a
//! device, or know the form, are no machines.

use forms::page::review;
use forms::{Form, Instance};

use super::draft::Draft;
use super::known;
use crate::service::Services;
use crate::store::response::Marks;

/// Nobody reads faster than this for long: "Speeding in Web Surveys" (Zhang and Conrad, Survey Research Methods 8(2), 2014).
const MILLISECONDS_A_WORD: i128 = 300;
/// Marked is who took less than one part in so many of the time that reading takes. Words are read in hints and choices as well,
/// which are not counted.
const PARTS: i128 = 2;

/// What is said of an answer that is sent now.
pub(super) fn of(services: &Services, form: &Form, draft: &Draft) -> Marks {
    let surroundings = known::surroundings(services, draft.response_id, &draft.language);
    let too_fast = draft.begun.is_some_and(|begun| {
        let taken = surroundings.now.timestamp().as_millisecond() - begun.as_millisecond();
        let asked = review(&Instance::resume(form, &draft.answers, &surroundings).0);
        is_too_fast(taken, asked.iter().map(|row| row.question.split_whitespace().count()).sum())
    });
    Marks { trapped: draft.trapped, too_fast }
}

/// A clock that was set back says nothing.
fn is_too_fast(milliseconds: i64, words: usize) -> bool {
    let reading = MILLISECONDS_A_WORD * i128::try_from(words).unwrap_or(i128::MAX / MILLISECONDS_A_WORD);
    milliseconds >= 0 && i128::from(milliseconds) * PARTS < reading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_takes_half_the_time_of_reading_is_not_too_fast() {
        assert!(is_too_fast(14_999, 100));
        assert!(!is_too_fast(15_000, 100));
        assert!(!is_too_fast(0, 0), "nothing was asked");
        assert!(!is_too_fast(-1, 100), "the clock was set back");
        assert!(is_too_fast(i64::MAX / 2, usize::MAX));
    }
}
