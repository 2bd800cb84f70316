//! Publishing: a file becomes a campaign that fans can meet. From then on its rules are locked.

pub mod amend;
pub mod diff;
pub mod release;
mod rules;

use crate::{
    compose, entropy,
    manifest::manifest,
    store::{Picture, Publication, Release, Store, StoreError},
};
use canyu_core::{
    campaign::{Campaign, Kind, Proof},
    file::{self, Finding, Reading, Severity},
    instant::{Supply, winnings},
    moment::Moment,
    secrets::Secrets,
    staff::LARGEST_PICTURE,
    world::OpenMoment,
};
use fairdraw::{hash::sha256, key::VerifierKey, text};
use rules::{close_may_move, compare, rules};

pub use rules::rehearsal_key;
use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
};

/// A campaign file with its pictures.
#[derive(Debug)]
pub struct Checked {
    /// The file's text.
    pub source: String,
    /// What was read and found.
    pub reading: Reading,
    /// SHA-256 of the picture files, by the names the file gives them.
    pub hashes: BTreeMap<String, String>,
    /// The picture files themselves, by the same names.
    pub files: HashMap<String, Vec<u8>>,
    /// What fans will see of them, stage by stage, without names.
    pub pictures: Vec<Picture>,
}

/// What publishing did.
#[derive(Debug, PartialEq, Eq)]
pub enum Published {
    /// There is a new version.
    Version(u32),
    /// The same file was published before, as this version.
    AlreadyThere(u32),
}

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The file has errors.
    #[error("the campaign file has errors")]
    Findings(Vec<Finding>),
    /// The file changes rules of a campaign that has been published.
    #[error("the rules of \"{campaign}\" are locked since it was published; this file changes {}", changed.join(", "))]
    RulesLocked {
        /// The campaign.
        campaign: String,
        /// Where the rules differ.
        changed: Vec<String>,
    },
    /// The list of the draw is closed, so the close cannot move any more.
    #[error("the list of the draw of \"{campaign}\" was closed at {closed}: the campaign cannot close later any more")]
    ListClosed {
        /// The campaign.
        campaign: String,
        /// When.
        closed: Moment,
    },
    /// Nobody could confirm who he is.
    #[error(
        "people have to confirm an e-mail address in \"{campaign}\", and no SMTP server is named: give --smtp or CANYU_SMTP here and to `canyu serve`, or name it in canyu.toml"
    )]
    MailOff {
        /// The campaign.
        campaign: String,
    },
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Reads a file and the pictures it names, and tries these out. What is wrong with a picture becomes a finding; so does what has passed
/// already, where the time matters.
///
/// # Errors
/// When the file itself cannot be read.
pub fn check(path: &Path, now: Option<Moment>) -> std::io::Result<Checked> {
    let source = std::fs::read_to_string(path)?;
    let folder = path.parent().unwrap_or(Path::new("."));
    let picture = |name: &str| std::fs::read(folder.join(name)).map_err(|error| error.to_string());
    Ok(check_source(source, now, picture))
}

/// The same for a text, whose pictures are had by `picture`: the bytes of a name, or why there are none.
pub fn check_source(source: String, now: Option<Moment>, picture: impl Fn(&str) -> Result<Vec<u8>, String>) -> Checked {
    let mut reading = file::read_at(&source, now);
    let mut files = HashMap::new();
    for named in reading.pictures.clone() {
        let wrong = match picture(&named.path) {
            Ok(bytes) if bytes.len() > LARGEST_PICTURE => Some(format!("it has {} bytes", bytes.len())),
            Ok(bytes) => {
                files.insert(named.path.clone(), bytes);
                None
            }
            Err(error) => Some(error),
        };
        if let Some(wrong) = wrong {
            report(&mut reading, &named.path, &wrong, &remedy());
        }
    }
    let mut composed = Vec::new();
    if let Some(campaign) = reading.campaign.clone() {
        match compose::pictures(&campaign, &files) {
            Ok(pictures) => composed = pictures,
            Err((path, error)) => {
                report(
                    &mut reading,
                    &path,
                    &error.to_string(),
                    "Give a picture that can be shown.",
                );
            }
        }
    }
    if !reading.is_fine() {
        reading.campaign = None;
    }
    let hashes = files.iter().map(|(path, bytes)| (path.clone(), hex(bytes))).collect();
    Checked {
        source,
        reading,
        hashes,
        files,
        pictures: composed,
    }
}

/// Adds a finding for each picture that the file names and that is not among `known`.
pub fn report_missing(reading: &mut Reading, known: impl Fn(&str) -> bool) {
    for named in reading.pictures.clone() {
        if !known(&named.path) {
            report(reading, &named.path, "there is no picture of that name yet", &remedy());
        }
    }
}

fn remedy() -> String {
    let most = LARGEST_PICTURE / 1_000_000;
    format!("Put an SVG, PNG or JPEG file of at most {most} MB there.")
}

fn report(reading: &mut Reading, path: &str, wrong: &str, remedy: &str) {
    let place = reading.pictures.iter().find(|picture| picture.path == path);
    let (line, column) = place.map_or((1, 1), |picture| (picture.line, picture.column));
    let place = place.map_or_else(String::new, |picture| picture.place.clone());
    reading.findings.push(Finding {
        severity: Severity::Error,
        code: "bad_picture",
        line,
        column,
        place,
        message: format!("the picture `{path}` cannot be used: {wrong}"),
        remedy: remedy.to_owned(),
    });
    reading.findings.sort_by_key(|finding| (finding.line, finding.column));
}

/// Publishes a checked file.
///
/// # Errors
/// When it has errors, or changes the rules of what has been published, or needs mail where the server has none (`has_mail`). Nothing is
/// published then.
pub async fn publish(
    store: &dyn Store,
    checked: &Checked,
    key: &VerifierKey,
    has_mail: bool,
    now: Moment,
) -> Result<Published, PublishError> {
    let Some(campaign) = &checked.reading.campaign else {
        return Err(PublishError::Findings(checked.reading.findings.clone()));
    };
    if !has_mail && needs_mail(campaign) {
        return Err(PublishError::MailOff {
            campaign: campaign.slug.clone(),
        });
    }
    let secret = match store.secret(&campaign.slug).await? {
        Some(secret) => secret,
        None => entropy::seed().map_err(|error| StoreError::Unusable(format!("no randomness: {error}")))?,
    };
    let secrets = Secrets::new(secret);
    let rules = rules(campaign, &secrets, &checked.hashes)?;
    let rules_text = rules.to_string();
    let model = serde_json::to_string(campaign).map_err(corrupt)?;
    let before = store
        .publications()
        .await?
        .into_iter()
        .find(|before| before.campaign == campaign.slug);
    let version = match &before {
        Some(before) if before.source == checked.source && before.model == model && before.rules == rules_text => {
            return Ok(Published::AlreadyThere(before.version));
        }
        Some(before) => {
            compare(campaign, before, &rules)?;
            close_may_move(store, campaign, before).await?;
            before.version + 1
        }
        None => 1,
    };
    let publication = Publication {
        campaign: campaign.slug.clone(),
        version,
        rules: rules_text,
        source: checked.source.clone(),
        model,
        published_at: now,
    };
    let files: Vec<(String, Vec<u8>)> = checked.files.values().map(|file| (hex(file), file.clone())).collect();
    store.keep_originals(&campaign.slug, &files).await?;
    let manifest = manifest(campaign, key);
    let named = |picture: &Picture| Picture {
        name: compose::secret_name(&secrets.pictures(), &campaign.slug, picture),
        ..picture.clone()
    };
    let pictures: Vec<Picture> = checked.pictures.iter().map(named).collect();
    store
        .publish(&Release {
            publication: &publication,
            pictures: &pictures,
            manifest: manifest.as_deref(),
            secret,
            moments: &moments(campaign, &secrets),
        })
        .await?;
    Ok(Published::Version(version))
}

/// Whether nobody can be verified without mail.
fn needs_mail(campaign: &Campaign) -> bool {
    let confirm = campaign.confirm.as_ref();
    confirm.is_some_and(|confirm| confirm.by.iter().all(|proof| *proof == Proof::Email))
}

/// What is to be said of a file that asks for e-mail addresses where no SMTP server is named: an error where nothing else makes anybody verified,
/// a warning where something does.
#[must_use]
pub fn mail_finding(checked: &Checked) -> Option<Finding> {
    mail_finding_of(checked.reading.campaign.as_ref()?, &checked.source)
}

/// The same of a campaign and its file.
#[must_use]
pub fn mail_finding_of(campaign: &Campaign, source: &str) -> Option<Finding> {
    let confirm = campaign.confirm.as_ref()?;
    if !confirm.by.contains(&Proof::Email) {
        return None;
    }
    let (severity, then) = if needs_mail(campaign) {
        (Severity::Error, "and nothing else makes anybody verified")
    } else {
        (Severity::Warning, "so only the host site will make people verified")
    };
    let (line, column) = place_of_by(source);
    Some(Finding {
        severity,
        code: "mail_off",
        line,
        column,
        place: "confirm.by".to_owned(),
        message: format!("people are to confirm an e-mail address, but no SMTP server is named, {then}"),
        remedy: "Name one by --smtp or CANYU_SMTP, here and for `canyu serve`, or in canyu.toml.".to_owned(),
    })
}

/// Line and column of `by` in `[confirm]`, from 1; the beginning where it is written in another way.
fn place_of_by(source: &str) -> (usize, usize) {
    let lines = (1_usize..).zip(source.lines());
    let mut table = lines.skip_while(|(_, text)| text.trim() != "[confirm]");
    let found = table.find(|(_, text)| {
        let key = text.trim_start();
        key.strip_prefix("by")
            .is_some_and(|rest| rest.trim_start().starts_with('='))
    });
    found.map_or((1, 1), |(line, text)| {
        (line, text.chars().take_while(|c| c.is_whitespace()).count() + 1)
    })
}

/// The winning moments of each instant win, as they follow from its seed. The window is that of the first publication: a later close adds no
/// moments, and moves none.
fn moments(campaign: &Campaign, secrets: &Secrets) -> Vec<(String, Vec<OpenMoment>)> {
    let mut all = Vec::new();
    for node in &campaign.nodes {
        let Kind::Instant(rules) = &node.kind else { continue };
        let (opens, closes) = campaign.window(node);
        let supplies: Vec<Supply> = rules
            .prizes
            .iter()
            .map(|prize| Supply {
                quantity: prize.quantity,
                per_day: prize.per_day,
            })
            .collect();
        // The file's reader has made sure that they fit.
        let winnings = winnings(&secrets.seed(&node.id), opens, closes, &supplies).unwrap_or_default();
        let moments = (0..).zip(winnings).map(|(moment, winning)| OpenMoment {
            moment,
            at: winning.at,
            prize: u32::try_from(winning.prize).unwrap_or(u32::MAX),
        });
        all.push((node.id.clone(), moments.collect()));
    }
    all
}

/// SHA-256 of the rules as they are kept, hexadecimal.
#[must_use]
pub fn rules_hash(rules: &str) -> String {
    hex(rules.as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    text::hex(&sha256(bytes))
}

fn corrupt(error: serde_json::Error) -> StoreError {
    StoreError::Corrupt(error.to_string())
}
