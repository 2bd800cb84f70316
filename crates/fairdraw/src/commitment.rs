//! Step 4, the commitment: what the organiser binds himself to before anybody knows the random value.

use crate::{
    Hash,
    hash::sha256,
    lines::{Fields, Lines},
    text::{cut, decimal, digits, hex, is_name, unhex_hash},
};

const TITLE: &str = "fairdraw/v1 commitment";

/// The closed list, and the beacon that is going to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The campaign.
    pub campaign: String,
    /// Which of the campaign's draws, from 1.
    pub draw: u32,
    /// The manifest's hash.
    pub manifest: Hash,
    /// How many people are in it.
    pub entries: u64,
    /// All their tickets.
    pub tickets: u64,
    /// The hash of the tree's root.
    pub root: Hash,
    /// How many people were left out.
    pub excluded: u64,
    /// The hash of `excluded.txt`.
    pub excluded_hash: Hash,
    /// When the list was closed, in seconds since 1970.
    pub closed: u64,
    /// The beacon, as the manifest has it.
    pub beacon: String,
}

/// A text that is not a commitment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not the text of a commitment")]
pub struct NotACommitment;

impl Commitment {
    /// The text that is signed.
    #[must_use]
    pub fn text(&self) -> String {
        let excluded = [&digits(self.excluded), " ", &hex(&self.excluded_hash)].concat();
        Lines::new(TITLE)
            .text("campaign", &self.campaign)
            .number("draw", self.draw.into())
            .hash("manifest", &self.manifest)
            .number("entries", self.entries)
            .number("tickets", self.tickets)
            .hash("root", &self.root)
            .text("excluded", &excluded)
            .number("closed", self.closed)
            .text("beacon", &self.beacon)
            .end()
    }

    /// Reads a text; only the one that [`Commitment::text`] gives.
    ///
    /// # Errors
    /// Where it is another.
    pub fn parse(text: &str) -> Result<Self, NotACommitment> {
        Self::read(text).ok_or(NotACommitment)
    }

    fn read(text: &str) -> Option<Self> {
        let mut fields = Fields::after(TITLE, text)?;
        let campaign = fields.text("campaign").filter(|name| is_name(name))?.to_owned();
        let draw = fields.number("draw")?.try_into().ok()?;
        let manifest = fields.hash("manifest")?;
        let entries = fields.number("entries")?;
        let tickets = fields.number("tickets")?;
        let root = fields.hash("root")?;
        let (excluded, excluded_hash) = cut(fields.text("excluded")?, b' ')?;
        let (excluded, excluded_hash) = (decimal(excluded)?, unhex_hash(excluded_hash)?);
        let closed = fields.number("closed")?;
        let beacon = fields.text("beacon")?.to_owned();
        fields.end()?;
        Some(Self {
            campaign,
            draw,
            manifest,
            entries,
            tickets,
            root,
            excluded,
            excluded_hash,
            closed,
            beacon,
        })
    }

    /// The hash of the text alone: what the seed depends on, and what browsers keep.
    #[must_use]
    pub fn hash(&self) -> Hash {
        sha256(self.text().as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors;

    #[test]
    fn text_and_hash_are_those_of_the_vectors() {
        let commitment = Commitment {
            campaign: "demo".to_owned(),
            draw: 1,
            manifest: vectors::hash(vectors::MANIFEST_HASH),
            entries: 11,
            tickets: 157,
            root: vectors::root().hash,
            excluded: 0,
            excluded_hash: sha256(b""),
            closed: 1_722_800_000,
            beacon: format!("drand:{}:10000000", hex(&crate::beacon::Chain::QUICKNET.hash)),
        };
        assert_eq!(commitment.text(), vectors::COMMITMENT);
        assert_eq!(commitment.hash(), vectors::hash(vectors::COMMITMENT_HASH));
        assert_eq!(Commitment::parse(vectors::COMMITMENT), Ok(commitment));
    }

    #[test]
    fn only_one_spelling_is_read() {
        let cases = [
            ("entries 11", "entries 011"),
            ("entries 11", "entries  11"),
            ("draw 1", "draw 4294967296"),
            ("draw 1\n", "draw 1\r\n"),
            ("campaign demo", "campaign de mo"),
            ("excluded 0 ", "excluded 0"),
            ("root 978c", "root 978C"),
            ("tickets 157\n", ""),
            ("10000000\n", "10000000"),
            ("10000000\n", "10000000\n\n"),
            ("v1", "v2"),
        ];
        for (from, to) in cases {
            let text = vectors::COMMITMENT.replace(from, to);
            assert_eq!(Commitment::parse(&text), Err(NotACommitment), "{to}");
        }
    }
}
