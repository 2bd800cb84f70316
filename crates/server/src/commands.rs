//! The program's commands, one a file.

pub mod account;
pub mod campaign;
pub mod codes;
mod desk;
pub mod draw;
pub mod export;
pub mod give;
pub mod identity;
pub mod moderate;
pub mod review;
pub mod seed;
pub mod serve;
pub mod sheet;
pub mod simulate;
pub mod stats;
pub mod till;
pub mod verify;

use crate::settings::SettingsFile;
use std::{path::Path, process::ExitCode};
use tracing_subscriber::EnvFilter;

/// Participation campaigns inside any web page: teaser, guess, vote, lottery, share.
#[derive(Debug, clap::Parser)]
#[command(name = "canyu", version)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Run the server
    Serve(serve::Serve),
    /// Make, list and reset accounts of staff
    #[command(subcommand)]
    Account(account::AccountCommand),
    /// Check or publish a campaign file, or print its JSON Schema
    #[command(subcommand)]
    Campaign(campaign::CampaignCommand),
    /// Write a table of a campaign to a file
    Export(export::Export),
    /// Close, run and hand out a draw; a running server does most of it by itself
    #[command(subcommand)]
    Draw(draw::DrawCommand),
    /// Say what of what fans wrote is shown, hidden, or right after all
    #[command(subcommand)]
    Moderate(moderate::ModerateCommand),
    /// Look at who is held as a cheat, and decide
    #[command(subcommand)]
    Review(review::ReviewCommand),
    /// Give tickets, points or a code, with a reason, to one person or to everybody who is meant
    Give(give::Give),
    /// Make, list and look up the codes that reserve something
    #[command(subcommand)]
    Codes(codes::CodesCommand),
    /// Make a sheet of QR codes for print: one for each channel, fan or invitation
    Sheet(sheet::Sheet),
    /// Invite the first people by name, each by a link of his own, and see who has come
    Seed(seed::Seed),
    /// Say what the tokens of a host site are checked with, which vouches for its users
    Identity(identity::Identity),
    /// Make or close a till, where codes are redeemed
    Till(till::Till),
    /// Check what statistics have counted, or count it anew
    #[command(subcommand)]
    Stats(stats::StatsCommand),
    /// Let simulated people take part in a rehearsal, honest ones and cheats
    Simulate(simulate::Simulate),
    /// Check a draw: the files that its organiser published
    Verify(verify::Verify),
}

/// Logs go to the standard error, a JSON object a line; `CANYU_LOG=debug` shows more. Nothing in them names a person.
pub fn start_log() {
    let filter = EnvFilter::try_from_env("CANYU_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    // A second subscriber is refused; the first one stays.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// Runs a command.
///
/// # Errors
/// What keeps it from being done, for people to read.
pub async fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    let settings = SettingsFile::read(Path::new("."))?;
    match cli.command {
        Command::Serve(serve) => serve.run(&settings).await,
        Command::Account(command) => command.run(&settings).await,
        Command::Campaign(command) => command.run(&settings).await,
        Command::Export(export) => export.run(&settings).await,
        Command::Draw(command) => command.run(&settings).await,
        Command::Moderate(command) => command.run(&settings).await,
        Command::Review(command) => command.run(&settings).await,
        Command::Give(give) => give.run(&settings).await,
        Command::Codes(command) => command.run(&settings).await,
        Command::Sheet(sheet) => sheet.run(&settings).await,
        Command::Seed(seed) => seed.run(&settings).await,
        Command::Identity(identity) => identity.run(&settings).await,
        Command::Till(till) => till.run(&settings).await,
        Command::Stats(command) => command.run(&settings).await,
        Command::Simulate(simulate) => simulate.run().await,
        Command::Verify(verify) => verify.run(&settings).await,
    }
}
