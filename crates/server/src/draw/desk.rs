//! What staff do about a draw by hand. All of it can be asked for twice: the second time nothing is changed.

use super::{
    Draw, DrawError, Ran,
    beacon::{self, BeaconError, Given},
    close::Committed,
    relays::unhex,
};
use crate::{
    app::App,
    campaigns::Live,
    export::csv_cell,
    life,
    store::{draws::KeptOutRow, winners::WinnerRow},
    trust::{self, TrustError},
};
use canyu_core::{moment::Moment, staff::DrawValue};
use serde_json::{Value, json};
use std::{io, sync::Arc};

/// The columns of the list for shipping.
pub const COLUMNS: [&str; 7] = ["k", "prize", "name", "address", "contact", "code", "claimed_at"];

impl Draw {
    /// Closes the list as the server itself does: everybody has been scored for the last time, and nobody is owed tickets any more.
    ///
    /// # Errors
    /// [`DrawError::NotReady`] where that is still going on, and those of [`Draw::commit`].
    pub async fn commit_by_hand(&self, app: &App, live: &Arc<Live>) -> Result<Committed, DrawError> {
        let (closes, now) = (live.campaign.closes.max(self.closes()), app.clock.now());
        let is_open = self.row().await?.stamp.closed_at.is_none();
        // What is to be refused is refused at once.
        if is_open && closes <= now && now < self.draws() {
            let scored = trust::last(app, live).await.map_err(|error| match error {
                TrustError::Store(error) => error.into(),
                error => {
                    tracing::error!(campaign = self.campaign(), %error, "the last scoring failed");
                    DrawError::NotReady
                }
            })?;
            if !scored || life::owes_tickets(app, live, closes).await? {
                return Err(DrawError::NotReady);
            }
        }
        let done = self.commit(closes, &app.clock).await?;
        app.campaigns.refresh(&*app.store).await?;
        Ok(done)
    }

    /// Runs the draw with what was pasted; what is missing of drand is asked from relays.
    ///
    /// # Errors
    /// [`BeaconError::NoRelay`], and those of [`Draw::run`].
    pub async fn run_by_hand(&self, app: &App, value: &DrawValue) -> Result<Ran, DrawError> {
        let mut given = read(value)?;
        let row = self.row().await?;
        let is_next = row.stamp.closed_at.is_some() && row.stamp.drawn_at.is_none() && self.is_due(app.clock.now());
        if is_next && given.drand.is_empty() && beacon::round(&self.manifest().beacon).is_some() {
            let none = || BeaconError::NoRelay(app.relays.addresses().join(", "));
            given.drand.push((None, self.ask(&app.relays).await.ok_or_else(none)?));
        }
        let done = self.run(given, app.clock.now()).await?;
        app.campaigns.refresh(&*app.store).await?;
        Ok(done)
    }

    /// Whom staff keep out, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn excluded(&self) -> Result<Vec<KeptOutRow>, DrawError> {
        Ok(self.store().kept_out(self.campaign(), self.number()).await?)
    }

    /// Notes where the commitment was published.
    ///
    /// # Errors
    /// [`DrawError::NotCommitted`], or that the database failed.
    pub async fn tell(&self, place: &str, now: Moment) -> Result<(), DrawError> {
        let at = super::seconds(now);
        if self.store().tell(self.campaign(), self.number(), place, at).await? {
            Ok(())
        } else {
            Err(DrawError::NotCommitted)
        }
    }

    /// Writes the claimed prizes, for shipping; how many there are.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_claims(&self, winners: &[WinnerRow], to: impl io::Write) -> Result<usize, csv::Error> {
        let mut csv = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(to);
        csv.write_record(COLUMNS)?;
        let mut written = 0;
        for row in winners.iter().filter_map(|winner| self.claim_row(winner)) {
            csv.write_record(row.iter().map(csv_cell))?;
            written += 1;
        }
        csv.flush()?;
        Ok(written)
    }

    fn claim_row(&self, winner: &WinnerRow) -> Option<[Value; 7]> {
        let prize = self.manifest().prizes.get(winner.prize? as usize)?;
        let claim = Some(&winner.claim).filter(|_| super::holds(winner))?;
        Some([
            json!(winner.k),
            json!(prize.name),
            json!(claim.name),
            json!(claim.address),
            json!(claim.contact),
            json!(claim.code),
            json!(super::when(claim.at?)),
        ])
    }
}

/// What was pasted. Fields that were left empty are not there.
fn read(value: &DrawValue) -> Result<Given, DrawError> {
    let mut given = Given::default();
    let filled = |texts: &[String]| -> Vec<String> {
        let texts = texts.iter().map(|text| text.trim().to_owned());
        texts.filter(|text| !text.is_empty()).collect()
    };
    let drand = value.drand.trim();
    if drand.starts_with(['{', '[']) {
        given.read(drand.as_bytes())?;
    } else if !drand.is_empty() {
        given.drand.push((None, bytes(drand)?));
    }
    given.numbers.extend(filled(&value.numbers));
    for secret in filled(&value.secrets) {
        given.secrets.push(bytes(&secret)?);
    }
    Ok(given)
}

fn bytes(text: &str) -> Result<Vec<u8>, BeaconError> {
    let why = || BeaconError::Unreadable("it is not in hexadecimal digits".to_owned());
    unhex(text).ok_or_else(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_read_in_each_form_and_empty_fields_are_not_there() {
        let value = |drand: &str, secret: &str| DrawValue {
            drand: drand.to_owned(),
            numbers: vec![" 1./ ".to_owned(), String::new()],
            secrets: vec![secret.to_owned()],
        };
        let given = read(&value(" A1b2 ", "  ")).unwrap();
        assert_eq!(given.drand, [(None, vec![0xa1, 0xb2])]);
        assert_eq!((given.numbers, given.secrets.len()), (vec!["1./".to_owned()], 0));
        let relay = read(&value(r#"{"round":7,"signature":"a1b2"}"#, "00ff")).unwrap();
        assert_eq!(relay.drand, [(Some(7), vec![0xa1, 0xb2])]);
        assert_eq!(relay.secrets, [[0, 255]]);
        for (drand, secret) in [("a1b", ""), ("https://api.drand.sh", ""), ("{}", ""), ("", "secret")] {
            let refused = read(&value(drand, secret)).unwrap_err();
            assert_eq!(refused.code(), "beacon_unreadable", "{drand}{secret}");
        }
    }
}
