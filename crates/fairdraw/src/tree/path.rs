//! The way from a leaf to the root: proof of whose the tickets from `start` on are.

use super::{Label, leaf, node};
use crate::{Hash, roll::Row};

/// Where the sibling stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before this branch: its tickets come first.
    Left,
    /// After it.
    Right,
}

/// A sibling on the way from a leaf to the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// Where it stands.
    pub side: Side,
    /// The tickets below it.
    pub sum: u64,
    /// Its hash.
    pub hash: Hash,
}

/// What is wrong with a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PathError {
    /// The index is not below the number of entries.
    #[error("there is no such entry")]
    NoSuchIndex,
    /// A sibling on the other side than the tree's shape has it, or too few or too many of them.
    #[error("the path has not the tree's shape")]
    Shape,
    /// The tickets before the leaf are not as many as `start` says.
    #[error("the tickets before it are not as many as its first ticket says")]
    Start,
    /// The tickets do not add up to the root's.
    #[error("the tickets along the path do not add up to the root's")]
    Sum,
    /// It leads to another root.
    #[error("the path leads to another root")]
    Root,
}

impl PathError {
    /// A stable name for machines.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoSuchIndex => "path_no_such_index",
            Self::Shape => "path_shape",
            Self::Start => "path_start",
            Self::Sum => "path_sum",
            Self::Root => "path_root",
        }
    }
}

/// Checks that a row is entry `index` of `entries` below the root, and that its tickets begin at `start`.
///
/// # Errors
/// What is wrong first: the index, the shape (one shape is possible for an index among so many), the sums, the hashes.
pub fn check_path(
    row: &Row,
    index: u64,
    entries: u64,
    start: u64,
    path: &[PathStep],
    root: &Label,
) -> Result<(), PathError> {
    if index >= entries {
        return Err(PathError::NoSuchIndex);
    }
    let (mut place, mut last) = (index, entries - 1);
    let (mut label, mut before) = (leaf(row), 0_u64);
    for step in path {
        // An odd last one has moved up as it is.
        while place == last && place & 1 == 0 && last > 0 {
            (place, last) = (place >> 1, last >> 1);
        }
        let expected = if place & 1 == 1 { Side::Left } else { Side::Right };
        if last == 0 || step.side != expected {
            return Err(PathError::Shape);
        }
        let sibling = Label {
            hash: step.hash,
            sum: step.sum,
        };
        label = match step.side {
            Side::Left => {
                before = before.checked_add(step.sum).ok_or(PathError::Sum)?;
                node(&sibling, &label)
            }
            Side::Right => node(&label, &sibling),
        }
        .map_err(|_| PathError::Sum)?;
        (place, last) = (place >> 1, last >> 1);
    }
    // `place` is never above `last`, so after the last sibling both are 0.
    if last != 0 {
        Err(PathError::Shape)
    } else if before != start {
        Err(PathError::Start)
    } else if label.sum != root.sum {
        Err(PathError::Sum)
    } else if label.hash != root.hash {
        Err(PathError::Root)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vectors;

    fn check(change: impl Fn(&mut Row, &mut u64, &mut u64, &mut Vec<PathStep>, &mut Label)) -> Result<(), PathError> {
        let mut row = vectors::entries()[5].row;
        let (mut index, mut start, mut path, mut root) = (5, 13, vectors::path_of_leaf_5(), vectors::root());
        change(&mut row, &mut index, &mut start, &mut path, &mut root);
        check_path(&row, index, 11, start, &path, &root)
    }

    #[test]
    fn the_path_of_the_vectors_holds_and_every_change_to_it_is_named() {
        assert_eq!(check(|_, _, _, _, _| {}), Ok(()));
        assert_eq!(check(|row, _, _, _, _| row.weight += 1), Err(PathError::Sum));
        assert_eq!(check(|row, _, _, _, _| row.commit[0] ^= 1), Err(PathError::Root));
        assert_eq!(check(|_, index, _, _, _| *index = 4), Err(PathError::Shape));
        assert_eq!(check(|_, index, _, _, _| *index = 11), Err(PathError::NoSuchIndex));
        assert_eq!(check(|_, _, start, _, _| *start += 1), Err(PathError::Start));
        assert_eq!(check(|_, _, _, path, _| path[0].sum += 1), Err(PathError::Start));
        assert_eq!(check(|_, _, _, path, _| path[1].sum += 1), Err(PathError::Sum));
        assert_eq!(check(|_, _, _, path, _| path[1].sum = u64::MAX), Err(PathError::Sum));
        assert_eq!(check(|_, _, _, path, _| path[3].hash[31] ^= 1), Err(PathError::Root));
        assert_eq!(
            check(|_, _, _, path, _| path[2].side = Side::Right),
            Err(PathError::Shape)
        );
        assert_eq!(check(|_, _, _, path, _| path.truncate(3)), Err(PathError::Shape));
        assert_eq!(check(|_, _, _, path, _| path.push(path[0])), Err(PathError::Shape));
        assert_eq!(check(|_, _, _, _, root| root.sum += 1), Err(PathError::Sum));
    }
}
