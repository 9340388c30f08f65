//! What the indicators of the demonstration are held against. What was published of such areas is told as that; all other figures are
//! invented and say so.

use uuid::Uuid;

use super::{Error, import};
use crate::access::Actor;
use crate::service::Services;

/// Row of the official table, first figure and latest, of the programme and of the municipality, target, and where the first ones come
/// from.
type Row = (u8, [&'static str; 2], [&'static str; 2], &'static str, &'static str);

const HEAD: &str = "række;art;kommune;værdi;dato;kilde";
const INVENTED: &str = "Opdigtet (demo)";
const PUBLISHED: &str = "Offentliggjort for helhedsplanens områder";
const ROWS: [Row; 9] = [
    (1, ["78 %", "83 %"], ["88 %", "89 %"], "88 %", INVENTED),
    (2, ["5,4", "5,9"], ["6,9", "7,0"], "6,5", INVENTED),
    (3, ["36 %", "33,5 %"], ["21 %", "20,4 %"], "30 %", PUBLISHED),
    (4, ["24 %", "21,8 %"], ["12 %", "11,6 %"], "18 %", INVENTED),
    (5, ["41 %", "38,2 %"], ["22 %", "21,5 %"], "35 %", INVENTED),
    (6, ["7,1 %", "6,2 %"], ["3,4 %", "3,3 %"], "5 %", INVENTED),
    (7, ["80 %", ""], ["", "91 %"], "85 %", PUBLISHED),
    (8, ["22 %", ""], ["", "38 %"], "28 %", INVENTED),
    (9, ["47 %", "49,5 %"], ["67 %", "66,2 %"], "55 %", INVENTED),
];

/// Takes the figures in, if they are not there.
pub(in crate::service) async fn seed(services: &Services, programme: Uuid, municipality: &str) -> Result<(), Error> {
    let mut sheet = HEAD.to_owned();
    for (row, own, municipal, target, source) in ROWS {
        let lines = [
            ("basistal", "", own[0], "01-01-2021", source),
            ("tal", "", own[1], "01-01-2025", INVENTED),
            ("basistal", municipality, municipal[0], "01-01-2021", source),
            ("tal", municipality, municipal[1], "01-01-2025", INVENTED),
            ("mål", "", target, "31-12-2029", INVENTED),
        ];
        for (kind, place, value, on, source) in lines.into_iter().filter(|line| !line.2.is_empty()) {
            let cells = [&row.to_string(), kind, place, value, on, source];
            sheet.push('\n');
            sheet.push_str(&cells.join(";"));
        }
    }
    import::import(services, &Actor::operator(), programme, sheet.into_bytes(), None).await?;
    Ok(())
}
