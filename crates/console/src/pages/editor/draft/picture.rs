//! A picture of a draft: chosen among those that are there, or uploaded.

use super::saver::Saver;
use crate::api::Problem;
use crate::browser;
use crate::desk::use_desk;
use crate::hooks::use_act;
use crate::ui::Trouble;
use canyu_core::staff::{Draft, DraftPicture, LARGEST_PICTURE};
use serde_json::Value;
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, HtmlInputElement, HtmlSelectElement};
use yew::{AttrValue, Callback, Event, Html, Properties, component, html, use_state_eq};

/// What a browser may offer.
const KINDS: &str = "image/svg+xml,image/png,image/jpeg";

/// What [`Picture`] is given.
#[derive(Properties)]
pub struct PictureProps {
    /// Its name in the document: its place.
    pub id: AttrValue,
    /// The draft.
    pub draft: String,
    /// The campaign, after which new pictures' folder is named.
    pub slug: String,
    /// The pictures that are there.
    pub pictures: Vec<DraftPicture>,
    /// The one that is chosen.
    pub value: String,
    /// Where it is said what is wrong.
    pub described: AttrValue,
    /// Whether something is.
    pub is_wrong: bool,
    /// Another one is chosen.
    pub on_value: Callback<(Option<Value>, bool)>,
    /// Where the draft is kept.
    pub saver: Option<Saver>,
}

impl PartialEq for PictureProps {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// A name for a file: what a place in a campaign file may be called.
fn file_name(slug: &str, given: &str) -> String {
    let folder = if slug.is_empty() { "pictures" } else { slug };
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '.' | '-' | '_');
    let name: String = given
        .chars()
        .map(|sign| if is_plain(sign) { sign.to_ascii_lowercase() } else { '-' })
        .collect();
    let name = name.trim_matches(['-', '.']);
    // What was written in other letters alone has no name left.
    let name = if name
        .split('.')
        .next()
        .is_some_and(|stem| stem.chars().any(char::is_alphanumeric))
        && name.contains('.')
    {
        name.to_owned()
    } else {
        ["picture.", name.rsplit('.').next().unwrap_or("png")].concat()
    };
    [folder, "/", &name].concat()
}

/// The field.
#[component]
pub fn Picture(props: &PictureProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let act = use_act();
    let is_over = use_state_eq(|| false);
    let known = props.pictures.iter().find(|one| one.name == props.value);
    let address = known.map(|one| {
        [
            "/api/v1/staff/drafts/",
            &props.draft,
            "/picture?name=",
            &browser::encoded(&one.name),
            "&stamp=",
            &one.stamp,
        ]
        .concat()
    });
    let take = {
        let (desk, act, on_value, saver) = (desk.clone(), act.clone(), props.on_value.clone(), props.saver.clone());
        let slug = props.slug.clone();
        Callback::from(move |file: File| {
            let (desk, on_value, Some(saver)) = (desk.clone(), on_value.clone(), saver.clone()) else {
                return;
            };
            let name = file_name(&slug, &file.name());
            act.run(async move {
                if !file.type_().is_empty() && !KINDS.contains(&file.type_()) {
                    return Err(Problem::refused("not_a_picture"));
                }
                if file.size() > LARGEST_PICTURE as f64 {
                    return Err(Problem::refused("picture_too_large"));
                }
                let path = saver.path(&["/picture?name=", &browser::encoded(&name)].concat());
                let kind = Some(file.type_())
                    .filter(|kind| !kind.is_empty())
                    .unwrap_or_else(|| "application/octet-stream".to_owned());
                saver.take(desk.api.put::<Draft>(&path, file.into(), &kind).await?);
                on_value.emit((Some(name.into()), true));
                Ok(())
            });
        })
    };
    let first = |files: Option<web_sys::FileList>| files.and_then(|files| files.get(0));
    let onchange = {
        let take = take.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
            {
                if let Some(file) = first(field.files()) {
                    take.emit(file);
                }
                // The same file may be chosen again.
                field.set_value("");
            }
        })
    };
    let over = |on: bool| {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(on);
        })
    };
    let ondrop = {
        let is_over = is_over.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            is_over.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| first(data.files())) {
                take.emit(file);
            }
        })
    };
    let on_choose = {
        let on_value = props.on_value.clone();
        Callback::from(move |event: Event| {
            if let Some(field) = event
                .target()
                .and_then(|field| field.dyn_into::<HtmlSelectElement>().ok())
            {
                on_value.emit((
                    Some(field.value()).filter(|value| !value.is_empty()).map(Value::from),
                    true,
                ));
            }
        })
    };
    let upload = [&props.id, "-file"].concat();
    let open = {
        let upload = upload.clone();
        Callback::from(move |()| browser::click(&upload))
    };
    let is_unknown = known.is_none() && !props.value.is_empty();
    html! {
        <div class={if *is_over { "picture is-over" } else { "picture" }} ondragover={over(true)} ondragleave={over(false)} {ondrop}>
            <div class="thumb">
                if let Some(address) = address {
                    <img src={address} alt="" />
                } else {
                    <span class="hint">{ words.t("draft.no_picture") }</span>
                }
            </div>
            <div class="choose">
                <select id={props.id.clone()} aria-describedby={props.described.clone()} aria-invalid={props.is_wrong.then_some("true")} onchange={on_choose}>
                    <option value="" selected={props.value.is_empty()}>{ "–" }</option>
                    if is_unknown {
                        <option value={props.value.clone()} selected=true>{ words.with("draft.picture_missing", &[("name", &props.value)]) }</option>
                    }
                    { for props.pictures.iter().map(|one| html! {
                        <option value={one.name.clone()} selected={one.name == props.value}>{ &one.name }</option>
                    }) }
                </select>
                { crate::ui::button("", words.t(if act.is_busy() { "draft.uploading" } else { "draft.upload" }), open) }
                <input type="file" hidden=true id={upload} accept={KINDS} {onchange} />
                <p class="hint">{ words.t("draft.drop") }</p>
                <Trouble problem={act.problem()} />
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_file_gets_a_name_that_a_campaign_file_can_say() {
        assert_eq!(file_name("toy", "Cloth (1).SVG"), "toy/cloth--1-.svg");
        assert_eq!(file_name("", "a.png"), "pictures/a.png");
        assert_eq!(file_name("toy", "照片.jpg"), "toy/picture.jpg");
        assert_eq!(file_name("toy", "../../etc/passwd.png"), "toy/etc-passwd.png");
    }
}
