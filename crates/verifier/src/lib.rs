//! The verifier in a browser: `fairdraw` with a face for JavaScript.
//!
//! A page makes a [`Check`], hands in the files, asks which signatures it has to check by WebCrypto, and runs the check with the answers:
//!
//! ```js
//! const check = new Check();
//! check.set("manifest.json", bytes);            // and the other files that there are; all of them before the roll
//! check.mine(JSON.stringify(kept));             // optional
//! while (more && check.roll(chunk)) { … }       // optional; false: no more is needed
//! const asked = JSON.parse(check.signatures()); // [{ key, message, signature }], base 64
//! const report = JSON.parse(check.run(verdicts)); // Uint8Array: 0 bad, 1 good, 2 unknown, in the order of the questions
//! check.free();
//! ```

use fairdraw::{
    key::Signed,
    verify::{Asked, Audit, Files, LIMITS, Mine, Options, Verdicts, asked, verify},
};
use wasm_bindgen::prelude::wasm_bindgen;

/// Smaller than the default allocator; the module lives as long as one check.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// One check of one draw.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Check {
    files: Vec<(&'static str, Vec<u8>)>,
    mine: Option<Mine>,
    audit: Option<Audit>,
    asked: std::cell::RefCell<Vec<Asked>>,
    allow_unsigned: bool,
}

#[wasm_bindgen]
impl Check {
    /// Begins.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Hands in a file by its name in the bundle. `false` where there is no such file, or where it is larger than it can be; then it is
    /// reported as such.
    pub fn set(&mut self, name: &str, mut bytes: Vec<u8>) -> bool {
        let Some((name, limit)) = LIMITS.into_iter().find(|(known, _)| *known == name) else {
            return false;
        };
        let fits = bytes.len() <= limit;
        // One byte too many is enough to be refused.
        bytes.truncate(limit + 1);
        self.files.retain(|(other, _)| *other != name);
        self.files.push((name, bytes));
        fits
    }

    /// Lets a manifest without a key pass.
    pub fn allow_unsigned(&mut self) {
        self.allow_unsigned = true;
    }

    /// Hands in what this browser kept. `false` where it cannot be read.
    pub fn mine(&mut self, json: &str) -> bool {
        self.mine = Mine::from_json(json.as_bytes()).ok();
        self.mine.is_some()
    }

    /// Hands in the next piece of `roll.bin`, of any size. `false` once no more is needed.
    pub fn roll(&mut self, bytes: &[u8]) -> bool {
        let audit = self.audit.take();
        let mut audit = audit.unwrap_or_else(|| Audit::new(&self.files(), self.mine.as_ref()));
        let wants_more = audit.feed(bytes);
        self.audit = Some(audit);
        wants_more
    }

    /// What the page has to check by WebCrypto: `[{"key":…,"message":…,"signature":…}]`, all in base 64.
    #[must_use]
    pub fn signatures(&self) -> String {
        let all = asked(&self.files(), self.mine.as_ref());
        let json = Asked::to_json(&all);
        self.asked.replace(all);
        json
    }

    /// Runs the check and returns the report as JSON. `verdicts` answer the questions of [`Check::signatures`], in their order: 0 bad, 1
    /// good, anything else unknown.
    #[must_use]
    pub fn run(&mut self, verdicts: &[u8]) -> String {
        let audited = self.audit.take().map(Audit::finish);
        let files = self.files();
        let answers = verdicts.iter().map(|verdict| match verdict {
            0 => Signed::Bad,
            1 => Signed::Good,
            _ => Signed::Unknown,
        });
        let verdicts = Verdicts::new(self.asked.take(), answers);
        let options = Options {
            allow_unsigned: self.allow_unsigned,
        };
        verify(&files, self.mine.as_ref(), audited.as_ref(), options, &verdicts).to_json()
    }
}

impl Check {
    fn files(&self) -> Files<'_> {
        let mut files = Files::default();
        for (name, bytes) in &self.files {
            if let Some(slot) = files.slot(name) {
                *slot = Some(bytes);
            }
        }
        files
    }
}
