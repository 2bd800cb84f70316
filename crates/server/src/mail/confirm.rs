//! Confirming an address: who asks gets a mail with a code to type and a link to open; either proves that he reads mail there.
//!
//! Whoever asks is answered alike and in the same time, whether the address takes part or not: nothing is looked up about it. That two fans
//! have the same address shows only when the second one has proven that it is his.

use super::{DAY, MINUTE, MailError, before, letter::Body};
use crate::{
    app::App,
    campaigns::Live,
    entropy,
    identity::{address::Address, facts::facts, person_of_mail},
    problem::ApiError,
    store::mail::{AddressRow, Asked, Caps, RequestRow},
};
use canyu_core::{
    campaign::{Network, Proof},
    decide::Order,
    lang::Lang,
    moment::HOUR,
    secrets::Secrets,
    world::Fan,
};
use fairdraw::text::hex;
use std::sync::Arc;

/// How long a code works, in milliseconds.
const CODE_LIFE: i64 = 15 * MINUTE;
/// How often a code may be tried.
const TRIES: u32 = 5;
/// Mails that one fan may ask for in an hour.
const EACH_FAN: u32 = 5;
/// Mails that go to one address in an hour, whoever asks.
const EACH_ADDRESS: u32 = 5;

/// Mails that people of one place who have not taken part may ask for in an hour: else a program that only comes, again and again, could have mail
/// sent to everybody it knows. Who has taken part has come through the door (`guard/`).
const EACH_PLACE: u32 = 60;
/// In a network that people share, so many times as many.
const SHARED: u32 = 20;

/// Asks for a mail to an address, for somebody who comes from that place (a keyed hash).
///
/// # Errors
/// [`MailError::Off`], [`MailError::AddressWrong`], [`MailError::TooMany`], or that the database failed. None of them depends on who else
/// has that address.
pub async fn ask(app: &App, live: &Live, (fan, place): (&Fan, &str), typed: &str, lang: Lang) -> Result<(), ApiError> {
    if !app.post.is_on() {
        return Err(MailError::Off.into());
    }
    if !is_used(live) {
        return Err(MailError::NotUsed.into());
    }
    let address = Address::read(typed).map_err(|_| MailError::AddressWrong)?;
    let now = app.clock.now();
    let [request, link] = [entropy::token(), entropy::token()];
    let (request, link, code) = (random(request)?, random(link)?, random(entropy::digits())?);
    let row = RequestRow {
        fan: fan.id.clone(),
        address: address.to_string(),
        lang: lang.tag().to_owned(),
        code: code_hash(&live.secrets, &request, &code),
        link: link_hash(&link),
        request,
        tries: 0,
        made: now,
        used: None,
    };
    let body = serde_json::to_string(&Body::Confirm { code, link }).map_err(|_| ApiError::Internal)?;
    let who = hex(&live.secrets.keyed("asked", &address.canonical()));
    let caps = Caps {
        each_fan: EACH_FAN,
        each_address: EACH_ADDRESS,
        place: of_place(live, fan, place),
        since: before(now, HOUR),
    };
    match app
        .store
        .ask_for_mail(&live.campaign.slug, &row, &body, &who, &caps)
        .await?
    {
        Asked::TooMany => Err(MailError::TooMany.into()),
        Asked::Queued | Asked::Spared => {
            app.post.wake();
            Ok(())
        }
    }
}

fn of_place(live: &Live, fan: &Fan, place: &str) -> Option<(String, u32)> {
    let trust = &live.campaign.trust;
    let most = match trust.network {
        Network::Open => EACH_PLACE,
        Network::Shared => EACH_PLACE * SHARED,
    };
    let is_bound = fan.joined.is_none() && !place.is_empty() && trust.is_on("rates");
    is_bound.then(|| (format!("place/{place}"), most))
}

/// Where the file says what makes people verified, and an address is not among it, none may.
fn is_used(live: &Live) -> bool {
    let confirm = live.campaign.confirm.as_ref();
    confirm.is_none_or(|confirm| confirm.by.contains(&Proof::Email))
}

fn random<T>(made: Result<T, getrandom::Error>) -> Result<T, ApiError> {
    made.map_err(|error| {
        tracing::error!(%error, code = "internal", "no randomness");
        ApiError::Internal
    })
}

/// Bound to the request, and by it to the fan.
fn code_hash(secrets: &Secrets, request: &str, code: &str) -> String {
    hex(&secrets.keyed("mail-code", &format!("{request} {code}")))
}

/// Of 256 random bits: a plain hash is enough, and it is found without knowing the campaign.
fn link_hash(link: &str) -> String {
    hex(&fairdraw::hash::sha256(link.as_bytes()))
}

/// The request whose code this is.
///
/// # Errors
/// [`MailError::CodeWrong`], [`MailError::CodeOver`], or that the database failed.
pub async fn by_code(app: &App, live: &Live, fan: &str, typed: &str) -> Result<RequestRow, ApiError> {
    let slug = &live.campaign.slug;
    let since = before(app.clock.now(), CODE_LIFE);
    let row = app.store.try_code(slug, fan, since, TRIES).await?;
    let row = row.ok_or(MailError::CodeOver)?;
    if is_same(&code_hash(&live.secrets, &row.request, &digits(typed)), &row.code) {
        return Ok(row);
    }
    let left = if row.used.is_some() {
        0
    } else {
        TRIES.saturating_sub(row.tries + 1)
    };
    Err(MailError::CodeWrong { left }.into())
}

/// The campaign and the request of a link that works.
///
/// # Errors
/// When the database fails.
pub async fn by_link(app: &App, link: &str) -> Result<Option<(String, RequestRow)>, ApiError> {
    let since = before(app.clock.now(), DAY);
    Ok(app.store.request_by_link(&link_hash(link), since).await?)
}

/// Whoever has proven that he reads mail at the request's address is verified; where the address is known as somebody else's, his devices are one
/// person from now on. A request that was used already changes nothing.
///
/// # Errors
/// Why the order was not accepted, or that the database failed. It may be repeated then.
pub async fn finish(app: &App, live: &Arc<Live>, row: &RequestRow) -> Result<(), ApiError> {
    if row.used.is_some() {
        return Ok(());
    }
    let address = Address::read(&row.address).map_err(|_| MailError::CodeOver)?;
    let now = app.clock.now();
    let order = Order::Verify {
        fan: row.fan.clone(),
        person: person_of_mail(&live.secrets, &live.campaign.trust, &address),
        how: Proof::Email,
    };
    // Another fan, when the first try died half-way: the device has become somebody else's by then.
    let key = format!("confirm/{}/{}", row.request, row.fan);
    app.ingest.order(live.clone(), order, now, key).await?;
    let confirmed = AddressRow {
        address: row.address.clone(),
        lang: row.lang.clone(),
        confirmed: now,
    };
    let facts = facts(&live.secrets, &address);
    let slug = &live.campaign.slug;
    Ok(app.store.confirm_address(slug, &row.link, &confirmed, &facts).await?)
}

/// Whether confirming would make the device one of somebody who takes part already.
///
/// # Errors
/// When the database fails.
pub async fn would_merge(app: &App, live: &Live, row: &RequestRow) -> Result<bool, ApiError> {
    let Ok(address) = Address::read(&row.address) else {
        return Ok(false);
    };
    let person = person_of_mail(&live.secrets, &live.campaign.trust, &address);
    let known = app
        .store
        .is_known_elsewhere(&live.campaign.slug, &person, &row.fan)
        .await?;
    Ok(known && row.used.is_none())
}

/// What was typed, without what is no digit, in narrow digits.
fn digits(typed: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF10}'..='\u{FF19}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        c => c,
    };
    typed
        .chars()
        .map(narrow)
        .filter(char::is_ascii_digit)
        .take(12)
        .collect()
}

/// All characters are compared, so that the time taken tells nothing.
fn is_same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_bound_to_its_request_and_its_campaign() {
        let (here, there) = (Secrets::new([1; 32]), Secrets::new([2; 32]));
        assert_eq!(code_hash(&here, "a", "042137"), code_hash(&here, "a", "042137"));
        assert_ne!(code_hash(&here, "a", "042137"), code_hash(&here, "b", "042137"));
        assert_ne!(code_hash(&here, "a", "042137"), code_hash(&there, "a", "042137"));
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        for typed in ["042137", " 042 137 ", "０４２１３７", "042-137", "042137。"] {
            assert_eq!(digits(typed), "042137", "{typed}");
        }
        assert!(is_same("abc", "abc") && !is_same("abc", "abd") && !is_same("abc", "ab") && !is_same("", "a"));
    }
}
