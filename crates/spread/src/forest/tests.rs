use super::*;

/// Root 1 with 0 and 3, and 5 below 3; root 4 with 2; root 6 alone.
fn forest() -> Forest {
    Forest::new(vec![1, ROOT, 4, 1, ROOT, 3, ROOT]).unwrap()
}

#[test]
fn the_largest_trees_come_first_and_equal_ones_in_the_lists_order() {
    let trees = forest().largest(2);
    assert_eq!(
        trees.iter().map(|tree| (tree.root, tree.people)).collect::<Vec<_>>(),
        [(1, 4), (4, 2)]
    );
    assert_eq!((trees[0].direct, trees[0].descendants(), trees[0].depth), (2, 3, 2));
    let alone = Forest::new(vec![ROOT; 4]).unwrap().largest(2);
    assert_eq!(alone.iter().map(|tree| tree.root).collect::<Vec<_>>(), [0, 1]);
    // Not a root: left out.
    assert_eq!(forest().trees(&[0, 6, 99]).len(), 1);
}

#[test]
fn a_seeds_last_activity_is_that_of_all_his_descendants() {
    let latest = forest().latest(&[1, 3, 4, 6], vec![5, 1, 9, 2, 3, 7, 4]);
    assert_eq!(latest, Some(vec![7, 7, 9, 4]));
    assert_eq!(forest().latest(&[1], vec![1]), None);
    assert_eq!(forest().generations(), [3, 3, 1]);
    assert_eq!((forest().parent(5), forest().parent(1)), (Some(3), None));
}

/// A chain of 300,000 people: no recursion, and W = n(n² − 1)/6 does not fit 32 bits.
#[test]
fn a_very_long_chain_is_no_trouble() {
    let people = 300_000_u32;
    let parents = (0..people)
        .map(|person| person.checked_sub(1).unwrap_or(ROOT))
        .collect();
    let tree = Forest::new(parents).unwrap().largest(1)[0];
    let n = u128::from(people);
    assert_eq!((tree.wiener, tree.depth), (n * (n * n - 1) / 6, people - 1));
    assert!((tree.virality().unwrap() - f64::from(people + 1) / 3.0).abs() < 1e-6);
}
