//! Step 7, forfeits: a prize that was not handed out goes to the next alternate, and a signed, dated line says why. There is never a
//! second draw.

use crate::{
    Hash,
    hash::tagged,
    text::{base64, cut, decimal, digits, next_line, unbase64},
};

/// A line of `forfeits.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forfeit {
    /// Whose prize it was: the number of the draw, from 0.
    pub k: u32,
    /// The reason's code, one of the manifest's.
    pub reason: String,
    /// When, and the organiser's signature. Only in a draw without a key may they be missing.
    pub signed: Option<SignedForfeit>,
}

/// What a signed line has beyond the bare fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedForfeit {
    /// When, in seconds since 1970.
    pub at: u64,
    /// The organiser's signature over [`message`].
    pub signature: [u8; 64],
}

/// A line of `forfeits.txt` that is not of its form, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {0} is not of the form K REASON SECONDS SIGNATURE")]
pub struct ForfeitError(pub u64);

/// The bytes that the organiser signs for a forfeit.
///
/// - `commitment`: the hash of the commitment, so that the line belongs to one draw only;
/// - `at`: seconds since 1970.
#[must_use]
pub fn message(commitment: &Hash, k: u32, at: u64, reason: &str) -> Vec<u8> {
    let (k, at) = (k.to_be_bytes(), at.to_be_bytes());
    tagged("fairdraw/v1/forfeit", &[commitment, &k, &at, reason.as_bytes()])
}

/// Whether a text can be a forfeit's reason: 1 to 40 small letters, digits, `_` and `-`.
#[must_use]
pub fn is_reason(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
}

impl Forfeit {
    /// The line, with its line feed.
    #[must_use]
    pub fn to_line(&self) -> String {
        let mut line = [&digits(self.k.into()), " ", &self.reason].concat();
        if let Some(signed) = &self.signed {
            line = [&line, " ", &digits(signed.at), " ", &base64(&signed.signature)].concat();
        }
        line.push('\n');
        line
    }

    /// Reads `forfeits.txt`, signed or bare lines.
    ///
    /// # Errors
    /// The first line that is neither.
    pub fn parse(text: &str) -> Result<Vec<Self>, ForfeitError> {
        let mut list = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let line = next_line(&mut rest).and_then(Self::line);
            list.push(line.ok_or(ForfeitError(list.len() as u64 + 1))?);
        }
        Ok(list)
    }

    fn line(line: &str) -> Option<Self> {
        let (k, rest) = cut(line, b' ')?;
        let (reason, signed) = match cut(rest, b' ') {
            None => (rest, None),
            Some((reason, rest)) => {
                let (at, signature) = cut(rest, b' ')?;
                let at = decimal(at)?;
                let signature = unbase64(signature)?.try_into().ok()?;
                (reason, Some(SignedForfeit { at, signature }))
            }
        };
        is_reason(reason).then_some(Self {
            k: decimal(k)?.try_into().ok()?,
            reason: reason.to_owned(),
            signed,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_come_back_and_wrong_ones_are_named() {
        let signed = Some(SignedForfeit {
            at: 1_722_900_000,
            signature: [5; 64],
        });
        let forfeits = [(2, signed), (0, None)].map(|(k, signed)| Forfeit {
            k,
            reason: "declined".to_owned(),
            signed,
        });
        let text: String = forfeits.iter().map(Forfeit::to_line).collect();
        assert_eq!(Forfeit::parse(&text), Ok(forfeits.to_vec()));
        for (from, to, line) in [
            ("2 de", "02 de", 1),
            ("0 declined\n", "0 declined", 2),
            ("0 declined", "0 Declined", 2),
            ("0 declined", "0", 2),
            ("0 declined", "0  ", 2),
            ("=\n", "=\n\n", 2),
            ("=\n", "= x\n", 1),
            ("BQUF", "", 1),
            ("2 declined 17", "4294967296 declined 17", 1),
        ] {
            assert_eq!(
                Forfeit::parse(&text.replace(from, to)),
                Err(ForfeitError(line)),
                "{to:?}"
            );
        }
    }

    #[test]
    fn the_message_names_the_draw() {
        let mut expected = b"fairdraw/v1/forfeit\0".to_vec();
        expected.extend([9; 32]);
        expected.extend([0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2]);
        expected.extend(b"declined");
        assert_eq!(message(&[9; 32], 1, 2, "declined"), expected);
    }
}
