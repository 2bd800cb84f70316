-- Who is a person, whether he counts, what is owed for friends, and what stands at the door. Moments are milliseconds since 1970 UTC.

-- `kept_out`: why his tickets are not in the draw. `friends_counted`: friends for whom what was owed is earned.
ALTER TABLE fans ADD COLUMN verified_at INTEGER;
ALTER TABLE fans ADD COLUMN standing TEXT NOT NULL DEFAULT 'open';
ALTER TABLE fans ADD COLUMN kept_out TEXT;
-- Whose device he turned out to be.
ALTER TABLE fans ADD COLUMN merged_into TEXT;
CREATE INDEX fans_by_survivor ON fans (campaign, merged_into) WHERE merged_into IS NOT NULL;
ALTER TABLE fans ADD COLUMN friends_counted INTEGER NOT NULL DEFAULT 0;
CREATE INDEX fans_by_referrer ON fans (campaign, referrer) WHERE referrer IS NOT NULL;

-- Which act it was, and where from: a keyed hash of the address's prefix, whose key is thrown away after a while. Empty: not known.
ALTER TABLE acts ADD COLUMN act TEXT NOT NULL DEFAULT '';
ALTER TABLE acts ADD COLUMN place TEXT NOT NULL DEFAULT '';

-- How many people stand behind something by this one: 0 while he does not count.
ALTER TABLE picks ADD COLUMN people INTEGER NOT NULL DEFAULT 1;

-- 1: it follows from the rules, and goes when they say so; 0: staff have said it.
ALTER TABLE exclusions ADD COLUMN by_rule INTEGER NOT NULL DEFAULT 0;

-- Further tokens of a fan: devices that turned out to be his.
CREATE TABLE devices (
    campaign TEXT NOT NULL,
    token TEXT NOT NULL,
    fan TEXT NOT NULL,
    PRIMARY KEY (campaign, token)
) STRICT, WITHOUT ROWID;
CREATE INDEX devices_by_fan ON devices (campaign, fan);

-- Further codes of a fan: those of such devices, so that links that were shared there lead to him.
CREATE TABLE aliases (
    campaign TEXT NOT NULL,
    code TEXT NOT NULL,
    fan TEXT NOT NULL,
    PRIMARY KEY (campaign, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX aliases_by_fan ON aliases (campaign, fan);

-- By what a person is known: keyed hashes of a canonical address, or of what the host site calls him.
CREATE TABLE people (
    campaign TEXT NOT NULL,
    person TEXT NOT NULL,
    fan TEXT NOT NULL,
    how TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX people_by_fan ON people (campaign, fan);

-- Persons who were here, and have had their data deleted: so that who comes again is no new friend. A key alone, tied to no row.
CREATE TABLE departed (
    campaign TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (campaign, person)
) STRICT, WITHOUT ROWID;

-- What is owed for a friend, or was. `recipient` gets it.
CREATE TABLE credits (
    campaign TEXT NOT NULL,
    friend TEXT NOT NULL,
    reason TEXT NOT NULL,
    recipient TEXT NOT NULL,
    why TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    PRIMARY KEY (campaign, friend, reason)
) STRICT, WITHOUT ROWID;
CREATE INDEX credits_by_recipient ON credits (campaign, recipient);
CREATE INDEX exclusions_by_fan ON exclusions (campaign, fan);
CREATE INDEX credits_open ON credits (campaign, recipient, reason, why) WHERE why IN ('unconfirmed', 'waits', 'checked');
CREATE INDEX credits_due ON credits (campaign, due_at) WHERE why = 'waits';

-- Invitations of staff.
CREATE TABLE seeds (
    campaign TEXT NOT NULL,
    code TEXT NOT NULL,
    grp TEXT NOT NULL,
    label TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    fan TEXT,
    PRIMARY KEY (campaign, code)
) STRICT, WITHOUT ROWID;

CREATE INDEX seeds_by_fan ON seeds (campaign, fan) WHERE fan IS NOT NULL;

-- The keys of address hashes, one a period; thrown away when the period is over.
CREATE TABLE address_keys (
    period INTEGER NOT NULL PRIMARY KEY,
    key BLOB NOT NULL
) STRICT;

-- Codes that were tried and wrong, by token and hour.
CREATE TABLE misses (
    campaign TEXT NOT NULL,
    token TEXT NOT NULL,
    hour INTEGER NOT NULL,
    misses INTEGER NOT NULL,
    PRIMARY KEY (campaign, token, hour)
) STRICT, WITHOUT ROWID;
