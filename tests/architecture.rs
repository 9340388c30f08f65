//! The rooms of the program and which may use which; files and crates that keep their word. What it holds everyone to is
//! the three tables below.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of `src/`, in rows: each may use what stands in an earlier row, itself, and nothing else of this program.
const ROOMS: [&[&str]; 6] = [
    &["access", "client", "clock", "event", "telemetry", "words"],
    &["blob", "chart", "config", "mail", "oidc", "store"],
    &["service"],
    &["worker", "http"],
    &["app"],
    &["cli"],
];

/// Crates that belong to some rooms and are used by no other.
const OWNED: [(&str, &[&str]); 11] = [
    ("async_nats", &["client"]),
    ("sea_orm", &["store"]),
    ("entity", &["store"]),
    ("migration", &["store"]),
    ("poem_openapi", &["http"]),
    ("poem", &["http", "app"]),
    ("lettre", &["mail"]),
    ("openidconnect", &["oidc"]),
    ("object_store", &["blob"]),
    ("image", &["blob"]),
    ("infer", &["blob"]),
];

/// Crates that are pure.
const PURE: [&str; 2] = ["forms/src", "stats/src"];

/// What neither the form engine nor statistics may touch: a browser has none of it, and neither a rule nor a figure may
/// depend on it.
const NOT_IN_PURE: [&str; 6] = ["std::fs", "std::time", "std::thread", "std::env", "std::net", "std::process"];

const MOST_LINES: usize = 400;

/// A source file, and what of it is not about tests.
struct Source {
    path: PathBuf,
    text: String,
}

impl Source {
    /// The files below a folder of this repository.
    fn all(folder: &str) -> Vec<Self> {
        let mut sources = Vec::new();
        let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(&folder).expect("the folder is there") {
                let path = entry.expect("the folder can be read").path();
                if path.is_dir() {
                    // What was built is nobody's to read.
                    if !path.ends_with("target") {
                        folders.push(path);
                    }
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    let text = fs::read_to_string(&path).expect("the file is text");
                    let path = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("it lies in here").to_owned();
                    sources.push(Self { path, text });
                }
            }
        }
        assert!(!sources.is_empty(), "{folder} has no source files");
        sources
    }

    fn invented(path: &str, text: &str) -> Self {
        Self { path: path.into(), text: text.to_owned() }
    }

    /// `store` for `src/store/wave.rs` and for `src/store.rs`; nothing for `src/lib.rs` and `src/main.rs`.
    fn room(&self) -> Option<String> {
        let inside = self.path.strip_prefix("src").ok()?;
        let first = inside.components().next()?.as_os_str().to_str()?;
        let room = first.trim_end_matches(".rs").trim_end_matches("_tests");
        (!matches!(room, "lib" | "main")).then(|| room.to_owned())
    }

    /// How many levels a module of `src/` stands below the root: 1 for `src/app.rs` and `src/store/mod.rs`.
    fn depth(&self) -> usize {
        let levels = self.path.components().count() - 1;
        if self.path.ends_with("mod.rs") { levels - 1 } else { levels }
    }

    /// The code without comments and without text in quotes, where a name means nothing.
    fn code(&self) -> String {
        let mut code = String::new();
        for line in self.text.lines() {
            let mut quoted = false;
            let mut before = ' ';
            for letter in line.split("//").next().unwrap_or_default().chars() {
                if letter == '"' && before != '\\' && before != '\'' {
                    quoted = !quoted;
                } else if !quoted {
                    code.push(letter);
                }
                before = letter;
            }
            code.push('\n');
        }
        code
    }

    /// What follows `prefix` where it stands as a path of its own: for `crate::`, `store` of `crate::store::Db` and
    /// `store`, `clock` of `crate::{store::Db, clock}`.
    fn named_after(&self, prefix: &str) -> BTreeSet<String> {
        let code = self.code();
        let mut names = BTreeSet::new();
        for (at, _) in code.match_indices(prefix) {
            let glued = code[..at].chars().next_back().is_some_and(|letter| is_word(letter) || letter == ':');
            if glued {
                continue;
            }
            let rest = &code[at + prefix.len()..];
            match rest.strip_prefix('{') {
                Some(group) => names.extend(heads(group)),
                None => names.extend(word(rest)),
            }
        }
        names
    }

    fn uses_crate(&self, name: &str) -> bool {
        let code = self.code();
        code.match_indices(name).any(|(at, _)| {
            let before = code[..at].chars().next_back();
            let after = &code[at + name.len()..];
            let alone = !before.is_some_and(|letter| is_word(letter) || letter == ':' || letter == '.');
            alone && after.starts_with("::")
        })
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn word(text: &str) -> Option<String> {
    let word: String = text.chars().take_while(|letter| is_word(*letter)).collect();
    (!word.is_empty()).then_some(word)
}

/// The first name of each entry of a `{…}` group, whose opening brace is gone.
fn heads(group: &str) -> Vec<String> {
    let mut depth = 1;
    let mut heads = Vec::new();
    let mut entry = String::new();
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (letter == ',' && depth == 1) {
            heads.extend(word(entry.trim()));
            entry.clear();
        } else {
            entry.push(letter);
        }
        if depth == 0 {
            break;
        }
    }
    heads
}

fn row(room: &str) -> Option<usize> {
    ROOMS.iter().position(|row| row.contains(&room))
}

/// The arrows that the table of rooms forbids, as sentences.
fn forbidden_arrows(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let Some(from) = source.room() else { continue };
        let path = source.path.display();
        let Some(own_row) = row(&from) else {
            faults.push(format!("{path}: the room {from} is not in the table of tests/architecture.rs"));
            continue;
        };
        // A `super::` for each level leads to the root as well.
        let upwards = source.named_after(&"super::".repeat(source.depth()));
        let rooms_above = upwards.into_iter().filter(|name| row(name).is_some());
        for to in source.named_after("crate::").into_iter().chain(rooms_above) {
            if to != from && row(&to).is_none_or(|other| other >= own_row) {
                faults.push(format!("{path}: {from} may not use {to}"));
            }
        }
        for (name, owners) in OWNED {
            if source.uses_crate(name) && !owners.contains(&from.as_str()) {
                faults.push(format!("{path}: {name} belongs to {}", owners.join(" and ")));
            }
        }
    }
    faults
}

/// Circles among the modules of a folder, as `a → b → a`. A parent that declares a child does not use it by that.
fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    fn walk(arrows: &BTreeMap<String, BTreeSet<String>>, path: &mut Vec<String>, found: &mut BTreeSet<String>) {
        let last = path.last().cloned().unwrap_or_default();
        for next in arrows.get(&last).into_iter().flatten() {
            if let Some(start) = path.iter().position(|seen| seen == next) {
                let mut circle = path[start..].to_vec();
                let smallest = (0..circle.len()).min_by_key(|at| circle[*at].clone()).unwrap_or(0);
                circle.rotate_left(smallest);
                circle.push(circle[0].clone());
                found.insert(circle.join(" → "));
            } else {
                path.push(next.clone());
                walk(arrows, path, found);
                path.pop();
            }
        }
    }
    let mut found = BTreeSet::new();
    for start in arrows.keys() {
        walk(arrows, &mut vec![start.clone()], &mut found);
    }
    found.into_iter().collect()
}

/// Which top module of a crate uses which other one.
fn arrows(sources: &[Source], root: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let module = |path: &Path| -> Option<String> {
        let first = path.strip_prefix(root).ok()?.components().next()?.as_os_str().to_str()?.to_owned();
        Some(first.trim_end_matches(".rs").to_owned())
    };
    let modules: BTreeSet<String> = sources.iter().filter_map(|source| module(&source.path)).collect();
    for source in sources {
        let Some(from) = module(&source.path).filter(|from| !matches!(from.as_str(), "lib" | "main")) else { continue };
        let used = source.named_after("crate::").into_iter().filter(|to| *to != from && modules.contains(to));
        arrows.entry(from.clone()).or_default().extend(used);
    }
    arrows
}

fn everything() -> Vec<Source> {
    ["src", "forms/src", "forms/tests", "stats/src", "stats/tests", "entity/src", "migration/src", "tests"]
        .iter()
        .flat_map(|folder| Source::all(folder))
        .collect()
}

#[test]
fn rooms_use_only_what_stands_before_them() {
    let faults = forbidden_arrows(&Source::all("src"));
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_modules_go_in_circles() {
    let mut found = circles(&arrows(&Source::all("src"), "src"));
    for pure in PURE {
        found.extend(circles(&arrows(&Source::all(pure), pure)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn files_are_short_and_say_why_they_exist() {
    for source in everything() {
        let path = source.path.display();
        let first = source.text.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("//! ") && first.len() > 10,
            "{path}: the first line says why the file exists: //! …"
        );
        let lines = source.text.lines().count();
        assert!(lines <= MOST_LINES, "{path}: {lines} lines are too many to hold in mind; the most are {MOST_LINES}");
        let name = source.path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        assert!(!matches!(name, "util" | "utils" | "helpers" | "common"), "{path}: this name says nothing");
    }
}

#[test]
fn pure_crates_touch_no_machine() {
    for source in PURE.iter().flat_map(|pure| Source::all(pure)) {
        let code = source.code();
        for forbidden in NOT_IN_PURE {
            assert!(!code.contains(forbidden), "{}: {forbidden} is not for a pure crate", source.path.display());
        }
    }
}

#[test]
fn migrations_never_look_at_entities() {
    for source in Source::all("migration/src") {
        assert!(!source.uses_crate("entity"), "{}: an old step must go on making the old table", source.path.display());
    }
}

#[test]
fn a_forbidden_arrow_is_found() {
    let faults = forbidden_arrows(&[
        Source::invented(
            "src/store/wave.rs",
            "use crate::service::waves;\nuse crate::store::day;\nuse crate::clock::Clock;",
        ),
        Source::invented("src/service/submit.rs", "fn f() { sea_orm::Set(1); crate::store::find(); }"),
        Source::invented("src/http/mod.rs", "use crate::{clock, app::{self, Bound}, config::Config};"),
        Source::invented("src/clock.rs", "// use crate::store;\nconst TEXT: &str = \"use crate::store\";"),
        Source::invented("src/config.rs", "use super::http::Limits;"),
        Source::invented("src/store/form.rs", "use super::day; use super::super::service;"),
        Source::invented("src/drawer/mod.rs", ""),
        Source::invented("src/lib.rs", "use crate::app;"),
    ]);
    assert_eq!(
        faults,
        [
            "src/store/wave.rs: store may not use service",
            "src/service/submit.rs: sea_orm belongs to store",
            "src/http/mod.rs: http may not use app",
            "src/config.rs: config may not use http",
            "src/store/form.rs: store may not use service",
            "src/drawer/mod.rs: the room drawer is not in the table of tests/architecture.rs",
        ]
    );
}

#[test]
fn a_circle_is_found() {
    let sources = [
        Source::invented("forms/src/tree/mod.rs", "use crate::expression::Value;"),
        Source::invented("forms/src/expression.rs", "use crate::{suggest, locale::Words};"),
        Source::invented("forms/src/locale.rs", "use crate::tree::Node;"),
        Source::invented("forms/src/suggest.rs", ""),
    ];
    assert_eq!(circles(&arrows(&sources, "forms/src")), ["expression → locale → tree → expression"]);
}
