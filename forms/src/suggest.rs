//! "Did you mean …?": the known word that a mistyped one most likely stands for.

/// The candidate nearest to `word`, if one is near enough to be a slip of the fingers: at most one edit in three letters.
pub(crate) fn closest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (word.chars().count() / 3).max(1);
    let rated = candidates.into_iter().map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate));
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
    }
}
