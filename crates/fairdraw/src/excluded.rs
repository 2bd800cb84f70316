//! `excluded.txt`: who had a receipt and was left out, and for which of the manifest's reasons. A line each, `<commit hex> <reason>`,
//! strictly ascending.

use crate::{
    Hash,
    text::{cut, hex, is_name, next_line, unhex_hash},
};

/// Somebody who was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// What stands for the person, by [`entrant`](crate::entry::entrant).
    pub commit: Hash,
    /// The reason's code.
    pub reason: String,
}

/// What is wrong with `excluded.txt`, and in which line, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExcludedError {
    /// Not of the form `<commit hex> <reason>`.
    #[error("line {0} is not of the form COMMIT REASON")]
    Malformed(u64),
    /// Not after the line before.
    #[error("line {0} does not come after the line before")]
    OutOfOrder(u64),
}

impl Excluded {
    /// The file of a list, which has to be sorted by [`commit`](Self::commit).
    #[must_use]
    pub fn to_text(list: &[Self]) -> String {
        let line = |one: &Self| [&hex(&one.commit), " ", &one.reason, "\n"].concat();
        list.iter().map(line).collect()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn parse(text: &str) -> Result<Vec<Self>, ExcludedError> {
        let mut list: Vec<Self> = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let number = list.len() as u64 + 1;
            let one = next_line(&mut rest)
                .and_then(Self::line)
                .ok_or(ExcludedError::Malformed(number))?;
            if list.last().is_some_and(|before| before.commit >= one.commit) {
                return Err(ExcludedError::OutOfOrder(number));
            }
            list.push(one);
        }
        Ok(list)
    }

    fn line(line: &str) -> Option<Self> {
        let (commit, reason) = cut(line, b' ')?;
        let reason = Some(reason).filter(|reason| is_name(reason))?.to_owned();
        Some(Self {
            commit: unhex_hash(commit)?,
            reason,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_comes_back_and_every_wrong_line_is_named() {
        let one = |byte: u8| Excluded {
            commit: [byte; 32],
            reason: "duplicate".to_owned(),
        };
        let text = Excluded::to_text(&[one(1), one(2), one(9)]);
        assert_eq!(Excluded::parse(&text).map(|list| list.len()), Ok(3));
        assert_eq!(Excluded::parse(""), Ok(vec![]));
        let unsorted = Excluded::to_text(&[one(1), one(3), one(2)]);
        assert_eq!(Excluded::parse(&unsorted), Err(ExcludedError::OutOfOrder(3)));
        let doubled = Excluded::to_text(&[one(1), one(1)]);
        assert_eq!(Excluded::parse(&doubled), Err(ExcludedError::OutOfOrder(2)));
        for (wrong, line) in [
            (text.trim_end().to_owned(), 3),
            (text.replace("0202", "02"), 2),
            (text.replace(" dup", " du p"), 1),
            ("\n".to_owned(), 1),
        ] {
            assert_eq!(Excluded::parse(&wrong), Err(ExcludedError::Malformed(line)), "{wrong}");
        }
    }
}
