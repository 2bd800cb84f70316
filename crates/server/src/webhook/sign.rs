//! Signatures of Standard Webhooks: HMAC-SHA256 of the message's id, the time at which it is sent, and the body.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// What a secret begins with; behind it stands the key as base64.
pub const HEAD: &str = "whsec_";

/// A secret of 32 random bytes, as it is told.
#[must_use]
pub fn secret(bytes: &[u8; 32]) -> String {
    format!("{HEAD}{}", STANDARD.encode(bytes))
}

/// The signature under a message: `v1,` and base64. `None` where the secret is none.
#[must_use]
pub fn sign(secret: &str, id: &str, seconds: i64, body: &str) -> Option<String> {
    let key = STANDARD.decode(secret.strip_prefix(HEAD)?).ok()?;
    let mut hmac = Hmac::<Sha256>::new_from_slice(&key).ok()?;
    hmac.update(format!("{id}.{seconds}.{body}").as_bytes());
    Some(format!("v1,{}", STANDARD.encode(hmac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_that_of_the_specification_s_libraries() {
        // The vector of the test suites in standard-webhooks/standard-webhooks.
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let signed = sign(
            secret,
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        assert_eq!(signed.unwrap(), "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert_eq!(sign("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "m", 1, ""), None);
    }

    #[test]
    fn a_secret_that_is_made_signs() {
        let secret = secret(&[7; 32]);
        assert!(secret.starts_with(HEAD) && sign(&secret, "m", 1, "{}").is_some());
    }
}
