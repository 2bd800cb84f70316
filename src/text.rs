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
            /// Every key as it is called in the files.
            pub const NAMES: &'static [&'static str] = &[$($text),*];
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
        MeToo = "me_too",
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
        ErrClosed = "err_closed",
        ErrEarly = "err_early",
        ErrEmpty = "err_empty",
        ErrLong = "err_long",
        ErrTries = "err_tries",
        ErrRepeated = "err_repeated",
        ErrOwn = "err_own",
        ErrOther = "err_other",
        SayNoted = "say_noted",
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
    }
}

/// The plural categories of all languages.
pub const CATEGORIES: [&str; 6] = ["other", "one", "zero", "two", "few", "many"];

/// The words of one language.
pub struct Texts {
    /// The language's tag.
    pub lang: String,
    plain: Vec<String>,
    many: Vec<[Option<String>; 6]>,
    formats: Formats,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lang)
    }
}

impl Texts {
    /// The words of a language, taken from a catalogue by their names.
    pub fn new(lang: &str, find: impl Fn(&str) -> Option<String>) -> Rc<Self> {
        let plain = Key::NAMES.iter().map(|name| find(name).unwrap_or_default()).collect();
        let forms = |name: &&str| CATEGORIES.map(|category| find(&[name, "#", category].concat()));
        let many = Many::NAMES.iter().map(forms).collect();
        Rc::new(Self {
            lang: lang.to_owned(),
            plain,
            many,
            formats: Formats::new(lang),
        })
    }

    /// A text.
    #[must_use]
    pub fn get(&self, key: Key) -> String {
        self.raw(key).to_owned()
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
        let category = self.formats.plural(number);
        let place = CATEGORIES.iter().position(|name| *name == category).unwrap_or(0);
        let forms = self.many.get(key as usize);
        let form = forms.and_then(|forms| forms.get(place).and_then(Option::as_ref).or(forms.first()?.as_ref()));
        form.map_or_else(String::new, |form| fill(form, &[("n", &self.number(number))]))
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

    fn raw(&self, key: Key) -> &str {
        self.plain.get(key as usize).map_or("", String::as_str)
    }
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
