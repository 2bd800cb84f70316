//! Long answers, read by hand: what serde derives for them is larger than the pages that show them. A test compares the two.

use canyu_core::moment::Moment;
use canyu_core::staff::{
    DrawLook, DrawSource, DrawStage, KeptOut, LifeStage, PrizeCounts, SourceKind, Told, WinnerLine, WinnerState,
    Winners,
};
use serde_json::Value;

/// Something that is read from an answer; `None`: it is not what was expected.
pub trait Wire: Sized + 'static {
    /// Reads it.
    fn read(value: &Value) -> Option<Self>;
}

impl<T: Wire> Wire for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        value.as_array()?.iter().map(T::read).collect()
    }
}

impl Wire for String {
    fn read(value: &Value) -> Option<Self> {
        Some(value.as_str()?.to_owned())
    }
}

impl Wire for Moment {
    fn read(value: &Value) -> Option<Self> {
        serde::Deserialize::deserialize(value).ok()
    }
}

fn number(value: &Value, name: &str) -> Option<u64> {
    value.get(name)?.as_u64()
}

fn small(value: &Value, name: &str) -> Option<u32> {
    u32::try_from(number(value, name)?).ok()
}

fn flag(value: &Value, name: &str) -> Option<bool> {
    value.get(name)?.as_bool()
}

/// A part that may be missing.
fn part<T: Wire>(value: &Value, name: &str) -> Option<T> {
    value.get(name).and_then(T::read)
}

fn texts_by_name(value: &Value) -> Option<std::collections::BTreeMap<String, String>> {
    let pairs = value.as_object()?.iter();
    pairs
        .map(|(name, text)| Some((name.clone(), String::read(text)?)))
        .collect()
}

impl Wire for DrawLook {
    fn read(value: &Value) -> Option<Self> {
        let stage = value.get("stage")?.as_str()?;
        let names = value.get("prize_names")?.as_array()?;
        Some(Self {
            stage: DrawStage::ALL.into_iter().find(|one| one.name() == stage)?,
            now: part(value, "now")?,
            opens: part(value, "opens")?,
            closes: part(value, "closes")?,
            draws: part(value, "draws")?,
            closed: part(value, "closed"),
            drawn: part(value, "drawn"),
            people: number(value, "people")?,
            tickets: number(value, "tickets")?,
            kept_out: number(value, "kept_out")?,
            sources: part(value, "sources")?,
            by_itself: flag(value, "by_itself")?,
            weak: flag(value, "weak")?,
            late: flag(value, "late")?,
            note: part(value, "note")?,
            hash: part(value, "hash")?,
            told: part(value, "told"),
            prizes: part(value, "prizes"),
            prize_names: names.iter().map(texts_by_name).collect::<Option<_>>()?,
            forfeit_reasons: part(value, "forfeit_reasons")?,
            exclude_reasons: part(value, "exclude_reasons")?,
        })
    }
}

impl Wire for DrawSource {
    fn read(value: &Value) -> Option<Self> {
        let kind = match value.get("kind")?.as_str()? {
            "drand" => SourceKind::Drand,
            "numbers" => SourceKind::Numbers,
            _ => SourceKind::Witness,
        };
        Some(Self {
            kind,
            id: part(value, "id")?,
            number: number(value, "number")?,
        })
    }
}

impl Wire for Told {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            at: part(value, "at")?,
            place: part(value, "place")?,
        })
    }
}

impl Wire for PrizeCounts {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            held: number(value, "held")?,
            claimed: number(value, "claimed")?,
            overdue: number(value, "overdue")?,
            forfeited: number(value, "forfeited")?,
            alternates: number(value, "alternates")?,
        })
    }
}

impl Wire for Winners {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            lines: part(value, "lines")?,
            next: small(value, "next"),
        })
    }
}

impl Wire for WinnerLine {
    fn read(value: &Value) -> Option<Self> {
        let state = value.get("state")?.as_str()?;
        Some(Self {
            k: small(value, "k")?,
            fan: part(value, "fan"),
            tickets: small(value, "tickets")?,
            prize: small(value, "prize"),
            state: WinnerState::ALL.into_iter().find(|one| one.name() == state)?,
            until: part(value, "until"),
            claimed: part(value, "claimed"),
            name: part(value, "name"),
            address: part(value, "address"),
            contact: part(value, "contact"),
            code: part(value, "code"),
            reason: part(value, "reason"),
            forfeited: part(value, "forfeited"),
        })
    }
}

impl Wire for KeptOut {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            fan: part(value, "fan")?,
            reason: part(value, "reason")?,
            at: part(value, "at")?,
        })
    }
}

impl Wire for LifeStage {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            name: part(value, "name")?,
            node: part(value, "node"),
            at: part(value, "at"),
            done: flag(value, "done")?,
            late: value.get("late").and_then(Value::as_i64),
            open: number(value, "open")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    fn comes_back<T: Wire + Serialize + PartialEq + std::fmt::Debug>(it: &T) {
        let value = serde_json::to_value(it).unwrap_or_default();
        assert_eq!(T::read(&value).as_ref(), Some(it));
        assert_eq!(T::read(&Value::Null), None);
    }

    #[test]
    fn what_is_read_by_hand_is_what_serde_has_written() {
        let at = Moment(1_722_798_000_000);
        let mut look = DrawLook {
            stage: DrawStage::Drawn,
            now: at,
            opens: Moment(0),
            closes: Moment(60_000),
            draws: Moment(120_000),
            closed: Some(at),
            drawn: Some(at),
            people: 3,
            tickets: u64::from(u32::MAX) * 9,
            kept_out: 1,
            sources: [SourceKind::Drand, SourceKind::Numbers, SourceKind::Witness]
                .map(|kind| DrawSource {
                    kind,
                    id: "jury".to_owned(),
                    number: 7,
                })
                .to_vec(),
            by_itself: true,
            weak: false,
            late: true,
            note: "a\nb".to_owned(),
            hash: "0f".to_owned(),
            told: Some(Told {
                at,
                place: "the forum".to_owned(),
            }),
            prizes: Some(PrizeCounts {
                held: 1,
                claimed: 2,
                overdue: 3,
                forfeited: 4,
                alternates: 5,
            }),
            prize_names: vec![[("en".to_owned(), "Vinyl".to_owned())].into()],
            forfeit_reasons: vec!["declined".to_owned()],
            exclude_reasons: vec!["staff".to_owned()],
        };
        comes_back(&look);
        for stage in DrawStage::ALL {
            look = DrawLook {
                stage,
                closed: None,
                drawn: None,
                told: None,
                prizes: None,
                ..look
            };
            comes_back(&look);
        }
        let line = |state: WinnerState, text: Option<&str>| WinnerLine {
            k: 4,
            fan: text.map(str::to_owned),
            tickets: 9,
            prize: text.map(|_| 2),
            state,
            until: text.map(|_| at),
            claimed: text.map(|_| at),
            name: text.map(str::to_owned),
            address: text.map(str::to_owned),
            contact: text.map(str::to_owned),
            code: text.map(str::to_owned),
            reason: text.map(str::to_owned),
            forfeited: text.map(|_| at),
        };
        for state in WinnerState::ALL {
            let lines = vec![line(state, None), line(state, Some("x"))];
            comes_back(&Winners { lines, next: Some(100) });
        }
        comes_back(&vec![KeptOut {
            fan: "A".to_owned(),
            reason: "staff".to_owned(),
            at,
        }]);
        let stage = LifeStage {
            name: "revealed".to_owned(),
            node: Some("guess".to_owned()),
            at: Some(at),
            done: true,
            late: Some(90_000),
            open: 2,
        };
        comes_back(&vec![stage]);
    }
}
