//! What the widget knows, and how it changes: plain data, a closed list of actions, one pure function.
//!
//! A tap is shown at once: what is shown is what the server said last, plus every act that is still on its way. A refusal takes
//! the act off the way again, and with it everything that it had changed on the screen.

use crate::outbox::{Entry, Outbox, Verdict};
use crate::overlay;
use canyu_core::act::Act;
use canyu_core::moment::Moment;
use canyu_core::view::{ActAnswer, KindView, Me, NodeView, View};
use std::rc::Rc;

/// The campaign's clock: a moment, and the reading of the browser's monotonic clock at that moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    base: Moment,
    at: f64,
    speed: u32,
}

impl Clock {
    /// The campaign's moment at a reading of the monotonic clock, in milliseconds.
    #[must_use]
    pub fn read(&self, reading: f64) -> Moment {
        let passed = (reading - self.at).max(0.0) * f64::from(self.speed);
        self.base.plus(passed as i64)
    }

    /// Milliseconds of the browser until a moment of the campaign, from another moment of it.
    #[must_use]
    pub fn wait(&self, from: Moment, to: Moment) -> f64 {
        (to.0.saturating_sub(from.0)).max(0) as f64 / f64::from(self.speed.max(1))
    }
}

/// Something to say about a fan's act.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// It earned so many tickets; may be none.
    Earned(u32),
    /// It was refused, with the server's code.
    Refused(String),
}

/// Whether nothing is shown or said about an act.
#[must_use]
pub fn is_quiet(act: &Act) -> bool {
    matches!(act, Act::Start { .. } | Act::Share { .. })
}

/// What was said at a node last.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// Where.
    pub node: String,
    /// What.
    pub said: Said,
}

/// What a fan has in hand at a node, which the server does not know.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Local {
    /// What stands in the field.
    pub draft: String,
    /// Whether the server has been told that the fan began here.
    pub begun: bool,
    /// Whether the whole wall is shown.
    pub all: bool,
    /// Whether the ways to share are shown.
    pub sharing: bool,
    /// The channel whose link was copied last.
    pub copied: Option<String>,
    /// Whether the browser has refused to copy.
    pub failed: bool,
    /// Whether the QR code is shown.
    pub code: bool,
}

/// The picture of a teaser on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Canvas {
    /// The node.
    pub node: String,
    /// The picture that is shown.
    pub shown: String,
    /// The one before, while tiles turn from it to the other.
    pub before: Option<String>,
}

/// Where a node stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not open yet.
    Before,
    /// Open.
    Open,
    /// Closed.
    Closed,
}

/// The phase of a node at a moment.
#[must_use]
pub fn phase(node: &NodeView, now: Moment) -> Phase {
    if now < node.opens {
        Phase::Before
    } else if now < node.closes {
        Phase::Open
    } else {
        Phase::Closed
    }
}

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
    /// Whether the page is looked at.
    pub looked: bool,
    /// What was said last, at most one for each node.
    pub notes: Vec<Note>,
    /// Accepted acts that the campaign's view does not show yet, each with the fan as he was before it.
    settled: Vec<(Moment, Act, Rc<Me>)>,
    /// What the fan has in hand, by node.
    local: Vec<(String, Local)>,
    /// The node whose stub is being torn off.
    pub torn: Option<String>,
    /// How often the server has been asked.
    pub rounds: u32,
    /// The reading of the monotonic clock when it was asked last.
    pub asked: f64,
    /// The pictures on the screen.
    pub canvases: Vec<Canvas>,
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
            looked: true,
            notes: Vec::new(),
            settled: Vec::new(),
            local: Vec::new(),
            torn: None,
            rounds: 0,
            asked: reading,
            canvases: Vec::new(),
        };
        state.hang();
        state.overlay();
        state
    }

    /// The picture of a node on the screen.
    #[must_use]
    pub fn canvas(&self, node: &str) -> Option<&Canvas> {
        self.canvases.iter().find(|canvas| canvas.node == node)
    }

    /// Hangs the pictures of teasers that have none yet. A new picture in the place of another has to be loaded first.
    fn hang(&mut self) {
        for node in &self.view.nodes {
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

    /// A new picture is there: it is shown, and tiles turn to it if it could be loaded.
    fn turn(&mut self, node: &str, picture: String, turns: bool) {
        if let Some(canvas) = self.canvases.iter_mut().find(|canvas| canvas.node == node) {
            let before = std::mem::replace(&mut canvas.shown, picture);
            canvas.before = turns.then_some(before);
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

    fn hold(&mut self, node: String, local: Local) {
        match self.local.iter_mut().find(|(known, _)| *known == node) {
            Some((_, known)) => *known = local,
            None => self.local.push((node, local)),
        }
    }

    fn did(&mut self, entry: Entry) {
        let node = entry.act.node().map(str::to_owned);
        let told = !is_quiet(&entry.act);
        self.outbox.push(entry);
        let Some(node) = node.filter(|_| told) else { return };
        self.notes.retain(|note| note.node != node);
        let before = overlay::has_done(&self.mine, &node);
        self.overlay();
        if !before && overlay::has_done(&self.mine, &node) {
            self.torn = Some(node);
        }
    }

    /// The moment at which something opens, closes, is revealed or drawn next.
    #[must_use]
    pub fn next_change(&self) -> Option<Moment> {
        overlay::moments(&self.view).filter(|moment| *moment > self.now).min()
    }

    /// Shows what the server said, and on top of it what is on its way.
    fn overlay(&mut self) {
        if self.outbox.entries().is_empty() && self.settled.is_empty() {
            self.shown = self.view.clone();
            self.mine = self.me.clone();
            return;
        }
        let (mut view, mut me) = (View::clone(&self.view), Me::clone(&self.me));
        for (_, act, before) in &self.settled {
            overlay::apply(&mut view, &mut Me::clone(before), act);
        }
        for entry in self.outbox.entries() {
            overlay::apply(&mut view, &mut me, &entry.act);
        }
        self.shown = Rc::new(view);
        self.mine = Rc::new(me);
    }

    fn say(&mut self, node: Option<&str>, said: Said) {
        if let Some(node) = node {
            self.notes.retain(|note| note.node != node);
            self.notes.push(Note {
                node: node.to_owned(),
                said,
            });
        }
    }

    fn viewed(&mut self, view: Rc<View>, reading: f64) {
        // An answer from the browser's cache carries the time of when it was made: it must not set the clock back.
        if view.now != self.view.now {
            self.clock = Clock {
                base: view.now,
                at: reading,
                speed: view.speed,
            };
            self.now = view.now;
        }
        let margin = 1_500 * i64::from(view.speed);
        self.settled.retain(|(at, ..)| at.plus(margin) > view.now);
        self.view = view;
        self.hang();
    }

    fn accepted(&mut self, key: &str, answer: ActAnswer) {
        let Some(entry) = self.outbox.take(key) else { return };
        if !is_quiet(&entry.act) {
            self.say(entry.act.node(), Said::Earned(answer.earned));
        }
        let before = std::mem::replace(&mut self.me, Rc::new(answer.me));
        self.settled.push((self.now, entry.act, before));
        self.known = true;
    }

    fn refused(&mut self, key: &str, code: String, verdict: Verdict, [first, second]: [String; 2]) {
        if verdict == Verdict::Retry {
            return self.outbox.failed();
        }
        let Some(mut entry) = self.outbox.take(key) else { return };
        match verdict {
            Verdict::ArriveFirst => {
                entry.key = second;
                if !matches!(entry.act, Act::Arrive { .. }) {
                    self.outbox.push(entry);
                    self.outbox.push(Entry {
                        key: first,
                        at: None,
                        act: Act::Arrive {
                            code: None,
                            channel: None,
                        },
                    });
                }
                self.outbox.failed();
            }
            Verdict::Undate => {
                let again = Entry {
                    key: first,
                    at: None,
                    act: entry.act,
                };
                if entry.at.is_some() {
                    self.outbox.push(again);
                }
            }
            Verdict::Drop | Verdict::Retry => {
                if !is_quiet(&entry.act) {
                    self.say(entry.act.node(), Said::Refused(code));
                }
            }
        }
    }
}

/// The state after an action.
#[must_use]
pub fn reduce(state: &State, action: Action) -> State {
    let mut state = state.clone();
    match action {
        Action::Viewed(view, reading) => state.viewed(view, reading),
        Action::Known(me) => {
            state.me = Rc::new(me);
            state.known = true;
        }
        Action::Did(entry) => state.did(entry),
        Action::Accepted { key, answer } => state.accepted(&key, answer),
        Action::Refused {
            key,
            code,
            verdict,
            fresh,
        } => state.refused(&key, code, verdict, fresh),
        Action::Failed => state.outbox.failed(),
        Action::Online(online) => {
            state.online = online;
            state.outbox.wake();
        }
        Action::Looked(looked) => {
            state.looked = looked;
            state.outbox.wake();
        }
        Action::Ticked(now) => state.now = now.max(state.now),
        Action::Asked(reading) => {
            state.rounds = state.rounds.wrapping_add(1);
            state.asked = reading;
        }
        Action::Held(node, local) => state.hold(node, local),
        Action::Rested => state.torn = None,
        Action::Turning { node, picture, loaded } => state.turn(&node, picture, loaded),
        Action::Turned => {
            for canvas in &mut state.canvases {
                canvas.before = None;
            }
        }
    }
    state.overlay();
    state
}
