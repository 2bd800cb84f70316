//! What each route of staff asks of its caller: read from its own description, so that what is described is what is enforced.

use axum::http::Method;
use canyu_core::staff::Right;
use std::collections::HashMap;
use utoipa::openapi::{OpenApi, path::Operation};

/// The extension of a route's description that says it: a right's name, [`SIGNED_IN`] or [`ANYBODY`].
pub const EXTENSION: &str = "x-canyu-right";
/// Whoever is signed in, for what is his own. Tokens are not.
pub const SIGNED_IN: &str = "signed_in";
/// Everybody: the ways in.
pub const ANYBODY: &str = "anybody";

/// What a route asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing.
    Anybody,
    /// A session.
    SignedIn,
    /// A right, of a session or of a token.
    Right(Right),
}

/// What the routes ask for, by method and path.
#[derive(Clone, Debug, Default)]
pub struct Needs(HashMap<(Method, String), Need>);

impl Needs {
    /// As the routes describe themselves. What names nothing that is known is not in it, and so opened to nobody.
    #[must_use]
    pub fn read(description: &OpenApi) -> Self {
        let mut needs = HashMap::new();
        for (path, item) in &description.paths.paths {
            for (method, operation) in [
                (Method::GET, &item.get),
                (Method::POST, &item.post),
                (Method::PUT, &item.put),
                (Method::PATCH, &item.patch),
                (Method::DELETE, &item.delete),
            ] {
                if let Some(need) = operation.as_ref().and_then(need) {
                    needs.insert((method, path.clone()), need);
                }
            }
        }
        Self(needs)
    }

    /// What a route asks for; `None`: nobody knows.
    #[must_use]
    pub fn of(&self, method: &Method, path: &str) -> Option<Need> {
        let method = if method == Method::HEAD {
            Method::GET
        } else {
            method.clone()
        };
        self.0.get(&(method, path.to_owned())).copied()
    }
}

fn need(operation: &Operation) -> Option<Need> {
    match operation.extensions.as_ref()?.get(EXTENSION)?.as_str()? {
        ANYBODY => Some(Need::Anybody),
        SIGNED_IN => Some(Need::SignedIn),
        right => Right::named(right).map(Need::Right),
    }
}
