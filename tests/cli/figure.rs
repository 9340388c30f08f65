//! What indicators are held against, from the command line.

use std::fs;

use tempfile::TempDir;

use super::{run, text};

#[test]
fn a_sheet_is_taken_whole_and_what_it_would_replace_is_told() {
    let folder = TempDir::new().unwrap();
    let created = run(folder.path(), &["programme", "create", "Opdigtet helhedsplan"]);
    let programme = text(&created.stdout).split_whitespace().next().unwrap();
    let sheet =
        "row;kind;value;date;source\n3;baseline;36%;2021-01-01;Opdigtet register\n2;target;6.5;2029-12-31;Opdigtet\n";
    fs::write(folder.path().join("sheet.csv"), sheet).unwrap();
    let taken = run(folder.path(), &["figure", "import", programme, "sheet.csv"]);
    assert_eq!(text(&taken.stdout).trim(), "2 new, 0 changed, 0 as before", "{}", text(&taken.stderr));
    fs::write(folder.path().join("sheet.csv"), sheet.replace("36%", "35%")).unwrap();
    let refused = run(folder.path(), &["figure", "import", programme, "sheet.csv"]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains("line 2: changed (it was 0.36: say why with --reason)"));
    let taken = run(folder.path(), &["figure", "import", programme, "sheet.csv", "--reason", "Opdigtet fejl"]);
    assert_eq!(text(&taken.stdout).trim(), "0 new, 1 changed, 1 as before");
    let listed = run(folder.path(), &["figure", "list", programme]);
    let lines: Vec<&str> = text(&listed.stdout).lines().collect();
    assert!(lines[0].starts_with("grades") && lines[1].starts_with("primary_school_only") && lines.len() == 2);
    assert!(lines[1].contains("0.3500  Opdigtet register"), "{}", lines[1]);
    assert!(!run(folder.path(), &["figure", "import", programme, "missing.csv"]).status.success());
}
