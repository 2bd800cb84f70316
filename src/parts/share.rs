//! The ways to pass a node's link on. Each use is an act of that node, and each link says node and channel.

use crate::ctx::Ctx;
use crate::hooks::use_share::{Outcome, can_share, copy, share};
use crate::parts::icon::{CODE, COPY, SHARE, icon};
use crate::parts::qr::qr;
use crate::text::Key;
use canyu_core::act::Act;
use canyu_core::view::NodeView;
use yew::{Callback, Html, Properties, classes, component, html, use_state};

/// See [`SharePanel`].
#[derive(Clone, PartialEq, Properties)]
pub struct SharePanelProps {
    /// See [`Ctx`].
    pub ctx: Ctx,
    /// Whose link.
    pub node: NodeView,
    /// The channels that are offered besides copying and the code.
    #[prop_or_default]
    pub channels: Vec<String>,
}

/// What the panel has to say, or shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Panel {
    copied: Option<String>,
    failed: bool,
    code: bool,
}

/// Buttons for each channel, the link itself, the phone's own sheet where there is one, and the QR code.
#[component]
pub fn SharePanel(props: &SharePanelProps) -> Html {
    let SharePanelProps { ctx, node, channels } = props;
    let panel = use_state(Panel::default);
    let give = {
        let (ctx, node, panel) = (ctx.clone(), node.clone(), panel.clone());
        Callback::from(move |(channel, sheet): (String, bool)| {
            let link = ctx.link(&node, &channel);
            ctx.perform.emit(Act::Share {
                node: node.id.clone(),
                channel: channel.clone(),
            });
            let panel = panel.clone();
            let done = move |outcome| match outcome {
                Outcome::Shared => {}
                Outcome::Copied => panel.set(Panel {
                    copied: Some(channel.clone()),
                    ..Panel::default()
                }),
                Outcome::Failed => panel.set(Panel {
                    failed: true,
                    ..Panel::default()
                }),
            };
            if sheet {
                share(&ctx.state.shown.title, &link, done)
            } else {
                copy(&link, done)
            }
        })
    };
    let toggle = {
        let (panel, code, perform) = (panel.clone(), panel.code, ctx.perform.clone());
        let act = Act::Share {
            node: node.id.clone(),
            channel: "qr".to_owned(),
        };
        Callback::from(move |_| {
            if !code {
                perform.emit(act.clone());
            }
            panel.set(Panel {
                code: !code,
                ..Panel::default()
            });
        })
    };
    let way = |channel: &str, name: String, path: &'static str, sheet: bool| {
        let copied = panel.copied.as_deref() == Some(channel);
        let (give, what) = (give.clone(), (channel.to_owned(), sheet));
        let press = Callback::from(move |_| give.emit(what.clone()));
        html! {
            <button type="button" class={classes!("way", copied.then_some("is-on"))} onclick={press}>
                { icon(path) }<span>{ name }</span>
            </button>
        }
    };
    let sheet = can_share();
    html! {
        <div class="ways" part="share">
            <div class="row">
                { for channels.iter().map(|channel| way(channel, channel_name(ctx, channel), SHARE, sheet)) }
                if sheet && channels.is_empty() { { way("sheet", ctx.t(Key::ShareMore), SHARE, true) } }
                { way("link", ctx.t(Key::CopyLink), COPY, false) }
                <button type="button" class="way" onclick={toggle} aria-expanded={panel.code.to_string()}>
                    { icon(CODE) }<span>{ ctx.t(if panel.code { Key::QrHide } else { Key::QrShow }) }</span>
                </button>
            </div>
            <p class="note" role="status">{ said(ctx, &panel) }</p>
            if panel.failed {
                <input class="link" readonly=true aria-label={ctx.t(Key::LinkLabel)} value={ctx.link(node, "link")} />
            }
            if panel.code { { qr(&ctx.link(node, "qr"), ctx.t(Key::QrAlt)) } }
        </div>
    }
}

fn said(ctx: &Ctx, panel: &Panel) -> String {
    match (&panel.copied, panel.failed) {
        (_, true) => ctx.t(Key::CopyFailed),
        (Some(channel), _) if channel == "link" => ctx.t(Key::Copied),
        (Some(channel), _) => ctx
            .texts
            .with(Key::CopiedFor, &[("channel", &channel_name(ctx, channel))]),
        (None, false) => String::new(),
    }
}

/// The channels that have a name in every language; others are called as in the campaign file.
fn channel_name(ctx: &Ctx, channel: &str) -> String {
    let key = match channel {
        "messenger" => Key::Messenger,
        "forum" => Key::Forum,
        "microblog" => Key::Microblog,
        "friends" => Key::Friends,
        "email" => Key::Email,
        "sms" => Key::Sms,
        other => return other.to_owned(),
    };
    ctx.t(key)
}
