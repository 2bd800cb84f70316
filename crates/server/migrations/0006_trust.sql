-- Who looks like a cheat, why, what was decided about it, and what fans say. Moments are milliseconds since 1970 UTC.

-- The last score of everybody who has any. `reasons`: JSON, a list of reason, points and evidence; `heard`: the broad groups that the fan is told,
-- with spaces between them.
CREATE TABLE scores (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    score INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    heard TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, fan)
) STRICT, WITHOUT ROWID;
CREATE INDEX scores_by_score ON scores (campaign, score DESC);

-- One process scores a campaign at a time. `mark`: what the facts looked like then, so that nothing is scored twice.
CREATE TABLE scorings (
    campaign TEXT NOT NULL PRIMARY KEY,
    held_until INTEGER NOT NULL,
    done_at INTEGER,
    mark INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Each time that somebody began or ceased to count, and by whom it was decided: `scores`, or the name of a human.
CREATE TABLE decisions (
    seq INTEGER PRIMARY KEY,
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    at INTEGER NOT NULL,
    by TEXT NOT NULL,
    from_standing TEXT NOT NULL,
    to_standing TEXT NOT NULL,
    score INTEGER NOT NULL,
    reasons TEXT NOT NULL,
    heard TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_by_fan ON decisions (campaign, fan, seq);

-- What fans say against it, once each.
CREATE TABLE appeals (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL,
    decided_at INTEGER,
    by TEXT,
    outcome TEXT,
    note TEXT,
    PRIMARY KEY (campaign, fan)
) STRICT, WITHOUT ROWID;
