//! Which part of a file is asked for (RFC 9110, 14): one range of bytes, as browsers and curl ask when they go on with a download that broke off.

/// The part that is to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// So many bytes from this one on.
    Part {
        /// The first byte, from 0.
        from: u64,
        /// At least one.
        length: u64,
    },
    /// Bytes that there are not.
    Beyond,
}

/// Reads the header `Range` for a file of so many bytes. What is not understood, and several ranges at once, are answered with the whole file, as the
/// RFC allows.
pub(super) fn wanted(range: Option<&str>, bytes: u64) -> Wanted {
    let Some((first, last)) = range
        .and_then(|range| range.trim().strip_prefix("bytes="))
        .and_then(|range| range.split_once('-'))
    else {
        return Wanted::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>();
    match (first.trim(), last.trim()) {
        ("", last) => match number(last) {
            Ok(0) => Wanted::Beyond,
            Ok(_) if bytes == 0 => Wanted::Beyond,
            Ok(length) => Wanted::Part {
                from: bytes.saturating_sub(length),
                length: length.min(bytes),
            },
            Err(_) => Wanted::Whole,
        },
        (first, last) => match (number(first), last, number(last)) {
            (Ok(from), "", _) => part(from, u64::MAX, bytes),
            (Ok(from), _, Ok(to)) if to >= from => part(from, to, bytes),
            _ => Wanted::Whole,
        },
    }
}

/// From one byte to another, both included, as far as the file goes.
fn part(from: u64, to: u64, bytes: u64) -> Wanted {
    if from >= bytes {
        return Wanted::Beyond;
    }
    let length = to.saturating_sub(from).saturating_add(1).min(bytes - from);
    Wanted::Part { from, length }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood_and_all_else_is_the_whole_file() {
        let part = |from, length| Wanted::Part { from, length };
        for (range, expected) in [
            ("bytes=0-", part(0, 100)),
            ("bytes=40-", part(40, 60)),
            ("bytes=40-49", part(40, 10)),
            ("bytes=99-99", part(99, 1)),
            ("bytes=40-1000", part(40, 60)),
            ("bytes=0-18446744073709551615", part(0, 100)),
            ("bytes=-10", part(90, 10)),
            ("bytes=-1000", part(0, 100)),
            ("bytes=100-", Wanted::Beyond),
            ("bytes=-0", Wanted::Beyond),
            ("bytes=9-3", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("lines=0-5", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(wanted(Some(range), 100), expected, "{range}");
        }
        assert_eq!(wanted(None, 100), Wanted::Whole);
        assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Beyond);
        assert_eq!(wanted(Some("bytes=-5"), 0), Wanted::Beyond);
    }
}
