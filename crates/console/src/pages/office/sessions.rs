//! The browsers in which one is signed in.

use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load};
use crate::ui::{Trouble, badge};
use canyu_core::staff::SessionRow;
use yew::{Callback, Html, component, html};

/// The list.
#[component]
pub fn Sessions() -> Html {
    let desk = use_desk();
    let (load, again) = use_load::<Vec<SessionRow>>("me/sessions".to_owned());
    let act = use_act();
    let end = {
        let (desk, act, again) = (desk.clone(), act.clone(), again.clone());
        Callback::from(move |id: String| {
            let (desk, again) = (desk.clone(), again.clone());
            act.run(async move {
                desk.api.delete(&["me/sessions/", &id].concat()).await?;
                desk.say.emit(desk.words.t("session.ended").to_string());
                again.emit(());
                Ok(())
            });
        })
    };
    html! {
        <>
            <p class="hint">{ desk.words.t("sessions.lead") }</p>
            { load.shown(&again, |rows| view(&desk, rows, &end)) }
            <Trouble problem={act.problem()} />
        </>
    }
}

/// A browser's own account of itself is long and says little: what people know it by.
fn known_as(agent: &str) -> String {
    let found = |names: &[(&'static str, &'static str)]| {
        names
            .iter()
            .find(|(sign, _)| agent.contains(sign))
            .map(|(_, name)| *name)
    };
    // The order matters: each of them claims to be those below it.
    let browser = found(&[
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ]);
    let system = found(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => [browser, " · ", system].concat(),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => agent.chars().take(40).collect(),
    }
}

/// What is shown of them.
pub fn view(desk: &Desk, rows: &[SessionRow], end: &Callback<String>) -> Html {
    let words = &desk.words;
    let row = |row: &SessionRow| {
        let name = known_as(&row.agent);
        let label = words.with("session.end.of", &[("name", &name)]);
        let press = {
            let (end, id) = (end.clone(), row.id.clone());
            Callback::from(move |_: yew::MouseEvent| end.emit(id.clone()))
        };
        html! {
            <tr key={row.id.clone()}>
                <th scope="row">{ name }<small>{ row.place.clone() }</small></th>
                <td>{ words.time(row.made) }</td>
                <td>{ words.time(row.seen) }</td>
                <td class="is-act">
                    if row.this {
                        { badge("here", words.t("session.this")) }
                    } else {
                        <button type="button" class="button" aria-label={label} onclick={press}>{ words.t("sign_out") }</button>
                    }
                </td>
            </tr>
        }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={words.t("sessions")}>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{ words.t("session.browser") }</th>
                        <th scope="col">{ words.t("session.made") }</th>
                        <th scope="col">{ words.t("session.seen") }</th>
                        <th scope="col"><span class="unseen">{ words.t("sign_out") }</span></th>
                    </tr>
                </thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::known_as;

    #[test]
    fn a_browser_is_called_by_what_people_know_it_by() {
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
        assert_eq!(known_as(chrome), "Chrome · Linux");
        assert_eq!(known_as(&[chrome, " Edg/156.0"].concat()), "Edge · Linux");
        assert_eq!(known_as("curl/8.5"), "curl/8.5");
        assert_eq!(known_as(&"x".repeat(500)).len(), 40);
    }
}
