//! Answers on their way to rows: read, put into an order that chance makes, and coded. Nothing of an answer but what the layout names
//! comes along: no identity, no language, no time, no mark of the way in which it came.

use std::collections::BTreeMap;

use forms::{Form, Instance};
use serde_json::Value;
use stats::microdata::Row;
use uuid::Uuid;

use super::layout::{Code, Homes, Layout, NO_ANSWER, NOT_ASKED, Said};
use super::{Error, MOST_ROWS};
use crate::service::Services;
use crate::service::answers::known;
use crate::service::releases::variable::text;
use crate::store::response::{self, Answer};

/// Answers that are read at a time.
const AT_ONCE: u64 = 200;
/// Numbers of rows have ten digits.
const FIRST_NUMBER: u64 = 1_000_000_000;
const NUMBERS: u64 = 9_000_000_000;

/// Everybody who counts, by the number that chance gave them.
pub(super) struct People(BTreeMap<u64, Person>);

struct Person {
    keys: Vec<Option<usize>>,
    said: Vec<Told>,
    texts: Vec<Option<String>>,
}

/// What somebody said to one question.
enum Told {
    Category(usize),
    Number(f64),
    Nothing { was_asked: bool },
}

/// People in the order of their numbers, which tells nothing.
pub(super) struct Coded {
    pub(super) numbers: Vec<u64>,
    pub(super) rows: Vec<Row>,
    /// For each row, the texts.
    pub(super) texts: Vec<Vec<Option<String>>>,
}

/// Everybody who answered a wave and counts.
pub(super) async fn read(services: &Services, wave: Uuid, form: &Form, layout: &Layout) -> Result<People, Error> {
    let (mut people, mut after) = (BTreeMap::new(), None);
    loop {
        let page = response::page_of_wave(&services.db, wave, after, AT_ONCE).await?;
        for answer in &page {
            let Some(person) = person(services, form, layout, answer)? else { continue };
            people.insert(number(services, &people), person);
            if people.len() > MOST_ROWS {
                return Err(Error::TooMany);
            }
        }
        match page.last() {
            Some(last) if page.len() as u64 == AT_ONCE => after = Some(last.id),
            _ => return Ok(People(people)),
        }
    }
}

/// A number that nobody has, drawn anew for each row of each export.
fn number(services: &Services, taken: &BTreeMap<u64, Person>) -> u64 {
    loop {
        let drawn = FIRST_NUMBER + u64::from_le_bytes(services.clock.random()) % NUMBERS;
        if !taken.contains_key(&drawn) {
            return drawn;
        }
    }
}

fn person(services: &Services, form: &Form, layout: &Layout, answer: &Answer) -> Result<Option<Person>, Error> {
    let answers = known::document(&answer.answers, answer.id)?;
    let counts = |(question, is): &(String, String)| text(&answers, question) == Some(is.as_str());
    if !layout.population.as_ref().is_none_or(counts) {
        return Ok(None);
    }
    let surroundings = known::surroundings(services, answer.id, &answer.language);
    let (instance, _) = Instance::resume(form, &answers, &surroundings);
    let mut keys: Vec<Option<usize>> = layout.place.iter().flat_map(|homes| homes.of(&answers)).collect();
    keys.extend(layout.readers.0.iter().map(|reader| Some(reader.category(&answers, &instance))));
    let said = layout.readers.1.iter().map(|said| told(said, &answers, &instance)).collect();
    let own = |path: &str| text(&answers, path).filter(|text| !text.is_empty()).map(str::to_owned);
    let texts = layout.texts.iter().map(|variable| own(&variable.name)).collect();
    Ok(Some(Person { keys, said, texts }))
}

fn told(said: &Said, answers: &Value, instance: &Instance<'_>) -> Told {
    match said {
        Said::Category(reader) => Told::Category(reader.category(answers, instance)),
        Said::Number(question) => {
            let value = question.split('/').try_fold(answers, |value, name| value.get(name));
            let number = value.and_then(|value| value.as_f64().or_else(|| value.as_str()?.parse().ok()));
            let nothing = || Told::Nothing { was_asked: instance.relevant(question) == Some(true) };
            number.filter(|number: &f64| number.is_finite()).map_or_else(nothing, Told::Number)
        }
    }
}

impl Homes {
    /// Area and department of somebody, as far as they may be told.
    fn of(&self, answers: &Value) -> [Option<usize>; 2] {
        let department = text(answers, &self.department).and_then(|code| self.departments.get(code));
        if let Some((department, area)) = department {
            return [*area, department.filter(|_| area.is_some())];
        }
        let area = text(answers, &self.area).and_then(|code| self.areas.get(code));
        [area.copied().unwrap_or(Some(self.unknown)), None]
    }
}

impl People {
    /// Everybody as rows. The numbers that were said become the categories of their columns.
    pub(super) fn coded(self, layout: &mut Layout) -> Coded {
        let people: Vec<(u64, Person)> = self.0.into_iter().collect();
        let values: Vec<Vec<f64>> = (0..layout.answers.len()).map(|at| values(&people, at)).collect();
        for (variable, values) in layout.answers.iter_mut().zip(&values).filter(|(variable, _)| variable.is_number) {
            let code = |code: String, is_missing| Code { label: code.clone(), code, is_missing };
            variable.codes = values.iter().map(|value| code(value.to_string(), false)).collect();
            variable.codes.extend([NO_ANSWER, NOT_ASKED].map(|none| code(none.to_owned(), true)));
        }
        let category = |(at, told): (usize, &Told)| match told {
            Told::Category(category) => *category,
            Told::Number(number) => values[at].partition_point(|value| value.total_cmp(number).is_lt()),
            Told::Nothing { was_asked } => values[at].len() + usize::from(!was_asked),
        };
        let mut coded = Coded { numbers: Vec::new(), rows: Vec::new(), texts: Vec::new() };
        for (number, person) in people {
            coded.numbers.push(number);
            let answers = person.said.iter().enumerate().map(category).collect();
            coded.rows.push(Row { keys: person.keys, answers });
            coded.texts.push(person.texts);
        }
        coded
    }
}

/// The numbers that anybody said to a question, each once.
fn values(people: &[(u64, Person)], at: usize) -> Vec<f64> {
    let said = people.iter().filter_map(|(_, person)| match person.said[at] {
        Told::Number(number) => Some(number),
        Told::Category(_) | Told::Nothing { .. } => None,
    });
    let mut values: Vec<f64> = said.collect();
    values.sort_by(f64::total_cmp);
    values.dedup_by(|one, other| one.total_cmp(other).is_eq());
    values
}
