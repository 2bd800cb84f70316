//! What the fuzzer does with an input, and what the corpus' test does as well.

use fairdraw::{
    json::{Json, read},
    key::Dalek,
    verify::{Audit, Files, Mine, Options, Verdicts, asked, verify},
};

/// Splits an input at the lines `%NAME` into files, and checks them as a bundle. Returns whether nothing is wrong.
pub fn bundle(input: &[u8]) -> bool {
    let mut files = Files::default();
    let (mut roll, mut mine): (&[u8], Option<Mine>) = (&[], None);
    for part in parts(input) {
        let end = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let (name, bytes) = part.split_at(end);
        let bytes = bytes.get(1..).unwrap_or_default();
        match std::str::from_utf8(name).unwrap_or_default() {
            "roll.bin" => roll = bytes,
            "mine.json" => mine = Mine::from_json(bytes).ok(),
            name => {
                if let Some(slot) = files.slot(name) {
                    *slot = Some(bytes);
                }
            }
        }
    }
    let mine = mine.as_ref();
    let mut audit = Audit::new(&files, mine);
    // Pieces that end within rows.
    let wants_more = roll.chunks(50).all(|piece| audit.feed(piece));
    let audited = audit.finish();
    assert!(wants_more || audited.tree.is_err());
    let options = Options { allow_unsigned: true };
    let questions = asked(&files, mine);
    let unknown = verify(&files, mine, Some(&audited), options, &Verdicts::new(questions, []));
    let report = verify(&files, mine, Some(&audited), options, &Dalek);
    assert!(
        unknown.holds() || !report.holds(),
        "a signature that is not checked cannot make things worse"
    );
    assert_eq!(read(report.to_json().as_bytes(), |_| ()), Ok(()));
    report.holds()
}

fn parts(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(input);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = text.windows(2).position(|pair| pair == b"\n%");
        let (part, after) = match end {
            Some(end) => (text.get(..end)?, Some(text.get(end + 2..)?)),
            None => (text, None),
        };
        rest = after;
        Some(part.strip_prefix(b"%").unwrap_or(part))
    })
}

/// Reads a text and goes through all of it.
pub fn json(input: &[u8]) {
    let all = read(input, |json| walk(json, 0));
    let again = read(input, |_| ());
    // Going through it notes only what has another type than was asked for.
    assert!(all.is_err() || again.is_ok());
}

fn walk(json: Json<'_>, depth: usize) {
    let _ = (json.text(), json.number(), json.small(), json.hash());
    if depth < 40 {
        json.list().for_each(|item| walk(item, depth + 1));
        let mut members = json.members();
        while let (Some(name), Some(value)) = (members.next(), members.next()) {
            // A name stands once, so it is found; null counts as none.
            let _ = json.get(&name.text());
            walk(value, depth + 1);
        }
    }
}
