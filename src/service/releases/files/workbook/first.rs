//! The first sheet: what the figures are, who counts, and how to read them.

use rust_xlsxwriter::{Url, Worksheet, XlsxError};
use stats::disclosure::Method;

use super::{Book, SIGN, put, set_up};

/// Widths of the columns, in letters.
const WIDTHS: [f64; 2] = [30.0, 95.0];

impl Book<'_> {
    pub(super) fn first(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        set_up(sheet, &self.say("tables-sheet-first"))?;
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width(column, width)?;
        }
        let title = self.content.title();
        sheet.merge_range(0, 0, 0, 1, title.get(self.language).unwrap_or_default(), &self.looks.title)?;
        sheet.set_row_height(0, 42)?;
        let mut row = 2;
        for (name, text) in self.facts() {
            put(sheet, row, 0, &name, &self.looks.name)?;
            put(sheet, row, 1, &text, &self.looks.wrapped)?;
            row += 1;
        }
        row += 1;
        put(sheet, row, 0, &self.say("tables-first-how"), &self.looks.name)?;
        for text in self.advice() {
            put(sheet, row, 1, &text, &self.looks.wrapped)?;
            row += 1;
        }
        row += 1;
        put(sheet, row, 0, &self.say("tables-first-sheets"), &self.looks.name)?;
        for (name, text) in self.sheets() {
            let link = Url::new(format!("internal:'{name}'!A1")).set_text(&name);
            sheet.write_url_with_format(row + 1, 0, link, &self.looks.link)?;
            put(sheet, row + 1, 1, &text, &self.looks.wrapped)?;
            row += 1;
        }
        Ok(())
    }

    /// What the figures are of. What nobody knows has no line.
    fn facts(&self) -> Vec<(String, String)> {
        let (release, published, meaning) = (self.content.release, &self.content.published, self.content.meaning());
        let form = meaning.title.get(self.language).unwrap_or(&meaning.form_id);
        let days = [("first", meaning.first_day.as_str()), ("last", meaning.last_day.as_str())];
        let all = published.plan().cell(&[]).and_then(|all| self.content.count(&all));
        let rules = published.rules();
        let thresholds = [
            ("most", (rules.least_count() - 1).to_string()),
            ("base", rules.least_base().to_string()),
            ("residents", rules.least_residents().to_string()),
        ];
        let of = if published.method().is_suppression() { "of" } else { "changed" };
        let thresholds = thresholds.each_ref().map(|(name, number)| (*name, number.as_str()));
        let least_bases = published.plan().least_bases().into_iter();
        let more = least_bases.filter(|(_, least)| u64::from(*least) > rules.least_base()).map(|(name, least)| {
            let (by, least) = (meaning.variable(&name, self.language), least.to_string());
            self.say_with("tables-first-thresholds-more", &[("by", by), ("base", &least)])
        });
        let told = self.say_with(&format!("tables-first-thresholds-{of}"), &thresholds);
        let told: Vec<String> = [told].into_iter().chain(more).collect();
        let facts = [
            ("programme", meaning.programme.clone()),
            ("wave", meaning.wave.clone()),
            ("days", self.say_with("tables-first-days-of", &days)),
            ("form", self.say_with("tables-first-form-of", &[("form", form), ("version", &meaning.form_version)])),
            ("population", meaning.population.get(self.language).unwrap_or_default().to_owned()),
            ("answers", all.map_or_else(|| SIGN.to_owned(), |all| all.to_string())),
            ("thresholds", told.join(" ")),
            ("made", release.made_on.to_string()),
            ("software", format!("nabosvar {}", release.software)),
            ("identity", release.id.to_string()),
        ];
        let is_known = |key: &str, text: &str| !text.is_empty() && (key != "days" || !meaning.first_day.is_empty());
        let facts = facts.into_iter().filter(|(key, text)| is_known(key, text));
        facts.map(|(key, text)| (self.say(&format!("tables-first-{key}")), text)).collect()
    }

    fn advice(&self) -> [String; 4] {
        let method = self.content.published.method();
        let number = match method {
            Method::Suppression => String::new(),
            Method::CellKey { most, .. } => most.to_string(),
            Method::SmallCountRounding { base } => base.to_string(),
        };
        let (hidden, sums) = match method {
            Method::Suppression if self.content.has_counts() => ("hidden", "sums"),
            Method::Suppression => ("hidden", "rounded"),
            Method::CellKey { .. } => ("withheld", "noise"),
            Method::SmallCountRounding { .. } => ("withheld", "small"),
        };
        ["share", hidden, "unsure", sums]
            .map(|about| self.say_with(&format!("tables-first-{about}"), &[("sign", SIGN), ("number", &number)]))
    }

    /// The names of the other sheets, and what is on them.
    fn sheets(&self) -> Vec<(String, String)> {
        let label = |question| self.content.meaning().variable(question, self.language).to_owned();
        let questions =
            (1..).zip(&self.crosses).map(|(number, cross)| (self.name_of_question(number), label(cross.question)));
        let rows = (self.name_of_rows(1), self.say("tables-first-rows"));
        questions.chain([rows]).collect()
    }
}
