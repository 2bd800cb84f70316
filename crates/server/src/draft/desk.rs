//! What can be done with a draft, for whoever may.

use super::{DraftError, edit, json};
use crate::{
    account::{Caller, Means},
    app::App,
    compose::read,
    publish::{self, mail_finding_of},
    store::{
        StoreError,
        drafts::{DraftRow, PictureRow},
    },
};
use canyu_core::{
    file::{self, Finding, Reading, Severity},
    id::is_name,
    staff::{Draft, DraftLine, DraftPicture, Edit, Editor, Found, LARGEST_PICTURE, LONGEST_FILE, Pulse},
};
use fairdraw::{hash::sha256, text::hex};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use toml_edit::DocumentMut;

/// How often a change is tried that others get in the way of.
const TRIES: usize = 8;
/// Width at which a new picture is tried out.
const TRIED: u32 = 160;
/// Longest name of a picture.
const LONGEST_NAME: usize = 120;

/// The drafts, for somebody.
pub struct Desk<'a> {
    /// The server.
    pub app: &'a App,
    /// For whom.
    pub caller: &'a Caller,
}

impl Desk<'_> {
    /// A draft that he is there for.
    ///
    /// # Errors
    /// [`DraftError::Unknown`].
    pub async fn row(&self, id: &str) -> Result<DraftRow, DraftError> {
        let row = self.app.store.draft(id).await?;
        row.filter(|row| self.caller.sees(&row.slug)).ok_or(DraftError::Unknown)
    }

    /// All of them, the one that was changed last first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lines(&self) -> Result<Vec<DraftLine>, DraftError> {
        let mut lines = Vec::new();
        for row in self.app.store.drafts().await? {
            if !self.caller.sees(&row.slug) {
                continue;
            }
            let pictures = self.app.store.draft_pictures(&row.id).await?;
            let reading = self.read(&row, &pictures);
            let errors = count(&reading.findings, Severity::Error);
            lines.push(DraftLine {
                title: title(&row.source),
                errors,
                warnings: count(&reading.findings, Severity::Warning),
                published: self.published(&row.slug),
                id: row.id,
                slug: row.slug,
                edited_at: row.edited_at,
                edited_by: row.edited_by,
            });
        }
        Ok(lines)
    }

    /// A draft as the console wants it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn told(&self, row: DraftRow) -> Result<Draft, DraftError> {
        let pictures = self.app.store.draft_pictures(&row.id).await?;
        let reading = self.read(&row, &pictures);
        let used: BTreeSet<&str> = reading.pictures.iter().map(|picture| picture.path.as_str()).collect();
        let pictures = pictures.into_iter().map(|picture| DraftPicture {
            used: used.contains(picture.name.as_str()),
            name: picture.name,
            bytes: picture.bytes,
            stamp: picture.hash.chars().take(12).collect(),
        });
        let published = self.published(&row.slug);
        let presence = &self.app.drafting.presence;
        Ok(Draft {
            document: super::template::document(&row.source).unwrap_or_default(),
            pictures: pictures.collect(),
            findings: reading.findings.iter().map(found).collect(),
            behind: published.is_some() && published != row.base,
            published,
            can_undo: row.back.is_some(),
            editors: presence.others(&row.id, &self.session(), self.caller.at),
            id: row.id,
            slug: row.slug,
            revision: row.revision,
            edited_at: row.edited_at,
            edited_by: row.edited_by,
        })
    }

    /// What is wrong with it, as far as can be told at once: pictures are only looked for.
    fn read(&self, row: &DraftRow, pictures: &[PictureRow]) -> Reading {
        let mut reading = file::read_at(&row.source, Some(self.app.clock.now()));
        publish::report_missing(&mut reading, |name| pictures.iter().any(|picture| picture.name == name));
        if !self.app.post.is_on()
            && let Some(campaign) = &reading.campaign
        {
            reading.findings.extend(mail_finding_of(campaign, &row.source));
        }
        reading
    }

    fn published(&self, slug: &str) -> Option<u32> {
        self.app.campaigns.get(slug).map(|live| live.version)
    }

    /// Notes where he is, and says what has become of the draft.
    ///
    /// # Errors
    /// [`DraftError::Unknown`].
    pub async fn pulse(&self, id: &str, place: &str) -> Result<Pulse, DraftError> {
        let row = self.row(id).await?;
        let editor = Editor {
            name: self.caller.account().name.clone(),
            place: place.chars().take(200).collect(),
        };
        let presence = &self.app.drafting.presence;
        Ok(Pulse {
            revision: row.revision,
            editors: presence.note(id, &self.session(), editor, self.caller.at),
        })
    }

    /// What tells his sessions apart: he may have two browsers open.
    fn session(&self) -> String {
        match &self.caller.means {
            Means::Session(session) => session.id.clone(),
            Means::Token(token) => token.id.clone(),
        }
    }

    /// Makes changes in the newest revision, all or none.
    ///
    /// # Errors
    /// [`DraftError`]; nothing was changed then.
    pub async fn edit(&self, id: &str, edits: &[Edit]) -> Result<DraftRow, DraftError> {
        for _ in 0..TRIES {
            let row = self.row(id).await?;
            let mut document: DocumentMut = row.source.parse().map_err(|_| DraftError::NotToml)?;
            for edit in edits {
                edit::apply(&mut document, edit)?;
            }
            let source = document.to_string();
            if source == row.source {
                return Ok(row);
            }
            let back = Some(row.revision);
            if let Some(row) = self.keep(row, source, back).await? {
                return Ok(row);
            }
        }
        Err(DraftError::Meanwhile)
    }

    /// Puts another text in place of the one that he has seen.
    ///
    /// # Errors
    /// [`DraftError`]; nothing was changed then.
    pub async fn replace(&self, id: &str, seen: u32, source: String) -> Result<DraftRow, DraftError> {
        let row = self.row(id).await?;
        if row.revision != seen {
            return Err(DraftError::Meanwhile);
        }
        if row.source == source {
            return Ok(row);
        }
        let back = Some(row.revision);
        self.keep(row, source, back).await?.ok_or(DraftError::Meanwhile)
    }

    /// Takes the last change back, if it is still the one that he has seen.
    ///
    /// # Errors
    /// [`DraftError`]; nothing was changed then.
    pub async fn undo(&self, id: &str, seen: u32) -> Result<DraftRow, DraftError> {
        let row = self.row(id).await?;
        if row.revision != seen {
            return Err(DraftError::Meanwhile);
        }
        let back = row.back.ok_or(DraftError::NothingToUndo)?;
        let older = self.app.store.draft_revision(id, back).await?;
        let (source, back) = older.ok_or(DraftError::NothingToUndo)?;
        self.keep(row, source, back).await?.ok_or(DraftError::Meanwhile)
    }

    /// Keeps a new text. `None`: somebody else was faster.
    async fn keep(&self, row: DraftRow, source: String, back: Option<u32>) -> Result<Option<DraftRow>, DraftError> {
        let slug = self.slug_for(&source)?;
        let row = DraftRow {
            revision: row.revision + 1,
            back,
            slug,
            source,
            edited_at: self.caller.at,
            edited_by: self.caller.account().name.clone(),
            ..row
        };
        Ok(self.app.store.keep_draft(&row).await?.then_some(row))
    }

    /// The campaign's name that a file says. It may say none yet, but none that he is not there for.
    ///
    /// # Errors
    /// [`DraftError::FileTooLong`], [`DraftError::SlugTooFar`].
    pub fn slug_for(&self, source: &str) -> Result<String, DraftError> {
        if source.chars().count() > LONGEST_FILE {
            return Err(DraftError::FileTooLong);
        }
        let document: Option<DocumentMut> = source.parse().ok();
        let slug = document.as_ref().and_then(|document| document.get("slug")?.as_str());
        let slug = slug.filter(|slug| is_name(slug)).unwrap_or_default();
        if self.caller.sees(slug) {
            Ok(slug.to_owned())
        } else {
            Err(DraftError::SlugTooFar(slug.to_owned()))
        }
    }

    /// Keeps a picture of that name, once it was tried out.
    ///
    /// # Errors
    /// [`DraftError`]; nothing was kept then.
    pub async fn keep_picture(&self, id: &str, name: &str, body: Vec<u8>) -> Result<DraftRow, DraftError> {
        let row = self.row(id).await?;
        let is_fine = name.chars().count() <= LONGEST_NAME
            && !name.contains(['\\', '"', '\n'])
            && name.split('/').all(|part| !part.is_empty() && part != "..");
        if !is_fine {
            return Err(DraftError::PictureName(name.to_owned()));
        }
        if body.len() > LARGEST_PICTURE {
            return Err(DraftError::PictureTooLarge);
        }
        let tried = tokio::task::spawn_blocking(move || (read::read(&body, TRIED).map(drop), body)).await;
        let (read, body) = tried.map_err(|error| StoreError::Unusable(error.to_string()))?;
        read.map_err(|error| DraftError::NotAPicture(error.to_string()))?;
        let picture = PictureRow {
            name: name.to_owned(),
            hash: hex(&sha256(&body)),
            bytes: body.len() as u64,
        };
        self.app.store.keep_draft_picture(id, &picture, &body).await?;
        Ok(row)
    }

    /// The bytes of all pictures, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn pictures(&self, id: &str) -> Result<HashMap<String, Vec<u8>>, DraftError> {
        let mut files = HashMap::new();
        for picture in self.app.store.draft_pictures(id).await? {
            if let Some(body) = self.app.store.draft_picture(id, &picture.name).await? {
                files.insert(picture.name, body);
            }
        }
        Ok(files)
    }
}

/// The title by language, of a file that may have errors.
fn title(source: &str) -> BTreeMap<String, String> {
    let document: Option<DocumentMut> = source.parse().ok();
    let whole = document
        .map(|document| json::of_table(document.as_table()))
        .unwrap_or_default();
    let title = whole.get("title").and_then(serde_json::Value::as_object);
    let texts = title.into_iter().flatten();
    texts
        .filter_map(|(lang, text)| Some((lang.clone(), text.as_str()?.to_owned())))
        .collect()
}

fn count(findings: &[Finding], severity: Severity) -> u32 {
    let number = findings.iter().filter(|finding| finding.severity == severity).count();
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A finding on the wire.
#[must_use]
pub fn found(finding: &Finding) -> Found {
    let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Found {
        is_error: finding.severity == Severity::Error,
        code: finding.code.to_owned(),
        place: finding.place.clone(),
        line: number(finding.line),
        column: number(finding.column),
        message: finding.message.clone(),
        remedy: finding.remedy.clone(),
    }
}
