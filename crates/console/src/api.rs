//! How the server is asked: with the session's cookie, the header that proves that the request is this page's, and JSON.
//!
//! A session that has ended in the middle of something loses nothing: the request waits at the [`Gate`] until somebody has signed in over
//! the page, and is sent again.

use crate::wire::Wire;
use canyu_core::staff::{CSRF_HEADER, Refused, Session};
use js_sys::{Function, Promise};
use serde::{Serialize, de::DeserializeOwned};
use std::cell::RefCell;
use std::pin::Pin;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestCredentials, RequestInit, Response};
use yew::Callback;

/// Why a request has come to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The server could not be reached, or something on the way answered in its place.
    Network,
    /// The server has refused it.
    Refused {
        /// Its code.
        code: String,
        /// What was wrong, in English.
        detail: String,
        /// After how many seconds it may be tried again.
        after: Option<u64>,
        /// All that it said, where it said more than that.
        body: String,
    },
    /// Somebody was asked to sign in again, and did not.
    GivenUp,
}

/// What the server says to who is not signed in.
const SIGNED_OUT: &str = "not_signed_in";
/// And to who shows the proof of another session.
const PROOF_WRONG: &str = "csrf_wrong";

impl Problem {
    /// A refusal that needs no server.
    #[must_use]
    pub fn refused(code: &str) -> Self {
        Self::Refused {
            code: code.to_owned(),
            detail: String::new(),
            after: None,
            body: String::new(),
        }
    }

    /// The server's code, where it has refused.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Refused { code, .. } => code,
            Self::Network | Self::GivenUp => "",
        }
    }

    /// All that the server said with its refusal.
    #[must_use]
    pub fn body(&self) -> &str {
        match self {
            Self::Refused { body, .. } => body,
            Self::Network | Self::GivenUp => "",
        }
    }

    /// Whether the same may succeed in a moment.
    #[must_use]
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Network) || matches!(self.code(), "busy" | "internal" | "too_many")
    }

    /// Whether nobody is signed in.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.code() == SIGNED_OUT
    }
}

/// The ways to change something.
#[derive(Clone, Copy, Debug)]
pub enum Method {
    /// Reads.
    Get,
    /// Makes.
    Post,
    /// Confirms.
    Put,
    /// Changes.
    Patch,
    /// Ends.
    Delete,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// The way to the server; clones are the same.
#[derive(Clone, Default)]
pub struct Api(Rc<Inner>);

#[derive(Default)]
struct Inner {
    csrf: RefCell<String>,
    /// Whose session it is.
    account: RefCell<String>,
    gate: Gate,
}

impl PartialEq for Api {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What is sent along.
struct Body {
    content: JsValue,
    kind: String,
}

impl Body {
    fn of(json: &str) -> Self {
        Self {
            content: JsValue::from_str(json),
            kind: "application/json".to_owned(),
        }
    }

    fn json(body: &impl Serialize) -> Self {
        Self::of(&json(body))
    }
}

/// Where requests wait for somebody to sign in.
#[derive(Default)]
struct Gate {
    on_close: RefCell<Option<Callback<()>>>,
    waiting: RefCell<Vec<Function>>,
}

impl Gate {
    /// Waits; whether somebody has signed in.
    async fn wait(&self) -> bool {
        let Some(on_close) = self.on_close.borrow().clone() else {
            return false;
        };
        let promise = Promise::new(&mut |resolve, _| self.waiting.borrow_mut().push(resolve));
        on_close.emit(());
        JsFuture::from(promise).await.is_ok_and(|value| value.is_truthy())
    }
}

/// An answer that is on its way.
type Asked<'a> = Pin<Box<dyn Future<Output = Result<String, Problem>> + 'a>>;

impl Api {
    /// Takes the session's proof for requests that change something, and says who is told when the session turns out to have ended.
    pub fn signed_in(&self, session: &Session, on_close: Callback<()>) {
        session.csrf.clone_into(&mut self.0.csrf.borrow_mut());
        session.account.id.clone_into(&mut self.0.account.borrow_mut());
        *self.0.gate.on_close.borrow_mut() = Some(on_close);
    }

    /// Forgets the session.
    pub fn signed_out(&self) {
        self.0.csrf.borrow_mut().clear();
        self.0.account.borrow_mut().clear();
        *self.0.gate.on_close.borrow_mut() = None;
    }

    /// Lets the waiting requests go: again, or as failed.
    pub fn let_go(&self, again: bool) {
        for resolve in self.0.gate.waiting.take() {
            drop(resolve.call1(&JsValue::UNDEFINED, &JsValue::from_bool(again)));
        }
    }

    /// Asks for something.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn get<T: Wire>(&self, path: &str) -> Result<T, Problem> {
        by_hand(&self.ask(Method::Get, path, None).await?)
    }

    /// Has something changed, and reads the answer.
    ///
    /// # Errors
    /// When nothing was changed, as far as one can know.
    pub async fn send<T: Wire>(&self, method: Method, path: &str, body: &impl Serialize) -> Result<T, Problem> {
        by_hand(&self.ask(method, path, Some(Body::json(body))).await?)
    }

    /// The same where the answer says nothing.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn tell(&self, method: Method, path: &str, body: &impl Serialize) -> Result<(), Problem> {
        self.ask(method, path, Some(Body::json(body))).await.map(drop)
    }

    /// Sends a file's content or a text as it is.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn put<T: Wire>(&self, path: &str, content: JsValue, kind: &str) -> Result<T, Problem> {
        let kind = kind.to_owned();
        by_hand(&self.ask(Method::Put, path, Some(Body { content, kind })).await?)
    }

    /// Has something changed by a body that is written already, and does not read the answer.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn post(&self, path: &str, body: String) -> Result<(), Problem> {
        self.ask(Method::Post, path, Some(Body::of(&body))).await.map(drop)
    }

    /// Asks for a text.
    ///
    /// # Errors
    /// When it does not come.
    pub async fn text(&self, path: &str) -> Result<String, Problem> {
        self.ask(Method::Get, path, None).await
    }

    /// Ends something.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn delete(&self, path: &str) -> Result<(), Problem> {
        self.ask(Method::Delete, path, None).await.map(drop)
    }

    /// Asks for something that is read by hand, or has it changed, with a body that is written already.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn take<T: Wire>(&self, method: Method, path: &str, body: Option<String>) -> Result<T, Problem> {
        let body = body.map(|json| Body::of(&json));
        by_hand(&self.ask(method, path, body).await?)
    }

    /// Asks without waiting at the gate: for signing in itself.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn at_the_door<T: Wire>(&self, method: Method, path: &str, body: Option<String>) -> Result<T, Problem> {
        let body = body.map(|json| Body::of(&json));
        by_hand(&self.once(method, path, body.as_ref()).await?)
    }

    /// In a box, so that it does not become part of whatever waits for it.
    fn ask<'a>(&'a self, method: Method, path: &'a str, body: Option<Body>) -> Asked<'a> {
        Box::pin(async move {
            let mut is_renewed = false;
            loop {
                match self.once(method, path, body.as_ref()).await {
                    // The same person has signed in anew in another tab: the cookie is another one, and so is its proof.
                    Err(problem) if problem.code() == PROOF_WRONG && !is_renewed => {
                        is_renewed = true;
                        if !self.renew().await {
                            return Err(problem);
                        }
                    }
                    Err(problem) if problem.is_signed_out() => {
                        if !self.0.gate.wait().await {
                            return Err(Problem::GivenUp);
                        }
                    }
                    answer => return answer,
                }
            }
        })
    }

    /// Fetches the session's proof anew; whether it is still the same person's.
    async fn renew(&self) -> bool {
        let Ok(session) = self.at_the_door::<Session>(Method::Get, "session", None).await else {
            return false;
        };
        let is_same = session.account.id == *self.0.account.borrow();
        if is_same {
            session.csrf.clone_into(&mut self.0.csrf.borrow_mut());
        }
        is_same
    }

    async fn once(&self, method: Method, path: &str, body: Option<&Body>) -> Result<String, Problem> {
        let response = self.fetch(method, path, body).await.ok_or(Problem::Network)?;
        let text = response.text().map_err(|_| Problem::Network)?;
        let text = JsFuture::from(text).await.map_err(|_| Problem::Network)?;
        let text = text.as_string().unwrap_or_default();
        if response.ok() {
            return Ok(text);
        }
        let after = response.headers().get("retry-after").ok().flatten();
        // What is not the server's own account of a refusal comes from something between it and us.
        match read::<Refused>(&text) {
            Ok(Refused { code, detail, .. }) => Err(Problem::Refused {
                code,
                detail,
                after: after.and_then(|seconds| seconds.parse().ok()),
                body: text,
            }),
            Err(_) => Err(Problem::Network),
        }
    }

    async fn fetch(&self, method: Method, path: &str, body: Option<&Body>) -> Option<Response> {
        let headers = Headers::new().ok()?;
        if !matches!(method, Method::Get) {
            headers.set(CSRF_HEADER, &self.0.csrf.borrow()).ok()?;
        }
        let init = RequestInit::new();
        init.set_method(method.name());
        init.set_credentials(RequestCredentials::SameOrigin);
        if let Some(body) = body {
            headers.set("content-type", &body.kind).ok()?;
            init.set_body(&body.content);
        }
        init.set_headers(&headers);
        let promise = crate::browser::window()?.fetch_with_str_and_init(&address(path), &init);
        JsFuture::from(promise).await.ok()?.dyn_into().ok()
    }
}

/// The address of a path of the API.
#[must_use]
pub fn address(path: &str) -> String {
    ["/api/v1/staff/", path].concat()
}

/// A body. The types of the wire can all be written.
#[must_use]
pub fn json(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

/// Reads an answer.
///
/// # Errors
/// An answer of another version of the server cannot be read: then something else than ours is there.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, Problem> {
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| Problem::Network)
}

/// Reads an answer by hand.
///
/// # Errors
/// As [`read`].
pub fn by_hand<T: Wire>(text: &str) -> Result<T, Problem> {
    T::read(&read(text)?).ok_or(Problem::Network)
}
