//! What must hold for every definition and every answer, however strange.

use std::sync::LazyLock;

use forms::{Form, Instance, Surroundings, library};
use jiff::{civil::date, tz::TimeZone};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let read = |shipped: &library::Shipped| Form::from_yaml(shipped.source).expect("a shipped form").0;
    library::all().iter().map(read).collect()
});

/// Answers that may fit a question: its own codes most of the time, anything else now and then.
fn answer_for(variable: &forms::Variable) -> BoxedStrategy<Value> {
    let codes: Vec<String> = variable.codes.iter().map(|code| code.code.clone()).collect();
    let strange =
        prop_oneof![Just(Value::Null), any::<bool>().prop_map(Value::from), "\\PC{0,12}".prop_map(Value::from)];
    let fitting: BoxedStrategy<Value> = match (variable.kind.as_str(), codes.is_empty()) {
        ("select_one", false) => proptest::sample::select(codes).prop_map(Value::from).boxed(),
        ("select_multiple", false) => {
            let most = codes.len().min(4);
            proptest::sample::subsequence(codes, 0..=most).prop_map(|names| json!(names)).boxed()
        }
        ("integer" | "decimal" | "range", _) => (-3_i32..40).prop_map(Value::from).boxed(),
        ("date", _) => (1_i8..=12, 1_i8..=28).prop_map(|(m, d)| json!(format!("2026-{m:02}-{d:02}"))).boxed(),
        ("acknowledge", _) => any::<bool>().prop_map(Value::from).boxed(),
        _ => "[a-zæøå ]{0,10}".prop_map(Value::from).boxed(),
    };
    prop_oneof![9 => fitting, 1 => strange].boxed()
}

/// Some answers to some questions of some form, in any order and more than once.
fn story() -> impl Strategy<Value = (usize, Vec<(String, Value)>)> {
    (0..FORMS.len()).prop_flat_map(|index| {
        let variables = FORMS[index].codebook("da").variables;
        let answers = proptest::sample::select((0..variables.len()).collect::<Vec<_>>()).prop_flat_map(move |chosen| {
            let variable = &variables[chosen];
            let path = match &variable.repeat {
                Some(repeat) => variable.path.replacen(repeat, &format!("{repeat}[1]"), 1),
                None => variable.path.clone(),
            };
            (Just(path), answer_for(variable))
        });
        (Just(index), proptest::collection::vec(answers, 1..25))
    })
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from)
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            proptest::collection::vec(("[a-z_]{1,8}", inner), 0..5)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn surroundings() -> Surroundings {
    let now = date(2026, 11, 21).at(10, 0, 0, 0).to_zoned(TimeZone::UTC).expect("a moment");
    Surroundings { now, seed: 1, language: "da".to_owned() }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Recalculating only what depends on an answer gives what recalculating everything gives.
    #[test]
    fn step_by_step_is_the_same_as_all_at_once((index, answers) in story()) {
        let form = &FORMS[index];
        let mut instance = Instance::new(form, &surroundings());
        for (path, answer) in &answers {
            drop(instance.set(path, answer));
        }
        let (again, _) = Instance::resume(form, &instance.all_answers(), &surroundings());
        prop_assert_eq!(again.all_answers(), instance.all_answers());
        prop_assert_eq!(again.state().relevant, instance.state().relevant);
    }

    /// What is accepted is accepted again, unchanged, and every refusal names what the form has or was sent.
    #[test]
    fn what_is_accepted_is_stable((index, answers) in story()) {
        let form = &FORMS[index];
        let mut instance = Instance::new(form, &surroundings());
        for (path, answer) in &answers {
            drop(instance.set(path, answer));
        }
        if let Ok(accepted) = instance.accept() {
            let again = Instance::read(form, accepted.answers.as_bytes(), &surroundings());
            prop_assert_eq!(again, Ok(accepted));
        }
    }

    /// Any JSON, and any bytes, are judged without a panic; what the form does not know is never stored.
    #[test]
    fn any_document_is_judged(index in 0..FORMS.len(), document in json_value(), bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let form = &FORMS[index];
        drop(Instance::read(form, document.to_string().as_bytes(), &surroundings()));
        drop(Instance::resume(form, &document, &surroundings()));
        drop(Instance::read(form, &bytes, &surroundings()));
    }

    /// A definition with a slip anywhere is read or refused with reasons, never with a panic.
    #[test]
    fn a_slip_in_a_definition_is_a_fault_or_harmless(
        index in 0..FORMS.len(),
        at in any::<prop::sample::Index>(),
        length in 0_usize..20,
        written in "[\\PC\\n]{0,6}",
    ) {
        let source: Vec<char> = library::all()[index].source.chars().collect();
        let at = at.index(source.len());
        let slipped: String = source[..at].iter().copied().chain(written.chars()).chain(source[(at + length).min(source.len())..].iter().copied()).collect();
        if let Err(faults) = Form::from_yaml(&slipped) {
            prop_assert!(!faults.is_empty());
        }
    }
}
