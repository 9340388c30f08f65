//! Workbooks written as tables of Markdown, with the name of a sheet in the first column: how people read them best. They
//! are tested as the CSV text that says the same.

/// The workbook as CSV. A line that begins with `#` is a remark, and so is what follows a `#` after the last bar.
pub(crate) fn to_csv(markdown: &str) -> Vec<u8> {
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    for cells in markdown.lines().filter_map(cells) {
        csv.write_record(cells).expect("memory takes everything");
    }
    csv.into_inner().expect("memory takes everything")
}

fn cells(line: &str) -> Option<Vec<String>> {
    let line = line.trim();
    let inside = line.strip_prefix('|')?;
    let inside = inside.rfind('|').map_or(inside, |last| &inside[..last]);
    if inside.chars().all(|letter| matches!(letter, '|' | '-')) {
        return None;
    }
    // A bar that is meant is written `\|`.
    let parted = inside.replace("\\|", "\u{1}");
    Some(parted.split('|').map(|cell| cell.trim().replace('\u{1}', "|")).collect())
}
