//! A database that was in use goes every step down and up again, and what both of two neighbouring schemas can hold is held.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use jiff::civil::{Date, date};
use migration::{Migrator, MigratorTrait};
use nabosvar::access::{Actor, Grant, Place, Role};
use nabosvar::event::Event;
use nabosvar::mail::{Letter, Memory, Sender, Transport};
use nabosvar::service::accounts::log_in::{self, Attempt};
use nabosvar::service::accounts::tokens;
use nabosvar::service::activities::register::{self, Command, Sheet};
use nabosvar::service::activities::{AgeBand, Count, Gender, plan};
use nabosvar::service::answers::draft::{self, Occasion};
use nabosvar::service::answers::revise;
use nabosvar::service::answers::submit::{Command as Sent, Error, Handling, Outcome, submit};
use nabosvar::service::catalogue::{form_drafts, retire_form};
use nabosvar::service::sign_ups::take;
use nabosvar::service::waves::Identity;
use nabosvar::service::{Services, accounts, demo, post, secret_key};
use nabosvar::store::area_plan::AreaPlan;
use nabosvar::store::finding::Finding;
use nabosvar::store::finding_event::{Change, Deed, Field, FindingEvent};
use nabosvar::store::finding_reminder::Stage;
use nabosvar::store::invitation::{Contact, Invitation as Invited};
use nabosvar::store::provider_trip::Trip;
use nabosvar::store::record::{About, Record};
use nabosvar::store::unspent_code::Unspent;
use nabosvar::store::walk::{Invitation, Sheet as Draft};
use nabosvar::store::{
    Digest, activity_session, area_plan, attachment, finding, finding_event, finding_reminder, invitation,
    invitation_mail, mail_attempt, outbox, place, provider_link, provider_trip, record, response, revision, schedule,
    second_factor, unspent_code, walk, wave_sending,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};
use serde_json::json;
use uuid::Uuid;

use crate::database::TestDatabase;
use crate::{invented, invented_activities, invented_walks, past, release, sending, wave};

/// Rows of a table, each as its columns in the words of the database.
type Rows = Vec<BTreeMap<String, Option<String>>>;
type Tables = BTreeMap<String, Rows>;

/// What an older schema cannot hold at all: (last step that holds it, table, rows that it holds).
const HELD: [(&str, &str, &str); 6] = [
    // What was typed in a look at a form.
    ("m0005_form_drafts", "draft", "wave_id IS NOT NULL"),
    // A case that was settled would be open again.
    ("m0007_revisions", "quarantine", "resolution IS NULL"),
    // A token that may do some things could do everything.
    ("m0017_token_roles", "api_token", "role = 'administrator'"),
    // A wave that is set up, or that more than a link leads into.
    ("m0023_waves", "wave_area", "wave_id IN (SELECT id FROM wave WHERE state = 'open' AND access = 'open_link')"),
    ("m0023_waves", "wave", "state IN ('open', 'closed') AND access = 'open_link'"),
    // What was half-filled and is sealed.
    (SEALED, "draft", "expires_on IS NULL"),
];
/// Before it, half-filled answers could be read.
const SEALED: &str = "m0025_sealed_drafts";

#[tokio::test]
async fn what_a_filled_database_holds_outlives_every_step_down_and_up() {
    let database = TestDatabase::create().await;
    let services = invented::services(&database).await;
    fill(&services).await;
    let past = past::connect(&database.location).await;
    describe_a_file(&past).await;
    let steps = Migrator::migrations();
    let full = read(&past).await;
    for (table, rows) in &full {
        // Who adds a table fills it here, so that its steps are held to what they promise.
        assert!(!rows.is_empty(), "{table} was not filled");
    }
    for step in steps.iter().rev() {
        for (_, table, held) in HELD.iter().filter(|(last, ..)| *last == step.name()) {
            let others = format!("DELETE FROM {table} WHERE NOT ({held})");
            assert_ne!(past.execute_unprepared(&others).await.unwrap().rows_affected(), 0, "{table}");
        }
        let above = read(&past).await;
        Migrator::down(&past, Some(1)).await.unwrap();
        let below = read(&past).await;
        assert_same(&above, &below, step.name());
        Migrator::up(&past, Some(1)).await.unwrap();
        assert_same(&below, &read(&past).await, step.name());
        Migrator::down(&past, Some(1)).await.unwrap();
        assert_same(&below, &read(&past).await, step.name());
        if step.name() == SEALED {
            fill_plainly(&past).await;
        }
    }
    assert!(read(&past).await.is_empty(), "nothing is left behind on the way down");
    past.close().await.unwrap();
    services.db.migrate().await.unwrap();
    services.db.close().await.unwrap();
    database.drop().await;
}

/// The program is used as people use it.
async fn fill(services: &Services) {
    demo::seed(services).await.unwrap();
    let wave = invented::wave(services).await;
    let identified = invented::another_wave(services, Identity::Identified).await;
    for name in ["Nobody", "Somebody", "Næste \u{1f600} 'quoted' \"twice\"\n\\"] {
        submit(services, sending::by_link(services, &wave, &json!({ "name": name, "colours": ["red"] })))
            .await
            .unwrap();
    }
    let mut answer = sending::by_link(services, &identified, &json!({ "name": "Nobody" }));
    submit(services, answer.clone()).await.unwrap();
    let id = answer.response_id;
    for name in ["Another", "A third"] {
        answer.body = json!({ "name": name }).to_string().into_bytes();
        assert!(matches!(submit(services, answer.clone()).await, Err(Error::Conflict)));
    }
    wave::set_up(services).await;
    release::keep(services, identified.id, id).await;
    release::observe(services).await;
    draft::start(services, &wave, "da").await.unwrap();
    invitation(services, wave.id).await;
    draft::start(services, Occasion::Preview(wave.code.clone()), "da").await.unwrap();
    let next = invented::FORM.replace("version: \"1\"", "version: \"2\"");
    form_drafts::upload(services, next.into_bytes(), "invented.yaml".to_owned()).await.unwrap();
    let (_, token) = tokens::create(services, &Actor::operator(), invented::token(Role::Administrator)).await.unwrap();
    tokens::revoke(services, &Actor::operator(), token.id).await.unwrap();
    tokens::create(services, &Actor::operator(), invented::token(Role::Collector)).await.unwrap();
    retire_form::retire(services, &Actor::operator(), "invented", "1").await.unwrap();

    let changed = json!({ "name": "Changed" }).to_string().into_bytes();
    let elsewhere =
        submit(services, sending::by_link(services, &identified, &json!({ "name": "First" }))).await.unwrap();
    let Outcome::Created(first) = elsewhere else { panic!("it is new") };
    let change = Sent { response_id: first.id, body: changed, ..answer.clone() };
    revise::revise(services, &Actor::operator(), change, &first.sha256.to_string()).await.unwrap();
    let doubtful = sending::by_link(services, &identified, &json!({ "age": 130 }));
    submit(services, Sent { handling: Handling::Lenient, ..doubtful }).await.unwrap();

    let tx = services.db.begin().await.unwrap();
    let old = response::find(&tx, id).await.unwrap().unwrap();
    revision::keep(&tx, &old, services.clock.today()).await.unwrap();
    attachment::refer(&tx, id, &[Digest::of("an invented file")]).await.unwrap();
    let letter = Letter::new("da", "An invented mail").to(id, "nobody@invented.example".parse().unwrap());
    let sender = Sender::new(Transport::Memory(Memory::default()), "post@invented.example", None).unwrap();
    post::post(&tx, &services.clone().mailing(sender), letter).await.unwrap();
    outbox::append(&tx, &services.clock, &Event::BlobUnused { key: "invented".to_owned() }).await.unwrap();
    schedule::take(&tx, &services.clock, "invented", Duration::from_hours(1)).await.unwrap();
    tx.commit().await.unwrap();
    walk(services).await;
    account(services).await;
    release::report(services).await;
    activity(services).await;
}

/// Somebody who has logged in, and is to set another password.
async fn account(services: &Services) {
    let email = "opdigtet@example.dk";
    let grants = vec![Grant { role: Role::Coordinator, place: Place::Installation }];
    let (id, name) = (services.clock.identity(), "Opdigtet Person".parse().unwrap());
    let command = accounts::Command { id, email: email.parse().unwrap(), name, language: "da".to_owned(), grants };
    let (account, key) = accounts::create(services, &Actor::operator(), command).await.unwrap();
    let password = "grøn cykel under broen";
    accounts::set_password(services, &key, password).await.unwrap();
    let attempt = |password| Attempt { email, password, device: None, browser: "Firefox, Linux" };
    log_in::log_in(services, attempt(password)).await.unwrap();
    log_in::log_in(services, attempt("noget andet")).await.unwrap_err();
    accounts::invite(services, &Actor::operator(), account.id).await.unwrap();
    let tx = services.db.begin().await.unwrap();
    second_factor::begin(&tx, account.id, *b"an invented secret..").await.unwrap();
    second_factor::confirm(&tx, account.id, services.clock.today(), 7).await.unwrap();
    second_factor::put_codes(&tx, account.id, &[Digest::of("an invented code")]).await.unwrap();
    tx.commit().await.unwrap();
    log_in::log_in(services, attempt(password)).await.unwrap();
    let tx = services.db.begin().await.unwrap();
    let today = services.clock.today();
    provider_link::insert(&tx, "https://invented.example", "somebody", account.id, today).await.unwrap();
    let [state, nonce, verifier, return_to] = ["a", "b", "c", "/staff"].map(ToOwned::to_owned);
    let trip = Trip { state, nonce, verifier, return_to };
    provider_trip::insert(&tx, Digest::of("an invented key"), trip, services.clock.now().timestamp()).await.unwrap();
    tx.commit().await.unwrap();
}

/// An activity with a registered session, and one that somebody signed up for and agreed to something.
async fn activity(services: &Services) {
    let area = place::areas_within(&services.db, &[Place::Installation]).await.unwrap().remove(0);
    let sender = Sender::new(Transport::Memory(Memory::default()), "post@invented.example", None).unwrap();
    let services = services.clone().mailing(sender);
    let (id, actor) = (services.clock.identity(), Actor::operator());
    let offer = invented_activities::offer(&invented_activities::written(&[area.id]));
    let activity = plan::create(&services, &actor, id, &offer).await.unwrap();
    let sessions = activity_session::between(&services.db, &[id], date(2026, 1, 1), Date::MAX).await.unwrap();
    let count = Count { age_band: AgeBand::To12, gender: Gender::Women, people: 3 };
    let sheet = Sheet::new(vec![count], Some(1), Some(2), "en opdigtet note").unwrap();
    let command = Command { id: services.clock.identity(), session: sessions[0].id, seen: None, sheet };
    register::register(&services, &actor, command).await.unwrap();
    let written = take::Written {
        name: "Opdigtet".to_owned(),
        email: "nobody@invented.example".to_owned(),
        children: "1".to_owned(),
        guardian: "Opdigtet far".to_owned(),
        agrees: true,
        ..take::Written::default()
    };
    let application = take::Application::parse(&written, "da").unwrap();
    let session = sessions.last().unwrap().id;
    take::sign_up(&services, activity.code.as_str(), session, services.clock.identity(), application).await.unwrap();
    records(&services, area.id, id).await;
}

/// A note about the area of a walk, and an evaluation of an activity, each being written.
async fn records(services: &Services, area: Uuid, activity: Uuid) {
    let tx = services.db.begin().await.unwrap();
    for about in [About::Area(area), About::Year(activity, 2026)] {
        let (form_version, language, answers) = ("1".to_owned(), "da".to_owned(), "{}".to_owned());
        let sheet = Some(Draft { form_version, language, answers });
        let (id, on) = (services.clock.identity(), services.clock.today());
        let new = Record { id, about, author: Some(Uuid::from_u128(3)), on, sheet, revision: Some(1), version: 2 };
        assert!(record::insert(&tx, &new).await.unwrap());
    }
    tx.commit().await.unwrap();
}

/// A safety walk with one finding, in an area with a plan.
async fn walk(services: &Services) {
    let tx = services.db.begin().await.unwrap();
    let area = place::areas_within(&tx, &[Place::Installation]).await.unwrap().remove(0);
    let walk = invented_walks::walk(services, area.id);
    walk::insert(&tx, &walk).await.unwrap();
    let id = services.clock.identity();
    let (name, email) = ("Opdigtet politikreds".to_owned(), Some("opdigtet@example.dk".to_owned()));
    let language = "en".to_owned();
    let invitation = Invitation { id, walk_id: walk.id, name, email, told_version: Some(1), language };
    walk::invite(&tx, &invitation).await.unwrap();
    let photo = Digest::of("an invented file");
    let seen = invented_walks::finding(services, &walk);
    finding::insert(&tx, &seen, &[photo]).await.unwrap();
    finding_event::insert(&tx, &event(services, &seen)).await.unwrap();
    finding_reminder::note(&tx, seen.id, walk.plan.on, Stage::Near, services.clock.today()).await.unwrap();
    let plan = AreaPlan { area_id: area.id, sha256: photo, points: "[]".to_owned(), version: 1 };
    area_plan::insert(&tx, &plan).await.unwrap();
    tx.commit().await.unwrap();
}

/// What somebody said about a finding, and when it was to be done since then.
fn event(services: &Services, finding: &Finding) -> FindingEvent {
    let (field, from, to) = (Field::Deadline, None, finding.deadline.map(|deadline| deadline.to_string()));
    FindingEvent {
        id: services.clock.identity(),
        finding_id: finding.id,
        version: finding.version + 1,
        at: services.clock.now().timestamp(),
        who_id: None,
        who_name: "Opdigtet koordinator".to_owned(),
        deed: Deed::Postpone,
        changes: vec![Change { field, from, to }],
        words: Some("Et opdigtet ord".to_owned()),
        photo: None,
        walk: Some(finding.walk_id),
    }
}

/// Somebody who is invited, was written to and has a code.
async fn invitation(services: &Services, wave_id: Uuid) {
    let contact = Contact {
        name: "Opdigtet husstand".to_owned(),
        address: "Opdigtet Allé 1\n4220 Opdigtet".to_owned(),
        area_id: None,
        department: "15".to_owned(),
        email: Some("nobody@invented.example".to_owned()),
        phone: Some("+4520123456".to_owned()),
        post_reference: Some("M-1".to_owned()),
        language: "da".to_owned(),
    };
    let (id, today) = (services.clock.identity(), services.clock.today());
    let invited = Invited { id, wave_id, contact, generation: 1, stopped_on: None, refusal: None };
    let tx = services.db.begin().await.unwrap();
    invitation::insert(&tx, &[invited]).await.unwrap();
    invitation_mail::note(&tx, &[id], invitation_mail::FIRST, today).await.unwrap();
    assert!(mail_attempt::begin(&tx, id).await.unwrap());
    invitation_mail::set_reminders(&tx, wave_id, &[today]).await.unwrap();
    wave_sending::set(&tx, wave_id, Some(wave_sending::SendsFrom::Opening)).await.unwrap();
    invitation::keep_count(&tx, wave_id, 20).await.unwrap();
    let hash = services.secret_key.hash(&services.secret_key.code(wave_id, id, 1));
    unspent_code::insert(&tx, vec![Unspent { hash, wave_id }]).await.unwrap();
    tx.commit().await.unwrap();
    secret_key::hold(&services.db, &services.secret_key).await.unwrap();
}

/// Rows that need more than a database to be made, and a case that a person has settled.
async fn describe_a_file(past: &DatabaseConnection) {
    let (digest, blob) = (Digest::of("an invented file"), Uuid::from_u128(7));
    let (digest, blob) = match past.get_database_backend() {
        DbBackend::Sqlite => (format!("X'{digest}'"), format!("X'{}'", blob.simple())),
        _ => (format!("'\\x{digest}'"), format!("'{blob}'")),
    };
    let file = format!(
        "INSERT INTO attachment (sha256, blob, size, media_type, width, height, kept_sha256) \
         VALUES ({digest}, {blob}, 16, 'image/png', 1, 1, {digest})"
    );
    past.execute_unprepared(&file).await.unwrap();
    let settled = "UPDATE quarantine SET resolution = 'kept', resolved_on = '2026-11-21' \
                   WHERE answers LIKE '%third%'";
    assert_eq!(past.execute_unprepared(settled).await.unwrap().rows_affected(), 1);
}

/// Half-filled answers as they were before they were sealed: on the way to a wave, and in a look at a form.
async fn fill_plainly(past: &DatabaseConnection) {
    for (occasion, what) in [("wave_id", "id"), ("preview_code", "code")] {
        let digest = Digest::of(occasion);
        let digest = match past.get_database_backend() {
            DbBackend::Sqlite => format!("X'{digest}'"),
            _ => format!("'\\x{digest}'"),
        };
        let insert = format!(
            "INSERT INTO draft (id, {occasion}, language, answers, response_id, expires_on) \
             SELECT {digest}, {what}, 'da', '{{}}', id, ends_on FROM wave LIMIT 1"
        );
        assert_eq!(past.execute_unprepared(&insert).await.unwrap().rows_affected(), 1);
    }
}

/// Everything that the tables hold, but for the list of steps itself.
async fn read(past: &DatabaseConnection) -> Tables {
    let is_sqlite = past.get_database_backend() == DbBackend::Sqlite;
    let names = if is_sqlite {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    } else {
        "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = current_schema()"
    };
    let mut tables = Tables::new();
    for table in texts(past, names).await {
        if table == "seaql_migrations" {
            continue;
        }
        let columns = if is_sqlite {
            format!("SELECT name FROM pragma_table_info('{table}')")
        } else {
            format!("SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}'")
        };
        let columns = texts(past, &columns).await;
        let in_words = |column: &String| {
            if is_sqlite { format!("quote(\"{column}\")") } else { format!("\"{column}\"::text") }
        };
        let selected = columns.iter().map(in_words).collect::<Vec<_>>().join(", ");
        let query = Statement::from_string(past.get_database_backend(), format!("SELECT {selected} FROM \"{table}\""));
        let rows = past.query_all_raw(query).await.unwrap().into_iter().map(|row| {
            let value = |at| row.try_get_by_index::<Option<String>>(at).unwrap();
            columns.iter().enumerate().map(|(at, column)| (column.clone(), value(at))).collect()
        });
        tables.insert(table, rows.collect());
    }
    tables
}

async fn texts(past: &DatabaseConnection, query: &str) -> Vec<String> {
    let rows = past.query_all_raw(Statement::from_string(past.get_database_backend(), query)).await.unwrap();
    rows.into_iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
}

/// Tables and columns that both have hold the same rows.
fn assert_same(before: &Tables, after: &Tables, step: &str) {
    for (table, rows) in before {
        let Some(others) = after.get(table) else { continue };
        let columns = |rows: &Rows| rows.first().map(|row| row.keys().cloned().collect()).unwrap_or_default();
        let (one, other): (BTreeSet<String>, BTreeSet<String>) = (columns(rows), columns(others));
        let both: BTreeSet<&String> = one.intersection(&other).collect();
        let common = |rows: &Rows| {
            let row = |row: &BTreeMap<String, Option<String>>| {
                row.iter().filter(|(column, _)| both.contains(column)).map(|(_, value)| value.clone()).collect()
            };
            let mut rows: Vec<Vec<Option<String>>> = rows.iter().map(row).collect();
            rows.sort();
            rows
        };
        assert_eq!(rows.len(), others.len(), "{step}: rows of {table}");
        assert_eq!(common(rows), common(others), "{step}: {table}");
    }
}
