//! What stands in the place of the workbook reader where the engine is built without it, as for a phone.

use super::{
    fault::{Column, Faults, Position, Sheet},
    raw::RawForm,
};

/// There is none.
#[derive(Debug)]
pub(super) enum Workbook {}

pub(super) fn read(_: &[u8], _: &str, faults: &mut Faults) -> RawForm {
    faults.error(Position::Workbook, "workbooks cannot be read here");
    RawForm::default()
}

pub(super) fn open(_: &[u8]) -> Option<Workbook> {
    None
}

pub(super) fn cell(workbook: &Workbook, _: Sheet, _: u32, _: Column) -> Option<&str> {
    match *workbook {}
}
