//! Many ids of fans, in order, as small as can be: 8 bytes each.

use canyu_core::crockford::ALPHABET;

/// Letters of an id.
const LETTERS: usize = 13;

/// Names, one after the other. Ids of fans are 64 bits written with 13 letters, and are kept as those. As soon as there is one that is not (an
/// older version, or a test, may have given it) all are kept as they are written.
#[derive(Debug)]
pub enum Names {
    /// As numbers, which have the same order as the letters.
    Packed(Vec<u64>),
    /// The letters of all, and where each ends.
    Written(String, Vec<u32>),
}

impl Default for Names {
    fn default() -> Self {
        Self::Packed(Vec::new())
    }
}

impl Names {
    /// Makes room for so many: a list that grows leaves behind it the smaller ones that it was.
    pub fn expect(&mut self, names: usize) {
        match self {
            Self::Packed(numbers) => numbers.reserve_exact(names),
            Self::Written(_, ends) => ends.reserve_exact(names),
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Packed(numbers) => numbers.len(),
            Self::Written(_, ends) => ends.len(),
        }
    }

    /// Whether they can be numbered, and their letters.
    #[must_use]
    pub fn fit(&self) -> bool {
        let letters = match self {
            Self::Packed(_) => 0,
            Self::Written(letters, _) => letters.len(),
        };
        u32::try_from(self.len()).is_ok() && letters < u32::MAX as usize
    }

    /// One more.
    pub fn push(&mut self, name: &str) {
        match (&mut *self, packed(name)) {
            (Self::Packed(numbers), Some(number)) => numbers.push(number),
            (Self::Packed(numbers), None) => {
                let mut all = Self::Written(String::new(), Vec::new());
                numbers.iter().for_each(|number| all.write(&unpacked(*number)));
                all.write(name);
                *self = all;
            }
            (Self::Written(..), _) => self.write(name),
        }
    }

    fn write(&mut self, name: &str) {
        if let Self::Written(letters, ends) = self {
            letters.push_str(name);
            ends.push(u32::try_from(letters.len()).unwrap_or(u32::MAX));
        }
    }

    /// The name at a place; empty where there is none.
    #[must_use]
    pub fn get(&self, place: usize) -> String {
        match self {
            Self::Packed(numbers) => numbers.get(place).map_or_else(String::new, |number| unpacked(*number)),
            Self::Written(letters, ends) => written(letters, ends, place).to_owned(),
        }
    }

    /// Where the name at a place of other names stands in these, which ascend.
    #[must_use]
    pub fn find_same(&self, others: &Self, place: usize) -> Option<u32> {
        match (self, others) {
            (Self::Packed(numbers), Self::Packed(others)) => {
                u32::try_from(numbers.binary_search(others.get(place)?).ok()?).ok()
            }
            (_, Self::Written(letters, ends)) => self.find(written(letters, ends, place)),
            (Self::Written(..), Self::Packed(_)) => self.find(&others.get(place)),
        }
    }

    /// Where a name stands, in names that ascend.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<u32> {
        let place = match self {
            Self::Packed(numbers) => numbers.binary_search(&packed(name)?).ok()?,
            Self::Written(letters, ends) => {
                let (mut low, mut high) = (0, ends.len());
                while low < high {
                    let middle = low.midpoint(high);
                    if written(letters, ends, middle) < name {
                        low = middle + 1;
                    } else {
                        high = middle;
                    }
                }
                (low < ends.len() && written(letters, ends, low) == name).then_some(low)?
            }
        };
        u32::try_from(place).ok()
    }
}

fn written<'n>(letters: &'n str, ends: &[u32], place: usize) -> &'n str {
    let end = |place: usize| ends.get(place).map_or(0, |end| *end as usize);
    let begin = place.checked_sub(1).map_or(0, end);
    letters.get(begin..end(place)).unwrap_or("")
}

/// The number of an id: twelve letters of five bits, and one of four.
fn packed(name: &str) -> Option<u64> {
    if name.len() != LETTERS {
        return None;
    }
    let (most, last) = name.as_bytes().split_at_checked(LETTERS - 1)?;
    let value = |letter: &u8| ALPHABET.binary_search(letter).ok().map(|value| value as u64);
    let last = value(last.first()?).filter(|last| *last < 16)?;
    let most = most
        .iter()
        .try_fold(0, |number, letter| Some(number << 5 | value(letter)?))?;
    Some(most << 4 | last)
}

fn unpacked(number: u64) -> String {
    let letter = |value: u64| ALPHABET.get(value as usize).map(|letter| char::from(*letter));
    let most = (0..LETTERS as u64 - 1)
        .rev()
        .map(|place| number >> (4 + 5 * place) & 31);
    most.chain([number & 15]).filter_map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ids as the server gives them, in order.
    const IDS: [&str; 5] = [
        "000000000000F",
        "0123456789ABC",
        "ABCDEFGHJKMN0",
        "ZZZZZZZZZZZYF",
        "ZZZZZZZZZZZZF",
    ];

    fn names(all: &[&str]) -> Names {
        let mut names = Names::default();
        all.iter().for_each(|name| names.push(name));
        names
    }

    #[test]
    fn ids_are_kept_as_numbers_and_told_and_found_as_they_are_written() {
        let names = names(&IDS);
        assert!(matches!(names, Names::Packed(_)));
        for (place, id) in IDS.into_iter().enumerate() {
            assert_eq!(names.get(place), id);
            assert_eq!(names.find(id), u32::try_from(place).ok());
        }
        // The last letter has four bits; there is no U; thirteen letters, and no others.
        for other in [
            "",
            "ZZZZZZZZZZZZG",
            "UZZZZZZZZZZZF",
            "ZZZZZZZZZZZZ",
            "éZZZZZZZZZZZ",
            "ABCDEFGHJKMN1",
        ] {
            assert_eq!(names.find(other), None, "{other}");
        }
        assert_eq!((names.len(), names.get(5).as_str()), (5, ""));
    }

    #[test]
    fn other_names_are_kept_as_they_are_written() {
        let all: Vec<&str> = IDS.into_iter().chain(["a", "anna", "béla"]).collect();
        let names = names(&all);
        for (place, name) in all.into_iter().enumerate() {
            assert_eq!(names.get(place), name);
            assert_eq!(names.find(name), u32::try_from(place).ok());
        }
        assert_eq!((names.len(), names.find("b"), names.find("")), (8, None, None));
    }
}
