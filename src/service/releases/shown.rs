//! A release as people read it: a question at a time, in the words of its form, each share with its interval. Like the files it
//! says nothing that does not follow from the cells that are shown.

use std::collections::HashMap;

use forms::Form;
use stats::cube::Plan;
use stats::disclosure::{Published, Rules};

use super::files::Unwritable;
use super::plan::{Merged, ReleasePlan};
use super::tidy::{Row, breakdowns, rows};
use super::variable::UNKNOWN;
use crate::store::release::Release;
use crate::words::{say, say_with};

/// A release that is read.
pub struct Shown {
    published: Published,
    words: Words,
}

/// A question that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    name: String,
    /// What was asked.
    pub label: String,
}

/// The counts of a question, broken down in one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// By what, in words; nothing for everybody together.
    pub by: Vec<String>,
    /// Each group of people.
    pub groups: Vec<Group>,
}

/// What a group of people answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Who they are, in words; nothing for everybody.
    pub whom: Vec<String>,
    /// How many of them count, if that is shown.
    pub base: Option<u64>,
    /// Each answer.
    pub lines: Vec<Line>,
}

/// How many gave an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The answer, in words.
    pub answer: String,
    /// How many gave it; nothing, where it is hidden.
    pub count: Option<u64>,
    /// What share that is, with the ends of its interval: from 0 to 1.
    pub share: Option<(f64, f64, f64)>,
    /// Whether the interval is so wide that the share says little.
    pub is_uncertain: bool,
}

/// What codes are called.
struct Words {
    language: &'static str,
    /// By the name of the variable.
    variables: HashMap<String, String>,
    /// By the name of the variable and the code.
    codes: HashMap<(String, String), String>,
}

const DEPARTMENT: &str = "department";

impl Shown {
    /// Reads a release of a wave that asked this form.
    pub fn of(release: &Release, form: &Form, language: &'static str) -> Result<Self, Unwritable> {
        let published: Published = serde_json::from_str(&release.published).map_err(|_| Unwritable(release.id))?;
        let plan = ReleasePlan::parse(&release.plan).map_err(|_| Unwritable(release.id))?;
        Ok(Self { published, words: Words::of(&plan, form, language) })
    }

    /// The rules that it follows.
    pub fn rules(&self) -> Rules {
        self.published.rules()
    }

    /// How many cells it has, and how many of them are shown.
    pub fn cells(&self) -> (usize, usize) {
        let shown = self.published.cells().filter(|(_, count)| count.is_some()).count();
        (shown, self.published.cells().count())
    }

    /// The questions, in the order of the plan.
    pub fn questions(&self) -> Vec<Question> {
        let plan: &Plan = self.published.plan();
        let answers = plan.answers().into_iter().map(|at| plan.variables()[at].name.clone());
        answers.map(|name| Question { label: self.words.variable(&name), name }).collect()
    }

    /// What was answered to a question: by everybody first, then in each way in which it is broken down.
    pub fn ways(&self, question: &Question) -> Vec<Way> {
        let names = breakdowns(self.published.plan());
        let mut ways: Vec<(Vec<usize>, Way)> = Vec::new();
        for row in rows(&self.published).into_iter().filter(|row| row.question == question.name) {
            let at: Vec<usize> = (0..row.whom.len()).filter(|at| row.whom[*at].is_some()).collect();
            let whom: Vec<String> =
                at.iter().map(|at| self.words.code(names[*at], row.whom[*at].as_deref().unwrap_or_default())).collect();
            let way = ways.iter().position(|(known, _)| *known == at).unwrap_or_else(|| {
                let by = at.iter().map(|at| self.words.variable(names[*at])).collect();
                ways.push((at, Way { by, groups: Vec::new() }));
                ways.len() - 1
            });
            let groups = &mut ways[way].1.groups;
            let group = groups.iter().position(|group| group.whom == whom).unwrap_or_else(|| {
                groups.push(Group { whom, base: row.base, lines: Vec::new() });
                groups.len() - 1
            });
            groups[group].lines.push(self.line(&row));
        }
        ways.sort_by_key(|(at, _)| at.len());
        ways.into_iter().map(|(_, way)| way).collect()
    }

    fn line(&self, row: &Row) -> Line {
        Line {
            answer: self.words.code(&row.question, &row.answer),
            count: row.count,
            share: row.share.map(|share| (share.value, share.low, share.high)),
            is_uncertain: row.observation() == "U",
        }
    }
}

impl Words {
    fn of(plan: &ReleasePlan, form: &Form, language: &'static str) -> Self {
        let mut words = Self { language, variables: HashMap::new(), codes: HashMap::new() };
        let codebook = form.codebook(language);
        let asked: HashMap<&str, &forms::Variable> =
            codebook.variables.iter().map(|variable| (variable.path.as_str(), variable)).collect();
        if let Some(place) = &plan.place {
            words.variables.insert(DEPARTMENT.to_owned(), say(language, "release-by-place"));
            for question in [&place.area, &place.department] {
                if let Some(asked) = asked.get(question.as_str()) {
                    words.add(DEPARTMENT, asked, &[]);
                }
            }
        }
        for breakdown in &plan.breakdowns {
            if let Some(asked) = asked.get(breakdown.question.as_str()) {
                words.variables.insert(breakdown.name.clone(), asked.label.clone().unwrap_or_default());
                words.add(&breakdown.name, asked, &breakdown.categories);
            }
        }
        for answer in &plan.answers {
            let Some(asked) = asked.get(answer.question.as_str()) else { continue };
            let label = asked.label.clone().unwrap_or_else(|| answer.question.clone());
            if asked.kind == "select_multiple" {
                for code in &asked.codes {
                    let name = format!("{}:{}", asked.path, code.code);
                    let not = say_with(language, "release-not-chosen", &[("answer", code.label.as_str().into())]);
                    words.codes.insert((name.clone(), format!("not_{}", code.code)), not);
                    words.codes.insert((name.clone(), code.code.clone()), code.label.clone());
                    words.variables.insert(name, format!("{label} {}", code.label));
                }
            } else {
                words.add(&answer.question, asked, &answer.categories);
                words.variables.insert(answer.question.clone(), label);
            }
        }
        words
    }

    /// The codes of a question; those that count as one are called what they are called together.
    fn add(&mut self, variable: &str, asked: &forms::Variable, merged: &[Merged]) {
        let labels: HashMap<&str, &str> =
            asked.codes.iter().map(|code| (code.code.as_str(), code.label.as_str())).collect();
        for (code, label) in &labels {
            self.codes.insert((variable.to_owned(), (*code).to_owned()), (*label).to_owned());
        }
        for Merged { code, of } in merged {
            let of: Vec<&str> = of.iter().map(|code| labels.get(code.as_str()).copied().unwrap_or(code)).collect();
            self.codes.insert((variable.to_owned(), code.clone()), of.join(" / "));
        }
    }

    fn variable(&self, name: &str) -> String {
        self.variables.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// What the code of a variable is called; one that nobody has a name for is shown as it is.
    fn code(&self, variable: &str, code: &str) -> String {
        let known = |code: &str| self.codes.get(&(variable.to_owned(), code.to_owned())).cloned();
        if let Some(label) = known(code) {
            return label;
        }
        match code {
            UNKNOWN | "area.unknown" => say(self.language, "release-unknown"),
            "no_answer" | "dont_know" | "not_asked" => {
                say(self.language, &format!("release-{}", code.replace('_', "-")))
            }
            _ => match code.strip_suffix(UNKNOWN).and_then(|code| code.strip_suffix('.')) {
                Some(area) => {
                    let area = known(area).unwrap_or_else(|| area.to_owned());
                    say_with(self.language, "release-unknown-in", &[("area", area.as_str().into())])
                }
                None => code.to_owned(),
            },
        }
    }
}
