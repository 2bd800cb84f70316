//! What came of it, as the server itself says: everybody's own state, and his part in the closed draw.

use super::{
    client::{Client, ClientError, Who},
    drive::State,
    plan::Plan,
};
use canyu_core::view::{KindView, View};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr};

/// Questions at once.
const AT_ONCE: usize = 16;

/// What has become of somebody in the end.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// Who he is now: of two devices that were merged, both are the same.
    pub id: String,
    pub verified: bool,
    /// `ok`, `held`, `refused`; empty: he never got as far as being known.
    pub standing: String,
    pub reasons: Vec<String>,
    pub tickets: u32,
    /// Votes for something, as far as he has any.
    pub votes: u32,
    /// Tickets in the closed draw.
    pub weight: u32,
    /// Why he was kept out of it.
    pub excluded: Option<String>,
}

impl Outcome {
    /// Whether his tickets and votes count.
    pub fn counts(&self, confirm: bool) -> bool {
        self.standing == "ok" && (self.verified || !confirm)
    }
}

/// Asks for everybody.
pub(super) async fn outcomes(
    client: &Client,
    view: &View,
    plan: &Plan,
    states: &[State],
) -> Result<Vec<Outcome>, ClientError> {
    let polls: Vec<&str> = view
        .nodes
        .iter()
        .filter(|node| matches!(node.kind, KindView::Vote(_)))
        .map(|node| node.id.as_str())
        .collect();
    let polls = &polls;
    let all = plan.people.iter().zip(states).map(|(person, state)| async move {
        if state.id.is_empty() {
            return Ok(Outcome::default());
        }
        // From nowhere in particular: nothing is done.
        let from = person
            .steps
            .first()
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |step| step.from);
        let who = Who {
            token: &person.token,
            from,
            at: None,
        };
        let me = match client.me(who).await {
            Ok(me) => me,
            // He has been deleted.
            Err(ClientError::Refused { .. }) => return Ok(Outcome::default()),
            Err(error) => return Err(error),
        };
        let mine = client.mine(who).await?.unwrap_or_default();
        Ok(Outcome {
            verified: me.verified,
            standing: me.standing,
            reasons: me.reasons,
            tickets: me.tickets,
            votes: polls
                .iter()
                .filter(|poll| me.picks.iter().any(|pick| pick.node == **poll))
                .count() as u32,
            weight: mine
                .get("weight")
                .and_then(Value::as_u64)
                .and_then(|weight| u32::try_from(weight).ok())
                .unwrap_or(0),
            excluded: mine.get("excluded").and_then(Value::as_str).map(str::to_owned),
            id: me.id,
        })
    });
    stream::iter(all).buffered(AT_ONCE).try_collect().await
}

/// How many people stand behind each option of the polls, as everybody sees it.
pub(super) fn tallies(view: &View) -> Vec<(String, u64)> {
    let polls = view.nodes.iter().filter_map(|node| match &node.kind {
        KindView::Vote(vote) => Some((node, vote)),
        _ => None,
    });
    polls
        .flat_map(|(node, vote)| {
            vote.options
                .iter()
                .map(|option| (format!("{}/{}", node.id, option.key), option.people))
        })
        .collect()
}
