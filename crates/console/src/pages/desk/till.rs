//! One's own till: who may redeem does it as himself, as long as he is signed in.

use crate::api::Method;
use crate::browser::leave_for;
use crate::desk::use_desk;
use crate::hooks::use_act;
use crate::ui::{Trouble, button};
use canyu_core::staff::OwnTill;
use yew::{AttrValue, Callback, Html, Properties, component, html};

/// What [`OpenTill`] is given.
#[derive(Properties, PartialEq)]
pub struct OpenTillProps {
    /// The campaign's name in addresses.
    pub slug: AttrValue,
    /// Whether it is what the page is for.
    #[prop_or_default]
    pub main: bool,
}

/// The button that opens it.
#[component]
pub fn OpenTill(props: &OpenTillProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let open = {
        let (desk, act) = (desk.clone(), act.clone());
        let path = ["campaigns/", &props.slug, "/till"].concat();
        Callback::from(move |()| {
            let (desk, path) = (desk.clone(), path.clone());
            act.run(async move {
                let till = desk.api.send::<OwnTill>(Method::Post, &path, &()).await?;
                leave_for(&till.path);
                Ok(())
            });
        })
    };
    html! {
        <section class="card">
            <h2>{ words.t("till.own") }</h2>
            <p>{ words.t("till.own.lead") }</p>
            <Trouble problem={act.problem()} />
            <div class="acts is-start">{ button(if props.main { "is-main" } else { "" }, words.t("till.open"), open) }</div>
        </section>
    }
}
