//! Later releases of a wave: what comes and what goes after the first one, and what nobody can work out from both.

use std::fs;
use std::process::{Command, Output};

use jiff::ToSpan;
use nabosvar::access::Actor;
use nabosvar::service::answers::settle::{Decision, Entry, Filter, PAGE, list, look, settle};
use nabosvar::service::answers::submit::{Error as Refused, submit};
use nabosvar::service::answers::{Which, withdraw};
use nabosvar::service::invitations::forget::forget;
use nabosvar::service::releases::make::Error;
use nabosvar::service::releases::{self, Release, files};
use nabosvar::service::waves::figures::{Range, figures};
use nabosvar::store::invitation::{self, Contact, Invitation};
use serde_json::Value;
use stats::cube::{Cell, Plan};
use stats::disclosure::Published;
use stats::disclosure::audit::{audit, feasibility_interval};

use crate::attacker::{Attack, Whom, place};
use crate::bad_rows::tamper;
use crate::releases::{PLAN, Survey, answers};

/// Other content of so many who count, which came under the identities of answers and waits for somebody to look at it.
async fn set_apart(survey: &Survey, many: usize) {
    let mut chance = fastrand::Rng::with_seed(22);
    for id in survey.ids.iter().zip(&survey.said).filter(|(_, said)| counts(said)).map(|(id, _)| id).take(many) {
        let other = std::iter::repeat_with(|| answers(&mut chance)).find(counts).unwrap();
        let refused = submit(&survey.services, survey.command(*id, &other)).await;
        assert!(matches!(refused, Err(Refused::Conflict)));
    }
}

fn counts(said: &Value) -> bool {
    said["area"] != "elsewhere"
}

/// The cases of the wave that wait.
async fn waiting(survey: &Survey) -> Vec<Entry> {
    let filter = Filter { only_open: true, ..Filter::default() };
    let (mut waiting, _) = list(&survey.services, &filter, PAGE).await.unwrap();
    waiting.retain(|entry| entry.wave_id == Some(survey.wave.id));
    waiting
}

/// Lets them be answers of their own: they come late.
async fn let_in(survey: &Survey) {
    for entry in waiting(survey).await {
        settle(&survey.services, &Actor::operator(), entry.id, &Decision::Split).await.unwrap();
    }
}

fn published(release: &Release) -> Published {
    serde_json::from_str(&release.published).unwrap()
}

/// What the program says that attacks files, and has no database.
fn attack(files: &[&std::path::Path]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nabosvar"));
    command.args(["release", "audit"]).args(files).output().unwrap()
}

/// Every cell that a release does not show and that follows from one that it shows and those beside it; with what follows.
fn taken_apart<'a>(plan: &'a Plan, shown: &'a dyn Fn(&Cell) -> Option<i64>) -> impl Iterator<Item = (Cell, i64)> + 'a {
    let hidden = plan.cells().into_iter().filter(|cell| shown(cell).is_none());
    hidden.flat_map(move |cell| {
        let words = plan.words(&cell);
        let ways = words.iter().filter_map(|(name, code)| {
            let others: Vec<(&str, &str)> =
                words.iter().filter(|(other, _)| *other != name).map(|(name, code)| (*name, *code)).collect();
            let at = |code: &str| {
                let at: Vec<_> = others.iter().copied().chain([(*name, code)]).collect();
                plan.cell(&at).and_then(|cell| shown(&cell))
            };
            let variable = plan.variables().iter().find(|variable| variable.name == *name)?;
            let all = shown(&plan.cell(&others)?)?;
            let finest = variable.categories.iter().map(|category| category.code.as_str());
            let beside: Option<i64> = finest.filter(|other| other != code).map(at).sum();
            Some((cell.clone(), all - beside?))
        });
        ways.collect::<Vec<_>>()
    })
}

/// Whether what is known of a hidden cell of the last of some releases is narrower than five people and may be what the rules protect:
/// few, or few left of those who are there. `least` is the fewest that those can be. Of a cell that an earlier release shows, only who
/// came since is protected.
fn gives_away(releases: &[&Published], cell: &Cell, least: u64, (low, high): (u64, u64)) -> bool {
    let (newest, earlier) = releases.split_last().unwrap();
    let plan = newest.plan();
    let base = (plan.base(cell) != *cell).then(|| plan.base(cell));
    let people = base.as_ref().map(|base| newest.count(base).flatten());
    let told = earlier.iter().any(|release| release.count(cell).flatten().is_some());
    let came = base.as_ref().filter(|_| told).map_or(5, |base| {
        let before = earlier.iter().filter_map(|release| release.count(base).flatten()).max();
        people.flatten().zip(before).map_or(0, |(now, before)| now - before)
    });
    let wide = people.map_or(5, |people| people.unwrap_or(least)).min(came).min(5);
    let few = |count: u64| (1..5).contains(&count);
    let tells = |count: u64| few(count) || people.flatten().is_some_and(|all| few(all.abs_diff(count)));
    high - low < wide && (low..=high).any(tells)
}

/// A release about who took part and one question alone, for an attacker who takes them one by one.
fn of_question(release: &Published, question: &str) -> Published {
    let mut file = serde_json::to_value(release).unwrap();
    let plan = release.plan();
    let others: Vec<&str> = plan.answers().into_iter().map(|at| plan.variables()[at].name.as_str()).collect();
    let keeps = |name: &str| name == question || !others.contains(&name);
    let kept = |list: &mut Value, keeps: &dyn Fn(&Value) -> bool| list.as_array_mut().unwrap().retain(keeps);
    kept(&mut file["plan"]["variables"], &|one| keeps(one["name"].as_str().unwrap()));
    if !file["plan"]["links"].is_null() {
        // One question by itself tells on no other.
        kept(&mut file["plan"]["links"], &|_| false);
    }
    kept(&mut file["plan"]["tables"], &|table| {
        let dimensions = table["dimensions"].as_array().unwrap();
        dimensions.iter().all(|one| keeps(one["variable"].as_str().unwrap()))
    });
    let words: Plan = serde_json::from_value(file["plan"].clone()).unwrap();
    let there: Vec<_> =
        words.cells().iter().map(|cell| words.words(cell)).map(|words| serde_json::to_value(words).unwrap()).collect();
    kept(&mut file["cells"], &|cell| there.contains(&cell["at"]));
    serde_json::from_value(file).unwrap()
}

/// The demonstration's people, the plan that is shipped, ten more answers, and the attack that a thousand random releases stand.
#[tokio::test]
async fn an_attack_on_the_demonstration_and_its_next_release_recovers_nothing() {
    let survey = Survey::of_the_demonstration().await;
    set_apart(&survey, 10).await;
    survey.archive().await;
    let plan = forms::library::release_plan("tryghed").unwrap();
    let first = published(&survey.make(plan).await.unwrap());
    let_in(&survey).await;
    let second = published(&survey.make(plan).await.unwrap());
    assert_eq!(audit(&first, &[]).err(), None);
    assert_eq!(audit(&second, std::slice::from_ref(&first)).err(), None);
    let all = first.plan().cell(&[]).unwrap();
    assert_eq!(second.count(&all).flatten().unwrap() - first.count(&all).flatten().unwrap(), 10);
    let mut attacked = 0;
    for question in ["safety/basic_safety", "taking_part/volunteer"] {
        let releases = [&first, &second].map(|release| of_question(release, question));
        let [first, second] = [&releases[0], &releases[1]];
        let variables = first.plan().variables();
        let attack = Attack::new(&[first, second], &[], None);
        for (known, whom) in [(&[first][..], Whom::First), (&[first, second], Whom::Second)] {
            let last = known[known.len() - 1];
            let of = |cell: &Cell| attack.interval(&place(variables, &last.plan().words(cell)), whom);
            for (cell, _) in last.cells().filter(|(_, count)| count.is_none()) {
                let told = gives_away(known, cell, of(&last.plan().base(cell)).0, of(cell));
                assert!(!told, "{:?} of {whom:?} is {:?}", last.plan().words(cell), of(cell));
                attacked += 1;
            }
        }
    }
    assert!(attacked > 100, "{attacked}");
    survey.strike().await;
}

#[tokio::test]
async fn no_later_release_tells_how_few_did_not_answer_where_an_earlier_one_says_how_many_were_invited() {
    for (rest, is_made) in [(4, false), (5, true)] {
        let survey = Survey::answered(900).await;
        set_apart(&survey, 10).await;
        survey.archive().await;
        let first = published(&survey.make(PLAN).await.unwrap());
        let answered = first.count(&first.plan().cell(&[]).unwrap()).flatten().unwrap();
        // As if they had been invited by codes of their own.
        let invited = answered + 10 + rest;
        let counted = format!(r#"replace(counted, '"invited":null', '"invited":{invited}')"#);
        tamper(&survey.database, &format!("UPDATE release SET counted = {counted}")).await;
        let_in(&survey).await;
        let second = survey.make(PLAN).await;
        assert_eq!(second.is_ok(), is_made, "{rest} did not answer: {second:?}");
        assert!(is_made || matches!(second, Err(Error::TooLittle(_))));
        survey.strike().await;
    }
}

/// The survey as if so many had been invited by codes of their own.
async fn as_if_invited(survey: &Survey, many: usize) {
    tamper(&survey.database, "UPDATE wave SET access = 'code'").await;
    let contact = |number: usize| Contact {
        name: format!("Opdigtet {number}"),
        address: "Opdigtet Allé".to_owned(),
        area_id: None,
        department: String::new(),
        email: None,
        phone: None,
        post_reference: None,
        language: "da".to_owned(),
    };
    let invited = |number| Invitation {
        id: survey.services.clock.identity(),
        wave_id: survey.wave.id,
        contact: contact(number),
        generation: 1,
        stopped_on: None,
        refusal: None,
    };
    let tx = survey.services.db.begin().await.unwrap();
    invitation::remove_of_wave(&tx, survey.wave.id).await.unwrap();
    invitation::insert(&tx, &(0..many).map(invited).collect::<Vec<_>>()).await.unwrap();
    tx.commit().await.unwrap();
}

/// What the manifest says: how many were invited, and the response rate.
fn told(release: &Release) -> (Option<u64>, Option<f64>) {
    let manifest = files(release).unwrap().into_iter().find(|file| file.name == "manifest.json").unwrap();
    let manifest: Value = serde_json::from_slice(&manifest.content).unwrap();
    (manifest["invited"].as_u64(), manifest["response_rate"].as_f64())
}

#[tokio::test]
async fn neither_a_release_nor_its_revision_says_how_many_were_invited_where_few_of_all_did_not_answer() {
    // How many had not answered before ten came late, and whether the first and the second release say how many were invited.
    for (rest, is_told, is_told_again) in [(4, false, Some(false)), (13, true, None), (15, true, Some(true))] {
        let survey = Survey::answered(900).await;
        set_apart(&survey, 10).await;
        as_if_invited(&survey, survey.said.len() + rest).await;
        survey.archive().await;
        let first = survey.make(PLAN).await.unwrap();
        let elsewhere = survey.said.iter().filter(|said| !counts(said)).count();
        assert!(elsewhere > 5, "more are missing among those who count");
        assert_eq!(told(&first).0.is_some(), is_told, "{rest} did not answer");
        assert_eq!(told(&first).1.is_some(), is_told);
        let_in(&survey).await;
        let second = survey.make(PLAN).await;
        assert_eq!(second.as_ref().ok().map(|second| told(second).0.is_some()), is_told_again, "{rest}: {second:?}");
        assert!(is_told_again.is_some() || matches!(second, Err(Error::TooLittle(_))));
        survey.strike().await;
    }
}

#[tokio::test]
async fn the_page_of_a_wave_tells_no_more_of_those_who_are_missing_than_its_release() {
    let survey = Survey::answered(260).await;
    let all = survey.said.len() as u64;
    as_if_invited(&survey, survey.said.len() + 15).await;
    survey.archive().await;
    let look = async || {
        let figures = figures(&survey.services, &Actor::operator(), survey.wave.id).await.unwrap().unwrap();
        (figures.answered, figures.rates.unwrap().invited)
    };
    assert_eq!(look().await, (all, Range { from: all + 15, to: all + 15 }), "fifteen are not few");
    let release = survey
        .make(&format!("{PLAN}thresholds: {{ least_count: 20, least_base: 20, least_residents: 100 }}\n"))
        .await
        .unwrap();
    assert_eq!(told(&release), (None, None));
    assert_eq!(look().await, (all, Range { from: all, to: all + 20 }), "by what the plan asks for they are");
    survey.strike().await;
}

#[tokio::test]
async fn a_release_says_how_many_were_invited_when_it_is_forgotten_whom() {
    let survey = Survey::answered(260).await;
    let invited = survey.said.len() + 40;
    as_if_invited(&survey, invited).await;
    survey.archive().await;
    let later = survey.wave.ends_on.saturating_add(60.days()).at(12, 0, 0, 0).in_tz("Europe/Copenhagen").unwrap();
    survey.services.clock.set(&later);
    assert_eq!(forget(&survey.services).await.unwrap(), invited as u64);
    let (told, rate) = told(&survey.make(PLAN).await.unwrap());
    assert_eq!(told, Some(invited as u64));
    assert!(rate.is_some_and(|rate| rate > 0.7 && rate < 0.9), "{rate:?}");
    survey.strike().await;
}

#[tokio::test]
async fn nothing_that_is_hidden_follows_from_a_release_and_from_the_next_one_after_ten_more_answers() {
    let survey = Survey::answered(900).await;
    set_apart(&survey, 10).await;
    survey.archive().await;
    let first = survey.make(PLAN).await.unwrap();
    assert_eq!(survey.make(PLAN).await.unwrap(), first, "nothing has come");
    let_in(&survey).await;
    let second = survey.make(PLAN).await.unwrap();
    assert_eq!((first.snapshot, second.snapshot), (0, 1));
    assert_eq!(survey.make(PLAN).await.unwrap(), second, "again gives what there is");
    let all = releases::list(&survey.services, &Actor::operator()).await.unwrap();
    assert_eq!(all, [first.clone(), second.clone()]);

    let folder = tempfile::TempDir::new().unwrap();
    let paths = [("first.json", &first), ("second.json", &second)].map(|(name, release)| {
        let path = folder.path().join(name);
        let release = files(release).unwrap().into_iter().find(|file| file.name == "release.json").unwrap();
        fs::write(&path, release.content).unwrap();
        path
    });
    for files in [&[&*paths[0]][..], &[&*paths[0], &*paths[1]]] {
        let audited = attack(files);
        assert!(audited.status.success(), "{}", String::from_utf8_lossy(&audited.stdout));
    }

    let (before, after) = (published(&first), published(&second));
    let plan = before.plan();
    let all = plan.cell(&[]).unwrap();
    let moved = |cell: &Cell| Some(after.count(cell)??.cast_signed() - before.count(cell)??.cast_signed());
    assert_eq!(moved(&all), Some(10));
    // Ten are few: mostly only what all of them said is told anew.
    assert!(after.shown_share() > 0.05, "{}", after.shown_share());
    // What came is told of none or of five at least, and no difference of two tells more.
    let few = |count: i64| (1..5).contains(&count.abs());
    assert!(plan.cells().iter().filter_map(moved).all(|moved| !few(moved)));
    assert!(taken_apart(plan, &moved).all(|(_, moved)| !few(moved)));
    let both = [&before, &after];
    for release in both {
        let shown = |cell: &Cell| release.count(cell)?.map(u64::cast_signed);
        assert!(taken_apart(plan, &shown).all(|(_, count)| !few(count)));
    }
    let hidden: Vec<Cell> = plan.cells().into_iter().filter(|cell| after.count(cell) == Some(None)).collect();
    assert!(!hidden.is_empty(), "there is something to recover");
    for cell in &hidden {
        let interval = feasibility_interval(&both, cell).unwrap();
        let least = feasibility_interval(&both, &plan.base(cell)).map_or(0, |(least, _)| least);
        assert!(!gives_away(&both, cell, least, interval), "{:?} is {interval:?}", plan.words(cell));
    }
    survey.strike().await;
}

#[tokio::test]
async fn a_few_late_answers_make_no_revision() {
    let survey = Survey::answered(150).await;
    set_apart(&survey, 4).await;
    survey.archive().await;
    let first = survey.make(PLAN).await.unwrap();
    let_in(&survey).await;
    let refused = survey.make(PLAN).await;
    assert!(matches!(refused, Err(Error::TooLittle(release)) if release == first.id), "{refused:?}");
    survey.strike().await;
}

#[tokio::test]
async fn after_an_answer_was_taken_back_there_is_no_revision_and_nothing_is_kept_of_it() {
    let survey = Survey::answered_by_name(150).await;
    set_apart(&survey, 12).await;
    survey.archive().await;
    let first = survey.make(PLAN).await.unwrap();
    let counted = survey.ids.iter().zip(&survey.said).rfind(|(_, said)| counts(said)).unwrap().0;
    let (form_id, version) = (survey.wave.form_id.as_str(), survey.wave.form_version.as_str());
    let which = Which { form_id, version, id: *counted };
    withdraw(&survey.services, &Actor::operator(), which).await.unwrap();
    assert_eq!(survey.make(PLAN).await.unwrap(), first, "what is out stays out");
    let_in(&survey).await;
    let refused = survey.make(PLAN).await;
    assert!(matches!(refused, Err(Error::Gone(release)) if release == first.id), "{refused:?}");
    survey.strike().await;
}

#[tokio::test]
async fn what_many_put_right_since_makes_no_revision_that_would_tell_of_them() {
    let survey = Survey::answered_by_name(300).await;
    set_apart(&survey, 40).await;
    survey.archive().await;
    let first = survey.make(PLAN).await.unwrap();
    for entry in waiting(&survey).await {
        let seen = look(&survey.services, entry.id).await.unwrap().unwrap().first.sha256.to_string();
        let decision = Decision::TakeSecond { first: seen };
        settle(&survey.services, &Actor::operator(), entry.id, &decision).await.unwrap();
    }
    // Forty who said this and now say that: with the first release out, somebody could tell what some of them said.
    let refused = survey.make(PLAN).await.expect_err("the first release is out");
    assert!(matches!(refused, Error::Unprotectable(_)), "{refused:?}");
    assert!(refused.to_string().starts_with("the table department × safety/basic_safety cannot"), "{refused}");
    assert_eq!(releases::list(&survey.services, &Actor::operator()).await.unwrap(), [first]);
    survey.strike().await;
}
