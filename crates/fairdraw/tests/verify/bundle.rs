//! A draw to be tampered with: 40 people, two of them left out, hourly checkpoints, one forfeit, everything signed.

use fairdraw::{
    Hash,
    beacon::{Published, sources},
    checkpoint::Checkpoint,
    commitment::Commitment,
    draw,
    entry::{Receipt, entrant, manifest_hash},
    excluded::Excluded,
    forfeit::{Forfeit, SignedForfeit, message},
    hash::sha256,
    key::{Dalek, SigningKey},
    manifest::Manifest,
    result::ResultFile,
    roll::{Row, sort},
    text::{base64, hex, unhex},
    tree::Blocks,
    verify::{Audit, Check, Fault, Files, Mine, Options, Outcome, Report, verify},
};
use std::convert::Infallible;

/// When the list was closed; the beacon's round is at 1722803364.
pub const CLOSED: u64 = 1_722_800_000;
pub const DRAWS: u64 = 1_722_803_364;

/// Everything that is published.
#[derive(Clone)]
pub struct Bundle {
    pub key: SigningKey,
    pub manifest: String,
    pub commitment: String,
    pub beacon: String,
    pub result: String,
    pub excluded: String,
    pub forfeits: String,
    pub checkpoints: String,
    pub rows: Vec<Row>,
}

pub fn key() -> SigningKey {
    SigningKey::from_seed("canyu.example", [7; 32]).unwrap()
}

pub fn nonce(person: u32) -> Hash {
    sha256(&person.to_be_bytes())
}

pub fn contact(person: u32) -> String {
    format!("fan:{person}")
}

/// Tickets of a person.
pub fn weight(person: u32) -> u32 {
    1 + person % 12
}

impl Bundle {
    /// The draw, as an honest organiser publishes it.
    pub fn honest() -> Self {
        let verifier = key().verifier().to_string();
        let manifest = format!(
            r#"{{"protocol":"fairdraw/v1","campaign":"toy","draw":1,"opens":1722795000,"closes":1722799764,"draws":{DRAWS},"prizes":[{{"name":"Vinyl","quantity":1}},{{"name":"Shirt","quantity":2}}],"alternates":3,"max_weight":12,"disqualifications":["duplicate","staff"],"forfeits":{{"reasons":["unclaimed","declined"],"claim_days":14}},"key":"{verifier}","beacon":"drand:52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971:10000000","fallback":"wait"}}
"#
        );
        let signature =
            "a187c9f5800521e986b5658924696682071ce7ae965486e8fd08bc2c4758bdbb9ed9ecb7beee392a38214e321ecd434f";
        let beacon = Published::Drand {
            round: 10_000_000,
            signature: unhex(signature).unwrap(),
        };
        let mut bundle = Self {
            key: key(),
            manifest,
            commitment: String::new(),
            beacon: Published::to_json(&[beacon]),
            result: String::new(),
            excluded: String::new(),
            forfeits: String::new(),
            checkpoints: String::new(),
            rows: Vec::new(),
        };
        bundle.close();
        bundle.checkpoints = bundle.hourly();
        bundle.draw();
        bundle.forfeits = bundle.forfeit(1, "declined", DRAWS + 3600);
        bundle
    }

    pub fn manifest_hash(&self) -> Hash {
        manifest_hash(self.manifest.as_bytes())
    }

    pub fn commit(&self, person: u32) -> Hash {
        entrant(&self.manifest_hash(), &nonce(person), &contact(person))
    }

    /// Closes the list of 40 people; 38 and 39 are left out.
    fn close(&mut self) {
        let row = |person| Row {
            commit: self.commit(person),
            weight: weight(person),
        };
        let mut rows: Vec<Row> = (0..38).map(row).collect();
        sort(&mut rows);
        let mut excluded = [(38, "staff"), (39, "duplicate")].map(|(person, reason)| Excluded {
            commit: self.commit(person),
            reason: reason.to_owned(),
        });
        excluded.sort_by_key(|one| one.commit);
        self.excluded = Excluded::to_text(&excluded);
        self.rows = rows;
        self.commit_to(CLOSED);
    }

    /// Commits to the rows as they are now.
    pub fn commit_to(&mut self, closed: u64) {
        let blocks = self.blocks();
        let commitment = Commitment {
            campaign: "toy".to_owned(),
            draw: 1,
            manifest: self.manifest_hash(),
            entries: blocks.entries(),
            tickets: blocks.root().sum,
            root: blocks.root().hash,
            excluded: self.excluded.lines().count() as u64,
            excluded_hash: sha256(self.excluded.as_bytes()),
            closed,
            beacon: Manifest::read(self.manifest.as_bytes()).unwrap().beacon.to_string(),
        };
        self.commitment = self.key.sign_note(&commitment.text());
    }

    /// Signs the commitment again after its text was changed.
    pub fn change_commitment(&mut self, change: impl Fn(&mut Commitment)) {
        let mut commitment = self.committed();
        change(&mut commitment);
        self.commitment = self.key.sign_note(&commitment.text());
    }

    pub fn committed(&self) -> Commitment {
        let (text, _) = self.commitment.split_once("\n\n").unwrap();
        Commitment::parse(&format!("{text}\n")).unwrap()
    }

    pub fn blocks(&self) -> Blocks {
        Blocks::build(&self.rows, u32::MAX).unwrap()
    }

    fn hourly(&self) -> String {
        let mut previous = [0; 32];
        let mut file = String::new();
        for hour in 0..3 {
            let checkpoint = self.checkpoint(previous, CLOSED - 7200 + 3600 * hour);
            previous = checkpoint.hash();
            file += &self.key.sign_note(&checkpoint.text());
        }
        file
    }

    pub fn checkpoint(&self, previous: Hash, at: u64) -> Checkpoint {
        Checkpoint {
            campaign: "toy".to_owned(),
            draw: 1,
            manifest: self.manifest_hash(),
            entries: 20,
            tickets: 100,
            previous,
            at,
        }
    }

    /// Draws from the rows, the commitment and the beacon as they are now.
    pub fn draw(&mut self) {
        let manifest = Manifest::read(self.manifest.as_bytes()).unwrap();
        let published = Published::from_json(self.beacon.as_bytes()).unwrap();
        let value = sources(&manifest.beacon, &published, &manifest).unwrap();
        let seed = draw::seed(&self.committed().hash(), &value.sources);
        let count = manifest.places() as u32;
        let rows = &self.rows;
        let draws = draw::run(&seed, &self.blocks(), count, |_| Ok::<_, Infallible>(rows)).unwrap();
        self.result = ResultFile { seed, draws }.to_json();
    }

    pub fn result(&self) -> ResultFile {
        ResultFile::from_json(self.result.as_bytes()).unwrap()
    }

    /// Changes the result as an organiser could who has no other seed.
    pub fn change_result(&mut self, change: impl Fn(&mut ResultFile)) {
        let mut result = self.result();
        change(&mut result);
        self.result = result.to_json();
    }

    pub fn forfeit(&self, k: u32, reason: &str, at: u64) -> String {
        let message = message(&self.committed().hash(), k, at, reason);
        let signature = self.key.sign(&message);
        let reason = reason.to_owned();
        let signed = Some(SignedForfeit { at, signature });
        Forfeit { k, reason, signed }.to_line()
    }

    /// The receipt that a person's browser keeps, as the server gives it.
    pub fn receipt(&self, person: u32) -> String {
        let (manifest, commit) = (self.manifest_hash(), self.commit(person));
        let at = CLOSED - 600;
        let weight = weight(person);
        let receipt = Receipt {
            manifest,
            commit,
            weight,
            at,
        };
        format!(
            r#"{{"server":"https://example.org","campaign":"toy","draw":1,"manifest":"{}","nonce":"{}","contact":"{}","commit":"{}","weight":{weight},"at":{at},"signature":"{}"}}"#,
            hex(&manifest),
            hex(&nonce(person)),
            contact(person),
            hex(&commit),
            base64(&self.key.sign(&receipt.message())),
        )
    }

    /// What a person's browser kept: the receipt, the path, and when it saw the commitment.
    pub fn mine(&self, person: u32) -> Mine {
        let mut mine = Mine::from_json(self.receipt(person).as_bytes()).unwrap();
        mine.seen = vec![(self.committed().hash(), CLOSED + 60)];
        if let Ok(index) = self.rows.binary_search_by_key(&self.commit(person), |row| row.commit) {
            let blocks = self.blocks();
            mine.index = Some(index as u64);
            mine.start = Some(blocks.start(index as u64, &self.rows).unwrap());
            mine.path = Some(blocks.path(index as u64, &self.rows).unwrap());
        }
        mine
    }

    pub fn files(&self) -> Files<'_> {
        Files {
            manifest: Some(self.manifest.as_bytes()),
            commitment: Some(self.commitment.as_bytes()),
            beacon: Some(self.beacon.as_bytes()),
            result: Some(self.result.as_bytes()),
            excluded: Some(self.excluded.as_bytes()),
            forfeits: Some(self.forfeits.as_bytes()),
            checkpoints: Some(self.checkpoints.as_bytes()),
        }
    }

    pub fn roll(&self) -> Vec<u8> {
        self.rows.iter().flat_map(Row::to_bytes).collect()
    }

    pub fn report(&self, mine: Option<&Mine>) -> Report {
        self.report_of(&self.roll(), mine)
    }

    /// The report on a list that is not written from rows.
    pub fn report_of(&self, roll: &[u8], mine: Option<&Mine>) -> Report {
        let files = self.files();
        let mut audit = Audit::new(&files, mine);
        // Pieces that end within rows.
        let _ = roll.chunks(101).all(|piece| audit.feed(piece));
        let audited = audit.finish();
        verify(&files, mine, Some(&audited), Options::default(), &Dalek)
    }
}

pub fn outcome(report: &Report, check: Check) -> Outcome {
    let finding = report.findings.iter().find(|finding| finding.check == check);
    finding.unwrap().outcome
}

/// The faults of a report, with the first value of each: where it is.
pub fn faults(report: &Report) -> Vec<(Check, &'static str, Option<String>)> {
    let fault = |finding: &fairdraw::verify::Finding| {
        let Outcome::Failed(fault) = finding.outcome else {
            return None;
        };
        let place = finding.values.first().map(|(name, value)| format!("{name}={value}"));
        Some((finding.check, fault.code(), place))
    };
    report.findings.iter().filter_map(fault).collect()
}

/// Asserts that one check fails, in one way, at one place.
#[track_caller]
pub fn fails(report: &Report, check: Check, fault: &str, place: &str) {
    let found = faults(report);
    let place = (!place.is_empty()).then(|| place.to_owned());
    let is_there = found
        .iter()
        .any(|(c, f, p)| (*c, *f) == (check, fault) && (place.is_none() || *p == place));
    assert!(is_there, "{check:?} {fault} {place:?} is not in {found:?}");
    assert!(!report.holds());
}

pub const ALL: [Check; 14] = [
    Check::Manifest,
    Check::Signature,
    Check::Commitment,
    Check::Seen,
    Check::Beacon,
    Check::Seed,
    Check::Draws,
    Check::Forfeits,
    Check::Prizes,
    Check::Excluded,
    Check::Checkpoints,
    Check::Roll,
    Check::Mine,
    Check::Won,
];

/// For tests that only want to know that something is wrong.
pub fn is_failed(report: &Report, check: Check, fault: Fault) -> bool {
    outcome(report, check) == Outcome::Failed(fault)
}
