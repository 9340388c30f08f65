//! A list of addresses as spreadsheets write it: read whole, or refused with every line that is wrong.

use std::collections::HashMap;

use csv::StringRecord;
use forms::locale::Locale;

use super::LANGUAGES;
use crate::mail::{NotAReference, Phone, PostReference};
use crate::service::{Email, sheet};
use crate::store::Digest;
use crate::store::invitation::Contact;
use crate::store::place::Area;

/// What is wrong with a line of a list, by the number that a spreadsheet shows beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line.
    pub line: u64,
    /// What is wrong.
    pub wrong: Wrong,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There are no lines.
    Empty,
    /// There are more lines than a list may have.
    TooMany,
    /// The heading of a column is none that is known: this one.
    Column(String),
    /// Two columns have this heading.
    ColumnTwice(String),
    /// No column is called "navn" or "name".
    NoNames,
    /// The line has more fields than there are columns.
    Fields,
    /// Nobody is named, or at too great length.
    Name,
    /// Neither address, e-mail, phone nor a reference for Digital Post is there.
    Nowhere,
    /// The address or the department is too long.
    Long,
    /// No area where the wave asks is called so.
    Area(String),
    /// It is no address of mail.
    Email,
    /// It is no phone number.
    Phone,
    /// It is no reference for Digital Post.
    Reference,
    /// It looks like a CPR number, which is not kept.
    PersonNumber,
    /// Nobody is written to in this language.
    Language(String),
    /// It says the same as an earlier line: this one.
    Again(u64),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Name,
    Address,
    Postcode,
    Town,
    Area,
    Department,
    Email,
    Phone,
    Reference,
    Language,
}

/// More households are not in one wave.
pub const MOST: usize = 20_000;
/// More letters are no address.
const LONGEST: usize = 200;
/// More faults are not told at once: it is another file that was meant.
const MOST_FAULTS: usize = 100;
const HEADINGS: [(&str, Column); 24] = [
    ("navn", Column::Name),
    ("name", Column::Name),
    ("adresse", Column::Address),
    ("address", Column::Address),
    ("postnr", Column::Postcode),
    ("postnr.", Column::Postcode),
    ("postnummer", Column::Postcode),
    ("postcode", Column::Postcode),
    ("by", Column::Town),
    ("town", Column::Town),
    ("område", Column::Area),
    ("boligområde", Column::Area),
    ("area", Column::Area),
    ("afdeling", Column::Department),
    ("department", Column::Department),
    ("e-mail", Column::Email),
    ("email", Column::Email),
    ("mail", Column::Email),
    ("telefon", Column::Phone),
    ("phone", Column::Phone),
    ("digital post", Column::Reference),
    ("digital_post", Column::Reference),
    ("sprog", Column::Language),
    ("language", Column::Language),
];

/// Reads a list. Areas are known by their names.
pub fn read(file: &[u8], areas: &[Area]) -> Result<Vec<Contact>, Vec<Fault>> {
    let mut rows = sheet::records(file).into_iter();
    let empty = || vec![Fault { line: 1, wrong: Wrong::Empty }];
    let (line, headings) = rows.next().ok_or_else(empty)?;
    let columns = columns(line, &headings)?;
    let (mut contacts, mut faults) = (Vec::new(), Vec::new());
    let mut known: HashMap<Digest, u64> = HashMap::new();
    for (line, row) in rows {
        let told = |wrong| Fault { line, wrong };
        match contact(&row, &columns, areas) {
            Ok(contact) => match known.insert(contact.sameness(), line) {
                Some(earlier) => faults.push(told(Wrong::Again(earlier))),
                None => contacts.push(contact),
            },
            Err(wrong) => faults.push(told(wrong)),
        }
        if contacts.len() > MOST {
            faults.push(told(Wrong::TooMany));
        }
        if faults.len() >= MOST_FAULTS || contacts.len() > MOST {
            break;
        }
    }
    match (contacts.is_empty(), faults.is_empty()) {
        (_, false) => Err(faults),
        (true, true) => Err(empty()),
        (false, true) => Ok(contacts),
    }
}

fn columns(line: u64, headings: &StringRecord) -> Result<Vec<Column>, Vec<Fault>> {
    let (mut columns, mut faults) = (Vec::new(), Vec::new());
    let mut fault = |wrong| faults.push(Fault { line, wrong });
    for heading in headings {
        let shown = one_line(heading).chars().take(LONGEST).collect::<String>();
        match HEADINGS.iter().find(|(name, _)| *name == shown.to_lowercase()) {
            Some((_, column)) if columns.contains(column) => fault(Wrong::ColumnTwice(shown)),
            Some((_, column)) => columns.push(*column),
            None => fault(Wrong::Column(shown)),
        }
    }
    if faults.is_empty() && !columns.contains(&Column::Name) {
        faults.push(Fault { line, wrong: Wrong::NoNames });
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

fn contact(row: &StringRecord, columns: &[Column], areas: &[Area]) -> Result<Contact, Wrong> {
    if row.iter().skip(columns.len()).any(|field| !field.trim().is_empty()) {
        return Err(Wrong::Fields);
    }
    let field = |wanted| {
        let at = columns.iter().position(|column| *column == wanted);
        at.and_then(|at| row.get(at)).unwrap_or_default().trim()
    };
    let name = one_line(field(Column::Name));
    if name.is_empty() || name.chars().count() > LONGEST {
        return Err(Wrong::Name);
    }
    let town = one_line(&format!("{} {}", field(Column::Postcode), field(Column::Town)));
    let street = field(Column::Address).lines().map(one_line);
    let address: Vec<String> = street.chain([town]).filter(|line| !line.is_empty()).collect();
    let (address, department) = (address.join("\n"), one_line(field(Column::Department)));
    if address.chars().count() > LONGEST || department.chars().count() > LONGEST {
        return Err(Wrong::Long);
    }
    let email = some(field(Column::Email)).map(str::parse::<Email>).transpose().map_err(|_| Wrong::Email)?;
    let phone = some(field(Column::Phone)).map(str::parse::<Phone>).transpose().map_err(|_| Wrong::Phone)?;
    let reference =
        some(field(Column::Reference)).map(str::parse::<PostReference>).transpose().map_err(|wrong| match wrong {
            NotAReference::Letters => Wrong::Reference,
            NotAReference::PersonNumber => Wrong::PersonNumber,
        })?;
    if address.is_empty() && email.is_none() && phone.is_none() && reference.is_none() {
        return Err(Wrong::Nowhere);
    }
    Ok(Contact {
        name,
        address,
        area_id: some(field(Column::Area)).map(|area| known_area(area, areas)).transpose()?,
        department,
        email: email.map(|email| email.as_str().to_owned()),
        phone: phone.map(|phone| phone.to_string()),
        post_reference: reference.map(|reference| reference.to_string()),
        language: language(field(Column::Language))?.to_owned(),
    })
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// Without line breaks and what else nobody sees, and with single spaces.
fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn known_area(text: &str, areas: &[Area]) -> Result<uuid::Uuid, Wrong> {
    let found = areas.iter().find(|area| area.name.to_lowercase() == text.to_lowercase());
    found.map(|area| area.id).ok_or_else(|| Wrong::Area(one_line(text)))
}

/// By its code, or by its name in itself or in Danish. Nothing stands for Danish.
fn language(text: &str) -> Result<&'static str, Wrong> {
    const IN_DANISH: [&str; 5] = ["dansk", "engelsk", "arabisk", "tyrkisk", "somali"];
    let text = text.to_lowercase();
    if text.is_empty() {
        return Ok(LANGUAGES[0]);
    }
    let is_it = |(code, danish): &(&'static str, &str)| {
        text == *code || text == *danish || text == Locale::of(code).name().to_lowercase()
    };
    let found = LANGUAGES.into_iter().zip(IN_DANISH).find(is_it);
    found.map(|(code, _)| code).ok_or_else(|| Wrong::Language(one_line(&text)))
}

#[cfg(test)]
#[path = "address_list_tests.rs"]
mod tests;
