//! Invented findings for the demonstration: one in each state, with what was said about it on the way.

use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use super::life::{Action, Assignment};
use super::words::NoWords;
use super::{Command, PublicTexts, Words, change, change_on_walk};
use crate::access::Actor;
use crate::service::Services;
use crate::service::name::NotAName;
use crate::service::plans;
use crate::store::finding::{self, Finding, Kind, Position, Published, Status};
use crate::store::walk::{self, Plan, State, Walk};
use crate::store::{self, place};

/// Why there are none.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// One did not go its way.
    #[error("an invented finding was not changed")]
    Change(#[from] change::Error),
    /// The plan of the area was not drawn.
    #[error("an invented plan was not hung up")]
    Plan(#[from] plans::demo::Error),
    /// What is written about one is nothing to write.
    #[error("an invented text is none")]
    Words(#[from] NoWords),
    /// The person who sees to one has no name.
    #[error("an invented person has no name")]
    Name(#[from] NotAName),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// One thing that was seen.
struct Seen {
    kind: Kind,
    place: &'static str,
    detail: &'static str,
    theme: Option<&'static str>,
    severity: Option<&'static str>,
    observation: &'static str,
    proposal: Option<&'static str>,
    party: Option<&'static str>,
    /// Ten-thousandths of a degree from the middle of the area, northwards and eastwards.
    from_middle: (f64, f64),
    deeds: &'static [Step],
}

/// What was done about it.
enum Step {
    Assign { party: &'static str, to: &'static str, in_days: i32 },
    Begin,
    Comment(&'static str),
    Finish(&'static str),
    Refuse(&'static str),
    Verify,
    Tell { said: &'static str, done: &'static str },
}

const PROBLEM: Seen = Seen {
    kind: Kind::Problem,
    place: "path",
    detail: "",
    theme: None,
    severity: Some("medium"),
    observation: "",
    proposal: None,
    party: None,
    from_middle: (0.0, 0.0),
    deeds: &[],
};

const SEEN: [Seen; 7] = [
    Seen {
        detail: "mellem blok 2 og 3",
        theme: Some("lighting"),
        severity: Some("large"),
        observation: "Tre lamper i træk lyser ikke. Her er helt mørkt fra klokken fire.",
        proposal: Some("Skift pærerne, og se, om kablet er i orden."),
        from_middle: (4.0, -6.0),
        deeds: &[
            Step::Assign { party: "housing_organisation", to: "Vicevært (opdigtet)", in_days: 14 },
            Step::Begin,
            Step::Comment("Pærerne er bestilt og kommer torsdag."),
            Step::Finish("Alle tre lamper lyser."),
            Step::Verify,
            Step::Tell {
                said: "Lamperne på stien mellem blok 2 og 3 lyser ikke.",
                done: "Alle tre lamper er skiftet og lyser igen.",
            },
        ],
        ..PROBLEM
    },
    Seen {
        place: "car_park",
        theme: Some("litter"),
        observation: "To biler uden plader har stået her siden sommer.",
        proposal: Some("Få dem kørt væk."),
        from_middle: (-7.0, 3.0),
        deeds: &[
            Step::Assign { party: "municipality", to: "Vej og park (opdigtet)", in_days: 21 },
            Step::Begin,
            Step::Tell {
                said: "Der står to efterladte biler på parkeringspladsen.",
                done: "Kommunen har sat sedler på bilerne. De bliver kørt væk i næste måned.",
            },
        ],
        ..PROBLEM
    },
    Seen {
        place: "shed",
        detail: "cykelskuret ved indgang 14",
        theme: Some("locks"),
        observation: "Låsen er brudt op, og døren står åben.",
        from_middle: (1.0, 6.0),
        deeds: &[Step::Assign { party: "board", to: "Bestyrelsen (opdigtet)", in_days: 10 }],
        ..PROBLEM
    },
    Seen {
        place: "green_area",
        detail: "bag legepladsen",
        theme: Some("overgrowth"),
        severity: Some("small"),
        observation: "Hækken er to meter høj, så man kan ikke se, hvem der er bag den.",
        proposal: Some("Fæld hækken."),
        from_middle: (-2.0, -4.0),
        deeds: &[
            Step::Refuse(
                "Fuglene ruger i hækken, og bestyrelsen vil beholde den. Den bliver klippet ned til en meter hvert forår.",
            ),
            Step::Tell {
                said: "Hækken bag legepladsen er for høj.",
                done: "Den bliver ikke fældet, fordi fuglene ruger i den. Den bliver klippet ned til en meter hvert forår.",
            },
        ],
        ..PROBLEM
    },
    Seen {
        place: "stairwell",
        detail: "opgang 8",
        theme: Some("behaviour"),
        severity: Some("large"),
        observation: "Flere fortæller, at de går udenom om aftenen.",
        party: Some("dont_know"),
        from_middle: (6.0, 1.0),
        ..PROBLEM
    },
    Seen {
        place: "waste",
        theme: Some("upkeep"),
        severity: Some("small"),
        observation: "Lågen til affaldspladsen hænger.",
        from_middle: (-5.0, -9.0),
        deeds: &[
            Step::Assign { party: "housing_organisation", to: "Vicevært (opdigtet)", in_days: 5 },
            Step::Finish("Hængslet er skiftet."),
        ],
        ..PROBLEM
    },
    Seen {
        kind: Kind::Good,
        place: "playground",
        theme: Some("gathering"),
        severity: None,
        observation: "Her er mange familier, nye bænke og godt udsyn.",
        from_middle: (0.0, 5.0),
        deeds: &[Step::Tell {
            said: "Den nye legeplads er et godt sted at være.",
            done: "Vi sætter to bænke mere op til foråret.",
        }],
        ..PROBLEM
    },
];

const DAYS_AGO: i32 = 18;
const DAYS_LATER: i32 = 14;
/// A field near the areas, and none of the places that are spoken of.
const MIDDLE: (f64, f64) = (55.4100, 11.3500);

/// Adds them to an area, as found on a walk, unless it has had one. What is done was looked at on a second one.
pub async fn seed(services: &Services, area: Uuid) -> Result<(), Error> {
    if !walk::list(&services.db, &[area]).await?.is_empty() || place::area(&services.db, area).await?.is_none() {
        return Ok(());
    }
    plans::demo::hang(services, area, MIDDLE).await?;
    let on = services.clock.today().saturating_sub(DAYS_AGO.days());
    let ended = Walk { state: State::Ended, ..walked(services, area, on) };
    let again = walked(services, area, on.saturating_add(DAYS_LATER.days()));
    let again = Walk { plan: Plan { is_reinspection: true, ..again.plan.clone() }, ..again };
    let findings: Vec<(Finding, &[Step])> =
        SEEN.iter().map(|seen| (found(services.clock.identity(), &ended, seen), seen.deeds)).collect();
    let tx = services.db.begin().await?;
    walk::insert(&tx, &ended).await?;
    walk::insert(&tx, &again).await?;
    for (finding, _) in &findings {
        finding::insert(&tx, finding, &[]).await?;
    }
    tx.commit().await?;
    let somebody = Actor { name: "Opdigtet koordinator".to_owned(), ..Actor::operator() };
    for (finding, deeds) in findings {
        for (seen, step) in (1..).zip(deeds) {
            let command =
                Command { id: services.clock.identity(), finding: finding.id, seen, action: action(services, step)? };
            match step {
                Step::Verify => change_on_walk(services, &somebody, command, again.id).await?,
                _ => change(services, &somebody, command).await?,
            };
        }
    }
    let tx = services.db.begin().await?;
    walk::update(&tx, &Walk { state: State::Ended, ..again }).await?;
    Ok(tx.commit().await?)
}

/// A walk on a day, that is being held.
fn walked(services: &Services, area: Uuid, on: Date) -> Walk {
    let route = "Fra beboerhuset og en gang rundt (opdigtet)".to_owned();
    Walk {
        id: services.clock.identity(),
        area_id: area,
        plan: Plan { on, at: None, route, is_reinspection: false },
        state: State::Running,
        sheet: None,
        response_id: None,
        created_on: on,
        version: 1,
    }
}

fn found(id: Uuid, walk: &Walk, seen: &Seen) -> Finding {
    let words = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let degrees = |middle: f64, offset: f64| middle + offset / 10_000.0;
    let (latitude, longitude) = (degrees(MIDDLE.0, seen.from_middle.0), degrees(MIDDLE.1, seen.from_middle.1));
    Finding {
        id,
        walk_id: walk.id,
        area_id: walk.area_id,
        kind: seen.kind,
        place_code: words(seen.place),
        place_text: words(seen.detail),
        position: Some(Position { latitude, longitude, accuracy: Some(8.0) }),
        spot: None,
        theme: seen.theme.and_then(words),
        severity: seen.severity.and_then(words),
        observation: seen.observation.to_owned(),
        proposal: seen.proposal.and_then(words),
        party: seen.party.and_then(words),
        status: Status::Open,
        assignee: None,
        assignee_address: None,
        deadline: None,
        refusal_reason: None,
        found_on: walk.plan.on,
        published: Published::None,
        public_text: None,
        version: 1,
    }
}

fn action(services: &Services, step: &Step) -> Result<Action, Error> {
    Ok(match step {
        Step::Assign { party, to, in_days } => Action::Assign(Assignment {
            party: (*party).to_owned(),
            assignee: Some(to.parse()?),
            address: None,
            deadline: Some(services.clock.today().saturating_add(in_days.days())),
        }),
        Step::Begin => Action::Begin,
        Step::Comment(words) => Action::Comment(Words::parse(words)?),
        Step::Finish(words) => Action::Finish(Some(Words::parse(words)?)),
        Step::Refuse(reason) => Action::Refuse(Words::parse(reason)?),
        Step::Verify => Action::Verify(None),
        Step::Tell { said, done } => {
            Action::Approve(PublicTexts::in_danish(&Words::parse(said)?, &Words::parse(done)?), Vec::new())
        }
    })
}
