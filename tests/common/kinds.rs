//! A node of each kind that the campaign of these tests has not.

use super::{hour, node, pick};
use canyu_core::view::{
    AssembleView, CheckInView, GuessView, HonourView, InstantPrizeView, InstantView, ItemView, KindView, Me, MyCode,
    MyTeaser, MyWait, MyWin, NewsView, NodeView, PartView, PickView, PlaceView, PostView, ReserveView, RevealedView,
    StaffAnswerView, VoteView,
};

/// A number that was sealed: 42 with 32 times `S` as salt.
pub fn number() -> GuessView {
    GuessView {
        form: "number".into(),
        longest: 20,
        tries: 1,
        min: Some("1".into()),
        max: Some("99.5".into()),
        decimals: 1,
        unit: "kg".into(),
        bonus: 3,
        seal: "ab12cd34ef56".repeat(6).chars().take(64).collect(),
        reveals: Some(hour(40)),
        wall: vec![pick("42.0", "42.0", 4)],
        groups: 1,
        ..GuessView::default()
    }
}

/// The same after the reveal.
pub fn revealed() -> GuessView {
    let mut guess = number();
    guess.revealed = Some(RevealedView {
        answer: "42".into(),
        salt: "53".repeat(32),
        label: "42".into(),
    });
    for pick in &mut guess.wall {
        pick.right = true;
    }
    guess
}

/// A choice of two.
pub fn choice() -> GuessView {
    GuessView {
        form: "choice".into(),
        tries: 1,
        options: vec![pick("tea", "Tea", 3), pick("milk", "Milk", 1)],
        ..GuessView::default()
    }
}

/// A vote in another form.
pub fn vote(form: &str, most: u32) -> VoteView {
    VoteView {
        form: form.into(),
        most,
        totals: "live".into(),
        options: vec![pick("a", "Alder", 5), pick("b", "Birch", 4), pick("c", "Cedar", 3)],
        voters: 6,
        ..VoteView::default()
    }
}

/// A wish that staff have answered.
pub fn answered() -> PickView {
    PickView {
        answer: Some(StaffAnswerView {
            status: "planned".into(),
            text: "In spring".into(),
        }),
        ..pick("a", "Alder", 5)
    }
}

/// Two things to reserve, one of them gone.
pub fn reserve() -> ReserveView {
    let item = |key: &str, label: &str, left| ItemView {
        key: key.into(),
        label: label.into(),
        stock: 20,
        left,
        taken: 20 - left,
        aside: 0,
        waiting: 0,
    };
    ReserveView {
        items: vec![item("blue", "The blue one", 12), item("red", "The red one", 0)],
        each: 1,
        waits: true,
        expires: hour(90),
        transfers: 1,
        offer_hours: 48,
    }
}

/// A code that a fan holds.
pub fn held(node: &str, item: &str, state: &str) -> MyCode {
    MyCode {
        node: node.into(),
        item: item.into(),
        code: "0123-4567-89AB-CDEF".into(),
        state: state.into(),
        origin: "line".into(),
        expires: hour(90),
        offered: false,
        transfers: 1,
    }
}

/// A prize that is a code, and one of tickets.
pub fn instant() -> InstantView {
    let prize = |name: &str, quantity, gives: &str| InstantPrizeView {
        name: name.into(),
        quantity,
        left: quantity,
        gives: gives.into(),
        amount: 2,
    };
    InstantView {
        prizes: vec![prize("A mug", 5, "code"), prize("Two tickets", 100, "tickets")],
        plays: "daily".into(),
        round: "20000".into(),
        next: Some(hour(10)),
        seal: "cd".repeat(32),
        seed: String::new(),
        people: 31,
    }
}

/// Two places, one of them open now.
pub fn check_in() -> CheckInView {
    let place = |key: &str, label: &str, opens, closes| PlaceView {
        key: key.into(),
        label: label.into(),
        opens: hour(opens),
        closes: hour(closes),
        people: 8,
    };
    CheckInView {
        places: vec![place("shop", "The shop", 0, 20), place("fair", "The fair", 20, 30)],
    }
}

/// One post of two paragraphs.
pub fn news() -> NewsView {
    NewsView {
        posts: vec![PostView {
            key: "first".into(),
            at: hour(1),
            title: "It has a name".into(),
            text: "We call it Wren.\nMore on Friday.".into(),
            people: 17,
        }],
    }
}

/// A wall with one name on it.
pub fn honour() -> HonourView {
    HonourView {
        places: 100,
        left: 99,
        longest: 24,
        moderated: true,
        names: vec![pick("k1", "Mina", 1)],
    }
}

/// Two parts and where they belong.
pub fn assemble() -> AssembleView {
    let part = |key: &str| PartView {
        key: key.into(),
        label: key.into(),
        picture: format!("/pictures/{key}.png"),
        x: 12.5,
        y: 40.0,
        width: 25.0,
        height: 33.25,
    };
    AssembleView {
        picture: "/pictures/scene.jpg".into(),
        width: 800,
        height: 600,
        alt: "An empty desk".into(),
        words: "My desk".into(),
        parts: vec![part("lamp"), part("cup")],
        people: 12,
    }
}

/// One node of each of these kinds.
pub fn nodes() -> Vec<NodeView> {
    let mut told = number();
    told.revealed = revealed().revealed;
    let mut wishes = vote("ranked", 2);
    wishes.options.push(answered());
    vec![
        node(6, "weight", "How heavy is it", 1, KindView::Guess(told)),
        node(7, "order", "What comes first", 1, KindView::Vote(wishes)),
        node(8, "shelf", "Keep one for me", 1, KindView::Reserve(reserve())),
        node(9, "luck", "Try your luck", 1, KindView::Instant(instant())),
        node(10, "there", "Come by", 1, KindView::CheckIn(check_in())),
        node(11, "told", "What is new", 0, KindView::News(news())),
        node(12, "wall", "The first hundred", 0, KindView::Honour(honour())),
        node(13, "desk", "Put it together", 1, KindView::Assemble(assemble())),
    ]
}

/// A fan with something of everything.
pub fn fan() -> Me {
    let mut teasers = Vec::new();
    for found in super::view(2).nodes {
        if let KindView::Teaser(teaser) = found.kind {
            teasers.push(MyTeaser { node: found.id, teaser });
        }
    }
    Me {
        points: 120,
        codes: vec![held("shelf", "blue", "held")],
        waits: vec![MyWait {
            node: "shelf".into(),
            item: "red".into(),
            ahead: 2,
        }],
        wins: vec![MyWin {
            node: "luck".into(),
            prize: 0,
            at: hour(1),
        }],
        teasers,
        ..super::me()
    }
}
