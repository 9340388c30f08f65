//! `form preview`: the pages follow the file, through mistakes, and nothing is left at the end.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStderr, Stdio};

use tempfile::TempDir;

use super::{get, nabosvar, stop};

const FORM: &str = "form_id: invented\nversion: \"1\"\ndefault_language: en\ntitle: Invented\n\
    survey:\n  - { type: text, name: first, label: The first words }\n";

/// A preview of `form.yaml` in a folder of its own, where it also has its temporary files.
struct Preview {
    process: Child,
    told: BufReader<ChildStderr>,
}

impl Preview {
    fn start(folder: &Path) -> Self {
        let temporary = folder.join("temporary");
        fs::create_dir(&temporary).expect("a folder");
        // Whatever the server is set to, its database is none of the preview's.
        let mut command = nabosvar(folder, &["form", "preview", "form.yaml"]);
        command.env("TMPDIR", temporary).env("NABOSVAR_DATABASE_URL", "postgres://nobody@invented.example/nothing");
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program runs");
        let told = BufReader::new(process.stderr.take().expect("an output"));
        Self { process, told }
    }

    /// The link it prints.
    fn link(&mut self) -> String {
        let mut output = BufReader::new(self.process.stdout.take().expect("an output"));
        let mut line = String::new();
        while !line.trim().starts_with("http://") {
            line.clear();
            assert!(output.read_line(&mut line).expect("a line") > 0, "a link is printed");
        }
        self.process.stdout = Some(output.into_inner());
        line.trim().to_owned()
    }

    /// Waits until it says something.
    fn hear(&mut self, words: &str) -> String {
        let mut told = String::new();
        while !told.contains(words) {
            assert!(self.told.read_line(&mut told).expect("a line") > 0, "`{words}` is not in {told}");
        }
        told
    }
}

#[test]
fn the_page_follows_the_file_and_outlives_mistakes_in_it() {
    let folder = TempDir::new().unwrap();
    let write = |text: &str| fs::write(folder.path().join("form.yaml"), text).unwrap();
    write(FORM);
    let mut preview = Preview::start(folder.path());
    let link = preview.link();
    let title = |page: &str| page.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned();
    let page = get(&format!("{link}/en"));
    assert!(title(&page).contains("Invented") && page.contains("nabosvar-reload."), "{page}");
    let digest = || get(&format!("{link}/digest")).split("\r\n\r\n").nth(1).unwrap().to_owned();
    let first = digest();

    write(&FORM.replace("title: Invented", "title: Changed"));
    preview.hear("form.yaml: the page shows it as it is now");
    assert!(title(&get(&format!("{link}/en"))).contains("Changed"));
    let second = digest();
    assert_ne!(second, first);

    write(&FORM.replace("type: text", "type: txet"));
    let told = preview.hear("the last version without errors");
    assert!(told.contains("--> form.yaml:6:13") && told.contains("did you mean `text`?"), "{told}");
    let page = get(&format!("{link}/en"));
    assert!(title(&page).contains("Changed") && page.contains("unknown type `txet`"), "{page}");
    assert_ne!(digest(), second, "an open page learns of the mistake");

    fs::remove_file(folder.path().join("form.yaml")).unwrap();
    preview.hear("No such file");
    assert!(get(&format!("{link}/en")).contains("No such file"));

    write(&FORM.replace("form_id: invented", "form_id: another"));
    preview.hear("form.yaml: the page shows it as it is now");
    assert!(!get(&format!("{link}/en")).contains("txet"));
    stop(preview.process);
    assert_eq!(fs::read_dir(folder.path().join("temporary")).unwrap().count(), 0, "nothing is left");
    assert!(!folder.path().join("data").exists());
}

#[test]
fn a_file_with_mistakes_is_waited_for_and_so_are_the_files_beside_it() {
    let folder = TempDir::new().unwrap();
    let select = "type: select_one_from_file places.csv";
    fs::write(folder.path().join("form.yaml"), FORM.replace("type: text", select)).unwrap();
    let mut preview = Preview::start(folder.path());
    let told = preview.hear("Waiting");
    assert!(told.contains("`places.csv` is missing"), "{told}");
    fs::write(folder.path().join("places.csv"), "name,label\na,Invented Row\n").unwrap();
    let link = preview.link();
    assert!(get(&link).contains("Invented"));
    stop(preview.process);
}
