//! What nobody can guess about a campaign: 32 random bytes, drawn when it is published for the first time, and what follows from them.
//!
//! Each secret is `HMAC-SHA-256(root, "canyu/secret/v1" ‖ 0 ‖ purpose ‖ 0 ‖ node)`, so that one that is revealed (the salt of an answer, the seed of an
//! instant win) says nothing about the others.

use crate::code::hmac;

const TAG: &[u8] = b"canyu/secret/v1";

/// The root of a campaign's secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    root: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// Those that follow from 32 random bytes.
    #[must_use]
    pub fn new(root: [u8; 32]) -> Self {
        Self { root }
    }

    /// The key that a till checks codes with, even offline.
    #[must_use]
    pub fn till(&self) -> [u8; 32] {
        self.of("till", "")
    }

    /// The salt of a sealed answer.
    #[must_use]
    pub fn salt(&self, node: &str) -> [u8; 32] {
        self.of("salt", node)
    }

    /// The salt that hides the aliases of an answer in the rules.
    #[must_use]
    pub fn alias_salt(&self, node: &str) -> [u8; 32] {
        self.of("aliases", node)
    }

    /// The seed of the winning moments of an instant win.
    #[must_use]
    pub fn seed(&self, node: &str) -> [u8; 32] {
        self.of("seed", node)
    }

    /// The secret that the codes of events are made of.
    #[must_use]
    pub fn checkin(&self, node: &str) -> [u8; 32] {
        self.of("checkin", node)
    }

    /// What the names of pictures are made of: nobody finds one that has not been shown to him.
    #[must_use]
    pub fn pictures(&self) -> [u8; 32] {
        self.of("pictures", "")
    }

    /// What makes the address of a screen at an event one that nobody can guess.
    #[must_use]
    pub fn screen(&self, node: &str, place: &str) -> [u8; 32] {
        self.of("screen", &format!("{node}/{place}"))
    }

    /// The key of a person, hexadecimal: what he has proved himself by, as `mail:li@example.org`, cannot be told from it.
    #[must_use]
    pub fn person(&self, proof: &str) -> String {
        self.hidden("person", proof)
    }

    /// What stands for something in the facts that cheats are recognised by, hexadecimal, 16 digits: equal things look equal, and nothing can be
    /// told from it. `kind` keeps different things apart.
    #[must_use]
    pub fn fact(&self, kind: &str, text: &str) -> String {
        let mut hash = self.hidden("fact", &format!("{kind}/{text}"));
        hash.truncate(16);
        hash
    }

    /// What seals a visit token that says these things: 32 hexadecimal digits.
    #[must_use]
    pub fn visit(&self, parts: &[&str]) -> String {
        let mut seal = self.hidden("visit", &parts.join("\0"));
        seal.truncate(32);
        seal
    }

    /// The key that challenges are signed with.
    #[must_use]
    pub fn challenges(&self) -> [u8; 32] {
        self.of("challenges", "")
    }

    fn hidden(&self, purpose: &str, text: &str) -> String {
        self.of(purpose, text)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The serial number of the code with that number, 30 bits: each one once, and in an order that does not tell how many there are.
    #[must_use]
    pub fn serial(&self, number: u32) -> u32 {
        const MASK: u32 = (1 << 30) - 1;
        let [a, b, c, d, e, f, g, h, ..] = self.of("serial", "");
        let factor = u32::from_be_bytes([a, b, c, d]) | 1;
        let offset = u32::from_be_bytes([e, f, g, h]);
        // An odd factor is invertible modulo a power of two.
        number.wrapping_mul(factor).wrapping_add(offset) & MASK
    }

    /// A text under a key of its own: the same text has the same value, and without the campaign's secrets nobody finds the text by trying.
    /// `purpose` keeps values of one kind apart from those of another.
    #[must_use]
    pub fn keyed(&self, purpose: &str, text: &str) -> [u8; 32] {
        self.of(&format!("keyed/{purpose}"), text)
    }

    fn of(&self, purpose: &str, node: &str) -> [u8; 32] {
        hmac(&self.root, &[TAG, b"\0", purpose.as_bytes(), b"\0", node.as_bytes()])
    }
}
