//! What a wave will be able to show, before anybody is asked: how large a change has to be for as many answers as are hoped for.

use stats::estimate::{Level, Power, smallest_rise};
use uuid::Uuid;

use super::observation::{Figure, for_everybody};
use super::observe::is_everywhere;
use super::{Definition, definitions};
use crate::service::Services;
use crate::service::waves::Wave;
use crate::store::{self, place};

/// The smallest change of an indicator that a wave shows four times in five.
#[derive(Clone, Debug, PartialEq)]
pub struct Detectable {
    /// The indicator.
    pub definition: Definition,
    /// What it was the last time.
    pub before: Figure,
    /// The smallest rise, as a share; nothing, if none is large enough.
    pub rise: Option<f64>,
    /// The smallest fall.
    pub fall: Option<f64>,
}

/// What so many answers to a wave could show, held against what was observed last of the same people: those of the whole programme, or of
/// the one area that is asked. Of the mean of several questions nothing is said, because how its items vary together is not released.
pub async fn of_wave(services: &Services, wave: &Wave, answers: u32) -> Result<Vec<Detectable>, store::Error> {
    let mut whose: Vec<Option<Uuid>> = Vec::new();
    if is_everywhere(wave, &place::areas(&services.db, wave.programme_id).await?) {
        whose.push(None);
    }
    if let [one] = wave.terms.areas.as_slice() {
        whose.push(Some(*one));
    }
    let observed = for_everybody(services, wave.programme_id).await?;
    let of_one_question = definitions()
        .into_iter()
        .filter(|one| one.survey().is_some_and(|survey| survey.form_id == wave.form_id && survey.items.len() == 1));
    let found = of_one_question.filter_map(|definition| {
        let last = |area: &Option<Uuid>| {
            let (_, series) = observed.iter().find(|(series, _)| {
                series.indicator == definition.id && series.area_id == *area && series.whom.is_empty()
            })?;
            series.iter().rev().find_map(|one| one.observed.figure)
        };
        let last = whose.iter().find_map(last)?;
        Detectable::new(definition, last, answers)
    });
    Ok(found.collect())
}

impl Detectable {
    fn new(definition: Definition, before: Figure, answers: u32) -> Option<Self> {
        let asked = f64::from(u32::try_from(before.respondents?).ok()?);
        let smallest = |share| smallest_rise(share, asked, answers.into(), Level::NinetyFive, Power::FourInFive);
        Some(Self { rise: smallest(before.value), fall: smallest(1.0 - before.value), definition, before })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_answers_show_smaller_changes_and_few_show_none() {
        let definition = definitions().into_iter().find(|one| one.id == "basic_safety").unwrap();
        let before = Figure { value: 0.75, interval: Some((0.7, 0.8)), respondents: Some(300) };
        let of = |answers| Detectable::new(definition.clone(), before, answers).unwrap();
        // As `stats` has it from R's power.prop.test for two samples of 300.
        let rise = of(300).rise.unwrap();
        assert!((rise - 0.092).abs() < 5e-4, "{rise}");
        assert!(of(900).rise.unwrap() < rise && of(900).fall.unwrap() < of(300).fall.unwrap());
        assert!(of(3).rise.is_none(), "from 75 % it can rise by 25 points at most");
        let unknown = Figure { respondents: None, ..before };
        assert_eq!(Detectable::new(definition.clone(), unknown, 300), None);
    }
}
