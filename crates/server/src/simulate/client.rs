//! The server's face, as a browser meets it.

use super::person::takes_part;
use crate::routes::rehearsal;
use altcha::{Challenge, Payload, SolveChallengeOptions, solve_challenge};
use axum::http::{HeaderName, Method, Request, StatusCode, header};
use bytes::Bytes;
use canyu_core::{
    act::{Act, ActRequest},
    moment::Moment,
    view::{Me, View},
};
use fairdraw::text::base64;
use http_body_util::{BodyExt as _, Full};
use hyper_util::{
    client::legacy::{Client as Pool, connect::HttpConnector},
    rt::TokioExecutor,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::net::IpAddr;

/// Why a request came to nothing.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The server cannot be reached, or speaks no HTTP.
    #[error("the server does not answer: {0}")]
    Unreachable(String),
    /// What it says cannot be understood.
    #[error("the server's answer to {0} cannot be read: {1}")]
    Unreadable(String, String),
    /// It refuses.
    #[error("refused: {code} ({status})")]
    Refused {
        /// The stable code.
        code: String,
        /// The status.
        status: u16,
        /// After how many seconds it may be tried again, where the server says so.
        after: Option<i64>,
    },
}

impl ClientError {
    /// The stable code of a refusal; else what it is in a word.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Unreadable(..) => "unreadable",
            Self::Refused { code, .. } => code,
        }
    }
}

/// Who asks: the token and the address that the request comes from, and at which moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Who<'a> {
    pub token: &'a str,
    pub from: IpAddr,
    /// None: whenever it is.
    pub at: Option<Moment>,
}

/// A visit with its proof, good for one act.
#[derive(Clone, Debug, Default)]
pub(super) struct Pass {
    pub visit: String,
    pub proof: Option<String>,
}

/// Connections to one server.
#[derive(Clone)]
pub(super) struct Client {
    pool: Pool<HttpConnector, Full<Bytes>>,
    base: String,
    slug: String,
}

impl Client {
    /// To the campaign of a server, as `http://127.0.0.1:7700`.
    pub fn new(server: &str, slug: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self {
            pool: Pool::builder(TokioExecutor::new()).build(connector),
            base: server.trim_end_matches('/').to_owned(),
            slug: slug.to_owned(),
        }
    }

    /// The campaign as everybody sees it.
    pub async fn view(&self) -> Result<View, ClientError> {
        self.get(&self.campaign(""), None).await
    }

    /// The server's driven clock.
    pub async fn time(&self) -> Result<Moment, ClientError> {
        let told: rehearsal::ClockView = self.get("/api/v1/rehearsal/clock", None).await?;
        Ok(told.at)
    }

    /// Moves the server's clock.
    pub async fn advance(&self, at: Moment) -> Result<(), ClientError> {
        let _: Value = self
            .post("/api/v1/rehearsal/clock", None, &json!({ "at": at }), &[])
            .await?;
        Ok(())
    }

    /// Asks for a visit, and solves what is asked in return.
    pub async fn visit(&self, who: Who<'_>, key: &str, act: &Act) -> Result<Option<Pass>, ClientError> {
        let body = json!({ "key": key, "act": act.name(), "node": act.node() });
        let answer: Result<Value, ClientError> = self.post(&self.campaign("/visits"), Some(who), &body, &[]).await;
        let answer = match answer {
            // A server without visits.
            Err(ClientError::Refused {
                status: 404 | 405,
                code,
                ..
            }) if code == "http" || code == "not_found" => return Ok(None),
            other => other?,
        };
        let visit = answer
            .get("visit")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        let proof = match answer.get("challenge") {
            None | Some(Value::Null) => None,
            Some(challenge) => Some(solve(challenge.clone()).await?),
        };
        Ok(Some(Pass { visit, proof }))
    }

    /// Does something; whoever takes part asks for a visit before, or comes with one that he has.
    pub async fn act(
        &self,
        who: Who<'_>,
        key: &str,
        act: &Act,
        pass: Option<Pass>,
    ) -> Result<(Value, Option<Pass>), ClientError> {
        let pass = match pass {
            None if takes_part(act) => self.visit(who, key, act).await?,
            given => given,
        };
        let mut headers = vec![("idempotency-key", key)];
        if let Some(pass) = &pass {
            headers.push(("canyu-visit", &pass.visit));
            if let Some(proof) = &pass.proof {
                headers.push(("canyu-proof", proof));
            }
        }
        let request = ActRequest {
            at: None,
            act: act.clone(),
        };
        let answer = self
            .post(&self.campaign("/acts"), Some(who), &request, &headers)
            .await?;
        Ok((answer, pass))
    }

    /// Asks for a mail with a code.
    pub async fn mail(&self, who: Who<'_>, address: &str) -> Result<(), ClientError> {
        let body = json!({ "address": address, "lang": "en" });
        let _: Value = self.post(&self.campaign("/email"), Some(who), &body, &[]).await?;
        Ok(())
    }

    /// Types a code.
    pub async fn confirm(&self, who: Who<'_>, code: &str) -> Result<(), ClientError> {
        let _: Value = self
            .post(
                &self.campaign("/email/confirm"),
                Some(who),
                &json!({ "code": code }),
                &[],
            )
            .await?;
        Ok(())
    }

    /// Somebody's own state.
    pub async fn me(&self, who: Who<'_>) -> Result<Me, ClientError> {
        self.get(&self.campaign("/me"), Some(who)).await
    }

    /// Somebody's part in the draw; none, if he has not entered.
    pub async fn mine(&self, who: Who<'_>) -> Result<Option<Value>, ClientError> {
        match self.get(&self.campaign("/draw/mine"), Some(who)).await {
            Ok(mine) => Ok(Some(mine)),
            Err(ClientError::Refused { status: 404, .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Takes everything back that is stored of somebody.
    pub async fn erase(&self, who: Who<'_>) -> Result<(), ClientError> {
        let request = self.request(Method::DELETE, &self.campaign("/me"), Some(who), &[]);
        self.send("/me", request.body(Full::default())).await.map(|_| ())
    }

    fn campaign(&self, rest: &str) -> String {
        format!("/api/v1/campaigns/{}{rest}", self.slug)
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, who: Option<Who<'_>>) -> Result<T, ClientError> {
        let body = self
            .send(path, self.request(Method::GET, path, who, &[]).body(Full::default()))
            .await?;
        read(path, &body)
    }

    async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        who: Option<Who<'_>>,
        body: &impl serde::Serialize,
        headers: &[(&str, &str)],
    ) -> Result<T, ClientError> {
        let body =
            serde_json::to_vec(body).map_err(|error| ClientError::Unreadable(path.to_owned(), error.to_string()))?;
        let mut request = self.request(Method::POST, path, who, headers);
        request = request.header(header::CONTENT_TYPE, "application/json");
        let body = self.send(path, request.body(Full::from(body))).await?;
        read(path, if body.is_empty() { b"null" } else { &body })
    }

    fn request(
        &self,
        method: Method,
        path: &str,
        who: Option<Who<'_>>,
        headers: &[(&str, &str)],
    ) -> axum::http::request::Builder {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        if let Some(who) = who {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", who.token));
            request = request.header(HeaderName::from_static("x-forwarded-for"), who.from.to_string());
            if let Some(at) = who.at {
                request = request.header(rehearsal::AT, at.to_string());
            }
        }
        headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value))
    }

    async fn send(
        &self,
        path: &str,
        request: Result<Request<Full<Bytes>>, axum::http::Error>,
    ) -> Result<Bytes, ClientError> {
        let broken = |error: &dyn std::fmt::Display| ClientError::Unreachable(format!("{path}: {error}"));
        let request = request.map_err(|error| broken(&error))?;
        let response = self.pool.request(request).await.map_err(|error| broken(&error))?;
        let status = response.status();
        let after = response
            .headers()
            .get(header::RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.parse().ok());
        let body = response
            .into_body()
            .collect()
            .await
            .map_err(|error| broken(&error))?
            .to_bytes();
        if status.is_success() {
            return Ok(body);
        }
        Err(refused(status, after, &body))
    }
}

fn refused(status: StatusCode, after: Option<i64>, body: &[u8]) -> ClientError {
    let problem: Value = serde_json::from_slice(body).unwrap_or_default();
    let code = problem.get("code").and_then(Value::as_str).unwrap_or("http").to_owned();
    ClientError::Refused {
        code,
        status: status.as_u16(),
        after,
    }
}

fn read<T: DeserializeOwned>(path: &str, body: &[u8]) -> Result<T, ClientError> {
    serde_json::from_slice(body).map_err(|error| ClientError::Unreadable(path.to_owned(), error.to_string()))
}

/// The proof of work that is asked for, as a browser's worker would do it.
async fn solve(challenge: Value) -> Result<String, ClientError> {
    let unreadable = |error: String| ClientError::Unreadable("a challenge".to_owned(), error);
    let challenge: Challenge = serde_json::from_value(challenge).map_err(|error| unreadable(error.to_string()))?;
    let solved = tokio::task::spawn_blocking(move || {
        let solution = solve_challenge(SolveChallengeOptions::new(&challenge)).ok().flatten();
        solution.map(|solution| Payload { challenge, solution })
    });
    let payload = solved
        .await
        .ok()
        .flatten()
        .ok_or_else(|| unreadable("it cannot be solved".to_owned()))?;
    let json = serde_json::to_vec(&payload).map_err(|error| unreadable(error.to_string()))?;
    Ok(base64(&json))
}
