//! A receipt takes an answer back: as often as one likes, for good, and never out of figures that are out.

use nabosvar::service::answers::draft;
use nabosvar::service::answers::receipt::ReceiptCode;
use nabosvar::service::answers::submit::{self, Command, Handling, Round};
use nabosvar::service::answers::take_back::{Outcome, take_back};
use nabosvar::store::response::{self, Kept};
use sea_orm::ConnectionTrait;
use serde_json::json;

use crate::one_wave::OneWave;
use crate::past;

impl OneWave {
    /// Answers as from a page, and gives what the thanks show.
    async fn answer(&self) -> ReceiptCode {
        let (cookie, mut begun) = draft::start(&self.services, &self.wave, "da").await.unwrap();
        begun.answers = json!({ "name": "Nobody" });
        assert!(draft::save(&self.services, &self.wave, &cookie, &begun).await.unwrap());
        draft::submit(&self.services, &self.wave, &self.form, &cookie, begun.response_id).await.unwrap();
        let receipt = draft::receipt(&cookie, begun.response_id).unwrap();
        ReceiptCode::parse(&receipt.expose()).unwrap()
    }

    async fn take_back(&self, receipt: &ReceiptCode) -> Outcome {
        take_back(&self.services, receipt).await.unwrap()
    }
}

#[tokio::test]
async fn a_receipt_takes_its_answer_back_and_no_other_however_often() {
    let stage = OneWave::set().await;
    let (receipt, _other) = (stage.answer().await, stage.answer().await);
    assert_eq!(stage.count().await, 2);
    for _ in 0..2 {
        assert!(matches!(stage.take_back(&receipt).await, Outcome::Gone(_)));
        assert_eq!(stage.count().await, 1);
    }
    let kept = response::look_up(&stage.services.db, receipt.response_id()).await.unwrap();
    assert_eq!(kept, Some(Kept::Withdrawn));
    let typed = ReceiptCode::parse("0123 4567 89abc").unwrap();
    assert_eq!(stage.take_back(&typed).await, Outcome::Unknown);
    stage.strike().await;
}

#[tokio::test]
async fn what_is_late_does_not_bring_an_answer_back_that_a_program_sent() {
    let stage = OneWave::set().await;
    let receipt = ReceiptCode::parse("0123 4567 89abd").unwrap();
    let sent = Command {
        form_id: "invented".to_owned(),
        version: "1".to_owned(),
        response_id: receipt.response_id(),
        round: Round::OfCode(stage.wave.code.as_str().to_owned()),
        handling: Handling::Strict,
        language: "da".to_owned(),
        body: json!({ "name": "Nobody" }).to_string().into_bytes(),
    };
    submit::submit(&stage.services, sent.clone()).await.unwrap();
    assert!(matches!(stage.take_back(&receipt).await, Outcome::Gone(_)));
    let late = submit::submit(&stage.services, sent).await;
    assert!(matches!(late, Err(submit::Error::Withdrawn)), "{late:?}");
    assert_eq!(stage.count().await, 0);
    stage.strike().await;
}

#[tokio::test]
async fn the_day_of_an_anonymous_answer_stays_unknown_when_it_is_taken_back() {
    let stage = OneWave::set().await;
    let receipt = stage.answer().await;
    assert!(matches!(stage.take_back(&receipt).await, Outcome::Gone(_)));
    let past = past::connect(&stage.database.location).await;
    let of_the_wave = "UPDATE response SET revision = 1 WHERE period_starts_on = '2026-11-01'";
    assert_eq!(past.execute_unprepared(of_the_wave).await.unwrap().rows_affected(), 1);
    past.close().await.unwrap();
    stage.strike().await;
}

#[tokio::test]
async fn what_is_released_stays_as_it_is() {
    let stage = OneWave::set().await;
    let receipt = stage.answer().await;
    let past = past::connect(&stage.database.location).await;
    assert_eq!(past.execute_unprepared("UPDATE wave SET state = 'archived'").await.unwrap().rows_affected(), 1);
    past.close().await.unwrap();
    assert_eq!(stage.take_back(&receipt).await, Outcome::Released);
    assert_eq!(stage.count().await, 1);
    stage.strike().await;
}
