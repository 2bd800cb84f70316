//! Randomness. The only place that makes it.

/// Random numbers for new fans, from the operating system.
///
/// # Errors
/// When the operating system has none to give.
#[expect(clippy::disallowed_methods, reason = "the one place that makes randomness")]
pub fn pair() -> Result<[u64; 2], getrandom::Error> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes)?;
    let both = u128::from_le_bytes(bytes);
    // The two halves.
    Ok([both as u64, (both >> 64) as u64])
}

/// A seed for a key, from the operating system.
///
/// # Errors
/// When the operating system has none to give.
#[expect(clippy::disallowed_methods, reason = "the one place that makes randomness")]
pub fn seed() -> Result<[u8; 32], getrandom::Error> {
    let mut seed = [0; 32];
    getrandom::fill(&mut seed)?;
    Ok(seed)
}

/// Six decimal digits, each number as likely as any other but for one in 10^13, from the operating system.
///
/// # Errors
/// When the operating system has none to give.
pub fn digits() -> Result<String, getrandom::Error> {
    let [random, _] = pair()?;
    Ok(format!("{:06}", random % 1_000_000))
}

/// What nobody guesses: 256 random bits in 43 letters, digits, hyphens and underscores.
///
/// # Errors
/// When the operating system has none to give.
pub fn token() -> Result<String, getrandom::Error> {
    let text = fairdraw::text::base64(&seed()?);
    Ok(text.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}
