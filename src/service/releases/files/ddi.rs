//! The codebook of a release as DDI-Codebook 2.5, for archives: what was asked when and of whom, the columns of the tables, and each
//! question with its answers and how many gave them, as far as that is shown.

use stats::cube::{Category, Group, Variable};

use super::Content;
use super::columns::{Column, Kind};
use super::sidecar::TABLE;
use super::xml::Element;
use crate::service::releases::meaning::{DANISH, Words};
use crate::service::releases::tidy::questions;

/// The identity of the file that the columns are of.
const FILE: &str = "F1";

/// The file.
pub(super) fn codebook(content: &Content<'_>) -> Vec<u8> {
    let columns = content.columns.iter().map(|column| of_column(content, column));
    let first = content.columns.len() + 1;
    let questions = (first..).zip(questions(content.published.plan()));
    let questions = questions.map(|(number, one)| question(content, one, &format!("V{number}")));
    let variables = (1..).zip(columns.chain(questions)).map(|(number, one)| one.with("ID", format!("V{number}")));
    let root = Element::new("codeBook")
        .with("xmlns", "ddi:codebook:2_5")
        .with("version", "2.5")
        .with("xml:lang", DANISH)
        .holding([study(content), file_description(content), Element::new("dataDscr").holding(variables)]);
    root.document().into_bytes()
}

fn study(content: &Content<'_>) -> Element {
    let (release, meaning) = (content.release, content.meaning());
    let made_on = release.made_on.to_string();
    let title = content.title();
    let others = title.all().filter(|(language, _)| *language != DANISH);
    let others = others.map(|(language, text)| Element::of("parTitl", text).with("xml:lang", language));
    let danish = Element::of("titl", title.get(DANISH).unwrap_or_default());
    let named = Element::new("titlStmt").holding([danish]).holding(others).holding([Element::of(
        "IDNo",
        release.id.to_string(),
    )
    .with("agency", "nabosvar")]);
    let by = Element::new("rspStmt").holding([Element::of("AuthEnty", &meaning.programme)]);
    let software = Element::of("software", "nabosvar").with("version", &release.software);
    let produced = Element::of("prodDate", &made_on).with("date", &made_on);
    let citation = Element::new("citation").holding([
        named,
        by,
        Element::new("prodStmt").holding([produced, software]),
        Element::new("verStmt").holding([Element::of("version", &meaning.form_version).with("type", "form")]),
    ]);
    let day = |event: &str, day: &str| Element::of("collDate", day).with("date", day).with("event", event);
    let is_known = !meaning.first_day.is_empty();
    let days = is_known.then(|| [day("start", &meaning.first_day), day("end", &meaning.last_day)]);
    let summary = Element::new("sumDscr")
        .holding(days.into_iter().flatten())
        .holding(in_languages("universe", &meaning.population));
    Element::new("stdyDscr").holding([citation, Element::new("stdyInfo").holding([summary])])
}

fn file_description(content: &Content<'_>) -> Element {
    let size = Element::new("dimensns").holding([
        Element::of("caseQnty", content.rows.len().to_string()),
        Element::of("varQnty", content.columns.len().to_string()),
    ]);
    let text =
        Element::new("fileTxt").holding([Element::of("fileName", TABLE), size, Element::of("fileType", "text/csv")]);
    Element::new("fileDscr").with("ID", FILE).holding([text])
}

/// A column of the tables.
fn of_column(content: &Content<'_>, column: &Column) -> Element {
    let (kind, interval) = if column.kind.is_number() { ("numeric", "contin") } else { ("character", "discrete") };
    let categories: Vec<Element> = match column.kind {
        Kind::Whom => {
            content.codes(&column.name).into_iter().map(|code| category(content, &column.name, code)).collect()
        }
        Kind::OneOf(codes) => codes.iter().map(|code| Element::new("catgry").holding([value(code)])).collect(),
        Kind::Text | Kind::Label | Kind::Whole | Kind::Part | Kind::Number => Vec::new(),
    };
    Element::new("var")
        .with("name", &column.name)
        .with("files", FILE)
        .with("intrvl", interval)
        .holding(in_languages("labl", &column.title))
        .holding(in_languages("txt", &column.about))
        .holding(categories)
        .holding([Element::new("varFormat").with("type", kind)])
}

/// A question, with how many of all gave each answer. `prefix` is what identities of its categories begin with.
fn question(content: &Content<'_>, variable: &Variable, prefix: &str) -> Element {
    let meaning = content.meaning();
    let label = meaning.variables.get(&variable.name).map(|one| one.label.clone()).unwrap_or_default();
    let asked = in_languages("qstnLit", &label);
    let frequency = |code: &str| {
        let cell = content.published.plan().cell(&[(&variable.name, code)]);
        let count = cell.and_then(|cell| content.count(&cell));
        count.map(|count| Element::of("catStat", count.to_string()).with("type", "freq"))
    };
    let marked = |element: Element, node: usize| {
        if variable.is_missing(node) { element.with("missing", "Y") } else { element }
    };
    let id = |code: &str| format!("{prefix}C{}", variable.node(code).unwrap_or_default() + 1);
    let one = |(node, known): (usize, &Category)| {
        let told = category(content, &variable.name, &known.code).holding(frequency(&known.code));
        let is_in_group = variable.groups.iter().any(|group| group.members.contains(&known.code));
        marked(if is_in_group { told.with("ID", id(&known.code)) } else { told }, node)
    };
    let together = |(node, group): (usize, &Group)| {
        let words = meaning.words_of(&variable.name, &group.code).map(|words| in_languages("labl", words));
        let members: Vec<String> = group.members.iter().map(|code| id(code)).collect();
        let told = Element::new("catgryGrp").with("catgry", members.join(" ")).holding(words.unwrap_or_default());
        marked(told.holding(frequency(&group.code)).holding([Element::of("txt", &group.code)]), node)
    };
    let asked = (!asked.is_empty()).then(|| Element::new("qstn").holding(asked));
    Element::new("var")
        .with("name", &variable.name)
        .with("intrvl", "discrete")
        .holding(in_languages("labl", &label))
        .holding(asked)
        .holding((variable.categories.len()..).zip(&variable.groups).map(together))
        .holding(variable.categories.iter().enumerate().map(one))
        .holding([Element::new("varFormat").with("type", "character")])
}

fn category(content: &Content<'_>, variable: &str, code: &str) -> Element {
    let words = content.meaning().words_of(variable, code).map(|words| in_languages("labl", words));
    Element::new("catgry").holding([value(code)]).holding(words.unwrap_or_default())
}

fn value(code: &str) -> Element {
    Element::of("catValu", code)
}

fn in_languages(name: &'static str, words: &Words) -> Vec<Element> {
    words.all().map(|(language, text)| Element::of(name, text).with("xml:lang", language)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::super::test_release::release;

    #[test]
    fn questions_and_columns_are_told_with_their_codes_in_each_language() {
        let told = String::from_utf8(file(&release(), "codebook.xml").unwrap().unwrap().content).unwrap();
        assert!(told.contains("<labl xml:lang=\"en\">No answer</labl>"));
        assert!(told.contains("<catStat type=\"freq\">102</catStat>"));
        assert!(told.contains("Efterår &lt;2026&gt;"));
        insta::assert_snapshot!(told);
    }
}
