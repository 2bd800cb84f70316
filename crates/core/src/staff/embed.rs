//! How a campaign gets onto a page.

use serde::{Deserialize, Serialize};

/// A link, for a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct ChannelLink {
    /// The channel.
    pub channel: String,
    /// The address.
    pub address: String,
}

/// All that somebody needs who puts a campaign onto a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Embed {
    /// Where the server is reached, without a slash at the end.
    pub server: String,
    /// The tag, in one line.
    pub tag: String,
    /// The address of the hosted page.
    pub hosted: String,
    /// What a page's `Content-Security-Policy` has to allow: directives and their sources.
    pub policy: Vec<(String, String)>,
    /// The sites that may embed it.
    pub origins: Vec<String>,
    /// The page that shared links lead to; `null`: the page that the widget is in.
    pub page: Option<String>,
    /// A link for each channel.
    pub links: Vec<ChannelLink>,
}

/// A page that is to be tested.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PageWish {
    /// Its address.
    pub page: String,
}

/// A step of testing a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum PageCheck {
    /// Whether the campaign lists the page's origin.
    Origin,
    /// Whether the page answers.
    Answers,
    /// Whether the tag stands in it. A page may also put it there by a script, which a server cannot see.
    Tag,
    /// Whether its policy lets scripts of the server load.
    Script,
    /// Whether its policy lets WebAssembly start.
    WebAssembly,
    /// Whether its policy lets the widget ask the server.
    Connect,
    /// Whether its policy lets pictures of the server load.
    Picture,
    /// Whether the page is served by HTTPS, as far as it has to.
    Https,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckState {
    /// As it should be.
    Fine,
    /// Something to look at.
    Warning,
    /// The widget cannot work there.
    Wrong,
    /// It could not be looked at.
    Unknown,
}

/// A line of a page's test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PageLine {
    /// What was looked at.
    pub check: PageCheck,
    /// What came of it.
    pub state: CheckState,
    /// What was found: a status, a policy's directive; may be empty.
    pub found: String,
    /// What has to be added, ready to be copied; may be empty.
    pub add: String,
}

/// A page's test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PageTest {
    /// The page, after redirects.
    pub page: String,
    /// The lines.
    pub lines: Vec<PageLine>,
}
