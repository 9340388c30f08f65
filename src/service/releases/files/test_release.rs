//! An invented release for the tests of formats: three houses in two areas, and one question.

use std::collections::BTreeMap;

use jiff::civil::Date;
use stats::cube::{Category, Group, MissingCode, Plan, Presence, Record, Role, Table, Tally, Variable};
use stats::disclosure::{Published, Rules, protect};
use uuid::Uuid;

use crate::service::releases::make::{Background, Counted};
use crate::service::releases::meaning::{Described, Meaning, Words};
use crate::store::release::Release;

const PLAN: &str = "form_id: invented\ntables: [[department]]\nanswers: [{ question: home/safe }]\n";

/// 40 people in each of two houses of one area and 60 in another, of whom few in the first are unsafe.
pub(in crate::service::releases) fn release() -> Release {
    let published = published();
    let counted = Counted {
        answers: 140,
        audited_sums: 17,
        background: Background { meaning: meaning(), ..Background::default() },
    };
    Release {
        id: Uuid::from_u128(0xa1),
        wave_id: Uuid::from_u128(0xb2),
        snapshot: 0,
        made_on: Date::constant(2026, 11, 22),
        software: "0.1.0".to_owned(),
        plan: PLAN.to_owned(),
        published: serde_json::to_string(&published).unwrap(),
        counted: serde_json::to_string(&counted).unwrap(),
    }
}

fn published() -> Published {
    let category = |(code, residents, missing): (&str, Option<u32>, Option<MissingCode>)| Category {
        code: code.to_owned(),
        residents,
        missing,
    };
    let houses = [("a1", Some(200), None), ("a2", Some(200), None), ("b1", Some(300), None)].map(category);
    let groups = [("a", vec!["a1", "a2"]), ("b", vec!["b1"])];
    let groups = groups.map(|(code, members)| Group {
        code: code.to_owned(),
        members: members.into_iter().map(str::to_owned).collect(),
    });
    let answers = [("safe", None, None), ("=unsafe", None, None), ("no_answer", None, Some(MissingCode::Declined))];
    let variables = vec![
        Variable {
            name: "department".to_owned(),
            role: Role::Breakdown,
            categories: houses.to_vec(),
            groups: groups.to_vec(),
        },
        Variable {
            name: "home/safe".to_owned(),
            role: Role::Answer { sensitive: false },
            categories: answers.map(category).to_vec(),
            groups: Vec::new(),
        },
    ];
    let plan = Plan::parse(variables, &[Table::of(&["department", "home/safe"])]).unwrap();
    let of = |place, counts: [usize; 3]| {
        let answers = counts.into_iter().enumerate().flat_map(|(answer, many)| std::iter::repeat_n(answer, many));
        answers.map(move |answer| Record { categories: vec![place, answer], presence: Presence::default() })
    };
    let records = of(0, [32, 8, 0]).chain(of(1, [30, 3, 7])).chain(of(2, [40, 14, 6]));
    let tally = Tally::count(plan, 0, records.collect::<Vec<_>>()).unwrap();
    protect(&tally, Rules::default(), &[]).unwrap()
}

fn meaning() -> Meaning {
    let codes = |all: &[(&str, &str)]| -> BTreeMap<String, Words> {
        all.iter().map(|(code, name)| ((*code).to_owned(), Words::name(name))).collect()
    };
    let places = codes(&[("a1", "Opdigtet Hus 1"), ("a2", "Opdigtet Hus 2"), ("a", "Opdigtet Vest"), ("b", "=Øst")]);
    let mut answers = codes(&[("safe", "Tryg"), ("=unsafe", "Utryg")]);
    answers.insert("no_answer".to_owned(), Words::own("tables-no-answer"));
    let question = Described { label: Words::name("Føler du dig tryg?"), codes: answers };
    let places = Described { label: Words::own("tables-place"), codes: places };
    Meaning {
        programme: "Opdigtet Helhedsplan".to_owned(),
        wave: "Efterår <2026>".to_owned(),
        first_day: "2026-09-01".to_owned(),
        last_day: "2026-10-01".to_owned(),
        form_id: "invented".to_owned(),
        form_version: "1".to_owned(),
        title: Words::name("Opdigtet & prøvet"),
        population: Words::default(),
        variables: [("department".to_owned(), places), ("home/safe".to_owned(), question)].into(),
    }
}
