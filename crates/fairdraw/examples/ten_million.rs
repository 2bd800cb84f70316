//! How long a draw takes: ten million entries sorted, closed, committed to and drawn, with the proofs of a thousand winners; and beside it, in
//! the same run and on the same threads, the time of hashing as many blocks of SHA-256 and doing nothing else.
//!
//! ```text
//! cargo run --release -p fairdraw --features sign,drand,rayon --example ten_million [ENTRIES] [FOLDER]
//! ```
//!
//! Prints a line a step, then `NAME VALUE` lines for `cargo xtask bench draw`. With a folder it writes the bundle there, but for the list itself,
//! and `mine.json`, what one fan keeps, so that a browser's check can be timed on it.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a measurement may end where something is wrong"
)]

use fairdraw::{
    Hash,
    beacon::{Chain, Published, Spec},
    commitment::Commitment,
    draw, entry,
    hash::sha256,
    key::SigningKey,
    result::ResultFile,
    roll::{self, Row},
    text::{base64, hex, unhex},
    tree::{BLOCK, Blocks, Label, Side, check_path},
};
use rayon::prelude::*;
use sha2::block_api::compress256;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Nobody has more tickets here.
const MAX_WEIGHT: u32 = 100;
const WINNERS: u32 = 1_000;
/// Round 10,000,000 of quicknet, 2024-08-04 20:29:24 UTC.
const ROUND: u64 = 10_000_000;
const SIGNATURE: &str =
    "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";
const NONCE: Hash = [7; 32];
const CONTACT: &str = "fan:0123456789ABC";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let entries = arguments.first().map_or(10_000_000, |number| number.parse().unwrap());
    println!("{entries} entries, {} threads", rayon::current_num_threads());
    let key = SigningKey::from_seed("bench", [1; 32]).unwrap();
    let manifest = manifest(&key);
    let mut rows = rows(entries, &entry::manifest_hash(manifest.as_bytes()));

    let start = Instant::now();
    timed("sorted", || roll::sort(&mut rows));
    let blocks = timed("closed: order and weights checked, tree", || {
        Blocks::build(&rows, MAX_WEIGHT).unwrap()
    });
    let commitment = commitment(&manifest, &blocks);
    let note = timed("committed: text signed", || key.sign_note(&commitment.text()));
    let result = timed("drawn: beacon checked, seed, winners with paths", || {
        drawn(&commitment, &blocks, &rows)
    });
    let all = start.elapsed();
    println!("{:<52} {:>9.3} s", "all of it", all.as_secs_f64());

    let proofs = timed("proofs of the winners checked", || checked(&result, &blocks));
    assert_eq!(proofs, result.draws.len());
    let work = 3 * entries as u64 - 2;
    let hashing = timed_as(&format!("hashing {work} blocks, nothing else"), || hash_blocks(work));
    let json = result.to_json();
    println!("winners {}", result.draws.len());
    println!("result_bytes {}", json.len());
    println!("seconds {:.3}", all.as_secs_f64());
    println!("hashing {:.3}", hashing.as_secs_f64());
    println!("peak_kilobytes {}", peak());
    if let Some(folder) = arguments.get(1) {
        let mine = mine(&commitment, &blocks, &rows, &key);
        write_bundle(Path::new(folder), &manifest, &note, &json, &mine);
    }
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what:<52} {:>9.3} s", start.elapsed().as_secs_f64());
    result
}

fn timed_as(what: &str, work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    timed(what, work);
    start.elapsed()
}

fn manifest(key: &SigningKey) -> String {
    format!(
        concat!(
            r#"{{"protocol":"fairdraw/v1","campaign":"bench","draw":1,"opens":1722790000,"closes":1722799000,"draws":1722803364,"#,
            r#""prizes":[{{"name":"Prize","quantity":500}}],"alternates":500,"max_weight":{},"key":"{}","beacon":"{}"}}"#,
            "\n"
        ),
        MAX_WEIGHT,
        key.verifier(),
        beacon()
    )
}

fn beacon() -> Spec {
    Spec::Drand {
        chain: Chain::QUICKNET.hash,
        round: ROUND,
    }
}

/// Entries as they come in: commits are hashes, so their order is as good as random. One of them is somebody's of whom everything is known.
fn rows(entries: usize, manifest: &Hash) -> Vec<Row> {
    let mut rows: Vec<Row> = (0..entries as u64)
        .into_par_iter()
        .map(|number| {
            let commit = sha256(&number.to_be_bytes());
            Row {
                weight: 1 + u32::from(commit[0]) % MAX_WEIGHT,
                commit,
            }
        })
        .collect();
    if let Some(row) = rows.get_mut(0) {
        row.commit = entry::entrant(manifest, &NONCE, CONTACT);
    }
    rows
}

fn commitment(manifest: &str, blocks: &Blocks) -> Commitment {
    Commitment {
        campaign: "bench".to_owned(),
        draw: 1,
        manifest: entry::manifest_hash(manifest.as_bytes()),
        entries: blocks.entries(),
        tickets: blocks.root().sum,
        root: blocks.root().hash,
        excluded: 0,
        excluded_hash: sha256(b""),
        closed: 1_722_800_000,
        beacon: beacon().to_string(),
    }
}

fn drawn(commitment: &Commitment, blocks: &Blocks, rows: &[Row]) -> ResultFile {
    let signature = unhex(SIGNATURE).unwrap();
    assert!(Chain::QUICKNET.verify(ROUND, &signature));
    let seed = draw::seed(&commitment.hash(), &[sha256(&signature).to_vec()]);
    let read = |block: u64| -> Result<&[Row], std::convert::Infallible> {
        let range = blocks.rows_of(block);
        Ok(&rows[range.start as usize..range.end as usize])
    };
    let draws = draw::run(&seed, blocks, WINNERS, read).unwrap();
    ResultFile { seed, draws }
}

fn checked(result: &ResultFile, blocks: &Blocks) -> usize {
    let root: Label = blocks.root();
    let holds = |draw: &&draw::Draw| {
        let row = Row {
            commit: draw.commit,
            weight: draw.weight,
        };
        check_path(&row, draw.index, blocks.entries(), draw.start, &draw.path, &root).is_ok()
    };
    result.draws.iter().filter(holds).count()
}

/// The compression function alone, as often as the tree needs it: once a leaf and twice an inner node.
fn hash_blocks(count: u64) {
    let each = 1 << 16;
    let sum: u32 = (0..count.div_ceil(each))
        .into_par_iter()
        .map(|part| {
            let mut state = [part as u32; 8];
            let mut block = [0; 64];
            for number in part * each..((part + 1) * each).min(count) {
                block[..8].copy_from_slice(&number.to_be_bytes());
                compress256(&mut state, &[block]);
            }
            state[0]
        })
        .reduce(|| 0, u32::wrapping_add);
    std::hint::black_box(sum);
}

/// The most memory that the program has had, in kilobytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or(0)
}

/// What the browser of the one whom we know has kept, and the server has told him.
fn mine(commitment: &Commitment, blocks: &Blocks, rows: &[Row], key: &SigningKey) -> String {
    let commit = entry::entrant(&commitment.manifest, &NONCE, CONTACT);
    let index = rows.binary_search_by(|row| row.commit.cmp(&commit)).unwrap();
    let range = blocks.rows_of(index as u64 / BLOCK as u64);
    let block = &rows[range.start as usize..range.end as usize];
    let (start, path) = (
        blocks.start(index as u64, block).unwrap(),
        blocks.path(index as u64, block).unwrap(),
    );
    let weight = rows[index].weight;
    let receipt = entry::Receipt {
        manifest: commitment.manifest,
        commit,
        weight,
        at: 1_722_795_000,
    };
    let steps: Vec<String> = path
        .iter()
        .map(|step| {
            let side = if step.side == Side::Left { "L" } else { "R" };
            format!(r#"["{side}",{},"{}"]"#, step.sum, hex(&step.hash))
        })
        .collect();
    format!(
        concat!(
            r#"{{"nonce":"{}","contact":"{}","receipts":[{{"weight":{},"at":{},"signature":"{}"}}],"#,
            r#""index":{},"start":{},"weight":{},"path":[{}],"seen":[["{}",1722800100]]}}"#
        ),
        hex(&NONCE),
        CONTACT,
        weight,
        receipt.at,
        base64(&key.sign(&receipt.message())),
        index,
        start,
        weight,
        steps.join(","),
        hex(&commitment.hash())
    )
}

fn write_bundle(folder: &Path, manifest: &str, note: &str, result: &str, mine: &str) {
    std::fs::create_dir_all(folder).unwrap();
    let beacon = Published::to_json(&[Published::Drand {
        round: ROUND,
        signature: unhex(SIGNATURE).unwrap(),
    }]);
    for (name, text) in [
        ("manifest.json", manifest),
        ("commitment.txt", note),
        ("beacon.json", &beacon),
        ("result.json", result),
        ("excluded.txt", ""),
        ("forfeits.txt", ""),
        ("mine.json", mine),
    ] {
        std::fs::write(folder.join(name), text).unwrap();
    }
}
