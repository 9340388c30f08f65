//! Reads the tables of cases in `data/`: `source => result` a line, `#` begins a comment, `\n` stands for a line's end.

/// One line of a table.
pub(crate) struct Case {
    pub(crate) line: usize,
    pub(crate) source: String,
    pub(crate) expected: String,
}

/// The lines of a table that state a case.
pub(crate) fn cases(table: &str) -> Vec<Case> {
    let stated = table.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    let cases: Vec<Case> = stated
        .map(|(index, line)| {
            let (source, expected) =
                line.split_once(" => ").unwrap_or_else(|| panic!("line {} has no ` => `", index + 1));
            Case { line: index + 1, source: unescaped(source), expected: unescaped(expected.trim()) }
        })
        .collect();
    assert!(!cases.is_empty(), "the table is empty");
    cases
}

/// Fails with every difference at once.
pub(crate) fn compare(name: &str, table: &str, actual: impl Fn(&str) -> String) {
    let differences: Vec<String> = cases(table)
        .into_iter()
        .filter_map(|case| {
            let got = actual(&case.source);
            (got != case.expected).then(|| {
                format!("{name}:{}: {}\n  expected {}\n  got      {got}", case.line, case.source, case.expected)
            })
        })
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

fn unescaped(text: &str) -> String {
    text.replace("\\n", "\n").replace("\\t", "\t")
}
