//! What staff tell: posts, which everybody sees and can second. Everything here can be taken back.

mod form;

use crate::api::Method;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::pages::missing::NotAllowed;
use crate::pages::tabs::{Tab, crumbs, tabs};
use crate::ui::{Empty, PageHead, Trouble, badge, button, small_button};
use canyu_core::staff::{NewPost, News, PostLine, Right};
use form::Tell;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_state};

/// What [`NewsPage`] is given.
#[derive(Properties, PartialEq)]
pub struct NewsPageProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
}

/// How to take back what was done last.
#[derive(Clone, PartialEq)]
enum Undo {
    /// Take the post away that was told.
    Remove(PostLine),
    /// Tell it as it was told before.
    Tell(PostLine),
}

/// The page.
#[component]
pub fn NewsPage(props: &NewsPageProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let path = ["campaigns/", &props.slug, "/news"].concat();
    let (load, again) = use_load::<News>(path.clone());
    // What a change has answered is newer than what was fetched.
    let newest = use_state(|| None::<Rc<News>>);
    let editing = use_state(|| None::<Option<PostLine>>);
    let undo = use_state(|| None::<Undo>);
    let act = use_act();
    let load = match (&*newest, load) {
        (Some(news), Load::Ready(fetched)) if news.version >= fetched.version => Load::Ready(news.clone()),
        (_, load) => load,
    };
    let version = match &load {
        Load::Ready(news) => news.version,
        _ => 0,
    };
    let done = {
        let (newest, undo, editing, say) = (newest.clone(), undo.clone(), editing.clone(), desk.say.clone());
        Callback::from(move |(news, back, said): (News, Option<Undo>, AttrValue)| {
            newest.set(Some(Rc::new(news)));
            undo.set(back);
            editing.set(None);
            say.emit(said.to_string());
        })
    };
    let remove = {
        let (desk, act, done, path) = (desk.clone(), act.clone(), done.clone(), path.clone());
        Callback::from(move |(post, is_undo): (PostLine, bool)| {
            let (desk, done) = (desk.clone(), done.clone());
            let path = [
                &path,
                "/",
                &post.node,
                "/",
                &post.key,
                "?version=",
                &version.to_string(),
            ]
            .concat();
            act.run(async move {
                let news = desk.api.send(Method::Delete, &path, &()).await?;
                let back = (!is_undo).then_some(Undo::Tell(post));
                done.emit((news, back, desk.words.t("news.removed")));
                Ok(())
            });
        })
    };
    let tell_again = {
        let (desk, act, done, path) = (desk.clone(), act.clone(), done.clone(), path.clone());
        Callback::from(move |post: PostLine| {
            let (desk, done, path) = (desk.clone(), done.clone(), path.clone());
            let wanted = NewPost {
                node: post.node,
                key: post.key,
                at: Some(post.at),
                title: post.title,
                text: post.text,
                version,
            };
            act.run(async move {
                let news = desk.api.send(Method::Post, &path, &wanted).await?;
                done.emit((news, None, desk.words.t("news.undone")));
                Ok(())
            });
        })
    };
    if !desk.may(Right::Moderate) {
        return html! { <NotAllowed /> };
    }
    let edit = {
        let editing = editing.clone();
        Callback::from(move |post: Option<Option<PostLine>>| editing.set(post))
    };
    let on_undo = (*undo).clone().map(|undo| {
        let (remove, tell_again) = (remove.clone(), tell_again.clone());
        Callback::from(move |()| match undo.clone() {
            Undo::Remove(post) => remove.emit((post, true)),
            Undo::Tell(post) => tell_again.emit(post),
        })
    });
    let has_nodes = matches!(&load, Load::Ready(news) if !news.nodes.is_empty());
    let on_told = {
        let (done, words) = (done.clone(), words.clone());
        Callback::from(move |(news, post, before): (News, PostLine, Option<PostLine>)| {
            let back = before.map_or(Undo::Remove(post), Undo::Tell);
            done.emit((news, Some(back), words.t("news.told")));
        })
    };
    html! {
        <>
            { crumbs(&desk, &props.slug) }
            <PageHead title={words.t("news")} lead={words.t("news.lead")}>
                if has_nodes {
                    { button("is-main", words.t("news.act"), edit.reform(|()| Some(None))) }
                }
            </PageHead>
            { tabs(&desk, &props.slug, Tab::News) }
            if let Some(on_undo) = on_undo {
                <div class="acts is-start">{ button("", words.t("moderation.undo"), on_undo) }</div>
            }
            <Trouble problem={act.problem()} />
            { load.shown(&again, |news| html! {
                <>
                    { view(&desk, news, &edit.reform(|post| Some(Some(post))), &remove.reform(|post| (post, false))) }
                    if let Some(post) = &*editing {
                        <Tell slug={props.slug.clone()} news={news.clone()} post={post.clone()} on_close={edit.reform(|()| None)} on_told={on_told.clone()} />
                    }
                </>
            }) }
        </>
    }
}

/// The posts.
pub fn view(desk: &Desk, news: &News, change: &Callback<PostLine>, remove: &Callback<PostLine>) -> Html {
    let words = &desk.words;
    if news.nodes.is_empty() {
        return html! { <Empty title={words.t("news.no_node")}><p>{ words.t("news.no_node.lead") }</p></Empty> };
    }
    if news.posts.is_empty() {
        return html! { <Empty title={words.t("news.none")}><p>{ words.t("news.none.lead") }</p></Empty> };
    }
    let line = |post: &PostLine| {
        let title = words.of(&post.title);
        let act = |class: &'static str, [name, full]: [&str; 2], what: &Callback<PostLine>| {
            let (what, post) = (what.clone(), post.clone());
            let press = Callback::from(move |()| what.emit(post.clone()));
            small_button(class, words.t(name), words.with(full, &[("text", &title)]), press)
        };
        html! {
            <li key={[post.node.as_str(), "/", &post.key].concat()}>
                <div>
                    <h2>
                        { title.clone() }
                        if !post.out {
                            { " " }{ badge("waiting", words.t("news.later")) }
                        }
                    </h2>
                    <p class="body">{ words.of(&post.text) }</p>
                    <small>{ words.time(post.at) }{ " · " }{ words.many("news.people", post.people) }</small>
                </div>
                <div class="acts">
                    { act("is-grave", ["news.remove", "news.remove.of"], remove) }
                    { act("", ["people.change", "people.change.of_text"], change) }
                </div>
            </li>
        }
    };
    html! { <ol class="written">{ for news.posts.iter().map(line) }</ol> }
}
