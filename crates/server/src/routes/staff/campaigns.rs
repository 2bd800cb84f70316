//! `GET /api/v1/staff/campaigns` and `…/{slug}`

use crate::{
    account::Caller,
    app::App,
    campaigns::Live,
    life::stage::{Stage, stages},
    problem::{ApiError, Problem},
};
use axum::{
    Json,
    extract::{Path, State},
};
use canyu_core::staff::{CampaignLine, NextStep, Right, State as CampaignState, Step};

/// The campaigns that one is there for, by name. What the right does not reach to is `null`: states need `see_campaigns`, counts `see_numbers`.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns", tag = "staff", extensions(("x-canyu-right" = json!("see_names"))),
    responses((status = 200, body = Vec<CampaignLine>), (status = 401, body = Problem), (status = 403, body = Problem)))]
pub async fn list(State(app): State<App>, caller: Caller) -> Result<Json<Vec<CampaignLine>>, ApiError> {
    let mut lines = Vec::new();
    for slug in app.campaigns.slugs() {
        if let Ok(live) = caller.campaign(&app, &slug) {
            lines.push(line(&app, &caller, &live).await?);
        }
    }
    Ok(Json(lines))
}

/// The same of one campaign. One that one is not there for is not found, like one that is not there.
///
/// # Errors
/// As described for the API.
#[utoipa::path(get, path = "/api/v1/staff/campaigns/{slug}", tag = "staff", extensions(("x-canyu-right" = json!("see_names"))),
    params(("slug" = String, Path, description = "The campaign")),
    responses((status = 200, body = CampaignLine), (status = 401, body = Problem), (status = 403, body = Problem), (status = 404, body = Problem)))]
pub async fn one(
    State(app): State<App>,
    caller: Caller,
    Path(slug): Path<String>,
) -> Result<Json<CampaignLine>, ApiError> {
    let live = caller.campaign(&app, &slug)?;
    Ok(Json(line(&app, &caller, &live).await?))
}

async fn line(app: &App, caller: &Caller, live: &Live) -> Result<CampaignLine, ApiError> {
    let campaign = &live.campaign;
    let title = campaign.title.0.iter();
    let mut line = CampaignLine {
        slug: campaign.slug.clone(),
        title: title
            .map(|(lang, text)| (lang.tag().to_owned(), text.clone()))
            .collect(),
        state: None,
        opens: None,
        closes: None,
        next: None,
        counts: None,
    };
    if caller.may(Right::SeeCampaigns) {
        let draw = app.draw(live);
        let stages = stages(&*app.store, live, draw.as_ref(), app.clock.now()).await?;
        line.state = Some(state(&stages));
        line.next = next(&stages);
        (line.opens, line.closes) = (Some(campaign.opens), Some(campaign.closes));
    }
    if caller.may(Right::SeeNumbers) {
        line.counts = Some(app.store.counts(&campaign.slug).await?);
    }
    Ok(line)
}

/// How far a campaign is: the last stage that is done.
fn state(stages: &[Stage]) -> CampaignState {
    let done = stages.iter().filter(|stage| stage.done);
    let states = done.filter_map(|stage| match stage.name {
        "open" => Some(CampaignState::Open),
        "closed" => Some(CampaignState::Closed),
        "drawn" => Some(CampaignState::Drawn),
        "handed_out" => Some(CampaignState::HandedOut),
        "archived" => Some(CampaignState::Archived),
        _ => None,
    });
    states.max().unwrap_or(CampaignState::Announced)
}

/// The first stage that is not done.
fn next(stages: &[Stage]) -> Option<NextStep> {
    if state(stages) == CampaignState::Archived {
        return None;
    }
    stages
        .iter()
        .filter(|stage| !stage.done && !stage.never)
        .find_map(|stage| {
            let step = match stage.name {
                "open" => Step::Open,
                "revealed" => Step::Reveal,
                "closed" => Step::Close,
                "drawn" => Step::Draw,
                "handed_out" => Step::HandOut,
                "archived" => Step::Archive,
                _ => return None,
            };
            Some(NextStep {
                step,
                node: stage.node.clone(),
                at: stage.at,
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::moment::Moment;

    fn stage(name: &'static str, at: i64, done: bool) -> Stage {
        Stage {
            name,
            node: (name == "revealed").then(|| "guess".to_owned()),
            at: Some(Moment(at)),
            done,
            never: false,
            late: None,
            missing: String::new(),
            open: 0,
        }
    }

    fn life(done: &[&str]) -> Vec<Stage> {
        let names = [
            "rehearsed",
            "published",
            "open",
            "revealed",
            "closed",
            "drawn",
            "handed_out",
            "archived",
        ];
        let stage = |(at, name): (i64, &'static str)| stage(name, at, done.contains(&name));
        (0..).zip(names).map(stage).collect()
    }

    #[test]
    fn the_state_is_how_far_it_is_and_the_next_step_what_comes() {
        let told = |done: &[&str]| {
            let stages = life(done);
            (state(&stages), next(&stages).map(|next| next.step))
        };
        let all = [
            "published",
            "open",
            "revealed",
            "closed",
            "drawn",
            "handed_out",
            "archived",
        ];
        assert_eq!(told(&all[..1]), (CampaignState::Announced, Some(Step::Open)));
        assert_eq!(told(&all[..2]), (CampaignState::Open, Some(Step::Reveal)));
        assert_eq!(told(&all[..3]), (CampaignState::Open, Some(Step::Close)));
        assert_eq!(
            told(&["published", "open", "closed"]),
            (CampaignState::Closed, Some(Step::Reveal)),
            "it is late"
        );
        assert_eq!(told(&all[..4]), (CampaignState::Closed, Some(Step::Draw)));
        assert_eq!(told(&all[..5]), (CampaignState::Drawn, Some(Step::HandOut)));
        assert_eq!(told(&all[..6]), (CampaignState::HandedOut, Some(Step::Archive)));
        assert_eq!(told(&all), (CampaignState::Archived, None));
        assert_eq!(
            next(&life(&all[..2])).and_then(|next| next.node),
            Some("guess".to_owned())
        );
    }
}
