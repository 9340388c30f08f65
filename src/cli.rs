//! The commands. What they answer goes to standard output, everything else to standard error.

use std::error::Error;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;
use uuid::Uuid;

use crate::access::Role;
use crate::config::{Config, Overrides};
use crate::service::accounts::tokens;
use crate::service::catalogue::publish_form;
use crate::service::waves::Identity;
use crate::service::{Name, Services};
use crate::{app, telemetry};

mod audit;
mod backup;
mod bounce;
mod demonstrate;
mod figure;
mod form;
mod indicator;
mod link;
mod manage;
mod microdata;
mod outbox;
mod output;
mod ready;
mod release;
mod user;

/// Surveys and data collection for the people who live and work in housing areas.
#[derive(Parser)]
#[command(name = "nabosvar", version)]
struct Cli {
    /// Settings file (TOML) instead of nabosvar.toml in the current folder. Every setting can also be given as NABOSVAR_…
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Folder of the embedded database [default: data]
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// Most commands about forms need nothing but a file; all others need the database.
#[derive(Subcommand)]
enum Command {
    /// Note that an invitation by mail came back: reads the report of a mail server (RFC 3464) from its input
    Bounce,
    /// Check, preview, compare and publish forms; docs/forms.md is the chapter for their authors
    #[command(subcommand)]
    Form(form::Form),
    #[command(flatten)]
    Keeping(backup::Keeping),
    /// List the indicators of the agreement, or say what a release tells of them
    #[command(subcommand)]
    Indicator(indicator::Indicator),
    /// Make tables that are safe to publish from a wave that is over; docs/disclosure.md is the chapter for analysts
    #[command(subcommand)]
    Release(release::Release),
    /// Hand out rows of a wave to who has signed for them; docs/disclosure.md says what they promise and what not
    #[command(subcommand)]
    Microdata(microdata::Microdata),
    /// Ask the server of these settings whether it can serve; ends with 1 if it cannot
    Ready(Listen),
    #[command(flatten)]
    Stored(Stored),
}

#[derive(Subcommand)]
enum Stored {
    /// Serve the API and the pages
    Serve(Listen),
    /// Serve with a demonstration: an invented programme and an open survey
    Demo {
        #[command(flatten)]
        listen: Listen,
        /// Print one line of JSON (`resident_url`, `docs_url`, `token`) when ready
        #[arg(long)]
        json: bool,
    },
    /// Bring the database up to date and stop
    Migrate,
    /// Set up a programme, in whose name waves are opened
    #[command(subcommand)]
    Programme(Programme),
    /// Make, list or block accounts of people who work here
    #[command(subcommand)]
    User(user::User),
    /// Take in or list what indicators are held against: register figures, baselines, targets
    #[command(subcommand)]
    Figure(figure::Figure),
    /// Make, list or revoke tokens for programs that use the API
    #[command(subcommand)]
    Token(Token),
    /// Open, list or close waves
    #[command(subcommand)]
    Wave(Wave),
    /// Read and check the log of administration
    #[command(subcommand)]
    Audit(audit::Audit),
    /// Look at the events whose consequences are still to come
    #[command(subcommand)]
    Outbox(outbox::Outbox),
}

#[derive(Args)]
struct Listen {
    /// Address and port to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
}

#[derive(Subcommand)]
enum Programme {
    /// Set up a programme
    Create {
        /// Its name, as residents read it above the survey
        name: Name,
    },
    /// List programmes with their areas
    List,
}

#[derive(Subcommand)]
enum Token {
    /// Make a token; it is shown once
    Create {
        /// What it is for
        name: Name,
        /// What it may do: administrator, coordinator, analyst, researcher, reader or collector (which only sends answers in)
        #[arg(long, value_parser = role)]
        role: Role,
        /// Last day on which it counts
        #[arg(long)]
        expires: Option<Date>,
    },
    /// List tokens, without the tokens themselves
    List,
    /// Revoke a token at once
    Revoke { id: Uuid },
}

#[derive(Subcommand)]
enum Wave {
    /// Open a wave that everyone with the link can answer
    Open(OpenWave),
    /// List waves
    List,
    /// Close a wave for good
    Close { id: Uuid },
    /// Archive a wave that does not ask any more: nobody takes an answer back then, and it can be released
    Archive { id: Uuid },
}

#[derive(Args)]
struct OpenWave {
    /// Name, as staff call it
    name: Name,
    /// The form
    #[arg(long)]
    form: String,
    /// Its version
    #[arg(long)]
    version: String,
    /// First day
    #[arg(long)]
    from: Date,
    /// Last day
    #[arg(long)]
    to: Date,
    /// What is kept of who answered: anonymous, confidential or identified
    #[arg(long, default_value = "anonymous", value_parser = identity)]
    identity: Identity,
    /// The programme that asks; needed when there are several
    #[arg(long)]
    programme: Option<Uuid>,
}

fn role(name: &str) -> Result<Role, &'static str> {
    Role::named(name).ok_or("it is administrator, coordinator, analyst, researcher, reader or collector")
}

fn identity(name: &str) -> Result<Identity, &'static str> {
    Identity::named(name).ok_or("it is anonymous, confidential or identified")
}

/// Any failure; a command prints it with its causes and ends.
type Failure = Box<dyn Error + Send + Sync>;

/// Runs the command that was given.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut overrides = Overrides { file: cli.config, data: cli.data, listen: None };
    conclude(match cli.command {
        Command::Bounce => bounce::run(overrides),
        Command::Form(form) => form.run(overrides),
        Command::Indicator(command) => command.run(overrides),
        Command::Release(command) => command.run(overrides),
        Command::Microdata(command) => command.run(overrides),
        Command::Keeping(command) => command.run(overrides),
        Command::Ready(Listen { listen }) => {
            overrides.listen = listen;
            ready::run(overrides)
        }
        Command::Stored(command) => {
            if let Stored::Serve(Listen { listen }) | Stored::Demo { listen: Listen { listen }, .. } = &command {
                overrides.listen = *listen;
            }
            with_services(overrides, async |services, config| carry_out(command, services, config).await)
        }
    })
}

/// Opens the database, does the work and closes it.
fn with_services(
    overrides: Overrides,
    work: impl AsyncFnOnce(&Services, &Config) -> Result<(), Failure>,
) -> Result<ExitCode, Failure> {
    with_config(&Config::load(overrides)?, work)
}

/// The same with settings that are known already.
fn with_config(
    config: &Config,
    work: impl AsyncFnOnce(&Services, &Config) -> Result<(), Failure>,
) -> Result<ExitCode, Failure> {
    telemetry::start(&config.log, config.log_format)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let services = app::open(config).await?;
        let done = work(&services, config).await;
        services.db.close().await?;
        done.map(|()| ExitCode::SUCCESS)
    });
    // A release that is being made has a thread of its own for minutes, and was given back to other machines.
    runtime.shutdown_background();
    done
}

async fn carry_out(command: Stored, services: &Services, config: &Config) -> Result<(), Failure> {
    match command {
        Stored::Serve(_) => {
            publish_form::publish_shipped(services).await?;
            let stop = app::asked_to_stop()?;
            Ok(app::bind(config).await?.serve(services.clone(), config, stop).await?)
        }
        Stored::Demo { json, .. } => demonstrate::run(services.clone(), config, json).await,
        Stored::Migrate => Ok(()),
        Stored::Programme(Programme::Create { name }) => manage::create_programme(services, &name).await,
        Stored::Programme(Programme::List) => manage::list_programmes(services).await,
        Stored::User(command) => command.run(services, config).await,
        Stored::Figure(command) => command.run(services).await,
        Stored::Token(Token::Create { name, role, expires: expires_on }) => {
            manage::create_token(services, tokens::Command { name, role, expires_on }).await
        }
        Stored::Token(Token::List) => manage::list_tokens(services).await,
        Stored::Token(Token::Revoke { id }) => manage::revoke_token(services, id).await,
        Stored::Wave(Wave::Open(wave)) => manage::open_wave(services, config, wave).await,
        Stored::Wave(Wave::List) => manage::list_waves(services, config).await,
        Stored::Wave(Wave::Close { id }) => manage::close_wave(services, id).await,
        Stored::Wave(Wave::Archive { id }) => manage::archive_wave(services, id).await,
        Stored::Audit(command) => command.run(services).await,
        Stored::Outbox(command) => command.run(services).await,
    }
}

fn conclude(result: Result<ExitCode, Failure>) -> ExitCode {
    let failure = match result {
        Ok(code) => return code,
        Err(failure) if output::is_unread(failure.as_ref()) => return ExitCode::from(output::UNREAD),
        Err(failure) => failure,
    };
    let mut cause: Option<&dyn Error> = Some(failure.as_ref());
    let mut lead = "error";
    while let Some(error) = cause {
        output::tell(format_args!("{lead}: {error}"));
        lead = "  because";
        cause = error.source();
    }
    ExitCode::FAILURE
}
