//! Errors as strangers get them: `application/problem+json` (RFC 9457) with a stable `code`.

use crate::{
    account::AccountError,
    consent::ConsentError,
    draft::{DraftError, edit::EditError},
    draw::{DrawError, beacon::BeaconError},
    export::ExportError,
    gift::GiftError,
    goods::GoodsError,
    guard::GuardError,
    identity::jwt::JwtError,
    ingest::NotAccepted,
    life::archive::ArchiveError,
    mail::MailError,
    moderate::ModerateError,
    publish::amend::AmendError,
    statistics::{share::StatisticsError, study::StudyError},
    store::StoreError,
    till::TillError,
    trust::{appeal::AppealError, review::ReviewError},
    upload::UploadError,
    webhook::WebhookError,
};
use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use canyu_core::{decide::Refusal, moment::Moment};

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

/// The status of a refusal about a draw, as far as fans and staff can cause it.
fn draw_status(error: &DrawError) -> StatusCode {
    match error {
        DrawError::NotEntered | DrawError::NoDraw(_) | DrawError::UnknownFan(_) | DrawError::NoSuchWinner { .. } => {
            StatusCode::NOT_FOUND
        }
        DrawError::NotAWinner => StatusCode::FORBIDDEN,
        DrawError::Beacon(BeaconError::NoRelay(_)) | DrawError::Raced | DrawError::NotReady => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        DrawError::NotDrawn
        | DrawError::ClaimOver { .. }
        | DrawError::ClaimedAlready
        | DrawError::NotOver { .. }
        | DrawError::MissedBeacon { .. }
        | DrawError::ListClosed { .. }
        | DrawError::NotCommitted
        | DrawError::TooEarly { .. }
        | DrawError::DrawnAlready { .. }
        | DrawError::NoPrize(_)
        | DrawError::ForfeitedAlready { .. }
        | DrawError::NotOverdue { .. }
        | DrawError::Claimed(_) => StatusCode::CONFLICT,
        DrawError::ClaimIncomplete { .. }
        | DrawError::ClaimTooLong { .. }
        | DrawError::UnknownReason { .. }
        | DrawError::Beacon(_) => StatusCode::UNPROCESSABLE_ENTITY,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn export_status(error: &ExportError) -> StatusCode {
    match error {
        ExportError::Unknown => StatusCode::NOT_FOUND,
        ExportError::FormatUnfit { .. } | ExportError::FilterUnfit { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        ExportError::NotReady | ExportError::TooMany(_) => StatusCode::CONFLICT,
        ExportError::Off => StatusCode::SERVICE_UNAVAILABLE,
        ExportError::Store(_)
        | ExportError::Write(_)
        | ExportError::Csv(_)
        | ExportError::Xlsx(_)
        | ExportError::Parquet(_)
        | ExportError::Stopped
        | ExportError::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn draft_status(error: &DraftError) -> StatusCode {
    match error {
        DraftError::Unknown | DraftError::UnknownTemplate(_) | DraftError::Edit(EditError::NoPlace(_)) => {
            StatusCode::NOT_FOUND
        }
        DraftError::SlugTooFar(_) => StatusCode::FORBIDDEN,
        DraftError::FileTooLong | DraftError::PictureTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        DraftError::NotAPicture(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        DraftError::SlugMalformed(_)
        | DraftError::NotText
        | DraftError::Edit(EditError::NoValue(_))
        | DraftError::PictureName(_)
        | DraftError::OtherSlug(_) => StatusCode::UNPROCESSABLE_ENTITY,
        DraftError::Edit(EditError::Meanwhile { .. })
        | DraftError::NotToml
        | DraftError::Meanwhile
        | DraftError::NothingToUndo
        | DraftError::HasErrors
        | DraftError::Archived(_)
        | DraftError::Publish(_) => StatusCode::CONFLICT,
        DraftError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        DraftError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn upload_status(error: UploadError) -> StatusCode {
    match error {
        UploadError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        UploadError::NotAPicture => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        UploadError::TooManyPixels | UploadError::Broken => StatusCode::UNPROCESSABLE_ENTITY,
        UploadError::TooSlow => StatusCode::REQUEST_TIMEOUT,
        UploadError::UsedUp(_) => StatusCode::CONFLICT,
        UploadError::Busy => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn till_status(error: &TillError) -> StatusCode {
    match error {
        TillError::TillUnknown => StatusCode::UNAUTHORIZED,
        TillError::Malformed(_) => StatusCode::UNPROCESSABLE_ENTITY,
        TillError::OtherCampaign | TillError::NotGenuine | TillError::Unknown => StatusCode::NOT_FOUND,
        TillError::Expired(_) | TillError::Cancelled | TillError::Already { .. } => StatusCode::CONFLICT,
    }
}

fn mail_status(error: MailError) -> StatusCode {
    match error {
        MailError::Off => StatusCode::SERVICE_UNAVAILABLE,
        MailError::AddressWrong | MailError::CodeWrong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        MailError::NotUsed => StatusCode::CONFLICT,
        MailError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        MailError::CodeOver => StatusCode::GONE,
    }
}

fn guard_status(error: &GuardError) -> StatusCode {
    match error {
        GuardError::VisitMissing => StatusCode::PRECONDITION_REQUIRED,
        GuardError::VisitWrong | GuardError::VisitExpired | GuardError::ProofMissing | GuardError::ProofWrong => {
            StatusCode::FORBIDDEN
        }
        GuardError::TooMany { .. } | GuardError::TooManyTries { .. } => StatusCode::TOO_MANY_REQUESTS,
    }
}

fn gift_status(error: &GiftError) -> StatusCode {
    match error {
        GiftError::Refused(refusal) | GiftError::Stopped { why: refusal, .. } => refused_status(refusal),
        GiftError::Nobody => StatusCode::UNPROCESSABLE_ENTITY,
        GiftError::UnknownGift(_) => StatusCode::NOT_FOUND,
        GiftError::Begun(_) | GiftError::Finished(_) => StatusCode::CONFLICT,
        GiftError::NotAccepted(_) | GiftError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn amend_status(error: &AmendError) -> StatusCode {
    match error {
        AmendError::UnknownCampaign(_)
        | AmendError::UnknownNode { .. }
        | AmendError::UnknownPost { .. }
        | AmendError::UnknownWish { .. } => StatusCode::NOT_FOUND,
        AmendError::Meanwhile { .. } => StatusCode::CONFLICT,
        AmendError::Wrong(_) => StatusCode::UNPROCESSABLE_ENTITY,
        AmendError::Unusable(_) | AmendError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn goods_status(error: &GoodsError) -> StatusCode {
    match error {
        GoodsError::NoTill { .. } => StatusCode::NOT_FOUND,
        GoodsError::NoCodes(_) | GoodsError::TillExists(_) | GoodsError::IssuedAlready => StatusCode::CONFLICT,
        GoodsError::TillName | GoodsError::Count(_) | GoodsError::SeedName => StatusCode::UNPROCESSABLE_ENTITY,
        GoodsError::Gift(error) => gift_status(error),
        GoodsError::NotAccepted(_) | GoodsError::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

fn account_status(error: &AccountError) -> StatusCode {
    match error {
        AccountError::NotSignedIn
        | AccountError::TokenWrong
        | AccountError::SignInFailed
        | AccountError::SecondFactorNeeded
        | AccountError::SecondFactorWrong => StatusCode::UNAUTHORIZED,
        AccountError::NotForTokens
        | AccountError::NotAllowed(_)
        | AccountError::CsrfWrong
        | AccountError::CrossSite
        | AccountError::PasswordWrong
        | AccountError::ScopeTooFar(_)
        | AccountError::CampaignTooFar(_) => StatusCode::FORBIDDEN,
        AccountError::LockedOut { .. } => StatusCode::TOO_MANY_REQUESTS,
        AccountError::LinkOver => StatusCode::GONE,
        AccountError::EmailTaken
        | AccountError::LastAdministrator
        | AccountError::Raced
        | AccountError::SecondFactorOn
        | AccountError::SecondFactorOff => StatusCode::CONFLICT,
        AccountError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        AccountError::PasswordTooShort
        | AccountError::PasswordTooLong
        | AccountError::PasswordCommon
        | AccountError::PasswordLikeYou
        | AccountError::EmailMalformed
        | AccountError::NameMalformed
        | AccountError::CampaignsMalformed(_)
        | AccountError::AdministratorUnlimited
        | AccountError::CodeNotConfirmed
        | AccountError::ScopesMissing
        | AccountError::ExpiryPast => StatusCode::UNPROCESSABLE_ENTITY,
    }
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

    /// The status that goes with the code.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        match self {
            Self::UnknownCampaign(_) | Self::UnknownFan | Self::NotFound => StatusCode::NOT_FOUND,
            Self::Malformed(_) | Self::KeyMissing | Self::KeyMalformed => StatusCode::BAD_REQUEST,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TokenMissing | Self::TokenMalformed => StatusCode::UNAUTHORIZED,
            Self::OriginNotListed { .. } => StatusCode::FORBIDDEN,
            Self::Draw(error) => draw_status(error),
            Self::Upload(error) => upload_status(*error),
            Self::Till(error) => till_status(error),
            Self::Mail(error) => mail_status(*error),
            Self::Identity(JwtError::Off) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Identity(_) => StatusCode::UNAUTHORIZED,
            Self::Consent(ConsentError::OtherText(_) | ConsentError::Missing(_)) => StatusCode::CONFLICT,
            Self::Consent(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Guard(error) => guard_status(error),
            Self::Account(error) => account_status(error),
            Self::Gift(error) => gift_status(error),
            Self::Amend(error) => amend_status(error),
            Self::Goods(error) => goods_status(error),
            Self::Archive(ArchiveError::OtherName(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Archive(_) => StatusCode::CONFLICT,
            Self::Statistics(StatisticsError::TooManyStreams) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Statistics(StatisticsError::NoTime) => StatusCode::UNPROCESSABLE_ENTITY,
            // It is no fault of who asks.
            Self::Study(_) => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Draft(error) => draft_status(error),
            Self::Export(error) => export_status(error),
            Self::Webhook(WebhookError::TooMany) => StatusCode::CONFLICT,
            Self::Webhook(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Appeal(AppealError::Length) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Appeal(_) => StatusCode::CONFLICT,
            Self::Moderate(ModerateError::UnknownNode(_) | ModerateError::UnknownPick { .. }) => StatusCode::NOT_FOUND,
            Self::Moderate(ModerateError::Archived) => StatusCode::CONFLICT,
            Self::Moderate(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Review(ReviewError::UnknownFan(_)) => StatusCode::NOT_FOUND,
            Self::Review(ReviewError::NoteTooLong) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Review(_) => StatusCode::CONFLICT,
            Self::NotAccepted(NotAccepted::Refused(refusal)) => refused_status(refusal),
            Self::NotAccepted(NotAccepted::KeyReused) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotAccepted(NotAccepted::Busy) => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotAccepted(NotAccepted::Failed) | Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// What is not there is not found, what cannot be meant is unprocessable, what the moment does not allow is a conflict.
fn refused_status(refusal: &Refusal) -> StatusCode {
    match refusal {
        Refusal::UnknownNode(_)
        | Refusal::UnknownPick(_)
        | Refusal::UnknownItem(_)
        | Refusal::UnknownFan(_)
        | Refusal::CodeUnknown => StatusCode::NOT_FOUND,
        Refusal::WrongKind { .. }
        | Refusal::TextEmpty
        | Refusal::TextTooLong { .. }
        | Refusal::NotANumber(_)
        | Refusal::NumberOutOfRange { .. }
        | Refusal::PictureMissing
        | Refusal::OneChoiceOnly(_)
        | Refusal::TooManyChoices { .. }
        | Refusal::PartsWrong
        | Refusal::CodeMalformed(_)
        | Refusal::EventCodeWrong
        | Refusal::NonceMalformed
        | Refusal::ReasonMissing
        | Refusal::FromTheFuture => StatusCode::UNPROCESSABLE_ENTITY,
        Refusal::ArriveFirst
        | Refusal::NotOpenYet(_)
        | Refusal::Closed(_)
        | Refusal::Locked { .. }
        | Refusal::TriesUsedUp(_)
        | Refusal::GuessRepeated
        | Refusal::OwnGuess
        | Refusal::NoProposals
        | Refusal::ProposalsUsedUp(_)
        | Refusal::SoldOut(_)
        | Refusal::HoldsEnough(_)
        | Refusal::NothingReserved(_)
        | Refusal::CodeTaken
        | Refusal::CodeCancelled
        | Refusal::CodeExpired(_)
        | Refusal::CodeRedeemed { .. }
        | Refusal::NoTransfersLeft
        | Refusal::PlayedAlready
        | Refusal::OtherUser
        | Refusal::NoBoard
        | Refusal::WallFull(_)
        | Refusal::OverCap { .. }
        | Refusal::PoolEmpty(_) => StatusCode::CONFLICT,
    }
}

/// The body of a refusal.
#[derive(Clone, Debug, Default, serde::Serialize, utoipa::ToSchema)]
pub struct Problem {
    /// A name for the kind of problem: `urn:canyu:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The status in words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// Stable: for programs, and for the widget to translate.
    pub code: String,
    /// What was wrong and what would be right, in English.
    pub detail: String,
    /// Parts of a claim that are missing: `name`, `address`, `contact`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub missing: Vec<&'static str>,
    /// The part of a claim that is too long.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<&'static str>,
    /// Characters that it may have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub longest: Option<usize>,
    /// When a code was redeemed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub redeemed_at: Option<Moment>,
    /// When a code expired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expired_at: Option<Moment>,
    /// The till at which a code was redeemed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub till: Option<String>,
    /// Where in a draft somebody else has written something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What stands there.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub theirs: Option<serde_json::Value>,
    /// Tries that are left for a code from a mail.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub left: Option<u32>,
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let (status, code) = (self.status(), self.code());
        // The log names the code, and nothing that could name a person.
        tracing::info!(code, status = status.as_u16(), "refused");
        metrics::counter!("canyu_refusals_total", "code" => code).increment(1);
        let mut problem = Problem {
            kind: format!("urn:canyu:problem:{code}"),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: self.to_string(),
            ..Problem::default()
        };
        let after = match &self {
            Self::Guard(error) => error.after(),
            Self::Account(error) => error.after(),
            // That the operator has switched something off does not pass by itself.
            Self::Mail(_) | Self::Identity(_) => None,
            _ => (status == StatusCode::SERVICE_UNAVAILABLE).then_some(2),
        };
        match self {
            Self::Draw(DrawError::ClaimIncomplete { missing }) => problem.missing = missing,
            Self::Draw(DrawError::ClaimTooLong { part, longest }) => {
                (problem.part, problem.longest) = (Some(part), Some(longest));
            }
            Self::Till(TillError::Expired(at)) => problem.expired_at = Some(at),
            Self::Till(TillError::Already { at, till }) => {
                (problem.redeemed_at, problem.till) = (Some(at), Some(till));
            }
            Self::Mail(MailError::CodeWrong { left }) => problem.left = Some(left),
            Self::Draft(DraftError::Edit(EditError::Meanwhile { place, theirs })) => {
                (problem.place, problem.theirs) = (Some(place), Some(theirs));
            }
            _ => {}
        }
        let mut response = (status, Json(problem)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            header::HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
        if let Some(after) = after {
            headers.insert(header::RETRY_AFTER, header::HeaderValue::from(after));
        }
        response
    }
}
