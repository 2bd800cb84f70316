//! Today beside yesterday, and what has become quiet.

use super::naming::Naming;
use crate::ui::figures;
use canyu_core::staff::{Figures, Funnel};
use yew::{AttrValue, Html, html};

/// Numbers of today, each with that of yesterday until the same hour; once the campaign is over, what it came to.
pub fn glance(naming: &Naming, all: &Figures) -> Html {
    if naming.is_over(all) {
        over(naming, all)
    } else {
        today(naming, all)
    }
}

/// The campaign has closed: there is no today.
fn over(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let line = |name: &str, count: u64| (words.t(name), words.number(count), AttrValue::default());
    let total = &all.total;
    html! {
        <section aria-labelledby="over-title">
            <h2 id="over-title">{ words.with("figures.over", &[("time", &words.time(naming.names.closes))]) }</h2>
            { figures(vec![
                line("figures.came", total.arrived),
                line("figures.joined", total.joined),
                line("figures.completed", total.completed),
                line("figures.shared", total.shared),
            ]) }
        </section>
    }
}

fn today(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    let glance = &all.glance;
    let line = |name: &str, of: fn(&Funnel) -> u64| {
        let was = words.number(of(&glance.yesterday_until));
        let hint = words.with(
            "figures.yesterday",
            &[("n", &was), ("hour", &words.hour(glance.until, &all.zone))],
        );
        (words.t(name), words.number(of(&glance.today)), hint)
    };
    html! {
        <section aria-label={words.t("figures.today")}>
            <h2 class="unseen">{ words.t("figures.today") }</h2>
            { figures(vec![
                line("figures.came", |count| count.arrived),
                line("figures.joined", |count| count.joined),
                line("figures.completed", |count| count.completed),
                line("figures.shared", |count| count.shared),
            ]) }
        </section>
    }
}

/// What used to bring people and does not any more; nothing where all is as usual.
pub fn quiet(naming: &Naming, all: &Figures) -> Html {
    let words = &naming.words;
    if all.quiet.is_empty() {
        return Html::default();
    }
    let line = |one: &canyu_core::staff::Quiet| {
        let what = match (&one.node, &one.channel) {
            (Some(node), Some(channel)) => {
                let (node, channel) = (naming.node(node), naming.channel(channel));
                words.with("figures.quiet.both", &[("node", &node), ("channel", &channel)])
            }
            (Some(node), None) => naming.node(node),
            (None, Some(channel)) => naming.channel(channel),
            (None, None) => words.t("figures.quiet.all"),
        };
        let said = words.with(
            "figures.quiet.said",
            &[
                ("n", &words.number(one.arrived)),
                ("usual", &words.decimal((one.usual * 10.0).round() / 10.0)),
                ("time", &words.time(one.from)),
            ],
        );
        html! { <li><b>{ what }</b>{ " " }{ said }</li> }
    };
    html! {
        <section class="notice-card" aria-labelledby="quiet-title">
            <h2 id="quiet-title">{ words.t("figures.quiet") }</h2>
            <ul>{ for all.quiet.iter().take(5).map(line) }</ul>
        </section>
    }
}
