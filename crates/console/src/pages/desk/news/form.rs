//! A post, in each language of the campaign.

use crate::api::Method;
use crate::browser::local_moment;
use crate::desk::use_desk;
use crate::hooks::{use_act, use_text};
use crate::ui::{Choice, Dialog, Field, Form, TextFields, Trouble, button, focus_first_wrong, submit, use_texts};
use canyu_core::staff::{NewPost, News, PostLine};
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state_eq};

/// What [`Tell`] is given.
#[derive(Properties, PartialEq)]
pub struct TellProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// What was told.
    pub news: News,
    /// What is told in other words; `None`: something new.
    pub post: Option<PostLine>,
    /// Leaves it.
    pub on_close: Callback<()>,
    /// It is told: all posts, this one, and what it was before.
    pub on_told: Callback<(News, PostLine, Option<PostLine>)>,
}

/// A name that no post of a node has.
fn fresh_name(news: &News, node: &str) -> String {
    let is_taken = |name: &str| news.posts.iter().any(|post| post.node == node && post.key == name);
    let names = (news.posts.len() + 1..).map(|number| ["post-", &number.to_string()].concat());
    names.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
}

/// The form.
#[component]
pub fn Tell(props: &TellProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let first = |texts: fn(&PostLine) -> &canyu_core::staff::Texts| {
        props.post.as_ref().map(|post| texts(post).clone()).unwrap_or_default()
    };
    let title = use_texts(&first(|post| &post.title));
    let text = use_texts(&first(|post| &post.text));
    let later = use_text("");
    let node = use_state_eq(|| {
        let known = props.post.as_ref().map(|post| post.node.clone());
        known
            .or_else(|| props.news.nodes.first().map(|node| node.id.clone()))
            .unwrap_or_default()
    });
    let is_checked = use_state_eq(|| false);
    let act = use_act();
    let (titles, bodies) = (title.get(), text.get());
    let lacks =
        |texts: &canyu_core::staff::Texts| props.news.languages.iter().any(|lang| !texts.contains_key(lang.tag()));
    // A text in one language only is read by the others, too: then it has to be there for them.
    let (no_title, no_text) = (lacks(&titles), !bodies.is_empty() && lacks(&bodies));
    let is_wrong = no_title || no_text;
    let missing = |is_missing: bool| {
        if is_missing && *is_checked {
            words.t("text.missing")
        } else {
            AttrValue::default()
        }
    };
    let on_send = {
        let (desk, act, is_checked, on_told) = (desk.clone(), act.clone(), is_checked.clone(), props.on_told.clone());
        let path = ["campaigns/", &props.slug, "/news"].concat();
        let before = props.post.clone();
        let key = before.as_ref().map(|post| post.key.clone());
        let wanted = NewPost {
            key: key.unwrap_or_else(|| fresh_name(&props.news, &node)),
            node: (*node).clone(),
            at: local_moment(&later.get()),
            title: titles,
            text: bodies,
            version: props.news.version,
        };
        Callback::from(move |()| {
            is_checked.set(true);
            if is_wrong {
                focus_first_wrong();
                return;
            }
            let (desk, path, wanted) = (desk.clone(), path.clone(), wanted.clone());
            let (on_told, before) = (on_told.clone(), before.clone());
            act.run(async move {
                let news = desk.api.send::<News>(Method::Post, &path, &wanted).await?;
                let is_it = |post: &&PostLine| post.node == wanted.node && post.key == wanted.key;
                if let Some(post) = news.posts.iter().find(is_it).cloned() {
                    on_told.emit((news, post, before));
                }
                Ok(())
            });
        })
    };
    let nodes = props
        .news
        .nodes
        .iter()
        .map(|node| (node.id.clone().into(), words.of(&node.title).into()));
    let on_node = {
        let node = node.clone();
        Callback::from(move |chosen: String| node.set(chosen))
    };
    html! {
        <Dialog id="tell" title={words.t(if props.post.is_some() { "news.change" } else { "news.act" })} on_close={props.on_close.clone()}>
            <Form {on_send}>
                if props.post.is_none() && props.news.nodes.len() > 1 {
                    <Choice id="tell-node" label={words.t("gifts.node")} value={node.to_string()} options={nodes.collect::<Vec<_>>()} on_choose={on_node} />
                }
                <TextFields ids={["title-en", "title-hans", "title-hant"]} label={words.t("news.title")} texts={title}
                    languages={props.news.languages.clone()} missing={missing(no_title)} />
                <TextFields ids={["text-en", "text-hans", "text-hant"]} label={words.t("news.text")} texts={text}
                    languages={props.news.languages.clone()} missing={missing(no_text)} lines=true />
                <Field id="tell-at" kind="datetime-local" label={words.t("news.at")}
                    hint={words.t(if props.post.is_some() { "news.at.as_before" } else { "news.at.now" })} text={later} />
                <Trouble problem={act.problem()} />
                <div class="acts">
                    { button("", words.t("cancel"), props.on_close.clone()) }
                    { submit(words.t("news.send"), act.is_busy()) }
                </div>
            </Form>
        </Dialog>
    }
}
