//! A release as SDMX-CSV 2.0 (SDMX 3.0, data message): a line a cell, by the codes that statistical offices use for what is hidden.

use super::ids::Ids;
use super::json_stat::TOTAL;
use super::{Content, Fault};
use crate::service::releases::tidy::{Row, breakdowns};

/// Who maintains the structure, and its version.
const AGENCY: &str = "NABOSVAR";
const VERSION: &str = "1.0";
/// The columns around those that say whom a line counts.
const HEAD: [&str; 3] = ["STRUCTURE", "STRUCTURE_ID", "ACTION"];
const FIGURES: [&str; 5] = ["QUESTION", "ANSWER", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"];

/// The file. All cells of the release are there, those too that count who took part.
pub(super) fn sdmx_csv(content: &Content<'_>) -> Result<Vec<u8>, Fault> {
    let plan = content.published.plan();
    let by = breakdowns(plan);
    let (mut ids, mut codes) = (Ids::default(), Ids::of_codes());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // These come first, so that no variable of a plan takes their names.
    let (head, figures) = (HEAD.map(|name| ids.of(name).to_owned()), FIGURES.map(|name| ids.of(name).to_owned()));
    let dimensions: Vec<String> = by.iter().map(|name| ids.of(name).to_owned()).collect();
    writer.write_record(head.iter().chain(&dimensions).chain(&figures))?;
    let form = Ids::default().of(&content.meaning().form_id).to_uppercase();
    let structure = format!("{AGENCY}:{form}({VERSION})");
    let mut rows = content.rows.iter();
    for (cell, count) in content.published.cells() {
        let words = plan.words(cell);
        let mut line = vec!["dataflow".to_owned(), structure.clone(), "I".to_owned()];
        for name in &by {
            line.push(words.get(name).map_or(TOTAL, |code| codes.of(code)).to_owned());
        }
        // Rows are the cells with an answer, in the same order.
        let row = plan.answer(cell).and_then(|_| rows.next());
        let code = |code: &String| codes.of(code).to_owned();
        line.extend(row.map_or([TOTAL; 2].map(str::to_owned), |row| [&row.question, &row.answer].map(code)));
        line.push(count.map(|count| count.to_string()).unwrap_or_default());
        let hidden = if count.is_some() { ["A", "F"] } else { ["Q", "C"] };
        line.extend(row.map_or(hidden, |row: &Row| [row.observation(), row.confidentiality()]).map(str::to_owned));
        writer.write_record(&line)?;
    }
    Ok(writer.into_inner().map_err(|failed| csv::Error::from(failed.into_error()))?)
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::super::test_release::release;

    #[test]
    fn every_cell_is_a_line_with_the_codes_of_statistical_offices() {
        let told = file(&release(), "tables.sdmx.csv").unwrap().unwrap().content;
        let told = String::from_utf8(told).unwrap().replace('\r', "");
        assert!(told.starts_with(
            "STRUCTURE,STRUCTURE_ID,ACTION,department,QUESTION,ANSWER,OBS_VALUE,OBS_STATUS,CONF_STATUS\n"
        ));
        assert!(told.contains("dataflow,NABOSVAR:INVENTED(1.0),I,_T,_T,_T,140,A,F\n"));
        assert!(told.contains(",_T,home_safe,safe,102,A,F\n"));
        assert!(told.lines().any(|line| line.ends_with(",,Q,C")));
        assert_eq!(told.lines().count(), 1 + 6 * 4);
        insta::assert_snapshot!(told);
    }
}
