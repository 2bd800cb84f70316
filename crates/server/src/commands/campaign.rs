//! `canyu campaign check|rehearse|publish|status|screens|archive|schema`

mod rehearse;
mod status;

use crate::{
    commands::desk::CampaignArgs,
    mail::settings::MailArg,
    publish::{self, Checked, PublishError, Published},
    settings::{ClockArg, DatabaseArg, KeyArg, SettingsFile},
};
use anyhow::Context as _;
use canyu_core::{
    file::{self, Finding, Severity},
    moment::Moment,
};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// What can be done with a campaign file.
#[derive(Debug, clap::Subcommand)]
pub enum CampaignCommand {
    /// List everything that is wrong with a file, with line, column and remedy; exit 0 when it can be published
    Check {
        /// The campaign file
        file: PathBuf,
        /// Which SMTP server the server will have
        #[command(flatten)]
        mail: MailArg,
        /// At which time
        #[command(flatten)]
        clock: ClockArg,
    },
    /// Publish a file: its rules are locked from then on
    Publish {
        /// The campaign file
        file: PathBuf,
        /// Which database
        #[command(flatten)]
        database: DatabaseArg,
        /// Which key
        #[command(flatten)]
        key: KeyArg,
        /// Which SMTP server the server will have
        #[command(flatten)]
        mail: MailArg,
        /// Which time
        #[command(flatten)]
        clock: ClockArg,
    },
    /// Say how far a campaign is, what is missing, and what comes next
    Status(CampaignArgs),
    /// Print the address of the screen of each place where people check in: whoever has it sees the code
    Screens(CampaignArgs),
    /// Put a campaign away once everything is handed out: from then on it can only be read
    Archive(CampaignArgs),
    /// Play a file through with simulated people: what would be given, used up and spread
    Rehearse(rehearse::Rehearse),
    /// Print the JSON Schema of campaign files, for editors
    Schema,
}

impl CampaignCommand {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        match self {
            Self::Check { file, mail, clock } => {
                let mut checked = read(&file, Some(clock.clock().now()))?;
                if !mail.is_on(settings) {
                    checked.reading.findings.extend(publish::mail_finding(&checked));
                }
                print_findings(&file, &checked.reading.findings);
                let fine = checked.reading.is_fine();
                println!("{}", summary(&checked.reading.findings));
                Ok(if fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
            }
            Self::Publish {
                file,
                database,
                key,
                mail,
                clock,
            } => publish_file(&file, &database, &key, mail.is_on(settings), &clock, settings).await,
            Self::Status(which) => status::status(&which, settings).await,
            Self::Screens(which) => status::screens(&which, settings).await,
            Self::Archive(which) => status::put_away(&which, settings).await,
            Self::Rehearse(rehearse) => rehearse.run(settings).await,
            Self::Schema => {
                println!("{}", serde_json::to_string_pretty(&file::schema())?);
                Ok(ExitCode::SUCCESS)
            }
        }
    }
}

async fn publish_file(
    file: &Path,
    database: &DatabaseArg,
    key: &KeyArg,
    has_mail: bool,
    clock: &ClockArg,
    settings: &SettingsFile,
) -> anyhow::Result<ExitCode> {
    let clock = clock.clock();
    let mut checked = read(file, Some(clock.now()))?;
    // Where nothing else makes anybody verified, publishing itself says no.
    let finding = publish::mail_finding(&checked).filter(|finding| !has_mail && finding.severity == Severity::Warning);
    checked.reading.findings.extend(finding);
    print_findings(file, &checked.reading.findings);
    let store = database.open(settings).await?;
    let key = key.open(&*store, database, settings).await?;
    if clock.is_rehearsal() {
        store.claim(true).await?;
    }
    let rehearsed = match &checked.reading.campaign {
        Some(campaign) => store.rehearsal(&publish::rehearsal_key(campaign)?).await?.is_some(),
        None => true,
    };
    let published = publish::publish(&*store, &checked, key.verifier(), has_mail, clock.now()).await;
    store.close().await;
    let slug = checked.reading.campaign.as_ref().map_or("", |campaign| &campaign.slug);
    match published {
        Ok(Published::Version(version)) => {
            println!("published {slug}, version {version}: its rules are locked now");
            if version == 1 && !rehearsed {
                println!(
                    "they were never rehearsed: `canyu campaign rehearse {} --note` plays them with simulated people",
                    file.display()
                );
            }
        }
        Ok(Published::AlreadyThere(version)) => println!("{slug} is published already, as version {version}"),
        Err(PublishError::Findings(findings)) => {
            println!("{}", summary(&findings));
            return Ok(ExitCode::FAILURE);
        }
        Err(error @ PublishError::RulesLocked { .. }) => {
            eprintln!("{error}");
            eprintln!("Texts, origins and a later close may change. For other rules give the campaign another slug.");
            return Ok(ExitCode::FAILURE);
        }
        Err(error @ (PublishError::ListClosed { .. } | PublishError::MailOff { .. })) => {
            eprintln!("{error}");
            return Ok(ExitCode::FAILURE);
        }
        Err(PublishError::Store(error)) => return Err(error.into()),
    }
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path, now: Option<Moment>) -> anyhow::Result<Checked> {
    publish::check(file, now).with_context(|| format!("cannot read {}", file.display()))
}

fn print_findings(file: &Path, findings: &[Finding]) {
    for finding in findings {
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        println!(
            "{}:{}:{}: {severity}[{}]: {}. {}",
            file.display(),
            finding.line,
            finding.column,
            finding.code,
            finding.message,
            finding.remedy
        );
    }
}

fn summary(findings: &[Finding]) -> String {
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let warnings = findings.len() - errors;
    let count = |number: usize, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    format!("{}, {}", count(errors, "error"), count(warnings, "warning"))
}
