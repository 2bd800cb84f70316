//! How many tests ran, read from what the test runners print.

use std::ops::AddAssign;

/// Single tests that passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Tests that passed.
    pub passed: usize,
    /// Tests that failed, and stages that could not run.
    pub failed: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Sums the `test result:` lines of `cargo test`, which wasm-bindgen's runner prints as well.
pub fn of_cargo(printed: &str) -> Counts {
    let mut counts = Counts::default();
    for line in printed
        .lines()
        .filter_map(|line| line.trim().strip_prefix("test result:"))
    {
        for part in line.split([';', '.']) {
            let mut words = part.split_whitespace();
            let number = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            match words.next() {
                Some("passed") => counts.passed += number,
                Some("failed") => counts.failed += number,
                _ => {}
            }
        }
    }
    counts
}

/// Reads the summary of `node --test`: `# pass 3` or `ℹ pass 3`. A test that was cancelled has failed.
pub fn of_node(printed: &str) -> Counts {
    let mut counts = Counts::default();
    for line in printed.lines() {
        let mut words = line.split_whitespace();
        if !matches!(words.next(), Some("#" | "ℹ")) {
            continue;
        }
        match (
            words.next(),
            words.next().and_then(|word| word.parse::<usize>().ok()),
            words.next(),
        ) {
            (Some("pass"), Some(number), None) => counts.passed = number,
            (Some("fail" | "cancelled"), Some(number), None) => counts.failed += number,
            _ => {}
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::{Counts, of_cargo, of_node};

    #[test]
    fn several_test_programs_add_up() {
        let printed = "running 3 tests\ntest a ... ok\n\n\
            test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
            \x20   test result: ok. 4 passed; 0 failed; 0 ignored; 0 filtered out; finished in 1.25s\n";
        assert_eq!(of_cargo(printed), Counts { passed: 6, failed: 1 });
    }

    #[test]
    fn both_reporters_of_node_are_understood() {
        let tap = "# Subtest: x\n# tests 4\n# suites 0\n# pass 3\n# fail 1\n# cancelled 0\n# duration_ms 12.5\n";
        assert_eq!(of_node(tap), Counts { passed: 3, failed: 1 });
        let spec = "✔ pass 7 balls\nℹ tests 5\nℹ pass 4\nℹ fail 0\nℹ cancelled 1\n";
        assert_eq!(of_node(spec), Counts { passed: 4, failed: 1 });
    }

    #[test]
    fn output_without_a_summary_counts_nothing() {
        assert_eq!(of_cargo("error: could not compile"), Counts::default());
        assert_eq!(of_node(""), Counts::default());
    }
}
