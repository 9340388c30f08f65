//! What tells programs about `tables.csv`: its columns with their types and words, as CSV on the Web (W3C, 2015) and as a Data
//! Package (Frictionless, 2.0).

use serde_json::{Map, Value, json};

use super::Content;
use super::columns::{Column, Kind};
use super::ids::Ids;
use crate::service::releases::meaning::{DANISH, Words};

/// The file that both are about.
pub(super) const TABLE: &str = "tables.csv";

/// CSV on the Web. A program finds it by its name, which is that of the table and a suffix.
pub(super) fn csvw(content: &Content<'_>) -> Vec<u8> {
    let mut ids = Ids::default();
    let columns: Vec<Value> = content.columns.iter().map(|column| csvw_column(column, &mut ids)).collect();
    let of_row = content.columns.iter().filter(|column| matches!(column.kind, Kind::Whom | Kind::Text));
    let key: Vec<&str> = of_row.map(|column| ids.known(&column.name)).collect();
    let told = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": DANISH }],
        "url": TABLE,
        "dc:identifier": content.release.id,
        "dc:title": in_languages(&content.title()),
        "dc:publisher": content.meaning().programme,
        "dc:issued": { "@value": content.release.made_on.to_string(), "@type": "xsd:date" },
        "dialect": { "encoding": "utf-8", "delimiter": ",", "header": true, "lineTerminators": ["\r\n", "\n"] },
        "tableSchema": { "columns": columns, "primaryKey": key },
    });
    super::json_file(&told)
}

fn csvw_column(column: &Column, ids: &mut Ids) -> Value {
    let datatype = match column.kind {
        Kind::Whom | Kind::Text | Kind::Label => json!("string"),
        Kind::OneOf(codes) => json!({ "base": "string", "format": codes.join("|") }),
        Kind::Whole => json!("nonNegativeInteger"),
        Kind::Part => json!({ "base": "decimal", "minimum": 0, "maximum": 1 }),
        Kind::Number => json!({ "base": "decimal", "minimum": 0 }),
    };
    // What stands above the column is a title in each language, beside the one that people read.
    let titles: Map<String, Value> =
        column.title.all().map(|(language, title)| (language.to_owned(), json!([column.name, title]))).collect();
    json!({
        "name": ids.of(&column.name),
        "titles": titles,
        "dc:description": in_languages(&column.about),
        "datatype": datatype,
        "null": "",
        "required": is_always_there(column),
    })
}

fn in_languages(words: &Words) -> Vec<Value> {
    words.all().map(|(language, text)| json!({ "@value": text, "@language": language })).collect()
}

fn is_always_there(column: &Column) -> bool {
    matches!(column.kind, Kind::Text | Kind::OneOf(_))
}

/// A Data Package, whose words have one language: Danish.
pub(super) fn data_package(content: &Content<'_>) -> Vec<u8> {
    let fields: Vec<Value> = content.columns.iter().map(|column| field(content, column)).collect();
    let told = json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": format!("release-{}", content.release.id),
        "id": content.release.id,
        "title": content.title().get(DANISH),
        "created": format!("{}T00:00:00Z", content.release.made_on),
        "version": "1.0.0",
        "resources": [{
            "name": "tables",
            "type": "table",
            "path": TABLE,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fields": fields,
                "missingValues": [""],
            },
        }],
    });
    super::json_file(&told)
}

fn field(content: &Content<'_>, column: &Column) -> Value {
    let mut constraints = json!({ "required": is_always_there(column) });
    let kind = match column.kind {
        Kind::Whom | Kind::Text | Kind::Label => "string",
        Kind::OneOf(codes) => {
            constraints["enum"] = json!(codes);
            "string"
        }
        Kind::Whole => {
            constraints["minimum"] = json!(0);
            "integer"
        }
        Kind::Part => {
            constraints["minimum"] = json!(0);
            constraints["maximum"] = json!(1);
            "number"
        }
        Kind::Number => {
            constraints["minimum"] = json!(0);
            "number"
        }
    };
    let mut field = json!({
        "name": column.name,
        "title": column.title.get(DANISH),
        "description": column.about.get(DANISH),
        "type": kind,
        "constraints": constraints,
    });
    if column.kind == Kind::Whom {
        let codes = content.codes(&column.name).into_iter();
        let category =
            |code: &str| json!({ "value": code, "label": content.meaning().code(&column.name, code, DANISH) });
        field["categories"] = codes.map(category).collect();
    }
    field
}

#[cfg(test)]
mod tests {
    use super::super::file;
    use super::super::test_release::release;

    #[test]
    fn columns_are_told_with_types_and_words() {
        for name in ["tables.csv-metadata.json", "datapackage.json"] {
            let told = file(&release(), name).unwrap().unwrap();
            insta::assert_snapshot!(name, String::from_utf8(told.content).unwrap());
        }
    }
}
