//! Groups of which it is public that nobody is in them, such as areas where no activity was held: what they hide is no secret.

use stats::cube::{Category, Plan, PlanError, Presence, Record, RecordError, Role, Table, Tally, Variable};
use stats::disclosure::audit::{audit, feasibility_interval};
use stats::disclosure::{Published, Rules, protect};

fn plan() -> Plan {
    let variable = |name: &str, codes: [&str; 2]| Variable {
        name: name.to_owned(),
        role: Role::Breakdown,
        categories: codes.map(|code| Category { code: code.to_owned(), residents: None, missing: None }).to_vec(),
        groups: Vec::new(),
    };
    let variables = vec![variable("area", ["north", "south"]), variable("about", ["work", "school"])];
    Plan::parse(variables, &[Table::of(&["area", "about"])]).expect("a plan")
}

fn only(combinations: &[[&str; 2]]) -> Result<Plan, PlanError> {
    let codes: Vec<Vec<String>> = combinations.iter().map(|one| one.map(str::to_owned).to_vec()).collect();
    plan().only(&codes)
}

fn people(counts: &[([usize; 2], usize)]) -> Vec<Record> {
    let record = |categories: &[usize; 2]| Record { categories: categories.to_vec(), presence: Presence::default() };
    counts.iter().flat_map(|(at, many)| vec![record(at); *many]).collect()
}

fn released(plan: Plan, counts: &[([usize; 2], usize)]) -> Published {
    let tally = Tally::count(plan, 0, people(counts)).expect("they are counted");
    protect(&tally, Rules::default(), &[]).expect("it can be protected")
}

fn count(published: &Published, at: &[(&str, &str)]) -> Option<u64> {
    published.count(&published.plan().cell(at).expect("the plan has it")).flatten()
}

/// The same counts and the same attack: three who came to *school* in the south can be hidden in the south only if somebody may have come
/// there to *work*. Where nothing was held about it, the south is those three.
#[test]
fn what_stands_beside_a_group_that_is_known_to_be_empty_is_hidden_as_well() {
    let counts = [([0, 0], 40), ([0, 1], 30), ([1, 1], 3)];
    let known = only(&[["north", "work"], ["north", "school"], ["south", "school"]]).unwrap();
    let published = released(known, &counts);
    assert_eq!(audit(&published, &[]).err(), None);
    let few = [&[("area", "south")][..], &[("area", "south"), ("about", "school")]];
    for at in few {
        let cell = published.plan().cell(at).unwrap();
        assert_eq!(published.count(&cell), Some(None), "{at:?}");
        let (low, high) = feasibility_interval(&[&published], &cell).unwrap();
        assert!(high - low >= 5, "{at:?} lies in {low}..={high}");
    }
    assert_eq!(count(&published, &[("area", "south"), ("about", "work")]), Some(0), "everybody knows that");
    // All, less the north, are the three.
    let told = |at: &[(&str, &str)]| count(&published, at).is_some();
    assert!(!(told(&[]) && told(&[("area", "north")])));
}

#[test]
fn where_nobody_can_be_at_all_there_are_zeros() {
    let published = released(only(&[]).unwrap(), &[]);
    assert_eq!(audit(&published, &[]).err(), None);
    assert!(published.cells().all(|(_, count)| count == Some(0)));
}

#[test]
fn a_plan_says_where_somebody_can_be_and_nobody_is_counted_elsewhere() {
    let plan = only(&[["north", "work"]]).unwrap();
    let written = serde_json::to_string(&plan).unwrap();
    assert!(written.contains(r#""only":[["north","work"]]"#), "{written}");
    assert_eq!(serde_json::from_str::<Plan>(&written).unwrap(), plan);
    assert!(!serde_json::to_string(&self::plan()).unwrap().contains("only"), "older files stay as they are");
    assert_eq!(only(&[["north", "play"]]), Err(PlanError::Unknown("play".to_owned())));
    let short = self::plan().only(&[vec!["north".to_owned()]]);
    assert_eq!(short, Err(PlanError::Combination("north".to_owned())));
    let elsewhere = Tally::count(plan, 0, people(&[([1, 0], 1)])).err();
    assert_eq!(elsewhere, Some(RecordError::Impossible { record: 0 }));
}
