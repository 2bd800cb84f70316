//! What the server answers, read by hand: what serde derives for it is larger than the pages that show it. Tests compare the two.

use canyu_core::lang::Lang;
use canyu_core::moment::Moment;
use canyu_core::staff::study::{
    Ask, AskPerson, AskSegment, Band, Cascade, ChainSizes, Chains, Community, Concentration, ConversionForecast,
    Crossing, DelayFigures, Dispersion, EarlierForecast, Expected, Factors, Forecast, ForecastDay, Known, SeedFigures,
    SeedGroup, Study, Unknown,
};
use canyu_core::staff::{
    Account, AnswerLine, Answers, ApiToken, Appealed, AuditLine, AuditPage, CampaignLine, CampaignLink, CampaignLinks,
    Cap, Cell, ChannelFigures, ChannelLink, CheckState, Claimant, CodeLine, Codes, ColumnKind, Counts, Decided, Doubt,
    Draft, DraftLine, DraftPicture, DrawLook, DrawSource, DrawStage, Editor, Embed, Estimate, Every, Evidence, Export,
    ExportColumn, ExportFormat, ExportState, ExportTable, Exports, Figures, Filter, FirstOpen, Found, Funnel,
    Generation, Gift, GiftCount, GiftWhat, Gifts, Glance, GroupFigures, Happening, Invitation, InvitationLook,
    IssuedCodes, ItemName, KeptOut, LifeStage, LinkCounts, Lock, MadeInvitation, MadeTill, MadeToken, MadeWebhook,
    Meant, MessageState, Names, News, NextStep, NodeFigures, NodeName, NodeTitle, OwnTill, PageCheck, PageLine,
    PageTest, Point, PostLine, Preview, PrizeCounts, PublishedVersion, Pulse, Quiet, RecoveryCodes, Rehearsal, Release,
    ReleaseChange, Replayed, ReproductionDay, ReproductionNow, ReviewLine, ReviewQueue, Reviewed, Right, Role,
    RunState, Said, ScheduledExport, SecondFactor, SeedLine, Seeds, Series, SeriesStep, Server, Session, SessionRow,
    SourceKind, State, Step, Stock, StockLine, TableDictionary, Template, TillLine, Told, Trace, Unequal, Webhook,
    WebhookMessage, WebhookMessages, WebhookProblem, WebhookState, Week, WeekCount, WeekLine, What, Who, WhoKind,
    WinnerLine, WinnerState, Winners, WishLine, WorthCounts, WorthFilter, Written, WrittenLine,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Something that is read from an answer; `None`: it is not what was expected.
pub trait Wire: Sized + 'static {
    /// Reads it.
    fn read(value: &Value) -> Option<Self>;
}

/// A part; one that is not there is `null`.
fn part<T: Wire>(value: &Value, name: &str) -> Option<T> {
    T::read(value.get(name).unwrap_or(&Value::Null))
}

impl<T: Wire> Wire for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        let mut list = Self::new();
        for one in value.as_array()? {
            list.push(T::read(one)?);
        }
        Some(list)
    }
}

impl<T: Wire> Wire for Option<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() {
            Some(None)
        } else {
            T::read(value).map(Some)
        }
    }
}

impl Wire for BTreeMap<String, String> {
    fn read(value: &Value) -> Option<Self> {
        let mut map = Self::new();
        for (name, text) in value.as_object()? {
            map.insert(name.clone(), String::read(text)?);
        }
        Some(map)
    }
}

impl Wire for String {
    fn read(value: &Value) -> Option<Self> {
        Some(value.as_str()?.to_owned())
    }
}

impl Wire for u64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_u64()
    }
}

impl Wire for u16 {
    fn read(value: &Value) -> Option<Self> {
        Self::try_from(value.as_u64()?).ok()
    }
}

impl Wire for u32 {
    fn read(value: &Value) -> Option<Self> {
        Self::try_from(value.as_u64()?).ok()
    }
}

impl Wire for [u64; 2] {
    fn read(value: &Value) -> Option<Self> {
        Some([u64::read(value.get(0)?)?, u64::read(value.get(1)?)?])
    }
}

/// A figure, or why there is none.
impl<T: Wire> Wire for Known<T> {
    fn read(value: &Value) -> Option<Self> {
        match value.get("value") {
            Some(value) => T::read(value).map(Self::Value),
            None => Unknown::named(value.get("unknown")?.as_str()?).map(Self::Unknown),
        }
    }
}

impl Wire for u8 {
    fn read(value: &Value) -> Option<Self> {
        Self::try_from(value.as_u64()?).ok()
    }
}

impl Wire for i64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_i64()
    }
}

/// Two texts together.
impl Wire for (String, String) {
    fn read(value: &Value) -> Option<Self> {
        Some((String::read(value.get(0)?)?, String::read(value.get(1)?)?))
    }
}

impl Wire for f64 {
    fn read(value: &Value) -> Option<Self> {
        value.as_f64()
    }
}

impl Wire for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Wire for Value {
    fn read(value: &Value) -> Option<Self> {
        Some(value.clone())
    }
}

/// An answer that says nothing.
impl Wire for () {
    fn read(_: &Value) -> Option<Self> {
        Some(())
    }
}

impl Wire for Role {
    fn read(value: &Value) -> Option<Self> {
        Self::named(value.as_str()?)
    }
}

impl Wire for Right {
    fn read(value: &Value) -> Option<Self> {
        Self::named(value.as_str()?)
    }
}

impl Wire for DrawStage {
    fn read(value: &Value) -> Option<Self> {
        let name = value.as_str()?;
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl Wire for WinnerState {
    fn read(value: &Value) -> Option<Self> {
        let name = value.as_str()?;
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// What has a name on the wire and nothing else: serde knows it.
macro_rules! named {
    ($($kind:ident)*) => {$(
        impl Wire for $kind {
            fn read(value: &Value) -> Option<Self> {
                Self::deserialize(value).ok()
            }
        }
    )*};
}

named! { Happening MessageState WebhookProblem WebhookState ColumnKind Every ExportFormat ExportState ExportTable SeriesStep WorthFilter CheckState GiftWhat Lang Moment PageCheck RunState Said SourceKind State Step WeekCount What WhoKind }

/// Its label is left out where the key says it.
impl Wire for Community {
    fn read(value: &Value) -> Option<Self> {
        Some(Self {
            key: part(value, "key")?,
            label: part::<Option<String>>(value, "label")?.unwrap_or_default(),
            people: part(value, "people")?,
        })
    }
}

/// What has parts: all of them, by their names. The compiler asks for one that is forgotten.
macro_rules! parts {
    ($($kind:ident { $($name:ident),* })*) => {$(
        impl Wire for $kind {
            fn read(value: &Value) -> Option<Self> {
                Some(Self { $($name: part(value, stringify!($name))?),* })
            }
        }
    )*};
}

parts! {
    Export { id, table, format, filter, bom, file, asked_at, state, rows, of, bytes, until, problem }
    ExportColumn { name, kind, unit, meaning, nullable, personal }
    Exports { own, scheduled }
    ScheduledExport { table, format, filter, every, due, done, file, rows, problem, next }
    TableDictionary { table, version, row, personal, columns }
    Ask { segments, people }
    AskPerson { id, friends, joined, expected }
    AskSegment { node, channel, generation, people, friends, each }
    Band { median, half, eighty, ninety_five }
    Cascade { people, direct, depth, virality, began, latest, group, id }
    ChainSizes { from, to, chains, expected }
    Chains { chains, mean, sizes }
    Concentration { counted, fitted, gini }
    ConversionForecast { now, at_most, close }
    Crossing { node, communities, people, outside, crossed }
    DelayFigures { friends, median_hours, within_a_day, within_a_week }
    Dispersion { r, k, k_low, k_high }
    EarlierForecast { from, days, in_half, in_eighty, in_ninety_five, said, came }
    Expected { if_asked, still }
    Factors { k, sharers, share_rate, arrivals, arrivals_per_sharer, confirmed, confirmed_per_arrival }
    Forecast { from, now, past, days, to_the_close, reservations, redemptions }
    ForecastDay { day, reach }
    SeedFigures { group, direct, descendants, depth, latest, label, id }
    SeedGroup { group, invited, seeds, direct, descendants, depth, latest, quiet }
    Study {
        rehearsal, as_of, took_ms, filter, people, roots, referred, amplification, factors, reproduction, delay, dispersion, concentration, chains,
        extinction, cascades, crossing, groups, seeds, more_seeds, ask, forecast, earlier
    }
    CampaignLink { source, medium, campaign, count }
    CampaignLinks { rehearsal, as_of, filter, links, more, rest }
    Cell { node, channel, generation, arrived, joined }
    ChannelFigures { channel, count, joined }
    Estimate { value, low, high }
    Figures { rehearsal, as_of, unequal, zone, filter, total, glance, days, nodes, channels, cells, generations, r_now, series, worth, groups, quiet }
    Filter { from, to, node, channel, generation, worth, group }
    Funnel { seen, started, completed, shared, arrived, joined }
    Generation { generation, arrived, joined, brings, few, alarm }
    Glance { from, until, today, today_until, yesterday_until, yesterday }
    GroupFigures { group, arrived, joined }
    Names { title, nodes, channels, groups, opens, closes }
    NodeFigures { node, count, started, completed, shared, joined, brings, by_day }
    NodeTitle { id, kind, title }
    Point { start, count }
    Quiet { node, channel, from, arrived, usual, chance }
    ReproductionDay { day, imported, local, number }
    ReproductionNow { window, delays, days }
    Series { step, points }
    Doubt { reason, held, refused }
    LinkCounts { came, joined, verified, friends }
    Week { rehearsal, as_of, zone, week, from, to, until, running, earlier, later, days, lines, doubts }
    WeekLine { count, by_day, now, before, change }
    Unequal { k, within, studied }
    WorthCounts { open, verified, held, excluded }
    AnswerLine { status, text }
    Answers { version, languages, wishes }
    Cap { what, most, left }
    CodeLine { end, node, item, state, origin, fan, transfers, made, expires, redeemed, till }
    Codes { lines, more }
    Gift { id, at, by, role, to, what, amount, node, item, reason, people, got, done, stopped }
    GiftCount { people, sum, left, aside }
    Gifts { lines, caps, nodes, items }
    IssuedCodes { codes, csv }
    ItemName { node, item, text, aside }
    MadeTill { name, link }
    Meant { fans, everybody, done, channel, joined_from, joined_before, redeemed, item }
    News { version, languages, nodes, posts, now }
    NodeName { id, title }
    OwnTill { name, path }
    PostLine { node, key, at, out, title, text, people }
    SeedLine { group, label, link, made, fan, came, people, generations }
    Seeds { lines, more }
    Stock { items, redeems }
    StockLine { node, item, text, stock, taken, aside, issued, waiting, free, held, redeemed, expired }
    TillLine { name, made, closed, redeemed, account }
    WishLine { node, to, label, people, proposed, answer }
    Account { id, name, email, role, campaigns, language, second_factor, disabled, made, seen }
    ApiToken { id, name, account, by, scopes, campaigns, made, expires, seen }
    Appealed { at, text, decided }
    AuditLine { seq, at, who, place, what, campaign, about, change }
    AuditPage { lines, before }
    CampaignLine { slug, title, state, opens, closes, next, counts }
    Counts { people, verified, held }
    Decided { at, by, from, to, score, note }
    DrawLook {
        stage, now, opens, closes, draws, closed, drawn, people, tickets, kept_out, sources, by_itself, weak, late, note, hash, told, prizes,
        prize_names, forfeit_reasons, exclude_reasons
    }
    DrawSource { kind, id, number }
    Evidence { reason, points, seen }
    Trace { sign, count, of, value }
    FirstOpen { open }
    Invitation { id, email, role, campaigns, language, by, made, expires }
    InvitationLook { by, email, role, campaigns, language, expires }
    KeptOut { fan, reason, at }
    LifeStage { name, node, at, done, never, late, open }
    MadeInvitation { invitation, link }
    MadeToken { token, secret }
    MadeWebhook { webhook, secret }
    Replayed { messages }
    Webhook { id, url, kinds, state, failing, problem, again, waiting, failed, delivered, made, made_by, old_secret_until }
    WebhookMessage { seq, id, kind, at, state, tries, next, tried, status, problem, answer, took_ms, body }
    WebhookMessages { messages, before }
    NextStep { step, node, at }
    PrizeCounts { held, claimed, overdue, forfeited, alternates }
    RecoveryCodes { codes }
    ReviewLine { fan, score, reasons, objects }
    ReviewQueue { lines, more }
    Reviewed {
        fan, standing, arrived, channel, brought_by, verified, friends_joined, friends_counted, tickets, score, reasons, appeal, decisions
    }
    SecondFactor { secret, uri }
    Server { version, rehearsal, now, mail }
    Session { account, csrf, server }
    SessionRow { id, made, seen, place, agent, this }
    Told { at, place }
    Who { kind, account, name }
    Claimant { name, address, contact, code }
    WinnerLine { k, fan, tickets, prize, state, until, claimed, has_said, reason, forfeited }
    Winners { lines, next }
    Written { lines, more }
    WrittenLine { node, key, label, people, said, correct, picture, may_be_right }
    ChannelLink { channel, address }
    Draft { id, slug, revision, document, findings, pictures, published, behind, can_undo, editors, edited_at, edited_by }
    DraftLine { id, slug, title, errors, warnings, published, edited_at, edited_by }
    DraftPicture { name, bytes, used, stamp }
    Editor { name, place }
    Embed { server, tag, hosted, policy, origins, page, links }
    Found { is_error, code, place, line, column, message, remedy }
    Lock { place, value }
    PageLine { check, state, found, add }
    PageTest { page, lines }
    Preview { path, revision }
    PublishedVersion { slug, version }
    Pulse { revision, editors }
    Rehearsal { id, state, done, report }
    Release { revision, slug, published, locks, changes, findings, rehearsed, ready }
    ReleaseChange { place, old, new, allowed }
    Template { name, title, lead, languages, kinds }
}

#[cfg(test)]
mod tests;
