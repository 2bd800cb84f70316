//! The organiser's key: what receipts, checkpoints, commitments and forfeits are signed with. It is one line in a file of its own, never in
//! the database, so that a copy of the database signs nothing; moving it is moving the file.

use crate::entropy;
use fairdraw::key::SigningKey;
use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

/// The name in the key, as it stands in the signature lines of notes. Keys are told apart by their hashes, not by it.
const NAME: &str = "canyu-organiser";

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The file cannot be read or written.
    #[error("the organiser's key {} cannot be used: {source}; draws need the key that they were published with: restore the file, or say where it is with --key", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The file holds no key.
    #[error("{} holds no organiser's key ({why}): it must be one line that begins with PRIVATE+KEY+; restore it from your backup, and never make a new one while a draw is open", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why, without any of the file's content.
        why: String,
    },
    /// The operating system has no randomness.
    #[error("the operating system gives no randomness for the organiser's key: {0}")]
    Entropy(getrandom::Error),
}

/// Reads the key, or makes one where there is no file yet. On Unix only the file's owner may read it.
///
/// # Errors
/// When the file cannot be read, written or understood.
pub fn open(path: &Path) -> Result<SigningKey, KeyError> {
    match read(path) {
        Err(KeyError::File { source, .. }) if source.kind() == ErrorKind::NotFound => make(path),
        read => read,
    }
}

/// Reads the key.
///
/// # Errors
/// When the file is not there, or cannot be read or understood.
pub fn read(path: &Path) -> Result<SigningKey, KeyError> {
    let text = std::fs::read_to_string(path).map_err(|source| KeyError::File {
        path: path.to_owned(),
        source,
    })?;
    text.trim().parse().map_err(|error| KeyError::Unreadable {
        path: path.to_owned(),
        why: format!("{error}"),
    })
}

fn make(path: &Path) -> Result<SigningKey, KeyError> {
    let key = SigningKey::from_seed(NAME, entropy::seed().map_err(KeyError::Entropy)?).map_err(|error| {
        KeyError::Unreadable {
            path: path.to_owned(),
            why: format!("{error}"),
        }
    })?;
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let written = options.open(path).and_then(|mut file| {
        writeln!(file, "{}", key.to_text())?;
        file.sync_all()
    });
    match written {
        Ok(()) => {
            tracing::warn!(
                path = %path.display(),
                "made the organiser's key: keep a copy of this file apart from the database; without it no draw can be finished"
            );
            Ok(key)
        }
        // Another process was quicker.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => open(path),
        Err(source) => Err(KeyError::File {
            path: path.to_owned(),
            source,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_is_made_once_and_only_its_owner_reads_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("canyu.key");
        let made = open(&path).unwrap();
        let again = open(&path).unwrap();
        assert_eq!(made.verifier().to_string(), again.verifier().to_string());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_broken_file_is_refused_and_its_content_never_repeated() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("canyu.key");
        std::fs::write(&path, "PRIVATE+KEY+secret+secret").unwrap();
        let error = open(&path).unwrap_err();
        assert!(matches!(error, KeyError::Unreadable { .. }));
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}
