//! Crockford's base 32, the alphabet of everything that people copy by hand: no I, L, O, U; and a check character that notices
//! every single slip and every swap of neighbours.

/// Crockford's alphabet: no I, L, O, U.
pub const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The character of a value's five lowest bits.
pub(crate) fn character(value: u32) -> char {
    ALPHABET
        .get((value & 31) as usize)
        .map_or('0', |&byte| char::from(byte))
}

/// The value of a character of the alphabet, 0 to 31.
pub(crate) fn value(c: char) -> Option<u32> {
    ALPHABET
        .iter()
        .position(|&byte| char::from(byte) == c)
        .map(|place| place as u32)
}

/// The five-bit groups of a number, the highest first, as `places` characters.
pub(crate) fn write(number: u64, places: u32) -> String {
    (0..places)
        .rev()
        .map(|place| character((number >> (5 * place)) as u32))
        .collect()
}

/// What [`write`] wrote, of at most 12 characters. `None` where there is a character that is not in the alphabet.
pub(crate) fn number(text: &str) -> Option<u64> {
    text.chars()
        .try_fold(0, |sum: u64, c| Some(sum << 5 | u64::from(value(c)?)))
}

/// A character as it was meant: lower case, `O` for 0, `I` and `L` for 1.
pub(crate) fn canonical(c: char) -> Option<char> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    };
    value(c).map(|_| c)
}

/// The check character of up to 30 characters: a sum over GF(32) with ascending powers of a generator as weights. Any one wrong
/// character and any swap of two neighbours is noticed, as the weights are distinct and not zero.
pub(crate) fn check(body: &str) -> char {
    let mut weight = 1;
    let mut sum = 0;
    for c in body.chars() {
        weight = double(weight);
        sum ^= multiply(value(c).unwrap_or(0), weight);
    }
    character(sum)
}

/// Times x in GF(2)[x]/(x⁵ + x² + 1), in which x generates all 31 units.
fn double(a: u32) -> u32 {
    let shifted = a << 1;
    if shifted & 32 == 0 {
        shifted
    } else {
        shifted ^ 0b10_0101
    }
}

fn multiply(a: u32, b: u32) -> u32 {
    let (mut product, mut a, mut b) = (0, a, b);
    while b != 0 {
        if b & 1 == 1 {
            product ^= a;
        }
        a = double(a);
        b >>= 1;
    }
    product
}
