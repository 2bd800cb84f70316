//! What stands in a mail: plain text, and the same as HTML with its style in it, dark where the reader's screen is, without anything that is
//! fetched from elsewhere, so nobody learns when or where it was read.

use super::words::{say as say_in, when};
use crate::routes::site::escape;
use canyu_core::{
    campaign::{Campaign, Kind},
    lang::Lang,
    moment::Moment,
};
use serde::{Deserialize, Serialize};

/// What a mail is about, as it is kept until it is sent. Personal: `{:?}` shows its kind alone.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Body {
    /// Confirm an address.
    Confirm {
        /// Six digits.
        code: String,
        /// What stands in the link.
        link: String,
    },
    /// A prize of the draw.
    Won {
        /// The prize's place, from 0.
        prize: u32,
        /// Until when it has to be claimed.
        until: Moment,
    },
    /// A unit from a waiting list.
    Offered {
        /// The node.
        node: String,
        /// The item.
        item: String,
        /// Until when it is kept.
        until: Moment,
    },
    /// An appeal was decided.
    Appeal {
        /// Whether the fan's entries count again.
        cleared: bool,
    },
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Body({})", self.kind())
    }
}

impl Body {
    /// Its name in the outbox and in metrics.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Confirm { .. } => "confirm",
            Self::Won { .. } => "won",
            Self::Offered { .. } => "offered",
            Self::Appeal { .. } => "appeal",
        }
    }
}

/// What a mail is written with.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The campaign.
    pub campaign: &'a Campaign,
    /// The language.
    pub lang: Lang,
    /// Where the server is reached.
    pub base: &'a str,
    /// Whether nothing of it is real.
    pub rehearsal: bool,
}

/// A mail as it is sent.
#[derive(Clone, PartialEq, Eq)]
pub struct Letter {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// HTML.
    pub html: String,
}

/// A mail before it is either text or HTML.
#[derive(Default)]
struct Parts {
    subject: String,
    heading: String,
    lead: String,
    code: Option<String>,
    notes: Vec<String>,
    button: (String, String),
    safety: Option<String>,
    foot: String,
}

impl About<'_> {
    fn say(&self, key: &str, more: &[(&str, &str)]) -> String {
        let mut values = vec![("title", self.campaign.title.to(self.lang))];
        values.extend_from_slice(more);
        say_in(self.lang, key, &values)
    }

    /// Where the campaign is met.
    #[must_use]
    pub fn page(&self) -> String {
        let own = || format!("{}/c/{}", self.base, self.campaign.slug);
        self.campaign.page.clone().unwrap_or_else(own)
    }

    fn prize(&self, place: u32) -> &str {
        let prizes = self.campaign.lottery().map(|(_, lottery)| &lottery.prizes);
        prizes
            .and_then(|prizes| prizes.get(place as usize))
            .map_or("", |prize| prize.name.to(self.lang))
    }

    fn item<'a>(&'a self, node: &str, key: &'a str) -> &'a str {
        match self.campaign.node(node).map(|node| &node.kind) {
            Some(Kind::Reserve(reserve)) => reserve.items.iter().find(|item| item.key == key),
            _ => None,
        }
        .map_or(key, |item| item.text.to(self.lang))
    }

    fn parts(&self, body: &Body) -> Parts {
        match body {
            Body::Confirm { code, link } => self.confirm(code, link),
            Body::Won { prize, until } => {
                let values = [("prize", self.prize(*prize)), ("until", &when(self.lang, *until))];
                Parts {
                    safety: Some(self.say("won_safe", &[])),
                    ..self.notice(["won_subject", "won_heading", "won_lead", "won_button"], &values)
                }
            }
            Body::Offered { node, item, until } => {
                let values = [("item", self.item(node, item)), ("until", &when(self.lang, *until))];
                self.notice(
                    ["offered_subject", "offered_heading", "offered_lead", "offered_button"],
                    &values,
                )
            }
            Body::Appeal { cleared: true } => self.notice(
                ["cleared_subject", "cleared_heading", "cleared_lead", "appeal_button"],
                &[],
            ),
            Body::Appeal { cleared: false } => self.notice(
                ["refused_subject", "refused_heading", "refused_lead", "appeal_button"],
                &[],
            ),
        }
    }

    fn confirm(&self, code: &str, link: &str) -> Parts {
        Parts {
            subject: self.say("confirm_subject", &[("code", code)]),
            heading: self.say("confirm_heading", &[]),
            lead: self.say("confirm_lead", &[]),
            code: Some(code.to_owned()),
            notes: vec![self.say("confirm_code", &[]), self.say("confirm_or", &[])],
            button: (self.say("confirm_button", &[]), format!("{}/confirm/{link}", self.base)),
            safety: Some(self.say("confirm_not_me", &[])),
            foot: self.say("confirm_foot", &[("page", &self.page())]),
        }
    }

    fn notice(&self, [subject, heading, lead, button]: [&str; 4], values: &[(&str, &str)]) -> Parts {
        Parts {
            subject: self.say(subject, values),
            heading: self.say(heading, values),
            lead: self.say(lead, values),
            button: (self.say(button, values), self.page()),
            foot: self.say("notice_foot", &[]),
            ..Parts::default()
        }
    }
}

/// Writes a mail.
#[must_use]
pub fn letter(body: &Body, about: &About<'_>) -> Letter {
    let mut parts = about.parts(body);
    if about.rehearsal {
        parts.subject = format!("[{}] {}", about.say("rehearsal", &[]), parts.subject);
        parts.foot = format!("{} {}", about.say("rehearsal_note", &[]), parts.foot);
    }
    Letter {
        subject: one_line(&parts.subject),
        text: text(&parts),
        html: html(&parts, about),
    }
}

/// What comes from a campaign file may hold line ends; a header may not.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn text(parts: &Parts) -> String {
    let (label, link) = &parts.button;
    let mut blocks = vec![parts.heading.clone(), parts.lead.clone()];
    blocks.extend(parts.code.iter().map(|code| format!("    {code}")));
    blocks.extend(parts.notes.iter().cloned());
    blocks.push(format!("{label}:\n{link}"));
    blocks.extend(parts.safety.iter().cloned());
    // The mark behind which nothing belongs to the mail itself.
    blocks.push(format!("-- \n{}", parts.foot));
    blocks.join("\n\n") + "\n"
}

/// For screens that are dark; programs that know no such rules show the bright one.
const DARK: &str = "@media (prefers-color-scheme:dark){body,.ground{background:#121317!important}.sheet{background:#1b1c21!important;color:#f1eee9!important}\
.code{background:#2a2b31!important;color:#f1eee9!important}.small{color:#b9b4ac!important}}";
const FONT: &str =
    "font-family:-apple-system,'Segoe UI',Roboto,'PingFang SC','PingFang TC','Noto Sans CJK SC',sans-serif";

fn html(parts: &Parts, about: &About<'_>) -> String {
    let accent = about
        .campaign
        .accent
        .as_deref()
        .filter(|accent| is_colour(accent))
        .unwrap_or("#1c1b1a");
    let on_accent = if is_bright(accent) { "#000000" } else { "#ffffff" };
    let (label, link) = &parts.button;
    let paragraph = |text: &String| format!("<p style=\"margin:0 0 16px\">{}</p>\n", escape(text));
    let code = parts.code.as_ref().map_or_else(String::new, |code| {
        format!(
            "<p class=\"code\" style=\"margin:0 0 16px;padding:12px;border-radius:10px;background:#efece6;color:#1c1b1a;text-align:center;\
             font:700 32px/1.25 ui-monospace,Menlo,Consolas,monospace;letter-spacing:6px\">{}</p>\n",
            escape(code)
        )
    });
    let notes: String = parts.notes.iter().map(paragraph).collect();
    let safety: String = parts.safety.iter().map(paragraph).collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{subject}</title>\n<style>{DARK}</style>\n</head>\n\
         <body class=\"ground\" style=\"margin:0;padding:0;background:#efece6\">\n\
         <div class=\"ground\" style=\"padding:24px 12px;background:#efece6\">\n\
         <div class=\"sheet\" style=\"max-width:32rem;margin:0 auto;padding:24px;border-radius:14px;border-top:6px solid {accent};\
         background:#fdfcfa;color:#1c1b1a;{FONT};font-size:16px;line-height:1.6\">\n\
         <h1 style=\"margin:0 0 16px;font-size:22px;line-height:1.3\">{heading}</h1>\n{lead}{code}{notes}\
         <p style=\"margin:0 0 16px\"><a href=\"{link}\" style=\"display:inline-block;padding:12px 20px;border-radius:10px;background:{accent};\
         color:{on_accent};font-weight:700;text-decoration:none\">{label}</a></p>\n\
         <p class=\"small\" style=\"margin:0 0 16px;font-size:13px;color:#5d5952;word-break:break-all\">{link}</p>\n{safety}\
         <p class=\"small\" style=\"margin:24px 0 0;font-size:13px;color:#5d5952\">{foot}</p>\n</div>\n</div>\n</body>\n</html>\n",
        lang = about.lang.tag(),
        subject = escape(&parts.subject),
        heading = escape(&parts.heading),
        lead = paragraph(&parts.lead),
        link = escape(link),
        label = escape(label),
        foot = escape(&parts.foot),
    )
}

/// `#c2410c`
fn is_colour(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Whether black stands out from it better than white does (relative luminance of WCAG 2, with a gamma of 2.2).
fn is_bright(colour: &str) -> bool {
    let digits = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0);
    let light = |shift: u32| f64::from(digits >> shift & 0xff) / 255.0;
    let luminance = 0.2126 * light(16).powf(2.2) + 0.7152 * light(8).powf(2.2) + 0.0722 * light(0).powf(2.2);
    luminance > 0.179
}

#[cfg(test)]
mod tests;
