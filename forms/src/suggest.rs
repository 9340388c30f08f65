//! "Did you mean …?": the known word that a mistyped one most likely stands for.

/// Nobody mistypes a longer word, and nobody looks through more candidates.
const LONGEST: usize = 32;
const MOST: usize = 2_000;

/// The candidate nearest to `word`, if one is near enough to be a slip of the fingers: at most one edit in three letters.
pub(crate) fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let limit = (length / 3).max(1);
    // Words whose lengths differ more cannot be near; to say so costs next to nothing.
    let near =
        candidates.into_iter().take(MOST).filter(|candidate| candidate.chars().count().abs_diff(length) <= limit);
    let rated = near.map(|candidate| (strsim::osa_distance(word, candidate), candidate));
    rated
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn finds_the_word_that_was_meant_and_nothing_far_from_it() {
        let known = ["relevant", "required", "read_only"];
        assert_eq!(closest("relevent", known), Some("relevant"));
        assert_eq!(closest("requierd", known), Some("required"));
        assert_eq!(closest("colour", known), None);
        assert_eq!(closest(&"x".repeat(100), [&*"x".repeat(99)]), None);
    }
}
