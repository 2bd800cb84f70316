//! A campaign as everybody may see it at a moment: what is not revealed yet is left out here.

use crate::{campaigns::Live, clock::Clock, store::Numbers};
use canyu_core::{
    campaign::{Campaign, Guess, Kind, Lottery, Node, Share, Stage, Teaser, Vote, VoteForm},
    lang::Lang,
    moment::Moment,
    view::{
        GuessView, HintView, KindView, LotteryView, NodeView, PickView, PrizeView, ShareView, TeaserView, View,
        VoteView,
    },
    world::counter,
};

/// Channels that are offered where the campaign names none.
const OFFERED: [&str; 3] = ["messenger", "microblog", "friends"];

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
            Kind::Teaser(teaser) => KindView::Teaser(self.teaser(node, teaser, opens)),
            Kind::Guess(guess) => KindView::Guess(self.guess(node, guess)),
            Kind::Vote(vote) => KindView::Vote(self.vote(node, vote)),
            Kind::Lottery(lottery) => KindView::Lottery(self.lottery(node, lottery)),
            Kind::Share(share) => KindView::Share(Self::share(share)),
        };
        NodeView {
            id: node.id.clone(),
            index: u32::try_from(index).unwrap_or(u32::MAX),
            title: node.title.to(self.lang).to_owned(),
            lead: node.lead.to(self.lang).to_owned(),
            opens,
            closes,
            tickets: node.tickets,
            kind,
        }
    }

    fn teaser(&self, node: &Node, teaser: &Teaser, opens: Moment) -> TeaserView {
        let reached = teaser.reached(opens, self.now);
        let shown: Vec<&Stage> = teaser.stages.iter().take(reached).collect();
        let stage = u32::try_from(reached).unwrap_or(0);
        let picture = |preview| {
            stage
                .checked_sub(1)
                .and_then(|last| self.live.picture(&node.id, last, preview))
        };
        let address = |preview| {
            picture(preview).map_or_else(String::new, |picture| {
                format!(
                    "/api/v1/campaigns/{}/nodes/{}/pictures/{}",
                    self.campaign.slug, node.id, picture.name
                )
            })
        };
        let latest_words = shown
            .iter()
            .rev()
            .map(|stage| stage.alt.to(self.lang))
            .find(|alt| !alt.is_empty());
        TeaserView {
            picture: address(false),
            preview: address(true),
            width: picture(false).map_or(0, |picture| picture.width),
            height: picture(false).map_or(0, |picture| picture.height),
            alt: latest_words.unwrap_or_default().to_owned(),
            columns: teaser.columns,
            rows: teaser.rows,
            fresh: shown.last().map(|stage| teaser.laid(stage)).unwrap_or_default(),
            stage,
            stages: u32::try_from(teaser.stages.len()).unwrap_or(u32::MAX),
            next: teaser.stages.get(reached).map(|stage| Teaser::at(stage, opens)),
            hints: shown.iter().filter_map(|stage| self.hint(stage, opens)).collect(),
            taps: self.numbers.count(&counter::done(&node.id)),
        }
    }

    fn hint(&self, stage: &Stage, opens: Moment) -> Option<HintView> {
        let text = stage.hint.to(self.lang);
        (!text.is_empty()).then(|| HintView {
            at: Teaser::at(stage, opens),
            text: text.to_owned(),
        })
    }

    fn guess(&self, node: &Node, guess: &Guess) -> GuessView {
        GuessView {
            placeholder: guess.placeholder.to(self.lang).to_owned(),
            longest: guess.longest,
            tries: guess.tries,
            wall: self.numbers.picks.get(&node.id).cloned().unwrap_or_default(),
            groups: self.numbers.count(&counter::groups(&node.id)),
        }
    }

    fn vote(&self, node: &Node, vote: &Vote) -> VoteView {
        let picks = self.numbers.picks.get(&node.id);
        let people = |key: &str| {
            picks
                .and_then(|picks| picks.iter().find(|pick| pick.key == key))
                .map_or(0, |pick| pick.people)
        };
        VoteView {
            single: vote.form == VoteForm::Poll,
            options: vote
                .options
                .iter()
                .map(|option| PickView {
                    key: option.key.clone(),
                    label: option.text.to(self.lang).to_owned(),
                    people: people(&option.key),
                })
                .collect(),
            voters: self.numbers.count(&counter::done(&node.id)),
        }
    }

    fn lottery(&self, node: &Node, lottery: &Lottery) -> LotteryView {
        let manifest = self.live.ballot.as_ref().map(|ballot| &ballot.hash);
        let is_over = self.now >= self.campaign.closes;
        LotteryView {
            draws: lottery.draws,
            prizes: lottery
                .prizes
                .iter()
                .map(|prize| PrizeView {
                    name: prize.name.to(self.lang).to_owned(),
                    quantity: prize.quantity,
                })
                .collect(),
            terms: lottery.terms.to(self.lang).to_owned(),
            entrants: self.numbers.count(&counter::done(&node.id)),
            draw: self.live.draw_state().view(manifest, lottery, is_over),
        }
    }

    fn share(share: &Share) -> ShareView {
        let offered = || OFFERED.iter().map(|&channel| channel.to_owned()).collect();
        ShareView {
            most: share.most,
            channels: if share.offer.is_empty() {
                offered()
            } else {
                share.offer.clone()
            },
        }
    }
}
