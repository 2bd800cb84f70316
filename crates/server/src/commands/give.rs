//! `canyu give`

use super::desk::{ByArg, CampaignArgs, Desk, entry_of, plain};
use crate::{
    entropy,
    gift::{Done, Gift, GiftError, give, resume},
    settings::SettingsFile,
    store::staff::People,
};
use anyhow::Context as _;
use canyu_core::{campaign::Role, decide::Given, moment::Moment, referral, staff};
use serde_json::json;
use std::process::ExitCode;

/// Give tickets, points or a code, with a reason: to one person, or to everybody who is meant. Each role has a cap by day in the campaign file.
#[derive(Debug, clap::Args)]
pub struct Give {
    #[command(flatten)]
    which: CampaignArgs,
    #[command(flatten)]
    to: To,
    #[command(flatten)]
    what: What,
    /// Why: 3 to 200 characters, for the log
    #[arg(long, required_unless_present_any = ["resume", "list"])]
    reason: Option<String>,
    #[command(flatten)]
    by: ByArg,
    /// As what you give
    #[arg(long = "as", value_enum, default_value_t = AsRole::Staff)]
    role: AsRole,
    /// Only say how many people are meant
    #[arg(long)]
    dry_run: bool,
    /// Go on with a gift that was left half-way
    #[arg(long, value_name = "GIFT")]
    resume: Option<String>,
    /// List what has been given
    #[arg(long, conflicts_with = "resume")]
    list: bool,
}

/// To whom: those who have taken part, and for whom everything that is named here holds.
#[derive(Debug, clap::Args)]
pub struct To {
    /// To this participant, by id as in `canyu export --table participants`; may be given several times
    #[arg(long = "to", value_name = "ID")]
    fans: Vec<String>,
    /// To everybody who has taken part
    #[arg(long)]
    everybody: bool,
    /// Who have done this node
    #[arg(long, value_name = "NODE")]
    done: Option<String>,
    /// Who came by this channel
    #[arg(long)]
    channel: Option<String>,
    /// Who took part from this time on
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    joined_from: Option<Moment>,
    /// Who took part before this time
    #[arg(long, value_name = "TIME", value_parser = Moment::parse)]
    joined_before: Option<Moment>,
    /// Who have redeemed a code: of this node, or of one item of it
    #[arg(long, value_name = "NODE[/ITEM]")]
    redeemed: Option<String>,
}

/// What each of them gets.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
pub struct What {
    /// So many tickets
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    tickets: Option<u32>,
    /// So many points
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    points: Option<u32>,
    /// A code for a unit that is set aside
    #[arg(long, value_name = "NODE/ITEM", value_parser = place)]
    code: Option<(String, String)>,
}

/// The roles, for the command line.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum AsRole {
    /// Campaign staff
    Staff,
    /// An administrator
    Administrator,
}

/// `NODE/ITEM`
pub(super) fn place(text: &str) -> Result<(String, String), String> {
    match text.split_once('/') {
        Some((node, item)) if !node.is_empty() && !item.is_empty() => Ok((node.to_owned(), item.to_owned())),
        _ => Err("write it as NODE/ITEM".to_owned()),
    }
}

impl To {
    /// `None`: nobody was named, and nobody is meant by accident.
    fn people(self) -> Option<People> {
        let (node, item) = match self.redeemed {
            Some(place) => match place.split_once('/') {
                Some((node, item)) => (Some(node.to_owned()), Some(item.to_owned())),
                None => (Some(place), None),
            },
            None => (None, None),
        };
        let people = People {
            fans: Some(self.fans).filter(|fans| !fans.is_empty()),
            done: self.done,
            channel: self.channel,
            joined_from: self.joined_from,
            joined_before: self.joined_before,
            redeemed: node,
            item,
        };
        (self.everybody || people != People::default()).then_some(people)
    }
}

impl What {
    fn given(self) -> Option<Given> {
        let code = self.code.map(|(node, item)| Given::Code { node, item });
        self.tickets
            .map(Given::Tickets)
            .or(self.points.map(Given::Points))
            .or(code)
    }
}

impl Give {
    pub(super) async fn run(self, settings: &SettingsFile) -> anyhow::Result<ExitCode> {
        let desk = self.which.open(settings).await?;
        if self.list {
            return list(desk).await;
        }
        if let Some(gift) = &self.resume {
            let done = resume(&desk.app, &desk.live, gift).await;
            return told(desk, done, (&self.by.by, staff::What::GiftResumed, "")).await;
        }
        let usage = |text: &str| {
            eprintln!("{text}");
            Ok(ExitCode::from(2))
        };
        let Some(to) = self.to.people() else {
            return usage(
                "say to whom: --to ID, --everybody, or who is meant by --done, --channel, --joined-from, --joined-before, --redeemed",
            );
        };
        if self.dry_run {
            println!(
                "{} people are meant",
                desk.app.store.count_people(&self.which.slug, &to).await?
            );
            desk.close().await?;
            return Ok(ExitCode::SUCCESS);
        }
        let Some(given) = self.what.given() else {
            return usage("say what: --tickets N, --points N or --code NODE/ITEM");
        };
        let gift = Gift {
            to,
            given,
            reason: self.reason.unwrap_or_default(),
            by: self.by.by,
            role: match self.role {
                AsRole::Staff => Role::Staff,
                AsRole::Administrator => Role::Administrator,
            },
        };
        let [random, _] = entropy::pair().context("no randomness")?;
        let (by, reason) = (gift.by.clone(), gift.reason.clone());
        let done = give(&desk.app, &desk.live, referral::fan_code(random), gift).await;
        told(desk, done, (&by, staff::What::Given, &reason)).await
    }
}

/// Says what became of it, and writes it into the log: also of one that was left half-way.
async fn told(
    desk: Desk,
    done: Result<Done, GiftError>,
    (by, what, reason): (&str, staff::What, &str),
) -> anyhow::Result<ExitCode> {
    let given = match &done {
        Ok(Done { gift, people }) => Some((gift, people)),
        Err(GiftError::Stopped { gift, given, .. }) => Some((gift, given)),
        Err(_) => None,
    };
    if let Some((gift, people)) = given {
        let change = json!({ "after": { "gift": gift, "people": people, "reason": reason } });
        let slug = &desk.live.campaign.slug;
        let entry = entry_of(&desk.app.clock, (slug, by), what, reason, change);
        desk.app.store.note(&entry).await?;
    }
    desk.close().await?;
    match done {
        Ok(Done { gift, people }) => {
            println!("given to {people} people, as gift {gift}");
            Ok(ExitCode::SUCCESS)
        }
        Err(GiftError::Store(error)) => Err(error.into()),
        Err(error) => {
            eprintln!("refused[{}]: {}", error.code(), plain(&error.to_string()));
            Ok(ExitCode::FAILURE)
        }
    }
}

async fn list(desk: Desk) -> anyhow::Result<ExitCode> {
    for row in desk.app.store.gifts(&desk.live.campaign.slug).await? {
        let state = if row.done.is_some() { "done" } else { "half-way" };
        let (by, reason) = (plain(&row.by), plain(&row.reason));
        println!(
            "{}\t{}\t{by} ({})\t{} {} each\t{} people\t{state}\t{reason}\t{}",
            row.gift, row.at, row.role, row.amount, row.what, row.people, row.filter
        );
    }
    desk.close().await?;
    Ok(ExitCode::SUCCESS)
}
