//! Where a draw stands, in words and signs: pure functions of what the server says.

use crate::ui::{Mark, Step, badge};
use crate::words::Words;
use canyu_core::staff::{DrawLook, DrawStage};
use yew::{AttrValue, Html};

/// How long after its time the random value may take before staff are told what they can do, in milliseconds.
const PATIENCE: i64 = 60_000;

/// The stage as a word with a shape.
pub fn stage_badge(words: &Words, stage: DrawStage) -> Html {
    let kind = match stage {
        DrawStage::Open => "open",
        DrawStage::Missed => "bad",
        DrawStage::Ahead | DrawStage::Over | DrawStage::Committed | DrawStage::Due => "waiting",
        DrawStage::Drawn => "closed",
    };
    badge(kind, words.code("draw.stage", stage.name()))
}

/// What the one main act does; nothing where everything comes by itself, or where something has to be pasted first.
#[must_use]
pub fn main_act(stage: DrawStage, look: &DrawLook) -> Option<&'static str> {
    match stage {
        DrawStage::Over => Some("draw.commit"),
        DrawStage::Due if look.by_itself => Some("draw.fetch"),
        DrawStage::Drawn if overdue(look) > 0 => Some("draw.overdue"),
        _ => None,
    }
}

fn overdue(look: &DrawLook) -> u64 {
    look.prizes.map_or(0, |prizes| prizes.overdue)
}

/// The next step, in a sentence.
#[must_use]
pub fn next_in_words(words: &Words, look: &DrawLook) -> AttrValue {
    let is_late = look.now.0 > look.draws.0 + PATIENCE;
    let name = match look.stage {
        DrawStage::Due if !look.by_itself => "draw.next.paste",
        DrawStage::Due if is_late => "draw.next.silent",
        DrawStage::Drawn if overdue(look) > 0 => "draw.next.overdue",
        DrawStage::Drawn if look.prizes.is_some_and(|prizes| prizes.held == 0) => "draw.next.nobody",
        DrawStage::Drawn if look.prizes.is_some_and(|prizes| prizes.held == prizes.claimed) => "draw.next.all",
        stage => {
            return words.with(
                &["draw.next.", stage.name()].concat(),
                &times(words, look).each_ref().map(|(name, time)| (*name, time.as_str())),
            );
        }
    };
    words.t(name)
}

fn times(words: &Words, look: &DrawLook) -> [(&'static str, String); 3] {
    let time = |moment| words.time(moment);
    [
        ("opens", time(look.opens)),
        ("closes", time(look.closes)),
        ("draws", time(look.draws)),
    ]
}

/// From the close of the list to the last prize.
pub fn timeline(words: &Words, look: &DrawLook) -> Vec<Step> {
    let is_missed = look.stage == DrawStage::Missed;
    let (is_closed, is_drawn) = (look.closed.is_some(), look.drawn.is_some());
    let is_over = is_closed || look.now >= look.closes;
    let is_handed_out = look.prizes.is_some_and(|prizes| prizes.held == prizes.claimed);
    let prizes = look.prizes.map(|prizes| {
        let numbers = [
            ("claimed", words.number(prizes.claimed)),
            ("held", words.number(prizes.held)),
        ];
        words.with(
            "draw.claimed_of",
            &numbers.each_ref().map(|(name, number)| (*name, number.as_str())),
        )
    });
    let time = |moment| AttrValue::from(words.time(moment));
    let all = [
        ("draw.step.close", is_over, Some(time(look.closes))),
        ("draw.step.commit", is_closed, look.closed.map(time)),
        (
            "draw.step.value",
            is_drawn || look.now >= look.draws,
            Some(time(look.draws)),
        ),
        ("draw.step.draw", is_drawn, look.drawn.map(time)),
        ("draw.step.claim", is_drawn && is_handed_out, prizes),
    ];
    let mut is_first = true;
    all.into_iter()
        .map(|(name, is_done, said)| Step {
            mark: match is_done {
                _ if is_missed && name != "draw.step.close" => Mark::Bad,
                true => Mark::Done,
                false if std::mem::take(&mut is_first) => Mark::Now,
                false => Mark::Later,
            },
            name: words.t(name),
            said: said.into_iter().collect(),
        })
        .collect()
}

/// The numbers that matter.
pub fn numbers_of(words: &Words, look: &DrawLook) -> Vec<(AttrValue, String, AttrValue)> {
    let figure = |name: &str, number: u64| (words.t(name), words.number(number), words.t(&[name, ".hint"].concat()));
    let mut list = vec![figure("draw.people", look.people), figure("draw.tickets", look.tickets)];
    if look.closed.is_some() {
        list.push(figure("draw.kept_out", look.kept_out));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use canyu_core::moment::{HOUR, Moment};
    use canyu_core::staff::PrizeCounts;

    fn look(stage: DrawStage, prizes: Option<PrizeCounts>) -> DrawLook {
        let is_closed = matches!(stage, DrawStage::Committed | DrawStage::Due | DrawStage::Drawn);
        DrawLook {
            stage,
            now: Moment(9 * HOUR),
            opens: Moment(0),
            closes: Moment(HOUR),
            draws: Moment(2 * HOUR),
            closed: is_closed.then_some(Moment(HOUR)),
            drawn: prizes.map(|_| Moment(2 * HOUR)),
            people: 0,
            tickets: 0,
            kept_out: 0,
            sources: Vec::new(),
            by_itself: true,
            weak: false,
            late: false,
            note: String::new(),
            hash: String::new(),
            told: None,
            prizes,
            prize_names: Vec::new(),
            forfeit_reasons: Vec::new(),
            exclude_reasons: Vec::new(),
        }
    }

    fn marks(look: &DrawLook) -> [Mark; 5] {
        let steps = timeline(&Words::read("en", "{}"), look);
        let marks: Vec<Mark> = steps.iter().map(|step| step.mark).collect();
        marks.try_into().unwrap_or([Mark::Bad; 5])
    }

    #[test]
    fn one_step_is_next_and_those_before_it_are_done() {
        use Mark::{Bad, Done, Later, Now};
        let open = DrawLook {
            now: Moment(0),
            ..look(DrawStage::Open, None)
        };
        assert_eq!(marks(&open), [Now, Later, Later, Later, Later]);
        assert_eq!(marks(&look(DrawStage::Missed, None)), [Done, Bad, Bad, Bad, Bad]);
        assert_eq!(marks(&look(DrawStage::Due, None)), [Done, Done, Done, Now, Later]);
        let prizes = |held, claimed| {
            Some(PrizeCounts {
                held,
                claimed,
                ..PrizeCounts::default()
            })
        };
        assert_eq!(
            marks(&look(DrawStage::Drawn, prizes(3, 1))),
            [Done, Done, Done, Done, Now]
        );
        assert_eq!(marks(&look(DrawStage::Drawn, prizes(3, 3))), [Done; 5]);
    }

    #[test]
    fn the_main_act_is_what_somebody_can_do_about_it() {
        let act = |look: &DrawLook| main_act(look.stage, look);
        assert_eq!(act(&look(DrawStage::Open, None)), None);
        assert_eq!(act(&look(DrawStage::Over, None)), Some("draw.commit"));
        let due = look(DrawStage::Due, None);
        assert_eq!(act(&due), Some("draw.fetch"));
        let pasted = DrawLook {
            by_itself: false,
            ..due
        };
        assert_eq!(act(&pasted), None, "something has to be pasted first");
        let overdue = PrizeCounts {
            held: 2,
            overdue: 1,
            ..PrizeCounts::default()
        };
        assert_eq!(act(&look(DrawStage::Drawn, Some(overdue))), Some("draw.overdue"));
        assert_eq!(act(&look(DrawStage::Drawn, Some(PrizeCounts::default()))), None);
    }
}
