//! Releases of whole percentages and rounded bases: what they say of hidden cells is never more than the counts would have.

use proptest::prelude::*;
use stats::cube::{Category, Cell, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::audit::{audit, audit_rounded, feasibility_interval, feasible_range};
use stats::disclosure::{Figure, Published, Rounded, Rules, Whole, protect};

fn variable(name: &str, role: Role, codes: &[&str]) -> Variable {
    let missing = |code: &str| (code == "no_answer").then_some(MissingCode::Declined);
    let category = |code: &&str| Category { code: (*code).into(), residents: None, missing: missing(code) };
    Variable { name: name.into(), role, categories: codes.iter().map(category).collect(), groups: vec![] }
}

fn survey(sensitive: bool) -> Plan {
    let mut place = variable("place", Role::Breakdown, &["d15", "d21", "d23", "d24"]);
    for (code, members) in [("Motalavej", ["d15", "d21"]), ("Ringparken", ["d23", "d24"])] {
        place.groups.push(Group { code: code.into(), members: members.map(str::to_owned).to_vec() });
    }
    let variables = vec![
        place,
        variable("age", Role::Breakdown, &["young", "old"]),
        variable("safe", Role::Answer { sensitive }, &["safe", "neither", "unsafe", "no_answer"]),
    ];
    let tables = [Table::of(&["place", "safe"]), Table::of(&["age", "safe"]).by_groups_of("place")];
    Plan::parse(variables, &tables).expect("the plan fits")
}

fn tally(plan: &Plan, seed: u64, many: usize) -> Tally {
    let mut chance = fastrand::Rng::with_seed(seed);
    let person = |_| {
        let skewed = |chance: &mut fastrand::Rng, many: usize| chance.usize(..many).min(chance.usize(..many));
        let categories = vec![skewed(&mut chance, 4), chance.usize(..2), skewed(&mut chance, 4)];
        Record { categories, presence: Presence::default() }
    };
    let records: Vec<Record> = (0..many).map(person).collect();
    Tally::count(plan.clone(), 0, records).expect("the records fit")
}

fn release(seed: u64, many: usize) -> Published {
    protect(&tally(&survey(seed.is_multiple_of(2)), seed, many), Rules::default(), &[]).expect("it can be protected")
}

fn at(plan: &Plan, words: &[(&str, &str)]) -> Cell {
    plan.cell(words).expect("the plan has the cell")
}

/// 240 women of whom 84 say yes, 12 more who do not answer: 35 % of about 250.
#[test]
fn a_share_is_whole_and_a_base_about_so_many() {
    let variables = vec![
        variable("gender", Role::Breakdown, &["woman", "man"]),
        variable("teach", Role::Answer { sensitive: false }, &["yes", "no", "no_answer"]),
    ];
    let plan = Plan::parse(variables, &[Table::of(&["gender", "teach"])]).expect("the plan fits");
    let groups = [(0, 0, 84), (0, 1, 156), (0, 2, 12), (1, 0, 40), (1, 1, 119), (1, 2, 14)];
    let records = groups.into_iter().flat_map(|(gender, said, many)| {
        (0..many).map(move |_| Record { categories: vec![gender, said], presence: Presence::default() })
    });
    let tally = Tally::count(plan.clone(), 0, records).expect("the records fit");
    let rounded = Rounded::of(&protect(&tally, Rules::default(), &[]).expect("it can be protected"));
    let figure = |words: &[(&str, &str)]| rounded.figure(&at(&plan, words)).flatten();
    assert_eq!(figure(&[("gender", "woman")]), Some(Figure::People(250)));
    assert_eq!(figure(&[]), Some(Figure::People(425)));
    let share = |percent, of| Some(Figure::Share { percent, of });
    assert_eq!(figure(&[("gender", "woman"), ("teach", "yes")]), share(35, Whole::Answered));
    assert_eq!(figure(&[("gender", "woman"), ("teach", "no_answer")]), share(5, Whole::Everybody));
    assert_eq!(figure(&[("gender", "man"), ("teach", "yes")]), share(25, Whole::Answered), "25.2");
    assert_eq!(audit_rounded(&rounded).err(), None);
    let text = serde_json::to_string(&rounded).expect("it can be written");
    assert_eq!(serde_json::from_str::<Rounded>(&text).expect("it can be read"), rounded);
    assert!(!text.contains("count\":84") && !text.contains("252"));
    assert!(serde_json::from_str::<Published>(&text).is_err(), "it is taken for nothing else");
    assert!(serde_json::from_str::<Rounded>(&text.replace("{\"people\":250}", "{\"people\":252}")).is_err());
    assert!(serde_json::from_str::<Rounded>(&text.replace("\"percent\":35", "\"percent\":135")).is_err());
}

#[test]
fn the_auditor_finds_a_small_group_that_is_put_back() {
    for seed in 0..6 {
        let published = release(seed, 300);
        assert_eq!(audit(&published, &[]).err(), None);
        let rounded = Rounded::of(&published);
        assert_eq!(audit_rounded(&rounded).err(), None);
        let hidden = rounded.cells().find(|(cell, figure)| figure.is_none() && rounded.plan().answer(cell).is_some());
        let Some((cell, _)) = hidden else { continue };
        let one = Figure::Share { percent: 1, of: Whole::Everybody };
        let edited = rounded.edited(cell, Some(one));
        let people = rounded.people(&rounded.plan().base(cell));
        if people.is_none_or(|(_, most)| most < 300) {
            assert!(audit_rounded(&edited).is_err(), "1 % of {people:?} are few, or nobody knows of how many");
        }
    }
}

/// What two bases leave for the third: with 100 in all, 60 and 37 of three groups, exact counts say 3.
#[test]
fn rounding_hides_what_exact_counts_would_tell_and_the_auditor_says_when_it_does_not() {
    let variables = vec![variable("place", Role::Breakdown, &["a", "b", "c"])];
    let plan = Plan::parse(variables, &[Table::of(&["place"])]).expect("the plan fits");
    let people = [0, 1, 2].into_iter().zip([60, 37, 3]).flat_map(|(place, many)| (0..many).map(move |_| place));
    let records = people.map(|place| Record { categories: vec![place], presence: Presence::default() });
    let tally = Tally::count(plan.clone(), 0, records).expect("the records fit");
    let published = protect(&tally, Rules::default(), &[]).expect("it can be protected");
    let rounded = Rounded::of(&published);
    let [a, b, c] = ["a", "b", "c"].map(|code| at(&plan, &[("place", code)]));
    let careless = rounded.edited(&a, Some(Figure::People(60))).edited(&b, Some(Figure::People(35))).edited(&c, None);
    // 98 to 102, less 58 to 62, less 33 to 37.
    assert_eq!(feasible_range(&careless, &c), Some((0, 11)));
    let many = careless.edited(&at(&plan, &[]), Some(Figure::People(95)));
    assert_eq!(feasible_range(&many, &c), Some((0, 6)));
    let none = careless.edited(&at(&plan, &[]), Some(Figure::People(90)));
    assert_eq!(feasible_range(&none, &c), Some((0, 1)));
    let impossible = careless.edited(&at(&plan, &[]), Some(Figure::People(50)));
    assert!(audit_rounded(&impossible).is_err(), "the parts are more than the whole");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The ranges of hidden cells hold what exact counts leave of them, and the auditor, which knows nothing of those, agrees.
    #[test]
    fn nothing_hidden_gets_narrower_by_rounding(seed in 0_u64..10_000, many in 60_usize..500) {
        let published = release(seed, many);
        let rounded = Rounded::of(&published);
        prop_assert_eq!(audit_rounded(&rounded).err(), None);
        let hidden = published.cells().filter(|(_, count)| count.is_none()).map(|(cell, _)| cell);
        for cell in hidden.take(6) {
            let exact = feasibility_interval(&[&published], cell).expect("it can be solved");
            let range = feasible_range(&rounded, cell).expect("it can be solved");
            prop_assert!(range.0 <= exact.0 && exact.1 <= range.1, "{:?} {:?}", range, exact);
        }
    }
}
