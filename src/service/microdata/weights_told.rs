//! What a codebook tells of the weights of rows: what they were fitted to, what that cost, and how to use them; or why there are none.

use serde_json::{Value, json};

use super::codebook::Head;
use super::margins::{LeftOut, Margin};
use super::weights::{BOUNDS, DIGITS, MOST_GAP, Met, NoWeights, Weights, rounded};
use crate::words::say_with;

/// What was weighed, or was not.
pub(super) struct Told<'w> {
    head: &'w Head,
    /// What the column is called.
    pub(super) column: String,
    pub(super) weights: &'w Result<Weights, NoWeights>,
}

impl<'w> Told<'w> {
    /// `names` are those of the other columns.
    pub(super) fn new<'n>(
        head: &'w Head,
        weights: &'w Result<Weights, NoWeights>,
        names: impl Iterator<Item = &'n str>,
    ) -> Self {
        let taken: Vec<String> = names.map(str::to_ascii_lowercase).collect();
        let (mut column, mut number) = ("weight".to_owned(), 1);
        while taken.contains(&column) {
            number += 1;
            column = format!("weight_{number}");
        }
        Self { head, column, weights }
    }

    pub(super) fn label(&self) -> String {
        self.say("label")
    }

    /// In sentences.
    pub(super) fn notes(&self) -> Vec<String> {
        let weights = match self.weights {
            Ok(weights) => weights,
            Err(none) => return vec![self.why_none(none)],
        };
        let names: Vec<String> = weights.margins.iter().map(|met| name(&met.margin)).collect();
        let rows = weights.each.len().to_string();
        let (effective, effect) =
            (self.number(weights.effective_sample, 0), self.number(rounded(weights.design_effect), 2));
        let day = self.head.residents_until.to_string();
        vec![
            self.say_with("about", &[("column", &self.column), ("margins", &names.join(", ")), ("day", &day)]),
            self.say("unknown"),
            self.say_with("cost", &[("rows", &rows), ("effective", &effective), ("effect", &effect)]),
            self.say_with("use", &[("column", &self.column)]),
        ]
    }

    /// For programs.
    pub(super) fn document(&self) -> Value {
        let left_out = |left_out: &[LeftOut]| -> Vec<Value> { left_out.iter().map(|one| self.left_out(one)).collect() };
        match self.weights {
            Ok(weights) => json!({
                "column": self.column,
                "label": self.label(),
                "method": "raking by the keys that are shown, trimmed; mean 1",
                "digits": DIGITS,
                "least": BOUNDS.least,
                "most": BOUNDS.most,
                "residents_until": self.head.residents_until.to_string(),
                "margins": weights.margins.iter().map(|met| document(met, weights)).collect::<Vec<_>>(),
                "left_out": left_out(&weights.left_out),
                "rounds": weights.rounds,
                "rows_at_a_bound": weights.at_bounds,
                "largest_gap": rounded(weights.largest_gap),
                "largest_gap_allowed": MOST_GAP,
                "effective_sample": rounded(weights.effective_sample),
                "design_effect": rounded(weights.design_effect),
                "notes": self.notes(),
            }),
            Err(none) => json!({
                "column": null,
                "why": none.why,
                "left_out": left_out(&none.left_out),
                "notes": self.notes(),
            }),
        }
    }

    /// For the table: of each line a code and what it means.
    pub(super) fn lines(&self) -> Vec<(String, String)> {
        let weights = match self.weights {
            Ok(weights) => weights,
            Err(none) => {
                let why = std::iter::once((String::new(), self.why_none(none)));
                return why.chain(none.left_out.iter().map(|one| self.line_left_out(one))).collect();
            }
        };
        let mut lines: Vec<(String, String)> = self.notes().into_iter().map(|note| (String::new(), note)).collect();
        for met in &weights.margins {
            let (name, all) = (name(&met.margin), met.weighed.iter().sum::<f64>());
            for (category, weighed) in met.margin.categories.iter().zip(&met.weighed) {
                let told = [
                    ("residents", &*category.residents.to_string()),
                    ("rows", &*category.rows.to_string()),
                    ("share", &*self.number(weighed / all * 100.0, 1)),
                ];
                let code = format!("{name}={}", category.codes.join("+"));
                lines.push((code, self.say_with("category", &told)));
            }
            let not_shown = met.margin.not_shown.iter();
            lines.extend(not_shown.map(|code| (format!("{name}={code}"), self.say("not-shown"))));
        }
        let figures = [
            ("rounds", weights.rounds.to_string()),
            ("rows_at_a_bound", weights.at_bounds.to_string()),
            ("largest_gap", self.number(weights.largest_gap, 4)),
            ("effective_sample", self.number(weights.effective_sample, 1)),
            ("design_effect", self.number(weights.design_effect, 4)),
        ];
        lines.extend(figures.map(|(code, number)| (code.to_owned(), number)));
        lines.extend(weights.left_out.iter().map(|one| self.line_left_out(one)));
        lines
    }

    fn why_none(&self, none: &NoWeights) -> String {
        self.say(&format!("none-{}", none.why))
    }

    fn left_out(&self, one: &LeftOut) -> Value {
        let why = one.why.as_str();
        let note = self.say(&format!("left-out-{why}"));
        json!({ "variable": one.variable, "within": one.within, "why": why, "note": note })
    }

    fn line_left_out(&self, one: &LeftOut) -> (String, String) {
        (within(&one.variable, one.within.as_deref()), self.say(&format!("left-out-{}", one.why.as_str())))
    }

    fn number(&self, number: f64, digits: usize) -> String {
        let number = format!("{number:.digits$}");
        if self.head.language == "da" { number.replace('.', ",") } else { number }
    }

    fn say(&self, key: &str) -> String {
        self.say_with(key, &[])
    }

    fn say_with(&self, key: &str, told: &[(&str, &str)]) -> String {
        let bounds = [(BOUNDS.least, 1), (BOUNDS.most, 0)].map(|(bound, digits)| self.number(bound, digits));
        let mut told: Vec<_> = told.iter().map(|(name, text)| (*name, (*text).into())).collect();
        told.extend([("least", bounds[0].as_str().into()), ("most", bounds[1].as_str().into())]);
        say_with(&self.head.language, &format!("microdata-weight-{key}"), &told)
    }
}

fn document(met: &Met, weights: &Weights) -> Value {
    let categories = &met.margin.categories;
    let residents: u64 = categories.iter().map(|category| u64::from(category.residents)).sum();
    let of_residents: f64 = categories.iter().map(|category| f64::from(category.residents)).sum();
    let rows: u32 = categories.iter().map(|category| category.rows).sum();
    let all: f64 = met.weighed.iter().sum();
    let told = categories.iter().zip(&met.weighed).zip(&met.effective).map(|((category, weighed), effective)| {
        json!({
            "codes": category.codes,
            "residents": category.residents,
            "rows": category.rows,
            "share_of_residents": rounded(f64::from(category.residents) / of_residents),
            "share_of_rows": rounded(f64::from(category.rows) / f64::from(rows)),
            "share_weighted": rounded(weighed / all),
            "effective_sample": rounded(*effective),
        })
    });
    json!({
        "variable": met.margin.variable,
        "within": met.margin.within,
        "residents": residents,
        "rows": rows,
        "rows_not_in_it": weights.each.len() - rows as usize,
        "categories": told.collect::<Vec<_>>(),
        "not_shown": met.margin.not_shown,
    })
}

fn name(margin: &Margin) -> String {
    within(&margin.variable, margin.within.as_deref())
}

/// `age`, or `department (motalavej)`.
fn within(variable: &str, area: Option<&str>) -> String {
    area.map_or_else(|| variable.to_owned(), |area| format!("{variable} ({area})"))
}
