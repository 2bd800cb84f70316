//! Public numbers as one text, in the form of RFC 3797, section 4.3: each number followed by a full stop, each source by a slash,
//! the numbers of a source ascending. <https://www.rfc-editor.org/rfc/rfc3797>

use crate::text::{cut, decimal, digits};

/// The numbers of one source, such as one lottery's draw of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberSet(pub Vec<u64>);

/// Sources and numbers of a source that are read at most.
const MOST: usize = 1000;

/// Why numbers make no key string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NumbersError {
    /// No source, or a source without numbers.
    #[error("every source needs at least one number")]
    Empty,
    /// Not the form of RFC 3797, or more than a thousand sources or numbers.
    #[error("the numbers have not the form 9319./2.5.8./")]
    Malformed,
    /// The numbers of a source are not in ascending order.
    #[error("the numbers of a source have to be in ascending order")]
    Order,
}

impl NumbersError {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "numbers_empty",
            Self::Malformed => "numbers_malformed",
            Self::Order => "numbers_order",
        }
    }
}

/// The key string of numbers, in any order within a source.
///
/// # Errors
/// Where there is no source, or one without numbers.
pub fn numbers_key(sources: &[NumberSet]) -> Result<String, NumbersError> {
    if sources.is_empty() {
        return Err(NumbersError::Empty);
    }
    let mut key = String::new();
    for NumberSet(numbers) in sources {
        if numbers.is_empty() {
            return Err(NumbersError::Empty);
        }
        let mut numbers = numbers.clone();
        numbers.sort_unstable();
        for number in numbers {
            key.push_str(&digits(number));
            key.push('.');
        }
        key.push('/');
    }
    Ok(key)
}

/// Reads a key string; only the one spelling that [`numbers_key`] gives to those numbers.
///
/// # Errors
/// What is wrong with it.
pub fn read_numbers_key(key: &str) -> Result<Vec<NumberSet>, NumbersError> {
    let mut sets = Vec::new();
    let mut rest = key;
    loop {
        let (source, after) = cut(rest, b'/').ok_or(NumbersError::Malformed)?;
        let set = read_source(source)?;
        if sets.len() == MOST {
            return Err(NumbersError::Malformed);
        }
        sets.push(set);
        if after.is_empty() {
            return Ok(sets);
        }
        rest = after;
    }
}

fn read_source(mut rest: &str) -> Result<NumberSet, NumbersError> {
    let mut numbers = Vec::new();
    while !rest.is_empty() {
        let (number, after) = cut(rest, b'.').ok_or(NumbersError::Malformed)?;
        let number = decimal(number)
            .filter(|_| numbers.len() < MOST)
            .ok_or(NumbersError::Malformed)?;
        if numbers.last().is_some_and(|before| *before > number) {
            return Err(NumbersError::Order);
        }
        numbers.push(number);
        rest = after;
    }
    if numbers.is_empty() {
        return Err(NumbersError::Empty);
    }
    Ok(NumberSet(numbers))
}

#[cfg(test)]
mod tests {
    use super::*;
    use md5::{Digest as _, Md5};

    const KEY: &str = "9319./2.5.8.10.12./9.18.26.34.41.45./";

    #[test]
    fn key_strings_are_read_and_written() {
        let sets = [vec![9319], vec![5, 12, 2, 10, 8], vec![9, 18, 26, 34, 41, 45]].map(NumberSet);
        assert_eq!(numbers_key(&sets), Ok(KEY.to_owned()));
        let read = read_numbers_key(KEY).unwrap();
        assert_eq!(numbers_key(&read), Ok(KEY.to_owned()));
        let cases = [
            ("", NumbersError::Malformed),
            ("/", NumbersError::Empty),
            ("1./.", NumbersError::Malformed),
            ("1.//", NumbersError::Empty),
            ("1./2", NumbersError::Malformed),
            ("01./", NumbersError::Malformed),
            ("1 ./", NumbersError::Malformed),
            ("2.1./", NumbersError::Order),
        ];
        for (key, error) in cases {
            assert_eq!(read_numbers_key(key), Err(error), "{key}");
        }
        assert_eq!(read_numbers_key(&"1./".repeat(1001)), Err(NumbersError::Malformed));
        assert_eq!(numbers_key(&[]), Err(NumbersError::Empty));
        assert_eq!(numbers_key(&[NumberSet(vec![])]), Err(NumbersError::Empty));
    }

    /// RFC 3797's own selection, for its example only: the digest of a choice, and the place of the chosen one among those left.
    fn rfc_3797(key: &str, choice: u16, left: u64) -> (String, usize) {
        let mut md5 = Md5::new();
        md5.update(choice.to_be_bytes());
        md5.update(key);
        md5.update(choice.to_be_bytes());
        let digest = md5.finalize();
        let rest = digest
            .iter()
            .fold(0, |rest, &byte| (rest * 256 + u64::from(byte)) % left);
        (crate::text::hex(&digest).to_uppercase(), rest as usize)
    }

    #[test]
    fn the_example_of_rfc_3797_comes_out() {
        let mut pool: Vec<usize> = (1..=25).collect();
        for (choice, line) in include_str!("../../vectors/rfc3797.txt").lines().enumerate() {
            let fields: Vec<&str> = line.split_whitespace().collect();
            let left: u64 = fields[3].parse().unwrap();
            assert_eq!(left, pool.len() as u64);
            let (digest, place) = rfc_3797(KEY, choice as u16, left);
            assert_eq!(digest, fields[1]);
            assert_eq!(pool.remove(place).to_string(), fields[5]);
        }
        assert_eq!(pool.len(), 9);
    }
}
