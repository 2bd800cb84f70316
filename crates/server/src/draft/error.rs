//! Why nothing became of a draft.

use super::edit::EditError;
use crate::{publish::PublishError, store::StoreError};
use canyu_core::staff::{LARGEST_PICTURE, LONGEST_FILE};

/// Why nothing became of a draft.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// There is none of that name, or it is not for whoever asks.
    #[error("there is no draft of that name, or not any more")]
    Unknown,
    /// There is no such template.
    #[error("there is no template \"{0}\": GET /api/v1/staff/templates lists them")]
    UnknownTemplate(String),
    /// The name cannot be one.
    #[error("\"{0}\" cannot be a campaign's name in addresses: use a–z, 0–9 and single hyphens between them")]
    SlugMalformed(String),
    /// The account is not there for campaigns of that name.
    #[error("your account is not there for a campaign named \"{0}\": keep the name, or ask an administrator")]
    SlugTooFar(String),
    /// The file is too long.
    #[error("a campaign file has at most {LONGEST_FILE} characters")]
    FileTooLong,
    /// The file is not text.
    #[error("this is not a campaign file: it is not text in UTF-8")]
    NotText,
    /// A place cannot be changed as was asked.
    #[error(transparent)]
    Edit(EditError),
    /// The file is not TOML, so its places cannot be found.
    #[error(
        "the file is not TOML as it stands, so a form cannot change it: mend the text, or take the last change back"
    )]
    NotToml,
    /// Somebody has changed it meanwhile.
    #[error("somebody else has changed this draft meanwhile: look at it again; nothing was changed")]
    Meanwhile,
    /// There is nothing to take back.
    #[error("there is no change that could be taken back")]
    NothingToUndo,
    /// The picture's name cannot be one.
    #[error("\"{0}\" cannot be a picture's name: write it as router/cloth.svg")]
    PictureName(String),
    /// The picture is none.
    #[error("this is no picture that can be shown: {0}; give an SVG, PNG or JPEG file")]
    NotAPicture(String),
    /// The picture is too large.
    #[error("a picture has at most {} MB", LARGEST_PICTURE / 1_000_000)]
    PictureTooLarge,
    /// It has errors.
    #[error("the draft has errors, which keep it from being published and looked at: mend them first")]
    HasErrors,
    /// The name that was typed in is another one.
    #[error("to publish it, type the campaign's name: \"{0}\"")]
    OtherSlug(String),
    /// The campaign was put away.
    #[error("the campaign \"{0}\" is archived: nothing of it changes any more")]
    Archived(String),
    /// What was published stands in the way.
    #[error(transparent)]
    Publish(PublishError),
    /// Too much is going on.
    #[error("too many rehearsals and previews are being made: try again in a moment")]
    Busy,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl DraftError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "draft_unknown",
            Self::UnknownTemplate(_) => "template_unknown",
            Self::SlugMalformed(_) => "slug_malformed",
            Self::SlugTooFar(_) => "slug_too_far",
            Self::FileTooLong => "file_too_long",
            Self::NotText => "file_not_text",
            Self::Edit(EditError::NoPlace(_)) => "place_unknown",
            Self::Edit(EditError::NoValue(_)) => "value_wrong",
            Self::Edit(EditError::Meanwhile { .. }) => "edited_meanwhile",
            Self::NotToml => "file_not_toml",
            Self::Meanwhile => "draft_changed",
            Self::NothingToUndo => "nothing_to_undo",
            Self::PictureName(_) => "picture_name_wrong",
            Self::NotAPicture(_) => "not_a_picture",
            Self::PictureTooLarge => "picture_too_large",
            Self::HasErrors | Self::Publish(PublishError::Findings(_)) => "draft_has_errors",
            Self::OtherSlug(_) => "slug_not_typed",
            Self::Archived(_) => "archived",
            Self::Publish(PublishError::RulesLocked { .. }) => "rules_locked",
            Self::Publish(PublishError::ListClosed { .. }) => "list_closed",
            Self::Publish(PublishError::MailOff { .. }) => "mail_off",
            Self::Busy => "busy",
            Self::Store(_) | Self::Publish(PublishError::Store(_)) => "internal",
        }
    }
}

impl From<EditError> for DraftError {
    fn from(error: EditError) -> Self {
        Self::Edit(error)
    }
}

impl From<PublishError> for DraftError {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Store(error) => Self::Store(error),
            error => Self::Publish(error),
        }
    }
}
