//! What the server tells, read.

use super::{FromJs, Notes, part, wire};
use canyu_core::view::{
    ActAnswer, AssembleView, CheckInView, ConfirmView, DrawView, EarnedView, GuessView, HintView, HonourView,
    InstantPrizeView, InstantView, ItemView, KindView, LotteryView, Me, MyCode, MyPick, MyTeaser, MyWait, MyWin,
    NewsView, NodeView, PartView, PickView, PlaceView, PostView, PrizeView, ReserveView, RevealedView, ShareView,
    StaffAnswerView, TeaserView, View, VoteView, WonView,
};
use wasm_bindgen::JsValue;

wire! {
    View {
        slug, version, rules, lang, languages, title, lead, accent, opens, closes, now, speed, rehearsal, page, people,
        tickets_in_draw, confirm, nodes,
    } ~ { consents }
    ConfirmView { email } ~ { host, tickets, votes, friends }
    TeaserView {
        picture, preview, width, height, alt, columns, rows, fresh, stage, stages, next, next_taps, next_after, hints,
        taps,
    }
    HintView { at, text }
    GuessView {
        form, placeholder, longest, tries, min, max, decimals, unit, options, moderated, bonus, seal, reveals, revealed,
        wall, groups,
    }
    RevealedView { answer, salt, label }
    PickView { key, label, people, score, picture, right, answer }
    StaffAnswerView { status, text }
    VoteView { form, most, totals, propose, longest, moderated, options, voters }
    AssembleView { picture, width, height, alt, words, parts, people }
    PartView { key, label, picture, x, y, width, height }
    ReserveView { items, each, waits, expires, transfers, offer_hours }
    ItemView { key, label, stock, left, taken, aside, waiting }
    LotteryView { draws, prizes, terms, entrants, draw }
    DrawView { stage, manifest, commitment, entries, tickets, claim_days }
    PrizeView { name, quantity }
    InstantView { prizes, plays, round, next, seal, seed, people }
    InstantPrizeView { name, quantity, left, gives, amount }
    ShareView { most, second, channels } ~ { rates, milestones, hold_hours, places, longest, moderated, board }
    CheckInView { places }
    PlaceView { key, label, opens, closes, people }
    NewsView { posts }
    PostView { key, at, title, text, people }
    HonourView { places, left, longest, moderated, names }
    Me {
        id, code, generation, joined, tickets, points, earned, friends_arrived, friends_joined, tickets_pending, done,
        verified, standing, picks, codes, waits, wins, teasers, receipt, won,
    } ~ { friends_counted, owed, reasons, appealed, email }
    EarnedView { node, reason, unit, amount }
    MyPick { node, key, label, own, rank, right }
    MyCode { node, item, code, state, origin, expires, offered, transfers }
    MyWait { node, item, ahead }
    MyWin { node, prize, at }
    MyTeaser { node, teaser }
    WonView { prize, gives, until, state, code }
    ActAnswer { earned, me }
}

impl FromJs for NodeView {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        Self {
            id: part(value, "id", notes),
            index: part(value, "index", notes),
            title: part(value, "title", notes),
            lead: part(value, "lead", notes),
            opens: part(value, "opens", notes),
            closes: part(value, "closes", notes),
            tickets: part(value, "tickets", notes),
            points: part(value, "points", notes),
            after: part(value, "after", notes),
            kind: KindView::read(value, notes),
        }
    }
}

impl FromJs for KindView {
    fn read(value: &JsValue, notes: &Notes) -> Self {
        match part::<String>(value, "kind", notes).as_str() {
            "teaser" => Self::Teaser(FromJs::read(value, notes)),
            "guess" => Self::Guess(FromJs::read(value, notes)),
            "vote" => Self::Vote(FromJs::read(value, notes)),
            "assemble" => Self::Assemble(FromJs::read(value, notes)),
            "reserve" => Self::Reserve(FromJs::read(value, notes)),
            "lottery" => Self::Lottery(FromJs::read(value, notes)),
            "instant" => Self::Instant(FromJs::read(value, notes)),
            "share" => Self::Share(FromJs::read(value, notes)),
            "checkin" => Self::CheckIn(FromJs::read(value, notes)),
            "news" => Self::News(FromJs::read(value, notes)),
            "honour" => Self::Honour(FromJs::read(value, notes)),
            _ => {
                notes.wrong("kind");
                Self::News(NewsView::default())
            }
        }
    }
}
