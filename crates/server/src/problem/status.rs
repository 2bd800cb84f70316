//! The status that goes with each code.

use super::ApiError;
use crate::{
    account::AccountError, consent::ConsentError, draft::DraftError, draft::edit::EditError, draw::DrawError,
    draw::beacon::BeaconError, export::ExportError, gift::GiftError, goods::GoodsError, guard::GuardError,
    identity::jwt::JwtError, ingest::NotAccepted, life::archive::ArchiveError, mail::MailError,
    moderate::ModerateError, publish::amend::AmendError, statistics::share::StatisticsError, till::TillError,
    trust::appeal::AppealError, trust::review::ReviewError, upload::UploadError, webhook::WebhookError,
};
use axum::http::StatusCode;
use canyu_core::decide::Refusal;

impl ApiError {
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
            Self::Statistics(StatisticsError::NoTime | StatisticsError::NoWeek) => StatusCode::UNPROCESSABLE_ENTITY,
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

/// The status of a refusal about a draw, as far as fans and staff can cause it.
pub(super) fn draw_status(error: &DrawError) -> StatusCode {
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

pub(super) fn export_status(error: &ExportError) -> StatusCode {
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
