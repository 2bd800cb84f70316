//! Notices.

use crate::{
    own::{close_and_draw, nonce},
    place::{OPEN, asked, come, confirmed, do_it, me, published, serve, serve_at},
    sink::Sink,
};
use serde_json::json;

#[test]
fn whoever_has_won_is_told_once_and_until_when_to_claim() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve(&place, &sink);
    for fan in 1..=3 {
        come(&server, fan);
        do_it(
            &server,
            fan,
            &json!({ "act": "enter", "node": "draw", "nonce": nonce(fan) }),
        );
        confirmed(&server, &sink, fan, &format!("li{fan}@example.org"));
    }
    server.stop();
    close_and_draw(&place);
    for (at, number) in [("2024-08-04T20:30:00Z", 1), ("2024-08-04T20:31:00Z", 2)] {
        let server = serve_at(&place, at, sink.port, &[]);
        if number == 1 {
            let mail = sink.mail();
            assert_eq!(mail.part("subject"), "[Rehearsal] You have won at “A new toy”: Vinyl");
            assert!(
                mail.part("text")
                    .contains("Claim the prize by 18 August 2024, 20:29 UTC"),
                "{}",
                mail.part("text")
            );
            let winner = (1..=3).find(|&fan| !me(&server, fan)["won"].is_null()).unwrap();
            assert_eq!(mail.to(), format!("li{winner}@example.org"));
            assert!(mail.part("text").contains("nothing to unsubscribe from"));
        }
        // This one comes behind whatever was to be told.
        assert_eq!(asked(&server, &sink, 1, "else@example.org").to(), "else@example.org");
        server.stop();
    }
}

#[test]
fn whoever_is_next_on_a_waiting_list_is_told_until_when_it_is_kept() {
    let (place, sink) = (published(), Sink::start(&[]));
    let server = serve_at(&place, OPEN, sink.port, &[]);
    (1..=3).for_each(|fan| come(&server, fan));
    confirmed(&server, &sink, 2, "wu@example.org");
    let reserve = json!({ "act": "reserve", "node": "shelf", "item": "pearl" });
    (1..=3).for_each(|fan| {
        do_it(&server, fan, &reserve);
    });
    do_it(
        &server,
        1,
        &json!({ "act": "cancel", "node": "shelf", "item": "pearl" }),
    );
    let mail = sink.mail();
    assert_eq!(mail.to(), "wu@example.org");
    assert!(
        mail.part("subject").contains("Kept for you until 6 August 2024") && mail.part("subject").ends_with("Pearl"),
        "{}",
        mail.part("subject")
    );
    do_it(
        &server,
        2,
        &json!({ "act": "cancel", "node": "shelf", "item": "pearl" }),
    );
    // The third one has confirmed no address, so there is nobody to write to.
    confirmed(&server, &sink, 1, "li@example.org");
    assert!(sink.is_quiet());
}
