//! A release as JSON-stat 2.0: a collection with a dataset for each table of the plan. Every cell of a table is there, so nothing is
//! missing but what is hidden, and that has a status.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use stats::cube::{Detail, Variable};

use super::Content;
use super::cross::ordered;
use crate::service::releases::cube::DEPARTMENT;
use crate::service::releases::meaning::{DANISH, Words};

/// Stands for everybody, as in SDMX.
pub(super) const TOTAL: &str = "_T";
/// The status of a cell that is hidden, by the code list `OBS_STATUS` of SDMX.
const HIDDEN: &str = "Q";

/// A dimension of a dataset: a variable, and the codes that the table shows; nothing stands for everybody.
struct Dimension<'c> {
    variable: &'c Variable,
    codes: Vec<Option<&'c str>>,
    /// What everybody is called: no code of the variable.
    total: String,
}

/// The file.
pub(super) fn json_stat(content: &Content<'_>) -> Vec<u8> {
    let datasets: Vec<Value> = content.published.plan().tables().iter().map(|table| dataset(content, table)).collect();
    let told = json!({
        "version": "2.0",
        "class": "collection",
        "label": content.title().get(DANISH),
        "updated": content.release.made_on.to_string(),
        "source": content.meaning().programme,
        "extension": { "release": content.release.id, "language": DANISH },
        "link": { "item": datasets },
    });
    super::json_file(&told)
}

fn dataset(content: &Content<'_>, table: &[(usize, Detail)]) -> Value {
    let plan = content.published.plan();
    let dimensions: Vec<Dimension<'_>> =
        table.iter().map(|(at, detail)| Dimension::of(&plan.variables()[*at], *detail)).collect();
    let (mut value, mut status) = (Vec::new(), Map::new());
    for at in places(&dimensions) {
        let cell = plan.cell(&at).and_then(|cell| content.count(&cell));
        if cell.is_none() {
            status.insert(value.len().to_string(), HIDDEN.into());
        }
        value.push(cell);
    }
    let ids: Vec<&str> = dimensions.iter().map(|dimension| dimension.variable.name.as_str()).collect();
    let label = dimensions.iter().rev().map(|one| content.meaning().variable(&one.variable.name, DANISH));
    let told: Map<String, Value> =
        dimensions.iter().map(|one| (one.variable.name.clone(), one.told(content))).collect();
    let mut dataset = json!({
        "version": "2.0",
        "class": "dataset",
        "label": label.collect::<Vec<_>>().join(" – "),
        "source": content.meaning().programme,
        "updated": content.release.made_on.to_string(),
        "id": ids,
        "size": dimensions.iter().map(|one| one.codes.len()).collect::<Vec<_>>(),
        "dimension": told,
        "value": value,
        "status": status,
        "extension": { "status": { "label": { HIDDEN: Words::own("tables-hidden").get(DANISH) } } },
    });
    if ids.contains(&DEPARTMENT) {
        dataset["role"] = json!({ "geo": [DEPARTMENT] });
    }
    dataset
}

impl<'c> Dimension<'c> {
    /// Everybody, and then each category or group that the table shows.
    fn of(variable: &'c Variable, detail: Detail) -> Self {
        let is_group = |code: &&str| variable.groups.iter().any(|group| group.code == *code);
        let shown = ordered(variable).into_iter().filter(|code| detail == Detail::Categories || is_group(code));
        let codes: Vec<Option<&str>> = std::iter::once(None).chain(shown.map(Some)).collect();
        let mut total = TOTAL.to_owned();
        while codes.contains(&Some(&total)) {
            total.push('_');
        }
        Self { variable, codes, total }
    }

    /// A code, or what everybody is called.
    fn name(&self, code: Option<&'c str>) -> &str {
        code.unwrap_or(&self.total)
    }

    fn told(&self, content: &'c Content<'_>) -> Value {
        let name = &self.variable.name;
        let everybody = Words::own("tables-everybody");
        let labels = |language: &str| -> BTreeMap<&str, &str> {
            let label = |code: Option<&'c str>| match code {
                Some(code) => content.meaning().code(name, code, language),
                None => everybody.get(language).unwrap_or(&self.total),
            };
            self.codes.iter().map(|code| (self.name(*code), label(*code))).collect()
        };
        let languages = everybody.all().map(|(language, _)| language).filter(|language| *language != DANISH);
        let others: Map<String, Value> = languages
            .map(|language| {
                let told = json!({ "label": content.meaning().variable(name, language), "category": labels(language) });
                (language.to_owned(), told)
            })
            .collect();
        let mut category = json!({ "index": self.codes.iter().map(|code| self.name(*code)).collect::<Vec<_>>(), "label": labels(DANISH) });
        let children = self.children();
        if !children.is_empty() {
            category["child"] = json!(children);
        }
        json!({
            "label": content.meaning().variable(name, DANISH),
            "category": category,
            "extension": { "languages": others },
        })
    }

    /// Which of the codes a group is made of.
    fn children(&self) -> BTreeMap<&str, Vec<&str>> {
        let members = |group: &'c stats::cube::Group| -> Vec<&str> {
            group.members.iter().map(String::as_str).filter(|code| self.codes.contains(&Some(code))).collect()
        };
        let groups = self.variable.groups.iter().map(|group| (group.code.as_str(), members(group)));
        groups.filter(|(_, members)| !members.is_empty()).collect()
    }
}

/// All combinations of codes, the last dimension changing fastest, each as the variables that it tells apart.
fn places<'c>(dimensions: &[Dimension<'c>]) -> Vec<Vec<(&'c str, &'c str)>> {
    dimensions.iter().fold(vec![Vec::new()], |places, dimension| {
        let further = |place: &Vec<(&'c str, &'c str)>| {
            let with = |code: Option<&'c str>| {
                let named = code.map(|code| (dimension.variable.name.as_str(), code));
                place.iter().copied().chain(named).collect::<Vec<_>>()
            };
            dimension.codes.iter().copied().map(with).collect::<Vec<_>>()
        };
        places.iter().flat_map(further).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::super::test_release::release;
    use super::*;

    #[test]
    fn a_table_is_a_dataset_whose_hidden_cells_have_a_status() {
        let told = file(&release(), "tables.json-stat.json").unwrap().unwrap().content;
        let told: Value = serde_json::from_slice(&told).unwrap();
        let dataset = &told["link"]["item"][0];
        assert_eq!(dataset["size"], json!([6, 4]));
        let values = dataset["value"].as_array().unwrap();
        assert_eq!((values.len(), &values[0], &values[1]), (24, &json!(140), &json!(102)));
        let hidden: Vec<String> =
            values.iter().enumerate().filter(|(_, value)| value.is_null()).map(|(at, _)| at.to_string()).collect();
        assert!(!hidden.is_empty());
        assert_eq!(dataset["status"].as_object().unwrap().len(), hidden.len());
        assert!(hidden.iter().all(|at| dataset["status"][at] == HIDDEN));
        insta::assert_snapshot!(format!("{told:#}"));
    }
}
