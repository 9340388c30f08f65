//! What the server carries, beside what the same machine carries in the same run: `make bench-load`. Server, load generator,
//! and whatever is held beside them are processes of their own that share the processors. Read the ratios, not the rates.

use std::error::Error;
use std::path::Path;
use std::time::Duration;

mod bare;
mod fire;
mod postgres;
mod process;
mod programs;
mod run;
mod server;
mod shot;
mod table;

/// Any failure: the benchmark ends.
type Failure = Box<dyn Error + Send + Sync>;

/// How long each point is measured, if nobody says otherwise.
const SECONDS: u64 = 5;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        [] => run::all(Duration::from_secs(SECONDS), "").await,
        [seconds] => run::all(Duration::from_secs(seconds.parse()?), "").await,
        // What this program is when it is held beside the server.
        ["rows", file, seconds] => bare::rows(Path::new(file), Duration::from_secs(seconds.parse()?)).await,
        ["handler", address, file] => bare::handler(address.parse()?, Path::new(file)).await,
        // For who looks at a running server with other tools.
        ["fire", at, code, seconds, connections] => {
            let (lasting, shot) = (Duration::from_secs(seconds.parse()?), shot::Shot::answer(code));
            println!("{:?}", fire::fire(at.parse()?, &shot, connections.parse()?, lasting).await?);
            Ok(())
        }
        [seconds, only] => run::all(Duration::from_secs(seconds.parse()?), only).await,
        _ => Err(
            "usage: load [SECONDS [sqlite | slow | postgres | reading]], or load fire ADDRESS CODE SECONDS CONNECTIONS"
                .into(),
        ),
    }
}
