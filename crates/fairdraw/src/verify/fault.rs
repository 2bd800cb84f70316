//! What can be wrong, and why something proves nothing.

use crate::{
    beacon::BeaconFault,
    json::JsonFault,
    manifest::ManifestFault,
    note::NoteError,
    tree::{PathError, RowFault},
};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $text:literal;)* } $({ $($wrapper:ident($inner:ty);)* })?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum $name {
            $(#[doc = $text] #[error($text)] $variant,)*
            $($(#[doc = "As it is named there."] #[error("{0}")] $wrapper($inner),)*)?
        }

        impl $name {
            /// A stable name for machines.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                    $($(Self::$wrapper(inner) => inner.code(),)*)?
                }
            }
        }
    };
}

coded! {
    /// What is wrong. The finding's values say where: `k` counts draws from 0, `line` and `row` count from 1.
    Fault {
        Missing = "missing", "the file is missing";
        TooLarge = "too_large", "the file is larger than it can be";
        NotText = "not_text", "the file is not UTF-8";
        Unsigned = "unsigned", "the manifest names no key, so nobody stands for the commitment";
        SignatureBad = "signature_bad", "the signature is not of the manifest's key";
        NotACommitment = "commitment_malformed", "this is not the text of a commitment";
        OtherCampaign = "other_campaign", "it belongs to another campaign or draw than the manifest";
        OtherManifest = "other_manifest", "it belongs to another manifest";
        OtherBeacon = "other_beacon", "it names another beacon than the manifest";
        Impossible = "impossible_numbers", "so many entries cannot have so many tickets";
        ClosedTooEarly = "closed_too_early", "the list was closed before the time in the manifest";
        ClosedAfterBeacon = "closed_after_beacon", "the list was closed when the random value was known";
        AnotherSeen = "another_seen", "before the draw another commitment of this draw was seen";
        Seed = "seed_does_not_follow", "the seed does not follow from commitment and beacon";
        DrawOrder = "draw_out_of_order", "the draws are not numbered one after the other";
        DrawAttempt = "draw_attempt", "the number of attempts does not follow from the seed";
        DrawTicket = "draw_ticket", "the drawn ticket does not follow from the seed";
        DrawWeight = "draw_weight", "nobody may have so many tickets, or so few";
        DrawInterval = "draw_interval", "the drawn ticket is not one of this entry's";
        TooFewDraws = "too_few_draws", "fewer were drawn than the manifest promises";
        TooManyDraws = "too_many_draws", "more were drawn than the manifest says";
        Line = "line_malformed", "the line has not the form that it has to have";
        LineOrder = "line_out_of_order", "the line does not come after the line before";
        Reason = "reason_not_in_manifest", "the manifest has no such reason";
        NoPrize = "no_prize", "there is no prize that this draw could forfeit";
        TooEarly = "too_early", "it is dated before it could have happened";
        ExcludedDiffer = "excluded_not_committed", "it is not the list that the commitment names";
        NotACheckpoint = "checkpoint_malformed", "this is not a checkpoint";
        ChainBroken = "checkpoint_chain", "the checkpoint does not name the one before";
        AfterClose = "checkpoint_after_close", "the checkpoint is dated after the close";
        RowCut = "row_cut", "the last row is not whole";
        RowExcluded = "row_excluded", "an entry of the list of those left out";
        Entries = "entries_not_committed", "not as many entries as the commitment says";
        Tickets = "tickets_not_committed", "not as many tickets as the commitment says";
        Root = "root_not_committed", "not the list that the commitment names: some row was changed";
        ReceiptManifest = "receipt_other_manifest", "the receipt was given under another manifest";
        ReceiptCommit = "receipt_other_entry", "the receipt is not for this entry";
        LeftOut = "left_out", "the entry with this receipt is neither in the list nor among those left out";
        LessThanPromised = "less_than_promised", "fewer tickets than the last receipt promises";
    }
    {
        Json(JsonFault);
        Manifest(ManifestFault);
        Note(NoteError);
        Beacon(BeaconFault);
        Path(PathError);
        Row(RowFault);
    }
}

coded! {
    /// Why a check proves nothing, or was not made.
    Why {
        Unsigned = "unsigned", "the manifest names no key, so nothing says who published this";
        NotSeen = "not_seen", "nobody here saw this commitment before the draw";
        TimeUnknown = "time_unknown", "nothing says when the random value was known";
        NoSignatures = "no_ed25519", "signatures cannot be checked here";
        NoDrand = "no_drand", "drand's signatures cannot be checked here";
        NotGiven = "not_given", "the file was not given";
        Earlier = "earlier", "an earlier step leaves nothing to go by";
        Nobody = "nobody", "no receipt was given";
        NoPath = "no_path", "neither the list nor a path to it was given";
        Excluded = "excluded", "this entry was left out, as the public list says";
    }
}
