//! Devices that become one person.

use super::*;

#[test]
fn two_devices_of_one_person_become_one_and_nothing_counts_twice() {
    let mut play = strict();
    play.come("phone", None);
    play.verify("phone", "p").unwrap();
    play.act("phone", tap()).unwrap();
    play.vote("phone", "poll", &["warm"]).unwrap();
    play.come("laptop", None);
    play.act("laptop", tap()).unwrap();
    play.vote("laptop", "poll", &["quiet"]).unwrap();
    play.guess("laptop", "A kettle").unwrap();
    play.act("laptop", enter()).unwrap();
    play.come("friend", Some(("laptop", 0, "qr")));
    let (phone, laptop) = (play.fan("phone").id.clone(), play.fan("laptop").id.clone());
    let of_guess = play.campaign.node("guess").unwrap().tickets;
    let before = play.fan("phone").tickets();
    play.world.take_delta();
    play.verify("laptop", "p").unwrap();
    assert_eq!(play.fan("laptop").id, phone, "the other token is his from now on");
    let person = play.fan("phone").clone();
    assert_eq!(
        person.tickets(),
        before + of_guess + play.campaign.node("draw").unwrap().tickets
    );
    assert!(person.has_done("guess") && person.in_draw());
    assert_eq!(
        person.picks_at("poll").map(|(key, _)| key).collect::<Vec<_>>(),
        ["warm"],
        "the first choice stays"
    );
    assert_eq!(person.friends_arrived, 1);
    assert_eq!(play.fan("friend").referrer.as_ref().unwrap().fan, phone);
    let delta = play.world.take_delta();
    assert_eq!(delta.kept_out[&laptop], Some(KeptOut::Duplicate));
    assert_eq!(delta.merges, [(laptop.clone(), phone.clone())]);
    let quiet = delta.tallies.get(&("poll".to_owned(), "quiet".to_owned()));
    assert_eq!(quiet.map_or(0, |tally| tally.people), 0, "it never counted");
    assert_eq!(play.world.fan(&laptop).unwrap().standing, Standing::Merged);
    play.verify("laptop", "p").unwrap();
    assert!(play.world.take_delta().merges.is_empty(), "once");
    let code = play.world.fan(&laptop).unwrap().code.clone();
    let code = Some(referral::share_code(&code, 0));
    play.act(
        "late",
        Act::Arrive {
            code,
            channel: None,
            utm: None,
        },
    )
    .unwrap();
    assert_eq!(
        play.fan("late").referrer.as_ref().unwrap().fan,
        phone,
        "links shared there are his, too"
    );
}

#[test]
fn a_device_is_merged_once_whoever_it_is_said_to_be_next() {
    let mut play = strict();
    for (who, person) in [("ann", "p"), ("bob", "q")] {
        play.come(who, None);
        play.verify(who, person).unwrap();
    }
    play.come("phone", None);
    play.act("phone", tap()).unwrap();
    let device = play.fan("phone").id.clone();
    play.load_lineage();
    for person in ["p", "q", "new"] {
        let order = Order::Verify {
            fan: device.clone(),
            person: person.to_owned(),
            how: Proof::Email,
        };
        play.order(order).unwrap();
    }
    // Whoever has shown that both mailboxes are his is one person.
    assert_eq!(play.fan("ann").id, play.fan("bob").id);
    assert_eq!(play.fan("phone").id, play.fan("bob").id);
    assert_eq!(play.world.person("new").unwrap().id, play.fan("bob").id);
    assert_eq!(play.fan("bob").tickets(), 1, "the tap is paid once");
    let lists = play.world.take_delta().merges;
    assert_eq!(lists.len(), 2);
}

#[test]
fn what_is_held_against_a_device_is_held_against_the_person() {
    for (device, person, both) in [
        (Standing::Refused, Standing::Open, Standing::Refused),
        (Standing::Held, Standing::Open, Standing::Held),
        (Standing::Open, Standing::Refused, Standing::Refused),
        (Standing::Refused, Standing::Cleared, Standing::Held),
        (Standing::Open, Standing::Cleared, Standing::Cleared),
        (Standing::Cleared, Standing::Open, Standing::Open),
    ] {
        let mut play = strict();
        play.come("phone", None);
        play.verify("phone", "p").unwrap();
        play.vote("phone", "poll", &["warm"]).unwrap();
        play.come("laptop", None);
        play.act("laptop", enter()).unwrap();
        play.stand("phone", person, true);
        play.stand("laptop", device, true);
        play.world.take_delta();
        play.verify("laptop", "p").unwrap();
        let merged = play.fan("phone").clone();
        assert_eq!(merged.standing, both);
        let counts = u32::from(both.counts());
        assert_eq!(
            merged.picks_at("poll").map(|(_, pick)| pick.people).sum::<u32>(),
            counts
        );
        let out = (!both.counts()).then_some(KeptOut::Fraud);
        assert_eq!(
            (merged.kept_out, play.world.take_delta().kept_out.get(&merged.id)),
            (out, out.map(Some).as_ref())
        );
    }
}

#[test]
fn whom_a_link_would_claim_it_claims_by_way_of_his_other_device() {
    let mut play = strict();
    play.come("ann", None);
    play.come("laptop", None);
    play.verify("laptop", "p").unwrap();
    play.come("phone", Some(("ann", 0, "qr")));
    play.act("phone", tap()).unwrap();
    play.verify("phone", "p").unwrap();
    assert_eq!(play.fan("laptop").referrer.as_ref().unwrap().fan, play.fan("ann").id);
    assert_eq!(play.fan("ann").friends_joined, 1);
    play.now += HOUR;
    play.settle("laptop");
    assert_eq!(play.fan("ann").tickets(), 3);
}

#[test]
fn two_users_of_one_browser_are_two_persons() {
    let mut play = strict();
    play.come("family", None);
    play.come("bens-phone", None);
    let vouch = |play: &mut Play, who: &str, person: &str| {
        let order = Order::Verify {
            fan: play.fan(who).id.clone(),
            person: person.to_owned(),
            how: Proof::Host,
        };
        play.order(order)
    };
    vouch(&mut play, "family", "sub-ann").unwrap();
    vouch(&mut play, "bens-phone", "sub-ben").unwrap();
    let (ann, ben) = (play.fan("family").id.clone(), play.fan("bens-phone").id.clone());
    // As a store loads it.
    play.world.load_host(ann.clone(), "sub-ann".to_owned());
    play.world.load_host(ben, "sub-ben".to_owned());
    assert_eq!(vouch(&mut play, "family", "sub-ben"), Err(Refusal::OtherUser));
    assert_eq!(vouch(&mut play, "family", "sub-new"), Err(Refusal::OtherUser));
    vouch(&mut play, "family", "sub-ann").unwrap();
    assert_eq!(play.fan("family").id, ann);
}
