//! Reading what was kept.

use super::{Mine, PromisedWeight};
use crate::{
    Hash,
    json::{JsonError, JsonFault, Reader},
    result::{number, read_hash, read_path, small},
    text::{unbase64, unhex_hash},
};

/// Receipts and sightings that are read at most.
const MOST: usize = 10_000;

#[derive(Default)]
struct Fields {
    nonce: Option<Hash>,
    contact: Option<String>,
    receipts: Option<Vec<PromisedWeight>>,
    index: Option<u64>,
    start: Option<u64>,
    path: Option<Vec<crate::tree::PathStep>>,
    seen: Option<Vec<(Hash, u64)>>,
    receipt: Receipt,
}

#[derive(Default)]
struct Receipt {
    manifest: Option<Hash>,
    commit: Option<Hash>,
    weight: Option<u32>,
    at: Option<u64>,
    signature: Option<[u8; 64]>,
}

impl Mine {
    /// Reads what was kept, as one JSON object:
    ///
    /// - one receipt as the server gives it: `manifest`, `nonce`, `contact`, `commit`, `weight`, `at`, `signature` (base 64);
    /// - or all of it: `nonce`, `contact`, `receipts` (a list of such objects), `index`, `start`, `weight`, `path`, and
    ///   `seen`: a list of `["<commitment hash>", seconds]`.
    ///
    /// Other names, and names whose value is `null`, are skipped.
    ///
    /// # Errors
    /// Where it is not that.
    pub fn from_json(bytes: &[u8]) -> Result<Self, JsonError> {
        let mut reader = Reader::new(bytes)?;
        let mut fields = Fields::default();
        reader.object(&mut |reader, name| fields.read(reader, name))?;
        reader.end()?;
        let mut receipts = fields.receipts.unwrap_or_default();
        let weight = fields.receipt.weight;
        if fields.receipt.signature.is_some() {
            receipts.push(fields.receipt.finish(&reader)?);
        }
        Ok(Self {
            nonce: fields.nonce,
            contact: fields.contact,
            receipts,
            index: fields.index,
            start: fields.start,
            weight,
            path: fields.path,
            seen: fields.seen.unwrap_or_default(),
        })
    }
}

impl Fields {
    fn read(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<(), JsonError> {
        if reader.is_null() {
            return reader.skip();
        }
        match name {
            "nonce" => read_hash(reader, &mut self.nonce),
            "contact" => {
                let contact = reader.text()?.into_owned();
                reader.once(&mut self.contact, contact)
            }
            "receipts" => {
                let mut list = Vec::new();
                reader.list(&mut |reader| {
                    let mut receipt = Receipt::default();
                    reader.object(&mut |reader, name| receipt.read(reader, name))?;
                    push(reader, &mut list, receipt.finish(reader)?)
                })?;
                reader.once(&mut self.receipts, list)
            }
            "index" => number(reader, &mut self.index),
            "start" => number(reader, &mut self.start),
            "path" => {
                let path = read_path(reader)?;
                reader.once(&mut self.path, path)
            }
            "seen" => {
                let mut list = Vec::new();
                reader.list(&mut |reader| {
                    let (mut hash, mut at) = (None, None);
                    reader.list(&mut |reader| match hash {
                        None => {
                            hash = unhex_hash(&reader.text()?);
                            reader.must(hash).map(drop)
                        }
                        Some(_) => number(reader, &mut at),
                    })?;
                    let seen = (reader.required(hash)?, reader.required(at)?);
                    push(reader, &mut list, seen)
                })?;
                reader.once(&mut self.seen, list)
            }
            name => self.receipt.read(reader, name),
        }
    }
}

fn push<T>(reader: &Reader<'_>, list: &mut Vec<T>, one: T) -> Result<(), JsonError> {
    if list.len() == MOST {
        return Err(reader.error(JsonFault::TooMany));
    }
    list.push(one);
    Ok(())
}

impl Receipt {
    fn read(&mut self, reader: &mut Reader<'_>, name: &str) -> Result<(), JsonError> {
        match name {
            "manifest" => read_hash(reader, &mut self.manifest),
            "commit" => read_hash(reader, &mut self.commit),
            "weight" => small(reader, &mut self.weight),
            "at" => number(reader, &mut self.at),
            "signature" => {
                let signature = unbase64(&reader.text()?).and_then(|bytes| bytes.try_into().ok());
                let signature = reader.must(signature)?;
                reader.once(&mut self.signature, signature)
            }
            _ => reader.skip(),
        }
    }

    fn finish(self, reader: &Reader<'_>) -> Result<PromisedWeight, JsonError> {
        Ok(PromisedWeight {
            manifest: self.manifest,
            commit: self.commit,
            weight: reader.required(self.weight)?,
            at: reader.required(self.at)?,
            signature: reader.required(self.signature)?,
        })
    }
}
