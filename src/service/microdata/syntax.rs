//! A program for SPSS, and for PSPP, that reads the rows with labels and with what counts as missing. No library that writes `.sav`
//! is needed for it.

use std::collections::HashSet;
use std::fmt::Write;

use super::codebook::{Described, Role, WITHHELD};
use super::layout::Code;
use super::weights::DIGITS;
use super::weights_told::Told;

/// A name has at most 64 bytes; some are kept for what tells two apart.
const MOST_OF_NAME: usize = 56;
/// Labels of variables and of values are cut off by SPSS from here on.
const MOST_OF_LABEL: usize = 250;
const MOST_OF_VALUE: usize = 118;
/// Why writing into a text does not fail.
const IT_FITS: &str = "a text takes everything";
/// Words that are no names.
const RESERVED: [&str; 13] = ["ALL", "AND", "BY", "EQ", "GE", "GT", "LE", "LT", "NE", "NOT", "OR", "TO", "WITH"];

/// A name for each column that SPSS takes.
pub(super) fn names(columns: &[Described<'_>], weights: &Told<'_>) -> Vec<String> {
    let mut taken: HashSet<String> = HashSet::from(["row".to_owned(), weights.column.clone()]);
    let name = |column: &Described<'_>| {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '_' };
        let mut name: String = column.variable.name.chars().map(plain).take(MOST_OF_NAME).collect();
        name = name.trim_end_matches('_').to_owned();
        let is_reserved = RESERVED.contains(&name.to_ascii_uppercase().as_str());
        if is_reserved || !name.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            name = format!("v_{name}");
        }
        let mut number = 1;
        let mut unique = name.clone();
        // Names are the same whatever their case.
        while !taken.insert(unique.to_ascii_lowercase()) {
            number += 1;
            unique = format!("{name}_{number}");
        }
        unique
    };
    columns.iter().map(name).collect()
}

/// The program. `file` is the table of the rows.
pub(super) fn program(
    file: &str,
    notes: &[String],
    columns: &[Described<'_>],
    names: &[String],
    longest: &[usize],
    weights: &Told<'_>,
) -> String {
    let mut text = String::from("* Encoding: UTF-8.\n");
    for note in notes {
        // A full stop at the end of a line ends a comment.
        writeln!(text, "* {}.", one_line(note).trim_end_matches('.')).expect(IT_FITS);
    }
    // Weights have a decimal point, also where the program is set to a comma.
    let mut read = format!(
        "\nPRESERVE.\nSET DECIMAL=DOT.\nGET DATA /TYPE=TXT\n  /FILE={}\n  /ENCODING='UTF8'\n",
        quoted(file, usize::MAX)
    );
    read += "  /ARRANGEMENT=DELIMITED\n  /DELIMITERS=\",\"\n  /QUALIFIER='\"'\n  /FIRSTCASE=2\n  /VARIABLES=\n    row F10.0\n";
    let mut rest = String::new();
    if weights.weights.is_ok() {
        let (name, label) = (&weights.column, quoted(&weights.label(), MOST_OF_LABEL));
        // Read without digits of its own, because some readers put the point there where a number has none.
        writeln!(read, "    {name} F10.0").expect(IT_FITS);
        writeln!(rest, "VARIABLE LABELS {name} {label}.\nFORMATS {name} (F8.{DIGITS}).").expect(IT_FITS);
    }
    for (((column, name), longest), at) in columns.iter().zip(names).zip(longest).zip(1..) {
        let label = quoted(&column.variable.label, MOST_OF_LABEL);
        if column.role == Role::FreeText {
            writeln!(read, "    {name} A{}", (*longest).max(1)).expect(IT_FITS);
            writeln!(rest, "VARIABLE LABELS {name} {label}.").expect(IT_FITS);
            continue;
        }
        let values = values(&column.codes);
        writeln!(read, "    text_{at} A{}", (*longest).max(1)).expect(IT_FITS);
        writeln!(rest, "RECODE text_{at}").expect(IT_FITS);
        for (code, value) in column.codes.iter().zip(&values) {
            writeln!(rest, "  ({}={value})", quoted(&code.code, usize::MAX)).expect(IT_FITS);
        }
        writeln!(rest, "  ('{WITHHELD}'=-9)\n  INTO {name}.\nVARIABLE LABELS {name} {label}.\nVALUE LABELS {name}")
            .expect(IT_FITS);
        for (code, value) in column.codes.iter().zip(&values) {
            writeln!(rest, "  {value} {}", quoted(&code.label, MOST_OF_VALUE)).expect(IT_FITS);
        }
        writeln!(rest, "  -9 '{WITHHELD}'.\nMISSING VALUES {name} (LO THRU -1).\nFORMATS {name} (F8.0).")
            .expect(IT_FITS);
    }
    let texts: Vec<String> = columns
        .iter()
        .zip(1..)
        .filter(|(column, _)| column.role != Role::FreeText)
        .map(|(_, at)| format!("text_{at}"))
        .collect();
    text += &read;
    text.truncate(text.trim_end().len());
    text += ".\nEXECUTE.\nRESTORE.\n\n";
    text += &rest;
    if !texts.is_empty() {
        writeln!(text, "EXECUTE.\nDELETE VARIABLES\n  {}.", texts.join("\n  ")).expect(IT_FITS);
    }
    text
}

/// The number of each code: what it is, if all are small numbers, else its place; below zero what stands for no answer.
fn values(codes: &[Code]) -> Vec<i64> {
    let said: Vec<&Code> = codes.iter().filter(|code| !code.is_missing).collect();
    let numbers: Option<HashSet<u32>> = said.iter().map(|code| code.code.parse().ok()).collect();
    let are_numbers = numbers.is_some_and(|numbers| numbers.len() == said.len());
    let (mut next, mut missing) = (0, 0);
    let value = |code: &Code| {
        if code.is_missing {
            missing -= 1;
            return missing;
        }
        next += 1;
        if are_numbers { code.code.parse().unwrap_or(next) } else { next }
    };
    codes.iter().map(value).collect()
}

/// A text between apostrophes, of so many bytes at most.
fn quoted(text: &str, most: usize) -> String {
    let mut text = one_line(text);
    if text.len() > most {
        let end = (0..=most).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
        text.truncate(end);
    }
    format!("'{}'", text.replace('\'', "''"))
}

fn one_line(text: &str) -> String {
    text.split(|letter: char| letter.is_whitespace() || letter.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(code: &str, is_missing: bool) -> Code {
        Code { code: code.to_owned(), label: String::new(), is_missing }
    }

    #[test]
    fn codes_that_are_numbers_stay_what_they_are() {
        assert_eq!(values(&[code("1", false), code("7", false), code("no_answer", true)]), [1, 7, -1]);
        assert_eq!(values(&[code("yes", false), code("no", false), code("a", true), code("b", true)]), [1, 2, -1, -2]);
        assert_eq!(values(&[code("1", false), code("01", false)]), [1, 2], "two that are one number");
    }

    #[test]
    fn labels_end_no_text_and_no_line() {
        assert_eq!(quoted("it's\na 'label'", 99), "'it''s a ''label'''");
        assert_eq!(quoted("tryghed på", 10), "'tryghed p'");
    }
}
