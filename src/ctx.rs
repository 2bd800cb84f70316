//! What every part of the widget is given: the state, the words, the place it stands in, and the way to act.

use crate::clock::{Phase, phase};
use crate::hand::{Local, Said};
use crate::overlay::has_done;
use crate::state::{Action, State};
use crate::text::{Key, Texts};
use canyu_core::act::Act;
use canyu_core::referral::share_code;
use canyu_core::utm::Utm;
use canyu_core::view::{KindView, MyPick, NodeView};
use std::rc::Rc;
use yew::Callback;

/// Where the widget stands: what the shell says of its host.
#[derive(Debug, Default)]
pub struct Place {
    /// The server's address, without a slash at its end.
    pub server: String,
    /// The campaign's name in addresses.
    pub slug: String,
    /// The fan's token.
    pub token: String,
    /// Whose things are kept, where several users of the host site share a browser: empty, or a name with a colon behind it.
    pub user: String,
    /// The code of the link that led here.
    pub code: Option<String>,
    /// The channel of the link that led here.
    pub channel: Option<String>,
    /// What the address said about an advertisement.
    pub utm: Option<Utm>,
    /// The code that an event's screen has put into the link.
    pub event: Option<String>,
    /// Where shared links lead, if the campaign has no page of its own.
    pub page: String,
    /// Whether things may be kept on the phone.
    pub storage: bool,
    /// The `<canyu-campaign>` element.
    pub host: Option<web_sys::EventTarget>,
    /// Is called with the root after every rendering, see [`crate::effects::gadgets`]. Only JavaScript can import.
    pub gadgets: Option<js_sys::Function>,
    /// Sends an act to the server, with all that this takes: see `embed/send.js`.
    pub send: Option<js_sys::Function>,
    /// Where scripts of their own find what the server said last, as it said it: `view` and `me`.
    pub known: Option<js_sys::Object>,
}

impl Place {
    /// The address of something on the server.
    #[must_use]
    pub fn address(&self, path: &str) -> String {
        [&self.server, path].concat()
    }

    /// The address of the campaign's API.
    #[must_use]
    pub fn api(&self, path: &str) -> String {
        [&self.server, "/api/v1/campaigns/", &self.slug, path].concat()
    }
}

/// See the module.
pub struct Ctx {
    /// What the widget knows.
    pub state: Rc<State>,
    /// The widget's words.
    pub texts: Rc<Texts>,
    /// Where the widget stands.
    pub place: Rc<Place>,
    /// Does an act.
    pub perform: Callback<Act>,
    /// Changes the state.
    pub dispatch: Callback<Action>,
}

impl Ctx {
    /// What the fan has in hand at a node.
    #[must_use]
    pub fn local(&self, node: &NodeView) -> Local {
        self.state.local(&node.id)
    }

    /// Where a node stands: by the clock, and by what the fan has to do first.
    #[must_use]
    pub fn phase(&self, node: &NodeView) -> Phase {
        match phase(node, self.state.now) {
            Phase::Open if !node.after.is_empty() && !has_done(&self.state.mine, &node.after) => Phase::Locked,
            phase => phase,
        }
    }

    /// Whether something can be done at a node.
    #[must_use]
    pub fn is_open(&self, node: &NodeView) -> bool {
        self.phase(node) == Phase::Open
    }

    /// Whether the fan has done a node; a share node, when it has brought something: that is what its tickets are for.
    #[must_use]
    pub fn done(&self, node: &NodeView) -> bool {
        match node.kind {
            KindView::Share(_) => self.gained(node, "tickets") > 0,
            _ => has_done(&self.state.mine, &node.id),
        }
    }

    /// The tickets or points that a node has brought so far.
    #[must_use]
    pub fn gained(&self, node: &NodeView, unit: &str) -> u64 {
        let mut gained = 0;
        for line in &self.state.mine.earned {
            if line.node == node.id && line.unit == unit {
                gained += u64::from(line.amount);
            }
        }
        gained
    }

    /// What the fan stands behind at a node.
    #[must_use]
    pub fn picks(&self, node: &NodeView) -> Vec<&MyPick> {
        let mut picks = Vec::new();
        for pick in &self.state.mine.picks {
            if pick.node == node.id {
                picks.push(pick);
            }
        }
        picks
    }

    /// The title of a node.
    #[must_use]
    pub fn title(&self, node: &str) -> &str {
        let found = self.state.shown.nodes.iter().find(|found| found.id == node);
        found.map_or("", |found| found.title.as_str())
    }

    /// A text.
    #[must_use]
    pub fn t(&self, key: Key) -> String {
        self.texts.get(key)
    }

    /// The language of the campaign's texts, where it is not the widget's.
    #[must_use]
    pub fn campaign_lang(&self) -> Option<String> {
        let lang = &self.state.shown.lang;
        (*lang != self.texts.lang).then(|| lang.clone())
    }

    /// The fan's share code at a node; empty as long as he is not known.
    #[must_use]
    pub fn code(&self, node: &NodeView) -> String {
        let fan = &self.state.me.code;
        if fan.is_empty() {
            String::new()
        } else {
            share_code(fan, node.index)
        }
    }

    /// The personal link of a node in a channel: where others show what is behind a link, one whose picture is drawn for the campaign
    /// as it is now, if it leads on to the same page.
    #[must_use]
    pub fn link(&self, node: &NodeView, channel: &str) -> String {
        let (server, given) = (&self.place.server, &self.state.view.page);
        let page = given.as_ref().unwrap_or(&self.place.page);
        let code = self.code(node);
        let leads_on = given.is_some() || page.starts_with(server.as_str());
        if leads_on && !code.is_empty() && PREVIEWED.contains(&channel) {
            return [server, "/s/", &code, ".", channel].concat();
        }
        link(page, &code, channel)
    }

    /// What was said of the last act at a node, if it was refused.
    #[must_use]
    pub fn refusal(&self, node: &NodeView) -> String {
        match self.state.note(&node.id) {
            Some(Said::Refused(code)) => self.texts.refusal(code),
            _ => String::new(),
        }
    }
}

/// The channels in which a link is shown with its title and picture.
const PREVIEWED: [&str; 5] = ["messenger", "microblog", "forum", "friends", "email"];

/// A page's address with `canyu=CODE.channel`, without the page's own one and without what is behind `#`.
#[must_use]
pub fn link(page: &str, code: &str, channel: &str) -> String {
    let page = page.split('#').next().unwrap_or("");
    let (path, query) = page.split_once('?').unwrap_or((page, ""));
    let mut link = path.to_owned();
    let mut sign = "?";
    for pair in query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("canyu=") && !pair.starts_with("canyu-code="))
    {
        link.push_str(sign);
        link.push_str(pair);
        sign = "&";
    }
    for piece in [sign, "canyu=", code, ".", channel] {
        link.push_str(piece);
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_keeps_the_page_and_replaces_only_its_own_parameter() {
        assert_eq!(
            link("https://a.example/p", "CODE", "link"),
            "https://a.example/p?canyu=CODE.link"
        );
        assert_eq!(
            link(
                "https://a.example/?x=1&canyu=OLD.qr&canyu-code=1234&y=2#top",
                "CODE",
                "messenger"
            ),
            "https://a.example/?x=1&y=2&canyu=CODE.messenger"
        );
        assert_eq!(link("https://a.example/", "", "qr"), "https://a.example/?canyu=.qr");
    }
}
