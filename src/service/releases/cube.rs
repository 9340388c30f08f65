//! A release plan brought together with its form and the places of a programme: the variables and tables that are counted, and
//! how an answer falls into them.

use std::collections::{BTreeSet, HashMap};

use forms::{Code, Form, Instance, Variable as Asked};
use serde_json::Value;
use stats::cube::{Category, Group, Link, Plan, PlanError, Role, Table, Variable};

use super::breakdown::{Breakdown, Source};
use super::declared::Declared;
use super::follow_up::{Bond, How, Placed, Whom};
use super::plan::{Answer, ReleasePlan};
use super::residents::Known;
use super::spoken::Offered;
use super::territory::Territory;
use super::tied::Node;
use super::variable::{Categories, Missing, OTHER, Reader, UNCHOSEN, UNKNOWN, text};

/// What is counted.
pub(super) struct Cube {
    pub(super) plan: Plan,
    /// Each with how its variable follows from an earlier one.
    readers: Vec<(Reader, Option<Bond>)>,
    population: Option<(String, String)>,
}

/// Why a plan does not fit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// It is about another form.
    #[error("the plan is about the form {0}")]
    OtherForm(String),
    /// The form has no such question, or one that has no codes or repeats.
    #[error("{0} is no question of the form that is asked once and has codes to choose from")]
    NoQuestion(String),
    /// A question does not have the code, or it is in two categories.
    #[error("{0} is no answer to {1}, or is in two categories")]
    NoCode(String, String),
    /// Residents are said of a category that the breakdown does not have.
    #[error("{0} is no category of {1}")]
    NoCategory(String, String),
    /// Somebody would be among the residents of two categories.
    #[error("the residents of {0} overlap")]
    Residents(String),
    /// An answer is in no category, so it would be lost.
    #[error("the answer {0} to {1} is in no category")]
    LeftOut(String, String),
    /// The form has no such number.
    #[error("{0} is no number that the form asks for or calculates once, or has categories beside its bands")]
    NoNumber(String),
    /// A band is none, or does not lie above the one before it.
    #[error("{0} is no band of {1} above the one before it, with an end on both sides")]
    NoBand(String, String),
    /// The form calls it sensitive, and it would be told of a department.
    #[error("the form calls {0} sensitive: it is not told of departments, only of areas")]
    BelowArea(String),
    /// The form calls it sensitive, and people would be told apart by it.
    #[error("the form calls {0} sensitive: it is no breakdown, and nobody is chosen by it")]
    ToldApart(String),
    /// It tells where somebody lives, and is not the plan's place.
    #[error("{0} tells where somebody lives, or follows from that: people are told apart by it as `place` alone")]
    Place(String),
    /// The same question twice. What is hidden in one place would be shown in the other.
    #[error("{0} is in the plan twice: it is `place`, `population`, one breakdown or one answer")]
    TwoRoles(String),
    /// One follows from the other. Who was not asked one is known from the other.
    #[error("{0} follows from {1}, so each tells on the other: count one of them, or choose by {1} who counts")]
    Follows(String, String),
    /// Both follow from a third.
    #[error("{} and {} follow from {}, so each tells on the other: count one of them, or choose by {} who counts", .0[0], .0[1], .0[2], .0[2])]
    Together([String; 3]),
    /// Whether somebody is asked the first follows from the second, and not from the category that is third.
    #[error("{} is asked of some of those who are counted as {} of {}, and of others not: keep them apart", .0[0], .0[2], .0[1])]
    Mixed([String; 3]),
    /// Two answers tell on each other, and counts are to be changed.
    #[error(
        "{0} and {1} tell on each other, so counts are hidden and not changed: count one of them, or leave out `method`"
    )]
    Changed(String, String),
    /// Of a question with several answers, all are to be counted, or none.
    #[error("{0} takes several answers, and who answered gave one: leave one out, and name the others as `only`")]
    Several(String),
    /// Only one answer is to be counted of a question that takes one.
    #[error("{0} takes one answer, so `only` says nothing of it")]
    NotSeveral(String),
    /// The wave did not ask in a language.
    #[error("{0} is no language that the wave asks in")]
    NoLanguage(String),
    /// Nobody would be in the category of those who answered in another language.
    #[error("{0} are all languages that the wave asks in: leave one out, so that there are others")]
    AllLanguages(String),
    /// Two breakdowns are the language of the answer.
    #[error("{0} and {1} are both the language of the answer")]
    TwoLanguages(String, String),
    /// A table crosses the language with the department.
    #[error("{0} is the language of the answer: it is not told of departments, only of areas")]
    LanguageOfDepartment(String),
    /// A table names what does not break anything down.
    #[error("a table names {0}, which is neither `department`, `area` nor a breakdown")]
    NoBreakdown(String),
    /// Variables and tables do not fit each other.
    #[error(transparent)]
    Plan(#[from] PlanError),
}

/// The variable of places.
pub(in crate::service) const DEPARTMENT: &str = "department";
/// What tables call it that show areas alone.
pub(super) const AREA: &str = "area";

/// Variables on their way into a plan.
#[derive(Default)]
struct Draft {
    variables: Vec<Variable>,
    readers: Vec<(Reader, Option<Bond>)>,
    tables: Vec<Table>,
    placed: HashMap<String, Placed>,
}

impl Cube {
    /// `languages` are those that the wave asks in; none, if it asks in all.
    pub(super) fn new(
        plan: &ReleasePlan,
        form: &Form,
        territory: &Territory,
        languages: &[String],
    ) -> Result<Self, Misfit> {
        if plan.form_id != form.id() {
            return Err(Misfit::OtherForm(plan.form_id.clone()));
        }
        let codebook = form.codebook(form.default_language());
        let declared = Declared::new(plan, form, &codebook, territory);
        let nodes = declared.check()?;
        let mut draft = Draft::default();
        if let Some(place) = &plan.place {
            declared.choice(&place.area)?;
            declared.choice(&place.department)?;
            draft.add_place(territory, place.area.clone(), place.department.clone());
        }
        for breakdown in &plan.breakdowns {
            match &breakdown.source {
                Source::Question(question) => draft.add_breakdown(breakdown, &declared.choice(question)?.codes)?,
                Source::Language(told) => {
                    draft.add_breakdown(breakdown, &Offered::new(form, languages).codes(told)?)?;
                }
            }
        }
        for node in &nodes {
            draft.add_question(&declared, form, node)?;
        }
        let population = plan.population.as_ref().map(|one| (one.question.clone(), one.is.clone()));
        draft.share_sensitivity();
        let links = draft.links(plan)?;
        let asking = |one: &Breakdown| Some((one.name.clone(), one.least_base()?));
        let least = plan.breakdowns.iter().filter_map(asking).collect();
        let counted = Plan::parse(draft.variables, &draft.tables)?.linked(&links)?.resting_on(&least)?;
        Ok(Self { plan: counted, readers: draft.readers, population })
    }

    /// The category of each variable for who gave these answers; nothing, if they do not count.
    pub(super) fn categories(&self, answers: &Value, instance: &Instance<'_>) -> Option<Vec<usize>> {
        let counts = self.population.as_ref().is_none_or(|(question, is)| text(answers, question) == Some(is.as_str()));
        counts.then(|| {
            self.readers.iter().fold(Vec::new(), |mut before, (reader, bond)| {
                let own = reader.category(answers, instance);
                before.push(bond.as_ref().map_or(own, |bond| bond.category(own, &before)));
                before
            })
        })
    }
}

impl Draft {
    /// Departments within their areas; in each area one category more for those of whom nothing else is known.
    fn add_place(&mut self, territory: &Territory, area: String, department: String) {
        let mut categories: Vec<Category> = Vec::new();
        let (mut departments, mut areas, mut groups) = (HashMap::new(), HashMap::new(), Vec::new());
        let mut add = |code: String, residents: u32| {
            categories.push(Category { code, residents: Some(residents), missing: None });
            categories.len() - 1
        };
        for known in &territory.areas {
            let mut members = Vec::new();
            for department in &known.departments {
                let at = add(department.code.clone(), department.residents);
                departments.extend(department.codes.iter().map(|code| (code.clone(), at)));
                members.push(department.code.clone());
            }
            let rest = format!("{}.{UNKNOWN}", known.code);
            let at = add(rest.clone(), 0);
            areas.extend(known.codes.iter().map(|code| (code.clone(), at)));
            members.push(rest);
            groups.push(Group { code: known.code.clone(), members });
        }
        let unknown = add(UNKNOWN.to_owned(), 0);
        groups.push(Group { code: format!("area.{UNKNOWN}"), members: vec![UNKNOWN.to_owned()] });
        let variable = Variable { name: DEPARTMENT.to_owned(), role: Role::Breakdown, categories, groups };
        self.add(variable, Reader::Place { area, department, departments, areas, unknown });
    }

    fn add_breakdown(&mut self, breakdown: &Breakdown, codes: &[Code]) -> Result<(), Misfit> {
        let mut categories = merged(codes, &breakdown.categories, breakdown.question().unwrap_or(&breakdown.name))?;
        let unknown = breakdown.residents.keys().find(|code| !categories.all.iter().any(|one| one.code == **code));
        if let Some(unknown) = unknown {
            return Err(Misfit::NoCategory(unknown.clone(), breakdown.name.clone()));
        }
        let known: Vec<Known> = breakdown.residents.values().copied().collect();
        let apart = |at: usize| known[..at].iter().all(|other| known[at].excludes(*other));
        if !(0..known.len()).all(apart) {
            return Err(Misfit::Residents(breakdown.name.clone()));
        }
        let unsaid = categories.push(if breakdown.question().is_some() { UNKNOWN } else { OTHER }, None);
        let variable = Variable {
            name: breakdown.name.clone(),
            role: Role::Breakdown,
            categories: categories.all,
            groups: Vec::new(),
        };
        let codes = categories.codes;
        let reader = match breakdown.question() {
            Some(question) => Reader::Breakdown { question: question.to_owned(), codes, unsaid },
            None => Reader::Language { codes, rest: unsaid },
        };
        self.add(variable, reader);
        Ok(())
    }

    /// A question that is counted, or that others are asked by.
    fn add_question(&mut self, declared: &Declared<'_>, form: &Form, node: &Node<'_>) -> Result<(), Misfit> {
        let found = declared.plan.answers.iter().find(|answer| node.is_counted && answer.question == node.question);
        let wanted = found.cloned().unwrap_or_else(|| Answer::of_nothing(node.question));
        let whom = match &node.tie {
            Some(tie) => {
                let codes = declared.choice(tie.on).map(|asked| asked.codes.as_slice()).unwrap_or_default();
                self.placed[tie.on].whom(form, (node.question, tie), codes, &self.variables)?
            }
            None if declared.links.is_asked_of_all(node.question) => Whom::All,
            None => Whom::Some,
        };
        let first = self.variables.len();
        let (how, missing) = match wanted.bands[..] {
            [] => self.add_answer(declared, &wanted, declared.choice(node.question)?, &whom)?,
            _ => self.add_number(declared, &wanted, declared.number(&wanted)?, &whom)?,
        };
        self.placed.insert(node.question.to_owned(), Placed { first, how, missing });
        Ok(())
    }

    fn add_answer(
        &mut self,
        declared: &Declared<'_>,
        wanted: &Answer,
        asked: &Asked,
        whom: &Whom,
    ) -> Result<(How, Missing), Misfit> {
        let (plan, role) = (declared.plan, role(declared, wanted, asked)?);
        if asked.kind == "select_multiple" {
            return self.add_several(declared, wanted, asked, whom);
        }
        let mut categories = merged(&asked.codes, &wanted.categories, &wanted.question)?;
        if let Some(left) = categories.left_out(&asked.codes) {
            return Err(Misfit::LeftOut(left.code.clone(), wanted.question.clone()));
        }
        let missing = categories.with_missing(&asked.codes, plan.missing, whom.is_all());
        let reader = Reader::Answer { question: asked.path.clone(), codes: categories.codes.clone(), missing };
        let variable = variable(asked.path.clone(), role, categories.all, categories.groups);
        self.add_counted(plan, wanted, variable, reader, whom.bond(missing))?;
        Ok((How::Codes(categories.codes), missing))
    }

    /// One variable for each code that is counted. Who gave no answer gave none of them.
    fn add_several(
        &mut self,
        declared: &Declared<'_>,
        wanted: &Answer,
        asked: &Asked,
        whom: &Whom,
    ) -> Result<(How, Missing), Misfit> {
        let (plan, role, first) = (declared.plan, role(declared, wanted, asked)?, self.variables.len());
        let counted: Vec<&Code> = wanted.counted(&asked.codes).collect();
        let mut placed = Err(Misfit::NoQuestion(asked.path.clone()));
        for code in &counted {
            let mut categories = Categories::of_chosen(&code.code);
            let missing = categories.with_missing(&asked.codes, plan.missing, whom.is_all());
            let is_first = self.variables.len() == first;
            let bond =
                if is_first { whom.bond(missing) } else { Some(Bond::alike(first, UNCHOSEN, categories.all.len())) };
            let name = format!("{}:{}", asked.path, code.code);
            let (question, code) = (asked.path.clone(), code.code.clone());
            let meant = categories.codes.clone();
            let reader = Reader::Chosen { question, code, codes: categories.codes, missing };
            self.add_counted(plan, wanted, variable(name, role, categories.all, categories.groups), reader, bond)?;
            placed = Ok((meant, missing));
        }
        let (meant, missing) = placed?;
        Ok((How::Chosen(counted.into_iter().map(|code| code.code.clone()).collect(), meant), missing))
    }

    fn add_number(
        &mut self,
        declared: &Declared<'_>,
        wanted: &Answer,
        asked: &Asked,
        whom: &Whom,
    ) -> Result<(How, Missing), Misfit> {
        let (plan, role) = (declared.plan, role(declared, wanted, asked)?);
        let bands = Categories::of_bands(&wanted.bands);
        let (mut categories, bands) = bands.map_err(|code| Misfit::NoBand(code, wanted.question.clone()))?;
        let missing = categories.with_missing(&[], plan.missing, whom.is_all());
        let reader = Reader::Number { question: asked.path.clone(), bands, missing };
        let variable = variable(asked.path.clone(), role, categories.all, categories.groups);
        self.add_counted(plan, wanted, variable, reader, whom.bond(missing))?;
        Ok((How::Number, missing))
    }

    /// What tells on a sensitive answer is sensitive as well.
    fn share_sensitivity(&mut self) {
        let mut families: Vec<usize> = Vec::new();
        for (at, (_, bond)) in self.readers.iter().enumerate() {
            families.push(bond.as_ref().map_or(at, |bond| families[bond.with()]));
        }
        let sensitive = self.variables.iter().zip(&families).filter(|(variable, _)| variable.is_sensitive());
        let sensitive: BTreeSet<usize> = sensitive.map(|(_, family)| *family).collect();
        for (variable, _) in self.variables.iter_mut().zip(&families).filter(|(_, family)| sensitive.contains(family)) {
            variable.role = Role::Answer { sensitive: true };
        }
    }

    /// What variables have in common. Where counts are changed, that is not kept.
    fn links(&self, plan: &ReleasePlan) -> Result<Vec<Link>, Misfit> {
        let bonds = self.readers.iter().enumerate().filter_map(|(at, (_, bond))| Some((at, bond.as_ref()?)));
        let links: Vec<Link> = bonds.map(|(at, bond)| bond.link(&self.variables, at)).collect();
        match links.first().filter(|_| !plan.method.is_suppression()) {
            Some(link) => Err(Misfit::Changed(link.answer.clone(), link.with.clone())),
            None => Ok(links),
        }
    }

    fn add_counted(
        &mut self,
        plan: &ReleasePlan,
        wanted: &Answer,
        variable: Variable,
        reader: Reader,
        bond: Option<Bond>,
    ) -> Result<(), Misfit> {
        for names in plan.tables_of(wanted) {
            let full: Vec<&str> = names.iter().map(String::as_str).filter(|name| *name != AREA).collect();
            let known: BTreeSet<&str> = self.breakdowns().collect();
            if let Some(unknown) = full.iter().find(|name| !known.contains(*name)) {
                return Err(Misfit::NoBreakdown((*unknown).to_owned()));
            }
            let mut dimensions = full;
            dimensions.push(&variable.name);
            let mut table = Table::of(&dimensions);
            if names.iter().any(|name| name == AREA) {
                if !known.contains(DEPARTMENT) {
                    return Err(Misfit::NoBreakdown(AREA.to_owned()));
                }
                table = table.by_groups_of(DEPARTMENT);
            }
            self.tables.push(table);
        }
        self.variables.push(variable);
        self.readers.push((reader, bond));
        Ok(())
    }

    fn breakdowns(&self) -> impl Iterator<Item = &str> {
        self.variables.iter().filter(|variable| variable.role == Role::Breakdown).map(|variable| variable.name.as_str())
    }

    fn add(&mut self, variable: Variable, reader: Reader) {
        self.variables.push(variable);
        self.readers.push((reader, None));
    }
}

/// How an answer is protected. What the form calls sensitive is sensitive whatever the plan says, and is not told of departments.
fn role(declared: &Declared<'_>, wanted: &Answer, asked: &Asked) -> Result<Role, Misfit> {
    let is_below_area = declared.plan.tables_of(wanted).iter().flatten().any(|name| name == DEPARTMENT);
    let is_sensitive = declared.is_sensitive(&asked.path);
    if is_sensitive && is_below_area {
        return Err(Misfit::BelowArea(asked.path.clone()));
    }
    Ok(Role::Answer { sensitive: wanted.sensitive || is_sensitive })
}

fn variable(name: String, role: Role, categories: Vec<Category>, groups: Vec<Group>) -> Variable {
    Variable { name, role, categories, groups }
}

fn merged(codes: &[Code], merged: &[super::plan::Merged], question: &str) -> Result<Categories, Misfit> {
    Categories::of(codes, merged).map_err(|code| Misfit::NoCode(code, question.to_owned()))
}
