//! What is read by hand against what serde reads.

use super::*;
use serde::Serialize;
use serde_json::json;

fn comes_back<T: Wire + Serialize + PartialEq + std::fmt::Debug>(it: &T) {
    let value = serde_json::to_value(it).unwrap_or_default();
    assert_eq!(T::read(&value).as_ref(), Some(it));
    assert_eq!(T::read(&Value::Null), None);
}

#[test]
fn what_is_read_by_hand_is_what_serde_has_written() {
    let at = Moment(1_722_798_000_000);
    let mut look = DrawLook {
        stage: DrawStage::Drawn,
        now: at,
        opens: Moment(0),
        closes: Moment(60_000),
        draws: Moment(120_000),
        closed: Some(at),
        drawn: Some(at),
        people: 3,
        tickets: u64::from(u32::MAX) * 9,
        kept_out: 1,
        sources: [SourceKind::Drand, SourceKind::Numbers, SourceKind::Witness]
            .map(|kind| DrawSource {
                kind,
                id: "jury".to_owned(),
                number: 7,
            })
            .to_vec(),
        by_itself: true,
        weak: false,
        late: true,
        note: "a\nb".to_owned(),
        hash: "0f".to_owned(),
        told: Some(Told {
            at,
            place: "the forum".to_owned(),
        }),
        prizes: Some(PrizeCounts {
            held: 1,
            claimed: 2,
            overdue: 3,
            forfeited: 4,
            alternates: 5,
        }),
        prize_names: vec![[("en".to_owned(), "Vinyl".to_owned())].into()],
        forfeit_reasons: vec!["declined".to_owned()],
        exclude_reasons: vec!["staff".to_owned()],
    };
    comes_back(&look);
    for stage in DrawStage::ALL {
        look = DrawLook {
            stage,
            closed: None,
            drawn: None,
            told: None,
            prizes: None,
            ..look
        };
        comes_back(&look);
    }
    let line = |state: WinnerState, text: Option<&str>| WinnerLine {
        k: 4,
        fan: text.map(str::to_owned),
        tickets: 9,
        prize: text.map(|_| 2),
        state,
        until: text.map(|_| at),
        claimed: text.map(|_| at),
        has_said: text.is_some(),
        reason: text.map(str::to_owned),
        forfeited: text.map(|_| at),
    };
    for state in WinnerState::ALL {
        let lines = vec![line(state, None), line(state, Some("x"))];
        comes_back(&Winners { lines, next: Some(100) });
    }
    for said in [None, Some("x".to_owned())] {
        let claimant = Claimant {
            name: said.clone(),
            address: said.clone(),
            contact: said.clone(),
            code: said,
        };
        let value = serde_json::to_value(&claimant).unwrap_or_default();
        assert_eq!(Claimant::read(&value), Some(claimant));
    }
    comes_back(&vec![KeptOut {
        fan: "A".to_owned(),
        reason: "staff".to_owned(),
        at,
    }]);
    let stage = LifeStage {
        name: "revealed".to_owned(),
        node: Some("guess".to_owned()),
        at: Some(at),
        done: true,
        never: false,
        late: Some(90_000),
        open: 2,
    };
    comes_back(&vec![stage]);
}

/// What is read by hand is what serde reads, of an answer with every part and of one where what may be missing is.
fn as_serde_reads<T: Wire + serde::de::DeserializeOwned + PartialEq>(whole: &Value, may_be_null: &[&str]) {
    let mut poor = whole.clone();
    for name in may_be_null {
        poor[*name] = Value::Null;
    }
    for value in [whole, &poor] {
        let read = serde_json::from_value::<T>(value.clone()).ok();
        assert!(read.is_some(), "serde cannot read {value}");
        assert!(T::read(value) == read, "{value}");
    }
}

#[test]
fn what_is_read_by_hand_is_what_serde_reads() {
    let at = "2024-08-04T19:00:00Z";
    let account = json!({ "id": "a", "name": "Li", "email": "li@example.org", "role": "till", "campaigns": ["toy"], "language": "zh-Hant",
        "second_factor": true, "disabled": false, "made": at, "seen": at });
    as_serde_reads::<Account>(&account, &["campaigns", "seen"]);
    let server = json!({ "version": "1", "rehearsal": true, "now": at, "mail": false });
    as_serde_reads::<Session>(&json!({ "account": account, "csrf": "x", "server": server }), &[]);
    as_serde_reads::<FirstOpen>(&json!({ "open": true }), &[]);
    let token = json!({ "id": "t", "name": "x", "account": "a", "by": "Li", "scopes": Right::ALL.map(Right::name), "campaigns": ["toy"],
        "made": at, "expires": at, "seen": at });
    as_serde_reads::<ApiToken>(&token, &["campaigns", "expires", "seen"]);
    as_serde_reads::<MadeToken>(&json!({ "token": token, "secret": "canyu_x" }), &[]);
    let webhook = json!({ "id": "w", "url": "https://example.org/", "kinds": Happening::ALL, "state": "paused", "failing": at, "problem": "too_slow",
        "again": at, "waiting": 3, "failed": 4, "delivered": at, "made": at, "made_by": "Li", "old_secret_until": at });
    as_serde_reads::<Webhook>(
        &webhook,
        &["failing", "problem", "again", "delivered", "old_secret_until"],
    );
    as_serde_reads::<MadeWebhook>(&json!({ "webhook": webhook, "secret": "whsec_x" }), &[]);
    let message = json!({ "seq": 7, "id": "msg_toy_7", "kind": "node.shared", "at": at, "state": "failed", "tries": 3, "next": at, "tried": at,
        "status": 500, "problem": "failed", "answer": "x", "took_ms": 12, "body": "{}" });
    as_serde_reads::<WebhookMessage>(&message, &["next", "tried", "status", "problem", "took_ms"]);
    as_serde_reads::<WebhookMessages>(&json!({ "messages": [message], "before": 7 }), &["before"]);
    as_serde_reads::<Replayed>(&json!({ "messages": 7 }), &[]);
    let invitation = json!({ "id": "i", "email": "", "role": "marketer", "campaigns": [], "language": "en", "by": "Li", "made": at,
        "expires": at });
    as_serde_reads::<Invitation>(&invitation, &["campaigns"]);
    as_serde_reads::<MadeInvitation>(&json!({ "invitation": invitation, "link": "x" }), &[]);
    as_serde_reads::<InvitationLook>(&invitation, &["campaigns"]);
    let line = json!({ "seq": 9, "at": at, "who": { "kind": "command_line", "account": "", "name": "x" }, "place": "127.0.0.0/24",
        "what": "draw_run", "campaign": "toy", "about": "x", "change": { "after": [1] } });
    as_serde_reads::<AuditLine>(&line, &["campaign"]);
    as_serde_reads::<AuditPage>(&json!({ "lines": [line], "before": 9 }), &["before"]);
    let campaign = json!({ "slug": "toy", "title": { "en": "A", "zh-Hans": "甲" }, "state": "handed_out", "opens": at, "closes": at,
        "next": { "step": "hand_out", "node": "guess", "at": at }, "counts": { "people": 1, "verified": 2, "held": 3 } });
    as_serde_reads::<CampaignLine>(&campaign, &["state", "opens", "closes", "next", "counts"]);
    let seen = json!([{ "sign": "clock", "count": 3, "of": 4, "value": 1.25 }, { "sign": "fast", "count": 3, "of": 4, "value": 0.0 }]);
    let reasons = json!([{ "reason": "tree", "points": 20, "seen": seen }]);
    let held = json!({ "fan": "A", "score": 99, "reasons": reasons, "objects": true });
    as_serde_reads::<ReviewQueue>(&json!({ "lines": [held], "more": true }), &[]);
    let decided = json!({ "at": at, "by": "scores", "from": "open", "to": "held", "score": 80, "note": "" });
    let case = json!({ "fan": "A", "standing": "held", "arrived": at, "channel": "forum", "brought_by": "B", "verified": at,
        "friends_joined": 1, "friends_counted": 2, "tickets": 3, "score": 80, "reasons": reasons,
        "appeal": { "at": at, "text": "x", "decided": false }, "decisions": [decided] });
    as_serde_reads::<Reviewed>(&case, &["brought_by", "verified", "appeal"]);
    let written = json!({ "node": "guess", "key": "k", "label": "x", "people": 4, "said": "hidden", "correct": true, "picture": false,
        "may_be_right": true });
    as_serde_reads::<Written>(&json!({ "lines": [written], "more": false }), &[]);
    let session = json!({ "id": "s", "made": at, "seen": at, "place": "x", "agent": "y", "this": true });
    as_serde_reads::<SessionRow>(&session, &[]);
    as_serde_reads::<SecondFactor>(&json!({ "secret": "S", "uri": "otpauth://x" }), &[]);
    as_serde_reads::<RecoveryCodes>(&json!({ "codes": ["a"] }), &[]);
}

#[test]
fn what_staff_hand_out_and_tell_is_read_by_hand_as_serde_reads_it() {
    let at = "2024-08-04T19:00:00Z";
    let texts = json!({ "en": "A", "zh-Hans": "甲" });
    let meant = json!({ "fans": ["a"], "everybody": true, "done": "guess", "channel": "forum", "joined_from": at, "joined_before": at,
        "redeemed": "sale", "item": "pearl" });
    as_serde_reads::<Meant>(
        &meant,
        &["done", "channel", "joined_from", "joined_before", "redeemed", "item"],
    );
    let gift = json!({ "id": "g", "at": at, "by": "li@example.org", "role": "staff", "to": meant, "what": "points", "amount": 3, "node": "n",
        "item": "i", "reason": "r", "people": 4, "got": 2, "done": at, "stopped": "list_closed" });
    as_serde_reads::<Gift>(&gift, &["done", "stopped"]);
    let item = json!({ "node": "sale", "item": "pearl", "text": texts, "aside": 2 });
    let node = json!({ "id": "guess", "title": texts });
    let cap = json!({ "what": "codes", "most": 9, "left": 1 });
    as_serde_reads::<Gifts>(
        &json!({ "lines": [gift], "caps": [cap], "nodes": [node], "items": [item] }),
        &[],
    );
    as_serde_reads::<GiftCount>(&json!({ "people": 1, "sum": 2, "left": 3, "aside": 4 }), &["aside"]);
    let stock = json!({ "node": "sale", "item": "pearl", "text": texts, "stock": 9, "taken": 1, "aside": 2, "issued": 3, "waiting": 4,
        "free": 5, "held": 6, "redeemed": 7, "expired": 8 });
    as_serde_reads::<Stock>(&json!({ "items": [stock], "redeems": true }), &[]);
    let code = json!({ "end": "1P4Q", "node": "sale", "item": "pearl", "state": "held", "origin": "gift", "fan": "A", "transfers": 1,
        "made": at, "expires": at, "redeemed": at, "till": "door" });
    as_serde_reads::<CodeLine>(&code, &["fan", "redeemed", "till"]);
    as_serde_reads::<Codes>(&json!({ "lines": [code], "more": true }), &[]);
    as_serde_reads::<IssuedCodes>(&json!({ "codes": ["a"], "csv": "a\n" }), &[]);
    let till = json!({ "name": "door", "made": at, "closed": at, "redeemed": 3, "account": true });
    as_serde_reads::<TillLine>(&till, &["closed"]);
    as_serde_reads::<MadeTill>(&json!({ "name": "door", "link": "x" }), &[]);
    as_serde_reads::<OwnTill>(&json!({ "name": "door", "path": "x" }), &[]);
    let post = json!({ "node": "news", "key": "k", "at": at, "out": true, "title": texts, "text": texts, "people": 2 });
    let news = json!({ "version": 2, "languages": ["en", "zh-Hant"], "nodes": [node], "posts": [post], "now": at });
    as_serde_reads::<News>(&news, &[]);
    let wish = json!({ "node": "wishes", "to": "x", "label": texts, "people": 2, "proposed": true,
        "answer": { "status": "planned", "text": texts } });
    as_serde_reads::<WishLine>(&wish, &["answer"]);
    as_serde_reads::<Answers>(&json!({ "version": 2, "languages": ["en"], "wishes": [wish] }), &[]);
    let seed = json!({ "group": "forum", "label": "Li", "link": "x", "made": at, "fan": "A", "came": true, "people": 2, "generations": 1 });
    as_serde_reads::<SeedLine>(&seed, &["fan"]);
    as_serde_reads::<Seeds>(&json!({ "lines": [seed], "more": false }), &[]);
}
