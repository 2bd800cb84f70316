//! The console as a whole: who is signed in, which page is shown, and what lies over it.

use crate::api::{Api, Method, Problem};
use crate::browser::{self, Host};
use crate::desk::Desk;
use crate::frame::Frame;
use crate::pages::{self, door};
use crate::route::{Program, Route};
use crate::words::Words;
use canyu_core::staff::{FirstOpen, Session};
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::{
    AttrValue, Callback, ContextProvider, Html, Properties, component, html, use_callback, use_effect_with, use_memo,
    use_mut_ref, use_state, use_state_eq,
};

/// What [`App`] is given.
#[derive(Properties, PartialEq)]
pub struct AppProps {
    /// What the page was loaded with.
    pub host: Host,
    /// The words of the language that it was loaded in.
    pub words: Rc<Words>,
}

/// How far somebody has come.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// The server is being asked who is signed in.
    Asking,
    /// It does not say.
    Failed(Problem),
    /// Nobody is signed in.
    Door(Door),
    /// Somebody is.
    In(Rc<Session>),
}

/// What nobody in particular sees.
#[derive(Clone, Debug, PartialEq)]
enum Door {
    SignIn,
    /// There is no account yet, and this is not the link that makes one.
    NoAccount,
    First(AttrValue),
    Invited(AttrValue),
}

/// The part of a link that is a secret, by what it is for.
fn link_of(hash: &str) -> Option<Door> {
    match hash.split_once('=')? {
        ("first", secret) => Some(Door::First(secret.to_owned().into())),
        ("invitation", secret) => Some(Door::Invited(secret.to_owned().into())),
        _ => None,
    }
}

/// The console.
#[component]
pub fn App(props: &AppProps) -> Html {
    let words = use_state_eq(|| props.words.clone());
    let route = use_state_eq(|| Route::read(&browser::address()));
    let stage = use_state_eq(|| Stage::Asking);
    let said = use_state(String::new);
    let is_gate_shut = use_state_eq(|| false);
    let api = use_memo((), |()| Api::default());

    // What goes to the desk is the same as long as nothing has changed: a page is not rendered anew because something was said.
    let speak = {
        let (words, host) = (words.clone(), props.host.clone());
        use_callback((), move |language: String, ()| {
            let (words, host) = (words.clone(), host.clone());
            spawn_local(async move {
                if let Some(text) = host.words(&language).await {
                    words.set(Words::read(&language, &text));
                }
            });
        })
    };
    let enter = {
        let (stage, api, is_gate_shut, speak) = (stage.clone(), api.clone(), is_gate_shut.clone(), speak.clone());
        use_callback(
            words.language.clone(),
            move |session: Option<Session>, language| match session {
                Some(session) => {
                    let shut = is_gate_shut.clone();
                    api.signed_in(&session, Callback::from(move |()| shut.set(true)));
                    let own = session.account.language.tag();
                    if own != *language {
                        speak.emit(own.to_owned());
                    }
                    stage.set(Stage::In(Rc::new(session)));
                    is_gate_shut.set(false);
                    api.let_go(true);
                }
                None => {
                    api.signed_out();
                    is_gate_shut.set(false);
                    api.let_go(false);
                    stage.set(Stage::Door(Door::SignIn));
                }
            },
        )
    };
    let ask = {
        let (stage, api, enter) = (stage.clone(), api.clone(), enter.clone());
        Callback::from(move |link: Option<Door>| {
            let (stage, api, enter) = (stage.clone(), api.clone(), enter.clone());
            spawn_local(async move {
                if let Some(door) = link {
                    stage.set(Stage::Door(door));
                    return;
                }
                match api.at_the_door::<Session>(Method::Get, "session", None).await {
                    Ok(session) => enter.emit(Some(session)),
                    Err(problem) if problem.is_signed_out() => {
                        let first = api.at_the_door::<FirstOpen>(Method::Get, "first", None).await;
                        let is_first = first.is_ok_and(|first| first.open);
                        stage.set(Stage::Door(if is_first { Door::NoAccount } else { Door::SignIn }));
                    }
                    Err(problem) => stage.set(Stage::Failed(problem)),
                }
            });
        })
    };
    {
        let ask = ask.clone();
        use_effect_with((), move |()| ask.emit(link_of(&browser::take_hash())));
    }
    {
        // The focus goes where the eyes go, also where another program had to be loaded.
        let has_moved = use_mut_ref(browser::has_moved);
        use_effect_with(matches!(*stage, Stage::In(_)), move |is_in| {
            if *is_in && has_moved.replace(false) {
                Timeout::new(0, || browser::focus("#title")).forget();
            }
        });
    }
    {
        let (route, ask) = (route.clone(), ask.clone());
        use_effect_with((), move |()| {
            let moved = browser::window().map(|window| {
                EventListener::new(&window, "popstate", move |_| {
                    route.set(Route::read(&browser::address()));
                    // Somebody who has pasted a link into the address of this very page has not loaded it again.
                    if let Some(link) = link_of(&browser::take_hash()) {
                        ask.emit(Some(link));
                    }
                })
            });
            move || drop(moved)
        });
    }
    let go = {
        let show = route.clone();
        use_callback((*route).clone(), move |to: Route, here| {
            // A filter of the same page is not another page: neither history nor focus move.
            let is_same = std::mem::discriminant(&to) == std::mem::discriminant(here);
            browser::go(
                &to.address(),
                is_same && matches!(to, Route::Audit(_) | Route::Figures { .. } | Route::Spread { .. }),
            );
            show.set(to);
            if !is_same {
                browser::to_top();
                Timeout::new(0, || browser::focus("#title")).forget();
            }
        })
    };
    let say = {
        let said = said.clone();
        use_callback((), move |text: String, ()| said.set(text))
    };
    {
        let said = said.clone();
        use_effect_with((*said).clone(), move |text| {
            let away = (!text.is_empty()).then(|| Timeout::new(6_000, move || said.set(String::new())));
            move || drop(away)
        });
    }
    let me = match &*stage {
        Stage::In(session) => Some(session.clone()),
        _ => None,
    };
    {
        let key = match &*stage {
            Stage::In(_) => ["page.", route.name()].concat(),
            _ => "sign_in".to_owned(),
        };
        let title = [&words.t(&key), " · Canyu"].concat();
        use_effect_with((title, words.language.clone()), |(title, language)| {
            browser::name_page(title, language);
        });
    }
    let desk = Desk {
        words: (*words).clone(),
        api: (*api).clone(),
        me: me.clone(),
        go,
        say,
        enter: enter.clone(),
        speak,
        host: props.host.clone(),
    };
    let to_sign_in = {
        let stage = stage.clone();
        Callback::from(move |()| stage.set(Stage::Door(Door::SignIn)))
    };
    let shown = match &*stage {
        Stage::Asking => html! { <p class="waiting is-alone" role="status">{ words.t("loading") }</p> },
        Stage::Failed(problem) => {
            let again = Callback::from(move |()| ask.emit(None));
            html! { <door::Failed problem={problem.clone()} {again} /> }
        }
        Stage::Door(Door::SignIn) => html! { <door::SignInPage /> },
        Stage::Door(Door::NoAccount) => html! { <door::NoAccount again={Callback::from(move |()| ask.emit(None))} /> },
        Stage::Door(Door::First(link)) => html! { <door::First link={link} {to_sign_in} /> },
        Stage::Door(Door::Invited(link)) => html! { <door::Invited link={link} {to_sign_in} /> },
        Stage::In(_) => html! { <Frame route={(*route).clone()} news={(*said).clone()}>{ page(&route) }</Frame> },
    };
    let gate = me.filter(|_| *is_gate_shut).map(|me| {
        html! { <door::Again email={me.account.email.clone()} /> }
    });
    html! {
        <ContextProvider<Desk> context={desk}>
            { shown }
            { gate.unwrap_or_default() }
            <div class="notice" role="status">
                if !said.is_empty() {
                    <p>{ said.to_string() }</p>
                }
            </div>
        </ContextProvider<Desk>>
    }
}

/// The page of an address: one of this program's, or the way to another program.
fn page(route: &Route) -> Html {
    let found = match route {
        Route::Missing => Some(html! { <pages::missing::Missing /> }),
        #[cfg(feature = "desk")]
        route if route.program() == Program::Desk => pages::desk::page(route),
        #[cfg(feature = "editor")]
        route if route.program() == Program::Editor => pages::editor::page(route),
        #[cfg(feature = "office")]
        route if route.program() == Program::Office => pages::office::page(route),
        #[cfg(feature = "figures")]
        route if route.program() == Program::Figures => pages::figures::page(route),
        _ => None,
    };
    found.unwrap_or_else(|| html! { <pages::elsewhere::Elsewhere route={route.clone()} /> })
}

#[cfg(test)]
mod tests {
    use super::{Door, link_of};

    #[test]
    fn a_link_says_what_it_is_for() {
        assert_eq!(link_of("first=abc"), Some(Door::First("abc".into())));
        assert_eq!(link_of("invitation=abc"), Some(Door::Invited("abc".into())));
        assert_eq!(link_of("elsewhere=abc"), None);
        assert_eq!(link_of(""), None);
    }
}
