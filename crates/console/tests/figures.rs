//! What the dashboard says of figures, rendered to text; and that it reads them as the server writes them.
#![cfg(not(target_arch = "wasm32"))]
#![expect(clippy::unwrap_used, reason = "a test may fail in any way")]

use canyu_console::desk::Desk;
use canyu_console::pages::figures::{Naming, view};
use canyu_console::wire::Wire;
use canyu_console::words::Words;
use canyu_core::moment::Moment;
use canyu_core::staff::study::{Known, Unknown};
use canyu_core::staff::{Estimate, Figures, Funnel, Names, NodeTitle};
use serde_json::Value;
use std::rc::Rc;
use yew::{ContextProvider, Html, LocalServerRenderer, Properties, component, html};

const FULL: &str = include_str!("figures/full.json");

fn full() -> Figures {
    serde_json::from_str(FULL).unwrap()
}

fn words() -> Rc<Words> {
    let files = [
        include_str!("../../../locales/console/en.json"),
        include_str!("../../../locales/console/figures/en.json"),
    ];
    let inner = files.map(|file| file.trim().trim_matches(['{', '}']).to_owned());
    Words::read("en", &format!("{{{}}}", inner.join(",")))
}

fn naming(closes: Moment) -> Naming {
    let node = |id: &str, title: &str| NodeTitle {
        id: id.to_owned(),
        kind: "guess".to_owned(),
        title: [("en".to_owned(), title.to_owned())].into(),
    };
    Naming {
        names: Rc::new(Names {
            title: [("en".to_owned(), "A new toy".to_owned())].into(),
            nodes: vec![node("guess", "Say <what> it is"), node("share", "Bring friends")],
            channels: vec!["messenger".to_owned()],
            groups: Vec::new(),
            opens: Moment(1),
            closes,
        }),
        words: words(),
    }
}

#[derive(Properties, PartialEq)]
struct ShownProps {
    figures: Figures,
    closes: Moment,
}

#[component]
fn Shown(props: &ShownProps) -> Html {
    let desk = Desk {
        words: words(),
        ..Desk::default()
    };
    html! { <ContextProvider<Desk> context={desk}>{ view(&naming(props.closes), &props.figures, Html::default()) }</ContextProvider<Desk>> }
}

async fn shown(figures: Figures) -> String {
    shown_until(figures, Moment(i64::MAX)).await
}

async fn shown_until(figures: Figures, closes: Moment) -> String {
    let page = LocalServerRenderer::<Shown>::with_props(ShownProps { figures, closes });
    page.hydratable(false).render().await
}

#[test]
fn figures_are_read_by_hand_as_serde_reads_them() {
    let value: Value = serde_json::from_str(FULL).unwrap();
    assert_eq!(Figures::read(&value), Some(full()));
    assert_eq!(Figures::read(&Value::Null), None);
}

#[test]
fn a_figure_or_the_reason_why_there_is_none_is_read_by_hand_as_serde_reads_it() {
    for why in Unknown::ALL {
        let known = Known::<Estimate>::Unknown(why);
        assert_eq!(Known::read(&serde_json::to_value(known).unwrap()), Some(known));
    }
    let known = Known::Value(0.5);
    assert_eq!(Known::read(&serde_json::to_value(known).unwrap()), Some(known));
    assert_eq!(Known::<f64>::read(&Value::Null), None);
}

#[tokio::test(flavor = "current_thread")]
async fn the_dashboard_names_what_is_strong_what_is_quiet_and_where_it_breaks_off() {
    let page = shown(full()).await;
    for said in [
        "Say &lt;what&gt; it is",
        "has become quiet",
        "brought 2 since",
        "breaks off after generation 3",
        "press &amp; friends",
        "30400 of 31924 count",
    ] {
        assert!(
            page.to_lowercase().contains(&said.to_lowercase()),
            "{said} is missing in {page}"
        );
    }
    assert!(!page.contains("NaN") && !page.contains("figures."), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn without_anybody_it_says_what_will_come_and_with_a_filter_that_nothing_matches() {
    let mut figures = full();
    figures.total = Funnel::default();
    let page = shown(figures.clone()).await;
    assert!(
        page.contains("Nobody has come yet") && page.contains("A new toy"),
        "{page}"
    );
    for (as_of, said) in [
        (Moment(0), "opens hour 0"),
        (figures.as_of, "has been open since hour 0"),
        (Moment(i64::MAX), "Nobody came"),
    ] {
        figures.as_of = as_of;
        let page = shown(figures.clone()).await;
        assert!(page.contains(said), "{said} is missing in {page}");
    }
    figures.filter.channel = Some("poster".to_owned());
    let page = shown(figures).await;
    assert!(page.contains("Nothing matches the filter"), "{page}");
    assert!(!page.contains("Nobody has come yet"), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn what_cannot_be_known_is_said_and_is_never_a_zero() {
    let mut figures = full();
    for day in &mut figures.r_now.days {
        day.number = None;
    }
    figures.r_now.window = 1;
    let few = shown(figures.clone()).await;
    assert!(few.contains("Too few people to say it"), "{few}");
    figures.r_now.window = 1_000;
    let early = shown(figures.clone()).await;
    assert!(early.contains("each figure is of 1000 whole days"), "{early}");
    for day in &mut figures.r_now.days {
        (day.imported, day.local) = (0, 0);
    }
    for node in &mut figures.nodes {
        node.brings = None;
    }
    let page = shown(figures.clone()).await;
    assert!(
        page.contains("Nobody who has come could have brought anybody yet"),
        "{page}"
    );
    assert!(page.contains("too few to say which node brings most"), "{page}");
    for node in &mut figures.nodes {
        node.count.joined = 0;
    }
    let page = shown(figures).await;
    assert!(page.contains("No node has brought anybody yet"), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn once_it_is_over_it_says_so_and_what_it_came_to_and_nothing_of_today() {
    let figures = full();
    let running = shown(figures.clone()).await;
    assert!(
        running.contains("Today") && !running.contains("It is over"),
        "{running}"
    );
    let over = shown_until(figures.clone(), figures.as_of).await;
    assert!(over.contains("It is over") && !over.contains("Today"), "{over}");
    assert!(over.contains("31924"), "what it came to: {over}");
}
