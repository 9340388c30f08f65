//! What a copy shows: for each signal, where each person stands who is named by it, by an answer or by an invitation.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::copy::{Copy, Named, Row, named};
use super::score::real;

/// Where each person stands, by one signal.
pub(super) type Place = BTreeMap<usize, f64>;
/// All signals by name.
pub(super) type Sight = BTreeMap<String, Place>;

/// Of SQLite; that of PostgreSQL is twice as long.
const PAGE: f64 = 4096.0;
/// So many people who were written down in one transaction may be told apart by it.
const FEW: usize = 3;

/// Which kind of row names people.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Answers,
    Invited,
}

impl About {
    fn whom(self, named: Named) -> Option<usize> {
        match (self, named) {
            (Self::Answers, Named::Answer(person)) | (Self::Invited, Named::Invited(person)) => Some(person),
            _ => None,
        }
    }
}

/// Where the answers stand.
pub(super) fn of_answers(copy: &Copy) -> Sight {
    let mut sight = look(copy, About::Answers);
    let ids = ids(copy, About::Answers);
    // Whose answer was there when PostgreSQL last looked at the values of a column.
    for (column, values) in &copy.statistics {
        let is_there = |id: &String, person: usize| {
            let dashed = uuid::Uuid::parse_str(id).map_or_else(|_| id.clone(), |id| id.to_string());
            values.contains(id) || values.contains(&dashed) || values.contains(&super::copy::marker(person))
        };
        let place: Place = ids.iter().map(|(id, person)| (*person, f64::from(!is_there(id, *person)))).collect();
        if place.values().any(|value| *value == 0.0) {
            sight.insert(format!("statistics of {column}"), place);
        }
    }
    sight
}

/// Where those stand who are invited. `earlier` are the copies before.
pub(super) fn of_invited(copy: &Copy, earlier: &[Copy]) -> Sight {
    let mut sight = look(copy, About::Invited);
    sight.extend(transactions(copy));
    for before in earlier {
        for table in ["outbox", "unspent_code", "mail_attempt"] {
            sight.extend(aligned(before, copy, table));
        }
    }
    sight
}

/// Each row that names somebody: where it stands, what the database notes of it, and what its columns hold.
fn look(copy: &Copy, about: About) -> Sight {
    let ids = ids(copy, about);
    let mut sight = Sight::new();
    let mut count: BTreeMap<&str, Place> = BTreeMap::new();
    let tables: BTreeSet<&str> =
        copy.rows.iter().filter(|row| who(row, &ids, about).is_some()).map(|row| row.table.as_str()).collect();
    let mut ranks: HashMap<(&str, &str), BTreeMap<&str, f64>> = HashMap::new();
    for row in copy.rows.iter().filter(|row| tables.contains(row.table.as_str())) {
        for (column, value) in &row.cells {
            ranks.entry((&row.table, column)).or_default().insert(value, 0.0);
        }
    }
    for values in ranks.values_mut() {
        values.values_mut().enumerate().for_each(|(rank, value)| *value = real(rank));
    }
    for row in &copy.rows {
        let Some(person) = who(row, &ids, about) else { continue };
        let mut see = |signal: String, value: f64| sight.entry(signal).or_default().insert(person, value);
        see(format!("{}, scan", row.table), real(row.scan));
        for (name, value) in &row.noted {
            see(format!("{}, {name}", row.table), *value);
        }
        for (column, value) in &row.cells {
            // What an answer says is no signal.
            if about == About::Answers && named(value.as_bytes()).next().is_some() {
                continue;
            }
            let rank = ranks[&(row.table.as_str(), column.as_str())][value.as_str()];
            see(format!("{}.{column}", row.table), value.parse().unwrap_or(rank));
        }
        *count.entry(&row.table).or_default().entry(person).or_insert(0.0) += 1.0;
    }
    for (table, mut count) in count {
        for person in ids.values() {
            count.entry(*person).or_insert(0.0);
        }
        sight.insert(format!("{table}, rows"), count);
    }
    for (file, places) in &copy.files {
        for (place, who) in places {
            let Some(person) = about.whom(*who) else { continue };
            sight.entry(format!("file {file}, first")).or_default().entry(person).or_insert(*place);
            sight.entry(format!("file {file}, last")).or_default().insert(person, *place);
            // A page is filled from its end.
            sight.entry(format!("file {file}, in its page")).or_default().insert(person, -(place % PAGE));
        }
    }
    // What is the same of everybody tells nothing.
    sight.retain(|_, place| place.values().any(|value| Some(value) != place.values().next()));
    sight
}

/// Under which identities the rows of people are known.
fn ids(copy: &Copy, about: About) -> BTreeMap<String, usize> {
    let table = if about == About::Answers { "response" } else { "invitation" };
    let of_table = copy.rows.iter().filter(|row| row.table == table);
    of_table.filter_map(|row| Some((plain(row.cell("id")), who(row, &BTreeMap::new(), about)?))).collect()
}

/// Whom a row is about.
fn who(row: &Row, ids: &BTreeMap<String, usize>, about: About) -> Option<usize> {
    row.cells.iter().find_map(|(_, value)| {
        let by_name = || named(value.as_bytes()).find_map(|(_, named)| about.whom(named));
        ids.get(&plain(value)).copied().or_else(by_name)
    })
}

/// An identity as any database writes it.
fn plain(value: &str) -> String {
    let short = if value.len() > 64 { "" } else { value };
    short.replace('-', "").to_lowercase()
}

/// How many rows of each table are of the transaction that wrote an invitation, where that was of few.
fn transactions(copy: &Copy) -> Sight {
    let ids = ids(copy, About::Invited);
    let of_table = copy.rows.iter().filter(|row| row.table == "invitation");
    let invited: Vec<(usize, f64)> =
        of_table.filter_map(|row| Some((who(row, &ids, About::Invited)?, row.note("xmin")?))).collect();
    let together = |of: f64| invited.iter().filter(|(_, xmin)| xmin.total_cmp(&of).is_eq()).count();
    let few: Vec<(usize, f64)> = invited.iter().copied().filter(|(_, xmin)| together(*xmin) <= FEW).collect();
    let tables: BTreeSet<&str> = copy.rows.iter().map(|row| row.table.as_str()).collect();
    let mut sight = Sight::new();
    for table in tables {
        let mut count: HashMap<u64, f64> = HashMap::new();
        for xmin in copy.rows.iter().filter(|row| row.table == table).filter_map(|row| row.note("xmin")) {
            *count.entry(xmin.to_bits()).or_default() += 1.0;
        }
        let place: Place =
            few.iter().map(|(person, xmin)| (*person, count.get(&xmin.to_bits()).copied().unwrap_or(0.0))).collect();
        sight.insert(format!("rows of {table} in the transaction of the invitation"), place);
    }
    sight
}

/// If an earlier copy had a row of a table for each person, in their order: what became of the row.
fn aligned(before: &Copy, now: &Copy, table: &str) -> Sight {
    let key = |row: &Row| plain(&row.cells[0].1);
    let became: HashMap<String, f64> = now
        .rows
        .iter()
        .filter(|row| row.table == table)
        .map(|row| (key(row), 1.0 + row.cell("tries").parse::<f64>().unwrap_or(0.0)))
        .collect();
    // Each order in which they may have been written: as they lie, and by these columns.
    let orders = |rows: Vec<&Row>, columns: &[&'static str]| -> Vec<(&'static str, Vec<String>)> {
        let mut orders = vec![("place", rows.iter().map(|row| key(row)).collect())];
        for by in columns.iter().copied().filter(|by| rows.first().is_some_and(|row| !row.cell(by).is_empty())) {
            let mut sorted = rows.clone();
            let number = |row: &Row| row.cell(by).parse::<f64>().unwrap_or(0.0);
            sorted.sort_by(|one, other| {
                number(one).total_cmp(&number(other)).then_with(|| one.cell(by).cmp(other.cell(by)))
            });
            orders.push((by, sorted.into_iter().map(key).collect()));
        }
        orders
    };
    let of = |table: &str| before.rows.iter().filter(|row| row.table == table).collect::<Vec<&Row>>();
    let ids = ids(before, About::Invited);
    let last = of("invitation_mail").iter().filter_map(|row| row.cell("number").parse::<i32>().ok()).max();
    let in_round = |row: &&Row| row.cell("number").parse().ok() == last;
    let round: BTreeSet<String> = of("invitation_mail").into_iter().filter(in_round).map(key).collect();
    let concerned = of("invitation").into_iter().filter(|row| table != "outbox" || round.contains(&key(row))).collect();
    let mut sight = Sight::new();
    let (rows, people) = (orders(of(table), &["next_try_at"]), orders(concerned, &["id", "name", "address"]));
    for (by, rows) in &rows {
        for (named_by, people) in &people {
            if rows.is_empty() || rows.len() != people.len() {
                continue;
            }
            let place =
                rows.iter().zip(people).map(|(row, person)| (ids[person], became.get(row).copied().unwrap_or(0.0)));
            sight.insert(format!("{table} by {by}, like invitations by {named_by}"), place.collect());
        }
    }
    sight
}
