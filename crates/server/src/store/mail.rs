//! What is kept of mail: addresses, confirmations that are under way, the outbox.

use super::StoreError;
use crate::identity::facts::MailFacts;
use async_trait::async_trait;
use canyu_core::moment::Moment;

/// A confirmation that is asked for. Personal: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct RequestRow {
    /// Its name, random.
    pub request: String,
    /// Who asks.
    pub fan: String,
    /// The address.
    pub address: String,
    /// The language of the mail: a BCP 47 tag.
    pub lang: String,
    /// The keyed hash of the code.
    pub code: String,
    /// The keyed hash of what stands in the link.
    pub link: String,
    /// How often a code was tried.
    pub tries: u32,
    /// When.
    pub made: Moment,
    /// When it was confirmed.
    pub used: Option<Moment>,
}

/// A mail that waits. Personal: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct OutboxRow {
    /// The campaign.
    pub campaign: String,
    /// Its name, of which there is one in the campaign.
    pub key: String,
    /// To whom.
    pub fan: String,
    /// See [`crate::mail::letter::Body::kind`].
    pub kind: String,
    /// The language: a BCP 47 tag.
    pub lang: String,
    /// The address.
    pub address: String,
    /// What is in it, as JSON.
    pub body: String,
    /// When it was written.
    pub made: Moment,
    /// How often it was tried.
    pub tries: u32,
}

/// How much mail may be asked for.
#[derive(Clone, Debug)]
pub struct Caps {
    /// Requests of one fan since `since`, at most.
    pub each_fan: u32,
    /// Mails to one address since `since`, at most.
    pub each_address: u32,
    /// A place, as a keyed hash, and the requests since `since`, at most, of those there who have not taken part; `None`: he has.
    pub place: Option<(String, u32)>,
    /// The beginning of what is counted.
    pub since: Moment,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The mail waits.
    Queued,
    /// The address has had enough of them: the request is kept like any other, and nothing is sent. Its fan is not told.
    Spared,
    /// This fan, or somebody who has only come from that place, has asked too often; nothing is kept.
    TooMany,
}

/// A confirmed address. Personal: it has no `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct AddressRow {
    /// The address.
    pub address: String,
    /// The language of mail to it: a BCP 47 tag.
    pub lang: String,
    /// When it was confirmed.
    pub confirmed: Moment,
}

/// Somebody who has won, or is offered something, and has not been told yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    /// Who.
    pub fan: String,
    /// Won: the number in the draw. Offered: the code.
    pub which: String,
    /// Won: the prize's place, from 0. Offered: 0.
    pub prize: u32,
    /// Offered: the node.
    pub node: String,
    /// Offered: the item.
    pub item: String,
    /// Until when he has to say so.
    pub until: Moment,
}

/// What is kept of mail.
#[async_trait]
pub trait Mails {
    /// Keeps a request and its mail, in one transaction with the counting for all caps. `who` is the keyed hash of the address.
    async fn ask_for_mail(
        &self,
        campaign: &str,
        row: &RequestRow,
        body: &str,
        who: &str,
        caps: &Caps,
    ) -> Result<Asked, StoreError>;

    /// Takes one try off the newest request of a fan, unless `most` have been made, or it was made before `since`; the request as it was
    /// before. A request that was used already loses none. `None`: there is nothing to try.
    async fn try_code(
        &self,
        campaign: &str,
        fan: &str,
        since: Moment,
        most: u32,
    ) -> Result<Option<RequestRow>, StoreError>;

    /// The request of a link's hash, if it was made after `since`, with its campaign.
    async fn request_by_link(&self, link: &str, since: Moment) -> Result<Option<(String, RequestRow)>, StoreError>;

    /// Notes that the request of a link's hash was confirmed, that the address is that of whoever has the request now, and what the trust part
    /// may know of it.
    async fn confirm_address(
        &self,
        campaign: &str,
        link: &str,
        row: &AddressRow,
        facts: &MailFacts,
    ) -> Result<(), StoreError>;

    /// Whether a person, by his key, takes part already as somebody else than this fan.
    async fn is_known_elsewhere(&self, campaign: &str, person: &str, fan: &str) -> Result<bool, StoreError>;

    /// The confirmed address of a fan.
    async fn address(&self, campaign: &str, fan: &str) -> Result<Option<AddressRow>, StoreError>;

    /// Writes a notice to whoever has confirmed an address; whether there was one to write. The same key again writes nothing.
    async fn notify(
        &self,
        campaign: &str,
        fan: &str,
        key: &str,
        kind: &str,
        body: &str,
        now: Moment,
    ) -> Result<bool, StoreError>;

    /// Takes mails that are due, so many at most, and puts the next try of each off to `until`: should this process end, another one sends it
    /// then. A next try later than `latest` is one of a clock that was put back, and is due.
    async fn take_mails(
        &self,
        now: Moment,
        until: Moment,
        latest: Moment,
        most: u32,
    ) -> Result<Vec<OutboxRow>, StoreError>;

    /// Puts the next try of a mail off.
    async fn put_off_mail(&self, campaign: &str, key: &str, next: Moment) -> Result<(), StoreError>;

    /// Notes what became of a mail; its address and what was in it are erased.
    async fn finish_mail(&self, campaign: &str, key: &str, outcome: &str, now: Moment) -> Result<(), StoreError>;

    /// Mails that wait.
    async fn mails_waiting(&self) -> Result<i64, StoreError>;

    /// Winners with a confirmed address whose prize is open at that moment, and who have not been told.
    async fn untold_winners(&self, campaign: &str, draw: u32, now: Moment) -> Result<Vec<Untold>, StoreError>;

    /// Fans with a confirmed address who are offered a unit from a waiting list at that moment, and have not been told.
    async fn untold_offers(&self, campaign: &str, now: Moment) -> Result<Vec<Untold>, StoreError>;

    /// Fans whose mail host's exchanger is not known, with their addresses: those that were asked for less than `tries` times.
    async fn unknown_exchangers(
        &self,
        campaign: &str,
        tries: u32,
        most: u32,
    ) -> Result<Vec<(String, String)>, StoreError>;

    /// Notes the exchanger's hash, or that it was asked for in vain.
    async fn keep_exchanger(&self, campaign: &str, fan: &str, mx: Option<&str>) -> Result<(), StoreError>;

    /// Throws away requests from before `requests`, counts from before `counts`, and whatever is left of fans who are gone.
    async fn sweep_mail(&self, requests: Moment, counts: Moment) -> Result<(), StoreError>;
}
