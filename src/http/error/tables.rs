//! What is wrong with tables and places, for a caller: each line by its number, with a name for what is wrong.

use super::Problem;
use crate::http::code::Code;
use crate::http::particulars::{Particulars, WrongLine};
use crate::service::indicators::register;
use crate::service::invitations::address_list::{self, Wrong as WrongAddress};
use crate::service::invitations::import;
use crate::service::places::change;
use crate::service::places::figures::{self, Wrong as WrongFigure};
use crate::service::sheet::Unreadable;

impl From<change::Error> for Problem {
    fn from(error: change::Error) -> Self {
        match error {
            change::Error::NoPlace => Self::new(Code::AreaNotFound),
            change::Error::Denied => Self::new(Code::NotPermitted),
            change::Error::Stale | change::Error::Taken => Self::new(Code::PlaceTaken),
            change::Error::NoCode => Self::with_detail(
                Code::RequestInvalid,
                "A code is 1 to 60 letters, digits, `_`, `-` or `.`: the name of a choice in a form.",
            ),
            change::Error::Store(error) => error.into(),
        }
    }
}

impl From<figures::Error> for Problem {
    fn from(error: figures::Error) -> Self {
        let line = |fault: &figures::Fault| WrongLine { line: fault.line, code: of_figure(fault.what), value: None };
        match error {
            figures::Error::NoProgramme => Self::new(Code::ProgrammeNotFound),
            figures::Error::Denied => Self::new(Code::NotPermitted),
            figures::Error::Unreadable(why) => unreadable(&why),
            figures::Error::Wrong(faults) => Self::table_invalid(faults.iter().map(line).collect()),
            figures::Error::Store(error) => error.into(),
        }
    }
}

impl From<register::Error> for Problem {
    fn from(error: register::Error) -> Self {
        let line = |fault: register::Fault| {
            let value = match &fault.what {
                register::Wrong::Changed(_, said) => said.value.map(|value| value.to_string()),
                _ => None,
            };
            WrongLine { line: fault.line, code: fault.what.code(), value }
        };
        match error {
            register::Error::NoProgramme => Self::new(Code::ProgrammeNotFound),
            register::Error::Denied => Self::new(Code::NotPermitted),
            register::Error::Unreadable(why) => unreadable(&why),
            register::Error::Wrong(faults) => Self::table_invalid(faults.into_iter().map(line).collect()),
            register::Error::Store(error) => error.into(),
        }
    }
}

impl From<import::Error> for Problem {
    fn from(error: import::Error) -> Self {
        match error {
            import::Error::NotFound => Self::new(Code::WaveNotFound),
            import::Error::NotByCode => Self::with_detail(Code::WaveStateWrong, "It is not answered with codes."),
            import::Error::Over => Self::with_detail(Code::WaveStateWrong, "It asks nobody any more."),
            import::Error::Faults(faults) => Self::table_invalid(faults.into_iter().map(of_address).collect()),
            import::Error::Store(error) => error.into(),
        }
    }
}

impl Problem {
    fn table_invalid(lines: Vec<WrongLine>) -> Self {
        Self { particulars: Particulars::Lines(lines), ..Self::new(Code::TableInvalid) }
    }
}

fn unreadable(why: &Unreadable) -> Problem {
    Problem::with_detail(Code::TableInvalid, format!("It cannot be read: {why}."))
}

fn of_figure(wrong: WrongFigure) -> &'static str {
    match wrong {
        WrongFigure::Place => "place",
        WrongFigure::Places => "places",
        WrongFigure::Ages => "ages",
        WrongFigure::Gender => "gender",
        WrongFigure::Residents => "residents",
        WrongFigure::Source => "source",
        WrongFigure::Day => "day",
        WrongFigure::Twice => "twice",
    }
}

fn of_address(address_list::Fault { line, wrong }: address_list::Fault) -> WrongLine {
    let (code, value) = match wrong {
        WrongAddress::Empty => ("empty", None),
        WrongAddress::TooMany => ("too_many", None),
        WrongAddress::Column(heading) => ("column", Some(heading)),
        WrongAddress::ColumnTwice(heading) => ("column_twice", Some(heading)),
        WrongAddress::NoNames => ("no_names", None),
        WrongAddress::Fields => ("fields", None),
        WrongAddress::Name => ("name", None),
        WrongAddress::Nowhere => ("nowhere", None),
        WrongAddress::Long => ("long", None),
        WrongAddress::Area(area) => ("area", Some(area)),
        WrongAddress::Email => ("email", None),
        WrongAddress::Phone => ("phone", None),
        WrongAddress::Reference => ("digital_post", None),
        WrongAddress::PersonNumber => ("cpr_number", None),
        WrongAddress::Language(language) => ("language", Some(language)),
        WrongAddress::Again(first) => ("again", Some(first.to_string())),
    };
    WrongLine { line, code, value }
}
