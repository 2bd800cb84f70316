//! Who has to confirm who he is, and what people are asked to agree to, as everybody may see it.

use canyu_core::{
    campaign::{Confirm, Consent, Counts, Proof},
    lang::{Lang, Text},
    view::{ConfirmView, ConsentView},
};
use fairdraw::{hash::sha256, text::hex};

/// Hexadecimal digits of a text's version.
const VERSION: usize = 16;

pub(super) fn confirm(confirm: &Confirm) -> ConfirmView {
    let counts = |counts| confirm.counts.contains(&counts);
    ConfirmView {
        email: confirm.by.contains(&Proof::Email),
        host: confirm.by.contains(&Proof::Host),
        tickets: counts(Counts::Tickets),
        votes: counts(Counts::Votes),
        friends: counts(Counts::Friends),
    }
}

pub(super) fn consent(consent: &Consent, lang: Lang) -> ConsentView {
    ConsentView {
        purpose: consent.purpose.name().to_owned(),
        text: consent.text.to(lang).to_owned(),
        required: consent.required,
        version: version(&consent.text),
    }
}

/// The version of a text in all its languages: what somebody has agreed to can be told from what stands there now.
#[must_use]
pub fn version(text: &Text) -> String {
    let mut all = String::new();
    for lang in Lang::ALL {
        all.push_str(lang.tag());
        all.push('\0');
        all.push_str(text.to(lang));
        all.push('\0');
    }
    hex(&sha256(all.as_bytes())).chars().take(VERSION).collect()
}
