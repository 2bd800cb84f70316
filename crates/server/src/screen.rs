//! Screens at events: each place of a check-in has an address that nobody can guess, where its code is shown as letters and as a QR picture.

use canyu_core::{
    campaign::{Campaign, CheckIn, Kind, Node, Place},
    checkin,
    moment::Moment,
    secrets::Secrets,
};
use fairdraw::text::hex;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;

/// A place whose code can be shown.
#[derive(Clone, Copy, Debug)]
pub struct Screen<'a> {
    /// The node.
    pub node: &'a Node,
    /// Its rules.
    pub rules: &'a CheckIn,
    /// The place.
    pub place: &'a Place,
}

/// All places of a campaign.
pub fn screens(campaign: &Campaign) -> impl Iterator<Item = Screen<'_>> {
    campaign.nodes.iter().flat_map(|node| match &node.kind {
        Kind::CheckIn(rules) => rules.places.iter().map(|place| Screen { node, rules, place }).collect(),
        _ => Vec::new(),
    })
}

impl Screen<'_> {
    /// What makes the address of the screen one that nobody can guess: 32 hexadecimal digits.
    #[must_use]
    pub fn key(&self, secrets: &Secrets) -> String {
        let key = secrets.screen(&self.node.id, &self.place.key);
        hex(key.get(..16).unwrap_or(&key))
    }

    /// The way to the screen on the server.
    #[must_use]
    pub fn path(&self, campaign: &Campaign, secrets: &Secrets) -> String {
        format!(
            "/screen/{}/{}/{}/{}",
            campaign.slug,
            self.node.id,
            self.place.key,
            self.key(secrets)
        )
    }

    /// When the code is valid: from the first moment to just before the second.
    #[must_use]
    pub fn window(&self, campaign: &Campaign) -> (Moment, Moment) {
        let (opens, closes) = campaign.window(self.node);
        (
            self.place.opens.map_or(opens, |at| at.max(opens)),
            self.place.closes.map_or(closes, |at| at.min(closes)),
        )
    }

    /// The code that is valid now.
    #[must_use]
    pub fn code(&self, secrets: &Secrets, now: Moment) -> String {
        let place = checkin::Place {
            node: &self.node.id,
            place: &self.place.key,
            turns: self.rules.turns,
        };
        checkin::shown(&secrets.checkin(&self.node.id), place, now)
    }

    /// When the next code is shown, if it ever changes.
    #[must_use]
    pub fn next(&self, now: Moment) -> Option<Moment> {
        checkin::next_turn(self.rules.turns, now)
    }
}

/// A QR picture as SVG, black on white with its quiet zone. `None` when the text is too long for one.
#[must_use]
pub fn qr(text: &str) -> Option<String> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in (0..size).filter(|&x| code.get_module(x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + 4, y + 4);
        }
    }
    let all = size + 8;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {all} {all}\" role=\"img\" shape-rendering=\"crispEdges\">\
         <path fill=\"#fff\" d=\"M0 0h{all}v{all}H0z\"/><path d=\"{path}\"/></svg>"
    ))
}
