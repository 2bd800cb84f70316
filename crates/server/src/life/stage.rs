//! How far a campaign is, for staff.

use crate::{
    campaigns::Live,
    draw::{Draw, DrawError},
    publish::rehearsal_key,
    store::Store,
};
use canyu_core::{campaign::Campaign, moment::Moment};

/// A stage of a campaign's life.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Stage {
    /// `rehearsed`, `published`, `open`, `revealed`, `closed`, `drawn`, `handed_out` or `archived`.
    pub name: &'static str,
    /// The node, where it is one's.
    pub node: Option<String>,
    /// When it comes, or came, if that is known.
    pub at: Option<Moment>,
    /// Whether it is done.
    pub done: bool,
    /// Whether it can never come: the list of the draw was not closed in time.
    pub never: bool,
    /// How late it was, in milliseconds.
    pub late: Option<i64>,
    /// What is still missing, in a sentence; empty: nothing, or its time has not come.
    pub missing: String,
    /// How many are in its way: prizes that are neither claimed nor forfeited, codes that can still be redeemed.
    pub open: u64,
}

/// The stages of a campaign, in their order.
///
/// # Errors
/// When the database fails.
pub async fn stages(store: &dyn Store, live: &Live, draw: Option<&Draw>, now: Moment) -> Result<Vec<Stage>, DrawError> {
    let campaign = &live.campaign;
    let mut stages = vec![rehearsed(store, live).await?];
    let versions = store.versions(&campaign.slug).await?;
    // A rehearsal's clock may stand before the moment at which its campaign was published.
    stages.push(Stage {
        done: !versions.is_empty(),
        ..by_time("published", versions.first().map(|first| first.published_at), now)
    });
    stages.push(by_time("open", Some(campaign.opens), now));
    stages.extend(revealed(store, campaign).await?);
    stages.push(by_time("closed", Some(campaign.closes), now));
    if let Some(draw) = draw {
        let row = draw.row().await?;
        let drawn = row.stamp.drawn_at;
        // Nobody could trust a list that is closed after the random value exists: then nothing is drawn, and nothing handed out.
        let never = row.stamp.closed_at.is_none() && draw.is_due(now);
        stages.push(Stage {
            never,
            missing: if never {
                "its list was not closed in time, so it can never be run".to_owned()
            } else {
                String::new()
            },
            at: drawn.map(crate::draw::when).or_else(|| Some(draw.draws())),
            done: drawn.is_some(),
            ..by_time("drawn", None, now)
        });
        stages.push(Stage {
            never,
            ..handed_out(draw, drawn.is_some()).await?
        });
    }
    let archived = store.archived(&campaign.slug).await?;
    stages.push(Stage {
        at: archived,
        done: archived.is_some(),
        ..by_time("archived", None, now)
    });
    Ok(stages)
}

fn by_time(name: &'static str, at: Option<Moment>, now: Moment) -> Stage {
    Stage {
        name,
        node: None,
        at,
        done: at.is_some_and(|at| at <= now),
        never: false,
        late: None,
        missing: String::new(),
        open: 0,
    }
}

async fn rehearsed(store: &dyn Store, live: &Live) -> Result<Stage, DrawError> {
    let rehearsal = store.rehearsal(&rehearsal_key(&live.campaign)?).await?;
    Ok(Stage {
        name: "rehearsed",
        node: None,
        at: rehearsal.map(|(at, _)| at),
        done: rehearsal.is_some(),
        never: false,
        late: None,
        open: 0,
        missing: if rehearsal.is_some() {
            String::new()
        } else {
            "these rules were never rehearsed: `canyu campaign rehearse` plays them with simulated people".to_owned()
        },
    })
}

async fn revealed(store: &dyn Store, campaign: &Campaign) -> Result<Vec<Stage>, DrawError> {
    let steps = store.steps(&campaign.slug).await?;
    let mut stages = Vec::new();
    for node in &campaign.nodes {
        let Some(reveal) = campaign.reveal(node) else { continue };
        let step = steps.iter().find(|row| row.step == super::reveal_step(node));
        stages.push(Stage {
            name: "revealed",
            node: Some(node.id.clone()),
            at: Some(step.and_then(|step| step.done).unwrap_or(reveal)),
            done: step.is_some_and(|step| step.done.is_some()),
            never: false,
            late: step.and_then(|step| step.late).filter(|&late| late > super::LATE),
            missing: String::new(),
            open: 0,
        });
    }
    stages.sort_by_key(|stage| stage.at);
    Ok(stages)
}

async fn handed_out(draw: &Draw, is_drawn: bool) -> Result<Stage, DrawError> {
    let winners = if is_drawn { draw.winners().await? } else { Vec::new() };
    let holding = winners.iter().filter(|winner| crate::draw::holds(winner));
    let open = holding.filter(|winner| winner.claim.at.is_none()).count();
    Ok(Stage {
        name: "handed_out",
        node: None,
        at: None,
        done: is_drawn && open == 0,
        never: false,
        late: None,
        open: open as u64,
        missing: match open {
            0 => String::new(),
            open => format!("{open} prizes are neither claimed nor forfeited: see `canyu draw claims`"),
        },
    })
}
