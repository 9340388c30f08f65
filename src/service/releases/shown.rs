//! A release as people read it: a question at a time, in words, each share with its interval. Like the files it
//! says nothing that does not follow from the cells that are shown.

use stats::disclosure::{Method, Published, Rules};

use super::files::{Unwritable, names_with, ordered};
use super::make::Counted;
use super::tidy::{Row, breakdowns, questions, rows};
use crate::service::Services;
use crate::store::release::Release;

/// A release that is read.
pub struct Shown {
    release: Release,
    published: Published,
    counted: Counted,
    language: &'static str,
}

/// A release as somebody looks at it: at one of its questions.
pub struct Page {
    /// The release.
    pub shown: Shown,
    /// Its questions.
    pub questions: Vec<Question>,
    /// The one that is looked at.
    pub question: usize,
    /// What was answered to it.
    pub ways: Vec<Way>,
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
    code: String,
    /// The answer, in words.
    pub answer: String,
    /// Whether it is a part of the answer above it.
    pub is_part: bool,
    /// How many gave it; nothing, where it is hidden.
    pub count: Option<u64>,
    /// What share that is, with the ends of its interval: from 0 to 1.
    pub share: Option<(f64, f64, f64)>,
    /// Whether the interval is so wide that the share says little.
    pub is_uncertain: bool,
}

/// Reads a release in a language, and what was answered to one of its questions: the first one, if there is none of that number.
pub async fn look(
    services: &Services,
    release: Release,
    language: &'static str,
    question: usize,
) -> Result<Page, Unwritable> {
    let read = move || {
        let shown = Shown::of(release, language)?;
        let questions = shown.questions();
        let question = if question < questions.len() { question } else { 0 };
        let ways = questions.get(question).map(|question| shown.ways(question)).unwrap_or_default();
        Ok(Page { shown, questions, question, ways })
    };
    services.compiling.run(read).await
}

impl Shown {
    fn of(release: Release, language: &'static str) -> Result<Self, Unwritable> {
        let unreadable = |error| Unwritable::of(&release, error);
        let published = serde_json::from_str(&release.published).map_err(unreadable)?;
        let counted = serde_json::from_str(&release.counted).map_err(unreadable)?;
        Ok(Self { release, published, counted, language })
    }

    /// What is kept of it.
    pub fn release(&self) -> &Release {
        &self.release
    }

    /// The names of its files.
    pub fn files(&self) -> impl Iterator<Item = &'static str> {
        names_with(self.counted.background.figures)
    }

    /// The rules that it follows.
    pub fn rules(&self) -> Rules {
        self.published.rules()
    }

    /// What breaks down and asks for more people than the rules, in words, with how many.
    pub fn least_bases(&self) -> Vec<(String, u32)> {
        let more = |(_, least): &(String, u32)| u64::from(*least) > self.rules().least_base();
        let named = self.published.plan().least_bases().into_iter().filter(more);
        named.map(|(name, least)| (self.variable(&name), least)).collect()
    }

    /// By which method its counts are protected.
    pub fn method(&self) -> Method {
        self.published.method()
    }

    /// How many cells it has, and how many of them are shown.
    pub fn cells(&self) -> (usize, usize) {
        let shown = self.published.cells().filter(|(_, count)| count.is_some()).count();
        (shown, self.published.cells().count())
    }

    /// The questions, in the order of the plan.
    fn questions(&self) -> Vec<Question> {
        let names = questions(self.published.plan()).into_iter().map(|question| question.name.clone());
        names.map(|name| Question { label: self.variable(&name), name }).collect()
    }

    /// What was answered to a question: by everybody first, then in each way in which it is broken down.
    fn ways(&self, question: &Question) -> Vec<Way> {
        let names = breakdowns(self.published.plan());
        let mut ways: Vec<(Vec<usize>, Way)> = Vec::new();
        for row in rows(&self.published, &self.counted).into_iter().filter(|row| row.question == question.name) {
            let at: Vec<usize> = (0..row.whom.len()).filter(|at| row.whom[*at].is_some()).collect();
            let whom: Vec<String> =
                at.iter().map(|at| self.code(names[*at], row.whom[*at].as_deref().unwrap_or_default())).collect();
            let way = ways.iter().position(|(known, _)| *known == at).unwrap_or_else(|| {
                let by = at.iter().map(|at| self.variable(names[*at])).collect();
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
        let order = self.published.plan().variables().iter().find(|one| one.name == question.name).map(ordered);
        let place = |line: &Line| order.iter().flatten().position(|code| *code == line.code);
        for group in ways.iter_mut().flat_map(|(_, way)| &mut way.groups) {
            group.lines.sort_by_key(place);
        }
        ways.sort_by_key(|(at, _)| at.len());
        ways.into_iter().map(|(_, way)| way).collect()
    }

    fn variable(&self, name: &str) -> String {
        self.counted.background.meaning.variable(name, self.language).to_owned()
    }

    fn code(&self, variable: &str, code: &str) -> String {
        self.counted.background.meaning.code(variable, code, self.language).to_owned()
    }

    fn line(&self, row: &Row) -> Line {
        Line {
            code: row.answer.clone(),
            answer: row.in_words(&self.counted.background.meaning, self.language),
            is_part: row.part_of.is_some(),
            count: row.count,
            share: row.share.map(|share| (share.value, share.low, share.high)),
            is_uncertain: row.observation() == "U",
        }
    }
}
