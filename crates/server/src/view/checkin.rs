//! Check-ins as everybody may see them: where and when, never the codes.

use super::Around;
use canyu_core::{
    campaign::{CheckIn, Node},
    view::{CheckInView, PlaceView},
};

impl Around<'_> {
    pub(super) fn check_in(&self, node: &Node, check_in: &CheckIn) -> CheckInView {
        let (opens, closes) = self.campaign.window(node);
        let places = check_in.places.iter().map(|place| PlaceView {
            key: place.key.clone(),
            label: place.text.to(self.lang).to_owned(),
            opens: place.opens.unwrap_or(opens),
            closes: place.closes.unwrap_or(closes),
            people: self.people(node, &place.key),
        });
        CheckInView {
            places: places.collect(),
        }
    }
}
