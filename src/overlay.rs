//! What an act changes on the screen before the server has answered.

mod ask;

pub use ask::{chance, has_done, has_picked, is_in_draw, lottery, moments, outcome, stage};

use canyu_core::act::Act;
use canyu_core::view::{KindView, Me, MyCode, MyPick, PickView, View};

/// Applies an act to a campaign and its fan, as the server most probably will.
pub fn apply(view: &mut View, me: &mut Me, act: &Act) {
    let Some(node) = act.node() else { return };
    match act {
        Act::Tap { .. } => tap(view, me, node),
        Act::Guess { text, picture, .. } => guess(view, me, node, text, picture.as_deref()),
        Act::Second { pick, .. } => second(view, me, node, pick),
        Act::Vote { picks, .. } => vote(view, me, node, picks),
        Act::Propose { text, .. } => {
            write(me, node, "", text);
            did(view, me, node);
        }
        Act::Sign { name, .. } => sign(view, me, node, name),
        Act::Enter { .. } => enter(view, me, node),
        Act::Assemble { .. } => did(view, me, node),
        // Who has pressed has played, whatever comes out.
        Act::Play { .. } => play(view, me, node),
        Act::Cancel { item, .. } => cancel(me, node, item),
        Act::Reserve { item, code: None, .. } => reserve(view, me, node, item),
        // What these give only the server knows.
        Act::Reserve { .. } | Act::Release { .. } | Act::CheckIn { .. } => {}
        Act::Arrive { .. } | Act::See { .. } | Act::Start { .. } | Act::Share { .. } => {}
    }
}

/// Something that the fan has written himself.
fn write(me: &mut Me, node: &str, key: &str, label: &str) {
    me.picks.push(MyPick {
        node: node.to_owned(),
        key: key.to_owned(),
        label: label.to_owned(),
        own: true,
        rank: 0,
        right: false,
    });
}

/// Something that he stands behind.
fn stand(me: &mut Me, node: &str, key: &str, rank: u32) {
    me.picks.push(MyPick {
        node: node.to_owned(),
        key: key.to_owned(),
        label: String::new(),
        own: false,
        rank,
        right: false,
    });
}

fn tap(view: &mut View, me: &mut Me, node: &str) {
    if let Some(KindView::Teaser(teaser)) = kind(view, node)
        && !has_done(me, node)
    {
        teaser.taps += 1;
    }
    did(view, me, node);
}

fn guess(view: &mut View, me: &mut Me, node: &str, text: &str, picture: Option<&str>) {
    if let Some(KindView::Guess(guess)) = kind(view, node)
        && guess.form == "choice"
    {
        more(&mut guess.options, text);
        write(me, node, text, "");
    } else {
        write(me, node, picture.unwrap_or(""), text);
    }
    did(view, me, node);
}

fn second(view: &mut View, me: &mut Me, node: &str, pick: &str) {
    if has_picked(me, node, pick) {
        return;
    }
    match kind(view, node) {
        Some(KindView::Guess(guess)) => more(&mut guess.wall, pick),
        Some(KindView::News(news)) => {
            if let Some(post) = news.posts.iter_mut().find(|post| post.key == pick) {
                post.people += 1;
            }
        }
        _ => {}
    }
    stand(me, node, pick, 0);
    did(view, me, node);
}

fn vote(view: &mut View, me: &mut Me, node: &str, picks: &[String]) {
    let had_voted = me.picks.iter().any(|pick| pick.node == node);
    let mut ranked = false;
    if let Some(KindView::Vote(vote)) = kind(view, node) {
        // Totals that come later, or rounded, do not move with one vote.
        let live = vote.totals == "live";
        ranked = vote.form == "ranked";
        for option in vote.options.iter_mut().filter(|_| live) {
            match (has_picked(me, node, &option.key), picks.contains(&option.key)) {
                (false, true) => option.people += 1,
                (true, false) => option.people = option.people.saturating_sub(1),
                _ => {}
            }
        }
        vote.voters = match (had_voted, picks.is_empty()) {
            (false, false) if live => vote.voters + 1,
            (true, true) if live => vote.voters.saturating_sub(1),
            _ => vote.voters,
        };
    }
    me.picks.retain(|pick| pick.node != node || pick.own);
    for (place, key) in picks.iter().enumerate() {
        if !has_picked(me, node, key) {
            stand(me, node, key, if ranked { place as u32 + 1 } else { 0 });
        }
    }
    if !picks.is_empty() {
        did(view, me, node);
    }
}

fn sign(view: &mut View, me: &mut Me, node: &str, name: &str) {
    if let Some(KindView::Honour(honour)) = kind(view, node) {
        let had = me.picks.iter().find(|pick| pick.node == node);
        // A name without a key is one that the fan has signed a moment ago.
        honour
            .names
            .retain(|name| !name.key.is_empty() && had.is_none_or(|had| had.key != name.key));
        match (had.is_some(), name.is_empty()) {
            (false, false) => honour.left = honour.left.saturating_sub(1),
            (true, true) => honour.left += 1,
            _ => {}
        }
        if !honour.moderated && !name.is_empty() {
            honour.names.push(PickView {
                label: name.to_owned(),
                people: 1,
                ..PickView::default()
            });
        }
    }
    me.picks.retain(|pick| pick.node != node);
    if !name.is_empty() {
        write(me, node, "", name);
        // A name on the board of friends earns nothing: they do.
        if !matches!(kind(view, node), Some(KindView::Share(_))) {
            did(view, me, node);
        }
    }
}

fn play(view: &mut View, me: &mut Me, node: &str) {
    let mut round = String::new();
    if let Some(KindView::Instant(instant)) = kind(view, node) {
        round.clone_from(&instant.round);
    }
    if !has_picked(me, node, &round) {
        stand(me, node, &round, 0);
    }
    did(view, me, node);
}

/// A unit less, or one more who waits: which of both it was, and the code, only the server knows.
fn reserve(view: &mut View, me: &Me, node: &str, item: &str) {
    let offered = |code: &MyCode| code.offered && code.node == node && code.item == item;
    if me.codes.iter().any(offered) {
        return;
    }
    if let Some(KindView::Reserve(reserve)) = kind(view, node)
        && let Some(item) = reserve.items.iter_mut().find(|found| found.key == item)
    {
        match item.left {
            0 => item.waiting += 1,
            left => item.left = left - 1,
        }
    }
}

fn cancel(me: &mut Me, node: &str, item: &str) {
    let had = me.waits.len();
    me.waits.retain(|wait| wait.node != node || wait.item != item);
    if me.waits.len() == had {
        for code in &mut me.codes {
            if code.node == node && code.item == item && matches!(code.state.as_str(), "held" | "free") {
                code.state = "cancelled".to_owned();
                return;
            }
        }
    }
}

fn enter(view: &mut View, me: &mut Me, node: &str) {
    if has_done(me, node) {
        return;
    }
    if let Some(KindView::Lottery(lottery)) = kind(view, node) {
        lottery.entrants += 1;
    }
    view.tickets_in_draw += u64::from(me.tickets);
    did(view, me, node);
}

/// The node is done: its tickets and points come with the first time.
fn did(view: &mut View, me: &mut Me, node: &str) {
    if has_done(me, node) {
        return;
    }
    me.done.push(node.to_owned());
    me.joined = true;
    let Some(found) = view.nodes.iter().find(|found| found.id == node) else {
        return;
    };
    me.tickets += found.tickets;
    me.points += found.points;
    if is_in_draw(view, me) {
        view.tickets_in_draw += u64::from(found.tickets);
    }
}

/// Teasers that are further open for a fan than for everybody, in the place of the others; the taps are everybody's.
pub fn open_further(view: &mut View, me: &Me) {
    for own in &me.teasers {
        if let Some(KindView::Teaser(teaser)) = kind(view, &own.node)
            && own.teaser.stage > teaser.stage
        {
            let taps = teaser.taps;
            teaser.clone_from(&own.teaser);
            teaser.taps = taps;
        }
    }
}

fn kind<'a>(view: &'a mut View, node: &str) -> Option<&'a mut KindView> {
    view.nodes
        .iter_mut()
        .find(|found| found.id == node)
        .map(|found| &mut found.kind)
}

fn more(picks: &mut [PickView], key: &str) {
    if let Some(pick) = picks.iter_mut().find(|pick| pick.key == key) {
        pick.people += 1;
    }
}
