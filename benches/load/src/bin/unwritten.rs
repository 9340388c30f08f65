//! The server without the write, and otherwise as it is: what the rate with it is held against. A program of its own, so that no
//! setting of the real one can lead here.

use std::error::Error;

use nabosvar::config::{Config, Overrides};
use nabosvar::{app, telemetry};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    // As it is called for the real one: serve --listen ADDRESS.
    let listen = std::env::args().nth(3).ok_or("usage: unwritten serve --listen ADDRESS")?.parse()?;
    let config = Config::load(Overrides { listen: Some(listen), ..Overrides::default() })?;
    telemetry::start(&config.log, config.log_format)?;
    let mut services = app::open(&config).await?;
    services.db = services.db.forgetful();
    let stop = app::asked_to_stop()?;
    Ok(app::bind(&config).await?.serve(services, &config, stop).await?)
}
