//! How each language reads numbers, held against a table of cases.

use forms::locale::Locale;

/// A line is `language, what was typed => the engine's number, or nothing | as the language writes it`.
#[test]
fn numbers_are_read_as_the_language_writes_them() {
    for (index, line) in include_str!("data/numbers.txt").lines().enumerate() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let (typed, expected) = line.split_once(" => ").unwrap_or_else(|| panic!("line {}: no ` => `", index + 1));
        let (language, typed) = typed.split_once(' ').unwrap_or_else(|| panic!("line {}: no language", index + 1));
        let locale = Locale::of(language);
        let got = match locale.read_number(typed) {
            Some(number) => format!("{number} | {}", locale.number(&number)),
            None => "nothing".to_owned(),
        };
        assert_eq!(got, expected, "line {}: {line}", index + 1);
    }
}
