//! Addresses and what they show. A dozen addresses need no library: this is the whole router.

mod looked;

pub use looked::filter_query;

use canyu_core::staff::Filter as Looked;
use looked::read_filter;

/// One of the console's programs. Nobody loads the pages that he is not on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// What somebody who runs a campaign meets day by day.
    Desk,
    /// Where a campaign is made.
    Editor,
    /// What a campaign brings.
    Figures,
    /// Accounts, tokens, and who did what.
    Office,
}

/// What the console shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// All campaigns.
    Campaigns,
    /// One of them.
    Campaign(String),
    /// The way to change one of them.
    Edit(String),
    /// How one of them gets onto a page.
    Embed(String),
    /// A new one.
    NewDraft,
    /// One that is being written, by its name in the API.
    Draft(String),
    /// Playing it through.
    Rehearse(String),
    /// Publishing it.
    Publish(String),
    /// What fans write in one of them.
    Moderation(String),
    /// What staff tell in one of them.
    News(String),
    /// What staff give in one of them.
    Gifts {
        /// Its name in addresses.
        slug: String,
        /// To whom something is to be given; empty: nobody in particular.
        to: String,
    },
    /// Stock, codes and tills of one of them.
    Codes(String),
    /// The seed users of one of them.
    Seeds(String),
    /// Who is held as a cheat in one of them.
    Review {
        /// Its name in addresses.
        slug: String,
        /// Who of those is looked at; empty: nobody.
        fan: String,
        /// Whether those are listed, too, whose score asks for no human.
        all: bool,
    },
    /// The draw of one of them.
    Draw(String),
    /// What brings people into one of them.
    Figures {
        /// Its name in addresses.
        slug: String,
        /// What is looked at.
        filter: Looked,
    },
    /// How it spreads.
    Spread {
        /// Its name in addresses.
        slug: String,
        /// What is looked at.
        filter: Looked,
    },
    /// A week of it, to pass on.
    Report {
        /// Its name in addresses.
        slug: String,
        /// Which week, as `2024-W31`; empty: the server chooses.
        week: String,
    },
    /// Taking its rows home.
    Exports {
        /// Its name in addresses.
        slug: String,
        /// Which rows.
        filter: Looked,
    },
    /// Which programs are told what happens in one of them.
    Webhooks(String),
    /// Accounts and invitations.
    People,
    /// API tokens.
    Tokens,
    /// Who did what.
    Audit(Filter),
    /// The own account.
    Me,
    /// Nothing that there is.
    Missing,
}

/// What of the audit log is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// A campaign's name in addresses; empty for all.
    pub campaign: String,
    /// An account's id; empty for all.
    pub account: String,
}

const ROOT: &str = "/console";
/// Says that all who are held are listed.
const ALL: &str = "all";

impl Route {
    /// What an address (path and query) shows.
    #[must_use]
    pub fn read(address: &str) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let Some(rest) = path.strip_prefix(ROOT) else {
            return Self::Missing;
        };
        let mut parts = rest.split('/').filter(|part| !part.is_empty());
        let parts = [parts.next(), parts.next(), parts.next(), parts.next(), parts.next()];
        match parts {
            [None | Some("campaigns"), None, ..] => Self::Campaigns,
            [Some("campaigns"), Some(slug), None, ..] => Self::Campaign(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("edit"), None, _] => Self::Edit(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("embed"), None, _] => Self::Embed(slug.to_owned()),
            [Some("drafts"), Some("new"), None, ..] => Self::NewDraft,
            [Some("drafts"), Some(id), None, ..] => Self::Draft(plain(id)),
            [Some("drafts"), Some(id), Some("rehearse"), None, _] => Self::Rehearse(plain(id)),
            [Some("drafts"), Some(id), Some("publish"), None, _] => Self::Publish(plain(id)),
            [Some("campaigns"), Some(slug), Some("moderation"), None, _] => Self::Moderation(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("news"), None, _] => Self::News(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("gifts"), to, None] => Self::Gifts {
                slug: slug.to_owned(),
                to: plain(to.unwrap_or_default()),
            },
            [Some("campaigns"), Some(slug), Some("codes"), None, _] => Self::Codes(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("seeds"), None, _] => Self::Seeds(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("review"), fan, None] => Self::Review {
                slug: slug.to_owned(),
                fan: plain(fan.unwrap_or_default()),
                all: query == ALL,
            },
            [Some("campaigns"), Some(slug), Some("draw"), None, _] => Self::Draw(slug.to_owned()),
            [Some("campaigns"), Some(slug), Some("figures"), None, _] => Self::Figures {
                slug: slug.to_owned(),
                filter: read_filter(query),
            },
            [Some("campaigns"), Some(slug), Some("spread"), None, _] => Self::Spread {
                slug: slug.to_owned(),
                filter: read_filter(query),
            },
            [Some("campaigns"), Some(slug), Some("report"), None, _] => Self::Report {
                slug: slug.to_owned(),
                week: plain(query.strip_prefix("week=").unwrap_or_default()),
            },
            [Some("campaigns"), Some(slug), Some("exports"), None, _] => Self::Exports {
                slug: slug.to_owned(),
                filter: read_filter(query),
            },
            [Some("campaigns"), Some(slug), Some("webhooks"), None, _] => Self::Webhooks(slug.to_owned()),
            [Some("people"), None, ..] => Self::People,
            [Some("tokens"), None, ..] => Self::Tokens,
            [Some("audit"), None, ..] => Self::Audit(Filter::read(query)),
            [Some("me"), None, ..] => Self::Me,
            _ => Self::Missing,
        }
    }

    /// The address that shows it.
    #[must_use]
    pub fn address(&self) -> String {
        match self {
            Self::Campaigns | Self::Missing => ROOT.to_owned(),
            Self::Campaign(slug) => [ROOT, "/campaigns/", slug].concat(),
            Self::Edit(slug) => [ROOT, "/campaigns/", slug, "/edit"].concat(),
            Self::Embed(slug) => [ROOT, "/campaigns/", slug, "/embed"].concat(),
            Self::NewDraft => [ROOT, "/drafts/new"].concat(),
            Self::Draft(id) => [ROOT, "/drafts/", id].concat(),
            Self::Rehearse(id) => [ROOT, "/drafts/", id, "/rehearse"].concat(),
            Self::Publish(id) => [ROOT, "/drafts/", id, "/publish"].concat(),
            Self::Moderation(slug) => [ROOT, "/campaigns/", slug, "/moderation"].concat(),
            Self::News(slug) => [ROOT, "/campaigns/", slug, "/news"].concat(),
            Self::Gifts { slug, to } => {
                let slash = if to.is_empty() { "" } else { "/" };
                [ROOT, "/campaigns/", slug, "/gifts", slash, to].concat()
            }
            Self::Codes(slug) => [ROOT, "/campaigns/", slug, "/codes"].concat(),
            Self::Seeds(slug) => [ROOT, "/campaigns/", slug, "/seeds"].concat(),
            Self::Review { slug, fan, all } => {
                let slash = if fan.is_empty() { "" } else { "/" };
                let query = if *all { ["?", ALL].concat() } else { String::new() };
                [ROOT, "/campaigns/", slug, "/review", slash, fan, &query].concat()
            }
            Self::Draw(slug) => [ROOT, "/campaigns/", slug, "/draw"].concat(),
            Self::Figures { slug, filter } => [ROOT, "/campaigns/", slug, "/figures", &filter_query(filter)].concat(),
            Self::Spread { slug, filter } => [ROOT, "/campaigns/", slug, "/spread", &filter_query(filter)].concat(),
            Self::Report { slug, week } => {
                let query = if week.is_empty() { "" } else { "?week=" };
                [ROOT, "/campaigns/", slug, "/report", query, week].concat()
            }
            Self::Exports { slug, filter } => [ROOT, "/campaigns/", slug, "/exports", &filter_query(filter)].concat(),
            Self::Webhooks(slug) => [ROOT, "/campaigns/", slug, "/webhooks"].concat(),
            Self::People => [ROOT, "/people"].concat(),
            Self::Tokens => [ROOT, "/tokens"].concat(),
            Self::Audit(filter) => [ROOT, "/audit", &filter.query()].concat(),
            Self::Me => [ROOT, "/me"].concat(),
        }
    }

    /// The program that shows it. `page/start.js` tells them by their addresses.
    #[must_use]
    pub fn program(&self) -> Program {
        match self {
            Self::Edit(_) | Self::Embed(_) | Self::NewDraft | Self::Draft(_) | Self::Rehearse(_) | Self::Publish(_) => {
                Program::Editor
            }
            Self::Webhooks(_) | Self::People | Self::Tokens | Self::Audit(_) | Self::Me => Program::Office,
            Self::Figures { .. } | Self::Spread { .. } | Self::Report { .. } | Self::Exports { .. } => Program::Figures,
            _ => Program::Desk,
        }
    }

    /// The name of its words.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Campaigns
            | Self::Campaign(_)
            | Self::Edit(_)
            | Self::Embed(_)
            | Self::NewDraft
            | Self::Draft(_)
            | Self::Rehearse(_)
            | Self::Publish(_)
            | Self::Moderation(_)
            | Self::News(_)
            | Self::Gifts { .. }
            | Self::Codes(_)
            | Self::Seeds(_)
            | Self::Draw(_)
            | Self::Figures { .. }
            | Self::Spread { .. }
            | Self::Report { .. }
            | Self::Exports { .. }
            | Self::Webhooks(_)
            | Self::Review { .. } => "campaigns",
            Self::People => "people",
            Self::Tokens => "tokens",
            Self::Audit(_) => "audit",
            Self::Me => "me",
            Self::Missing => "missing",
        }
    }

    /// The campaign that it is about, by its name in addresses; empty: none.
    #[must_use]
    pub fn slug(&self) -> &str {
        match self {
            Self::Campaign(slug)
            | Self::Moderation(slug)
            | Self::News(slug)
            | Self::Gifts { slug, .. }
            | Self::Codes(slug)
            | Self::Seeds(slug)
            | Self::Review { slug, .. }
            | Self::Figures { slug, .. }
            | Self::Spread { slug, .. }
            | Self::Report { slug, .. }
            | Self::Exports { slug, .. }
            | Self::Webhooks(slug)
            | Self::Draw(slug) => slug,
            _ => "",
        }
    }
}

impl Filter {
    fn read(query: &str) -> Self {
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            let found = pairs.into_iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| plain(value)).unwrap_or_default()
        };
        Self {
            campaign: value("campaign"),
            account: value("account"),
        }
    }

    /// As the query of an address: nothing where everything is shown.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        for (name, value) in [("campaign", &self.campaign), ("account", &self.account)] {
            if !value.is_empty() {
                query.push(if query.is_empty() { '?' } else { '&' });
                query.push_str(name);
                query.push('=');
                query.push_str(value);
            }
        }
        query
    }
}

/// Names of campaigns and ids have no other signs, so whatever else is written there is nothing that could be found.
fn plain(value: &str) -> String {
    let is_plain = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    value.chars().filter(is_plain).collect()
}

#[cfg(test)]
mod tests;
