//! How a campaign gets onto a page: what to paste, whether a page is ready for it, and links for each channel.

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load, use_text};
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::route::Route;
use crate::ui::{Choice, Field, Form, Link, PageHead, Qr, Secret, Trouble, submit};
use canyu_core::staff::{CheckState, Embed, PageCheck, PageLine, PageTest, PageWish};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state, use_state_eq};

/// What [`EmbedPage`] is given.
#[derive(Properties, PartialEq)]
pub struct EmbedProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// Where it can be pasted: names, and what has to be pasted there if it is not the tag.
const PLACES: [&str; 5] = ["html", "wordpress", "shopify", "squarespace", "npm"];

/// The page.
#[component]
pub fn EmbedPage(props: &EmbedProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (load, again) = use_load::<Embed>(["campaigns/", &props.slug, "/embed"].concat());
    let place = use_state_eq(|| PLACES[0].to_owned());
    let channel = use_state_eq(String::new);
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("tab.embed")} lead={words.t("embed.lead")} />
            { tabs(&desk, &props.slug, Tab::Embed) }
            { load.shown(&again, |embed| {
                let choose = |state: &yew::UseStateHandle<String>| {
                    let state = state.clone();
                    Callback::from(move |to| state.set(to))
                };
                html! {
                    <>
                        { tag(&desk, embed, &place, choose(&place)) }
                        <section class="card">
                            <h2>{ words.t("embed.test") }</h2>
                            <Test slug={props.slug.clone()} origins={embed.origins.clone()} page={embed.page.clone().unwrap_or_default()} />
                        </section>
                        { policy(&desk, embed) }
                        { links(&desk, &props.slug, embed, &channel, choose(&channel)) }
                    </>
                }
            }) }
        </>
    }
}

/// What to paste, and where.
fn tag(desk: &Desk, embed: &Embed, place: &str, on_choose: Callback<String>) -> Html {
    let words = &desk.words;
    let options = PLACES.map(|name| (AttrValue::Static(name), words.code("embed.at", name)));
    let (text, steps) = match place {
        "npm" => ("npm install canyu\n\nimport \"canyu\";".to_owned(), "embed.how.npm"),
        "wordpress" => (embed.tag.clone(), "embed.how.wordpress"),
        "shopify" => (embed.tag.clone(), "embed.how.shopify"),
        "squarespace" => (embed.tag.clone(), "embed.how.squarespace"),
        _ => (embed.tag.clone(), "embed.how.html"),
    };
    html! {
        <section class="card">
            <h2>{ words.t("embed.tag") }</h2>
            <Choice id="embed-place" label={words.t("embed.where")} value={place.to_owned()} options={options.to_vec()} {on_choose} />
            <Secret key={place.to_owned()} label={words.t("embed.tag")} text={text} />
            if place == "npm" {
                <Secret label={words.t("embed.tag")} text={embed.tag.split("</script>").nth(1).unwrap_or_default().trim().to_owned()} />
            }
            <ol class="how">{ for words.t(steps).split('\n').map(|step| html! { <li>{ step.to_owned() }</li> }) }</ol>
            <p class="hint">{ words.t("embed.hosted") }{ " " }<a href={embed.hosted.clone()} target="_blank" rel="noopener">{ &embed.hosted }</a></p>
        </section>
    }
}

/// What a page with a policy needs.
fn policy(desk: &Desk, embed: &Embed) -> Html {
    let words = &desk.words;
    let text = embed
        .policy
        .iter()
        .map(|(name, sources)| [name, " ", sources].concat())
        .collect::<Vec<_>>()
        .join("; ");
    html! {
        <section class="card">
            <h2>{ words.t("embed.policy") }</h2>
            <p class="hint">{ words.t("embed.policy.lead") }</p>
            <Secret label={words.t("embed.policy")} text={text} />
            <h3>{ words.t("embed.origins") }</h3>
            if embed.origins.is_empty() {
                <p>{ words.t("embed.origins.none") }</p>
            } else {
                <ul class="chips">{ for embed.origins.iter().map(|one| html! { <li><code>{ one }</code></li> }) }</ul>
            }
            <p class="hint">{ words.t("embed.origins.lead") }</p>
        </section>
    }
}

/// A link for each channel, and what can be printed of one.
fn links(desk: &Desk, slug: &str, embed: &Embed, chosen: &str, on_choose: Callback<String>) -> Html {
    let words = &desk.words;
    let Some(link) = embed
        .links
        .iter()
        .find(|one| one.channel == chosen)
        .or_else(|| embed.links.first())
    else {
        return Html::default();
    };
    let name = |channel: &str| {
        words
            .find(&["channel.", channel].concat())
            .unwrap_or_else(|| channel.to_owned().into())
    };
    let options: Vec<(AttrValue, AttrValue)> = embed
        .links
        .iter()
        .map(|one| (one.channel.clone().into(), name(&one.channel)))
        .collect();
    let sheet = [
        "/api/v1/staff/campaigns/",
        slug,
        "/sheet?channel=",
        &link.channel,
        "&count=12",
    ]
    .concat();
    html! {
        <section class="card">
            <h2>{ words.t("embed.links") }</h2>
            <p class="hint">{ words.t("embed.links.lead") }</p>
            <div class="link-of">
                <div class="form">
                    <Choice id="embed-channel" label={words.t("embed.channel")} value={link.channel.clone()} {options} {on_choose} />
                    <Secret key={link.channel.clone()} label={words.t("embed.link")} text={link.address.clone()} />
                    <p><a class="button" href={sheet} target="_blank" rel="noopener">{ words.t("embed.sheet") }</a></p>
                    <p class="hint">{ words.t("embed.sheet.lead") }</p>
                </div>
                <Qr text={link.address.clone()} label={words.with("embed.qr", &[("name", &name(&link.channel))])} />
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct TestProps {
    slug: AttrValue,
    origins: Vec<String>,
    page: String,
}

/// Whether a page is ready.
#[component]
fn Test(props: &TestProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let origin = props
        .origins
        .iter()
        .find(|origin| !origin.contains('*'))
        .cloned()
        .unwrap_or_default();
    let page = use_text(if props.page.is_empty() { &origin } else { &props.page });
    let act = use_act();
    let test = use_state(|| None::<PageTest>);
    let on_send = {
        let (desk, act, test, page, path) = (
            desk.clone(),
            act.clone(),
            test.clone(),
            page.trimmed(),
            ["campaigns/", &props.slug, "/embed/test"].concat(),
        );
        Callback::from(move |()| {
            let (desk, test, wish, path) = (
                desk.clone(),
                test.clone(),
                PageWish { page: page.clone() },
                path.clone(),
            );
            act.run(async move {
                test.set(None);
                test.set(Some(desk.api.send(Method::Post, &path, &wish).await?));
                Ok(())
            });
        })
    };
    html! {
        <>
            <Form {on_send} class="is-row">
                <Field id="embed-page" label={words.t("embed.page")} hint={words.t("embed.page.hint")} text={page} />
                { submit(words.t("embed.test.act"), act.is_busy()) }
            </Form>
            <Trouble problem={act.problem()} />
            <div role="status">
                if let Some(test) = &*test {
                    { result(&desk, &props.slug, test) }
                }
            </div>
        </>
    }
}

/// What a test has found.
pub fn result(desk: &Desk, slug: &str, test: &PageTest) -> Html {
    let words = &desk.words;
    let line = |one: &PageLine| {
        let (class, sign, said) = match one.state {
            CheckState::Fine => ("is-fine", "✓", "check.fine"),
            CheckState::Warning => ("is-warning", "?", "check.warning"),
            CheckState::Wrong => ("is-wrong", "×", "check.wrong"),
            CheckState::Unknown => ("is-unknown", "–", "check.unknown"),
        };
        let name = match one.check {
            PageCheck::Origin => "check.origin",
            PageCheck::Answers => "check.answers",
            PageCheck::Tag => "check.tag",
            PageCheck::Script => "check.script",
            PageCheck::WebAssembly => "check.web_assembly",
            PageCheck::Connect => "check.connect",
            PageCheck::Picture => "check.picture",
            PageCheck::Https => "check.https",
        };
        html! {
            <li {class}>
                <span class="sign" aria-hidden="true">{ sign }</span>
                <div>
                    <b>{ words.t(name) }</b><span class="unseen">{ words.t(said) }</span>
                    if !one.found.is_empty() {
                        <small>{ &one.found }</small>
                    }
                    if !one.add.is_empty() {
                        <Secret label={words.t("check.add")} text={one.add.clone()} />
                    }
                    if one.check == PageCheck::Origin && one.state != CheckState::Fine {
                        <Link to={Route::Edit(slug.to_owned())}>{ words.t("check.origin.add") }</Link>
                    }
                </div>
            </li>
        }
    };
    let is_fine = test
        .lines
        .iter()
        .all(|one| matches!(one.state, CheckState::Fine | CheckState::Unknown));
    html! {
        <>
            <p class={if is_fine { "verdict is-fine" } else { "verdict" }}><b>{ words.t(if is_fine { "embed.ready" } else { "embed.not_ready" }) }</b>{ " " }<code>{ &test.page }</code></p>
            <ul class="places is-checks">{ for test.lines.iter().map(line) }</ul>
        </>
    }
}
