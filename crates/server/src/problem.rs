//! Errors as strangers get them: `application/problem+json` (RFC 9457) with a stable `code`.

mod body;
mod from;
mod status;

pub use body::Problem;

use crate::{
    account::AccountError, consent::ConsentError, draft::DraftError, draw::DrawError, export::ExportError,
    gift::GiftError, goods::GoodsError, guard::GuardError, identity::jwt::JwtError, ingest::NotAccepted,
    life::archive::ArchiveError, mail::MailError, moderate::ModerateError, publish::amend::AmendError,
    statistics::share::StatisticsError, statistics::study::StudyError, till::TillError, trust::appeal::AppealError,
    trust::review::ReviewError, upload::UploadError, webhook::WebhookError,
};

/// Why a request was not answered as it wished.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// No campaign of that name is published here.
    #[error("no campaign \"{0}\" is published here")]
    UnknownCampaign(String),
    /// The token has never been seen.
    #[error("this token has not arrived at this campaign")]
    UnknownFan,
    /// There is nothing at this address, or nothing yet.
    #[error("there is nothing at this address")]
    NotFound,
    /// The body cannot be read.
    #[error("the body is not what is asked for here: {0}")]
    Malformed(String),
    /// The body is too large.
    #[error("the body is larger than {0} bytes")]
    TooLarge(usize),
    /// There is no idempotency key.
    #[error(
        "the header Idempotency-Key is missing: make a random one for each act, and send it again when you repeat the act"
    )]
    KeyMissing,
    /// The idempotency key cannot be one.
    #[error("the Idempotency-Key must have 16 to 64 characters of A–Z, a–z, 0–9, - and _")]
    KeyMalformed,
    /// There is no token.
    #[error("the header Authorization is missing: send \"Bearer \" and the fan's token")]
    TokenMissing,
    /// The token cannot be one.
    #[error("the fan's token must be 32 random bytes as base64url without padding, 43 characters")]
    TokenMalformed,
    /// The page's origin is not one of the campaign's.
    #[error(
        "pages of {origin} may not use this campaign: add \"{origin}\" to `origins` in the campaign file and publish it again"
    )]
    OriginNotListed {
        /// The origin.
        origin: String,
    },
    /// The act was not accepted.
    #[error(transparent)]
    NotAccepted(#[from] NotAccepted),
    /// Something about a draw was refused.
    #[error(transparent)]
    Draw(DrawError),
    /// A picture was not taken.
    #[error(transparent)]
    Upload(#[from] UploadError),
    /// A till was not served.
    #[error(transparent)]
    Till(#[from] TillError),
    /// Nothing was done about an address.
    #[error(transparent)]
    Mail(#[from] MailError),
    /// The host site's word was not taken.
    #[error(transparent)]
    Identity(#[from] JwtError),
    /// What a fan says about a purpose was not kept.
    #[error(transparent)]
    Consent(#[from] ConsentError),
    /// Somebody was not let in.
    #[error(transparent)]
    Guard(#[from] GuardError),
    /// What a fan says against being held was not taken.
    #[error(transparent)]
    Appeal(AppealError),
    /// Nothing was said about what fans wrote.
    #[error(transparent)]
    Moderate(ModerateError),
    /// Nothing was decided about somebody.
    #[error(transparent)]
    Review(ReviewError),
    /// Nothing, or not everything, was given.
    #[error(transparent)]
    Gift(GiftError),
    /// No code, till or invitation was made.
    #[error(transparent)]
    Goods(GoodsError),
    /// A published campaign was not amended.
    #[error(transparent)]
    Amend(AmendError),
    /// Nothing became of a draft.
    #[error(transparent)]
    Draft(DraftError),
    /// There is no file.
    #[error(transparent)]
    Export(ExportError),
    /// Something about an account was refused.
    #[error(transparent)]
    Account(#[from] AccountError),
    /// A campaign was not put away.
    #[error(transparent)]
    Archive(ArchiveError),
    /// Figures are not shown.
    #[error(transparent)]
    Statistics(#[from] StatisticsError),
    /// Who brought whom could not be studied.
    #[error(transparent)]
    Study(StudyError),
    /// There is no such webhook.
    #[error(transparent)]
    Webhook(#[from] WebhookError),
    /// Something of ours failed. What it was stands in the log.
    #[error("the server failed; nothing was changed")]
    Internal,
}

impl ApiError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::UnknownCampaign(_) => "unknown_campaign",
            Self::UnknownFan => "unknown_fan",
            Self::NotFound => "not_found",
            Self::Malformed(_) => "malformed",
            Self::TooLarge(_) => "too_large",
            Self::KeyMissing => "idempotency_key_missing",
            Self::KeyMalformed => "idempotency_key_malformed",
            Self::TokenMissing => "token_missing",
            Self::TokenMalformed => "token_malformed",
            Self::OriginNotListed { .. } => "origin_not_listed",
            Self::Draw(error) => error.code(),
            Self::Upload(error) => error.code(),
            Self::Till(error) => error.code(),
            Self::Mail(error) => error.code(),
            Self::Identity(error) => error.code(),
            Self::Consent(error) => error.code(),
            Self::Guard(error) => error.code(),
            Self::Appeal(error) => error.code(),
            Self::Moderate(error) => error.code(),
            Self::Review(error) => error.code(),
            Self::Gift(error) => error.code(),
            Self::Amend(error) => error.code(),
            Self::Goods(error) => error.code(),
            Self::Account(error) => error.code(),
            Self::Archive(error) => error.code(),
            Self::Statistics(error) => error.code(),
            Self::Study(error) => error.code(),
            Self::Draft(error) => error.code(),
            Self::Export(error) => error.code(),
            Self::Webhook(error) => error.code(),
            Self::NotAccepted(NotAccepted::Refused(refusal)) => refusal.code(),
            Self::NotAccepted(NotAccepted::KeyReused) => "idempotency_key_reused",
            Self::NotAccepted(NotAccepted::Busy) => "busy",
            Self::NotAccepted(NotAccepted::Failed) | Self::Internal => "internal",
        }
    }
}
