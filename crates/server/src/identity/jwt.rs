//! Identity that the host site vouches for: a JSON Web Token (RFC 7519) that its back end has signed for whoever is signed in there.
//!
//! Two algorithms: HS256 with a secret that the site and the campaign share, EdDSA with the site's Ed25519 public key. The campaign's key says
//! which one; what the token says of itself is only compared with it, so a public key never serves as a secret.

use canyu_core::moment::Moment;
use fairdraw::text::{base64, unbase64};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, errors::ErrorKind};
use serde::Deserialize;

/// Clocks may be so many seconds apart.
pub const LEEWAY: i64 = 30;
/// Longest token in bytes.
pub const LONGEST: usize = 8 * 1024;
/// Longest subject in bytes (OpenID Connect Core 1.0, section 2).
const LONGEST_SUBJECT: usize = 255;
/// A secret has at least so many bytes (RFC 7518, 3.2).
const SHORTEST_SECRET: usize = 32;
/// What stands before the 32 bytes of an Ed25519 public key in DER (RFC 8410).
const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

/// Why a token was not accepted. All but the first mean that the page has to get another one from its back end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JwtError {
    /// The campaign knows no site that could vouch for anybody.
    #[error(
        "this campaign takes no identity from its host site: its file has no [identity], or `canyu identity` has not been given a key"
    )]
    Off,
    /// It is no token.
    #[error("the text is no JSON Web Token")]
    Malformed,
    /// The algorithm is not that of the campaign's key.
    #[error("the token's algorithm is not that of the campaign's key")]
    Algorithm,
    /// The signature is not by the campaign's key.
    #[error("the token's signature is not by the campaign's key")]
    Signature,
    /// `iss` is missing, or another.
    #[error("the token's `iss` is not the issuer in the campaign file")]
    Issuer,
    /// `aud` is missing, or does not name the campaign.
    #[error("the token's `aud` does not name the audience in the campaign file")]
    Audience,
    /// There is no `exp`.
    #[error("the token has no `exp`: say in it until when it holds")]
    NoExpiry,
    /// `exp` has passed.
    #[error("the token has expired")]
    Expired,
    /// `nbf` or `iat` is still to come.
    #[error("the token does not hold yet: is the clock of the site that made it right?")]
    NotYet,
    /// `sub` is missing, empty or too long.
    #[error("the token's `sub` must name whoever is signed in, in 1 to {LONGEST_SUBJECT} bytes")]
    Subject,
}

impl JwtError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Off => "identity_off",
            Self::Expired => "jwt_expired",
            _ => "jwt_wrong",
        }
    }
}

/// Why a file holds no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyFileError {
    /// The secret could be found by trying.
    #[error("a secret for HS256 has at least {SHORTEST_SECRET} bytes, this one has {0}")]
    Short(usize),
    /// It is no public key.
    #[error("this is no Ed25519 public key: give a PEM file (BEGIN PUBLIC KEY), or its 32 bytes as base64")]
    NoPublicKey,
    /// Somebody would hand out what he signs with.
    #[error(
        "this is a private key: give the public one (`openssl pkey -in FILE -pubout`), the private one stays with the site"
    )]
    Private,
}

impl KeyFileError {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Short(_) => "secret_short",
            Self::NoPublicKey => "no_public_key",
            Self::Private => "key_private",
        }
    }
}

/// What the tokens of a campaign are checked with. `{:?}` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub enum SiteKey {
    /// A shared secret.
    Hs256(Vec<u8>),
    /// A public key.
    Ed25519([u8; 32]),
}

impl std::fmt::Debug for SiteKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SiteKey({}, …)", self.name())
    }
}

impl SiteKey {
    /// The secret in a file: its bytes, without line ends after it.
    ///
    /// # Errors
    /// When it is too short.
    pub fn hs256(file: &[u8]) -> Result<Self, KeyFileError> {
        let secret = file.trim_ascii_end();
        if secret.len() < SHORTEST_SECRET {
            return Err(KeyFileError::Short(secret.len()));
        }
        Ok(Self::Hs256(secret.to_vec()))
    }

    /// The public key in a file: PEM, or base64 (or base64url) of its 32 bytes.
    ///
    /// # Errors
    /// When it is none.
    pub fn ed25519(file: &[u8]) -> Result<Self, KeyFileError> {
        let text = std::str::from_utf8(file).map_err(|_| KeyFileError::NoPublicKey)?;
        if text.contains("PRIVATE KEY") {
            return Err(KeyFileError::Private);
        }
        let body: String = text
            .lines()
            .filter(|line| !line.starts_with("-----"))
            .flat_map(|line| line.trim().chars())
            .map(|c| match c {
                '-' => '+',
                '_' => '/',
                c => c,
            })
            .collect();
        let unpadded = body.trim_end_matches('=');
        let padding = "=".repeat((4 - unpadded.len() % 4) % 4);
        let bytes = unbase64(&format!("{unpadded}{padding}")).ok_or(KeyFileError::NoPublicKey)?;
        let raw = bytes.strip_prefix(&SPKI).unwrap_or(&bytes);
        let key = raw.try_into().map_err(|_| KeyFileError::NoPublicKey)?;
        Ok(Self::Ed25519(key))
    }

    /// The key as it was kept.
    #[must_use]
    pub fn from_parts(name: &str, bytes: &[u8]) -> Option<Self> {
        match name {
            "hs256" => Some(Self::Hs256(bytes.to_vec())),
            "ed25519" => bytes.try_into().ok().map(Self::Ed25519),
            _ => None,
        }
    }

    /// `hs256` or `ed25519`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Hs256(_) => "hs256",
            Self::Ed25519(_) => "ed25519",
        }
    }

    /// What is kept.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        match self {
            Self::Hs256(secret) => secret,
            Self::Ed25519(key) => key,
        }
    }

    fn decoding(&self) -> Result<(Algorithm, DecodingKey), JwtError> {
        match self {
            Self::Hs256(secret) => Ok((Algorithm::HS256, DecodingKey::from_secret(secret))),
            Self::Ed25519(key) => {
                let url = base64(key).trim_end_matches('=').replace('+', "-").replace('/', "_");
                let key = DecodingKey::from_ed_components(&url).map_err(|_| JwtError::Signature)?;
                Ok((Algorithm::EdDSA, key))
            }
        }
    }
}

/// What a token has to say.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// `iss`
    pub issuer: &'a str,
    /// `aud`, or one of them.
    pub audience: &'a str,
    /// The campaign's time.
    pub now: Moment,
}

#[derive(Deserialize)]
struct Claims {
    iss: Option<String>,
    aud: Option<Audience>,
    sub: Option<String>,
    exp: Option<f64>,
    nbf: Option<f64>,
    iat: Option<f64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Audience {
    fn names(&self, audience: &str) -> bool {
        match self {
            Self::One(one) => one == audience,
            Self::Many(many) => many.iter().any(|one| one == audience),
        }
    }
}

/// Whom a token vouches for: its `sub`.
///
/// # Errors
/// Why it vouches for nobody.
pub fn subject(token: &str, key: &SiteKey, expected: Expected<'_>) -> Result<String, JwtError> {
    if token.len() > LONGEST {
        return Err(JwtError::Malformed);
    }
    let (algorithm, key) = key.decoding()?;
    // Times are compared with the campaign's clock below, and not with the machine's.
    let mut validation = Validation::new(algorithm);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoded = jsonwebtoken::decode::<Claims>(token, &key, &validation);
    let claims = decoded.map_err(|error| why(error.kind()))?.claims;
    if claims.iss.as_deref() != Some(expected.issuer) {
        return Err(JwtError::Issuer);
    }
    if !claims.aud.is_some_and(|audience| audience.names(expected.audience)) {
        return Err(JwtError::Audience);
    }
    let (now, leeway) = (expected.now.0 as f64 / 1_000.0, LEEWAY as f64);
    let expires = claims.exp.ok_or(JwtError::NoExpiry)?;
    if expires + leeway <= now {
        return Err(JwtError::Expired);
    }
    if [claims.nbf, claims.iat]
        .into_iter()
        .flatten()
        .any(|from| from - leeway > now)
    {
        return Err(JwtError::NotYet);
    }
    let fits = |subject: &String| (1..=LONGEST_SUBJECT).contains(&subject.len());
    claims.sub.filter(fits).ok_or(JwtError::Subject)
}

fn why(kind: &ErrorKind) -> JwtError {
    match kind {
        ErrorKind::InvalidAlgorithm
        | ErrorKind::InvalidAlgorithmName
        | ErrorKind::UnsupportedAlgorithm
        | ErrorKind::MissingAlgorithm => JwtError::Algorithm,
        ErrorKind::InvalidSignature | ErrorKind::InvalidEddsaKey | ErrorKind::InvalidKeyFormat => JwtError::Signature,
        _ => JwtError::Malformed,
    }
}

#[cfg(test)]
mod tests;
