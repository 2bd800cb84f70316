//! Pictures that fans send, over HTTP.

use crate::{OPEN, REVEALED, come, node, ok, published, support, support::Server, support::agent, told, until};
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use serde_json::{Value, json};

/// A picture that no other test sends.
fn png(width: u32, height: u32) -> Vec<u8> {
    let pixels: Vec<u8> = (0..width * height * 3).map(|i| (i % 251) as u8).collect();
    let mut file = Vec::new();
    PngEncoder::new(&mut file)
        .write_image(&pixels, width, height, ExtendedColorType::Rgb8)
        .unwrap();
    file
}

fn send(server: &Server, fan: u32, node: &str, file: &[u8]) -> (u16, Value) {
    let mut answer = agent()
        .post(server.at(&format!("/nodes/{node}/uploads")))
        .header("authorization", format!("Bearer {}", support::token(fan)))
        .header("content-type", "image/png")
        .send(file)
        .unwrap();
    (answer.status().as_u16(), answer.body_mut().read_json().unwrap())
}

/// Status, headers of interest and body.
fn get(server: &Server, path: &str) -> (u16, String, Vec<u8>) {
    let mut answer = agent().get(server.at(path)).call().unwrap();
    let shelf = answer
        .headers()
        .get("cache-control")
        .map(|value| value.to_str().unwrap().to_owned());
    (
        answer.status().as_u16(),
        shelf.unwrap_or_default(),
        answer.body_mut().read_to_vec().unwrap(),
    )
}

#[test]
fn a_doctored_picture_is_its_senders_until_staff_show_it() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=2);
    let (status, sent) = send(&server, 1, "doctored", &png(2_000, 500));
    assert_eq!(
        (status, &sent["width"], &sent["height"]),
        (200, &json!(1_600), &json!(400)),
        "{sent}"
    );
    let picture = sent["picture"].as_str().unwrap();
    assert_eq!(picture.len(), 32);
    let large = format!("/nodes/doctored/uploads/{picture}");
    let (status, shelf, body) = get(&server, &large);
    assert_eq!((status, shelf.as_str()), (200, "private, no-store"));
    assert_eq!(image::load_from_memory(&body).unwrap().width(), 1_600);
    assert_eq!(
        image::load_from_memory(&get(&server, &format!("{large}?size=small")).2)
            .unwrap()
            .width(),
        320
    );
    assert_eq!(get(&server, &format!("/nodes/guess/uploads/{picture}")).0, 404);
    let guess = json!({ "act": "guess", "node": "doctored", "text": "A kettle!", "picture": picture });
    let (status, stolen) = support::act(&agent(), &server, 2, &guess);
    assert_eq!(
        (status, &stolen["code"]),
        (422, &json!("picture_missing")),
        "somebody else's"
    );
    ok(&server, 1, &guess);
    assert_eq!(node(&server, "doctored")["wall"], json!([]));
    let waiting = told(&place, &["moderate", "list", "toy", "--node", "doctored"]);
    assert_eq!(waiting, format!("doctored\t1\t{picture}\tA kettle!\n"));
    told(&place, &["moderate", "show", "toy", "doctored", picture, "--by", "mei"]);
    until("the running server shows it", || {
        node(&server, "doctored")["wall"][0]["key"] == picture
    });
    let shown = node(&server, "doctored")["wall"][0]["picture"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(shown.ends_with(&format!("{large}?size=small")), "{shown}");
    assert_eq!(get(&server, &large).1, "public, max-age=300");
    told(
        &place,
        &[
            "moderate",
            "hide",
            "toy",
            "doctored",
            picture,
            "--by",
            "mei",
            "--reason",
            "Somebody's face",
        ],
    );
    until("nobody sees it", || node(&server, "doctored")["wall"] == json!([]));
    assert_eq!(get(&server, &large).0, 404);
}

#[test]
fn what_is_not_taken_says_why() {
    let place = published();
    let server = place.serve(OPEN);
    let told = |answer: (u16, Value)| (answer.0, answer.1["code"].as_str().unwrap().to_owned());
    let is = |status, code: &str| (status, code.to_owned());
    assert_eq!(told(send(&server, 9, "doctored", &png(2, 2))), is(404, "unknown_fan"));
    come(&server, 1..=1);
    assert_eq!(told(send(&server, 1, "none", &png(2, 2))), is(404, "unknown_node"));
    assert_eq!(told(send(&server, 1, "guess", &png(2, 2))), is(422, "wrong_kind"));
    assert_eq!(
        told(send(
            &server,
            1,
            "doctored",
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>"
        )),
        is(415, "upload_not_a_picture")
    );
    assert_eq!(
        told(send(&server, 1, "doctored", &vec![0; 8_000_001])),
        is(413, "upload_too_large")
    );
    assert_eq!(
        told(send(&server, 1, "doctored", &png(12_001, 1))),
        is(422, "upload_too_many_pixels")
    );
    let file = png(60, 60);
    assert_eq!(
        told(send(&server, 1, "doctored", &file[..file.len() / 2])),
        is(422, "upload_broken")
    );
    for _ in 0..3 {
        assert_eq!(send(&server, 1, "doctored", &png(2, 2)).0, 200);
    }
    assert_eq!(
        told(send(&server, 1, "doctored", &png(2, 2))),
        is(409, "uploads_used_up"),
        "three for each try"
    );
    drop(server);
    let server = place.serve("2024-08-11T19:00:01Z");
    assert_eq!(told(send(&server, 1, "doctored", &png(2, 2))), is(409, "closed"));
}

#[test]
fn a_picture_that_became_no_guess_is_gone_after_a_day() {
    let place = published();
    let server = place.serve(OPEN);
    come(&server, 1..=1);
    let name = |answer: (u16, Value)| answer.1["picture"].as_str().unwrap().to_owned();
    let (used, orphan) = (
        name(send(&server, 1, "doctored", &png(9, 9))),
        name(send(&server, 1, "doctored", &png(8, 8))),
    );
    ok(
        &server,
        1,
        &json!({ "act": "guess", "node": "doctored", "text": "A torch", "picture": used }),
    );
    drop(server);
    let server = place.serve(REVEALED);
    until("the orphan is gone", || {
        get(&server, &format!("/nodes/doctored/uploads/{orphan}")).0 == 404
    });
    assert_eq!(get(&server, &format!("/nodes/doctored/uploads/{used}")).0, 200);
}
