//! What a press of a button does, or writing in a field: a closed list, and one function that does it. So an element in a view carries a name
//! and a key, and no code.

use crate::ctx::Ctx;
use crate::effects::share::{Outcome, copy, share};
use crate::hand::{Desk, Local};
use crate::keep::new_nonce;
use crate::nodes::vote::choose;
use crate::overlay::has_done;
use crate::platform::field_text;
use crate::state::Action;
use canyu_core::act::Act;
use canyu_core::view::{KindView, NodeView};
use yew::Event;

/// What is done, with a key where it is about one of several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Press {
    /// "I want to know".
    Tap,
    /// Stands behind a guess or a post.
    Second,
    /// Chooses an option of a vote, or takes it back.
    Choose,
    /// Guesses one of the given answers.
    Pick,
    /// Enters the draw.
    Enter,
    /// Plays for an instant win.
    Play,
    /// Takes the name off the wall.
    Unsign,
    /// Reserves an item.
    Reserve,
    /// Asks whether an item is really to be given back; or not any more.
    Ask,
    /// Gives it back, or leaves the waiting list.
    Cancel,
    /// Lets its code go, for a friend.
    Release,
    /// Takes it back with its own code, before the friend had it.
    Retake,
    /// Copies the key.
    CopyKey,
    /// Begins: the field has the focus.
    Begin,
    /// Writes in the field.
    Write,
    /// Sends what stands in the field.
    Send,
    /// Shows the whole wall, or the beginning of it.
    All,
    /// Shows the ways to share, or hides them.
    Sharing,
    /// Gives the link away in a channel by the phone's own sheet.
    Give,
    /// Copies the link for a channel.
    Copy,
    /// Shows the QR code, or hides it.
    Code,
    /// Opens the poster's desk, or closes it.
    Poster,
    /// Opens the draw's desk.
    Check,
    /// Opens it at the claim.
    Claim,
    /// Closes it.
    Leave,
    /// Loads again what could not be loaded.
    Retry,
    /// Opens the fan's own data, or closes it.
    Mine,
    /// Opens it at the address that is to be confirmed.
    Confirm,
    /// Opens it at why his entries do not count for now.
    Standing,
}

/// What is in hand in the widget as a whole, at no node.
pub const WIDGET: &str = "";

/// Does it at the node with this place.
pub fn run(ctx: &Ctx, press: Press, node: u32, key: &str, event: &Event) {
    let desk = match press {
        Press::Mine => Desk::Mine,
        Press::Confirm => Desk::Confirm,
        Press::Standing => Desk::Standing,
        _ => return run_at(ctx, press, node, key, event),
    };
    let open = ctx.state.local(WIDGET).desk;
    let local = Local {
        desk: if open == Desk::Closed || desk != Desk::Mine {
            desk
        } else {
            Desk::Closed
        },
        ..Local::default()
    };
    ctx.dispatch.emit(Action::Held(WIDGET.to_owned(), local));
}

fn run_at(ctx: &Ctx, press: Press, node: u32, key: &str, event: &Event) {
    if let Some(node) = ctx.state.shown.nodes.get(node as usize) {
        match act(node, press, key) {
            Some(act) => ctx.perform.emit(act),
            None => hold(ctx, node, press, key, event),
        }
    }
}

/// What is an act at once.
fn act(found: &NodeView, press: Press, key: &str) -> Option<Act> {
    let (node, key) = (found.id.clone(), key.to_owned());
    Some(match press {
        Press::Tap => Act::Tap { node },
        Press::Second => Act::Second { node, pick: key },
        Press::Pick => Act::Guess {
            node,
            text: key,
            picture: None,
        },
        Press::Enter => Act::Enter {
            node,
            nonce: new_nonce(),
        },
        Press::Play => Act::Play { node },
        Press::Unsign => Act::Sign { node, name: key },
        Press::Reserve => Act::Reserve {
            node,
            item: key,
            code: None,
        },
        Press::Retake => Act::Reserve {
            node,
            item: String::new(),
            code: Some(key),
        },
        Press::Release => Act::Release { node, item: key },
        _ => return None,
    })
}

/// What changes, or needs, what the fan has in hand.
fn hold(ctx: &Ctx, node: &NodeView, press: Press, key: &str, event: &Event) {
    let mut local = ctx.local(node);
    let mut act = None;
    match press {
        Press::Choose => {
            let picks = choose(ctx, node, key);
            act = Some(Act::Vote {
                node: node.id.clone(),
                picks,
            });
        }
        Press::Cancel => {
            local.asks.clear();
            act = Some(Act::Cancel {
                node: node.id.clone(),
                item: key.to_owned(),
            });
        }
        Press::Ask if local.asks == key => local.asks.clear(),
        Press::Ask => key.clone_into(&mut local.asks),
        Press::Begin => {
            if local.begun || has_done(&ctx.state.mine, &node.id) {
                return;
            }
            local.begun = true;
            act = Some(Act::Start { node: node.id.clone() });
        }
        Press::Write => match field_text(event) {
            Some(draft) => local.draft = draft,
            None => return,
        },
        Press::Send => {
            event.prevent_default();
            act = sent(node, local.draft.trim());
            if act.is_none() {
                return;
            }
            local.draft = String::new();
        }
        Press::All => local.all = !local.all,
        Press::Sharing => local.sharing = !local.sharing,
        Press::Code => {
            local.code = !local.code;
            (local.poster, local.missing, local.copied) = (false, false, None);
            act = local.code.then(|| shared(node, "qr"));
        }
        Press::Poster => {
            local.poster = !local.poster;
            (local.code, local.missing, local.copied) = (false, false, None);
        }
        Press::Check | Press::Claim | Press::Leave | Press::Retry => {
            local.missing = false;
            local.desk = match press {
                Press::Check => Desk::Check,
                Press::Claim => Desk::Claim,
                _ => Desk::Closed,
            };
        }
        Press::Give | Press::Copy => {
            ctx.perform.emit(shared(node, key));
            return give(ctx, node, key, &ctx.link(node, key), press == Press::Give);
        }
        Press::CopyKey => return give(ctx, node, "code", key, false),
        _ => return,
    }
    ctx.dispatch.emit(Action::Held(node.id.clone(), local));
    if let Some(act) = act {
        ctx.perform.emit(act);
    }
}

fn shared(node: &NodeView, channel: &str) -> Act {
    Act::Share {
        node: node.id.clone(),
        channel: channel.to_owned(),
    }
}

/// What the text of a node's field is.
fn sent(found: &NodeView, text: &str) -> Option<Act> {
    if text.is_empty() {
        return None;
    }
    let (node, text) = (found.id.clone(), text.to_owned());
    Some(match &found.kind {
        KindView::Vote(_) => Act::Propose { node, text },
        KindView::CheckIn(_) => Act::CheckIn { node, code: text },
        KindView::Honour(_) => Act::Sign { node, name: text },
        KindView::Reserve(_) => Act::Reserve {
            node,
            item: String::new(),
            code: Some(text),
        },
        _ => Act::Guess {
            node,
            text,
            picture: None,
        },
    })
}

/// Gives something away: by the phone's own sheet, or the clipboard. What became of it is said at the node.
fn give(ctx: &Ctx, node: &NodeView, channel: &str, text: &str, sheet: bool) {
    let (dispatch, node, local, channel) = (
        ctx.dispatch.clone(),
        node.id.clone(),
        ctx.local(node),
        channel.to_owned(),
    );
    let done = Box::new(move |outcome| {
        let local = Local {
            copied: (outcome == Outcome::Copied).then_some(channel),
            failed: outcome == Outcome::Failed,
            ..local
        };
        dispatch.emit(Action::Held(node, local));
    });
    if sheet {
        share(&ctx.state.shown.title, text, done);
    } else {
        copy(text, done);
    }
}
