//! `canyu account`.

use super::*;

#[test]
fn whoever_runs_the_server_can_always_come_back_in() {
    let place = Place::new();
    let add = ["account", "add", "li@example.org", "--name", "Li Na"];
    let password = place.ok(&add).trim().to_owned();
    assert_eq!(password.len(), 24);
    let again = place.run(&add);
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("refused[email_taken]"));
    let limited = place.run(&["account", "add", "a@example.org", "--name", "A", "--campaign", "toy"]);
    assert!(!limited.status.success(), "an administrator is there for all");
    place.ok(&[
        "account",
        "add",
        "wang@example.org",
        "--name",
        "Wang",
        "--role",
        "viewer",
        "--campaign",
        "toy",
    ]);
    let list = place.ok(&["account", "list"]);
    assert!(
        list.contains("li@example.org\tLi Na\tadministrator\tall\tpassword\tnever\n"),
        "{list}"
    );
    assert!(
        list.contains("wang@example.org\tWang\tviewer\ttoy\tpassword\tnever\n"),
        "{list}"
    );

    let mut server = place.serve(EVENING);
    let nobody = Client::new(&server);
    assert_eq!(nobody.get("/first").is(200)["open"], false);
    let li = nobody.takes(nobody.try_sign_in(LI, &password, None));
    // Locked out, beside the running server.
    for _ in 0..5 {
        nobody.try_sign_in(LI, PASSWORD, None);
    }
    nobody.try_sign_in(LI, &password, None).refused(429, "locked_out");
    let fresh = place.ok(&["account", "reset", "Li@example.org"]).trim().to_owned();
    li.get("/session").refused(401, "not_signed_in");
    nobody.try_sign_in(LI, &password, None).refused(401, "sign_in_failed");
    let li = nobody.takes(nobody.try_sign_in(LI, &fresh, None));
    let log = li.log("account_reset");
    assert_eq!(
        (&log[0]["who"]["kind"], &log[0]["place"]),
        (&json!("command_line"), &json!(""))
    );
    assert_eq!(li.log("account_made").len(), 2);
    let unknown = place.run(&["account", "reset", "nobody@example.org"]);
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("refused[unknown_account]"));
    server.kill();
}
