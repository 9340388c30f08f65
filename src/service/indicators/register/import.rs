//! Figures of registers, baselines and targets from a sheet: either all lines are taken or none is.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::entry::{Around, Typed, Wrong};
use super::keep::{Report, begin, keep, refuse};
use super::{Error, Fault};
use crate::access::Actor;
use crate::service::sheet::{Column, Line, Sheet};
use crate::service::{Name, Services};

/// What the table is to have, and may have.
const COLUMNS: [Column; 9] = [
    Column { key: "indicator", names: &["række", "nr", "nr.", "indikator", "row", "indicator"], is_needed: true },
    Column { key: "kind", names: &["art", "type", "kind"], is_needed: false },
    Column { key: "area", names: &["område", "boligområde", "area"], is_needed: false },
    Column { key: "municipality", names: &["kommune", "municipality"], is_needed: false },
    Column { key: "value", names: &["værdi", "tal", "value"], is_needed: true },
    Column { key: "unit", names: &["enhed", "unit"], is_needed: false },
    Column { key: "people", names: &["grundlag", "antal personer", "personer", "people", "n"], is_needed: false },
    Column { key: "on", names: &["dato", "opgjort", "date", "on"], is_needed: true },
    Column { key: "source", names: &["kilde", "source"], is_needed: true },
];

/// Takes in the figures of a programme. `reason` is why figures are to be others than before, if some are; without it they are told
/// and nothing is taken.
pub async fn import(
    services: &Services,
    actor: &Actor,
    programme: Uuid,
    file: Vec<u8>,
    reason: Option<&Name>,
) -> Result<Report, Error> {
    let sheet = services.compiling.run(move || Sheet::read(&file, &COLUMNS)).await;
    let tx = begin(services, actor, programme).await?;
    let around = Around::of(services, &tx, programme).await?;
    let (mut entries, mut faults, mut seen) = (Vec::new(), Vec::new(), BTreeSet::new());
    for line in sheet?.lines {
        match around.read(&typed(&line)) {
            Ok((about, _)) if !seen.insert(about.clone()) => {
                faults.push(Fault { line: line.number, what: Wrong::Twice });
            }
            Ok(entry) => entries.push((line.number, entry)),
            Err(what) => faults.push(Fault { line: line.number, what }),
        }
    }
    refuse(faults)?;
    keep(services, tx, actor, (programme, &around), entries, reason).await
}

fn typed(line: &Line) -> Typed<'_> {
    Typed {
        indicator: line.get("indicator"),
        kind: line.get("kind"),
        area: line.get("area"),
        municipality: line.get("municipality"),
        value: line.get("value"),
        unit: line.get("unit"),
        people: line.get("people"),
        on: line.get("on"),
        source: line.get("source"),
    }
}
