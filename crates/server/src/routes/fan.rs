//! What a fan's browser calls.

pub mod act;
pub mod me;
pub mod picture;
pub mod view;

use crate::problem::ApiError;
use axum::http::{HeaderMap, header};
use sha2::{Digest as _, Sha256};

/// The hash of the fan's token; the token itself is kept nowhere.
fn token_hash(headers: &HeaderMap) -> Result<String, ApiError> {
    let header = headers.get(header::AUTHORIZATION).ok_or(ApiError::TokenMissing)?;
    let token = header
        .to_str()
        .ok()
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(ApiError::TokenMalformed)?;
    let fits = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    if token.len() != 43 || !token.bytes().all(fits) {
        return Err(ApiError::TokenMalformed);
    }
    Ok(hex(token.as_bytes()))
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
