//! Markdown as the tests need it: what is fenced, and the tables, each with the heading it stands under.

/// A part of the chapter.
#[derive(Debug)]
pub(crate) enum Part {
    /// What stands between fences, and in which language.
    Fenced { language: String, source: String },
    /// The cells of a table, without its heading.
    Table(Vec<Vec<String>>),
}

/// The parts of a chapter in their order, each with the heading above it.
pub(crate) fn parts(markdown: &str) -> Vec<(String, Part)> {
    let mut found = Vec::new();
    let mut heading = String::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(language) = line.strip_prefix("```") {
            let source: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((heading.clone(), Part::Fenced { language: language.to_owned(), source: source.join("\n") }));
        } else if line.starts_with('|') {
            let mut rows = vec![cells(line)];
            while let Some(row) = lines.next_if(|line| line.starts_with('|')) {
                rows.push(cells(row));
            }
            found.push((heading.clone(), Part::Table(rows)));
        } else if let Some(words) = line.strip_prefix('#') {
            words.trim_start_matches(['#', ' ']).clone_into(&mut heading);
        }
    }
    found
}

/// The words of a cell that stand between backticks.
pub(crate) fn words(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

fn cells(line: &str) -> Vec<String> {
    let inside = line.trim().trim_start_matches('|').trim_end_matches('|');
    inside.split('|').map(|cell| cell.trim().to_owned()).collect()
}
