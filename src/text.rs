//! The widget's own words: a closed list of keys; the words themselves are given by the shell, in one language.

use crate::platform::Formats;
use canyu_core::moment::Moment;
use std::rc::Rc;

macro_rules! keys {
    ($(#[$doc:meta])* $name:ident { $($key:ident = $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum $name { $(#[doc = $text] $key),* }

        impl $name {
            /// Every key as it is called in the files, each with a blank behind it.
            const JOINED: &'static str = concat!($($text, " "),*);

            /// Every key as it is called in the files.
            pub fn names() -> std::str::SplitTerminator<'static, char> {
                Self::JOINED.split_terminator(' ')
            }
        }
    };
}

keys! {
    /// A text without a number.
    Key {
        Rehearsal = "rehearsal",
        OpensAt = "opens_at",
        ClosedAt = "closed_at",
        OpensIn = "opens_in",
        ClosesIn = "closes_in",
        NextIn = "next_in",
        DrawsIn = "draws_in",
        Days = "unit_days",
        Hours = "unit_hours",
        Minutes = "unit_minutes",
        Seconds = "unit_seconds",
        Sending = "sending",
        Kept = "kept",
        Offline = "offline",
        Share = "share",
        ShareLabel = "share_label",
        ShareMore = "share_more",
        CopyLink = "copy_link",
        Copied = "copied",
        CopiedFor = "copied_for",
        CopyFailed = "copy_failed",
        QrShow = "qr_show",
        QrHide = "qr_hide",
        QrAlt = "qr_alt",
        LinkLabel = "link_label",
        GadgetFailed = "gadget_failed",
        TeaserAct = "teaser_act",
        TeaserNext = "teaser_next",
        TeaserEnd = "teaser_end",
        TeaserClosed = "teaser_closed",
        Stage = "stage",
        Covered = "covered",
        Hint = "hint",
        GuessLabel = "guess_label",
        GuessSend = "guess_send",
        GuessMine = "guess_mine",
        GuessIn = "guess_in",
        GuessOver = "guess_over",
        Wall = "wall",
        WallEmpty = "wall_empty",
        WallAll = "wall_all",
        WallFew = "wall_few",
        Mine = "mine",
        VoteWishes = "vote_wishes",
        VotePoll = "vote_poll",
        VoteChange = "vote_change",
        VoteOver = "vote_over",
        LotteryAct = "lottery_act",
        LotteryNone = "lottery_none",
        LotteryIn = "lottery_in",
        LotteryOver = "lottery_over",
        LotteryFrozen = "lottery_frozen",
        LotteryDrawing = "lottery_drawing",
        LotteryDrawn = "lottery_drawn",
        LotteryMissed = "lottery_missed",
        LotteryLost = "lottery_lost",
        LotteryWon = "lottery_won",
        Frozen = "frozen",
        FrozenMark = "frozen_mark",
        ClaimAct = "claim_act",
        ClaimUntil = "claim_until",
        Claimed = "claimed",
        ClaimedCode = "claimed_code",
        Forfeited = "forfeited",
        CheckAct = "check_act",
        CheckClose = "check_close",
        CheckFailed = "check_failed",
        Prizes = "prizes",
        Odds = "odds",
        OddsOneIn = "odds_one_in",
        OddsPercent = "odds_percent",
        OddsChange = "odds_change",
        ReasonDone = "reason_done",
        ReasonFriend = "reason_friend",
        FriendsNone = "friends_none",
        Strip = "strip",
        StripEmpty = "strip_empty",
        StripDone = "strip_done",
        StripOpen = "strip_open",
        StripDraw = "strip_draw",
        StripLot = "strip_lot",
        Messenger = "channel_messenger",
        Forum = "channel_forum",
        Microblog = "channel_microblog",
        Friends = "channel_friends",
        Email = "channel_email",
        Sms = "channel_sms",
        SayNoted = "say_noted",
        Locked = "locked",
        Right = "right",
        Retry = "retry",
        Yes = "yes",
        No = "no",
        Waiting = "waiting",
        Sealed = "sealed",
        NextTaps = "next_taps",
        NextAfter = "next_after",
        TeaserAfter = "teaser_after",
        GuessClosed = "guess_closed",
        GuessWaits = "guess_waits",
        GuessRight = "guess_right",
        GuessWrong = "guess_wrong",
        Answer = "answer",
        RevealsAt = "reveals_at",
        Between = "between",
        Moderated = "moderated",
        AnswerPlanned = "answer_planned",
        AnswerDone = "answer_done",
        AnswerNo = "answer_no",
        Propose = "propose",
        ProposeSend = "propose_send",
        TotalsAfter = "totals_after",
        AssembleSaid = "assemble_said",
        SoldOut = "sold_out",
        Left = "left",
        HaveCode = "have_code",
        CodeLabel = "code_label",
        CodeSend = "code_send",
        CodeCopy = "code_copy",
        CodeCopied = "code_copied",
        CodeUntil = "code_until",
        CodeFree = "code_free",
        CodeRedeemed = "code_redeemed",
        CodeExpired = "code_expired",
        CodeCancelled = "code_cancelled",
        ReserveAct = "reserve_act",
        WaitAct = "wait_act",
        ReserveIn = "reserve_in",
        ReserveWaits = "reserve_waits",
        ReserveNone = "reserve_none",
        Offered = "offered",
        OfferTake = "offer_take",
        HandOn = "hand_on",
        Retake = "retake",
        GiveBack = "give_back",
        LeaveLine = "leave_line",
        GiveBackSure = "give_back_sure",
        PlayAct = "play_act",
        InstantWon = "instant_won",
        InstantLost = "instant_lost",
        NextRound = "next_round",
        AllWon = "all_won",
        PlaceHint = "place_hint",
        PlaceCode = "place_code",
        PlaceSend = "place_send",
        PlaceUntil = "place_until",
        PlaceBeen = "place_been",
        NewsEmpty = "news_empty",
        NewsHint = "news_hint",
        NewsSecond = "news_second",
        NewsSaid = "news_said",
        HonourEmpty = "honour_empty",
        HonourLabel = "honour_label",
        HonourSend = "honour_send",
        HonourNote = "honour_note",
        HonourMine = "honour_mine",
        HonourOff = "honour_off",
        HonourPlace = "honour_place",
        HonourGone = "honour_gone",
        ReasonSecond = "reason_second",
        ReasonRight = "reason_right",
        ReasonWon = "reason_won",
        ReasonGift = "reason_gift",
        HonourIn = "honour_in",
    }
}

keys! {
    /// A text that depends on a number, which stands in it as `{n}`.
    Many {
        People = "people",
        TicketWord = "ticket_word",
        Taps = "taps",
        HintsMore = "hints_more",
        TriesLeft = "tries_left",
        GuessMore = "guess_more",
        Groups = "groups",
        Voters = "voters",
        Entrants = "entrants",
        EnterWith = "enter_with",
        Arrived = "arrived",
        Joined = "joined",
        Pending = "pending",
        PerFriend = "per_friend",
        SayEarned = "say_earned",
        Behind = "behind",
        Tickets = "tickets",
        PointWord = "point_word",
        Score = "score",
        TeaserTaps = "teaser_taps",
        Bonus = "bonus",
        VoteMultiple = "vote_multiple",
        VoteRanked = "vote_ranked",
        VotersAbout = "voters_about",
        AssembleHint = "assemble_hint",
        Assembled = "assembled",
        ReserveEach = "reserve_each",
        WaitingPeople = "waiting_people",
        Aside = "aside",
        Ahead = "ahead",
        PrizesLeft = "prizes_left",
        Played = "played",
        PlacesBeen = "places_been",
        PlacesLeft = "places_left",
        HonourHint = "honour_hint",
        HonourFull = "honour_full",
        PerSecond = "per_second",
    }
}

/// The codes of the server that have a sentence of their own, as `err_` and the code; the others have that of `err_other`.
pub const REFUSALS: [&str; 27] = [
    "closed",
    "not_open_yet",
    "locked",
    "text_empty",
    "text_too_long",
    "not_a_number",
    "number_out_of_range",
    "picture_missing",
    "tries_used_up",
    "guess_repeated",
    "own_guess",
    "too_many_choices",
    "proposals_used_up",
    "sold_out",
    "holds_enough",
    "nothing_reserved",
    "code_malformed",
    "code_unknown",
    "code_taken",
    "code_cancelled",
    "code_expired",
    "code_redeemed",
    "no_transfers_left",
    "played_already",
    "event_code_wrong",
    "wall_full",
    "other",
];

/// Finds a text by its name.
pub type Find = Box<dyn Fn(&str) -> Option<String>>;

/// The words of one language.
pub struct Texts {
    /// The language's tag.
    pub lang: String,
    plain: Vec<String>,
    find: Find,
    formats: Formats,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lang)
    }
}

impl Texts {
    /// The words of a language, taken from a catalogue by their names.
    #[must_use]
    pub fn new(lang: &str, find: Find) -> Rc<Self> {
        let mut plain = Vec::new();
        for name in Key::names() {
            plain.push(find(name).unwrap_or_default());
        }
        Rc::new(Self {
            lang: lang.to_owned(),
            plain,
            find,
            formats: Formats::new(lang),
        })
    }

    /// A text.
    #[must_use]
    pub fn get(&self, key: Key) -> String {
        self.raw(key).to_owned()
    }

    /// A text as it is in the catalogue.
    #[must_use]
    pub fn raw(&self, key: Key) -> &str {
        self.plain.get(key as usize).map_or("", String::as_str)
    }

    /// A text with something in its place.
    #[must_use]
    pub fn with(&self, key: Key, values: &[(&str, &str)]) -> String {
        fill(self.raw(key), values)
    }

    /// A text with a time in it.
    #[must_use]
    pub fn at(&self, key: Key, time: Moment) -> String {
        fill(self.raw(key), &[("time", &self.time(time))])
    }

    /// A text with a number, in the right form.
    #[must_use]
    pub fn many(&self, key: Many, number: u64) -> String {
        let name = Many::names().nth(key as usize).unwrap_or_default();
        let form = |category: &str| (self.find)(&[name, "#", category].concat());
        let form = form(&self.formats.plural(number)).or_else(|| form("other"));
        fill(&form.unwrap_or_default(), &[("n", &self.number(number))])
    }

    /// The words for a code of the server.
    #[must_use]
    pub fn refusal(&self, code: &str) -> String {
        let find = |code| (self.find)(&["err_", code].concat());
        find(code).or_else(|| find("other")).unwrap_or_default()
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, number: u64) -> String {
        self.formats.number(number)
    }

    /// A share of one in per cent.
    #[must_use]
    pub fn percent(&self, share: f64) -> String {
        self.formats.percent(share)
    }

    /// A moment.
    #[must_use]
    pub fn time(&self, moment: Moment) -> String {
        self.formats.time(moment)
    }
}

/// The beginning of a hash, or a code, in groups of four: to be written down, or compared by eye.
#[must_use]
pub fn grouped(text: &str) -> String {
    let mut groups = String::new();
    for (place, sign) in text.chars().take(16).enumerate() {
        if place > 0 && place % 4 == 0 {
            groups.push('·');
        }
        groups.push(sign);
    }
    groups
}

/// Puts values into the places `{name}` of a text. A place without a value stays empty.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            return filled;
        };
        if let Some((_, value)) = values.iter().find(|(known, _)| *known == name) {
            filled.push_str(value);
        }
        rest = behind;
    }
    filled.push_str(rest);
    filled
}
