//! Who did what, when, from where, with the change.

use crate::api::Method;
use crate::api::Problem;
use crate::desk::{Desk, use_desk};
use crate::hooks::{Load, use_act, use_load};
use crate::pages::limit::title_of;
use crate::route::{Filter, Route};
use crate::ui::{Choice, Empty, PageHead, Trouble, button};
use crate::words::{LANGUAGES, Words};
use canyu_core::moment::Moment;
use canyu_core::staff::{Account, AuditLine, AuditPage, CampaignLine, Who, WhoKind};
use serde_json::{Map, Value};
use std::collections::BTreeSet;
use std::rc::Rc;
use yew::{AttrValue, Callback, Html, Properties, component, html, use_effect_with, use_state};

/// What [`Audit`] is given.
#[derive(Properties, PartialEq)]
pub struct AuditProps {
    /// What of it is shown.
    pub filter: Filter,
}

fn path(filter: &Filter, before: Option<i64>) -> String {
    let mut path = ["audit", &filter.query()].concat();
    if let Some(before) = before {
        path.push(if path.contains('?') { '&' } else { '?' });
        path.push_str("before=");
        path.push_str(&before.to_string());
    }
    path
}

/// The page.
#[component]
pub fn Audit(props: &AuditProps) -> Html {
    let desk = use_desk();
    let words = &desk.words;
    let (first, again) = use_load::<AuditPage>(path(&props.filter, None));
    let (campaigns, _) = use_load::<Vec<CampaignLine>>("campaigns".to_owned());
    let (accounts, _) = use_load::<Vec<Account>>("accounts".to_owned());
    let older = use_state(Vec::<Rc<AuditPage>>::new);
    {
        let older = older.clone();
        use_effect_with(props.filter.clone(), move |_| older.set(Vec::new()));
    }
    let act = use_act();
    let before = match (older.last(), &first) {
        (Some(page), _) => page.before,
        (None, Load::Ready(page)) => page.before,
        _ => None,
    };
    let more = {
        let (desk, act, older, filter) = (desk.clone(), act.clone(), older.clone(), props.filter.clone());
        Callback::from(move |()| {
            let (desk, older, path) = (desk.clone(), older.clone(), path(&filter, before));
            act.run(async move {
                let page = desk.api.take::<AuditPage>(Method::Get, &path, None).await?;
                let mut pages = (*older).clone();
                pages.push(Rc::new(page));
                older.set(pages);
                Ok::<(), Problem>(())
            });
        })
    };
    let choose = |change: fn(&mut Filter, String)| {
        let (go, filter) = (desk.go.clone(), props.filter.clone());
        Callback::from(move |chosen: String| {
            let mut filter = filter.clone();
            change(&mut filter, chosen);
            go.emit(Route::Audit(filter));
        })
    };
    let mut slugs = vec![(AttrValue::default(), words.t("audit.all_campaigns"))];
    if let Load::Ready(lines) = &campaigns {
        slugs.extend(
            lines
                .iter()
                .map(|line| (line.slug.clone().into(), title_of(words, line).into())),
        );
    }
    let mut people = vec![(AttrValue::default(), words.t("audit.everybody"))];
    if let Load::Ready(lines) = &accounts {
        people.extend(
            lines
                .iter()
                .map(|line| (line.id.clone().into(), line.name.clone().into())),
        );
    }
    let is_all = props.filter == Filter::default();
    html! {
        <>
            <PageHead title={words.t("page.audit")} lead={words.t("audit.lead")} />
            <div class="filters">
                <Choice id="audit-campaign" label={words.t("campaign")} value={props.filter.campaign.clone()} options={slugs}
                    on_choose={choose(|filter, chosen| filter.campaign = chosen)} />
                <Choice id="audit-account" label={words.t("who")} value={props.filter.account.clone()} options={people}
                    on_choose={choose(|filter, chosen| filter.account = chosen)} />
            </div>
            { first.shown(&again, |page| {
                let lines: Vec<&AuditLine> = page.lines.iter().chain(older.iter().flat_map(|page| &page.lines)).collect();
                view(&desk, &lines, is_all)
            }) }
            <Trouble problem={act.problem()} />
            if before.is_some() {
                <p class="more">{ button("", words.t("audit.older"), more) }</p>
            }
        </>
    }
}

/// What is shown of some lines.
pub fn view(desk: &Desk, lines: &[&AuditLine], is_all: bool) -> Html {
    let words = &desk.words;
    if lines.is_empty() {
        let name = if is_all { "audit.none" } else { "audit.none_found" };
        return html! { <Empty title={words.t(name)}><p>{ words.t("audit.none.lead") }</p></Empty> };
    }
    let row = |line: &&AuditLine| {
        html! {
            <tr key={line.seq.to_string()}>
                <td class="is-time">{ words.time(line.at) }</td>
                <td>{ who_in_words(words, &line.who) }<small>{ line.place.clone() }</small></td>
                <td>
                    <b>{ words.code("what", &code_of(line)) }</b>
                    if !line.about.is_empty() {
                        <small>{ line.about.clone() }</small>
                    }
                </td>
                <td>{ line.campaign.clone().unwrap_or_else(|| "–".to_owned()) }</td>
                <td>{ changes(words, &line.change) }</td>
            </tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={words.t("page.audit")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ words.t("audit.when") }</th>
                        <th scope="col">{ words.t("who") }</th>
                        <th scope="col">{ words.t("audit.what") }</th>
                        <th scope="col">{ words.t("campaign") }</th>
                        <th scope="col">{ words.t("audit.change") }</th>
                    </tr>
                </thead>
                <tbody>{ for lines.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

/// As it is called on the wire, which is what our words are called by.
fn code_of(line: &AuditLine) -> String {
    serde_json::to_value(line.what)
        .ok()
        .and_then(|code| code.as_str().map(str::to_owned))
        .unwrap_or_default()
}

fn who_in_words(words: &Words, who: &Who) -> AttrValue {
    match who.kind {
        WhoKind::Account => who.name.clone().into(),
        WhoKind::Token => words.with("who.token", &[("name", &who.name)]),
        WhoKind::CommandLine => words.t("who.command_line"),
        WhoKind::Stranger => words.t("who.stranger"),
    }
}

/// A field of a change: what it was and what it is; empty where it was not, or is no more.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Changed<'a> {
    field: &'a str,
    before: Option<&'a Value>,
    after: Option<&'a Value>,
}

fn changes(words: &Words, change: &Value) -> Html {
    let line = |Changed { field, before, after }: Changed| {
        let [before, after] = [before, after].map(|side| side.map(|value| shown(words, field, value)));
        let said = match (before, after) {
            (Some(before), Some(after)) => [before, " → ".to_owned(), after].concat(),
            (Some(gone), None) => words.with("audit.was", &[("value", &gone)]).to_string(),
            (None, after) => after.unwrap_or_default(),
        };
        html! { <li><span class="hint">{ words.code("field", field) }</span>{ " " }{ said }</li> }
    };
    html! { <ul class="changes">{ for changed(change).into_iter().map(line) }</ul> }
}

fn fields(side: Option<&Value>) -> impl Iterator<Item = &str> {
    side.and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys)
        .map(String::as_str)
}

/// The fields of a change that are not the same before and after, and what else is said of it.
fn changed(change: &Value) -> Vec<Changed<'_>> {
    let (before, after) = (change.get("before"), change.get("after"));
    let names: BTreeSet<&str> = fields(before).chain(fields(after)).collect();
    let sides = names.into_iter().map(|field| Changed {
        field,
        before: before.and_then(|before| before.get(field)),
        after: after.and_then(|after| after.get(field)),
    });
    let others = fields(Some(change)).filter(|field| !matches!(*field, "before" | "after"));
    let others = others.map(|field| Changed {
        field,
        before: None,
        after: change.get(field),
    });
    sides.chain(others).filter(|line| line.before != line.after).collect()
}

/// A value as people read it: roles, rights and campaigns by their words.
fn shown(words: &Words, field: &str, value: &Value) -> String {
    match (field, value) {
        ("language", Value::String(tag)) => {
            let known = LANGUAGES.iter().find(|(known, _)| known == tag);
            known.map_or_else(|| tag.clone(), |(_, name)| (*name).to_owned())
        }
        ("role", Value::String(role)) => words.code("role", role).to_string(),
        ("scopes", Value::String(right)) => words.code("right", right).to_string(),
        ("expires", moment @ Value::String(text)) => {
            let moment = serde_json::from_value::<Moment>(moment.clone());
            moment.map_or_else(|_| text.clone(), |moment| words.time(moment))
        }
        ("campaigns", Value::Null) => words.t("limit.all").to_string(),
        (_, Value::String(text)) => text.clone(),
        (_, Value::Null) => "–".to_owned(),
        (_, Value::Bool(on)) => words.t(if *on { "yes" } else { "no" }).to_string(),
        (_, Value::Array(values)) => {
            let values: Vec<String> = values.iter().map(|value| shown(words, field, value)).collect();
            values.join(&words.t("list"))
        }
        (_, other) => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Changed, changed, path, shown};
    use crate::route::Filter;
    use crate::words::Words;
    use serde_json::{Value, json};

    fn lines(change: &Value) -> Vec<String> {
        let words = Words::read("en", r#"{"list": ", "}"#);
        let text = |field: &str, side: Option<&Value>| {
            side.map_or_else(|| "∅".to_owned(), |value| shown(&words, field, value))
        };
        let line = |line: Changed| {
            let [before, after] = [line.before, line.after].map(|side| text(line.field, side));
            format!("{}: {before} {after}", line.field)
        };
        changed(change).into_iter().map(line).collect()
    }

    #[test]
    fn only_what_is_not_the_same_is_a_change() {
        let change = json!({ "before": { "role": "viewer", "campaigns": null }, "after": { "role": "staff", "campaigns": null } });
        assert_eq!(lines(&change), ["role: viewer staff"]);
        assert_eq!(
            lines(&json!({ "before": { "campaigns": ["a", "b"] }, "after": null })),
            ["campaigns: a, b ∅"]
        );
        assert_eq!(lines(&json!({ "scopes": ["export"] })), ["scopes: ∅ export"]);
        assert_eq!(
            lines(&json!({ "before": {}, "after": {}, "signed_out": true })),
            ["signed_out: ∅ yes"]
        );
        assert_eq!(lines(&json!(null)), Vec::<String>::new());
    }

    #[test]
    fn older_lines_are_asked_for_under_the_same_filter() {
        let filter = Filter {
            campaign: "toy".to_owned(),
            account: String::new(),
        };
        assert_eq!(path(&Filter::default(), None), "audit");
        assert_eq!(path(&Filter::default(), Some(7)), "audit?before=7");
        assert_eq!(path(&filter, Some(7)), "audit?campaign=toy&before=7");
    }
}
