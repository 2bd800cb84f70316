//! The browsers in which one is signed in.

use crate::desk::{Desk, use_desk};
use crate::hooks::{use_act, use_load};
use crate::ui::{Cell, Trouble, badge, small_button, table};
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
            Callback::from(move |()| end.emit(id.clone()))
        };
        let browser = html! { <>{ name.clone() }<small>{ row.place.clone() }</small></> };
        let act = if row.this {
            badge("here", words.t("session.this"))
        } else {
            small_button("", words.t("sign_out"), label, press)
        };
        let cells = vec![
            Cell::text(name, browser),
            Cell::time(words, Some(row.made), ""),
            Cell::time(words, Some(row.seen), ""),
            Cell::act(act),
        ];
        (row.id.clone(), cells)
    };
    let head = ["session.browser", "session.made", "session.seen", "sign_out"].map(|name| words.t(name));
    table(words.t("sessions"), &head, rows.iter().map(row).collect())
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
