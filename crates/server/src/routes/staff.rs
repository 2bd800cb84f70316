//! What the console and scripts of staff call. Each route's description says who may, and `account::enter` sees to it.

pub mod account;
pub mod accounts;
pub mod answers;
pub mod archive;
pub mod audit;
pub mod campaigns;
pub mod codes;
pub mod draft;
pub mod drafts;
pub mod draw;
pub mod embed;
pub mod exports;
pub mod first;
pub mod gift;
pub mod gifts;
pub mod invitation;
pub mod invitations;
pub mod life;
pub mod me;
pub mod my_sessions;
pub mod names;
pub mod news;
pub mod review;
pub mod reviewed;
pub mod second_factor;
pub mod seeds;
pub mod session;
pub mod statistics;
pub mod stock;
pub mod tills;
pub mod tokens;
pub mod webhooks;
pub mod written;

use super::fan::read;
use crate::{
    account::{Caller, enter, needs::Needs},
    app::App,
    campaigns::Live,
    gift::left_aside,
    moderate::ModerateError,
    problem::ApiError,
};
use axum::{extract::DefaultBodyLimit, http::HeaderMap, middleware};
use canyu_core::{
    campaign::{Kind, Node},
    lang::Text,
    staff::{ItemName, LARGEST_PICTURE, NodeName, Texts},
};
use std::sync::Arc;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes of staff.
pub fn router(app: App) -> OpenApiRouter<App> {
    let router = OpenApiRouter::new()
        .routes(routes!(first::open, first::come))
        .routes(routes!(session::who, session::sign_in, session::sign_out))
        .routes(routes!(accounts::list, accounts::make))
        .routes(routes!(account::change, account::delete))
        .routes(routes!(invitations::list, invitations::make))
        .routes(routes!(invitation::withdraw))
        .routes(routes!(invitation::look))
        .routes(routes!(invitation::accept))
        .routes(routes!(me::change))
        .routes(routes!(my_sessions::list))
        .routes(routes!(my_sessions::end))
        .routes(routes!(
            second_factor::begin,
            second_factor::confirm,
            second_factor::end
        ))
        .routes(routes!(tokens::list, tokens::make))
        .routes(routes!(tokens::withdraw))
        .routes(routes!(audit::audit))
        .routes(routes!(campaigns::list))
        .routes(routes!(campaigns::one))
        .routes(routes!(answers::list, answers::say))
        .routes(routes!(codes::list, codes::issue))
        .routes(routes!(codes::look))
        .routes(routes!(gifts::list, gifts::give))
        .routes(routes!(gift::count))
        .routes(routes!(gift::resume))
        .routes(routes!(names::names))
        .routes(routes!(news::list, news::tell))
        .routes(routes!(news::remove))
        .routes(routes!(life::life))
        .routes(routes!(archive::put_away))
        .routes(routes!(draw::look))
        .routes(routes!(draw::commit::commit))
        .routes(routes!(draw::told::tell))
        .routes(routes!(draw::run::run))
        .routes(routes!(draw::winners::list))
        .routes(routes!(draw::winner::winner))
        .routes(routes!(draw::forfeit::forfeit))
        .routes(routes!(draw::excluded::list, draw::excluded::exclude))
        .routes(routes!(draw::excluded::include))
        .routes(routes!(draw::claims::claims))
        .routes(routes!(embed::embed))
        .routes(routes!(embed::try_page))
        .routes(routes!(embed::sheet))
        .routes(routes!(exports::list, exports::begin))
        .routes(routes!(exports::dictionary::dictionary))
        .routes(routes!(exports::one::show, exports::one::remove))
        .routes(routes!(exports::file::file))
        .merge(drafts_router())
        .routes(routes!(review::list))
        .routes(routes!(reviewed::show, reviewed::say))
        .routes(routes!(seeds::list, seeds::invite))
        .routes(routes!(statistics::statistics))
        .routes(routes!(statistics::links::links))
        .routes(routes!(statistics::stream::stream))
        .routes(routes!(statistics::study::study))
        .routes(routes!(statistics::tree::tree))
        .routes(routes!(statistics::week::week))
        .routes(routes!(stock::stock))
        .routes(routes!(tills::own))
        .routes(routes!(tills::list, tills::make))
        .routes(routes!(tills::close))
        .routes(routes!(webhooks::list, webhooks::make))
        .routes(routes!(webhooks::one::change, webhooks::one::remove))
        .routes(routes!(webhooks::secret::renew))
        .routes(routes!(webhooks::test::test))
        .routes(routes!(webhooks::messages::list))
        .routes(routes!(webhooks::replay::replay))
        .routes(routes!(written::list, written::say));
    let needs = Arc::new(Needs::read(router.get_openapi()));
    router.route_layer(middleware::from_fn_with_state((app, needs), enter::enter))
}

/// The routes of drafts: a campaign file and its pictures are larger than anything else.
fn drafts_router() -> OpenApiRouter<App> {
    let pictures = OpenApiRouter::new()
        .routes(routes!(
            draft::picture::get,
            draft::picture::put,
            draft::picture::delete
        ))
        .layer(DefaultBodyLimit::max(LARGEST_PICTURE + 1));
    OpenApiRouter::new()
        .routes(routes!(drafts::templates))
        .routes(routes!(drafts::schema))
        .routes(routes!(drafts::list, drafts::make))
        .routes(routes!(draft::show, draft::delete))
        .routes(routes!(draft::pulse::pulse))
        .routes(routes!(draft::edits::edit))
        .routes(routes!(draft::edits::undo))
        .routes(routes!(draft::file::get, draft::file::put))
        .routes(routes!(draft::preview::make))
        .routes(routes!(draft::rehearsals::begin))
        .routes(routes!(draft::rehearsals::show, draft::rehearsals::stop))
        .routes(routes!(draft::rehearsals::page))
        .routes(routes!(draft::publish::release))
        .routes(routes!(draft::publish::publish))
        .layer(DefaultBodyLimit::max(draft::LARGEST_FILE))
        .merge(pictures)
}

/// Where people reach the server, for links that staff pass on.
fn base(app: &App, headers: &HeaderMap) -> String {
    match app.public_url.as_deref() {
        Some(url) => url.to_owned(),
        None => super::site::own_address(headers),
    }
}

/// A campaign that he is there for, to do something in it.
fn in_use(caller: &Caller, app: &App, slug: &str) -> Result<Arc<Live>, ApiError> {
    let live = caller.campaign(app, slug)?;
    if live.archived.is_some() {
        return Err(ModerateError::Archived.into());
    }
    Ok(live)
}

/// A text as the console is told it.
fn texts(text: &Text) -> Texts {
    let texts = text.0.iter();
    texts
        .map(|(lang, text)| (lang.tag().to_owned(), text.clone()))
        .collect()
}

/// The nodes of a campaign, to choose from.
fn node_names(live: &Live, is_meant: impl Fn(&Node) -> bool) -> Vec<NodeName> {
    let nodes = live.campaign.nodes.iter().filter(|node| is_meant(node));
    let name = |node: &Node| NodeName {
        id: node.id.clone(),
        title: texts(&node.title),
    };
    nodes.map(name).collect()
}

/// What codes can be for.
async fn item_names(app: &App, live: &Live) -> Result<Vec<ItemName>, ApiError> {
    let mut names = Vec::new();
    for node in &live.campaign.nodes {
        let Kind::Reserve(rules) = &node.kind else { continue };
        for item in &rules.items {
            names.push(ItemName {
                node: node.id.clone(),
                item: item.key.clone(),
                text: texts(&item.text),
                aside: left_aside(app, live, &node.id, &item.key).await?,
            });
        }
    }
    Ok(names)
}
