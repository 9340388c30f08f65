//! The columns of the rows: what says who somebody is, as coarse as the plan of the release has it, and what was asked.

use std::collections::{BTreeMap, HashMap};

use forms::{Form, Variable as Asked};
use stats::microdata::{Column, Key};

use super::Request;
use super::codebook::words_of;
use super::margins::Known;
use crate::service::releases::breakdown::Breakdown;
use crate::service::releases::declared::Declared;
use crate::service::releases::plan::{MissingAnswers, Place, ReleasePlan};
use crate::service::releases::territory::{Area, Territory};
use crate::service::releases::variable::{Categories, Reader, UNKNOWN};
use crate::service::releases::{Misfit, Residents};

/// All columns but the numbers of the rows.
pub(super) struct Layout {
    pub(super) keys: Vec<Variable>,
    pub(super) answers: Vec<Variable>,
    /// Columns in people's own words.
    pub(super) texts: Vec<Variable>,
    /// Questions that are in no column, and why.
    pub(super) left_out: Vec<(String, &'static str)>,
    pub(super) place: Option<Homes>,
    /// How the keys beside the place are read, and then the answers.
    pub(super) readers: (Vec<Reader>, Vec<Said>),
    pub(super) population: Option<(String, String)>,
    /// For each of the answers the group of those that tell on each other.
    linked: Vec<usize>,
}

/// A column.
pub(super) struct Variable {
    /// The path of its question; for one of several answers, with its code.
    pub(super) name: String,
    /// What was asked.
    pub(super) label: String,
    pub(super) is_sensitive: bool,
    /// Whether the plan of the release counts it, or breaks down by it.
    pub(super) is_declared: bool,
    pub(super) is_number: bool,
    /// By category.
    pub(super) codes: Vec<Code>,
}

/// One category.
#[derive(Clone)]
#[expect(clippy::struct_field_names, reason = "a code is what a codebook calls it")]
pub(super) struct Code {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) is_missing: bool,
}

/// How an answer is read.
pub(super) enum Said {
    Category(Reader),
    Number(String),
}

/// Where people live: departments and areas of which enough people live there.
pub(super) struct Homes {
    pub(super) area: String,
    pub(super) department: String,
    /// By the code of a department, its category, if it may be told, and that of its area.
    pub(super) departments: HashMap<String, (Option<usize>, Option<usize>)>,
    /// By the code of an area, its category, if it may be told.
    pub(super) areas: HashMap<String, Option<usize>>,
    /// The category of areas that nobody said.
    pub(super) unknown: usize,
}

/// What stands for no answer in a column.
pub(super) const NO_ANSWER: &str = "no_answer";
pub(super) const NOT_ASKED: &str = "not_asked";

impl Layout {
    pub(super) fn new(
        plan: &ReleasePlan,
        form: &Form,
        territory: &Territory,
        request: &Request,
    ) -> Result<Self, Misfit> {
        let codebook = form.codebook(&request.language);
        let asked: BTreeMap<&str, &Asked> = codebook.variables.iter().map(|one| (one.path.as_str(), one)).collect();
        let find = |path: &str| asked.get(path).copied().ok_or_else(|| Misfit::NoQuestion(path.to_owned()));
        let mut layout = Self {
            keys: Vec::new(),
            answers: Vec::new(),
            texts: Vec::new(),
            left_out: Vec::new(),
            place: None,
            readers: (Vec::new(), Vec::new()),
            population: plan.population.as_ref().map(|one| (one.question.clone(), one.is.clone())),
            linked: Vec::new(),
        };
        let about = Declared::new(plan, form, &codebook, territory);
        let mut columns: Vec<&str> = Vec::new();
        let mut used: Vec<&str> = plan.population.iter().map(|one| one.question.as_str()).collect();
        if let Some(place) = &plan.place {
            let labels = (find(&place.area)?, find(&place.department)?);
            layout.add_place(place, labels, territory, plan.thresholds.least_residents(), &request.language);
            used.extend([place.area.as_str(), place.department.as_str()]);
        }
        for breakdown in &plan.breakdowns {
            let Some(question) = breakdown.question() else {
                layout.left_out.push((breakdown.name.clone(), "language"));
                continue;
            };
            layout.add_key(breakdown, find(question)?, &request.language)?;
            used.push(question);
        }
        for asked in &codebook.variables {
            let declared = plan.answers.iter().find(|answer| answer.question == asked.path);
            if used.contains(&asked.path.as_str()) {
                continue;
            }
            let sensitive = about.is_sensitive(&asked.path) || declared.is_some_and(|answer| answer.sensitive);
            let why = why_left_out(asked, declared.is_some(), request);
            // What people wrote is not protected, whatever it tells.
            let why = why.or_else(|| about.why_told_otherwise(&asked.path).filter(|_| asked.kind != "text"));
            match why {
                Some(why) => layout.left_out.push((asked.path.clone(), why)),
                None => layout.add_answer(asked, sensitive, declared.is_some(), &request.language)?,
            }
            columns.resize(layout.answers.len(), &asked.path);
        }
        layout.linked = about.links.groups(&columns);
        Ok(layout)
    }

    /// Which key lies within which: the department, which comes second, in the area.
    pub(super) fn key_order(&self) -> Vec<Key> {
        let within = |at: usize| (at == 1 && self.place.is_some()).then_some(0);
        (0..self.keys.len()).map(|at| Key { within: within(at) }).collect()
    }

    /// What weights of the rows follow from, beside what is shown of them.
    pub(super) fn known<'l>(&'l self, plan: &'l ReleasePlan, residents: &'l [Residents]) -> Known<'l> {
        Known { keys: &self.keys, place: self.place.as_ref(), plan, residents }
    }

    pub(super) fn columns(&self) -> Vec<Column> {
        let column = |(variable, linked): (&Variable, &usize)| Column {
            is_missing: variable.codes.iter().map(|code| code.is_missing).collect(),
            is_sensitive: variable.is_sensitive,
            is_ordered: variable.is_number,
            linked: *linked,
        };
        self.answers.iter().zip(&self.linked).map(column).collect()
    }

    fn add_place(&mut self, place: &Place, asked: (&Asked, &Asked), territory: &Territory, least: u32, language: &str) {
        let label = |asked: &Asked, codes: &[String], code: &str| {
            let known = asked.codes.iter().find(|one| codes.contains(&one.code));
            Code { code: code.to_owned(), label: known.map_or(code, |one| &one.label).to_owned(), is_missing: false }
        };
        let (mut areas, mut departments) = (Vec::new(), Vec::new());
        let (mut of_area, mut of_department) = (HashMap::new(), HashMap::new());
        let of_departments = |known: &Area| known.departments.iter().map(|one| one.residents).collect::<Vec<u32>>();
        let of_areas =
            territory.areas.iter().map(|known| of_departments(known).into_iter().fold(0, u32::saturating_add));
        let large = large(&of_areas.collect::<Vec<_>>(), least);
        for (known, is_large) in territory.areas.iter().zip(large) {
            let area = is_large.then(|| {
                areas.push(label(asked.0, &known.codes, &known.code));
                areas.len() - 1
            });
            of_area.extend(known.codes.iter().map(|code| (code.clone(), area)));
            for (one, is_large) in known.departments.iter().zip(self::large(&of_departments(known), least)) {
                let department = is_large.then(|| {
                    departments.push(label(asked.1, &one.codes, &one.code));
                    departments.len() - 1
                });
                of_department.extend(one.codes.iter().map(|code| (code.clone(), (department, area))));
            }
        }
        areas.push(unknown(language));
        let unknown = areas.len() - 1;
        self.keys.push(key("area", asked.0, areas));
        self.keys.push(key("department", asked.1, departments));
        let (area, department) = (place.area.clone(), place.department.clone());
        self.place = Some(Homes { area, department, departments: of_department, areas: of_area, unknown });
    }

    fn add_key(&mut self, breakdown: &Breakdown, asked: &Asked, language: &str) -> Result<(), Misfit> {
        let categories = Categories::of(&asked.codes, &breakdown.categories);
        let mut categories = categories.map_err(|code| Misfit::NoCode(code, asked.path.clone()))?;
        let unsaid = categories.push(UNKNOWN, None);
        let mut codes = coded(asked, &categories, language);
        codes[unsaid] = unknown(language);
        self.keys.push(key(&breakdown.name, asked, codes));
        let question = asked.path.clone();
        self.readers.0.push(Reader::Breakdown { question, codes: categories.codes, unsaid });
        Ok(())
    }

    fn add_answer(&mut self, asked: &Asked, sensitive: bool, declared: bool, language: &str) -> Result<(), Misfit> {
        let new = |name: String, label: String, codes: Vec<Code>, is_number: bool| Variable {
            name,
            label,
            is_sensitive: sensitive,
            is_declared: declared,
            is_number,
            codes,
        };
        let (question, label) = (asked.path.clone(), asked.label.clone().unwrap_or_default());
        if asked.kind == "text" {
            self.texts.push(new(question, label, Vec::new(), false));
        } else if asked.codes.is_empty() {
            self.answers.push(new(question.clone(), label, Vec::new(), true));
            self.readers.1.push(Said::Number(question));
        } else if asked.kind == "select_multiple" {
            for code in asked.codes.iter().filter(|code| code.missing.is_none()) {
                let mut categories = Categories::of_chosen(&code.code);
                let missing = categories.with_missing(&asked.codes, MissingAnswers::Apart, false);
                let codes = coded(asked, &categories, language);
                let name = format!("{question}:{}", code.code);
                self.answers.push(new(name, format!("{label} – {}", code.label), codes, false));
                let (question, code) = (question.clone(), code.code.clone());
                let reader = Reader::Chosen { question, code, codes: categories.codes, missing };
                self.readers.1.push(Said::Category(reader));
            }
        } else {
            let categories = Categories::of(&asked.codes, &[]);
            let mut categories = categories.map_err(|code| Misfit::NoCode(code, question.clone()))?;
            let missing = categories.with_missing(&asked.codes, MissingAnswers::Apart, false);
            self.answers.push(new(question.clone(), label, coded(asked, &categories, language), false));
            let reader = Reader::Answer { question, codes: categories.codes, missing };
            self.readers.1.push(Said::Category(reader));
        }
        Ok(())
    }
}

/// Which places may be told. Those that may not are known by what is missing, so together they are large enough as well.
fn large(residents: &[u32], least: u32) -> Vec<bool> {
    let mut by_size: Vec<usize> = (0..residents.len()).collect();
    by_size.sort_by_key(|at| residents[*at]);
    let (mut large, mut hidden) = (vec![true; residents.len()], None::<u32>);
    for at in by_size {
        if residents[at] < least || hidden.is_some_and(|hidden| hidden < least) {
            hidden = Some(hidden.unwrap_or_default().saturating_add(residents[at]));
            large[at] = false;
        }
    }
    large
}

/// Why a question is in no column, if it is in none.
fn why_left_out(asked: &Asked, is_declared: bool, request: &Request) -> Option<&'static str> {
    let is_number = matches!(asked.kind.as_str(), "integer" | "decimal" | "range");
    let is_choice = matches!(asked.kind.as_str(), "select_one" | "select_multiple") && !asked.codes.is_empty();
    match asked.kind.as_str() {
        _ if asked.repeat.is_some() => Some("repeat"),
        "text" => (!request.extent.free_text).then_some("free_text"),
        _ if is_declared => None,
        _ if !is_number && !is_choice => Some("kind"),
        _ => (!request.extent.all_questions).then_some("not_in_plan"),
    }
}

fn key(name: &str, asked: &Asked, codes: Vec<Code>) -> Variable {
    Variable {
        name: name.to_owned(),
        label: asked.label.clone().unwrap_or_default(),
        is_sensitive: false,
        is_declared: true,
        is_number: false,
        codes,
    }
}

fn unknown(language: &str) -> Code {
    Code { code: UNKNOWN.to_owned(), label: words_of(language, UNKNOWN), is_missing: true }
}

/// The categories with what they mean: what the form says, of merged codes all of it.
fn coded(asked: &Asked, categories: &Categories, language: &str) -> Vec<Code> {
    let code = |(at, category): (usize, &stats::cube::Category)| {
        let is_missing = category.missing.is_some();
        let meant = asked.codes.iter().filter(|code| categories.codes.get(&code.code) == Some(&at));
        let labels: Vec<&str> = meant.filter(|_| !is_missing).map(|code| code.label.as_str()).collect();
        let chosen = asked.codes.iter().find(|code| code.code == category.code);
        let label = match (labels.is_empty(), chosen) {
            (false, _) => labels.join(" / "),
            (true, Some(chosen)) if !is_missing => chosen.label.clone(),
            _ if category.code.starts_with("not_") && !is_missing => words_of(language, "not_chosen"),
            _ => words_of(language, &category.code),
        };
        Code { code: category.code.clone(), label, is_missing }
    };
    categories.all.iter().enumerate().map(code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_places_are_hidden_together_and_with_a_larger_one_where_they_are_too_few() {
        assert_eq!(large(&[120, 300], 100), [true, true]);
        assert_eq!(large(&[120, 40, 300], 100), [false, false, true], "who is in no other would be in the small one");
        assert_eq!(large(&[60, 40, 300], 100), [false, false, true]);
        assert_eq!(large(&[0, 500], 100), [false, false]);
        assert_eq!(large(&[], 100), [true; 0]);
    }
}
