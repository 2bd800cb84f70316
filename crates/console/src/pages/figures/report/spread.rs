//! Whether word of mouth goes on.

use super::super::{generations, now};
use super::lines::sentences;
use super::sheet::Told;
use canyu_core::staff::study::Known;
use yew::Html;

/// In sentences: now, so far, and from generation to generation.
pub(super) fn spread(told: &Told<'_>) -> Html {
    let words = &told.naming.words;
    let so_far = match (&told.study.reproduction, &told.study.referred) {
        (Known::Value(brings), Known::Value(referred)) => words.with(
            "report.so_far",
            &[
                ("brings", &told.naming.ratio(brings)),
                ("share", &words.percent(referred.value)),
                ("people", &words.number(told.study.people)),
            ],
        ),
        (Known::Unknown(why), _) | (_, Known::Unknown(why)) => words.code("unknown", why.name()),
    };
    sentences(vec![
        now::lead(told.naming, told.figures),
        so_far,
        generations::lead(told.naming, told.figures),
    ])
}
