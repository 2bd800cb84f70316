//! Who has which draft open, and where in it. Browsers say so every few seconds.

use canyu_core::{moment::Moment, staff::Editor};
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// Who has said nothing for so many milliseconds has gone.
const GONE: i64 = 15_000;

/// Who is where, and since when it is known.
#[derive(Default)]
pub struct Presence(Mutex<HashMap<(String, String), (Editor, Moment)>>);

impl Presence {
    /// Notes that somebody (by what tells his sessions apart) is there, and says who else is.
    pub fn note(&self, draft: &str, who: &str, editor: Editor, now: Moment) -> Vec<Editor> {
        let mut there = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        there.retain(|_, (_, at)| now.0 - at.0 < GONE);
        there.insert((draft.to_owned(), who.to_owned()), (editor, now));
        others(&there, draft, who)
    }

    /// Who else is there.
    #[must_use]
    pub fn others(&self, draft: &str, who: &str, now: Moment) -> Vec<Editor> {
        let mut there = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        there.retain(|_, (_, at)| now.0 - at.0 < GONE);
        others(&there, draft, who)
    }
}

fn others(there: &HashMap<(String, String), (Editor, Moment)>, draft: &str, who: &str) -> Vec<Editor> {
    let here = there
        .iter()
        .filter(|((known, other), _)| known == draft && other != who);
    let mut editors: Vec<Editor> = here.map(|(_, (editor, _))| editor.clone()).collect();
    editors.sort_by(|a, b| (&a.name, &a.place).cmp(&(&b.name, &b.place)));
    editors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn others_are_seen_until_they_have_gone() {
        let presence = Presence::default();
        let li = Editor {
            name: "Li".to_owned(),
            place: "title".to_owned(),
        };
        assert!(
            presence.note("a", "1", li.clone(), Moment(0)).is_empty(),
            "nobody sees himself"
        );
        presence.note(
            "b",
            "2",
            Editor {
                name: "Bo".to_owned(),
                place: String::new(),
            },
            Moment(0),
        );
        assert_eq!(presence.others("a", "3", Moment(9_000)), [li]);
        assert!(presence.others("a", "3", Moment(20_000)).is_empty());
    }
}
