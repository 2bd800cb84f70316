//! Signed notes (<https://c2sp.org/signed-note>): a text, an empty line, and a line for each signature.

use crate::{
    key::{Signatures, Signed, VerifierKey},
    text::{cut, next_line, unbase64},
};

/// Signatures of a note that are looked at; more are refused.
const SIGNATURES: usize = 100;

/// A note that was read; nothing of it is believed before [`Note::verify`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note<'a> {
    text: &'a str,
    signatures: Vec<(&'a str, Vec<u8>)>,
}

/// Why a text is not a signed note, or not of that key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not the form of a signed note.
    #[error("this is not a signed note")]
    Malformed,
    /// No signature is said to be by that key.
    #[error("the note has no signature of this key")]
    NotSigned,
}

impl NoteError {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Malformed => "note_malformed",
            Self::NotSigned => "not_signed_by_key",
        }
    }
}

impl<'a> Note<'a> {
    /// Reads a note.
    ///
    /// # Errors
    /// Where it has not the form.
    pub fn parse(note: &'a str) -> Result<Self, NoteError> {
        if note.as_bytes().iter().any(|&byte| byte < b' ' && byte != b'\n') {
            return Err(NoteError::Malformed);
        }
        let end = note.as_bytes().array_windows().rposition(|pair| pair == b"\n\n");
        let (text, lines) = end
            .and_then(|end| note.split_at_checked(end + 1))
            .ok_or(NoteError::Malformed)?;
        let mut rest = lines.get(1..).unwrap_or_default();
        let mut signatures = Vec::new();
        while !rest.is_empty() || signatures.is_empty() {
            let signature = next_line(&mut rest)
                .and_then(signature)
                .filter(|_| signatures.len() < SIGNATURES);
            signatures.push(signature.ok_or(NoteError::Malformed)?);
        }
        Ok(Self { text, signatures })
    }

    /// The text that was signed, with the line feed at its end.
    #[must_use]
    pub const fn text(&self) -> &'a str {
        self.text
    }

    /// The signature that is said to be by a key. Others may stand beside it.
    #[must_use]
    pub fn signature(&self, key: &VerifierKey) -> Option<[u8; 64]> {
        let hash = key.hash();
        let named = |(name, bytes): &(&str, Vec<u8>)| {
            let signature = bytes.strip_prefix(&hash)?;
            if *name == key.name() {
                signature.try_into().ok()
            } else {
                None
            }
        };
        self.signatures.iter().find_map(named)
    }

    /// Checks the signature of a key.
    ///
    /// # Errors
    /// Where there is none.
    pub fn verify(&self, key: &VerifierKey, signatures: &(impl Signatures + ?Sized)) -> Result<Signed, NoteError> {
        let signature = self.signature(key).ok_or(NoteError::NotSigned)?;
        Ok(signatures.check(key.bytes(), self.text.as_bytes(), &signature))
    }
}

/// Whose a signature line says it is, and the signature.
fn signature(line: &str) -> Option<(&str, Vec<u8>)> {
    let (name, signature) = cut(line.strip_prefix("\u{2014} ")?, b' ')?;
    let signature = unbase64(signature)?;
    (!name.is_empty() && signature.len() > 4).then_some((name, signature))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "\u{2014} a AAAAAAAA\n";

    #[test]
    fn the_last_empty_line_ends_the_text() {
        let note = format!("one\n\ntwo\n\n{LINE}{LINE}");
        let note = Note::parse(&note).unwrap();
        assert_eq!((note.text(), note.signatures.len()), ("one\n\ntwo\n", 2));
    }

    #[test]
    fn a_signature_is_found_by_name_and_hash() {
        let key = VerifierKey::new("a", [1; 32]).unwrap();
        let signature = crate::text::base64(&[key.hash().as_slice(), &[5; 64]].concat());
        let found = |line: String| Note::parse(&format!("text\n\n{LINE}{line}")).unwrap().signature(&key);
        assert_eq!(found(format!("\u{2014} a {signature}\n")), Some([5; 64]));
        assert_eq!(found(format!("\u{2014} b {signature}\n")), None);
        let other = crate::text::base64(&[[0; 4].as_slice(), &[5; 64]].concat());
        assert_eq!(found(format!("\u{2014} a {other}\n")), None);
    }

    #[test]
    fn what_is_no_note_is_refused() {
        let cases = [
            String::new(),
            "text\n".to_owned(),
            format!("text\n{LINE}"),
            format!("text\n\n{}", LINE.trim_end()),
            format!("text\r\n\n{LINE}"),
            "text\n\n- a AAAAAAAA\n".to_owned(),
            "text\n\n\u{2014} a AAAA\n".to_owned(),
            "text\n\n\u{2014} a A!AAAAAA\n".to_owned(),
            "text\n\n\u{2014}  AAAAAAAA\n".to_owned(),
            format!("text\n\n{}", LINE.repeat(101)),
        ];
        for case in cases {
            assert_eq!(Note::parse(&case), Err(NoteError::Malformed), "{case:?}");
        }
    }
}
