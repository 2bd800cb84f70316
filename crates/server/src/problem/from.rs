//! What becomes of errors of the parts: what is ours alone goes to the log, and nobody else is told.

use super::{
    ApiError,
    status::{draw_status, export_status},
};
use crate::{
    draft::DraftError, draw::DrawError, export::ExportError, gift::GiftError, goods::GoodsError,
    life::archive::ArchiveError, moderate::ModerateError, statistics::study::StudyError, store::StoreError,
    trust::appeal::AppealError, trust::review::ReviewError,
};
use axum::http::StatusCode;

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, code = "internal", "a request failed");
        Self::Internal
    }
}

impl From<StudyError> for ApiError {
    fn from(error: StudyError) -> Self {
        match error {
            StudyError::Broken(_) => Self::Study(error),
            StudyError::Store(error) => error.into(),
            // What it was stands in the log already.
            StudyError::BrokenOff => Self::Internal,
        }
    }
}

impl From<AppealError> for ApiError {
    fn from(error: AppealError) -> Self {
        match error {
            AppealError::Store(error) => error.into(),
            error => Self::Appeal(error),
        }
    }
}

impl From<ModerateError> for ApiError {
    fn from(error: ModerateError) -> Self {
        match error {
            ModerateError::Store(error) => error.into(),
            ModerateError::Life(error) => {
                tracing::error!(%error, code = "internal", "those who were right could not be rewarded");
                Self::Internal
            }
            error => Self::Moderate(error),
        }
    }
}

impl From<ReviewError> for ApiError {
    fn from(error: ReviewError) -> Self {
        match error {
            ReviewError::Store(error) => error.into(),
            ReviewError::Order(error) => Self::NotAccepted(error),
            error => Self::Review(error),
        }
    }
}

impl From<GiftError> for ApiError {
    fn from(error: GiftError) -> Self {
        match error {
            GiftError::Store(error) => error.into(),
            GiftError::NotAccepted(error) => Self::NotAccepted(error),
            error => Self::Gift(error),
        }
    }
}

impl From<GoodsError> for ApiError {
    fn from(error: GoodsError) -> Self {
        match error {
            GoodsError::Store(error) => error.into(),
            GoodsError::NotAccepted(error) => Self::NotAccepted(error),
            GoodsError::Gift(error) => error.into(),
            error => Self::Goods(error),
        }
    }
}

impl From<ArchiveError> for ApiError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Store(error) => error.into(),
            ArchiveError::Draw(error) => error.into(),
            error => Self::Archive(error),
        }
    }
}

impl From<DraftError> for ApiError {
    fn from(error: DraftError) -> Self {
        match error {
            DraftError::Store(error) => error.into(),
            error => Self::Draft(error),
        }
    }
}

impl From<ExportError> for ApiError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            error if export_status(&error) == StatusCode::INTERNAL_SERVER_ERROR => {
                tracing::error!(%error, code = error.code(), "a request about an export failed");
                Self::Internal
            }
            error => Self::Export(error),
        }
    }
}

impl From<DrawError> for ApiError {
    fn from(error: DrawError) -> Self {
        match error {
            DrawError::Store(error) => error.into(),
            error if draw_status(&error) == StatusCode::INTERNAL_SERVER_ERROR => {
                tracing::error!(%error, code = error.code(), "a request about a draw failed");
                Self::Internal
            }
            error => Self::Draw(error),
        }
    }
}
