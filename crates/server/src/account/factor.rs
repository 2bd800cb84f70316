//! The second factor: codes by time (RFC 6238, SHA-1, six digits, 30 seconds: what every authenticator knows), and recovery codes.

use crate::{entropy, problem::ApiError, store::accounts::AccountRow};
use canyu_core::{crockford, moment::Moment};
use totp_rs::{Builder, Totp};

/// The name under which devices list it.
const ISSUER: &str = "Canyu";
/// Bytes of a secret, as RFC 4226 recommends.
const SECRET: usize = 20;
/// Recovery codes that are given out.
pub const RECOVERY: usize = 8;
/// Characters of a recovery code: 50 random bits.
const LENGTH: usize = 10;

/// What a code turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Right {
    /// The device's, of that step.
    Step(i64),
    /// A recovery code, by its hash.
    Recovery(String),
}

/// A secret for a new device.
///
/// # Errors
/// When there is no randomness.
pub fn secret() -> Result<Vec<u8>, ApiError> {
    let seed = entropy::seed().map_err(|_| ApiError::Internal)?;
    Ok(seed.into_iter().take(SECRET).collect())
}

/// What computes codes for an account.
///
/// # Errors
/// When the secret cannot be one.
pub fn totp(secret: &[u8], email: &str) -> Result<Totp, ApiError> {
    let made = Builder::new()
        .with_secret(secret.to_vec())
        .with_issuer(Some(ISSUER))
        // A colon parts issuer and account.
        .with_account_name(email.replace(':', " "));
    made.build().map_err(|_| ApiError::Internal)
}

/// Whether six digits are those of a device, give or take a step, and younger than the last ones that were taken.
///
/// # Errors
/// When the secret cannot be one.
pub fn step(secret: &[u8], digits: &str, now: Moment, last: i64) -> Result<Option<i64>, ApiError> {
    let digits: String = digits.chars().filter(|c| !c.is_whitespace()).collect();
    let seconds = u64::try_from(now.0.div_euclid(1_000)).unwrap_or(0);
    let step = totp(secret, ISSUER)?.check(&digits, seconds);
    let step = step.and_then(|step| i64::try_from(step).ok());
    Ok(step.filter(|&step| step > last))
}

/// What a code is to an account with a second factor, if anything.
///
/// # Errors
/// When the account's secret cannot be one.
pub fn right(row: &AccountRow, code: &str, now: Moment) -> Result<Option<Right>, ApiError> {
    let Some(secret) = &row.factor else { return Ok(None) };
    if let Some(step) = step(secret, code, now, row.factor_step)? {
        return Ok(Some(Right::Step(step)));
    }
    let hash = recovery_hash(code);
    Ok(row.recovery.contains(&hash).then_some(Right::Recovery(hash)))
}

/// Recovery codes, as people write them down: `ABCDE-12345`.
///
/// # Errors
/// When there is no randomness.
pub fn recovery_codes() -> Result<Vec<String>, ApiError> {
    let mut codes = Vec::with_capacity(RECOVERY);
    for _ in 0..RECOVERY {
        let seed = entropy::seed().map_err(|_| ApiError::Internal)?;
        let mut code: String = seed.iter().take(LENGTH).filter_map(|byte| character(*byte)).collect();
        code.insert(LENGTH / 2, '-');
        codes.push(code);
    }
    Ok(codes)
}

fn character(byte: u8) -> Option<char> {
    crockford::ALPHABET.get(usize::from(byte & 31)).copied().map(char::from)
}

/// What is kept of a recovery code, however it was typed.
#[must_use]
pub fn recovery_hash(code: &str) -> String {
    let meant = code.chars().filter_map(|c| match c.to_ascii_uppercase() {
        'O' => Some('0'),
        'I' | 'L' => Some('1'),
        c => c.is_ascii_alphanumeric().then_some(c),
    });
    super::hash(&meant.collect::<String>())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test may end here")]

    use super::*;

    /// The secret of RFC 6238's test values; its codes have eight digits, ours are their last six.
    const SECRET: &[u8] = b"12345678901234567890";

    fn taken(digits: &str, seconds: i64, last: i64) -> Option<i64> {
        step(SECRET, digits, Moment(seconds * 1_000), last).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, digits) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(taken(digits, seconds, 0), Some(seconds / 30), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_good_a_step_before_and_after_and_only_once() {
        let (at, digits) = (1_234_567_890, "005924");
        let step = at / 30;
        for near in [-30, 0, 29, 30, 59] {
            assert_eq!(taken(digits, at + near, 0), Some(step), "{near}");
        }
        for far in [-31, 60] {
            assert_eq!(taken(digits, at + far, 0), None, "{far}");
        }
        assert_eq!(taken(digits, at, step), None, "used");
        assert_eq!(taken(digits, at, step - 1), Some(step));
        assert_eq!(taken(" 005 924 ", at, 0), Some(step), "as devices show it");
        for wrong in ["", "005925", "00592", "0059240", "００５９２４"] {
            assert_eq!(taken(wrong, at, 0), None, "{wrong}");
        }
    }

    #[test]
    fn recovery_codes_are_found_however_they_are_typed() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY);
        for code in &codes {
            assert_eq!(code.len(), LENGTH + 1, "{code}");
            let typed = code
                .to_lowercase()
                .replace('-', " ")
                .replace('0', "o")
                .replace('1', "l");
            assert_eq!(recovery_hash(&typed), recovery_hash(code), "{code}");
        }
        let different: std::collections::HashSet<_> = codes.iter().map(|code| recovery_hash(code)).collect();
        assert_eq!(different.len(), RECOVERY);
    }

    #[test]
    fn the_address_for_devices_names_server_and_account() {
        let uri = totp(SECRET, "li@example.org").unwrap().to_url().unwrap();
        assert_eq!(
            uri,
            "otpauth://totp/Canyu:li%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Canyu"
        );
    }
}
