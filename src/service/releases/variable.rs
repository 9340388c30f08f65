//! A variable of a release: its categories, and how one answer document falls into them.

use std::collections::HashMap;

use forms::{Code, Instance};
use serde_json::Value;
use stats::cube::{Category, Group, MissingCode};

use super::plan::{Band, Merged, MissingAnswers};

/// How the category of somebody is read from what they answered.
pub(in crate::service) enum Reader {
    /// Where they live.
    Place {
        area: String,
        department: String,
        /// By the code of the department.
        departments: HashMap<String, usize>,
        /// By the code of the area, for those whose department is not known.
        areas: HashMap<String, usize>,
        unknown: usize,
    },
    /// What they are; the last category is for those who did not say.
    Breakdown { question: String, codes: HashMap<String, usize>, unsaid: usize },
    /// In which language they answered; the last category is for all those that are not told.
    Language { codes: HashMap<String, usize>, rest: usize },
    /// What they answered.
    Answer { question: String, codes: HashMap<String, usize>, missing: Missing },
    /// In which band the number is that they answered, or that the form calculated of what they answered.
    Number { question: String, bands: Bands, missing: Missing },
    /// Whether they chose one of several answers.
    Chosen { question: String, code: String, codes: HashMap<String, usize>, missing: Missing },
}

/// The categories of those who gave no answer.
#[derive(Clone, Copy)]
pub(in crate::service) struct Missing {
    pub(in crate::service) declined: usize,
    /// Nothing, where everybody who counts is asked.
    pub(in crate::service) not_asked: Option<usize>,
}

/// Ends of bands, ascending. What is outside all of them is no value of the scale, and so no answer.
pub(in crate::service) struct Bands {
    from: Vec<f64>,
    to: f64,
}

/// The codes of a question on their way to categories.
#[derive(Default)]
pub(in crate::service) struct Categories {
    pub(in crate::service) all: Vec<Category>,
    pub(in crate::service) codes: HashMap<String, usize>,
    /// Those who gave no answer, where it is told apart why.
    pub(in crate::service) groups: Vec<Group>,
}

/// The categories of [`Categories::of_chosen`].
const CHOSEN: usize = 0;
const NOT_CHOSEN: usize = 1;
/// Behind them are those who gave no answer, who are the same for each code of a question.
pub(super) const UNCHOSEN: usize = 2;

pub(super) const NO_ANSWER: &str = "no_answer";
/// Of those who gave none and did not say that they do not know.
pub(super) const DECLINED: &str = "declined";
pub(super) const DONT_KNOW: &str = "dont_know";
pub(super) const NOT_ASKED: &str = "not_asked";
/// Of those of whom the breakdown is not known.
pub(in crate::service) const UNKNOWN: &str = "unknown";
/// Of those who answered in a language that is not told.
pub(in crate::service) const OTHER: &str = "other";

impl Categories {
    /// The answers of a question, merged where the plan says so. `Err` names a code that the question does not have, or that is
    /// merged twice.
    pub(in crate::service) fn of(codes: &[Code], merged: &[Merged]) -> Result<Self, String> {
        let answers: Vec<&Code> = codes.iter().filter(|code| code.missing.is_none()).collect();
        let mut categories = Self::default();
        if merged.is_empty() {
            for code in answers {
                categories.codes.insert(code.code.clone(), categories.all.len());
                categories.push(&code.code, None);
            }
            return Ok(categories);
        }
        for Merged { code, of, .. } in merged {
            for old in of {
                let is_there = answers.iter().any(|answer| answer.code == *old);
                if !is_there || categories.codes.insert(old.clone(), categories.all.len()).is_some() {
                    return Err(old.clone());
                }
            }
            categories.push(code, None);
        }
        Ok(categories)
    }

    /// The bands of a number. `Err` names one that is no band, or does not lie above the one before it.
    pub(super) fn of_bands(bands: &[Band]) -> Result<(Self, Bands), String> {
        let mut categories = Self::default();
        let mut read = Bands { from: Vec::new(), to: f64::NEG_INFINITY };
        for (at, Band { code, from, to, .. }) in bands.iter().enumerate() {
            let from = from.or((at == 0).then_some(f64::NEG_INFINITY));
            let to = to.or((at + 1 == bands.len()).then_some(f64::INFINITY));
            match (from, to) {
                (Some(from), Some(to)) if from <= to && (at == 0 || read.to < from) => {
                    read.from.push(from);
                    read.to = to;
                    categories.push(code, None);
                }
                _ => return Err(code.clone()),
            }
        }
        Ok((categories, read))
    }

    /// An answer that is in no category.
    pub(in crate::service) fn left_out<'a>(&self, codes: &'a [Code]) -> Option<&'a Code> {
        codes.iter().find(|code| code.missing.is_none() && !self.codes.contains_key(&code.code))
    }

    /// Those of one answer among several.
    pub(in crate::service) fn of_chosen(code: &str) -> Self {
        let mut categories = Self::default();
        categories.push(code, None);
        categories.push(&not_chosen(code), None);
        categories
    }

    /// Adds what stands for no answer: codes of the form that mean it, no answer at all, and not having been asked. Those who do not
    /// know are told apart from the others within a group of both, which is shown as well: the few of both hide each other, and nothing
    /// else is hidden for them.
    pub(in crate::service) fn with_missing(
        &mut self,
        codes: &[Code],
        how: MissingAnswers,
        is_asked_of_all: bool,
    ) -> Missing {
        let declined = if how == MissingAnswers::Apart && are_told_apart(codes) {
            let unsure = self.push(DONT_KNOW, Some(MissingCode::DontKnow));
            for code in codes.iter().filter(|code| code.missing == Some(DONT_KNOW)) {
                self.codes.insert(code.code.clone(), unsure);
            }
            let members = [DONT_KNOW, DECLINED].map(str::to_owned).to_vec();
            self.groups.push(Group { code: NO_ANSWER.to_owned(), members });
            self.push(DECLINED, Some(MissingCode::Declined))
        } else {
            self.push(NO_ANSWER, Some(MissingCode::Declined))
        };
        for code in codes.iter().filter(|code| code.missing.is_some()) {
            self.codes.entry(code.code.clone()).or_insert(declined);
        }
        let not_asked = (!is_asked_of_all).then(|| self.push(NOT_ASKED, Some(MissingCode::NotAsked)));
        Missing { declined, not_asked }
    }

    pub(in crate::service) fn push(&mut self, code: &str, missing: Option<MissingCode>) -> usize {
        self.all.push(Category { code: code.to_owned(), residents: None, missing });
        self.all.len() - 1
    }
}

/// Whether a question has an answer for those who do not know, so that they can be told from those who do not say.
pub(super) fn are_told_apart(codes: &[Code]) -> bool {
    codes.iter().any(|code| code.missing == Some(DONT_KNOW))
}

/// The category of those who chose another one of several answers.
pub(super) fn not_chosen(code: &str) -> String {
    format!("not_{code}")
}

impl Reader {
    /// The category of who gave these answers.
    pub(in crate::service) fn category(&self, answers: &Value, instance: &Instance<'_>) -> usize {
        match self {
            Self::Place { area, department, departments, areas, unknown } => {
                let known = text(answers, department).and_then(|code| departments.get(code));
                let known = known.or_else(|| text(answers, area).and_then(|code| areas.get(code)));
                known.copied().unwrap_or(*unknown)
            }
            Self::Breakdown { question, codes, unsaid } => {
                text(answers, question).and_then(|code| codes.get(code)).copied().unwrap_or(*unsaid)
            }
            Self::Language { codes, rest } => codes.get(instance.language()).copied().unwrap_or(*rest),
            Self::Answer { question, codes, missing } => text(answers, question)
                .and_then(|code| codes.get(code))
                .copied()
                .unwrap_or_else(|| missing.category(question, instance)),
            Self::Number { question, bands, missing } => number(answers, question)
                .and_then(|number| bands.band(number))
                .unwrap_or_else(|| missing.category(question, instance)),
            Self::Chosen { question, code, codes, missing } => {
                chosen_category(&several(answers, question), code, codes)
                    .unwrap_or_else(|| missing.category(question, instance))
            }
        }
    }
}

/// The category of who chose these codes, for one of them; nothing, if they chose none. Some codes mean that there is no answer.
pub(super) fn chosen_category(chosen: &[&str], code: &str, meant: &HashMap<String, usize>) -> Option<usize> {
    let meant = chosen.iter().find_map(|chosen| meant.get(*chosen)).copied();
    meant.or_else(|| match chosen {
        [] => None,
        chosen => Some(if chosen.contains(&code) { CHOSEN } else { NOT_CHOSEN }),
    })
}

impl Bands {
    fn band(&self, number: f64) -> Option<usize> {
        if number > self.to {
            return None;
        }
        self.from.iter().rposition(|from| *from <= number)
    }
}

impl Missing {
    fn category(self, question: &str, instance: &Instance<'_>) -> usize {
        match self.not_asked {
            Some(not_asked) if instance.relevant(question) != Some(true) => not_asked,
            _ => self.declined,
        }
    }
}

/// What was answered to a question, as its code.
pub(in crate::service) fn text<'a>(answers: &'a Value, path: &str) -> Option<&'a str> {
    at(answers, path)?.as_str()
}

/// A number that was answered, or calculated.
fn number(answers: &Value, path: &str) -> Option<f64> {
    match at(answers, path)? {
        Value::Number(number) => number.as_f64(),
        Value::String(number) => number.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    }
}

fn several<'a>(answers: &'a Value, path: &str) -> Vec<&'a str> {
    match at(answers, path) {
        Some(Value::Array(chosen)) => chosen.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(chosen)) => chosen.split_ascii_whitespace().collect(),
        _ => Vec::new(),
    }
}

fn at<'a>(answers: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('/').try_fold(answers, |value, name| value.get(name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn bands(of: &[(Option<f64>, Option<f64>)]) -> Result<Bands, String> {
        let band = |(at, (from, to)): (usize, &(Option<f64>, Option<f64>))| Band {
            label: None,
            code: at.to_string(),
            from: *from,
            to: *to,
        };
        let bands: Vec<Band> = of.iter().enumerate().map(band).collect();
        Categories::of_bands(&bands).map(|(_, bands)| bands)
    }

    #[test]
    fn each_number_of_a_scale_is_in_one_band() {
        let scale = bands(&[(Some(0.0), Some(50.0)), (Some(51.0), Some(100.0))]).unwrap();
        let of = |number: f64| scale.band(number);
        assert_eq!([of(0.0), of(50.0), of(50.5), of(51.0), of(100.0)], [Some(0), Some(0), Some(0), Some(1), Some(1)]);
        assert_eq!([of(-1.0), of(100.5), of(f64::NAN)], [None; 3], "not of the scale");
        let open = bands(&[(None, Some(2.0)), (Some(3.0), None)]).unwrap();
        assert_eq!([open.band(-1e9), open.band(1e9)], [Some(0), Some(1)]);
    }

    #[test]
    fn bands_that_overlap_or_are_open_in_the_middle_are_refused() {
        let refused = |of: &[_]| bands(of).err();
        assert_eq!(refused(&[(Some(0.0), Some(50.0)), (Some(50.0), None)]).as_deref(), Some("1"));
        assert_eq!(refused(&[(Some(0.0), None), (Some(50.0), None)]).as_deref(), Some("0"));
        assert_eq!(refused(&[(Some(0.0), Some(9.0)), (None, None)]).as_deref(), Some("1"));
        assert_eq!(refused(&[(Some(9.0), Some(0.0))]).as_deref(), Some("0"));
        assert_eq!(refused(&[(Some(f64::NAN), None)]).as_deref(), Some("0"));
    }

    #[test]
    fn numbers_are_read_as_forms_keep_them() {
        let answers = json!({ "a": { "b": 64, "c": "64", "d": "", "e": "inf", "f": true } });
        let read = ["a/b", "a/c", "a/d", "a/e", "a/f", "a/g"].map(|path| number(&answers, path));
        assert_eq!(read, [Some(64.0), Some(64.0), None, None, None, None]);
    }
}
