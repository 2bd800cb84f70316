//! Addresses and what they show. A dozen addresses need no library: this is the whole router.

use crate::api::json;
use canyu_core::moment::Moment;
use canyu_core::staff::{Filter as Looked, WorthFilter};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What is written as it is in a value of a query.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b':');

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

/// A filter of figures as the query of an address and of a request: nothing where everything is meant.
#[must_use]
pub fn filter_query(filter: &Looked) -> String {
    let moment = |at: Option<Moment>| at.map(|at| json(&at).trim_matches('"').to_owned());
    let pairs = [
        ("from", moment(filter.from)),
        ("to", moment(filter.to)),
        ("node", filter.node.clone()),
        ("channel", filter.channel.clone()),
        ("generation", filter.generation.map(|number| number.to_string())),
        ("worth", filter.worth.map(|worth| worth.name().to_owned())),
        ("group", filter.group.clone()),
    ];
    let mut query = String::new();
    for (name, value) in pairs.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        query.push(if query.is_empty() { '?' } else { '&' });
        query.push_str(name);
        query.push('=');
        query.extend(utf8_percent_encode(&value, VALUE));
    }
    query
}

/// What of a query is a filter; the rest of it says nothing.
fn read_filter(query: &str) -> Looked {
    let mut filter = Looked::default();
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let value = percent_decode_str(value).decode_utf8_lossy().into_owned();
        let moment = || serde_json::from_value(value.clone().into()).ok();
        match name {
            "from" => filter.from = moment(),
            "to" => filter.to = moment(),
            "node" => filter.node = Some(value),
            "channel" => filter.channel = Some(value),
            "generation" => filter.generation = value.parse().ok(),
            "worth" => filter.worth = WorthFilter::named(&value),
            "group" => filter.group = Some(value),
            _ => {}
        }
    }
    filter
}

/// Names of campaigns and ids have no other signs, so whatever else is written there is nothing that could be found.
fn plain(value: &str) -> String {
    let is_plain = |sign: &char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_');
    value.chars().filter(is_plain).collect()
}

#[cfg(test)]
mod tests {
    use super::{Filter, Looked, Moment, Route, WorthFilter};

    #[test]
    fn every_address_leads_back_to_what_it_shows() {
        let filter = Filter {
            campaign: "router-teaser".to_owned(),
            account: "7".to_owned(),
        };
        for route in [
            Route::Campaigns,
            Route::Campaign("router-teaser".to_owned()),
            Route::Edit("router-teaser".to_owned()),
            Route::Embed("router-teaser".to_owned()),
            Route::NewDraft,
            Route::Draft("d7".to_owned()),
            Route::Rehearse("d7".to_owned()),
            Route::Publish("d7".to_owned()),
            Route::Moderation("router-teaser".to_owned()),
            Route::News("router-teaser".to_owned()),
            Route::Gifts {
                slug: "router-teaser".to_owned(),
                to: "X7".to_owned(),
            },
            Route::Codes("router-teaser".to_owned()),
            Route::Seeds("router-teaser".to_owned()),
            Route::Review {
                slug: "router-teaser".to_owned(),
                fan: String::new(),
                all: false,
            },
            Route::Review {
                slug: "router-teaser".to_owned(),
                fan: "X7".to_owned(),
                all: true,
            },
            Route::Draw("router-teaser".to_owned()),
            Route::Figures {
                slug: "router-teaser".to_owned(),
                filter: Looked::default(),
            },
            Route::Spread {
                slug: "router-teaser".to_owned(),
                filter: Looked::default(),
            },
            Route::Report {
                slug: "router-teaser".to_owned(),
                week: String::new(),
            },
            Route::Report {
                slug: "router-teaser".to_owned(),
                week: "2024-W31".to_owned(),
            },
            Route::Exports {
                slug: "router-teaser".to_owned(),
                filter: Looked::default(),
            },
            Route::Figures {
                slug: "router-teaser".to_owned(),
                filter: Looked {
                    from: Some(Moment(1_722_798_000_000)),
                    to: Some(Moment(1_722_884_400_000)),
                    node: Some("guess".to_owned()),
                    channel: Some("messenger".to_owned()),
                    generation: Some(2),
                    worth: Some(WorthFilter::Counted),
                    group: Some("press & friends/朋友".to_owned()),
                },
            },
            Route::Webhooks("router-teaser".to_owned()),
            Route::People,
            Route::Tokens,
            Route::Audit(Filter::default()),
            Route::Audit(filter),
            Route::Me,
        ] {
            assert_eq!(Route::read(&route.address()), route);
        }
    }

    #[test]
    fn what_is_not_there_is_missing_and_a_slash_at_the_end_does_no_harm() {
        assert_eq!(Route::read("/console/"), Route::Campaigns);
        assert_eq!(Route::read("/console/people/"), Route::People);
        assert_eq!(Route::read("/console/elsewhere"), Route::Missing);
        assert_eq!(Route::read("/console/campaigns/a/b"), Route::Missing);
        assert_eq!(Route::read("/verify"), Route::Missing);
    }

    #[test]
    fn a_filter_holds_nothing_that_could_be_no_name() {
        let Route::Audit(filter) = Route::read("/console/audit?campaign=%3Cb%3E&account=7&x=y") else {
            panic!("it is the audit log")
        };
        assert_eq!(filter.query(), "?campaign=3Cb3E&account=7");
    }
}
