//! What becomes of a file.

use super::*;
use canyu_core::lang::Lang;

fn text(en: &str) -> Text {
    Text([(Lang::En, en.to_owned())].into())
}

fn post(key: &str, title: &str, body: &str) -> Amendment {
    Amendment::Post {
        node: "news".to_owned(),
        key: key.to_owned(),
        at: Moment(1_722_798_000_123),
        title: text(title),
        text: if body.is_empty() { Text::default() } else { text(body) },
    }
}

fn amended(source: &str, amendments: &[Amendment]) -> String {
    let mut document: DocumentMut = source.parse().unwrap();
    for amendment in amendments {
        amendment.apply(&mut document).unwrap();
    }
    document.to_string()
}

const TABLES: &str = r#"# A campaign.
slug = "toy"

[[nodes]]
id = "news" # what staff tell
kind = "news"

[[nodes]]
id = "wishes"
kind = "vote"
# They asked for it.
[[nodes.answers]]
to = "walls"
status = "planned"
text = { en = "In May" }

[[nodes]]
id = "last"
"#;

#[test]
fn a_post_is_told_below_its_node_and_comments_stay() {
    let told = amended(TABLES, &[post("first", "Hello \"you\"", "")]);
    let expected = TABLES.replace(
        "kind = \"news\"\n",
        "kind = \"news\"\n\n[[nodes.posts]]\nkey = \"first\"\nat = 2024-08-04T19:00:00Z\ntitle = { en = 'Hello \"you\"' }\n",
    );
    assert_eq!(told, expected);
    let again = amended(&told, &[post("first", "Hello", "More"), post("second", "Next", "")]);
    assert!(
        again.contains("title = { en = \"Hello\" }\ntext = { en = \"More\" }\n"),
        "{again}"
    );
    let removed = amended(
        &again,
        &[
            post("first", "Hello", ""),
            Amendment::RemovePost {
                node: "news".to_owned(),
                key: "second".to_owned(),
            },
        ],
    );
    assert!(!removed.contains("More") && !removed.contains("second"), "{removed}");
    assert!(removed.contains("id = \"last\""));
}

#[test]
fn a_list_in_a_line_stays_one() {
    let line = "nodes = [\n    { id = \"news\", posts = [{ key = \"a\", title = { en = \"A\" } }] }, # told\n    { id = \"wishes\" },\n]\n";
    let told = amended(
        line,
        &[
            post("b", "B", ""),
            post("a", "Z", ""),
            Amendment::Answer {
                node: "wishes".to_owned(),
                to: "walls".to_owned(),
                said: Some((WishStatus::Done, Text::default())),
            },
        ],
    );
    let read: toml::Table = told.parse().unwrap();
    let posts = read["nodes"][0]["posts"].as_array().unwrap();
    assert_eq!(
        (posts.len(), posts[0]["title"]["en"].as_str()),
        (2, Some("Z")),
        "{told}"
    );
    assert_eq!(read["nodes"][1]["answers"][0]["status"].as_str(), Some("done"));
    assert!(told.contains("# told"));
}

#[test]
fn an_answer_is_found_by_the_wish_and_taken_back() {
    let answer = |to: &str, said| Amendment::Answer {
        node: "wishes".to_owned(),
        to: to.to_owned(),
        said,
    };
    let done = Some((WishStatus::Done, text("It is there")));
    let told = amended(
        TABLES,
        &[answer("walls", done.clone()), answer("A quiet  fan", done.clone())],
    );
    assert!(told.contains("# They asked for it."), "{told}");
    assert!(
        !told.contains("planned") && told.contains("to = \"A quiet  fan\""),
        "{told}"
    );
    let back = amended(&told, &[answer("a quiet fan", None), answer("walls", None)]);
    assert!(!back.contains("answers"), "{back}");
    let mut document: DocumentMut = TABLES.parse().unwrap();
    let missing = post("a", "A", "");
    assert!(missing.apply(&mut document).is_ok());
    let elsewhere = Amendment::RemovePost {
        node: "nowhere".to_owned(),
        key: "a".to_owned(),
    };
    assert_eq!(elsewhere.apply(&mut document).unwrap_err().code(), "unknown_node");
}
