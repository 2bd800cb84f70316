//! `[confirm]`, `[identity]` and `[[consents]]` of a file.

use super::{cursor::Cursor, texts::need};
use crate::{
    campaign::{Confirm, Consent, Counts, Identity, Proof, Purpose},
    lang::Lang,
};

/// What only counts of verified people.
pub(super) fn confirm(cursor: &Cursor<'_>) -> Option<Confirm> {
    let table = cursor.table("confirm")?;
    let by = names(&table, "by", &Proof::ALL.map(|proof| (proof.name(), proof)));
    if by.is_empty() {
        table.error(
            "by",
            "missing",
            "nothing makes anybody verified".to_owned(),
            "Say how people confirm who they are, as by = [\"email\"].",
        );
    }
    if by.contains(&Proof::Host) && !cursor.has("identity") {
        table.error(
            "by",
            "identity_missing",
            "the host site vouches for its users, but the file does not say which site".to_owned(),
            "Add [identity] with issuer and audience.",
        );
    }
    let counts = if table.has("for") {
        names(&table, "for", &Counts::ALL.map(|counts| (counts.name(), counts)))
    } else {
        Counts::ALL.to_vec()
    };
    table.finish();
    Some(Confirm { by, counts })
}

/// Whose word about their users is believed.
pub(super) fn identity(cursor: &Cursor<'_>) -> Option<Identity> {
    let table = cursor.table("identity")?;
    let read = |key, example| {
        let text = table.need(key, Cursor::string, example)?;
        if text.is_empty() || text.len() > 200 {
            table.error(
                key,
                "bad_text",
                format!("`{key}` has {} bytes", text.len()),
                "Give 1 to 200.",
            );
        }
        Some(text.to_owned())
    };
    let issuer = read("issuer", "\"https://shop.example\"");
    let audience = read("audience", "\"canyu:my-campaign\"");
    table.finish();
    Some(Identity {
        issuer: issuer?,
        audience: audience?,
    })
}

/// What people are asked to agree to.
pub(super) fn consents(cursor: &Cursor<'_>, languages: &[Lang]) -> Vec<Consent> {
    let purposes = Purpose::ALL.map(|purpose| (purpose.name(), purpose));
    let mut consents: Vec<Consent> = Vec::new();
    for table in cursor.tables("consents") {
        let purpose = table.need("purpose", |table, key| table.one_of(key, &purposes), "\"news\"");
        let text = need(&table, "text", languages);
        let required = table.flag("required", false);
        table.finish();
        let Some(purpose) = purpose else { continue };
        if consents.iter().any(|known| known.purpose == purpose) {
            table.error(
                "purpose",
                "duplicate",
                format!("`{}` stands here twice", purpose.name()),
                "Ask once for each purpose.",
            );
        }
        if required && purpose != Purpose::Rules {
            table.error(
                "required",
                "forced_consent",
                format!("nobody can be made to agree to {}", purpose.name()),
                "Only the rules can be required: a consent to anything else has to be free.",
            );
        }
        consents.push(Consent {
            purpose,
            text,
            required,
        });
    }
    consents
}

/// A list of known names, each once.
fn names<T: Copy + PartialEq>(table: &Cursor<'_>, key: &'static str, known: &[(&str, T)]) -> Vec<T> {
    let mut list = Vec::new();
    for (name, span) in table.strings(key) {
        match known.iter().find(|(known, _)| *known == name) {
            Some((_, value)) if !list.contains(value) => list.push(*value),
            Some(_) => table.log.warn(
                span,
                "duplicate",
                format!("`{name}` stands here twice"),
                "Name it once.",
            ),
            None => {
                let known: Vec<&str> = known.iter().map(|(known, _)| *known).collect();
                table.log.error(
                    span,
                    "unknown_name",
                    format!("`{name}` is not known here"),
                    format!("Use {}.", known.join(", ")),
                );
            }
        }
    }
    list
}
