//! What the widget knows, and how it changes: plain data, a closed list of actions, one pure function.
//!
//! A tap is shown at once: what is shown is what the server said last, plus every act that is still on its way. A refusal takes
//! the act off the way again, and with it everything that it had changed on the screen.

use crate::clock::Clock;
use crate::hand::{Canvas, Local, Note, Said, is_quiet};
use crate::outbox::{Entry, Outbox, Verdict};
use crate::overlay;
use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::view::{ActAnswer, KindView, LotteryView, Me, NodeView, View};
use std::rc::Rc;

/// Everything the widget knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The campaign as the server told it last.
    pub view: Rc<View>,
    /// The fan as the server told it last.
    pub me: Rc<Me>,
    /// Whether the server has told anything about the fan.
    pub known: bool,
    /// The campaign as it is shown: with the acts that are on their way.
    pub shown: Rc<View>,
    /// The fan as he is shown.
    pub mine: Rc<Me>,
    /// Acts on their way.
    pub outbox: Outbox,
    /// The campaign's clock.
    pub clock: Clock,
    /// The moment of the last look at the clock.
    pub now: Moment,
    /// Whether the browser has a network.
    pub online: bool,
    /// Whether what is being sent takes a while, since the server has asked for a proof of work.
    pub slow: bool,
    /// Whether the page is looked at.
    pub looked: bool,
    /// What was said last, at most one for each node.
    pub notes: Vec<Note>,
    /// Accepted acts that the campaign's view does not show yet, each with the fan as he was before it.
    pub(crate) settled: Vec<(Moment, Act, Rc<Me>)>,
    /// What the fan has in hand, by node.
    pub(crate) local: Vec<(String, Local)>,
    /// The node whose stub is being torn off.
    pub torn: Option<String>,
    /// How often the server has been asked.
    pub rounds: u32,
    /// The reading of the monotonic clock when it was asked last.
    pub asked: f64,
    /// The pictures on the screen.
    pub canvases: Vec<Canvas>,
    /// What had come out when the server told of the fan last: what it said before does not tell who has won, or was right.
    pub told: String,
    /// Whether the result of the draw is seen for the first time.
    pub drum: bool,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The campaign as the server tells it, at a reading of the monotonic clock.
    Viewed(Rc<View>, f64),
    /// The fan as the server tells it.
    Known(Me),
    /// The fan did something.
    Did(Entry),
    /// The server has accepted an act.
    Accepted {
        /// The key of the act.
        key: String,
        /// What the server said.
        answer: ActAnswer,
    },
    /// The server has refused an act.
    Refused {
        /// The key of the act.
        key: String,
        /// The server's code.
        code: String,
        /// What follows.
        verdict: Verdict,
        /// Keys for acts that are made anew, if it is one of those.
        fresh: [String; 2],
    },
    /// The server could not be reached.
    Failed,
    /// What is being sent takes a while.
    Slow,
    /// The browser says that the network is there, or gone.
    Online(bool),
    /// The page is looked at, or not any more.
    Looked(bool),
    /// The server has been asked again, and has answered or not, at a reading of the monotonic clock.
    Asked(f64),
    /// Time has passed.
    Ticked(Moment),
    /// The fan has something else in hand at a node.
    Held(String, Local),
    /// A torn stub has come to rest.
    Rested,
    /// The new picture of a node is there, or cannot be loaded.
    Turning {
        /// The node.
        node: String,
        /// The picture.
        picture: String,
        /// Whether it is there.
        loaded: bool,
    },
    /// All tiles have turned.
    Turned,
}

impl State {
    /// The first state: a campaign, and acts kept from an earlier visit.
    #[must_use]
    pub fn new(view: Rc<View>, kept: Vec<Entry>, reading: f64) -> Self {
        let clock = Clock {
            base: view.now,
            at: reading,
            speed: view.speed,
        };
        let me = Rc::new(Me::default());
        let outbox = Outbox::kept(kept);
        let mut state = Self {
            shown: view.clone(),
            mine: me.clone(),
            now: view.now,
            view,
            me,
            known: false,
            outbox,
            clock,
            online: true,
            slow: false,
            looked: true,
            notes: Vec::new(),
            settled: Vec::new(),
            local: Vec::new(),
            torn: None,
            rounds: 0,
            asked: reading,
            canvases: Vec::new(),
            told: String::new(),
            drum: false,
        };
        state.overlay();
        state
    }

    /// A code that came with the link stands in the field where it belongs: the fan has only to send it.
    pub fn bring(&mut self, code: &str) {
        for node in &self.view.nodes {
            if let KindView::CheckIn(_) = node.kind {
                let local = Local {
                    draft: code.to_owned(),
                    ..Local::default()
                };
                self.local.push((node.id.clone(), local));
            }
        }
    }

    /// The picture of a node on the screen.
    #[must_use]
    pub fn canvas(&self, node: &str) -> Option<&Canvas> {
        self.canvases.iter().find(|canvas| canvas.node == node)
    }

    /// Hangs the pictures of teasers that have none yet. A new picture in the place of another has to be loaded first.
    fn hang(&mut self) {
        for node in &self.shown.nodes {
            if let KindView::Teaser(teaser) = &node.kind
                && !self.canvases.iter().any(|canvas| canvas.node == node.id)
            {
                let shown = teaser.picture.clone();
                self.canvases.push(Canvas {
                    node: node.id.clone(),
                    shown,
                    before: None,
                });
            }
        }
    }

    /// Whether an act at a node is still on its way.
    #[must_use]
    pub fn pending(&self, node: &str) -> bool {
        self.outbox
            .entries()
            .iter()
            .any(|entry| entry.act.node() == Some(node) && !is_quiet(&entry.act))
    }

    /// Whether what is on its way has to wait for the network.
    #[must_use]
    pub fn stuck(&self) -> bool {
        !self.online || self.outbox.waits()
    }

    /// What was said at a node last.
    #[must_use]
    pub fn note(&self, node: &str) -> Option<&Said> {
        self.notes.iter().find(|note| note.node == node).map(|note| &note.said)
    }

    /// What the fan has in hand at a node.
    #[must_use]
    pub fn local(&self, node: &str) -> Local {
        self.local
            .iter()
            .find(|(known, _)| known == node)
            .map_or_else(Local::default, |(_, local)| local.clone())
    }

    /// The lottery of the campaign, if it has one.
    #[must_use]
    pub fn lottery(&self) -> Option<(&NodeView, &LotteryView)> {
        overlay::lottery(&self.shown)
    }

    /// How far the draw is; empty where there is none.
    #[must_use]
    pub fn stage(&self) -> &str {
        overlay::stage(&self.shown)
    }

    /// Whether the server has told of the fan since all that has come out.
    #[must_use]
    pub fn is_told(&self) -> bool {
        self.known && self.told == overlay::outcome(&self.shown)
    }

    /// The moment at which something opens, closes, is revealed or drawn next.
    #[must_use]
    pub fn next_change(&self) -> Option<Moment> {
        overlay::moments(&self.view).filter(|moment| *moment > self.now).min()
    }

    /// Shows what the server said, and on top of it what is on its way.
    pub(crate) fn overlay(&mut self) {
        if self.outbox.entries().is_empty() && self.settled.is_empty() && self.me.teasers.is_empty() {
            self.shown = self.view.clone();
            self.mine = self.me.clone();
            return self.hang();
        }
        let (mut view, mut me) = (View::clone(&self.view), Me::clone(&self.me));
        for (_, act, before) in &self.settled {
            overlay::apply(&mut view, &mut Me::clone(before), act);
        }
        for entry in self.outbox.entries() {
            overlay::apply(&mut view, &mut me, &entry.act);
        }
        overlay::open_further(&mut view, &me);
        self.shown = Rc::new(view);
        self.mine = Rc::new(me);
        self.hang();
    }
}
