use super::*;
use crate::{tree::check_path, vectors};

/// Seeded rows with strictly ascending commits.
fn rows(count: usize) -> Vec<Row> {
    (0..count as u64)
        .map(|i| {
            let mut commit = crate::hash::sha256(&i.to_be_bytes());
            commit[..8].copy_from_slice(&i.to_be_bytes());
            Row {
                commit,
                weight: 1 + u32::from(commit[9]),
            }
        })
        .collect()
}

#[test]
fn root_and_path_are_those_of_the_vectors() {
    let rows: Vec<Row> = vectors::entries().iter().map(|entry| entry.row).collect();
    let blocks = Blocks::build(&rows, 100).unwrap();
    assert_eq!(
        (blocks.root(), blocks.entries(), blocks.root().sum),
        (vectors::root(), 11, 157)
    );
    assert_eq!(blocks.path(5, &rows), Ok(vectors::path_of_leaf_5()));
    assert_eq!(blocks.start(5, &rows), Ok(13));
}

#[test]
fn rows_one_by_one_and_all_at_once_make_the_same_tree_and_every_path_holds() {
    for count in [1, 2, 3, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5, 5 * BLOCK] {
        let rows = rows(count);
        let blocks = Blocks::build(&rows, 256).unwrap();
        let mut builder = Builder::new(256);
        rows.iter().try_for_each(|row| builder.push(*row)).unwrap();
        let streamed = builder.finish().unwrap();
        assert_eq!(streamed.root(), blocks.root(), "{count}");
        let kept = Blocks::from_labels(count as u64, blocks.labels().to_vec()).unwrap();
        assert_eq!(kept.root(), blocks.root());
        let mut start = 0;
        for (index, row) in rows.iter().enumerate() {
            if index % 613 == 0 || index + 2 > count {
                let block = blocks.rows_of((index / BLOCK) as u64);
                let its = &rows[block.start as usize..block.end as usize];
                let path = blocks.path(index as u64, its).unwrap();
                assert_eq!(blocks.start(index as u64, its), Ok(start));
                let checked = check_path(row, index as u64, count as u64, start, &path, &blocks.root());
                assert_eq!(checked, Ok(()), "{index} of {count}");
                let (number, first) = blocks.block_of_ticket(start).unwrap();
                assert!(number == (index / BLOCK) as u64 && first <= start);
            }
            start += u64::from(row.weight);
        }
        assert_eq!(blocks.block_of_ticket(start), None);
    }
}

#[test]
fn a_list_without_entries_has_the_root_of_nothing() {
    for blocks in [Blocks::build(&[], 1).unwrap(), Builder::new(1).finish().unwrap()] {
        assert_eq!((blocks.root(), blocks.entries()), (Label::empty(), 0));
        assert_eq!(blocks.block_of_ticket(0), None);
        assert_eq!(blocks.path(0, &[]), Err(TreeError::NoSuchEntry));
    }
}

#[test]
fn rows_out_of_order_and_weights_out_of_bounds_are_named_by_their_row() {
    type Change = fn(&mut Vec<Row>);
    let cases: [(Change, (RowFault, u64)); 5] = [
        (
            |rows| rows.swap(BLOCK, BLOCK + 1),
            (RowFault::OutOfOrder, BLOCK as u64 + 1),
        ),
        (|rows| rows[BLOCK] = rows[BLOCK - 1], (RowFault::Doubled, BLOCK as u64)),
        (|rows| rows[7].weight = 0, (RowFault::NoTickets, 7)),
        (
            |rows| rows[BLOCK + 9].weight = 257,
            (RowFault::AboveCap, BLOCK as u64 + 9),
        ),
        (|rows| rows[3].commit = [255; 32], (RowFault::OutOfOrder, 4)),
    ];
    for (change, (fault, row)) in cases {
        let expected = RowError { row, fault };
        let mut rows = rows(2 * BLOCK);
        change(&mut rows);
        assert_eq!(Blocks::build(&rows, 256).err(), Some(expected));
        let mut builder = Builder::new(256);
        let streamed = rows.iter().try_for_each(|row| builder.push(*row));
        assert_eq!(streamed, Err(expected));
    }
}

#[test]
fn rows_of_another_block_make_no_path() {
    let rows = rows(2 * BLOCK);
    let blocks = Blocks::build(&rows, 256).unwrap();
    assert_eq!(blocks.path(0, &rows[BLOCK..]), Err(TreeError::OtherRows));
    assert_eq!(blocks.path(0, &[]), Err(TreeError::OtherRows));
    assert!(matches!(
        Blocks::from_labels(1, blocks.labels().to_vec()),
        Err(TreeError::WrongBlocks)
    ));
}
