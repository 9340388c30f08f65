//! What an author is told of a definition that is wrong: each file in `faults/` with all that is said of it.

use forms::Form;

#[test]
fn every_fault_is_told_at_once_with_its_place_and_a_remedy() {
    insta::glob!("faults/*.yaml", |path| {
        let source = std::fs::read_to_string(path).expect("a readable file");
        let faults = match Form::from_yaml(&source) {
            Ok((_, warnings)) => warnings,
            Err(faults) => faults,
        };
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        insta::assert_snapshot!(told.join("\n"));
    });
}
