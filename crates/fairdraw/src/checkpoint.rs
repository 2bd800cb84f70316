//! Step 2, checkpoints: while people enter, every hour, how many there are. Each names the one before, so that none can be taken
//! back; a jump in the numbers shortly before the close can be seen by everybody.

use crate::{
    Hash,
    hash::sha256,
    lines::{Fields, Lines},
    text::{is_name, next_line},
};

const TITLE: &str = "fairdraw/v1 checkpoint";

/// How many entries and tickets there were at one time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The campaign.
    pub campaign: String,
    /// Which of the campaign's draws, from 1.
    pub draw: u32,
    /// The manifest's hash.
    pub manifest: Hash,
    /// People who had entered.
    pub entries: u64,
    /// All their tickets.
    pub tickets: u64,
    /// The hash of the previous checkpoint's text; zeros for the first.
    pub previous: Hash,
    /// When, in seconds since 1970.
    pub at: u64,
}

/// A text that is not a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the text of a checkpoint")]
pub struct NotACheckpoint;

impl Checkpoint {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        Lines::new(TITLE)
            .text("campaign", &self.campaign)
            .number("draw", self.draw.into())
            .hash("manifest", &self.manifest)
            .number("entries", self.entries)
            .number("tickets", self.tickets)
            .hash("previous", &self.previous)
            .number("at", self.at)
            .end()
    }

    /// Reads a text; only the one that [`Checkpoint::text`] gives.
    ///
    /// # Errors
    /// Where it is another.
    pub fn parse(text: &str) -> Result<Self, NotACheckpoint> {
        Self::read(text).ok_or(NotACheckpoint)
    }

    fn read(text: &str) -> Option<Self> {
        let mut fields = Fields::after(TITLE, text)?;
        let checkpoint = Self {
            campaign: fields.text("campaign").filter(|name| is_name(name))?.to_owned(),
            draw: fields.number("draw")?.try_into().ok()?,
            manifest: fields.hash("manifest")?,
            entries: fields.number("entries")?,
            tickets: fields.number("tickets")?,
            previous: fields.hash("previous")?,
            at: fields.number("at")?,
        };
        fields.end()?;
        Some(checkpoint)
    }

    /// The hash of the text: what the next checkpoint names.
    #[must_use]
    pub fn hash(&self) -> Hash {
        sha256(self.text().as_bytes())
    }
}

/// The signed notes of `checkpoints.txt`, which stand one after the other. A piece that is no note is the caller's to refuse.
pub fn notes(file: &str) -> impl Iterator<Item = &str> {
    let mut rest = file;
    std::iter::from_fn(move || {
        // A note ends where the title of the next one begins.
        let mut after = rest;
        let _ = next_line(&mut after);
        while !after.is_empty() && !is_start(after) {
            if next_line(&mut after).is_none() {
                after = "";
            }
        }
        let (note, after) = rest.split_at_checked(rest.len() - after.len())?;
        rest = after;
        (!note.is_empty()).then_some(note)
    })
}

fn is_start(text: &str) -> bool {
    text.strip_prefix(TITLE).is_some_and(|rest| rest.starts_with('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checkpoints_come_back_from_their_text() {
        let checkpoint = Checkpoint {
            campaign: "demo".to_owned(),
            draw: 1,
            manifest: [1; 32],
            entries: 2,
            tickets: 3,
            previous: [0; 32],
            at: 1_722_800_000,
        };
        let text = checkpoint.text();
        assert_eq!(text.lines().count(), 8);
        assert_eq!(Checkpoint::parse(&text), Ok(checkpoint.clone()));
        assert_eq!(checkpoint.hash(), sha256(text.as_bytes()));
        for wrong in [
            text.replace("at 17", "at 017"),
            text.clone() + "\n",
            text.replace("draw", "Draw"),
        ] {
            assert_eq!(Checkpoint::parse(&wrong), Err(NotACheckpoint));
        }
        let file = format!("{text}\n\u{2014} a b\n{text}\n\u{2014} a b\n\u{2014} c d\n{text}");
        let notes: Vec<&str> = notes(&file).collect();
        assert_eq!(notes.concat(), file);
        assert_eq!(notes.len(), 3);
        assert!(notes.iter().all(|note| note.starts_with(&text)));
    }
}
