-- Draws that a fan can check (fairdraw/v1). Moments here are what the protocol counts in: seconds since 1970 UTC.

-- Who is in a draw, with the receipt given last. The nonce came from the fan's browser; without it the commitment names nobody.
CREATE TABLE entries (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    nonce TEXT NOT NULL,
    commit_hash BLOB NOT NULL,
    weight INTEGER NOT NULL,
    at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (campaign, fan)
) STRICT, WITHOUT ROWID;

-- Every receipt that was given, one for each weight.
CREATE TABLE receipts (
    campaign TEXT NOT NULL,
    fan TEXT NOT NULL,
    weight INTEGER NOT NULL,
    at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (campaign, fan, weight)
) STRICT, WITHOUT ROWID;

-- One row a draw: what has been published of it so far, byte by byte.
CREATE TABLE draws (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    manifest BLOB NOT NULL,
    closed_at INTEGER,
    commitment TEXT,
    excluded TEXT,
    beacon TEXT,
    result BLOB,
    drawn_at INTEGER,
    PRIMARY KEY (campaign, draw)
) STRICT;

CREATE TABLE checkpoints (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    at INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (campaign, draw, at)
) STRICT, WITHOUT ROWID;

-- Who is kept out of the draw, and why; from the close on it stands in excluded.txt.
CREATE TABLE exclusions (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    fan TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (campaign, draw, fan)
) STRICT, WITHOUT ROWID;

-- The list as it was closed: never changed again, but that a fan who is erased leaves his row without a name. It is in the order of the
-- commits, so that one is found by bisection: an index would cost three quarters of the time of closing.
CREATE TABLE roll (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    place INTEGER NOT NULL,
    commit_hash BLOB NOT NULL,
    weight INTEGER NOT NULL,
    fan TEXT,
    PRIMARY KEY (campaign, draw, place)
) STRICT, WITHOUT ROWID;

-- The tree over it, one label for 4,096 rows: enough to make any path from one block of rows.
CREATE TABLE roll_blocks (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    block INTEGER NOT NULL,
    hash BLOB NOT NULL,
    sum INTEGER NOT NULL,
    PRIMARY KEY (campaign, draw, block)
) STRICT, WITHOUT ROWID;

CREATE TABLE forfeits (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    k INTEGER NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    signature BLOB NOT NULL,
    PRIMARY KEY (campaign, draw, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX forfeits_by_k ON forfeits (campaign, draw, k);

-- Who was drawn, and who has claimed what. Name, address and contact are the only personal data, and are erased on request.
CREATE TABLE winners (
    campaign TEXT NOT NULL,
    draw INTEGER NOT NULL,
    k INTEGER NOT NULL,
    place INTEGER NOT NULL,
    start INTEGER NOT NULL,
    fan TEXT,
    prize INTEGER,
    until INTEGER,
    claimed_at INTEGER,
    name TEXT,
    address TEXT,
    contact TEXT,
    code TEXT,
    PRIMARY KEY (campaign, draw, k)
) STRICT, WITHOUT ROWID;
CREATE INDEX winners_by_fan ON winners (campaign, draw, fan) WHERE fan IS NOT NULL;
-- The next alternate.
CREATE INDEX winners_unused ON winners (campaign, draw, k) WHERE prize IS NULL;
