use super::*;
use canyu_core::world::{Change, Grant, Origin, Reason, Referrer, Unit, World};

fn fan(id: &str) -> Fan {
    Fan {
        id: id.to_owned(),
        token: format!("token-{id}"),
        code: format!("CODE-{id}"),
        referrer: None,
        channel: "messenger".to_owned(),
        generation: 0,
        origin: String::new(),
        arrived: Moment(5),
        joined: None,
        nonce: None,
        friends_arrived: 0,
        friends_joined: 0,
        friends_counted: 0,
        verified: None,
        standing: Standing::Open,
        merged_into: None,
        kept_out: None,
        credits: Vec::new(),
        owed: Default::default(),
        steps: Default::default(),
        picks: Default::default(),
        earned: Default::default(),
        codes: Default::default(),
        waits: Vec::new(),
        wins: Vec::new(),
    }
}

fn held(state: CodeState, whose: Option<&str>) -> Held {
    Held {
        code: "0123456789ABCDEF".to_owned(),
        node: "sale".to_owned(),
        item: "pearl".to_owned(),
        state,
        origin: Origin::Line,
        fan: whose.map(str::to_owned),
        transfers: 0,
        made: Moment(5),
        expires: Moment(90),
        offered: false,
        redeemed: (state == CodeState::Redeemed).then(|| (Moment(9), "door".to_owned())),
    }
}

/// What is told of changes, as `type data`, in order.
fn told(changes: Vec<Change>, before: &Before) -> Vec<String> {
    let mut world = World::default();
    world.apply(vec![Change::Arrive(Box::new(fan("li")))]);
    world.take_delta();
    world.apply(changes);
    let all = Happening::ALL.into_iter().collect();
    let messages = of(&world.take_delta(), before, &all, Moment(9));
    messages
        .iter()
        .map(|message| format!("{} {}", message.kind.name(), message.data))
        .collect()
}

fn there(verified: bool, standing: Standing) -> Before {
    Before {
        fans: [("li".to_owned(), (verified, standing))].into(),
        codes: HashMap::new(),
    }
}

fn event(kind: EventKind) -> Change {
    Change::Record(Event {
        at: Moment(7),
        fan: "li".to_owned(),
        node: "guess".to_owned(),
        kind,
        channel: "messenger".to_owned(),
        generation: 1,
    })
}

#[test]
fn what_is_merely_looked_at_is_not_told() {
    let changes = [EventKind::Seen, EventKind::Started, EventKind::Completed]
        .map(event)
        .into();
    assert_eq!(
        told(changes, &Before::default()),
        [r#"node.completed {"channel":"messenger","generation":1,"node":"guess","participant":"li"}"#]
    );
}

#[test]
fn who_comes_is_told_with_who_brought_him() {
    let brought = Fan {
        referrer: Some(Referrer {
            fan: "wang".to_owned(),
            node: "friends".to_owned(),
        }),
        ..fan("li")
    };
    let changes = vec![Change::Arrive(Box::new(brought)), event(EventKind::Joined)];
    assert_eq!(
        told(changes, &Before::default()),
        [
            r#"participant.joined {"channel":"messenger","generation":1,"node":"guess","participant":"li","referrer":"wang"}"#
        ]
    );
}

#[test]
fn a_standing_and_a_proof_are_told_when_they_change() {
    let verify = || Change::Verify {
        fan: "li".to_owned(),
        at: Moment(9),
    };
    let stand = |standing| Change::Stand {
        fan: "li".to_owned(),
        standing,
    };
    let open = there(false, Standing::Open);
    assert_eq!(
        told(vec![verify()], &open),
        [r#"participant.verified {"participant":"li"}"#]
    );
    assert_eq!(told(vec![verify()], &there(true, Standing::Open)), Vec::<String>::new());
    assert_eq!(
        told(vec![stand(Standing::Held)], &open),
        [r#"participant.standing {"participant":"li","standing":"held"}"#]
    );
    assert_eq!(
        told(vec![stand(Standing::Held)], &there(false, Standing::Held)),
        Vec::<String>::new()
    );
    // That he is somebody's device is a message of its own.
    assert_eq!(told(vec![stand(Standing::Merged)], &open), Vec::<String>::new());
}

#[test]
fn a_code_is_told_when_somebody_gets_it_and_by_its_letters_only_when_it_is_used_up() {
    let given = r#"code.given {"item":"pearl","node":"sale","origin":"line","participant":"li"}"#;
    let with = |was: Option<(Option<&str>, CodeState, bool)>, held: Held| {
        let mut before = there(false, Standing::Open);
        if let Some((whose, state, offered)) = was {
            let whose = whose.map(str::to_owned);
            before.codes.insert(held.code.clone(), (whose, state, offered));
        }
        told(vec![Change::Code(held)], &before)
    };
    assert_eq!(with(None, held(CodeState::Held, Some("li"))), [given]);
    let free = Some((None, CodeState::Free, false));
    assert_eq!(
        with(free, held(CodeState::Held, Some("li"))),
        [given],
        "a priority code that he takes"
    );
    assert_eq!(with(None, held(CodeState::Free, None)), Vec::<String>::new());
    let his = Some((Some("li"), CodeState::Held, false));
    assert_eq!(with(his, held(CodeState::Held, Some("li"))), Vec::<String>::new());
    let offer = Held {
        offered: true,
        ..held(CodeState::Held, Some("li"))
    };
    assert_eq!(
        with(None, offer),
        Vec::<String>::new(),
        "an offer is none before it is taken up"
    );
    let offered = Some((Some("li"), CodeState::Held, true));
    assert_eq!(with(offered, held(CodeState::Held, Some("li"))), [given]);
    assert_eq!(
        with(his, held(CodeState::Redeemed, Some("li"))),
        [
            r#"code.redeemed {"code":"0123456789ABCDEF","item":"pearl","node":"sale","origin":"line","participant":"li","till":"door"}"#
        ]
    );
    assert_eq!(with(his, held(CodeState::Expired, Some("li"))), Vec::<String>::new());
}

#[test]
fn of_who_leaves_nothing_is_told_but_that() {
    let changes = vec![
        event(EventKind::Completed),
        Change::Erase {
            fan: "li".to_owned(),
            stub: "stub".to_owned(),
        },
    ];
    assert_eq!(
        told(changes, &there(false, Standing::Open)),
        [r#"participant.erased {"participant":"li"}"#]
    );
}

#[test]
fn only_what_is_wanted_is_told() {
    let mut world = World::default();
    world.apply(vec![
        Change::Arrive(Box::new(fan("li"))),
        event(EventKind::Completed),
        Change::Grant(Grant {
            at: Moment(8),
            fan: "li".to_owned(),
            node: "guess".to_owned(),
            reason: Reason::Done,
            about: None,
            unit: Unit::Tickets,
            amount: 2,
        }),
    ]);
    let delta = world.take_delta();
    let wanted = [Happening::Granted].into();
    let messages = of(&delta, &Before::default(), &wanted, Moment(9));
    assert_eq!(messages.len(), 1);
    assert_eq!(
        messages[0].data,
        json!({ "participant": "li", "node": "guess", "reason": "done", "unit": "tickets", "amount": 2 })
    );
    assert_eq!(of(&delta, &Before::default(), &BTreeSet::new(), Moment(9)), Vec::new());
}

#[test]
fn a_body_has_what_the_specification_wants() {
    let told = body(
        "toy",
        7,
        Happening::Joined,
        Moment(1_500),
        true,
        r#"{"participant":"li"}"#,
    );
    assert_eq!(
        told,
        r#"{"type":"participant.joined","timestamp":"1970-01-01T00:00:01.5Z","data":{"campaign":"toy","participant":"li","rehearsal":true,"seq":7}}"#
    );
    assert_eq!(id("toy", 7), "msg_toy_7");
}
