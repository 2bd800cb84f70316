//! The claim desk: a winner says where his prize goes, or is given a code. Nothing that he says is ever logged.

use super::{Draw, DrawError, forfeit::is_over, seconds, when};
use crate::{
    entropy,
    store::winners::{Claim, WinnerRow},
};
use canyu_core::{
    campaign::{Gives, Lottery},
    moment::Moment,
    referral,
    view::WonView,
};
use serde::Deserialize;
use std::fmt;

/// Longest name in characters.
const LONGEST_NAME: usize = 200;
/// Longest address in characters.
const LONGEST_ADDRESS: usize = 1_000;
/// Longest e-mail address, telephone number or the like in characters.
const LONGEST_CONTACT: usize = 200;
/// How often a claim is tried again when another request has changed it meanwhile.
const TRIES: u32 = 3;

/// What a winner says. Which parts are needed depends on the prize.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimRequest {
    /// His name, at most 200 characters.
    pub name: String,
    /// Where to send the prize, at most 1,000 characters.
    pub address: String,
    /// An e-mail address, a telephone number or the like, at most 200 characters.
    pub contact: String,
}

impl fmt::Debug for ClaimRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClaimRequest").finish_non_exhaustive()
    }
}

/// The answer to a claim that is on disk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct ClaimAnswer {
    /// `claimed`
    pub state: &'static str,
    /// The code, where the prize is one.
    pub code: Option<String>,
}

impl Draw {
    /// Keeps a winner's claim. The same claim again is answered alike.
    ///
    /// # Errors
    /// Why not.
    pub async fn claim(
        &self,
        lottery: &Lottery,
        fan: &str,
        request: &ClaimRequest,
        now: Moment,
    ) -> Result<ClaimAnswer, DrawError> {
        for _ in 0..TRIES {
            let winner = self.store().winner(self.campaign(), self.number(), fan).await?;
            let Some(winner) = winner else {
                let is_drawn = self.row().await?.stamp.drawn_at.is_some();
                return Err(if is_drawn {
                    DrawError::NotAWinner
                } else {
                    DrawError::NotDrawn
                });
            };
            match decide(&winner, lottery, request, now)? {
                Decision::Answer(answer) => return Ok(answer),
                Decision::Keep(mut claim, gives) => {
                    if gives == Gives::Code {
                        let [random, _] = entropy::pair()?;
                        claim.code = Some(referral::claim_code(random));
                    }
                    let kept = self
                        .store()
                        .keep_claim(self.campaign(), self.number(), winner.k, &claim)
                        .await?;
                    if kept {
                        tracing::info!(campaign = self.campaign(), k = winner.k, "a prize was claimed");
                        return Ok(claimed(&claim));
                    }
                }
            }
        }
        Err(DrawError::Raced)
    }

    /// What a fan has won, as he may see it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn won(&self, lottery: &Lottery, fan: &str) -> Result<Option<WonView>, DrawError> {
        let winner = self.store().winner(self.campaign(), self.number(), fan).await?;
        Ok(winner.and_then(|winner| won(&winner, lottery)))
    }
}

fn won(winner: &WinnerRow, lottery: &Lottery) -> Option<WonView> {
    let prize = winner.prize?;
    let state = match (&winner.forfeited, winner.claim.at) {
        (Some(_), _) => "forfeited",
        (None, Some(_)) => "claimed",
        (None, None) => "open",
    };
    Some(WonView {
        prize,
        gives: gives(lottery, prize).name().to_owned(),
        until: winner.until.map(when).unwrap_or_default(),
        state: state.to_owned(),
        code: winner.claim.code.clone().filter(|_| state == "claimed"),
    })
}

fn gives(lottery: &Lottery, prize: u32) -> Gives {
    lottery
        .prizes
        .get(prize as usize)
        .map(|prize| prize.gives)
        .unwrap_or_default()
}

enum Decision {
    Answer(ClaimAnswer),
    Keep(Claim, Gives),
}

fn decide(winner: &WinnerRow, lottery: &Lottery, request: &ClaimRequest, now: Moment) -> Result<Decision, DrawError> {
    let prize = winner.prize.ok_or(DrawError::NotAWinner)?;
    let over = DrawError::ClaimOver {
        until: winner.until.map(when).unwrap_or_default(),
    };
    if winner.forfeited.is_some() {
        return Err(over);
    }
    let gives = gives(lottery, prize);
    let claim = read(request, gives, now)?;
    if winner.claim.at.is_some() {
        let same = (&winner.claim.name, &winner.claim.address, &winner.claim.contact)
            == (&claim.name, &claim.address, &claim.contact);
        return if same {
            Ok(Decision::Answer(claimed(&winner.claim)))
        } else {
            Err(DrawError::ClaimedAlready)
        };
    }
    if is_over(winner, now) {
        return Err(over);
    }
    Ok(Decision::Keep(claim, gives))
}

fn claimed(claim: &Claim) -> ClaimAnswer {
    ClaimAnswer {
        state: "claimed",
        code: claim.code.clone(),
    }
}

/// The parts that are there and fit; those that the prize does not need are not kept.
fn read(request: &ClaimRequest, gives: Gives, now: Moment) -> Result<Claim, DrawError> {
    let (need, may): (&[&'static str], &[&'static str]) = match gives {
        Gives::Address => (&["name", "address"], &["name", "address", "contact"]),
        Gives::Contact => (&["contact"], &["name", "contact"]),
        Gives::Code => (&[], &[]),
    };
    let part = |part: &'static str, text: &str, longest: usize| {
        let text = tidy(text);
        if text.chars().count() > longest {
            return Err(DrawError::ClaimTooLong { part, longest });
        }
        Ok((!text.is_empty() && may.contains(&part)).then_some(text))
    };
    let claim = Claim {
        at: Some(seconds(now)),
        name: part("name", &request.name, LONGEST_NAME)?,
        address: part("address", &request.address, LONGEST_ADDRESS)?,
        contact: part("contact", &request.contact, LONGEST_CONTACT)?,
        code: None,
    };
    let given = [
        ("name", &claim.name),
        ("address", &claim.address),
        ("contact", &claim.contact),
    ];
    let missing: Vec<&'static str> = given
        .into_iter()
        .filter(|(part, text)| need.contains(part) && text.is_none())
        .map(|(part, _)| part)
        .collect();
    if missing.is_empty() {
        Ok(claim)
    } else {
        Err(DrawError::ClaimIncomplete { missing })
    }
}

/// Without control characters but line breaks, and without blanks around it.
fn tidy(text: &str) -> String {
    let lines = text.replace("\r\n", "\n");
    let kept: String = lines.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    kept.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(name: &str, address: &str, contact: &str) -> ClaimRequest {
        ClaimRequest {
            name: name.to_owned(),
            address: address.to_owned(),
            contact: contact.to_owned(),
        }
    }

    #[test]
    fn what_is_needed_depends_on_the_prize_and_nothing_else_is_kept() {
        let now = Moment(5_000);
        let missing = |gives, request: &ClaimRequest| match read(request, gives, now) {
            Err(DrawError::ClaimIncomplete { missing }) => missing,
            other => panic!("{other:?}"),
        };
        assert_eq!(
            missing(Gives::Address, &request(" ", "\u{7}\n", "x")),
            ["name", "address"]
        );
        assert_eq!(missing(Gives::Contact, &request("Jo", "Here", "")), ["contact"]);
        let code = read(&request("Jo", "Here", "jo@example.org"), Gives::Code, now).unwrap();
        assert!(code.name.is_none() && code.address.is_none() && code.contact.is_none() && code.at == Some(5));
        let address = read(&request(" Jo ", "1 Road\r\nTown\0", ""), Gives::Address, now).unwrap();
        assert_eq!(address.address.as_deref(), Some("1 Road\nTown"));
        assert_eq!(address.name.as_deref(), Some("Jo"));
    }

    #[test]
    fn what_is_too_long_is_named_with_its_limit() {
        let long = read(&request("Jo", &"長".repeat(1_001), ""), Gives::Address, Moment(0)).unwrap_err();
        assert!(
            matches!(
                long,
                DrawError::ClaimTooLong {
                    part: "address",
                    longest: 1_000
                }
            ),
            "{long}"
        );
        assert!(read(&request("Jo", &"長".repeat(1_000), ""), Gives::Address, Moment(0)).is_ok());
    }

    #[test]
    fn nothing_of_a_claim_can_be_logged() {
        let claim = read(&request("Jo", "1 Road", "jo@example.org"), Gives::Address, Moment(0)).unwrap();
        let told = format!("{claim:?} {:?}", request("Jo", "1 Road", ""));
        assert!(!told.contains("Jo") && !told.contains("Road"), "{told}");
    }
}
