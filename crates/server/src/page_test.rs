//! Whether the widget can work in a page: what its answer allows is compared with what the widget needs.

mod policy;

use crate::outbound::{OutboundError, Page, get};
use canyu_core::{
    campaign::Campaign,
    staff::{CheckState, PageCheck, PageLine, PageTest},
};
use policy::Policy;
use ureq::http::Uri;

/// Bytes of a page that are looked at.
const MOST: u64 = 2_000_000;
/// Redirects that are followed.
const HOPS: usize = 4;

/// What a page's policy has to allow for the widget of a server: directives and their sources.
#[must_use]
pub fn needs(server: &str) -> Vec<(String, String)> {
    let need = |directive: &str, sources: String| (directive.to_owned(), sources);
    vec![
        need("script-src", format!("{server} 'wasm-unsafe-eval'")),
        need("connect-src", server.to_owned()),
        need("img-src", server.to_owned()),
    ]
}

/// The origin of an address, as browsers write it. `None` for what is no address of a page.
#[must_use]
pub fn origin(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    let (scheme, host) = (uri.scheme_str()?, uri.host()?);
    let port = match (scheme, uri.port_u16()) {
        ("http", Some(80)) | ("https", Some(443)) | ("http" | "https", None) => String::new(),
        ("http" | "https", Some(port)) => format!(":{port}"),
        _ => return None,
    };
    Some(format!("{scheme}://{}{port}", host.to_ascii_lowercase()))
}

/// Asks for a page, as far as the campaign lists its site, and says what the widget would find there. `own`: pages of this machine may be asked. Blocks.
#[must_use]
pub fn test(campaign: &Campaign, server: &str, page: &str, own: bool) -> PageTest {
    let mut at = page.to_owned();
    for _ in 0..=HOPS {
        let Some(site) = origin(&at).filter(|site| campaign.lists(site)) else {
            let add = origin(&at).unwrap_or_default();
            return PageTest {
                lines: vec![line(PageCheck::Origin, CheckState::Wrong, &add, &add)],
                page: at,
            };
        };
        let listed = line(PageCheck::Origin, CheckState::Fine, &site, "");
        let answer = match get(&at, MOST, own) {
            Ok(answer) => answer,
            Err(error) => {
                let state = match error {
                    OutboundError::Private => CheckState::Unknown,
                    OutboundError::Slow | OutboundError::Certificate | OutboundError::Failed(_) => CheckState::Wrong,
                };
                return PageTest {
                    lines: vec![listed, line(PageCheck::Answers, state, &error.to_string(), "")],
                    page: at,
                };
            }
        };
        match onward(&at, &answer) {
            Some(next) => at = next,
            None => {
                let mut lines = vec![listed];
                lines.extend(looked_at(campaign, server, &site, &answer));
                return PageTest { page: at, lines };
            }
        }
    }
    PageTest {
        page: at,
        lines: vec![line(PageCheck::Answers, CheckState::Wrong, "redirects", "")],
    }
}

fn line(check: PageCheck, state: CheckState, found: &str, add: &str) -> PageLine {
    PageLine {
        check,
        state,
        found: found.chars().take(300).collect(),
        add: add.to_owned(),
    }
}

/// Where an answer leads on.
fn onward(at: &str, answer: &Page) -> Option<String> {
    if !(300..400).contains(&answer.status) {
        return None;
    }
    let (_, location) = answer.headers.iter().find(|(name, _)| name == "location")?;
    if location.contains("://") {
        return Some(location.clone());
    }
    let site = origin(at)?;
    Some(match location.strip_prefix("//") {
        Some(rest) => format!("{}://{rest}", site.split("://").next()?),
        None if location.starts_with('/') => format!("{site}{location}"),
        None => format!("{site}/{location}"),
    })
}

fn looked_at(campaign: &Campaign, server: &str, site: &str, answer: &Page) -> Vec<PageLine> {
    let is_there = answer.status == 200;
    let state = if is_there { CheckState::Fine } else { CheckState::Wrong };
    let mut lines = vec![line(PageCheck::Answers, state, &answer.status.to_string(), "")];
    if !is_there {
        return lines;
    }
    lines.push(https(server, site));
    let tag = format!("campaign=\"{}\"", campaign.slug);
    let has_tag = answer.body.contains("<canyu-campaign") && answer.body.contains(&tag);
    let state = if has_tag { CheckState::Fine } else { CheckState::Warning };
    lines.push(line(PageCheck::Tag, state, "", ""));
    let policy = Policy::of(answer);
    for (check, directive, source) in [
        (PageCheck::Script, "script-src", server),
        (PageCheck::WebAssembly, "script-src", "'wasm-unsafe-eval'"),
        (PageCheck::Connect, "connect-src", server),
        (PageCheck::Picture, "img-src", server),
    ] {
        let (state, found) = match policy.refuses(directive, source, site) {
            None => (CheckState::Fine, String::new()),
            Some(refusal) if refusal.is_trusting => (CheckState::Warning, refusal.directive),
            // Without WebAssembly the campaign is shown in a frame.
            Some(refusal) if check == PageCheck::WebAssembly => (CheckState::Warning, refusal.directive),
            Some(refusal) => (CheckState::Wrong, refusal.directive),
        };
        let add = if state == CheckState::Fine {
            String::new()
        } else {
            format!("{directive} {source}")
        };
        lines.push(line(check, state, &found, &add));
    }
    lines
}

/// A page by HTTPS loads nothing by HTTP, but from its reader's own machine.
fn https(server: &str, site: &str) -> PageLine {
    let is_mixed = site.starts_with("https:") && server.starts_with("http:");
    let is_own = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|own| server.starts_with(own));
    let state = match (is_mixed, is_own) {
        (true, false) => CheckState::Wrong,
        (true, true) => CheckState::Warning,
        _ => CheckState::Fine,
    };
    line(PageCheck::Https, state, server, "")
}

#[cfg(test)]
mod tests;
