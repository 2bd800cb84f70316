//! `canyu draw audit`

use super::{CommandError, Opened};
use crate::draw::bundle::BundleError;
use std::path::Path;

pub(super) async fn audit(opened: Opened, output: &Path) -> Result<String, CommandError> {
    let files = opened.draw.audit(output).await.map_err(|error| match error {
        BundleError::Draw(error) => CommandError::Refused(error),
        error => CommandError::Other(error.into()),
    })?;
    opened.store.close().await;
    Ok(format!(
        "{files} files in {}; anybody can check them with `canyu verify {}`",
        output.display(),
        output.display()
    ))
}
