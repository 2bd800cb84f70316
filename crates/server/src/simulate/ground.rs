//! What a campaign offers, as far as simulated people make use of it: read from its public view, as everybody could.

use canyu_core::{
    moment::Moment,
    view::{KindView, NodeView, View},
};

/// A node that people do in passing.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub id: String,
    /// Tickets for doing it.
    pub tickets: u32,
    /// The node that has to be done before.
    pub after: String,
    pub opens: Moment,
    pub closes: Moment,
    pub what: What,
}

/// What is done there.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// "I want to know".
    Tap,
    /// One option, or several.
    Vote(Vec<String>),
    /// Words.
    Guess,
    /// Tickets go into the draw.
    Enter,
    /// The code of an event.
    CheckIn,
}

/// How friends are rewarded.
#[derive(Clone, Debug, Default)]
pub(super) struct Sharing {
    pub id: String,
    /// The node's place, part of a share code.
    pub index: u32,
    pub channels: Vec<String>,
    /// Tickets of the first, second, … friend.
    pub each: Vec<u32>,
    /// Tickets on top for so many friends.
    pub milestones: Vec<(u32, u32)>,
    /// Tickets for a friend's friend, and for how many of them.
    pub second: u32,
    pub most: u32,
}

impl Sharing {
    /// Tickets for so many friends, and so many friends of theirs.
    pub fn tickets(&self, friends: usize, second: usize) -> u32 {
        let first: u32 = self.each.iter().take(friends).sum();
        let on_top: u32 = self
            .milestones
            .iter()
            .filter(|(at, _)| *at as usize <= friends)
            .map(|(_, tickets)| tickets)
            .sum();
        first + on_top + self.second * u32::try_from(second).unwrap_or(u32::MAX).min(self.most)
    }
}

/// A campaign in the eyes of those who take part.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    pub opens: Moment,
    pub closes: Moment,
    /// All nodes' names.
    pub all: Vec<String>,
    pub places: Vec<Place>,
    pub sharing: Option<Sharing>,
    /// Whether tickets and votes count only of people who have confirmed an address.
    pub confirm: bool,
}

impl Ground {
    /// What there is in a view.
    pub fn of(view: &View) -> Self {
        Self {
            opens: view.opens,
            closes: view.closes,
            all: view.nodes.iter().map(|node| node.id.clone()).collect(),
            places: view.nodes.iter().filter_map(place).collect(),
            sharing: view.nodes.iter().find_map(sharing),
            confirm: view.confirm.as_ref().is_some_and(|confirm| confirm.email),
        }
    }

    /// Tickets for doing a node once.
    pub fn tickets(&self, node: &str) -> u32 {
        self.places
            .iter()
            .find(|place| place.id == node)
            .map_or(0, |place| place.tickets)
    }

    /// The places of a kind.
    pub fn with(&self, is: fn(&What) -> bool) -> impl Iterator<Item = &Place> {
        self.places.iter().filter(move |place| is(&place.what))
    }
}

fn place(node: &NodeView) -> Option<Place> {
    let what = match &node.kind {
        KindView::Teaser(_) => What::Tap,
        KindView::Vote(vote) => What::Vote(vote.options.iter().map(|option| option.key.clone()).collect()),
        KindView::Guess(guess) if guess.form == "text" => What::Guess,
        KindView::Lottery(_) => What::Enter,
        KindView::CheckIn(_) => What::CheckIn,
        _ => return None,
    };
    Some(Place {
        id: node.id.clone(),
        tickets: node.tickets,
        after: node.after.clone(),
        opens: node.opens,
        closes: node.closes,
        what,
    })
}

fn sharing(node: &NodeView) -> Option<Sharing> {
    let KindView::Share(share) = &node.kind else {
        return None;
    };
    Some(Sharing {
        id: node.id.clone(),
        index: node.index,
        channels: share.channels.clone(),
        each: (1..=share.most)
            .map(|number| match share.rates.iter().find(|rate| number <= rate.upto) {
                Some(rate) => rate.tickets,
                None if share.rates.is_empty() => node.tickets,
                None => 0,
            })
            .collect(),
        milestones: share.milestones.iter().map(|one| (one.friends, one.tickets)).collect(),
        second: share.second,
        most: share.most,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn friends_beyond_the_most_bring_nothing() {
        let sharing = Sharing {
            each: vec![3, 3, 2],
            second: 1,
            most: 3,
            milestones: vec![(5, 100)],
            ..Sharing::default()
        };
        assert_eq!(sharing.tickets(2, 0), 6);
        assert_eq!(sharing.tickets(9, 2), 110);
        assert_eq!(sharing.tickets(0, 9), 3);
    }
}
