-- Every kind of node, codes and stock, and the life of a campaign. Moments are milliseconds since 1970 UTC.

-- What staff have said about something that fans wrote: 0 nobody has looked yet, 1 shown, 2 hidden. `score`: points, where choices are ranked.
-- `correct`: it was right, as found at the reveal, or said by staff before it.
ALTER TABLE tallies ADD COLUMN ruling INTEGER NOT NULL DEFAULT 1;
ALTER TABLE tallies ADD COLUMN score INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tallies ADD COLUMN correct INTEGER NOT NULL DEFAULT 0;
DROP INDEX tallies_by_people;
CREATE INDEX tallies_by_people ON tallies (campaign, node, ruling, people DESC);
CREATE INDEX tallies_correct ON tallies (campaign, node) WHERE correct = 1;

ALTER TABLE picks ADD COLUMN score INTEGER NOT NULL DEFAULT 0;
CREATE INDEX picks_by_pick ON picks (campaign, node, pick);

-- Tickets or points; for gifts `about` is the name of the gift.
ALTER TABLE ledger ADD COLUMN unit TEXT NOT NULL DEFAULT 'tickets';
DROP INDEX ledger_by_fan;
CREATE INDEX ledger_by_fan ON ledger (campaign, fan, node, reason, unit, amount);

-- What nobody can guess about a campaign: 32 random bytes, drawn when it is published for the first time. Never to be changed.
CREATE TABLE secrets (
    campaign TEXT NOT NULL PRIMARY KEY,
    root BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- How the units of an item are spread: taken + aside never exceed the stock, issued never exceeds aside.
CREATE TABLE stocks (
    campaign TEXT NOT NULL,
    node TEXT NOT NULL,
    item TEXT NOT NULL,
    taken INTEGER NOT NULL CHECK (taken >= 0),
    aside INTEGER NOT NULL CHECK (aside >= 0),
    issued INTEGER NOT NULL CHECK (issued >= 0 AND issued <= aside),
    waiting INTEGER NOT NULL CHECK (waiting >= 0),
    next_place INTEGER NOT NULL,
    next_code INTEGER NOT NULL,
    PRIMARY KEY (campaign, node, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE codes (
    campaign TEXT NOT NULL,
    code TEXT NOT NULL,
    node TEXT NOT NULL,
    item TEXT NOT NULL,
    state TEXT NOT NULL,
    origin TEXT NOT NULL,
    fan TEXT,
    transfers INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    offered INTEGER NOT NULL,
    redeemed_at INTEGER,
    till TEXT,
    PRIMARY KEY (campaign, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX codes_by_fan ON codes (campaign, fan) WHERE fan IS NOT NULL;
CREATE INDEX codes_by_expiry ON codes (campaign, expires_at) WHERE state IN ('free', 'held');

CREATE TABLE waiting (
    campaign TEXT NOT NULL,
    node TEXT NOT NULL,
    item TEXT NOT NULL,
    place INTEGER NOT NULL,
    fan TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, node, item, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX waiting_by_fan ON waiting (campaign, fan);

-- The winning moments of an instant win, written when it is published; they follow from its sealed seed.
CREATE TABLE moments (
    campaign TEXT NOT NULL,
    node TEXT NOT NULL,
    moment INTEGER NOT NULL,
    at INTEGER NOT NULL,
    prize INTEGER NOT NULL,
    fan TEXT,
    won_at INTEGER,
    PRIMARY KEY (campaign, node, moment)
) STRICT, WITHOUT ROWID;
CREATE INDEX moments_open ON moments (campaign, node, at, moment) WHERE fan IS NULL;
CREATE INDEX moments_by_fan ON moments (campaign, fan) WHERE fan IS NOT NULL;

-- Pictures that fans have uploaded, as they were encoded again. A row without a guess after a day is an orphan.
CREATE TABLE uploads (
    campaign TEXT NOT NULL,
    picture TEXT NOT NULL,
    node TEXT NOT NULL,
    fan TEXT NOT NULL,
    at INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    body BLOB NOT NULL,
    thumbnail BLOB NOT NULL,
    PRIMARY KEY (campaign, picture)
) STRICT;
CREATE INDEX uploads_by_fan ON uploads (campaign, fan, node);
CREATE INDEX uploads_by_time ON uploads (campaign, at);

-- Who may redeem codes: tokens are kept as SHA-256.
CREATE TABLE tills (
    campaign TEXT NOT NULL,
    name TEXT NOT NULL,
    token TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    revoked_at INTEGER,
    PRIMARY KEY (campaign, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX tills_by_token ON tills (token);

-- What staff have given: one row an action, whoever and however many it was for. `filter` says whom it was for, as JSON.
CREATE TABLE gifts (
    campaign TEXT NOT NULL,
    gift TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    role TEXT NOT NULL,
    filter TEXT NOT NULL,
    what TEXT NOT NULL,
    amount INTEGER NOT NULL,
    reason TEXT NOT NULL,
    people INTEGER NOT NULL,
    done_at INTEGER,
    PRIMARY KEY (campaign, gift)
) STRICT, WITHOUT ROWID;

-- What was said about what fans wrote, when and by whom: the log of moderation.
CREATE TABLE rulings (
    seq INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    node TEXT NOT NULL,
    pick TEXT NOT NULL,
    ruling TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

-- Timed steps of a campaign's life. A process that takes one notes until when it holds it; whoever comes later leaves it alone until then.
CREATE TABLE steps (
    campaign TEXT NOT NULL,
    step TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    held_until INTEGER NOT NULL DEFAULT 0,
    done_at INTEGER,
    late_ms INTEGER,
    PRIMARY KEY (campaign, step)
) STRICT, WITHOUT ROWID;

-- Rehearsals of rules, so that publishing can say whether there was one.
CREATE TABLE rehearsals (
    rules TEXT NOT NULL,
    people INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (rules, people, seed)
) STRICT, WITHOUT ROWID;

-- When a campaign was put away: from then on it can only be read.
CREATE TABLE archives (
    campaign TEXT NOT NULL PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
