//! Sealed answers: what is published before the first guess so that anybody can check, after the reveal, that nothing was changed.

use sha2::{Digest as _, Sha256};

/// The seal of an answer: `SHA-256(salt ‖ answer)`, the answer in UTF-8 as the campaign file has it. The salt is 32 random bytes, made
/// when the campaign is first published, and shown with the answer: without it a short answer could be found by trying.
#[must_use]
pub fn seal(salt: &[u8; 32], answer: &str) -> [u8; 32] {
    Sha256::new()
        .chain_update(salt)
        .chain_update(answer.as_bytes())
        .finalize()
        .into()
}

/// The seal of the seed that winning moments come from ([`crate::instant`]): `SHA-256(seed)`. The seed has 32 random bytes, so it needs
/// no salt.
#[must_use]
pub fn seal_of_seed(seed: &[u8; 32]) -> [u8; 32] {
    Sha256::digest(seed).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: [u8; 32]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// `printf '%s' 'SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS路由器' | sha256sum`, and the same of 32 times `S` alone.
    #[test]
    fn anybody_can_check_a_seal_with_sha256sum() {
        assert_eq!(
            hex(seal(&[b'S'; 32], "路由器")),
            "4c109d941c116e976ffe02a5d1b24b6172136a9e79e08bf9932c269df13ec70d"
        );
        assert_eq!(
            hex(seal_of_seed(&[b'S'; 32])),
            "c4ed6cc9444165adc1760e90422af0c023ae0b01e1c5f52a6a17c3d719190469"
        );
    }

    #[test]
    fn salt_and_answer_both_count() {
        assert_ne!(seal(&[1; 32], "router"), seal(&[2; 32], "router"));
        assert_ne!(seal(&[1; 32], "router"), seal(&[1; 32], "Router"));
    }
}
