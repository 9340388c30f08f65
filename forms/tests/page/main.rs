//! Pages of an invented form that has one of everything, and of the shipped forms in every language.

mod flow;
mod markup;

use forms::{
    Form, Instance, Surroundings,
    page::{Addresses, Plan},
};
use jiff::{civil::date, tz::TimeZone};

pub(crate) const ADDRESSES: Addresses<'static> =
    Addresses { pages: "/q/", media: "/media/", photos: Some("/photo/"), plan: Some(PLAN) };

const PLAN: Plan<'static> = Plan { picture: "/plan.png", width: 1600, height: 1000, fit: Some("1 2") };

pub(crate) fn everything() -> Form {
    Form::from_yaml(include_str!("everything.yaml")).unwrap_or_else(|faults| panic!("{faults:?}")).0
}

pub(crate) fn instance<'f>(form: &'f Form, language: &str) -> Instance<'f> {
    let denmark = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").expect("a time zone");
    let now = date(2026, 11, 21).at(12, 0, 0, 0).to_zoned(denmark).expect("a moment");
    Instance::new(form, &Surroundings { now, seed: 1, language: language.to_owned() })
}
