//! Content security policies, as far as the widget meets them (<https://www.w3.org/TR/CSP3/>).

use crate::outbound::Page;

/// The policies of a page. What one of them refuses is refused.
#[derive(Debug, Default)]
pub struct Policy(Vec<Vec<(String, Vec<String>)>>);

/// A policy's no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The directive that says it, as it stands there.
    pub directive: String,
    /// It trusts scripts by a nonce or a hash, whatever their address is: with that on the tag it works.
    pub is_trusting: bool,
}

impl Policy {
    /// Those of a page: its headers', and its `meta` elements'.
    #[must_use]
    pub fn of(page: &Page) -> Self {
        let headers = page
            .headers
            .iter()
            .filter(|(name, _)| name == "content-security-policy");
        let mut texts: Vec<String> = headers
            .flat_map(|(_, value)| value.split(','))
            .map(str::to_owned)
            .collect();
        texts.extend(metas(&page.body));
        Self(
            texts
                .iter()
                .map(|text| parsed(text))
                .filter(|policy| !policy.is_empty())
                .collect(),
        )
    }

    /// Who refuses a source, for a page of that origin. `None`: nobody.
    #[must_use]
    pub fn refuses(&self, directive: &str, source: &str, site: &str) -> Option<Refusal> {
        self.0.iter().find_map(|policy| {
            let (name, sources) = governing(policy, directive, source)?;
            if allows(sources, source, site) {
                return None;
            }
            let trusts = |listed: &String| {
                listed.starts_with("'nonce-") || listed.starts_with("'sha") || listed == "'strict-dynamic'"
            };
            Some(Refusal {
                directive: format!("{name} {}", sources.join(" ")),
                is_trusting: directive == "script-src" && !source.starts_with('\'') && sources.iter().any(trusts),
            })
        })
    }
}

/// What is in force for a directive: itself or what stands in for it; for the address of a script its own kind comes first.
fn governing<'a>(
    policy: &'a [(String, Vec<String>)],
    directive: &str,
    source: &str,
) -> Option<(&'a str, &'a [String])> {
    let elements = (directive == "script-src" && !source.starts_with('\'')).then_some("script-src-elem");
    let names = elements.into_iter().chain([directive, "default-src"]);
    names.into_iter().find_map(|name| {
        let (name, sources) = policy.iter().find(|(known, _)| known == name)?;
        Some((name.as_str(), sources.as_slice()))
    })
}

fn parsed(text: &str) -> Vec<(String, Vec<String>)> {
    let mut policy: Vec<(String, Vec<String>)> = Vec::new();
    for directive in text.split(';') {
        let mut words = directive.split_ascii_whitespace();
        let Some(name) = words.next().map(str::to_ascii_lowercase) else {
            continue;
        };
        // The first one of a name counts.
        if policy.iter().all(|(known, _)| *known != name) {
            policy.push((name, words.map(str::to_owned).collect()));
        }
    }
    policy
}

fn allows(sources: &[String], source: &str, site: &str) -> bool {
    if source.starts_with('\'') {
        return sources
            .iter()
            .any(|listed| listed.eq_ignore_ascii_case(source) || listed.eq_ignore_ascii_case("'unsafe-eval'"));
    }
    // Whoever trusts what trusted scripts load does not look at addresses.
    if sources.iter().any(|listed| listed == "'strict-dynamic'") {
        return false;
    }
    sources.iter().any(|listed| matches(listed, source, site))
}

/// Whether a source expression allows everything of a server.
fn matches(listed: &str, server: &str, site: &str) -> bool {
    let listed = listed.to_ascii_lowercase();
    let Some((scheme, rest)) = server.split_once("://") else {
        return false;
    };
    match listed.as_str() {
        "*" => return true,
        "'self'" => return server == site,
        _ => {}
    }
    if let Some(only) = listed.strip_suffix(':') {
        return only == scheme || only == "http" && scheme == "https";
    }
    let (wanted, host) = match listed.split_once("://") {
        Some((wanted, host)) => (wanted.to_owned(), host.to_owned()),
        // Without a scheme the page's own is meant, or a safer one.
        None => (site.split("://").next().unwrap_or_default().to_owned(), listed.clone()),
    };
    if !(wanted == scheme || wanted == "http" && scheme == "https") {
        return false;
    }
    let (host, path) = host
        .split_once('/')
        .map_or((host.as_str(), ""), |(host, path)| (host, path));
    // A path that does not cover all of the widget's files keeps some of them out.
    if !path.is_empty() {
        return false;
    }
    let (host, port) = parted(host);
    let (own_host, own_port) = parted(rest);
    let own_port = own_port.unwrap_or(if scheme == "https" { "443" } else { "80" });
    let is_port = match port {
        Some("*") => true,
        Some(port) => port == own_port,
        None => matches!(own_port, "443" | "80"),
    };
    let is_host = match host.strip_prefix("*.") {
        Some(domain) => own_host
            .strip_suffix(domain)
            .is_some_and(|before| before.ends_with('.')),
        None => host == own_host,
    };
    is_host && is_port
}

/// Host and port.
fn parted(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// The policies of `meta` elements.
fn metas(html: &str) -> Vec<String> {
    let lower = html.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = lower
        .get(from..)
        .and_then(|rest| rest.find("<meta"))
        .map(|at| at + from)
    {
        let end = lower
            .get(start..)
            .and_then(|rest| rest.find('>'))
            .map_or(lower.len(), |at| at + start);
        from = end.max(start + 5);
        let (Some(tag), Some(raw)) = (lower.get(start..end), html.get(start..end)) else {
            continue;
        };
        if tag.contains("content-security-policy")
            && !tag.contains("report-only")
            && let Some(text) = attribute(tag, raw, "content=")
        {
            found.push(text);
        }
    }
    found
}

/// The value of an attribute in quotation marks.
fn attribute(lower: &str, raw: &str, name: &str) -> Option<String> {
    let at = lower.find(&format!(" {name}"))? + name.len() + 1;
    let quote = raw
        .get(at..)?
        .chars()
        .next()
        .filter(|sign| matches!(sign, '"' | '\''))?;
    raw.get(at + 1..)?
        .split(quote)
        .next()
        .map(|text| text.replace("&#39;", "'").replace("&apos;", "'"))
}
