//! Who has to confirm who he is, and what people are asked to agree to, on the wire.

/// What only counts of people who have confirmed who they are.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ConfirmView {
    /// Whether they can do it by an e-mail address.
    pub email: bool,
    /// Whether the host site can vouch for them.
    pub host: bool,
    /// Whether tickets count only then.
    pub tickets: bool,
    /// Whether choices at votes count only then.
    pub votes: bool,
    /// Whether friends count only then, for whoever has brought them.
    pub friends: bool,
}

/// Something that people agree to, or not.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "server", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
pub struct ConsentView {
    /// `rules`, `news` or `partners`.
    pub purpose: String,
    /// What they agree to, in full.
    pub text: String,
    /// Whether it is asked of everybody who takes part.
    pub required: bool,
    /// The version of the text: SHA-256 of it in all languages, of which the first 16 hexadecimal digits.
    pub version: String,
}
