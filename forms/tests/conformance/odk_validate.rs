//! Gives what is written as an `XForm` to ODK Validate, which loads it as ODK Collect does: `NABOSVAR_ODK_VALIDATE` names its
//! jar.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use forms::Form;

use crate::xlsform;

/// The share of the recorded forms that has to load, in per cent, exceptions aside.
const WANTED: usize = 98;

#[test]
fn every_shipped_form_and_every_invented_one_loads_in_odk_clients() {
    let Some(jar) = jar() else { return };
    let invented = [include_str!("../xform/everything.yaml"), include_str!("../xform/nested.yaml")];
    let sources = forms::library::all().iter().map(|shipped| shipped.source).chain(invented);
    let forms = sources.map(|source| {
        let (form, _) = Form::from_yaml(source).expect("the form is right");
        (form.id().to_owned(), form)
    });
    let refused = refused(&jar, "shipped", forms);
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn recorded_forms_load_in_odk_clients() {
    let (Some(jar), Some(cases)) = (jar(), xlsform::cases()) else { return };
    let exceptions = xlsform::stated(include_str!("odk-validate-exceptions.txt"));
    let expected = cases.iter().filter(|case| case.is_valid && !exceptions.iter().any(|part| case.name.contains(part)));
    let forms: Vec<(String, Form)> =
        expected.filter_map(|case| Some((case.name.clone(), case.read().ok()?.0))).collect();
    let total = forms.len();
    let refused = refused(&jar, "recorded", forms.into_iter());
    println!("ODK Validate accepts {} of {total} recorded forms", total - refused.len());
    for name in &refused {
        println!("    {name}");
    }
    assert!((total - refused.len()) * 100 >= total * WANTED, "too many forms do not load");
}

fn jar() -> Option<PathBuf> {
    let named = std::env::var_os("NABOSVAR_ODK_VALIDATE").filter(|named| !named.is_empty());
    if named.is_none() {
        println!("skipped: NABOSVAR_ODK_VALIDATE names no jar");
    }
    named.map(PathBuf::from)
}

/// The forms that do not load, each with what was said of it.
fn refused(jar: &Path, folder: &str, forms: impl Iterator<Item = (String, Form)>) -> Vec<String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("xforms").join(folder);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("the folder of temporary files can be written");
    let files: Vec<(String, PathBuf)> = forms
        .enumerate()
        .map(|(place, (name, form))| {
            let path = folder.join(format!("{place}.xml"));
            fs::write(&path, form.to_xform()).expect("the folder of temporary files can be written");
            (name, path)
        })
        .collect();
    let paths = files.iter().map(|(_, path)| path);
    let run = Command::new("java").arg("-jar").arg(jar).args(paths).output().expect("Java is there, as its jar is");
    // Of each form: its path, and what is wrong with it or that nothing is. The two streams are in no order with each other.
    let said = String::from_utf8_lossy(&run.stdout);
    let verdicts: Vec<&str> = said.split("Validating: ").skip(1).collect();
    assert_eq!(verdicts.len(), files.len(), "every form gets its verdict: {said}");
    let judged = files.into_iter().zip(verdicts);
    judged
        .filter(|(_, verdict)| !verdict.contains("Xform is valid!"))
        .map(|((name, path), _)| format!("{name} ({})", path.display()))
        .collect()
}
