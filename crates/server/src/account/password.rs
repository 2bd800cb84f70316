//! Passwords: which ones are taken, and how they are kept. Argon2id with the parameters that OWASP's cheat sheet for password storage names first for
//! 19 MiB; two at a time, so that whoever sends many costs no memory.

use super::AccountError;
use crate::{entropy, problem::ApiError};
use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use canyu_core::{
    fold,
    staff::{LONGEST_PASSWORD, SHORTEST_PASSWORD},
};
use std::sync::Arc;
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization as _;

/// Passwords that are checked at once.
const AT_ONCE: usize = 2;
/// Passwords that wait to be checked, at most: some ten seconds of work on a small machine.
const WAITING: usize = 200;
/// The commonest passwords of twelve letters and more, as keys: without case, signs and spaces.
const COMMON: &str = include_str!("common.txt");
/// What a password is compared with where there is no account, so that it takes as long. It is the hash of nothing that anybody can send.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$Y2FueXUtbm9ib2R5LS0tLQ$3p2Vb0bJ0eCkZ4m7d1c9Yw5c8nqk0oJr6gE2h1s3t4U";

/// What checks passwords.
#[derive(Clone)]
pub struct Hasher {
    working: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self {
            working: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(WAITING)),
        }
    }
}

/// What became of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the password is right.
    pub is_right: bool,
    /// Whether the hash was made with other parameters than those of today.
    pub is_old: bool,
}

impl Hasher {
    /// The hash of a password, in PHC format.
    ///
    /// # Errors
    /// [`AccountError::Busy`], or when there is no randomness.
    pub async fn hash(&self, password: &str) -> Result<String, ApiError> {
        let password = normal(password);
        let seed = entropy::seed().map_err(|_| ApiError::Internal)?;
        self.work(move || {
            let salt = seed.get(..16).unwrap_or(&seed);
            let hash = argon2().hash_password_with_salt(password.as_bytes(), salt);
            hash.map(|hash| hash.to_string()).map_err(|_| ApiError::Internal)
        })
        .await?
    }

    /// Compares a password with a hash; without one it takes as long and is wrong.
    ///
    /// # Errors
    /// [`AccountError::Busy`], or when the hash cannot be read.
    pub async fn verify(&self, password: &str, kept: Option<String>) -> Result<Verdict, ApiError> {
        let password = normal(password);
        self.work(move || {
            let is_known = kept.is_some();
            let kept = kept.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&kept).map_err(|_| ApiError::Internal)?;
            let is_right = argon2().verify_password(password.as_bytes(), &hash).is_ok();
            let params = Params::try_from(&hash).map_err(|_| ApiError::Internal)?;
            Ok(Verdict {
                is_right: is_right && is_known,
                is_old: (params.m_cost(), params.t_cost(), params.p_cost()) != today(),
            })
        })
        .await?
    }

    async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ApiError> {
        let _waits = self.waiting.try_acquire().map_err(|_| AccountError::Busy)?;
        let _works = self.working.acquire().await.map_err(|_| ApiError::Internal)?;
        tokio::task::spawn_blocking(work).await.map_err(|_| ApiError::Internal)
    }
}

fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

fn today() -> (u32, u32, u32) {
    (Params::DEFAULT_M_COST, Params::DEFAULT_T_COST, Params::DEFAULT_P_COST)
}

/// As it is hashed: the same letters typed on another system are the same password.
fn normal(password: &str) -> String {
    password.nfc().collect()
}

/// Whether somebody may choose a password.
///
/// # Errors
/// What is wrong with it.
pub fn check(password: &str, name: &str, email: &str) -> Result<(), AccountError> {
    let password = normal(password);
    let length = password.chars().count();
    if length < SHORTEST_PASSWORD {
        return Err(AccountError::PasswordTooShort);
    }
    if length > LONGEST_PASSWORD {
        return Err(AccountError::PasswordTooLong);
    }
    let key = fold::key(&password);
    let local = email.split('@').next().unwrap_or_default();
    if [name, email, local].into_iter().any(|own| fold::key(own) == key) {
        return Err(AccountError::PasswordLikeYou);
    }
    let is_common = COMMON.lines().any(|common| common == key) || is_one_character(&key);
    if is_common {
        Err(AccountError::PasswordCommon)
    } else {
        Ok(())
    }
}

fn is_one_character(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    characters.all(|c| Some(c) == first)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::allow_attributes, reason = "a test may end here")]

    use super::*;

    fn checked(password: &str) -> Result<(), AccountError> {
        check(password, "Li Na from Chengdu", "lina.from.chengdu@example.org")
    }

    #[test]
    fn what_anybody_would_try_first_is_refused_in_any_spelling() {
        assert_eq!(checked("correct horse battery"), Ok(()));
        assert_eq!(
            checked("参与参与参与参与参与参与好"),
            Ok(()),
            "characters count, not bytes"
        );
        assert_eq!(checked("eleven char"), Err(AccountError::PasswordTooShort));
        assert_eq!(checked(&"ab".repeat(128)), Ok(()));
        assert_eq!(checked(&"ab".repeat(129)), Err(AccountError::PasswordTooLong));
        for common in [
            "password1234",
            "Pass-Word 1234",
            "qwertyuiop123",
            "aaaaaaaaaaaa",
            "ＡＡＡＡＡＡＡＡＡＡＡＡ",
        ] {
            assert_eq!(checked(common), Err(AccountError::PasswordCommon), "{common}");
        }
        for own in [
            "li na FROM chengdu",
            "lina.from.chengdu@example.org",
            "Lina.From.Chengdu",
        ] {
            assert_eq!(checked(own), Err(AccountError::PasswordLikeYou), "{own}");
        }
    }

    #[test]
    fn the_list_holds_what_can_be_chosen_at_all() {
        for common in COMMON.lines() {
            assert!(common.chars().count() >= SHORTEST_PASSWORD, "{common}");
            assert_eq!(fold::key(common), common, "{common}");
        }
        assert!(COMMON.lines().count() >= 90);
    }

    #[tokio::test]
    async fn a_password_is_known_again_however_its_accents_were_typed() {
        let hasher = Hasher::default();
        let kept = hasher.hash("caf\u{e9} au lait, s'il").await.unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_ne!(kept, hasher.hash("caf\u{e9} au lait, s'il").await.unwrap(), "salted");
        let right = Verdict {
            is_right: true,
            is_old: false,
        };
        assert_eq!(
            hasher
                .verify("cafe\u{301} au lait, s'il", Some(kept.clone()))
                .await
                .unwrap(),
            right
        );
        let wrong = hasher.verify("cafe au lait, s'il", Some(kept)).await.unwrap();
        assert!(!wrong.is_right);
    }

    #[tokio::test]
    async fn nobody_has_no_password_and_old_hashes_are_noticed() {
        let hasher = Hasher::default();
        let nobody = hasher.verify("", None).await.unwrap();
        assert!(!nobody.is_right && !nobody.is_old);
        let params = Params::new(64, 1, 1, None).unwrap();
        let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let old = old
            .hash_password_with_salt(b"correct horse battery", b"0123456789abcdef")
            .unwrap();
        let verdict = hasher
            .verify("correct horse battery", Some(old.to_string()))
            .await
            .unwrap();
        assert!(verdict.is_right && verdict.is_old);
    }
}
