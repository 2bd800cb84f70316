//! What pages show to whom, rendered to text.
#![cfg(not(target_arch = "wasm32"))]

use canyu_console::desk::Desk;
use canyu_console::pages::desk::{campaign, campaigns};
use canyu_console::pages::office::{audit, people, sessions, tokens};
use canyu_console::words::Words;
use canyu_core::lang::Lang;
use canyu_core::moment::{HOUR, Moment};
use canyu_core::staff::{
    Account, AuditLine, CampaignLine, Counts, NextStep, Role, Server, Session, SessionRow, State, Step, What, Who,
    WhoKind,
};
use std::rc::Rc;
use yew::{Callback, ContextProvider, Html, LocalServerRenderer, Properties, component, html};

fn account(role: Role) -> Account {
    Account {
        id: "a1".to_owned(),
        name: "Lin <b>".to_owned(),
        email: "lin@example.org".to_owned(),
        role,
        campaigns: None,
        language: Lang::En,
        second_factor: false,
        disabled: false,
        made: Moment(0),
        seen: None,
    }
}

/// The words of all programs.
fn all_words() -> String {
    let files = [
        include_str!("../../../locales/console/en.json"),
        include_str!("../../../locales/console/desk/en.json"),
        include_str!("../../../locales/console/office/en.json"),
    ];
    let inner = files.map(|file| file.trim().trim_matches(['{', '}']).to_owned());
    format!("{{{}}}", inner.join(","))
}

fn desk(role: Role) -> Desk {
    Desk {
        words: Words::read("en", &all_words()),
        me: Some(Rc::new(Session {
            account: account(role),
            csrf: String::new(),
            server: Server {
                version: "0".to_owned(),
                rehearsal: false,
                now: Moment(0),
                mail: false,
            },
        })),
        ..Desk::default()
    }
}

fn line() -> CampaignLine {
    CampaignLine {
        slug: "router-teaser".to_owned(),
        title: [
            ("en".to_owned(), "A new toy".to_owned()),
            ("zh-Hans".to_owned(), "新玩具".to_owned()),
        ]
        .into(),
        state: Some(State::Open),
        opens: Some(Moment(0)),
        closes: Some(Moment(9 * HOUR)),
        next: Some(NextStep {
            step: Step::Reveal,
            node: Some("what".to_owned()),
            at: Some(Moment(3 * HOUR)),
        }),
        counts: Some(Counts {
            people: 1200,
            verified: 300,
            held: 7,
        }),
    }
}

#[derive(Properties)]
struct Shown {
    desk: Desk,
    view: Rc<dyn Fn(&Desk) -> Html>,
}

impl PartialEq for Shown {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component]
fn Page(props: &Shown) -> Html {
    html! { <ContextProvider<Desk> context={props.desk.clone()}>{ (props.view)(&props.desk) }</ContextProvider<Desk>> }
}

async fn shown(desk: Desk, view: impl Fn(&Desk) -> Html + 'static) -> String {
    let props = Shown {
        desk,
        view: Rc::new(view),
    };
    LocalServerRenderer::<Page>::with_props(props)
        .hydratable(false)
        .render()
        .await
}

#[tokio::test(flavor = "current_thread")]
async fn a_list_shows_as_much_as_the_role_may_see() {
    let list = |desk: &Desk| campaigns::view(desk, &[line()]);
    let all = shown(desk(Role::Viewer), list).await;
    assert!(
        all.contains("A new toy") && all.contains("what is revealed, hour 3") && all.contains("1200"),
        "{all}"
    );
    assert!(all.contains("href=\"/console/campaigns/router-teaser\""), "{all}");
    let names = shown(desk(Role::Till), list).await;
    assert!(
        names.contains("A new toy") && !names.contains("revealed") && !names.contains("1200"),
        "{names}"
    );
    assert!(names.contains("href"), "to the till: {names}");
}

#[tokio::test(flavor = "current_thread")]
async fn an_empty_list_says_what_to_do_first_to_whoever_can_do_it() {
    let publish = "Make the first campaign";
    assert!(
        shown(desk(Role::Administrator), |desk| campaigns::view(desk, &[]))
            .await
            .contains(publish)
    );
    assert!(
        !shown(desk(Role::Marketer), |desk| campaigns::view(desk, &[]))
            .await
            .contains(publish)
    );
}

#[tokio::test(flavor = "current_thread")]
async fn a_campaign_says_how_far_it_is_and_leads_to_the_log_only_who_may_read_it() {
    let one = |desk: &Desk| campaign::view(desk, &line());
    let page = shown(desk(Role::Administrator), one).await;
    assert!(
        page.contains("Open") && page.contains("300") && page.contains("/console/audit?campaign=router-teaser"),
        "{page}"
    );
    let page = shown(desk(Role::Staff), one).await;
    assert!(!page.contains("/console/audit"), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn people_are_named_as_they_are_and_nothing_they_write_becomes_markup() {
    let mut other = account(Role::Marketer);
    other.id = "a2".to_owned();
    other.campaigns = Some(vec!["router-teaser".to_owned()]);
    other.disabled = true;
    let page = shown(desk(Role::Administrator), move |desk| {
        people::accounts_view(desk, &[account(Role::Administrator), other.clone()], &Callback::noop())
    })
    .await;
    assert!(page.contains("Lin &lt;b&gt;") && !page.contains("<b>"), "{page}");
    assert!(page.contains("Only router-teaser") && page.contains("Closed"), "{page}");
    assert_eq!(page.matches(">You<").count(), 1, "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_own_session_cannot_be_ended_from_the_list() {
    let row = |id: &str, this| SessionRow {
        id: id.to_owned(),
        made: Moment(0),
        seen: Moment(HOUR),
        place: "192.0.2.0/24".to_owned(),
        agent: "Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0".to_owned(),
        this,
    };
    let rows = [row("s1", true), row("s2", false)];
    let page = shown(desk(Role::Viewer), move |desk| {
        sessions::view(desk, &rows, &Callback::noop())
    })
    .await;
    assert_eq!(page.matches("Sign out Firefox").count(), 1, "{page}");
    assert!(page.contains("Firefox · Windows"), "{page}");
}

#[tokio::test(flavor = "current_thread")]
async fn the_log_says_what_changed_and_how_it_was() {
    let line = AuditLine {
        seq: 1,
        at: Moment(HOUR),
        who: Who {
            kind: WhoKind::CommandLine,
            account: String::new(),
            name: String::new(),
        },
        place: String::new(),
        what: What::AccountChanged,
        campaign: None,
        about: "lin@example.org".to_owned(),
        change: serde_json::json!({ "before": { "role": "viewer" }, "after": { "role": "staff" } }),
    };
    let page = shown(desk(Role::Administrator), move |desk| audit::view(desk, &[&line], true)).await;
    assert!(
        page.contains("Command line") && page.contains("Account changed") && page.contains("Viewer → Staff"),
        "{page}"
    );
    let none = shown(desk(Role::Administrator), |desk| audit::view(desk, &[], false)).await;
    assert!(none.contains("Nothing matches"), "{none}");
    let none = shown(desk(Role::Administrator), |desk| {
        tokens::view(desk, &[], &Callback::noop())
    })
    .await;
    assert!(none.contains("No token yet"), "{none}");
}
