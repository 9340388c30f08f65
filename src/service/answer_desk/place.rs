//! Where an answer belongs: it is read from the answer and what it came by, and stands in no column. So an answer that is
//! corrected moves along, and storing one asks nothing more of the database.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use crate::access::Place;
use crate::service::findings::labels::FORM;
use crate::store::place::{self, Area, Programme};
use crate::store::place_code::{self, Kind, PlaceCode};
use crate::store::response::Response;
use crate::store::wave::{self, Identity, Wave};
use crate::store::{Error, Reads, walk};

/// The places that there are, and the waves of each.
#[derive(Clone, Debug, Default)]
pub struct Geography {
    /// All programmes.
    pub programmes: Vec<Programme>,
    /// All areas.
    pub areas: Vec<Area>,
    /// As what forms know them.
    pub codes: Vec<PlaceCode>,
    /// All waves whose answers are read one by one: none that is anonymous.
    pub waves: HashMap<Uuid, Wave>,
}

/// The question by which shipped forms ask for the area.
const QUESTION: &str = "area";

impl Geography {
    /// Reads them.
    pub async fn read(from: &impl Reads) -> Result<Self, Error> {
        let mut waves = wave::list(from).await?;
        waves.retain(|wave| wave.identity != Identity::Anonymous);
        Ok(Self {
            programmes: place::programmes(from).await?,
            areas: place::areas_within(from, &[Place::Installation]).await?,
            codes: place_code::list(from, Kind::Area).await?,
            waves: waves.into_iter().map(|wave| (wave.id, wave)).collect(),
        })
    }

    /// Where an answer belongs.
    pub async fn place(&self, from: &impl Reads, answer: &Response) -> Result<Place, Error> {
        let walked = if answer.form_id == FORM { walk::areas(from, &[answer.id]).await? } else { HashMap::new() };
        Ok(self.of(answer.wave_id, walked.get(&answer.id).copied(), &answer.answers))
    }

    /// Where an answer belongs that came by a wave, or by a walk through an area: the area of the walk; the area that the
    /// answer names, if only one is called so; the programme of the wave; the only programme there is; the installation.
    pub fn of(&self, wave: Option<Uuid>, walked: Option<Uuid>, answers: &str) -> Place {
        if let Some(area) = walked.and_then(|id| self.areas.iter().find(|area| area.id == id)) {
            return area.place();
        }
        let programme = wave.and_then(|id| self.waves.get(&id)).map(|wave| wave.programme_id);
        let answers: Value = serde_json::from_str(answers).unwrap_or_default();
        let mut called_so = named(&answers).into_iter().flat_map(|name| {
            let lies_there = move |code: &&PlaceCode| programme.is_none_or(|programme| code.programme_id == programme);
            let known = self.codes.iter().filter(lies_there).filter(move |code| code.code == name);
            known.filter_map(|code| self.areas.iter().find(|area| area.id == code.place_id))
        });
        if let (Some(area), None) = (called_so.next(), called_so.next()) {
            return area.place();
        }
        let only = || match &self.programmes[..] {
            [only] => Some(only.id),
            _ => None,
        };
        programme.or_else(only).map_or(Place::Installation, Place::Programme)
    }

    /// What a place is called.
    pub fn name(&self, place: &Place) -> &str {
        match place {
            Place::Installation => "",
            Place::Programme(id) => self.programmes.iter().find(|one| one.id == *id).map_or("", |one| &one.name),
            Place::Area { area: id, .. } => self.areas.iter().find(|area| area.id == *id).map_or("", |area| &area.name),
        }
    }
}

/// What a document answers to the question for the area, in whatever group that stands.
fn named(answers: &Value) -> Option<&str> {
    let members = answers.as_object()?;
    let own = members.get(QUESTION).and_then(Value::as_str);
    own.or_else(|| members.values().find_map(named))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: Uuid = Uuid::from_u128(1);
    const OTHER: Uuid = Uuid::from_u128(2);

    fn area(id: u128, programme_id: Uuid, name: &str) -> Area {
        Area { id: Uuid::from_u128(id), programme_id, name: name.to_owned(), municipality: "Opdigtet".to_owned() }
    }

    fn geography(programmes: &[Uuid]) -> Geography {
        let programme = |id: &Uuid| Programme { id: *id, name: format!("P{id}"), is_demo: true };
        let areas = vec![area(11, ONE, "Øst Gade"), area(12, ONE, "Parken"), area(21, OTHER, "Parken")];
        let code = |area: &Area| PlaceCode {
            programme_id: area.programme_id,
            kind: Kind::Area,
            code: place::code(&area.name),
            place_id: area.id,
        };
        let codes = areas.iter().map(code).collect();
        Geography { programmes: programmes.iter().map(programme).collect(), areas, codes, waves: HashMap::new() }
    }

    #[test]
    fn an_answer_belongs_where_it_says_unless_two_places_are_called_so() {
        let geography = geography(&[ONE, OTHER]);
        let place = |answers: &str| geography.of(None, None, answers);
        let east = Place::Area { programme: ONE, area: Uuid::from_u128(11) };
        assert_eq!(place(r#"{"when_and_where": {"area": "øst_gade"}}"#), east);
        assert_eq!(place(r#"{"area": "øst_gade"}"#), east);
        assert_eq!(geography.name(&east), "Øst Gade");
        for nowhere in
            [r#"{"area": "parken"}"#, r#"{"area": "several"}"#, r#"{"area": 3}"#, "{}", r#"[{"area": "øst_gade"}]"#]
        {
            assert_eq!(place(nowhere), Place::Installation, "{nowhere}");
        }
    }

    #[test]
    fn what_names_no_area_is_of_the_only_programme_and_a_walk_is_of_its_area() {
        let geography = geography(&[ONE]);
        assert_eq!(geography.of(None, None, "{}"), Place::Programme(ONE));
        let walked = geography.of(None, Some(Uuid::from_u128(12)), r#"{"area": "øst_gade"}"#);
        assert_eq!(walked, Place::Area { programme: ONE, area: Uuid::from_u128(12) });
    }
}
