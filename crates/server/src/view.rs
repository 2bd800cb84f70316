//! A campaign as everybody may see it at a moment: what is not revealed yet is left out here.

mod assemble;
mod checkin;
mod guess;
mod honour;
mod instant;
mod lottery;
mod mine;
mod news;
mod people;
mod reserve;
mod share;
mod teaser;
mod vote;

pub use mine::mine;
pub use people::version as consent_version;
pub use teaser::reached;

use crate::{campaigns::Live, clock::Clock, store::Numbers};
use canyu_core::{
    campaign::{Campaign, Kind, Node},
    lang::Lang,
    moment::Moment,
    view::{KindView, NodeView, PickView, View},
    world::counter,
};

/// The view of a campaign.
#[must_use]
pub fn view(live: &Live, numbers: &Numbers, clock: &Clock, lang: Lang) -> View {
    let campaign = &live.campaign;
    let now = clock.now();
    let around = Around {
        live,
        campaign,
        numbers,
        now,
        lang,
    };
    View {
        slug: campaign.slug.clone(),
        version: live.version,
        rules: live.rules.clone(),
        lang: lang.tag().to_owned(),
        languages: campaign.languages.iter().map(|lang| lang.tag().to_owned()).collect(),
        title: campaign.title.to(lang).to_owned(),
        lead: campaign.lead.to(lang).to_owned(),
        accent: campaign.accent.clone(),
        opens: campaign.opens,
        closes: campaign.closes,
        now,
        speed: clock.speed(),
        rehearsal: clock.is_rehearsal(),
        page: campaign.page.clone(),
        people: numbers.count(counter::JOINED),
        tickets_in_draw: numbers.count(counter::TICKETS),
        confirm: campaign.confirm.as_ref().map(people::confirm),
        consents: campaign
            .consents
            .iter()
            .map(|consent| people::consent(consent, lang))
            .collect(),
        nodes: campaign
            .nodes
            .iter()
            .enumerate()
            .map(|(index, node)| around.node(index, node))
            .collect(),
    }
}

/// The language for a reader: what is asked for where the campaign is written in it, else the campaign's first.
#[must_use]
pub fn language(campaign: &Campaign, asked: Option<&str>) -> Lang {
    let first = campaign.languages.first().copied().unwrap_or_default();
    match asked.and_then(Lang::from_tag) {
        Some(lang) if campaign.languages.contains(&lang) => lang,
        // The other Chinese script is nearer to a Chinese reader than English is.
        Some(lang) => campaign
            .languages
            .iter()
            .copied()
            .find(|other| other.tag().split('-').next() == lang.tag().split('-').next())
            .unwrap_or(first),
        None => first,
    }
}

struct Around<'a> {
    live: &'a Live,
    campaign: &'a Campaign,
    numbers: &'a Numbers,
    now: Moment,
    lang: Lang,
}

impl Around<'_> {
    fn node(&self, index: usize, node: &Node) -> NodeView {
        let (opens, closes) = self.campaign.window(node);
        let kind = match &node.kind {
            Kind::Teaser(teaser) => KindView::Teaser(self.teaser(node, teaser, None)),
            Kind::Guess(guess) => KindView::Guess(self.guess(node, guess)),
            Kind::Vote(vote) => KindView::Vote(self.vote(node, vote)),
            Kind::Assemble(assemble) => KindView::Assemble(self.assemble(node, assemble)),
            Kind::Reserve(reserve) => KindView::Reserve(self.reserve(node, reserve)),
            Kind::Lottery(lottery) => KindView::Lottery(self.lottery(node, lottery)),
            Kind::Instant(instant) => KindView::Instant(self.instant(node, instant)),
            Kind::Share(share) => KindView::Share(self.share(node, share)),
            Kind::CheckIn(check_in) => KindView::CheckIn(self.check_in(node, check_in)),
            Kind::News(news) => KindView::News(self.news(node, news)),
            Kind::Honour(honour) => KindView::Honour(self.honour(node, honour)),
        };
        NodeView {
            id: node.id.clone(),
            index: u32::try_from(index).unwrap_or(u32::MAX),
            title: node.title.to(self.lang).to_owned(),
            lead: node.lead.to(self.lang).to_owned(),
            opens,
            closes,
            tickets: node.tickets,
            points: node.points,
            after: node.after.clone().unwrap_or_default(),
            kind,
        }
    }

    /// What people stand behind at a node, the strongest first.
    fn picks(&self, node: &Node) -> &[PickView] {
        self.numbers.picks.get(&node.id).map_or(&[], Vec::as_slice)
    }

    /// How many people stand behind something.
    fn people(&self, node: &Node, key: &str) -> u64 {
        self.picks(node)
            .iter()
            .find(|pick| pick.key == key)
            .map_or(0, |pick| pick.people)
    }

    /// How many people have done a node.
    fn done(&self, node: &Node) -> u64 {
        self.numbers.count(&counter::done(&node.id))
    }

    /// The address of a picture that the campaign was published with; empty where there is none.
    fn picture(&self, node: &Node, stage: u32, preview: bool) -> String {
        self.live
            .picture(&node.id, stage, preview)
            .map_or_else(String::new, |picture| {
                format!(
                    "/api/v1/campaigns/{}/nodes/{}/pictures/{}",
                    self.campaign.slug, node.id, picture.name
                )
            })
    }
}
