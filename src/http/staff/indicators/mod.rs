//! Indicators: what a board, a follow-up group and an analyst read of a programme.

mod area;
mod figure_forms;
mod figures;
mod list;
mod official;
mod series;

use poem::http::Method;

use super::table::{Needs, Page, page};
use crate::access::Permission::{ChangeFigures, ReadIndicators};

/// Where the programmes are.
pub(super) const LIST: &str = "/staff/indicators";

pub(super) use self::figures::brings_sheet;

pub(super) fn pages() -> Vec<Page> {
    let (reading, changing) = (Needs::Permission(ReadIndicators), Needs::Permission(ChangeFigures));
    vec![
        page(Method::GET, LIST, reading, list::show),
        page(Method::GET, official::PAGE, reading, official::show),
        page(Method::GET, official::FILE, reading, official::give),
        page(Method::GET, figures::PAGE, reading, figures::show),
        page(Method::POST, figures::PAGE, changing, figures::add),
        page(Method::POST, figures::SHEET, changing, figures::take),
        page(Method::POST, figures::ONE, changing, figures::take_back),
        page(Method::GET, area::ONE, reading, area::show),
        page(Method::GET, series::ALL, reading, series::list),
        page(Method::GET, series::ONE, reading, series::show),
        page(Method::GET, series::FILE, reading, series::file),
    ]
}
