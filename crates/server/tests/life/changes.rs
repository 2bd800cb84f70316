//! The public page of changes, the status for staff, and putting a campaign away.

use crate::{CAMPAIGN, OPEN, published, support::agent, until};

#[test]
fn every_change_is_dated_and_public_and_what_is_still_secret_is_not_told() {
    let place = published();
    let edited = CAMPAIGN
        .replace("title = \"A new toy\"", "title = \"<b>A newer toy</b>\"")
        .replace("A secret until then.", "Another secret until then.")
        .replace("Many wanted it", "So many wanted it");
    std::fs::write(place.path("toy.toml"), edited).unwrap();
    place.ok(&[
        "campaign",
        "publish",
        "toy.toml",
        "--rehearsal-at",
        "2024-08-04T20:00:00Z",
    ]);
    let server = place.serve(OPEN);
    let page = agent()
        .get(format!("{}/c/toy/changes", server.url))
        .call()
        .unwrap()
        .body_mut()
        .read_to_string()
        .unwrap();
    assert!(
        page.contains("2024-08-04 20:00 UTC") && page.contains("&lt;b&gt;A newer toy&lt;/b&gt;"),
        "{page}"
    );
    assert!(page.contains("nodes[paper].posts[soon].text") && page.contains("nodes[picture].stages"));
    assert!(
        !page.contains("secret until") && !page.contains("wanted it") && !page.contains("<b>A newer"),
        "{page}"
    );
    let rules = crate::support::view(&server, "")["rules"].as_str().unwrap().to_owned();
    assert!(page.contains(&rules), "the rules' hash is the same in every version");
}

#[test]
fn staff_are_told_what_comes_next_and_a_campaign_is_put_away_only_when_all_is_done() {
    let place = published();
    let server = place.serve(OPEN);
    drop(server);
    let status = |at: &str| place.ok(&["campaign", "status", "toy", "--rehearsal-at", at]);
    assert!(status(OPEN).contains("never rehearsed"));
    place.ok(&["campaign", "rehearse", "toy.toml", "--people", "50", "--note"]);
    let open = status(OPEN);
    assert!(open.contains("✓ rehearsed"), "{open}");
    assert!(
        open.contains("✓ open") && open.contains("· closed") && open.contains("next        revealed guess"),
        "{open}"
    );
    let archive = |at: &str| place.run(&["campaign", "archive", "toy", "--rehearsal-at", at]);
    let too_early = archive(OPEN);
    assert!(!too_early.status.success());
    let said = String::from_utf8_lossy(&too_early.stderr).into_owned();
    assert!(said.contains("refused[not_over]") && said.contains("closed"), "{said}");
    let server = place.serve("2024-08-11T19:00:30Z");
    until("the list is closed", || {
        status("2024-08-11T19:01:00Z").contains("✓ closed")
    });
    drop(server);
}
