//! `microdata`: nothing without a reason, and nothing of what is not there.

use tempfile::TempDir;

use crate::{run, text};

#[test]
fn rows_want_a_reason_and_a_wave() {
    let folder = TempDir::new().unwrap();
    let export = |more: &[&str]| {
        let wave = "00000000-0000-0000-0000-000000000009";
        run(folder.path(), &[&["microdata", "export", wave, "out"], more].concat())
    };
    let without = export(&[]);
    assert!(!without.status.success() && text(&without.stderr).contains("--reason"), "{}", text(&without.stderr));
    let short = export(&["--reason", "research"]);
    assert!(text(&short.stderr).contains("a reason has 15 to 500 letters"), "{}", text(&short.stderr));
    let unknown = export(&["--reason", "Opdigtet artikel om tryghed, aftale 12/2026", "--with-text"]);
    assert!(!unknown.status.success() && text(&unknown.stderr).contains("there is no such wave"));
    assert!(!folder.path().join("out").exists());
}
